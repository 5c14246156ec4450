"""Laws of differences: both texts come back, equal is equal, and the order of the texts does not matter."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.match.words import Change, Kind, differences
from sayso.records.anchors import Span

WORDS = st.sampled_from(
    "the a minister said 250 2,500 that of people, died. “We will go” never not\n\nThey \nHe. . , x y z".split(" ")
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join)
SIGNS = st.text(st.sampled_from("ab1 ,.'-\n\u200b\u00ad\u0301é東"), max_size=30)
TEXTS = st.one_of(PROSE, SIGNS, st.text(max_size=40))


@st.composite
def edited(draw):
    """A text and the same with some words taken out, put in or exchanged."""
    words = draw(st.lists(WORDS, max_size=80))
    other = list(words)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(other)))
        other[at : at + draw(st.integers(0, 3))] = draw(st.lists(WORDS, max_size=3))
    return " ".join(words), " ".join(other)


PAIRS = st.one_of(st.tuples(TEXTS, TEXTS), edited())


@given(PAIRS)
def test_the_stretches_cover_both_texts_in_order(pair):
    left, right = pair
    changes = differences(left, right)
    assert "".join(left[one.left.start : one.left.end] for one in changes) == left
    assert "".join(right[one.right.start : one.right.end] for one in changes) == right
    at_left = at_right = 0
    for one in changes:
        assert (one.left.start, one.right.start) == (at_left, at_right)
        at_left, at_right = one.left.end, one.right.end


@given(PAIRS)
def test_equal_stretches_have_equal_words_and_changes_take_turns_with_them(pair):
    left, right = pair
    changes = differences(left, right)
    for one in changes:
        old, new = (
            unicodedata.normalize("NFC", "".join(text.split()).replace("\xad", ""))
            for text in (left[slice(*one.left)], right[slice(*one.right)])
        )
        assert (old == new) or one.kind is not Kind.EQUAL
        assert new or one.kind is not Kind.ADDED
        assert old or one.kind is not Kind.REMOVED
    turns = [one.kind is Kind.EQUAL for one in changes]
    assert all(a != b for a, b in pairwise(turns))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    whole = Span(0, len(text))
    assert differences(text, text) == ((Change(Kind.EQUAL, whole, whole),) if text else ())


@given(PAIRS)
def test_exchanged_texts_give_exchanged_sides(pair):
    left, right = pair
    mirrored = {Kind.REMOVED: Kind.ADDED, Kind.ADDED: Kind.REMOVED}
    assert differences(right, left) == tuple(
        Change(mirrored.get(one.kind, one.kind), one.right, one.left) for one in differences(left, right)
    )


@given(st.lists(WORDS, min_size=1, max_size=60), st.data())
def test_one_new_word_is_one_change_and_no_more_than_that(words, data):
    at = data.draw(st.integers(0, len(words)))
    left, right = " ".join(words), " ".join([*words[:at], "entirelynew", *words[at:]])
    changed = [one for one in differences(left, right) if one.kind is not Kind.EQUAL]
    assert len(changed) == 1
    assert right[slice(*changed[0].right)].strip() == "entirelynew"
