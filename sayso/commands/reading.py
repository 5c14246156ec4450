"""`sayso read`: articles in, sheets or data out; no workspace is needed."""

import os
import shutil
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import click

from sayso import settings as settings_module
from sayso.commands import outcome
from sayso.errors import SaysoError
from sayso.meter import Meter
from sayso.output import FORMATS, Render, sink


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|- ...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show the result.")
@click.option("-o", "--output", metavar="FILE|FOLDER/", help="Where to write; a folder gets one file per article.")
@click.option("--workers", type=int, metavar="N", help="Processes that read side by side.  [default: 1]")
@click.option("-v", "--verbose", is_flag=True, help="Text: show every field and how sure it is.")
@click.option("--color/--no-color", "colour", default=None, help="Text: colours, or none.  [default: in a terminal]")
@click.option("--width", type=click.IntRange(40, 1000), metavar="COLUMNS", help="Text: width of the sheet.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML.")
def read(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    workers: int | None,
    verbose: bool,
    colour: bool | None,
    width: int | None,
    quiet: bool,
    config: Path | None,
) -> None:
    """Read articles and show on whose word each statement stands.

    A PATH is a file (text, Markdown, HTML, PDF, DOCX, EML, JSONL, WARC, WACZ) or a folder of them; - is standard input.
    Nothing is fetched unless a URL is given. Results come in the order of the inputs; an article that cannot be read is
    listed at the end and does not stop the others.
    """
    from sayso import pipeline
    from sayso.progress import silent
    from sayso.read import files

    settings = settings_module.load({"workers": workers}, environment=os.environ, file=config)
    stdout: Any = sys.stdout
    if form != "text":
        stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if colour is None:
        colour = stdout.isatty() and output in (None, "-") and "NO_COLOR" not in os.environ
    if width is None:
        width = shutil.get_terminal_size().columns if stdout.isatty() and output in (None, "-") else 80
    render = Render(form, width=width, colour=colour, verbose=verbose)
    meter = Meter(sys.stderr)
    target = sink(form, output=output, stdout=stdout, inputs=paths, before=meter.clear)
    failed: list[SaysoError] = []
    n = 0
    try:
        items = files.captures(paths, stdin=sys.stdin.buffer, settings=settings, tell=partial(outcome.tell, meter))
        run = pipeline.run(
            items, finish=render, settings=settings, listener=silent if quiet else meter, total=files.number_of(paths)
        )
        with closing(run) as outcomes:
            for done in outcomes:
                if done.error is not None:
                    failed.append(done.error)
                if done.value is not None:
                    target.add(done.doc_id or done.item, done.value)
                elif form in ("json", "jsonl"):
                    target.add(done.doc_id or done.item, render(pipeline.failed_reading(done)))
                n += 1
    except KeyboardInterrupt:
        meter.clear()
        outcome.say(f"interrupted; articles done and written: {n}.")
        raise SystemExit(outcome.INTERRUPTED) from None
    finally:
        target.close()
        meter.clear()
    if failed:
        outcome.report(failed, n)
        raise SystemExit(outcome.code_of(failed))
