"""Things that stand somewhere in a text, to be asked what stands at a place."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from sayso.records.anchors import Span

T = TypeVar("T")


class Places(Generic[T]):
    """Things by place. Asking costs the logarithm of their number, if none is much longer than the others."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = sorted(things, key=lambda thing: thing[0])
        self._starts = [span.start for span, _ in self._things]
        self._longest = max((span.end - span.start for span, _ in self._things), default=0)

    def at(self, place: Span) -> Iterator[tuple[Span, T]]:
        """The things that overlap a place, in order."""
        first = bisect_left(self._starts, place.start - self._longest)
        for span, thing in self._things[first : bisect_left(self._starts, place.end)]:
            if span.overlaps(place):
                yield span, thing

    def any_at(self, place: Span) -> bool:
        """Whether anything overlaps a place."""
        return next(self.at(place), None) is not None
