"""Lines and entries, and what is wrong with a file of lines."""

import hashlib
import re

import pytest

from sayso.archive.chain import Line, Torn, chained, line_of, survey, written
from sayso.errors import EvidenceDamaged
from sayso.records.evidence import START, sealed


def lines(count):
    return [written(entry) for entry in chained([("note", {"n": n}) for n in range(count)], None)]


def wrong(raws):
    """What is wrong, as (line of the file, lost entries)."""
    found = [one for one in survey(raws, name="journal") if not isinstance(one, Line)]
    return [(int(one.item.split("line ")[1].split(",")[0]), one.loses) for one in found]


def held(raws):
    return [one.number for one in survey(raws, name="journal") if isinstance(one, Line)]


def test_entries_are_numbered_and_chained():
    first, second = chained([("note", {}), ("note", {"b": 1})], None)
    assert (first.number, first.previous, second.number, second.previous) == (1, START, 2, first.digest)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", first.at)


def test_a_line_is_an_entry_again():
    (entry,) = chained([("note", {"text": 'a "b" \\ \ud800 é \n', "list": [1, 2.5, None, {}]})], None)
    line = line_of(written(entry), 7)
    assert line is not None
    assert line.entry() == entry
    assert (line.start, line.end) == (7, 7 + len(written(entry)))


def test_the_digest_can_be_checked_by_hand():
    (raw,) = lines(1)
    digest = re.search(rb',"digest":"([0-9a-f]{64})"', raw)
    assert digest is not None
    assert hashlib.sha256(raw.rstrip(b"\n").replace(digest[0], b"")).hexdigest().encode() == digest[1]


@pytest.mark.parametrize("kind", ["", "Note", "a b", 'x"'])
def test_a_kind_that_could_not_be_read_back_is_not_written(kind):
    (entry,) = chained([(kind, {})], None)
    with pytest.raises(ValueError, match="kind"):
        written(entry)


def test_a_sound_file_holds_all_entries_and_no_damage():
    assert (held(lines(3)), wrong(lines(3))) == ([1, 2, 3], [])


def test_a_changed_line_costs_its_entry():
    raws = lines(4)
    raws[1] = raws[1].replace(b'"n":1', b'"n":7')
    assert (held(raws), wrong(raws)) == ([1, 3, 4], [(2, (2,))])


def test_a_changed_newline_costs_both_entries():
    raws = lines(4)
    raws[1:3] = [raws[1][:-1] + b"x" + raws[2]]
    assert (held(raws), wrong(raws)) == ([1, 4], [(2, (2, 3))])


def test_a_line_broken_in_two_costs_one_entry():
    raws = lines(3)
    raws[1:2] = [raws[1][:50] + b"\n", raws[1][51:]]
    assert (held(raws), wrong(raws)) == ([1, 3], [(2, (2,)), (3, ())])


def test_missing_lines_are_counted():
    raws = lines(6)
    del raws[2:4]
    assert (held(raws), wrong(raws)) == ([1, 2, 5, 6], [(3, (3, 4))])


def test_a_line_that_stands_there_twice_is_no_second_entry():
    raws = lines(3)
    assert (held([*raws, raws[1]]), wrong([*raws, raws[1]])) == ([1, 2, 3], [(4, ())])


def test_a_replaced_entry_breaks_the_chain():
    raws = lines(3)
    raws[1] = written(chained([("note", {"n": 9})], line_of(raws[0]))[0])
    assert wrong(raws) == [(3, (3,))]


def test_a_first_entry_that_follows_on_another_is_damage():
    entry = sealed(number=1, at="2026-11-24T22:01:07.123456Z", kind="note", body={}, previous="1" * 64)
    assert wrong([written(entry)]) == [(1, (1,))]


def test_a_forged_number_does_not_fill_the_memory():
    raws = lines(2)
    forged = sealed(number=10**15, at="2026-11-24T22:01:07.123456Z", kind="note", body={}, previous=START)
    ((row, loses),) = wrong([raws[0], written(forged)])
    assert row == 2
    assert len(loses) == 100_000


def test_a_last_line_without_newline_is_torn():
    raws = lines(2)
    (torn,) = [one for one in survey([raws[0], raws[1][:-20]], name="journal") if not isinstance(one, Line)]
    assert isinstance(torn, Torn)
    assert torn.loses == ()


def test_what_another_process_writes_on_while_it_is_read_is_no_damage():
    raws = lines(3)
    growing = [raws[0], raws[1][:-20], raws[1][-20:], raws[2]]  # the end of the file was met in the middle of a line
    line, torn = survey(growing, name="journal")
    assert isinstance(line, Line)
    assert isinstance(torn, Torn)


def test_a_last_newline_that_was_changed_is_damage():
    raws = lines(2)
    assert wrong([raws[0], raws[1][:-1] + b"x"]) == [(2, (2,))]


def test_a_body_that_is_not_json_is_damage():
    with pytest.raises(EvidenceDamaged, match="not JSON"):
        Line(0, 9, 1, "", "note", b'{"n":}', START, START).entry()
    with pytest.raises(EvidenceDamaged, match="not JSON"):
        Line(0, 9, 1, "", "note", b'{"n":' + b"[" * 100_000 + b"}", START, START).entry()
