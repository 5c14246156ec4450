"""What articles say, statement by statement, and which of it is the same thing.

Statements join by pairs (`sayso.match.contents.agreement`), and groups are what is joined: which statements belong together
does not depend on their order, and a new article touches only the groups that its statements join. Within one article,
statements are not compared; they meet through others.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.match.contents import Content, agreement, names_of, same_event
from sayso.records.anchors import Spans
from sayso.records.rulings import NONE, Rulings
from sayso.records.statements import Reading, Statement
from sayso.trace.articles import Article
from sayso.trace.groups import groups

LEAST_STEMS = 2
"""Telling stems that two contents share before they are looked at."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that an article says, on somebody's word or its own.

    Attributes:
        unit_id: document id and statement id, joined by ":".
        article: the article.
        spans: what is said.
        statement: the statement, or None for an assertion of the article's own.
        content: what is compared.
    """

    unit_id: str
    article: Article
    spans: Spans
    statement: Statement | None
    content: Content


def units(article: Article, reading: Reading) -> list[Unit]:
    """The statements of an article and its own assertions, in order of place."""
    said = [(one.statement_id, one.content, one) for one in reading.statements]
    own = [(one.own_id, one.content, None) for one in reading.own]
    found = [
        Unit(f"{article.document_id}:{key}", article, spans, statement, Content.of(article.wording, spans))
        for key, spans, statement in (*said, *own)
    ]
    return sorted(found, key=lambda one: (one.spans, one.unit_id))


def grouped(every: Sequence[Unit], *, rulings: Rulings = NONE) -> list[list[Unit]]:
    """The units that say the same thing, each unit in one group; by the id of their first unit, and ordered within.

    Args:
        every: the units, in any order.
        rulings: what people said of units.
    """
    ordered = sorted(every, key=lambda one: one.unit_id)
    names = {one.article.document_id: names_of(one.article.wording) for one in ordered}
    agreed = []
    for one, other in _candidates(ordered):
        near = same_event(names[one.article.document_id], names[other.article.document_id])
        found = agreement(one.content, other.content, near=near)
        if found is not None:
            first, second = sorted((one.unit_id, other.unit_id))
            agreed.append((first, second, found.score))
    by_id = {one.unit_id: one for one in ordered}
    return [[by_id[key] for key in group] for group in groups(by_id, agreed, rulings=rulings)]


def _candidates(ordered: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of different articles that share some telling stems, each once."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(ordered):
        shared: dict[int, int] = defaultdict(int)
        for stem in one.content.stems:
            for other in holders[stem]:
                shared[other] += 1
            holders[stem].append(number)
        for other in sorted(shared):
            if shared[other] >= LEAST_STEMS and ordered[other].article.document_id != one.article.document_id:
                yield ordered[other], one
