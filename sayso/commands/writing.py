"""Where commands write what they show: standard output, or a file."""

import os
import shutil
import sys
from pathlib import Path

import click

from sayso.errors import StopRun

WIDTH = 80
"""Columns of a page that does not go to a terminal."""


def manner(output: Path | None, colour: bool | None) -> tuple[int, bool]:
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
