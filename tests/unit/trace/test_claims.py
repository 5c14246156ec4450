"""Claims of several articles."""

from itertools import permutations

from sayso.records.links import EdgeKind
from sayso.records.statements import Polarity
from sayso.trace.changes import Changed
from sayso.trace.claims import claims
from sayso.trace.units import Unit
from tests.unit.trace.conftest import Said, edge, units_of

CLAIM = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
NINE = CLAIM.replace("eleven", "nine")
OTHER = "farmers along the Orlen expect the best cherry harvest for seven years"


def saying(document_id: str, content: str, source: str = "Ann Lee", date: str | None = None, **more) -> list[Unit]:
    said = Said(content, source, number=more.pop("number", ""), **more)
    return units_of(document_id, f"{source} said that {content}.", published=date, said=[said])


EVERY = [
    *saying("a", CLAIM, date="2026-05-02", number="eleven weeks"),
    *saying("b", NINE, date="2026-05-03", number="nine weeks"),
    *saying("c", CLAIM, "Bo Roe", date="2026-05-04", polarity=Polarity.NEGATIVE),
    *saying("d", OTHER, date="2026-05-01"),
]
EDGES = [edge("b", "a"), edge("a", "d"), edge("d", "x")]


def test_a_claim_has_its_statements_its_denials_its_first_its_standing_and_its_changes():
    bridge, harvest = claims(EVERY, EDGES)
    assert [one.unit_id for one in bridge.units] == ["a:s1", "b:s1", "c:s1"]
    assert [one.unit_id for one in bridge.denials] == ["c:s1"]
    assert (bridge.claim_id, bridge.first) == ("a:s1", "a")
    assert (bridge.standing.least, bridge.standing.most, bridge.standing.parents) == (1, 1, {"b:s1": "a:s1"})
    (change,) = bridge.changes
    assert (change.what, change.from_value, change.to_value) == (Changed.NUMBER, "eleven weeks", "nine weeks")
    assert (harvest.claim_id, harvest.first, harvest.denials, harvest.changes) == ("d:s1", "d", (), ())


def test_edges_between_articles_of_unlike_claims_say_nothing():
    harvest = claims(EVERY, EDGES)[1]
    assert harvest.standing.parents == {}


def test_the_order_of_statements_and_edges_changes_nothing():
    made = claims(EVERY, EDGES)
    assert all(claims(some, EDGES[::-1]) == made for some in permutations(EVERY))


def test_each_unit_is_in_one_claim():
    assert sorted(one.unit_id for claim in claims(EVERY, ()) for one in claim.units) == sorted(one.unit_id for one in EVERY)
    assert claims([], EDGES) == []


def test_what_is_only_denied_stands_on_nothing():
    (claim,) = claims(saying("a", CLAIM, polarity=Polarity.NEGATIVE), ())
    assert (claim.units, claim.first) == (claim.denials, "a")
    assert (claim.standing.least, claim.standing.most, claim.standing.ring) == (0, 0, False)


def test_a_correction_takes_back_and_is_not_the_first():
    line = f"{CLAIM[0].upper()}{CLAIM[1:]}"
    wrong = units_of("b", f"{line}.", published="2026-05-03", said=[Said(line, cue="")])
    taken = units_of(
        "a", "Correction: an earlier version was wrong.", f"{line}.", published="2026-05-02", said=[Said(line, cue="")]
    )
    (claim,) = claims([*wrong, *taken], [edge("a", "b", EdgeKind.CORRECTS)])
    assert [one.unit_id for one in claim.denials] == ["a:o1"]
    assert (claim.first, claim.standing.least, claim.standing.most) == ("b", 1, 1)
