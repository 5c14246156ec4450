"""Which article of the collection carried a claim first, as far as the articles tell.

An article that has the claim from another one of them is not the first. Among the others the earliest date decides, unless it
is so far from the dates of most that it may be wrong; an article without a date comes before those that name it.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median

from sayso.records.links import Edge
from sayso.trace.articles import Article

FAR = timedelta(days=7)
"""A date that is so far before those of most articles of a claim may be wrong."""


def first_of(articles: Sequence[Article], edges: Iterable[Edge]) -> Article:
    """The article that carried it first.

    Args:
        articles: those that carry the claim, at least one.
        edges: who has it from whom, of all of them at least.
    """
    by_id = {one.document_id: one for one in sorted(articles, key=lambda one: one.document_id)}
    named: dict[str, set[str]] = {doc: set() for doc in by_id}
    for edge in edges:
        if edge.decided and edge.doc in by_id and edge.from_doc in by_id:
            named[edge.from_doc].add(edge.doc)
    derived = set().union(*named.values())
    roots = [doc for doc in by_id if doc not in derived] or list(by_id)
    times = {doc: one.published.middle.timestamp() for doc, one in by_id.items() if one.published is not None}
    if not times:
        return by_id[max(roots, key=lambda doc: len(named[doc]))]
    usual = median(times.values())
    sure = [doc for doc in roots if doc in times and times[doc] >= usual - FAR.total_seconds()]
    undated = [doc for doc in roots if doc not in sure and named[doc]]
    earliest = min(sure, key=lambda doc: (times[doc], doc), default=None)
    if earliest is None:
        return by_id[max(undated or roots, key=lambda doc: (len(named[doc]), doc))]
    # One without a sure date is first if more name it than name the earliest one.
    most = max(undated, key=lambda doc: (len(named[doc]), doc), default=None)
    return by_id[most] if most is not None and len(named[most]) > len(named[earliest]) else by_id[earliest]
