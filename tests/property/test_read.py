"""Laws of what is read from strangers: whatever the bytes, they end in what was meant or in an error."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import ParseFailed, SaysoError
from sayso.read.feeds import parse_feed
from sayso.read.message import dechunked
from sayso.records.documents import Capture, Problem
from tests.unit.read.material import article, captures_of, found_in, packed, page
from tests.unit.read.test_feeds import ATOM
from tests.unit.read.test_message import chunks_of


@given(
    st.booleans(),
    st.lists(
        st.tuples(st.sampled_from(["flip", "cut", "add", "drop"]), st.integers(0, 10**6), st.binary(max_size=40)), max_size=6
    ),
)
def test_whatever_happens_to_an_archive_it_ends_in_pages_and_errors(is_packed, changes):
    records = [page(f"http://example.org/{number}", article(number)[:2_000]) for number in range(4)]
    data = packed(*records) if is_packed else b"".join(records)
    for how, place, some in changes:
        at = place % (len(data) + 1)
        data = {
            "flip": data[:at] + bytes(byte ^ 0x41 for byte in data[at : at + 1]) + data[at + 1 :],
            "cut": data[:at],
            "add": data[:at] + some + data[at:],
            "drop": data[:at] + data[at + len(some) :],
        }[how]
    found = found_in(data)
    assert all(isinstance(one, Capture | SaysoError | Problem) for one in found)
    assert is_packed is False or all(one.data in [article(n)[:2_000] for n in range(4)] for one in captures_of(found))
    assert len(found) <= 60


@given(st.binary(max_size=300))
def test_bytes_that_are_no_archive_give_one_error(data):
    found = found_in(data)
    assert [isinstance(one, SaysoError) for one in found] == [True]


@given(st.binary(max_size=500), st.lists(st.integers(1, 60), max_size=6))
def test_chunks_are_joined_whatever_their_sizes(data, sizes):
    assert dechunked(chunks_of(data, sizes) + b"0\r\n\r\n") == (data, True)


@given(st.binary(max_size=200))
def test_damaged_feeds_end_in_a_feed_or_an_error(junk):
    for data in (ATOM[:700] + junk + ATOM[700:], ATOM[: 300 + len(junk)]):
        try:
            parse_feed(data, url=None)
        except ParseFailed:
            continue
