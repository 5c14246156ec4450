"""Readings of gold texts by the shipped model, in the form in which the scorers take predictions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso import pipeline
from sayso.evaluate.data import Record, key_of
from sayso.progress import Listener, silent
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS, Settings
from sayso.show.jsonform import to_json


def predictions(
    gold: Iterable[Mapping[str, Any]], *, settings: Settings = DEFAULTS, listener: Listener = silent
) -> Iterator[Record]:
    """One reading per gold record, in order; offsets are those of the gold text.

    Raises:
        SaysoError: a text cannot be read; nothing is scored then.
    """
    captures = (_capture(record) for record in gold)
    for outcome in pipeline.run(captures, finish=to_json, settings=settings, listener=listener):
        if outcome.error is not None:
            raise outcome.error
        if outcome.value is not None:
            yield outcome.value


def _capture(record: Mapping[str, Any]) -> Capture:
    key = key_of(record)
    metadata: dict[str, object] = {"title": record["title"]} if record.get("title") else {}
    return Capture(record["text"].encode("utf-8"), key, "jsonl", "text/plain", "utf-8", doc_id=key, metadata=metadata)
