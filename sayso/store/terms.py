"""What a search is made of: words, filters, and how they are joined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind


class Takes(StrEnum):
    """What may stand after a field's colon."""

    TEXT = "text"  # words to be found in the field
    CHOICE = "choice"  # one of a few words
    DATE = "date"  # a year, a month or a day
    NAME = "name"  # the whole name of a case or tag


@dataclass(frozen=True, slots=True)
class Field:
    """A filter: what it takes, an example, whether it is about statements (else about articles), and its choices in order."""

    name: str
    takes: Takes
    example: str
    of_statements: bool = False
    choices: tuple[str, ...] = ()


def _choice(name: str, choices: Iterable[str], *, of_statements: bool = True) -> Field:
    values = tuple(map(str, choices))
    return Field(name, Takes.CHOICE, values[0], of_statements, values)


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("source", Takes.TEXT, '"Ann Lee"', of_statements=True),
        _choice("kind", SourceKind),
        _choice("named", ("yes", "no")),
        _choice("force", Force),
        _choice("quote", Quote),
        _choice("certainty", Certainty),
        _choice("polarity", Polarity),
        _choice("has", ("denial", "number", "correction")),
        Field("outlet", Takes.TEXT, "reuters"),
        Field("title", Takes.TEXT, "harbour"),
        Field("url", Takes.TEXT, "example.org/news"),
        Field("lang", Takes.TEXT, "en"),
        Field("on", Takes.DATE, "2024-05-17"),
        Field("after", Takes.DATE, "2024-05"),
        Field("before", Takes.DATE, "2024"),
        Field("case", Takes.NAME, "harbour"),
        Field("tag", Takes.NAME, '"to check"'),
        _choice("versions", ("all", "latest"), of_statements=False),
    )
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand one after the other; of a prefix, the last one only begins so.

    Attributes:
        words: folded, at least one.
        field: the field that holds them; None for anywhere in the text.
    """

    words: tuple[str, ...]
    prefix: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A field that has a certain one of its choices."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles published from the first day on and before the other; None where it is open. Those without a date never are."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Articles in a case or with a tag: "case" or "tag", and its name as typed."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no parts, everything is meant."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"


Node = Words | Label | Dated | Grouped | All | Either | Not
