"""Who passes on what another article reported."""

import pytest

from sayso.records.links import Edge, EdgeKind
from sayso.trace.articles import Article
from sayso.trace.copies import copies
from sayso.trace.relays import LINKED, SAME_SENTENCE, SAME_STORY, relays
from tests.unit.trace.conftest import BRIDGE, HARVEST, LIBRARY, REGATTA, article, commons, span

CLAIM = "the crack in the northern pillar of the bridge in Karsk has grown by two centimetres since December"
FIRST = article(
    "a", *BRIDGE, f"An engineer found that {CLAIM}.", outlet="Karsk Gazette", url="https://karsk-gazette.example/bridge"
)


def edges(*articles: Article) -> list[Edge]:
    shared = commons(*articles)
    return relays(sorted(articles, key=lambda one: one.document_id), shared, copies(shared))


def passing_on(line: str, **known: object) -> Article:
    return article("b", *LIBRARY, line, *HARVEST[:2], **{"outlet": "Harbour Post", **known})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"The Karsk Gazette reported that {CLAIM}.", "reported"),
        (f"{CLAIM[0].upper()}{CLAIM[1:]}, the Karsk Gazette reported.", "reported"),
        (f"An engineer told the Karsk Gazette that {CLAIM}.", "told"),
        (f"Officials, citing the Karsk Gazette, say that {CLAIM}.", "citing"),
    ],
)
def test_each_way_to_pass_something_on(line, code):
    (edge,) = edges(FIRST, passing_on(line))
    assert (edge.kind, edge.doc, edge.from_doc) == (EdgeKind.CITES, "b", "a")
    assert (edge.decided, edge.credited, edge.linked, edge.confidence) == (True, True, False, SAME_SENTENCE)
    (reason,) = edge.reasons
    assert reason.code == code
    assert "Karsk Gazette" in reason.text


def test_the_reason_stands_where_the_name_stands():
    later = passing_on(f"The Karsk Gazette reported that {CLAIM}.")
    (edge,) = edges(FIRST, later)
    place = edge.reasons[0].place
    assert place is not None
    assert later.document.text[slice(*place)].endswith("Karsk Gazette")


def test_the_claim_may_stand_in_the_next_sentence():
    later = passing_on(f"That is what the Karsk Gazette reported. {CLAIM[0].upper()}{CLAIM[1:]}.")
    (edge,) = edges(FIRST, later)
    assert edge.confidence == SAME_SENTENCE


def test_a_citation_beside_something_shared_is_less_sure():
    later = article(
        "b", "The Karsk Gazette reported it.", *LIBRARY, *HARVEST, f"{CLAIM[0].upper()}{CLAIM[1:]}.", outlet="Harbour Post"
    )
    (edge,) = edges(FIRST, later)
    assert edge.confidence == SAME_STORY


def test_a_link_leads_to_its_page_though_nothing_is_shared():
    later = passing_on("More about bridges.", links=[("about bridges", "http://www.karsk-gazette.example/bridge/?x=1")])
    (edge,) = edges(FIRST, later)
    assert (edge.doc, edge.from_doc, edge.linked, edge.credited, edge.confidence) == ("b", "a", True, False, LINKED)
    assert edge.reasons[0].place == span(later.document.text, "about bridges")


def test_a_link_elsewhere_leads_nowhere():
    assert edges(FIRST, passing_on("More about bridges.", links=[("about bridges", "https://karsk-gazette.example/x")])) == []


def test_where_nothing_is_shared_a_name_leads_nowhere():
    assert edges(FIRST, passing_on("The Karsk Gazette reported a flood in the valley.")) == []


def test_of_a_chain_only_the_one_who_passed_it_on_is_cited():
    """ "X reported as quoted by Y": the article has it from Y."""
    second = article("c", *REGATTA, f"The Karsk Gazette reported that {CLAIM}.", outlet="Lake Tribune")
    later = passing_on(f"The Karsk Gazette, as quoted by the Lake Tribune, reported that {CLAIM}.")
    found = edges(FIRST, second, later)
    assert [(one.doc, one.from_doc) for one in found] == [("b", "c"), ("c", "a")]


def test_whom_a_cited_report_cites_is_not_cited_by_this_article():
    """ "Y reported, citing X": the article has it from Y, and Y from X."""
    second = article("c", *REGATTA, f"The Karsk Gazette reported that {CLAIM}.", outlet="Lake Tribune")
    later = passing_on(f"{CLAIM[0].upper()}{CLAIM[1:]}, the Lake Tribune reported, citing the Karsk Gazette.")
    found = edges(FIRST, second, later)
    assert [(one.doc, one.from_doc) for one in found] == [("b", "c"), ("c", "a")]


def test_a_citation_that_was_copied_is_no_relay_of_the_copy():
    line = f"The Karsk Gazette reported that {CLAIM}."
    second = article("b", *LIBRARY, line, *HARVEST, outlet="Harbour Post", published="2026-03-04T09:00:00Z")
    copy = article(
        "c", *LIBRARY, line, *HARVEST, "Source: Harbour Post", outlet="Lake Tribune", published="2026-03-04T12:00:00Z"
    )
    found = edges(FIRST, second, copy)
    assert [(one.doc, one.from_doc) for one in found] == [("b", "a")]


def test_a_copy_does_not_pass_on_its_original():
    first = article("a", *BRIDGE, outlet="Karsk Gazette", published="2026-03-04T09:00:00Z")
    copy = article(
        "b", "The Karsk Gazette reported it first.", *BRIDGE, outlet="Harbour Post", published="2026-03-04T12:00:00Z"
    )
    assert edges(first, copy) == []


def test_a_credit_is_no_relay():
    later = article("b", *LIBRARY, f"{CLAIM[0].upper()}{CLAIM[1:]}.", *HARVEST, "Source: Karsk Gazette", outlet="Harbour Post")
    assert edges(FIRST, later) == []


def test_nobody_passes_on_the_own_outlet():
    later = passing_on(f"The Karsk Gazette reported that {CLAIM}.", outlet="Karsk Gazette")
    assert edges(FIRST, later) == []


def test_of_several_articles_of_the_outlet_the_one_with_the_claim_is_meant():
    other = article("c", *BRIDGE[:3], *REGATTA, outlet="Karsk Gazette", published="2026-03-01")
    later = passing_on(f"{BRIDGE[1]} The Karsk Gazette reported that {CLAIM}.")
    assert [(one.doc, one.from_doc) for one in edges(FIRST, other, later)] == [("b", "a")]


def test_of_equal_ones_the_earliest_is_meant():
    line = f"An engineer found that {CLAIM}."
    early = article("c", *REGATTA, line, outlet="Karsk Gazette", published="2026-03-01")
    late = article("d", *BRIDGE, line, outlet="Karsk Gazette", published="2026-03-05")
    found = edges(early, late, passing_on(f"The Karsk Gazette reported that {CLAIM}."))
    assert [(one.doc, one.from_doc) for one in found if one.doc == "b"] == [("b", "c")]


def test_a_story_is_meant_before_its_correction():
    line = f"An engineer found that {CLAIM}."
    note = "Correction: An earlier version of this article gave a wrong month."
    corrected = article("c", *REGATTA, line, note, outlet="Karsk Gazette", published="2026-03-01")
    plain = article("d", *BRIDGE, line, outlet="Karsk Gazette", published="2026-03-05")
    found = edges(corrected, plain, passing_on(f"The Karsk Gazette reported that {CLAIM}."))
    assert [(one.doc, one.from_doc) for one in found if one.doc == "b"] == [("b", "d")]


def test_one_edge_for_two_citations_the_surer_one():
    line = f"The Karsk Gazette reported that {CLAIM}."
    later = article("b", "The Karsk Gazette reported it.", *LIBRARY, line, *HARVEST, outlet="Harbour Post")
    (edge,) = edges(FIRST, later)
    assert edge.confidence == SAME_SENTENCE


def test_nothing_comes_of_nothing():
    assert relays([], [], []) == []
