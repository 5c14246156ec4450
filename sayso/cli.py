"""The command line: the root of all commands, and errors to exit codes; nothing else is decided here.

Data goes to standard output, progress and messages to standard error.
"""

import os
import sys
from typing import Any

import click

import sayso
from sayso.commands import outcome
from sayso.commands.cases import case
from sayso.commands.context import DEFAULT_FOLDER, FOLDER_VARIABLE, Place
from sayso.commands.custody import backup, forget, restore
from sayso.commands.evidence import compare, verify
from sayso.commands.exporting import export
from sayso.commands.keeping import add, rebuild, status, watch
from sayso.commands.measuring import bench, evaluation
from sayso.commands.reading import read
from sayso.commands.reviewing import review
from sayso.commands.searching import search
from sayso.commands.sources import source
from sayso.commands.tracing import lineage, trace
from sayso.errors import SaysoError, StopRun
from sayso.show import plain

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(sayso.__version__, prog_name="sayso", message="%(prog)s %(version)s")
@click.option(
    "--workspace",
    metavar="FOLDER",
    help=f"Where articles are kept.  [default: {FOLDER_VARIABLE}, else {DEFAULT_FOLDER}]",
)
@click.pass_context
def cli(context: click.Context, workspace: str | None) -> None:
    """Read news articles and show, for every statement in them, on whose word it stands."""
    context.obj = Place.of(workspace, os.environ)


for command in (
    read, add, watch, search, trace, source, lineage, compare, review, case, export, verify, backup, restore, forget, rebuild,
    status,
):  # fmt: skip
    cli.add_command(command)


@cli.command()
@click.argument("what", type=click.Choice(("article", "trace", "source")), default="article")
def schema(what: str) -> None:
    """Print the JSON Schema of what `read`, `trace` or `source` gives with --format json; that of one article by default."""
    import json

    from sayso.show.claim_schema import trace_schema
    from sayso.show.schema import article_schema
    from sayso.show.source_schema import source_schema

    made = {"article": article_schema, "trace": trace_schema, "source": source_schema}[what]
    click.echo(json.dumps(made(), indent=2, ensure_ascii=True))


@cli.command()
@click.option("-q", "--quiet", is_flag=True, help="Paths only.")
@click.option("--collection", is_flag=True, help="The path of a collection of forty articles instead, in one JSONL file.")
def examples(quiet: bool, collection: bool) -> None:
    """List the articles that come with Sayso, to try it on."""
    from sayso.examples import COLLECTION, bundled

    if collection:
        click.echo(str(COLLECTION))
        return
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
        outcome.say(str(error))
        code = outcome.code_of([error])
    except click.ClickException as problem:
        problem.show()
        code = problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        outcome.say("interrupted.")
        code = outcome.INTERRUPTED
    except BrokenPipeError:
        code = 0  # the reader of our output went away (`| head`): nobody is left to tell
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        outcome.say(
            f"{exc.filename}: it cannot be read or written ({reason}). Check the path and your rights to it."
            if exc.filename
            else f"standard output: it cannot be written ({reason}). Make room there, or use --output."
        )
        code = outcome.EXIT_CODES[StopRun]
    _let_go()
    sys.exit(code if isinstance(code, int) else 0)


def _let_go() -> None:
    """Give up what standard output no longer takes: closing it at the end of the process must not complain again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
