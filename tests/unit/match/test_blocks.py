"""How much of two sequences is equal, block by block."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.match.blocks import ratio

FEW = st.lists(st.integers(0, 6), max_size=30)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([], [], 1.0),
        ([1], [], 0.0),
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 3, 4], [1, 9, 3, 4], 0.75),
        ([1, 2, 3, 4], [3, 4, 1, 2], 0.5),
    ],
)
def test_blocks_in_the_same_order_count(ours, theirs, expected):
    assert ratio(ours, theirs) == expected


def test_the_longest_block_counts_even_where_shorter_ones_are_more_together():
    assert ratio([1, 2, 3, 4, 5, 6], [4, 5, 6, 1, 2]) == 2 * 3 / 11


@given(FEW, FEW)
def test_it_is_what_difflib_counts(ours, theirs):
    assert ratio(ours, theirs) == SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
