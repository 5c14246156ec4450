"""`sayso review` and `sayso case`: what people decide about statements and documents, shown, made and taken back."""

import functools
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.commands.context import Place
from sayso.errors import NotFound, SettingInvalid, UsageError
from sayso.records.anchors import Span, spans_of
from sayso.records.reviews import FIELDS, GROUPING, SPAN_FIELDS, Action, Review, State, added_id, body_of, pairs, value_of
from sayso.show.wording import one_line, profile_line

if TYPE_CHECKING:
    from sayso.records.statements import Statement
    from sayso.workspace.corrections import Applied
    from sayso.workspace.reviewing import By, Desk, Listed

F = TypeVar("F", bound=Callable[..., Any])
WIDTH = 80
NAME = 18  # columns of a field's name
UNDER = " " * 6
AROUND = 25  # characters shown around a place
MOST = 5  # places listed
PLACES = re.compile(r"\d+-\d+(?:,\d+-\d+)*")
# Signs that are one when words are looked for: nobody should have to type what a printer set.
ALIKE = ("'’‘ʼ", '"“”„«»', "-‐‑–—")
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


@contextmanager
def _desk(place: Place) -> Iterator["Desk"]:
    from sayso.workspace.reviewing import desk_of

    with place.open() as workspace:
        yield desk_of(workspace)


@dataclass(frozen=True, slots=True)
class Saying:
    """Who decides and why, and how the decision is to be shown."""

    place: Place
    reviewer: str | None
    why: str
    form: str

    def by(self) -> "By":
        """Who and why: the name as given, else as kept in the workspace, else as answered now."""
        from sayso.workspace.reviewing import By, keep_reviewer, kept_reviewer

        name = self.reviewer or kept_reviewer(self.place.folder)
        if name is None:
            if not _can_ask():
                raise UsageError("it is not known who decides.", hint="Give --reviewer NAME.")
            name = click.prompt("Your name (kept with every decision)", err=True)
            keep_reviewer(self.place.folder, name)
        return By(name, self.why)


def _can_ask() -> bool:
    return sys.stdin.isatty()


def _format(function: F) -> F:
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(function)


def _deciding(function: Callable[..., None]) -> Callable[..., None]:
    """The options of all commands that decide something, packed into one argument."""

    def packed(place: Place, /, why: str, reviewer: str | None, form: str, **arguments: object) -> None:
        function(Saying(place, reviewer, why, form), **arguments)

    functools.update_wrapper(packed, function)
    command = _format(click.pass_obj(packed))
    command = click.option("--reviewer", metavar="NAME", help="Who decides.  [default: the name given when first asked]")(
        command
    )
    return click.option("--why", metavar="TEXT", default="", help="The reason; it is kept with the decision.")(command)


def _expecting(function: F) -> F:
    text = "Decide only if N is the last decision on the statement (0: none) as `review show` gave it."
    return click.option("--expect", type=click.IntRange(0), metavar="N", help=text)(function)


@click.group()
def review() -> None:
    """Correct statements, and see who decided what.

    Nothing is overwritten: a decision is written down with who, when and why, and `review undo` takes it back. Decisions hold
    for later readings of the same text too.
    """


@review.command("show")
@click.argument("document", metavar="DOC")
@_format
@click.pass_obj
def show(place: Place, document: str, form: str) -> None:
    """Show the statements of an article with their fields, and what people set.

    A DOC is a document's id or the beginning of it, its outside name, or its address.
    """
    with _desk(place) as desk:
        document_id = desk.documents.find(document)
        applied, title = desk.applied(document_id), desk.documents.title(document_id)
    if form == "json":
        _print(_shown_data(applied, document_id, title))
        return
    click.echo(f"{_wrapped(title)}\n{document_id}\n\n{profile_line(applied.reading.profile)}")
    for statement in applied.reading.statements:
        click.echo(f"\n{_head(statement, applied)}")
        for name in FIELDS:
            line = _value(name, getattr(statement, name), applied.reading.document.text)
            if line or name == "source":
                click.echo(_field(name, f"{line or 'none'}{_set_by(statement, name, applied)}"))
    unfit = [str(number) for number, state in applied.states.items() if state is State.DOES_NOT_FIT]
    if unfit:
        click.echo("\n" + _wrapped(f"Decisions that do not fit this reading: {', '.join(unfit)} (see `sayso review history`)."))


@review.command("set")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_expecting
@_deciding
def set_(saying: Saying, document: str, statement: str, values: tuple[str, ...], expect: int | None) -> None:
    """Change fields of a statement.

    \b
    content, cue, source, relays, target   words of the text, or START-END[,START-END]
    source_kind, quote, force, certainty, polarity   a label
    source_named   yes or no
    source_resolved   the name or fullest description the text gives
    parent, denies   statements, such as s3 or s3,s5

    An empty VALUE takes a field away. A field may be given several times where it has several places. Words that stand in
    several places mean the one nearest to the statement.
    """
    with _desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        reading = desk.applied(document_id).reading
        near = next((_extent(one) for one in reading.statements if one.statement_id == statement), None)
        changes = _changes(values, text=reading.document.text, near=near)
        made = desk.decide(Action.CORRECT, document_id, statement_id=statement, changes=changes, expect=expect, by=saying.by())
        _tell(made, desk, saying.form)


@review.command("accept")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@_expecting
@_deciding
def accept(saying: Saying, document: str, statement: str, expect: int | None) -> None:
    """Say that a statement is right as it is; later readings will not change it."""
    _decide(Action.ACCEPT, saying, document, statement, expect)


@review.command("reject")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@_expecting
@_deciding
def reject(saying: Saying, document: str, statement: str, expect: int | None) -> None:
    """Say that a statement is none; those inside it move up."""
    _decide(Action.REJECT, saying, document, statement, expect)


@review.command("add")
@click.argument("document", metavar="DOC")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE...]")
@click.option("--content", multiple=True, required=True, metavar="WORDS", help="What is said; several for several places.")
@click.option("--cue", multiple=True, metavar="WORDS", help="The words that report it.")
@click.option("--source", multiple=True, metavar="WORDS", help="Who says it; then also source_kind and source_named.")
@_deciding
def add(
    saying: Saying,
    document: str,
    values: tuple[str, ...],
    content: tuple[str, ...],
    cue: tuple[str, ...],
    source: tuple[str, ...],
) -> None:
    """Add a statement that was missed.

    FIELD=VALUE as in `review set`. Without a source, nobody is given. What is not said is force=states, certainty=certain,
    polarity=positive; quote form, target and denials follow from the text.
    """
    with _desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        text = desk.applied(document_id).reading.document.text
        changes = _changes([f"content={words}" for words in content], text=text, near=None)
        places = spans_of(changes["content"])
        near = Span(places[0].start, places[-1].end) if places else None
        given = [*(f"cue={words}" for words in cue), *(f"source={words}" for words in source), *values]
        changes = {**_changes(given, text=text, near=near), **changes}
        _tell(desk.decide(Action.ADD, document_id, changes=changes, by=saying.by()), desk, saying.form)


@review.command("history")
@click.argument("document", metavar="[DOC]", required=False)
@_format
@click.pass_obj
def history(place: Place, document: str | None, form: str) -> None:
    """List decisions, first to last: who, when, what, why, and whether they are in force."""
    with _desk(place) as desk:
        listed = desk.history(desk.documents.find(document) if document else None)
        unread = desk.reviews().unread if document is None else ()
        documents = {one.review.subject.document_id for one in listed}
        texts = {key: _text(desk, key) for key in documents}
        titles = {key: _document(desk, key) for key in documents} if document is None else {}
    if form == "json":
        rows = [_listed_data(one) for one in listed]
        rows += [{"number": one.number, "at": one.at, "state": "not understood", "message": one.message} for one in unread]
        _print(sorted(rows, key=lambda row: row["number"]))
        return
    lines = {one.review.number: _listed_text(one, texts, titles) for one in listed}
    lines |= {one.number: _numbered(one.number, f"{_time(one.at)} {one.message}") for one in unread}
    click.echo("\n".join(text for _, text in sorted(lines.items())) or "No decisions yet.")


@review.command("undo")
@click.argument("number", type=click.IntRange(1))
@_deciding
def undo(saying: Saying, number: int) -> None:
    """Take a decision back; to bring it back, undo the undo."""
    with _desk(saying.place) as desk:
        _tell(desk.undo(number, by=saying.by()), desk, saying.form)


@click.group()
def case() -> None:
    """Group documents into cases, tag them, and write notes on them.

    Every step is a decision with who, when and why; `sayso review undo` takes it back. Names are compared without regard to
    capitals.
    """


def _grouping(verb: str, action: Action, does: Callable[[Action, Saying, str, Sequence[str]], None], text: str) -> None:
    @case.command(verb, help=text)
    @click.argument("name", metavar=action.value.upper())
    @click.argument("documents", nargs=-1, required=True, metavar="DOC...")
    @_deciding
    def command(saying: Saying, name: str, documents: tuple[str, ...]) -> None:
        does(action, saying, name, documents)


@case.command("note")
@click.argument("document", metavar="DOC")
@click.argument("text")
@_deciding
def case_note(saying: Saying, document: str, text: str) -> None:
    """Write a note on a document; `sayso review undo` takes it away."""
    _put(Action.NOTE, saying, text, (document,))


@case.command("list")
@_format
@click.pass_obj
def case_list(place: Place, form: str) -> None:
    """List all cases and tags with the number of their documents."""
    from sayso.workspace.reviewing import groups

    with _desk(place) as desk:
        found = groups(desk.reviews().known)
    counts: dict[tuple[str, str], int] = {}
    for group in found:
        if group.kind is not Action.NOTE:
            counts[group.kind.value, group.name] = counts.get((group.kind.value, group.name), 0) + 1
    if form == "json":
        _print([{"kind": kind, "name": name, "documents": n} for (kind, name), n in counts.items()])
        return
    lines = [_wrapped(name, first=f"{kind:<5} {n:>5}  ", rest=" " * 13) for (kind, name), n in counts.items()]
    click.echo("\n".join(lines) or "No cases and no tags yet.")


@case.command("show")
@click.argument("name", metavar="CASE")
@_format
@click.pass_obj
def case_show(place: Place, name: str, form: str) -> None:
    """Show the documents of a case with their tags and notes."""
    from sayso.workspace.reviewing import groups

    with _desk(place) as desk:
        members = desk.members(Action.CASE, name)
        found = groups(desk.reviews().known)
        rows: list[dict[str, Any]] = [
            {
                "document_id": member.document_id,
                "title": desk.title(member.document_id),
                "decision": member.review,
                "tags": [one.name for one in found if (one.kind, one.document_id) == (Action.TAG, member.document_id)],
                "notes": [one.name for one in found if (one.kind, one.document_id) == (Action.NOTE, member.document_id)],
            }
            for member in members
        ]
    if form == "json":
        _print({"case": members[0].name, "documents": rows})
        return
    click.echo(one_line(members[0].name))
    for row in rows:
        click.echo("\n" + _wrapped(row["title"], first=f"{row['document_id']}  ", rest="  "))
        if row["tags"]:
            click.echo(_field("tags", ", ".join(row["tags"])))
        for note in row["notes"]:
            click.echo(_field("note", note))


def _decide(action: Action, saying: Saying, document: str, statement: str, expect: int | None) -> None:
    with _desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        _tell(desk.decide(action, document_id, statement_id=statement, expect=expect, by=saying.by()), desk, saying.form)


def _put(action: Action, saying: Saying, text: str, documents: Sequence[str]) -> None:
    with _desk(saying.place) as desk:
        found = [desk.documents.find(document) for document in documents]
        made = desk.put(action, text, found, by=saying.by())
        _tell(made, desk, saying.form)
        if saying.form == "text" and not made:
            click.echo("Nothing to do: it stands there already.")


def _take_out(action: Action, saying: Saying, name: str, documents: Sequence[str]) -> None:
    with _desk(saying.place) as desk:
        found = [desk.documents.find(document) for document in documents]
        _tell(desk.take_out(action, name, found, by=saying.by()), desk, saying.form)


_grouping("add", Action.CASE, _put, "Put documents into a case.")
_grouping("remove", Action.CASE, _take_out, "Take documents out of a case, by undoing what put them there.")
_grouping("tag", Action.TAG, _put, "Put a tag on documents.")
_grouping("untag", Action.TAG, _take_out, "Take a tag off documents, by undoing what put it there.")


# What people write: places and values


def _changes(values: Iterable[str], *, text: str, near: Span | None) -> dict[str, Any]:
    """Fields as JSON data, from FIELD=VALUE arguments.

    Raises:
        UsageError: an argument is none, or a field is given twice.
        SettingInvalid: there is no such field, or words stand nowhere or in several places.
    """
    given: dict[str, list[str]] = {}
    for value in values:
        name, equals, written = value.partition("=")
        if not equals:
            raise UsageError("it is not of the form FIELD=VALUE.", value, f"Fields: {', '.join(FIELDS)}.")
        given.setdefault(name.strip(), []).append(written.strip())
    changes: dict[str, Any] = {}
    for name, written_ones in given.items():
        if name in SPAN_FIELDS:
            spans = [span for written in written_ones if written for span in _places(name, written, text=text, near=near)]
            changes[name] = pairs(tuple(spans if name == "relays" else sorted(spans)))
        elif len(written_ones) > 1:
            raise UsageError("it is given more than once.", name, "Only places can be: content, cue, source, relays, target.")
        else:
            changes[name] = _data(name, written_ones[0])
    return changes


def _data(name: str, written: str) -> object:
    if name == "denies":
        return [part.strip() for part in written.split(",") if part.strip()]
    if name == "source_named":
        said = {"yes": True, "true": True, "no": False, "false": False}.get(written.casefold())
        if said is None:
            raise SettingInvalid(f"{written!r} is not possible.", name, "Give yes or no.")
        return said
    return (written or None) if name in ("parent", "source_resolved") else written


def _places(name: str, written: str, *, text: str, near: Span | None) -> list[Span]:
    if PLACES.fullmatch(written):
        return [Span(*map(int, place.split("-"))) for place in written.split(",")]
    words = written[1:-1] if len(written) > 2 and written[0] == written[-1] == '"' else written
    return [pointed(name, words, text=text, near=near)]


def pointed(name: str, words: str, *, text: str, near: Span | None = None) -> Span:
    """The one place of these words in the text, or the one nearest to `near`.

    Args:
        name: the field that they are for; messages name it.
        words: as written; white space and forms of quotation marks, apostrophes and dashes need not be the same.

    Raises:
        SettingInvalid: they stand nowhere, or in several places that are equally near; the hint lists them.
    """
    loose = r"\s+".join("".join(map(_alike, word)) for word in words.split())
    edges = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    found = [Span(*match.span()) for match in re.finditer(loose.join(edges), text)] if loose else []
    if not found:
        raise SettingInvalid(f"the words {words!r} do not stand in the article.", name, "Give them as written, or START-END.")
    least = min(_distance(span, near) for span in found)
    nearest = [span for span in found if _distance(span, near) == least]
    if len(nearest) > 1:
        listed = "; ".join(f"{s}-{e} ({one_line(text[max(0, s - AROUND) : e + AROUND])})" for s, e in nearest[:MOST])
        more = "; ..." if len(nearest) > MOST else ""
        raise SettingInvalid(f"the words {words!r} stand in {len(nearest)} places.", name, f"Give one of them: {listed}{more}.")
    return nearest[0]


def _alike(sign: str) -> str:
    return next((f"[{re.escape(signs)}]" for signs in ALIKE if sign in signs), re.escape(sign))


def _distance(span: Span, near: Span | None) -> int:
    return max(0, near.start - span.end, span.start - near.end) if near else 0


def _extent(statement: "Statement") -> Span:
    spans = (*statement.content, *statement.cue, *statement.source)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


# What people see


def _tell(made: Review | Sequence[Review], desk: "Desk", form: str) -> None:
    """Show decisions just made."""
    if form == "json":
        _print(_review_data(made) if isinstance(made, Review) else [_review_data(one) for one in made])
        return
    for one in [made] if isinstance(made, Review) else made:
        document_id = one.subject.document_id
        lines = [_wrapped(f"decision {one.number}: {_what(one)}"), *_details(one, _text(desk, document_id))]
        if not isinstance(made, Review):
            lines.append(_document(desk, document_id))
        click.echo("\n".join(lines))


def _print(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))


def _review_data(one: Review) -> dict[str, Any]:
    return {"number": one.number, "at": one.at, **body_of(one)}


def _listed_data(listed: "Listed") -> dict[str, Any]:
    return {
        **_review_data(listed.review),
        "state": listed.state.value,
        "statement_id": listed.statement_id,
        "reader_says": dict(listed.reader_says),
    }


def _shown_data(applied: "Applied", document_id: str, title: str) -> dict[str, Any]:
    """The article as `read --format json` gives it, with what people did to each statement."""
    from sayso.show.jsonform import to_json

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
        "do_not_fit": [number for number, state in applied.states.items() if state is State.DOES_NOT_FIT],
    }


def _head(statement: "Statement", applied: "Applied") -> str:
    mark, last = applied.marks.get(statement.statement_id), applied.last_on(statement.statement_id)
    return statement.statement_id + (f"  {mark.value}" if mark else "") + (f"  (last decision: {last})" if last else "")


def _set_by(statement: "Statement", name: str, applied: "Applied") -> str:
    number = applied.set_by.get(statement.statement_id, {}).get(name)
    reader = next((one for one in applied.reader.statements if one.statement_id == statement.statement_id), None)
    if number is None or reader is None or getattr(reader, name) == getattr(statement, name):
        return ""
    said = _value(name, getattr(reader, name), applied.reader.document.text) or "nothing"
    return f"  (decision {number}; the reader says {said})"


def _listed_text(listed: "Listed", texts: Mapping[str, str], titles: Mapping[str, str]) -> str:
    one = listed.review
    document_id = one.subject.document_id
    text = texts[document_id]
    lines = [_numbered(one.number, f"{_time(one.at)} {one.reviewer}: {_what(one)}, {listed.state.value}")]
    lines += [titles[document_id]] if document_id in titles else []
    lines += _details(one, text)
    for name, data in listed.reader_says.items():
        lines.append(_under(f"the reader now says {name} {_value(name, value_of(name, data), text) or 'nothing'}"))
    return "\n".join(lines)


def _numbered(number: int, line: str) -> str:
    return _wrapped(line, first=f"{number:>4}  ", rest=UNDER)


def _document(desk: "Desk", document_id: str) -> str:
    return _under(f"in {desk.title(document_id)} ({document_id})")


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


def _text(desk: "Desk", document_id: str) -> str:
    """The text of a document, or nothing when it is no longer there."""
    try:
        return desk.documents.reading(document_id).document.text
    except NotFound:
        return ""


def _field(name: str, line: str) -> str:
    return _wrapped(line, first=f"  {name:<{NAME}}", rest=" " * (NAME + 2))


def _under(line: str) -> str:
    return _wrapped(line, first=UNDER, rest=UNDER)


def _wrapped(line: str, *, first: str = "", rest: str = "") -> str:
    return textwrap.fill(one_line(line), WIDTH, initial_indent=first, subsequent_indent=rest)


def _time(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
