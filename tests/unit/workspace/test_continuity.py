"""Lines cut off the end of a journal are noticed before anything is built on what is left."""

from pathlib import Path

import pytest

from sayso.errors import EvidenceDamaged
from sayso.records.reviews import Action
from sayso.workspace.rebuilding import rebuild
from sayso.workspace.reviewing import By, desk_of
from sayso.workspace.verifying import verify_workspace
from tests.unit.workspace.conftest import article

TEXT = "Ann said rain is near."


def cut(path: Path) -> None:
    """Take the last line off."""
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.fixture
def filled(workspace, adding):
    adding(*(article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(3)))
    name = workspace.store.view().resolve("d1")
    for case in ("Rain", "Sun"):
        desk_of(workspace).put(Action.CASE, case, [name], by=By("Cy"))
    adding()
    return workspace


@pytest.mark.parametrize("journal", ["archive", "reviews"])
def test_a_cut_journal_stops_adding_and_rebuilding(filled, adding, journal):
    cut(filled.folder / journal / "journal.jsonl")
    with pytest.raises(EvidenceDamaged, match="cut off"):
        adding(article(f"{TEXT} Day 9.", doc_id="d9"))
    with pytest.raises(EvidenceDamaged, match="cut off"):
        rebuild(filled.folder)


@pytest.mark.parametrize("journal", ["archive", "reviews"])
def test_verifying_tells_of_a_cut_journal(filled, journal):
    assert verify_workspace(filled.folder).damages == ()
    cut(filled.folder / journal / "journal.jsonl")
    assert verify_workspace(filled.folder).damages


def test_another_line_in_place_of_the_last_is_noticed(filled, adding):
    cut(filled.folder / "archive" / "journal.jsonl")
    filled.archive.__init__(filled.archive.folder)
    filled.archive.keep([article("Bo said no.", doc_id="d9")])
    with pytest.raises(EvidenceDamaged, match="replaced"):
        adding()


def test_a_journal_that_has_grown_goes_on(filled, adding):
    filled.archive.keep([article("Bo said no.", doc_id="d9")])
    adding()
    assert filled.store.view().counts().documents == 4
