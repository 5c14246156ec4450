"""How a workspace stands: what is in it, what failed and why, what is out of date, how much room it takes."""

from dataclasses import dataclass
from pathlib import Path

from sayso import pipeline
from sayso.store.rows import CaptureRow, Counts, Outdated
from sayso.workspace.opening import Workspace
from sayso.workspace.reviewing import Standing, standing

FAILURES_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Status:
    """What `sayso status` tells.

    Attributes:
        folder: where the workspace is.
        counts: documents, lines, captures by state, statements, readings, languages, failures by reason.
        unread: captures that the archive has and the store does not know yet.
        failed: captures that could not be read, at most 1,000.
        decisions: entries of the journal of reviews.
        parser, reader: method@version in use now; `outdated` counts what others made.
        archive_bytes, store_bytes: room on the disk.
        head: number and digest of the archive's last entry.
        sqlite: version, journal mode and why.
        untraced: documents that have not been compared with the others yet.
        standing: decisions that this version does not understand, and those that fit nothing.
    """

    folder: Path
    counts: Counts
    unread: int
    failed: tuple[CaptureRow, ...]
    decisions: int
    parser: str
    reader: str
    outdated: Outdated
    archive_bytes: int
    store_bytes: int
    head: tuple[int, str]
    sqlite: str
    untraced: int
    standing: Standing


def status(workspace: Workspace) -> Status:
    """The status as of now. Cost: one pass over the archive's folder and over the indexes of the store."""
    view = workspace.store.view(deadline_s=60)
    counts = view.counts()
    parser, reader = pipeline.parser_method(), pipeline.reader_method()
    about = workspace.store.about()
    kept = sum(1 for _ in workspace.archive.kept())
    return Status(
        folder=workspace.folder,
        counts=counts,
        unread=kept - sum(counts.captures.values()),
        failed=view.failures(limit=FAILURES_SHOWN).items,
        decisions=workspace.reviews.head()[0],
        parser=parser,
        reader=reader,
        outdated=view.outdated(parser=parser, reader=reader),
        archive_bytes=_bytes(workspace.folder / "archive"),
        store_bytes=_bytes(workspace.folder / "store"),
        head=workspace.archive.journal.head(),
        sqlite=f"{about.sqlite}, {about.journal_mode} ({about.reason.rstrip('.')})",
        untraced=view.count_unseeded(),
        standing=standing(workspace),
    )


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # another process removed it meanwhile
            continue
    return total
