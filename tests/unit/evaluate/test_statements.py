"""Statement scores: small cases by hand, and agreement with the reference scorer where it is at hand."""

import random

import pytest

from sayso.evaluate import data, statements
from sayso.evaluate.figures import Tally
from tests.unit.evaluate.material import TEXT, disturbed, reference, span

OUTER: dict[str, object] = {
    "id": "s1",
    "content": span("the road is open"),
    "cue": span("said"),
    "source": span("Ann Lee"),
    "parent": None,
    "relays": [],
    "quote": "direct",
    "source_kind": "person",
    "source_named": True,
    "source_resolved": "Ann Lee",
    "force": "states",
    "certainty": "certain",
    "polarity": "positive",
}
INNER: dict[str, object] = {
    **OUTER,
    "id": "s2",
    "content": span("it was closed"),
    "source": span("police"),
    "cue": span("denied"),
    "parent": "s1",
}


def article(*rows: dict[str, object]) -> dict[str, object]:
    return {"doc_id": "a", "text": TEXT, "statements": list(rows)}


def test_equal_sides_score_one_everywhere():
    scores = statements.evaluate([article(OUTER, INNER)], [article(OUTER, INNER)])
    assert set(scores.accuracy.values()) == set(scores.macro.values()) == {1.0}
    assert scores.tallies["nested"] == Tally(1, 1, 1, 1)


def test_parent_counts_only_when_it_is_the_partner_of_the_parent():
    stray = {**INNER, "parent": "s9"}
    assert statements.evaluate([article(OUTER, INNER)], [article(OUTER, stray)]).tallies["nested"] == Tally(0, 1, 0, 1)


def test_a_nested_statement_whose_parent_was_not_found_is_not_right_for_having_none():
    alone = {**INNER, "parent": None}
    assert statements.evaluate([article(OUTER, INNER)], [article(alone)]).tallies["nested"] == Tally(0, 0, 0, 1)


def test_relays_count_when_they_share_a_token():
    told = {**OUTER, "relays": span("police")}
    assert statements.evaluate([article(told)], [article(told)]).tallies["relays"] == Tally(1, 1, 1, 1)
    assert statements.evaluate([article(told)], [article(OUTER)]).tallies["relays"] == Tally(0, 0, 0, 1)


def test_differing_labels_are_counted_and_listed():
    other = {**OUTER, "force": "claims"}
    scores = statements.evaluate([article(OUTER)], [article(other)])
    assert scores.accuracy["force"] == 0.0
    assert [(d.field, d.expected, d.predicted) for d in scores.disagreements] == [("force", "states", "claims")]
    assert "force: states -> claims" in statements.as_text(scores, examples=1)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("the Ministry of Health", "Ministry, Health", True),
        ("Mr. Lee", "Ann Lee", True),
        ("Ann Lee", "Bob Lee", False),
        (None, "", True),
        (None, "Lee", False),
    ],
)
def test_names_that_count_as_one(left: str | None, right: str | None, same: bool):
    assert statements.same_name(left, right) is same


def test_intervals_are_the_same_from_run_to_run():
    gold = [article(OUTER, INNER) | {"doc_id": str(n)} for n in range(8)]
    predicted = [item | {"statements": item["statements"][: n % 3]} for n, item in enumerate(gold)]  # type: ignore[index]
    first = statements.evaluate(gold, predicted, resamples=50)
    assert first.intervals == statements.evaluate(gold, predicted, resamples=50).intervals
    low, high = first.intervals["found"]
    assert low < first.tallies["found"].f1 < high


def test_figures_equal_the_reference():
    module = reference("statements")
    gold = list(data.records(data.locate(None, default=data.WIKINEWS_DEV)))
    predicted = disturbed(gold, ("source", "cue", "content", "relays"))
    chance = random.Random(3)
    for item in predicted:
        for row in item["statements"]:
            if chance.random() < 0.2:
                row["force"], row["polarity"] = "claims", "negative"
    mine = statements.evaluate(gold, predicted)
    theirs, errors = module.score({r["doc_id"]: r for r in gold}, {r["doc_id"]: r for r in predicted})
    for name, tally in mine.tallies.items():
        expected = theirs[name]
        assert (tally.precision, tally.recall, tally.f1, tally.expected) == pytest.approx(
            (expected["p"], expected["r"], expected["f1"], expected["n"])
        )
    for label, accuracy in mine.accuracy.items():
        assert accuracy == theirs[label]["accuracy"]
        assert mine.macro.get(label) == pytest.approx(theirs[label].get("macro_f1"))
    assert len(mine.disagreements) == len(errors)
