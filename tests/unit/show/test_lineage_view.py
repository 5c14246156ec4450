import json

import pytest

from sayso.records.anchors import Span
from sayso.records.links import EdgeKind, Likeness, Passage, Stock
from sayso.show.lineage_view import Step, dumps, lay_out, neighbours
from sayso.trace.lineage import Lineage
from tests.unit.show import lineages
from tests.unit.show.lineages import FOUND, TEXTS, row


def names(ties):
    return [(tie.edge.kind.value, tie.other.document_id) for tie in ties]


def test_what_it_has_and_who_has_it_are_told_apart():
    sheet = lineages.post()
    assert names(sheet.origins) == [("copy", "wire")]
    assert names(sheet.undecided) == [("copy", "twin")]
    assert lineages.alone().origins == ()


def test_who_has_it_comes_by_date_and_those_without_a_date_last():
    assert names(lineages.post().heirs) == [("copy", "blog"), ("corrects", "fixed"), ("cites", "week")]


def test_the_chain_leads_up_to_the_first_one():
    found = []
    steps: tuple[Step, ...] = (lineages.sheet("fair").chain,)
    while steps:
        found.append((steps[0].document.document_id, steps[0].kind))
        steps = steps[0].steps
    assert found == [("fair", None), ("week", EdgeKind.CITES), ("post", EdgeKind.CITES), ("wire", EdgeKind.COPY)]


def test_a_ring_ends_where_it_began():
    chain = lineages.ring().chain
    last = chain.steps[0].steps[0].steps[0]
    assert (last.document.document_id, last.again, last.steps) == ("wire", True, ())


def test_those_who_have_it_through_others_are_counted_once():
    assert lineages.post().beyond == 1
    assert lineages.sheet("wire").beyond == 3
    assert lineages.ring().beyond == 1


def test_passages_that_follow_each_other_are_one():
    blog = next(one for one in lineages.post().sharing if one.other.document_id == "blog")
    (stretch,) = blog.stretches
    assert (stretch.likeness, stretch.words) == (Likeness.EDITED, 8)
    assert stretch.text == stretch.other_text == "Two roads are under water. The river rises."


def test_a_passage_inside_a_longer_one_is_not_counted_again():
    text = TEXTS["wire"]
    spans = [Span(0, len(text)), Span(0, 28), Span(29, 55)]
    found = Lineage(tuple(Passage("post", one, "wire", one, Likeness.SAME, 1.0) for one in spans), ())
    sheet = lay_out("wire", found, {one: row(one) for one in ("post", "wire")}, {"post": text, "wire": text})
    (sharing,) = sheet.sharing
    assert (len(sharing.stretches), sharing.words, sharing.part) == (1, 14, 1.0)


def test_documents_with_nearly_the_same_text_are_a_family():
    assert [one.other.document_id for one in lineages.post().family] == ["twin"]
    assert [one.other.document_id for one in lineages.sheet("wire").family] == []


def test_stock_stands_apart_with_all_who_have_it():
    sheet = lineages.post()
    (notice,) = sheet.stock
    assert (notice.stock, notice.text) == (Stock.BOILERPLATE, "Write to us with your news.")
    assert {one.document_id for one in notice.others} == {"week", "fair"}
    assert "fair" not in {one.other.document_id for one in sheet.sharing}


def test_neighbours_share_a_passage_or_an_edge():
    assert neighbours("week", FOUND) == ["fair", "post"]
    assert neighbours("nobody", FOUND) == []


def test_json_has_every_reason_with_its_weight_and_both_sides_of_passages():
    text = dumps(lineages.post())
    data = json.loads(text)
    assert text.isascii()
    (copied,) = data["from"]
    assert copied["reasons"] == [{"code": "date", "text": "is dated 2 hours later", "weight": 2.0, "place": None}]
    assert [one["document_id"] for one in data["to"]] == ["blog", "fixed", "week"]
    assert data["to"][0]["reasons"][0]["place"] == [8, 12]
    assert data["chain"]["from"][0] == {"document_id": "wire", "kind": "copy", "again": False, "from": []}
    assert data["family"] == ["twin"]
    first = data["passages"][0]
    assert (first["other"], first["text"], first["likeness"]) == ("blog", "Two roads are under water.", "edited")
    assert {one["stock"] for one in data["passages"]} == {None, "boilerplate"}
    assert {one["document_id"] for one in data["documents"]} == set(TEXTS)


@pytest.mark.parametrize("make", [lineages.post, lineages.many, lineages.hostile])
def test_equal_lineages_give_equal_bytes(make):
    assert dumps(make()) == dumps(make())
