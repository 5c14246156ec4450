"""Records as compact JSON and back, without loss: what the store keeps of a reading.

Works for frozen dataclasses of this package whose fields are plain values, enums, spans, records, tuples or mappings of these.
The form follows the fields, so it is read only by the version that wrote it; whoever stores it stores that version too.
"""

import json
import types
import typing
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sayso.records.anchors import Span

T = TypeVar("T")


def pack(record: object) -> bytes:
    """The record as JSON in ASCII; equal records give equal bytes."""
    return json.dumps(_plain(record), ensure_ascii=True, allow_nan=True, separators=(",", ":")).encode("ascii")


def unpack(kind: type[T], data: bytes) -> T:
    """The record of that kind that `pack` wrote.

    Raises:
        ValueError, TypeError, KeyError: the data are not such a record.
    """
    made: T = _made(kind, json.loads(data))
    return made


_ATOMS = frozenset((str, int, float, bool, type(None)))


def _plain(value: Any) -> Any:
    kind: type = type(value)
    if kind in _ATOMS:  # nearly all values are
        return value
    names = _names(kind)
    if names is not None:
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


@cache
def _names(kind: Hashable) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else None


@cache
def _kinds(kind: type) -> tuple[Any, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))


def _made(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        (kind,) = (one for one in typing.get_args(kind) if one is not type(None))
        return _made(kind, value)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_made(inner[0], one) for one in value)
        return tuple(_made(one, part) for one, part in zip(inner, value, strict=True))
    if kind is Span:
        return Span(*value)
    if isinstance(kind, type):
        if is_dataclass(kind):
            return kind(*(_made(one, part) for one, part in zip(_kinds(kind), value, strict=True)))
        if issubclass(kind, Enum):
            return kind(value)
    return value
