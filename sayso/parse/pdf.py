"""PDF with a text layer: lines put together into paragraphs, broken words joined, running heads and feet set apart.

A page is a list of lines with places. What recurs at the top or foot of pages is taken out of the run of the text and put once
at its end, as boilerplate, so that a sentence that crosses a page stays whole.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.dates import iso_of
from sayso.parse.draft import Draft
from sayso.parse.limits import Limits
from sayso.records.anchors import Span
from sayso.records.documents import Author, DateMention

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*\Z", re.IGNORECASE)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
# A line so much larger than most is a heading.
HEADING = 1.15
_HYPHENS = "-\u00ad\u2010\ufffe\x02"
_ENDS = (".", "!", "?", ":", '."', ".”", ".’", "?”", "!”", ")", "”", '"')


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page; places in points, y upwards from the foot of the page."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int


def parse_pdf(data: bytes, *, limits: Limits) -> Draft:
    """The text of a PDF.

    Raises:
        ParseFailed: it is protected, damaged, or holds pictures of text only.
        LimitExceeded: it has more pages than any article.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if "password" in str(exc).lower():
            raise ParseFailed(
                "the PDF is protected by a password.", hint="Open it, save a copy without the password and read that."
            ) from exc
        raise ParseFailed(
            "the PDF is damaged or cut off.", hint="Fetch it again, or open it in a viewer and print it to a new PDF."
        ) from exc
    try:
        if len(pdf) > limits.pages:
            raise LimitExceeded(
                f"the PDF has {len(pdf):,} pages; at most {limits.pages:,} are read.",
                hint="Save the pages of the article alone.",
            )
        pages = [_lines(pdf, number) for number in range(len(pdf))]
        meta = pdf.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as exc:
        raise ParseFailed(
            "the PDF is damaged or cut off.", hint="Fetch it again, or open it in a viewer and print it to a new PDF."
        ) from exc
    finally:
        pdf.close()
    if not any(pages):
        raise ParseFailed(
            "the PDF has no text layer; it holds pictures of pages.",
            hint="Run text recognition over it first (ocrmypdf, for example).",
        )
    return _draft(pages, meta)


def _lines(pdf: Any, number: int) -> list[_Line]:
    from pypdfium2 import raw

    page = pdf[number]
    text_page = page.get_textpage()
    try:
        found: list[_Line] = []
        place = 0
        for raw_line in text_page.get_text_range().replace("\r\n", "\n ").split("\n"):
            words = raw_line.removeprefix(" ") if place else raw_line
            start = place + (1 if place else 0)
            place += len(raw_line) + 1
            stripped = words.strip()
            if not stripped:
                continue
            first = start + words.index(stripped[0])
            last = first + len(stripped) - 1
            try:
                left, bottom, _, top = text_page.get_charbox(first, loose=True)
                _, _, right, _ = text_page.get_charbox(last, loose=True)
            except Exception:  # noqa: BLE001 - a glyph without a place: the line follows the one before
                left = bottom = right = top = 0.0
            size = float(raw.FPDFText_GetFontSize(text_page.raw, first)) or (top - bottom)
            found.append(_Line(stripped, left, right, top, bottom, max(size, top - bottom), number))
        return found
    finally:
        text_page.close()
        page.close()


def _draft(pages: list[list[_Line]], meta: dict[str, str]) -> Draft:
    running = _running(pages)
    apart = frozenset(running)
    body = [line for page in pages for line in page if line not in apart]
    size = median(line.size for line in body) if body else 0.0
    paragraphs = _paragraphs(body, size=size)
    parts: list[str] = []
    headings: list[Span] = []
    boilerplate: list[Span] = []
    title: str | None = None
    place = 0
    for paragraph in paragraphs:
        words = _joined([line.words for line in paragraph])
        span = Span(place, place + len(words))
        if size and paragraph[0].size > HEADING * size and len(words) < 200:
            headings.append(span)
            if title is None and paragraph[0].page == 0:
                title = words
        parts.append(words)
        place = span.end + 1
    for words in dict.fromkeys(line.words for line in running):
        boilerplate.append(Span(place, place + len(words)))
        parts.append(words)
        place += len(words) + 1
    written = (
        iso_of("-".join(part or "01" for part in found.groups()))
        if (found := _DATE.match(meta.get("CreationDate", "")))
        else None
    )
    name = meta.get("Author", "").strip()
    declared = meta.get("Title", "").strip()
    # Word processors write the file's name as the title.
    trusted = (
        declared
        if declared and not re.search(r"\.\w{2,5}\Z|\A(?:untitled|microsoft word|document)", declared, re.IGNORECASE)
        else None
    )
    return Draft(
        "\n".join(parts),
        title=title or trusted,
        file_authors=(Author(name),)
        if len(name.split()) >= 2 and name.lower() not in ("(anonymous)", "unknown author")
        else (),
        # When the file was made need not be when the article appeared: "event" keeps it from passing for that.
        dates=(DateMention(written, "event", "PDF creation date"),) if written else (),
        headings=tuple(headings),
        boilerplate=tuple(boilerplate),
    )


def _running(pages: list[list[_Line]]) -> list[_Line]:
    """Page numbers, and lines among the first and last two of a page that recur, numbers aside, on half of the pages."""
    filled = [page for page in pages if page]
    edges = [dict.fromkeys((*page[:2], *page[-2:])) for page in filled]
    shapes = Counter(shape for edge in edges for shape in {_shape(line) for line in edge})
    often = max(2, (len(filled) + 1) // 2)
    found = []
    for page, edge in zip(filled, edges, strict=True):
        for line in edge:
            recurs = len(filled) >= 2 and shapes[_shape(line)] >= often and len(page) > 2
            if recurs or (len(page) > 2 and line in (page[0], page[-1]) and _PAGE_NUMBER.match(line.words)):
                found.append(line)
    return found


def _shape(line: _Line) -> str:
    return f"{_DIGITS.sub('#', line.words)} at {line.bottom:.0f}"


def _paragraphs(lines: list[_Line], *, size: float) -> list[list[_Line]]:
    steps = [above.bottom - line.bottom for above, line in itertools.pairwise(lines) if 0 < above.bottom - line.bottom < 60]
    step = median(steps) if steps else 12.0
    rights = sorted(line.right for line in lines)
    edge = rights[int(len(rights) * 0.8)] if rights else 0.0
    lefts = Counter(round(line.left) for line in lines)
    margin = lefts.most_common(1)[0][0] if lefts else 0
    paragraphs: list[list[_Line]] = []
    for line in lines:
        # Lines of a title stand further apart, for they are taller.
        usual = step if line.size <= HEADING * size else 1.25 * line.size
        if paragraphs and not _starts_anew(paragraphs[-1][-1], line, step=usual, edge=edge, margin=margin):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _starts_anew(above: _Line, line: _Line, *, step: float, edge: float, margin: float) -> bool:
    gap = above.bottom - line.bottom
    if abs(line.size - above.size) > 0.12 * max(line.size, above.size, 1.0):
        return True
    ended = above.words.endswith(_ENDS)
    if above.page != line.page or gap < -step:
        # A new page or column: the paragraph goes on unless it had ended.
        return (
            ended
            and not line.words[:1].islower()
            and (above.right < edge - 3 * above.size or not above.words.endswith((",", ";")))
        )
    if gap > 1.4 * step:
        return True
    short = above.right < edge - max(30.0, 3 * above.size)
    indented = line.left > above.left + 6 and line.left > margin + 6 and above.left <= margin + 6
    return (short and ended) or (indented and ended) or line.words[:1] in "•▪◦"


def _joined(lines: list[str]) -> str:
    out = lines[0]
    for line in lines[1:]:
        if out[-1] in _HYPHENS and len(out) > 1 and out[-2].isalpha() and line[:1].islower():
            # A hyphen at a line's end is the printer's, unless the word has one already ("state-of-the-").
            word = out.rsplit(" ", 1)[-1]
            keep = out[-1] == "-" and "-" in word[:-1]
            out = (out if keep else out[:-1]) + line
        else:
            out = f"{out} {line}" if out[-1] not in "—–" else out + line
    return out.replace("\ufffe", "").replace("\x02", "").replace("\u00ad", "")
