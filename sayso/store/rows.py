"""What the store tells: plain frozen rows, one kind for each question that people ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.records.reviews import Review, State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a long list; `next` goes into the call for the part after it, None at the end."""

    items: tuple[T, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: one version of a line; what is known about it comes from its first capture.

    Attributes:
        version: place in its line, from 1, by first capture.
        first_capture: number of the first capture that has it.
        text_id: id of the text alone, which other lines may carry as well.
        prose_id: id of the text without what surrounds the article.
        byline: names, joined by "; "; None where there are none.
        published_how: how the date is known.
        words, statements, own, problems: how many; statements and own assertions after corrections.
        same_as: id of the first version of the line with the same prose, where that is an earlier one.
    """

    document_id: str
    line_id: str
    version: int
    first_capture: int
    text_id: str
    prose_id: str
    doc_id: str | None
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    published_how: str | None
    language: str | None
    url: str | None
    words: int
    statements: int
    own: int
    problems: int
    reading_id: str
    same_as: str | None


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """A capture as in `Kept`, with what became of it.

    Attributes:
        state: "waiting", "read", "failed" or "forgotten".
        document_id: where it was read.
        failure, message, hint: class and words of the error, where it failed.
        parser: method@version that read it or failed on it.
    """

    number: int
    kept_at: str
    sha256: str
    size: int
    origin: str
    how: str
    media_type: str | None
    charset: str | None
    url: str | None
    captured_at: str | None
    doc_id: str | None
    user_agent: str | None
    state: str
    document_id: str | None
    failure: str | None
    message: str | None
    hint: str | None
    parser: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in words, corrections applied; labels as in `records.statements`.

    Attributes:
        position: place in the document, from 0.
        start: first character of the content.
        source: as written; empty when nobody is given.
        source_name: the name it resolves to; `source_key` the same for looking up, where the source is named.
        relays: joined by "; ".
        confidence: the least of its fields'.
        reviewed: "corrected", "accepted", "added" or None.
    """

    document_id: str
    statement_id: str
    position: int
    parent: str | None
    start: int
    content: str
    cue: str
    source: str
    source_name: str | None
    source_key: str | None
    relays: str
    source_kind: str
    source_named: bool
    quote: str
    force: str
    certainty: str
    polarity: str
    has_number: bool
    is_denial: bool
    confidence: float
    reviewed: str | None
    method: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """A case or tag that a document is in, or a note on it.

    Attributes:
        kind: "case", "tag" or "note".
        key: the name in the form in which names are compared; the text of a note.
        name: as written in the decision.
        review: number of the decision.
    """

    kind: str
    key: str
    name: str
    review: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A review, and what has become of it."""

    review: Review
    state: State


@dataclass(frozen=True, slots=True)
class Group:
    """A case or tag: its key, its name as written first, and how many documents are in it."""

    key: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A named source: the key it is looked up by, a name as written, and how much is put on it."""

    key: str
    name: str
    statements: int
    documents: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for failing, and how many captures failed for it."""

    failure: str
    message: str
    captures: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is.

    Attributes:
        captures: by state, all four of them.
        languages: documents by language, "" where it is not known, in order of the name.
        failures: by reason, the most frequent first.
    """

    documents: int
    lines: int
    captures: Mapping[str, int]
    statements: int
    readings: int
    languages: Mapping[str, int]
    failures: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """How many captures were parsed, or failed, with another parser, and how many documents were read with another reader."""

    captures: int
    documents: int
