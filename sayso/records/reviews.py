"""What people decide: corrections of statements, and how documents are grouped. Never overwritten, always reversible."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sayso.records.anchors import Spans


class Action(StrEnum):
    """What a decision does."""

    CORRECT = "correct"  # change fields or spans of a statement
    ACCEPT = "accept"  # say that a statement is right as it is
    REJECT = "reject"  # say that this is no statement
    ADD = "add"  # a statement that was missed
    CASE = "case"  # put a document into a case
    TAG = "tag"  # put a tag on a document
    NOTE = "note"  # write a note on a document
    UNDO = "undo"  # take an earlier decision back


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about, so that it is found again by evidence, not by number.

    Attributes:
        document_id: the document.
        statement_id: id of the statement when the decision was made, or None when it is about the document.
        content, cue, source: where the statement's parts stood then. A later reading's statement is the same one when its content
            and cue overlap these by at least half.
        quote: the words of the content then.
    """

    document_id: str
    statement_id: str | None = None
    content: Spans = ()
    cue: Spans = ()
    source: Spans = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person.

    Attributes:
        number: its place in the journal of reviews.
        at: RFC 3339 time, UTC.
        reviewer: who.
        why: the reason given; may be empty.
        before, after: JSON data: the fields that changed, as they were and as they are to be; for cases, tags and notes, `after`
            holds {"case": name}, {"tag": name} or {"note": text}.
        undoes: number of the decision that is taken back, for UNDO only.
    """

    number: int
    at: str
    reviewer: str
    action: Action
    subject: Subject
    why: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    undoes: int | None = None
