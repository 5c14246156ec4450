"""A page as a reader sees it: its lines in order, and among them the dated ones by the headline."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.parse.dates import dated_line, is_clock, iso_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BREAKS = frozenset(
    """
    address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()
)
_UNSEEN = frozenset("head noscript option script select style svg template textarea title".split())
_HEADS = ("h1", "h2", "h3", "h4", "h5")
# Parts of a page whose times are those of something else.
_ASIDE = re.compile(r"comment|repl(?:y|ies)|related|sidebar|widget|embed|tweet|instagram|recommend|teaser", re.IGNORECASE)
# Lines that hold the date of something else: a picture, a post that is quoted, a comment, an event, a span of time.
_OTHER_DATE = re.compile(
    r"\(@|©|\b(?:photo|image|picture|credit|getty|copyright|foto|bild|says|said|wrote|(?<!leave a )reply|sagt|schrieb"
    r"|antwort(?:en)?|until|till|through|from|begin[ns]?|starts?|ends?|ende|when|wann|bis|depuis|jusqu|hasta)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NO_LETTER = re.compile(r"[\W_]+")
# How many lines count as by the headline: after it, after it with entries of lists that hold no digit, and before it.
AFTER, FURTHEST, BEFORE = 12, 40, 2
PARAGRAPH = 160
LONGEST_LABEL = 30
SHORTEST_HEADLINE, LONGEST_HEADLINE = 6, 300


class PageLine(NamedTuple):
    """One line: the block it stands in, its words with white space collapsed, and times of the article as (ISO value, kind)."""

    tag: str
    words: str
    times: tuple[tuple[str, str], ...] = ()


def page_lines(tree: "HtmlElement") -> list[PageLine]:
    """The lines of a page, in order; scripts, styles and the head are left out, and words of different elements kept apart."""
    from lxml import etree

    lines: list[PageLine] = []
    words: list[str] = []
    times: list[tuple[str, str]] = []
    blocks = ["body"]

    def end_line() -> None:
        if not words and not times:
            return
        said = " ".join("".join(words).split())
        if said or times:
            lines.append(PageLine(blocks[-1], said, tuple(times)))
        words.clear()
        times.clear()

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if element.tag in _BREAKS:
                end_line()
                blocks.append(element.tag)
            elif element.tag == "time":
                times += _times(element)
            if element.text:
                words += (" ", element.text)
            continue
        if event == "end" and element.tag in _BREAKS:
            end_line()
            blocks.pop()
        if element.tail:
            words += (" ", element.tail)
    end_line()
    return lines


def by_the_headline(lines: Sequence[PageLine], title: str | None) -> list[PageLine]:
    """Dated short lines by the headline: those up to the article's second paragraph, nearest first, then those before it.

    Args:
        lines: the page.
        title: the headline, if known; else the only first heading is taken for it.
    """
    for place in _headlines(lines, title):
        near: list[PageLine] = []
        paragraphs = 0
        after = lines[place + 1 : place + 1 + FURTHEST]
        after = [line for line in after if line.tag != "li" or line.times or _DIGIT.search(line.words)]
        for line in _joined(after[:AFTER]):
            if len(line.words) <= PARAGRAPH:
                near.append(line)
            elif paragraphs:
                break
            else:
                paragraphs = 1
        near += reversed(lines[max(0, place - BEFORE) : place])
        near = [line for line in near if not _OTHER_DATE.search(line.words) and (line.times or dated_line(line.words))]
        if near:
            return near
    return []


def _headlines(lines: Sequence[PageLine], title: str | None) -> list[int]:
    """Places of lines that are the headline, the likeliest first."""
    wanted = _letters(title or "")
    same: list[tuple[int, int, int]] = []
    for place, line in enumerate(lines):
        if len(line.words) > LONGEST_HEADLINE:
            continue
        words = _letters(line.words)
        rank = _HEADS.index(line.tag) if line.tag in _HEADS else len(_HEADS)
        shared = len(words) if words in wanted else _beginning(words, wanted)
        if shared >= SHORTEST_HEADLINE and (words == wanted or (rank < len(_HEADS) and shared >= 0.6 * len(words))):
            same.append((-shared, rank, place))
    if same:
        longest = min(same)[0]
        return [place for shared, _, place in sorted(same) if shared <= 0.6 * longest][:4]
    heads = [place for place, line in enumerate(lines) if line.tag == "h1"]
    return heads if len(heads) == 1 else []


def _joined(lines: Iterable[PageLine]) -> list[PageLine]:
    """The lines, a time of day that stands alone joined to the line before it, and a line to the "Published:" before it."""
    joined: list[PageLine] = []
    for line in lines:
        if joined and (is_clock(line.words) or (joined[-1].words.endswith(":") and len(joined[-1].words) <= LONGEST_LABEL)):
            words = f"{joined[-1].words} {line.words}".strip()
            joined[-1] = PageLine(line.tag, words, (*joined[-1].times, *line.times))
        else:
            joined.append(line)
    return joined


def _times(element: "HtmlElement") -> list[tuple[str, str]]:
    """What a <time> element of the article gives; nothing for one of a comment, a teaser or a quoted post."""
    value = iso_of(element.get("datetime") or "")
    around = (one for one in element.iterancestors() if one.tag not in ("html", "body", "main", "article"))
    if value is None or any(_ASIDE.search(f"{one.get('class')} {one.get('id')}") for one in around):
        return []
    marks = f"{element.get('class')} {element.get('itemprop')}".lower()
    return [(value, "updated" if "updat" in marks or "modif" in marks else "published")]


def _beginning(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", words).casefold()
