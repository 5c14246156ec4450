"""One claim of a collection, put in order for people: who says it, on whose word, how it travelled, what changed on the way.

Takes a claim with the edges among its articles, gives a ClaimSheet: plain data for the terminal, the HTML page, JSON and the
web app. The wording that stands for a claim is that of the asserting statement from which most others were taken, directly or
through others; of equals one that is no title, then the earliest, then the one of the lesser id. Nothing is generated text, and
"first" always means first in this collection.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sayso.records.anchors import Span, Spans
from sayso.records.links import Edge, EdgeKind
from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind
from sayso.show.lineage_view import when
from sayso.show.sheet import source_name, words
from sayso.show.wording import Standing, quantity_words, standing_of
from sayso.store.rows import DocumentRow
from sayso.trace import origins as trace
from sayso.trace.articles import Moment
from sayso.trace.changes import Change
from sayso.trace.origins import Origin, OriginKind
from sayso.trace.union import Union
from sayso.trace.units import Unit
from sayso.workspace.claiming import Traced

HOURLY = timedelta(days=3)
"""A claim that travelled for no longer is told by the hour."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the claim, or an assertion of an article's own, as people see it.

    Attributes:
        number: place in the list of all of them, from 1.
        spans: what is said, in the text of the document.
        content: the same in words, on one line.
        standing: on whose word: a named source, an unnamed one, nobody, or the article itself.
        source: the name or fullest description; empty for an article's own.
        written: the source as this sentence writes it.
        kind: None for an article's own.
        relays: who carried it from the source to the article, outermost first.
        quantities: pairs of the words and the range they stand for.
        denies: whether it denies the claim, or its article takes the claim back.
        corrects: whether its article says that it corrects or withdraws something.
        parent: id of the statement that its article has it from, where that is known.
    """

    number: int
    unit_id: str
    document: DocumentRow
    spans: Spans
    content: str
    standing: Standing
    source: str
    written: str
    kind: SourceKind | None
    relays: tuple[str, ...]
    cue: str
    quote: Quote | None
    force: Force | None
    certainty: Certainty | None
    polarity: Polarity | None
    quantities: tuple[tuple[str, str], ...]
    denies: bool
    corrects: bool
    parent: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """An article among those that go back to one origin.

    Attributes:
        said: what of the claim it says, those of this origin.
        edge: how it has the claim from the article above; None at the top, and where the two are copies of one original.
        original: that original, where it is known.
        heirs: who has the claim from this one, the earliest first.
        size: how many articles it holds, this one included.
    """

    document: DocumentRow
    said: tuple[Said, ...]
    edge: Edge | None
    original: DocumentRow | None
    heirs: tuple["Branch", ...]
    size: int


class Counts(StrEnum):
    """How an origin counts."""

    SURE = "sure"  # as one, whatever the others are
    OPEN = "open"  # it may be one of the others, or none at all
    NOT = "not"  # what it is said to have reported goes back to one of the others


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin with all that goes back to it.

    Attributes:
        number: place in the list, from 1.
        name: the source or outlet as the articles call it.
        called: all that they call the source, each form once, the one used most first.
        branches: the articles that have it from the origin itself, each with those that have it from there.
        articles: how many articles go back to it.
    """

    number: int
    origin: Origin
    name: str
    counts: Counts
    called: tuple[str, ...]
    branches: tuple[Branch, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class DenialView:
    """Who denies the claim.

    Attributes:
        said: the statement of that denial in the article that had it first.
        branches: the articles that carry it, as for an origin.
    """

    said: Said
    branches: tuple[Branch, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change between two articles, and how much later it came; None where a date is missing."""

    change: Change
    old: Said
    new: Said
    later: timedelta | None
    to_the_day: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A time, and the articles of that time that carry the claim, in order.

    Attributes:
        at: where it begins, in UTC.
        whole_day: whether it is a day; else an hour. Of equals the day comes first.
        denying: those that only deny it, or correct or withdraw something.
    """

    at: datetime
    whole_day: bool
    asserting: tuple[DocumentRow, ...]
    denying: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """When the claim was carried: hours or days in order, empty ones left out; and how many articles have no date.

    A claim that travelled for a few days is told by the hour, but for articles of which only the day is known.
    """

    slots: tuple[Slot, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """Everything a renderer needs.

    Attributes:
        wording: the statement whose words stand for the claim.
        asserting, denying, correcting: articles that assert it, and of the others those that deny it, and those that say that
            they correct or withdraw something; the earliest first.
        least, most: independent origins.
        ring: articles that have the claim from each other in a circle with no other origin, in order of the circle.
        first: the article that had it first, as far as the articles tell.
        earlier: those that are dated before that one.
        origins: those that count for sure first, then by kind, those of most articles first, and of equals the earliest.
        changes: those of numbers first, then by time.
        undecided: sets of articles that share text where nothing says who was first.
        statements: by date and document.
        documents: by id.
    """

    claim_id: str
    wording: Said
    asserting: tuple[DocumentRow, ...]
    denying: tuple[DocumentRow, ...]
    correcting: tuple[DocumentRow, ...]
    least: int
    most: int
    ring: tuple[DocumentRow, ...]
    first: DocumentRow
    earlier: tuple[DocumentRow, ...]
    origins: tuple[OriginView, ...]
    denials: tuple[DenialView, ...]
    changes: tuple[ChangeView, ...]
    undecided: tuple[tuple[DocumentRow, ...], ...]
    timeline: Timeline
    statements: tuple[Said, ...]
    documents: Mapping[str, DocumentRow]


@dataclass(frozen=True, slots=True)
class Brief:
    """A claim in a list.

    Attributes:
        score, reasons: how near it is to what was asked for, where that was a text.
    """

    claim_id: str
    wording: Said
    asserting: int
    denying: int
    correcting: int
    least: int
    most: int
    score: float | None = None
    reasons: tuple[str, ...] = ()


def lay_out(traced: Traced, documents: Mapping[str, DocumentRow]) -> ClaimSheet:
    """The claim in order.

    Args:
        traced: the claim, and who has it from whom.
        documents: by id, all that a unit of the claim stands in.
    """
    claim, standing = traced.claim, traced.claim.standing
    said = statements(traced, documents)
    by_id = {one.unit_id: one for one in said}
    asserting = _rows(one.document for one in said if not one.denies)
    against = tuple(row for row in _rows(one.document for one in said) if row not in asserting)
    corrects = {one.document.document_id for one in said if one.corrects}
    web = _Web(by_id, traced.edges, documents)
    first = documents[claim.first]
    return ClaimSheet(
        claim_id=claim.claim_id,
        wording=by_id[wording_of(traced)],
        asserting=asserting,
        denying=tuple(row for row in against if row.document_id not in corrects),
        correcting=tuple(row for row in against if row.document_id in corrects),
        least=standing.least,
        most=standing.most,
        ring=web.circle(asserting) if standing.ring else (),
        first=first,
        earlier=tuple(row for row in asserting if first in asserting and _before(row, first)),
        origins=_origins(standing, web, claim.units),
        denials=_denials(said, web),
        changes=_changes(claim.changes, by_id, {one.unit_id: one for one in claim.units}),
        undecided=_undecided(asserting, traced.edges, documents),
        timeline=_timeline(asserting, against, claim.units),
        statements=said,
        documents={row.document_id: row for row in (*asserting, *against)},
    )


def brief(
    traced: Traced, documents: Mapping[str, DocumentRow], *, score: float | None = None, reasons: tuple[str, ...] = ()
) -> Brief:
    """The claim in a line; documents as for `lay_out`."""
    claim, wording = traced.claim, wording_of(traced)
    parents = claim.standing.parents
    said = next(_said(1, one, documents, parents) for one in claim.units if one.unit_id == wording)
    denying = {one.unit_id for one in claim.denials}
    articles = {one.article.document_id: one.article for one in claim.units}
    asserting = {one.article.document_id for one in claim.units if one.unit_id not in denying}
    correcting = {doc for doc, article in articles.items() if article.correcting is not None} - asserting
    return Brief(
        claim_id=claim.claim_id,
        wording=said,
        asserting=len(asserting),
        denying=len(articles.keys() - asserting - correcting),
        correcting=len(correcting),
        least=claim.standing.least,
        most=claim.standing.most,
        score=score,
        reasons=reasons,
    )


def wording_of(traced: Traced) -> str:
    """Id of the statement whose words stand for the claim."""
    claim = traced.claim
    denying = {one.unit_id for one in claim.denials}
    choice = [one for one in claim.units if one.unit_id not in denying] or list(claim.units)
    taken: dict[str, int] = defaultdict(int)
    for unit in choice:
        seen = {unit.unit_id}
        above = claim.standing.parents.get(unit.unit_id)
        while above is not None and above not in seen:
            seen.add(above)
            taken[above] += 1
            above = claim.standing.parents.get(above)
    return min(choice, key=lambda one: (-taken[one.unit_id], _titled(one), _time(one), one.unit_id)).unit_id


def _titled(unit: Unit) -> bool:
    return any(span.overlaps(other) for span in unit.spans for other in unit.article.document.headings)


def _time(unit: Unit) -> tuple[bool, float]:
    moment = unit.article.published
    return moment is None, moment.middle.timestamp() if moment else 0.0


def _before(row: DocumentRow, other: DocumentRow) -> bool:
    """Whether both have dates, and the first is the earlier one whatever is not known of them."""
    one, two = Moment.of(row.published), Moment.of(other.published)
    return one is not None and two is not None and one.last < two.first


def _rows(rows: Iterable[DocumentRow]) -> tuple[DocumentRow, ...]:
    """Each once, the earliest first."""
    return tuple(sorted({row.document_id: row for row in rows}.values(), key=lambda row: (when(row), row.document_id)))


def statements(traced: Traced, documents: Mapping[str, DocumentRow]) -> tuple[Said, ...]:
    """The statements of a claim, by date and document; documents as for `lay_out`."""
    claim = traced.claim

    def order(unit: Unit) -> tuple[object, ...]:
        row = documents[unit.article.document_id]
        return when(row), row.document_id, unit.spans, unit.unit_id

    ordered = sorted(claim.units, key=order)
    return tuple(_said(n, one, documents, claim.standing.parents) for n, one in enumerate(ordered, 1))


def _said(number: int, unit: Unit, documents: Mapping[str, DocumentRow], parents: Mapping[str, str]) -> Said:
    statement, text = unit.statement, unit.article.document.text
    nobody = statement is None or statement.source_kind is SourceKind.NONE
    return Said(
        number=number,
        unit_id=unit.unit_id,
        document=documents[unit.article.document_id],
        spans=unit.spans,
        content=words(unit.spans, text),
        standing=standing_of(statement) if statement else Standing.OWN,
        source="" if statement is None or nobody else source_name(statement, text),
        written="" if statement is None or nobody else words(statement.source, text),
        kind=statement.source_kind if statement else None,
        relays=tuple(words((one,), text) for one in statement.relays) if statement else (),
        cue=words(statement.cue, text) if statement else "",
        quote=statement.quote if statement else None,
        force=statement.force if statement else None,
        certainty=statement.certainty if statement else None,
        polarity=statement.polarity if statement else None,
        quantities=tuple((words((Span(q.start, q.end),), text), quantity_words(q)) for q in statement.quantities)
        if statement
        else (),
        denies=trace.denies(unit),
        corrects=unit.article.correcting is not None,
        parent=parents.get(unit.unit_id),
    )


class _Web:
    """Which articles have the claim from which."""

    def __init__(self, said: Mapping[str, Said], edges: Iterable[Edge], documents: Mapping[str, DocumentRow]) -> None:
        self.said = said
        self._documents = documents
        self._edges: dict[tuple[str, str], Edge] = {}
        for edge in sorted(edges, key=lambda one: (one.kind is not EdgeKind.COPY, -one.confidence)):
            if edge.decided and edge.kind is not EdgeKind.CORRECTS:
                self._edges.setdefault((edge.doc, edge.from_doc), edge)
        self._from: dict[str, list[str]] = defaultdict(list)
        for doc, from_doc in self._edges:
            self._from[doc].append(from_doc)

    def branches(self, unit_ids: Iterable[str]) -> tuple[Branch, ...]:
        """The articles of some statements as trees: each under the one that it has the claim from, where that is among them."""
        held: dict[str, list[Said]] = defaultdict(list)
        for one in sorted((self.said[unit_id] for unit_id in unit_ids), key=lambda one: one.number):
            held[one.document.document_id].append(one)
        above = {doc: self._above(some, held) for doc, some in held.items()}
        for doc in held:  # a circle is cut at the earliest of its articles
            way = [doc]
            while (upper := above[way[-1]]) is not None:
                if upper in way:
                    above[min(way[way.index(upper) :], key=lambda one: held[one][0].number)] = None
                    break
                way.append(upper)
        below: dict[str | None, list[str]] = defaultdict(list)
        for doc, upper in above.items():
            below[upper].append(doc)

        def grow(doc: str) -> Branch:
            upper = above[doc]
            edge = self._edges.get((doc, upper)) if upper else None
            shared = {*self._from[doc]} & {*self._from[upper]} if upper and edge is None else None
            original = self._documents.get(min(shared)) if shared else None
            heirs = tuple(map(grow, below[doc]))
            size = 1 + sum(one.size for one in heirs)
            return Branch(held[doc][0].document, tuple(held[doc]), edge, original, heirs, size)

        return tuple(map(grow, below[None]))

    def _above(self, some: Sequence[Said], held: Mapping[str, Sequence[Said]]) -> str | None:
        mine = some[0].document.document_id
        uppers = [self.said[one.parent].document.document_id for one in some if one.parent is not None]
        uppers += self._from[mine] if some[0].denies else []  # who has it from whom is worked out for what asserts alone
        return next((upper for upper in uppers if upper in held and upper != mine), None)

    def circle(self, rows: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
        """The articles in the order in which each has it from the next, begun at the earliest."""
        names = {row.document_id: row for row in rows}
        way = [rows[0].document_id]
        while True:
            uppers = [doc for doc in self._from[way[-1]] if doc in names and doc not in way]
            if not uppers:
                break
            way.append(min(uppers))
        return tuple(names[doc] for doc in (*way, *(doc for doc in names if doc not in way)))


def _origins(standing: trace.Standing, web: _Web, units: Sequence[Unit]) -> tuple[OriginView, ...]:
    counts = _counts([*standing.origins])
    found = []
    for origin, unit_ids in standing.origins.items():
        branches = web.branches(unit_ids)
        forms = Counter(written for unit_id in unit_ids if (written := web.said[unit_id].written))
        put = origin.kind in (OriginKind.NAMED, OriginKind.UNNAMED)
        found.append(
            OriginView(
                number=0,
                origin=origin,
                name=_outlet(origin.key, units) or origin.name if origin.kind is OriginKind.OUTLET else origin.name,
                counts=counts[origin],
                called=tuple(sorted(forms, key=lambda form: (-forms[form], form))) if put else (),
                branches=branches,
                articles=sum(one.size for one in branches),
            )
        )
    order, kinds = list(Counts), list(OriginKind)
    found.sort(
        key=lambda one: (
            order.index(one.counts),
            kinds.index(one.origin.kind),
            -one.articles,
            one.branches[0].said[0].number,
            one.origin.key,
        )
    )
    return tuple(replace(one, number=n) for n, one in enumerate(found, 1))


def _counts(origins: Sequence[Origin]) -> Mapping[Origin, Counts]:
    """How each origin counts, by the rules at the head of `sayso.trace.origins`."""
    sure = [one for one in origins if one.kind in (OriginKind.NAMED, OriginKind.ACCOUNT)]
    cited = [one for one in origins if one.kind is OriginKind.OUTLET]
    others = [one for one in origins if one.kind is not OriginKind.OUTLET]
    counted = others or cited
    roles = Counter(one.role for one in counted if one.kind is OriginKind.UNNAMED)
    roles.update(one.role for one in sure)
    roles[None] = len(counted)
    alone = [one for one in counted if len(counted) == 1 or (one.kind is OriginKind.UNNAMED and roles[one.role] == 1)]
    found = {one: Counts.NOT if others else Counts.OPEN for one in cited} | dict.fromkeys(others, Counts.OPEN)
    return found | dict.fromkeys((*sure, *alone), Counts.SURE)


def _outlet(key: str, units: Iterable[Unit]) -> str | None:
    """What the articles call an outlet that they cite; the name used most."""
    names = Counter(one.name for unit in units for one in unit.article.citations if one.outlet == key and one.name)
    return min(names, key=lambda name: (-names[name], name), default=None)


def _denials(said: Sequence[Said], web: _Web) -> tuple[DenialView, ...]:
    """Denials by who makes them: a named source once, anything else once for each article that has it from nowhere else."""
    groups: dict[str, list[Branch]] = defaultdict(list)
    for branch in web.branches(one.unit_id for one in said if one.denies):
        first = branch.said[0]
        named = first.standing is Standing.NAMED and not first.corrects
        groups[f"named:{first.source.casefold()}" if named else branch.document.document_id].append(branch)
    found = [DenialView(some[0].said[0], tuple(some), sum(one.size for one in some)) for some in groups.values()]
    return tuple(sorted(found, key=lambda one: one.said.number))


def _changes(changes: Iterable[Change], said: Mapping[str, Said], units: Mapping[str, Unit]) -> tuple[ChangeView, ...]:
    found = []
    for one in changes:
        old, new = units[one.from_unit].article.published, units[one.to_unit].article.published
        later, to_the_day = None, False
        if old is not None and new is not None:
            to_the_day = old.first != old.last or new.first != new.last
            later = new.first.date() - old.first.date() if to_the_day else new.first - old.first
        found.append(ChangeView(one, said[one.from_unit], said[one.to_unit], later, to_the_day))
    kinds: dict[str, int] = {kind: n for n, kind in enumerate(type(found[0].change.what))} if found else {}
    return tuple(sorted(found, key=lambda one: (kinds[one.change.what], one.new.number, one.old.number)))


def _undecided(
    asserting: Sequence[DocumentRow], edges: Iterable[Edge], documents: Mapping[str, DocumentRow]
) -> tuple[tuple[DocumentRow, ...], ...]:
    """Articles that share text without a direction, together with one another; those known to be taken from one stand aside."""
    names = {row.document_id for row in asserting}
    edges = [edge for edge in edges if edge.doc in names and edge.from_doc in names]
    taken = {edge.doc for edge in edges if edge.decided and edge.kind is not EdgeKind.CORRECTS}
    union: Union[str] = Union()
    for edge in edges:
        if not edge.decided and edge.doc not in taken and edge.from_doc not in taken:
            union.add((edge.doc, edge.from_doc))
            union.join(edge.doc, edge.from_doc)
    return tuple(_rows(documents[doc] for doc in group) for group in union.groups())


def _timeline(asserting: Sequence[DocumentRow], against: Sequence[DocumentRow], units: Iterable[Unit]) -> Timeline:
    moments = {one.article.document_id: one.article.published for one in units}
    dated = {doc: moment for doc, moment in moments.items() if moment is not None}
    times = [moment.first for moment in dated.values()]
    hourly = bool(times) and max(times) - min(times) <= HOURLY
    slots: dict[tuple[datetime, bool], tuple[list[DocumentRow], list[DocumentRow]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((asserting, against)):
        for row in rows:
            if (moment := dated.get(row.document_id)) is not None:
                at, by_hour = moment.first.replace(minute=0, second=0, microsecond=0), hourly and moment.first == moment.last
                slots[at if by_hour else at.replace(hour=0), by_hour][side].append(row)
    ordered = tuple(
        Slot(at, not by_hour, tuple(some), tuple(others)) for (at, by_hour), (some, others) in sorted(slots.items())
    )
    return Timeline(ordered, len(moments) - len(dated))
