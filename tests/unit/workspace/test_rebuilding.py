"""Everything derived is made again, equal to the last row."""

import pytest

from sayso.errors import EvidenceDamaged, NotFound
from sayso.records.documents import Capture
from sayso.records.reviews import Action
from sayso.workspace.opening import STORE, Workspace
from sayso.workspace.rebuilding import rebuild
from sayso.workspace.reviewing import By, desk_of
from tests.unit.workspace.conftest import article

TEXT = "Ann said rain is near. Bo said no."


@pytest.fixture
def filled(workspace, adding):
    adding(
        *(article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(5)),
        article(f"{TEXT} Day 1.", url="http://a.example/"),
        Capture(b"\x89PNG", "x.png", "file"),
    )
    return workspace


@pytest.mark.parametrize("from_scratch", [False, True])
def test_a_rebuilt_store_is_equal(filled, from_scratch, reader):
    desk = desk_of(filled)
    name = filled.store.view().resolve("d2")
    desk.put(Action.CASE, "Rain", [name], by=By("Cy"))
    before = list(filled.store.dump())
    filled.close()
    reader.clear()
    done = rebuild(filled.folder, from_scratch=from_scratch)
    assert (done.documents, done.failed, done.analysed, len(reader)) == (
        6,
        1,
        5 if from_scratch else 0,
        5 if from_scratch else 0,
    )
    with Workspace.open(filled.folder) as again:
        assert list(again.store.dump()) == before


@pytest.mark.parametrize("damage", ["gone", "cut", "no database"])
def test_a_lost_or_damaged_store_comes_back(filled, damage):
    before = list(filled.store.dump())
    filled.close()
    place = filled.folder / STORE
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:5000] if damage == "cut" else b"words " * 1000)
    rebuild(filled.folder)
    with Workspace.open(filled.folder) as again:
        assert list(again.store.dump()) == before


def test_what_failed_is_tried_again(filled, monkeypatch):
    from sayso import pipeline

    original = pipeline.parse_capture

    def upgraded(capture, **options):
        picture = capture.data.startswith(b"\x89PNG")
        return original(article("A picture of Ann.") if picture else capture, **options)

    monkeypatch.setattr(pipeline, "parse_capture", upgraded)
    filled.close()
    assert rebuild(filled.folder).failed == 0


def test_damaged_evidence_stops_and_the_old_store_stays(filled):
    before = list(filled.store.dump())
    kept = next(filled.archive.kept())
    (blob,) = filled.folder.rglob(kept.sha256)
    blob.chmod(0o600)
    blob.write_bytes(b"changed")
    with pytest.raises(EvidenceDamaged, match="verify"):
        rebuild(filled.folder)
    assert list(filled.store.dump()) == before


def test_there_must_be_a_workspace(tmp_path):
    with pytest.raises(NotFound, match="no workspace"):
        rebuild(tmp_path / "none")
    assert not (tmp_path / "none").exists()
