"""The journal of decisions while decisions are made: each is an entry of it before anything else is changed.

Whoever decides holds the journal meanwhile, so two people never overwrite each other without one of them being told.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sayso.archive.chain import Line
from sayso.archive.journal import Journal
from sayso.errors import Conflict, SettingInvalid, UsageError
from sayso.records.evidence import Entry
from sayso.records.reviews import KIND, NAME_LIMIT, TEXT_LIMIT, Action, Review, Subject, Unread, body_of, plain, review_of
from sayso.workspace.decisions import Reviews

NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, and why; the reason may be empty."""

    reviewer: str
    why: str = ""


class Ledger:
    """The decisions of a workspace, read and written. Safe between threads and processes."""

    def __init__(self, journal: Journal, decided: Callable[[Review], None]) -> None:
        """Takes the journal, and who is to hear of each decision that was written while it is still held."""
        self._journal = journal
        self._decided = decided
        self._seen: tuple[Reviews, Line | None] = Reviews(), None  # what the journal held when it was last held

    def reviews(self) -> Reviews:
        """All decisions.

        Raises:
            EvidenceDamaged: the journal is not what was written.
        """
        reviews, last = self._seen
        return reviews.and_then(line.entry() for line in self._journal.lines(last))

    @contextmanager
    def held(self) -> Iterator[Reviews]:
        """Nobody else decides meanwhile; gives all decisions."""
        with self._journal.locked():
            yield self._catch_up()

    def write(self, draft: Review, *, check: Callable[[Review], None] | None = None) -> Review:
        """Write a decision down, which is safe on the disk then. Only while holding the journal.

        Args:
            draft: without number and time.
            check: is given the decision with its number, and raises an error where it could not be obeyed.

        Raises:
            UsageError: it would not be read back.
        """
        _, last = self._seen
        review = replace(draft, number=last.number + 1 if last else 1)
        body = body_of(review)
        read = review_of(Entry(review.number, "", KIND, body, "", ""))
        if isinstance(read, Unread):
            raise UsageError(f"it cannot be written down: {read.message}.", review.action.value)
        if check is not None:
            check(review)
        self._journal.append([(KIND, body)])
        written = self._catch_up().known[-1]
        self._decided(written)
        return written

    def _catch_up(self) -> Reviews:
        """Take in what was written since. Only while holding the journal: what others are just writing may be taken back."""
        reviews, last = self._seen
        lines = [*self._journal.lines(last)]
        if lines:
            self._seen = reviews.and_then(line.entry() for line in lines), lines[-1]
        return self._seen[0]


def drafted(
    action: Action,
    subject: Subject,
    by: By,
    *,
    before: Mapping[str, object] = NOTHING,
    after: Mapping[str, object] = NOTHING,
    undoes: int | None = None,
) -> Review:
    """A decision that has no number yet.

    Raises:
        SettingInvalid: name or reason is no plain text, or too long.
    """
    why = plain("why", by.why, limit=TEXT_LIMIT, lines=True) if by.why.strip() else ""
    return Review(0, "", plain("reviewer", by.reviewer, limit=NAME_LIMIT), action, subject, why, before, after, undoes)


def check_seen(last: int, expect: int | None, reviews: Reviews, *, subject: str, look: str) -> None:
    """See to it that nobody decided on a thing after the decision that the reviewer has seen.

    Args:
        last: number of the last decision on it, 0 for none.
        expect: number of the last one that the reviewer has seen, 0 for none; None not to look.
        reviews: all decisions.
        subject: what to call the thing; `look` is how to look at it again.

    Raises:
        Conflict: somebody did; the message names who, when and what.
        SettingInvalid: the decision that the reviewer has seen is not about it.
    """
    if expect is None or last == expect:
        return
    hint = f"Look again with `{look}`, then decide."
    if last < expect:
        raise SettingInvalid(f"decision {expect} is not about it.", subject, hint)
    other = next(review for review in reviews.known if review.number == last)
    seen = f"decision {expect}" if expect else "no decision"
    raise Conflict(
        f"{other.reviewer} decided on it in the meantime (decision {last}, {other.action.value}); you have seen {seen}.",
        subject,
        hint,
    )
