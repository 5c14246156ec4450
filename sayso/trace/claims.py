"""Claims: what several articles assert or deny, who was first, on how many origins it stands, and how it changed on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records.links import Edge
from sayso.records.rulings import NONE, Rulings
from sayso.trace.changes import Change, changes
from sayso.trace.firsts import first_of
from sayso.trace.origins import Standing, denies, standing
from sayso.trace.units import Unit, grouped


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    Attributes:
        claim_id: id of its first unit.
        units: what asserts or denies it, by id.
        denials: those of them that deny it, or take it back.
        first: id of the document of the collection that asserted it first, or denied it where none asserts it.
        standing: on what it stands.
        changes: what changed on the way.
    """

    claim_id: str
    units: tuple[Unit, ...]
    denials: tuple[Unit, ...]
    first: str
    standing: Standing
    changes: tuple[Change, ...]


def claims(units: Sequence[Unit], edges: Iterable[Edge], *, rulings: Rulings = NONE) -> list[Claim]:
    """The claims of some articles, by their ids; each unit is in one.

    Args:
        units: what the articles say, in any order.
        edges: who has it from whom among all of them.
        rulings: what people said of units.
    """
    known: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        known[edge.doc].append(edge)
    return [_claim(group, known) for group in grouped(units, rulings=rulings)]


def _claim(group: Sequence[Unit], edges: Mapping[str, Sequence[Edge]]) -> Claim:
    articles = {one.article.document_id: one.article for one in group}
    inside = [edge for doc in articles for edge in edges.get(doc, ()) if edge.from_doc in articles]
    stands = standing(group, inside)
    denials = [one for one in group if denies(one)]
    asserting = [one.article for one in group if not denies(one)] or list(articles.values())
    return Claim(
        claim_id=group[0].unit_id,
        units=tuple(group),
        denials=tuple(denials),
        first=first_of(asserting, inside).document_id,
        standing=stands,
        changes=tuple(changes(group, stands.parents)),
    )
