"""Reliability tables: bins, errors, and what counts as right."""

import pytest

from sayso.evaluate import calibration
from tests.unit.evaluate.material import TEXT, span

CONFIDENCE = {"content": 0.9, "cue": 0.8, "source": 0.7, "source_kind": 0.6, "force": 0.5, "certainty": 1.0}
LABELS = {"source_kind": "person", "force": "states", "certainty": "certain"}
RIGHT: dict[str, object] = {
    "content": span("the road is open"),
    "cue": span("said"),
    "source": span("Ann Lee"),
    **LABELS,
    "confidence": CONFIDENCE,
}
STRAY: dict[str, object] = {**RIGHT, "content": span("it was closed")}


def gold(*rows: dict[str, object]) -> dict[str, object]:
    return {"doc_id": "a", "text": TEXT, "statements": list(rows)}


def test_a_confidence_that_keeps_its_word_has_no_error():
    cases = [(0.75, True)] * 3 + [(0.75, False)]
    (only,) = calibration.reliability(cases)
    assert (only.low, only.high, only.n, only.confidence, only.right) == (0.7, 0.8, 4, 0.75, 0.75)


def test_one_falls_into_the_last_bin():
    assert calibration.reliability([(1.0, True), (0.9, True)])[0].n == 2


def test_error_is_the_distance_weighted_by_cases():
    rows = calibration.evaluate([gold(RIGHT)], [gold(RIGHT)])
    assert {row.field: pytest.approx(row.ece) for row in rows} == {name: pytest.approx(1 - c) for name, c in CONFIDENCE.items()}


def test_a_statement_without_partner_is_wrong_in_its_spans_and_has_no_labels():
    rows = {row.field: row for row in calibration.evaluate([gold(RIGHT)], [gold(STRAY)])}
    assert rows["content"].bins[0].right == 0.0
    assert "force" not in rows


def test_of_attributions_only_spans_are_judged():
    record = {"id": "a", "text": TEXT, "attributions": [RIGHT]}
    assert [row.field for row in calibration.evaluate([record], [gold(RIGHT)])] == ["content", "cue", "source"]


def test_table_and_json_tell_the_same():
    rows = calibration.evaluate([gold(RIGHT)], [gold(RIGHT)], resamples=10)
    assert "force: ECE 0.500  [0.500, 0.500], 1 cases" in calibration.as_text(rows)
    assert calibration.as_json(rows)["force"]["ece"] == 0.5
