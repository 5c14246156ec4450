"""From kept captures to rows of the store: parse, analyse what nobody has analysed yet, write.

One batch is one transaction. What comes out depends on archive, reviews and versions only: not on the order of batches, nor on
how many processes work side by side.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

SLICE = 4  # captures or documents that a worker takes at a time

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


@dataclass(frozen=True, slots=True)
class Batch:
    """Captures that are being parsed; `finish` writes what comes of them."""

    kept: tuple[Kept, ...]
    parsing: tuple[Task[list[Document | SaysoError]], ...]


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
        self._settings = settings
        self._parser = pipeline.parser_method()
        self._reader = pipeline.reader_method()

    def start(self, captures: Sequence[tuple[Kept, Capture]]) -> Batch:
        """Have captures parsed, so that the next batch is ready when the one before is written."""
        work = partial(_parse, settings=self._settings)
        tasks = tuple(self._crew.start(work, part) for part in _slices([capture for _, capture in captures]))
        return Batch(tuple(kept for kept, _ in captures), tasks)

    def finish(self, batch: Batch) -> list[Derived]:
        """Analyse and write a batch; what became of each capture, in order.

        Raises:
            StopRun: the model is missing, a worker died, or the store cannot be written; nothing of the batch is written.
        """
        derivations: list[Derivation] = []
        failures: dict[int, SaysoError] = {}
        parsed = (one for task in batch.parsing for one in task.result())
        for kept, document in zip(batch.kept, parsed, strict=True):
            one = document if isinstance(document, SaysoError) else _guarded(kept, partial(self.described, kept, document))
            if isinstance(one, SaysoError):
                failures[kept.number] = one
            else:
                derivations.append(one)
        rows = {line: self._store.view().versions(line) for line in sorted({one.line_id for one in derivations})}
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
        self._mark_followers(read.values(), rows)
        return _outcomes(batch, read, failures, rows)

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
        made = dict(zip(fresh, self._read(list(fresh.values())), strict=True))
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
        return (moved, reading) if reading is not None else (own, self._read([own.document])[0])

    def _read(self, documents: Sequence[Document]) -> list[Reading | SaysoError]:
        tasks = [self._crew.start(_analyse, part) for part in _slices(documents)]
        return [one for task in tasks for one in task.result()]

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


def _outcomes(batch: Batch, read: Mapping[int, Derivation], failures: Mapping[int, SaysoError], rows: Rows) -> list[Derived]:
    there = {row.document_id for found in rows.values() for row in found}
    lines_there = {line for line, found in rows.items() if found}
    done = []
    for kept in batch.kept:
        one = read.get(kept.number)
        if one is None:
            done.append(Derived(kept, "failed", error=failures[kept.number]))
            continue
        state = "again" if one.document_id in there else "version" if one.line_id in lines_there else "added"
        there.add(one.document_id)
        lines_there.add(one.line_id)
        done.append(Derived(kept, state, one.document_id, one.document.title, len(one.document.text.split())))
    return done


def _parse(captures: Sequence[Capture], *, settings: Settings) -> list[Document | SaysoError]:
    return [
        pipeline.guarded(partial(pipeline.parse_capture, capture, settings=settings), item=capture.origin)
        for capture in captures
    ]


def _analyse(documents: Sequence[Document]) -> list[Reading | SaysoError]:
    return [pipeline.guarded(partial(pipeline.read_document, document), item=document.origin) for document in documents]


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), SLICE):
        yield items[at : at + SLICE]
