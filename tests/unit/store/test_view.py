"""What the store tells."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import FetchFailed, NotFound, ParseFailed, QueryInvalid, UsageError
from sayso.records.reviews import Action
from sayso.store.query import parse
from sayso.store.rows import Group, Outdated, Reason, SourceRow
from sayso.store.store import Store
from sayso.store.view import View
from sayso.store.writer import Derivation
from tests.unit.store.material import PARSER, READER, corrected, derived, kept, review, sentences

SITE = "https://example.org/"


@pytest.fixture(scope="module")
def made() -> tuple[Derivation, ...]:
    """Two versions of one page, a page of another outlet, an article with an outside name, and one in French."""
    return (
        derived(1, sentences(4), line=SITE + "road", url=SITE + "road"),
        derived(3, sentences(3, about="the bridge"), line=SITE + "road?day=2", outlet="The Herald"),
        derived(4, sentences(5), line=SITE + "road", url=SITE + "road"),
        derived(5, sentences(2), doc_id="story-17", title="Two days"),
        derived(6, "Rien.", language="fr", outlet=None),
    )


@pytest.fixture(scope="module")
def store(made: tuple[Derivation, ...]) -> Iterator[Store]:
    with Store.in_memory(correct=corrected) as opened:
        with opened.writing() as writer:
            for derivation in made:
                writer.document(derivation)
            writer.document(derived(8, sentences(4), line=SITE + "road", url=SITE + "road"))
            writer.await_captures([kept(9)])
            writer.failure(kept(2), ParseFailed("there is no article in it."), parser=PARSER)
            writer.failure(kept(7), ParseFailed("there is no article in it."), parser="parse@2")
            writer.failure(kept(11), FetchFailed("it needs a login."), parser=PARSER)
            writer.forget([kept(10)])
            writer.decide(
                [
                    review(1, made[0].document_id, Action.CASE, None, case="Border"),
                    review(2, made[1].document_id, Action.CASE, None, case="border"),
                    review(3, made[3].document_id, Action.CASE, None, case="Harbour"),
                    review(4, made[1].document_id, Action.TAG, None, tag="To call"),
                ]
            )
        yield opened


@pytest.fixture
def view(store: Store) -> View:
    return store.view()


def test_a_document_that_is_not_there_is_named(view: View):
    for ask in (view.document, view.reading):
        for name in ("0" * 16, "\ud800", ""):
            with pytest.raises(NotFound) as caught:
                ask(name)
            assert caught.value.subject == name


def test_lists_about_what_is_not_there_are_empty(view: View):
    for ask in (view.statements, view.versions, view.captures, view.groupings, view.decisions):
        assert ask("0" * 16) == ()


def test_a_capture_that_is_not_there_is_named(view: View):
    with pytest.raises(NotFound, match="capture 99"):
        view.capture(99)


def test_a_document_is_found_by_its_id_and_by_the_beginning_of_it(view: View, made: tuple[Derivation, ...]):
    for derivation in made:
        assert view.resolve(derivation.document_id) == derivation.document_id
        assert view.resolve(derivation.document_id[:8]) == derivation.document_id


def test_a_document_is_found_by_its_outside_name(view: View, made: tuple[Derivation, ...]):
    assert view.resolve("story-17") == made[3].document_id


def test_an_address_means_the_last_version(view: View, made: tuple[Derivation, ...]):
    assert view.resolve(SITE + "road") == made[2].document_id
    assert view.resolve(SITE + "road?day=2") == made[1].document_id


def test_three_digits_are_no_name(view: View, made: tuple[Derivation, ...]):
    with pytest.raises(NotFound):
        view.resolve(made[0].document_id[:3])


@pytest.mark.parametrize(
    ("name", "near"),
    [("story-71", "story-17"), (SITE + "raod", SITE + "road"), ("story-1", "story-17")],
)
def test_names_that_are_near_are_offered(view: View, name: str, near: str):
    with pytest.raises(NotFound) as caught:
        view.resolve(name)
    assert f"Did you mean {near}" in caught.value.hint


@pytest.mark.parametrize("name", ["", "nothing like it", "\ud800", "%", "_____", "*", "a" * 100_000, SITE + "road" * 200])
def test_for_names_that_nothing_is_near_it_says_how_to_name(view: View, name: str):
    with pytest.raises(NotFound) as caught:
        view.resolve(name)
    assert caught.value.hint.startswith("Give")


def test_a_name_of_several_documents_is_refused_with_all_of_them():
    with Store.in_memory() as store:
        with store.writing() as writer:
            writer.document(derived(1, sentences(1), line=SITE + "a", doc_id="x", title="First"))
            writer.document(derived(2, sentences(2), line=SITE + "b", doc_id="x", title=None))
        with pytest.raises(UsageError, match="one of 2 documents") as caught:
            store.view().resolve("x")
    hint = caught.value.hint
    assert f"{derived(1, sentences(1), line=SITE + 'a').document_id} (First)" in hint
    assert derived(2, sentences(2), line=SITE + "b").document_id in hint


def test_a_beginning_of_several_ids_is_refused():
    with Store.in_memory() as store:
        with store.writing() as writer:
            for number in (1, 2):
                writer.document(replace(derived(number, sentences(number), line=SITE), document_id=f"abcd{number:012}"))
        with pytest.raises(UsageError, match="one of 2 documents"):
            store.view().resolve("abcd")
        assert store.view().resolve("abcd000000000001") == "abcd000000000001"


def test_documents_come_in_pages_the_last_first(view: View):
    first = view.documents(limit=2)
    second = view.documents(limit=2, before=first.next)
    third = view.documents(limit=2, before=second.next)
    assert [row.first_capture for page in (first, second, third) for row in page.items] == [6, 5, 4, 3, 1]
    assert third.next is None


def test_a_page_that_is_just_full_is_the_last(view: View):
    assert view.documents(limit=5).next is None
    assert view.documents(limit=4).next == 3


def test_documents_can_be_chosen(view: View):
    assert [row.first_capture for row in view.documents(outlet="The Herald").items] == [3]
    assert [row.first_capture for row in view.documents(case="border").items] == [3, 1]
    assert [row.first_capture for row in view.documents(case="border", tag="to call").items] == [3]
    assert view.documents(outlet="The Herald", case="harbour").items == ()


def test_failures_come_in_pages(view: View):
    first = view.failures(limit=2)
    assert [row.number for row in first.items] == [2, 7]
    assert [row.number for row in view.failures(after=first.next or 0, limit=2).items] == [11]


def test_everything_is_counted(view: View):
    counts = view.counts()
    assert (counts.documents, counts.lines, counts.statements, counts.readings) == (5, 4, 14, 5)
    assert counts.captures == {"waiting": 1, "read": 6, "failed": 3, "forgotten": 1}
    assert counts.languages == {"en": 4, "fr": 1}
    assert counts.failures == (
        Reason("ParseFailed", "there is no article in it.", 2),
        Reason("FetchFailed", "it needs a login.", 1),
    )


def test_an_empty_store_counts_nothing():
    with Store.in_memory() as store:
        counts = store.view().counts()
    assert (counts.documents, counts.languages, counts.failures) == (0, {}, ())
    assert counts.captures == dict.fromkeys(("waiting", "read", "failed", "forgotten"), 0)


def test_cases_are_one_however_their_names_are_written(view: View):
    assert view.cases() == (Group("border", "Border", 2), Group("harbour", "Harbour", 1))
    assert view.tags() == (Group("to call", "To call", 1),)


def test_decisions_are_counted_by_what_became_of_them(view: View):
    assert view.decisions_by_state() == {"in force": 4, "undone": 0, "does not fit": 0, "superseded": 0}


def test_decisions_about_what_is_not_there_do_not_fit():
    with Store.in_memory(correct=corrected) as store:
        with store.writing() as writer:
            writer.decide([review(1, "0" * 16), review(2, "1" * 16)])
        found = store.view().decisions_by_state()
        assert found == {"in force": 0, "undone": 0, "does not fit": 2, "superseded": 0}


def test_what_other_methods_made_is_counted(view: View):
    assert view.outdated(parser=PARSER, reader=READER) == Outdated(1, 0)
    assert view.outdated(parser="parse@2", reader="reader@2") == Outdated(8, 5)


def test_sources_are_found_by_the_beginning_of_their_names(view: View):
    assert view.sources("ANN") == (SourceRow("ann lee", "Ann Lee", 4, 4),)
    assert [(row.key, row.statements) for row in view.sources("")] == [("ben ito", 5), ("ann lee", 4), ("carla diaz", 3)]
    assert view.sources("z") == ()
    assert len(view.sources("", limit=1)) == 1


def test_a_view_is_stopped_at_its_deadline(tmp_path: Path):
    with Store.open(tmp_path / "sayso.sqlite") as store:
        with store.writing() as writer:
            for number in range(1, 200):
                writer.document(derived(number, sentences(20), line=f"{SITE}{number}"))
        started = time.monotonic()
        with pytest.raises(QueryInvalid, match="too long"):
            store.view(deadline_s=0).counts()
        assert time.monotonic() - started < 5
        assert store.view().counts().documents == 199


def test_views_are_shared_by_threads_and_see_what_is_committed(tmp_path: Path):
    with Store.open(tmp_path / "sayso.sqlite") as store, ThreadPoolExecutor(8) as pool:
        view = store.view()
        with store.writing() as writer:
            for number in range(1, 9):
                writer.document(derived(number, sentences(number), line=f"{SITE}{number}"))
        asked = pool.map(lambda number: view.resolve(f"{SITE}{number}"), [1, 2, 3, 4, 5, 6, 7, 8] * 5)
        assert len(set(asked)) == 8


def test_a_view_searches(view: View, made: tuple[Derivation, ...]):
    articles = view.search(parse("bridge"), of="articles")
    assert [hit.document.document_id for hit in articles.hits] == [made[1].document_id]
    statements = view.search(parse("bridge"), of="statements", limit=2)
    assert (statements.total, len(statements.hits)) == (3, 2)
    in_case = view.search(parse("case:BORDER"), of="articles")  # the last versions of what is in it
    assert {hit.document.document_id for hit in in_case.hits} == {made[2].document_id, made[1].document_id}
