"""All that a source said, put in order for people: claim by claim, by date, with who carried it, unlike numbers and denials.

Takes what `sayso.workspace.sources` found, gives a SourceSheet: plain data for the terminal, the HTML page, JSON and the web
app.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.records.statements import Quantity
from sayso.show.claim_view import Brief, Said, brief, statements
from sayso.show.lineage_view import when
from sayso.show.wording import one_line, quantity_words
from sayso.store.rows import DocumentRow
from sayso.trace.changes import value_of
from sayso.trace.units import Unit
from sayso.workspace.claiming import Traced
from sayso.workspace.sources import AllSaid


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the source is said to have given: its words, the range it stands for, and the statements that have it."""

    words: str
    means: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What the source said of one claim.

    Attributes:
        claim: the claim.
        said: the statements of the source, by date and document.
        figures: its numbers, where there are several, by first use; forms of one number count as one.
        conflict: whether some of them cannot both hold, by the ranges that they stand for.
        both: whether it is said both to assert and to deny it.
        against: statements of others that deny what it asserts, or assert what it denies; of each article the first.
    """

    claim: Brief
    said: tuple[Said, ...]
    figures: tuple[Figure, ...]
    conflict: bool
    both: bool
    against: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """Everything a renderer needs.

    Attributes:
        topics: by the date of the first statement; of sources without a name one for each article and claim.
        statements, documents: how many in all.
    """

    found: AllSaid
    topics: tuple[Topic, ...]
    statements: int
    documents: int


def lay_out(found: AllSaid, documents: Mapping[str, DocumentRow]) -> SourceSheet:
    """What the source said, in order.

    Args:
        found: what there is.
        documents: by id, all that a unit of its claims stands in.
    """
    mine = frozenset(found.units)
    topics = [topic for traced in found.claims for topic in _topics(traced, mine, documents, together=found.named)]
    topics.sort(key=lambda one: (when(one.said[0].document), one.said[0].document.document_id, one.said[0].spans))
    return SourceSheet(found, tuple(topics), len(mine), len({unit.rpartition(":")[0] for unit in mine}))


def _topics(traced: Traced, mine: frozenset[str], documents: Mapping[str, DocumentRow], *, together: bool) -> Iterator[Topic]:
    every, claim = statements(traced, documents), brief(traced, documents)
    units = {one.unit_id: one for one in traced.claim.units}
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in every:
        if one.unit_id in mine:
            groups["" if together else one.document.document_id].append(one)
    for said in groups.values():
        figures = _figures(said, units)
        sides = {one.denies for one in said}
        against: dict[str, Said] = {}
        for other in every:
            if together and other.unit_id not in mine and len(sides) == 1 and other.denies not in sides:
                against.setdefault(other.document.document_id, other)
        shown = tuple(figure for figure, _ in figures)
        yield Topic(claim, tuple(said), shown, _conflict(figures), len(sides) > 1, tuple(against.values()))


def _figures(said: Sequence[Said], units: Mapping[str, Unit]) -> list[tuple[Figure, Quantity]]:
    """The numbers of some statements with their ranges; none where all have the same."""
    groups: dict[tuple[str, str, str], list[tuple[Said, Quantity, str]]] = defaultdict(list)
    for one in said:
        unit = units[one.unit_id]
        quantity = _first_quantity(unit)
        if quantity is not None:
            words = unit.article.document.text[quantity.start : quantity.end]
            groups[value_of(words)].append((one, quantity, words))
    if len(groups) < 2:
        return []
    return [
        (Figure(one_line(some[0][2]), quantity_words(some[0][1]), tuple(one for one, _, _ in some)), some[0][1])
        for some in groups.values()
    ]


def _conflict(figures: Sequence[tuple[Figure, Quantity]]) -> bool:
    """Whether two of the ranges, of one unit, have nothing in common."""
    for (_, one), (_, other) in combinations(figures, 2):
        lows = [low for low in (one.low, other.low) if low is not None]
        highs = [high for high in (one.high, other.high) if high is not None]
        same = (one.unit or "").casefold() == (other.unit or "").casefold()
        if same and lows and highs and max(lows) > min(highs):
            return True
    return False


def _first_quantity(unit: Unit) -> Quantity | None:
    quantities = unit.statement.quantities if unit.statement is not None else ()
    inside = [one for one in quantities if any(start <= one.start and one.end <= end for start, end in unit.spans)]
    return min(inside, key=lambda one: (one.start, one.end), default=None)
