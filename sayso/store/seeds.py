"""The seeds of documents in the store: kept with the document, and the other way round as an index of who holds a seed.

The index is one narrow table sorted by seed and then by time (some 18 bytes a row, 2.3 kB an article of 600 words). It is
written within the caller's transaction; `Writer` and `View` are the ways to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select

from sayso.store import tables as t

_PACKED = np.dtype("<i8")
_ROWS = 500  # seed sets that are read at a time

# Made once: to build a statement takes longer than to run it.
_HOLDERS = (
    select(t.seed.c.first_capture)
    .where(t.seed.c.hash == bindparam("of"))
    .order_by(t.seed.c.first_capture)
    .limit(bindparam("most"))
)
_SET = select(t.seed_set.c.hashes, t.document.c.first_capture).join(t.document)
_SET = _SET.where(t.seed_set.c.document_id == bindparam("this"))
_REMOVE_SET = delete(t.seed_set).where(t.seed_set.c.document_id == bindparam("this"))
_REMOVE = delete(t.seed).where(t.seed.c.hash == bindparam("of"), t.seed.c.first_capture == bindparam("first"))
_FIRST = select(t.document.c.first_capture).where(t.document.c.document_id == bindparam("this"))


@dataclass(frozen=True, slots=True)
class SeedSet:
    """The seeds of a document.

    Attributes:
        first_capture: the number under which the index has it; the lesser, the earlier.
        outlet: as in the row of the document.
        words: digest of the words of its text.
        hashes: int64 [seed]; ascending, each once.
    """

    document_id: str
    first_capture: int
    outlet: str | None
    words: bytes
    hashes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds seeds, seed by seed and from the earliest on.

    Attributes:
        hashes: int64 [posting].
        first_captures: int32 [posting].
    """

    hashes: NDArray[np.int64]
    first_captures: NDArray[np.int32]


def write(connection: Connection, sets: Mapping[str, tuple[bytes, NDArray[np.int64]]]) -> None:
    """Write the seeds of documents, by id, in place of those they have; documents that are not there are left out."""
    kept, hashes, numbers = [], [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for document_id, (words, given) in sets.items():
        first = connection.scalar(_FIRST, {"this": document_id})
        if first is None:
            continue
        remove(connection, document_id)
        hashes.append(np.unique(given))
        numbers.append(np.full(len(hashes[-1]), first))
        kept.append({"document_id": document_id, "words": words, "hashes": hashes[-1].astype(_PACKED).tobytes()})
    if kept:
        connection.execute(insert(t.seed_set), kept)
    every, first_captures = np.concatenate(hashes), np.concatenate(numbers)
    order = np.lexsort((first_captures, every))  # neighbours go into one page of the database
    rows = zip(every[order].tolist(), first_captures[order].tolist(), strict=True)
    if len(every):
        connection.execute(insert(t.seed), [{"hash": one, "first_capture": first} for one, first in rows])


def remove(connection: Connection, document_id: str) -> None:
    """Remove the seeds of a document, if it has any; to be called while its row is as it was when they were written."""
    found = connection.execute(_SET, {"this": document_id}).one_or_none()
    if found is None:
        return
    connection.execute(_REMOVE_SET, {"this": document_id})
    hashes = np.frombuffer(found.hashes, _PACKED).tolist()
    if hashes:
        connection.execute(_REMOVE, [{"of": one, "first": found.first_capture} for one in hashes])


def read(connection: Connection, which: ColumnElement[bool]) -> Iterator[SeedSet]:
    """The seeds of those documents that have theirs, the earliest first."""
    about, found = t.document.c["document_id", "first_capture", "outlet"], t.seed_set.c["words", "hashes"]
    query = select(*about, *found).select_from(t.document.join(t.seed_set)).where(which).order_by(t.document.c.first_capture)
    for row in connection.execution_options(yield_per=_ROWS).execute(query):
        hashes = np.frombuffer(row.hashes, _PACKED).astype(np.int64)
        yield SeedSet(row.document_id, row.first_capture, row.outlet, row.words, hashes)


def holders(connection: Connection, hashes: NDArray[np.int64], *, most: int) -> Holders:
    """The `most` earliest holders of each seed."""
    held = [connection.scalars(_HOLDERS, {"of": one, "most": most}).all() for one in hashes.tolist()]
    flat = np.array([first for some in held for first in some], dtype=np.int32)
    return Holders(np.repeat(hashes, [len(some) for some in held]), flat)
