"""JSON Lines: one article a line, read line by line, so that memory does not grow with the file."""

import json
import math
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import LimitExceeded, ParseFailed, SaysoError
from sayso.records.documents import Capture
from sayso.settings import Settings

MIB = 1024 * 1024
DEEPEST = 100  # levels of lists and objects in a line; Python passes nothing on from process to process that is much deeper


def articles(file: BinaryIO, name: str, *, first: bytes | None, settings: Settings) -> Iterator[Capture | SaysoError]:
    """The articles of a stream of JSON lines, in order, or the errors in their place; empty lines are passed over.

    Args:
        file: the stream, read line by line.
        name: what messages call it; a line is NAME:LINE.
        first: the first line where it has been read already, else None.
        settings: `input_size` is the longest line.
    """
    most = settings.input_size * MIB
    number = 0
    any_article = False
    line = first if first is not None else file.readline(most + 1)
    while line:
        number += 1
        where = f"{name}:{number}"
        if len(line) > most:
            yield too_large(where, settings)
            while line and not line.endswith(b"\n"):
                line = file.readline(MIB)
            any_article = True
        elif line.strip():
            any_article = True
            yield _article(line, where, first=number == 1)
        line = file.readline(most + 1)
    if not any_article:
        yield ParseFailed("it is empty.", name, 'Each line must be one article: {"doc_id": "...", "text": "..."}.')


def _article(line: bytes, where: str, *, first: bool) -> Capture | SaysoError:
    form = 'Each line must be one JSON object with the article in "text".'
    try:
        entry = json.loads(line.decode("utf-8-sig" if first else "utf-8"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as exc:
        return ParseFailed(f"the line is not UTF-8 (byte {exc.start + 1}).", where, "Save the file as UTF-8.")
    except ValueError as exc:
        return ParseFailed(f"the line is not JSON ({exc}).", where, form)
    except RecursionError:
        return ParseFailed("the line is nested too deep.", where, form)
    if not isinstance(entry, dict):
        return ParseFailed("the line is JSON but not an object.", where, form)
    if _is_deep(entry):
        return ParseFailed("the line is nested too deep.", where, form)
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


def _finite(written: str) -> float:
    """A number; NaN and Infinity, which Python takes and JSON has no form for, are refused, and so is 1e999."""
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written[:40]} is no number")
    return number


def _is_deep(entry: object) -> bool:
    level = [entry]
    for _ in range(DEEPEST):
        level = [
            inner for one in level if isinstance(one, dict | list) for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def is_article(line: bytes) -> bool:
    """Whether the first line of standard input is an article in JSON: then all lines are taken for such."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and isinstance(entry.get("text"), str)


def too_large(name: str, settings: Settings) -> LimitExceeded:
    """The error for a file or line over `input_size`."""
    return LimitExceeded(
        f"it is larger than {settings.input_size} MiB.",
        name,
        "Split it into articles, give them as JSONL, or raise input_size.",
    )
