"""Laws of the archive: what goes in comes out, a changed byte is found wherever it is, a crash costs no entry."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.archive.archive import Archive
from sayso.archive.journal import Journal
from sayso.archive.verify import verify
from sayso.records.documents import Capture

# Half characters as file names have them: without their first halves, since two halves side by side are one character in JSON.
TEXT = st.text(st.characters(exclude_categories=()).filter(lambda char: not "\ud800" <= char < "\udc00"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
BODY = st.dictionaries(TEXT, JSON, max_size=3)
KIND = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)
CAPTURE = st.builds(
    Capture,
    data=st.binary(max_size=20),
    origin=TEXT,
    how=st.sampled_from(["file", "url", "stdin", "jsonl", "warc"]),
    media_type=st.none() | TEXT,
    charset=st.none() | TEXT,
    url=st.none() | TEXT,
    captured_at=st.none() | TEXT,
    doc_id=st.none() | TEXT,
    metadata=BODY,
    headers=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    user_agent=st.none() | TEXT,
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Captures with and without headers, one forgotten, one with bytes in common with another."""
    archive = Archive(tmp_path_factory.mktemp("archive"))
    pages = [Capture(b"<p>%d</p>" % n, f"{n}.html", "url", metadata={"n": n} if n % 2 else {}) for n in range(4)]
    archive.keep([*pages, Capture(pages[0].data, "again", "file", doc_id="again")])
    archive.forget([2], who="A", why="asked for")
    archive.keep([Capture(b"later", "later", "file")])
    assert not verify(archive).damages
    return archive


def files(archive: Archive) -> list[Path]:
    """The journal and the blobs."""
    return [archive.journal.path, *(archive.vault.folder / name[:2] / name for name in archive.vault.digests())]


@st.composite
def places(draw, archive: Archive, *, beyond: int = 0) -> tuple[Path, int]:
    """A file of the archive and a place in it."""
    path = draw(st.sampled_from(files(archive)))
    return path, draw(st.integers(0, path.stat().st_size - 1 + beyond))


def found(archive: Archive, path: Path, changed: bytes, **options) -> bool:
    """Whether verifying finds damage when a file holds other bytes."""
    data = path.read_bytes()
    path.write_bytes(changed)
    try:
        return bool(verify(archive, **options).damages)
    finally:
        path.write_bytes(data)


@given(data=st.data(), change=st.integers(1, 255))
def test_a_changed_byte_is_found(archive, data, change):
    path, place = data.draw(places(archive))
    whole = path.read_bytes()
    assert found(archive, path, whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])


@pytest.mark.slow
def test_each_byte_counts(archive):
    for path in files(archive):
        whole = path.read_bytes()
        for place in range(len(whole)):
            assert found(archive, path, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


@given(data=st.data(), more=st.binary(min_size=1, max_size=40))
def test_a_byte_more_is_found(archive, data, more):
    path, place = data.draw(places(archive, beyond=1))
    whole = path.read_bytes()
    assert found(archive, path, whole[:place] + more + whole[place:])


@given(data=st.data(), count=st.integers(1, 1000))
def test_a_byte_less_is_found(archive, data, count):
    path, place = data.draw(places(archive))
    whole = path.read_bytes()
    assert found(archive, path, whole[:place] + whole[place + count :], expected_head=archive.journal.head())


@given(data=st.data())
def test_a_cut_end_is_found_but_for_whole_entries_without_a_known_head(archive, data):
    path, place = data.draw(places(archive))
    part = path.read_bytes()[:place]
    assert found(archive, path, part, expected_head=archive.journal.head())
    assert found(archive, path, part) or part.endswith(b"\n") or not part


@given(order=st.permutations(range(8)), count=st.integers(1, 8))
def test_lines_that_are_missing_or_stand_elsewhere_are_found(archive, order, count):
    lines = archive.journal.path.read_bytes().splitlines(keepends=True)
    kept = [lines[n] for n in order[:count] if n < len(lines)]
    changed = kept != lines
    assert found(archive, archive.journal.path, b"".join(kept), expected_head=archive.journal.head()) == changed


@settings(max_examples=20)
@given(st.lists(st.lists(st.tuples(KIND, BODY), max_size=3), max_size=4))
def test_entries_come_back_as_they_went_in(batches):
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.jsonl")
        entries = [entry for batch in batches for entry in journal.append(batch)]
        assert list(Journal(journal.path).entries()) == entries
        assert [(entry.kind, entry.body) for entry in entries] == [item for batch in batches for item in batch]
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))


@settings(max_examples=20)
@given(st.lists(CAPTURE, max_size=3))
def test_captures_come_back_as_they_went_in(captures):
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        results = archive.keep(captures)
        again = Archive(Path(folder))
        for capture, (kept, new) in zip(captures, results, strict=True):
            assert not new or again.load(kept) == capture
            assert again.load(kept).data == capture.data
        assert list(again.kept()) == [kept for kept, new in results if new]
        assert [new for _, new in again.keep(captures)] == [False] * len(captures)
        assert not verify(again).damages


@settings(max_examples=20)
@given(data=st.data())
def test_a_crash_anywhere_in_the_last_line_costs_no_entry_before_it(archive, data):
    lines = archive.journal.path.read_bytes().splitlines(keepends=True)
    cut = data.draw(st.integers(0, len(lines[-1]) - 1))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(archive.folder, folder, dirs_exist_ok=True)
        crashed = Archive(Path(folder))
        crashed.journal.path.write_bytes(b"".join(lines[:-1]) + lines[-1][:cut])
        crashed.keep([Capture(b"later", "later", "file"), Capture(b"after", "after", "file")])
        assert [kept.origin for kept in crashed.kept()] == [*(kept.origin for kept in archive.kept()), "after"]
        assert not verify(crashed).damages
