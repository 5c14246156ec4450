"""Records as the compressed bytes that the store keeps of them, and back.

A Document lies with its row; what the reader found in its text lies apart, since other documents may have that text too.
"""

import zlib
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, select

from sayso.errors import StoreUnusable
from sayso.records.documents import Document
from sayso.records.packing import pack, unpack
from sayso.records.statements import Alias, OwnAssertion, Profile, Reading, Statement
from sayso.store import tables as t

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a reader found in a text, without the document: the parts of a Reading under the same names."""

    statements: tuple[Statement, ...]
    own: tuple[OwnAssertion, ...]
    aliases: tuple[Alias, ...]
    profile: Profile

    @classmethod
    def of(cls, reading: Reading) -> "Findings":
        """The findings of a reading."""
        return cls(reading.statements, reading.own, reading.aliases, reading.profile)

    def in_document(self, document: Document) -> Reading:
        """The reading of a document that has the text they were found in; the problems are the document's."""
        return Reading(document, self.statements, self.own, self.aliases, self.profile, document.problems)


def packed(record: object) -> bytes:
    """The record, compressed; equal records give equal bytes."""
    return zlib.compress(pack(record))


def unpacked(kind: type[T], data: bytes) -> T:
    """The record of that kind that `packed` wrote.

    Raises:
        StoreUnusable: the bytes are damaged, or another version of the record was packed.
    """
    try:
        return unpack(kind, zlib.decompress(data))
    except (zlib.error, ValueError, TypeError, KeyError) as exc:
        raise StoreUnusable(
            f"a {kind.__name__} in the store cannot be read back.",
            hint="`sayso rebuild` makes the store anew from the archive.",
        ) from exc


def reading_of(connection: Connection, document_id: str) -> Reading | None:
    """The reading of a document, without corrections; None when there is no such document."""
    query = select(t.document.c.packed, t.reading.c.packed.label("found")).join(t.reading)
    row = connection.execute(query.where(t.document.c.document_id == document_id)).one_or_none()
    return None if row is None else unpacked(Findings, row.found).in_document(unpacked(Document, row.packed))
