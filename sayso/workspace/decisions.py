"""The decisions of a journal: all of them in order, what a store keeps of them, and what has become of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.records.evidence import Entry
from sayso.records.reviews import GROUPING, Action, Review, State, Unread, documents_named, review_of
from sayso.records.statements import Reading
from sayso.store.rows import Grouping
from sayso.store.statements import Corrected
from sayso.workspace.corrections import Applied, apply
from sayso.workspace.grouping import groups


@dataclass(frozen=True, slots=True)
class Reviews:
    """The decisions of a journal in order, and the entries that this version does not understand."""

    known: tuple[Review, ...] = ()
    unread: tuple[Unread, ...] = ()

    def about(self, document_id: str) -> tuple[Review, ...]:
        """Those about one document and no other, in order."""
        return tuple(review for review in self.known if review.subject.document_id == document_id)

    def naming(self, document_id: str) -> tuple[Review, ...]:
        """Those about one document, and those on what joins it with others, in order."""
        found: dict[int, Review] = {}
        for review in self.known:
            if review.undoes in found or document_id in documents_named(review):
                found[review.number] = review
        return tuple(found.values())

    def and_then(self, entries: Iterable[Entry]) -> "Reviews":
        """These and the ones that the entries hold."""
        found = [review_of(entry) for entry in entries]
        return Reviews(
            (*self.known, *(one for one in found if isinstance(one, Review))),
            (*self.unread, *(one for one in found if isinstance(one, Unread))),
        )


def reviews_from(entries: Iterable[Entry]) -> Reviews:
    """The decisions that entries of a journal hold."""
    return Reviews().and_then(entries)


def corrected(reading: Reading, reviews: Sequence[Review]) -> Corrected:
    """What a store keeps of a document: its reading with the decisions about it, and what groups it is in."""
    applied = apply(reading, reviews)
    groupings = tuple(Grouping(group.kind.value, group.key, group.name, group.review) for group in groups(reviews))
    return Corrected(applied.reading, applied.marks, applied.states, groupings)


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision with what has become of it.

    Attributes:
        statement_id: the statement that it is about in the present reading, or None.
        reader_says: as in `Applied`, for this decision.
        instead: for one that is superseded, wholly or in part, the last decision that says otherwise.
        lost: how many of the statements that it joins or parts are not found any more.
        came, went: for an accepted claim, ids of what came to it since then, and how much went from it.
    """

    review: Review
    state: State
    statement_id: str | None = None
    reader_says: Mapping[str, object] = field(default_factory=dict)
    instead: int | None = None
    lost: int = 0
    came: tuple[str, ...] = ()
    went: int = 0


def listed(review: Review, applied: Applied | None, undone: Mapping[int, int]) -> Listed:
    """A decision with what has become of it.

    Args:
        applied: the reading of its document with the decisions about it, None when the document is not there.
        undone: as `taken_back` gives it.
    """
    number = review.number
    if applied is None:
        known = review.action in GROUPING or review.action is Action.UNDO
        return Listed(review, State.UNDONE if number in undone else State.IN_FORCE if known else State.DOES_NOT_FIT)
    return Listed(review, applied.states[number], applied.found.get(number), applied.reader_says.get(number, {}))
