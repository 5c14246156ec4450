"""A claim put in order: wording, origins with those that have it from there, denials, changes, circles, times."""

from datetime import timedelta
from itertools import permutations

import pytest

from sayso.records.links import EdgeKind
from sayso.records.statements import Polarity
from sayso.show.claim_view import Branch, Counts, brief, lay_out, wording_of
from sayso.show.wording import Standing
from sayso.trace.origins import OriginKind
from tests.unit.show import claims
from tests.unit.show.claims import ELEVEN, ROWS, edge, own, sheet, traced, unit
from tests.unit.trace.conftest import Said, units_of


def tree(branch: Branch) -> tuple[str, ...] | tuple[object, ...]:
    return (branch.document.document_id, *map(tree, branch.heirs))


def names(rows) -> list[str]:
    return [row.document_id for row in rows]


def test_articles_that_assert_it_and_those_that_only_deny_it_by_date():
    found = sheet()
    assert names(found.asserting) == ["wire", "tribune", "post", "gazette", "radio", "weekly"]
    assert names(found.denying) == ["mail"]


def test_an_article_that_corrects_something_is_told_apart_from_one_that_denies():
    line = f"Correction: Ann Lee said that {ELEVEN}, not for nine."
    (fix,) = units_of("mail", line, outlet="Evening Mail", said=[Said(ELEVEN, "Ann Lee", number="eleven weeks")])
    found = sheet(traced([unit("wire", ELEVEN, "Ann Lee"), fix]))
    assert (names(found.asserting), names(found.denying), names(found.correcting)) == (["wire"], [], ["mail"])
    assert (found.denials[0].said.corrects, found.denials[0].articles) == (True, 1)
    short = brief(traced([unit("wire", ELEVEN, "Ann Lee"), fix]), ROWS)
    assert (short.asserting, short.denying, short.correcting) == (1, 0, 1)


def test_the_words_are_those_that_most_others_were_taken_from():
    assert wording_of(claims.travelled()) == "wire:s1"
    assert sheet().wording.content == ELEVEN


def test_of_equals_the_earliest_has_the_words_then_the_lesser_id():
    assert wording_of(traced([unit("radio", ELEVEN, "Ann"), unit("post", ELEVEN, "Bo")])) == "post:s1"
    assert wording_of(traced([unit("y", ELEVEN, "Ann"), unit("x", ELEVEN, "Bo")])) == "x:s1"


def test_a_denial_has_the_words_only_where_nobody_asserts_it():
    assert wording_of(claims.denied()) == "post:s1"
    assert (
        wording_of(traced([unit("radio", ELEVEN, "Ann"), unit("post", ELEVEN, "Bo", polarity=Polarity.NEGATIVE)])) == "radio:s1"
    )


def test_origins_with_all_that_goes_back_to_them():
    found = sheet()
    assert [(one.number, one.name, one.counts, one.articles) for one in found.origins] == [
        (1, "Ann Lee", Counts.SURE, 4),
        (2, "Bo Roe", Counts.SURE, 1),
        (3, "An official", Counts.SURE, 1),
    ]
    assert [tree(one) for one in found.origins[0].branches] == [("wire", ("post", ("gazette",), ("weekly",)))]
    (wire,) = found.origins[0].branches
    assert (wire.edge, wire.size) == (None, 4)
    assert [heir.edge and heir.edge.kind for heir in wire.heirs[0].heirs] == [EdgeKind.COPY, EdgeKind.CITES]
    assert found.origins[0].called == ("Ann Lee", "She", "The Harbour Post")


def test_an_unnamed_source_that_may_be_another_is_open():
    named = [unit("wire", ELEVEN, "Minister Ann Lee"), unit("tribune", ELEVEN, "An official", named=False)]
    assert [one.counts for one in sheet(traced(named)).origins] == [Counts.SURE, Counts.OPEN]
    both = [unit("wire", ELEVEN, "A person", named=False), unit("post", ELEVEN, "Somebody there", named=False)]
    assert [one.counts for one in sheet(traced(both)).origins] == [Counts.OPEN, Counts.OPEN]
    assert [one.counts for one in sheet(traced(both[:1])).origins] == [Counts.SURE]


def test_an_outlet_that_is_cited_counts_only_where_nothing_else_does():
    cites = unit("weekly", ELEVEN, "The Harbour Post", cue="reported")
    (alone,) = sheet(traced([cites])).origins
    assert (alone.origin.kind, alone.name, alone.counts) == (OriginKind.OUTLET, "Harbour Post", Counts.SURE)
    beside = sheet(traced([cites, unit("wire", ELEVEN, "Ann Lee")])).origins
    assert [(one.origin.kind, one.counts) for one in beside] == [
        (OriginKind.NAMED, Counts.SURE),
        (OriginKind.OUTLET, Counts.NOT),
    ]


def test_how_origins_count_adds_up_to_the_interval():
    for one in (claims.travelled(), claims.many(5)[0], traced([own("post"), own("wire")])):
        found = lay_out(one, claims.many(5)[1])
        counts = [origin.counts for origin in found.origins]
        assert counts.count(Counts.SURE) <= max(1, found.least)
        assert found.most == len(counts) - counts.count(Counts.NOT)


def test_a_copy_of_a_copy_without_an_edge_of_its_own_names_the_original():
    units = [unit(key, ELEVEN, "An official", named=False) for key in ("wire", "post", "gazette")]
    found = sheet(traced(units, [edge("post", "wire"), edge("gazette", "wire")]))
    (wire,) = found.origins[0].branches
    every = [heir for branch in (wire, *wire.heirs) for heir in branch.heirs]
    assert {heir.document.document_id for heir in every} == {"post", "gazette"}
    for heir in every:
        assert (heir.edge is None) == (heir.original is not None)


def test_denials_by_who_makes_them():
    again = unit("gazette", ELEVEN, "Cy Ray", cue="denied", polarity=Polarity.NEGATIVE)
    other = unit("tribune", ELEVEN, "A driver", named=False, polarity=Polarity.NEGATIVE)
    first = unit("mail", ELEVEN, "Cy Ray", cue="denied", polarity=Polarity.NEGATIVE)
    found = sheet(traced([unit("wire", ELEVEN, "Ann"), first, again, other], [edge("gazette", "tribune", EdgeKind.CITES)]))
    assert [[tree(branch) for branch in one.branches] for one in found.denials] == [[("tribune", ("gazette",))], [("mail",)]]
    found = sheet(traced([unit("wire", ELEVEN, "Ann"), first, again]))
    assert [(one.said.source, one.articles) for one in found.denials] == [("Cy Ray", 2)]


def test_changes_with_how_much_later_they_came():
    found = sheet().changes
    number = found[0]
    assert (number.change.what, number.change.from_value, number.change.to_value) == ("number", "eleven weeks", "nine weeks")
    assert (number.old.unit_id, number.new.unit_id) == ("post:s1", "gazette:s1")
    assert (number.later, number.to_the_day) == (timedelta(hours=6), False)
    (by_day,) = [one for one in found if one.new.unit_id == "weekly:s1" and one.change.what == "source"]
    assert (by_day.later, by_day.to_the_day) == (timedelta(days=3), True)


def test_it_is_not_known_how_much_later_where_a_date_is_missing():
    units = [unit("wire", ELEVEN, "Ann Lee"), unit("mail", claims.NINE, "Ann Lee")]
    (change,) = sheet(traced(units, [edge("mail", "wire")])).changes
    assert change.later is None


def test_a_circle_is_told_in_its_order():
    found = sheet(claims.circle())
    assert (found.least, found.most, found.origins) == (0, 1, ())
    order = names(found.ring)
    assert sorted(order) == ["gazette", "post", "tribune"]
    ways = {("post", "gazette"), ("gazette", "tribune"), ("tribune", "post")}
    assert set(zip(order, [*order[1:], order[0]], strict=True)) == ways


def test_who_was_dated_before_the_first_one():
    units = [unit("wire", ELEVEN, "Ann Lee"), unit("post", ELEVEN, "Ann Lee")]
    found = sheet(traced(units, [edge("wire", "post")]))
    assert (found.first.document_id, names(found.earlier)) == ("post", ["wire"])
    assert sheet().earlier == ()


def test_what_is_undecided_is_said_once_for_all_that_it_joins():
    units = [unit(key, ELEVEN, "Ann Lee") for key in ("wire", "post", "gazette", "tribune")]
    pairs = [edge("post", "wire", decided=False), edge("post", "gazette", decided=False), edge("tribune", "wire")]
    assert [names(some) for some in sheet(traced(units, pairs)).undecided] == [["wire", "post", "gazette"]]


def test_times_by_the_hour_and_by_the_day():
    near = sheet(traced([unit("wire", ELEVEN, "Ann"), unit("radio", ELEVEN, "Bo"), unit("mail", ELEVEN, "Cy")])).timeline
    assert [(f"{slot.at:%d %H}", slot.whole_day, names(slot.asserting)) for slot in near.slots] == [
        ("02 08", False, ["wire"]),
        ("03 00", True, ["radio"]),
    ]
    assert near.undated == 1


def test_every_statement_with_its_words_and_labels():
    said = {one.unit_id: one for one in sheet().statements}
    gazette = said["gazette:s1"]
    assert (gazette.source, gazette.written, gazette.cue, gazette.standing) == ("Ann Lee", "She", "said", Standing.NAMED)
    assert (gazette.quantities, gazette.parent, gazette.denies) == ((("nine weeks", "9"),), "post:s1", False)
    assert said["mail:s1"].denies
    assert [one.number for one in sheet().statements] == list(range(1, 8))


def test_an_assertion_of_an_article_is_its_own():
    (said,) = sheet(traced([own("post")])).statements
    assert (said.standing, said.source, said.kind, said.force) == (Standing.OWN, "", None, None)


def test_a_claim_in_a_line_agrees_with_its_sheet():
    for one in (claims.travelled(), claims.circle(), claims.denied()):
        short, whole = brief(one, ROWS, score=0.5, reasons=("near",)), sheet(one)
        assert (short.asserting, short.denying) == (len(whole.asserting), len(whole.denying))
        assert (short.least, short.most, short.wording.unit_id) == (whole.least, whole.most, whole.wording.unit_id)
        assert (short.score, short.reasons) == (0.5, ("near",))


def test_the_order_of_edges_changes_nothing():
    one = claims.travelled()
    sheets = [lay_out(traced(one.claim.units, edges), ROWS) for edges in permutations(one.edges)]
    assert all(found.origins == sheets[0].origins for found in sheets)


@pytest.mark.parametrize("n", [1, 200])
def test_many_copies_are_one_origin(n: int):
    one, rows = claims.many(n)
    (origin,) = lay_out(one, rows).origins
    assert (origin.articles, len(origin.branches), len(origin.branches[0].heirs)) == (n + 1, 1, n)
