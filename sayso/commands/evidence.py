"""`sayso verify` and `sayso compare`: is it still what was kept, and what did the page say before."""

import json
import secrets
import sys
from pathlib import Path

import click

from sayso.commands.context import Place, with_form
from sayso.commands.writing import Paper, on_paper
from sayso.errors import EvidenceDamaged, NotFound, StopRun, UsageError
from sayso.meter import Meter
from sayso.show.wording import counted, one_line


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOC...]")
@click.option(
    "--export", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write proof of DOC."
)
@click.option("--timestamp-request", "request", type=click.Path(path_type=Path), metavar="FILE.tsq", help="Write a request.")
@click.option("--timestamp-reply", "reply", type=click.Path(path_type=Path), metavar="FILE.tsr", help="Keep a reply.")
@with_form
@click.pass_obj
def verify(
    place: Place, documents: tuple[str, ...], folder: Path | None, request: Path | None, reply: Path | None, form: str
) -> None:
    """Check every kept byte, and the chain of the journals.

    With --export, write captures as a web archive, with the excerpt of the journal and a page in plain words that says how
    anybody can check it: of DOC, or of everything. A document's id means that version; its outside name or its address all
    captures of it, of every version, whether or not they could be read.

    With --timestamp-request, write an RFC 3161 request for the last entry of the journal; send it to an authority of your
    choice, and keep its answer with --timestamp-reply. Sayso sends nothing.
    """
    if sum(one is not None for one in (folder, request, reply)) > 1:
        raise UsageError("several things are asked for at once.", hint="Give one of the options, and then the next.")
    if documents and folder is None:
        raise UsageError("documents are named, and no folder for the proof.", hint="Give --export FOLDER.")
    if folder is not None:
        _export(place, documents, folder, form)
    elif request is not None:
        _request(place, request, form)
    elif reply is not None:
        _reply(place, reply, form)
    else:
        _verify(place, form)


@click.command()
@click.argument("left", metavar="DOC")
@click.argument("right", metavar="[DOC]", required=False)
@on_paper
@click.pass_obj
def compare(place: Place, left: str, right: str | None, paper: Paper) -> None:
    """Show word by word what differs between two documents, or between the last two versions of one.

    Versions of one article are shown as one text with what was removed and added. Of other documents, what both say stands side
    by side, sentence by sentence, and what only one of them says is counted in between.

    DOC is a document's id or its beginning, its outside name, or its address; with @N after it, its version N.
    """
    from sayso.show import comparison as show
    from sayso.show import comparison_forms as forms
    from sayso.workspace.comparing import aligned, pair

    with place.open() as workspace:
        versions = pair(workspace, left, right)
    first, second = (
        show.side(one.reading.document, name=f"{one.row.document_id}, version {one.row.version}", captures=one.captures)
        for one in versions
    )
    comparison = show.compare(first, second, aligned(*versions))
    paper.show(
        text=lambda width, colour: forms.terminal(comparison, width=width, colour=colour),
        data=lambda: show.dumps(comparison, indent=True) + "\n",
        html=lambda: forms.html(comparison),
    )


def _verify(place: Place, form: str) -> None:
    from sayso.show.standing import size_words
    from sayso.workspace.verifying import verify_workspace

    meter = Meter(sys.stderr)
    try:
        found = verify_workspace(place.folder, listener=meter)
    finally:
        meter.clear()
    archive = found.archive
    if form == "json":
        row = {
            "sound": not found.damages,
            "entries": archive.entries,
            "captures": archive.captures,
            "bytes": archive.bytes,
            "head": {"entry": archive.head[0], "digest": archive.head[1]},
            "decisions": found.decisions,
            "timestamps": found.stamps,
            "damages": [{"item": one.item, "message": one.message, "captures": list(one.loses)} for one in found.damages],
            "unfinished": [{"item": one.item, "message": one.message} for one in found.unfinished],
            "unneeded": list(archive.unneeded),
            "store": list(found.store),
        }
        click.echo(json.dumps(row, indent=2))
    else:
        click.echo(f"{archive.captures:,} captures, {size_words(archive.bytes)}; journal of {archive.entries:,} entries")
        click.echo(f"last digest {archive.head[1]}")
        click.echo(f"{found.decisions:,} decisions, {found.stamps:,} timestamps")
        for one in found.damages:
            costs = f" It costs captures {', '.join(map(str, one.loses))}." if one.loses else ""
            click.echo(one_line(f"DAMAGED {one.item}: {one.message}{costs}"))
        for one in found.unfinished:
            click.echo(
                one_line(f"{one.item} was not written to its end, as when a run is killed; nothing that was kept is in it.")
            )
        for words in found.store:
            click.echo(one_line(f"The store: {words} `sayso rebuild` makes it again."))
        if not found.damages:
            click.echo("Everything is as it was kept.")
    if found.damages:
        raise EvidenceDamaged(
            f"damage was found: {len(found.damages)}.", str(place.folder), "Keep it as it is, and restore a backup beside it."
        )


def _export(place: Place, documents: tuple[str, ...], folder: Path, form: str) -> None:
    from sayso.workspace.verifying import prove

    with place.open() as workspace:
        proved = prove(workspace, documents, folder)
    made = proved.written
    if form == "json":
        row = {
            "folder": str(made.folder),
            "captures": [kept.number for kept in made.captures],
            "digest": made.digest,
            "documents": proved.documents,
            "unread": proved.unread,
            "other_entries": made.others,
            "timestamps": len(made.stamps),
        }
        click.echo(json.dumps(row, indent=2))
        return
    unread = f", {proved.unread:,} of them without an article" if proved.unread else ""
    click.echo(one_line(f"{made.folder}: proof of {counted(len(made.captures), 'capture')}{unread}"))
    click.echo("README.html says what was captured, and how anybody can check it.")
    if made.others:
        click.echo(f"The excerpt of the journal also shows {made.others:,} entries about other things: addresses and times.")
    click.echo(f"Digest of it all, to be handed over by another way: {made.digest}")


def _request(place: Place, file: Path, form: str) -> None:
    from sayso.archive.timestamps import ask

    with place.open() as workspace:
        number, digest = ask(workspace.archive, file, nonce=secrets.randbits(64))
    if form == "json":
        click.echo(json.dumps({"file": str(file), "entry": number, "digest": digest}, indent=2))
    else:
        click.echo(one_line(f"{file}: a request to stamp entry {number:,} of the journal ({digest[:16]})"))
        click.echo("Send it to a timestamp authority, then: sayso verify --timestamp-reply FILE.tsr")


def _reply(place: Place, file: Path, form: str) -> None:
    from sayso.archive.timestamps import receive

    try:
        data = file.read_bytes()
    except FileNotFoundError as exc:
        raise NotFound("there is no such file.", str(file), "Check the path.") from exc
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise StopRun(f"it cannot be read ({reason}).", str(file), "Check the path and the rights to read it.") from exc
    with place.open() as workspace:
        stamp = receive(workspace.archive, data, subject=str(file))
    if form == "json":
        click.echo(json.dumps({"entry": stamp.number, "time": stamp.reply.gen_time}, indent=2))
    else:
        click.echo(one_line(f"kept: entry {stamp.number:,} of the journal was there at {stamp.reply.gen_time}"))
