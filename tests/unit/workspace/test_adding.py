"""Articles into a workspace: once, in order, analysed once, and never lost."""

import errno
from contextlib import suppress

import pytest

from sayso.errors import FetchFailed, SkipItem, StopRun
from sayso.progress import Event
from sayso.records.documents import Capture
from sayso.workspace import adding as adding_module
from sayso.workspace import lines
from sayso.workspace.adding import add
from sayso.workspace.continuity import ARCHIVE
from sayso.workspace.opening import Workspace
from tests.unit.workspace.conftest import article, page

TEXT = "Ann said rain is near. It was a long and warm day in the valley, and nobody had expected any of it to come so soon."
NEWS = "http://news.example/rain"


def states(results):
    return [added.state for added in results]


def test_an_article_is_kept_and_browsable(workspace, adding):
    (added,) = adding(article(TEXT, doc_id="d1", title="Rain", outlet="The Post"))
    row = workspace.store.view().document(added.document_id)
    assert (added.state, added.title, added.words) == ("added", "Rain", len(TEXT.split()))
    assert (row.doc_id, row.title, row.outlet, row.version, row.statements) == ("d1", "Rain", "The Post", 1, 1)
    assert workspace.archive.load(next(workspace.archive.kept())).data == TEXT.encode()


def test_the_same_article_again_changes_nothing(workspace, adding):
    adding(article(TEXT, doc_id="d1"))
    before = list(workspace.store.dump())
    assert states(adding(article(TEXT, doc_id="d1", origin="other.jsonl:7"))) == ["kept before"]
    assert list(workspace.store.dump()) == before


def test_a_changed_page_is_a_new_version(workspace, adding):
    results = adding(
        page(TEXT, url=NEWS, at="2026-01-01T00:00:00Z"),
        page(TEXT, url=NEWS, at="2026-01-02T00:00:00Z"),
        page(TEXT.replace("near", "far"), url=NEWS + "?utm_source=x", at="2026-01-03T00:00:00Z"),
    )
    assert states(results) == ["added", "again", "version"]
    rows = workspace.store.view().versions(workspace.store.view().document(results[0].document_id).line_id)
    assert [row.version for row in rows] == [1, 2]
    assert len(workspace.store.view().captures(rows[0].document_id)) == 2


def test_the_same_text_at_two_outlets_is_analysed_once(workspace, adding, reader):
    adding(article(TEXT, url="http://a.example/1"), article(TEXT, url="http://b.example/1"))
    adding(article(TEXT, url="http://c.example/1"))
    assert workspace.store.view().counts().documents == 3
    assert reader == [TEXT]


def test_a_page_whose_surroundings_changed_is_analysed_once(workspace, adding, reader):
    one = article(f"Follow us on Twitter!\n\n{TEXT}", url=NEWS)
    two = article(f"{TEXT}\n\nSubscribe to our newsletter.", url=NEWS)
    first, second = adding(one, two)
    view = workspace.store.view()
    assert (second.state, view.document(second.document_id).same_as) == ("version", first.document_id)
    assert len(reader) == 1
    contents = [[row.content for row in view.statements(added.document_id)] for added in (first, second)]
    assert contents == [["rain is near"]] * 2


def test_what_cannot_be_read_is_kept_with_the_reason(workspace, adding):
    bad = Capture(b"\x89PNG\r\n", "x.png", "file", "image/png")
    failed, fine = adding(bad, article(TEXT))
    assert (failed.state, fine.state) == ("failed", "added")
    (row,) = workspace.store.view().failures().items
    assert (row.number, row.failure, "picture" in row.message) == (failed.capture, "ParseFailed", True)
    assert workspace.archive.vault.get(row.sha256) == bad.data


def test_what_was_not_obtained_keeps_its_place(adding):
    results = adding(FetchFailed("no connection.", "http://x.example/"), article(TEXT))
    assert states(results) == ["not obtained", "added"]
    assert results[0].item == "http://x.example/"


def test_what_was_kept_and_not_read_is_read_the_next_time_and_told_first(workspace, adding):
    bad = Capture(b"\x89PNG\r\n", "x.png", "file", "image/png")
    workspace.archive.keep([article(TEXT, doc_id="d1", origin="a.jsonl:7"), bad])
    left, failed, new = adding(article(f"{TEXT} No.", doc_id="d2"))
    assert (left.item, left.state, left.capture, left.is_left) == ("a.jsonl:7", "added", 1, True)
    assert (failed.item, failed.state, failed.is_left) == ("x.png", "failed", True)
    assert "picture" in str(failed.error)
    assert (new.state, new.is_left) == ("added", False)
    assert adding() == []


def test_what_was_left_is_not_counted_among_the_items(workspace):
    workspace.archive.keep([article(TEXT, doc_id="d1")])
    events: list[Event] = []
    list(add(workspace, [article(f"{TEXT} No.", doc_id="d2")], listener=events.append, total=1))
    assert [(event.stage, event.done, event.total) for event in events] == [("read", 1, 1), ("add", 1, 1)]


def test_what_cannot_be_kept_costs_only_itself(adding):
    before, bad, after = adding(article(TEXT), article(TEXT, origin="b.jsonl:7", odd=float("nan")), article(TEXT, doc_id="d"))
    assert (before.state, bad.state, after.state) == ("added", "not obtained", "added")
    assert (bad.item, bad.capture, type(bad.error)) == ("b.jsonl:7", None, SkipItem)


@pytest.mark.parametrize(
    "odd", ["a\ud800", "a\0", "\udfff\ud800", "a\u202e\u2066", "x" * 1_000_000, "\ufffe\uffff\U0010ffff", "'; --\n"]
)
@pytest.mark.parametrize("field", ["doc_id", "url", "query", "title", "outlet", "byline", "published", "links", "key"])
def test_odd_names_stop_nothing(adding, field, odd):
    every: dict[str, dict[str, object]] = {
        "query": {"url": f"http://a.example/?utm_source=x&q={odd}"},
        "url": {"url": f"http://a.example/{odd}"},
        "links": {"links": [odd, {"anchor": odd, "href": odd}]},
        "key": {odd: odd},
    }
    facts = every.get(field, {field: odd})
    assert states(adding(article(TEXT), article(f"Bo said no. {TEXT}", **facts), article(TEXT, doc_id="d"))) == ["added"] * 3


@pytest.mark.parametrize("odd", ["a\ud800", "a\0"])
def test_names_that_are_stored_alike_are_one_line(workspace, adding, odd):
    stored = {"a\ud800": "a\\ud800", "a\0": "a\\x00"}[odd]
    assert states(adding(article(TEXT, doc_id=odd), article(f"{TEXT} No.", doc_id=stored))) == ["added", "version"]
    assert workspace.store.view().counts().lines == 1


def test_what_failed_is_not_held_in_memory(adding):
    def refused():
        try:
            raise FetchFailed("it is too large.", "http://x.example/")
        except FetchFailed as error:
            return error

    for added in adding(refused(), article("a " * 200_001), article(TEXT, odd=float("nan"))):
        assert added.error is not None
        assert (added.error.__traceback__, added.error.__cause__, added.error.__context__) == (None, None, None)


def test_a_fault_of_ours_costs_only_its_item(workspace, adding, monkeypatch):
    original = lines.line_key

    def faulty(kept, document):
        if kept.doc_id == "d2":
            raise ValueError("no key")
        return original(kept, document)

    monkeypatch.setattr(lines, "line_key", faulty)
    results = adding(article(TEXT, doc_id="d1"), article(TEXT, doc_id="d2"), article(TEXT, doc_id="d3"))
    assert states(results) == ["added", "failed", "added"]
    assert "a fault in Sayso (ValueError: no key)" in str(results[1].error)


def test_a_reading_that_cannot_be_carried_over_costs_only_its_item(adding, monkeypatch):
    def faulty(reading, document):
        raise IndexError("no place")

    monkeypatch.setattr("sayso.workspace.deriving.transferred", faulty)
    one = article(f"Follow us on Twitter!\n\n{TEXT}", url=NEWS)
    two = article(f"{TEXT}\n\nSubscribe to our newsletter.", url=NEWS)
    assert states(adding(one, two, article(TEXT))) == ["added", "failed", "added"]


def test_a_stop_in_the_middle_loses_nothing(workspace, monkeypatch):
    items = [article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(5)]

    def no_model():
        raise StopRun("the model is missing.")

    with monkeypatch.context() as patch:
        patch.setattr(adding_module, "BATCH_ITEMS", 2)
        patch.setattr("sayso.pipeline._reader", no_model)
        with suppress(StopRun):
            list(add(workspace, items))
    done = list(add(workspace, items))
    assert {added.state for added in done} <= {"added", "kept before"}
    assert workspace.store.view().counts().captures == {"waiting": 0, "read": 5, "failed": 0, "forgotten": 0}


def test_what_a_dead_process_forgot_goes_from_the_store_the_next_time(workspace, adding):
    first, second = adding(article(TEXT, doc_id="d1"), article(f"{TEXT} No.", doc_id="d2"))
    # That process died between archive and store.
    workspace.archive.forget([first.capture], who="Cy", why="asked for")
    adding()
    view = workspace.store.view()
    assert [row.document_id for row in view.documents().items] == [second.document_id]
    assert view.capture(first.capture).state == "forgotten"


def test_what_was_forgotten_while_it_waited_is_not_waited_for(workspace, adding):
    kept = [one for one, _ in workspace.archive.keep([article(TEXT, doc_id="d1"), article(f"{TEXT} No.", doc_id="d2")])]
    workspace.store.await_captures(kept)
    workspace.store.set_fact(ARCHIVE[0], "2")
    workspace.archive.forget([1], who="Cy", why="asked for")
    adding()
    assert workspace.store.view().counts().captures == {"waiting": 0, "read": 1, "failed": 0, "forgotten": 1}


def test_an_entry_that_lacked_only_its_newline_is_read_too(workspace, adding):
    workspace.archive.keep([article(TEXT, doc_id="d1"), article(f"{TEXT} No.", doc_id="d2")])
    path = workspace.archive.journal.path
    path.write_bytes(path.read_bytes()[:-1])
    assert states(adding(article(f"{TEXT} No.", doc_id="d2"))) == ["added", "added", "kept before"]


def test_a_system_that_cannot_go_on_fails_no_article(workspace, monkeypatch):
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/x")

    with monkeypatch.context() as patch:
        patch.setattr("sayso.parse.registry.parse", full)
        with pytest.raises(StopRun, match="no space left on device"):
            list(add(workspace, [article(TEXT)]))
    assert workspace.store.view().counts().captures == {"waiting": 1, "read": 0, "failed": 0, "forgotten": 0}
    assert states(add(workspace, [article(TEXT)])) == ["added", "kept before"]


def test_any_order_of_deriving_gives_the_same_rows(tmp_path, reader):
    captures = [
        article(f"Follow us on Twitter!\n\n{TEXT}", url=NEWS),
        article(TEXT, url=NEWS),
        article(f"{TEXT}\n\nSubscribe to our newsletter.", url=NEWS),
    ]
    dumps = []
    for name, late in (("x", ()), ("y", (0,)), ("z", (1, 0))):
        with Workspace.open(tmp_path / name, create=True) as made:
            kept = [one for one, _ in made.archive.keep(captures)]
            early = [one for n, one in enumerate(kept) if n not in late]
            # Another process takes these first, and what stands before them in the journal comes later.
            derive_now(made, early)
            for n in late:
                derive_now(made, [kept[n]])
            list(add(made, ()))
            dumps.append([row for row in made.store.dump() if row[0] not in ("capture", "fact")])
    assert dumps[0] == dumps[1] == dumps[2]


def derive_now(workspace, kept):
    from sayso.crew import Crew
    from sayso.settings import DEFAULTS
    from sayso.workspace.deriving import Deriving

    workspace.store.await_captures(kept)
    with Crew(1) as crew:
        deriving = Deriving(workspace.store, crew, DEFAULTS)
        list(adding_module.derive(workspace.archive, deriving, kept))
        adding_module._derive_again(workspace.archive, deriving)
