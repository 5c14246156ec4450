"""`sayso review`: what people decide about statements, shown, made and taken back."""

import click

from sayso.commands.context import Place, with_form
from sayso.commands.deciding import Saying, articles_of, at_desk, deciding, expecting, print_json, tell
from sayso.commands.joining import COMMANDS
from sayso.records.anchors import Span, spans_of
from sayso.records.reviews import Action
from sayso.show.decisions import (
    article_data,
    article_text,
    listed_data,
    listed_text,
    unread_data,
    unread_text,
    wrapped,
)

GONE = "This document is no longer here: it was forgotten, or is read with another text now. The decisions about it stay."


@click.group()
def review() -> None:
    """Correct statements and what joins articles, and see who decided what.

    Nothing is overwritten: a decision is written down with who, when and why, and `review undo` takes it back. Decisions hold
    for later readings of the same text too.
    """


@review.command("show")
@click.argument("document", metavar="DOC")
@with_form
@click.pass_obj
def show(place: Place, document: str, form: str) -> None:
    """Show the statements of an article with their fields, and what people set.

    A DOC is a document's id or the beginning of it, its outside name, or its address.
    """
    with at_desk(place) as desk:
        document_id = desk.documents.find(document)
        applied, title = desk.applied(document_id), desk.documents.title(document_id)
    if form == "json":
        print_json(article_data(applied, document_id=document_id, title=title))
    else:
        click.echo(article_text(applied, document_id=document_id, title=title))


@review.command("set")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@expecting
@deciding
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
    from sayso.workspace.pointing import changes_of, extent

    with at_desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        reading = desk.applied(document_id).reading
        near = next((extent(one) for one in reading.statements if one.statement_id == statement), None)
        changes = changes_of(values, text=reading.document.text, near=near)
        made = desk.decide(Action.CORRECT, document_id, statement_id=statement, changes=changes, expect=expect, by=saying.by())
        tell(made, desk, saying.form)


@review.command("accept")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@expecting
@deciding
def accept(saying: Saying, document: str, statement: str, expect: int | None) -> None:
    """Say that a statement is right as it is; later readings will not change it."""
    _decide(Action.ACCEPT, saying, document, statement, expect)


@review.command("reject")
@click.argument("document", metavar="DOC")
@click.argument("statement")
@expecting
@deciding
def reject(saying: Saying, document: str, statement: str, expect: int | None) -> None:
    """Say that a statement is none; those inside it move up."""
    _decide(Action.REJECT, saying, document, statement, expect)


@review.command("add")
@click.argument("document", metavar="DOC")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE...]")
@click.option("--content", multiple=True, required=True, metavar="WORDS", help="What is said; several for several places.")
@click.option("--cue", multiple=True, metavar="WORDS", help="The words that report it.")
@click.option("--source", multiple=True, metavar="WORDS", help="Who says it; then also source_kind and source_named.")
@deciding
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
    from sayso.workspace.pointing import changes_of

    with at_desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        text = desk.applied(document_id).reading.document.text
        changes = changes_of([f"content={words}" for words in content], text=text, near=None)
        places = spans_of(changes["content"])
        near = Span(places[0].start, places[-1].end) if places else None
        given = [*(f"cue={words}" for words in cue), *(f"source={words}" for words in source), *values]
        changes = {**changes_of(given, text=text, near=near), **changes}
        tell(desk.decide(Action.ADD, document_id, changes=changes, by=saying.by()), desk, saying.form)


@review.command("history")
@click.argument("document", metavar="[DOC]", required=False)
@with_form
@click.pass_obj
def history(place: Place, document: str | None, form: str) -> None:
    """List decisions, first to last: who, when, what, why, and whether they are in force.

    Those of a document are those about it and those that join it with others. They stay when it is forgotten; then name its id.
    """
    with at_desk(place) as desk:
        document_id = desk.find(document) if document else None
        is_gone = document_id is not None and not desk.is_here(document_id)
        listed = desk.history(document_id)
        unread = desk.reviews().unread if document is None else ()
        articles = articles_of((one.review for one in listed), desk)
    if form == "json":
        print_json(sorted([*map(listed_data, listed), *map(unread_data, unread)], key=lambda row: row["number"]))
        return
    lines = {one.number: unread_text(one) for one in unread}
    for one in listed:
        lines[one.review.number] = listed_text(one, articles=articles, with_document=document is None)
    if is_gone:
        click.echo(wrapped(GONE))
    click.echo("\n".join(text for _, text in sorted(lines.items())) or "No decisions yet.")


@review.command("undo")
@click.argument("number", type=click.IntRange(1))
@deciding
def undo(saying: Saying, number: int) -> None:
    """Take a decision back; to bring it back, undo the undo."""
    with at_desk(saying.place) as desk:
        tell(desk.undo(number, by=saying.by()), desk, saying.form)


@review.command("as")
@click.argument("name")
@click.pass_obj
def as_(place: Place, name: str) -> None:
    """Keep a name in the workspace: who decides where --reviewer is not given."""
    from sayso.workspace.reviewers import keep_reviewer

    with place.open():
        keep_reviewer(place.folder, name)


for _command in COMMANDS:
    review.add_command(_command)


def _decide(action: Action, saying: Saying, document: str, statement: str, expect: int | None) -> None:
    with at_desk(saying.place) as desk:
        document_id = desk.documents.find(document)
        tell(desk.decide(action, document_id, statement_id=statement, expect=expect, by=saying.by()), desk, saying.form)
