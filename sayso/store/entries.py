"""What goes into the full-text indexes for a document: words, labels, and the number of its row.

The number says when the article was published, and then which capture it is: in descending order the newest come first, and a
time is a range of numbers. It depends on archive and reviews only, so indexes made anew give the same answers.

Labels (kinds, forces, outlets, ...) are words too, in a column of their own. They begin with a character that no word has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from sayso.records.documents import Document
from sayso.records.reviews import Mark
from sayso.store import tables as t
from sayso.store.packed import unpacked
from sayso.store.words import words_of

CAPTURE_BITS = 26  # 67 million captures
STATEMENT_BITS = 14  # 16,384 statements an article
EVERY = "\ue000every"
"""A label that everything has."""

_UNDATED = -(1 << 21)  # days; before all dates
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIELD_MARKS = {"outlet": "\ue001", "url": "\ue002", "lang": "\ue003"}

Content = tuple[Sequence[str], Sequence[tuple[int, Sequence[str]]]]
"""The columns of the article, and position and columns of each statement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it goes into the indexes.

    Attributes:
        key: number of the article; those of its statements follow from it and their positions.
        capture: number of its first capture.
        moment: when it was published, in seconds since 1970; None when that is not known.
        content: words and labels.
    """

    key: int
    document_id: str
    line_id: str
    capture: int
    moment: int | None
    content: Content


def entries_of(connection: Connection, document_ids: Sequence[str]) -> Iterator[Entry]:
    """Entries for those of the documents that are there."""
    statements: dict[str, list[Any]] = {}
    wanted = select(t.statement).where(t.statement.c.document_id.in_(document_ids))
    for row in connection.execute(wanted.order_by(t.statement.c.document_id, t.statement.c.position)):
        statements.setdefault(row.document_id, []).append(row)
    for row in connection.execute(select(t.document).where(t.document.c.document_id.in_(document_ids))):
        yield _entry(row, statements.get(row.document_id, []))


def key_of_day(day: date) -> int:
    """The least number that an article of that day, or of a later one, can have."""
    return (day - _EPOCH.date()).days << CAPTURE_BITS


def label(field: str, value: str) -> str:
    """The word that says that a field has a value."""
    return f"\ue000{field}\ue000{value}"


def labels_of_words(field: str, words: Iterable[str]) -> list[str]:
    """The words that say that words stand in a field: outlet, url or lang."""
    return [_FIELD_MARKS[field] + word for word in words]


def _entry(document: Any, statements: Sequence[Any]) -> Entry:
    published = _time_of(document.published)
    first = key_of_day(published.date()) if published else _UNDATED << CAPTURE_BITS
    common = [EVERY]
    for field, words in (("lang", document.language), ("outlet", document.outlet)):
        common += labels_of_words(field, words_of(words or ""))
    labels = [_labels(row) for row in statements]
    some_statement = sorted({one for some in labels for one in some})
    article = (
        _indexed(document.title),
        _indexed(unpacked(Document, document.packed).text),
        _indexed(document.outlet),
        _indexed(document.byline),
        " ".join([*common, *some_statement, *labels_of_words("url", words_of(document.url or ""))]),
    )
    return Entry(
        key=first + document.first_capture,
        document_id=document.document_id,
        line_id=document.line_id,
        capture=document.first_capture,
        moment=_seconds(published) if published else None,
        content=(
            article,
            [
                (row.position, (_indexed(row.content), _indexed(row.source_name or row.source), " ".join([*common, *some])))
                for row, some in zip(statements, labels, strict=True)
                if row.position < 1 << STATEMENT_BITS
            ],
        ),
    )


def _labels(statement: Any) -> list[str]:
    found = [
        label("kind", statement.source_kind),
        label("named", "yes" if statement.source_named else "no"),
        label("force", statement.force),
        label("quote", statement.quote),
        label("certainty", statement.certainty),
        label("polarity", statement.polarity),
    ]
    if statement.is_denial:
        found.append(label("has", "denial"))
    if statement.has_number:
        found.append(label("has", "number"))
    if statement.reviewed in (Mark.CORRECTED, Mark.ADDED):
        found.append(label("has", "correction"))
    return found


def _indexed(text: str | None) -> str:
    return " ".join(words_of(text or ""))


def _time_of(published: str | None) -> datetime | None:
    """The time of publication; a day alone is its midnight."""
    try:
        return datetime.fromisoformat(published) if published else None
    except ValueError:
        return None


def _seconds(moment: datetime) -> int:
    """Since the epoch; a time without a zone is taken as UTC."""
    return int(((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).total_seconds())
