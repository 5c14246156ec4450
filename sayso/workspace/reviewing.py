"""Decisions on documents and their statements made, all decisions listed and taken back.

Takes a journal, and what is to be known of documents; gives decisions, and readings with them applied. What decides on how
documents hang together is made at `Desk.joining`.
"""

import difflib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sayso.archive.journal import Journal
from sayso.errors import Conflict, NotFound, SettingInvalid, UsageError
from sayso.records.anchors import Span
from sayso.records.reviews import (
    FIELDS,
    GROUPING,
    JOINING,
    NAME_LIMIT,
    TEXT_LIMIT,
    Action,
    Review,
    State,
    Subject,
    documents_named,
    plain,
)
from sayso.records.statements import Reading
from sayso.store.naming import LEAST_DIGITS
from sayso.workspace.corrections import Applied, apply, data_of, root_of, subjects_of, taken_back, words_id
from sayso.workspace.decisions import Listed, Reviews, listed, reviews_from
from sayso.workspace.documents import Documents, documents_of
from sayso.workspace.drafting import added, changed
from sayso.workspace.grouping import Group, folded, groups, named
from sayso.workspace.joining import JoiningDesk, Shown, shown_of
from sayso.workspace.ledger import NOTHING, By, Ledger, check_seen, drafted
from sayso.workspace.opening import Workspace
from sayso.workspace.rulings import Kept, outcome
from sayso.workspace.stretches import within

__all__ = ["By", "Desk", "Standing", "desk_of", "standing"]

DEADLINE_S = 60.0
SHOW, HISTORY = "sayso review show", "sayso review history"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many decisions do not count: entries that this version does not understand, and decisions that do not fit.

    Those about documents that are not there, or not read yet, do not fit either.
    """

    unread: int
    does_not_fit: int


class Desk:
    """Where decisions of a workspace are made and looked up. Safe between threads and processes."""

    def __init__(self, journal: Journal, documents: Documents, shown: Shown | None = None) -> None:
        self.documents = documents
        self._ledger = Ledger(journal, documents.decided)
        self._shown = shown

    @property
    def joining(self) -> JoiningDesk:
        """Where decisions on what joins documents are made."""
        return JoiningDesk(self._ledger, self, self._shown)

    def reviews(self) -> Reviews:
        """All decisions.

        Raises:
            EvidenceDamaged: the journal is not what was written.
        """
        return self._ledger.reviews()

    def find(self, named: str) -> str:
        """The id of the document that somebody names; of one that is no longer there, by its id or the beginning of it, too.

        Raises:
            NotFound: there is none, and nothing was decided about one.
            UsageError: it may be several.
        """
        try:
            return self.documents.find(named)
        except NotFound:
            decided = (document_id for review in self.reviews().known for document_id in documents_named(review))
            gone = [one for one in dict.fromkeys(decided) if len(named) >= LEAST_DIGITS and one.startswith(named)]
            if not gone:
                raise
            if len(gone) > 1:
                raise UsageError(
                    f"this may be one of {len(gone)} documents that are no longer here.", named, f"Name one: {', '.join(gone)}."
                ) from None
            return gone[0]

    def unit(self, named: str) -> str:
        """The id of the statement or own assertion that somebody names as DOC:s3; whether there is one is not looked at.

        Raises:
            UsageError: it is not of that form, or the document may be one of several.
            NotFound: there is no such document.
        """
        document, _, key = named.rpartition(":")
        if not document or not key:
            raise UsageError("it names no statement.", named, "Name one as DOC:STATEMENT, such as harbour-story:s3.")
        return f"{self.documents.find(document)}:{key}"

    def is_here(self, document_id: str) -> bool:
        """Whether a document is there: it was neither forgotten nor is now read with another text."""
        try:
            self.documents.title(document_id)
        except NotFound:
            return False
        return True

    def title(self, document_id: str) -> str:
        """What to call a document, also when it is no longer there."""
        try:
            return self.documents.title(document_id)
        except NotFound:
            return "a document that is no longer here"

    def text(self, document_id: str) -> str:
        """The text of a document; empty when it is no longer there."""
        try:
            return self.documents.reading(document_id).document.text
        except NotFound:
            return ""

    def applied(self, document_id: str) -> Applied:
        """The reading of a document with the decisions about it.

        Raises:
            NotFound: there is no such document.
        """
        return apply(self.documents.reading(document_id), self.reviews().about(document_id))

    def source(self, name: str) -> str | None:
        """The named source that goes by a name, as it is written; None where no named source does."""
        return self.documents.source(name)

    def history(self, document_id: str | None = None) -> tuple[Listed, ...]:
        """The decisions about a document, or all, in order, with what has become of each.

        Those on what joins a document with others are about it too.

        Cost: a reading for every document that somebody decided on.
        """
        reviews = self.reviews()
        undone, joins = taken_back(reviews.known), self.joining.outcome()
        applied: dict[str, Applied | None] = {}
        found = []
        for review in reviews.known if document_id is None else reviews.naming(document_id):
            place = review.subject.document_id
            if not place:
                found.append(self.joining.listed(review, joins))
                continue
            if place not in applied:
                try:
                    applied[place] = apply(self.documents.reading(place), reviews.about(place))
                except NotFound:
                    applied[place] = None  # forgotten, or no longer read with this text
            found.append(listed(review, applied[place], undone))
        return tuple(found)

    def decide(
        self,
        action: Action,
        document_id: str,
        *,
        statement_id: str = "",
        changes: Mapping[str, object] = NOTHING,
        by: By,
        expect: int | None = None,
    ) -> Review:
        """Correct, accept, reject or add a statement; the decision is safe on the disk when this returns.

        Args:
            action: CORRECT, ACCEPT, REJECT or ADD.
            statement_id: the statement, by its id as shown now; empty for ADD.
            changes: for CORRECT and ADD, fields as JSON data: spans as [[start, end], ...], `parent` as an id or None, `denies`
                as a list of ids. A field that is as it was already is left out of the decision.
            expect: number of the last decision on the statement that the reviewer has seen, 0 for none; None not to look.

        Raises:
            NotFound: there is no such document or statement.
            Conflict: somebody decided on the statement after `expect`.
            SettingInvalid: a field cannot have that value, or fields contradict each other.
            UsageError: nothing would change, or the statement to add is there already.
        """
        with self._ledger.held() as reviews:
            reading = self.documents.reading(document_id)
            about = reviews.about(document_id)
            applied = apply(reading, about)
            shown = {statement.statement_id: statement for statement in applied.reading.statements}
            subjects = subjects_of(reading, applied.reading, document_id=document_id)
            before: dict[str, Any] = {}
            after: dict[str, Any] = {}
            if action is Action.ADD:
                subject, after = added(changes, document_id=document_id, reading=applied.reading, subjects=subjects)
            else:
                check_seen(applied.last_on(statement_id), expect, reviews, subject=statement_id, look=SHOW)
                if statement_id not in shown:
                    raise NotFound(
                        "the article has no such statement.", statement_id, f"Statements: {', '.join(shown) or 'none'}."
                    )
                statement, subject = shown[statement_id], subjects[statement_id]
                if action is Action.CORRECT:
                    before, after = changed(statement, changes, reading=applied.reading, subjects=subjects)
                    if not after:
                        raise UsageError(
                            "nothing would change.", statement_id, "If it is right, say so with `sayso review accept`."
                        )
                else:
                    before = {name: data_of(statement, name, subjects) for name in FIELDS}
            return self._write(drafted(action, subject, by, before=before, after=after), reading, reviews)

    def mark(self, document_id: str, stretch: Span, *, boilerplate: bool, by: By, expect: int | None = None) -> Review:
        """Say that a stretch of a document is boilerplate, or that it is none.

        Args:
            expect: number of the last such decision on a part of the stretch that the reviewer has seen; else as for `decide`.

        Raises:
            NotFound: there is no such document.
            Conflict: somebody decided on the stretch after `expect`.
            SettingInvalid: the place is outside the text.
            UsageError: nothing would change.
        """
        with self._ledger.held() as reviews:
            reading = self.documents.reading(document_id)
            text, about = reading.document.text, reviews.about(document_id)
            if not 0 <= stretch.start < stretch.end <= len(text):
                raise SettingInvalid("the place is outside the text.", "boilerplate", f"The text has {len(text):,} characters.")
            named = f"{stretch.start}-{stretch.end}"
            touching = (review.number for review in about if _is_on(stretch, review, about))
            check_seen(max(touching, default=0), expect, reviews, subject=named, look=f"{HISTORY} {document_id}")
            was = within(apply(reading, about).reading.document.boilerplate, stretch)
            if was is boilerplate:
                state = "boilerplate" if was else "no boilerplate"
                raise UsageError(f"nothing would change: it is {state} already.", named)
            subject = Subject(document_id, content=(stretch,), words_id=words_id((stretch,), text))
            before, after = {"boilerplate": was}, {"boilerplate": boilerplate}
            return self._write(drafted(Action.BOILERPLATE, subject, by, before=before, after=after), reading, reviews)

    def undo(self, number: int, *, by: By) -> Review:
        """Take a decision back; an undo can be taken back too.

        Raises:
            NotFound: there is no such decision.
            Conflict: somebody has taken it back already.
            UsageError: this version does not understand it.
        """
        with self._ledger.held() as reviews:
            return self._undo(number, reviews, by=by)

    def put(self, action: Action, text: str, document_ids: Sequence[str], *, by: By) -> tuple[Review, ...]:
        """Put documents into a case, under a tag, or write a note on them; those that stand there already are left out.

        Args:
            action: CASE, TAG or NOTE.
            text: name of the case or tag (up to 200 characters), or the note.
        """
        note = action is Action.NOTE
        text = plain(action.value, text, limit=TEXT_LIMIT if note else NAME_LIMIT, lines=note)
        with self._ledger.held() as reviews:
            there = {group.document_id for group in named(groups(reviews.known), action, text)}
            return tuple(
                self._ledger.write(drafted(action, Subject(document_id), by, after={action.value: text}))
                for document_id in dict.fromkeys(document_ids)
                if document_id not in there
            )

    def take_out(self, action: Action, name: str, document_ids: Sequence[str], *, by: By) -> tuple[Review, ...]:
        """Take documents out of a case, or a tag off them, by undoing what put them there.

        Raises:
            NotFound: one of them is not there; then nothing is done.
        """
        with self._ledger.held() as reviews:
            there = {group.document_id for group in self.members(action, name)}
            for document_id in document_ids:
                if document_id not in there:
                    raise NotFound(
                        f"the document is not under the {action.value} {name!r}.", document_id, "See `sayso case list`."
                    )
            undone = taken_back(reviews.known)
            numbers = [
                review.number
                for review in reviews.known
                if review.action is action
                and review.number not in undone
                and review.subject.document_id in document_ids
                and folded(review.after[action.value]) == folded(name)
            ]
            return tuple(self._undo(number, reviews, by=by) for number in numbers)

    def members(self, action: Action, name: str) -> tuple[Group, ...]:
        """The documents in a case or under a tag, in order of deciding.

        Raises:
            NotFound: no document is there.
        """
        everything = groups(self.reviews().known)
        found = named(everything, action, name)
        if not found:
            known = {group.key: group.name for group in everything if group.kind is action}
            near = difflib.get_close_matches(folded(name), known, n=1)
            hint = f"Did you mean {known[near[0]]!r}?" if near else "See `sayso case list`."
            raise NotFound(f"there is no such {action.value}.", name, hint)
        return found

    def _undo(self, number: int, reviews: Reviews, *, by: By) -> Review:
        by_number = {review.number: review for review in reviews.known}
        if any(one.number == number for one in reviews.unread):
            raise UsageError(
                "this version does not understand it.", f"decision {number}", "Undo it with the version that made it."
            )
        if number not in by_number:
            raise NotFound("there is no such decision.", f"decision {number}", f"See `{HISTORY}`.")
        undone = taken_back(reviews.known)
        if number in undone:
            other = by_number[undone[number]]
            raise Conflict(
                f"{other.reviewer} has taken it back already (decision {other.number}).",
                f"decision {number}",
                f"To bring it back: `sayso review undo {other.number}`.",
            )
        target = by_number[number]
        root, reading = root_of(target, by_number), None
        if root.action not in GROUPING | JOINING:
            with suppress(NotFound):  # it was forgotten; the decision is taken back all the same
                reading = self.documents.reading(root.subject.document_id)
        return self._write(drafted(Action.UNDO, target.subject, by, undoes=number), reading, reviews)

    def _write(self, draft: Review, reading: Reading | None, reviews: Reviews) -> Review:
        """Write a decision on a document down, once it is clear that it will be obeyed."""

        def check(review: Review) -> None:
            if reading is not None:
                states = apply(reading, [*reviews.about(review.subject.document_id), review]).states
                if states[review.number] is not State.IN_FORCE:
                    raise SettingInvalid("a statement would stand inside itself.", "parent", "Give another one, or none.")

        return self._ledger.write(draft, check=check)


def _is_on(stretch: Span, review: Review, about: Sequence[Review]) -> bool:
    """Whether a decision, or the one that it takes back in the end, is about boilerplate in a stretch."""
    root = root_of(review, {one.number: one for one in about})
    return root.action is Action.BOILERPLATE and any(place.overlaps(stretch) for place in root.subject.content)


def desk_of(workspace: Workspace) -> Desk:
    """Where decisions of an open workspace are made."""
    return Desk(workspace.reviews, documents_of(workspace), shown_of(workspace))


def standing(workspace: Workspace) -> Standing:
    """How many decisions of an open workspace do not count now.

    Cost: one pass over the journal, one over the store's copy, and a reading for every document that somebody joined or parted.

    Raises:
        EvidenceDamaged: the journal is not what was written.
    """
    view = workspace.store.view(deadline_s=DEADLINE_S)
    # The store does not look for more than one document at once, so of decisions on joining it knows no state.
    joining = view.decisions("")
    unfit = [*outcome((one.review for one in joining), Kept(view)).states.values()].count(State.DOES_NOT_FIT)
    unfit += view.decisions_by_state()[State.DOES_NOT_FIT] - sum(one.state is State.DOES_NOT_FIT for one in joining)
    return Standing(len(reviews_from(workspace.reviews.entries()).unread), unfit)
