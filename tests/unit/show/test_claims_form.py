import json

from sayso.records.links import EdgeKind
from sayso.records.statements import Polarity, SourceKind
from sayso.show.claims_form import claim_rows
from sayso.show.lineage_form import dumps
from sayso.trace.claims import Claim, claims
from sayso.trace.units import Unit
from tests.unit.trace.conftest import Said, edge, units_of

CLAIM = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
POST, GAZETTE = "Harbour Post", "Karsk Gazette"
LISTS = ["statements", "claims", "rings", "denials", "drift"]


def saying(document_id: str, content: str, source: str, **more) -> list[Unit]:
    return units_of(document_id, f"{source} said that {content}.", said=[Said(content, source, **more)])


def citing(document_id: str, other: str, outlet: str) -> list[Unit]:
    said = Said(CLAIM, f"The {other}", "reported", kind=SourceKind.MEDIA)
    return units_of(document_id, f"The {other} reported that {CLAIM}.", outlet=outlet, said=[said])


def bridge() -> list[Claim]:
    """A claim with a copy in which the number changed, and a denial."""
    every = [
        *saying("d1", CLAIM, "Ann Lee", number="eleven weeks"),
        *saying("d2", CLAIM.replace("eleven", "nine"), "She", resolved="Ann Lee", number="nine weeks"),
        *saying("d3", CLAIM, "Bo Roe", polarity=Polarity.NEGATIVE),
    ]
    return claims(every, [edge("d2", "d1")])


NAMES = {"d1": "z-one", "d2": "y-two", "d3": "x-three"}


def test_documents_go_by_their_outside_names_in_all_lists():
    rows = claim_rows(bridge(), NAMES)
    assert list(rows) == LISTS
    assert [(one["id"], one["doc_id"], one["polarity"]) for one in rows["statements"]] == [
        ("x-three:s1", "x-three", "negative"),
        ("y-two:s1", "y-two", "positive"),
        ("z-one:s1", "z-one", "positive"),
    ]
    assert rows["claims"] == [
        {
            "claim_id": "x-three:s1",
            "statements": ["x-three:s1", "y-two:s1", "z-one:s1"],
            "first_doc": "z-one",
            "n_origins_min": 1,
            "n_origins_max": 1,
            "origins": [{"kind": "named", "name": "Ann Lee", "role": None, "statements": ["y-two:s1", "z-one:s1"]}],
        }
    ]
    assert rows["rings"] == []
    assert rows["denials"] == [{"denial": "x-three:s1", "denies": "y-two:s1"}]
    assert rows["drift"] == [{"from_doc": "z-one", "to_doc": "y-two", "from_value": "eleven weeks", "to_value": "nine weeks"}]


def test_spans_lead_to_what_is_said():
    rows = claim_rows(bridge(), NAMES)
    text = bridge()[0].units[0].article.document.text
    start = text.index(CLAIM)
    assert rows["statements"][2]["spans"] == [[start, start + len(CLAIM)]]


def test_what_is_denied_by_all_or_taken_back_is_no_denial_of_a_statement():
    denied = claims(saying("d3", CLAIM, "Bo Roe", polarity=Polarity.NEGATIVE), ())
    assert claim_rows(denied, NAMES)["denials"] == []
    line = f"{CLAIM[0].upper()}{CLAIM[1:]}"
    taken_back = units_of("d2", "Correction: an earlier version was wrong.", f"{line}.", said=[Said(line, cue="")])
    rows = claim_rows(claims([*saying("d1", CLAIM, "Ann Lee"), *taken_back], ()), NAMES)
    assert rows["denials"] == []
    assert [one["polarity"] for one in rows["statements"]] == ["negative", "positive"]


def test_a_ring_is_listed_with_its_documents_and_without_who_denies_it():
    ring = [*citing("d1", GAZETTE, POST), *citing("d2", POST, GAZETTE)]
    edges = [edge("d1", "d2", EdgeKind.CITES), edge("d2", "d1", EdgeKind.CITES)]
    denial = saying("d3", CLAIM, "Bo Roe", polarity=Polarity.NEGATIVE)
    rows = claim_rows(claims([*ring, *denial], edges), NAMES)
    assert rows["rings"] == [{"docs": ["y-two", "z-one"]}]
    assert [(one["n_origins_min"], one["n_origins_max"]) for one in rows["claims"]] == [(0, 1)]


def test_changes_of_other_than_numbers_are_no_drift():
    every = [*saying("d1", CLAIM, "Ann Lee"), *saying("d2", CLAIM, "Bo Roe")]
    (claim,) = claims(every, [edge("d2", "d1")])
    assert claim.changes
    assert claim_rows([claim], NAMES)["drift"] == []


def test_the_order_of_claims_changes_nothing():
    more = claims(saying("d1", "forty boats took part in the regatta off Port Ellis", "Cy Moe"), ())
    assert claim_rows([*bridge(), *more], NAMES) == claim_rows([*more, *bridge()], NAMES)


def test_the_rows_are_json_and_without_claims_the_lists_are_empty():
    rows = claim_rows(bridge(), NAMES)
    assert json.loads(dumps(rows)) == json.loads(json.dumps(rows))
    assert claim_rows([], NAMES) == {name: [] for name in LISTS}
