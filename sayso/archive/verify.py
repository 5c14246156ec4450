"""Verifying an archive: every byte of every blob, and the chain of the journal. Nothing is changed.

Takes an archive, gives what was read and all that is not as it was, with the captures that each damage costs.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from sayso.archive.archive import Archive
from sayso.archive.chain import Line
from sayso.archive.entries import CAPTURE, FORGET, blobs_of, forgotten_by, kept_of
from sayso.errors import EvidenceDamaged
from sayso.progress import Event, Listener, silent
from sayso.records.evidence import START, Damage


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying an archive found.

    Attributes:
        entries: lines of the journal that hold.
        captures: captures among them that were not forgotten.
        bytes: size of all blobs that hold.
        head: number and digest of the last entry; (0, START) when there is none.
        damages: what is not as it was: the journal first, then blobs. A last line that is not whole is among them: nobody knows
            whether a crash or a person cut it. After a crash it is gone with the next capture that is kept.
        unneeded: digests of sound blobs that no capture needs, sorted. A crash leaves such; they do no harm.
    """

    entries: int
    captures: int
    bytes: int
    head: tuple[int, str]
    damages: tuple[Damage, ...]
    unneeded: tuple[str, ...]


def verify(archive: Archive, *, listener: Listener = silent, expected_head: tuple[int, str] | None = None) -> Verification:
    """What is in the archive, and all that is not as it was. Other processes may keep and forget meanwhile.

    Args:
        listener: hears of progress in captures.
        expected_head: number and digest of an entry that the journal once had, as a store or a timestamp knows it. Without it,
            nothing shows that whole entries were cut off at the end, or that the journal was written anew.

    Raises:
        EvidenceDamaged: the journal or the folder of blobs cannot be read at all.
    """
    account = _account(archive, expected_head)
    needs = account.needs()
    sizes: dict[str, int] = {}
    failed: dict[str, Damage] = {}

    def check(digest: str) -> None:
        if digest not in sizes:
            sizes[digest] = 0
            try:
                sizes[digest] = len(archive.vault.get(digest))
            except EvidenceDamaged as error:
                failed[digest] = Damage(error.subject, error.message)

    for done, digests in enumerate(account.captures.values(), start=1):
        for digest in digests:
            check(digest)
        listener(Event("verify", done, len(account.captures), "captures"))
    for digest in archive.vault.digests():
        check(digest)
    damages = account.damages
    unneeded = [digest for digest in sizes if digest not in needs and digest not in failed]
    if damages or failed or unneeded:
        # Another process may have been at work: a line was still being written, bytes were kept or forgotten.
        later = _account(archive, expected_head)
        needs = later.needs()
        still = set(later.damages)
        damages = [damage for damage in damages if damage in still]
        for digest, damage in sorted(failed.items()):
            if digest in needs or archive.vault.has(digest):
                damages.append(replace(damage, loses=tuple(needs[digest])))
        unneeded = [digest for digest in unneeded if digest not in needs]
    return Verification(
        account.entries, len(account.captures), sum(sizes.values()), account.head, tuple(damages), tuple(sorted(unneeded))
    )


@dataclass(slots=True)
class _Account:
    """What the journal says: blobs of the captures that were not forgotten, and what is wrong with the journal itself."""

    entries: int = 0
    head: tuple[int, str] = (0, START)
    captures: dict[int, tuple[str, ...]] = field(default_factory=dict)
    damages: list[Damage] = field(default_factory=list)

    def needs(self) -> defaultdict[str, list[int]]:
        """Numbers of the captures that need a blob, in order."""
        needs = defaultdict[str, list[int]](list)
        for number, digests in self.captures.items():
            for digest in digests:
                needs[digest].append(number)
        return needs

    def take(self, line: Line) -> None:
        self.entries += 1
        self.head = (line.number, line.digest)
        try:
            if line.kind == CAPTURE:
                self.captures[line.number] = blobs_of(kept_of(line.entry()))
            elif line.kind == FORGET:
                for number in forgotten_by(line.entry())[0]:
                    self.captures.pop(number, None)
        except EvidenceDamaged as error:
            self.damages.append(Damage(error.subject, error.message, (line.number,)))


def _account(archive: Archive, expected_head: tuple[int, str] | None) -> _Account:
    account = _Account()
    number, digest = expected_head or account.head
    recorded = None
    for found in archive.journal.survey():
        if isinstance(found, Damage):
            account.damages.append(found)
        else:
            account.take(found)
            if found.number == number:
                recorded = found.digest
    if recorded not in (None, digest):
        message = f"entry {number} is not the one that was recorded: the journal was written anew."
        account.damages.append(Damage(str(archive.journal.path), message))
    said = {lost for damage in account.damages for lost in damage.loses}
    missing = tuple(lost for lost in range(account.head[0] + 1, number + 1) if lost not in said)
    if missing:
        message = f"it ends with entry {account.head[0]}, and is known to have had {number}."
        account.damages.append(Damage(str(archive.journal.path), message, missing))
    return account
