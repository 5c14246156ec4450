"""Two documents that are no versions of one another, as rows: what both have beside each other, what only one has in between.

Rows follow the left text. A pair that stands in another order on the right is marked as moved; what only the right text has
stands where its neighbours are.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sayso.match.passages import Shared
from sayso.records.anchors import Span
from sayso.records.links import Likeness
from sayso.workspace.comparing import Aligned

_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the left text beside the one of the right text that has its words, or a stretch that only one of them has.

    Attributes:
        left, right: where it stands; None on the side that does not have it.
        likeness: how alike they are; None where only one has it.
        similarity: part of the words of both that are matched, in [0, 1]; 0 where only one has it.
        moved: whether it stands in another order on the right.
    """

    left: Span | None
    right: Span | None
    likeness: Likeness | None = None
    similarity: float = 0.0
    moved: bool = False


def rows_of(aligned: Aligned, left: str, right: str) -> tuple[Row, ...]:
    """The rows; together they hold every word of both texts once, and the pairs hold whole sentences where they can."""
    passages = _apart(aligned.passages)
    lefts = _whole([one.left for one in passages], aligned.left, left)
    rights = _whole([one.right for one in passages], aligned.right, right)
    staying = _in_order([span.start for span in rights])
    before: list[tuple[Span, Row]] = [(span, Row(span, None)) for span in _gaps(lefts, left)]
    for place, (one, a, b) in enumerate(zip(passages, lefts, rights, strict=True)):
        likeness = _likeness(one, left[slice(*a)], right[slice(*b)])
        before.append((a, Row(a, b, likeness, one.similarity, moved=place not in staying)))
    waiting = _gaps(rights, right)
    found: list[Row] = []
    for _, row in sorted(before, key=lambda pair: pair[0]):
        if row.right is not None and not row.moved:
            while waiting and waiting[0].start < row.right.start:
                found.append(Row(None, waiting.pop(0)))
        found.append(row)
    return (*found, *(Row(None, span) for span in waiting))


def _apart(passages: Iterable[Shared]) -> list[Shared]:
    """The passages by place on the left, without those that overlap a longer one on either side."""
    kept: list[Shared] = []
    for one in sorted(passages, key=lambda one: (one.left.start - one.left.end, one.left)):
        if not any(one.left.overlaps(other.left) or one.right.overlaps(other.right) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.left)


def _whole(spans: Sequence[Span], sentences: Sequence[Span], text: str) -> list[Span]:
    """The spans, which do not overlap, each grown to the ends of its sentences as far as its neighbours let it."""
    starts = [one.start for one in sentences]
    grown = list(spans)
    order = sorted(range(len(spans)), key=lambda place: spans[place])
    edge = 0
    for place, following in zip_longest(order, order[1:]):
        span, end = spans[place], len(text) if following is None else spans[following].start
        first = sentences[max(0, bisect_right(starts, span.start) - 1)]
        last = sentences[max(0, bisect_left(starts, span.end) - 1)]
        start = max(edge, min(span.start, first.start))
        edge = max(span.end, min(end, last.end))
        grown[place] = Span(start, start + len(text[start:edge].rstrip()))
    return grown


def _gaps(spans: Iterable[Span], text: str) -> list[Span]:
    """Stretches of the text outside the spans that hold a word, without white space at their ends."""
    found, at = [], 0
    for start, end in [*sorted(spans), Span(len(text), len(text))]:
        words = text[at:start]
        if _WORD.search(words):
            first = at + len(words) - len(words.lstrip())
            found.append(Span(first, first + len(words.strip())))
        at = max(at, end)
    return found


def _in_order(places: Sequence[int]) -> set[int]:
    """Numbers of the places that form the longest run in rising order (patience sorting)."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(heads[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        heads[pile : pile + 1] = [number]
    chosen, number = set(), heads[-1] if heads else -1
    while number >= 0:
        chosen.add(number)
        number = before[number]
    return chosen


def _likeness(passage: Shared, left: str, right: str) -> Likeness:
    """As the aligner says, but not the same words where the sentences around the passage differ."""
    grown = passage.likeness is Likeness.SAME and _WORDS.findall(left.casefold()) != _WORDS.findall(right.casefold())
    return Likeness.EDITED if grown else passage.likeness
