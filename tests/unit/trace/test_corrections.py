"""Which article corrects or withdraws another."""

import pytest

from sayso.records.links import EdgeKind
from sayso.trace.articles import Article
from sayso.trace.corrections import corrections
from sayso.trace.cues import correction_cue
from tests.unit.trace.conftest import BRIDGE, HARVEST, article, commons

NOTE = "Correction: An earlier version of this article gave a wrong number of beams."


def story(document_id: str, *more: str, **known: object) -> Article:
    return article(document_id, *BRIDGE, *more, **{"outlet": "Karsk Gazette", **known})


def edges(*articles: Article) -> list[tuple[str, str]]:
    return [(one.doc, one.from_doc) for one in corrections(commons(*articles))]


@pytest.mark.parametrize(
    "line",
    [
        "Correction: It was nine beams.",
        "CLARIFICATION — The work takes eleven weeks.",
        "Editor’s note: The second paragraph was changed.",
        "An earlier version of this article gave a wrong number.",
        "This story has been corrected.",
        "The article has since been amended to say nine.",
        "The newspaper has retracted its report.",
        "We retract the story.",
        "It wrongly stated that the bridge had nine arches.",
        "The Gazette no longer stands by the report.",
        "We regret the error.",
        "The report misstated the number of beams.",
    ],
)
def test_the_words_of_a_correction(line):
    document = article("a", BRIDGE[0], BRIDGE[1], line).document
    cue = correction_cue(document)
    assert cue is not None
    words, place = cue
    assert place is not None
    assert document.text[slice(*place)].strip() == words
    assert words in line


@pytest.mark.parametrize(
    "line",
    [
        "The council wants a correction of the border.",
        "The original version of the bridge was built in 1931.",
        "The text was read aloud.",
        "She withdrew from the race.",
        "He corrected the pupils’ homework.",
        "The troops were withdrawn.",
    ],
)
def test_other_uses_of_such_words_correct_nothing(line):
    assert correction_cue(article("a", BRIDGE[0], line).document) is None


def test_a_title_may_say_it():
    assert correction_cue(article("a", *BRIDGE, title="Correction: Bridge in Karsk").document) == ("Correction", None)


def test_a_note_leads_to_the_earlier_article():
    (edge,) = corrections(commons(story("a", published="2026-03-04"), story("b", NOTE, published="2026-03-06")))
    assert (edge.kind, edge.doc, edge.from_doc, edge.decided) == (EdgeKind.CORRECTS, "b", "a", True)
    (reason,) = edge.reasons
    assert reason.code == "correction"
    assert "Correction" in reason.text
    assert reason.place is not None


def test_a_retraction_that_shares_but_a_sentence_leads_there_as_well():
    retraction = article("b", "We retract the story of 4 March.", BRIDGE[1], *HARVEST, outlet="Karsk Gazette")
    assert edges(story("a"), retraction) == [("b", "a")]


def test_an_updated_version_without_a_note_corrects_nothing():
    assert edges(story("a", published="2026-03-04"), story("b", *HARVEST, published="2026-03-06")) == []


def test_the_note_of_another_outlet_corrects_nothing_of_ours():
    assert edges(story("a"), story("b", NOTE, outlet="Harbour Post")) == []


def test_without_an_outlet_nothing_is_corrected():
    assert edges(story("a", outlet=None), story("b", NOTE, outlet=None)) == []


def test_a_note_does_not_correct_what_came_days_later():
    assert edges(story("a", published="2026-03-09"), story("b", NOTE, published="2026-03-04")) == []


def test_dates_that_are_hours_off_do_not_matter():
    assert edges(story("a", published="2026-03-04T12:00:00Z"), story("b", NOTE, published="2026-03-04T09:00:00Z")) == [
        ("b", "a")
    ]


def test_of_two_with_a_note_the_later_corrects_the_earlier_if_days_lie_between():
    assert edges(story("a", NOTE, published="2026-03-04"), story("b", NOTE, published="2026-03-09")) == [("b", "a")]
    assert edges(story("a", NOTE), story("b", NOTE)) == []


def test_the_article_with_most_in_common_is_meant():
    some = article("c", *BRIDGE[:3], *HARVEST, outlet="Karsk Gazette")
    assert edges(some, story("a"), story("b", NOTE)) == [("b", "a")]


def test_the_order_of_the_input_changes_nothing():
    shared = commons(story("a"), story("b", NOTE), article("c", *BRIDGE[:3], *HARVEST, outlet="Karsk Gazette"))
    assert corrections(shared) == corrections(shared[::-1])
