"""The chain of a journal: entries as lines, lines as entries, and what is wrong with a file of them.

An entry is one line of canonical JSON that carries its own digest and that of the entry before, so that a changed byte is found
wherever it is. To check one by hand, take `,"digest":"..."` out of its line: that is the SHA-256 of what is left, without the
newline.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sayso.archive.disk import RESTORE
from sayso.errors import EvidenceDamaged
from sayso.records.evidence import START, Damage, Entry, canonical, sealed

_SHAPE = re.compile(
    rb'(\{"at":"([0-9T:.Z-]{27})","body":(\{.*\})),"digest":"([0-9a-f]{64})"'
    rb'(,"kind":"([a-z_]+)","number":([1-9][0-9]{0,17}),"previous":"([0-9a-f]{64})"\})\n',
    re.DOTALL,
)
# At most so many lost entries are listed: a forged number must not fill the memory.
_MOST = 100_000


class Line(NamedTuple):
    """An entry as it stands in the file, its body not yet decoded.

    Attributes:
        start, end: the line's place in the file, in bytes, its newline included.
        number, at, kind, previous, digest: as in Entry.
        body: JSON.
    """

    start: int
    end: int
    number: int
    at: str
    kind: str
    body: bytes
    previous: str
    digest: str

    def entry(self) -> Entry:
        """The entry.

        Raises:
            EvidenceDamaged: the body is not JSON, so another program wrote it.
        """
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError) as exc:
            raise EvidenceDamaged("its body is not JSON.", f"entry {self.number}", RESTORE) from exc
        return Entry(self.number, self.at, self.kind, body, self.previous, self.digest)


@dataclass(frozen=True, slots=True)
class Torn(Damage):
    """A last line that is not whole, as a crash leaves it: no entry, and cleared before the next one is written."""


def line_of(raw: bytes, start: int = 0) -> Line | None:
    """The entry that a line of a file holds, its newline included; None when its bytes are not those that were written."""
    shape = _SHAPE.fullmatch(raw)
    if shape is None:
        return None
    before, at, body, digest, after, kind, number, previous = shape.groups()
    if hashlib.sha256(before + after).hexdigest().encode() != digest:
        return None
    return Line(start, start + len(raw), int(number), at.decode(), kind.decode(), body, previous.decode(), digest.decode())


def chained(items: Sequence[tuple[str, Mapping[str, object]]], last: Line | None) -> tuple[Entry, ...]:
    """Entries that follow on a line, in order; `items` are kinds and bodies."""
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    first, previous = (last.number + 1, last.digest) if last else (1, START)
    entries = []
    for number, (kind, body) in enumerate(items, start=first):
        entries.append(sealed(number=number, at=at, kind=kind, body=body, previous=previous))
        previous = entries[-1].digest
    return tuple(entries)


def written(entry: Entry) -> bytes:
    """The line of an entry.

    Raises:
        ValueError: it could not be read back: the kind is not of lower-case letters and "_", or the body is not JSON data.
    """
    fields = ("number", "at", "kind", "body", "previous", "digest")
    raw = canonical({name: getattr(entry, name) for name in fields}) + b"\n"
    if line_of(raw) is None:
        raise ValueError(f"a journal holds no entry of the kind {entry.kind!r} with the body {entry.body!r}")
    return raw


def survey(raws: Iterable[bytes], *, name: str, after: Line | None = None) -> Iterator[Line | Damage]:
    """Every entry that holds and all that is wrong, in the order of the file; reads on past damage.

    Args:
        raws: lines of the file, those that follow on `after`.
        name: the file, for messages.
    """
    last, broken = after, list[Damage]()
    start, row = (last.end, last.number) if last else (0, 0)
    for raw in raws:
        row += 1
        item = f"{name}: line {row}, byte {start}"
        line = line_of(raw, start)
        start += len(raw)
        expected = last.number + 1 if last else 1
        if line is None:
            broken.append(fault(item, raw))
        elif line.number < expected:
            yield Damage(item, f"entry {line.number} stands here once more.")
        else:
            missing = range(expected, line.number)
            if broken:
                yield from _costing(broken, missing)
            elif missing:
                yield Damage(item, f"{len(missing)} entries are missing before it.", tuple(missing[:_MOST]))
            elif line.previous != (last.digest if last else START):
                yield Damage(item, "it does not follow on the entry before it: one of them was replaced.", (line.number,))
            yield line
            last, broken = line, []
        if not raw.endswith(b"\n"):
            break  # the end of the file; what comes behind it was written by somebody else meanwhile
    first = last.number + 1 if last else 1
    yield from _costing(broken, range(first, first + len(broken)))


def fault(item: str, raw: bytes) -> Damage:
    """What is wrong with a line that is no entry."""
    # Only the last line can lack its newline. An entry but for the last byte had one, and lost it to a change, not to a crash.
    if raw.endswith(b"\n") or line_of(raw[:-1] + b"\n"):
        return Damage(item, "the line is not what was written.")
    return Torn(item, "the file ends within this line: writing it was interrupted, or its end was cut off.")


def _costing(broken: Sequence[Damage], missing: range) -> Iterator[Damage]:
    """Broken lines with the entries that they cost: one each while there are any, the last one all that are left."""
    for place, damage in enumerate(broken):
        costs = missing[place:] if place == len(broken) - 1 else missing[place : place + 1]
        yield damage if isinstance(damage, Torn) else Damage(damage.item, damage.message, tuple(costs[:_MOST]))
