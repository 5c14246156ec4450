"""`sayso search`: find articles and statements in the workspace."""

import os
import shutil
import sys
from typing import Any

import click

from sayso.commands import outcome
from sayso.commands.context import Place
from sayso.errors import QueryInvalid

MOST = 1_000  # results on one page

# A minus excludes a word, so what looks like an unknown option is part of the query, and no option has one letter.
CONTEXT = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@click.command(context_settings=CONTEXT)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--statements", is_flag=True, help="Find statements, not articles.")
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, metavar="N", help="How many to show.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="How many to pass over first.")
@click.option("--all-versions", is_flag=True, help="Also older versions of articles, as versions:all.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "jsonl")), default="text", show_default=True, help="Words, or data."
)
@click.option("--color/--no-color", "colour", default=None, help="Text: colours, or none.  [default: in a terminal]")
@click.pass_obj
def search(
    place: Place,
    words: tuple[str, ...],
    statements: bool,
    limit: int,
    offset: int,
    all_versions: bool,
    form: str,
    colour: bool | None,
) -> None:
    """Find articles, or statements, by words and filters.

    \b
    harbour storm                 both words
    '"harbour master"'            one after the other (keep the shell from eating the quotation marks)
    harb*                         words that begin so
    harbour OR port -ferry        either of two, without a third
    source:lee force:denies       statements on the word of a source; articles that have such a statement
    outlet:reuters after:2024-05  by outlet and date

    More filters: kind, named, quote, certainty, polarity, has, title, url, lang, on, before, case, tag, versions. All of it is
    in the guide "Searching".
    """
    from dataclasses import replace

    from sayso.show import results as show
    from sayso.store.query import parse

    text = " ".join(words)
    stdout: Any = sys.stdout
    terminal = stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else 80
    try:
        query = parse(text)
        query = replace(query, every_version=query.every_version or all_versions)
        with place.open() as workspace:
            view = workspace.store.view()
            found = view.search(query, of="statements" if statements else "articles", limit=limit, offset=offset)
    except QueryInvalid as error:
        click.echo(show.pointed(text, error, width=width), err=True, nl=False)
        raise SystemExit(outcome.code_of([error])) from error
    if form == "json":
        click.echo(show.dumps(show.to_json(found), indent=True))
    elif form == "jsonl":
        for hit in found.hits:
            click.echo(show.dumps(show.hit_to_json(hit)))
    else:
        colour = terminal and "NO_COLOR" not in os.environ if colour is None else colour
        click.echo(show.render(found, width=width, colour=colour), nl=False, color=colour)
