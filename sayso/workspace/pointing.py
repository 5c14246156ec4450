"""What people write about a statement, as fields: FIELD=VALUE arguments, and places given by their words or by numbers."""

import re
from collections.abc import Iterable
from typing import Any

from sayso.errors import SettingInvalid, UsageError
from sayso.records.anchors import Span
from sayso.records.reviews import FIELDS, SPAN_FIELDS, pairs
from sayso.records.statements import Statement

AROUND = 25  # characters shown around a place
MOST = 5  # places listed
PLACES = re.compile(r"\d+-\d+(?:,\d+-\d+)*")
# Signs that are one when words are looked for: nobody should have to type what a printer set.
ALIKE = ("'’‘ʼ", '"“”„«»', "-‐‑–—")


def changes_of(values: Iterable[str], *, text: str, near: Span | None) -> dict[str, Any]:
    """Fields as JSON data, from FIELD=VALUE arguments; a field of places may be given several times.

    Args:
        text: of the article, for places given by their words.
        near: what words that stand in several places are to be nearest to; None when they must stand in one.

    Raises:
        UsageError: an argument is none, or a field is given twice.
        SettingInvalid: there is no such field, or words stand nowhere or in several places.
    """
    given: dict[str, list[str]] = {}
    for value in values:
        name, equals, written = value.partition("=")
        if not equals:
            raise UsageError("it is not of the form FIELD=VALUE.", value, f"Fields: {', '.join(FIELDS)}.")
        given.setdefault(name.strip(), []).append(written.strip())
    changes: dict[str, Any] = {}
    for name, written_ones in given.items():
        if name in SPAN_FIELDS:
            spans = [span for written in written_ones if written for span in places_of(name, written, text=text, near=near)]
            changes[name] = pairs(tuple(spans if name == "relays" else sorted(spans)))
        elif len(written_ones) > 1:
            raise UsageError("it is given more than once.", name, "Only places can be: content, cue, source, relays, target.")
        else:
            changes[name] = _data(name, written_ones[0])
    return changes


def _data(name: str, written: str) -> object:
    if name == "denies":
        return [part.strip() for part in written.split(",") if part.strip()]
    if name == "source_named":
        said = {"yes": True, "true": True, "no": False, "false": False}.get(written.casefold())
        if said is None:
            raise SettingInvalid(f"{written!r} is not possible.", name, "Give yes or no.")
        return said
    return (written or None) if name in ("parent", "source_resolved") else written


def places_of(name: str, written: str, *, text: str, near: Span | None = None) -> list[Span]:
    """The places that are written as words of the text, or as START-END[,START-END].

    Args and errors as for `pointed`; places given by numbers may lie outside the text.
    """
    if PLACES.fullmatch(written):
        return [Span(*map(int, place.split("-"))) for place in written.split(",")]
    words = written[1:-1] if len(written) > 2 and written[0] == written[-1] == '"' else written
    return [pointed(name, words, text=text, near=near)]


def pointed(name: str, words: str, *, text: str, near: Span | None = None) -> Span:
    """The one place of these words in the text, or the one nearest to `near`.

    Args:
        name: the field that they are for; messages name it.
        words: as written; white space and forms of quotation marks, apostrophes and dashes need not be the same.

    Raises:
        SettingInvalid: they stand nowhere, or in several places that are equally near; the hint lists them.
    """
    loose = r"\s+".join("".join(map(_alike, word)) for word in words.split())
    edges = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    found = [Span(*match.span()) for match in re.finditer(loose.join(edges), text)] if loose else []
    if not found:
        raise SettingInvalid(f"the words {words!r} do not stand in the article.", name, "Give them as written, or START-END.")
    least = min(_distance(span, near) for span in found)
    nearest = [span for span in found if _distance(span, near) == least]
    if len(nearest) > 1:
        listed = "; ".join(f"{s}-{e} ({' '.join(text[max(0, s - AROUND) : e + AROUND].split())})" for s, e in nearest[:MOST])
        more = "; ..." if len(nearest) > MOST else ""
        raise SettingInvalid(f"the words {words!r} stand in {len(nearest)} places.", name, f"Give one of them: {listed}{more}.")
    return nearest[0]


def _alike(sign: str) -> str:
    return next((f"[{re.escape(signs)}]" for signs in ALIKE if sign in signs), re.escape(sign))


def _distance(span: Span, near: Span | None) -> int:
    return max(0, near.start - span.end, span.start - near.end) if near else 0


def extent(statement: Statement) -> Span:
    """From the first to the last character of content, cue and source."""
    spans = (*statement.content, *statement.cue, *statement.source)
    return Span(min(span.start for span in spans), max(span.end for span in spans))
