"""The full-text indexes of articles and statements, on SQLite's FTS5.

`refresh` brings them up to date with the rows of some documents, inside the caller's transaction. They hold no text of their own: a
copy would make them two and a half times as large. What they are given is words as `sayso.store.words` finds them, so FTS5 has
nothing to decide.

The number of a row says when the article was published, and then which capture it is: in descending order the newest come first,
and a time is a range of numbers. It depends on archive and reviews only, so rebuilt indexes give the same answers.

Labels (kinds, forces, outlets, ...) are words too, in a column of their own. They begin with a character that no word has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import OperationalError

from sayso.errors import StoreUnusable
from sayso.records.documents import Document
from sayso.records.reviews import Mark
from sayso.store import tables as t
from sayso.store.packed import unpacked
from sayso.store.words import words_of

ARTICLES = "article_text"
STATEMENTS = "statement_text"
KEYS = "article_key"  # one row an article: what its number stands for, and whether it is the last version of its line
CAPTURE_BITS = 26  # 67 million captures
STATEMENT_BITS = 14  # 16,384 statements an article
EVERY = "\ue000every"
"""A label that every row has."""

_FACT, _VERSION = "fulltext", "1"  # what the indexes were made by; a change of what goes into them needs another number
_UNDATED = -(1 << 21)  # days; before all dates
_EPOCH = date(1970, 1, 1).toordinal()
_BATCH = 200
_FIELD_MARKS = {"outlet": "\ue001", "url": "\ue002", "lang": "\ue003"}
_FTS5 = "USING fts5({}, content='', contentless_delete=1, tokenize='ascii')"
_SCHEMA = (
    f"CREATE TABLE {KEYS} (key INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, line_id TEXT NOT NULL, "
    "capture INTEGER NOT NULL, moment INTEGER, latest INTEGER NOT NULL)",
    f"CREATE INDEX {KEYS}_line ON {KEYS} (line_id)",
    f"CREATE VIRTUAL TABLE {ARTICLES} {_FTS5.format('title, text, outlet, byline, labels')}",
    f"CREATE VIRTUAL TABLE {STATEMENTS} {_FTS5.format('content, source, labels')}",
)
_INSERT_KEY = f"INSERT INTO {KEYS} VALUES (?, ?, ?, ?, ?, 0)"
_INSERT_ARTICLE = f"INSERT INTO {ARTICLES} (rowid, title, text, outlet, byline, labels) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_STATEMENT = f"INSERT INTO {STATEMENTS} (rowid, content, source, labels) VALUES (?, ?, ?, ?)"
_MARK_LATEST = f"""
    UPDATE {KEYS} SET latest = capture = (SELECT max(capture) FROM {KEYS} AS other WHERE other.line_id = {KEYS}.line_id)
    WHERE line_id = ?
"""


def is_installed(connection: Connection) -> bool:
    """Whether the indexes are there, as this version makes them."""
    return connection.scalar(select(t.fact.c.value).where(t.fact.c.name == _FACT)) == _VERSION


def install(connection: Connection) -> None:
    """Make the indexes where they are missing, or were made by another version, from the rows that are there.

    Raises:
        StoreUnusable: this SQLite cannot hold them.
    """
    if is_installed(connection):
        return
    for name in (ARTICLES, STATEMENTS, KEYS):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    try:
        for statement in _SCHEMA:
            connection.exec_driver_sql(statement)
    except OperationalError as exc:
        raise StoreUnusable(
            "this SQLite has no full-text index that Sayso can use.", hint="Install SQLite 3.43 or later, with FTS5."
        ) from exc
    connection.execute(delete(t.fact).where(t.fact.c.name == _FACT))
    connection.execute(insert(t.fact).values(name=_FACT, value=_VERSION))
    refresh(connection, connection.scalars(select(t.document.c.document_id).order_by(t.document.c.published)).all())


def rebuild(connection: Connection) -> None:
    """Make the indexes anew from the rows. Cost: about 3 ms an article of 600 words and 20 statements."""
    connection.execute(delete(t.fact).where(t.fact.c.name == _FACT))
    install(connection)


def refresh(connection: Connection, document_ids: Iterable[str]) -> None:
    """Bring the indexes up to date with some documents: those that are there go in as they are now, the others come out.

    To be called at the end of a transaction, when the rows of these documents and their statements are written. Cases and tags
    need no call.
    """
    wanted = list(dict.fromkeys(document_ids))
    lines = _taken_out(connection, wanted)
    for first in range(0, len(wanted), _BATCH):
        # FTS5 writes least when numbers come in order.
        entries = sorted(_entries(connection, wanted[first : first + _BATCH]), key=lambda entry: entry.key)
        lines.update(entry.line_id for entry in entries)
        _insert(connection, _INSERT_KEY, [entry.row for entry in entries])
        _insert(connection, _INSERT_ARTICLE, [entry.article for entry in entries])
        _insert(connection, _INSERT_STATEMENT, [row for entry in entries for row in entry.statements])
    if lines:
        connection.exec_driver_sql(_MARK_LATEST, [(line,) for line in sorted(lines)])


def purge(connection: Connection) -> None:
    """Leave nothing in the indexes of what was taken out. Cost: writes them anew, some 15 s for 100,000 articles."""
    for name in (ARTICLES, STATEMENTS):
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


def key_of_day(day: date) -> int:
    """The least number that an article of that day, or a later one, can have."""
    return (day.toordinal() - _EPOCH) << CAPTURE_BITS


def label(field: str, value: str) -> str:
    """The word that says that a field has a value."""
    return f"\ue000{field}\ue000{value}"


def labels_of_words(field: str, words: Iterable[str]) -> list[str]:
    """The words that say that words stand in a field: outlet, url or lang."""
    return [_FIELD_MARKS[field] + word for word in words]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What goes into the indexes for one document: rows as the INSERTs above take them."""

    key: int
    line_id: str
    row: tuple[object, ...]
    article: tuple[object, ...]
    statements: tuple[tuple[object, ...], ...]


def _insert(connection: Connection, statement: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)


def _taken_out(connection: Connection, document_ids: Iterable[str]) -> set[str]:
    """Take documents out; the lines that they were in."""
    lines = set()
    for document_id in document_ids:
        find = f"SELECT key, line_id FROM {KEYS} WHERE document_id = ?"
        found = connection.exec_driver_sql(find, (document_id,)).one_or_none()
        if found is not None:
            lines.add(found.line_id)
            first = found.key << STATEMENT_BITS
            own = (first, first + (1 << STATEMENT_BITS) - 1)
            connection.exec_driver_sql(f"DELETE FROM {STATEMENTS} WHERE rowid BETWEEN ? AND ?", own)
            connection.exec_driver_sql(f"DELETE FROM {ARTICLES} WHERE rowid = ?", (found.key,))
            connection.exec_driver_sql(f"DELETE FROM {KEYS} WHERE key = ?", (found.key,))
    return lines


def _entries(connection: Connection, document_ids: Sequence[str]) -> Iterator[_Entry]:
    """What goes in for those of the documents that are there."""
    statements: dict[str, list[Any]] = {}
    wanted = select(t.statement).where(t.statement.c.document_id.in_(document_ids))
    for row in connection.execute(wanted.order_by(t.statement.c.document_id, t.statement.c.position)):
        statements.setdefault(row.document_id, []).append(row)
    for row in connection.execute(select(t.document).where(t.document.c.document_id.in_(document_ids))):
        yield _entry(row, statements.get(row.document_id, []))


def _entry(document: Any, statements: Sequence[Any]) -> _Entry:
    published = _time_of(document.published)
    days = _UNDATED if published is None else published.toordinal() - _EPOCH
    key = days << CAPTURE_BITS | document.first_capture
    moment = None if published is None else _seconds(published)
    common = [EVERY]
    for field, words in (("lang", document.language), ("outlet", document.outlet)):
        common += labels_of_words(field, words_of(words or ""))
    labels = [_labels(row) for row in statements]
    every = sorted({one for some in labels for one in some})
    article = (
        key,
        _indexed(document.title),
        _indexed(unpacked(Document, document.packed).text),
        _indexed(document.outlet),
        _indexed(document.byline),
        " ".join([*common, *every, *labels_of_words("url", words_of(document.url or ""))]),
    )
    return _Entry(
        key,
        document.line_id,
        (key, document.document_id, document.line_id, document.first_capture, moment),
        article,
        tuple(
            (
                key << STATEMENT_BITS | row.position,
                _indexed(row.content),
                _indexed(row.source_name or row.source),
                " ".join([*common, *some]),
            )
            for row, some in zip(statements, labels, strict=True)
            if row.position < 1 << STATEMENT_BITS
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
    return int(((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
