"""What stands at a place."""

from sayso.match.places import Places
from sayso.records.anchors import Span

PLACES = Places([(Span(10, 12), "b"), (Span(0, 9), "long"), (Span(2, 4), "a")])


def test_all_that_overlap_are_given_in_order():
    assert [thing for _, thing in PLACES.at(Span(3, 11))] == ["long", "a", "b"]


def test_what_only_touches_does_not_overlap():
    assert not PLACES.any_at(Span(9, 10))


def test_an_empty_collection_has_nothing_anywhere():
    nothing: Places[str] = Places([])
    assert list(nothing.at(Span(0, 100))) == []
