"""A store is what was written into it, in whatever order, however often, and by whatever batches."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import Conflict, ParseFailed
from sayso.records.reviews import Action
from sayso.store.fulltext import ARTICLES, KEYS, STATEMENTS
from sayso.store.store import Store
from sayso.store.writer import Derivation, Writer
from tests.unit.store.material import PARSER, corrected, derived, kept, review, sentences

Write = Callable[[Writer], None]
PAGES = ("https://example.org/a", "https://example.org/b", "")
TEXTS = tuple(sentences(n, about=about) for n, about in ((0, "it"), (2, "the road"), (3, "the bridge"), (4, "the road")))


def document(derivation: Derivation) -> Write:
    """As adding does it: without the reading where the store may have it."""

    def write(writer: Writer) -> None:
        try:
            writer.document(replace(derivation, reading=None))
        except Conflict:
            writer.document(derivation)

    return write


def failure(number: int) -> Write:
    return lambda writer: writer.failure(kept(number), ParseFailed("no article."), parser=PARSER)


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[dict[int, Write], list[Write]]:
    """What becomes of captures 1 to 8, each in one way; and what else happens: waiting, forgetting, deciding."""
    readable: dict[int, Derivation] = {}
    made: dict[int, Write] = {}
    for number in range(1, 9):
        text = draw(st.sampled_from((None, *TEXTS)))
        if text is None:
            made[number] = failure(number)
        else:
            page, prose = draw(st.sampled_from(PAGES)), draw(st.sampled_from(("same", text)))
            readable[number] = derived(number, text, line=page, prose=prose, title=f"Title {number}")
            made[number] = document(readable[number])
    captures = {number: readable[number].kept if number in readable else kept(number) for number in made}
    other: list[Write] = []
    for number in draw(st.lists(st.integers(1, 8), max_size=4)):
        other.append(lambda writer, number=number: writer.await_captures([captures[number]]))  # type: ignore[misc]
    for number in draw(st.lists(st.integers(1, 8), max_size=3)):
        other.append(lambda writer, number=number: writer.forget([captures[number]]))  # type: ignore[misc]
    for number, about in enumerate(draw(st.lists(st.sampled_from(sorted(readable)), max_size=3)) if readable else (), start=1):
        action = draw(st.sampled_from((Action.REJECT, Action.ACCEPT, Action.CASE)))
        after = {"case": draw(st.sampled_from(("Border", "border")))} if action is Action.CASE else {}
        decision = review(number, readable[about].document_id, action, draw(st.sampled_from(("s1", "s2"))), **after)
        other.append(lambda writer, decision=decision: writer.decide([decision]))  # type: ignore[misc]
    return made, other


def stored(writes: Sequence[Write], sizes: Sequence[int], made: dict[int, Write]) -> list[tuple[str, tuple[object, ...]]]:
    """The rows after writing in batches, and after what waits again was read again, as every run of adding does."""
    left = list(writes)
    with Store.in_memory(correct=corrected) as store:
        for size in (*sizes, len(left)):
            with store.writing() as writer:
                for write in left[:size]:
                    write(writer)
            left = left[size:]
        while waiting := store.waiting(100):
            with store.writing() as writer:
                for number in waiting:
                    made[number](writer)
        assert store.damages() == ()
        return [*store.dump(), *_indexed(store)]


def _indexed(store: Store) -> list[tuple[str, tuple[object, ...]]]:
    """What the full-text indexes have rows for."""
    rows: list[tuple[str, tuple[object, ...]]] = []
    with store._database.reading() as connection:
        for table, columns in ((KEYS, "*"), (ARTICLES, "rowid"), (STATEMENTS, "rowid")):
            found = connection.exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY 1")
            rows.extend((table, tuple(row)) for row in found)
    return rows


@pytest.mark.slow
@settings(max_examples=100)
@given(st.data())
def test_neither_order_nor_repetition_nor_batches_change_the_store(data: st.DataObject):
    made, other = data.draw(outcomes())
    writes = [*made.values(), *other]
    again = data.draw(st.lists(st.sampled_from(writes), max_size=6))
    shuffled = data.draw(st.permutations([*writes, *again]))
    sizes = data.draw(st.lists(st.integers(1, 6), max_size=4))
    assert stored(shuffled, sizes, made) == stored(writes, (), made)
