"""A journal in a file: entries are added at its end, one after the other, and never changed.

Takes what happened, as plain JSON data; gives it back in order, or says what in the file is not what was written.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from sayso.archive.chain import Line, Torn, chained, fault, line_of, survey, written
from sayso.archive.disk import RESTORE, make_folder, reading, sync, sync_folder, write, writing
from sayso.errors import EvidenceDamaged
from sayso.faults import reach
from sayso.records.evidence import START, Damage, Entry

_POLL_S = 0.01
_STEP = 8192


class Journal:
    """A journal, whose file need not exist yet. Safe between threads and processes.

    Whoever reads without the lock may see entries that another process is still bringing to the disk. Should that be full, they
    are taken back.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.RLock()
        self._lock = FileLock(path.with_suffix(".lock"), thread_local=False)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes meanwhile; may be nested. What a crash left of a last line is cleared on entering.

        Raises:
            EvidenceDamaged: the end of the journal is not what was written.
            StopRun: the journal's folder cannot be written.
        """
        with self._turn:
            with writing(self.path):
                make_folder(self.path.parent)
                self._lock.acquire(poll_interval=_POLL_S)
            try:
                self._mend()
                yield
            finally:
                self._lock.release()

    def append(self, items: Sequence[tuple[str, Mapping[str, object]]]) -> tuple[Entry, ...]:
        """The new entries, in order; they are on the disk when this returns.

        Args:
            items: kind (lower-case letters and "_") and body of each.

        Raises:
            EvidenceDamaged: the end of the journal is not what was written.
            StopRun: there is no room, or the journal cannot be written; nothing is added then.
        """
        if not items:
            return ()
        with self.locked(), writing(self.path):
            last, _ = self._end()
            entries = chained(items, last)
            data = b"".join(map(written, entries))
            with self.path.open("ab", buffering=0) as file:
                try:
                    write(file, data[: len(data) // 2])
                    reach("journal half written")
                    write(file, data[len(data) // 2 :])
                    reach("journal written")
                    sync(file)
                except OSError:
                    with suppress(OSError):
                        file.truncate(last.end if last else 0)
                    raise
            sync_folder(self.path.parent)
            reach("journal synced")
        return entries

    def sync(self) -> None:
        """Return when all entries are on the disk, also those of a process that died before it could see to that.

        Raises:
            StopRun: the journal cannot be written.
        """
        with writing(self.path), self.path.open("ab", buffering=0) as file:
            sync(file)
            sync_folder(self.path.parent)

    def head(self) -> tuple[int, str]:
        """Number and digest of the last entry; (0, START) when there is none.

        Raises:
            EvidenceDamaged: the last line does not hold.
        """
        last, _ = self._end()
        return (last.number, last.digest) if last else (0, START)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a greater number, in order; all before them are checked on the way.

        Raises:
            EvidenceDamaged: at the first line that does not hold. A last line that is not whole is no entry.
        """
        return (line.entry() for line in self.lines() if line.number > after)

    def lines(self, after: Line | None = None) -> Iterator[Line]:
        """Entries not yet decoded, in order: all of them, or those that follow on a line read before.

        Raises:
            EvidenceDamaged: as `entries`, and when the line read before is no longer there.
        """
        for found in self.survey(after):
            if isinstance(found, Line):
                yield found
            elif not isinstance(found, Torn):
                raise EvidenceDamaged(found.message, found.item, RESTORE)

    def line_at(self, start: int) -> Line:
        """The entry whose line starts at that byte.

        Raises:
            EvidenceDamaged: there is none.
        """
        with reading(self.path), self.path.open("rb") as file:
            file.seek(start)
            raw = file.readline()
        if (line := line_of(raw, start)) is None:
            damage = fault(f"{self.path}: byte {start}", raw)
            raise EvidenceDamaged(damage.message, damage.item, RESTORE)
        return line

    def damages(self) -> tuple[Damage, ...]:
        """All that is wrong with the file, in its order; `loses` holds numbers of entries."""
        return tuple(found for found in self.survey() if isinstance(found, Damage))

    def survey(self, after: Line | None = None) -> Iterator[Line | Damage]:
        """Every entry that holds and all that is wrong, in the order of the file: from its start, or behind a line read before.

        Raises:
            EvidenceDamaged: the file cannot be read at all, or the line read before is no longer there.
        """
        if after is None and not self._exists():
            return
        if after is not None and self.line_at(after.start) != after:
            raise EvidenceDamaged("it does not stand there any more.", f"{self.path}: entry {after.number}", RESTORE)
        with reading(self.path), self.path.open("rb") as file:
            file.seek(after.end if after else 0)
            yield from survey(file, name=str(self.path), after=after)

    def _exists(self) -> bool:
        with reading(self.path):
            return self.path.exists()

    def _end(self) -> tuple[Line | None, bytes]:
        """The last entry and what stands behind it; read from the end, whatever the length of the journal."""
        if not self._exists():
            return None, b""
        with reading(self.path), self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            step = _STEP
            while True:
                begin = max(0, size - step)
                file.seek(begin)
                tail = file.read(size - begin)
                end = tail.rfind(b"\n") + 1
                start = tail.rfind(b"\n", 0, max(0, end - 1)) + 1
                if not begin or start:
                    break
                step *= 4
        last = line_of(tail[start:end], begin + start)
        if end and last is None:
            damage = next(found for found in self.damages() if not isinstance(found, Torn))
            raise EvidenceDamaged(damage.message, damage.item, RESTORE)
        return last, tail[end:]

    def _mend(self) -> None:
        """Clear what a crash left behind the last entry."""
        last, torn = self._end()
        if not torn:
            return
        row, end = (last.number + 1, last.end) if last else (1, 0)
        damage = fault(f"{self.path}: line {row}, byte {end}", torn)
        if not isinstance(damage, Torn):
            raise EvidenceDamaged(damage.message, damage.item, RESTORE)
        with writing(self.path), self.path.open("ab", buffering=0) as file:
            if line_of(torn + b"\n"):
                write(file, b"\n")  # it came between an entry and its newline
            else:
                file.truncate(end)
            sync(file)
