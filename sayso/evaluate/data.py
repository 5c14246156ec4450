"""Where evaluation data stands, and how records are read from it (JSON Lines, plain or .xz)."""

import json
import lzma
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.errors import NotFound, ParseFailed

Record = dict[str, Any]
VARIABLE = "SAYSO_DATA"

POLNEAR_DEV = "attribution/polnear-dev.jsonl.xz"
WIKINEWS_DEV = "statements/wikinews-dev.jsonl"
WIKINEWS_NEWS = "news/wikinews-2019-2020.jsonl.xz"
GUM = "gum/gum-dep.tar.xz"
MATCHING = "matching"
PAGES = "pages/article-extraction-benchmark.tar.xz"


def locate(given: str | Path | None, *, default: str) -> Path:
    """The path given, or the data set `default` in `data/` of the folder that the environment variable SAYSO_DATA names.

    Raises:
        NotFound: neither leads to a file.
    """
    if given is not None:
        path = Path(given)
        if not path.exists():
            raise NotFound("there is no such file.", str(path), "Check the path.")
        return path
    root = os.environ.get(VARIABLE)
    where = "docs/guide/evaluation.md tells where to get it."
    hint = f"Give a file, or set {VARIABLE} to the folder that holds data/{default}; {where}"
    if not root:
        raise NotFound("the evaluation data is not at hand.", default, hint)
    path = Path(root) / "data" / default
    if not path.exists():
        raise NotFound("the evaluation data is not at hand.", str(path), hint)
    return path


def records(path: Path) -> Iterator[Record]:
    """The JSON objects of a file, one a line, in order; empty lines are passed over.

    Raises:
        ParseFailed: the file is no text in UTF-8, a line is no JSON object, or there is none.
    """
    found = False
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    found = True
                    yield _record(line, f"{path}:{number}")
    except (UnicodeDecodeError, lzma.LZMAError, EOFError, OSError) as exc:
        raise ParseFailed(
            f"it cannot be read ({exc}).", str(path), "JSON Lines in UTF-8 are expected, plain or packed as .xz."
        ) from exc
    if not found:
        raise ParseFailed("it is empty.", str(path), "One JSON object a line is expected.")


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as exc:
        raise ParseFailed(f"this line is no JSON ({exc}).", where, "One object a line is expected.") from exc
    if not isinstance(record, dict):
        raise ParseFailed("this line is no JSON object.", where, "One object a line is expected.")
    return record


def key_of(record: Mapping[str, Any]) -> str:
    """The outside name of a gold record or of a reading: `id` or `doc_id`, else that of its document."""
    document = record.get("document") or {}
    for name in (record.get("id"), record.get("doc_id"), document.get("doc_id"), document.get("document_id")):
        if name:
            return str(name)
    raise ParseFailed("a record has no id.", hint="Give every article a doc_id.")


def check_known(predicted: Mapping[str, Any], gold: Mapping[str, Any]) -> None:
    """Refuse predictions for articles that are not expected.

    Raises:
        NotFound: there are some; the first five are named.
    """
    extra = sorted(set(predicted) - set(gold))
    if extra:
        raise NotFound(
            "there are predictions for articles that are not in the gold file.", ", ".join(extra[:5]), "Compare the ids."
        )
