"""`sayso export`: what was found in a whole collection, as data for other programs."""

from pathlib import Path

import click

from sayso.commands.context import Place
from sayso.commands.tracing import caught_up
from sayso.commands.writing import write


@click.group()
def export() -> None:
    """Write what was found in the whole workspace as data for other programs."""


@export.command()
@click.option("--format", "form", type=click.Choice(("json",)), default="json", show_default=True, help="The form of the data.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to write.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@click.pass_obj
def lineage(place: Place, form: str, output: Path | None, quiet: bool) -> None:
    """Write who has what from whom: shared passages, copies, citations, corrections; and the claims that travelled so.

    Documents that nobody has looked at yet are looked at first. Documents go by their outside name, or else by their id. The
    same articles give the same bytes.
    """
    from sayso.show.claims_form import claim_rows
    from sayso.show.lineage_form import dumps, lineage_rows
    from sayso.workspace.documents import outside_names

    with place.open() as workspace:
        tracer = caught_up(workspace, quiet=quiet)
        found, made = tracer.with_claims()
        names = outside_names(workspace)
    write(dumps({**lineage_rows(found.passages, found.edges, names), **claim_rows(made, names)}), output)
