"""Why one article has its text from another and not the other way round: reasons, each with its weight in log-odds.

A reason speaks for one direction; dates are one among others, since they are wrong or missing often enough. What the articles
say themselves (credits, links, the name of the other outlet kept in a copied sentence) weighs most.
"""

from datetime import timedelta

from sayso.records.anchors import Span
from sayso.records.links import Naming, Reason
from sayso.trace.articles import WHOLE, Article
from sayso.trace.common import Common

CREDIT, LINK, KEPT, TITLE, CITED = 4.0, 4.0, 3.5, 3.0, 2.5
DAYS, MONTH, LATER = 2.0, 1.2, 0.6
"""Weights of an earlier date: within three days, within a month, and beyond, where one of the dates may be wrong."""
NEAR, FAR = timedelta(days=3), timedelta(days=31)
LEAST = timedelta(minutes=1)
CUT = 0.4
CORRECTS, AMENDED = 4.0, 1.5
"""Weights of a note of correction: against an article of the same outlet, and of another."""
SAID = frozenset(("credit", "link", "kept", "title", "cited"))
"""Reasons that the articles give themselves."""
_WORDS = {Naming.CREDIT: "credits", Naming.DATELINE: "has a dateline of", Naming.BYLINE: "has a byline of"}


def reasons(earlier: Article, later: Article, common: Common) -> list[Reason]:
    """What speaks for `later` having the text from `earlier`, strongest first; nothing that speaks against it."""
    found = [
        *_credits(earlier, later),
        *_links(earlier, later),
        *_kept(earlier, later, common),
        *_titles(earlier, later),
        *_dates(earlier, later),
        *_cut(earlier, later, common),
        *_corrects(earlier, later),
    ]
    return sorted(found, key=lambda one: -one.weight)


def _credits(earlier: Article, later: Article) -> list[Reason]:
    if earlier.outlet is None or earlier.outlet == later.outlet:
        return []
    theirs = {citation.outlet for citation in earlier.citations if citation.naming in WHOLE}
    for citation in later.citations:
        if citation.naming in WHOLE and citation.outlet == earlier.outlet and earlier.outlet not in theirs:
            return [Reason("credit", f"{_WORDS[citation.naming]} {citation.name}", CREDIT, citation.place)]
    return []


def _links(earlier: Article, later: Article) -> list[Reason]:
    url = earlier.document.url
    for citation in later.citations:
        if url and citation.href and page_of(citation.href) == page_of(url):
            return [Reason("link", f"links to {url}", LINK, citation.place)]
    return []


def page_of(url: str) -> str:
    """What addresses of one page have in common: scheme, "www.", trailing slash, query and fragment aside."""
    page = url.partition("#")[0].partition("?")[0].partition("://")[2] or url
    return page.removeprefix("www.").rstrip("/").lower()


def _kept(earlier: Article, later: Article, common: Common) -> list[Reason]:
    """A shared sentence in which either names the outlet of the earlier one: its own name there, another's here."""
    outlet = earlier.outlet
    if outlet is None or outlet == later.outlet:
        return []
    for i, j, passage in common.aligned(earlier):
        if outlet in later.mentions.get(j, ()):
            place = passage.right if earlier is common.left else passage.left
            if outlet in earlier.mentions.get(i, ()):
                return [Reason("kept", "keeps the name of the other outlet in a sentence that both have", KEPT, place)]
            return [Reason("cited", "names the other outlet in a sentence that both have", CITED, place)]
    return []


def _titles(earlier: Article, later: Article) -> list[Reason]:
    """The title of the later one names the outlet of the earlier one: "..., X says"."""
    for citation in later.citations:
        in_title = citation.place is None and citation.naming not in WHOLE
        if in_title and citation.outlet == earlier.outlet and citation.outlet not in (None, later.outlet):
            return [Reason("title", f"names {citation.name} in its title", TITLE)]
    return []


def _dates(earlier: Article, later: Article) -> list[Reason]:
    if earlier.published is None or later.published is None:
        return []
    gap = later.published.first - earlier.published.last
    if gap < LEAST:
        return []
    weight = DAYS if gap <= NEAR else MONTH if gap <= FAR else LATER
    return [Reason("date", f"is dated {_span(gap)} later", weight)]


def _span(gap: timedelta) -> str:
    minutes = round(gap.total_seconds() / 60)
    unit, length = ("minute", 1) if minutes < 60 else ("hour", 60) if minutes < 48 * 60 else ("day", 24 * 60)
    number = round(minutes / length)
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _cut(earlier: Article, later: Article, common: Common) -> list[Reason]:
    """All of the later one stands in the earlier one, which has more."""
    ours, theirs = common.coverage(later), common.coverage(earlier)
    if ours >= 0.95 and theirs <= 0.85:
        return [Reason("part", "all of it stands in the other article, which has more", CUT)]
    return []


def _corrects(earlier: Article, later: Article) -> list[Reason]:
    """The later one says that it corrects or withdraws something, the earlier one does not."""
    cue = later.correcting
    if cue is None or earlier.correcting is not None:
        return []
    same = earlier.outlet is not None and earlier.outlet == later.outlet
    return [correction(cue, CORRECTS if same else AMENDED)]


def correction(cue: tuple[str, Span | None], weight: float = CORRECTS) -> Reason:
    """The reason that an article says by a cue, as `Article.correcting`, that it corrects something."""
    return Reason("correction", f"says “{cue[0]}”", weight, cue[1])
