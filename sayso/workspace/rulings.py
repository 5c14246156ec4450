"""What decisions on what joins articles add up to: from the decisions and the evidence to rulings that tracing obeys.

A decision finds its statements as corrections do (`sayso.workspace.corrections`). One that finds nothing any more does not fit;
one that finds some of its statements counts for these. Of decisions that contradict each other the last counts
(`sayso.workspace.settling`); should it be taken back, the others count again.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from sayso.errors import NotFound
from sayso.match.addresses import domain_of
from sayso.match.names import form_of
from sayso.records.reviews import JOINING, Action, Belongs, HadFrom, OneSource, Review, Sides, State, Subject, said
from sayso.records.rulings import Ruled, Ruling, Rulings
from sayso.store.view import View
from sayso.trace.union import Union
from sayso.workspace.corrections import Applied, apply, root_of, taken_back
from sayso.workspace.grouping import folded
from sayso.workspace.settling import Joined, Pair, settled, settled_edges, settled_outlets

Topic = tuple[str, ...]
"""What a decision is on, such as ("unit", id) or ("edge", id, id)."""
_BEGIN_SO = 1_000  # named sources whose names begin with a whole other name, at most


class Evidence(Protocol):
    """What decisions are looked up in."""

    def applied(self, document_id: str) -> Applied:
        """The reading of a document with the decisions about it.

        Raises:
            NotFound: there is no such document.
        """

    def source(self, name: str) -> str | None:
        """The named source that goes by a name, as it is written; None where no named source does."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence as the store of a workspace has it."""

    view: View

    def applied(self, document_id: str) -> Applied:
        """The reading of a document with the decisions about it.

        Raises:
            NotFound: there is no such document.
        """
        return apply(self.view.reading(document_id), [one.review for one in self.view.decisions(document_id)])

    def source(self, name: str) -> str | None:
        """The named source that goes by a name, as it is written; None where no named source does."""
        key = name.casefold()
        return next((row.name for row in self.view.sources(name, limit=_BEGIN_SO) if row.key == key), None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A claim that somebody accepted as it stood.

    Attributes:
        review: the decision.
        units: what was in the claim then and is still found, by their present ids.
        lost: how many others were in it.
    """

    review: Review
    units: frozenset[str]
    lost: int

    def since(self, units: Collection[str]) -> tuple[tuple[str, ...], int]:
        """What came to the claim since then, in order of the ids, and how much went from it.

        Args:
            units: ids of what is in the claim now.
        """
        now = frozenset(units)
        return tuple(sorted(now - self.units)), len(self.units - now) + self.lost


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of the decisions on what joins articles.

    Attributes:
        rulings: what those in force add up to.
        states: of each, undos included, by its number.
        instead: of each that is superseded, wholly or in part, the last decision that says otherwise.
        lost: of each that names statements which are not found any more, how many.
        accepted: the claims that people accepted, in order of deciding.
        topics: what each is on; an undo is on what it takes back.
    """

    rulings: Rulings = field(default_factory=Rulings)
    states: Mapping[int, State] = field(default_factory=dict)
    instead: Mapping[int, int] = field(default_factory=dict)
    lost: Mapping[int, int] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    topics: Mapping[int, frozenset[Topic]] = field(default_factory=dict)

    def last_on(self, topics: Collection[Topic]) -> int:
        """Number of the last decision on any of these, undos included; 0 when there is none."""
        return max((number for number, on in self.topics.items() if not on.isdisjoint(topics)), default=0)

    def accepted_of(self, units: Collection[str]) -> Accepted | None:
        """The last acceptance of a claim that had one of these units, or None."""
        return next((one for one in reversed(self.accepted) if not one.units.isdisjoint(units)), None)


def rulings_of(view: View) -> Rulings:
    """What the decisions add up to that the store of a workspace knows.

    Cost: without decisions on joining, one look into an index; else as `outcome`.
    """
    return rulings((one.review for one in view.decisions("")), Kept(view))


def rulings(reviews: Iterable[Review], evidence: Evidence) -> Rulings:
    """What the decisions in force add up to, in whatever order they come; of all decisions, those on joining matter.

    Cost: as `outcome`, but that a claim was accepted rules nothing, so its documents are not looked at.
    """
    return outcome((one for one in reviews if one.action is not Action.CLAIM), evidence).rulings


def outcome(reviews: Iterable[Review], evidence: Evidence) -> Outcome:
    """What has become of each decision on what joins articles, and what they add up to.

    Args: as for `rulings`.

    Cost: a reading for every document that they name; beyond that, decisions times the statements that they join.
    """
    ordered = sorted((one for one in reviews if not one.subject.document_id), key=lambda one: one.number)
    by_number = {one.number: one for one in ordered}
    undone, look = taken_back(ordered), _Look(evidence)
    found = {one.number: look.found(one) for one in ordered if one.action in JOINING and one.number not in undone}
    names = {number: one for number, one in found.items() if isinstance(one, OneSource)}
    outlets = {number: one for number, one in found.items() if isinstance(one, Belongs)}
    by_units = settled({number: one for number, one in found.items() if isinstance(one, Joined)})
    by_names = settled({number: Joined((_pair(one),), one.together) for number, one in names.items()})
    by_edges = settled_edges({number: one for number, one in found.items() if isinstance(one, HadFrom)})
    by_outlets = settled_outlets({number: _compared(one) for number, one in outlets.items()})
    settlements = (by_units, by_names, by_edges, by_outlets)
    instead = {number: by for one in settlements for number, by in one.instead.items()}
    superseded = instead.keys() - {number for one in settlements for number in one.counted}
    states = {number: State.UNDONE if number in undone else State.IN_FORCE for number in by_number}
    states |= {number: State.DOES_NOT_FIT for number, one in found.items() if one is None}
    return Outcome(
        rulings=Rulings(
            together=by_units.together,
            apart=by_units.apart,
            edges=by_edges.has,
            names=tuple((names[n].name, names[n].other, _ruled(names[n].together)) for n in sorted(by_names.counted)),
            outlets=tuple(
                Ruling(_ruled(outlets[n].belongs), outlets[n].what, outlets[n].outlet) for n in sorted(by_outlets.counted)
            ),
        ),
        states=states | dict.fromkeys(superseded, State.SUPERSEDED),
        instead=instead,
        lost={number: lost for number, one in by_number.items() if (lost := look.lost(one))},
        accepted=tuple(one for one in found.values() if isinstance(one, Accepted)),
        topics={number: look.topics(root_of(one, by_number)) for number, one in by_number.items()},
    )


def one_source(rulings: Rulings) -> Union[str]:
    """Folded names of sources in groups, each of names that people joined; a name that nobody joined is alone."""
    union: Union[str] = Union()
    for one, other, ruled in rulings.names:
        if ruled is Ruled.JOIN:
            union.join(folded(one), folded(other))
    return union


def unit_topics(units: Iterable[str]) -> frozenset[Topic]:
    """What a decision on claims is on."""
    return frozenset(("unit", unit) for unit in units)


def edge_topics(doc: str, from_doc: str) -> frozenset[Topic]:
    """What a decision on an edge is on, whichever way it points."""
    return frozenset([("edge", *sorted((doc, from_doc)))])


def source_topics(name: str, other: str) -> frozenset[Topic]:
    """What a decision on two names of sources is on."""
    return frozenset([("source", *sorted((folded(name), folded(other))))])


def outlet_topics(what: str) -> frozenset[Topic]:
    """What a decision on a name or a domain is on."""
    return frozenset([("outlet", _form(what))])


class _Look:
    """Looks up in the evidence what decisions name."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._applied: dict[str, Applied | None] = {}
        self._source = cache(evidence.source)

    def found(self, review: Review) -> Accepted | Joined | HadFrom | OneSource | Belongs | None:
        """What a decision says of what is there; None where nothing that it needs is there."""
        what = said(review)
        if isinstance(what, Sides) and review.action is Action.CLAIM:
            units = frozenset(unit for one in what.statements if (unit := self._unit(one)))
            return Accepted(review, units, self.lost(review)) if units else None
        if isinstance(what, Sides):
            sides = ((self._unit(one), self._unit(other)) for one in what.statements for other in what.others)
            pairs = tuple((min(one, other), max(one, other)) for one, other in sides if one and other and one != other)
            return Joined(pairs, review.action is Action.SAME) if pairs else None
        if isinstance(what, HadFrom):
            return what if self._document(what.doc) and self._document(what.from_doc) else None
        if isinstance(what, OneSource):
            same = folded(what.name) == folded(what.other)
            return what if not same and self._source(what.name) and self._source(what.other) else None
        return what if isinstance(what, Belongs) else None

    def lost(self, review: Review) -> int:
        """How many statements that a decision names are not there."""
        return sum(self._unit(one) is None for one in _subjects(review))

    def topics(self, review: Review) -> frozenset[Topic]:
        """What a decision is on, that is no undo."""
        what = said(review) if review.action in JOINING else None
        if isinstance(what, HadFrom):
            return edge_topics(what.doc, what.from_doc)
        if isinstance(what, OneSource):
            return source_topics(what.name, what.other)
        if isinstance(what, Belongs):
            return outlet_topics(what.what)
        return unit_topics(self._unit(one) or f"{one.document_id}:{one.statement_id}" for one in _subjects(review))

    def _unit(self, subject: Subject) -> str | None:
        applied = self._document(subject.document_id)
        found = None if applied is None else applied.find(subject)
        return None if found is None else f"{subject.document_id}:{found}"

    def _document(self, document_id: str) -> Applied | None:
        if document_id not in self._applied:
            self._applied[document_id] = None
            with suppress(NotFound):  # forgotten, or no longer read with this text
                self._applied[document_id] = self._evidence.applied(document_id)
        return self._applied[document_id]


def _subjects(review: Review) -> tuple[Subject, ...]:
    what = said(review) if review.action in JOINING else None
    return (*what.statements, *what.others) if isinstance(what, Sides) else ()


def _pair(one: OneSource) -> Pair:
    left, right = sorted((folded(one.name), folded(one.other)))
    return left, right


def _compared(one: Belongs) -> Belongs:
    return Belongs(_form(one.what), form_of(one.outlet) or folded(one.outlet), one.belongs)


def _form(name: str) -> str:
    return domain_of(name) or form_of(name) or folded(name)


def _ruled(together: bool) -> Ruled:
    return Ruled.JOIN if together else Ruled.PART
