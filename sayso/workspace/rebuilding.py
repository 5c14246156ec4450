"""The store made anew from archive and reviews: after an upgrade, after damage, or to see that nothing depends on history.

The new store grows beside the old one and takes its place when it is whole; until then the old one serves.
"""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso import pipeline
from sayso.archive.archive import Archive
from sayso.archive.journal import Journal
from sayso.crew import Crew
from sayso.errors import SaysoError, StopRun, StoreUnusable
from sayso.progress import Listener, silent
from sayso.settings import DEFAULTS, Settings
from sayso.store.database import files_of
from sayso.store.store import Store
from sayso.workspace.adding import derive, take_in, take_in_reviews
from sayso.workspace.continuity import ARCHIVE, REVIEWS, check_continues, last_seen
from sayso.workspace.decisions import corrected
from sayso.workspace.deriving import Deriving
from sayso.workspace.opening import STORE, check, primary

PARTIAL = "rebuilt.sqlite"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made.

    Attributes:
        documents, failed: documents, and captures that could not be read.
        failures: why, in order of the captures.
        analysed: texts that were analysed; the others had a reading by the same method.
    """

    documents: int
    failed: int
    analysed: int
    failures: tuple[SaysoError, ...]


def rebuild(folder: Path, *, settings: Settings = DEFAULTS, listener: Listener = silent, from_scratch: bool = False) -> Rebuilt:
    """Make the store of a workspace anew.

    Everything is parsed again, failures of older versions too. What the same version of the reader found before is taken over,
    since it would find the same again, unless `from_scratch`. The workspace may be read meanwhile; what another process adds
    meanwhile is read by the next `add`.

    Raises:
        NotFound: there is no workspace.
        EvidenceDamaged: kept bytes are not what they were, or a journal lacks what the old store saw of it.
        StopRun: it cannot be written; the old store is still there.
    """
    check(folder, create=False)
    archive, reviews = primary(folder)
    place = folder / STORE
    partial = place.with_name(PARTIAL)
    _remove(partial)
    failures: list[SaysoError] = []
    with closing(Store.open(partial, correct=corrected)) as store:
        had = _take_over(store, place, archive, reviews, with_readings=not from_scratch)
        take_in(archive, store)
        take_in_reviews(reviews, store)
        forgotten = archive.forgotten()
        total = sum(store.view().counts().captures.values()) - len(forgotten)
        with Crew(settings.workers) as crew:
            deriving = Deriving(store, crew, settings)
            kept = (one for one in archive.kept() if one.number not in forgotten)
            for one in derive(archive, deriving, kept, listener=listener, total=total):
                if one.error is not None:
                    failures.append(one.error)
        dropped = store.drop_unused_readings()
        counts = store.view().counts()
    _put_in_place(partial, place)
    return Rebuilt(counts.documents, len(failures), counts.readings - (had - dropped), tuple(failures))


def _take_over(store: Store, old: Path, archive: Archive, reviews: Journal, *, with_readings: bool) -> int:
    """Take over the readings of the old store by the present reader; how many. An unusable old store has none."""
    if not old.exists():
        return 0
    try:
        with closing(Store.open(old)) as before:
            check_continues(archive.journal, last_seen(before, ARCHIVE))
            check_continues(reviews, last_seen(before, REVIEWS))
            return store.adopt_readings(before, method=pipeline.reader_method()) if with_readings else 0
    except StoreUnusable:
        return 0


def _put_in_place(partial: Path, place: Path) -> None:
    try:
        for path in files_of(place):
            if path != place:  # they belong to the old file, and would be taken for the new one's
                path.unlink(missing_ok=True)
        os.replace(partial, place)
    except OSError as exc:
        raise StopRun(
            f"the new store cannot take the place of the old one ({(exc.strerror or type(exc).__name__).lower()}).",
            str(place),
            "End other programs that use the workspace, and try again.",
        ) from exc


def _remove(path: Path) -> None:
    for one in files_of(path):
        one.unlink(missing_ok=True)
