"""Decisions on what joins documents, made: claims, edges, names of sources, outlets.

Units are statements and own assertions, called "DOCUMENT:STATEMENT". What decisions add up to: `sayso.workspace.rulings`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sayso.errors import Conflict, NotFound, UsageError
from sayso.records.links import EdgeKind
from sayso.records.reviews import NAME_LIMIT, Action, Review, Sides, Subject, plain, sides_data
from sayso.workspace.corrections import units_of
from sayso.workspace.decisions import Listed, Reviews
from sayso.workspace.grouping import folded
from sayso.workspace.ledger import By, Ledger, check_seen, drafted
from sayso.workspace.opening import Workspace
from sayso.workspace.rulings import (
    Evidence,
    Outcome,
    Topic,
    edge_topics,
    one_source,
    outcome,
    outlet_topics,
    rulings,
    source_topics,
    unit_topics,
)

if TYPE_CHECKING:
    from sayso.workspace.claiming import Claims
    from sayso.workspace.tracing import Tracer

HISTORY = "sayso review history"


class Shown(Protocol):
    """What the workspace shows of what joins its documents."""

    def claim(self, named: str) -> Collection[str]:
        """Ids of the units of a claim that is named by its id or by a unit; none where nothing is said under it."""

    def has(self, doc: str, from_doc: str) -> Collection[EdgeKind]:
        """What a document is shown to have from another."""

    def outlet(self, what: str) -> str | None:
        """The outlet whose a name or a domain is shown to be."""


class JoiningDesk:
    """Where such decisions are made. Each is safe on the disk when its function returns.

    `expect`, everywhere: number of the last decision on these things that the reviewer has seen, 0 for none; None not to look.
    """

    def __init__(self, ledger: Ledger, evidence: Evidence, shown: Shown | None) -> None:
        self._ledger = ledger
        self._evidence = evidence
        self._shown = shown

    def outcome(self) -> Outcome:
        """What the decisions have become, and what they add up to."""
        return outcome(self._ledger.reviews().known, self._evidence)

    def listed(self, review: Review, joins: Outcome) -> Listed:
        """A decision with what has become of it."""
        number, lost = review.number, joins.lost.get(review.number, 0)
        made = Listed(review, joins.states[number], instead=joins.instead.get(number), lost=lost)
        accepted = next((one for one in joins.accepted if one.review.number == number), None)
        if accepted is None:
            return made
        now = self._claim(min(accepted.units)) or accepted.units
        came, went = accepted.since(now)
        return replace(made, came=came, went=went)

    def accept(self, claim: str, *, seen: Collection[str] | None = None, by: By, expect: int | None = None) -> Review:
        """Say that a claim is right as it stands; its units are remembered.

        Args:
            claim: its id, or a unit's.
            seen: ids of the units that the reviewer has seen in it; None not to look.

        Raises:
            NotFound: nothing is said under this id.
            Conflict: somebody decided on it after `expect`, or it has other units than were seen.
        """
        with self._ledger.held() as reviews:
            units = sorted(self._claim(claim) or ())
            if not units:
                raise NotFound("no claim is found under this id.", claim, "Statements are named DOCUMENT:STATEMENT.")
            if seen is not None and set(seen) != set(units):
                raise Conflict("the claim has changed in the meantime.", claim, f"Look again with `sayso trace {claim}`.")
            sides = Sides(self._subjects(units))
            return self._decide(Action.CLAIM, reviews, unit_topics(units), claim, {}, sides_data(sides), by, expect)

    def same(self, one: str, other: str, *, by: By, expect: int | None = None) -> Review:
        """Say that two units make the same claim; the claims that they are in become one.

        Raises:
            NotFound: there is no such unit.
            Conflict: somebody decided on one of the claims after `expect`.
            UsageError: it is one unit, or nothing would change.
        """
        if one == other:
            raise UsageError("a statement is the same as itself.", one, "Name statements of two claims.")
        return self._sides(Action.SAME, (one,), (other,), by, expect)

    def apart(self, units: Sequence[str], others: Sequence[str] = (), *, by: By, expect: int | None = None) -> Review:
        """Say that some units do not make the claim that others make.

        Args:
            units: at least one.
            others: none for all that is in their claims besides.

        Raises:
            NotFound: there is no such unit.
            Conflict: somebody decided on one of them after `expect`.
            UsageError: a unit stands on both sides, there are no others, or nothing would change.
        """
        rest = others or sorted({unit for one in units for unit in self._claim(one) or ()} - set(units))
        if not rest:
            raise UsageError("there is nothing to keep it apart from.", units[0], "Its claim has no other statements.")
        both = set(units) & set(rest)
        if both:
            raise UsageError("it stands on both sides.", min(both), "Name it once.")
        return self._sides(Action.APART, units, rest, by, expect)

    def edge(
        self, doc: str, from_doc: str, *, has: bool, kind: EdgeKind | None = None, by: By, expect: int | None = None
    ) -> Review:
        """Say that a document has something from another, and so not the other from it; or that it has not.

        Args:
            doc, from_doc: ids of the documents.
            kind: what it has; None for anything, only where it has nothing.

        Raises:
            NotFound: there is no such document.
            Conflict: somebody decided on the two documents after `expect`.
            UsageError: it is one document, no kind is given, or nothing would change.
        """
        if doc == from_doc:
            raise UsageError("a document has nothing from itself.", doc, "Name two documents.")
        if has and kind is None:
            raise UsageError("it is not said what it has.", doc, f"Give a kind, one of: {', '.join(EdgeKind)}.")
        with self._ledger.held() as reviews:
            for document_id in (doc, from_doc):
                self._evidence.applied(document_id)
            shown = None if self._shown is None else self._shown.has(doc, from_doc)
            was = None if shown is None else bool(shown) if kind is None else kind in shown
            after = {"doc": doc, "from_doc": from_doc, "kind": None if kind is None else kind.value, "has": has}
            named = f"{doc} {from_doc}"
            return self._decide(Action.EDGE, reviews, edge_topics(doc, from_doc), named, {"has": was}, after, by, expect)

    def source(self, name: str, other: str, *, together: bool, by: By, expect: int | None = None) -> Review:
        """Say that two names are one source, or that they are not.

        Raises:
            NotFound: no named source goes by one of the names.
            Conflict: somebody decided on the two names after `expect`.
            UsageError: it is one name, or nothing would change.
        """
        name, other = (plain("source", one, limit=NAME_LIMIT) for one in (name, other))
        if folded(name) == folded(other):
            raise UsageError("the two are one name.", name, "Name two sources.")
        with self._ledger.held() as reviews:
            written = [self._source(one) for one in (name, other)]
            union = one_source(rulings(reviews.known, self._evidence))
            was = union.find(folded(name)) == union.find(folded(other))
            after = {"name": written[0], "other": written[1], "together": together}
            topics = source_topics(name, other)
            return self._decide(Action.SOURCE, reviews, topics, f"{name}, {other}", {"together": was}, after, by, expect)

    def outlet(self, what: str, outlet: str, *, belongs: bool, by: By, expect: int | None = None) -> Review:
        """Say that a name or a domain is an outlet's, or that it is not.

        Args:
            what: a name or a domain. To join the name of an outlet joins all that is its.
            outlet: a name of the outlet; joined to an unknown name, a new outlet comes about.

        Raises:
            Conflict: somebody decided on the name or domain after `expect`.
            UsageError: it is one name, or nothing would change.
        """
        what, outlet = (plain("outlet", one, limit=NAME_LIMIT) for one in (what, outlet))
        if outlet_topics(what) == outlet_topics(outlet):
            raise UsageError("the two are one name.", what, "Name an outlet, and a name or domain that it has besides.")
        with self._ledger.held() as reviews:
            was = None if self._shown is None else self._shown.outlet(what)
            after = {"what": what, "outlet": outlet, "belongs": belongs}
            return self._decide(Action.OUTLET, reviews, outlet_topics(what), what, {"outlet": was}, after, by, expect)

    def _sides(self, action: Action, units: Sequence[str], others: Sequence[str], by: By, expect: int | None) -> Review:
        with self._ledger.held() as reviews:
            sides = Sides(self._subjects(units), self._subjects(others))
            claims = {unit: self._claim(unit) for unit in units}
            shared = {other in claim for claim in claims.values() if claim for other in others}
            was = shared.pop() if len(shared) == 1 else None
            topics, named = unit_topics((*units, *others)), ", ".join(units)
            return self._decide(action, reviews, topics, named, {"together": was}, sides_data(sides), by, expect)

    def _decide(
        self,
        action: Action,
        reviews: Reviews,
        topics: frozenset[Topic],
        named: str,
        before: Mapping[str, object],
        after: Mapping[str, object],
        by: By,
        expect: int | None,
    ) -> Review:
        """Write a decision down, once it is clear that nobody has decided otherwise meanwhile and that it changes something."""
        now = outcome(reviews.known, self._evidence)
        last = now.last_on(topics)
        check_seen(last, expect, reviews, subject=named, look=HISTORY)

        def check(review: Review) -> None:
            if action is not Action.CLAIM and rulings((*reviews.known, review), self._evidence) == now.rulings:
                hint = f"See decision {last} in `{HISTORY}`."
                raise UsageError("nothing would change: that was decided already.", named, hint)

        return self._ledger.write(drafted(action, Subject(""), by, before=before, after=after), check=check)

    def _subjects(self, units: Iterable[str]) -> tuple[Subject, ...]:
        """What units are to be found by.

        Raises:
            NotFound: there is no such document or statement.
        """
        known: dict[str, Mapping[str, Subject]] = {}
        found = []
        for unit in dict.fromkeys(units):
            document_id, _, key = unit.rpartition(":")
            if document_id not in known:
                known[document_id] = units_of(self._evidence.applied(document_id), document_id=document_id)
            if key not in known[document_id]:
                hint = f"Statements: {', '.join(known[document_id]) or 'none'}."
                raise NotFound("the article has no such statement.", unit, hint)
            found.append(known[document_id][key])
        return tuple(found)

    def _source(self, name: str) -> str:
        found = self._evidence.source(name)
        if found is None:
            hint = "Unnamed sources are never joined, for who stands behind them is not known. Give a name as articles give it."
            raise NotFound("no named source of this collection goes by this name.", name, hint)
        return found

    def _claim(self, unit: str) -> Collection[str] | None:
        return None if self._shown is None else self._shown.claim(unit)


class _Traced:
    """What an open workspace shows of what joins its documents. What works it out is loaded when it is asked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def _tracer(self) -> "Tracer":
        from sayso.workspace.tracing import Tracer

        return Tracer(self._workspace)

    @cached_property
    def _claims(self) -> "Claims":
        from sayso.workspace.claiming import Claims

        return Claims(self._workspace, self._tracer)

    def claim(self, named: str) -> Collection[str]:
        self._tracer.catch_up()
        with suppress(NotFound):
            return [unit.unit_id for unit in self._claims.claim(named).claim.units]
        return ()

    def has(self, doc: str, from_doc: str) -> Collection[EdgeKind]:
        self._tracer.catch_up()
        edges = self._tracer.lineage_of(doc).edges
        return {edge.kind for edge in edges if (edge.doc, edge.from_doc) == (doc, from_doc)}

    def outlet(self, what: str) -> str | None:
        found = self._tracer.outlets().named(what)
        return None if found is None else found.name


def shown_of(workspace: Workspace) -> Shown:
    """What an open workspace shows of what joins its documents; looked up when it is asked."""
    return _Traced(workspace)
