"""What is as it was, what is damage, and what a crash leaves behind, which is neither."""

import json

import pytest

from sayso import cli
from sayso.archive.archive import Archive
from sayso.errors import NotFound
from sayso.read.files import captures
from sayso.records.documents import Capture
from sayso.records.reviews import Action
from sayso.workspace.custody import forget
from sayso.workspace.opening import STORE
from sayso.workspace.reviewing import By, desk_of
from sayso.workspace.verifying import prove, verify_workspace
from tests.unit.workspace.conftest import article, page

TEXT = "Ann said rain is near."


@pytest.fixture
def filled(workspace, adding):
    """A workspace with three articles and two decisions, closed."""
    adding(*(article(f"{TEXT} Day {n}.", doc_id=f"d{n}") for n in range(3)))
    desk = desk_of(workspace)
    for name in ("Rain", "Weather"):
        desk.put(Action.CASE, name, [workspace.store.view().resolve("d1")], by=By("Cy"))
    workspace.close()
    return workspace


def journal(filled, which):
    return filled.archive.journal.path if which == "archive" else filled.reviews.path


def test_a_sound_workspace(filled):
    found = verify_workspace(filled.folder)
    assert (found.archive.captures, found.decisions, found.damages, found.unfinished, found.store) == (3, 2, (), (), ())


@pytest.mark.parametrize("which", ["archive", "reviews"])
def test_a_line_that_a_crash_left_unfinished_is_no_damage(filled, which):
    path = journal(filled, which)
    path.write_bytes(path.read_bytes() + b'{"at":"2026-11-24T')
    found = verify_workspace(filled.folder)
    assert (found.damages, found.decisions) == ((), 2)
    (line,) = found.unfinished
    assert "line" in line.item
    assert path.name in line.item


@pytest.mark.parametrize("which", ["archive", "reviews"])
@pytest.mark.parametrize("cut", [2, 100])
def test_an_end_that_was_cut_off_is_damage(filled, which, cut):
    path = journal(filled, which)
    path.write_bytes(path.read_bytes()[:-cut])
    found = verify_workspace(filled.folder)
    assert found.unfinished == ()
    assert any("interrupted" in damage.message for damage in found.damages)
    assert any("is known to have had" in damage.message for damage in found.damages)


@pytest.mark.parametrize("which", ["archive", "reviews"])
def test_whole_entries_that_were_cut_off_are_damage(filled, which):
    path = journal(filled, which)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    (damage,) = verify_workspace(filled.folder).damages
    assert "is known to have had" in damage.message
    assert damage.loses == ((3,) if which == "archive" else ())


def test_captures_that_the_store_saw_in_the_middle_of_a_run_are_missed_too(filled):
    # A run that is killed leaves the store with captures beyond the last head that it noted.
    with filled.open(filled.folder) as again:
        again.store.await_captures([one for one, _ in again.archive.keep([article(f"{TEXT} Day 9.")])])
    path = filled.archive.journal.path
    data = path.read_bytes()
    path.write_bytes(data[:-50])
    assert [damage.loses for damage in verify_workspace(filled.folder).damages] == [(), (4,)]
    path.write_bytes(b"".join(data.splitlines(keepends=True)[:-1]))
    assert [damage.loses for damage in verify_workspace(filled.folder).damages] == [(4,)]


def test_without_a_store_nobody_knows_what_was_cut_off(filled):
    path = filled.archive.journal.path
    path.write_bytes(path.read_bytes() + b'{"at"')
    (filled.folder / STORE).unlink()
    found = verify_workspace(filled.folder)
    assert (len(found.damages), found.unfinished, found.store) == (1, (), ("it is not there.",))


def test_a_changed_byte_in_decisions_is_damage(filled):
    path = filled.reviews.path
    path.write_bytes(path.read_bytes().replace(b"Rain", b"Rein"))
    (damage,) = verify_workspace(filled.folder).damages
    assert (damage.item.startswith(str(path)), damage.loses) == (True, ())


def test_the_command_says_so_and_ends_well(filled, capsys):
    path = filled.archive.journal.path
    path.write_bytes(path.read_bytes() + b'{"at":"2026-11-24T')
    for form in ("text", "json"):
        with pytest.raises(SystemExit) as ended:
            cli.main(["--workspace", str(filled.folder), "verify", "--format", form])
        out = capsys.readouterr().out
        assert ended.value.code == 0
        if form == "text":
            assert "was not written to its end" in out
            assert "Everything is as it was kept." in out
        else:
            assert (json.loads(out)["sound"], len(json.loads(out)["unfinished"])) == (True, 1)
    Archive(filled.archive.folder).keep([article("Bo said no.")])
    assert verify_workspace(filled.folder).unfinished == ()


# Proof


def given(path, data: bytes) -> Capture:
    """A file as a person gave it."""
    path.write_bytes(data)
    (capture,) = captures([str(path)])
    assert isinstance(capture, Capture)
    return capture


def test_what_was_exported_can_be_added_again(workspace, adding, tmp_path):
    adding(given(tmp_path / "a.txt", TEXT.encode()), given(tmp_path / "b.pdf", b"%PDF-1.4 broken"), article("Bo said no."))
    prove(workspace, [], tmp_path / "proof")
    archive = str(tmp_path / "proof" / "captures.wacz")
    assert [one.state for one in adding(*captures([archive]))] == ["again", "failed", "again"]
    assert [one.state for one in adding(*captures([archive]))] == ["kept before"] * 3


URL = "https://example.org/rain"


@pytest.fixture
def versions(workspace, adding):
    """Two versions of a page, a capture of it that cannot be read, and another page."""
    times = (f"2026-11-0{day}T08:00:00Z" for day in range(1, 9))
    unread = Capture(b"%PDF-1.4 broken", URL, "url", "application/pdf", None, f"{URL}?utm_source=a", next(times))
    texts = (TEXT, f"{TEXT} Bo said no.")
    done = adding(
        unread, *(page(text, url=URL, at=next(times)) for text in texts), page("Cy said so.", url=URL + "/2", at=next(times))
    )
    assert [one.state for one in done] == ["failed", "added", "version", "added"]
    return [one.document_id for one in done]


def numbers(proved) -> list[int]:
    return [kept.number for kept in proved.written.captures]


@pytest.mark.parametrize(
    ("named", "captures", "documents"),
    [((URL,), [1, 2, 3], 2), ((f"{URL}#top", f"{URL}/2"), [1, 2, 3, 4], 3), ((), [1, 2, 3, 4], 3)],
)
def test_an_address_is_proved_with_all_its_versions_and_what_could_not_be_read(
    workspace, versions, tmp_path, named, captures, documents
):
    proved = prove(workspace, named, tmp_path / "proof")
    assert (numbers(proved), proved.documents, proved.unread) == (captures, documents, 1)


def test_an_id_is_proved_as_that_version(workspace, versions, tmp_path):
    proved = prove(workspace, [versions[1][:6]], tmp_path / "proof")
    assert (numbers(proved), proved.documents, proved.unread) == ([2], 1, 0)


def test_what_never_could_be_read_is_proved_by_its_address(workspace, adding, tmp_path):
    adding(Capture(b"%PDF-1.4 broken", URL, "url", "application/pdf", None, URL, "2026-11-01T08:00:00Z"))
    assert numbers(prove(workspace, [URL], tmp_path / "proof")) == [1]
    with pytest.raises(NotFound):
        prove(workspace, [URL + "/none"], tmp_path / "none")


def test_what_was_forgotten_is_not_proved(workspace, versions, tmp_path):
    forget(workspace, [versions[1]], captures=[1], who="Ann", why="asked to")
    assert numbers(prove(workspace, [URL], tmp_path / "proof")) == [3]
