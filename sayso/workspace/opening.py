"""A workspace: a folder with an archive and reviews, which are primary, and a store, which is made from them.

DIR/workspace.json          what this folder is, and which version made it
DIR/archive/                bytes by digest, and the journal of captures
DIR/reviews/journal.jsonl   what people decided
DIR/store/sayso.sqlite      what people browse
"""

import json
import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sayso.archive.archive import Archive
from sayso.archive.journal import Journal
from sayso.errors import NotFound, StopRun, StoreUnusable
from sayso.store.store import Store
from sayso.workspace.decisions import corrected

FORMAT = 1
MARKER = "workspace.json"
STORE = Path("store", "sayso.sqlite")
# What may lie in a folder whose marker is missing: another process may be making the workspace, or the marker was lost.
OWN = frozenset(("archive", "reviews", "store", "workspace", "feeds", "reviewer.txt"))


@dataclass(frozen=True, slots=True)
class Workspace(AbstractContextManager["Workspace"]):
    """An open workspace; close it, or use it as a context.

    Attributes:
        folder: where it is.
        archive: bytes and their journal.
        reviews: journal of people's decisions.
        store: what is derived from both.
    """

    folder: Path
    archive: Archive
    reviews: Journal
    store: Store

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Workspace":
        """The workspace in a folder; with `create`, it is made where there is none.

        Raises:
            NotFound: there is none, and none is to be made.
            StoreUnusable: it was made by a newer version, or its database cannot be opened.
            StopRun: it cannot be made there.
        """
        check(folder, create=create)
        archive, reviews = primary(folder)
        return cls(folder, archive, reviews, Store.open(folder / STORE, correct=corrected))

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        self.close()


def make_private(folder: Path) -> None:
    """Make a folder into which no other user of the computer may look, where the system has such rights.

    One that is there stays as it is. Folders above it are made as the system makes folders.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def primary(folder: Path) -> tuple[Archive, Journal]:
    """Archive and reviews of a workspace: all that cannot be made again."""
    return Archive(folder / "archive"), Journal(folder / "reviews" / "journal.jsonl")


def check(folder: Path, *, create: bool) -> None:
    """See to it that the folder is a workspace of a known format.

    Raises: as `Workspace.open`.
    """
    marker = folder / MARKER
    try:
        made = json.loads(marker.read_text(encoding="utf-8"))
        form = made["format"]
    except FileNotFoundError:
        if not create:
            raise NotFound(
                "there is no workspace here.", str(folder), "Name one with --workspace, or make one with `sayso add`."
            ) from None
        _make(folder)
        return
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise StoreUnusable(
            f"{MARKER} cannot be read ({type(exc).__name__}).",
            str(folder),
            f'Put {{"format": {FORMAT}}} into it, and try again.',
        ) from exc
    if not isinstance(form, int) or form > FORMAT:
        raise StoreUnusable(
            f"it was made by a newer version ({made.get('made_by', 'unknown')}).",
            str(folder),
            "Install that version or a later one.",
        )


def _make(folder: Path) -> None:
    from sayso import __version__

    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    marker = folder / MARKER
    partial = marker.with_name(f"{MARKER}.{os.getpid()}")
    try:
        if folder.is_dir() and any(entry.name.split(".json")[0] not in OWN for entry in folder.iterdir()):
            raise StopRun("the folder holds other things.", str(folder), "Name a new or empty folder with --workspace.")
        make_private(folder)
        for part in ("archive", "reviews", "store"):
            (folder / part).mkdir(exist_ok=True)
        partial.write_text(json.dumps({"format": FORMAT, "made_by": f"sayso {__version__}", "made_at": now}) + "\n", "utf-8")
        os.replace(partial, marker)
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise StopRun(f"no workspace can be made ({reason}).", str(folder), "Name another place with --workspace.") from exc
