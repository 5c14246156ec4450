"""The store's database: which SQLite it runs on, how it is opened, upgraded and copied, and what its errors mean.

Takes a path; gives transactions for writing and snapshots for reading. Only here and in `sayso.store.fulltext` is SQL that is
for SQLite alone.
"""

import itertools
import math
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from sayso.errors import SaysoError, StoreUnusable
from sayso.faults import reach
from sayso.store import fulltext
from sayso.store.driver import BUSY, code_of, journal_mode_for, meaning_of, sqlite
from sayso.store.schema import SCHEMA, Schema, check_known, revision_of, this_program, upgrade
from sayso.store.tables import fact

BUSY_S = 30  # how long to wait for another process that writes
BACKUPS = "backups"
_STEPS = 1000  # of SQLite's machine between two looks at the clock
_COPY_PAGES = 256  # at a time
_TRIES, _PAUSE_S = 40, 0.05  # to switch the write-ahead log on
_MEMORIES = itertools.count(1)
_WRITER = (
    "PRAGMA foreign_keys = ON",
    # A commit is on the disk when it returns. With NORMAL the last ones could go at a power cut, for some 7 ms in the seconds
    # that a batch of 64 documents takes to be read.
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is forgotten is overwritten
    "PRAGMA cache_size = -32768",  # KiB
)
_READER = ("PRAGMA query_only = ON", "PRAGMA cache_size = -32768")


@dataclass(frozen=True, slots=True)
class About:
    """What a store runs on.

    Attributes:
        sqlite: version of SQLite.
        journal_mode: "wal" (readers and the writer do not wait for each other), "delete", or "memory" for a store in memory.
        reason: why that mode, one sentence.
        revision: revision of the tables.
        size: bytes on the disk.
    """

    sqlite: str
    journal_mode: str
    reason: str
    revision: str
    size: int


class Database:
    """An opened database; threads may share it, each gets connections of its own.

    Attributes:
        path: the file, or None for a database in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._memory = f"file:/{next(_MEMORIES)}"  # seen by all connections of this object, and by no others
        self._writer = self._engine(_WRITER, begin="BEGIN IMMEDIATE")
        self._reader = self._engine(_READER, begin="BEGIN")

    @classmethod
    def open(cls, path: Path | None, *, schema: Schema = SCHEMA) -> "Database":
        """The database at a path, made or upgraded where it has to be; before an upgrade, a copy goes to the folder "backups".

        Args:
            path: the file; its folder is made where it is missing. None for a database in memory.
            schema: the tables to come to.

        Raises:
            StoreUnusable: it cannot be opened or written, is damaged, is no store, or was written by a newer version.
        """
        database = cls(path)
        try:
            if path is not None:
                with _system(str(path)):
                    path.parent.mkdir(parents=True, exist_ok=True)
                database._choose_journal_mode()
            database._come_to(schema)
        except BaseException as error:
            database.close()
            if isinstance(error, SaysoError) and not error.subject:
                raise type(error)(error.message, database.name, error.hint) from error
            raise
        return database

    @property
    def name(self) -> str:
        """What messages call it."""
        return "the store in memory" if self.path is None else str(self.path)

    def close(self) -> None:
        """Close all connections; the last one of all processes folds the write-ahead log into the file."""
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction beside which nobody else writes: committed at the end, rolled back when an error leaves it.

        Raises:
            StoreUnusable: another process wrote for longer than BUSY_S seconds, or the disk is full or failing.
        """
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self, *, deadline_s: float = math.inf) -> Iterator[Connection]:
        """A snapshot, which cannot be written to.

        Args:
            deadline_s: seconds from now after which statements are stopped.

        Raises:
            QueryInvalid: a statement ran past the deadline.
            StoreUnusable: the file is damaged; or, in mode "delete", a writer did not make way in that time.
        """
        with self._reader.connect() as connection:
            driver: Any = connection.connection.driver_connection
            end = time.monotonic() + deadline_s
            driver.execute(f"PRAGMA busy_timeout = {int(min(deadline_s, BUSY_S) * 1000)}")
            driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            try:
                yield connection
            finally:
                driver.set_progress_handler(None, _STEPS)

    def about(self) -> About:
        """What it runs on."""
        with self.reading() as connection:
            mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
            revision = revision_of(connection) or ""
        size = sum(file.stat().st_size for file in files_of(self.path) if file.exists()) if self.path else 0
        return About(sqlite().sqlite_version, mode, _reason(mode), revision, size)

    def damages(self) -> tuple[str, ...]:
        """What SQLite finds wrong in the file, in its words; empty when it is sound. Reads all of it."""
        with self._driver(self._reader) as driver:
            found = [str(row[0]) for row in driver.execute("PRAGMA integrity_check")]
            orphans = [f"row {row[1]} of {row[0]} belongs to no {row[2]}" for row in driver.execute("PRAGMA foreign_key_check")]
        return (*(message for message in found if message != "ok"), *orphans)

    def copy_to(self, target: Path) -> None:
        """Write a copy to a file, which appears only when it is whole and safe on the disk; others may write meanwhile.

        Raises:
            StoreUnusable: it cannot be written.
        """
        part = target.with_name(target.name + ".part")
        with _system(str(target)):
            target.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            try:
                self._fill(part)
                _sync(part)
                os.replace(part, target)
                _sync(target.parent)
            finally:
                part.unlink(missing_ok=True)

    def scrub(self) -> None:
        """Leave nothing of deleted rows on the disk: no write-ahead log, and no copies made before upgrades."""
        if self.path is not None:
            with self._driver(self._writer) as driver:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with _system(str(self.path.parent / BACKUPS)):
                for copy, _ in self._backups():
                    copy.unlink(missing_ok=True)

    def _fill(self, part: Path) -> None:
        try:
            with self._driver(self._reader) as driver, closing(sqlite().connect(part)) as copy:
                driver.backup(copy, pages=_COPY_PAGES, progress=_Halfway())
                copy.execute("PRAGMA journal_mode = DELETE")  # so that the copy is one file
        except sqlite().Error as exc:  # from the side of the copy, where errors have no codes
            raise StoreUnusable(
                f"no copy of it can be written ({exc}).", self.name, "Make room there, then try again."
            ) from exc

    def _engine(self, settings: Sequence[str], *, begin: str) -> Engine:
        if self.path is None:
            url = URL.create("sqlite+pysqlite", database=self._memory, query={"vfs": "memdb", "uri": "true"})
        else:
            url = URL.create("sqlite+pysqlite", database=str(self.path))
        # isolation_level None: the driver begins no transaction by itself, the listener says when and how.
        arguments = {"isolation_level": None, "timeout": BUSY_S}
        engine = create_engine(url, module=sqlite(), poolclass=QueuePool, max_overflow=-1, connect_args=arguments)

        def connected(driver: Any, _: object) -> None:
            for setting in settings:
                driver.execute(setting)

        event.listen(engine, "connect", connected)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        event.listen(engine, "handle_error", self._translated)
        return engine

    def _translated(self, context: ExceptionContext) -> SaysoError | None:
        return meaning_of(context.original_exception, self.name)

    @contextmanager
    def _driver(self, engine: Engine) -> Iterator[Any]:
        """A connection of the driver, outside any transaction."""
        with engine.connect() as connection:
            try:
                yield connection.connection.driver_connection
            except sqlite().Error as exc:
                meaning = meaning_of(exc, self.name)
                if meaning is None:
                    raise
                raise meaning from exc

    def _choose_journal_mode(self) -> None:
        mode = journal_mode_for(sqlite().sqlite_version_info)
        with self._driver(self._writer) as driver:
            for _ in range(_TRIES):
                try:
                    driver.execute(f"PRAGMA journal_mode = {mode}")
                    return
                except sqlite().OperationalError as exc:
                    if mode != "wal" or code_of(exc) != BUSY:
                        raise
                # SQLite does not wait here for others. If they go on writing, the mode they write in is slower, but safe.
                time.sleep(_PAUSE_S)

    def _come_to(self, schema: Schema) -> None:
        with self.reading() as connection:
            if revision_of(connection) == schema.head and fulltext.is_installed(connection):
                return
        # Foreign keys are off because SQLite changes a table by making it anew.
        upgrading = self._engine(("PRAGMA foreign_keys = OFF", *_WRITER[1:]), begin="BEGIN IMMEDIATE")
        try:
            with upgrading.begin() as connection:
                # Looked at once more, as another process may have been faster.
                revision = revision_of(connection)
                if revision not in (None, schema.head):
                    check_known(connection, revision, schema)
                    if self.path is not None:
                        self.copy_to(self._next_backup(revision))
                if revision != schema.head:
                    upgrade(connection, schema)
                    insert(connection, fact, [{"name": "program", "value": this_program()}], replace=True)
                fulltext.install(connection)
        finally:
            upgrading.dispose()

    def _next_backup(self, revision: str) -> Path:
        assert self.path is not None
        taken = [number for _, number in self._backups()]
        return self.path.parent / BACKUPS / f"{self.path.stem}-{revision}-{max(taken, default=0) + 1}{self.path.suffix}"

    def _backups(self) -> list[tuple[Path, int]]:
        assert self.path is not None
        name = re.compile(rf"{re.escape(self.path.stem)}-.+-(\d+){re.escape(self.path.suffix)}\Z")
        folder = self.path.parent / BACKUPS
        found = [(copy, name.match(copy.name)) for copy in (folder.iterdir() if folder.is_dir() else ())]
        return [(copy, int(match[1])) for copy, match in found if match]


def files_of(path: Path) -> tuple[Path, ...]:
    """The files that a database at a path may consist of, the main one first."""
    return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")))


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, replace: bool = False) -> None:
    """Insert rows, in the dialect of the connection.

    Args:
        rows: values by column, the same columns in each row.
        replace: rows with the primary key of a given one take its values; otherwise they stay as they are.
    """
    if rows:
        connection.execute(_insertion(connection.dialect.name, table, tuple(rows[0]), replace), rows)


@cache
def _insertion(dialect: str, table: Table, names: tuple[str, ...], replace: bool) -> Any:
    # SQLite and PostgreSQL share the form ON CONFLICT, but SQLAlchemy has it in the module of each.
    statement = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    keys = [column.name for column in table.primary_key]
    if not replace:
        return statement.on_conflict_do_nothing(index_elements=keys)
    values = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


def _reason(mode: str) -> str:
    version = sqlite().sqlite_version
    if mode == "memory":
        return "It is in memory only."
    if mode == "wal":
        return f"SQLite {version} is safe with a write-ahead log."
    if journal_mode_for(sqlite().sqlite_version_info) == "wal":
        return "A write-ahead log could not be switched on, as others were writing or the disk does not take one."
    return f"SQLite {version} may lose pages of a write-ahead log (the WAL-reset bug), so it does without."


class _Halfway:
    """Says once that half of a copy is written."""

    def __init__(self) -> None:
        self._said = False

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if not self._said and remaining * 2 <= total:
            self._said = True
            reach("backup half written")


@contextmanager
def _system(subject: str) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise StoreUnusable(f"it cannot be written ({reason}).", subject, "Check the permissions there, or make room.") from exc


def _sync(path: Path) -> None:
    """Have a file, or where the system can do that the names in a folder, reach the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
