import json

import pytest
from jsonschema import Draft202012Validator

from sayso.show.jsonform import dumps, to_json
from sayso.show.schema import article_schema
from tests.unit.show import readings

ALL = [readings.bridge, readings.empty, readings.hostile, readings.right_to_left, lambda: readings.wikinews()[0]]


@pytest.mark.parametrize("make", ALL)
def test_every_reading_follows_the_schema_after_a_round_trip(make):
    Draft202012Validator(article_schema()).validate(json.loads(dumps(make())))


@pytest.mark.parametrize("make", ALL)
def test_one_reading_is_one_ascii_line_and_the_same_each_time(make):
    line = dumps(make())
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert line == dumps(make())
    assert json.loads(dumps(make(), indent=True)) == json.loads(line)


def test_keys_stand_in_the_order_of_the_contract():
    found = json.loads(dumps(readings.bridge()))
    assert list(found) == ["document", "statements", "own", "profile", "problems"]
    assert " ".join(found["document"]) == (
        "document_id doc_id text title byline outlet published dates language url aliases links credits boilerplate"
    )
    assert " ".join(found["statements"][0]) == (
        "id content cue source parent relays quote source_kind source_named source_resolved force certainty polarity target "
        "quantities denies confidence method"
    )
    assert " ".join(found["statements"][0]["confidence"]) == "content cue source source_kind force certainty"
    assert " ".join(found["own"][0]) == "id content certainty agentless"
    assert " ".join(found["profile"]) == "words statements named unnamed nobody own direct relayed by_source"


def test_text_is_unchanged_and_spans_index_it():
    reading = readings.hostile()
    assert json.loads(dumps(reading))["document"]["text"] == reading.document.text
    start, end = to_json(readings.bridge())["statements"][2]["content"][0]  # type: ignore[index]
    assert readings.BRIDGE[start:end] == "the closure will ruin the season"


def test_confidences_have_three_digits_and_whole_numbers_no_point():
    statements = json.loads(dumps(readings.bridge()))["statements"]
    assert statements[0]["confidence"] == {
        "content": 0.931,
        "cue": 0.988,
        "source": 0.912,
        "source_kind": 0.97,
        "force": 0.889,
        "certainty": 0.95,
    }
    assert '"value":250,"low":250,"high":null' in dumps(readings.bridge())


def test_a_number_that_json_cannot_hold_is_null():
    assert json.loads(dumps(readings.hostile()))["statements"][0]["quantities"][0]["high"] is None


def test_problems_of_parsing_and_reading_stand_together_once():
    assert [problem["message"] for problem in json.loads(dumps(readings.bridge()))["problems"]] == [
        "Two captions were left out."
    ]
    assert len(json.loads(dumps(readings.hostile()))["problems"]) == len(readings.HOSTILE)
