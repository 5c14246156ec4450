"""`sayso backup`, `restore`, `forget`: the keeper's commands."""

import json
import sys
from pathlib import Path

import click

from sayso.commands.context import Place, with_form
from sayso.commands.deciding import Saying
from sayso.meter import Meter
from sayso.show.wording import counted, one_line


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
        parts = (counted(made.captures, "capture"), counted(made.decisions, "decision"), size_words(made.size))
        click.echo(one_line(f"{made.path}: {', '.join(parts)}"))


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE.tar")
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
@click.argument("documents", nargs=-1, metavar="[DOC...]")
@click.option(
    "--capture", "captures", type=int, multiple=True, metavar="N", help="A capture by its number; may be given again."
)
@click.option("--all-versions", is_flag=True, help="The other versions of these documents too.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, kept in the journal for good.")
@click.option("--reviewer", metavar="NAME", help="Who does it; asked once, and kept in the workspace.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_form
@click.pass_obj
def forget(
    place: Place,
    documents: tuple[str, ...],
    captures: tuple[int, ...],
    all_versions: bool,
    why: str,
    reviewer: str | None,
    yes: bool,
    form: str,
) -> None:
    """Remove documents for good: their bytes and all that was made of them.

    DOC is a document's id or its beginning, its outside name, or its address, which means its last version. What could not be
    read has no DOC: `sayso status --format json` lists the numbers of such captures. The journal keeps that there was a
    capture, its digest, and who forgot it, when and why. This cannot be undone, except from a backup.
    """
    from sayso.workspace.custody import forget as forgetting
    from sayso.workspace.documents import find

    if not documents and not captures:
        raise click.UsageError("Name what to forget: documents, or captures with --capture.")
    with place.open() as workspace:
        view = workspace.store.view()
        rows = {name: view.document(name) for name in (find(workspace, document) for document in documents)}
        others = [other for row in rows.values() for other in view.versions(row.line_id) if other.document_id not in rows]
        if all_versions:
            rows |= {other.document_id: other for other in others}
            others = []
        who = Saying(place, reviewer, why, form).by().reviewer
        if not yes:
            for name, row in rows.items():
                click.echo(f"  {name}  {one_line(row.title or row.url or '')}", err=True)
            for number in captures:
                click.echo(f"  capture {number}  {one_line(view.capture(number).origin)}", err=True)
            click.confirm("Forget these for good?", abort=True, err=True)
        numbers = forgetting(workspace, tuple(rows), captures=captures, who=who, why=why)
    if form == "json":
        click.echo(json.dumps({"documents": list(rows), "captures": list(numbers)}, indent=2))
    else:
        click.echo(f"forgotten: {counted(len(rows), 'document')}, {counted(len(numbers), 'capture')}")
        if others:
            click.echo(f"Other versions at the same address stay: {len(others):,}; --all-versions forgets them too.")
