"""The archive: what was obtained, exactly as it was, and the journal that says when, from where and how.

Takes captures and gives them back. A capture is acknowledged when `keep` returns: bytes and line are on the disk. Bytes go
first, so that nothing in the journal lacks them; forgetting goes the other way round, first the line and then the bytes.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.archive.chain import Line
from sayso.archive.entries import CAPTURE, FORGET, Given, about_of, blobs_of, forgotten_by, given, kept_of
from sayso.archive.journal import Journal
from sayso.archive.vault import Vault
from sayso.errors import EvidenceDamaged, NotFound
from sayso.faults import reach
from sayso.records.documents import Capture
from sayso.records.evidence import Entry, Kept

# A quotation mark inside a JSON string is escaped, so this is found only where it is the name of the field.
_IDENTITY = re.compile(rb'"identity":"([0-9a-f]{64})"')


class Archive:
    """An archive in a folder, which need not exist yet. Safe between threads and processes; reading changes nothing.

    Attributes:
        folder: where it is.
        journal: what was kept and what was forgotten.
        vault: the bytes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self.vault = Vault(folder / "blobs")
        self._index = _Index()
        self._reading = threading.Lock()

    def keep(self, captures: Sequence[Capture]) -> list[tuple[Kept, bool]]:
        """The captures as kept, in order, each with whether it is new; all are on the disk when this returns.

        One that was kept before, or that is given twice, is not written again: it comes back as it was first kept.

        Raises:
            SkipItem: the metadata of a capture are not JSON data; nothing is kept.
            EvidenceDamaged: the journal is not what was written.
            StopRun: there is no room, or the archive cannot be written; nothing is acknowledged.
        """
        offered = [given(capture) for capture in captures]
        if not offered:
            return []
        with self.journal.locked():
            self.settle()
            known = self._before({one.identity for one in offered})
            new: dict[str, Given] = {}
            for one in offered:
                if one.identity not in known:
                    new.setdefault(one.identity, one)
            self.vault.put([blob for one in new.values() for blob in one.blobs])
            entries = self.journal.append([(CAPTURE, one.body) for one in new.values()])
            if not new:
                self.journal.sync()
        known.update((kept.identity, kept) for kept in map(kept_of, entries))
        return [(known[one.identity], new.get(one.identity) is one) for one in offered]

    def kept(self, after: int = 0) -> Iterator[Kept]:
        """Captures with a greater number in the order of the journal, those that were forgotten included.

        Raises:
            EvidenceDamaged: at the first line of the journal that does not hold.
        """
        for line in self.journal.lines():
            if line.kind == CAPTURE and line.number > after:
                yield kept_of(line.entry())

    def load(self, kept: Kept) -> Capture:
        """The capture, equal to the one that was given.

        Raises:
            EvidenceDamaged: its bytes are missing or are not those that were kept.
            NotFound: it was forgotten.
        """
        self._refuse_forgotten(kept)
        try:
            data = self.vault.get(kept.sha256)
            headers, metadata = about_of(kept, self.vault.get(kept.about)) if kept.about else ((), {})
        except EvidenceDamaged:
            self._refuse_forgotten(kept)  # by another process, meanwhile
            raise
        return Capture(
            data=data,
            origin=kept.origin,
            how=kept.how,
            media_type=kept.media_type,
            charset=kept.charset,
            url=kept.url,
            captured_at=kept.captured_at,
            doc_id=kept.doc_id,
            metadata=metadata,
            headers=headers,
            user_agent=kept.user_agent,
        )

    def forget(self, numbers: Sequence[int], *, who: str, why: str) -> Entry:
        """The journal's entry that these captures were forgotten: by whom, why, and digests of the bytes that went with them.

        Bytes that another capture needs stay. Cost: linear in the length of the journal.

        Raises:
            NotFound: there is no such capture, or it was forgotten before; nothing is forgotten.
            EvidenceDamaged: the journal is not what was written.
            StopRun: the archive cannot be written. Where the entry is written already, the bytes go the next time.
        """
        wanted = set(numbers)
        with self.journal.locked():
            self.settle()
            gone: set[str] = set()
            needed: set[str] = set()
            missing = set(wanted)
            for kept in self._remembered():
                (gone if kept.number in wanted else needed).update(blobs_of(kept))
                missing.discard(kept.number)
            if missing or not wanted:
                subject = ", ".join(map(str, sorted(missing)))
                raise NotFound(
                    "there is no such capture, or it was forgotten before.", subject, "`sayso status` tells what there is."
                )
            body = {"captures": sorted(wanted), "who": who, "why": why, "blobs": sorted(gone - needed)}
            (entry,) = self.journal.append([(FORGET, body)])
            self.settle()
        return entry

    def forgotten(self) -> frozenset[int]:
        """Numbers of the captures that were forgotten.

        Raises:
            EvidenceDamaged: the journal is not what was written.
        """
        return frozenset(self._read_on().forgotten)

    def settle(self) -> None:
        """Remove bytes of forgotten captures that are still there because a process died; `keep` and `forget` begin with it.

        Raises:
            EvidenceDamaged: the journal is not what was written.
            StopRun: the bytes cannot be removed.
        """
        with self.journal.locked():
            index = self._read_on()
            left = {digest for digest in index.unsettled if self.vault.has(digest)}
            if left:
                left.difference_update(*map(blobs_of, self._remembered()))
            for digest in sorted(left):
                self.vault.remove(digest)
                reach("bytes removed")
            index.unsettled.clear()

    def _read_on(self) -> "_Index":
        with self._reading:
            try:
                self._index.read_on(self.journal)
            except EvidenceDamaged:
                # Lines read without the lock may have been taken back since (see Journal); what still fails is damage.
                self._index = _Index()
                self._index.read_on(self.journal)
            return self._index

    def _before(self, identities: set[str]) -> dict[str, Kept]:
        """Those captures, by identity, that are in the archive and were not forgotten."""
        index = self._read_on()
        starts = sorted(index.starts[identity] for identity in identities if identity in index.starts)
        found = (kept_of(self.journal.line_at(start).entry()) for start in starts)
        return {kept.identity: kept for kept in found if kept.number not in index.forgotten}

    def _remembered(self) -> Iterator[Kept]:
        forgotten = self.forgotten()
        return (kept for kept in self.kept() if kept.number not in forgotten)

    def _refuse_forgotten(self, kept: Kept) -> None:
        if kept.number in self._read_on().forgotten:
            raise NotFound("this capture was forgotten.", kept.origin, "The journal says by whom, when and why.")


@dataclass(slots=True)
class _Index:
    """What must be known of the journal without reading it anew each time.

    Attributes:
        last: the last line taken in.
        starts: for each identity, where the line of its latest capture starts.
        forgotten: numbers of the captures that were forgotten.
        unsettled: digests that are to be gone, of which this process has not made sure.
    """

    last: Line | None = None
    starts: dict[str, int] = field(default_factory=dict)
    forgotten: set[int] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)

    def read_on(self, journal: Journal) -> None:
        for line in journal.lines(self.last):
            if line.kind == CAPTURE and (identity := _IDENTITY.search(line.body)):
                self.starts[identity[1].decode()] = line.start
            elif line.kind == FORGET:
                captures, blobs = forgotten_by(line.entry())
                self.forgotten.update(captures)
                self.unsettled.update(blobs)
            self.last = line
