import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.match.passages import Shared, passages
from sayso.match.wording import Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness
from sayso.show.comparison_rows import rows_of
from sayso.workspace.comparing import Aligned

FERRY = "The ferry Halden ran aground off Orsk on Monday."
TUGS = "Two tugs pulled the ship free at high water."
BUOY = "Harbour master Lena Moor blamed a drifting buoy."
DIVERS = "Divers will examine the hull on Wednesday."


def rows(left, right):
    """The rows of two texts, as pairs of words with what is said of them."""
    a, b = Wording.of(left), Wording.of(right)
    sentences = [tuple(Span(*bounds) for bounds in side.bounds.tolist()) for side in (a, b)]
    return [
        (
            left[slice(*one.left)] if one.left else None,
            right[slice(*one.right)] if one.right else None,
            one.likeness and one.likeness.value,
            one.moved,
        )
        for one in rows_of(Aligned(passages(a, b), *sentences), left, right)
    ]


def test_sentences_stand_beside_each_other_with_what_only_one_has_in_between():
    assert rows(f"{FERRY} {BUOY}\n\n{TUGS}", f"{FERRY} {TUGS} {DIVERS}") == [
        (FERRY, FERRY, "same", False),
        (BUOY, None, None, False),
        (TUGS, TUGS, "same", False),
        (None, DIVERS, None, False),
    ]


def test_what_only_the_right_has_stands_where_its_neighbours_do():
    assert [one[1] for one in rows(f"{FERRY} {TUGS}", f"{DIVERS} {FERRY} {BUOY} {TUGS}")] == [DIVERS, FERRY, BUOY, TUGS]


def test_a_sentence_in_another_order_is_marked_as_moved():
    found = rows(f"{FERRY} {TUGS} {BUOY}", f"{BUOY} {FERRY} {TUGS}")
    assert found == [(FERRY, FERRY, "same", False), (TUGS, TUGS, "same", False), (BUOY, BUOY, "same", True)]


def test_a_pair_holds_whole_sentences_and_is_then_not_the_same():
    longer = f"{TUGS[:-1]}, people on the pier said."
    part = Shared(Span(0, len(TUGS) - 1), Span(0, len(TUGS) - 1), Likeness.SAME, 1.0)
    (row,) = rows_of(Aligned((part,), (Span(0, len(TUGS)),), (Span(0, len(longer)),)), TUGS, longer)
    assert (row.left, row.right, row.likeness) == (Span(0, len(TUGS)), Span(0, len(longer)), Likeness.EDITED)


def test_a_run_across_sentences_takes_the_place_of_what_lies_inside_it():
    text = f"{FERRY} {TUGS} {BUOY}"
    whole = Span(0, len(text))
    found = passages(Wording.of(text), Wording.of(text))
    run = Shared(whole, whole, Likeness.SAME, 1.0)
    assert [(one.left, one.right) for one in rows_of(Aligned((*found, run), (whole,), (whole,)), text, text)] == [
        (whole, whole)
    ]


@pytest.mark.parametrize(("left", "right"), [("", ""), ("", FERRY), (FERRY, ""), ("…", "—")])
def test_texts_without_words_in_common(left, right):
    assert rows(left, right) == [one for one in ((left, None, None, False), (None, right, None, False)) if FERRY in one]


SENTENCES = st.lists(st.sampled_from([FERRY, TUGS, BUOY, DIVERS, "It rained.", f"{TUGS[:-1]} and {BUOY[0].lower()}{BUOY[1:]}"]))
JOINTS = st.sampled_from([" ", "\n\n"])


@given(SENTENCES, SENTENCES, JOINTS)
def test_every_word_of_both_texts_stands_in_one_row(some, others, joint):
    left, right = joint.join(some), joint.join(others)
    found = rows(left, right)
    for side, text in enumerate((left, right)):
        stands = [word for row in found for word in re.findall(r"\w+", row[side] or "")]
        assert sorted(stands) == sorted(re.findall(r"\w+", text))
    only_left = [word for row in found for word in re.findall(r"\w+", row[0] or "")]
    assert only_left == re.findall(r"\w+", left)
