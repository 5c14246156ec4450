"""One write transaction: what was made of captures goes in, and the rows come to be the same whatever came first.

A document's row depends on its first capture alone, its version on the first captures of the line, and its statements on
reading and decisions. So writing a thing twice, late, or from two processes changes nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, CursorResult, Table, bindparam, delete, exists, func, or_, select, update

from sayso.errors import Conflict, SaysoError
from sayso.faults import reach
from sayso.records.documents import Document
from sayso.records.evidence import Kept
from sayso.records.links import Passage
from sayso.records.reviews import Review, State
from sayso.records.statements import Reading
from sayso.store import fulltext, seeds
from sayso.store import tables as t
from sayso.store.database import insert
from sayso.store.packed import Findings, packed, reading_of, unpacked
from sayso.store.statements import Correct, Corrected, as_read, rows_of

_KEPT = tuple("number kept_at sha256 size origin how media_type charset url captured_at doc_id user_agent".split())
_NOTHING = {"document_id": None, "parser": None, "failure": None, "message": None, "hint": None}

# Made once: to build a statement takes longer than to run it.
_this: BindParameter[Any] = bindparam("this")
_CAPTURE = select(*t.capture.c["number", "state", "document_id", "parser"]).where(t.capture.c.number == _this)
_MOVE = update(t.capture).where(t.capture.c.number == _this)
_DOCUMENT = select(*t.document.c["line_id", "first_capture", "reading_id"]).where(t.document.c.document_id == _this)
_CHANGE = update(t.document).where(t.document.c.document_id == _this)
_ID = {t.passage: ("left_doc", "right_doc")}  # columns that name a document; elsewhere it is document_id
_CLEAR = {
    table: delete(table).where(or_(*(table.c[name] == _this for name in _ID.get(table, ("document_id",)))))
    for table in (t.statement, t.grouping, t.problem, t.document, t.passage)
}
_READING = select(t.reading.c.packed).where(t.reading.c.reading_id == _this)
_UNUSED = delete(t.reading).where(t.reading.c.reading_id == _this, ~exists().where(t.document.c.reading_id == _this))
_VERSIONS = (
    select(*t.document.c["document_id", "version", "prose_id", "same_as"])
    .where(t.document.c.line_id == _this)
    .order_by(t.document.c.first_capture)
)
_EMPTY_LINE = delete(t.line).where(t.line.c.line_id == _this)
_REVIEWS = select(t.review.c.packed).where(t.review.c.document_id == _this).order_by(t.review.c.number)
_STATE = update(t.review).where(t.review.c.number == _this)
_UNFIT = update(t.review).where(t.review.c.document_id == _this).values(state=State.DOES_NOT_FIT.value)
_FIRST = select(func.min(t.capture.c.number)).where(t.capture.c.document_id == _this)
_AGAIN = update(t.capture).where(t.capture.c.document_id == _this).values(state="waiting", document_id=None, parser=None)


@dataclass(frozen=True, slots=True)
class Derivation:
    """What was made of one capture.

    Attributes:
        kept: the capture.
        parser: method@version that parsed it.
        line_id, line_key: the line it belongs to, and what makes the line.
        document_id: id of the document in the workspace.
        document: the article.
        prose_id: id of its text without what surrounds the article.
        reading_id: id of all that the reader looks at, and of the reader.
        method: method@version of the reader.
        reading: what the reader found; None when the store has a reading of that id.
    """

    kept: Kept
    parser: str
    line_id: str
    line_key: str
    document_id: str
    document: Document
    prose_id: str
    reading_id: str
    method: str
    reading: Reading | None


class Writer:
    """Writes into one transaction; `Store.writing` makes it, has it settle at the end, and commits."""

    def __init__(self, connection: Connection, *, correct: Correct) -> None:
        self._connection = connection
        self._correct = correct
        self._lines: set[str] = set()  # whose versions are to be numbered again
        self._left: set[str] = set()  # documents that a capture went away from
        self._loose: set[str] = set()  # readings that a document went away from
        self._changed: set[str] = set()  # documents that are not in the full-text indexes as they are now
        self._seeds: dict[str, tuple[bytes, NDArray[np.int64]]] = {}  # of documents, to be written

    def set_fact(self, name: str, value: str) -> None:
        """Write a fact about the store."""
        insert(self._connection, t.fact, [{"name": name, "value": value}], replace=True)

    def await_captures(self, kept: Iterable[Kept]) -> None:
        """Take captures in as waiting; those that the store knows stay as they are."""
        insert(self._connection, t.capture, [_waiting(one) for one in kept])

    def document(self, derivation: Derivation) -> None:
        """Write what was made of a capture; nothing when the capture is forgotten.

        Raises:
            Conflict: the derivation has no reading, and the store has none of that id any more; nothing was written.
        """
        number, document_id = derivation.kept.number, derivation.document_id
        before = self._capture(derivation.kept)
        if before.state == "forgotten":
            return
        known = self._run(_DOCUMENT, document_id).one_or_none()
        if known is None or number <= known.first_capture:
            reading = self._reading(derivation)
            if known is not None:
                self._clear(document_id, t.statement, t.grouping, t.problem)
                self._detach(document_id)
                self._loose.add(known.reading_id)
            self._describe(derivation, reading)
        self._move(before, state="read", document_id=document_id, parser=derivation.parser)
        self._lines.add(derivation.line_id)
        reach("store rows written")

    def failure(self, kept: Kept, error: SaysoError, *, parser: str) -> None:
        """Write why a capture could not be read; nothing when it is forgotten, or when that very parser did read it."""
        before = self._capture(kept)
        if before.state != "forgotten" and (before.state, before.parser) != ("read", parser):
            reason = {"failure": type(error).__name__, "message": error.message, "hint": error.hint}
            self._move(before, state="failed", parser=parser, **reason)

    def forget(self, kept: Iterable[Kept]) -> None:
        """Take captures away for good; their rows stay, without address, origin and outside name.

        A document goes with its last capture. It goes with its first one too, since what is known about it comes from there;
        its other captures are then waiting to be read again.
        """
        for one in kept:
            self._move(self._capture(one), state="forgotten", origin="", url=None, doc_id=None)

    def decide(self, reviews: Iterable[Review]) -> None:
        """Take decisions in and apply them; those that the store knows stay, those about documents to come wait for them."""
        given = list(reviews)
        insert(self._connection, t.review, [_review(review) for review in given])
        for document_id in sorted({review.subject.document_id for review in given}):
            reading = reading_of(self._connection, document_id)
            if reading is not None:
                corrected = self._corrected(document_id, reading)
                self._run(_CHANGE, document_id, **_counts(corrected))
                self._clear(document_id, t.statement, t.grouping)
                self._fill(document_id, corrected)

    def seeds(self, document_id: str, words: bytes, hashes: NDArray[np.int64]) -> None:
        """Write the seeds of a document in place of those it has; nothing when there is no such document.

        They fall on places all over the table, so many documents in one transaction cost far less than each in its own.

        Args:
            document_id: its id.
            words: digest of the words of its text.
            hashes: int64 [seed]; in any order.
        """
        self._seeds[document_id] = words, hashes

    def passages(self, passages: Iterable[Passage]) -> None:
        """Write passages; those between two documents that are there stay as they are."""
        insert(self._connection, t.passage, [_passage(one) for one in passages])

    def settle(self) -> None:
        """Drop documents, readings and lines that nothing holds any more, number versions, write seeds, index what changed."""
        for document_id in sorted(self._left):
            self._drop_if_headless(document_id)
        for line_id in sorted(self._lines):
            self._number(line_id)
        for reading_id in sorted(self._loose):
            self._run(_UNUSED, reading_id)
        # After the dropping: a document that comes has the number of one that goes where both have a capture in turn.
        seeds.write(self._connection, self._seeds)
        fulltext.refresh(self._connection, sorted(self._changed))

    def _capture(self, kept: Kept) -> Any:
        """The row of a capture, made where there is none."""
        row = self._run(_CAPTURE, kept.number).one_or_none()
        if row is None:
            self.await_captures([kept])
            row = self._run(_CAPTURE, kept.number).one()
        return row

    def _move(self, before: Any, **outcome: str | None) -> None:
        """Change what became of a capture."""
        self._run(_MOVE, before.number, **{**_NOTHING, **outcome})
        if before.document_id not in (None, outcome.get("document_id")):
            self._left.add(before.document_id)

    def _describe(self, derivation: Derivation, reading: Reading) -> None:
        """Write the document of a capture that is the first one to have it."""
        document, document_id = derivation.document, derivation.document_id
        corrected = self._corrected(document_id, reading)
        dated = next((mention for mention in document.dates if mention.kind == "published"), None)
        row = {
            "document_id": document_id,
            "line_id": derivation.line_id,
            "version": 1,  # as in most lines; settled at the end, like same_as
            "first_capture": derivation.kept.number,
            "text_id": document.document_id,
            "prose_id": derivation.prose_id,
            "doc_id": document.doc_id,
            "title": document.title,
            "outlet": document.outlet,
            "byline": "; ".join(author.name for author in document.byline) or None,
            "published": document.published,
            "published_how": dated.how if dated else None,
            "language": document.language,
            "url": document.url,
            "words": reading.profile.words,
            **_counts(corrected),
            "problems": len(document.problems),
            "reading_id": derivation.reading_id,
            "same_as": None,
            "packed": packed(document),
        }
        insert(self._connection, t.line, [{"line_id": derivation.line_id, "key": derivation.line_key}])
        insert(self._connection, t.document, [row], replace=True)
        problems = [
            {"document_id": document_id, "position": place, "level": one.level, "message": one.message, "hint": one.hint}
            for place, one in enumerate(document.problems)
        ]
        insert(self._connection, t.problem, problems)
        self._fill(document_id, corrected)

    def _reading(self, derivation: Derivation) -> Reading:
        """The reading that the store has, or else the one that is given, kept from now on."""
        data = self._run(_READING, derivation.reading_id).scalar()
        if data is not None:
            return unpacked(Findings, data).in_document(derivation.document)
        if derivation.reading is None:
            raise Conflict("its reading has been removed meanwhile.", f"capture {derivation.kept.number}", "Run it once more.")
        found = packed(Findings.of(derivation.reading))
        insert(
            self._connection, t.reading, [{"reading_id": derivation.reading_id, "method": derivation.method, "packed": found}]
        )
        return derivation.reading

    def _corrected(self, document_id: str, reading: Reading) -> Corrected:
        reviews = tuple(unpacked(Review, data) for data in self._run(_REVIEWS, document_id).scalars())
        return self._correct(reading, reviews) if reviews else as_read(reading, ())

    def _fill(self, document_id: str, corrected: Corrected) -> None:
        """Write statements, groupings and states of decisions."""
        self._changed.add(document_id)
        statements = list(rows_of(document_id, corrected))
        if statements:
            self._connection.execute(t.statement.insert(), statements)
        insert(self._connection, t.grouping, [{"document_id": document_id, **asdict(one)} for one in corrected.groupings])
        for number, state in corrected.states.items():
            self._run(_STATE, number, state=state.value)

    def _detach(self, document_id: str) -> None:
        """Drop what joins a document with others, as if it had never been looked at."""
        seeds.remove(self._connection, document_id)
        self._clear(document_id, t.passage)

    def _clear(self, document_id: str, *tables: Table) -> None:
        for table in tables:
            self._run(_CLEAR[table], document_id)

    def _drop_if_headless(self, document_id: str) -> None:
        """Drop a document whose first capture is no longer one of its own."""
        known = self._run(_DOCUMENT, document_id).one_or_none()
        if known is None or known.first_capture == self._run(_FIRST, document_id).scalar():
            return
        self._run(_AGAIN, document_id)
        self._run(_UNFIT, document_id)
        self._detach(document_id)
        self._clear(document_id, t.statement, t.grouping, t.problem, t.document)
        self._lines.add(known.line_id)
        self._loose.add(known.reading_id)
        self._changed.add(document_id)

    def _number(self, line_id: str) -> None:
        """Number the versions of a line by their first captures, and find those with the prose of an earlier one."""
        versions = self._run(_VERSIONS, line_id).all()
        if not versions:
            self._run(_EMPTY_LINE, line_id)
        first: dict[str, str] = {}
        for version, row in enumerate(versions, start=1):
            like = first.setdefault(row.prose_id, row.document_id)
            same_as = None if like == row.document_id else like
            if (row.version, row.same_as) != (version, same_as):
                self._run(_CHANGE, row.document_id, version=version, same_as=same_as)

    def _run(self, statement: Any, this: int | str, **values: object) -> CursorResult[Any]:
        return self._connection.execute(statement, {"this": this, **values})


def _passage(one: Passage) -> dict[str, Any]:
    return {
        "left_doc": one.left_doc,
        "right_doc": one.right_doc,
        "left_start": one.left.start,
        "left_end": one.left.end,
        "right_start": one.right.start,
        "right_end": one.right.end,
        "likeness": one.likeness.value,
        "similarity": one.similarity,
    }


def _waiting(kept: Kept) -> dict[str, object]:
    return {name: getattr(kept, name) for name in _KEPT} | {"state": "waiting"}


def _review(review: Review) -> dict[str, object]:
    return {
        "number": review.number,
        "at": review.at,
        "reviewer": review.reviewer,
        "action": review.action.value,
        "document_id": review.subject.document_id,
        "statement_id": review.subject.statement_id,
        "undoes": review.undoes,
        "state": State.DOES_NOT_FIT.value,
        "packed": packed(review),
    }


def _counts(corrected: Corrected) -> dict[str, int]:
    return {"statements": len(corrected.reading.statements), "own": len(corrected.reading.own)}
