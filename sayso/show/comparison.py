"""Two documents, or two versions of one, side by side: what differs, and which numbers and quotations changed.

Takes two Sides, gives a Comparison: plain data for the terminal, the HTML page and JSON. Versions of one article are shown as
one text with what was removed and added; other documents as rows, what both have beside each other. It says what differs, never
which side is right.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from sayso.analyse.quantities import quantities
from sayso.analyse.words import Quotation, Words, split_words
from sayso.match.tokens import count_words
from sayso.match.words import Change, Kind, differences
from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.evidence import Kept
from sayso.show.comparison_rows import Row, rows_of
from sayso.workspace.comparing import Aligned

_DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_SPACE = re.compile(r"\s*")
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts and what is known about it.

    Attributes:
        name: what commands call the document; may be empty.
        captures: the captures that carry this very text, in order.
    """

    text: str
    name: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    captures: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A number or quotation that is not the same on both sides.

    Attributes:
        left, right: where it stands; None on the side that does not have it.
        change: number of the change it belongs to, or of the pair, from 1.
    """

    left: Span | None
    right: Span | None
    change: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a renderer needs.

    Attributes:
        changes: the stretches of both texts in order, equal ones included.
        same, removed, added: words in equal stretches, words only on the left, words only on the right.
        numbers: quantities and other numbers that differ, in order.
        quotations: stretches in quotation marks that differ, marks included, in order.
        rows: what both have beside each other, and what only one has; None for versions of one article. Numbers and quotations
            are then those that differ within a pair.
    """

    left: Side
    right: Side
    changes: tuple[Change, ...]
    same: int
    removed: int
    added: int
    numbers: tuple[Turn, ...]
    quotations: tuple[Turn, ...]
    rows: tuple[Row, ...] | None = None

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(one.kind is not Kind.EQUAL for one in self.changes)

    def words(self, turn: Turn) -> tuple[str | None, str | None]:
        """The words of a turn on the left and on the right."""
        sides = ((self.left, turn.left), (self.right, turn.right))
        left, right = (side.text[span.start : span.end] if span else None for side, span in sides)
        return left, right


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph.

    Attributes:
        kind: EQUAL, REMOVED or ADDED.
        change: number of the change it belongs to, from 1; 0 in an equal stretch.
        first: whether the change begins here.
    """

    kind: Kind
    text: str
    change: int = 0
    first: bool = False


Paragraph = tuple[Piece, ...]


def side(document: Document, *, name: str = "", captures: Sequence[Kept] = ()) -> Side:
    """A document as one side; `captures` are those that carry this very text."""
    return Side(
        document.text,
        name or document.doc_id or document.document_id,
        document.title,
        document.outlet,
        document.published,
        document.url,
        document.language,
        tuple(captures),
    )


def compare(left: Side, right: Side, aligned: Aligned | None = None) -> Comparison:
    """What differs between two sides.

    Args:
        left, right: the sides.
        aligned: what the aligner found, where they are no versions of one article.
    """
    changes = differences(left.text, right.text)
    same = sum(count_words(right.text[slice(*one.right)]) for one in changes if one.kind is Kind.EQUAL)
    removed, added = (
        sum(count_words(text[slice(*span)]) for span, kind in spans if kind is not Kind.EQUAL)
        for text, spans in (
            (left.text, [(c.left, c.kind) for c in changes]),
            (right.text, [(c.right, c.kind) for c in changes]),
        )
    )
    rows = None if aligned is None else rows_of(aligned, left.text, right.text)
    old, new = split_words(left.text), split_words(right.text)
    numbers, quotations = (
        _turns(changes, left.text, right.text, find(old), find(new))
        if rows is None
        else _turns_of_pairs(rows, left.text, right.text, find(old), find(new))
        for find in (_numbers, _quotations)
    )
    return Comparison(left, right, changes, same, removed, added, numbers, quotations, rows)


def paragraphs(comparison: Comparison) -> list[Paragraph]:
    """Both texts as one, paragraph by paragraph: equal words as they stand on the right, removed ones before added ones."""
    flow = _Flow()
    number = 0
    for at, one in enumerate(comparison.changes):
        old, old_space = _split(comparison.left.text[slice(*one.left)])
        new, new_space = _split(comparison.right.text[slice(*one.right)])
        if one.kind is Kind.EQUAL:
            follows = comparison.changes[at + 1].kind if at + 1 < len(comparison.changes) else Kind.EQUAL
            flow.put(Piece(Kind.EQUAL, new))
            flow.put(Piece(Kind.EQUAL, old_space if follows in (Kind.REMOVED, Kind.REPLACED) else new_space))
            continue
        number += 1
        flow.put(Piece(Kind.REMOVED, old, number, first=True))
        if old and new:
            flow.put(Piece(Kind.EQUAL, "\n" if "\n" in old + new else " "))
        flow.put(Piece(Kind.ADDED, new, number, first=not old))
        flow.put(Piece(Kind.EQUAL, new_space or old_space if new else old_space))
    return flow.done()


def dumps(comparison: Comparison, *, indent: bool = False) -> str:
    """The comparison as JSON in ASCII, without a newline at the end; spans are [start, end) of the side's text."""

    def turn(one: Turn) -> dict[str, object]:
        before, after = comparison.words(one)
        return {"left": one.left, "right": one.right, "left_text": before, "right_text": after, "change": one.change}

    data = {
        "left": _side(comparison.left),
        "right": _side(comparison.right),
        "words": {"same": comparison.same, "removed": comparison.removed, "added": comparison.added},
        "changes": [{"kind": one.kind.value, "left": one.left, "right": one.right} for one in comparison.changes],
        "numbers": [turn(one) for one in comparison.numbers],
        "quotations": [turn(one) for one in comparison.quotations],
        "rows": None if comparison.rows is None else [asdict(one) for one in comparison.rows],
    }
    separators = None if indent else (",", ":")
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=2 if indent else None, separators=separators)


def _side(one: Side) -> dict[str, object]:
    return {
        "document": one.name,
        "title": one.title,
        "outlet": one.outlet,
        "published": one.published,
        "url": one.url,
        "language": one.language,
        "captures": [
            {"number": kept.number, "captured_at": kept.captured_at, "kept_at": kept.kept_at, "sha256": kept.sha256}
            for kept in one.captures
        ],
        "text": one.text,
    }


def _split(text: str) -> tuple[str, str]:
    """The text without the white space at its end, and that white space."""
    bare = text.rstrip()
    return bare, text[len(bare) :]


class _Flow:
    """Pieces put one after the other; a line end begins a new paragraph."""

    def __init__(self) -> None:
        self._paragraphs: list[list[Piece]] = [[]]

    def put(self, piece: Piece) -> None:
        for n, part in enumerate(_BREAK.split(piece.text)):
            if n:
                self._paragraphs.append([])
            if part:
                self._paragraphs[-1].append(replace(piece, text=part, first=piece.first and not n))

    def done(self) -> list[Paragraph]:
        """The paragraphs that hold more than white space."""
        return [tuple(one) for one in self._paragraphs if any(piece.text.strip() for piece in one)]


def _numbers(words: Words) -> list[Span]:
    """Quantities with what they count, and the other numbers in digits (dates, years, ages), in order."""
    found = [Span(one.start, one.end) for one in quantities(words, Span(0, len(words.text)))]
    inside = {place for span in found for place in range(*span)}
    found += [Span(*match.span()) for match in _DIGITS.finditer(words.text) if match.start() not in inside]
    return sorted(found)


def _quotations(words: Words) -> list[Span]:
    """Stretches in quotation marks, marks included, in order; one that is not closed ends with its paragraph."""
    found: list[Span] = []
    marks = np.flatnonzero(words.quotation >= Quotation.OPENS).tolist()
    for i, following in pairwise([*marks, len(words)]):
        if words.quotation[i] == Quotation.OPENS:
            end = int(np.searchsorted(words.paragraph, words.paragraph[i], "right"))
            if following < end:
                end = following + (words.quotation[following] == Quotation.CLOSES)
            span = Span(int(words.starts[i]), int(words.ends[end - 1]))
            if any(map(str.isalnum, words.text[slice(*span)])):  # not the first half of a mark typed as two apostrophes
                found.append(span)
    return found


def _turns(changes: Sequence[Change], left: str, right: str, old: Iterable[Span], new: Iterable[Span]) -> tuple[Turn, ...]:
    """Places of either side that touch a change, paired where they stand for one another, without those that are the same."""
    lefts = _touching([one.left for one in changes if one.kind is not Kind.EQUAL], old, left)
    rights = _touching([one.right for one in changes if one.kind is not Kind.EQUAL], new, right)
    found: dict[tuple[Span | None, Span | None], Turn] = {}
    for number, (before, after) in enumerate(zip(lefts, rights, strict=True), 1):
        a, b = (["".join(text[slice(*span)].split()) for span in spans] for text, spans in ((left, before), (right, after)))
        for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            for place in range(max(j - i, m - k)) if kind != "equal" else ():
                pair = (before[i + place] if i + place < j else None, after[k + place] if k + place < m else None)
                found.setdefault(pair, Turn(*pair, number))
    paired = {span for turn in found.values() if turn.left and turn.right for span in ((0, turn.left), (1, turn.right))}
    return tuple(
        turn for turn in found.values() if (turn.left and turn.right) or not {(0, turn.left), (1, turn.right)} & paired
    )


def _turns_of_pairs(rows: Sequence[Row], left: str, right: str, old: Sequence[Span], new: Sequence[Span]) -> tuple[Turn, ...]:
    """Places that differ within a pair, once each, numbered by the pair."""
    found: dict[tuple[Span | None, Span | None], Turn] = {}
    pairs = ((a, b) for a, b in ((row.left, row.right) for row in rows) if a is not None and b is not None)
    for number, (a, b) in enumerate(pairs, 1):
        changes = [
            Change(one.kind, _shifted(one.left, a.start), _shifted(one.right, b.start))
            for one in differences(left[slice(*a)], right[slice(*b)])
        ]
        before, after = (
            [one for one in places if one.start < span.end and span.start < one.end] for places, span in ((old, a), (new, b))
        )
        for turn in _turns(changes, left, right, before, after):
            found.setdefault((turn.left, turn.right), replace(turn, change=number))
    return tuple(found.values())


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _touching(changed: Sequence[Span], places: Iterable[Span], text: str) -> list[list[Span]]:
    """For each changed stretch the places that overlap it or stand right beside it; all in order."""
    touching: list[list[Span]] = [[] for _ in changed]
    first = 0
    for place in places:
        end = _SPACE.match(text, place.end).end()  # type: ignore[union-attr]
        while first < len(changed) and changed[first].end < place.start:
            first += 1
        for at in range(first, len(changed)):
            if changed[at].start > end:
                break
            touching[at].append(place)
    return touching
