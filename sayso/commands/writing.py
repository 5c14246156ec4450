"""How commands show a whole page, and where they write it: to standard output, or to a file."""

import functools
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from sayso.errors import StopRun

WIDTH = 80
"""Columns of a page that does not go to a terminal."""


@dataclass(frozen=True, slots=True)
class Paper:
    """In which form a page is asked for, and where it goes."""

    form: str
    output: Path | None
    colour: bool | None

    def show(self, *, text: Callable[[int, bool], str], data: Callable[[], str], html: Callable[[], str]) -> None:
        """Write the page in the form that is asked for.

        Args:
            text: makes it for the terminal, of so many columns, in colour or not.
            data: makes it as JSON, with the line end.
            html: makes it as HTML.

        Raises:
            StopRun: the file cannot be written.
        """
        if self.form == "html":
            write(html(), self.output, colour=self.colour)
        elif self.form == "json":
            write(data(), self.output, colour=self.colour)
        else:
            width, colour = _manner(self.output, self.colour)
            write(text(width, colour), self.output, colour=colour)


def on_paper(function: Callable[..., None]) -> Callable[..., None]:
    """The options of all commands that show one page, packed into the argument `paper`."""

    def packed(*given: object, form: str, output: Path | None, colour: bool | None, **arguments: object) -> None:
        function(*given, paper=Paper(form, output, colour), **arguments)

    functools.update_wrapper(packed, function)
    forms, file = click.Choice(("text", "json", "html")), click.Path(path_type=Path, dir_okay=False)
    command = click.option(
        "--color/--no-color", "colour", default=None, help="Text: colours, or none.  [default: in a terminal]"
    )(packed)
    command = click.option("-o", "--output", type=file, metavar="FILE", help="Where to write.")(command)
    return click.option("--format", "form", type=forms, default="text", show_default=True)(command)


def _manner(output: Path | None, colour: bool | None) -> tuple[int, bool]:
    """Columns and colour of a page of text: those of the terminal if it goes to one; colour may be asked for or refused."""
    terminal = sys.stdout.isatty() and output is None
    width = shutil.get_terminal_size().columns if terminal else WIDTH
    return width, terminal and "NO_COLOR" not in os.environ if colour is None else colour


def write(text: str, output: Path | None, *, colour: bool | None = None) -> None:
    """Write a whole page to standard output, or to a file in UTF-8.

    Raises:
        StopRun: the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False, color=colour)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise StopRun(f"it cannot be written ({reason}).", str(output), "Name another place with --output.") from exc
