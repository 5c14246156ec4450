"""The store: everything that people browse, made from archive and reviews. Written here, read through a View.

Takes the path of a database file; gives transactions (`writing`) and views. Nothing in it is lost when it is: `sayso rebuild`
makes it again.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import delete, exists, select, true

from sayso.faults import reach
from sayso.records.evidence import Kept
from sayso.store import fulltext, seeds
from sayso.store.database import About, Database, insert
from sayso.store.seeds import SeedSet
from sayso.store.statements import Correct, as_read
from sayso.store.tables import METADATA, document, reading, statement
from sayso.store.view import DEADLINE_S, View
from sayso.store.writer import Writer

_ROWS = 500  # readings that are taken over at a time


class Store(AbstractContextManager["Store"]):
    """An open store; threads may share it. Close it, or use it as a context.

    Args:
        database: where it lies.
        correct: what decisions do to a reading; it is called within write transactions.
    """

    def __init__(self, database: Database, *, correct: Correct = as_read) -> None:
        self._database = database
        self._correct = correct

    @classmethod
    def open(cls, path: Path, *, correct: Correct = as_read) -> "Store":
        """The store in a file, made or upgraded where it has to be.

        Raises:
            StoreUnusable: it cannot be opened or written, is damaged, or was written by a newer version.
        """
        return cls(Database.open(path), correct=correct)

    @classmethod
    def in_memory(cls, *, correct: Correct = as_read) -> "Store":
        """A store that is gone when it is closed."""
        return cls(Database.open(None), correct=correct)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        self.close()

    def view(self, *, deadline_s: float = DEADLINE_S) -> View:
        """What there is to read; each question may take `deadline_s` seconds."""
        return View(self._database, deadline_s=deadline_s)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction for many writes: safe on the disk when the context ends, gone when an error leaves it.

        Other writers wait meanwhile, so what takes long (parsing, reading) is done before.

        Raises:
            StoreUnusable: another process wrote for too long, or the disk is full or failing.
        """
        with self._database.writing() as connection:
            writer = Writer(connection, correct=self._correct)
            yield writer
            writer.settle()
        reach("store committed")

    def fact(self, name: str) -> str | None:
        """A fact about the store, or None."""
        return self.view().fact(name)

    def set_fact(self, name: str, value: str) -> None:
        """Write a fact about the store."""
        with self.writing() as writer:
            writer.set_fact(name, value)

    def await_captures(self, kept: Iterable[Kept]) -> None:
        """Take captures in as waiting; those that the store knows stay as they are."""
        with self.writing() as writer:
            writer.await_captures(kept)

    def waiting(self, limit: int) -> list[int]:
        """Numbers of captures that nothing was made of yet, in order."""
        return self.view().waiting(limit)

    def forget(self, kept: Iterable[Kept]) -> None:
        """Take captures away for good, and every trace of them from the disk: see `Writer.forget`.

        Copies of the store made before upgrades go as well, since they show what is to be forgotten. Cost: the full-text
        indexes are written anew.
        """
        with self.writing() as writer:
            writer.forget(kept)
        with self._database.writing() as connection:
            fulltext.purge(connection)
        self._database.scrub()

    def seed_sets(self) -> Iterator[SeedSet]:
        """The seeds of all documents that have theirs, the earliest first. To be read to its end."""
        with self._database.reading() as connection:
            yield from seeds.read(connection, true())

    def adopt_readings(self, other: "Store", *, method: str) -> int:
        """Take over the readings of another store by that method, for documents to come; how many they are."""
        adopted = 0
        with other._database.reading() as source, self._database.writing() as target:
            found = source.execution_options(yield_per=_ROWS).execute(select(reading).where(reading.c.method == method))
            for rows in found.mappings().partitions():
                insert(target, reading, [dict(row) for row in rows])
                adopted += len(rows)
        return adopted

    def drop_unused_readings(self) -> int:
        """Drop readings that no document has; how many they were."""
        unused = ~exists().where(document.c.reading_id == reading.c.reading_id)
        with self._database.writing() as connection:
            return connection.execute(delete(reading).where(unused)).rowcount

    def about(self) -> About:
        """What it runs on: SQLite, journal mode and why, revision of the tables, bytes."""
        return self._database.about()

    def damages(self) -> tuple[str, ...]:
        """What the database finds wrong in its file; empty when it is sound. Cost: reads all of it."""
        return self._database.damages()

    def dump(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """All rows as (table, values), sorted: equal stores give equal dumps. To be read to its end.

        The numbers that statements are stored under are left out, since they depend on the order of writing.
        """
        with self._database.reading() as connection:
            for table in sorted(METADATA.tables.values(), key=lambda table: table.name):
                columns = [column for column in table.columns if column is not statement.c.statement_key]
                keys = (statement.c.document_id, statement.c.position) if table is statement else tuple(table.primary_key)
                for row in connection.execute(select(*columns).order_by(*keys)):
                    yield table.name, tuple(row)

    def copy_to(self, target: Path) -> None:
        """Write a copy as of now to a file, which appears only when it is whole and on the disk.

        Raises:
            StoreUnusable: it cannot be written.
        """
        self._database.copy_to(target)
