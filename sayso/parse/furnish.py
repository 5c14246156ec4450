"""From a draft to a document: what the text itself says of its authors, dates and credits joins what the markup says."""

from sayso.parse.boilerplate import boilerplate_of
from sayso.parse.byline import byline_of
from sayso.parse.credits import credits_of
from sayso.parse.dates import dateline_dates, url_date
from sayso.parse.draft import Draft
from sayso.parse.given import feed_dates, given_byline, given_dates, given_links, text_field
from sayso.parse.language import ENGLISH_ONLY, language_of
from sayso.parse.lines import Line, lines_of
from sayso.records.anchors import Span, Spans, content_id
from sayso.records.documents import Author, Capture, Credit, DateMention, Document, Problem


def furnish(draft: Draft, *, capture: Capture) -> Document:
    """The document of a draft. What the giver says wins over the markup, the markup over the text."""
    text, given = draft.text, capture.metadata
    lines = lines_of(text)
    title = text_field(given, "title") or draft.title
    headings = _with_title(draft.headings, lines, title)
    # A title before the byline is no part of what is searched: "By the river" may be a headline.
    taken = {span.start for span in (*headings, *draft.boilerplate)}
    free = tuple(line for line in lines if line.start not in taken)
    givers = (given_byline(given.get("byline")), draft.byline, draft.file_authors)
    known = {author.name.casefold() for authors in givers for author in authors}
    byline = byline_of(free, known=known, headline=None if title or not lines else lines[0].start)
    date_lines = dateline_dates(free)
    credits = credits_of(free)
    url = text_field(given, "url") or draft.url or capture.url
    from_url = url_date(url)
    of_text = (*draft.dates, *(mention for mention, _ in date_lines), *((from_url,) if from_url else ()))
    # A feed may date an entry by when it was put into the feed.
    dates = _dates((*given_dates(given), *of_text, *feed_dates(given)))
    boilerplate = _ordered(
        (
            *draft.boilerplate,
            *byline.lines,
            *(span for _, span in date_lines),
            *credits.lines,
            *credits.datelines,
            *boilerplate_of(free),
        )
    )
    language = language_of(text)
    problems = [Problem(capture.origin, message, hint) for message, hint in draft.notices]
    if language not in (None, "en"):
        problems.append(Problem(capture.origin, *ENGLISH_ONLY))
    data = text.encode("utf-8")
    return Document(
        document_id=content_id(data)[:16],
        text=text,
        origin=capture.origin,
        doc_id=capture.doc_id,
        title=title,
        byline=_byline(givers[0], draft.byline, byline.authors, draft.file_authors),
        outlet=text_field(given, "outlet") or draft.outlet,
        published=next((mention.value for mention in dates if mention.kind == "published"), None),
        dates=dates,
        language=language or draft.language,
        url=url,
        links=given_links(given.get("links"), text=text) or draft.links,
        credits=_once(credits.credits),
        headings=tuple(span for span in headings if span not in boilerplate),
        boilerplate=boilerplate,
        problems=tuple(problems),
    )


def _with_title(headings: Spans, lines: tuple[Line, ...], title: str | None) -> Spans:
    if title:
        wanted = " ".join(title.split()).casefold()
        for line in lines[:3]:
            if " ".join(line.text.split()).casefold() == wanted and line.span not in headings:
                return _ordered((*headings, line.span))
    return headings


def _byline(*givers: tuple[Author, ...]) -> tuple[Author, ...]:
    """The first list that names anyone, with affiliations from the others where a name is the same."""
    named = next((authors for authors in givers if authors), ())
    extra: dict[str, tuple[str, ...]] = {}
    for author in (author for authors in givers for author in authors if author.affiliations):
        extra.setdefault(author.name.casefold(), author.affiliations)
    return tuple(Author(author.name, author.affiliations or extra.get(author.name.casefold(), ())) for author in named)


def _dates(mentions: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Each date once a kind: of several ways of knowing the same day, the most trusted."""
    kept: list[DateMention] = []
    for mention in mentions:
        if not any(other.kind == mention.kind and other.value[:10] == mention.value[:10] for other in kept):
            kept.append(mention)
    return tuple(kept)


def _once(credits: tuple[Credit, ...]) -> tuple[Credit, ...]:
    return tuple(dict.fromkeys(credits))


def _ordered(spans: Spans) -> Spans:
    """Spans in order of place, none inside another."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start, -one.end)):
        if span.end > span.start and not (kept and span.end <= kept[-1].end):
            kept.append(span)
    return tuple(kept)
