"""The table of quantities: every number of each text, with its bounds and unit."""

import csv
from itertools import groupby
from pathlib import Path

import pytest

from sayso.analyse.quantities import quantities
from sayso.analyse.words import split_words
from sayso.records.anchors import Span

ROWS = list(csv.DictReader(Path(__file__).with_name("quantities.csv").read_text(encoding="utf-8").splitlines()))
CASES = [(text, [row for row in rows if row["quantity"]]) for text, rows in groupby(ROWS, key=lambda row: row["text"])]


def number(cell: str) -> float | None:
    return float(cell) if cell else None


def test_the_table_is_large_enough():
    assert len(CASES) >= 120


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_quantities_of(text, expected):
    found = quantities(split_words(text), Span(0, len(text)))
    shown = [(text[q.start : q.end], q.value, q.low, q.high, q.unit, q.approx) for q in found]
    assert shown == [
        (r["quantity"], number(r["value"]), number(r["low"]), number(r["high"]), r["unit"] or None, r["approx"] == "yes")
        for r in expected
    ]
