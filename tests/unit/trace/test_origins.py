"""On how many independent origins a claim stands."""

from itertools import permutations

import pytest

from sayso.records.links import EdgeKind
from sayso.records.statements import Force, Polarity, SourceKind
from sayso.trace.origins import Origin, OriginKind, Standing, denies, standing
from sayso.trace.units import Unit
from tests.unit.trace.conftest import LIBRARY, Said, edge, units_of

CLAIM = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
LEAD = f"{CLAIM[0].upper()}{CLAIM[1:]}"
POST, GAZETTE, TRIBUNE = "Harbour Post", "Karsk Gazette", "Lake Tribune"
CITES = EdgeKind.CITES


def by(document_id: str, source: str, *, named: bool = True, outlet: str = POST, date: str | None = None, **more) -> list[Unit]:
    """An article in which somebody says it."""
    line = f"{source} said that {CLAIM}."
    return units_of(document_id, line, outlet=outlet, published=date, said=[Said(CLAIM, source, named=named, **more)])


def nobody(document_id: str, *, outlet: str = POST, date: str | None = None) -> list[Unit]:
    """An article in which it is put on nobody: "it is said"."""
    return units_of(document_id, f"It is said that {CLAIM}.", outlet=outlet, published=date, said=[Said(CLAIM)])


def own(document_id: str, *, outlet: str = POST, date: str | None = None) -> list[Unit]:
    """An article that says it itself."""
    return units_of(document_id, f"{LEAD}.", outlet=outlet, published=date, said=[Said(LEAD, cue="")])


def citing(document_id: str, other: str, *, outlet: str) -> list[Unit]:
    """An article in which another outlet reports it."""
    line = f"The {other} reported that {CLAIM}."
    said = Said(CLAIM, f"The {other}", "reported", kind=SourceKind.MEDIA)
    return units_of(document_id, line, outlet=outlet, said=[said])


def stands(*articles: list[Unit], edges=()) -> Standing:
    return standing([one for some in articles for one in some], edges)


def interval(*articles: list[Unit], edges=()) -> tuple[int, int]:
    found = stands(*articles, edges=edges)
    return found.least, found.most


def test_nothing_stands_on_nothing():
    assert stands() == Standing(0, 0, {}, {}, ring=False)


def test_a_named_source_in_five_outlets_is_one_origin():
    found = stands(*(by(key, "Ann Lee", outlet=f"Outlet {key}") for key in "abcde"))
    assert (found.least, found.most, found.ring) == (1, 1, False)
    assert found.origins == {Origin(OriginKind.NAMED, "lee", "Ann Lee", None): tuple(f"{key}:s1" for key in "abcde")}


def test_forms_of_one_name_are_one_origin_with_the_fullest_name():
    found = stands(by("a", "Ann Lee"), by("b", "Lee"), by("c", "A. Lee, a spokeswoman"))
    assert [(one.name, one.role) for one in found.origins] == [("A. Lee, a spokeswoman", "official")]


def test_of_other_than_persons_the_whole_name_counts():
    kind = SourceKind.ORGANISATION
    assert interval(by("a", "The Karsk Council", kind=kind), by("b", "Karsk Council", kind=kind)) == (1, 1)
    assert interval(by("a", "Karsk Council", kind=kind), by("b", "Velm Council", kind=kind)) == (2, 2)


def test_two_named_sources_are_two():
    assert interval(by("a", "Ann Lee"), by("b", "Bo Roe", outlet=GAZETTE)) == (2, 2)


def test_a_name_that_is_resolved_counts_as_the_name():
    assert interval(by("a", "Ann Lee"), by("b", "She", resolved="Ann Lee", outlet=GAZETTE)) == (1, 1)


@pytest.mark.parametrize("first", [by("a", "Ann Lee"), by("a", "An official", named=False), nobody("a"), own("a")])
def test_a_copy_adds_none(first):
    last = first[0].unit_id
    copy = {"by": by("b", "An official", named=False, outlet=GAZETTE), "own": own("b", outlet=GAZETTE)}
    for some in copy.values():
        found = stands(first, some, edges=[edge("b", "a")])
        assert (found.least, found.most) == (1, 1)
        assert found.parents == {some[0].unit_id: last}


def test_a_copy_of_which_it_is_not_known_whose_may_be_an_origin():
    copies = [own("a"), own("b", outlet=GAZETTE)]
    assert interval(*copies, edges=[edge("b", "a", decided=False)]) == (1, 2)


def test_a_correction_is_no_copy():
    assert interval(own("a"), own("b"), edges=[edge("b", "a", EdgeKind.CORRECTS)]) == (1, 2)


@pytest.mark.parametrize("first", [by("a", "Ann Lee"), by("a", "An official", named=False), nobody("a"), own("a")])
def test_a_citation_of_an_outlet_of_the_collection_adds_none(first):
    found = stands(first, citing("b", POST, outlet=GAZETTE), edges=[edge("b", "a", CITES)])
    assert (found.least, found.most) == (1, 1)
    assert found.parents == {"b:s1": first[0].unit_id}


def test_a_citation_counts_for_the_sentence_that_it_stands_in_alone():
    aside = units_of(
        "b", f"The {POST} reported on it.", *LIBRARY, f"{CLAIM.capitalize()}.", said=[Said(CLAIM.capitalize(), cue="")]
    )
    assert stands(own("a"), aside, edges=[edge("b", "a", CITES)]).parents == {}


def test_an_outlet_that_is_cited_but_is_not_in_the_collection_is_an_origin_where_there_is_no_other():
    found = stands(citing("b", TRIBUNE, outlet=GAZETTE))
    assert (found.least, found.most) == (1, 1)
    assert [(one.kind, one.name) for one in found.origins] == [(OriginKind.OUTLET, "lake-tribune")]
    assert interval(citing("b", TRIBUNE, outlet=GAZETTE), by("a", "Ann Lee")) == (1, 1)


def test_an_outlet_is_no_source_of_its_own():
    kind = SourceKind.ORGANISATION
    found = stands(by("a", "Ann Lee"), by("b", f"The {TRIBUNE}", kind=kind, outlet=GAZETTE))
    assert (found.least, found.most) == (1, 1)
    (origin,) = stands(by("a", "Local media", kind=SourceKind.MEDIA)).origins
    assert origin.kind is OriginKind.UNSEEN


def test_a_source_of_its_own_adds_one_though_the_words_are_copied():
    found = stands(by("a", "Ann Lee"), by("b", "Bo Roe", outlet=GAZETTE), edges=[edge("b", "a")])
    assert (found.least, found.most) == (2, 2)
    assert found.parents == {"b:s1": "a:s1"}


def test_two_unnamed_officials_of_two_outlets_may_be_one():
    officials = [by("a", "An official", named=False), by("b", "A ministry official", named=False, outlet=GAZETTE)]
    assert interval(*officials) == (1, 2)


def test_unnamed_sources_of_unlike_roles_are_two():
    assert interval(by("a", "An official", named=False), by("b", "A resident", named=False, outlet=GAZETTE)) == (2, 2)


def test_an_unnamed_source_of_unknown_role_may_be_the_named_one():
    found = stands(by("a", "Ann Lee"), by("b", "A woman", named=False, outlet=GAZETTE))
    assert (found.least, found.most) == (1, 2)
    assert [(one.kind, one.name) for one in found.origins] == [(OriginKind.NAMED, "Ann Lee"), (OriginKind.UNNAMED, "A woman")]


def test_an_unnamed_source_of_unknown_role_may_be_another_unnamed_one():
    assert interval(by("a", "An official", named=False), by("b", "A woman", named=False, outlet=GAZETTE)) == (1, 2)


def test_an_unnamed_source_may_be_a_named_one_of_its_role():
    official = by("b", "An official", named=False, outlet=GAZETTE)
    assert interval(by("a", "Ann Lee, a spokeswoman"), official) == (1, 2)
    assert interval(by("a", "Ann Lee, a resident"), official) == (2, 2)


def test_what_rests_on_nobody_widens_the_most_by_one():
    assert interval(nobody("a")) == (1, 1)
    assert interval(by("a", "Ann Lee"), nobody("b", outlet=GAZETTE)) == (1, 2)
    assert interval(by("a", "Ann Lee"), nobody("b", outlet=GAZETTE), own("c", outlet=TRIBUNE)) == (1, 3)


def with_lead(document_id: str, *, outlet: str = POST) -> list[Unit]:
    """An article that says it itself, and puts it on somebody as well."""
    lines = f"{LEAD}.", f"Ann Lee said that {CLAIM}."
    return units_of(document_id, *lines, outlet=outlet, said=[Said(LEAD, cue=""), Said(CLAIM, "Ann Lee")])


def test_what_an_article_puts_on_somebody_as_well_goes_back_to_that_one():
    found = stands(with_lead("a"))
    assert (found.least, found.most) == (1, 1)
    assert list(found.origins.values()) == [("a:o1", "a:s1")]


def test_who_has_a_lead_from_such_an_article_adds_none():
    found = stands(with_lead("a"), own("b", outlet=GAZETTE), edges=[edge("b", "a")])
    assert (found.least, found.most) == (1, 1)
    assert list(found.origins.values()) == [("a:o1", "a:s1", "b:o1")]
    assert interval(with_lead("a"), with_lead("b", outlet=GAZETTE), edges=[edge("b", "a")]) == (1, 1)


def test_what_is_only_copied_from_an_outlet_is_not_its_account():
    copied = [own("a"), own("b", outlet=GAZETTE), by("c", "Ann Lee")]
    assert interval(*copied, edges=[edge("b", "a")]) == (1, 2)


def test_the_account_of_an_outlet_is_an_origin_where_others_cite_it_for_it():
    found = stands(own("a"), citing("b", POST, outlet=GAZETTE), by("c", "Ann Lee"), edges=[edge("b", "a", CITES)])
    assert (found.least, found.most) == (2, 2)
    assert [(one.kind, one.name, some) for one, some in found.origins.items()] == [
        (OriginKind.ACCOUNT, POST, ("a:o1", "b:s1")),
        (OriginKind.NAMED, "Ann Lee", ("c:s1",)),
    ]


def test_what_is_put_on_nobody_is_no_account_though_others_cite_it():
    cited = [nobody("a"), citing("b", POST, outlet=GAZETTE), by("c", "Ann Lee")]
    assert interval(*cited, edges=[edge("b", "a", CITES)]) == (1, 2)


def test_beside_an_account_that_is_cited_an_earlier_one_is_none():
    accounts = [own("a", date="2026-05-03"), own("c", date="2026-05-02", outlet=TRIBUNE)]
    found = stands(*accounts, citing("b", POST, outlet=GAZETTE), edges=[edge("b", "a", CITES)])
    assert [(one.kind, some) for one, some in found.origins.items()] == [
        (OriginKind.ACCOUNT, ("a:o1", "b:s1")),
        (OriginKind.UNSEEN, ("c:o1",)),
    ]


def test_beside_a_source_the_first_account_is_none():
    assert interval(own("a", date="2026-05-02"), by("b", "Ann Lee", date="2026-05-03")) == (1, 2)


def test_where_nobody_is_named_the_first_account_is_an_origin():
    found = stands(own("b", date="2026-05-02", outlet=GAZETTE), own("a", date="2026-05-03"))
    assert (found.least, found.most) == (1, 2)
    assert [(one.kind, some) for one, some in found.origins.items()] == [
        (OriginKind.ACCOUNT, ("b:o1",)),
        (OriginKind.UNSEEN, ("a:o1",)),
    ]


def test_two_outlets_that_cite_each_other_are_a_ring():
    found = stands(
        citing("a", GAZETTE, outlet=POST),
        citing("b", POST, outlet=GAZETTE),
        edges=[edge("a", "b", CITES), edge("b", "a", CITES)],
    )
    assert (found.least, found.most, found.ring, found.origins) == (0, 1, True, {})


RING = [citing("a", GAZETTE, outlet=POST), citing("b", TRIBUNE, outlet=GAZETTE), citing("c", POST, outlet=TRIBUNE)]
ROUND = [edge("a", "b", CITES), edge("b", "c", CITES), edge("c", "a", CITES)]


def test_three_outlets_that_cite_each_other_are_a_ring_and_copies_of_them_too():
    found = stands(*RING, edges=ROUND)
    assert (found.least, found.most, found.ring) == (0, 1, True)
    found = stands(*RING, own("d"), edges=[*ROUND, edge("d", "a")])
    assert (found.least, found.most, found.ring) == (0, 1, True)


def test_with_another_root_it_is_no_ring():
    found = stands(*RING, by("d", "Ann Lee"), edges=ROUND)
    assert (found.least, found.most, found.ring) == (1, 1, False)


def test_without_one_of_its_articles_it_is_no_ring():
    found = stands(*RING[:2], edges=ROUND)
    assert (found.least, found.most, found.ring) == (1, 1, False)


DENIALS = [
    by("b", "Bo Roe", polarity=Polarity.NEGATIVE),
    by("b", "Bo Roe", force=Force.DENIES),
    units_of("b", f"Correction: {CLAIM}.", said=[Said(CLAIM, cue="")]),
]


@pytest.mark.parametrize("denial", DENIALS)
def test_denials_are_left_out(denial):
    assert denies(denial[0])
    assert stands(by("a", "Ann Lee"), denial) == stands(by("a", "Ann Lee"))
    assert stands(denial) == stands()


def test_what_is_asserted_is_no_denial():
    assert not any(denies(some[0]) for some in (by("a", "Ann Lee"), nobody("a"), own("a")))


def several(document_id: str, *numbers: str, date: str | None = None, words: str = CLAIM) -> list[Unit]:
    """An article that says it with each of some numbers."""
    said = [Said(words.replace("eleven weeks", one), number=one) for one in numbers]
    return units_of(document_id, *(f"It is said that {one.content}." for one in said), published=date, said=said)


MAY = "2026-05-01T08:00Z", "2026-05-02T08:00Z", "2026-05-03T08:00Z"


def test_of_two_statements_of_the_original_the_one_most_alike_is_the_parent():
    lines = CLAIM, "in Karsk a bridge will close"
    first = units_of("a", *(f"It is said that {one}." for one in lines), said=map(Said, lines))
    assert stands(first, nobody("b"), edges=[edge("b", "a")]).parents == {"b:s1": "a:s1"}


def test_before_that_the_one_with_the_same_number():
    first = [*several("a", "eleven weeks", words="the bridge in Karsk will close for eleven weeks")]
    copies = [several("b", "nine weeks", date=MAY[0]), several("c", "eleven weeks", date=MAY[1])]
    assert stands(first, *copies, edges=[edge("b", "a"), edge("c", "a")]).parents["c:s1"] == "a:s1"


def test_of_several_that_are_as_like_the_one_that_it_was_copied_from_is_the_parent():
    found = stands(
        *(several(key, "nine weeks", date=date) for key, date in zip("abc", MAY, strict=True)),
        edges=[edge("b", "a"), edge("c", "a")],
    )
    assert found.parents == {"b:s1": "a:s1", "c:s1": "a:s1"}


def test_an_earlier_copy_of_the_same_original_may_be_the_parent_and_so_may_what_the_original_was_copied_from():
    numbers = {"a": "nine weeks", "b": "eleven weeks", "c": "eleven weeks", "d": "nine weeks"}
    every = [several(key, number, date=date) for (key, number), date in zip(numbers.items(), (*MAY, None), strict=True)]
    found = stands(*every, edges=[edge("b", "a"), edge("c", "a"), edge("d", "b")])
    assert found.parents == {"b:s1": "a:s1", "c:s1": "b:s1", "d:s1": "a:s1"}


def test_of_copies_of_one_day_neither_is_the_other_ones_parent():
    copies = [several(key, "nine weeks", date="2026-05-02") for key in "bc"]
    found = stands(several("a", "eleven weeks"), *copies, edges=[edge("b", "a"), edge("c", "a")])
    assert found.parents == {"b:s1": "a:s1", "c:s1": "a:s1"}


def test_what_was_copied_from_an_article_is_not_its_parent_whatever_its_date():
    copies = [several("b", "nine weeks", date=MAY[1]), several("c", "nine weeks", date=MAY[0])]
    found = stands(several("a", "eleven weeks"), *copies, edges=[edge("b", "a"), edge("c", "a"), edge("c", "b")])
    assert found.parents == {"b:s1": "a:s1", "c:s1": "b:s1"}


def test_the_order_of_statements_and_edges_changes_nothing():
    every = [*by("a", "Ann Lee"), *nobody("b"), *by("c", "An official", named=False), *own("d")]
    edges = [edge("b", "a"), edge("d", "c"), edge("d", "a")]
    first = standing(every, edges)
    assert all(standing(some, edges[::-1]) == first for some in permutations(every))
