"""Whether everything primary is as it was written, and proof of it for somebody else."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.archive import proof, timestamps
from sayso.archive.chain import Line, Torn
from sayso.archive.verify import Verification, verify
from sayso.errors import EvidenceDamaged, NotFound, StoreUnusable
from sayso.progress import Listener, silent
from sayso.records.evidence import Damage
from sayso.store.store import Store
from sayso.workspace.continuity import ARCHIVE, REVIEWS, check_continues, last_seen
from sayso.workspace.opening import STORE, Workspace, check, primary


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a workspace found.

    Attributes:
        archive: bytes and their journal.
        decisions: entries of the journal of reviews that hold.
        stamps: timestamps from outside that hold.
        damages: all that is not as it was, in archive, reviews and timestamps.
        unfinished: last lines of journals that are not whole, where the store has seen nothing that could stand in them: what a
            crash leaves. Nobody was told that they were kept, and the next entry clears them.
        store: what is wrong with the store; it is no evidence, and `sayso rebuild` makes it again.
    """

    archive: Verification
    decisions: int
    stamps: int
    damages: tuple[Damage, ...]
    unfinished: tuple[Damage, ...]
    store: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the store saw of the journals, None without a usable store; and what is wrong with the store.

    Attributes:
        head: number and digest of an entry of the archive's journal.
        captures, decisions: the last ones, by number.
        decided: number and digest of an entry of the journal of reviews.
    """

    head: tuple[int, str] | None
    captures: int | None
    decisions: int | None
    faults: tuple[str, ...]
    decided: tuple[int, str | None] = (0, None)


def verify_workspace(folder: Path, *, listener: Listener = silent) -> Verified:
    """Read every byte of what is primary, and check both journals, the timestamps and the store. Nothing is changed.

    Cost: reads the whole archive and the whole store.

    Raises:
        NotFound: there is no workspace.
        EvidenceDamaged: the archive cannot be read at all.
    """
    check(folder, create=False)
    archive, reviews = primary(folder)
    seen = _seen(folder / STORE)
    found = verify(archive, listener=listener, expected_head=seen.head)
    decided = list(reviews.survey())
    last = max((one.number for one in decided if isinstance(one, Line)), default=0)
    damages, unfinished = _weighed(found.damages, archive.journal.path, last=found.head[0], seen=seen.captures)
    wrong, left = _weighed(
        (replace(one, loses=()) for one in decided if isinstance(one, Damage)), reviews.path, last=last, seen=seen.decisions
    )
    stamped = list(timestamps.stamps(archive)) if not damages else []
    bad = [one for one in stamped if isinstance(one, Damage)]
    if not wrong:
        try:
            check_continues(reviews, seen.decided)
        except EvidenceDamaged as error:
            wrong = [Damage(error.subject, error.message)]
    return Verified(
        archive=found,
        decisions=sum(isinstance(one, Line) for one in decided),
        stamps=len(stamped) - len(bad),
        damages=(*damages, *(replace(one, loses=()) for one in wrong), *bad),
        unfinished=(*unfinished, *left),
        store=seen.faults,
    )


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


def _seen(path: Path) -> _Seen:
    if not path.exists():
        return _Seen(None, None, None, ("it is not there.",))
    try:
        with closing(Store.open(path)) as store:
            number, digest = last_seen(store, ARCHIVE)
            captures = max(number, store.view().last_capture())
            decisions = last_seen(store, REVIEWS)
            return _Seen((number, digest) if digest else None, captures, decisions[0], store.damages(), decisions)
    except StoreUnusable as error:
        return _Seen(None, None, None, (error.message,))


def _weighed(damages: Iterable[Damage], journal: Path, *, last: int, seen: int | None) -> tuple[list[Damage], list[Damage]]:
    """What is damage, and what is only a last line that a crash left unfinished.

    Args:
        damages: all that was found.
        journal: where.
        last: number of the last whole entry.
        seen: number of the last entry that the store has seen, None where nobody knows.
    """
    found = list(damages)
    if seen is not None and last >= seen:
        return [one for one in found if not isinstance(one, Torn)], [one for one in found if isinstance(one, Torn)]
    said = {number for one in found for number in one.loses}
    missing = tuple(number for number in range(last + 1, (seen or 0) + 1) if number not in said)
    if missing:
        found.append(Damage(str(journal), f"it ends with entry {last}, and is known to have had {seen}.", missing))
    return found, []
