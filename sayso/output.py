"""Where results go: standard output, one file, or one file per article in a folder; each result whole or not at all."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from sayso.errors import SettingInvalid, UsageError
from sayso.records.statements import Reading

SUFFIX = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
FORMATS = tuple(SUFFIX)


@dataclass(frozen=True, slots=True)
class Render:
    """A reading as a string in one format; picklable, so that it can run in a worker process.

    Attributes:
        form: one of FORMATS.
        width, colour, verbose: for text only; width in columns.
    """

    form: str
    width: int = 80
    colour: bool = False
    verbose: bool = False

    def __call__(self, reading: Reading) -> str:
        """The string, ending in a newline."""
        if self.form == "html":
            from sayso.show import html

            text = html.render(reading)
        elif self.form == "text":
            from sayso.show import terminal

            text = terminal.render(reading, width=self.width, colour=self.colour, verbose=self.verbose)
        else:
            from sayso.show import jsonform

            text = jsonform.dumps(reading, indent=self.form == "json")
        return text if text.endswith("\n") else text + "\n"


class Sink(Protocol):
    """Takes rendered results in order."""

    def add(self, name: str, text: str) -> None:
        """Write one result; `name` says what it belongs to."""

    def close(self) -> None:
        """Bring what was written into a whole form; also after an interruption."""


@dataclass(slots=True)
class Stream:
    """All results in one stream: lines (JSONL), sheets with a blank line between (text), one object or an array (JSON)."""

    form: str
    open_stream: Callable[[], IO[str]]
    before: Callable[[], None] = lambda: None
    keep_open: bool = False
    _stream: IO[str] | None = field(init=False, default=None)
    _held: str | None = field(init=False, default=None)
    _n: int = field(init=False, default=0)

    def add(self, name: str, text: str) -> None:
        """Write one result; the first JSON object waits until it is known whether a second one follows."""
        self._n += 1
        if self.form == "html" and self._n > 1:
            raise UsageError("several HTML sheets cannot share one file.", name, "Name a folder: --output sheets/")
        if self.form != "json":
            self._write(("\n" if self.form == "text" and self._n > 1 else "") + text)
        elif self._n == 1:
            self._held = text
        else:
            opening = f"[\n{(self._held or '').rstrip()}" if self._n == 2 else ""
            self._write(f"{opening},\n{text.rstrip()}")

    def close(self) -> None:
        """Write what is still held, and the end of an array."""
        if self.form == "json" and self._n:
            self._write("\n]\n" if self._n > 1 else self._held or "")
        if self._stream is not None and not self.keep_open:
            self._stream.close()

    def _write(self, text: str) -> None:
        self.before()
        if self._stream is None:
            self._stream = self.open_stream()
        self._stream.write(text)
        self._stream.flush()


@dataclass(slots=True)
class Folder:
    """One file per result, named after the article; a file appears under its name only when it is complete."""

    form: str
    path: Path
    _used: set[str] = field(init=False, default_factory=set)

    def add(self, name: str, text: str) -> None:
        """Write one file."""
        self.path.mkdir(parents=True, exist_ok=True)
        stem = file_stem(name)
        unique, n = stem, 1
        while unique.casefold() in self._used:
            n += 1
            unique = f"{stem}-{n}"
        self._used.add(unique.casefold())
        target = self.path / (unique + SUFFIX[self.form])
        partial = target.with_name(target.name + ".part")
        partial.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        os.replace(partial, target)

    def close(self) -> None:
        """Every file is complete already."""


def sink(form: str, *, output: str | None, stdout: IO[str], inputs: Sequence[str], before: Callable[[], None]) -> Sink:
    """The sink that the options ask for.

    Args:
        form: one of FORMATS.
        output: None or "-" for standard output; a folder (there, or ending in a slash); else a file.
        stdout: standard output.
        inputs: the paths read from, none of which may be written to.
        before: called before anything goes to standard output.

    Raises:
        SettingInvalid: the output is one of the inputs.
        UsageError: several inputs cannot go into one HTML file.
    """
    if output is None or output == "-":
        return Stream(form, lambda: stdout, before, keep_open=True)
    path = Path(output)
    if path.is_dir() or output.endswith(("/", os.sep)):
        return Folder(form, path)
    if path.exists() and any(Path(other).exists() and path.samefile(other) for other in inputs if other != "-"):
        raise SettingInvalid("the output would overwrite an article that is read.", output, "Choose another name.")
    if form == "html" and len(inputs) > 1:
        raise UsageError("several HTML sheets cannot share one file.", output, "Name a folder: --output sheets/")
    return Stream(form, lambda: path.open("w", encoding="utf-8", errors="replace", newline="\n"))


def file_stem(name: str) -> str:
    """A file name without ending for an article's name: last part of a path or address, letters and digits kept."""
    last = re.split(r"[\\/]", name.split("?")[0].rstrip("\\/"))[-1]
    stem = re.sub(r"\.(?:txt|md|html?|pdf|docx|eml|jsonl?)(?=$|:\d+$)", "", last, flags=re.IGNORECASE)
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:100] or "article"
