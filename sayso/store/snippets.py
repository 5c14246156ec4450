"""The stretch of a text that shows best why it was found, and where in it the words stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sayso.records.anchors import Span, Spans
from sayso.store.terms import All, Either, Node, Words
from sayso.store.words import folded, places

WIDTH = 240  # characters
_LEAD = WIDTH // 5  # of them before the first word that was found
_MOST_MARKS = 500  # looked at in one text
_MOST_NEAR = 50  # looked at after one of them
_BREAKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text.

    Attributes:
        text: its characters, line ends as spaces.
        marks: the words that were looked for, in order, in code points of `text`.
        start: where it begins in the whole text.
        more_before, more_after: whether there is more text on that side.
    """

    text: str
    marks: Spans
    start: int
    more_before: bool
    more_after: bool


def pattern_of(root: Node, *fields: str | None) -> re.Pattern[str] | None:
    """What finds the words of a query in a folded text, or None when it has none; `fields` are those whose words count."""
    wanted = {_pattern(words) for words in words_in(root) if words.field in fields}
    if not wanted:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(wanted, key=len, reverse=True))})(?![^\W_])")


def words_in(node: Node) -> Iterator[Words]:
    """The words that are looked for; those after NOT are not."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from words_in(part)


def marks_in(text: str, pattern: re.Pattern[str] | None) -> Spans:
    """Where a pattern finds something in a text, in order; the first 500 places at most."""
    if pattern is None:
        return ()
    place = places(text)
    found = islice(pattern.finditer(folded(text)), _MOST_MARKS)
    return tuple(Span(place[match.start()], place[match.end()]) for match in found)


def snippet(text: str, pattern: re.Pattern[str] | None, *, otherwise: int = 0, whole: int = WIDTH) -> Snippet:
    """The stretch with most of the different words that are looked for, the first of its kind.

    Args:
        otherwise: where it begins when there is nothing to mark.
        whole: a text of up to so many characters is not cut.
    """
    marks = marks_in(text, pattern)
    if len(text) <= whole:
        start, end = 0, len(text)
    else:
        start, end = _window(text, marks, otherwise)
    inside = tuple(Span(a - start, b - start) for a, b in marks if start <= a and b <= end)
    return Snippet(_BREAKS.sub(" ", text[start:end]), inside, start, start > 0, end < len(text))


def _window(text: str, marks: Spans, otherwise: int) -> tuple[int, int]:
    first = _best(text, marks) if marks else Span(otherwise, otherwise)
    start = max(0, min(first.start - _LEAD if marks else otherwise, len(text) - WIDTH))
    if start:
        space = _BREAKS.search(text, start, first.start)
        start = space.end() if space else start
    end = min(len(text), max(start + WIDTH, first.end))
    if end < len(text):
        spaces = [space.start() for space in _BREAKS.finditer(text, first.end, end)]
        end = spaces[-1] if spaces else end
    return start, end


def _best(text: str, marks: Spans) -> Span:
    """The first of the marks after which the most different words stand close by."""
    forms = [folded(text[start:end]) for start, end in marks]

    def near(index: int) -> int:
        reach = marks[index].start + WIDTH - _LEAD
        following = slice(index, index + _MOST_NEAR)
        return len({form for form, mark in zip(forms[following], marks[following], strict=True) if mark.end <= reach})

    return marks[max(range(len(marks)), key=near)]


def _pattern(words: Words) -> str:
    return r"[\W_]+".join(map(re.escape, words.words)) + (r"[^\W_]*" if words.prefix else "")
