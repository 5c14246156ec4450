"""What verifying finds, and which captures it says are lost."""

import pytest

from sayso.archive.archive import Archive
from sayso.archive.verify import verify
from sayso.progress import Event
from sayso.records.evidence import START
from tests.unit.archive.material import capture, fetched


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path / "archive")
    # Captures 1 and 3 have their bytes in common.
    archive.keep([fetched(1), capture(2), fetched(1, captured_at="2026-11-25T00:00:00Z", headers=())])
    return archive


def blob(archive, data):
    digest = data.sha256
    return archive.vault.folder / digest[:2] / digest


def lost(archive, **options):
    return [damage.loses for damage in verify(archive, **options).damages]


def test_a_sound_archive(archive):
    found = verify(archive)
    size = sum(path.stat().st_size for path in archive.vault.folder.rglob("*") if path.is_file())
    assert (found.entries, found.captures, found.bytes, found.head) == (3, 3, size, archive.journal.head())
    assert (found.damages, found.unneeded) == ((), ())


def test_an_archive_that_does_not_exist(tmp_path):
    found = verify(Archive(tmp_path / "archive"))
    assert (found.entries, found.captures, found.bytes, found.head, found.damages) == (0, 0, 0, (0, START), ())
    assert not (tmp_path / "archive").exists()


def test_nothing_is_changed(archive):
    archive.journal.path.write_bytes(archive.journal.path.read_bytes()[:-9])
    before = {path: path.read_bytes() for path in archive.folder.rglob("*") if path.is_file()}
    verify(archive)
    assert {path: path.read_bytes() for path in archive.folder.rglob("*") if path.is_file()} == before


def test_progress_is_told_by_captures(archive):
    events: list[Event] = []
    verify(archive, listener=events.append)
    assert events == [Event("verify", n, 3, "captures") for n in (1, 2, 3)]


def test_a_damaged_blob_costs_every_capture_that_needs_it(archive):
    path = blob(archive, fetched(1))
    path.write_bytes(path.read_bytes() + b" ")
    (damage,) = verify(archive).damages
    assert damage.item == str(path)
    assert damage.loses == (1, 3)
    path.unlink()
    (damage,) = verify(archive).damages
    assert "missing" in damage.message
    assert damage.loses == (1, 3)


def test_damaged_headers_cost_their_capture(archive):
    kept = next(archive.kept())
    (archive.vault.folder / kept.about[:2] / kept.about).write_bytes(b"{}")
    assert lost(archive) == [(1,)]


def test_a_damaged_line_costs_its_capture_and_all_else_is_read(archive):
    path = archive.journal.path
    path.write_bytes(path.read_bytes().replace(b'"2.html"', b'"3.html"'))
    blob(archive, fetched(1)).write_bytes(b"")
    found = verify(archive)
    assert [damage.loses for damage in found.damages] == [(2,), (1, 3)]
    assert found.unneeded == (capture(2).sha256,)
    assert found.captures == 2


def test_what_was_forgotten_is_not_missed(archive):
    archive.forget([1, 2], who="A", why="")
    found = verify(archive)
    assert (found.entries, found.captures, found.damages, found.unneeded) == (4, 1, (), ())


def test_bytes_that_nobody_needs_are_told_but_no_damage(archive):
    (digest,) = archive.vault.put([b"left by a crash"])
    assert verify(archive).unneeded == (digest,)
    assert verify(archive).damages == ()
    (archive.vault.folder / digest[:2] / digest).write_bytes(b"changed")
    assert verify(archive).unneeded == ()
    assert lost(archive) == [()]


def test_entries_cut_off_at_the_end_show_against_a_known_head(archive):
    head = archive.journal.head()
    assert lost(archive, expected_head=head) == []
    lines = archive.journal.path.read_bytes().splitlines(keepends=True)
    archive.journal.path.write_bytes(lines[0])
    assert lost(archive) == []
    assert lost(archive, expected_head=head) == [(2, 3)]
    archive.journal.path.unlink()
    assert lost(archive, expected_head=head) == [(1, 2, 3)]
    assert lost(archive, expected_head=(0, START)) == []


def test_a_known_head_finds_a_journal_written_anew(archive):
    head = archive.journal.head()
    archive.journal.path.unlink()
    archive.keep([capture(n) for n in range(5)])
    (damage,) = verify(archive, expected_head=head).damages
    assert "written anew" in damage.message


def test_one_loss_is_told_once(archive):
    head = archive.journal.head()
    data = archive.journal.path.read_bytes()
    archive.journal.path.write_bytes(data[:-30] + b"\n")
    assert lost(archive, expected_head=head) == [(3,)]
    archive.journal.path.write_bytes(data[:-30])
    assert lost(archive, expected_head=head) == [(), (3,)]


@pytest.mark.parametrize("name", ["../../../secret", "0" * 63, "/etc/passwd"])
def test_a_journal_that_points_elsewhere_is_damage(archive, name):
    (archive.folder.parent / "secret").write_text("x")
    body = dict(next(archive.journal.entries()).body)
    archive.journal.append([("capture", {**body, "sha256": name})])
    assert lost(archive) == [(4,)]
    archive.journal.append([("capture", {"sha256": 5}), ("forget", {})])
    assert lost(archive) == [(5,), (6,), (4,)]


def test_what_others_do_meanwhile_is_no_damage(archive):
    """While the blobs are read, another process writes half a line, ends it, and forgets a capture."""
    other = Archive(archive.folder)
    path = archive.journal.path
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])

    def meanwhile(event):
        if event.done == 1:
            path.write_bytes(whole)
            other.forget([2], who="A", why="")

    found = verify(archive, listener=meanwhile)
    assert (found.damages, found.unneeded) == ((), ())
