"""Shared lines that prove no copying, and those that do."""

from dataclasses import replace

from sayso.match.passages import passages
from sayso.match.wording import Wording
from sayso.records.links import Likeness, Passage, Stock
from sayso.trace.articles import Article
from sayso.trace.stock import marked
from tests.unit.trace.conftest import BRIDGE, HARVEST, LIBRARY, REGATTA, article, shared

SLOGAN = "Your trusted guide to towns, rivers and everything that moves between them."
SAYING = "Nobody ever crosses the same river twice, because the river changes and so does the traveller."
BACKGROUND = (
    "The Orlen valley was settled by weavers in the twelfth century and lived from cloth until the mills closed.",
    "Two railways and a canal were built between 1850 and 1890, and most villages got a station of their own.",
)


def kinds(*articles: Article) -> set[Stock | None]:
    found = shared(*articles)
    result = marked(found, {one.document_id: one.wording for one in articles})
    assert [replace(one, stock=None) for one in result] == found != []
    return {one.stock for one in result}


def test_nothing_is_marked_among_no_passages():
    assert marked([], {}) == []


def test_a_slogan_over_unrelated_articles_is_boilerplate():
    articles = (article("a", *BRIDGE, SLOGAN), article("b", *LIBRARY, SLOGAN), article("c", SLOGAN, *HARVEST))
    assert kinds(*articles) == {Stock.BOILERPLATE}


def test_a_saying_in_unrelated_articles_is_a_quotation():
    def quoting(document_id: str, *sentences: str) -> Article:
        line = f"An old proverb says that {SAYING[0].lower()}{SAYING[1:]}"
        return article(document_id, *sentences[:3], line, *sentences[3:], said=[("An old proverb", "says", line[25:-1])])

    assert kinds(quoting("a", *BRIDGE), quoting("b", *LIBRARY), quoting("c", *HARVEST)) == {Stock.QUOTATION}


def test_a_background_paragraph_in_unrelated_articles_is_marked():
    articles = (article("a", *BRIDGE, *BACKGROUND), article("b", *LIBRARY, *BACKGROUND), article("c", *HARVEST, *BACKGROUND))
    found = kinds(*articles)
    assert None not in found
    assert Stock.QUOTATION not in found


def test_what_the_parser_sets_apart_is_no_quotation():
    notice = "Write to us when you have seen something on your way along the river that others should know about as well."
    articles = [
        article(name, *some, notice, boilerplate=[notice]) for name, some in (("a", BRIDGE), ("b", LIBRARY), ("c", HARVEST))
    ]
    assert kinds(*articles) == {Stock.BOILERPLATE}


def test_the_same_line_in_real_copies_is_not_marked():
    articles = (article("a", *BRIDGE, SLOGAN), article("b", *BRIDGE, SLOGAN), article("c", *LIBRARY, SLOGAN))
    found = marked(shared(*articles), {one.document_id: one.wording for one in articles})
    assert {one.stock for one in found if (one.left_doc, one.right_doc) == ("a", "b")} == {None}
    assert {one.stock for one in found if (one.left_doc, one.right_doc) != ("a", "b")} == {Stock.BOILERPLATE}


def test_a_claim_that_is_passed_on_in_other_words_is_not_marked():
    first = "Engineers of the city found deep cracks in four of the nine steel beams of the Karsk bridge in February."
    told = "In February four of nine beams of the bridge in Karsk, all of steel, had deep cracks, city engineers found out."
    again = "Deep cracks in four of the nine steel beams of the Karsk bridge troubled city engineers during February."
    assert kinds(article("a", first, *LIBRARY), article("b", *HARVEST, told), article("c", *REGATTA, again)) == {None}


def test_a_claim_that_is_put_on_somebody_who_is_named_is_not_marked():
    def reporting(document_id: str, who: str, *sentences: str) -> Article:
        line = f"{who} said that four of the nine steel beams of the Karsk bridge had deep cracks in February."
        near = "The bridge in Karsk crosses the Sella near Ostrow."
        return article(document_id, *sentences, near, line, said=[(who, "said", line[len(who) + 11 : -1])])

    ours, theirs = reporting("a", "Lena Brandt", *LIBRARY), reporting("b", "Pavel Orsic", *HARVEST[:3], REGATTA[1])
    found = marked(shared(ours, theirs), {"a": ours.wording, "b": theirs.wording})
    assert Stock.BOILERPLATE not in {one.stock for one in found}


def test_one_pair_with_a_long_shared_part_proves_copying():
    assert kinds(article("a", *BRIDGE), article("b", *BRIDGE[:5], *LIBRARY)) == {None}


def test_passages_come_back_in_the_order_given():
    texts = {"a": f"{SLOGAN} {' '.join(BRIDGE)}", "b": f"{' '.join(LIBRARY)} {SLOGAN}"}
    wordings = {name: Wording.of(text) for name, text in texts.items()}
    (one,) = passages(wordings["a"], wordings["b"])
    first = Passage("a", one.left, "b", one.right, one.likeness, one.similarity)
    again = replace(first, likeness=Likeness.EDITED)
    assert [found.likeness for found in marked([again, first], wordings)] == [Likeness.EDITED, Likeness.SAME]
