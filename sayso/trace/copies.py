"""Who copied whom: families of articles that share their text, and for each article the one it has it from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import exp, fsum
from statistics import median

from sayso.records.links import Edge, EdgeKind, Reason
from sayso.trace.articles import Article
from sayso.trace.common import Common, by_article
from sayso.trace.reasons import SAID, reasons
from sayso.trace.union import Union

LEAST = 0.5
"""Log-odds from which a direction counts as decided."""
CENTRAL = 10.0
"""Weight of standing nearer to the rest of the family, for each unit of similarity; an original stands in the middle."""
MOST_CENTRAL = 2.0
NAMED, MOST_NAMED = 0.6, 1.8
"""Weight of each other article that names the outlet in what both share, and of all of them."""
NAMING = frozenset(("credit", "link", "title"))
"""Reasons by which an article names its original, whatever else is as near."""
DOUBTFUL = timedelta(days=2)
"""A date that is so far from those of most of the family may be wrong."""
DOUBT = 0.3
"""What is left of the weight of such a date."""
CLOSE = 0.1
"""Part of an article's words by which an original may be farther from it than another and still be preferred as earlier."""
MERGED, MERGED_PART, MERGED_ALIKE = 2, 0.2, 0.6
"""Sentences, and part of an article's words, that it must have from a second original; how alike they must be."""

Why = Mapping[tuple[str, str], Sequence[Reason]]  # by ids of the earlier and the later article


@dataclass(frozen=True, slots=True)
class Directed:
    """A possible original of an article, with the log-odds that the article has its text from it, and why."""

    origin: Article
    common: Common
    odds: float
    why: tuple[Reason, ...]


def copies(commons: Sequence[Common]) -> list[Edge]:
    """One edge for each article that was copied from another, in the order of the article's id.

    An article that was made from two others has two. Where nothing says which of two was first, an undecided edge joins them.
    """
    copied = [one for one in commons if one.copied]
    union: Union[str] = Union()
    articles: dict[str, Article] = {}
    for one in copied:
        union.join(one.left.document_id, one.right.document_id)
        for article in (one.left, one.right):
            articles[article.document_id] = article
    between = by_article(copied)
    why = _reasons(commons)
    named = _named(why)
    edges = []
    for family in union.groups():
        doubted = _doubted([articles[doc] for doc in family])
        middle = {doc: _standing(between[doc], named[doc]) for doc in family}
        before = {doc: _directed_all(articles[doc], between[doc], why, doubted, middle) for doc in family}
        decided = [_edge(articles[doc], best) for doc in family for best in _best(articles[doc], before)]
        edges += decided + _undecided(family, between, decided)
    return sorted(edges, key=lambda edge: (edge.doc, edge.from_doc))


def _undecided(family: Sequence[str], between: Mapping[str, Sequence[Common]], decided: Iterable[Edge]) -> list[Edge]:
    """Edges without a direction between those parts of a family that no edge joins, the most alike articles first."""
    parts: Union[str] = Union()
    parts.add(sorted(family))
    for edge in decided:
        parts.join(edge.doc, edge.from_doc)
    commons = {(one.left.document_id, one.right.document_id): one for doc in family for one in between[doc]}
    edges = []
    for (left, right), common in sorted(commons.items(), key=lambda item: (-_both(item[1]), item[0])):
        if parts.find(left) != parts.find(right):
            parts.join(left, right)
            edges.append(Edge(EdgeKind.COPY, right, left, False, False, False, round(_both(common), 3), ()))
    return edges


def _both(common: Common) -> float:
    """Part of both articles' words that they have in common, in [0, 1]."""
    return (common.taken(common.left) + common.taken(common.right)) / 2


def _doubted(family: Sequence[Article]) -> frozenset[str]:
    """Articles whose date is far from those of most others."""
    times = {one.document_id: one.published.middle.timestamp() for one in family if one.published is not None}
    if len(times) < 3:
        return frozenset()
    middle = median(times.values())
    reach = DOUBTFUL.total_seconds()
    near = sum(abs(time - middle) <= reach for time in times.values())
    if near <= len(times) / 2:
        return frozenset()
    return frozenset(doc for doc, time in times.items() if abs(time - middle) > reach)


def _reasons(commons: Iterable[Common]) -> Why:
    """What speaks for either direction of each pair."""
    return {
        (earlier.document_id, later.document_id): reasons(earlier, later, one)
        for one in commons
        for earlier, later in ((one.left, one.right), (one.right, one.left))
    }


def _named(why: Why) -> Counter[str]:
    """By id of an article, how many others name its outlet as where they have it from, in what both share or for all of it."""
    return Counter(earlier for (earlier, _), found in why.items() if {reason.code for reason in found} & SAID)


def _standing(commons: Sequence[Common], named: int) -> float:
    """How much an article looks like the original of its family, in log-odds: it stands in the middle, and others name it."""
    closeness = fsum(one.closeness for one in commons) / len(commons)
    return CENTRAL * closeness + min(MOST_NAMED, NAMED * named)


def _directed_all(
    article: Article, commons: Sequence[Common], why: Why, doubted: frozenset[str], middle: Mapping[str, float]
) -> dict[str, Directed]:
    """By id of each possible original."""
    found = [_directed(article, one, why, doubted, middle) for one in commons]
    return {one.origin.document_id: one for one in found}


def _best(article: Article, before: Mapping[str, Mapping[str, Directed]]) -> list[Directed]:
    """The original of an article: the one it credits; else, of those that are about as near to it as any, the earliest."""
    found = [one for one in before[article.document_id].values() if one.odds >= LEAST]
    if not found:
        return []
    credited = max(_credited(one) for one in found)
    named = [one for one in found if _credited(one) == credited]
    nearest = max(one.common.taken(article) for one in named)
    near = [one for one in named if one.common.taken(article) >= nearest - CLOSE]

    def rank(one: Directed) -> tuple[int, float, float, str]:
        """How many of the others have it from this one."""
        mine = one.origin.document_id
        firsts = sum(
            before[other.origin.document_id][mine].odds >= LEAST for other in near if mine in before[other.origin.document_id]
        )
        return (firsts, one.common.taken(article), one.odds, mine)

    first = max(near, key=rank)
    held = {i for i, _, _ in first.common.aligned(article)}
    more = [one for one in found if one is not first and _adds(article, one.common, held)]
    return [first, max(more, key=lambda one: (one.common.taken(article), one.odds))] if more else [first]


def _adds(article: Article, common: Common, held: set[int]) -> bool:
    """Whether the article has a good deal from another that its original does not have: it was made from two."""
    fresh = {i for i, _, one in common.aligned(article) if one.similarity >= MERGED_ALIKE} - held
    lengths = article.wording.lengths
    return len(fresh) >= MERGED and sum(int(lengths[i]) for i in fresh) >= MERGED_PART * article.words


def _credited(one: Directed) -> bool:
    return any(reason.code in NAMING for reason in one.why)


def _directed(article: Article, common: Common, why: Why, doubted: frozenset[str], middle: Mapping[str, float]) -> Directed:
    origin = common.other(article)
    here, there = article.document_id, origin.document_id
    doubt = not doubted.isdisjoint((here, there))
    pro, contra = _weighed(why[there, here], doubt=doubt), _weighed(why[here, there], doubt=doubt)
    nearer = max(-MOST_CENTRAL, min(MOST_CENTRAL, middle[there] - middle[here]))
    odds = sum(one.weight for one in pro) - sum(one.weight for one in contra) + nearer
    if nearer >= LEAST:
        pro.append(
            Reason("middle", "the other article stands nearer to the rest of the family, or more of them name it", nearer)
        )
    return Directed(origin, common, odds, tuple(sorted(pro, key=lambda one: -one.weight)))


def _weighed(found: Iterable[Reason], *, doubt: bool) -> list[Reason]:
    return [replace(one, weight=one.weight * DOUBT) if doubt and one.code == "date" else one for one in found]


def _edge(article: Article, best: Directed) -> Edge:
    codes = {one.code for one in best.why}
    return Edge(
        kind=EdgeKind.COPY,
        doc=article.document_id,
        from_doc=best.origin.document_id,
        decided=True,
        credited="credit" in codes,
        linked="link" in codes,
        confidence=round(1 / (1 + exp(-best.odds)), 3),
        reasons=best.why,
    )
