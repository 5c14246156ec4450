"""Everything that is read from the store: one method a question, plain frozen rows as answers.

Each question sees one moment, cannot write, and is stopped at its deadline. Long lists come in pages: `next` of one page goes
into the question for the page after it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, Row, Select, Table, distinct, func, select

from sayso.errors import NotFound
from sayso.records.anchors import Span
from sayso.records.links import Likeness, Passage
from sayso.records.reviews import Review, State
from sayso.records.statements import Reading
from sayso.store import seeds
from sayso.store import tables as t
from sayso.store.conditions import Of
from sayso.store.database import Database
from sayso.store.naming import resolved
from sayso.store.packed import reading_of, unpacked
from sayso.store.query import Query
from sayso.store.rows import (
    CaptureRow,
    Counts,
    Decision,
    DocumentRow,
    Group,
    Grouping,
    Outdated,
    Page,
    Reason,
    SourceRow,
    StatementRow,
)
from sayso.store.search import Results, search
from sayso.store.seeds import Holders, SeedSet

R = TypeVar("R")

DEADLINE_S = 2.0
PAGE = 50
_AT_ONCE = 500  # documents that one query names
STATES = ("waiting", "read", "failed", "forgotten")
_LAST = "\U0010ffff"  # sorts after all other characters


class View:
    """Answers questions about a store; made by `Store.view`. Threads may share it.

    Every method raises QueryInvalid when the answer takes longer than the deadline, and StoreUnusable when the file is damaged.
    """

    def __init__(self, database: Database, *, deadline_s: float = DEADLINE_S) -> None:
        self._database = database
        self._deadline_s = deadline_s

    def document(self, document_id: str) -> DocumentRow:
        """A document.

        Raises:
            NotFound: there is none of that id.
        """
        query = _all(DocumentRow, t.document).where(t.document.c.document_id == document_id)
        return _only(self._answer(DocumentRow, query), document_id)

    def reading(self, document_id: str) -> Reading:
        """What the reader found in a document, without corrections.

        Raises:
            NotFound: there is no document of that id.
        """
        with self._reading() as connection:
            reading = reading_of(connection, document_id)
        return _only(() if reading is None else (reading,), document_id)

    def statements(self, document_id: str) -> tuple[StatementRow, ...]:
        """The statements of a document in order, corrections applied; empty when there is no such document."""
        query = _all(StatementRow, t.statement).where(t.statement.c.document_id == document_id)
        return self._answer(StatementRow, query.order_by(t.statement.c.position))

    def versions(self, line_id: str) -> tuple[DocumentRow, ...]:
        """The versions of a line in order; empty when there is no such line."""
        query = _all(DocumentRow, t.document).where(t.document.c.line_id == line_id)
        return self._answer(DocumentRow, query.order_by(t.document.c.version))

    def captures(self, document_id: str) -> tuple[CaptureRow, ...]:
        """The captures of a document in order; empty when there is no such document."""
        query = _all(CaptureRow, t.capture).where(t.capture.c.document_id == document_id)
        return self._answer(CaptureRow, query.order_by(t.capture.c.number))

    def capture(self, number: int) -> CaptureRow:
        """A capture.

        Raises:
            NotFound: the store does not know it.
        """
        found = self._answer(CaptureRow, _all(CaptureRow, t.capture).where(t.capture.c.number == number))
        if not found:
            raise NotFound("the store has no such capture.", f"capture {number}", "`sayso status` says what waits.")
        return found[0]

    def last_capture(self) -> int:
        """The greatest number of a capture that the store knows; 0 when it knows none."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(t.capture.c.number))) or 0

    def groupings(self, document_id: str) -> tuple[Grouping, ...]:
        """The cases and tags that a document is in, and the notes on it, by kind and then in order of deciding."""
        query = _all(Grouping, t.grouping).where(t.grouping.c.document_id == document_id)
        return self._answer(Grouping, query.order_by(t.grouping.c.kind, t.grouping.c.review))

    def decisions(self, document_id: str) -> tuple[Decision, ...]:
        """The decisions about a document in order, also when the document is not there."""
        query = select(t.review.c.packed, t.review.c.state).where(t.review.c.document_id == document_id)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(t.review.c.number)).all()
        return tuple(Decision(unpacked(Review, row.packed), State(row.state)) for row in rows)

    def decisions_by_state(self) -> Mapping[str, int]:
        """How many decisions are in force, undone, or do not fit; all three states. Cost: one pass over the decisions."""
        with self._reading() as connection:
            found = _tally(connection, t.review.c.state)
        return {state.value: found.get(state.value, 0) for state in State}

    def documents(
        self,
        *,
        before: int | None = None,
        limit: int = PAGE,
        case: str | None = None,
        tag: str | None = None,
        outlet: str | None = None,
    ) -> Page[DocumentRow]:
        """Documents, the last ones kept first.

        Args:
            before: `next` of the page before.
            case, tag: keys as in Grouping.
            outlet: the name, exactly.
        """
        query = _all(DocumentRow, t.document).order_by(t.document.c.first_capture.desc())
        for kind, key in (("case", case), ("tag", tag)):
            if key is not None:
                group = select(t.grouping.c.document_id).where(t.grouping.c.kind == kind, t.grouping.c.key == key)
                query = query.where(t.document.c.document_id.in_(group))
        if outlet is not None:
            query = query.where(t.document.c.outlet == outlet)
        if before is not None:
            query = query.where(t.document.c.first_capture < before)
        return _page(self._answer(DocumentRow, query.limit(limit + 1)), limit, lambda row: row.first_capture)

    def failures(self, *, after: int = 0, limit: int = PAGE) -> Page[CaptureRow]:
        """Captures that could not be read, in order; `after` is `next` of the page before."""
        query = _all(CaptureRow, t.capture).where(t.capture.c.state == "failed", t.capture.c.number > after)
        rows = self._answer(CaptureRow, query.order_by(t.capture.c.number).limit(limit + 1))
        return _page(rows, limit, lambda row: row.number)

    def waiting(self, limit: int) -> list[int]:
        """Numbers of captures that nothing was made of yet, in order, at most `limit`."""
        query = select(t.capture.c.number).where(t.capture.c.state == "waiting").order_by(t.capture.c.number).limit(limit)
        with self._reading() as connection:
            return list(connection.scalars(query))

    def cases(self) -> tuple[Group, ...]:
        """All cases, by key."""
        return self._groups("case")

    def tags(self) -> tuple[Group, ...]:
        """All tags, by key."""
        return self._groups("tag")

    def sources(self, prefix: str, *, limit: int = PAGE) -> tuple[SourceRow, ...]:
        """Named sources whose names begin so, whatever the case of the letters; those with most statements first.

        Cost: linear in the statements of all names that begin so, in the index, and in those of the names that are given.
        """
        said, start = t.statement.c, prefix.casefold()
        each = select(said.source_key, func.count().label("n")).where(said.source_key >= start, said.source_key < start + _LAST)
        each = each.group_by(said.source_key).order_by(func.count().desc(), said.source_key).limit(limit)
        # The first step reads the index alone; rows are looked up only for what is shown.
        most = each.subquery()
        documents = func.count(distinct(said.document_id))
        query = select(most.c.source_key, func.min(said.source_name), most.c.n, documents)
        query = query.join(t.statement, said.source_key == most.c.source_key).group_by(most.c.source_key, most.c.n)
        return self._answer(SourceRow, query.order_by(most.c.n.desc(), most.c.source_key))

    def source_keys(self) -> list[str]:
        """The keys of all named sources, in order. Cost: one pass over an index."""
        key = t.statement.c.source_key
        with self._reading() as connection:
            return list(connection.scalars(select(key).where(key.is_not(None)).distinct().order_by(key)))

    def said_by(self, source_keys: Sequence[str]) -> tuple[StatementRow, ...]:
        """The statements put on the named sources with these keys, some hundred at most; by document and place."""
        c = t.statement.c
        query = _all(StatementRow, t.statement).where(c.source_key.in_(source_keys))
        return self._answer(StatementRow, query.order_by(c.document_id, c.position))

    def fact(self, name: str) -> str | None:
        """A fact about the store, or None."""
        with self._reading() as connection:
            return connection.scalar(select(t.fact.c.value).where(t.fact.c.name == name))

    def known_readings(self, reading_ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids under which there is a reading."""
        with self._reading() as connection:
            return frozenset(connection.scalars(select(t.reading.c.reading_id).where(t.reading.c.reading_id.in_(reading_ids))))

    def counts(self) -> Counts:
        """How much there is. Cost: one pass over the smallest index of each table."""
        reason = t.capture.c.failure, t.capture.c.message
        failures = select(*reason, func.count().label("n")).where(t.capture.c.state == "failed").group_by(*reason)
        with self._reading() as connection:
            captures = _tally(connection, t.capture.c.state)
            languages = _tally(connection, t.document.c.language)
            lines, statements, readings = (_count(connection, table) for table in (t.line, t.statement, t.reading))
            reasons = sorted((Reason(*row) for row in connection.execute(failures)), key=_rank)
        captures = {state: captures.get(state, 0) for state in STATES}
        return Counts(sum(languages.values()), lines, captures, statements, readings, languages, tuple(reasons))

    def outdated(self, *, parser: str, reader: str) -> Outdated:
        """How much was made by other methods than these; what waits or is forgotten is not counted."""
        parsed = select(func.count()).select_from(t.capture).where(t.capture.c.parser != parser)
        read = select(func.count()).select_from(t.document).join(t.reading).where(t.reading.c.method != reader)
        with self._reading() as connection:
            return Outdated(connection.execute(parsed).scalar_one(), connection.execute(read).scalar_one())

    def resolve(self, name: str) -> str:
        """The id of the document that a person means.

        Args:
            name: a document id, its outside name, an address, or the beginning of the id (at least 4 digits). A name or address
                that all versions of one line share means the last of them.

        Raises:
            NotFound: there is none; the hint has names that are near.
            UsageError: it may be several; the hint lists them.
        """
        with self._reading() as connection:
            return resolved(connection, name)

    def search(self, query: Query, *, of: Of, limit: int = PAGE, offset: int = 0) -> Results:
        """A page of the articles or statements that a query finds, as `sayso.store.search.search` gives it."""
        return search(self._database, query, of=of, limit=limit, offset=offset, deadline_s=self._deadline_s)

    def unseeded(self, limit: int) -> list[str]:
        """Ids of documents without seeds, the earliest first, at most `limit`; what writes a document anew takes its seeds."""
        query = select(t.document.c.document_id).outerjoin(t.seed_set).where(t.seed_set.c.document_id.is_(None))
        with self._reading() as connection:
            return list(connection.scalars(query.order_by(t.document.c.first_capture).limit(limit)))

    def count_unseeded(self) -> int:
        """How many documents have no seeds. Cost: one pass over the documents."""
        query = select(func.count()).select_from(t.document.outerjoin(t.seed_set)).where(t.seed_set.c.document_id.is_(None))
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def seed_set(self, document_id: str) -> SeedSet:
        """The seeds of a document.

        Raises:
            NotFound: there is no document of that id, or it has no seeds yet.
        """
        with self._reading() as connection:
            return _only(tuple(seeds.read(connection, t.document.c.document_id == document_id)), document_id)

    def seed_sets(self, first_captures: Sequence[int]) -> tuple[SeedSet, ...]:
        """The seeds of the documents with these first captures, in their order; some thousand at most."""
        with self._reading() as connection:
            return tuple(seeds.read(connection, t.document.c.first_capture.in_(first_captures)))

    def holders(self, hashes: NDArray[np.int64], *, most: int) -> Holders:
        """Who holds seeds: of each seed the `most` earliest documents. Cost: some 50 microseconds a seed."""
        with self._reading() as connection:
            return seeds.holders(connection, hashes, most=most)

    def pages(self, outlets: Sequence[str]) -> Mapping[str, int]:
        """How many documents there are of each of these outlets."""
        query = select(t.document.c.outlet, func.count()).where(t.document.c.outlet.in_(outlets)).group_by(t.document.c.outlet)
        with self._reading() as connection:
            return {name: number for name, number in sorted(map(tuple, connection.execute(query).all()))}

    def outlets(self) -> tuple[tuple[str | None, str | None], ...]:
        """Outlet and address of every document, each pair once. Cost: one pass over the documents."""
        query = select(t.document.c.outlet, t.document.c.url).distinct()
        with self._reading() as connection:
            return tuple(map(tuple, connection.execute(query).all()))

    def document_ids(self) -> list[str]:
        """Ids of all documents, the earliest first."""
        with self._reading() as connection:
            return list(connection.scalars(select(t.document.c.document_id).order_by(t.document.c.first_capture)))

    def passages_of(self, document_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages that any of these documents shares with others, by document and place."""
        return self._passages(document_ids, either=True)

    def passages_among(self, document_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages that these documents share with each other, by document and place."""
        return self._passages(document_ids, either=False)

    def _passages(self, document_ids: Sequence[str], *, either: bool) -> tuple[Passage, ...]:
        wanted, columns = set(document_ids), t.passage.c
        rows: dict[tuple[Any, ...], Row[Any]] = {}
        with self._reading() as connection:
            for start in range(0, len(document_ids), _AT_ONCE):
                some = document_ids[start : start + _AT_ONCE]
                for column in (columns.left_doc, columns.right_doc) if either else (columns.left_doc,):
                    for row in connection.execute(select(*columns).where(column.in_(some))):
                        if either or row.right_doc in wanted:
                            rows[row.left_doc, row.right_doc, row.left_start, row.right_start] = row
        return tuple(_passage(rows[key]) for key in sorted(rows))

    def _groups(self, kind: str) -> tuple[Group, ...]:
        every = t.grouping.c
        sums = select(every.key, func.min(every.review).label("first"), func.count().label("n")).where(every.kind == kind)
        each = sums.group_by(every.key).subquery()
        first = (every.kind == kind) & (every.key == each.c.key) & (every.review == each.c.first)
        return self._answer(Group, select(each.c.key, every.name, each.c.n).join(t.grouping, first).order_by(each.c.key))

    def _answer(self, kind: type[R], query: Select[Any]) -> tuple[R, ...]:
        with self._reading() as connection:
            return tuple(kind(*row) for row in connection.execute(query))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.reading(deadline_s=self._deadline_s) as connection:
            yield connection


def _all(kind: type[Any], table: Table) -> Select[Any]:
    """The columns of a table that a kind of row has, in its order."""
    return select(*(table.c[field.name] for field in fields(kind)))


def _passage(row: Row[Any]) -> Passage:
    return Passage(
        row.left_doc,
        Span(row.left_start, row.left_end),
        row.right_doc,
        Span(row.right_start, row.right_end),
        Likeness(row.likeness),
        row.similarity,
    )


def _only(found: Sequence[R], document_id: str) -> R:
    if not found:
        raise NotFound("there is no such document.", document_id, "It may have been forgotten, or be read differently now.")
    return found[0]


def _page(rows: tuple[R, ...], limit: int, key: Callable[[R], int]) -> Page[R]:
    """A page of rows, of which one more than `limit` was asked for."""
    return Page(rows[:limit], key(rows[limit - 1]) if len(rows) > limit else None)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _tally(connection: Connection, column: Column[Any]) -> dict[str, int]:
    rows = connection.execute(select(func.coalesce(column, ""), func.count()).group_by(column)).all()
    return {name: number for name, number in sorted(map(tuple, rows))}


def _rank(reason: Reason) -> tuple[int, str, str]:
    return -reason.captures, reason.failure, reason.message
