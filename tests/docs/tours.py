"""Guides that show what commands print: their commands are run, and what they print can be written into them anew.

    python -m tests.docs.tours docs/guide/claims.md

A `console` block begins with a command behind "$ "; "[...]" on a line of its own stands for lines that are left out.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sayso import cli
from sayso.examples import COLLECTION

BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]*)\n(?P<shown>.*?)^```", re.MULTILINE | re.DOTALL)
LEFT_OUT = "[...]"


def steps(guide: str) -> Iterator[tuple[str, str]]:
    """The commands of a guide in order, each with what it is shown to print."""
    for block in BLOCK.finditer(guide):
        yield block["command"], block["shown"]


def printed(command: str) -> str:
    """What a command prints that ends well, in the present folder."""
    program, *arguments = shlex.split(command)
    assert program == "sayso", command
    out, ended = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), 0
    with contextlib.redirect_stdout(out):
        try:
            cli.main(arguments)
        except SystemExit as end:
            ended = int(str(end.code or 0))
    assert ended == 0, command
    out.flush()
    out.seek(0)
    return out.read()


def flowing(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split())


def agrees(shown: str, output: str) -> bool:
    """Whether an output is what is shown, line breaks aside, but for what is left out."""
    parts = [re.escape(flowing(part)) for part in shown.split(f"{LEFT_OUT}\n")]
    return re.fullmatch(r"\s?.*\s?".join(parts), flowing(output), re.DOTALL) is not None


def renewed(guide: str) -> str:
    """The guide with what its commands print now; of a block with lines left out, as many lines as before in each part."""

    def renew(block: re.Match[str]) -> str:
        lines, parts = printed(block["command"]).splitlines(keepends=True), block["shown"].split(f"{LEFT_OUT}\n")
        if len(parts) == 1:
            return f"```console\n$ {block['command']}\n{''.join(lines)}```"
        kept = [beginning(lines, part) for part in parts]
        return f"```console\n$ {block['command']}\n{f'{LEFT_OUT}{chr(10)}'.join(kept)}```"

    return BLOCK.sub(renew, guide)


def beginning(lines: list[str], part: str) -> str:
    """As many lines as a part has, from the line on with which it begins, where that is still there."""
    first, *others = part.splitlines(keepends=True) or [""]
    at = lines.index(first) if first in lines else 0
    return "".join(lines[at : at + 1 + len(others)])


def main(path: Path) -> None:
    """Write what the commands print into a guide."""
    guide = path.read_text(encoding="utf-8")
    os.environ.pop("SAYSO_WORKSPACE", None)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(COLLECTION, folder)
        with contextlib.chdir(folder):
            made = renewed(guide)
    path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
