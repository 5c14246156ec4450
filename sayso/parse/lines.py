"""Lines of a text with their places: what bylines, dates, credits and boilerplate are looked for in."""

from collections.abc import Iterator
from typing import NamedTuple

from sayso.records.anchors import Span


class Line(NamedTuple):
    """One line that is not blank: its place without surrounding space, and its words."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, in order, stripped of surrounding white space."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    place = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = place + raw.index(words[0])
            yield Line(start, start + len(words), words)
        place += len(raw) + 1
