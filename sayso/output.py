"""Where results go: standard output, one file, or one file per article in a folder; each result whole or not at all."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from sayso.errors import SettingInvalid, StopRun, UsageError
from sayso.records.statements import Reading

SUFFIX = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
FORMATS = tuple(SUFFIX)
# File systems take 255 bytes; a number, the ending and ".part" need room too.
STEM_BYTES = 200
# Devices on Windows, whatever the ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


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
    """All results in one stream: lines (JSONL), sheets with a blank line between (text), one object or an array (JSON).

    HTML takes one result only.
    """

    form: str
    open_stream: Callable[[], IO[str]]
    before: Callable[[], None] = lambda: None
    keep_open: bool = False
    name: str = "standard output"
    _stream: IO[str] | None = field(init=False, default=None)
    _held: str = field(init=False, default="")
    _n: int = field(init=False, default=0)

    def add(self, name: str, text: str) -> None:
        """Write one result; the first JSON object or HTML page waits until it is known whether a second one follows."""
        self._n += 1
        if self._n == 1 and self.form in ("json", "html"):
            self._held = text
        elif self.form == "html":
            self._held = ""
            raise _one_page_only(name)
        elif self.form == "json":
            opening = f"[\n{self._held.rstrip()}" if self._n == 2 else ""
            self._write(f"{opening},\n{text.rstrip()}")
        else:
            self._write(("\n" if self.form == "text" and self._n > 1 else "") + text)

    def close(self) -> None:
        """Write what is still held, and the end of an array."""
        ending = "\n]\n" if self.form == "json" and self._n > 1 else self._held
        if ending:
            self._write(ending)
        if self._stream is not None and not self.keep_open:
            with _writing(self.name):
                self._stream.close()

    def _write(self, text: str) -> None:
        self.before()
        with _writing(self.name):
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
        stem = file_stem(name)
        unique, n = stem, 1
        while unique.casefold() in self._used:
            n += 1
            unique = f"{stem}-{n}"
        self._used.add(unique.casefold())
        target = self.path / (unique + SUFFIX[self.form])
        partial = target.with_name(target.name + ".part")
        with _writing(str(target)):
            self.path.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_text(text, encoding="utf-8", errors="replace", newline="\n")
                os.replace(partial, target)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise

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
        _check_pages(form, inputs, "standard output")
        return Stream(form, lambda: stdout, before, keep_open=True)
    path = Path(output)
    if os.path.isdir(output) or output.endswith(("/", os.sep)):
        return Folder(form, path)
    if any(_same(output, other) for other in inputs if other != "-"):
        raise SettingInvalid("the output would overwrite an article that is read.", output, "Choose another name.")
    _check_pages(form, inputs, output)
    return Stream(form, lambda: path.open("w", encoding="utf-8", errors="replace", newline="\n"), name=output)


def _same(output: str, other: str) -> bool:
    return os.path.exists(output) and os.path.exists(other) and os.path.samefile(output, other)


def file_stem(name: str) -> str:
    """A file name without ending for an article's name: last part of a path or address, letters and digits kept."""
    last = re.split(r"[\\/]", name.split("?")[0].rstrip("\\/"))[-1]
    stem = re.sub(r"\.(?:txt|md|html?|pdf|docx|eml|jsonl?)(?=$|:\d+$)", "", last, flags=re.IGNORECASE)
    stem = re.sub(r"[^\w.-]+", "-", stem).strip("-.").encode()[:STEM_BYTES].decode(errors="ignore") or "article"
    return f"article-{stem}" if _RESERVED.match(stem) else stem


def _check_pages(form: str, inputs: Sequence[str], output: str) -> None:
    if form == "html" and len(inputs) > 1:
        raise _one_page_only(output)


def _one_page_only(subject: str) -> UsageError:
    return UsageError("several HTML sheets cannot share one file.", subject, "Name a folder: --output sheets/")


@contextmanager
def _writing(subject: str) -> Iterator[None]:
    """Turns a refusal of the system into an error that ends the run; a reader that went away is left to the caller."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise StopRun(
            f"it cannot be written ({reason}).", subject, "Name another place with --output, or make room there."
        ) from exc
