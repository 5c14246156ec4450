"""`sayso source`: all that a source said."""

import click

from sayso.commands.context import Place
from sayso.commands.tracing import caught_up
from sayso.commands.writing import Paper, on_paper


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--all", "every", is_flag=True, help="Text: list everything, not only the first ten of each list.")
@on_paper
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@click.pass_obj
def source(place: Place, name: tuple[str, ...], every: bool, paper: Paper, quiet: bool) -> None:
    """Show all that a source said: claim by claim, by date, with who carried it, numbers that differ, and denials.

    Across articles, names count as one where they are equal, capitals aside, or where somebody joined them with `sayso review
    source`. Names that look alike are proposed, with reasons, and never joined by themselves. Of a source without a name, such
    as “an official”, the statements are listed article by article.
    """
    from sayso.show import source_forms as forms
    from sayso.show.source_view import lay_out
    from sayso.workspace.asking import documents_in
    from sayso.workspace.claiming import Claims
    from sayso.workspace.sources import all_said

    with place.open() as workspace:
        found = all_said(workspace, Claims(workspace, caught_up(workspace, quiet=quiet)), " ".join(name))
        sheet = lay_out(found, documents_in(workspace, found.claims))
    paper.show(
        text=lambda width, colour: forms.terminal(sheet, width=width, colour=colour, every=every),
        data=lambda: forms.as_json(sheet),
        html=lambda: forms.html(sheet),
    )
