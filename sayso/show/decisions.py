"""Decisions of people, and an article with what they made of it: as lines of at most 80 columns, and as JSON data."""

import textwrap
from typing import TYPE_CHECKING, Any

from sayso.records.reviews import (
    FIELDS,
    GROUPING,
    SPAN_FIELDS,
    Action,
    Review,
    State,
    Unread,
    added_id,
    body_of,
    value_of,
)
from sayso.records.statements import Statement
from sayso.show.jsonform import to_json
from sayso.show.wording import one_line, profile_line

if TYPE_CHECKING:
    from sayso.workspace.corrections import Applied
    from sayso.workspace.decisions import Listed

WIDTH = 80
NAME = 18  # columns of a field's name
UNDER = " " * 6
DONE = {
    Action.CORRECT: "corrected",
    Action.ACCEPT: "accepted",
    Action.REJECT: "rejected",
    Action.ADD: "added",
    Action.CASE: "put into the case",
    Action.TAG: "tagged",
    Action.NOTE: "noted",
    Action.UNDO: "took back decision",
}


def decision_data(one: Review) -> dict[str, Any]:
    """A decision as JSON data: what stands in the journal."""
    return {"number": one.number, "at": one.at, **body_of(one)}


def listed_data(listed: "Listed") -> dict[str, Any]:
    """A decision as JSON data, with what has become of it."""
    return {
        **decision_data(listed.review),
        "state": listed.state.value,
        "statement_id": listed.statement_id,
        "reader_says": dict(listed.reader_says),
    }


def unread_data(one: Unread) -> dict[str, Any]:
    """An entry that is not understood, as JSON data in the form of the decisions it stands among."""
    return {"number": one.number, "at": one.at, "state": "not understood", "message": one.message}


def article_data(applied: "Applied", *, document_id: str, title: str) -> dict[str, Any]:
    """The article as `read --format json` gives it, with what people did to each statement."""
    whole: Any = to_json(applied.reading)
    by_reader: Any = {one["id"]: one for one in to_json(applied.reader)["statements"]}  # type: ignore[attr-defined]
    for one in whole["statements"]:
        mark, set_by = applied.marks.get(one["id"]), applied.set_by.get(one["id"], {})
        reader = by_reader.get(one["id"], one)
        one["reviewed"] = mark.value if mark else None
        one["last_decision"] = applied.last_on(one["id"])
        one["set_by"] = dict(set_by)
        one["reader_says"] = {name: reader[name] for name in set_by if reader[name] != one[name]}
    return {
        "document_id": document_id,
        "title": title,
        "statements": whole["statements"],
        "own": whole["own"],
        "profile": whole["profile"],
        "do_not_fit": _unfit(applied),
    }


def article_text(applied: "Applied", *, document_id: str, title: str) -> str:
    """The statements of an article with their fields, what people set, and what the reader says instead."""
    lines = [wrapped(title), document_id, "", profile_line(applied.reading.profile)]
    for statement in applied.reading.statements:
        lines += ["", _head(statement, applied)]
        for name in FIELDS:
            line = _value(name, getattr(statement, name), applied.reading.document.text)
            if line or name == "source":
                lines.append(field_line(name, f"{line or 'none'}{_set_by(statement, name, applied)}"))
    unfit = ", ".join(map(str, _unfit(applied)))
    if unfit:
        lines += ["", wrapped(f"Decisions that do not fit this reading: {unfit} (see `sayso review history`).")]
    return "\n".join(lines)


def decision_text(one: Review, *, text: str) -> str:
    """A decision just made: its number, what it did, the fields it changes, and its reason.

    Args:
        text: of the document, for the words at its places; empty when it is not there.
    """
    return "\n".join([wrapped(f"decision {one.number}: {_what(one)}"), *_details(one, text)])


def listed_text(listed: "Listed", *, text: str, document: str = "") -> str:
    """A decision in a list: when, who, what, what has become of it; then fields, reason, and what the reader says now.

    Args:
        text: as for `decision_text`.
        document: a line that names the document, as of `document_text`; empty in the list of one document.
    """
    one = listed.review
    lines = [_numbered(one.number, f"{_time(one.at)} {one.reviewer}: {_what(one)}, {listed.state.value}")]
    lines += [document] if document else []
    lines += _details(one, text)
    for name, data in listed.reader_says.items():
        lines.append(_under(f"the reader now says {name} {_value(name, value_of(name, data), text) or 'nothing'}"))
    return "\n".join(lines)


def unread_text(one: Unread) -> str:
    """An entry that is not understood, in a list of decisions."""
    return _numbered(one.number, f"{_time(one.at)} {one.message}")


def document_text(title: str, document_id: str) -> str:
    """The document that a decision is about."""
    return _under(f"in {title} ({document_id})")


def field_line(name: str, line: str) -> str:
    """A name and what stands under it."""
    return wrapped(line, first=f"  {name:<{NAME}}", rest=" " * (NAME + 2))


def wrapped(line: str, *, first: str = "", rest: str = "") -> str:
    """A text in lines, with what stands before the first and before the others."""
    return textwrap.fill(one_line(line), WIDTH, initial_indent=first, subsequent_indent=rest)


def _unfit(applied: "Applied") -> list[int]:
    return [number for number, state in applied.states.items() if state is State.DOES_NOT_FIT]


def _head(statement: Statement, applied: "Applied") -> str:
    mark, last = applied.marks.get(statement.statement_id), applied.last_on(statement.statement_id)
    return statement.statement_id + (f"  {mark.value}" if mark else "") + (f"  (last decision: {last})" if last else "")


def _set_by(statement: Statement, name: str, applied: "Applied") -> str:
    number = applied.set_by.get(statement.statement_id, {}).get(name)
    reader = next((one for one in applied.reader.statements if one.statement_id == statement.statement_id), None)
    if number is None or reader is None or getattr(reader, name) == getattr(statement, name):
        return ""
    said = _value(name, getattr(reader, name), applied.reader.document.text) or "nothing"
    return f"  (decision {number}; the reader says {said})"


def _numbered(number: int, line: str) -> str:
    return wrapped(line, first=f"{number:>4}  ", rest=UNDER)


def _what(one: Review) -> str:
    if one.action in GROUPING:
        said = f"\u201c{one.after[one.action.value]}\u201d"
    else:
        said = str(one.undoes or one.subject.statement_id or added_id(one.number))
    return f"{DONE[one.action]} {said}"


def _details(one: Review, text: str) -> list[str]:
    """The fields that a decision changes, and its reason."""
    lines = []
    for name in FIELDS:
        if name in one.after:
            new = _value(name, value_of(name, one.after[name]), text) or "nothing"
            old = f"{_value(name, value_of(name, one.before[name]), text) or 'nothing'} -> " if name in one.before else ""
            if old or new != "nothing":
                lines.append(_under(f"{name}: {old}{new}"))
    if one.why:
        lines.append(_under(f"why: {one.why}"))
    return lines


def _value(name: str, value: Any, text: str) -> str:
    """A field in words; empty for nothing."""
    if name in SPAN_FIELDS:
        return "; ".join(f"\u201c{one_line(text[s:e])}\u201d [{s}-{e}]" if text else f"[{s}-{e}]" for s, e in value)
    if name == "denies":
        return ", ".join(one if isinstance(one, str) else one.statement_id for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else one_line(str(getattr(value, "statement_id", value)))


def _under(line: str) -> str:
    return wrapped(line, first=UNDER, rest=UNDER)


def _time(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
