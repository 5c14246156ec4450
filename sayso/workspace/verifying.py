"""Whether everything primary is as it was written, and proof of it for somebody else."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso.archive import proof, timestamps
from sayso.archive.verify import Verification, verify
from sayso.errors import NotFound, StoreUnusable
from sayso.progress import Listener, silent
from sayso.records.evidence import Damage
from sayso.store.store import Store
from sayso.workspace.adding import APPLIED, HEAD
from sayso.workspace.opening import STORE, Workspace, check, primary


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a workspace found.

    Attributes:
        archive: bytes and their journal.
        decisions: entries of the journal of reviews that hold.
        stamps: timestamps from outside that hold.
        damages: all that is not as it was, in archive, reviews and timestamps.
        store: what is wrong with the store; it is no evidence, and `sayso rebuild` makes it again.
    """

    archive: Verification
    decisions: int
    stamps: int
    damages: tuple[Damage, ...]
    store: tuple[str, ...]


def verify_workspace(folder: Path, *, listener: Listener = silent) -> Verified:
    """Read every byte of what is primary, and check both journals, the timestamps and the store. Nothing is changed.

    Cost: reads the whole archive and the whole store.

    Raises:
        NotFound: there is no workspace.
        EvidenceDamaged: the archive cannot be read at all.
    """
    check(folder, create=False)
    archive, reviews = primary(folder)
    seen, store = _store(folder / STORE)
    found = verify(archive, listener=listener, expected_head=seen)
    decisions, damages = reviews.head()[0] if not reviews.damages() else 0, reviews.damages()
    stamped = list(timestamps.stamps(archive)) if not found.damages else []
    wrong = [one for one in stamped if isinstance(one, Damage)]
    return Verified(found, decisions, len(stamped) - len(wrong), (*found.damages, *damages, *wrong), store)


def prove(workspace: Workspace, documents: Sequence[str], folder: Path) -> proof.Proof:
    """Write the captures of documents, with the excerpt of the journal and a page that says how to check them, to a new folder.

    Args:
        documents: ids; empty for all documents.

    Raises:
        NotFound: there is no such document, or nothing to prove.
        EvidenceDamaged: the evidence is not what was written.
        SettingInvalid: the folder holds something.
    """
    view = workspace.store.view(deadline_s=60)
    titles: dict[int, str] = {}
    for name in documents or _all(workspace):
        row = view.document(name)
        for capture in view.captures(name):
            titles[capture.number] = row.title or row.url or row.doc_id or name
    if not titles:
        raise NotFound("there are no documents to prove.", str(workspace.folder), "Add some with `sayso add`.")
    return proof.write(workspace.archive, titles, folder, titles=titles)


def _all(workspace: Workspace) -> list[str]:
    view = workspace.store.view(deadline_s=60)
    names: list[str] = []
    before: int | None = None
    while True:
        page = view.documents(before=before)
        names += [row.document_id for row in page.items]
        if page.next is None:
            return names
        before = page.next


def _store(path: Path) -> tuple[tuple[int, str] | None, tuple[str, ...]]:
    """The journal's end as the store saw it last, and what is wrong with the store."""
    if not path.exists():
        return None, ("it is not there.",)
    try:
        with closing(Store.open(path)) as store:
            number, digest = store.fact(APPLIED), store.fact(HEAD)
            return (int(number), digest) if number and digest else None, store.damages()
    except StoreUnusable as error:
        return None, (error.message,)
