"""Whether a journal still goes on from what the store saw of it: lines cut off at its end leave no other trace."""

from sayso.archive.journal import Journal
from sayso.errors import EvidenceDamaged
from sayso.store.store import Store

# Facts of the store: number and digest of the last entry taken in, of the archive's journal and of the reviews'.
ARCHIVE = ("archive_applied", "archive_head")
REVIEWS = ("reviews_applied", "reviews_head")


def last_seen(store: Store, facts: tuple[str, str]) -> tuple[int, str | None]:
    """Number and digest of the last entry that the store took in; (0, None) when it took in none."""
    number, digest = facts
    return int(store.fact(number) or 0), store.fact(digest)


def check_continues(journal: Journal, seen: tuple[int, str | None]) -> None:
    """See to it that the journal has the entry that the store saw last. Cost: one pass over the journal when it has grown.

    Raises:
        EvidenceDamaged: it has not; nothing is to be built on it.
    """
    number, digest = seen
    if digest is None:
        return
    last, found = journal.head()
    if last > number:
        found = next(line.digest for line in journal.lines() if line.number == number)
    if last < number or found != digest:
        raise EvidenceDamaged(
            f"entry {number} is not the one that was there before: lines were cut off or replaced.",
            str(journal.path),
            "Restore a backup. To go on without what is lost, move the folder `store` away and run `sayso rebuild`.",
        )
