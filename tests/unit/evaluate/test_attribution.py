"""Attribution scores: small cases by hand, and agreement with the reference scorer where it is at hand."""

import pytest

from sayso.errors import NotFound
from sayso.evaluate import attribution, data
from sayso.evaluate.figures import Tally
from tests.unit.evaluate.material import TEXT, disturbed, reference, span


def record(*triples: tuple[str, str, str], **more: object) -> dict[str, object]:
    rows = [{"source": span(s), "cue": span(q), "content": span(c)} for s, q, c in triples]
    return {"id": "a", "text": TEXT, "attributions": rows, **more}


FIRST = ("Ann Lee", "said", "the road is open")
SECOND = ("police", "denied", "it was closed")


def test_equal_sides_score_one_everywhere():
    scores = attribution.evaluate([record(FIRST, SECOND)], [record(FIRST, SECOND)])
    assert {tally.f1 for name, tally in scores.tallies.items() if not name.startswith("recall")} == {1.0}


def test_wrong_source_is_found_but_not_right():
    wrong = ("police", "said", "the road is open")
    tallies = attribution.evaluate([record(FIRST)], [record(wrong)]).tallies
    assert (tallies["relation found"].right, tallies["relation right"].right) == (1, 0)


def test_short_content_is_right_but_not_tight():
    short = ("Ann Lee", "said", "road is")
    tallies = attribution.evaluate([record(FIRST)], [record(short)]).tallies
    assert (tallies["relation right"].right, tallies["relation tight"].right) == (1, 0)


def test_missing_article_counts_as_without_predictions():
    tallies = attribution.evaluate([record(FIRST, SECOND)], []).tallies
    assert tallies["relation found"] == Tally(0, 0, 0, 2)


def test_prediction_for_unknown_article_is_refused():
    with pytest.raises(NotFound, match="b"):
        attribution.evaluate([record(FIRST)], [record(FIRST, id="b")])


def test_discarded_regions_count_on_neither_side():
    gold = record(FIRST, SECOND, discard=span("police denied that it was closed"))
    assert attribution.evaluate([gold], [record(FIRST, SECOND)]).tallies["relation found"] == Tally(1, 1, 1, 1)


def test_of_a_reading_only_top_level_statements_count():
    top = {"id": "s1", "source": span("Ann Lee"), "cue": span("said"), "content": span("the road is open"), "parent": None}
    inner = {**top, "id": "s2", "parent": "s1"}
    reading = {"document": {"doc_id": "a", "text": TEXT}, "statements": [top, inner]}
    assert attribution.evaluate([record(FIRST)], [reading]).tallies["relation found"] == Tally(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("content", "form"),
    [("“All quiet,”", "direct"), ("all quiet", "indirect"), ('he was "quiet" all the way home', "mixed"), ("", "indirect")],
)
def test_quote_form(content: str, form: str):
    assert attribution.quote_form(content, [(0, len(content))]) == form


def test_table_names_every_row():
    scores = attribution.evaluate([record(FIRST)], [record(FIRST)], resamples=20)
    table = attribution.as_text(scores)
    assert all(name in table for name in scores.tallies)
    assert "[100.0, 100.0]" in table


def test_figures_equal_the_reference():
    module = reference("attribution")
    gold = list(data.records(data.locate(None, default=data.POLNEAR_DEV)))[:40]
    predicted = disturbed(gold, ("source", "cue", "content"))
    mine = attribution.evaluate(gold, predicted, resamples=5).tallies
    theirs = module.add(module.evaluate({r["id"]: r for r in gold}, {r["id"]: r for r in predicted}).values())
    assert {name: [t.right, t.predicted, t.recalled, t.expected] for name, t in mine.items()} == dict(theirs)
