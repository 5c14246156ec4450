"""What two articles have in common, and when that makes a copy."""

from dataclasses import replace

import pytest

from sayso.records.links import Stock
from sayso.trace.common import Common
from tests.unit.trace.conftest import BRIDGE, HARVEST, LIBRARY, article, common, commons, shared


def test_nothing_shared_is_nothing_in_common():
    assert commons(article("a", *BRIDGE), article("b", *LIBRARY)) == []


def test_stock_is_left_out():
    left, right = article("a", *BRIDGE), article("b", *BRIDGE)
    found = shared(left, right)
    stock = [replace(one, stock=Stock.COMMON) for one in found]
    assert Common.of(left, right, stock) is None
    made = Common.of(left, right, [*stock[1:], found[0]])
    assert made is not None
    assert made.passages == (found[0],)


def test_a_whole_copy_is_seen_alike_from_both_sides():
    left, right = article("a", *BRIDGE), article("b", *BRIDGE)
    found = common(left, right)
    assert found.other(left) is right
    assert found.other(right) is left
    assert found.coverage(left) == found.coverage(right) == found.taken(left) == found.closeness == pytest.approx(1)
    assert [(i, j) for i, j, _ in found.aligned(right)] == [(n, n) for n in range(len(BRIDGE))]
    assert found.plain == len(BRIDGE)
    assert found.copied


def test_coverage_is_the_part_of_each_article():
    whole, part = article("a", *BRIDGE), article("b", *BRIDGE[:4])
    found = common(whole, part)
    assert found.coverage(part) == 1
    assert found.coverage(whole) == pytest.approx(part.words / whole.words)


def test_boilerplate_does_not_count_as_part_of_an_article():
    notice = "Read more of our reports from the towns along the river, the lakes and the hills behind them."
    left = article("a", *BRIDGE[:4], notice, boilerplate=[notice])
    right = article("b", *BRIDGE[:4], notice, boilerplate=[notice])
    found = common(left, right)
    assert found.coverage(left) == found.taken(left) == 1


def test_pairs_name_their_sentences_in_either_order():
    left, right = article("a", *LIBRARY[:1], *BRIDGE[:2]), article("b", *BRIDGE[:2])
    found = common(left, right)
    assert [(i, j) for i, j, _ in found.aligned(left)] == [(1, 0), (2, 1)]
    assert [(i, j) for i, j, _ in found.aligned(right)] == [(0, 1), (1, 2)]


def test_sentences_that_rest_on_an_outlet_are_not_plain():
    quoted = "“The deck has to be replaced before the autumn rain,” the engineer told Radio Vardan."
    found = common(article("a", quoted, *BRIDGE[:2]), article("b", *BRIDGE[:2], quoted))
    assert (len(found.pairs), found.plain) == (3, 2)


@pytest.mark.parametrize("taken", [4, 5, len(BRIDGE)])
def test_several_sentences_make_a_copy_whatever_else_stands_there(taken):
    assert common(article("a", *BRIDGE), article("b", *LIBRARY, *BRIDGE[:taken], *HARVEST)).copied


@pytest.mark.parametrize("taken", [1, 2])
def test_a_sentence_or_two_among_many_make_none(taken):
    assert not common(article("a", *BRIDGE), article("b", *LIBRARY, *BRIDGE[:taken], *HARVEST)).copied


def test_two_sentences_that_are_all_of_a_short_article_make_a_copy():
    assert common(article("a", *BRIDGE), article("b", *BRIDGE[:2])).copied


def test_what_is_only_passed_on_makes_no_copy():
    quotes = (
        "The deck has to be replaced before the autumn rain, the engineer Pavel Orsic told Radio Vardan.",
        "Radio Vardan reported that a third of the money comes from the regional fund.",
        "Shops near the ramp will not pay rent until August, Radio Vardan reported.",
        "According to Radio Vardan, the painting of the arches is planned for the following spring.",
    )
    assert not common(article("a", *quotes, *LIBRARY), article("b", *HARVEST, *quotes)).copied
