"""Batches of captures under way at the same time: analysed once, written in order, and the same rows as one after the other."""

import time

import pytest

from sayso.crew import Crew
from sayso.errors import StopRun
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS
from sayso.workspace import deriving as deriving_module
from sayso.workspace.deriving import AHEAD, Deriving
from sayso.workspace.opening import Workspace
from tests.unit.workspace.conftest import article

TEXT = "Ann said rain is near. It was a long and warm day in the valley, and nobody had expected any of it to come so soon."
NEWS = "http://news.example/rain"
PICTURE = Capture(b"\x89PNG\r\n", "x.png", "file", "image/png")


@pytest.fixture
def crew():
    """One that looks ahead as several workers do, and works in this process, so that the plain reader is used."""
    with Crew(1) as made:
        made.workers = 2
        yield made


def batched(workspace, captures, size=1):
    """The captures, kept, in batches with a number each."""
    kept = [one for one, _ in workspace.archive.keep(captures)]
    workspace.store.await_captures(kept)
    pairs = list(zip(kept, captures, strict=True))
    return list(enumerate(pairs[at : at + size] for at in range(0, len(pairs), size)))


def run(workspace, crew, captures, size=1):
    results = Deriving(workspace.store, crew, DEFAULTS).run(batched(workspace, captures, size))
    return [one.state for _, derived in results for one in derived]


def test_any_borders_of_batches_and_any_look_ahead_give_the_same_rows(tmp_path, reader, crew):
    captures = [
        article(f"Follow us on Twitter!\n\n{TEXT}", url=NEWS),
        article(TEXT, url=NEWS, origin="a.jsonl:2"),
        article(TEXT, url="http://b.example/1"),
        PICTURE,
        article(f"{TEXT}\n\nSubscribe to our newsletter.", url=NEWS),
        article(TEXT.replace("near", "far"), url=NEWS),
        article(TEXT, doc_id="d"),
    ]
    dumps, states = [], []
    for name, size, workers in (("a", 1, 1), ("b", 1, 2), ("c", 2, 2), ("d", 3, 2), ("e", 7, 2)):
        crew.workers = workers
        with Workspace.open(tmp_path / name, create=True) as made:
            states.append(run(made, crew, captures, size))
            dumps.append([row for row in made.store.dump() if row[0] not in ("capture", "fact")])
    assert all(dump == dumps[0] for dump in dumps)
    assert states == [["added", "version", "added", "failed", "version", "version", "added"]] * 5


@pytest.mark.parametrize("start", ["", "Follow us on Twitter!\n\n"])
def test_what_two_batches_under_way_share_is_analysed_once(workspace, reader, crew, start):
    assert run(workspace, crew, [article(f"{start}{TEXT}", url=NEWS), article(TEXT, url=NEWS, origin="b.jsonl:1")])
    assert len(reader) == 1


def test_what_the_store_has_is_not_analysed_ahead(workspace, reader, crew):
    run(workspace, crew, [article(TEXT, url=NEWS)])
    run(workspace, crew, [article(TEXT, url=f"http://{name}.example/1") for name in "abc"])
    assert len(reader) == 1


def test_no_more_than_a_few_batches_are_under_way(workspace, crew):
    taken = []

    def batches():
        for number, batch in batched(workspace, [article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(6)]):
            taken.append(number)
            yield number, batch

    at = [(number, len(taken)) for number, _ in Deriving(workspace.store, crew, DEFAULTS).run(batches())]
    assert at == [(n, min(n + 1 + AHEAD, 6)) for n in range(6)]


def test_a_batch_that_came_slowly_is_written_before_the_next_is_asked_for(workspace, crew, monkeypatch):
    monkeypatch.setattr(deriving_module, "SLOW_S", 0.01)
    asked = []

    def slowly():
        for number, batch in batched(workspace, [article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(3)]):
            asked.append(number)
            time.sleep(0.02)
            yield number, batch

    at = [(number, len(asked)) for number, _ in Deriving(workspace.store, crew, DEFAULTS).run(slowly())]
    assert at == [(0, 1), (1, 2), (2, 3)]


def test_a_stop_leaves_all_that_is_not_written_waiting(workspace, crew, monkeypatch):
    captures = [article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(5)]
    results = Deriving(workspace.store, crew, DEFAULTS).run(batched(workspace, captures))
    next(results)

    def no_model():
        raise StopRun("the model is missing.")

    monkeypatch.setattr("sayso.pipeline._reader", no_model)
    with pytest.raises(StopRun):
        list(results)
    assert workspace.store.waiting(9) == [2, 3, 4, 5]
