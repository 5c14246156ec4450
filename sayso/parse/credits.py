"""Whose work it is: "Source: X", "(Reuters)", "first published by X", "with AFP", and datelines such as "PARIS (AFP) -"."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sayso.parse.lines import Line
from sayso.parse.vocabulary import AGENCIES
from sayso.records.anchors import Span
from sayso.records.documents import Credit

_AGENCY = "(?:" + "|".join(sorted((re.escape(name) for name in AGENCIES), key=len, reverse=True)) + ")"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PLACE = r"[A-ZÀ-Þ](?:[^\W\d_]|[ .'’/-]){1,40}(?:,\s[A-ZÀ-Þ](?:[^\W\d_]|[ .'’-]){1,30})?"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{_MONTH})"
_DATELINE = re.compile(
    # "PARIS, March 3 (AFP) -", "MOSCOW, May 3. /TASS/."
    rf"(?:(?:{_PLACE})?(?:,\s*)?{_DAY}?\.?\s*"
    rf"(?:\((?P<round>[A-Z][\w .&/-]{{1,38}})\)|/(?P<slash>{_AGENCY})/)\s*[.:]?\s*(?:[-–—]{{1,2}}|(?<=/\.)|(?<=/))\s*(?=\S)"
    # "PARIS, France - The ..."
    rf"|{_CAPITALS}(?:,\s[A-ZÀ-Þ](?:[^\W\d_]|[ .'’-]){{1,30}})?(?:,?\s{_DAY})?\s*[–—]\s*(?=[A-Z\"“‘']))"
)
_NAMED = re.compile(
    r"(?:(?:news\s+)?sources?|via|credits?|courtesy\s+of|courtesy|originally\s+from|reprinted\s+from|republished\s+from|syndicated\s+from)\s*"
    r"(?:[:\-–—]\s*|(?<=of)\s+|(?<=from)\s+)(?P<outlet>\S.{0,110})\Z",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:(?:this|the|a\s+version\s+of\s+this)\s+(?:article|story|piece|report|text|post|essay|analysis|column|commentary)\s+(?:was|has\s+been|is)?\s*)?"
    r"(?:(?:was|is)\s+)?(?:(?:first|originally|previously)\s+(?:published|appeared|posted|printed|released|ran)|(?:re)?published(?:\s+here)?\s+"
    r"(?:courtesy\s+of|with\s+(?:the\s+)?(?:kind\s+)?permission\s+(?:of|from))|republished\s+from|reprinted\s+(?:from|with\s+permission\s+(?:of|from)))"
    r"\s*(?:(?:by|in|on|at|from|here\s+by)\s+)?:?\s*(?P<outlet>(?:the\s+)?[A-Z0-9][^\n]{0,160})",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"[\s(\[–—-]*(?:with\s+(?P<work>(?:additional\s+)?(?:reporting|files|material|information|inputs?|contributions?)\s+(?:from|by)\s+)?)"
    r"(?P<outlet>(?:the\s+)?[A-Z][^\n]{0,80}?)[\s.)\]]*\Z",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"[\s(\[–—*-]*(?P<outlet>[A-Z][^\n]{1,80}?)\s+(?:also\s+)?contributed\s+to\s+this\s+(?:report|story|article)\b.{0,20}\Z"
)
_ALONE = re.compile(rf"[\s(\[–—*/-]*(?P<outlet>{_AGENCY}(?:\s?[/,&+-]\s?{_AGENCY}){{0,3}})[\s.)\]*/]*\Z")
_AT_END = re.compile(rf"(?:[–—]\s?|\(|\[|/)(?:with\s+)?(?P<outlet>{_AGENCY}(?:\s?[/,&]\s?{_AGENCY}){{0,3}})[)\]/]?\s*\Z")
_OUTLET_END = re.compile(
    r"\s+(?:under|with|on\s+\d|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\s+[A-Z][a-z]+\s\d|and\s+(?:is|was|has)|as\s+part|at\s+https?:|in\s+\d{4}"
    r"|in\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|here\b|\()|[.!](?:\s|\Z)|;|\s[–—|]\s|,\s+(?:where|which|a|an|on|in|under|and)\s"
)
_LICENCE = re.compile(r"CC[ -]|CC0|Creative Commons|public domain|GFDL", re.IGNORECASE)
_WORD_END = re.compile(r"\s*(?:[,/;&+]|\band\b)\s*")
LONGEST = 220


class CreditsFound(NamedTuple):
    """Credits in order of place; whole lines that are nothing but a credit; datelines that open a paragraph."""

    credits: tuple[Credit, ...]
    lines: tuple[Span, ...]
    datelines: tuple[Span, ...]


def credits_of(lines: tuple[Line, ...]) -> CreditsFound:
    """Every credit of the text.

    Lines that are nothing but a credit are looked for among the first six and the last eight lines, datelines in the first six,
    an agency's name in brackets or after a dash at the end of any line.
    """
    found: list[Credit] = []
    whole: list[Span] = []
    datelines: list[Span] = []
    last = len(lines) - 8
    for number, line in enumerate(lines):
        if number < 6:
            opening = _dateline(line)
            if opening:
                datelines.append(opening[0])
                found.extend(opening[1])
                continue
        if (number < 6 or number >= last) and len(line.text) <= LONGEST:
            credits = _credit_line(line)
            if credits:
                whole.append(line.span)
                found.extend(credits)
                continue
        if line.text[-1] in ")]/" or "—" in line.text[-24:] or "–" in line.text[-24:]:
            found.extend(_at_end(line))
    return CreditsFound(tuple(sorted(found, key=lambda credit: credit.start)), tuple(whole), tuple(datelines))


def _dateline(line: Line) -> tuple[Span, list[Credit]] | None:
    match = _DATELINE.match(line.text)
    if match is None or match.end() == len(line.text):
        return None
    words = match[0].rstrip()
    # "Jane Roe (Greens) - ..." opens with a person and a party, not with a place and an agency.
    if (
        match["round"]
        and match["round"] not in AGENCIES
        and not match[0][: match.start("round")].split(",")[0].strip(" (").isupper()
    ):
        return None
    credits = []
    group = "round" if match["round"] else "slash"
    if match[group]:
        start, end = line.start + match.start(group) - 1, line.start + match.end(group) + 1
        credits.append(Credit(line.text[start - line.start : end - line.start], match[group], start, end))
    return Span(line.start, line.start + len(words)), credits


def _credit_line(line: Line) -> list[Credit]:
    for pattern, most_words in ((_NAMED, 9), (_FIRST, 25), (_CONTRIBUTED, 12), (_WITH, 8), (_ALONE, 8)):
        match = pattern.match(line.text)
        if match is None:
            continue
        names = _outlets(match["outlet"], several=pattern is not _FIRST)
        if pattern is _WITH and not match["work"] and not all(name in AGENCIES for name in names):
            continue
        if names and len(match["outlet"].split()) <= most_words and all(_is_outlet(name) for name in names):
            return [Credit(line.text, name, line.start, line.end) for name in names]
    return []


def _at_end(line: Line) -> list[Credit]:
    match = _AT_END.search(line.text, max(0, len(line.text) - 60))
    # In the middle of a sentence the brackets hold an abbreviation: "the Palestinian Authority (PA)".
    if match is None or not line.text[: match.start()].rstrip().endswith((".", "!", "?", '"', "”", "’", "'")):
        return []
    start, end = line.start + match.start(), line.start + match.end()
    return [Credit(match[0].strip(), name, start, end) for name in _outlets(match["outlet"], several=True)]


def _outlets(words: str, *, several: bool) -> list[str]:
    words = words.strip().removesuffix(".")
    address = re.search(r"https?://\S+|www\.\S+", words)
    if address and address.start() == 0:
        host = urlsplit(address[0] if "://" in address[0] else f"//{address[0]}").hostname or ""
        return [host.removeprefix("www.")] if host else []
    ended = _OUTLET_END.search(words)
    words = (words[: ended.start()] if ended else words).strip(" ,.:;()[]*_")
    if not several:
        return [words] if words else []
    parts = [part.strip(" ()[]") for part in _WORD_END.split(words)]
    parts = [part for part in parts if part and not _LICENCE.match(part)]
    if len(parts) == 1:
        return parts
    # "Smith and Sons Weekly" is one outlet; "AFP and Reuters" are two: split only where each part can stand alone.
    if len(parts) > 1 and (all(part in AGENCIES for part in parts) or "," in words):
        return parts
    return [words] if words else []


def _is_outlet(words: str) -> bool:
    first = words.removeprefix("the ").removeprefix("The ")
    return (
        bool(first)
        and (first[0].isupper() or first[0].isdigit() or first in AGENCIES or "." in first)
        and len(words.split()) <= 8
    )
