"""Each reason by itself: it speaks for one direction and is silent in the other."""

from functools import partial

import pytest

from sayso.trace.articles import Article
from sayso.trace.reasons import AMENDED, CITED, CORRECTS, CREDIT, CUT, DAYS, KEPT, LATER, LINK, MONTH, TITLE, page_of, reasons
from tests.unit.trace.conftest import BRIDGE, LIBRARY, article, common, span

gazette = partial(article, outlet="Karsk Gazette")
post = partial(article, outlet="Harbour Post")


def codes(earlier: Article, later: Article) -> dict[str, float]:
    return {one.code: one.weight for one in reasons(earlier, later, common(earlier, later))}


def test_without_any_reason_there_is_none():
    one, other = article("a", *BRIDGE), article("b", *BRIDGE)
    assert codes(one, other) == codes(other, one) == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Source: Karsk Gazette", "credits Karsk Gazette"),
        ("This article was first published by the Karsk Gazette.", "credits the Karsk Gazette"),
    ],
)
def test_a_credit(line, words):
    first, copy = gazette("a", *BRIDGE), post("b", *BRIDGE, line)
    assert codes(first, copy) == {"credit": CREDIT}
    assert "credit" not in codes(copy, first)
    (reason,) = reasons(first, copy, common(first, copy))
    assert reason.text == words
    assert reason.place is not None
    assert "Karsk Gazette" in copy.document.text[slice(*reason.place)]


def test_a_dateline():
    first = article("a", *BRIDGE, outlet="Delta Wire")
    copy = post("b", f"KARSK (Delta Wire) - {BRIDGE[0]}", *BRIDGE[1:])
    found = reasons(first, copy, common(first, copy))
    assert ("credit", "has a dateline of Delta Wire") in {(one.code, one.text) for one in found}
    assert "credit" not in codes(copy, first)


def test_a_credit_of_a_third_outlet_says_nothing_of_two_others():
    line = "Source: Radio Vardan"
    one, other = gazette("a", *BRIDGE, line), post("b", *BRIDGE, line)
    assert codes(one, other) == codes(other, one) == {}


def test_where_each_credits_the_other_both_directions_have_a_reason():
    one = gazette("a", *BRIDGE, "Source: Harbour Post")
    other = post("b", *BRIDGE, "Source: Karsk Gazette")
    assert codes(one, other)["credit"] == codes(other, one)["credit"] == CREDIT


def test_a_link_to_the_page():
    first = gazette("a", *BRIDGE, url="https://www.karsk-gazette.example/bridge/")
    copy = post("b", *BRIDGE, links=[("inspection", "http://karsk-gazette.example/bridge?from=x#top")])
    assert codes(first, copy) == {"link": LINK}
    assert codes(copy, first) == {}
    (reason,) = reasons(first, copy, common(first, copy))
    assert reason.place == span(copy.document.text, "inspection")


def test_a_link_to_another_page_of_the_outlet_is_no_reason():
    first = gazette("a", *BRIDGE, url="https://karsk-gazette.example/bridge")
    copy = post("b", *BRIDGE, links=[("inspection", "https://karsk-gazette.example/other")])
    assert codes(first, copy) == codes(copy, first) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x", True),
        ("https://a.example/x?y=1#z", "https://A.example/X", True),
        ("https://a.example/x", "https://a.example/y", False),
        ("a.example/x", "https://a.example/x", True),
    ],
)
def test_what_addresses_of_one_page_have_in_common(one, other, same):
    assert (page_of(one) == page_of(other)) is same


def test_the_name_of_the_other_outlet_kept_in_a_copied_sentence():
    told = "“The deck cannot wait until the autumn,” the engineer Pavel Orsic told the Karsk Gazette."
    first, copy = gazette("a", told, *BRIDGE), post("b", told, *BRIDGE)
    assert codes(first, copy) == {"kept": KEPT}
    assert codes(copy, first) == {}
    (reason,) = reasons(first, copy, common(first, copy))
    assert copy.document.text[slice(*reason.place or (0, 0))] == told


def test_the_name_of_the_other_outlet_added_to_a_shared_sentence():
    told = "“The deck cannot wait until the autumn,” the engineer Pavel Orsic told {}."
    first = gazette("a", told.format("our reporter"), *BRIDGE)
    copy = post("b", told.format("the Karsk Gazette"), *BRIDGE)
    assert codes(first, copy) == {"cited": CITED}
    assert codes(copy, first) == {}


def test_a_title_that_names_the_other_outlet():
    first = gazette("a", *BRIDGE)
    copy = post("b", *BRIDGE, title="Bridge in Karsk will close, Karsk Gazette reports")
    assert codes(first, copy) == {"title": TITLE}
    assert codes(copy, first) == {}


@pytest.mark.parametrize(
    ("earlier", "later", "weight"),
    [
        ("2026-03-04T10:00:00Z", "2026-03-04T12:30:00Z", DAYS),
        ("2026-03-04", "2026-03-05", None),
        ("2026-03-04", "2026-03-06", DAYS),
        ("2026-03-04T10:00:00Z", "2026-03-20T10:00:00Z", MONTH),
        ("2026-03-04T10:00:00Z", "2026-09-20T10:00:00Z", LATER),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z", None),
        ("2026-03-04T10:00:00Z", "2026-03-04", None),
        (None, "2026-03-04", None),
        ("2026-03-04", None, None),
        ("soon", "2026-03-04", None),
    ],
)
def test_a_date_counts_as_far_as_it_is_known(earlier, later, weight):
    first, copy = article("a", *BRIDGE, published=earlier), article("b", *BRIDGE, published=later)
    assert codes(first, copy).get("date") == weight
    assert codes(copy, first) == {}


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ("2026-03-04T10:20:00Z", "is dated 20 minutes later"),
        ("2026-03-04T11:00:00Z", "is dated 1 hour later"),
        ("2026-03-05T10:00:00Z", "is dated 24 hours later"),
        ("2026-03-14T10:00:00Z", "is dated 10 days later"),
        ("2026-03-04T10:01:00Z", "is dated 1 minute later"),
    ],
)
def test_a_date_in_words(later, words):
    first, copy = article("a", *BRIDGE, published="2026-03-04T10:00:00Z"), article("b", *BRIDGE, published=later)
    (reason,) = reasons(first, copy, common(first, copy))
    assert reason.text == words


def test_a_part_of_the_other_article():
    first, cut = article("a", *BRIDGE), article("b", *BRIDGE[:4])
    assert codes(first, cut) == {"part": CUT}
    assert codes(cut, first) == {}


@pytest.mark.parametrize(("outlet", "weight"), [("Karsk Gazette", CORRECTS), ("Harbour Post", AMENDED)])
def test_a_note_of_correction(outlet, weight):
    note = "Correction: An earlier version of this article gave a wrong number of beams."
    first, later = gazette("a", *BRIDGE), article("b", *BRIDGE, note, outlet=outlet)
    assert codes(first, later) == {"correction": weight}
    assert "correction" not in codes(later, first)


def test_a_note_that_both_have_is_no_reason():
    note = "Correction: An earlier version of this article gave a wrong number of beams."
    first, later = gazette("a", *BRIDGE, note), post("b", *BRIDGE, note)
    assert "correction" not in {**codes(first, later), **codes(later, first)}


def test_the_strongest_reason_comes_first():
    first = gazette("a", *BRIDGE, published="2026-03-04T10:00:00Z")
    copy = post("b", *BRIDGE[:4], "Source: Karsk Gazette", published="2026-03-05T10:00:00Z")
    assert [one.code for one in reasons(first, copy, common(first, copy))] == ["credit", "date", "part"]


def test_articles_of_one_outlet_do_not_credit_each_other():
    one = gazette("a", *BRIDGE, "Source: Karsk Gazette")
    other = gazette("b", *BRIDGE, *LIBRARY)
    assert codes(other, one).keys() <= {"part"}
