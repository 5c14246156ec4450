"""Keeping, giving back, forgetting."""

import threading
from dataclasses import replace

import pytest

from sayso import faults
from sayso.archive.archive import Archive
from sayso.errors import EvidenceDamaged, NotFound, SkipItem, StopRun
from tests.unit.archive.material import capture, fetched, full_disk

ODD = "\ud800 \x00 \u202e\u200b é 漢 \U0001f600 \\ \" \n \u2028 ' ../.. %2f"


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def again(archive):
    """The same archive as another process sees it."""
    return Archive(archive.folder)


def keep(archive, *captures):
    return [kept.number for kept, _ in archive.keep(captures)]


def numbers(archive):
    return [kept.number for kept in archive.kept()]


def files(archive):
    return sorted(path for path in archive.folder.rglob("*") if path.is_file())


SAID = {"title": "T", "links": [1, 2.5, None, {"b": "é"}]}


@pytest.mark.parametrize("page", [capture(), capture(data=b""), fetched(), fetched(metadata=SAID, doc_id="d")])
def test_a_capture_comes_back_equal(archive, page):
    ((kept, new),) = archive.keep([page])
    assert new
    assert archive.load(kept) == page
    assert again(archive).load(next(again(archive).kept())) == page


@pytest.mark.parametrize("field", ["origin", "url", "doc_id", "charset", "media_type", "user_agent", "captured_at", "how"])
def test_odd_characters_survive_and_lead_nowhere(archive, field):
    page = replace(fetched(), **{field: ODD})  # type: ignore[arg-type]
    ((kept, _),) = archive.keep([page])
    assert again(archive).load(kept) == page
    assert next(again(archive).kept()) == kept
    assert len(files(archive)) == 4


def test_odd_characters_survive_in_headers_and_metadata(archive):
    page = fetched(headers=((ODD, ODD),), metadata={ODD: [ODD, {ODD: ODD}]})
    ((kept, _),) = archive.keep([page])
    assert again(archive).load(kept) == page


def test_the_journal_is_ascii(archive):
    archive.keep([fetched(origin=ODD, url=ODD, doc_id=ODD)])
    assert archive.journal.path.read_bytes().isascii()


def test_captures_are_numbered_in_the_order_given(archive):
    assert keep(archive, capture(3), capture(1), capture(2)) == [1, 2, 3]
    assert [kept.origin for kept in archive.kept()] == ["3.html", "1.html", "2.html"]
    assert [kept.number for kept in archive.kept(after=1)] == [2, 3]


def test_nothing_given_writes_nothing(archive):
    assert archive.keep([]) == []
    assert not archive.folder.exists()


def test_reading_an_archive_that_does_not_exist_makes_none(archive):
    assert numbers(archive) == []
    assert archive.forgotten() == frozenset()
    assert not archive.folder.exists()


def test_what_was_kept_before_is_not_written_again(archive):
    ((first, _),) = archive.keep([fetched()])
    before = [(path, path.read_bytes()) for path in files(archive)]
    assert archive.keep([fetched(origin="elsewhere")]) == [(first, False)]
    assert again(archive).keep([fetched()]) == [(first, False)]
    assert [(path, path.read_bytes()) for path in files(archive)] == before


def test_what_a_dead_process_kept_is_on_the_disk_before_it_is_acknowledged(archive, monkeypatch):
    keep(archive, capture(1))
    synced = []
    monkeypatch.setattr("sayso.archive.journal.sync", lambda file: synced.append(file.name))
    again(archive).keep([capture(1)])
    assert synced == [str(archive.journal.path)]


def test_what_is_given_twice_is_kept_once(archive):
    first, second, third = archive.keep([capture(1), capture(2), capture(1)])
    assert (first[1], second[1], third[1]) == (True, True, False)
    assert third[0] == first[0]
    assert numbers(archive) == [1, 2]


def test_a_page_fetched_later_is_another_capture_of_the_same_bytes(archive):
    assert keep(archive, fetched(), fetched(captured_at="2026-11-25T00:00:00Z")) == [1, 2]
    assert len(list(archive.vault.digests())) == 2


def test_what_another_process_kept_is_known(archive):
    other = again(archive)
    keep(archive, capture(1))
    keep(other, capture(2))
    assert archive.keep([capture(2), capture(3)])[0] == (next(archive.kept(after=1)), False)
    assert keep(other, capture(1), capture(2), capture(3)) == [1, 2, 3]


def test_one_with_metadata_that_are_not_json_keeps_nothing(archive):
    with pytest.raises(SkipItem, match=r"2\.html"):
        archive.keep([capture(1), capture(2, metadata={"a": float("nan")})])
    assert not archive.folder.exists()


def test_bytes_that_were_changed_or_are_missing_are_not_given_back(archive):
    ((kept, _),) = archive.keep([fetched()])
    for digest in (kept.sha256, kept.about):
        path = archive.vault.folder / digest[:2] / digest
        data = path.read_bytes()
        path.write_bytes(data[:-1])
        with pytest.raises(EvidenceDamaged, match="not those that were kept"):
            archive.load(kept)
        path.unlink()
        with pytest.raises(EvidenceDamaged, match="missing"):
            archive.load(kept)
        path.write_bytes(data)
    assert archive.load(kept) == fetched()


def test_a_journal_that_does_not_hold_stops_keeping(archive):
    keep(archive, capture(1), capture(2))
    path = archive.journal.path
    path.write_bytes(path.read_bytes().replace(b'"1.html"', b'"7.html"'))
    for seen in (archive, again(archive)):
        with pytest.raises(EvidenceDamaged, match="line 1, byte 0"):
            again(seen).keep([capture(3)])
    with pytest.raises(EvidenceDamaged):
        numbers(archive)


@pytest.mark.parametrize("module", ["vault", "journal"])
@pytest.mark.parametrize("room", [0, 5])
def test_a_full_disk_acknowledges_nothing_and_the_next_call_works(archive, module, room):
    keep(archive, capture(1))
    with full_disk(module, room=room), pytest.raises(StopRun, match="no room"):
        archive.keep([capture(2), capture(3)])
    assert numbers(archive) == numbers(again(archive)) == [1]
    assert archive.load(next(archive.kept())) == capture(1)
    assert [new for _, new in archive.keep([capture(1), capture(2), capture(3)])] == [False, True, True]
    assert numbers(archive) == [1, 2, 3]


def test_lines_that_were_read_too_early_and_taken_back_do_no_harm(archive):
    keep(archive, capture(1))
    reader = again(archive)
    # Another process writes two entries, is read, cannot bring them to the disk, takes them back, and adds another one.
    before = archive.journal.path.read_bytes()
    keep(archive, capture(2), capture(3))
    reader.forgotten()
    archive.journal.path.write_bytes(before)
    keep(again(archive), capture(4))
    assert [new for _, new in reader.keep([capture(2), capture(4)])] == [True, False]
    assert [kept.origin for kept in reader.kept()] == ["1.html", "4.html", "2.html"]


def test_forgetting_removes_the_bytes_and_leaves_a_tombstone(archive):
    first, second = (kept for kept, _ in archive.keep([fetched(1), fetched(2, metadata={"a": 1})]))
    entry = archive.forget([2], who="A", why="asked for")
    assert entry.kind == "forget"
    assert entry.body == {"captures": [2], "who": "A", "why": "asked for", "blobs": sorted([second.sha256, second.about])}
    assert archive.forgotten() == again(archive).forgotten() == {2}
    assert list(archive.vault.digests()) == sorted([first.sha256, first.about])
    for seen in (archive, again(archive)):
        with pytest.raises(NotFound, match="forgotten"):
            seen.load(second)
        assert seen.load(first) == fetched(1)
    assert numbers(archive) == [1, 2]


def test_bytes_that_another_capture_needs_stay(archive):
    later = fetched(captured_at="2026-11-25T00:00:00Z", headers=())
    kept, other = (kept for kept, _ in archive.keep([fetched(), later]))
    assert archive.forget([1], who="A", why="").body["blobs"] == [kept.about]
    assert archive.load(other) == later
    with pytest.raises(NotFound, match="forgotten"):
        archive.load(kept)
    assert archive.forget([2], who="A", why="").body["blobs"] == [other.sha256]
    assert list(archive.vault.digests()) == []


def test_what_was_forgotten_can_be_kept_anew(archive):
    keep(archive, capture())
    archive.forget([1], who="A", why="")
    ((kept, new),) = archive.keep([capture()])
    assert (kept.number, new) == (3, True)
    assert archive.load(kept) == again(archive).load(kept) == capture()
    assert again(archive).keep([capture()]) == [(kept, False)]
    archive.forget([3], who="A", why="")
    assert keep(archive, capture()) == [5]


@pytest.mark.parametrize("wanted", [[], [2], [1, 7], [3]])
def test_only_captures_that_are_there_can_be_forgotten(archive, wanted):
    keep(archive, capture(1), capture(2))
    archive.forget([2], who="A", why="")
    with pytest.raises(NotFound, match="no such capture"):
        archive.forget(wanted, who="A", why="")
    assert archive.forgotten() == {2}


def forget_again(archive):
    with pytest.raises(NotFound, match="forgotten before"):
        archive.forget([1], who="A", why="")


@pytest.mark.parametrize("finish", [lambda archive: archive.keep([capture(2)]), forget_again, Archive.settle])
def test_a_forgetting_that_was_interrupted_is_finished(archive, finish):
    class Dead(BaseException):
        pass

    def die():
        raise Dead

    keep(archive, fetched(1), capture(2))
    faults.arm("journal synced", die)
    try:
        with pytest.raises(Dead):
            archive.forget([1], who="A", why="")
    finally:
        faults.disarm()
    assert len(list(archive.vault.digests())) == 3
    finish(again(archive))
    assert list(archive.vault.digests()) == [capture(2).sha256]
    assert archive.forgotten() == {1}


def test_a_tombstone_cannot_take_bytes_that_are_needed(archive):
    ((kept, _),) = archive.keep([capture()])
    archive.journal.append([("forget", {"captures": [], "who": "", "why": "", "blobs": [kept.sha256, "../journal.jsonl"]})])
    archive.settle()
    assert archive.load(kept) == capture()
    assert archive.journal.path.exists()


def test_entries_of_unknown_kinds_are_passed_over(archive):
    keep(archive, capture(1))
    archive.journal.append([("later_invention", {"identity": "0" * 64})])
    assert keep(archive, capture(2)) == [3]
    assert numbers(archive) == [1, 3]


def test_threads_keep_the_same_captures_once(archive):
    results = []

    def keep_all():
        for n in range(10):
            results.extend(archive.keep([capture(n), capture(n + 1)]))

    threads = [threading.Thread(target=keep_all) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(new for _, new in results) == len(numbers(archive)) == 11
    assert {kept.origin for kept in archive.kept()} == {f"{n}.html" for n in range(11)}
