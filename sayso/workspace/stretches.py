"""Stretches of an article that are boilerplate: from those that the parser took for it to what people say of them. Pure."""

from collections.abc import Iterable

from sayso.records.anchors import Span, Spans


def added(spans: Spans, stretch: Span) -> Spans:
    """The spans and the stretch, in order of place; those that it overlaps become one with it."""
    together = [stretch, *(span for span in spans if span.overlaps(stretch))]
    whole = Span(min(span.start for span in together), max(span.end for span in together))
    return tuple(sorted((whole, *(span for span in spans if not span.overlaps(stretch)))))


def without(spans: Spans, stretch: Span) -> Spans:
    """What is left of the spans outside the stretch, in order of place."""
    left = [span for span in spans if not span.overlaps(stretch)]
    for span in spans:
        if span.overlaps(stretch):
            left += (Span(span.start, stretch.start), Span(stretch.end, span.end))
    return tuple(sorted(span for span in left if span.start < span.end))


def within(spans: Iterable[Span], stretch: Span) -> bool | None:
    """Whether the stretch lies in the spans; None where only a part of it does."""
    left: Spans = (stretch,)
    for span in spans:
        left = without(left, span)
    return None if left and left != (stretch,) else not left
