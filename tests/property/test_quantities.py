"""Laws of quantities: inside the span, in order, without overlaps, low <= high."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.analyse.quantities import quantities
from sayso.analyse.words import split_words
from sayso.records.anchors import Span

PIECES = st.sampled_from(
    "at least|up to|between|20|30|and|to|-|–|2.5|1,250|million|hundreds|of|dozens|a|one|in|five|two|thirds|half|%|per cent|$|€|"
    "people|houses|or|so|more than|nearly|2019|June|5|p.m.|old|years|ago|the|Boeing|members|Rowing Club|(|)|,|.|said|3-2|"
    "couple|several|\n".split("|")
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=10).map("".join), st.text(max_size=80))


@given(TEXTS, st.data())
def test_spans_lie_inside_in_order_and_bounds_are_ordered(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = quantities(split_words(text), Span(start, end))
    position = start
    for q in found:
        assert position <= q.start < q.end <= end
        position = q.end
        assert q.low is None or q.high is None or q.low <= q.high
        assert q.value is not None or q.low is not None or q.high is not None or q.approx
        assert q.unit is None or q.unit.strip()


@given(st.integers(2, 999_999))
def test_digits_with_and_without_separators_count_the_same(value):
    def low(text):
        return [q.low for q in quantities(split_words(text), Span(0, len(text)))]

    assert low(f"They sold exactly {value:,} lamps.") == [value]
