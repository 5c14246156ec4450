"""Readings of bundled articles, frozen: what the model and the rules make of them together."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from sayso.parse import registry
from sayso.show.jsonform import dumps
from tests.golden.freeze import FOLDER, NAMES, frozen, read

MODEL = Path(str(resources.files("sayso.analyse"))) / "model" / "reader.onnx"
pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="the model is not in the tree")
CLOSE = 0.1  # processors round the model's integers in different ways


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    registry.close()


def without_confidence(page: dict[str, Any]) -> dict[str, Any]:
    rows = [{key: value for key, value in row.items() if key != "confidence"} for row in page["statements"]]
    return page | {"statements": rows}


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_article_reads_as_frozen(name: str):
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    found = json.loads(json.dumps(frozen(read(name))))
    hint = "if this change is meant, run python -m tests.golden.freeze"
    assert without_confidence(found) == without_confidence(expected), hint
    for row, before in zip(found["statements"], expected["statements"], strict=True):
        assert row["confidence"] == pytest.approx(before["confidence"], abs=CLOSE), hint


@pytest.mark.parametrize("name", NAMES)
def test_reading_an_article_twice_gives_the_same_bytes(name: str):
    assert dumps(read(name)) == dumps(read(name))
