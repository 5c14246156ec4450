"""Where something stands in a text, and ids made from content."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch [start, end) in Unicode code points of a document's text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


def spans_of(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Spans in the order given."""
    return tuple(Span(start, end) for start, end in pairs)


def covered(spans: Iterable[Span], text: str, joiner: str = " ") -> str:
    """The words that the spans cover, joined in order."""
    return joiner.join(text[s:e] for s, e in spans)


def content_id(data: bytes) -> str:
    """SHA-256 of the bytes, in lower-case hex."""
    return hashlib.sha256(data).hexdigest()
