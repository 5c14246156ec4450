"""Decisions of people, and an article with what they made of it: as lines of at most 80 columns, and as JSON data."""

import textwrap
from typing import TYPE_CHECKING, Any

from sayso.records.reviews import (
    FIELDS,
    GROUPING,
    JOINING,
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
from sayso.show.joining import Articles, become, details, phrase, titled
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
        "instead": listed.instead,
        "lost": listed.lost,
        "came": list(listed.came),
        "went": listed.went,
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
        "boilerplate": whole["document"]["boilerplate"],
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
    text = applied.reading.document.text
    aside = [f"\u201c{one_line(text[start:end])}\u201d [{start}-{end}]" for start, end in applied.reading.document.boilerplate]
    lines += [""] * bool(aside) + [field_line("boilerplate", line) for line in aside]
    unfit = ", ".join(map(str, _unfit(applied)))
    if unfit:
        lines += ["", wrapped(f"Decisions that do not fit this reading: {unfit} (see `sayso review history`).")]
    return "\n".join(lines)


def decision_text(one: Review, *, articles: Articles) -> str:
    """A decision just made: its number, what it did, the fields it changes, and its reason.

    Args:
        articles: the documents that it names, for the words at its places; those that are no longer there may be left out.
    """
    return "\n".join([wrapped(f"decision {one.number}: {_what(one)}"), *_details(one, articles)])


def listed_text(listed: "Listed", *, articles: Articles, with_document: bool = False) -> str:
    """A decision in a list: when, who, what, what has become of it; then fields, reason, and what the reader says now.

    Args:
        articles: as for `decision_text`.
        with_document: whether to name the document, as the list of one document need not.
    """
    one = listed.review
    lines = [_numbered(one.number, f"{_time(one.at)} {one.reviewer}: {_what(one)}, {listed.state.value}")]
    if with_document and one.subject.document_id:
        lines.append(document_text(one.subject.document_id, articles))
    lines += _details(one, articles)
    lines += map(_under, become(listed))
    for name, data in listed.reader_says.items():
        says = _value(name, value_of(name, data), _text(one, articles)) or "nothing"
        lines.append(_under(f"the reader now says {name} {says}"))
    return "\n".join(lines)


def unread_text(one: Unread) -> str:
    """An entry that is not understood, in a list of decisions."""
    return _numbered(one.number, f"{_time(one.at)} {one.message}")


def document_text(document_id: str, articles: Articles) -> str:
    """The document that a decision is about."""
    return _under(f"in {titled(document_id, articles)}")


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
    if _is_phrased(one):
        return phrase(one)
    if one.action in GROUPING:
        said = f"\u201c{one.after[one.action.value]}\u201d"
    else:
        said = str(one.undoes or one.subject.statement_id or added_id(one.number))
    return f"{DONE[one.action]} {said}"


def _is_phrased(one: Review) -> bool:
    return one.action in JOINING or one.action is Action.BOILERPLATE


def _text(one: Review, articles: Articles) -> str:
    document_id = one.subject.document_id
    return articles[document_id].text if document_id in articles else ""


def _details(one: Review, articles: Articles) -> list[str]:
    """The fields that a decision changes, and its reason."""
    lines = list(map(_under, details(one, articles))) if _is_phrased(one) else []
    text = _text(one, articles)
    for name in () if _is_phrased(one) else FIELDS:
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
