"""Searches: from a Query to ranked results with snippets, within a deadline.

Where more is found than anybody reads, the newest MOST_COUNTED are ranked. Words that very many texts have do not count in
ranking: they would take most of the time and change next to nothing.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, exists, select

from sayso.errors import QueryInvalid
from sayso.records.anchors import Spans
from sayso.records.documents import Document
from sayso.store import tables as t
from sayso.store.conditions import Of, condition, group_key, ranking
from sayso.store.database import Database
from sayso.store.entries import STATEMENT_BITS
from sayso.store.fulltext import ARTICLES, KEYS, STATEMENTS
from sayso.store.packed import unpacked
from sayso.store.query import Query
from sayso.store.rows import DocumentRow, StatementRow
from sayso.store.snippets import Snippet, marks_in, pattern_of, snippet
from sayso.store.terms import All, Either, Grouped, Node, Not

DEADLINE_S = 2.0
MOST_COUNTED = 10_000
PAGE = 20
_FREQUENT = {ARTICLES: 50_000, STATEMENTS: 100_000}  # rows that have a word, from which on it does not count in ranking
_WHOLE = 400  # characters of a statement's content that are shown without a cut
# How much a word counts by the column it stands in, in the order of the columns; labels do not count.
_WEIGHTS = {ARTICLES: "4.0, 1.0, 1.0, 1.0, 0.0", STATEMENTS: "2.0, 1.0, 0.0"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One result.

    Attributes:
        document: the article, or the one that the statement stands in.
        statement: the statement; None where articles were searched.
        snippet: of the article's text, or of the statement's content.
        title_marks: the words that were looked for, in the title.
    """

    document: DocumentRow
    statement: StatementRow | None
    snippet: Snippet
    title_marks: Spans


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    Attributes:
        query: as it was understood.
        of: "articles" or "statements".
        total: how many there are on all pages.
        capped: whether there are more than that, of which only the newest were looked at.
        ranked: whether those that fit best come first; otherwise the newest do.
        limit, offset: the page that was asked for.
        hits: in order; of equals the newest first, then by id.
        notices: what the reader should know, in plain sentences.
    """

    query: Query
    of: Of
    total: int
    capped: bool
    ranked: bool
    limit: int
    offset: int
    hits: tuple[Hit, ...]
    notices: tuple[str, ...]


def search(
    database: Database, query: Query, *, of: Of, limit: int = PAGE, offset: int = 0, deadline_s: float = DEADLINE_S
) -> Results:
    """A page of what a query finds.

    Args:
        limit, offset: how many hits, and how many to pass over before them.
        deadline_s: seconds after which the search is stopped.

    Raises:
        QueryInvalid: it takes longer than that.
        StoreUnusable: the database is damaged.
    """
    end = time.monotonic() + deadline_s
    try:
        with database.reading(deadline_s=deadline_s) as connection:
            return _Search(connection, query, of, end).results(limit, offset)
    except QueryInvalid as error:
        # Whatever can be wrong with the query itself was found when it was parsed.
        raise QueryInvalid(
            f"This search takes too long and was stopped after {deadline_s:g} s.",
            hint="Use fewer words, more letters before a star, or a filter such as after:2024.",
        ) from error


class _Search:
    """One search on one snapshot."""

    def __init__(self, connection: Connection, query: Query, of: Of, end: float) -> None:
        self._connection = connection
        self._query = query
        self._of = of
        self._end = end
        self._table = ARTICLES if of == "articles" else STATEMENTS
        self._key = "{}" if of == "articles" else f"({{}} >> {STATEMENT_BITS})"  # of a row's article
        self._notices = list(query.notices)

    def results(self, limit: int, offset: int) -> Results:
        self._look_for_groups()
        found = self._matches()
        total = min(len(found), MOST_COUNTED)
        rank = ranking(self._query.root, self._ranks)
        page = self._page(found[:total], rank, limit, offset)
        hits = tuple(self._hits(page))
        return Results(self._query, self._of, total, len(found) > total, bool(rank), limit, offset, hits, tuple(self._notices))

    def _look_for_groups(self) -> None:
        """Say which cases and tags of the query there are none of."""
        c = t.grouping.c
        for group in _groups(self._query.root):
            there = select(exists().where(c.kind == group.kind, c.key == group_key(group.name)))
            if not self._connection.scalar(there):
                self._notices.append(f"There is no {group.kind} “{group.name}”.")

    def _matches(self) -> list[int]:
        """The numbers of rows that match, the newest first; one more than is counted, where there are more."""
        wanted = condition(self._query.root, of=self._of)
        beside = f" AND {wanted.where}" if wanted.where else ""
        latest = "" if self._query.every_version else " AND k.latest"
        rows = self._connection.exec_driver_sql(
            f"SELECT t.rowid FROM {self._table} AS t CROSS JOIN {KEYS} AS k ON k.key = {self._key.format('t.rowid')}{latest} "
            f"WHERE {self._table} MATCH ?{beside} ORDER BY t.rowid DESC LIMIT {MOST_COUNTED + 1}",
            (wanted.match, *wanted.parameters),
        )
        return list(rows.scalars())

    def _page(self, found: Sequence[int], rank: str, limit: int, offset: int) -> Sequence[Any]:
        """Number and document id of the rows on the page."""
        scores = (
            f"SELECT t.rowid AS row, bm25({self._table}, {_WEIGHTS[self._table]}) AS score FROM {self._table} AS t "
            f"WHERE {self._table} MATCH :rank AND t.rowid BETWEEN :least AND :most "
            "AND +t.rowid IN (SELECT value FROM json_each(:found))"
            if rank
            else "SELECT NULL AS row, NULL AS score"
        )
        return self._connection.exec_driver_sql(
            f"WITH scores AS MATERIALIZED ({scores}) SELECT one.value AS row, k.document_id FROM json_each(:found) AS one "
            f"CROSS JOIN {KEYS} AS k ON k.key = {self._key.format('one.value')} LEFT JOIN scores ON scores.row = one.value "
            "ORDER BY coalesce(score, 0), k.moment DESC NULLS LAST, k.document_id, one.value LIMIT :limit OFFSET :offset",
            {
                "rank": rank,
                "least": min(found, default=0),
                "most": max(found, default=0),
                "found": json.dumps(found),
                "limit": limit,
                "offset": offset,
            },
        ).all()

    def _ranks(self, phrase: str) -> bool:
        """Whether a phrase is rare enough to count in ranking."""
        many = _FREQUENT[self._table]
        some = f"SELECT 1 FROM {self._table} WHERE {self._table} MATCH ? LIMIT {many}"
        rows: int = self._connection.exec_driver_sql(f"SELECT count(*) FROM ({some})", (phrase,)).scalar_one()
        return rows < many

    def _hits(self, page: Sequence[Any]) -> Iterator[Hit]:
        wanted = {one.document_id for one in page}
        columns = [*_columns(DocumentRow, t.document), t.document.c.packed]
        rows = self._connection.execute(select(*columns).where(t.document.c.document_id.in_(wanted)))
        documents = {row.document_id: row for row in rows}
        in_title = pattern_of(self._query.root, None, "title")
        in_text = pattern_of(self._query.root, None)
        for one in page:
            if time.monotonic() > self._end:
                raise QueryInvalid("this took too long.")
            *values, packed = documents[one.document_id]
            statement = None
            if self._of == "articles":
                article = unpacked(Document, packed)
                shown = snippet(article.text, in_text, otherwise=_first_prose(article))
            else:
                statement = self._statement(one)
                shown = snippet(statement.content, in_text, whole=_WHOLE)
            document = DocumentRow(*values)
            yield Hit(document, statement, shown, marks_in(document.title or "", in_title))

    def _statement(self, one: Any) -> StatementRow:
        position = one.row & ((1 << STATEMENT_BITS) - 1)
        c = t.statement.c
        wanted = select(*_columns(StatementRow, t.statement)).where(c.document_id == one.document_id, c.position == position)
        return StatementRow(*self._connection.execute(wanted).one())


def _columns(kind: type[Any], table: Any) -> list[Any]:
    return [table.c[field.name] for field in fields(kind)]


def _groups(node: Node) -> Iterator[Grouped]:
    if isinstance(node, Grouped):
        yield node
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from _groups(part)
    elif isinstance(node, Not):
        yield from _groups(node.part)


def _first_prose(article: Document) -> int:
    """Where the text begins after titles and what surrounds the article; 0 when it has nothing else."""
    start = 0
    for span in sorted((*article.headings, *article.boilerplate)):
        if not article.text[start : span.start].strip():
            start = max(start, span.end)
    rest = article.text[start:]
    return start + len(rest) - len(rest.lstrip()) if rest.strip() else 0
