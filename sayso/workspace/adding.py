"""Articles into a workspace: kept first, then read. What was kept and not read, since the process ended, is read the next time.

An article is acknowledged when the archive has it on the disk; from then on nothing of it can be lost.
"""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.archive.archive import Archive
from sayso.archive.journal import Journal
from sayso.crew import Crew
from sayso.errors import EvidenceDamaged, NotFound, SaysoError, SkipItem
from sayso.pipeline import bare
from sayso.progress import Event, Listener, silent
from sayso.records.documents import Capture
from sayso.records.evidence import Kept
from sayso.settings import DEFAULTS, Settings
from sayso.store.store import Store
from sayso.store.view import View
from sayso.store.writer import Writer
from sayso.workspace.continuity import ARCHIVE, REVIEWS, check_continues, last_seen
from sayso.workspace.decisions import reviews_from
from sayso.workspace.deriving import SLOW_S, Derived, Deriving
from sayso.workspace.opening import Workspace

BATCH_ITEMS = 64
BATCH_BYTES = 8_000_000
BATCH_S = SLOW_S  # what comes slowly, from the network, is kept soon after it came
MANY = 100_000

Obtained = Capture | SaysoError


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one item.

    Attributes:
        item: path, URL, FILE:LINE or FILE@OFFSET that messages name.
        state: "added", "version", "again" or "failed" as in Derived; "kept before" (that very capture is in the archive
            already), or "not obtained" (there is nothing to keep).
        capture: its number in the archive, None where nothing was kept.
        document_id, title: of the document; None where there is none.
        words: words of the article; 0 where it was not read now.
        error: why it was not obtained or could not be read.
        is_left: whether it is none of the items, but was kept by another run, which did not come to read it.
    """

    item: str
    state: str
    capture: int | None = None
    document_id: str | None = None
    title: str | None = None
    words: int = 0
    error: SaysoError | None = None
    is_left: bool = False


def add(
    workspace: Workspace,
    items: Iterable[Obtained],
    *,
    settings: Settings = DEFAULTS,
    listener: Listener = silent,
    total: int | None = None,
) -> Generator[Added, None, None]:
    """What became of each item, in order, as soon as it is kept, read and browsable.

    First comes what earlier runs kept and did not read. Items are taken in batches: while one is analysed by several workers,
    the next is kept and parsed. Closing the generator stops the workers; what was kept by then is read the next time.

    Args:
        workspace: where to put them.
        items: captures, or the error that took the place of one.
        settings: `workers` processes are used, and the limits for parsing.
        listener: hears one event after each item.
        total: number of items, if known.

    Raises:
        StopRun: there is no room, or the model is missing; what was acknowledged is safe.
        EvidenceDamaged: the archive is not what was written.
    """
    done = words = 0
    with Crew(settings.workers) as crew:
        deriving = Deriving(workspace.store, crew, settings)
        for left in resume(workspace, deriving, listener=listener):
            yield _added(left, left.kept.origin, is_left=True)
        batches = (_keep(workspace, batch) for batch in _batched(items))
        for batch, derived in deriving.run(batches):
            for added in batch.outcomes(derived):
                done, words = done + 1, words + added.words
                listener(Event("add", done, total, "articles", words))
                yield added
        take_in(workspace.archive, workspace.store)
        _derive_again(workspace.archive, deriving)


def resume(workspace: Workspace, deriving: Deriving, *, listener: Listener = silent) -> Iterator[Derived]:
    """Read what is in the archive and not yet in the store, in order of its number."""
    archive, store = workspace.archive, workspace.store
    archive.settle()  # an entry that only lacks its newline is one from here on
    archive.vault.sweep()
    take_in(archive, store)
    take_in_reviews(workspace.reviews, store)
    while waiting := set(store.waiting(MANY)):
        yield from derive(archive, deriving, numbered(archive, waiting), listener=listener, total=len(waiting))
        take_in(archive, store)  # what was forgotten meanwhile waits no longer


def derive(
    archive: Archive, deriving: Deriving, kept: Iterable[Kept], *, listener: Listener = silent, total: int | None = None
) -> Iterator[Derived]:
    """Derive kept captures from their bytes, in order. What was forgotten is passed over; damaged bytes stop everything.

    Raises:
        EvidenceDamaged: kept bytes are not what they were.
    """
    done = words = 0
    batches = ((None, batch) for batch in _batched_kept(archive, kept))
    for _, derived in deriving.run(batches):
        for one in derived:
            done, words = done + 1, words + one.words
            listener(Event("read", done, total, "articles", words))
            yield one


def take_in(archive: Archive, store: Store) -> None:
    """Have the store know every capture of the archive, what was forgotten, and the journal's last digest.

    Raises:
        EvidenceDamaged: the journal is not what was written, or no longer has what the store saw of it.
    """
    with archive.journal.locked():  # what is not safe yet may be taken back
        seen = last_seen(store, ARCHIVE)
        check_continues(archive.journal, seen)
        applied, (head, digest) = seen[0], archive.journal.head()
        if head == applied:
            return
        forgotten = archive.forgotten()
        known = [kept for kept in archive.kept() if kept.number in forgotten and _is_shown(store, kept)]
        if known:  # who forgot them died before it came to the store
            store.forget(known)
        with store.writing() as writer:
            new = list(archive.kept(after=applied))
            writer.await_captures(new)
            writer.forget([kept for kept in new if kept.number in forgotten])
            _set_seen(writer, ARCHIVE, head, digest)


def _is_shown(store: Store, kept: Kept) -> bool:
    try:
        return store.view().capture(kept.number).state != "forgotten"
    except NotFound:
        return False


def take_in_reviews(reviews: Journal, store: Store) -> None:
    """Have the store know every decision of the journal of reviews.

    Raises:
        EvidenceDamaged: as `take_in`.
    """
    with reviews.locked():
        seen = last_seen(store, REVIEWS)
        check_continues(reviews, seen)
        entries = tuple(reviews.entries(after=seen[0]))
        if entries:
            with store.writing() as writer:
                writer.decide(reviews_from(entries).known)
                _set_seen(writer, REVIEWS, entries[-1].number, entries[-1].digest)


def _set_seen(writer: Writer, facts: tuple[str, str], number: int, digest: str) -> None:
    for name, value in zip(facts, (str(number), digest), strict=True):
        writer.set_fact(name, value)


def _derive_again(archive: Archive, deriving: Deriving) -> None:
    while deriving.again:
        numbers = set(deriving.again)
        deriving.again.clear()
        for _ in derive(archive, deriving, numbered(archive, numbers)):
            pass


def numbered(archive: Archive, numbers: set[int]) -> Iterator[Kept]:
    """The captures of these numbers, in order."""
    return (kept for kept in archive.kept(after=min(numbers) - 1) if kept.number in numbers)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch of items that is kept; `done` holds what is settled already, None for what is to be derived."""

    view: View
    items: tuple[str, ...]
    done: tuple[Added | None, ...]

    def outcomes(self, derived: Iterable[Derived]) -> Iterator[Added]:
        """What became of each item, with what became of those that were derived."""
        rest = iter(derived)
        for item, settled in zip(self.items, self.done, strict=True):
            yield _added(next(rest), item) if settled is None else _named(self.view, settled)


def _added(one: Derived, item: str, *, is_left: bool = False) -> Added:
    return Added(item, one.state, one.kept.number, one.document_id, one.title, one.words, one.error, is_left)


def _keep(workspace: Workspace, batch: Sequence[Obtained]) -> tuple[_Batch, list[tuple[Kept, Capture]]]:
    """A batch of items, kept, and what of it is to be derived."""
    kept = iter(_kept(workspace.archive, [one for one in batch if isinstance(one, Capture)]))
    done: list[Added | None] = []
    new: list[tuple[Kept, Capture]] = []
    for one in batch:
        outcome = next(kept) if isinstance(one, Capture) else one
        if isinstance(outcome, SaysoError):
            done.append(Added(outcome.subject, "not obtained", error=bare(outcome)))
        elif isinstance(one, Capture):
            known, is_new = outcome
            if is_new:
                new.append((known, one))
            done.append(None if is_new else Added(one.origin, "kept before", known.number))
    workspace.store.await_captures([one for one, _ in new])
    items = tuple(one.origin if isinstance(one, Capture) else one.subject for one in batch)
    return _Batch(workspace.store.view(), items, tuple(done)), new


def _kept(archive: Archive, captures: Sequence[Capture]) -> list[tuple[Kept, bool] | SaysoError]:
    """What the archive says of each: where it does not take one, the others are kept all the same."""
    try:
        return list(archive.keep(captures))
    except SkipItem as error:
        return [error] if len(captures) == 1 else [one for capture in captures for one in _kept(archive, [capture])]


def _named(view: View, settled: Added) -> Added:
    """With the document of a capture that was kept before, where it has one."""
    if settled.capture is None:
        return settled
    try:
        document_id = view.capture(settled.capture).document_id
        title = view.document(document_id).title if document_id else None
    except NotFound:  # another process is about to read it, or to forget it
        return settled
    return replace(settled, document_id=document_id, title=title)


def _batched(items: Iterable[Obtained]) -> Iterator[list[Obtained]]:
    batch: list[Obtained] = []
    size, since = 0, time.monotonic()
    for item in items:
        batch.append(item)
        size += len(item.data) if isinstance(item, Capture) else 0
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES or time.monotonic() - since >= BATCH_S:
            yield batch
            batch, size, since = [], 0, time.monotonic()
    if batch:
        yield batch


def _batched_kept(archive: Archive, kept: Iterable[Kept]) -> Iterator[list[tuple[Kept, Capture]]]:
    batch: list[tuple[Kept, Capture]] = []
    size = 0
    for one in kept:
        try:
            batch.append((one, archive.load(one)))
        except NotFound:  # forgotten
            continue
        except EvidenceDamaged as error:
            raise EvidenceDamaged(error.message, error.subject, "`sayso verify` lists all damage; restore a backup.") from error
        size += one.size
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
