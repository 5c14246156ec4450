"""What changed on the way from article to article within a claim: numbers, hedges, sources; and who denies it.

A change lies between a statement and the one that its article has it from. Numbers are compared as they are qualified: "at
least 250" and "more than 250" differ, "twelve" and "12" do not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.match.wording import folded
from sayso.trace.units import Unit

_QUALIFIERS = {
    phrase: name
    for name, phrases in {
        "at least": ("at least", "no fewer than", "not less than", "no less than"),
        "about": ("about", "around", "roughly", "some", "approximately", "in the order of"),
        "more than": ("more than", "over", "in excess of", "upwards of"),
        "nearly": ("nearly", "almost", "close to"),
        "up to": ("up to", "at most"),
        "only": ("only",),
        "fewer than": ("fewer than", "less than", "under"),
    }.items()
    for phrase in phrases
}
_QUALIFIER = re.compile(rf"(?:{'|'.join(sorted(_QUALIFIERS, key=len, reverse=True))})\b", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)?|%|[$€£]")
_UNITS = {"percent": "per cent", "%": "per cent", "pct": "per cent"}


class Changed(StrEnum):
    """What changed."""

    NUMBER = "number"
    CERTAINTY = "certainty"
    FORCE = "force"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two articles.

    Attributes:
        what: what changed.
        from_unit, to_unit: ids of the statements.
        from_value, to_value: as the articles have it; empty where there is nothing.
    """

    what: Changed
    from_unit: str
    to_unit: str
    from_value: str
    to_value: str


def changes(claim: Sequence[Unit], parents: Mapping[str, str]) -> list[Change]:
    """The changes along the way of a claim, by the statement they led to and by what changed.

    Args:
        claim: its units.
        parents: by id of a unit, the one that its article has it from.
    """
    by_id = {one.unit_id: one for one in claim}
    found = []
    for to_unit in sorted(parents):
        new, old = by_id[to_unit], by_id[parents[to_unit]]
        before, after = quantity_of(old), quantity_of(new)
        if before and after and value_of(before) != value_of(after):
            found.append(Change(Changed.NUMBER, old.unit_id, to_unit, before, after))
        if old.statement is None or new.statement is None:
            continue
        for what, one, other in (
            (Changed.CERTAINTY, old.statement.certainty.value, new.statement.certainty.value),
            (Changed.FORCE, old.statement.force.value, new.statement.force.value),
            (Changed.SOURCE, old.statement.source_resolved or "", new.statement.source_resolved or ""),
        ):
            if one != other:
                found.append(Change(what, old.unit_id, to_unit, one, other))
    return found


def value_of(phrase: str) -> tuple[str, str, str]:
    """What a phrase for a quantity says: its qualifier, its number and its unit, each in one form for all ways to write it."""
    found = _QUALIFIER.match(phrase.strip())
    qualifier = _QUALIFIERS[found[0].lower()] if found else ""
    words = [_UNITS.get(word.lower(), folded(word)) for word in _WORD.findall(phrase.strip()[found.end() if found else 0 :])]
    number = next((word for word in words if word[0].isdigit()), "")
    return qualifier, number, " ".join(word for word in words if word != number)


def quantity_of(unit: Unit) -> str:
    """The first quantity in what a unit says, as written; empty where there is none."""
    text = unit.article.document.text
    quantities = unit.statement.quantities if unit.statement is not None else ()
    inside = [(one.start, one.end) for one in quantities if any(s <= one.start and one.end <= e for s, e in unit.spans)]
    return text[slice(*min(inside))] if inside else ""
