"""The language of searches: what a person types, understood as a Query. Pure: it knows no database.

    either   all ("OR" all)*
    all      item (["AND"] item)*
    item     ("NOT" | "-") item | "(" either ")" | text | field ":" text
    text     word | word "*" | quotation mark, words, quotation mark

Everything else that can be typed is plain text: signs, invisible characters and the operators of a database mean nothing here.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.errors import QueryInvalid
from sayso.store.terms import FIELDS, All, Dated, Either, Field, Grouped, Label, Node, Not, Takes, Words
from sayso.store.words import words_of

LONGEST = 2_000  # characters
MOST_TERMS = 32
MOST_LEVELS = 8  # of brackets and NOTs
LEAST_PREFIX = 3  # characters before a star


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood.

    Attributes:
        text: as typed.
        root: what is looked for.
        every_version: whether older versions of articles are meant too.
        notices: what was left out or may have been meant otherwise, in plain sentences.
    """

    text: str
    root: Node
    every_version: bool = False
    notices: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """The search that a text means.

    Raises:
        QueryInvalid: it cannot be understood, or asks for too much; the message says why, `place` where.
    """
    if len(text) > LONGEST:
        raise QueryInvalid(f"A search may have {LONGEST:,} characters; this one has {len(text):,}.", place=LONGEST)
    return _Parser(text).query()


_QUOTES = '"“”„‟«»＂'
_LEXEME = re.compile(
    r"\s+|(?P<sign>[()]|(?<![^\s(])[-−](?=[^\s)]))"
    rf"|(?P<phrase>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?)|(?P<word>[^\s(){_QUOTES}]+)"
)
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_ALSO = {"organization": "organisation"}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_SHOWN = 30  # characters of what was typed, in a message


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """A piece of the query: "sign" (bracket, minus, operator), "field" with its colon, "word", "phrase", or "end"."""

    kind: str
    text: str
    start: int
    end: int


def _lexemes(text: str) -> Iterator[_Lexeme]:
    for found in _LEXEME.finditer(text):
        kind, start, end = found.lastgroup, *found.span()
        field = _FIELD.match(found[0]) if kind == "word" else None
        if field and field[1].lower() in FIELDS:
            value = start + field.end()
            yield _Lexeme("field", field[1].lower(), start, value)
            start = value
        elif found[0] in _OPERATORS:
            kind = "sign"
        if kind and start < end:
            yield _Lexeme(kind, text[start:end], start, end)
    yield _Lexeme("end", "", len(text), len(text))


class _Parser:
    """Reads one query from left to right. A part of which nothing is left to look for is None."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lexemes = tuple(_lexemes(text))
        self._at = 0
        self._terms = 0
        self._level = 0
        self._every_version = False
        self._notices: dict[str, None] = {}  # in order, each once

    def query(self) -> Query:
        self._check()
        root = self._either() if self._next.kind != "end" else None
        if self._next.kind != "end":
            raise _fault("This bracket closes nothing.", self._next)
        if root is None and not self._every_version:
            hint = " ".join((*self._notices, "Write a word, or a filter such as outlet:reuters."))
            raise QueryInvalid("There is nothing to look for.", hint=hint, place=0)
        return Query(self._text, root or All(()), self._every_version, tuple(self._notices))

    def _check(self) -> None:
        """Look for quotation marks that are not closed, and for words that may be filters, misspelt."""
        before = self._lexemes[0]
        for lexeme in self._lexemes:
            if lexeme.kind == "phrase" and (len(lexeme.text) == 1 or lexeme.text[-1] not in _QUOTES):
                raise _fault("This quotation mark is not closed.", lexeme)
            found = _FIELD.match(lexeme.text) if lexeme.kind == "word" and before.kind != "field" else None
            if found:
                name = _short(found[0])
                near = _near(found[1].lower(), FIELDS)
                if near:
                    hint = f"Did you mean {near}:? To search for it as text, put it into quotation marks."
                    raise _fault(f"There is no filter “{name}”.", lexeme, hint)
                self._notice(f"“{name}” is no filter, so it was searched as text. Filters: {', '.join(FIELDS)}.")
            before = lexeme

    @property
    def _next(self) -> _Lexeme:
        return self._lexemes[self._at]

    def _comes(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _either(self) -> Node | None:
        parts = [self._all()]
        while self._comes("OR"):
            self._at += 1
            parts.append(self._all())
        return _joined(Either, parts)

    def _all(self) -> Node | None:
        parts = [self._item()]
        while self._next.kind != "end" and not self._comes("OR", ")"):
            self._at += self._comes("AND")
            parts.append(self._item())
        return _joined(All, parts)

    def _item(self) -> Node | None:
        lexeme = self._next
        if lexeme.kind == "end" or self._comes("AND", "OR", ")"):
            hint = "AND and OR stand between two of them, NOT stands before one."
            raise _fault("A word or a filter is missing here.", lexeme, hint)
        self._at += 1
        if lexeme.kind == "sign":
            return self._deeper(lexeme)
        if lexeme.kind == "field":
            return self._filter(lexeme, FIELDS[lexeme.text])
        words = self._words(lexeme)
        if words is None:
            self._notice(f"“{_short(lexeme.text)}” has no letter or digit and was left out.")
        return words

    def _deeper(self, sign: _Lexeme) -> Node | None:
        """What stands in brackets or after NOT."""
        self._level += 1
        if self._level > MOST_LEVELS:
            raise _fault(f"Brackets and NOT may stand {MOST_LEVELS} deep.", sign, "Say it more simply.")
        if sign.text == "(":
            node = self._either()
            if not self._comes(")"):
                raise _fault("This bracket is not closed.", sign)
            self._at += 1
        else:
            part = self._item()
            node = None if part is None else Not(part)
        self._level -= 1
        return node

    def _words(self, lexeme: _Lexeme, field: str | None = None) -> Words | None:
        words = tuple(words_of(lexeme.text))
        prefix = lexeme.kind == "word" and lexeme.text.endswith("*") and bool(words_of(lexeme.text[-2:-1]))
        if prefix and len(words[-1]) < LEAST_PREFIX:
            raise _fault(f"At least {LEAST_PREFIX} letters must stand before a star.", lexeme)
        self._count(len(words), lexeme)
        return Words(words, prefix, field) if words else None

    def _filter(self, lexeme: _Lexeme, field: Field) -> Node | None:
        value = self._next
        if value.kind not in ("word", "phrase") or value.start != lexeme.end:
            raise _fault(
                f"A value is missing after {field.name}:", lexeme, f"Write {field.name}:{field.example}, without a space."
            )
        self._at += 1
        if field.takes is Takes.TEXT:
            words = self._words(value, field.name)
            if words is None:
                raise _fault(f"There is no letter or digit after “{field.name}:”.", value)
            return words
        self._count(1, value)
        given = " ".join(value.text.strip(_QUOTES).split())
        if field.takes is Takes.DATE:
            return _dated(field, given, value)
        if field.takes is Takes.NAME:
            return Grouped(field.name, given)
        choice = _ALSO.get(given.lower(), given.lower())
        if choice not in field.choices:
            near = _near(choice, field.choices)
            hint = f"Did you mean {field.name}:{near}?" if near else f"It takes {', '.join(field.choices)}."
            raise _fault(f"There is no {field.name}:{_short(given)}.", value, hint)
        if field.name == "versions":
            self._every_version = choice == "all"
            return None
        return Label(field.name, choice)

    def _count(self, terms: int, lexeme: _Lexeme) -> None:
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise _fault(f"A search may have {MOST_TERMS} words.", lexeme, "Leave some out; phrases count by their words.")

    def _notice(self, sentence: str) -> None:
        self._notices[sentence] = None


def _joined(kind: type[All] | type[Either], parts: Iterable[Node | None]) -> Node | None:
    """The parts under one node, those of the same kind merged into it; a single part as it is."""
    found: list[Node] = []
    for part in parts:
        if part is not None:
            found.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(found)) if len(found) > 1 else found[0] if found else None


def _dated(field: Field, given: str, lexeme: _Lexeme) -> Dated:
    found = _DATE.fullmatch(given)
    try:
        year, month, day = (int(group) if group else None for group in found.groups()) if found else (0, None, None)
        start = date(year or 0, month or 1, day or 1)
    except ValueError as exc:
        hint = "Write a year, a month or a day: 2024, 2024-05 or 2024-05-17."
        raise _fault(f"“{_short(given)}” is no date.", lexeme, hint) from exc
    if field.name == "after":
        return Dated(start, None)
    if field.name == "before":
        return Dated(None, start)
    return Dated(start, _day_after(start, whole="day" if day else "month" if month else "year"))


def _day_after(start: date, *, whole: str) -> date | None:
    """The first day after the day, month or year that begins there; None at the end of the calendar."""
    try:
        if whole == "day":
            return start + timedelta(days=1)
        return date(start.year + 1, 1, 1) if whole == "year" or start.month == 12 else date(start.year, start.month + 1, 1)
    except (OverflowError, ValueError):
        return None


def _near(word: str, words: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, words, n=1, cutoff=0.7)), None)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _fault(message: str, lexeme: _Lexeme, hint: str = "") -> QueryInvalid:
    return QueryInvalid(message, hint=hint, place=lexeme.start)
