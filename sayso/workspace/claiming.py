"""Claims of a workspace: the one that a statement belongs to, those of a document, those that say what somebody types."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.errors import NotFound
from sayso.match.contents import Content, likeness
from sayso.match.wording import Wording
from sayso.records.anchors import Span
from sayso.records.links import Edge
from sayso.trace.claims import Claim
from sayso.workspace.opening import Workspace
from sayso.workspace.tracing import Tracer

FOUND = 10
"""Statements that are looked up for a text, at most."""
SAME = 0.6
"""Likeness of a statement from which it says what somebody typed."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A claim with the edges among its documents."""

    claim: Claim
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or assertion that was found for a text.

    Attributes:
        unit_id: its id.
        score: how like the text it is, in [0, 1].
        reasons: in words, the strongest first.
    """

    unit_id: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a text.

    Attributes:
        hits: the best first, then by id.
        exact: whether the first says what the text says; otherwise they are merely the nearest.
    """

    hits: tuple[Hit, ...]
    exact: bool


class Claims:
    """Answers questions about the claims of a workspace."""

    def __init__(self, workspace: Workspace, tracer: Tracer | None = None) -> None:
        self._tracer = tracer or Tracer(workspace)
        self._view = workspace.store.view()
        self._made: tuple[int, list[Traced], dict[str, Traced]] | None = None

    def claim(self, named: str) -> Traced:
        """The claim of an id: its own, or that of any of its units.

        Raises:
            NotFound: no document says anything under that id.
        """
        found = self._known()[1].get(named)
        if found is None:
            raise NotFound("nothing is said under this id.", named, "Ids of statements are DOCUMENT:STATEMENT.")
        return found

    def of(self, document_id: str) -> list[Traced]:
        """The claims that a document shares with others, or puts on a source, in order of place."""
        found: dict[str, tuple[tuple[Span, ...], Traced]] = {}
        for traced in self._known()[0]:
            mine = [one for one in traced.claim.units if one.article.document_id == document_id]
            others = len(mine) < len(traced.claim.units)
            if mine and (others or any(one.statement is not None and one.statement.source for one in mine)):
                found[traced.claim.claim_id] = min(one.spans for one in mine), traced
        return [traced for _, traced in sorted(found.values(), key=lambda item: (item[0], item[1].claim.claim_id))]

    def find(self, text: str, *, limit: int = FOUND) -> Found:
        """The statements and assertions that say what a text says; where nothing does, the nearest."""
        wanted = Content.of(Wording.of(text), [Span(0, len(text))])
        hits = []
        for traced in self._known()[0]:
            for one in traced.claim.units:
                _, contained, alike = likeness(wanted, one.content)
                if contained:
                    score = round((contained + alike) / 2, 3)
                    hits.append(Hit(one.unit_id, score, (f"{contained:.0%} of the words that tell something are the same",)))
        hits.sort(key=lambda one: (-one.score, one.unit_id))
        return Found(tuple(hits[:limit]), bool(hits) and hits[0].score >= SAME)

    def everything(self) -> list[Claim]:
        """All claims, by their ids. Cost: all documents are held in memory."""
        return [one.claim for one in self._known()[0]]

    def _known(self) -> tuple[Sequence[Traced], dict[str, Traced]]:
        last = self._view.last_capture()
        if self._made is None or self._made[0] != last:
            lineage, claims = self._tracer.with_claims()
            holding: dict[str, set[int]] = defaultdict(set)  # claims that a document holds, by number
            for number, claim in enumerate(claims):
                for one in claim.units:
                    holding[one.article.document_id].add(number)
            inside: list[list[Edge]] = [[] for _ in claims]
            for edge in lineage.edges:
                for number in holding[edge.doc] & holding[edge.from_doc]:
                    inside[number].append(edge)
            every = [Traced(claim, tuple(edges)) for claim, edges in zip(claims, inside, strict=True)]
            by_unit = {unit.unit_id: one for one in every for unit in one.claim.units}
            self._made = last, every, by_unit
        return self._made[1], self._made[2]
