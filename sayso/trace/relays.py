"""Who passes on what another article reported, by naming its outlet or linking to it, without being a copy of it."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sayso.records.links import Citation, Edge, EdgeKind, Naming, Reason
from sayso.trace.articles import WHOLE, Article
from sayso.trace.common import Common, by_article
from sayso.trace.reasons import page_of

SAME_SENTENCE, LINKED, SAME_STORY = 0.95, 0.95, 0.75
"""Confidence by what leads to the article: the shared sentence, its address, or anything that both share."""
_WORDS = {
    Naming.REPORTED: "says that {} reported it",
    Naming.CITING: "cites {}",
    Naming.TOLD: "says that it was told to {}",
    Naming.LINK: "links to {}",
}
_QUOTED_BY = re.compile(r"\b(?:quoted|cited|carried|relayed|republished) (?:by|in|on)\b", re.IGNORECASE)
_LATE = datetime.max.replace(tzinfo=UTC)


def relays(articles: Sequence[Article], commons: Iterable[Common], copies: Iterable[Edge]) -> list[Edge]:
    """One edge for each article and each other one that it cites for something both have, in the order of the ids.

    Args:
        articles: all articles; an address leads to one even where the two share no passage.
        commons: what pairs of them share.
        copies: edges of copying: what a copy took over with the text, citations too, is no relay of its own.
    """
    sharing = by_article(commons)
    originals: dict[str, set[str]] = {}
    copied_from = set()
    for edge in (one for one in copies if one.decided):
        originals.setdefault(edge.doc, set()).add(edge.from_doc)
        copied_from.add(edge.from_doc)
    pages = {page_of(one.document.url): one for one in articles if one.document.url}
    found: dict[tuple[str, str], Edge] = {}
    for article in articles:
        near = sharing.get(article.document_id, [])
        mine = originals.get(article.document_id, set())
        if not mine and article.document_id not in copied_from:  # a copy of which it is not known whose
            mine = {one.other(article).document_id for one in near if one.copied}
        taken_over = _taken_over(article, near, mine)
        for citation in article.citations:
            made = None if citation.naming in WHOLE else _edge(article, citation, near, taken_over, mine, pages)
            if made is not None:
                key = (made.doc, made.from_doc)
                if key not in found or found[key].confidence < made.confidence:
                    found[key] = made
    return [found[key] for key in sorted(found)]


def _taken_over(article: Article, near: Iterable[Common], originals: set[str]) -> set[int]:
    """Sentences that the article has from those it was copied from."""
    return {i for one in near if one.other(article).document_id in originals for i, _, _ in one.aligned(article)}


def _edge(
    article: Article,
    citation: Citation,
    near: Sequence[Common],
    taken_over: set[int],
    originals: set[str],
    pages: dict[str, Article],
) -> Edge | None:
    sentences = _sentences(article, citation)
    if sentences & taken_over or (citation.place is None and originals):
        return None
    if _has_it_from_another(article, citation, sentences):
        return None
    linked = pages.get(page_of(citation.href)) if citation.href else None
    if linked is not None and linked.document_id not in originals | {article.document_id}:
        return _made(article, linked, citation, LINKED, linked=True)
    if citation.outlet is None:
        return None
    candidates = [one for one in near if one.other(article).outlet == citation.outlet]
    best = max(candidates, key=lambda one: _likely(article, one, sentences), default=None)
    if best is None or best.other(article).document_id in originals:
        return None
    sure = _shared(article, best, sentences) > 0
    return _made(article, best.other(article), citation, SAME_SENTENCE if sure else SAME_STORY, linked=False)


def _sentences(article: Article, citation: Citation) -> set[int]:
    return set(article.wording.within(citation.place)) if citation.place is not None else set()


def _has_it_from_another(article: Article, citation: Citation, sentences: set[int]) -> bool:
    """Whether another outlet of the sentence has it from this one: "X reported, citing Y", "Y reported as quoted by X"."""
    if citation.place is None:
        return False
    for i in sentences:
        for other in article.cited.get(i, ()):
            if other.outlet in (None, citation.outlet) or other.place is None:
                continue
            if citation.naming is Naming.CITING and other.naming in (Naming.REPORTED, Naming.TOLD):
                return True
            between = article.document.text[citation.place.end : other.place.start]
            if citation.place < other.place and _QUOTED_BY.search(between):
                return True
    return False


def _shared(article: Article, common: Common, sentences: set[int]) -> float:
    """Similarity of what the citing sentence, or the one behind it, has in common with the other article."""
    reach = sentences | {i + 1 for i in sentences}
    return max((one.similarity for i, _, one in common.aligned(article) if i in reach), default=0.0)


def _likely(article: Article, common: Common, sentences: set[int]) -> tuple[bool, bool, float, float]:
    """Ranks the articles of the outlet that is cited: what it said first comes before what it took back."""
    other = common.other(article)
    shared = _shared(article, common, sentences)
    earliness = -(other.published.first if other.published else _LATE).timestamp()
    return shared > 0, other.correcting is None, round(shared, 1), earliness


def _made(article: Article, origin: Article, citation: Citation, confidence: float, *, linked: bool) -> Edge:
    name = citation.name or origin.document.outlet or citation.href or ""
    reason = Reason(citation.naming.value, _WORDS[citation.naming].format(name), 4.0, citation.place)
    return Edge(
        kind=EdgeKind.CITES,
        doc=article.document_id,
        from_doc=origin.document_id,
        decided=True,
        credited=citation.name is not None,
        linked=linked,
        confidence=confidence,
        reasons=(reason,),
    )
