"""`sayso backup`, `restore`, `forget`: the keeper's commands."""

import json
import sys
from pathlib import Path

import click

from sayso.commands.context import Place
from sayso.commands.deciding import Saying
from sayso.commands.keeping import with_form
from sayso.meter import Meter
from sayso.show.wording import one_line


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.tar")
@with_form
@click.pass_obj
def backup(place: Place, target: Path, form: str) -> None:
    """Write a copy of the workspace to one file; the workspace can be used meanwhile.

    Copies hold what was there when they were made: what you forget later stays in them.
    """
    from sayso.show.standing import size_words
    from sayso.workspace.custody import backup as backing_up

    meter = Meter(sys.stderr)
    try:
        with place.open() as workspace:
            made = backing_up(workspace, target, listener=meter)
    finally:
        meter.clear()
    if form == "json":
        row = {"file": str(made.path), "captures": made.captures, "decisions": made.decisions, "bytes": made.size}
        click.echo(json.dumps(row, indent=2))
    else:
        click.echo(one_line(f"{made.path}: {made.captures:,} captures, {made.decisions:,} decisions, {size_words(made.size)}"))


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE.tar")
@click.pass_obj
def restore(place: Place, source: Path) -> None:
    """Make a workspace of a backup: `sayso --workspace NEW-FOLDER restore FILE.tar`.

    The folder must be new or empty. A file that was cut or changed restores nothing.
    """
    from sayso.workspace.custody import restore as restoring

    meter = Meter(sys.stderr)
    try:
        restoring(source, place.folder, listener=meter)
    finally:
        meter.clear()
    click.echo(one_line(f"restored to {place.folder}"))


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option("--why", required=True, metavar="TEXT", help="The reason, kept in the journal for good.")
@click.option("--reviewer", metavar="NAME", help="Who does it; asked once, and kept in the workspace.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_form
@click.pass_obj
def forget(place: Place, documents: tuple[str, ...], why: str, reviewer: str | None, yes: bool, form: str) -> None:
    """Remove documents for good: their bytes and all that was made of them.

    DOC is a document's id or its beginning, its outside name, or its address. The journal keeps that there was a capture, its
    digest, and who forgot it, when and why. This cannot be undone, except from a backup.
    """
    from sayso.workspace.custody import forget as forgetting

    with place.open() as workspace:
        view = workspace.store.view()
        names = [view.resolve(name) for name in documents]
        who = Saying(place, reviewer, why, form).by().reviewer
        if not yes:
            for name in names:
                click.echo(one_line(f"  {name}  {view.document(name).title or view.document(name).url or ''}"), err=True)
            click.confirm("Forget these for good?", abort=True, err=True)
        numbers = forgetting(workspace, names, who=who, why=why)
    if form == "json":
        click.echo(json.dumps({"documents": names, "captures": list(numbers)}, indent=2))
    else:
        click.echo(f"forgotten: {len(names)} documents, {len(numbers)} captures")
