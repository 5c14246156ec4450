"""The fields of a decision, worked out from what a person wants: checked, completed, and only those that change something."""

from collections.abc import Mapping
from typing import Any

from sayso.errors import SettingInvalid, UsageError
from sayso.records.anchors import covered, spans_of
from sayso.records.reviews import (
    FIELDS,
    LABELS,
    NAME_LIMIT,
    SPAN_FIELDS,
    WORKED_OUT,
    Subject,
    pairs,
    plain,
    subject_data,
    value_of,
)
from sayso.records.statements import Certainty, Force, Polarity, Quote, Reading, SourceKind, Statement
from sayso.workspace.corrections import SURE, data_of, likeness, words_id

SOURCE_FIELDS = frozenset({"source", "source_kind", "source_named", "source_resolved"})
# What an added statement is unless somebody says otherwise.
BLANK = Statement(
    statement_id="",
    content=(),
    cue=(),
    source=(),
    parent=None,
    relays=(),
    quote=Quote.INDIRECT,
    source_kind=SourceKind.NONE,
    source_named=False,
    source_resolved=None,
    force=Force.STATES,
    certainty=Certainty.CERTAIN,
    polarity=Polarity.POSITIVE,
    confidence=SURE,
    method="",
)


def changed(
    statement: Statement, changes: Mapping[str, object], *, reading: Reading, subjects: Mapping[str, Subject]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that the changes make different, before and after; fields that others imply are filled in.

    Args:
        statement: as it is shown now.
        changes: fields as JSON data: spans as [[start, end], ...], `parent` as an id or None, `denies` as a list of ids.
        reading: as it is shown now; `subjects` are those of its statements by id.

    Raises:
        SettingInvalid: a field cannot have that value, or fields contradict each other.
    """
    after = {name: _data(name, given, text=reading.document.text, subjects=subjects) for name, given in changes.items()}
    _fill_in(after, statement, reading)
    before = {name: data_of(statement, name, subjects) for name in FIELDS if name in after}
    different = [name for name in before if before[name] != after[name]]
    return {name: before[name] for name in different}, {name: after[name] for name in different}


def added(
    changes: Mapping[str, object], *, document_id: str, reading: Reading, subjects: Mapping[str, Subject]
) -> tuple[Subject, dict[str, Any]]:
    """Where the statement to add stands, and its fields: all but those that follow by rule and are not given.

    Args: as for `changed`.

    Raises:
        SettingInvalid: a field cannot have that value, fields contradict each other, or there is no content.
        UsageError: the statement is there already.
    """
    if "content" not in changes:
        raise SettingInvalid("a statement must have a content.", "content", "Give its words, or its place.")
    _, given = changed(BLANK, changes, reading=reading, subjects=subjects)
    after = {
        name: given.get(name, data_of(BLANK, name, subjects)) for name in FIELDS if name in changes or name not in WORKED_OUT
    }
    content, cue, source = (spans_of(after[name]) for name in ("content", "cue", "source"))
    for statement in reading.statements:
        if likeness((statement.content, statement.cue), (content, cue)):
            raise UsageError("the statement is there already.", statement.statement_id, "Correct it with `sayso review set`.")
    return Subject(document_id, None, content, cue, source, words_id(content, reading.document.text)), after


def _data(name: str, given: object, *, text: str, subjects: Mapping[str, Subject]) -> Any:
    """A field as JSON data for the journal.

    Raises:
        SettingInvalid: it cannot have that value.
    """
    if name == "parent":
        return None if given is None else subject_data(_subject(name, given, subjects))
    if name == "denies":
        if not isinstance(given, list | tuple):
            raise SettingInvalid(f"{given!r} is not possible.", name, "Give a list of statements.")
        return [subject_data(_subject(name, one, subjects)) for one in given]
    if name == "source_resolved" and given is not None:
        return plain(name, given, limit=NAME_LIMIT)
    value: Any = value_of(name, given)
    if name in SPAN_FIELDS:
        if any(span.end > len(text) for span in value):
            raise SettingInvalid("the place is outside the text.", name, f"The text has {len(text):,} characters.")
        return pairs(value)
    return value.value if name in LABELS else value


def _subject(name: str, statement_id: object, subjects: Mapping[str, Subject]) -> Subject:
    if not isinstance(statement_id, str) or statement_id not in subjects:
        raise SettingInvalid(f"there is no statement {statement_id!r}.", name, f"Statements: {', '.join(subjects) or 'none'}.")
    return subjects[statement_id]


def _fill_in(after: dict[str, Any], statement: Statement, reading: Reading) -> None:
    """Set what other fields imply: nobody given means no source and no name; a new source goes by its words or full name."""
    if not SOURCE_FIELDS & after.keys():
        return
    if after.get("source_kind", statement.source_kind) == SourceKind.NONE:
        for name, nothing in (("source", []), ("source_named", False), ("source_resolved", None)):
            if after.setdefault(name, nothing) != nothing:
                kinds = ", ".join(kind for kind in SourceKind if kind is not SourceKind.NONE)
                raise SettingInvalid("it does not go with source_kind=none.", name, f"Give source_kind too, one of: {kinds}.")
    elif after.get("source"):
        if statement.source_kind is SourceKind.NONE and "source_named" not in after:
            raise SettingInvalid("it is missing for the new source.", "source_named", "Say whether a name identifies it.")
        words = " ".join(covered(spans_of(after["source"]), reading.document.text).split())
        full = next((alias.name for alias in reading.aliases if words in alias.also), words)
        after.setdefault("source_resolved", full)
