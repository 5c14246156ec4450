"""The full-text indexes of articles and statements, on SQLite's FTS5.

`refresh` brings them up to date with the rows of some documents, inside the caller's transaction. They hold no text: it would
nearly double them. What went in for an article lies compressed beside them, for FTS5 has to be told again what is to come out.
With its option `contentless_delete` it need not be told, but then it goes on counting what came out, and ranks otherwise than
indexes made anew.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import OperationalError

from sayso.errors import StoreUnusable
from sayso.store import tables as t
from sayso.store.entries import STATEMENT_BITS, Content, Entry, entries_of

ARTICLES = "article_text"
STATEMENTS = "statement_text"
KEYS = "article_key"  # one row an article: what its number stands for, and whether it is the last version of its line

_ENTRIES = "article_entry"  # one row an article: what went into the indexes for it
_FACT, _VERSION = "fulltext", "1"  # what the indexes were made by; a change of what goes into them needs another number
_BATCH = 200  # documents
_COLUMNS = {ARTICLES: ("title", "text", "outlet", "byline", "labels"), STATEMENTS: ("content", "source", "labels")}
_SCHEMA = (
    f"CREATE TABLE {KEYS} (key INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, line_id TEXT NOT NULL, "
    "capture INTEGER NOT NULL, moment INTEGER, latest INTEGER NOT NULL)",
    f"CREATE INDEX {KEYS}_line ON {KEYS} (line_id)",
    f"CREATE TABLE {_ENTRIES} (key INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    *(
        # Words come found and folded; this tokenizer only parts them at spaces.
        f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='', tokenize='ascii')"
        for table, columns in _COLUMNS.items()
    ),
)
_MARK_LATEST = f"""
    UPDATE {KEYS} SET latest = capture = (SELECT max(capture) FROM {KEYS} AS other WHERE other.line_id = {KEYS}.line_id)
    WHERE line_id = ?
"""


def is_installed(connection: Connection) -> bool:
    """Whether the indexes are there, as this version makes them."""
    return connection.scalar(select(t.fact.c.value).where(t.fact.c.name == _FACT)) == _VERSION


def install(connection: Connection) -> None:
    """Make the indexes, from the rows that are there, where they are missing or were made by another version.

    Raises:
        StoreUnusable: this SQLite cannot hold them.
    """
    if is_installed(connection):
        return
    for name in (*_COLUMNS, KEYS, _ENTRIES):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    try:
        for statement in _SCHEMA:
            connection.exec_driver_sql(statement)
    except OperationalError as exc:
        raise StoreUnusable("this SQLite has no full-text index.", hint="Install an SQLite with FTS5.") from exc
    connection.execute(delete(t.fact).where(t.fact.c.name == _FACT))
    connection.execute(insert(t.fact).values(name=_FACT, value=_VERSION))
    refresh(connection, connection.scalars(select(t.document.c.document_id).order_by(t.document.c.published)).all())


def rebuild(connection: Connection) -> None:
    """Make the indexes anew from the rows. Cost: about 2 ms an article of 600 words and 20 statements."""
    connection.execute(delete(t.fact).where(t.fact.c.name == _FACT))
    install(connection)


def refresh(connection: Connection, document_ids: Iterable[str]) -> None:
    """Bring the indexes up to date with some documents: those that are there go in as they are now, the others come out.

    To be called at the end of a transaction, when the rows of these documents and their statements are written. Cases and tags
    need no call.
    """
    wanted = list(dict.fromkeys(document_ids))
    lines = {line for some in _batches(wanted) for line in _take_out(connection, some)}
    for some in _batches(wanted):
        entries = sorted(entries_of(connection, some), key=lambda entry: entry.key)  # FTS5 is fastest in order
        _put_in(connection, entries)
        lines.update(entry.line_id for entry in entries)
    _run(connection, _MARK_LATEST, [(line,) for line in sorted(lines)])


def purge(connection: Connection) -> None:
    """Leave nothing in the indexes of what was taken out. Cost: writes them anew, some 10 s for 100,000 articles."""
    for table in _COLUMNS:
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _batches(document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (document_ids[first : first + _BATCH] for first in range(0, len(document_ids), _BATCH))


def _take_out(connection: Connection, document_ids: Sequence[str]) -> list[str]:
    """Take documents out; the lines that they were in."""
    marks = ", ".join("?" * len(document_ids))
    query = f"SELECT key, line_id, packed FROM {KEYS} JOIN {_ENTRIES} USING (key) WHERE document_id IN ({marks}) ORDER BY key"
    rows = connection.exec_driver_sql(query, tuple(document_ids))
    found = [(row.key, row.line_id, json.loads(zlib.decompress(row.packed))) for row in rows]
    for table, columns in _COLUMNS.items():
        removal = f"INSERT INTO {table} ({table}, rowid, {', '.join(columns)}) VALUES ('delete', ?{', ?' * len(columns)})"
        _run(connection, removal, [row for key, _, content in found for row in _rows(table, key, content)])
    for table in (KEYS, _ENTRIES):
        _run(connection, f"DELETE FROM {table} WHERE key = ?", [(key,) for key, _, _ in found])
    return [line for _, line, _ in found]


def _put_in(connection: Connection, entries: Sequence[Entry]) -> None:
    for table, columns in _COLUMNS.items():
        addition = f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
        _run(connection, addition, [row for one in entries for row in _rows(table, one.key, one.content)])
    keys = [(one.key, one.document_id, one.line_id, one.capture, one.moment) for one in entries]
    _run(connection, f"INSERT INTO {KEYS} VALUES (?, ?, ?, ?, ?, 0)", keys)
    packed = [(one.key, zlib.compress(json.dumps(one.content).encode("ascii"))) for one in entries]
    _run(connection, f"INSERT INTO {_ENTRIES} VALUES (?, ?)", packed)


def _rows(table: str, key: int, content: Content) -> Iterator[tuple[object, ...]]:
    """The rows of one article in an index: number, then columns."""
    article, statements = content
    if table == ARTICLES:
        yield key, *article
    else:
        for position, columns in statements:
            yield key << STATEMENT_BITS | position, *columns


def _run(connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))
