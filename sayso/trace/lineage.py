"""The lineage of some documents: passages with those marked that prove nothing, and the edges that follow from the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records.links import Edge, EdgeKind, Passage, Reason
from sayso.records.rulings import NONE, Rulings
from sayso.trace.articles import Article
from sayso.trace.common import Common
from sayso.trace.copies import copies
from sayso.trace.corrections import corrections
from sayso.trace.relays import relays
from sayso.trace.stock import marked

SURE = 10.0
"""Log-odds of what a person decided."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What joins some documents.

    Attributes:
        passages: by left and right document, then by place; stock is marked.
        edges: by kind, then by the ids of both documents.
    """

    passages: tuple[Passage, ...]
    edges: tuple[Edge, ...]


def lineage(articles: Mapping[str, Article], passages: Sequence[Passage], *, rulings: Rulings = NONE) -> Lineage:
    """The lineage of articles, the same whatever their order.

    Args:
        articles: by id.
        passages: what pairs of them share, in any order.
        rulings: what people said of edges.
    """
    ordered = sorted(passages, key=lambda one: (one.left_doc, one.right_doc, one.left, one.right))
    found = marked(ordered, {doc: article.wording for doc, article in articles.items()})
    shared: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for one in found:
        shared[one.left_doc, one.right_doc].append(one)
    made = (Common.of(articles[left], articles[right], some) for (left, right), some in sorted(shared.items()))
    commons = [one for one in made if one is not None]
    copied = copies(commons)
    cited = relays([articles[doc] for doc in sorted(articles)], commons, copied)
    return Lineage(tuple(found), _ruled((*copied, *cited, *corrections(commons)), articles, rulings))


def _ruled(edges: Iterable[Edge], articles: Mapping[str, Article], rulings: Rulings) -> tuple[Edge, ...]:
    """The edges as people want them: those they cut are left out, those they named are sure."""
    found = {(edge.kind, edge.doc, edge.from_doc): edge for edge in edges}
    for (kind, doc, from_doc), there in rulings.edges.items():
        if doc not in articles or from_doc not in articles:
            continue
        known = found.pop((kind, doc, from_doc), None)
        other = found.get((kind, from_doc, doc))
        if there and other is not None and not other.decided:
            known = known or found.pop((kind, from_doc, doc))
        if there:
            found[kind, doc, from_doc] = _sure(kind, doc, from_doc, known)
    order = tuple(EdgeKind)
    return tuple(sorted(found.values(), key=lambda edge: (order.index(edge.kind), edge.doc, edge.from_doc)))


def _sure(kind: EdgeKind, doc: str, from_doc: str, known: Edge | None) -> Edge:
    reviewed = Reason("reviewed", "a person decided that it is so", SURE)
    return Edge(
        kind=kind,
        doc=doc,
        from_doc=from_doc,
        decided=True,
        credited=known is not None and known.credited,
        linked=known is not None and known.linked,
        confidence=1.0,
        reasons=(reviewed, *(known.reasons if known is not None else ())),
    )
