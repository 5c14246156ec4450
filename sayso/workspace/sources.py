"""All that a source has said in a collection, and which other names may be the same source's.

Inside a document its reading tells which names are one source. Across documents only equal names are, capitals aside, and those
that people joined; what merely looks alike is proposed, with reasons, and never joined by itself. Sources without a name cannot
be told from each other: their statements are listed document by document, and nothing is proposed for them.
"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sayso.errors import NotFound, QueryInvalid
from sayso.match.names import form_of, words_of
from sayso.records.rulings import Rulings
from sayso.records.statements import SourceKind
from sayso.store.query import parse
from sayso.store.rows import StatementRow
from sayso.store.view import View
from sayso.trace.roles import role_of
from sayso.workspace.claiming import Claims, Traced
from sayso.workspace.grouping import folded
from sayso.workspace.opening import Workspace
from sayso.workspace.rulings import one_source, rulings_of

MOST = 1_000
"""Statements of sources without a name that are listed."""
PROPOSED = 20
"""Other names that are proposed."""
_WHOLE_S = 30.0  # the names of a large collection may take longer than a page that somebody waits for


@dataclass(frozen=True, slots=True)
class Name:
    """A name that counts as the source's.

    Attributes:
        name: as most of its statements resolve to it.
        forms: how sentences write it, most used first.
        statements, documents: how many.
        ruled: whether people joined it; else it is the name that was asked for.
    """

    name: str
    forms: tuple[str, ...]
    statements: int
    documents: int
    ruled: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another name that may be the same source's: how much is put on it, and why it may be."""

    name: str
    statements: int
    documents: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllSaid:
    """What a source said.

    Attributes:
        asked: the name as it was asked for.
        named: whether it is a name; otherwise it is a description, and its statements are of nobody knows how many sources.
        names: those that count as one source, most statements first; empty for a description.
        units: ids of the statements, by document and place.
        claims: the claim of each of them, each claim once, by its id.
        proposals: the likeliest first; empty for a description.
    """

    asked: str
    named: bool
    names: tuple[Name, ...]
    units: tuple[str, ...]
    claims: tuple[Traced, ...]
    proposals: tuple[Proposal, ...]


def all_said(workspace: Workspace, claims: Claims, name: str) -> AllSaid:
    """What the source of a name said, or what sources said that are described so.

    Raises:
        NotFound: no source is called or described so; the hint has names that are near.

    Cost: one pass over the names of all sources.
    """
    view = workspace.store.view(deadline_s=_WHOLE_S)
    name = " ".join(name.split())
    every, rulings = view.source_keys(), rulings_of(view)
    keys = _joined(folded(name), every, rulings)
    rows = view.said_by(keys)
    if rows:
        proposals = _proposals(view, rows, keys, every, rulings)
        return AllSaid(name, True, _names(rows, folded(name)), *_claims(claims, rows), proposals)
    rows = _described(view, name)
    if not rows:
        near = difflib.get_close_matches(folded(name), every, n=3) or _with_word(name, every)
        names = [_called(view.said_by([key])) for key in near]
        hint = (
            f"Did you mean {' or '.join(names)}?"
            if names
            else "`sayso search --statements source:WORD` finds sources by a word."
        )
        raise NotFound("no source is called or described so.", name, hint)
    return AllSaid(name, False, (), *_claims(claims, rows), ())


def _joined(name: str, every: Sequence[str], rulings: Rulings) -> list[str]:
    """The keys of all names that count as one with a name, by rulings; without any, those of the name itself."""
    union = one_source(rulings)
    mine = union.find(name)
    return [key for key in every if union.find(folded(key)) == mine]


def _names(rows: Sequence[StatementRow], asked: str) -> tuple[Name, ...]:
    by_key: dict[str, list[StatementRow]] = defaultdict(list)
    for row in rows:
        by_key[folded(row.source_key or "")].append(row)
    found = [
        Name(_called(some), _forms(some), len(some), len({row.document_id for row in some}), ruled=key != asked)
        for key, some in by_key.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.statements, one.name)))


def _called(rows: Iterable[StatementRow]) -> str:
    """The name that is used most."""
    names = Counter(row.source_name or "" for row in rows)
    return min(names, key=lambda name: (-names[name], name))


def _forms(rows: Iterable[StatementRow]) -> tuple[str, ...]:
    forms = Counter(row.source for row in rows if row.source)
    return tuple(sorted(forms, key=lambda form: (-forms[form], form)))


def _claims(claims: Claims, rows: Iterable[StatementRow]) -> tuple[tuple[str, ...], tuple[Traced, ...]]:
    units, found = [], {}
    for row in rows:
        with suppress(NotFound):  # somebody has just forgotten it
            traced = claims.claim(unit := f"{row.document_id}:{row.statement_id}")
            units.append(unit)
            found[traced.claim.claim_id] = traced
    return tuple(units), tuple(found[key] for key in sorted(found))


def _described(view: View, description: str) -> tuple[StatementRow, ...]:
    """Statements on sources without a name whose description holds these words."""
    try:
        query = parse(f'source:"{description.replace(chr(34), " ")}" named:no')
        hits = view.search(query, of="statements", limit=MOST).hits
    except QueryInvalid:  # there is no word in it
        return ()
    return tuple(sorted((hit.statement for hit in hits if hit.statement), key=lambda row: (row.document_id, row.position)))


def _with_word(name: str, every: Iterable[str]) -> list[str]:
    """Names that have all words of the name, the shortest first."""
    wanted = {*words_of(name)}
    return sorted((key for key in every if wanted and wanted <= {*words_of(key)}), key=lambda key: (len(key), key))[:3]


def _proposals(
    view: View, rows: Sequence[StatementRow], keys: Sequence[str], every: Iterable[str], rulings: Rulings
) -> tuple[Proposal, ...]:
    """Names that look alike, those with most reasons first; what people ruled on is not proposed again."""
    decided = {frozenset((folded(one), folded(other))) for one, other, _ in rulings.names}
    mine, person = _Known.of(rows), _is_person(rows)
    found = []
    for key in every:
        why = next(filter(None, (_alike(one, key, person=person) for one in keys)), "")
        if not why or key in keys or any(frozenset((folded(one), folded(key))) in decided for one in keys):
            continue
        theirs = view.said_by([key])
        reasons = mine.reasons(_Known.of(theirs), why) if _is_person(theirs) == person else ()
        if reasons:
            found.append(Proposal(_called(theirs), len(theirs), len({row.document_id for row in theirs}), reasons))
    return tuple(sorted(found, key=lambda one: (-len(one.reasons), -one.statements, one.name))[:PROPOSED])


def _is_person(rows: Sequence[StatementRow]) -> bool:
    return 2 * sum(row.source_kind == SourceKind.PERSON.value for row in rows) > len(rows)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a name besides itself: what the source is said to be, and which articles it stands in."""

    roles: frozenset[str]
    documents: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[StatementRow]) -> "_Known":
        rows = list(rows)
        roles = (role_of(f"{row.source} {row.source_name or ''}") for row in rows)
        return cls(frozenset(role for role in roles if role), frozenset(row.document_id for row in rows))

    def reasons(self, other: "_Known", why: str) -> tuple[str, ...]:
        """Why two names may be one source's; none where one article tells them apart, or they are said to be unlike things."""
        if self.documents & other.documents or (self.roles and other.roles and not self.roles & other.roles):
            return ()
        return (why, *(f"both are described as {role}" for role in sorted(self.roles & other.roles)))


def _alike(one: str, other: str, *, person: bool) -> str:
    """Why two names may be one source's; empty where nothing speaks for it."""
    if form_of(one) == form_of(other):
        return "the names are the same but for accents, signs or “the”"
    a, b = sorted((words_of(one), words_of(other)), key=len)
    if not a or not b:
        return ""
    if person:
        return _alike_persons(a, b)
    bare = [word for word in b if word not in ("of", "the", "and", "for")]
    if len(a) == 1 and len(a[0]) > 1 and a[0] in ("".join(word[0] for word in b), "".join(word[0] for word in bare)):
        return "one is made of the initials of the other"
    held = any(b[at : at + len(a)] == a for at in range(len(b) - len(a) + 1))
    return "one name stands in the other" if len(a) > 1 and held else ""


def _alike_persons(short: Sequence[str], long: Sequence[str]) -> str:
    if short[-1] != long[-1]:
        return ""
    if len(short) == 1:
        return "one is the last name of the other"
    first, others = short[0], long[0]
    if first == others:
        return "first and last name are the same"
    return (
        "the last name is the same, and the first name begins so"
        if 1 in (len(first), len(others)) and first[0] == others[0]
        else ""
    )
