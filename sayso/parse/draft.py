"""What a parser hands over: the text of one file and what its markup says, before the text itself is looked at for more."""

from dataclasses import dataclass
from typing import Any

from sayso.records.anchors import Spans, spans_of
from sayso.records.documents import Author, DateMention, Link


@dataclass(frozen=True, slots=True)
class Draft:
    """The outcome of one parser.

    Attributes:
        text: canonical text; every span and link counts its code points.
        title, outlet, language, url: as the file itself declares them, or None.
        byline: authors that the page declares for readers.
        file_authors: authors in the properties of a file, which may be whoever typed it; the text's own byline wins over them.
        dates: dates that the file declares, the most trusted first.
        links: hyperlinks of the main text.
        headings: spans of title and subheading lines that the markup marks as such.
        boilerplate: spans that the markup shows to stand outside the article's prose (captions, running heads).
        notices: what a reader should know, as (message, hint).
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    byline: tuple[Author, ...] = ()
    file_authors: tuple[Author, ...] = ()
    dates: tuple[DateMention, ...] = ()
    links: tuple[Link, ...] = ()
    headings: Spans = ()
    boilerplate: Spans = ()
    notices: tuple[tuple[str, str], ...] = ()


def to_plain(draft: Draft) -> dict[str, Any]:
    """The draft as lists, strings and numbers, fit for JSON."""
    return {
        "text": draft.text,
        "title": draft.title,
        "outlet": draft.outlet,
        "language": draft.language,
        "url": draft.url,
        "byline": _plain_authors(draft.byline),
        "file_authors": _plain_authors(draft.file_authors),
        "dates": [[date.value, date.kind, date.how] for date in draft.dates],
        "links": [[link.anchor, link.href, link.start, link.end] for link in draft.links],
        "headings": [list(span) for span in draft.headings],
        "boilerplate": [list(span) for span in draft.boilerplate],
        "notices": [list(notice) for notice in draft.notices],
    }


def from_plain(plain: dict[str, Any]) -> Draft:
    """The draft that `to_plain` wrote."""
    return Draft(
        text=plain["text"],
        title=plain["title"],
        outlet=plain["outlet"],
        language=plain["language"],
        url=plain["url"],
        byline=_authors(plain["byline"]),
        file_authors=_authors(plain["file_authors"]),
        dates=tuple(DateMention(*date) for date in plain["dates"]),
        links=tuple(Link(*link) for link in plain["links"]),
        headings=spans_of(plain["headings"]),
        boilerplate=spans_of(plain["boilerplate"]),
        notices=tuple((message, hint) for message, hint in plain["notices"]),
    )


def _plain_authors(authors: tuple[Author, ...]) -> list[Any]:
    return [[author.name, list(author.affiliations)] for author in authors]


def _authors(plain: list[Any]) -> tuple[Author, ...]:
    return tuple(Author(name, tuple(affiliations)) for name, affiliations in plain)
