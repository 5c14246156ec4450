"""Which article corrects or withdraws an earlier one of the same outlet."""

from collections.abc import Iterable

from sayso.records.links import Edge, EdgeKind, Reason
from sayso.trace.articles import Article
from sayso.trace.common import Common
from sayso.trace.reasons import correction


def corrections(commons: Iterable[Common]) -> list[Edge]:
    """One edge for each article that says it corrects something, to the one of its outlet that it has most in common with."""
    best: dict[str, tuple[float, Article, Reason]] = {}
    for one in commons:
        if one.left.outlet is None or one.left.outlet != one.right.outlet:
            continue
        for article in (one.left, one.right):
            cue = article.correcting
            other = one.other(article)
            if cue is None or _before(article, other) or (other.correcting is not None and not _before(other, article)):
                continue
            taken = one.taken(article)
            if article.document_id not in best or taken > best[article.document_id][0]:
                best[article.document_id] = (taken, other, correction(cue))
    return [
        Edge(EdgeKind.CORRECTS, doc, other.document_id, True, False, False, 0.9, (reason,))
        for doc, (_, other, reason) in sorted(best.items())
    ]


def _before(one: Article, other: Article) -> bool:
    """Whether both dates are known and the first is earlier by more than a day: dates alone may be wrong by hours."""
    if one.published is None or other.published is None:
        return False
    return (other.published.first - one.published.last).days >= 1
