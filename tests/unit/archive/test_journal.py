"""A journal in a file: adding, reading, mending after a crash, refusing after damage."""

import threading
from functools import partial

import pytest

from sayso import faults
from sayso.archive.journal import Journal
from sayso.errors import EvidenceDamaged, StopRun
from sayso.records.evidence import START
from tests.unit.archive.material import full_disk


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reviews" / "journal.jsonl")


@pytest.fixture
def filled(journal):
    for n in range(3):
        journal.append([("note", {"n": n, "text": "x" * 100})])
    return journal


def numbers(journal):
    return [entry.number for entry in journal.entries()]


def note(n=9):
    return [("note", {"n": n})]


def rewrite(journal, change):
    journal.path.write_bytes(change(journal.path.read_bytes()))


def test_a_journal_that_does_not_exist_is_empty_and_stays_so(journal):
    assert list(journal.entries()) == []
    assert journal.head() == (0, START)
    assert journal.damages() == ()
    assert not journal.path.parent.exists()


def test_what_is_added_is_read_back_in_order(journal):
    first = journal.append([("note", {"a": [1, "\ud800"]}), ("mark", {})])
    second = journal.append([("note", {"b": None})])
    assert tuple(Journal(journal.path).entries()) == first + second
    assert [entry.number for entry in first + second] == [1, 2, 3]
    assert journal.head() == (3, second[0].digest)


def test_adding_nothing_writes_nothing(journal):
    assert journal.append([]) == ()
    assert not journal.path.parent.exists()


def test_entries_after_a_number(filled):
    assert [entry.number for entry in filled.entries(after=1)] == [2, 3]
    assert list(filled.entries(after=3)) == []


def test_reading_goes_on_behind_a_line(filled):
    first, *rest = filled.lines()
    assert list(filled.lines(first)) == rest
    assert filled.line_at(first.start) == first
    assert list(filled.lines(rest[-1])) == []


def test_reading_goes_on_only_where_the_line_still_stands(filled):
    *_, last = filled.lines()
    rewrite(filled, lambda data: data[: last.start])
    with pytest.raises(EvidenceDamaged):
        list(filled.lines(last))
    filled.append(note())
    with pytest.raises(EvidenceDamaged):
        list(filled.lines(last))


def test_long_lines_are_found_from_the_end(journal):
    journal.append([("note", {"text": "x" * 50_000}), ("note", {"text": "y" * 100_000})])
    journal.append(note())
    assert numbers(journal) == [1, 2, 3]


@pytest.mark.parametrize("cut", [1, 2, 50, 200])
def test_a_torn_tail_is_no_entry_and_reading_leaves_it(filled, cut):
    rewrite(filled, lambda data: data[:-cut])
    before = filled.path.read_bytes()
    assert numbers(filled) == [1, 2]
    assert filled.head()[0] == 2
    assert len(filled.damages()) == 1
    assert filled.path.read_bytes() == before


def test_a_torn_tail_is_cut_by_the_next_entry(filled):
    rewrite(filled, lambda data: data[:-50])
    filled.append(note())
    assert [entry.body["n"] for entry in filled.entries()] == [0, 1, 9]
    assert filled.damages() == ()


def test_a_first_line_that_is_torn_is_cut_too(journal):
    journal.append(note())
    rewrite(journal, lambda data: data[:30])
    assert journal.head() == (0, START)
    journal.append(note(5))
    assert [entry.body["n"] for entry in journal.entries()] == [5]


def test_an_entry_that_lacks_only_its_newline_is_not_lost(filled):
    rewrite(filled, lambda data: data[:-1])
    filled.append(note())
    assert [entry.body["n"] for entry in filled.entries()] == [0, 1, 2, 9]
    assert filled.damages() == ()


def test_a_last_newline_that_was_changed_stops_writing(filled):
    rewrite(filled, lambda data: data[:-1] + b"\x0b")
    before = filled.path.read_bytes()
    with pytest.raises(EvidenceDamaged, match="line 3, byte"):
        filled.append(note())
    assert filled.path.read_bytes() == before


def test_a_line_that_does_not_hold_names_file_line_and_byte(filled):
    second = list(filled.lines())[1]
    rewrite(filled, lambda data: data.replace(b'"n":1', b'"n":7'))
    reading = filled.entries()
    assert next(reading).number == 1
    with pytest.raises(EvidenceDamaged, match=f"line 2, byte {second.start}:") as caught:
        next(reading)
    assert str(filled.path) in caught.value.subject
    assert caught.value.hint
    assert [damage.loses for damage in filled.damages()] == [(2,)]


def test_nothing_is_added_behind_a_last_line_that_does_not_hold(filled):
    rewrite(filled, lambda data: data.replace(b'"n":2', b'"n":7'))
    for act in (filled.head, lambda: filled.append(note())):
        with pytest.raises(EvidenceDamaged, match="line 3, byte"):
            act()


def test_a_folder_in_place_of_the_file_is_an_error_of_its_own(journal):
    journal.path.mkdir(parents=True)
    with pytest.raises(EvidenceDamaged, match="cannot be read"):
        list(journal.entries())
    with pytest.raises(EvidenceDamaged, match="cannot be read"):
        journal.append(note())


def test_a_file_in_place_of_the_folder_stops_the_run(journal):
    journal.path.parent.write_text("")
    with pytest.raises(StopRun, match="cannot be written"):
        journal.append(note())


@pytest.mark.parametrize("room", [0, 40, 400])
def test_a_full_disk_adds_nothing_and_the_next_call_works(filled, room):
    before = filled.path.read_bytes()
    with full_disk("journal", room=room), pytest.raises(StopRun, match="no room"):
        filled.append([*note(), *note()])
    assert filled.path.read_bytes() == before
    filled.append(note())
    assert numbers(filled) == [1, 2, 3, 4]


def test_a_disk_that_fills_up_while_syncing_adds_nothing(filled, monkeypatch):
    def refuse(file):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sayso.archive.journal.sync", refuse)
        with pytest.raises(StopRun, match="no room"):
            filled.append(note())
    assert numbers(filled) == [1, 2, 3]


def test_locks_nest_and_end_with_an_error(filled):
    with filled.locked(), filled.locked():
        filled.append(note())
    with pytest.raises(ZeroDivisionError), filled.locked():
        raise ZeroDivisionError
    filled.append(note())
    assert numbers(filled) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("shared", [True, False])
def test_threads_add_one_after_the_other(tmp_path, shared):
    one = Journal(tmp_path / "journal.jsonl")

    def add():
        journal = one if shared else Journal(tmp_path / "journal.jsonl")
        for _ in range(10):
            journal.append([*note(), *note()])

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(one) == list(range(1, 81))


def test_points_are_passed_in_order(journal):
    passed = []

    def note_down(point):
        passed.append((point, journal.damages() == (), len(list(journal.entries()))))

    for point in ("journal half written", "journal written", "journal synced"):
        faults.arm(point, partial(note_down, point))
    try:
        journal.append(note())
    finally:
        faults.disarm()
    assert passed == [("journal half written", False, 0), ("journal written", True, 1), ("journal synced", True, 1)]
