"""Paths, folders, web archives, standard input, addresses and JSONL: everything a person can name, as captures in order.

An item that cannot be obtained gives an error in its place; the others go on. Web archives and JSONL are read piece by piece,
so memory does not grow with the file.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from sayso.errors import NotFound, SaysoError, SkipItem
from sayso.read import feeds, wacz, warc
from sayso.read.fetch import Fetcher
from sayso.read.jsonl import articles, is_article, too_large
from sayso.records.documents import Capture, Problem
from sayso.settings import DEFAULTS, Settings

Obtained = Capture | SaysoError
Tell = Callable[[Problem], None]
Follow = Callable[[Capture], Iterator[Obtained]]

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
# Files that hold several articles, or name some, by the end of their names.
SEVERAL = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".wacz": "wacz",
    ".opml": "outline",
    ".urls": "addresses",
}
_LISTS = {
    "feed": "this is a feed: it names articles and holds none.",
    "outline": "this is a list of feeds: it holds no articles.",
    "addresses": "this is a list of addresses: it holds no articles.",
}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def unheard(problem: Problem) -> None:
    """Takes notices and keeps none."""


def captures(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    settings: Settings = DEFAULTS,
    tell: Tell = unheard,
    fetcher: Fetcher | None = None,
    follow: Follow | None = None,
) -> Iterator[Obtained]:
    """One capture for each article that the paths name, or the error that took its place, in the order given.

    Args:
        paths: files; folders, searched with everything below them in order of name; "-" for standard input; http and https
            addresses; `*.jsonl` files, each line of which is one article; web archives (WARC, WACZ), each page of which is one.
            Standard input may be JSONL or a WARC too.
        stdin: the stream that "-" stands for.
        settings: sizes and waiting times.
        tell: hears of what is no error, such as a page that was cut off when it was captured.
        fetcher: fetches; None for one of its own.
        follow: gives what a feed, a list of feeds or a list of addresses names; None to refuse such lists. Those that lie in a
            folder are never followed.

    Returns:
        Captures and errors, lazily. A JSONL line keeps its `doc_id`; its other fields are the capture's metadata.
    """
    with nullcontext(fetcher) if fetcher else Fetcher(settings=settings) as shared:
        for path in paths:
            try:
                if path == "-":
                    yield from _followed(_from_stdin(stdin, settings=settings, tell=tell), follow)
                elif is_address(path):
                    yield from _followed((shared.fetch(path),), follow)
                else:
                    yield from _from_path(path, settings=settings, tell=tell, follow=follow)
            except SaysoError as error:
                yield error


def is_address(path: str) -> bool:
    """Whether a path is an address such as https://example.org/."""
    return bool(_ADDRESS.match(path))


def number_of(paths: Sequence[str], *, following: bool = False) -> int | None:
    """How many articles the paths stand for, counting lines of JSONL; None where that cannot be known beforehand.

    Args:
        paths: as for `captures`.
        following: whether feeds are followed, so that an address may stand for many.
    """
    total = 0
    for path in paths:
        form = form_of(path)
        if path == "-" or os.path.isdir(path) or (following and is_address(path)):
            return None
        if form == "jsonl" and os.path.isfile(path):
            try:
                with open(path, "rb") as lines:
                    total += sum(1 for line in lines if line.strip())
            except OSError:
                return None
        elif form not in (None, "jsonl") and os.path.isfile(path):
            return None
        else:
            total += 1
    return total


def form_of(path: str) -> str | None:
    """What a file that does not hold just one article is by its name: one of SEVERAL's values; else None."""
    name = path.lower()
    return None if is_address(path) else next((form for end, form in SEVERAL.items() if name.endswith(end)), None)


def list_kind(capture: Capture) -> str | None:
    """Whether a capture names articles and holds none: "feed", "outline" (OPML), "addresses" (a `*.urls` file), or None."""
    form = form_of(capture.origin) if capture.how == "file" else None
    if form in ("addresses", "outline"):
        return form
    if feeds.is_outline(capture.data):
        return "outline"
    return "feed" if feeds.is_feed(capture.data, capture.media_type) else None


def refused_list(capture: Capture) -> SkipItem:
    """The error for a list where an article was expected."""
    return SkipItem(_LISTS[list_kind(capture) or "feed"], capture.origin, "`sayso add` takes the articles that it names.")


def _followed(found: Iterable[Obtained], follow: Follow | None) -> Iterator[Obtained]:
    """What was found, with what lists name in their place."""
    for one in found:
        # Pages of an archive and lines of JSONL stand where an article stands.
        if isinstance(one, SaysoError) or one.how in ("warc", "jsonl") or list_kind(one) is None:
            yield one
        elif follow is None:
            yield refused_list(one)
        else:
            yield from follow(one)


def _from_path(path: str, *, settings: Settings, tell: Tell, follow: Follow | None) -> Iterator[Obtained]:
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
        yield from _from_folder(path, settings=settings, tell=tell)
    elif not stat.S_ISREG(mode):
        yield SkipItem(
            "this is a device or a pipe, not a file.", path, "Give a file, or '-' and send the text to standard input."
        )
    else:
        try:
            with open(path, "rb") as file:
                yield from _followed(_from_file(file, path, settings=settings, tell=tell), follow)
        except OSError as exc:
            yield _unreadable(path, exc)


def _from_folder(folder: str, *, settings: Settings, tell: Tell) -> Iterator[Obtained]:
    """Articles of a folder. Links that lead out of it are not followed, hidden files and folders are left out."""
    root = os.path.realpath(folder)
    found = False
    failures: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            form = form_of(name)
            if name.startswith(".") or (form is None and Path(name).suffix.lower() not in MEDIA_TYPES):
                continue
            found = True
            target = os.path.realpath(path)
            if os.path.commonpath((root, target)) != root:
                yield SkipItem("this link leads out of the folder.", path, "Name the file itself if it is meant.")
            elif form in ("outline", "addresses"):
                tell(
                    Problem(
                        path, "what this list names is not fetched, because only its folder was named.", "Name the file itself."
                    )
                )
            else:
                yield from _from_path(path, settings=settings, tell=tell, follow=None)
    for failure in failures:
        yield _unreadable(str(failure.filename), failure)
    if not found and not failures:
        kinds = ", ".join(sorted({*MEDIA_TYPES, *SEVERAL}))
        yield SkipItem(
            "there are no articles in this folder.", folder, f"It is searched for {kinds}; name other files one by one."
        )


def _from_file(file: BinaryIO, path: str, *, settings: Settings, tell: Tell) -> Iterator[Obtained]:
    form = form_of(path)
    if form == "jsonl":
        yield from articles(file, path, first=None, settings=settings)
    elif form == "wacz":
        yield from _told(wacz.pages(file, path, settings=settings), tell)
    elif form == "warc" or warc.is_warc(file.read(1024)):
        yield from _told(warc.pages(file, path, settings=settings), tell)
    else:
        file.seek(0)
        yield _whole(file, path, "file", MEDIA_TYPES.get(Path(path).suffix.lower()), settings=settings)


def _told(found: Iterable[warc.Found], tell: Tell) -> Iterator[Obtained]:
    for one in found:
        if isinstance(one, Problem):
            tell(one)
        else:
            yield one


def _from_stdin(stdin: BinaryIO | None, *, settings: Settings, tell: Tell) -> Iterator[Obtained]:
    if stdin is None:
        yield NotFound("nothing was given on standard input.", "-", "Send a text, or name a file.")
        return
    most = settings.input_size * MIB
    first = stdin.readline(most + 1)
    if is_article(first):
        yield from articles(stdin, "-", first=first, settings=settings)
    elif first.startswith((b"WARC/", b"\x1f\x8b")):
        # An archive is not read from beginning to end only.
        with tempfile.TemporaryFile() as copy:
            copy.write(first)
            shutil.copyfileobj(stdin, copy)
            copy.seek(0)
            if warc.is_warc(copy.read(1024)):
                yield from _told(warc.pages(copy, "-", settings=settings), tell)
            else:
                copy.seek(0)
                yield _whole(copy, "-", "stdin", None, settings=settings)
    else:
        data = first + stdin.read(max(0, most - len(first)) + 1)
        yield Capture(data, "-", "stdin") if len(data) <= most else too_large("-", settings)


def _whole(file: BinaryIO, name: str, how: str, media_type: str | None, *, settings: Settings) -> Obtained:
    most = settings.input_size * MIB
    data = file.read(most + 1)
    return Capture(data, name, how, media_type) if len(data) <= most else too_large(name, settings)


def _unreadable(path: str, exc: OSError) -> SkipItem:
    reason = (exc.strerror or type(exc).__name__).lower()
    return SkipItem(f"it cannot be read ({reason}).", path, "Check the path and the rights to read it.")
