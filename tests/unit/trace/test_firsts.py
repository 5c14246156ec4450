"""Which article carried a claim first."""

from itertools import permutations

import pytest

from sayso.records.links import EdgeKind
from sayso.trace.articles import Article
from sayso.trace.firsts import first_of
from tests.unit.trace.conftest import article, edge


def dated(**dates: str | None) -> list[Article]:
    """Articles by id, with their dates."""
    return [article(key, "Forty boats took part.", published=date) for key, date in dates.items()]


def first(articles: list[Article], *edges) -> str:
    """The same in whatever order they come."""
    (found,) = {first_of(list(some), edges[::way]).document_id for some in permutations(articles) for way in (1, -1)}
    return found


EARLY, LATE = "2026-05-02T08:00:00Z", "2026-05-03T08:00:00Z"


def test_one_article_is_the_first():
    assert first(dated(a=None)) == "a"
    assert first(dated(a=EARLY)) == "a"


def test_the_earliest_date_decides():
    assert first(dated(a=LATE, b=EARLY, c=None)) == "b"


def test_of_two_at_one_time_the_lesser_id_decides():
    assert first(dated(b=EARLY, a=EARLY)) == "a"


def test_times_are_compared_across_zones():
    assert first(dated(a="2026-05-02T08:00:00+00:00", b="2026-05-02T09:00:00+03:00")) == "b"


def test_a_day_counts_as_its_middle():
    assert first(dated(a="2026-05-02", b="2026-05-02T08:00:00Z")) == "b"
    assert first(dated(b="2026-05-02", a="2026-05-02T20:00:00Z")) == "b"


@pytest.mark.parametrize("kind", EdgeKind)
def test_an_article_that_has_it_from_another_is_not_the_first_whatever_its_date(kind):
    assert first(dated(a=EARLY, b=LATE), edge("a", "b", kind)) == "b"


def test_an_edge_without_a_direction_says_nothing():
    assert first(dated(a=EARLY, b=LATE), edge("a", "b", decided=False)) == "a"


def test_edges_to_articles_that_do_not_carry_it_say_nothing():
    assert first(dated(a=EARLY, b=LATE), edge("a", "x"), edge("x", "b")) == "a"


def test_in_a_circle_the_earliest_date_decides():
    assert first(dated(a=LATE, b=EARLY), edge("a", "b"), edge("b", "a")) == "b"


@pytest.mark.parametrize("wrong", ["2016-05-02", "1970-01-01T00:00:00Z", "2026-04-01"])
def test_a_date_far_before_those_of_most_is_not_believed(wrong):
    assert first(dated(a=LATE, b=EARLY, c=wrong)) == "b"


def test_a_date_far_after_those_of_most_makes_none_of_them_wrong():
    assert first(dated(a=LATE, b=EARLY, c="2027-01-01")) == "b"


def test_a_date_some_days_before_is():
    assert first(dated(a=LATE, b=EARLY, c="2026-04-28")) == "c"


@pytest.mark.parametrize("wrong", ["", "last week", "2026-13-45", "0001-01-01"])
def test_what_is_no_date_or_an_impossible_one_counts_for_nothing(wrong):
    assert first(dated(a=wrong, b=EARLY, c=LATE)) == "b"


def test_an_article_without_a_date_that_others_have_it_from_is_the_first():
    assert first(dated(a=EARLY, b=None, c=LATE), edge("c", "b")) == "b"


def test_not_where_as_many_have_it_from_the_earliest():
    assert first(dated(a=EARLY, b=None, c=LATE, d=LATE), edge("c", "b"), edge("d", "a")) == "a"


def test_nor_where_nobody_has_it_from_there():
    assert first(dated(a=EARLY, b=None)) == "a"


def test_with_wrong_dates_alone_the_one_that_most_have_it_from_is_the_first():
    roots = dated(a=None, b="1970-01-01T00:00:00Z", c=EARLY, d=EARLY, e=EARLY)
    assert first(roots, edge("c", "b"), edge("d", "b"), edge("e", "a")) == "b"


def test_without_any_date_the_one_that_most_have_it_from_is_the_first():
    assert first(dated(a=None, b=None, c=None, d=None), edge("c", "b")) == "b"


def test_without_any_date_or_edge_it_does_not_depend_on_the_order():
    assert first(dated(a=None, b=None)) == "a"
