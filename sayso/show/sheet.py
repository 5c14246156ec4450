"""A Reading as a Sheet: plain words and numbers, laid out once for both the terminal and the HTML page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.records.anchors import Span, Spans, covered
from sayso.records.documents import Document, Problem
from sayso.records.statements import OwnAssertion, Reading, SourceKind, Statement
from sayso.show.jsonform import all_problems
from sayso.show.wording import NOBODY, Standing, detail_line, kind_words, one_line, profile_line, quantity_words, standing_of

GAP = " \u2026 "
_TIME = re.compile(r"(?<=\d)T\d\d:.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement as people see it.

    Attributes:
        number: place in the sheet, from 1; a nested statement stands under its parent.
        depth: 0 at top level, 1 inside another statement, and so on.
        parent: number of the statement inside which this one stands, or None.
        source: the name or fullest description, "nobody given" without one.
        written: the source as this sentence writes it, where that differs ("she"); else empty.
        relays: who carried it from the source to the article, outermost first.
        chain: all parties from the article to the source, outermost first, those of the parents included; a party that
            reports its own words counts once.
        quantities: pairs of the words and the range they stand for.
        denies: numbers of the statements that this one denies.
        source_number: place of its source in the list of sources, from 1.
    """

    number: int
    depth: int
    parent: int | None
    statement: Statement
    standing: Standing
    source: str
    written: str
    kind: str
    relays: tuple[str, ...]
    chain: tuple[str, ...]
    cue: str
    content: str
    target: str
    quantities: tuple[tuple[str, str], ...]
    denies: tuple[int, ...]
    source_number: int


@dataclass(frozen=True, slots=True)
class OwnView:
    """One assertion of the article itself; `letter` is a, b, ..., z, aa, ..."""

    number: int
    letter: str
    own: OwnAssertion
    content: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source: how much it carries, the other names it goes by, and the numbers of its statements."""

    number: int
    name: str
    kind: str
    standing: Standing
    words: int
    also: tuple[str, ...]
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a renderer needs.

    Attributes:
        title: as given, or the first words of the text.
        facts: outlet, date and byline, as far as known, in that order.
        counts: how many stretches stand on named sources, on unnamed ones, on nobody, and on the article itself.
        sources: by words carried, most first.
        statements: in order, nested ones under their parent.
    """

    document: Document
    title: str
    facts: tuple[str, ...]
    profile: str
    detail: str
    counts: tuple[tuple[Standing, int], ...]
    sources: tuple[SourceView, ...]
    statements: tuple[StatementView, ...]
    own: tuple[OwnView, ...]
    problems: tuple[Problem, ...]
    methods: tuple[str, ...]


def lay_out(reading: Reading) -> Sheet:
    """The reading in words."""
    profile = reading.profile
    text = reading.document.text
    order = _tree(reading.statements)
    sources, source_of = _sources(reading, [statement for statement, _, _ in order])
    return Sheet(
        document=reading.document,
        title=one_line(reading.document.title or "") or _opening(text),
        facts=_facts(reading.document),
        profile=profile_line(profile),
        detail=detail_line(profile),
        counts=(
            (Standing.NAMED, profile.named),
            (Standing.UNNAMED, profile.unnamed),
            (Standing.NOBODY, profile.nobody),
            (Standing.OWN, profile.own),
        ),
        sources=sources,
        statements=_views(text, order, source_of),
        own=tuple(OwnView(n, letters(n), own, words(own.content, text)) for n, own in enumerate(reading.own, 1)),
        problems=all_problems(reading),
        methods=tuple(dict.fromkeys(one_line(statement.method) for statement in reading.statements)),
    )


def source_name(statement: Statement, text: str) -> str:
    """The name or fullest description of the source, or "nobody given"."""
    if statement.source_kind == SourceKind.NONE:
        return NOBODY
    return one_line(statement.source_resolved or "") or words(statement.source, text) or "not named again"


def words(spans: Spans, text: str) -> str:
    """The words that the spans cover on one line, with an ellipsis between spans."""
    return one_line(covered(spans, text, GAP))


def letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa."""
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def _opening(text: str) -> str:
    first = next((one_line(line) for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= 80 else first[:79].rstrip() + "\u2026"


def _facts(document: Document) -> tuple[str, ...]:
    byline = ", ".join(
        author.name + (f" ({', '.join(author.affiliations)})" if author.affiliations else "") for author in document.byline
    )
    day = _TIME.sub("", document.published or "")  # the time of day stands with the other dates
    facts = (document.outlet or "", day, f"by {byline}" if byline else "")
    return tuple(filter(None, map(one_line, facts)))


def _tree(statements: Sequence[Statement]) -> list[tuple[Statement, int, int | None]]:
    """Statements with depth and the number of their parent; parents before children, otherwise in the order given."""
    ids = {statement.statement_id for statement in statements}
    children: dict[str | None, list[Statement]] = {}
    for statement in statements:
        children.setdefault(statement.parent if statement.parent in ids else None, []).append(statement)
    order: list[tuple[Statement, int, int | None]] = []
    seen: set[int] = set()

    def walk(roots: Iterable[Statement]) -> None:
        waiting: list[tuple[Statement, int, int | None]] = [(root, 0, None) for root in reversed([*roots])]
        while waiting:
            statement, depth, parent = waiting.pop()
            if id(statement) in seen:
                continue
            seen.add(id(statement))
            order.append((statement, depth, parent))
            inner = children.get(statement.statement_id, [])
            waiting.extend((child, depth + 1, len(order)) for child in reversed(inner))

    walk(children.get(None, []))
    walk(statements)  # whatever hangs in a ring of parents still gets its place
    return order


def _views(
    text: str, order: Sequence[tuple[Statement, int, int | None]], source_of: dict[int, int]
) -> tuple[StatementView, ...]:
    number_of: dict[str, int] = {}
    for number, (statement, _, _) in enumerate(order, 1):
        number_of.setdefault(statement.statement_id, number)
    views: list[StatementView] = []
    for number, (statement, depth, parent) in enumerate(order, 1):
        source, written = source_name(statement, text), words(statement.source, text)
        relays = tuple(words((relay,), text) for relay in statement.relays)
        above = views[parent - 1].chain if parent else ()
        views.append(
            StatementView(
                number=number,
                depth=depth,
                parent=parent,
                statement=statement,
                standing=standing_of(statement),
                source=source,
                written=written if _differ(written, source) else "",
                kind=kind_words(statement.source_kind, named=statement.source_named),
                relays=relays,
                chain=tuple(name for name, _ in groupby((*above, *relays, source))),
                cue=words(statement.cue, text),
                content=words(statement.content, text),
                target=words(statement.target, text),
                quantities=tuple((words((Span(q.start, q.end),), text), quantity_words(q)) for q in statement.quantities),
                denies=tuple(number_of[other] for other in statement.denies if other in number_of),
                source_number=source_of[id(statement)],
            )
        )
    return tuple(views)


def _differ(written: str, source: str) -> bool:
    bare = (name.casefold().removeprefix("the ") for name in (written, source))
    return bool(written) and len({*bare}) > 1


def _sources(reading: Reading, order: Sequence[Statement]) -> tuple[tuple[SourceView, ...], dict[int, int]]:
    """Sources in the order of the profile, and the number of its source for each statement (by identity)."""
    text = reading.document.text
    groups: dict[tuple[str, str], list[tuple[int, Statement]]] = {}
    for number, statement in enumerate(order, 1):
        groups.setdefault(_key(source_name(statement, text), standing_of(statement)), []).append((number, statement))
    also = {one_line(alias.name).casefold(): tuple(map(one_line, alias.also)) for alias in reading.aliases}
    rank: dict[tuple[str, str], int] = {}
    weight: dict[tuple[str, str], int] = {}
    for place, share in enumerate(reading.profile.by_source):
        nobody = share.source_kind == SourceKind.NONE
        standing = Standing.NOBODY if nobody else Standing.NAMED if share.source_named else Standing.UNNAMED
        key = _key(NOBODY if nobody else one_line(share.name), standing)
        rank.setdefault(key, place)
        weight[key] = weight.get(key, 0) + share.words
    keys = sorted(groups, key=lambda key: rank.get(key, len(rank)))
    views, source_of = [], {}
    for number, key in enumerate(keys, 1):
        members = groups[key]
        first = members[0][1]
        name = source_name(first, text)
        views.append(
            SourceView(
                number=number,
                name=name,
                kind=kind_words(first.source_kind, named=first.source_named),
                standing=standing_of(first),
                words=weight.get(key) or sum(len(covered(s.content, text).split()) for _, s in members),
                also=also.get(name.casefold(), ()),
                statements=tuple(place for place, _ in members),
            )
        )
        source_of.update({id(statement): number for _, statement in members})
    return tuple(views), source_of


def _key(name: str, standing: Standing) -> tuple[str, str]:
    return name.casefold(), standing.value
