import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sayso.show.jsonform import to_json
from sayso.show.schema import article_schema
from tests.unit.show import readings

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "article.schema.json"


def test_the_published_schema_is_current():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == article_schema()


def test_the_schema_is_itself_valid():
    Draft202012Validator.check_schema(article_schema())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["statements", 0, "force"], "shouts"),
        (["statements", 0, "content"], []),
        (["statements", 0, "content"], [[1]]),
        (["statements", 0, "method"], "reader"),
        (["statements", 0, "confidence", "cue"], 1.2),
        (["document", "text"], None),
        (["document", "surplus"], 1),
        (["profile", "words"], -1),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_allow(path, value):
    found = copy.deepcopy(to_json(readings.bridge()))
    place: Any = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not Draft202012Validator(article_schema()).is_valid(found)
