"""On how many independent origins a claim stands, as an interval.

Each statement of a claim goes back to an origin. A named source is one origin, however many outlets heard it. A statement that
its article has from another one, by copying or by citing it, has that one's origins. An unnamed source is an origin of its own
article, and so is an outlet that reports on its own account. A statement that rests on nobody, and is not seen to come from
another article, may have an origin of its own or may not; but beside one of its article that rests on somebody, it is a lead.

    least    named origins, and one for each role of unnamed sources that no named origin has: all others may be one another
    most     named origins, unnamed ones each for itself, and the statements that rest on nobody
    a ring   articles that cite each other in a circle, with no other origin: none or one

Adding a copy never raises the least, joining two origins never raises either, and the order of statements changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.match.contents import likeness
from sayso.match.wording import folded
from sayso.records.links import Edge, EdgeKind
from sayso.records.statements import Force, Polarity, SourceKind
from sayso.trace.articles import Article
from sayso.trace.changes import quantity_of, value_of
from sayso.trace.roles import role_of
from sayso.trace.units import Unit


class OriginKind(StrEnum):
    """What an origin is: a named source, an unnamed one, an outlet's own account, or nobody that is known."""

    NAMED = "named"
    UNNAMED = "unnamed"
    ACCOUNT = "account"
    OUTLET = "outlet"  # another outlet that is cited, whose article is not in the collection, or does not have the claim
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of a claim.

    Attributes:
        kind: what it is.
        key: tells origins apart within the claim.
        name: the source as the articles call it, or the outlet.
        role: what the source is said to be, where that is known; see `sayso.trace.roles`.
    """

    kind: OriginKind
    key: str
    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """On what a claim stands.

    Attributes:
        least, most: independent origins.
        origins: by kind and key, each with the ids of the units that go back to it.
        parents: by id of a unit, the id of the one that its article has it from.
        ring: whether the claim goes round in a circle.
    """

    least: int
    most: int
    origins: Mapping[Origin, tuple[str, ...]]
    parents: Mapping[str, str]
    ring: bool


def standing(claim: Sequence[Unit], edges: Iterable[Edge]) -> Standing:
    """On what the statements of a claim stand that assert it; denials are left out.

    Args:
        claim: its units, in any order.
        edges: who has it from whom, of all articles of the claim at least.
    """
    asserting = sorted((one for one in claim if not denies(one)), key=lambda one: one.unit_id)
    by_id = {one.unit_id: one for one in asserting}
    parents = _parents(asserting, edges)
    own = {one.unit_id: _own(one) for one in asserting}
    traced = _traced(by_id, parents, own)
    known = _accounts(by_id, parents, own, traced)
    found: dict[Origin, list[str]] = defaultdict(list)
    for unit_id, roots in traced.items():
        for origin in {known.get(root, own[root]) for root in roots}:
            found[origin].append(unit_id)
    found = _with_roles(found)
    ring = bool(asserting) and not found
    least, most = (0, 1) if ring else _interval(found)
    return Standing(least, most, {one: tuple(found[one]) for one in sorted(found, key=_order)}, parents, ring)


def denies(unit: Unit) -> bool:
    """Whether a unit denies what the claim says, or takes it back."""
    if unit.article.correcting is not None:
        return True
    statement = unit.statement
    return statement is not None and (statement.polarity is Polarity.NEGATIVE or statement.force is Force.DENIES)


def _parents(asserting: Sequence[Unit], edges: Iterable[Edge]) -> dict[str, str]:
    """By unit, the unit of another article that it was taken from.

    Of a copy that is any article of its family that came before: the one with the same number, then the one most like it.
    """
    held: dict[str, list[Unit]] = defaultdict(list)
    for one in asserting:
        held[one.article.document_id].append(one)
    copied: dict[str, set[str]] = defaultdict(set)
    cited: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.decided and edge.doc in held and edge.from_doc in held and edge.kind is not EdgeKind.CORRECTS:
            (copied if edge.kind is EdgeKind.COPY else cited)[edge.doc].add(edge.from_doc)
    before = {doc: _before(held[doc][0].article, copied, held) for doc in held}
    parents = {}
    for one in asserting:
        doc = one.article.document_id
        outlets = _cited_beside(one)
        froms = before[doc] or {other for other in cited[doc] if held[other][0].article.outlet in outlets}
        value = value_of(quantity_of(one))

        def rank(other: Unit, *, mine: Unit = one, value: tuple[str, str, str] = value) -> tuple[bool, float, bool, str]:
            alike = round(likeness(mine.content, other.content)[2], 2)
            direct = other.article.document_id in copied[mine.article.document_id]
            return value_of(quantity_of(other)) == value, alike, direct, other.unit_id

        nearest = max((other for origin in sorted(froms) for other in held[origin]), key=rank, default=None)
        if nearest is not None:
            parents[one.unit_id] = nearest.unit_id
    return parents


def _before(article: Article, copied: Mapping[str, set[str]], held: Mapping[str, Sequence[Unit]]) -> set[str]:
    """Articles of the claim that an article may have been copied from: its originals, and earlier copies of these."""
    doc = article.document_id
    originals: set[str] = set()
    todo = list(copied.get(doc, ()))
    while todo:
        if (origin := todo.pop()) not in originals:
            originals.add(origin)
            todo += copied.get(origin, ())
    siblings = {other for other, froms in copied.items() if froms & originals and other != doc}
    earlier = {other for other in siblings if _earlier(held[other][0].article, article) and doc not in copied[other]}
    return originals | earlier


def _earlier(one: Article, other: Article) -> bool:
    """Whether both dates are known and the first is the earlier one."""
    return one.published is not None and other.published is not None and one.published.last < other.published.first


def _cited_beside(unit: Unit) -> set[str]:
    """Outlets that are cited in the sentences of a unit."""
    sentences = {i for span in unit.spans for i in unit.article.wording.within(span)}
    return {one.outlet for i in sentences for one in unit.article.cited.get(i, ()) if one.outlet is not None}


def _own(unit: Unit) -> Origin:
    """The origin that a unit names, or would be if it came from nowhere else."""
    statement, article = unit.statement, unit.article
    unseen = Origin(OriginKind.UNSEEN, article.document_id, article.document.outlet or article.document_id, None)
    cited = sorted(_cited_beside(unit))
    if cited:
        unseen = Origin(OriginKind.OUTLET, cited[0], cited[0], None)
    if statement is None or not statement.source or statement.source_kind in (SourceKind.NONE, SourceKind.MEDIA):
        return unseen
    if any(one.place is not None and any(one.place.overlaps(span) for span in statement.source) for one in article.citations):
        return unseen
    text = " ".join(article.document.text[start:end] for start, end in statement.source)
    name = statement.source_resolved or text
    role = role_of(f"{text} {name}")
    if statement.source_named and (key := _name_key(name, person=statement.source_kind is SourceKind.PERSON)):
        return Origin(OriginKind.NAMED, key, name, role)
    return Origin(OriginKind.UNNAMED, f"{article.document_id}:{role or text.lower()}", text, role)


def _name_key(name: str, *, person: bool) -> str:
    """What forms of one name have in common: of a person the last name, of others all capital words; empty for no name."""
    words = [word for word in name.split(",")[0].replace(".", " ").split() if word[0].isupper() or word[0].isdigit()]
    words = [folded(word) for word in words if word.lower() not in ("the", "a", "an")]
    return (words[-1] if person else " ".join(words)) if words else ""


def _traced(units: Mapping[str, Unit], parents: Mapping[str, str], own: Mapping[str, Origin]) -> dict[str, set[str]]:
    """By unit, the units at which its chain ends; none where the chain is a circle.

    What rests on nobody in an article that puts the same claim on somebody as well is a lead: it goes back to that one's ends.
    """
    ends = {unit_id: end for unit_id in units if (end := _end(unit_id, parents, own)) is not None}
    put: dict[str, set[str]] = defaultdict(set)
    for unit_id, end in ends.items():
        if own[end].kind is not OriginKind.UNSEEN:
            put[units[unit_id].article.document_id].add(end)
    traced: dict[str, set[str]] = {unit_id: set() for unit_id in units}
    for unit_id, end in ends.items():
        somebody = put.get(units[end].article.document_id) if own[end].kind is OriginKind.UNSEEN else None
        traced[unit_id] = somebody or {end}
    return traced


def _end(unit_id: str, parents: Mapping[str, str], own: Mapping[str, Origin]) -> str | None:
    """The unit at which a chain ends: one that names its source, or has no parent; None where the chain is a circle."""
    seen: set[str] = set()
    while own[unit_id].kind is not OriginKind.NAMED and unit_id in parents:
        if unit_id in seen:
            return None
        seen.add(unit_id)
        unit_id = parents[unit_id]
    return unit_id


def _accounts(
    units: Mapping[str, Unit],
    parents: Mapping[str, str],
    own: Mapping[str, Origin],
    traced: Mapping[str, set[str]],
) -> dict[str, Origin]:
    """Ends of chains that report on their outlet's own account: others cite the outlet for it, or they are first."""
    ends = {root for roots in traced.values() for root in roots if own[root].kind is OriginKind.UNSEEN}
    cited = {one for unit_id, one in parents.items() if units[one].article.outlet in _cited_beside(units[unit_id])}
    voiced = [end for end in sorted(ends) if units[end].statement is None]
    accounts = {end for end in voiced if end in cited}
    dated = [(moment.last, end) for end in voiced if (moment := units[end].article.published) is not None]
    if dated and not any(one.kind is not OriginKind.UNSEEN for one in own.values()):
        accounts = {min(dated)[1]}
    return {end: Origin(OriginKind.ACCOUNT, own[end].key, own[end].name, "outlet") for end in accounts}


def _with_roles(found: Mapping[Origin, list[str]]) -> dict[Origin, list[str]]:
    """Mentions of one named source made one origin, with the role and the fullest name that any of them gives."""
    mentions: dict[tuple[OriginKind, str], list[Origin]] = defaultdict(list)
    for origin in found:
        mentions[origin.kind, origin.key].append(origin)
    joined = {}
    for some in mentions.values():
        name = max((one.name for one in some), key=lambda name: (len(name), name))
        role = min((one.role for one in some if one.role is not None), default=None)
        joined[replace(some[0], name=name, role=role)] = sorted({unit for one in some for unit in found[one]})
    return joined


def _interval(found: Iterable[Origin]) -> tuple[int, int]:
    sure, unnamed, outlets, unseen = set(), set(), set(), set()
    roles: set[str | None] = {None}  # one of no known role may be any of the others
    for one in found:
        if one.kind in (OriginKind.NAMED, OriginKind.ACCOUNT):
            sure.add((one.kind, one.key))
            roles.add(one.role)
        elif one.kind is OriginKind.UNNAMED:
            unnamed.add((one.key, one.role))
        elif one.kind is OriginKind.OUTLET:
            outlets.add(one.key)
        else:
            unseen.add(one.key)
    least = len(sure) + len({role for _, role in unnamed} - roles)
    most = len(sure) + len(unnamed) + len(unseen)
    # What another outlet is said to have reported goes back to one of these, or, where there is none, to that outlet.
    most = most or len(outlets)
    return max(least, 1 if most else 0), most


def _order(one: Origin) -> tuple[str, str, str]:
    return one.kind, one.key, one.name
