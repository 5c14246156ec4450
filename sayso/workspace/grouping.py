"""Cases, tags and notes: what the decisions about documents add up to."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records.reviews import GROUPING, Action, Review
from sayso.workspace.corrections import taken_back


@dataclass(frozen=True, slots=True)
class Group:
    """A document in a case, under a tag, or with a note.

    Attributes:
        key: the form in which names are compared; the text of a note.
        name: the case or tag as written first; the text of a note.
        review: the decision that put it there.
    """

    kind: Action
    key: str
    name: str
    document_id: str
    review: int


def groups(reviews: Iterable[Review]) -> tuple[Group, ...]:
    """What the decisions about documents add up to, by kind, key and number of the decision.

    Names that differ in case or in how they are encoded only are one. Putting a document where it is already counts once.
    """
    ordered = sorted(reviews, key=lambda review: review.number)
    undone = taken_back(ordered)
    shown: dict[tuple[Action, str], str] = {}
    found: dict[tuple[Action, str, str], Group] = {}
    for review in ordered:
        if review.action in GROUPING and review.number not in undone:
            written, document_id = review.after[review.action.value], review.subject.document_id
            key = folded(written, review.action)
            name = shown.setdefault((review.action, key), written)
            found.setdefault((review.action, key, document_id), Group(review.action, key, name, document_id, review.number))
    return tuple(sorted(found.values(), key=lambda group: (group.kind, group.key, group.review)))


def named(everything: Iterable[Group], kind: Action, name: str) -> tuple[Group, ...]:
    """Those of a kind and name, in their order; capitals do not count, except in notes."""
    return tuple(group for group in everything if group.kind is kind and group.key == folded(name, kind))


def folded(name: str, kind: Action = Action.CASE) -> str:
    """The form in which names of cases and tags are compared; notes are compared as they are."""
    return name if kind is Action.NOTE else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
