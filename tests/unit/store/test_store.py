"""What is written, and that it does not matter when and how often."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from sayso import faults
from sayso.errors import Conflict, NotFound, ParseFailed, StoreUnusable
from sayso.records.anchors import content_id
from sayso.records.documents import DateMention, Document
from sayso.records.reviews import Action, Review, State
from sayso.store.database import files_of
from sayso.store.packed import Findings, packed, unpacked
from sayso.store.rows import Grouping
from sayso.store.store import Store
from sayso.store.tables import METADATA
from sayso.store.writer import Derivation
from tests.unit.store.material import PARSER, corrected, derived, kept, read, review, sentences

PAGE = "https://example.org/road"
TEXT, OTHER = sentences(4), sentences(3, about="the bridge")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory(correct=corrected) as opened:
        yield opened


def write(store: Store, *derivations: Derivation) -> None:
    with store.writing() as writer:
        for derivation in derivations:
            writer.document(derivation)


def dump(store: Store) -> list[tuple[str, tuple[object, ...]]]:
    return list(store.dump())


def states(store: Store, *numbers: int) -> list[str]:
    return [store.view().capture(number).state for number in numbers]


def test_captures_wait_in_order_until_something_is_made_of_them(store: Store):
    store.await_captures([kept(3), kept(1), kept(2)])
    assert store.waiting(10) == [1, 2, 3]
    assert store.waiting(2) == [1, 2]
    write(store, derived(1, TEXT))
    store.await_captures([kept(1), kept(2)])
    assert store.waiting(10) == [2, 3]


def test_a_document_has_the_facts_of_the_article(store: Store):
    one = derived(7, TEXT, line=PAGE, doc_id="a-1", url=PAGE)
    write(store, one)
    row = store.view().document(one.document_id)
    assert (row.line_id, row.version, row.first_capture, row.text_id) == (one.line_id, 1, 7, one.document.document_id)
    assert (row.doc_id, row.title, row.outlet, row.byline) == ("a-1", one.document.title, "The Courier", "Dee Roe; Eve Poe")
    assert (row.published, row.published_how, row.language, row.url) == ("2026-11-20", "meta date", "en", PAGE)
    assert (row.words, row.statements, row.own, row.problems) == (len(TEXT.split()), 4, 1, 1)
    assert (row.reading_id, row.same_as) == (one.reading_id, None)


def test_a_capture_says_what_was_made_of_it(store: Store):
    write(store, derived(7, TEXT, line=PAGE))
    row = store.view().capture(7)
    assert (row.state, row.document_id, row.parser) == ("read", derived(7, TEXT, line=PAGE).document_id, PARSER)
    assert (row.sha256, row.url, row.origin, row.how) == (kept(7).sha256, PAGE, "file-7.html", "url")
    assert (row.failure, row.message, row.hint) == (None, None, None)


def test_statements_are_told_in_words(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    rows = store.view().statements(one.document_id)
    assert [row.statement_id for row in rows] == ["s1", "s2", "s3", "s4"]
    assert [row.position for row in rows] == [0, 1, 2, 3]
    second, third, fourth = rows[1], rows[2], rows[3]
    assert (second.content, second.cue, second.source) == ("the road would take 1 days to be opened", "said", "Ben Ito")
    assert second.start == TEXT.index("the road", 60)
    assert (second.source_name, second.source_key, second.source_named) == ("Ben Ito", "ben ito", True)
    assert (second.has_number, second.is_denial, second.confidence, second.reviewed) == (True, False, 0.8, None)
    assert (third.force, third.is_denial, third.has_number) == ("denies", True, False)
    assert (fourth.source_named, fourth.source_name, fourth.source_key) == (False, "Ann Lee", None)


def test_relays_are_joined(store: Store):
    one = derived(1, sentences(5))
    write(store, one)
    assert [row.relays for row in store.view().statements(one.document_id)] == ["", "", "", "", "Ben; said"]


def test_a_reading_comes_back_as_it_was(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    assert store.view().reading(one.document_id) == one.reading


def test_problems_of_another_article_with_the_same_text_are_its_own(store: Store):
    here, there = derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE + "/b", problems=())
    write(store, here, there)
    assert here.reading_id == there.reading_id
    assert store.view().reading(there.document_id) == read(there.document)
    assert len(store.view().reading(here.document_id).problems) == 1


def test_what_is_known_comes_from_the_first_capture_whichever_is_written_first(store: Store):
    early, late = derived(3, TEXT, line=PAGE, title="Early"), derived(9, TEXT, line=PAGE, title="Late", problems=())
    write(store, late)
    write(store, early)
    write(store, late)
    row = store.view().document(early.document_id)
    assert (row.title, row.first_capture, row.problems, row.statements) == ("Early", 3, 1, 4)
    assert store.view().reading(early.document_id).document.title == "Early"
    assert [capture.number for capture in store.view().captures(early.document_id)] == [3, 9]


def test_versions_are_numbered_by_their_first_captures(store: Store):
    for number, text in ((8, TEXT), (2, OTHER), (5, sentences(6)), (1, TEXT)):
        write(store, derived(number, text, line=PAGE))
    versions = store.view().versions(derived(1, TEXT, line=PAGE).line_id)
    assert [(row.version, row.first_capture) for row in versions] == [(1, 1), (2, 2), (3, 5)]
    assert [row.text_id for row in versions] == [derived(1, text).document.document_id for text in (TEXT, OTHER, sentences(6))]


def test_a_version_with_the_prose_of_an_earlier_one_says_so(store: Store):
    second = derived(2, TEXT + " Share this.", line=PAGE, prose=TEXT)
    write(store, second)
    assert store.view().document(second.document_id).same_as is None
    first = derived(1, TEXT, line=PAGE)
    write(store, first, derived(3, OTHER, line=PAGE))
    assert [row.same_as for row in store.view().versions(first.line_id)] == [None, first.document_id, None]


def test_one_text_in_two_places_is_two_documents_and_one_reading(store: Store):
    write(store, derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE + "/b"))
    counts = store.view().counts()
    assert (counts.documents, counts.lines, counts.readings) == (2, 2, 1)


def test_a_reading_that_is_there_need_not_be_given(store: Store):
    first, second = derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE + "/b", with_reading=False)
    assert store.view().known_readings([first.reading_id]) == frozenset()
    write(store, first, second)
    assert store.view().known_readings([first.reading_id, "0" * 32]) == {first.reading_id}
    assert store.view().reading(second.document_id) == read(second.document)
    assert len(store.view().statements(second.document_id)) == 4


def test_a_reading_that_is_no_longer_there_is_asked_for_and_the_rest_is_written(store: Store):
    write(store, derived(2, TEXT, line=PAGE))
    before = store.view().document(derived(2, TEXT, line=PAGE).document_id)
    with store.writing() as writer:
        writer.document(derived(3, OTHER, line=PAGE))
        with pytest.raises(Conflict):
            writer.document(derived(1, TEXT, line=PAGE, reader="reader@2", with_reading=False))
    assert states(store, 1, 2, 3) == ["waiting", "read", "read"]
    assert store.view().document(before.document_id) == before
    assert len(store.view().statements(before.document_id)) == before.statements


def test_a_newer_reading_replaces_the_one_before(store: Store):
    old, new = derived(1, TEXT), derived(1, TEXT, reader="reader@2")
    write(store, old)
    write(store, new)
    assert store.view().document(old.document_id).reading_id == new.reading_id
    assert store.view().known_readings([old.reading_id, new.reading_id]) == {new.reading_id}


def test_a_capture_that_is_parsed_differently_now_leaves_its_document(store: Store):
    old, new = derived(1, TEXT, line=PAGE), derived(1, OTHER, line=PAGE, parser="parse@2")
    write(store, old)
    write(store, new)
    assert [row.document_id for row in store.view().versions(old.line_id)] == [new.document_id]
    with pytest.raises(NotFound):
        store.view().document(old.document_id)


def test_when_the_first_capture_leaves_the_others_are_read_again(store: Store):
    write(store, derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE))
    write(store, derived(1, OTHER, line=PAGE, parser="parse@2"))
    assert store.waiting(10) == [2]
    write(store, derived(2, TEXT, line=PAGE, parser="parse@2"))
    assert [row.first_capture for row in store.view().versions(derived(1, TEXT, line=PAGE).line_id)] == [1, 2]


def test_a_failure_keeps_its_reason(store: Store):
    error = ParseFailed("there is no article in it.", "file-1.html", "Give another file.")
    with store.writing() as writer:
        writer.failure(kept(1), error, parser=PARSER)
    row = store.view().capture(1)
    assert (row.state, row.document_id, row.parser) == ("failed", None, PARSER)
    assert (row.failure, row.message, row.hint) == ("ParseFailed", "there is no article in it.", "Give another file.")


def test_what_one_process_could_read_another_does_not_fail(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    with store.writing() as writer:
        writer.failure(kept(1), ParseFailed("it took too long."), parser=PARSER)
    assert states(store, 1) == ["read"]


def test_what_another_parser_fails_on_is_no_longer_there(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    with store.writing() as writer:
        writer.failure(kept(1), ParseFailed("it took too long."), parser="parse@2")
    assert states(store, 1) == ["failed"]
    assert [row for row in dump(store) if row[0] not in ("capture", "fact")] == []


def test_a_failure_goes_when_the_capture_is_read(store: Store):
    with store.writing() as writer:
        writer.failure(kept(1), ParseFailed("it took too long."), parser=PARSER)
    write(store, derived(1, TEXT))
    row = store.view().capture(1)
    assert (row.state, row.failure, row.message, row.hint) == ("read", None, None, None)


def test_with_its_last_capture_a_document_is_forgotten(store: Store):
    one = derived(1, TEXT, line=PAGE, doc_id="a-1")
    write(store, one)
    store.forget([one.kept])
    row = store.view().capture(1)
    assert (row.state, row.url, row.doc_id, row.origin, row.document_id) == ("forgotten", None, None, "", None)
    assert row.sha256 == one.kept.sha256
    assert {name for name, _ in dump(store)} == {"capture", "fact"}


def test_what_others_hold_stays_when_a_document_is_forgotten(store: Store):
    gone, stays = derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE + "/b")
    write(store, gone, stays)
    store.forget([gone.kept])
    assert store.view().reading(stays.document_id) == stays.reading
    with pytest.raises(NotFound):
        store.view().document(gone.document_id)


def test_without_a_later_capture_a_document_stays(store: Store):
    write(store, derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE))
    store.forget([kept(2)])
    assert store.view().document(derived(1, TEXT, line=PAGE).document_id).first_capture == 1


def test_without_its_first_capture_a_document_is_made_anew(store: Store):
    first, second = derived(1, TEXT, line=PAGE, title="Told once"), derived(2, TEXT, line=PAGE, title="Kept")
    write(store, first, second)
    store.forget([first.kept])
    assert store.waiting(10) == [2]
    write(store, second)
    row = store.view().document(second.document_id)
    assert (row.title, row.first_capture, row.version) == ("Kept", 2, 1)


def test_what_is_forgotten_is_not_written_again(store: Store):
    one = derived(1, TEXT, line=PAGE)
    store.forget([one.kept])
    write(store, one)
    store.await_captures([one.kept])
    with store.writing() as writer:
        writer.failure(one.kept, ParseFailed("no."), parser=PARSER)
    row = store.view().capture(1)
    assert (row.state, row.url, row.document_id, row.failure) == ("forgotten", None, None, None)


def test_nothing_of_what_is_forgotten_is_on_the_disk(tmp_path: Path):
    path = tmp_path / "sayso.sqlite"
    one = derived(1, TEXT.replace("road", "xylograph"), line=PAGE + "/xylograph", doc_id="xylograph")
    with Store.open(path) as store:
        write(store, one, derived(2, OTHER))
        assert any(b"xylograph" in file.read_bytes() for file in files_of(path) if file.exists())
        store.forget([one.kept])
        assert not any(b"xylograph" in file.read_bytes() for file in files_of(path) if file.exists())


def test_decisions_hold_whether_they_come_before_or_after_the_reading(store: Store):
    one = derived(1, TEXT)
    decided = [review(1, one.document_id), review(2, one.document_id, Action.ACCEPT, "s2")]
    write(store, one)
    with store.writing() as writer:
        writer.decide(decided)
    after = dump(store)
    with Store.in_memory(correct=corrected) as other:
        with other.writing() as writer:
            writer.decide(decided)
        assert [decision.state for decision in other.view().decisions(one.document_id)] == [State.DOES_NOT_FIT] * 2
        write(other, one)
        assert dump(other) == after
    rows = store.view().statements(one.document_id)
    assert [(row.statement_id, row.reviewed) for row in rows] == [("s2", "accepted"), ("s3", None), ("s4", None)]
    assert store.view().document(one.document_id).statements == 3
    assert store.view().reading(one.document_id) == one.reading


def test_a_newer_reading_obeys_decisions(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    with store.writing() as writer:
        writer.decide([review(1, one.document_id), review(2, one.document_id, Action.ACCEPT, "s9")])
    write(store, derived(1, TEXT, reader="reader@2"))
    assert [row.statement_id for row in store.view().statements(one.document_id)] == ["s2", "s3", "s4"]
    found = store.view().decisions(one.document_id)
    assert [(one.review.number, one.state) for one in found] == [(1, State.IN_FORCE), (2, State.DOES_NOT_FIT)]


def test_decisions_are_kept_when_their_document_goes(store: Store):
    one = derived(1, TEXT)
    decision = review(1, one.document_id, Action.CASE, None, case="Border")
    write(store, one)
    with store.writing() as writer:
        writer.decide([decision])
        writer.decide([decision])
    store.forget([one.kept])
    (found,) = store.view().decisions(one.document_id)
    assert (found.review, found.state) == (decision, State.DOES_NOT_FIT)
    assert store.view().groupings(one.document_id) == ()


def test_documents_are_grouped(store: Store):
    one = derived(1, TEXT)
    write(store, one)
    with store.writing() as writer:
        writer.decide(
            [
                review(4, one.document_id, Action.NOTE, None, note="Call back."),
                review(2, one.document_id, Action.TAG, None, tag="Roads"),
            ]
        )
    assert store.view().groupings(one.document_id) == (
        Grouping("note", "call back.", "Call back.", 4),
        Grouping("tag", "roads", "Roads", 2),
    )


def test_facts_are_kept(store: Store):
    assert store.fact("archive_applied") is None
    store.set_fact("archive_applied", "12")
    with store.writing() as writer:
        writer.set_fact("archive_applied", "13")
    assert store.fact("archive_applied") == "13"


def test_readings_of_another_store_can_be_taken_over(store: Store):
    ours, older = derived(1, TEXT), derived(2, OTHER, reader="reader@0")
    write(store, ours, older)
    with Store.in_memory() as new:
        assert new.adopt_readings(store, method=ours.method) == 1
        write(new, replace(ours, reading=None))
        assert new.view().reading(ours.document_id) == ours.reading
        assert new.adopt_readings(store, method=older.method) == 1
        assert new.drop_unused_readings() == 1
        assert new.view().known_readings([ours.reading_id, older.reading_id]) == {ours.reading_id}


def test_a_reading_that_is_there_counts_before_one_that_is_given(store: Store):
    here, there = derived(1, TEXT, line=PAGE), derived(2, TEXT, line=PAGE + "/b")
    assert there.reading is not None
    write(store, here, replace(there, reading=replace(there.reading, statements=())))
    assert store.view().reading(there.document_id) == there.reading
    assert len(store.view().statements(there.document_id)) == 4


def test_an_error_leaves_nothing_of_a_batch(store: Store):
    before = dump(store)
    broken = replace(derived(2, OTHER), reading_id=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        write(store, derived(1, TEXT), broken)
    assert dump(store) == before


def test_the_named_points_are_passed_in_order(store: Store):
    passed: list[str] = []
    for point in ("store rows written", "store committed"):
        faults.arm(point, partial(passed.append, point))
    try:
        write(store, derived(1, TEXT), derived(2, OTHER))
    finally:
        faults.disarm()
    assert passed == ["store rows written", "store rows written", "store committed"]


@pytest.mark.parametrize("odd", ["a lone \ud800 surrogate", "a NUL \0 inside", "é ‮ right to left", "emoji 🛰"])
def test_any_text_can_be_kept_and_found(store: Store, odd: str):
    text = f"Ann Lee said {odd}."
    one = derived(1, text, line=f"https://example.org/{odd}", doc_id=odd, title=odd, outlet=odd)
    write(store, one)
    assert store.view().reading(one.document_id).document.text == text
    assert store.view().resolve(odd) == one.document_id
    assert [row.document_id for row in store.view().documents(outlet=odd).items] == [one.document_id]
    assert len(store.view().statements(one.document_id)) == 1


def test_a_date_that_was_not_published_is_no_way_of_knowing_one(store: Store):
    one = derived(1, TEXT, published=None, dates=(DateMention("2026-11-21", "updated", "meta"),))
    write(store, one)
    row = store.view().document(one.document_id)
    assert (row.published, row.published_how) == (None, None)


def test_the_file_is_there_when_it_is_opened_again(tmp_path: Path):
    path = tmp_path / "store" / "sayso.sqlite"
    with Store.open(path) as store:
        write(store, derived(1, TEXT))
        before = dump(store)
    with Store.open(path) as store:
        assert dump(store) == before
        assert store.damages() == ()
        assert store.about().revision


def test_a_dump_leaves_out_nothing_but_the_numbers_of_statements(store: Store):
    write(store, derived(1, TEXT))
    (name, row) = next(entry for entry in store.dump() if entry[0] == "statement")
    assert len(row) == len(METADATA.tables[name].columns) - 1


@pytest.mark.parametrize("data", [b"", b"no zlib", packed([1, 2])])
def test_packed_records_that_cannot_be_read_back_are_named(data: bytes):
    with pytest.raises(StoreUnusable, match="Findings") as caught:
        unpacked(Findings, data)
    assert "sayso rebuild" in caught.value.hint


# A packed record is read by position. When this test fails, rows of older stores cannot be read any more: write a revision that
# makes all captures wait again (and drops document, reading, statement, problem), then put the new digest here.
def test_the_form_of_packed_records_is_that_of_the_head_revision():
    assert content_id("\n".join(sorted(_form(Document) | _form(Findings) | _form(Review))).encode())[:16] == "f1b589a89b6c71d2"


def _form(kind: type[Any]) -> set[str]:
    """The fields of a record and of the records in it, in order, with their types."""
    hints = get_type_hints(kind)
    found = {f"{kind.__name__}: {', '.join(f'{field.name}: {hints[field.name]}' for field in fields(kind))}"}
    waiting = [hints[field.name] for field in fields(kind)]
    while waiting:
        hint = waiting.pop()
        waiting.extend(getattr(hint, "__args__", ()))
        if is_dataclass(hint) and isinstance(hint, type):
            found |= _form(hint)
    return found
