"""Who only carried a statement, told apart from who made it."""

import pytest

from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.carriers import complete
from sayso.analyse.encoding import encode
from tests.unit.analyse.material import features, parameters, shown

CONTENT = "the road is open"


def completed(text: str, source: str, cue: str) -> Draft:
    """The one statement of `text`, completed."""
    units = encode(text)
    marked = {"source": [source], "cue": [cue], "content": [CONTENT]}
    found = drafts(units, features(units, marked), parameters())
    complete(units, found)
    (draft,) = found
    return draft


@pytest.mark.parametrize(
    ("text", "cue", "relay"),
    [
        ("Ann Lee told reporters that the road is open.", "told", "reporters"),
        ("Ann Lee told Reuters that the road is open.", "told", "Reuters"),
        ("In an interview with local media, Ann Lee said the road is open.", "said", "local media"),
        ("Ann Lee said in an interview with Reuters that the road is open.", "said", "Reuters"),
        ("Ann Lee, interviewed by a news agency, said the road is open.", "said", "news agency"),
    ],
)
def test_a_medium_that_was_told_is_a_relay(text: str, cue: str, relay: str):
    draft = completed(text, "Ann Lee", cue)
    assert shown(text, draft.source) == ["Ann Lee"]
    (carrier,) = shown(text, draft.relays)
    assert carrier.endswith(relay)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee told the council that the road is open.",
        "Ann Lee told John Marlowe that the road is open.",
        "Ann Lee left Reuters. Ann Lee said the road is open.",
    ],
)
def test_others_that_are_told_are_no_relays(text: str):
    assert completed(text, "Ann Lee", "told" if "told" in text else "said").relays == []


@pytest.mark.parametrize("marked", ["us", "that"])
def test_a_pronoun_or_a_conjunction_is_no_relay(marked: str):
    text = "Ann Lee told us that the road is open."
    units = encode(text)
    parts = {"source": ["Ann Lee"], "cue": ["told"], "relay": [marked], "content": [CONTENT]}
    (draft,) = complete(units, drafts(units, features(units, parts), parameters()))
    assert draft.relays == []


def test_the_medium_inside_a_source_is_its_relay():
    text = "According to two officials interviewed by local media, the road is open."
    draft = completed(text, "two officials interviewed by local media", "According to")
    assert shown(text, draft.source) == ["two officials"]
    assert shown(text, draft.relays) == ["local media"]


def test_information_provided_by_a_party_is_put_on_the_party():
    text = "Information provided by the port reveals that the road is open."
    assert shown(text, completed(text, "Information provided by the port", "reveals").source) == ["the port"]


def test_completing_twice_adds_nothing():
    text = "Ann Lee told reporters that the road is open."
    units = encode(text)
    found = drafts(units, features(units, {"source": ["Ann Lee"], "cue": ["told"], "content": [CONTENT]}), parameters())
    complete(units, found)
    complete(units, found)
    assert shown(text, found[0].relays) == ["reporters"]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("Ann Lee said on CNN that the road is open.", "CNN"),
        ("In a Gazette report, Ann Lee said the road is open.", "a Gazette report"),
        ("Ann Lee said the road is open, according to a report by the Gazette.", "a report by the Gazette"),
        ("Speaking to Reuters, Ann Lee said the road is open.", "Reuters"),
    ],
)
def test_other_ways_of_carrying(text: str, relay: str):
    assert shown(text, completed(text, "Ann Lee", "said").relays) == [relay]


def test_a_medium_that_quotes_somebody_relays_them():
    text = "Reuters quoted Ann Lee as saying the road is open."
    units = encode(text)
    found = drafts(units, features(units, {"source": ["Reuters"], "cue": ["quoted"], "content": [CONTENT]}), parameters())
    (draft,) = complete(units, found)
    assert shown(text, draft.source) == ["Ann Lee"]
    assert shown(text, draft.cue) == ["quoted", "as saying"]
    assert shown(text, draft.relays) == ["Reuters"]


def test_according_to_a_party_that_holds_one_report_relays_it():
    text = "According to the daily, Ann Lee said the road is open."
    units = encode(text)
    outer = {"source": ["the daily"], "cue": ["According to"], "content": ["Ann Lee said the road is open"]}
    inner = {"source": ["Ann Lee"], "cue": ["said"], "content": [CONTENT]}
    (draft,) = complete(units, drafts(units, features(units, outer, inner), parameters()))
    assert draft.parent is None
    assert shown(text, draft.source) == ["Ann Lee"]
    assert shown(text, draft.relays) == ["the daily"]
