"""What people call a document: its id or the beginning of it, its outside name, or its address."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, or_, select

from sayso.errors import NotFound, UsageError
from sayso.store import tables as t

ID_DIGITS = 16
LEAST_DIGITS = 4
_LISTED = 5
_LONGEST = 500  # characters of a name that others are compared with: the time grows with their square
_HEX = frozenset("0123456789abcdef")
_HOW = "Give a document's id, the first digits of it (at least 4), its outside name, or its address."
_NAMED = select(t.document.c.document_id, t.document.c.line_id, t.document.c.title)


def resolved(connection: Connection, name: str) -> str:
    """The id of the document that a person means; of a name that versions of one line share, the last version.

    Raises:
        NotFound: there is none; the hint has names that are near.
        UsageError: it may be several; the hint lists them.
    """
    for condition, of_a_line in _conditions(name):
        query = _NAMED.where(condition).order_by(t.document.c.line_id, t.document.c.version)
        found = connection.execute(query).all()
        if len(found) == 1 or (of_a_line and len({row.line_id for row in found}) == 1):
            return str(found[-1].document_id)
        if found:
            raise _ambiguous(name, found)
    near = _near(connection, name)
    raise NotFound("there is no such document.", name, f"Did you mean {' or '.join(near)}?" if near else _HOW)


def _conditions(name: str) -> Iterator[tuple[ColumnElement[bool], bool]]:
    """What the name may be, the surest first; and whether versions of one line may share it."""
    digits = bool(name) and _HEX.issuperset(name)
    if digits and len(name) == ID_DIGITS:
        yield t.document.c.document_id == name, False
    for column in (t.document.c.doc_id, t.document.c.url):
        captured = t.capture.c[column.name]
        key = f"{'name' if column is t.document.c.doc_id else 'url'}:{name}"
        yield (
            or_(
                column == name,
                t.document.c.document_id.in_(select(t.capture.c.document_id).where(captured == name)),
                t.document.c.line_id.in_(select(t.line.c.line_id).where(t.line.c.key == key)),
            ),
            True,
        )
    if digits and LEAST_DIGITS <= len(name) < ID_DIGITS:
        yield t.document.c.document_id.between(name, name + "g"), False


def _ambiguous(name: str, found: Sequence[Any]) -> UsageError:
    listed = [f"{row.document_id} ({row.title})" if row.title else str(row.document_id) for row in found[:_LISTED]]
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return UsageError(f"this may be one of {len(found)} documents.", name, f"Name one by its id: {', '.join(listed)}{more}.")


def _near(connection: Connection, name: str) -> list[str]:
    """Names that look like this one, among its neighbours in the alphabet: no list of all names is gone through."""
    if len(name) > _LONGEST:
        return []
    neighbours: dict[str, None] = {}
    for column in (t.document.c.document_id, t.document.c.doc_id, t.document.c.url):
        for query in (_beside(column).where(column >= name), _beside(column, back=True).where(column < name)):
            neighbours.update(dict.fromkeys(connection.scalars(query)))
    return difflib.get_close_matches(name, neighbours, n=3, cutoff=0.7)


def _beside(column: Column[Any], *, back: bool = False) -> Select[Any]:
    return select(column).order_by(column.desc() if back else column).limit(_LISTED)
