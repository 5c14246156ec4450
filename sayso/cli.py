"""The command line: options to settings, settings to calls, errors to exit codes; nothing else is decided here.

Data goes to standard output, progress and messages to standard error.
"""

import os
import shutil
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import click

import sayso
from sayso import settings as settings_module
from sayso.errors import (
    FetchFailed,
    LimitExceeded,
    ModelMissing,
    NotFound,
    ParseFailed,
    SaysoError,
    SettingInvalid,
    SkipItem,
    StopRun,
    UsageError,
)
from sayso.measuring import bench, evaluation
from sayso.meter import Meter
from sayso.output import FORMATS, Render, sink
from sayso.show import plain
from sayso.show.wording import one_line

EXIT_CODES: dict[type[SaysoError], int] = {
    SaysoError: 1,
    UsageError: 2,
    SettingInvalid: 2,
    SkipItem: 3,
    NotFound: 4,
    ParseFailed: 5,
    LimitExceeded: 6,
    FetchFailed: 7,
    StopRun: 8,
    ModelMissing: 9,
}
INTERRUPTED = 130
MIXED = EXIT_CODES[SkipItem]

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(sayso.__version__, prog_name="sayso", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news articles and show, for every statement in them, on whose word it stands."""


@cli.command()
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

    A PATH is a file (text, Markdown, HTML, PDF, DOCX, EML, JSONL) or a folder of them; - is standard input. Nothing is
    fetched unless a URL is given. Results come in the order of the inputs; an article that cannot be read is listed at
    the end and does not stop the others.
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
        items = files.captures(paths, stdin=sys.stdin.buffer, settings=settings)
        run = pipeline.run(
            items, finish=render, settings=settings, listener=silent if quiet else meter, total=files.number_of(paths)
        )
        with closing(run) as outcomes:
            for outcome in outcomes:
                if outcome.error is not None:
                    failed.append(outcome.error)
                if outcome.value is not None:
                    target.add(outcome.doc_id or outcome.item, outcome.value)
                elif form in ("json", "jsonl"):
                    target.add(outcome.doc_id or outcome.item, render(pipeline.failed_reading(outcome)))
                n += 1
    except KeyboardInterrupt:
        meter.clear()
        _say(f"interrupted; articles done and written: {n}.")
        raise SystemExit(INTERRUPTED) from None
    finally:
        target.close()
        meter.clear()
    if failed:
        _report(failed, n)
        raise SystemExit(_code_of(failed))


@cli.command()
def schema() -> None:
    """Print the JSON Schema of one article as `read --format json` gives it."""
    import json

    from sayso.show.schema import article_schema

    click.echo(json.dumps(article_schema(), indent=2, ensure_ascii=True))


@cli.command()
@click.option("-q", "--quiet", is_flag=True, help="Paths only.")
def examples(quiet: bool) -> None:
    """List the articles that come with Sayso, to try it on."""
    from sayso.examples import bundled

    for example in bundled():
        click.echo(str(example.path) if quiet else f"{example.path}\n    {example.kind}: {example.title}\n    {example.credit}")


cli.add_command(evaluation)
cli.add_command(bench)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with the documented exit code."""
    stdout: Any = sys.stdout
    stdout.reconfigure(errors=plain.ERRORS)
    try:
        code = cli.main(arguments, prog_name="sayso", standalone_mode=False)
        sys.stdout.flush()
    except SaysoError as error:
        _say(str(error))
        code = _code_of([error])
    except click.ClickException as problem:
        problem.show()
        code = problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted.")
        code = INTERRUPTED
    except BrokenPipeError:
        code = 0  # the reader of our output went away (`| head`): nobody is left to tell
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        _say(
            f"{exc.filename}: it cannot be read or written ({reason}). Check the path and your rights to it."
            if exc.filename
            else f"standard output: it cannot be written ({reason}). Make room there, or use --output."
        )
        code = EXIT_CODES[StopRun]
    _let_go()
    sys.exit(code if isinstance(code, int) else 0)


def _let_go() -> None:
    """Give up what standard output no longer takes: closing it at the end of the process must not complain again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    """A message on standard error, on one line; names of files and words of articles cannot steer the terminal."""
    click.echo(one_line(f"sayso: {message}"), err=True)


def _code_of(errors: list[SaysoError]) -> int:
    codes = {next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES) for error in errors}
    return codes.pop() if len(codes) == 1 else MIXED


def _report(failed: list[SaysoError], n: int) -> None:
    if n == 1:
        _say(str(failed[0]))
        return
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(Counter(type(error).__name__ for error in failed).items()))
    _say(f"{len(failed)} of {n} articles could not be read ({kinds}):")
    for error in failed:
        click.echo(f"  {one_line(str(error))}", err=True)
