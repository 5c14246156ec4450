"""The article's text cut into blocks and pieces, so that nested, split and overlapping marks become well-formed tags.

Between two borders of spans the same marks hold; where a mark crosses another, the inner one is closed and opened again.
Nothing of the text is left out or repeated.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.show.sheet import Sheet
from sayso.show.wording import visible

LEVELS = 4
NUMBERED = frozenset({"content", "own"})
WRAPPED = range(45, 101)
"""Lengths of a line that was wrapped by hand: in such a paragraph a line end is a space."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch and what it is.

    Attributes:
        span: the stretch, inside the text.
        role: "content", "own", "source", "cue", "relay", "target", "aside" or "title".
        numbers: the statements it belongs to; for "own" the number of the assertion.
        level: how many lines of other marks run above its own line, for "content" and "own".
        last: whether the stretch is the last of its statement's content.
        order: sorts outer marks before inner ones.
    """

    span: Span
    role: str
    numbers: tuple[int, ...] = ()
    level: int = 0
    last: bool = False
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or the opening or closing of a mark.

    Attributes:
        whole: opening: the stretch begins here, or goes on in a new paragraph; closing: the statement's content ends here.
            Otherwise the mark was only cut because another one begins or ends.
        anchor: the place to jump to for this statement.
    """

    text: str = ""
    opens: Mark | None = None
    closes: Mark | None = None
    whole: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: where it stands, "text", "heading" or "aside", and its pieces in order."""

    span: Span
    kind: str
    pieces: tuple[Piece, ...]


def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """The paragraphs in order, with every mark."""
    document = sheet.document
    marks = sorted(_marks(sheet), key=lambda mark: mark.span)
    places = paragraphs(document)
    blocks, waiting, at, anchored = [], list[Mark](), 0, set[tuple[str, int]]()
    for place in places:
        while at < len(marks) and marks[at].span.start < place.end:
            waiting.append(marks[at])
            at += 1
        waiting = [mark for mark in waiting if mark.span.end > place.start]
        blocks.append(Block(place, _kind(place, document), tuple(_pieces(place, waiting, document.text, anchored))))
    return tuple(blocks)


def paragraphs(document: Document) -> tuple[Span, ...]:
    """Where the paragraphs stand: between line ends, hand-wrapped lines joined, headings on their own; never empty ones."""
    text, found = document.text, []
    edges = {edge for heading in document.headings for edge in heading}
    for chunk in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        lines = [Span(chunk.start() + line.start(), chunk.start() + line.end()) for line in re.finditer(r"[^\n]+", chunk[0])]
        joined = len(lines) > 1 and all(line.end - line.start in WRAPPED for line in lines[:-1])
        joined = joined and not any(chunk.start() < edge < chunk.end() for edge in edges)
        for line in [Span(*chunk.span())] if joined else lines:
            bare = text[line.start : line.end]
            start, end = line.start + len(bare) - len(bare.lstrip()), line.start + len(bare.rstrip())
            if start < end:
                found.append(Span(start, end))
    return tuple(found)


def place_of(blocks: Sequence[Block], position: int) -> int:
    """Index of the block that holds the position, or of the nearest before it."""
    return max(0, bisect_right([block.span.start for block in blocks], position) - 1)


def _kind(place: Span, document: Document) -> str:
    if any(heading.start <= place.start and place.end <= heading.end for heading in document.headings):
        return "heading"
    if any(aside.start <= place.start and place.end <= aside.end for aside in document.boilerplate):
        return "aside"
    return "text"


def _marks(sheet: Sheet) -> Iterable[Mark]:
    size = len(sheet.document.text)
    contents = [
        *(("content", v.number, v.depth, _inside(v.statement.content, size)) for v in sheet.statements),
        *(("own", v.number, 0, _inside(v.own.content, size)) for v in sheet.own),
    ]
    for (role, number, depth, spans), level in zip(contents, _levels([spans for *_, spans in contents]), strict=True):
        for span in spans:
            yield Mark(span, role, (number,), level, last=span == spans[-1], order=(1, depth, span.start, -span.end, number))
    shared: dict[tuple[Span, str], list[int]] = {}
    for view in sheet.statements:
        statement = view.statement
        for role, places in (
            ("source", statement.source),
            ("cue", statement.cue),
            ("relay", statement.relays),
            ("target", statement.target),
        ):
            for span in _inside(places, size):
                shared.setdefault((span, role), []).append(view.number)
    for (span, role), numbers in shared.items():
        yield Mark(span, role, tuple(dict.fromkeys(numbers)), order=(2, 0, span.start, -span.end, numbers[0]))
    for role, places in (("aside", sheet.document.boilerplate), ("title", sheet.document.headings)):
        for span in _inside(places, size):
            yield Mark(span, role, order=(0, 0, span.start, -span.end, 0))


def _inside(spans: Iterable[Span], size: int) -> list[Span]:
    """The spans in order, cut to the text; without empty ones."""
    cut = (Span(max(0, start), min(end, size)) for start, end in spans)
    return sorted({span for span in cut if span.start < span.end})


def _levels(contents: Sequence[Sequence[Span]]) -> list[int]:
    """A line for each content, such that contents which overlap get different lines as far as there are LEVELS of them."""
    levels = [0] * len(contents)
    free = [0] * LEVELS  # where the last content of each line ends
    for i in sorted(
        (i for i, spans in enumerate(contents) if spans), key=lambda i: (contents[i][0].start, -contents[i][-1].end, i)
    ):
        start, end = contents[i][0].start, contents[i][-1].end
        level = next((level for level, busy in enumerate(free) if busy <= start), LEVELS - 1)
        levels[i], free[level] = level, max(free[level], end)
    return levels


def _pieces(place: Span, marks: Sequence[Mark], text: str, anchored: set[tuple[str, int]]) -> Iterable[Piece]:
    edges = {place.start, place.end}
    starts: dict[int, list[Mark]] = {}
    for mark in marks:
        edges.update(edge for edge in mark.span if place.start < edge < place.end)
        starts.setdefault(max(mark.span.start, place.start), []).append(mark)
    borders = sorted(edges)
    open_marks: list[Mark] = []
    for start, end in pairwise(borders):
        holds = sorted(
            (*(mark for mark in open_marks if mark.span.end > start), *starts.get(start, ())), key=lambda mark: mark.order
        )
        pairs = enumerate(zip(open_marks, holds, strict=False))
        same = next((i for i, (a, b) in pairs if a is not b), min(len(open_marks), len(holds)))
        yield from (_close(mark, start) for mark in reversed(open_marks[same:]))
        for mark in holds[same:]:
            key = (mark.role, mark.numbers[0]) if mark.role in NUMBERED else None
            begins = start in (mark.span.start, place.start)
            yield Piece(opens=mark, whole=begins, anchor=begins and key is not None and key not in anchored)
            if begins and key is not None:
                anchored.add(key)
        yield Piece(text=visible(text[start:end]))
        open_marks = holds
    yield from (_close(mark, place.end) for mark in reversed(open_marks))


def _close(mark: Mark, at: int) -> Piece:
    return Piece(closes=mark, whole=mark.last and mark.span.end <= at)
