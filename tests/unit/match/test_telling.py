"""How much of what two sentences say is the same."""

import numpy as np
import pytest

from sayso.match.telling import Telling, overlap
from sayso.match.wording import Wording

BRIDGE = "The old bridge near Karsk was closed after engineers found cracks."
RAIN = "It rained in Karsk."


def shared(left: str, right: str, least: float = 0.1):
    return overlap(Wording.of(left).telling, Wording.of(right).telling, least)


def test_common_words_tell_nothing():
    assert len(Wording.of("They said that it was so.").telling.stems) == 0


def test_each_sentence_holds_a_stem_once():
    telling = Wording.of("Ships collided with ships. The ship sank.").telling
    assert telling.sentences.tolist() == [0, 0, 1, 1]
    assert len(set(telling.columns.tolist())) == 3
    assert telling.totals.tolist() == [2.0, 2.0]


def test_a_stem_weighs_what_it_weighs_most():
    telling = Wording.of("A reform began. The Reform began.").telling
    assert sorted(telling.weights.tolist()) == [1.0, pytest.approx(1.4)]


def test_names_are_told_from_numbers():
    telling = Wording.of("Off Karsk, 541 ships sank.").telling
    assert telling.names.tolist() == [pytest.approx(1.4)]
    assert np.count_nonzero(telling.numbers) == 1


@pytest.mark.parametrize("texts", [("", ""), (BRIDGE, ""), ("", BRIDGE), (BRIDGE, "Nothing else happened."), ("Yes.", "Yes!")])
def test_texts_that_share_nothing_do_not_overlap(texts):
    assert shared(texts[0], texts[1], 2.0) is None


def test_a_sentence_contains_itself():
    found = shared(BRIDGE, f"{RAIN} {BRIDGE}", 3.0)
    assert (found.left.tolist(), found.right.tolist()) == ([0], [1])
    assert found.contained.tolist() == [pytest.approx(1.0)]
    assert found.named.tolist() == [1.0]
    assert found.plain[0] == pytest.approx(found.shared[0] - 1.4)


def test_sentences_come_in_order_of_both_texts():
    found = shared(f"{BRIDGE} {RAIN}", f"{RAIN} {BRIDGE}", 1.0)
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_name_is_a_part_of_the_names_of_the_sentence_with_fewer():
    found = shared(RAIN, "Karsk, Omul and Brenn closed the bridge.", 1.0)
    assert found.named.tolist() == [1.0]
    assert shared("It rained.", BRIDGE.replace("old", "rained"), 0.9).named.tolist() == [1.0]


def test_it_is_kept_with_the_wording():
    wording = Wording.of(BRIDGE)
    assert isinstance(wording.telling, Telling)
    assert wording.telling is wording.telling
