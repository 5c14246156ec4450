"""Plain text, kept as it is, and Markdown, whose marks are taken away: both are cheap and safe to read in this process."""

import re

from sayso.parse.dates import iso_of
from sayso.parse.draft import Draft
from sayso.parse.given import given_byline
from sayso.parse.lines import lines_of
from sayso.records.anchors import Span, Spans
from sayso.records.documents import DateMention, Link

_ENDS = frozenset(".!?,;:…\"”’')]»-–—")
_LONG = 140
_SHORT = 90


def parse_plain(text: str) -> Draft:
    """The text unchanged, with lines that look like a title or subheadings marked."""
    headings, title = layout_headings(text)
    return Draft(text, title=title, headings=headings)


def layout_headings(text: str) -> tuple[Spans, str | None]:
    """Lines that stand alone, short and without a full stop, before long paragraphs; the first line of all is the title.

    Texts whose lines are all short (broken at a fixed width, or verse) have none.
    """
    lines = lines_of(text)
    found: list[Span] = []
    title = None
    for number, line in enumerate(lines[:-1]):
        if len(line.text) > (_SHORT if number else 160) or line.text[-1] in _ENDS or not _opens_like_heading(line.text):
            continue
        following = lines[number + 1]
        if number == 0:
            if (len(following.text) >= _LONG or "\n\n" in text[line.end : following.start]) and 3 <= len(
                line.text.split()
            ) <= 25:
                title = line.text
                found.append(line.span)
        elif line.text[0].isalnum() and len(following.text) >= _LONG and len(lines[number - 1].text) >= _LONG:
            found.append(line.span)
    return tuple(found), title


def _opens_like_heading(words: str) -> bool:
    first = words.lstrip("\"“‘'")
    return (
        bool(first)
        and (first[0].isupper() or first[0].isdigit())
        and not any(char.isdigit() for char in first[-4:])
        and "@" not in words
    )


_FRONT = re.compile(r"\A---[ \t]*\n(?P<body>(?:[^\n]{0,2000}\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z_]{2,20})\s*:\s*(.{1,500})\Z")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_BULLET = re.compile(r"[ \t]{0,12}(?:[-*+]|\d{1,3}[.)])[ \t]+")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_INLINE = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,500}\")?\)"
    r"|\[(?P<anchor>[^\[\]\n]{1,500})\]\(<?(?P<href>[^()\s>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s>]{0,500})?)>?(?:\s[\"'][^\"'\n]{0,500}[\"'])?\)"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|\\(?P<plain>[\\`*_{}\[\]()#+.!>-])"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|~~)"
)


def parse_markdown(source: str) -> Draft:
    """The article without its marks: one line a paragraph, headings and links with their places, fields of the front matter."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(source)
    fields = dict(_fields(front["body"])) if front else {}
    out = _Lines()
    paragraph: list[str] = []
    fenced = False
    for raw in source[front.end() if front else 0 :].split("\n"):
        line = raw.strip()
        if _FENCE.match(raw):
            fenced = not fenced
            continue
        heading = _HEADING.match(line)
        if not line or heading or (paragraph and _UNDERLINE.match(line)) or _BULLET.match(raw) or line in ("***", "---", "___"):
            if paragraph:
                out.add(" ".join(paragraph), heading=bool(line and _UNDERLINE.match(line)))
            paragraph = []
            if heading:
                out.add(heading[2], heading=True)
            elif line and _BULLET.match(raw):
                paragraph = [raw[_BULLET.match(raw).end() :].strip()]  # type: ignore[union-attr]
            continue
        paragraph.append(line.lstrip(">").lstrip() if not fenced else line)
    if paragraph:
        out.add(" ".join(paragraph), heading=False)
    title = fields.get("title") or (out.words(out.headings[0]) if out.headings else None)
    published = iso_of(fields.get("date", ""))
    return Draft(
        out.text,
        title=title,
        outlet=fields.get("outlet") or fields.get("source"),
        url=fields.get("url"),
        byline=given_byline(fields.get("author", "")),
        dates=(DateMention(published, "published", "front matter date"),) if published else (),
        links=tuple(out.links),
        headings=tuple(out.headings),
        boilerplate=tuple(out.captions),
    )


def _fields(body: str) -> list[tuple[str, str]]:
    found = (_FIELD.match(line.strip()) for line in body.split("\n"))
    return [(match[1].lower(), match[2].strip().strip("\"'")) for match in found if match]


class _Lines:
    """Text as it grows line by line, with the places of what was marked in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.links: list[Link] = []
        self.headings: list[Span] = []
        self.captions: list[Span] = []

    @property
    def text(self) -> str:
        return "".join(self._parts).removesuffix("\n")

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def add(self, marked: str, *, heading: bool) -> None:
        start = self._length
        place = 0
        only_picture = True
        for match in _INLINE.finditer(marked):
            self._put(marked[place : match.start()])
            only_picture &= not marked[place : match.start()].strip() and match["alt"] is not None
            place = match.end()
            words = match["alt"] or match["anchor"] or match["auto"] or match["plain"] or ""
            words = words.replace("**", "").replace("*", "") if match["anchor"] else words
            href = match["href"] or match["auto"]
            if href and words:
                self.links.append(Link(words, href, self._length, self._length + len(words)))
            self._put(words)
        self._put(marked[place:])
        if self._length == start:
            return
        span = Span(start, self._length)
        if only_picture and not marked[place:].strip():
            self.captions.append(span)
        elif heading:
            self.headings.append(span)
        self._put("\n")

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
