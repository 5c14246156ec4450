"""Paths, folders, standard input, addresses and JSONL in bulk: everything a person can name, as captures in order.

An item that cannot be obtained gives an error in its place; the others go on. JSONL is read line by line, so memory does not
grow with the file.
"""

import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.errors import LimitExceeded, NotFound, ParseFailed, SaysoError, SkipItem
from sayso.read.fetch import Fetcher
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS, Settings

Obtained = Capture | SaysoError

MIB = 1024 * 1024
# What a folder is searched for; a path that is named outright is read whatever it is called.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
}
JSONL = frozenset((".jsonl", ".ndjson"))
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def captures(paths: Sequence[str], *, stdin: BinaryIO | None = None, settings: Settings = DEFAULTS) -> Iterator[Obtained]:
    """One capture for each article that the paths name, or the error that took its place, in the order given.

    Args:
        paths: files; folders, searched with everything below them in order of name; "-" for standard input; http and https
            addresses; `*.jsonl` files, each line of which is one article. Standard input may be JSONL too.
        stdin: the stream that "-" stands for.
        settings: sizes and waiting times.

    Returns:
        Captures and errors, lazily. A JSONL line keeps its `doc_id`; its other fields are the capture's metadata.
    """
    with Fetcher(settings=settings) as fetcher:
        for path in paths:
            try:
                if path == "-":
                    yield from _from_stdin(stdin, settings=settings)
                elif _ADDRESS.match(path):
                    yield fetcher.fetch(path)
                else:
                    yield from _from_path(path, settings=settings)
            except SaysoError as error:
                yield error


def number_of(paths: Sequence[str]) -> int | None:
    """How many articles the paths stand for, counting lines of JSONL; None where that cannot be known beforehand."""
    total = 0
    for path in paths:
        if path == "-" or os.path.isdir(path):
            return None
        if Path(path).suffix.lower() in JSONL and os.path.isfile(path):
            try:
                with open(path, "rb") as lines:
                    total += sum(1 for line in lines if line.strip())
            except OSError:
                return None
        else:
            total += 1
    return total


def _from_path(path: str, *, settings: Settings) -> Iterator[Obtained]:
    if "\x00" in path:
        yield NotFound("a path cannot hold a NUL character.", repr(path), "Check the path.")
        return
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield NotFound(
            "there is no such file or folder.", path, "Check the path; an address must start with http:// or https://."
        )
        return
    except OSError as exc:
        yield _unreadable(path, exc)
        return
    if stat.S_ISDIR(mode):
        yield from _from_folder(path, settings=settings)
    elif not stat.S_ISREG(mode):
        yield SkipItem(
            "this is a device or a pipe, not a file.", path, "Give a file, or '-' and send the text to standard input."
        )
    elif Path(path).suffix.lower() in JSONL:
        yield from _from_jsonl(path, settings=settings)
    else:
        yield _from_file(path, settings=settings)


def _from_folder(folder: str, *, settings: Settings) -> Iterator[Obtained]:
    """Articles of a folder. Links that lead out of it are not followed, hidden files and folders are left out."""
    root = os.path.realpath(folder)
    found = False
    failures: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            suffix = Path(name).suffix.lower()
            if name.startswith(".") or (suffix not in MEDIA_TYPES and suffix not in JSONL):
                continue
            found = True
            target = os.path.realpath(path)
            if os.path.commonpath((root, target)) != root:
                yield SkipItem("this link leads out of the folder.", path, "Name the file itself if it is meant.")
            else:
                yield from _from_path(path, settings=settings)
    for failure in failures:
        yield _unreadable(str(failure.filename), failure)
    if not found and not failures:
        kinds = ", ".join(sorted({*MEDIA_TYPES, *JSONL}))
        yield SkipItem(
            "there are no articles in this folder.", folder, f"It is searched for {kinds}; name other files one by one."
        )


def _from_file(path: str, *, settings: Settings) -> Obtained:
    try:
        with open(path, "rb") as file:
            data = _at_most(file, path, settings=settings)
    except OSError as exc:
        return _unreadable(path, exc)
    return Capture(data, path, "file", MEDIA_TYPES.get(Path(path).suffix.lower()))


def _from_stdin(stdin: BinaryIO | None, *, settings: Settings) -> Iterator[Obtained]:
    if stdin is None:
        yield NotFound("nothing was given on standard input.", "-", "Send a text, or name a file.")
        return
    most = settings.input_size * MIB
    first = stdin.readline(most + 1)
    if _is_article(first):
        yield from _lines(stdin, "-", first=first, settings=settings)
        return
    rest = stdin.read(max(0, most - len(first)) + 1)
    data = first + rest
    if len(data) > most:
        raise _too_large("-", settings)
    yield Capture(data, "-", "stdin")


def _from_jsonl(path: str, *, settings: Settings) -> Iterator[Obtained]:
    try:
        with open(path, "rb") as file:
            yield from _lines(file, path, first=None, settings=settings)
    except OSError as exc:
        yield _unreadable(path, exc)


def _lines(file: BinaryIO, name: str, *, first: bytes | None, settings: Settings) -> Iterator[Obtained]:
    most = settings.input_size * MIB
    number = 0
    any_article = False
    line = first if first is not None else file.readline(most + 1)
    while line:
        number += 1
        where = f"{name}:{number}"
        if len(line) > most:
            yield _too_large(where, settings)
            while line and not line.endswith(b"\n"):
                line = file.readline(MIB)
            any_article = True
        elif line.strip():
            any_article = True
            yield _article(line, where, first=number == 1)
        line = file.readline(most + 1)
    if not any_article:
        yield ParseFailed("it is empty.", name, 'Each line must be one article: {"doc_id": "...", "text": "..."}.')


def _article(line: bytes, where: str, *, first: bool) -> Obtained:
    form = 'Each line must be one JSON object with the article in "text".'
    try:
        entry = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as exc:
        return ParseFailed(f"the line is not UTF-8 (byte {exc.start + 1}).", where, "Save the file as UTF-8.")
    except ValueError as exc:
        return ParseFailed(f"the line is not JSON ({exc}).", where, form)
    except RecursionError:
        return ParseFailed("the line is nested too deep.", where, form)
    if not isinstance(entry, dict):
        return ParseFailed("the line is JSON but not an object.", where, form)
    text = entry.get("text")
    if not isinstance(text, str):
        return ParseFailed('there is no "text", or it is not a string.', where, form)
    if not text.strip():
        return ParseFailed('"text" is empty.', where, form)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as exc:
        return ParseFailed(
            f'"text" holds half of a character at place {exc.start}.', where, "Write the character whole, or leave it out."
        )
    doc_id, url = entry.get("doc_id"), entry.get("url")
    return Capture(
        data,
        where,
        "jsonl",
        "text/plain",
        "utf-8",
        url=url if isinstance(url, str) and url else None,
        doc_id=str(doc_id) if isinstance(doc_id, str | int) and not isinstance(doc_id, bool) else None,
        metadata={key: value for key, value in entry.items() if key not in ("doc_id", "text")},
    )


def _is_article(line: bytes) -> bool:
    """Whether the first line of standard input is an article in JSON: then all lines are taken for such."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and isinstance(entry.get("text"), str)


def _at_most(file: BinaryIO, name: str, *, settings: Settings) -> bytes:
    most = settings.input_size * MIB
    data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(name, settings)
    return data


def _too_large(name: str, settings: Settings) -> LimitExceeded:
    return LimitExceeded(
        f"it is larger than {settings.input_size} MiB.",
        name,
        "Split it into articles, give them as JSONL, or raise input_size.",
    )


def _unreadable(path: str, exc: OSError) -> SkipItem:
    reason = (exc.strerror or type(exc).__name__).lower()
    return SkipItem(f"it cannot be read ({reason}).", path, "Check the path and the rights to read it.")
