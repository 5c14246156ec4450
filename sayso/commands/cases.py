"""`sayso case`: documents grouped into cases, tagged, and with notes on them."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from sayso.commands.context import Place, with_form
from sayso.commands.deciding import Saying, at_desk, deciding, print_json, tell
from sayso.records.reviews import Action
from sayso.show.decisions import field_line, wrapped
from sayso.show.wording import one_line


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
    @deciding
    def command(saying: Saying, name: str, documents: tuple[str, ...]) -> None:
        does(action, saying, name, documents)


@case.command("note")
@click.argument("document", metavar="DOC")
@click.argument("text")
@deciding
def case_note(saying: Saying, document: str, text: str) -> None:
    """Write a note on a document; `sayso review undo` takes it away."""
    _put(Action.NOTE, saying, text, (document,))


@case.command("list")
@with_form
@click.pass_obj
def case_list(place: Place, form: str) -> None:
    """List all cases and tags with the number of their documents."""
    from sayso.workspace.grouping import groups

    with at_desk(place) as desk:
        found = groups(desk.reviews().known)
    counts: dict[tuple[str, str], int] = {}
    for group in found:
        if group.kind is not Action.NOTE:
            counts[group.kind.value, group.name] = counts.get((group.kind.value, group.name), 0) + 1
    if form == "json":
        print_json([{"kind": kind, "name": name, "documents": n} for (kind, name), n in counts.items()])
        return
    lines = [wrapped(name, first=f"{kind:<5} {n:>5}  ", rest=" " * 13) for (kind, name), n in counts.items()]
    click.echo("\n".join(lines) or "No cases and no tags yet.")


@case.command("show")
@click.argument("name", metavar="CASE")
@with_form
@click.pass_obj
def case_show(place: Place, name: str, form: str) -> None:
    """Show the documents of a case with their tags and notes."""
    from sayso.workspace.grouping import groups

    with at_desk(place) as desk:
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
        print_json({"case": members[0].name, "documents": rows})
        return
    click.echo(one_line(members[0].name))
    for row in rows:
        click.echo("\n" + wrapped(row["title"], first=f"{row['document_id']}  ", rest="  "))
        if row["tags"]:
            click.echo(field_line("tags", ", ".join(row["tags"])))
        for note in row["notes"]:
            click.echo(field_line("note", note))


def _put(action: Action, saying: Saying, text: str, documents: Sequence[str]) -> None:
    with at_desk(saying.place) as desk:
        found = [desk.documents.find(document) for document in documents]
        made = desk.put(action, text, found, by=saying.by())
        tell(made, desk, saying.form)
        if saying.form == "text" and not made:
            click.echo("Nothing to do: it stands there already.")


def _take_out(action: Action, saying: Saying, name: str, documents: Sequence[str]) -> None:
    with at_desk(saying.place) as desk:
        found = [desk.documents.find(document) for document in documents]
        tell(desk.take_out(action, name, found, by=saying.by()), desk, saying.form)


_grouping("add", Action.CASE, _put, "Put documents into a case.")
_grouping("remove", Action.CASE, _take_out, "Take documents out of a case, by undoing what put them there.")
_grouping("tag", Action.TAG, _put, "Put a tag on documents.")
_grouping("untag", Action.TAG, _take_out, "Take a tag off documents, by undoing what put it there.")
