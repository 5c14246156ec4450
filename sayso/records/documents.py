"""What is read: bytes as obtained (Capture) and the article found in them (Document)."""

from dataclasses import dataclass, field

from sayso.records.anchors import Span, Spans, content_id


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as obtained.

    Attributes:
        data: the bytes, unchanged.
        origin: path, URL, "-" for standard input, or FILE:LINE for a line of a JSONL file; what messages name.
        how: "file", "url", "stdin", "jsonl" or "warc" (a page inside a web archive).
        media_type: media type as known from the sender or the name ("text/html"), or None; parsers look at the bytes too.
        charset: character set the sender declared, or None.
        url: address the article stands at, as far as known.
        captured_at: RFC 3339 time of fetching in UTC, as the fetcher or the web archive gives it; None where nobody knows
            (output must not depend on the clock).
        doc_id: the outside name of the document, if given.
        metadata: what the giver says of the article (title, outlet, byline, published, url, links), JSONL only.
        headers: HTTP headers of the answer as (name, value), in order; empty unless it came over HTTP.
        user_agent: how the fetcher introduced itself; None unless it came over HTTP and that is known.
    """

    data: bytes
    origin: str
    how: str
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    captured_at: str | None = None
    doc_id: str | None = None
    metadata: dict[str, object] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()
    user_agent: str | None = None

    @property
    def sha256(self) -> str:
        """Digest of the bytes, lower-case hex."""
        return content_id(self.data)


@dataclass(frozen=True, slots=True)
class Author:
    """One name of the byline, with the affiliations the article gives for it, in order."""

    name: str
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date: ISO value, kind ("published", "updated" or "event") and how it is known ("meta article:published_time")."""

    value: str
    kind: str
    how: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the main text; start and end give the anchor's place, or None when it stands outside the text."""

    anchor: str
    href: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A line or phrase that credits an outlet ("Source: X", "(Reuters)", "first published by X", "with AFP")."""

    text: str
    outlet: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with an item, or that a reader should know; `level` is "notice" or "error"."""

    item: str
    message: str
    hint: str = ""
    level: str = "notice"


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its canonical text, fixed once at parsing and never normalised in place, and what is known about it.

    Attributes:
        document_id: content id of the text (first 16 hex digits of its SHA-256).
        doc_id: the outside name, if given.
        text: the canonical text; paragraphs are separated by newlines.
        headings: spans of lines that are titles, subheadings or captions: they are read like the rest.
        boilerplate: spans outside the article's own prose (follow-us lines, datelines, captions, credit lines, byline lines).
        dates: every date found, in order of trust; `published` is the value of the first of that kind.
        origin: where the capture came from, for messages.
    """

    document_id: str
    text: str
    origin: str = ""
    doc_id: str | None = None
    title: str | None = None
    byline: tuple[Author, ...] = ()
    outlet: str | None = None
    published: str | None = None
    dates: tuple[DateMention, ...] = ()
    language: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    credits: tuple[Credit, ...] = ()
    headings: Spans = ()
    boilerplate: Spans = ()
    problems: tuple[Problem, ...] = ()

    def outside(self, span: Span) -> bool:
        """Whether the span touches boilerplate or a heading."""
        return any(span.overlaps(other) for other in (*self.boilerplate, *self.headings))
