"""What people decide: corrections of statements, how documents are grouped, what joins them. Never overwritten, reversible.

Also how a decision is written into a journal and read back: strictly, for what this version does not understand is not guessed.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sayso.errors import SettingInvalid
from sayso.records.anchors import Span, Spans
from sayso.records.evidence import Entry
from sayso.records.links import EdgeKind
from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind

KIND = "review"
"""Kind of the journal entries that hold decisions."""
NAME_LIMIT = 200
TEXT_LIMIT = 10_000


class Action(StrEnum):
    """What a decision does."""

    CORRECT = "correct"  # change fields or spans of a statement
    ACCEPT = "accept"  # say that a statement is right as it is
    REJECT = "reject"  # say that this is no statement
    ADD = "add"  # a statement that was missed
    CASE = "case"  # put a document into a case
    TAG = "tag"  # put a tag on a document
    NOTE = "note"  # write a note on a document
    BOILERPLATE = "boilerplate"  # say that a stretch of a document is boilerplate, or is none
    CLAIM = "claim"  # say that a claim is right as it stands
    SAME = "same"  # two statements make the same claim
    APART = "apart"  # statements do not make the claim that others make
    EDGE = "edge"  # a document has something from another, or has not
    SOURCE = "source"  # two names are one source, or are not
    OUTLET = "outlet"  # a name or a domain is an outlet's, or is not
    UNDO = "undo"  # take an earlier decision back


GROUPING = frozenset({Action.CASE, Action.TAG, Action.NOTE})
JOINING = frozenset({Action.CLAIM, Action.SAME, Action.APART, Action.EDGE, Action.SOURCE, Action.OUTLET})
"""What decides on more than one document: such decisions are about no document in particular, and name all in what they say."""


class State(StrEnum):
    """What has become of a decision."""

    IN_FORCE = "in force"
    UNDONE = "undone"
    SUPERSEDED = "superseded"  # a later decision on what joins documents says otherwise
    DOES_NOT_FIT = "does not fit"  # the present reading has no such statement, or cannot take the change


class Mark(StrEnum):
    """What people did to a statement, in order of what is shown when several apply."""

    ADDED = "added"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"


# The fields of a statement that people can set, in the order in which they are shown.
SPAN_FIELDS = ("content", "cue", "source", "relays", "target")
LABELS: Mapping[str, type[StrEnum]] = {
    "source_kind": SourceKind,
    "quote": Quote,
    "force": Force,
    "certainty": Certainty,
    "polarity": Polarity,
}
FIELDS = (
    "content", "cue", "source", "source_kind", "source_named", "source_resolved", "relays", "parent",
    "quote", "force", "certainty", "polarity", "target", "denies",
)  # fmt: skip
WORKED_OUT = frozenset({"quote", "target", "denies"})
"""Fields that follow from the others by rule as long as nobody sets them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about, so that it is found again by evidence, not by number.

    Attributes:
        document_id: the document; empty for decisions on what joins documents.
        statement_id: id of the statement or own assertion when the decision was made, or None when it is about the document or
            adds a statement.
        content, cue, source: where the parts stood then by the reader, before any decision. A statement of a later reading is
            the same one when its content and cue overlap these by at least half. For BOILERPLATE, content is the stretch.
        words_id: first 16 hex digits of the SHA-256 of the content's words then. The words themselves do not lie in the
            journal, so that they go when a document is forgotten.
    """

    document_id: str
    statement_id: str | None = None
    content: Spans = ()
    cue: Spans = ()
    source: Spans = ()
    words_id: str = ""


Value = Spans | StrEnum | bool | str | None | Subject | tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person.

    Attributes:
        number: its place in the journal of reviews.
        at: RFC 3339 time, UTC.
        reviewer: who.
        why: the reason given; may be empty.
        before: JSON data: the fields that it changes as they were shown then; all fields for ACCEPT and REJECT; for BOILERPLATE
            and JOINING what was shown then, under the name of what is decided, None where that is not known or is partly so;
            else empty.
        after: JSON data: the fields as they are to be, for CORRECT and ADD; {"case": name}, {"tag": name} or {"note": text} for
            these; for BOILERPLATE and JOINING what `said` reads; else empty. Spans are [[start, end], ...], statements
            (`parent`, `denies`) are subjects.
        undoes: number of the decision that is taken back, for UNDO only.
    """

    number: int
    at: str
    reviewer: str
    action: Action
    subject: Subject
    why: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Statements or own assertions, and for SAME and APART the others that they are joined with or kept apart from."""

    statements: tuple[Subject, ...]
    others: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class HadFrom:
    """Whether a document has something from another.

    Attributes:
        doc, from_doc: their ids.
        kind: what it has; None for anything, only where `has` is False.
    """

    doc: str
    from_doc: str
    kind: EdgeKind | None
    has: bool


@dataclass(frozen=True, slots=True)
class OneSource:
    """Whether two names are one source."""

    name: str
    other: str
    together: bool


@dataclass(frozen=True, slots=True)
class Belongs:
    """Whether a name or a domain is an outlet's."""

    what: str
    outlet: str
    belongs: bool


Said = Sides | HadFrom | OneSource | Belongs | bool


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry of the journal that this version does not understand, and why."""

    number: int
    at: str
    message: str


def added_id(number: int) -> str:
    """The id of the statement that a decision adds."""
    return f"r{number}"


def is_added(statement_id: str | None) -> bool:
    """Whether the id is one of an added statement."""
    return statement_id is not None and statement_id[:1] == "r" and statement_id[1:].isdecimal()


def subject_data(subject: Subject) -> dict[str, object]:
    """The subject as JSON data."""
    return {
        "document_id": subject.document_id,
        "statement_id": subject.statement_id,
        "content": pairs(subject.content),
        "cue": pairs(subject.cue),
        "source": pairs(subject.source),
        "words_id": subject.words_id,
    }


def sides_data(sides: Sides) -> dict[str, object]:
    """The sides of a claim as JSON data."""
    return {name: [subject_data(one) for one in getattr(sides, name)] for name in ("statements", "others")}


def pairs(spans: Spans) -> list[list[int]]:
    """Spans as JSON data."""
    return [[start, end] for start, end in spans]


def body_of(review: Review) -> dict[str, object]:
    """The decision as the body of a journal entry; number and time are the entry's."""
    return {
        "reviewer": review.reviewer,
        "action": review.action.value,
        "subject": subject_data(review.subject),
        "why": review.why,
        "before": dict(review.before),
        "after": dict(review.after),
        "undoes": review.undoes,
    }


def review_of(entry: Entry) -> Review | Unread:
    """The decision that an entry holds, or that it cannot be understood."""
    try:
        return _review(entry)
    except (ValueError, TypeError, KeyError, SettingInvalid) as exc:
        return Unread(entry.number, entry.at, f"it is not understood by this version ({exc})")


def _review(entry: Entry) -> Review:
    body = entry.body
    if entry.kind != KIND:
        raise ValueError(f"kind {entry.kind!r}")
    _exactly(body, ("reviewer", "action", "subject", "why", "before", "after", "undoes"))
    action = Action(_text(body["action"]))
    subject = _subject(body["subject"])
    before, after, undoes = _mapping(body["before"]), _mapping(body["after"]), body["undoes"]
    if not (type(undoes) is int and 0 < undoes < entry.number if action is Action.UNDO else undoes is None):
        raise ValueError(f"undoes {undoes!r}")
    if action in _SAID:
        if (subject != Subject("")) if action in JOINING else not subject.content:
            raise ValueError(f"subject {subject}")
        _SAID[action](after)
        _was(action, before)
    elif action in GROUPING:
        _exactly(after, (action.value,))
        _text(after[action.value])
    elif action is Action.ADD and not set(FIELDS) - WORKED_OUT <= after.keys():
        raise ValueError("fields of the statement are missing")
    else:
        for field, data in (*before.items(), *after.items()):
            value_of(field, data)
    return Review(
        number=entry.number,
        at=entry.at,
        reviewer=_text(body["reviewer"]),
        action=action,
        subject=subject,
        why=_text(body["why"]),
        before=before,
        after=after,
        undoes=undoes if type(undoes) is int else None,
    )


def said(review: Review) -> Said:
    """What a decision says that is one of JOINING or BOILERPLATE."""
    return _SAID[review.action](review.after)


def documents_named(review: Review) -> tuple[str, ...]:
    """Ids of the documents that a decision speaks of, each once, in the order of naming."""
    if review.action not in JOINING:
        return (review.subject.document_id,) if review.subject.document_id else ()
    match said(review):
        case Sides(statements, others):
            return tuple(dict.fromkeys(one.document_id for one in (*statements, *others)))
        case HadFrom(doc, from_doc):
            return doc, from_doc
        case _:
            return ()


def _sides(after: Mapping[str, object], *, others: bool, most: int | None = None) -> Sides:
    _exactly(after, ("statements", "others"))
    found = Sides(_subjects(after["statements"]), _subjects(after["others"]))
    for name, wanted in (("statements", True), ("others", others)):
        number = len(getattr(found, name))
        if bool(number) is not wanted or (most is not None and number > most):
            raise ValueError(f"{name} {number}")
    return found


def _had_from(after: Mapping[str, object]) -> HadFrom:
    _exactly(after, ("doc", "from_doc", "kind", "has"))
    kind, has = after["kind"], _flag(after["has"])
    if kind is None and has:
        raise ValueError("kind None")
    return HadFrom(_text(after["doc"]), _text(after["from_doc"]), None if kind is None else EdgeKind(_text(kind)), has)


def _one_source(after: Mapping[str, object]) -> OneSource:
    _exactly(after, ("name", "other", "together"))
    return OneSource(_text(after["name"]), _text(after["other"]), _flag(after["together"]))


def _belongs(after: Mapping[str, object]) -> Belongs:
    _exactly(after, ("what", "outlet", "belongs"))
    return Belongs(_text(after["what"]), _text(after["outlet"]), _flag(after["belongs"]))


def _boilerplate(after: Mapping[str, object]) -> bool:
    _exactly(after, ("boilerplate",))
    return _flag(after["boilerplate"])


_SAID: Mapping[Action, Callable[[Mapping[str, object]], Said]] = {
    Action.BOILERPLATE: _boilerplate,
    Action.CLAIM: lambda after: _sides(after, others=False),
    Action.SAME: lambda after: _sides(after, others=True, most=1),
    Action.APART: lambda after: _sides(after, others=True),
    Action.EDGE: _had_from,
    Action.SOURCE: _one_source,
    Action.OUTLET: _belongs,
}
WAS: Mapping[Action, str] = {
    Action.BOILERPLATE: "boilerplate",
    Action.SAME: "together",
    Action.APART: "together",
    Action.EDGE: "has",
    Action.SOURCE: "together",
    Action.OUTLET: "outlet",
}
"""The one name in `before`: of a flag, or for OUTLET of whose it was."""


def _was(action: Action, before: Mapping[str, object]) -> None:
    _exactly(before, (WAS[action],) if action in WAS else ())
    for was in before.values():
        if was is not None:
            _text(was) if action is Action.OUTLET else _flag(was)


def value_of(field: str, data: object) -> Value:
    """The value of a statement's field that JSON data stand for; statements as subjects.

    Raises:
        SettingInvalid: there is no such field, or it cannot have that value.
    """
    if field in SPAN_FIELDS:
        return _spans(field, data)
    if field in LABELS:
        try:
            return LABELS[field](_text(data))
        except (ValueError, TypeError) as exc:
            raise SettingInvalid(f"{data!r} is not possible.", field, f"Give one of: {', '.join(LABELS[field])}.") from exc
    if field == "source_named":
        if not isinstance(data, bool):
            raise SettingInvalid(f"{data!r} is not possible.", field, "Give true or false.")
        return data
    if field == "source_resolved":
        if not (data is None or isinstance(data, str)):
            raise SettingInvalid(f"{data!r} is not possible.", field, "Give a name, or nothing.")
        return data
    if field == "parent":
        return None if data is None else _subject(data)
    if field == "denies":
        if not isinstance(data, list | tuple):
            raise SettingInvalid(f"{data!r} is not possible.", field, "Give a list of statements.")
        return tuple(_subject(one) for one in data)
    near = difflib.get_close_matches(field, FIELDS, n=1)
    raise SettingInvalid(
        "a statement has no such field.", field, f"Did you mean {near[0]}?" if near else f"Fields: {', '.join(FIELDS)}."
    )


def plain(what: str, given: object, *, limit: int, lines: bool = False) -> str:
    """A text that a person gave, without spaces around it; in one line unless `lines`.

    Raises:
        SettingInvalid: it is no text, empty, longer than `limit` characters, or holds control characters.
    """
    text = str(given).strip() if isinstance(given, str) else ""
    if not lines:
        text = " ".join(text.split())
    if not 0 < len(text) <= limit:
        raise SettingInvalid("it must not be empty or too long.", what, f"Give 1 to {limit:,} characters.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise SettingInvalid("it holds control characters.", what, "Give plain text.")
    return text


def _spans(field: str, data: object) -> Spans:
    """Spans in order and apart; relays may stand in any order, for theirs is the order of telling."""
    if not isinstance(data, list | tuple):
        raise SettingInvalid(f"{data!r} is not possible.", field, "Give places as [[start, end], ...].")
    spans = tuple(_span(field, pair) for pair in data)
    ordered = sorted(spans) if field == "relays" else spans
    if any(left.end > right.start for left, right in pairwise(ordered)):
        raise SettingInvalid("places overlap or are not in order.", field, "Give each place once, in the order of the text.")
    if field == "content" and not spans:
        raise SettingInvalid("a statement must have a content.", field, "Give one place or more.")
    return spans


def _span(field: str, data: object) -> Span:
    numbers = list(data) if isinstance(data, list | tuple) else []
    if len(numbers) != 2 or any(type(number) is not int for number in numbers) or not 0 <= numbers[0] < numbers[1]:
        raise SettingInvalid(
            f"{data!r} is not a place.", field, "A place is [start, end), counted in characters from 0, and holds at least one."
        )
    return Span(*numbers)


def _subjects(data: object) -> tuple[Subject, ...]:
    if not isinstance(data, list | tuple):
        raise TypeError(f"{data!r} is no list")
    return tuple(map(_subject, data))


def _subject(data: object) -> Subject:
    given = _mapping(data)
    _exactly(given, ("document_id", "statement_id", "content", "cue", "source", "words_id"))
    named = given["statement_id"]
    return Subject(
        document_id=_text(given["document_id"]),
        statement_id=None if named is None else _text(named),
        content=_spans("content", given["content"]) if given["content"] else (),
        cue=_spans("cue", given["cue"]),
        source=_spans("source", given["source"]),
        words_id=_text(given["words_id"]),
    )


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise TypeError(f"{data!r} is no object")
    return data


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise TypeError(f"{data!r} is no text")
    return data


def _flag(data: object) -> bool:
    if not isinstance(data, bool):
        raise TypeError(f"{data!r} is neither true nor false")
    return data


def _exactly(data: Mapping[str, object], keys: Iterable[str]) -> None:
    different = data.keys() ^ set(keys)
    if different:
        raise ValueError(f"unexpected or missing: {', '.join(sorted(different))}")
