"""What tracing knows of an article."""

from datetime import UTC, datetime, timedelta

import pytest

from sayso.records.links import Naming
from sayso.trace.articles import Moment
from tests.unit.trace.conftest import BRIDGE, article


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-03-04", at(4), at(5)),
        ("20260304", at(4), at(5)),
        ("2026-03-04T10:00:00Z", at(4, 10), at(4, 10)),
        ("2026-03-04T10:00:00", at(4, 10), at(4, 10)),
        ("2026-03-04 10:00", at(4, 10), at(4, 10)),
        ("2026-03-04T01:00:00+03:00", at(3, 22), at(3, 22)),
    ],
)
def test_the_moment_of_a_date_or_time(value, first, last):
    moment = Moment.of(value)
    assert moment == Moment(first, last)
    assert moment is not None
    assert moment.middle == first + (last - first) / 2


@pytest.mark.parametrize(
    "value",
    [None, "", " ", "2026", "2026-03", "4 March 2026", "2026-02-30", "yesterday", "9999-12-31", "0001-01-01T00:00:00+05:00"],
)
def test_anything_else_has_no_moment(value):
    assert Moment.of(value) is None


def test_a_moment_is_in_utc():
    moment = Moment.of("2026-03-04T01:00:00+03:00")
    assert moment is not None
    assert moment.first.utcoffset() == timedelta(0)


def test_the_outlet_is_known_by_name_or_else_by_address():
    assert article("a", *BRIDGE, outlet="The Karsk Gazette").outlet == "karsk-gazette"
    assert article("a", *BRIDGE, url="https://www.harbour-post.example/9").outlet == "harbour-post"
    assert article("a", *BRIDGE, outlet="Somebody", url="https://somebody.example/9").outlet is None
    assert article("a", *BRIDGE).outlet is None


def test_sentences_that_name_outlets_are_known():
    found = article("a", BRIDGE[0], "Radio Vardan and the Lake Tribune reported it.", BRIDGE[1], "The Lake Tribune is new.")
    assert found.mentions == {1: {"radio-vardan", "lake-tribune"}, 3: {"lake-tribune"}}


def test_citations_stand_by_their_sentence_unless_they_speak_of_the_whole():
    found = article("a", BRIDGE[0], "It rained, Radio Vardan reported.", "Source: Lake Tribune")
    assert {i: [one.outlet for one in some] for i, some in found.cited.items()} == {1: ["radio-vardan"]}
    assert {one.naming for one in found.citations} == {Naming.REPORTED, Naming.CREDIT}


def test_boilerplate_is_no_prose():
    notice = "Write to us about what you see on your way."
    found = article("a", BRIDGE[0], BRIDGE[1], notice, boilerplate=[notice])
    assert found.prose == {0, 1}
    assert found.words == len(BRIDGE[0].split()) + len(BRIDGE[1].split())


def test_what_says_who_says_it_is_set_apart():
    found = article("a", "Lena Brandt said the bridge was safe.", said=[("Lena Brandt", "said", "the bridge was safe")])
    assert found.wording.framed.tolist() == [True, True, True, False, False, False, False]


def test_an_article_without_text_has_nothing():
    found = article("a", published="2026-03-04")
    assert (found.words, found.prose, found.cited, found.mentions, len(found.wording)) == (0, frozenset(), {}, {}, 0)
