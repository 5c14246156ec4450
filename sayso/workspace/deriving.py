"""From kept captures to rows of the store: parse, analyse what nobody has analysed yet, write.

One batch is one transaction. What comes out depends on archive, reviews and versions only: not on the order of batches, nor on
how many processes work side by side.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from sayso import pipeline
from sayso.crew import Crew, Task
from sayso.errors import Conflict, SaysoError
from sayso.records.documents import Capture, Document
from sayso.records.evidence import Kept
from sayso.records.statements import Reading
from sayso.settings import Settings
from sayso.store.rows import DocumentRow
from sayso.store.store import Store
from sayso.store.writer import Derivation, Writer
from sayso.workspace import lines
from sayso.workspace.transfer import transferred

SLICE = 4  # captures that a worker parses at a time
AHEAD = 2  # batches that are analysed and parsed while the one before is written
SLOW_S = 2.0  # a batch that took so long to come is not held back for the next ones

T = TypeVar("T")
Rows = Mapping[str, tuple[DocumentRow, ...]]  # versions of lines, as they were before the batch


@dataclass(frozen=True, slots=True)
class Derived:
    """What became of one capture.

    Attributes:
        kept: the capture.
        state: "added" (a document that was not there), "version" (a further version of a line), "again" (another capture of a
            document that was there) or "failed" (kept, and could not be read).
        document_id, title, words: of the document; None and 0 where it failed.
        error: why it could not be read.
    """

    kept: Kept
    state: str
    document_id: str | None = None
    title: str | None = None
    words: int = 0
    error: SaysoError | None = None


@dataclass(slots=True)
class _Batch:
    """Captures under way.

    Attributes:
        kept: the captures.
        parsing: the tasks that parse them, some captures each.
        derivations: the documents that came of them, without readings; None before that is known.
        failures: why others could not be read, by number of the capture.
        ahead: ids of the readings that were begun for this batch before it was its turn.
    """

    kept: tuple[Kept, ...]
    parsing: tuple[Task[list[Document | SaysoError]], ...]
    derivations: tuple[Derivation, ...] | None = None
    failures: dict[int, SaysoError] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()


class Deriving:
    """Derives captures into one store.

    Args:
        store: where rows go.
        crew: who does the work.
        settings: limits for parsing.

    Attributes:
        again: numbers of captures to be derived once more, since an earlier one with the same prose turned up after them; only
            another process that adds at the same time makes such.
    """

    def __init__(self, store: Store, crew: Crew, settings: Settings) -> None:
        self.again: set[int] = set()
        self._store = store
        self._crew = crew
        self._parse = partial(pipeline.parse_each, settings=settings)
        self._parser = pipeline.parser_method()
        self._reader = pipeline.reader_method()
        self._begun: dict[str, Task[Reading | SaysoError]] = {}  # readings under way, by id

    def run(self, batches: Iterable[tuple[T, Sequence[tuple[Kept, Capture]]]]) -> Iterator[tuple[T, list[Derived]]]:
        """What became of the captures of each batch, in order, as soon as it is written; with what the batch came with.

        Several workers analyse one batch and parse the next while the one before is written, so that none of them waits at the
        end of a batch. No more than that is under way: memory does not grow with the number of batches. Where batches come
        slowly, each is written before the next is asked for.

        Raises:
            StopRun: the model is missing, a worker died, or the store cannot be written; nothing of the batch is written.
        """
        under_way: deque[tuple[T, _Batch]] = deque()
        most = AHEAD if self._crew.workers > 1 else 0
        asked = time.monotonic()
        for label, captures in batches:
            came_slowly = time.monotonic() - asked >= SLOW_S
            under_way.append((label, self._start(captures)))
            yield from self._finished(under_way, leave=0 if came_slowly else most)
            asked = time.monotonic()
        yield from self._finished(under_way, leave=0)

    def _finished(self, under_way: deque[tuple[T, _Batch]], *, leave: int) -> Iterator[tuple[T, list[Derived]]]:
        """Finish batches until so many are left; the others are analysed meanwhile, but for one that has just been begun."""
        if len(under_way) > 1:
            batches = [batch for _, batch in under_way]
            for place, batch in enumerate(batches[: -1 if leave else None]):
                self._look_ahead(batch, before=batches[:place])
        while len(under_way) > leave:
            label, batch = under_way.popleft()
            yield label, self._finish(batch) if batch.kept else []

    def _start(self, captures: Sequence[tuple[Kept, Capture]]) -> _Batch:
        tasks = tuple(self._crew.start(self._parse, part) for part in _slices([capture for _, capture in captures]))
        return _Batch(tuple(kept for kept, _ in captures), tasks)

    def _look_ahead(self, batch: _Batch, *, before: Sequence[_Batch]) -> None:
        """Begin to analyse what has to be, as far as that can be told while the batches before are not yet written."""
        if batch.derivations is not None:
            return
        derivations = self._derivations(batch)
        firsts = _firsts([one for other in (*before, batch) for one in self._derivations(other)], self._rows(derivations))
        fresh = {one.reading_id: one.document for one in derivations if firsts[_prose(one)].document_id == one.document_id}
        known = self._store.view().known_readings(sorted(fresh))
        batch.ahead = tuple(name for name in fresh if name not in known and name not in self._begun)
        self._begun.update((name, self._crew.start(pipeline.read_guarded, fresh[name])) for name in batch.ahead)

    def _finish(self, batch: _Batch) -> list[Derived]:
        """Analyse what was not begun, and write the batch."""
        derivations, failures = self._derivations(batch), batch.failures
        rows = self._rows(derivations)
        read: dict[int, Derivation] = {}
        for one, reading in self._readings(derivations, rows):
            if isinstance(reading, SaysoError):
                failures[one.kept.number] = reading
            else:
                read[one.kept.number] = replace(one, reading=reading)
        with self._store.writing() as writer:
            for kept in batch.kept:
                if kept.number in read:
                    _write(writer, read[kept.number])
                else:
                    writer.failure(kept, failures[kept.number], parser=self._parser)
        for name in batch.ahead:
            self._begun.pop(name, None)
        self._mark_followers(read.values(), rows)
        return _outcomes(batch.kept, read, failures, rows)

    def _derivations(self, batch: _Batch) -> tuple[Derivation, ...]:
        """The documents of a batch, as soon as all its captures are parsed."""
        if batch.derivations is None:
            derivations: list[Derivation] = []
            parsed = (one for task in batch.parsing for one in task.result())
            for kept, document in zip(batch.kept, parsed, strict=True):
                one = document if isinstance(document, SaysoError) else _guarded(kept, partial(self.described, kept, document))
                if isinstance(one, SaysoError):
                    batch.failures[kept.number] = one
                else:
                    derivations.append(one)
            batch.derivations, batch.parsing = tuple(derivations), ()
        return batch.derivations

    def _rows(self, derivations: Iterable[Derivation]) -> Rows:
        view = self._store.view()
        return {line: view.versions(line) for line in sorted({one.line_id for one in derivations})}

    def described(self, kept: Kept, document: Document) -> Derivation:
        """Where a document belongs and under which ids it goes; its reading is still to be found."""
        key = lines.line_key(kept, document)
        line = lines.line_id(key)
        return Derivation(
            kept=kept,
            parser=self._parser,
            line_id=line,
            line_key=key,
            document_id=lines.document_id(line, document),
            document=document,
            prose_id=lines.prose_id(document),
            reading_id=lines.reading_id(document, method=self._reader),
            method=self._reader,
            reading=None,
        )

    def _readings(
        self, derivations: Sequence[Derivation], rows: Rows
    ) -> Iterator[tuple[Derivation, Reading | SaysoError | None]]:
        """Each derivation with its reading, None where the store has it, or the error of ours that kept it from being read."""
        firsts = _firsts(derivations, rows)
        carried = {
            one.document_id: replace(one, reading_id=_carried_id(firsts[_prose(one)], one.document.document_id))
            for one in derivations
            if firsts[_prose(one)].document_id != one.document_id
        }
        ids = {one.reading_id for one in (*derivations, *carried.values())}
        known = self._store.view().known_readings(sorted(ids))
        fresh = {
            one.reading_id: one.document
            for one in derivations
            if one.document_id not in carried and one.reading_id not in known
        }
        made = self._read(fresh)
        for one in derivations:
            moved = carried.get(one.document_id)
            if moved is None:
                reading = None if one.reading_id in known else made[one.reading_id]
                yield one, replace(reading, document=one.document) if isinstance(reading, Reading) else reading
            elif moved.reading_id in known:
                yield moved, None
            else:
                carry = partial(self._carried_over, moved, own=one, first=firsts[_prose(one)], made=made)
                carried_over = _guarded(one.kept, carry)
                yield (one, carried_over) if isinstance(carried_over, SaysoError) else carried_over

    def _carried_over(
        self, moved: Derivation, *, own: Derivation, first: Derivation | DocumentRow, made: Mapping[str, Reading | SaysoError]
    ) -> tuple[Derivation, Reading | SaysoError]:
        """With the reading of `first`, whose prose is the same, or with one of its own where a span has no counterpart."""
        base = made.get(first.reading_id)
        if isinstance(base, Reading) and isinstance(first, Derivation):
            base = replace(base, document=first.document)
        elif base is None:
            base = self._store.view().reading(first.document_id) if isinstance(first, DocumentRow) else None
        reading = transferred(base, moved.document) if isinstance(base, Reading) else None
        return (moved, reading) if reading is not None else (own, self._read({own.reading_id: own.document})[own.reading_id])

    def _read(self, documents: Mapping[str, Document]) -> dict[str, Reading | SaysoError]:
        """What the reader finds in documents, both by id of the reading; some may be under way."""
        tasks = {
            name: self._begun.pop(name) if name in self._begun else self._crew.start(pipeline.read_guarded, document)
            for name, document in documents.items()
        }
        return {name: task.result() for name, task in tasks.items()}

    def _mark_followers(self, read: Iterable[Derivation], rows: Rows) -> None:
        for one in read:
            same = [row for row in rows[one.line_id] if row.prose_id == one.prose_id and row.document_id != one.document_id]
            if all(row.first_capture > one.kept.number for row in same):
                self.again.update(row.first_capture for row in same if row.reading_id != _carried_id(one, row.text_id))


def _guarded(kept: Kept, work: Callable[[], T]) -> T | SaysoError:
    """What comes of work on one capture; a fault of ours costs only that one, and not every run from now on."""
    return pipeline.guarded(work, item=kept.origin)


def _carried_id(first: Derivation | DocumentRow, text_id: str) -> str:
    return lines.carried_id(first.reading_id, text_id=text_id)


def _prose(one: Derivation) -> tuple[str, str]:
    return one.line_id, one.prose_id


def _firsts(derivations: Sequence[Derivation], rows: Rows) -> dict[tuple[str, str], Derivation | DocumentRow]:
    """For each line and prose the document that is analysed for all that share them: the one with the first capture."""
    firsts: dict[tuple[str, str], Derivation | DocumentRow] = {}
    for line, found in rows.items():
        for row in found:
            firsts.setdefault((line, row.prose_id), row)
    for one in derivations:
        first = firsts.get(_prose(one))
        if first is None or one.kept.number < (first.first_capture if isinstance(first, DocumentRow) else first.kept.number):
            firsts[_prose(one)] = one
    return firsts


def _write(writer: Writer, derivation: Derivation) -> None:
    try:
        writer.document(derivation)
    except Conflict:  # its reading went with the last document that had it, after we looked
        writer.document(replace(derivation, reading=pipeline.read_document(derivation.document)))


def _outcomes(
    batch: Sequence[Kept], read: Mapping[int, Derivation], failures: Mapping[int, SaysoError], rows: Rows
) -> list[Derived]:
    there = {row.document_id for found in rows.values() for row in found}
    lines_there = {line for line, found in rows.items() if found}
    done = []
    for kept in batch:
        one = read.get(kept.number)
        if one is None:
            done.append(Derived(kept, "failed", error=failures[kept.number]))
            continue
        state = "again" if one.document_id in there else "version" if one.line_id in lines_there else "added"
        there.add(one.document_id)
        lines_there.add(one.line_id)
        done.append(Derived(kept, state, one.document_id, one.document.title, len(one.document.text.split())))
    return done


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), SLICE):
        yield items[at : at + SLICE]
