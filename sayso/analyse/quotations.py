"""Quotation marks: the quote form of a content, and where its borders lie.

Direct content stands without its outer marks; mixed content keeps them. Exact rules, so that no model decides them.
"""

import re
from collections.abc import Sequence

from sayso.analyse.words import CLOSING, OPENING, Quotation, Words
from sayso.records.anchors import Span
from sayso.records.statements import Quote

MARKS = OPENING + CLOSING + '"'
TWINS = ("''", "``")
BEFORE_CLOSING = re.compile(r"[.,!?…;:—\-\]'’]{1,3}?(?=''|``|[”»\"])")
COMPLEMENTISER = re.compile(r"(?:that|whether|if)\b[\s,]*", re.IGNORECASE)


def share_quoted(words: Words, spans: Sequence[Span]) -> tuple[int, int]:
    """(words of the spans inside quotation marks, words of the spans), marks and punctuation left out."""
    inside = total = 0
    for span in spans:
        for i in words.between(*span):
            if words.forms[i][0].isalnum():
                total += 1
                inside += int(words.quotation[i]) == 1
    return inside, total


def quote_form(words: Words, spans: Sequence[Span]) -> Quote:
    """INDIRECT when no word stands in quotation marks, DIRECT when all do and make a sentence of their own, else MIXED."""
    inside, total = share_quoted(words, spans)
    if not total or not inside:
        return Quote.INDIRECT
    return Quote.DIRECT if inside == total and any(_sentence_like(words.text, span) for span in spans) else Quote.MIXED


def _sentence_like(text: str, span: Span) -> bool:
    """Whether a quoted stretch stands as a sentence: a capital at its start, or a comma or colon before its opening mark."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    if text[start:end][:1].isupper() or text[start:end][:1].isdigit():
        return True
    before = text[max(start - 4, 0) : start].rstrip(MARKS + " [(…'‘").rstrip()
    return before.endswith((",", ":")) or text[end - 1 : end] in ("?", "!")


def trimmed(words: Words, spans: Sequence[Span]) -> list[Span]:
    """The spans with borders as the guide sets them; spans without a letter or digit are dropped."""
    form = quote_form(words, spans)
    out = []
    for span in spans:
        placed = _direct(words, span) if form is Quote.DIRECT else _indirect(words, span)
        if any(ch.isalnum() for ch in words.text[placed.start : placed.end]):
            out.append(placed)
    return out


def bare(text: str, start: int, end: int) -> Span:
    """The span without commas, colons or spaces at its ends, unless that is all it holds."""
    piece = text[start:end]
    if not any(ch.isalnum() for ch in piece):
        return Span(start, end)
    return Span(start + len(piece) - len(piece.lstrip(",;: ")), end - len(piece) + len(piece.rstrip(",;: ")))


def _direct(words: Words, span: Span) -> Span:
    """Without the marks at its ends; grown to the closing mark when only punctuation lies between."""
    text = words.text
    start, end = span
    while start < end and (text[start] in MARKS or text[start].isspace() or text[start : start + 2] in TWINS):
        start += 2 if text[start : start + 2] in TWINS else 1
    while end > start and (text[end - 1] in MARKS or text[end - 1].isspace() or text[end - 2 : end] in TWINS):
        end -= 2 if text[end - 2 : end] in TWINS else 1
    more = BEFORE_CLOSING.match(text, end)
    if more:
        end = more.end()
    return Span(start, end)


def _indirect(words: Words, span: Span) -> Span:
    """Without a leading complementiser, edge punctuation, or a mark whose partner stands outside."""
    text = words.text
    start, end = span
    if start and text[start - 1] in MARKS and text[start] not in MARKS and text[start - 1] not in CLOSING:
        mark = words.between(start - 1, start)[0]
        opens = words.quotation[mark] == Quotation.OPENS
        if opens if text[start - 1] == '"' else not _open_mark(text[start:end]):
            start -= 1
    found = COMPLEMENTISER.match(text, start, end)
    if found and found.group().lower().startswith("that") and found.end() < end:
        start = found.end()
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    stop = end
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ",;:."):
        stop -= 1
    if text[stop:end].startswith(".") and re.search(r"\b[A-Za-z](?:\.[A-Za-z])+$", text[max(start, stop - 8) : stop]):
        stop += 1  # the stop belongs to an abbreviation such as U.S.
    end = stop
    if end < len(text) and _open_mark(text[start:end]) and text[end : end + 2].strip(".,")[:1] in ("”", '"', "»"):
        end = text.index(text[end : end + 2].strip(".,")[0], end) + 1
    return Span(start, end)


def _open_mark(piece: str) -> bool:
    """Whether a quotation opens in the piece and does not close in it."""
    return piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1 or piece.count("«") > piece.count("»")
