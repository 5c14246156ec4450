"""Families of copies: from whom each article has its text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records.links import Edge, EdgeKind
from sayso.trace.articles import Article
from sayso.trace.copies import copies
from tests.unit.trace.conftest import BRIDGE, HARVEST, LIBRARY, REGATTA, article, commons


def edges(*articles: Article) -> list[Edge]:
    found = copies(commons(*articles))
    assert all(one.kind is EdgeKind.COPY for one in found)
    assert all(bool(one.reasons) == one.decided for one in found)
    return found


def origins(*articles: Article) -> list[tuple[str, str]]:
    return [(one.doc, one.from_doc) for one in edges(*articles) if one.decided]


def at(hour: int) -> str:
    return f"2026-03-04T{hour:02}:00:00Z"


def test_the_later_of_two_has_it_from_the_earlier():
    assert origins(article("a", *BRIDGE, published=at(12)), article("b", *BRIDGE, published=at(9))) == [("a", "b")]


def test_without_a_reason_there_is_no_direction():
    for hour in (None, at(9)):
        (edge,) = edges(article("a", *BRIDGE, published=hour), article("b", *BRIDGE, published=hour))
        assert (edge.doc, edge.from_doc, edge.decided, edge.reasons) == ("b", "a", False, ())
    assert edges() == []


def test_an_article_whose_place_is_known_has_no_undecided_edge():
    family = [
        article(name, *BRIDGE, published=moment) for name, moment in (("a", at(9)), ("b", at(12)), ("c", None), ("d", None))
    ]
    assert [(edge.doc, edge.from_doc) for edge in edges(*family) if edge.decided] == [("b", "a")]
    assert len([edge for edge in edges(*family) if not edge.decided]) == 2


def test_what_is_no_copy_has_no_edge():
    assert edges(article("a", *BRIDGE, published=at(9)), article("b", *LIBRARY, BRIDGE[0], *HARVEST, published=at(12))) == []


def test_all_of_a_family_have_it_from_the_first():
    family = [article(name, *BRIDGE, published=at(9 + n)) for n, name in enumerate("dbca")]
    assert origins(*family) == [("a", "d"), ("b", "d"), ("c", "d")]


def test_the_copy_of_a_copy_has_it_from_that():
    changed = (BRIDGE[0].replace("eleven", "ten"), BRIDGE[1].replace("four", "six of the old"), *BRIDGE[2:], *LIBRARY[:2])
    first, second, third = (
        article("a", *BRIDGE, published=at(9)),
        article("b", *changed, published=at(12)),
        article("c", *changed, published=at(15)),
    )
    assert origins(first, second, third) == [("b", "a"), ("c", "b")]


def test_a_wrong_date_does_not_turn_an_edge_that_is_credited():
    first = article("a", *BRIDGE, outlet="Karsk Gazette", published="2026-03-04T10:00:00Z")
    copy = article("b", *BRIDGE, "Source: Karsk Gazette", outlet="Harbour Post", published="2026-03-01T10:00:00Z")
    (edge,) = edges(first, copy)
    assert (edge.doc, edge.from_doc, edge.credited, edge.linked) == ("b", "a", True, False)
    assert edge.reasons[0].code == "credit"
    assert "date" not in {one.code for one in edge.reasons}
    assert 0.5 < edge.confidence < 1


def test_the_original_of_a_family_may_have_a_wrong_date():
    first = article("a", *BRIDGE, outlet="Karsk Gazette", published="2026-06-01T10:00:00Z")
    others = [
        article(name, *BRIDGE, "Source: Karsk Gazette", outlet=outlet, published=at(9 + n))
        for n, (name, outlet) in enumerate((("b", "Harbour Post"), ("c", "Lake Tribune"), ("d", "Radio Vardan")))
    ]
    assert origins(first, *others) == [("b", "a"), ("c", "a"), ("d", "a")]


def test_a_missing_date_is_no_reason_against():
    first = article("a", *BRIDGE, outlet="Karsk Gazette")
    copy = article("b", *BRIDGE, "Source: Karsk Gazette", outlet="Harbour Post", published=at(9))
    assert origins(first, copy) == [("b", "a")]


def test_a_link_to_the_original_is_told():
    first = article("a", *BRIDGE, url="https://karsk-gazette.example/bridge", outlet="Karsk Gazette")
    copy = article("b", *BRIDGE, links=[("inspection", "https://karsk-gazette.example/bridge")], outlet="Harbour Post")
    (edge,) = edges(first, copy)
    assert (edge.doc, edge.from_doc, edge.credited, edge.linked) == ("b", "a", False, True)


def test_of_two_in_reach_the_credited_one_is_the_original():
    line = "Source: Lake Tribune"
    articles = (
        article("a", *BRIDGE, outlet="Karsk Gazette", published=at(8)),
        article("b", *BRIDGE, outlet="Lake Tribune", published=at(10)),
        article("c", *BRIDGE, line, outlet="Harbour Post", published=at(12)),
    )
    assert origins(*articles) == [("b", "a"), ("c", "b")]


def test_an_article_made_from_two_has_it_from_both():
    articles = (
        article("a", *BRIDGE[:5], published=at(9)),
        article("b", *HARVEST, published=at(10)),
        article("c", *BRIDGE[:5], *HARVEST, published=at(14)),
    )
    assert origins(*articles) == [("c", "a"), ("c", "b")]


def test_two_families_do_not_mix():
    articles = (
        article("a", *BRIDGE, published=at(9)),
        article("b", *BRIDGE, published=at(10)),
        article("c", *REGATTA, published=at(8)),
        article("d", *REGATTA, published=at(11)),
    )
    assert origins(*articles) == [("b", "a"), ("d", "c")]


@pytest.mark.parametrize("day", ["2026-03-04", None])
def test_where_dates_say_nothing_the_one_in_the_middle_was_first(day):
    def edited(document_id: str, nth: int) -> Article:
        """Every sixth word is left out, other ones in each article."""
        sentences = (" ".join(word for n, word in enumerate(one.split()) if n % 6 != nth) for one in BRIDGE)
        return article(document_id, *sentences, published=day)

    found = edges(article("b", *BRIDGE, published=day), edited("a", 1), edited("c", 2), edited("d", 3))
    assert [(one.doc, one.from_doc) for one in found] == [("a", "b"), ("c", "b"), ("d", "b")]
    assert {reason.code for one in found for reason in one.reasons} == {"middle"}


FAMILY = (
    article("a", *BRIDGE, outlet="Karsk Gazette", published=at(9)),
    article("b", *BRIDGE[:6], "Source: Karsk Gazette", outlet="Harbour Post", published="2026-03-01"),
    article("c", *BRIDGE[::-1], outlet="Lake Tribune", published=at(12)),
    article("d", BRIDGE[0].replace("eleven", "nine"), *BRIDGE[1:], outlet="Radio Vardan"),
    article("e", *BRIDGE[:5], *HARVEST, published=at(15)),
    article("f", *HARVEST, published=at(11)),
    article("g", *LIBRARY, published=at(7)),
)
SHARED = commons(*FAMILY)


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(len(SHARED))))
def test_the_order_of_the_input_changes_nothing(order):
    assert copies([SHARED[n] for n in order]) == copies(SHARED)


def test_edges_come_in_the_order_of_the_documents():
    found = origins(*FAMILY)
    assert found == sorted(found)
    assert {doc for doc, _ in found} >= {"b", "c", "e"}
