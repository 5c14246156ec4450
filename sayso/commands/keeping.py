"""`sayso add`, `rebuild`, `status`: what is in a workspace."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso import settings as settings_module
from sayso.commands import outcome
from sayso.commands.context import F, Place, with_form
from sayso.commands.tracing import caught_up
from sayso.errors import SaysoError
from sayso.meter import Meter
from sayso.progress import Listener, silent
from sayso.records.documents import Capture
from sayso.settings import Settings
from sayso.show.wording import counted, one_line

if TYPE_CHECKING:
    from sayso.workspace.adding import Added

FEEDS = "feeds.json"
# What became of an item, as it is written before its title.
STATE_WORDS = {
    "added": "added",
    "version": "new version",
    "again": "again",
    "kept before": "kept before",
    "failed": "kept, not read",
    "not obtained": "not obtained",
}
STATE_WIDTH = max(map(len, STATE_WORDS.values()))


def working(function: F) -> F:
    """The options of commands that take long: workers, progress, settings."""
    function = click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML.")(function)
    function = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")(function)
    return click.option("--workers", type=int, metavar="N", help="Processes that read side by side.  [default: 1]")(function)


def settings_of(workers: int | None, config: Path | None) -> Settings:
    """Settings from the options, the environment and a file."""
    return settings_module.load({"workers": workers}, environment=os.environ, file=config)


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH|URL|FEED|- ...")
@click.option("--list", "lists", multiple=True, metavar="FILE", help="A file with one address a line; may be given again.")
@with_form
@working
@click.pass_obj
def add(
    place: Place,
    paths: tuple[str, ...],
    lists: tuple[str, ...],
    form: str,
    workers: int | None,
    quiet: bool,
    config: Path | None,
) -> None:
    """Keep articles in the workspace, and read them.

    A PATH is an article in any form that `sayso read` takes, a folder, JSON Lines, a web archive (WARC, WACZ) with its pages,
    or OPML; a URL is a page or a feed, whose articles are fetched. Each article is kept exactly as it came before it is read.
    The same article again changes nothing; a page that has changed becomes a new version. A line says what became of each
    (with --format json, a JSON object a line). At the end, the new articles are compared with those that were there, so that
    `sayso lineage` and `sayso export lineage` answer at once.
    """
    from sayso.read.files import number_of
    from sayso.read.lists import expand
    from sayso.workspace.adding import add as adding

    if not paths and not lists:
        raise click.UsageError("Name what to add: files, folders, addresses, or '-' for standard input.")
    settings = settings_of(workers, config)
    meter = Meter(sys.stderr)
    listener: Listener = silent if quiet else meter
    failed: list[SaysoError] = []
    states: Counter[str] = Counter()
    with place.open(create=True) as workspace:
        items = expand(paths, lists=lists, stdin=sys.stdin.buffer, settings=settings, tell=partial(outcome.tell, meter))
        total = None if lists else number_of(paths, following=True)
        run = adding(workspace, items, settings=settings, listener=listener, total=total)
        try:
            with closing(run) as results:
                for added in results:
                    states[added.state] += 1
                    if added.error is not None:
                        failed.append(added.error)
                    meter.clear()
                    click.echo(json.dumps(_as_json(added)) if form == "json" else _as_line(added))
            caught_up(workspace, quiet=quiet)
        except KeyboardInterrupt:
            meter.clear()
            outcome.say(f"interrupted; articles done: {states.total()}. What was kept and not read is read the next time.")
            raise SystemExit(outcome.INTERRUPTED) from None
        finally:
            meter.clear()
    if form == "text" and states.total() > 1:
        click.echo(", ".join(f"{states[state]:,} {words}" for state, words in STATE_WORDS.items() if states[state]))
    if failed:
        # In a terminal, the reasons were just read in the lines above.
        if not (form == "text" and sys.stdout.isatty() and sys.stderr.isatty()):
            outcome.report(failed, states.total())
        raise SystemExit(outcome.code_of(failed))


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED|FILE.opml ...]")
@click.option("--once", is_flag=True, help="Look at each feed that is due once, and end.")
@click.option("--list", "listing", is_flag=True, help="Show the feeds that are watched, and end; nothing is fetched.")
@click.option("--remove", "removed", multiple=True, metavar="FEED", help="Watch this feed no longer; may be given again.")
@with_form
@working
@click.pass_obj
def watch(
    place: Place,
    feeds: tuple[str, ...],
    once: bool,
    listing: bool,
    removed: tuple[str, ...],
    form: str,
    workers: int | None,
    quiet: bool,
    config: Path | None,
) -> None:
    """Look at feeds now and then, and add the articles that are new, until stopped with Ctrl-C.

    Without FEED, all feeds that were watched before. A feed is asked at most every quarter of an hour, and less often where it
    says so; unchanged feeds are not sent again; after errors the waiting grows up to a day. A feed that was named once is
    remembered, whether or not it could be read: --list shows all, --remove takes one out. What was kept of it stays.
    """
    if listing or removed:
        if feeds or once:
            raise click.UsageError("--list and --remove go without feeds to look at and without --once.")
        _known_feeds(place, removed, form)
        return
    from sayso.read.lists import feeds_of
    from sayso.workspace.adding import add as adding
    from sayso.workspace.watching import Manner
    from sayso.workspace.watching import watch as watching

    settings = settings_of(workers, config)
    meter = Meter(sys.stderr)
    failed: list[SaysoError] = []
    named: list[str] = []
    for found in feeds_of(feeds, settings=settings):
        if isinstance(found, SaysoError):
            failed.append(found)
        else:
            named.append(found)
    if failed:
        outcome.report(failed, len(failed) + len(named), noun="feed")
    if failed and not named:
        raise SystemExit(outcome.code_of(failed))
    with place.open(create=True) as workspace:

        def keep(items: Iterable[Capture | SaysoError]) -> None:
            for added in adding(workspace, items, settings=settings):
                meter.clear()
                click.echo(json.dumps(_as_json(added)) if form == "json" else _as_line(added))
            caught_up(workspace, quiet=quiet)

        tally = watching(
            workspace.folder / FEEDS,
            named,
            keep=keep,
            once=once,
            settings=settings,
            manner=Manner(floor_s=60 * settings.watch_interval),
            listener=silent if quiet else meter,
            tell=partial(outcome.tell, meter),
        )
        meter.clear()
    if form == "text":
        looks = f"{counted(tally.looks, 'look')} at feeds, {tally.failed:,} failed; {counted(tally.pages, 'page')}"
        click.echo(looks if tally.looks else "No feed is due yet; `sayso watch --list` says when.")
    if tally.was_interrupted:
        raise SystemExit(outcome.INTERRUPTED)
    if tally.looks and tally.failed == tally.looks:
        failed += tally.reasons
    if failed:
        raise SystemExit(outcome.code_of(failed))


@click.command()
@click.option("--from-scratch", is_flag=True, help="Analyse all texts again, also those that this version has analysed.")
@with_form
@working
@click.pass_obj
def rebuild(place: Place, from_scratch: bool, form: str, workers: int | None, quiet: bool, config: Path | None) -> None:
    """Make everything that is derived anew, from the kept bytes and the decisions.

    Do this after an upgrade, or when the database is damaged. What could not be read before is tried again. The workspace can
    be read meanwhile.
    """
    from sayso.workspace.rebuilding import rebuild as rebuilding

    meter = Meter(sys.stderr)
    try:
        done = rebuilding(
            place.folder,
            settings=settings_of(workers, config),
            listener=silent if quiet else meter,
            from_scratch=from_scratch,
        )
    finally:
        meter.clear()
    with place.open() as workspace:
        caught_up(workspace, quiet=quiet)
    if form == "json":
        failures = [{"item": error.subject, "reason": error.message} for error in done.failures]
        click.echo(json.dumps({"documents": done.documents, "analysed": done.analysed, "failed": failures}, indent=2))
    else:
        sums = ((done.documents, "document"), (done.analysed, "analysed text"), (done.failed, "capture"))
        click.echo(f"{', '.join(counted(n, noun) for n, noun in sums)} that cannot be read")


@click.command()
@with_form
@click.pass_obj
def status(place: Place, form: str) -> None:
    """Tell what is in the workspace, what failed and why, and what is out of date."""
    from sayso.show.standing import as_json, as_text
    from sayso.workspace.status import status as status_of

    with place.open() as workspace:
        found = status_of(workspace)
    click.echo(json.dumps(as_json(found), indent=2) if form == "json" else as_text(found), nl=form == "json")


def _known_feeds(place: Place, removed: Sequence[str], form: str) -> None:
    """Take feeds out, and show those that are watched."""
    from sayso.show.watched import feed_data, feed_text
    from sayso.workspace.watching import remembered, unwatch

    with place.open() as workspace:
        file = workspace.folder / FEEDS
    tell = partial(outcome.tell, Meter(sys.stderr))
    if removed:
        unwatch(file, removed, tell=tell)
    known = remembered(file, tell=tell).values()
    if form == "json":
        click.echo(json.dumps([feed_data(state) for state in known], indent=2))
    else:
        click.echo("\n".join(map(feed_text, known)) or "No feeds are watched. Name one: sayso watch FEED")


def _as_line(added: "Added") -> str:
    reason = f"{added.error.message} {added.error.hint}".strip() if added.error else ""
    left = "(left from an earlier run)" if added.is_left else ""
    name = one_line(added.title or added.item)
    parts = (STATE_WORDS[added.state].ljust(STATE_WIDTH), added.document_id or "-" * 16, name, left, one_line(reason))
    return "  ".join(part for part in parts if part)


def _as_json(added: "Added") -> dict[str, object]:
    error = added.error
    return {
        "item": added.item,
        "state": added.state,
        "capture": added.capture,
        "document_id": added.document_id,
        "title": added.title,
        "words": added.words,
        "left_from_an_earlier_run": added.is_left,
        "error": {"kind": type(error).__name__, "message": error.message, "hint": error.hint} if error else None,
    }
