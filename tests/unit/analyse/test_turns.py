"""Turns of a transcript are their speakers' statements."""

import pytest

from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.encoding import encode
from sayso.analyse.turns import turns
from tests.unit.analyse.material import Marked, features, parameters, shown

TALK = """LEE: The road is open. It was dry.

MARLOWE: The port told us that the pier is shut.

LEE: That is not so.

MARLOWE: We shall see."""


def turned(text: str, *layers: Marked) -> list[Draft]:
    units = encode(text)
    return turns(units, drafts(units, features(units, *layers), parameters()))


def test_each_turn_is_one_statement_of_its_speaker():
    found = turned(TALK)
    assert [shown(TALK, draft.source) for draft in found] == [["LEE"], ["MARLOWE"], ["LEE"], ["MARLOWE"]]
    assert [shown(TALK, draft.content) for draft in found] == [
        ["The road is open. It was dry."],
        ["The port told us that the pier is shut."],
        ["That is not so."],
        ["We shall see."],
    ]
    assert {text for draft in found for text in shown(TALK, draft.cue)} == {":"}


def test_what_is_reported_in_a_turn_stands_inside_it():
    found = turned(TALK, {"source": ["The port"], "cue": ["told"], "content": ["that the pier is shut"]})
    report = next(draft for draft in found if shown(TALK, draft.cue) == ["told"])
    assert report.parent is found[1]


def test_a_part_of_a_turn_that_was_found_already_gives_way_to_the_turn():
    found = turned(TALK, {"source": ["LEE"], "cue": [":"], "content": ["The road is open."]})
    assert len(found) == 4
    assert shown(TALK, found[0].content) == ["The road is open. It was dry."]


def test_what_stands_inside_a_part_that_gave_way_hangs_on_the_turn():
    outer = {"source": ["MARLOWE"], "cue": [":"], "content": ["The port told us that the pier is shut."]}
    text = TALK.replace("LEE: The road is open. It was dry.\n\n", "LEE: So?\n\n")
    found = turned(text, outer, {"source": ["The port"], "cue": ["told"], "content": ["the pier is shut"]})
    report = next(draft for draft in found if shown(text, draft.cue) == ["told"])
    assert shown(text, report.parent.source if report.parent else []) == ["MARLOWE"]


@pytest.mark.parametrize(
    "text",
    [
        "Update: The road is open.\n\nUpdate: The pier is shut.\n\nNote: It rained.",
        "LEE: The road is open.\n\nMARLOWE: The pier is shut.",
        "The road is open.",
        "",
    ],
)
def test_a_text_without_two_speakers_who_take_turns_is_no_transcript(text: str):
    assert turned(text) == []


def test_elsewhere_nothing_changes():
    text = "Ann Lee said that the road is open. " + TALK.split("\n")[0]
    (found,) = turned(text, {"source": ["Ann Lee"], "cue": ["said"], "content": ["that the road is open"]})
    assert shown(text, found.source) == ["Ann Lee"]
    assert found.parent is None
