"""Whether everything primary is as it was written, and proof of it for somebody else."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.archive import proof, timestamps
from sayso.archive.chain import Line, Torn
from sayso.archive.verify import Verification, verify
from sayso.errors import EvidenceDamaged, NotFound, StoreUnusable
from sayso.progress import Listener, silent
from sayso.records.evidence import Damage, Kept
from sayso.store.rows import DocumentRow
from sayso.store.store import Store
from sayso.store.view import View
from sayso.workspace.continuity import ARCHIVE, REVIEWS, check_continues, last_seen
from sayso.workspace.documents import find
from sayso.workspace.lines import canonical_address
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


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof, the number of documents in it, and of captures of which no article was made."""

    written: proof.Proof
    documents: int
    unread: int


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


def prove(workspace: Workspace, names: Sequence[str], folder: Path) -> Proved:
    """Write captures, with the excerpt of the journal and a page that says how to check them, to a new folder.

    Args:
        names: what people call documents. An id, or its beginning, means the captures of that version; an outside name or an
            address all captures of it, of every version, those too of which no article was made. Empty for all captures.

    Cost: linear in the length of the journal and the bytes of the captures.

    Raises:
        NotFound: there is no such document or capture, or nothing to prove.
        UsageError: a name is ambiguous.
        EvidenceDamaged: the evidence is not what was written.
        SettingInvalid: the folder holds something.
    """
    view = workspace.store.view(deadline_s=60)
    called = _called(workspace, names)
    numbers: set[int] = set()
    rows: dict[str, DocumentRow] = {}
    for name in names:
        found, others = _named(workspace, name, called[name])
        rows |= {row.document_id: row for row in found}
        numbers |= others
    if not names:
        rows = {row.document_id: row for row in _all(view)}
        numbers = {one.number for one in _remembered(workspace)}
    titles = {
        capture.number: row.title or row.url or row.doc_id or row.document_id
        for row in rows.values()
        for capture in view.captures(row.document_id)
    }
    numbers |= titles.keys()
    if not numbers:
        raise NotFound("there is nothing to prove.", str(workspace.folder), "Add articles with `sayso add`.")
    written = proof.write(workspace.archive, numbers, folder, titles=titles)
    return Proved(written, len(rows), len(numbers - titles.keys()))


def _named(workspace: Workspace, name: str, called: set[int]) -> tuple[tuple[DocumentRow, ...], set[int]]:
    """The documents that a name means here, and the numbers of captures besides theirs; `called` are those that go by it."""
    view = workspace.store.view()
    try:
        row = view.document(find(workspace, name))
    except NotFound:
        if not called:
            raise
        return (), called
    return ((row,), set()) if row.document_id.startswith(name) else (view.versions(row.line_id), called)


def _called(workspace: Workspace, names: Sequence[str]) -> dict[str, set[int]]:
    """The numbers of the captures that have each name as their address or outside name."""
    addresses = {name: canonical_address(name) for name in names}
    called: dict[str, set[int]] = {name: set() for name in names}
    for one in _remembered(workspace) if names else ():
        address = canonical_address(one.url) if one.url else None
        for name in names:
            if name == one.doc_id or address == addresses[name]:
                called[name].add(one.number)
    return called


def _remembered(workspace: Workspace) -> Iterator[Kept]:
    forgotten = workspace.archive.forgotten()
    return (one for one in workspace.archive.kept() if one.number not in forgotten)


def _all(view: View) -> Iterator[DocumentRow]:
    page = view.documents()
    yield from page.items
    while page.next is not None:
        page = view.documents(before=page.next)
        yield from page.items


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
