"""Decisions made, taken back and listed: every one is an entry of the journal of reviews before anything else is changed.

Takes a journal, and what is to be known of documents; gives decisions, and readings with them applied. Whoever decides holds
the journal meanwhile, so two people never overwrite each other without one of them being told.
"""

import difflib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sayso.archive.chain import Line
from sayso.archive.journal import Journal
from sayso.errors import Conflict, NotFound, SettingInvalid, UsageError
from sayso.records.evidence import Entry
from sayso.records.reviews import (
    FIELDS,
    GROUPING,
    KIND,
    NAME_LIMIT,
    TEXT_LIMIT,
    Action,
    Review,
    State,
    Subject,
    Unread,
    body_of,
    plain,
    review_of,
)
from sayso.records.statements import Reading
from sayso.store.naming import LEAST_DIGITS
from sayso.workspace.corrections import Applied, apply, data_of, subjects_of, taken_back
from sayso.workspace.decisions import Listed, Reviews, listed, reviews_from
from sayso.workspace.documents import Documents, documents_of
from sayso.workspace.drafting import added, changed
from sayso.workspace.grouping import Group, folded, groups, named
from sayso.workspace.opening import Workspace

NOTHING: Mapping[str, object] = {}
DEADLINE_S = 60.0
LOOK_AGAIN = "Look again with `sayso review show`, then decide."


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, and why; the reason may be empty."""

    reviewer: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many decisions do not count: entries that this version does not understand, and decisions that do not fit.

    Those about documents that are not there, or not read yet, do not fit either.
    """

    unread: int
    does_not_fit: int


class Desk:
    """Where decisions of a workspace are made and looked up. Safe between threads and processes."""

    def __init__(self, journal: Journal, documents: Documents) -> None:
        self.documents = documents
        self._journal = journal
        self._seen: tuple[Reviews, Line | None] = Reviews(), None  # what the journal held when it was last held

    def reviews(self) -> Reviews:
        """All decisions.

        Raises:
            EvidenceDamaged: the journal is not what was written.
        """
        reviews, last = self._seen
        return reviews.and_then(line.entry() for line in self._journal.lines(last))

    def find(self, named: str) -> str:
        """The id of the document that somebody names; of one that is no longer there, by its id or the beginning of it, too.

        Raises:
            NotFound: there is none, and nothing was decided about one.
            UsageError: it may be several.
        """
        try:
            return self.documents.find(named)
        except NotFound:
            subjects = (review.subject.document_id for review in self.reviews().known)
            gone = [one for one in dict.fromkeys(subjects) if len(named) >= LEAST_DIGITS and one.startswith(named)]
            if not gone:
                raise
            if len(gone) > 1:
                raise UsageError(
                    f"this may be one of {len(gone)} documents that are no longer here.", named, f"Name one: {', '.join(gone)}."
                ) from None
            return gone[0]

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

    def history(self, document_id: str | None = None) -> tuple[Listed, ...]:
        """The decisions about a document, or all, in order, with what has become of each.

        Cost: a reading for every document that somebody decided on.
        """
        reviews = self.reviews()
        known = reviews.known if document_id is None else reviews.about(document_id)
        undone = taken_back(known)
        applied: dict[str, Applied | None] = {}
        for review in known:
            place = review.subject.document_id
            if place not in applied:
                try:
                    applied[place] = apply(self.documents.reading(place), reviews.about(place))
                except NotFound:
                    applied[place] = None  # forgotten, or no longer read with this text
        return tuple(listed(review, applied[review.subject.document_id], undone) for review in known)

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
        with self._journal.locked():
            reviews = self._catch_up()
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
                _check_seen(applied, statement_id, about, expect)
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
            return self._write(_drafted(action, subject, by, before=before, after=after), reading=reading)

    def undo(self, number: int, *, by: By) -> Review:
        """Take a decision back; an undo can be taken back too.

        Raises:
            NotFound: there is no such decision.
            Conflict: somebody has taken it back already.
            UsageError: this version does not understand it.
        """
        with self._journal.locked():
            self._catch_up()
            return self._undo(number, by=by)

    def put(self, action: Action, text: str, document_ids: Sequence[str], *, by: By) -> tuple[Review, ...]:
        """Put documents into a case, under a tag, or write a note on them; those that stand there already are left out.

        Args:
            action: CASE, TAG or NOTE.
            text: name of the case or tag (up to 200 characters), or the note.
        """
        note = action is Action.NOTE
        text = plain(action.value, text, limit=TEXT_LIMIT if note else NAME_LIMIT, lines=note)
        with self._journal.locked():
            there = {group.document_id for group in named(groups(self._catch_up().known), action, text)}
            return tuple(
                self._write(_drafted(action, Subject(document_id), by, after={action.value: text}))
                for document_id in dict.fromkeys(document_ids)
                if document_id not in there
            )

    def take_out(self, action: Action, name: str, document_ids: Sequence[str], *, by: By) -> tuple[Review, ...]:
        """Take documents out of a case, or a tag off them, by undoing what put them there.

        Raises:
            NotFound: one of them is not there; then nothing is done.
        """
        with self._journal.locked():
            known = self._catch_up().known
            there = {group.document_id for group in self.members(action, name)}
            for document_id in document_ids:
                if document_id not in there:
                    raise NotFound(
                        f"the document is not under the {action.value} {name!r}.", document_id, "See `sayso case list`."
                    )
            undone = taken_back(known)
            numbers = [
                review.number
                for review in known
                if review.action is action
                and review.number not in undone
                and review.subject.document_id in document_ids
                and folded(review.after[action.value]) == folded(name)
            ]
            return tuple(self._undo(number, by=by) for number in numbers)

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

    def _undo(self, number: int, *, by: By) -> Review:
        reviews, _ = self._seen
        by_number = {review.number: review for review in reviews.known}
        if any(one.number == number for one in reviews.unread):
            raise UsageError(
                "this version does not understand it.", f"decision {number}", "Undo it with the version that made it."
            )
        if number not in by_number:
            raise NotFound("there is no such decision.", f"decision {number}", "See `sayso review history`.")
        undone = taken_back(reviews.known)
        if number in undone:
            other = by_number[undone[number]]
            raise Conflict(
                f"{other.reviewer} has taken it back already (decision {other.number}).",
                f"decision {number}",
                f"To bring it back: `sayso review undo {other.number}`.",
            )
        root = target = by_number[number]
        while root.undoes is not None:
            root = by_number[root.undoes]
        reading = None
        if root.action not in GROUPING:
            with suppress(NotFound):  # it was forgotten; the decision is taken back all the same
                reading = self.documents.reading(root.subject.document_id)
        return self._write(_drafted(Action.UNDO, target.subject, by, undoes=number), reading=reading)

    def _write(self, draft: Review, *, reading: Reading | None = None) -> Review:
        """Write the decision down, once it is clear that it will be read back and obeyed."""
        reviews, last = self._seen
        review = replace(draft, number=last.number + 1 if last else 1)
        body = body_of(review)
        read = review_of(Entry(review.number, "", KIND, body, "", ""))
        if isinstance(read, Unread):
            raise UsageError(f"it cannot be written down: {read.message}.", review.action.value)
        if reading is not None:
            states = apply(reading, [*reviews.about(review.subject.document_id), review]).states
            if states[review.number] is not State.IN_FORCE:
                raise SettingInvalid("a statement would stand inside itself.", "parent", "Give another one, or none.")
        self._journal.append([(KIND, body)])
        written = self._catch_up().known[-1]
        self.documents.decided(written)
        return written

    def _catch_up(self) -> Reviews:
        """Take in what was written since. Only while holding the journal: what others are just writing may be taken back."""
        reviews, last = self._seen
        lines = [*self._journal.lines(last)]
        if lines:
            self._seen = reviews.and_then(line.entry() for line in lines), lines[-1]
        return self._seen[0]


def _drafted(
    action: Action,
    subject: Subject,
    by: By,
    *,
    before: Mapping[str, object] = NOTHING,
    after: Mapping[str, object] = NOTHING,
    undoes: int | None = None,
) -> Review:
    """A decision that has no number yet."""
    why = plain("why", by.why, limit=TEXT_LIMIT, lines=True) if by.why.strip() else ""
    return Review(0, "", plain("reviewer", by.reviewer, limit=NAME_LIMIT), action, subject, why, before, after, undoes)


def _check_seen(applied: Applied, statement_id: str, about: Sequence[Review], expect: int | None) -> None:
    """See to it that nobody decided on the statement after the decision that the reviewer has seen."""
    if expect is None:
        return
    last = applied.last_on(statement_id)
    if last > expect:
        other = next(review for review in about if review.number == last)
        seen = f"decision {expect}" if expect else "no decision"
        raise Conflict(
            f"{other.reviewer} decided on it in the meantime (decision {last}, {other.action.value}); you have seen {seen}.",
            statement_id,
            LOOK_AGAIN,
        )
    if last < expect:
        raise SettingInvalid(f"decision {expect} is not about it.", statement_id, LOOK_AGAIN)


def desk_of(workspace: Workspace) -> Desk:
    """Where decisions of an open workspace are made."""
    return Desk(workspace.reviews, documents_of(workspace))


def standing(workspace: Workspace) -> Standing:
    """How many decisions of an open workspace do not count now. Cost: one pass over the journal, and one over the store's copy.

    Raises:
        EvidenceDamaged: the journal is not what was written.
    """
    unread = len(reviews_from(workspace.reviews.entries()).unread)
    return Standing(unread, workspace.store.view(deadline_s=DEADLINE_S).decisions_by_state()[State.DOES_NOT_FIT])
