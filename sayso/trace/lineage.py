"""The lineage of some documents: passages with those marked that prove nothing, and the edges that follow from the rest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.records.links import Edge, Passage
from sayso.trace.articles import Article
from sayso.trace.common import Common
from sayso.trace.copies import copies
from sayso.trace.corrections import corrections
from sayso.trace.relays import relays
from sayso.trace.stock import marked


@dataclass(frozen=True, slots=True)
class Lineage:
    """What joins some documents.

    Attributes:
        passages: by left and right document, then by place; stock is marked.
        edges: by kind, then by the ids of both documents.
    """

    passages: tuple[Passage, ...]
    edges: tuple[Edge, ...]


def lineage(articles: Mapping[str, Article], passages: Sequence[Passage]) -> Lineage:
    """The lineage of articles, the same whatever their order.

    Args:
        articles: by id.
        passages: what pairs of them share, in any order.
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
    return Lineage(tuple(found), (*copied, *cited, *corrections(commons)))
