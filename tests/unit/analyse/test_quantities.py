"""Quantities inside a stretch of text."""

import pytest

from sayso.analyse.quantities import quantities
from sayso.analyse.words import split_words
from sayso.records.anchors import Span

TEXT = "The harbour office counted at least 250 sailing boats. Earlier, 40 boats had left."


def found(text, start=0, end=None):
    return quantities(split_words(text), Span(start, len(text) if end is None else end))


def test_a_bound_opens_the_other_side():
    q = found(TEXT)[0]
    assert (q.value, q.low, q.high, q.unit, q.approx) == (250, 250, None, "sailing boats", False)
    assert TEXT[q.start : q.end] == "at least 250 sailing boats"


def test_only_the_span_is_read():
    second = TEXT.index("Earlier")
    assert [q.low for q in found(TEXT, second)] == [40]
    assert found(TEXT, 0, TEXT.index("250")) == ()


def test_the_noun_is_cut_at_the_end_of_the_span():
    q = found(TEXT, 0, TEXT.index("sailing") - 1)[0]
    assert (q.low, q.unit) == (250, None)


def test_a_text_without_numbers_has_none():
    assert found("The harbour was quiet.") == ()
    assert found("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ward 7 reopened.",
        "It was 8:17 p.m. then.",
        "The 1998 flood is remembered.",
        "Anna Berg, 52, agreed.",
        "One never knows.",
    ],
)
def test_numbers_that_count_nothing(text):
    assert found(text) == ()


def test_no_name_changes_what_is_counted():
    shown = {name: found(f"About 30 {name} farmers met.")[0] for name in ("Danish", "Kenyan", "Peruvian")}
    assert {(q.low, q.approx) for q in shown.values()} == {(30, True)}
    assert [q.unit for q in shown.values()] == ["Danish farmers", "Kenyan farmers", "Peruvian farmers"]
