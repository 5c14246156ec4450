"""Backups that are whole or not there, restored only when nothing was changed; forgetting that forgets."""

import json
import random
import tarfile
import threading

import pytest

from sayso.archive.verify import verify
from sayso.errors import EvidenceDamaged, NotFound, ParseFailed, SaysoError, UsageError
from sayso.records.documents import Capture
from sayso.workspace.custody import backup, forget, restore
from sayso.workspace.opening import Workspace
from tests.unit.workspace.conftest import article

TEXT = "Ann said rain is near."


@pytest.fixture
def filled(workspace, adding):
    adding(*(article(f"{TEXT} Day {n}.", doc_id=f"d{n}", title=f"Day {n}") for n in range(7)))
    return workspace


def test_a_restored_workspace_is_equal(filled, tmp_path):
    made = backup(filled, tmp_path / "b.tar")
    assert (made.captures, made.decisions, made.size) == (7, 0, made.path.stat().st_size)
    restore(made.path, tmp_path / "again")
    with Workspace.open(tmp_path / "again") as again:
        assert list(again.store.dump()) == list(filled.store.dump())
        assert not verify(again.archive).damages
        assert again.archive.journal.head() == filled.archive.journal.head()


def test_a_workspace_can_be_moved(filled, tmp_path):
    rows = list(filled.store.dump())
    filled.close()
    filled.folder.rename(tmp_path / "moved")
    with Workspace.open(tmp_path / "moved") as moved:
        assert list(moved.store.dump()) == rows


def test_a_backup_while_articles_are_added_is_one_moment(filled, adding, tmp_path):
    stop = threading.Event()

    def add_on():
        n = 100
        while not stop.is_set() and n < 200:
            adding(article(f"{TEXT} Day {n}.", doc_id=f"d{n}"))
            n += 1

    thread = threading.Thread(target=add_on)
    thread.start()
    try:
        made = [backup(filled, tmp_path / f"{n}.tar") for n in range(4)]
    finally:
        stop.set()
        thread.join()
    for n, one in enumerate(made):
        restore(one.path, tmp_path / f"r{n}")
        with Workspace.open(tmp_path / f"r{n}") as again:
            assert not verify(again.archive).damages
            assert sum(1 for _ in again.archive.kept()) == one.captures


def test_nothing_is_overwritten(filled, tmp_path):
    target = tmp_path / "b.tar"
    backup(filled, target)
    with pytest.raises(UsageError, match="already"):
        backup(filled, target)
    with pytest.raises(UsageError, match="inside"):
        backup(filled, filled.folder / "b.tar")
    with pytest.raises(UsageError, match="not empty"):
        restore(target, filled.folder)


def test_a_cut_backup_restores_nothing(filled, tmp_path):
    whole = backup(filled, tmp_path / "b.tar").path.read_bytes()
    for size in (0, 100, 512, 5000, len(whole) // 2, len(whole) - 20_000):
        (tmp_path / "cut.tar").write_bytes(whole[:size])
        with pytest.raises(SaysoError):
            restore(tmp_path / "cut.tar", tmp_path / "again")
        assert not (tmp_path / "again").exists()


def test_a_changed_byte_restores_nothing_or_changes_nothing(filled, tmp_path):
    whole = bytearray(backup(filled, tmp_path / "b.tar").path.read_bytes())
    rows = list(filled.store.dump())
    rng = random.Random(1)
    refused = 0
    for n in range(60):
        place = rng.randrange(len(whole))
        whole[place] ^= 1 << rng.randrange(8)
        (tmp_path / "bad.tar").write_bytes(whole)
        whole[place] ^= whole[place] ^ (tmp_path / "b.tar").read_bytes()[place]
        try:
            restore(tmp_path / "bad.tar", tmp_path / f"r{n}")
        except SaysoError:
            refused += 1
        else:  # padding between the parts
            with Workspace.open(tmp_path / f"r{n}") as again:
                assert list(again.store.dump()) == rows
                assert not verify(again.archive).damages
    assert refused > 10


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "archive/blobs/aa/../../../evil", "store/other.sqlite", "archive/blobs/zz/x"]
)
def test_a_foreign_name_is_refused(name, tmp_path):
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        (tmp_path / "payload").write_text("x")
        tar.add(tmp_path / "payload", arcname=name)
    with pytest.raises((ParseFailed, EvidenceDamaged)):
        restore(tmp_path / "bad.tar", tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tar", "payload"]


def test_a_file_that_is_no_backup_is_named(tmp_path):
    (tmp_path / "x.tar").write_bytes(b"no tar at all" * 100)
    with pytest.raises(SaysoError, match=r"x\.tar"):
        restore(tmp_path / "x.tar", tmp_path / "again")


def test_forgetting_leaves_a_tombstone_and_no_words(filled, tmp_path):
    name = filled.store.view().resolve("d3")
    assert forget(filled, [name], who="Ann Lee", why="asked to") == (4,)
    with pytest.raises(NotFound):
        filled.store.view().document(name)
    entry = list(filled.archive.journal.entries())[-1]
    assert (entry.kind, entry.body["captures"], entry.body["who"], entry.body["why"]) == ("forget", [4], "Ann Lee", "asked to")
    left = [path for path in filled.folder.rglob("*") if path.is_file() and b"Day 3." in path.read_bytes()]
    assert left == []
    assert not verify(filled.archive).damages
    assert filled.store.view().counts().captures["forgotten"] == 1


def test_what_could_not_be_read_can_be_forgotten_by_its_number(workspace, adding):
    (failed,) = adding(Capture(b"\x89PNG secret", "x.png", "file"))
    assert forget(workspace, [], captures=[failed.capture], who="Ann Lee", why="") == (failed.capture,)
    assert [path for path in workspace.folder.rglob("*") if path.is_file() and b"secret" in path.read_bytes()] == []
    assert workspace.store.view().failures().items == ()


def test_bytes_that_another_document_needs_stay(workspace, adding):
    one, two = adding(article(TEXT, url="http://a.example/"), article(TEXT, url="http://b.example/"))
    forget(workspace, [one.document_id], who="Ann Lee", why="")
    assert workspace.store.view().reading(two.document_id).document.text == TEXT
    kept = list(workspace.archive.kept())[1]
    assert json.loads(json.dumps(workspace.archive.load(kept).data.decode())) == TEXT
