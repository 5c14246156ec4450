"""`sayso lineage` and `sayso trace`: from whom a document has what, and on whose word a claim stands."""

import sys
from typing import TYPE_CHECKING

import click

from sayso.commands.context import Place
from sayso.commands.writing import Paper, on_paper
from sayso.meter import Meter
from sayso.progress import silent

if TYPE_CHECKING:
    from sayso.workspace.opening import Workspace
    from sayso.workspace.tracing import Tracer


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--all", "every", is_flag=True, help="Text: list everything, not only the first ten of each list.")
@on_paper
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@click.pass_obj
def lineage(place: Place, document: str, every: bool, paper: Paper, quiet: bool) -> None:
    """Show from whom a document has what, who has it from it, and why that is thought.

    DOC is a document's id or its beginning, its outside name, or its address; with @N after it, its version N. Documents that
    nobody has looked at yet are looked at first. "First" always means first in this collection; where nothing says who was
    first, that is said.
    """
    from sayso.show import lineage_forms as forms
    from sayso.show import lineage_view as view
    from sayso.workspace.comparing import named

    with place.open() as workspace:
        document_id = named(workspace, document).document_id
        found = caught_up(workspace, quiet=quiet).around(document_id)
        near = [document_id, *view.neighbours(document_id, found)]
        store = workspace.store.view()
        known = {*near, *(doc for edge in found.edges for doc in (edge.doc, edge.from_doc))}
        documents = {one: store.document(one) for one in sorted(known)}
        texts = {one: store.reading(one).document.text for one in near}
    sheet = view.lay_out(document_id, found, documents, texts)
    paper.show(
        text=lambda width, colour: forms.terminal(sheet, width=width, colour=colour, every=every),
        data=lambda: view.dumps(sheet) + "\n",
        html=lambda: forms.html(sheet),
    )


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="TEXT|CLAIM|DOC")
@click.option("--text", "asked", flag_value="text", help="It is a text, whatever else it may be.")
@click.option("--claim", "asked", flag_value="claim", help="It is the id of a claim or of a statement.")
@click.option("--document", "asked", flag_value="document", help="It is a document.")
@click.option("--all", "every", is_flag=True, help="Text: list everything, with the reasons for each step.")
@on_paper
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@click.pass_obj
def trace(place: Place, what: tuple[str, ...], asked: str | None, every: bool, paper: Paper, quiet: bool) -> None:
    """Show on how many independent origins a claim stands, who carries it, and what changed on the way.

    \b
    sayso trace the bridge will close on Friday    what says the same as a text
    sayso trace report-7:s3                        the claim of a statement
    sayso trace report-7                           the claims of a document

    A document is named as for `sayso lineage`, a statement by its document and its id there. What is neither is a text: the
    claim that says it is shown, with others that are near; where none says it, that is said, and the nearest are listed.
    "First" always means first in this collection.
    """
    from sayso.show import claim_answers as answers
    from sayso.workspace.asking import Asked, ask, documents_in
    from sayso.workspace.claiming import Claims

    text = " ".join(what)
    with place.open() as workspace:
        claims = Claims(workspace, caught_up(workspace, quiet=quiet))
        answer = ask(workspace, claims, text, asked=Asked(asked) if asked else None)
        shown = answers.lay_out(text, answer, documents_in(workspace, answer.claims))
    paper.show(
        text=lambda width, colour: answers.terminal(shown, width=width, colour=colour, every=every),
        data=lambda: answers.dumps(shown),
        html=lambda: answers.html(shown),
    )


def caught_up(workspace: "Workspace", *, quiet: bool) -> "Tracer":
    """A tracer that has looked at all documents, with progress on standard error."""
    from sayso.workspace.tracing import Tracer

    meter = Meter(sys.stderr)
    tracer = Tracer(workspace)
    try:
        tracer.catch_up(listener=silent if quiet else meter)
    finally:
        meter.clear()
    return tracer
