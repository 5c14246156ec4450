"""What a source said, put in order, and for people and programs: terminal, page and JSON."""

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sayso.records.statements import Quantity
from sayso.show.source_forms import accepting, against, as_json, figures, html, terminal
from sayso.show.source_schema import source_schema
from sayso.show.source_view import lay_out
from tests.unit.show import said
from tests.unit.show.claims import ELEVEN, NINE, ROWS, edge, traced, unit

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "source.schema.json"
SHEETS = {"lee": said.lee, "torn": said.torn, "official": said.official, "hostile": said.hostile}


def test_what_was_said_of_a_claim_by_date_with_numbers_and_denials():
    (topic,) = said.lee().topics
    assert [one.unit_id for one in topic.said] == ["wire:s1", "post:s1", "gazette:s1"]
    assert [(one.words, [unit.unit_id for unit in one.said]) for one in topic.figures] == [
        ("eleven weeks", ["wire:s1", "post:s1"]),
        ("nine weeks", ["gazette:s1"]),
    ]
    assert (topic.conflict, topic.both) == (True, False)
    assert [one.unit_id for one in topic.against] == ["mail:s1"]
    assert figures(topic).startswith("numbers that cannot all hold: “eleven weeks” (11) in Delta Wire and Harbour Post; “nine")
    assert against(topic) == "denied by Cy Ray (in Evening Mail)"


def test_ranges_that_overlap_are_no_conflict():
    def wide(one: Quantity) -> Quantity:
        return replace(one, high=None, low=1.0)

    units = [unit("wire", ELEVEN, "Ann Lee"), unit("post", NINE, "Ann Lee")]
    for place, one in enumerate(units):
        assert one.statement is not None
        statement = replace(one.statement, quantities=tuple(map(wide, one.statement.quantities)))
        units[place] = replace(one, statement=statement)
    found = replace(said.FOUND, units=("wire:s1", "post:s1"), claims=(traced(units, [edge("post", "wire")]),))
    (topic,) = lay_out(found, ROWS).topics
    assert (len(topic.figures), topic.conflict) == (2, False)
    assert figures(topic).startswith("numbers that differ")


def test_a_source_that_is_said_to_assert_and_to_deny():
    (topic,) = said.torn().topics
    assert (topic.both, topic.against) == (True, ())
    assert "it is said both to assert and to deny this" in terminal(said.torn(), colour=False)


def test_sources_without_a_name_stand_apart_by_article():
    sheet = said.official()
    assert [[one.unit_id for one in topic.said] for topic in sheet.topics] == [["wire:s1"], ["post:s1"]]
    assert [topic.against for topic in sheet.topics] == [(), ()]
    text = terminal(sheet, colour=False)
    assert text.startswith("○ “an official”\n2 statements in 2 articles · 1 claim\nNo name is given, so nobody can say whether")
    assert "MAY BE THE SAME" not in text


def test_names_and_proposals_with_the_command_that_accepts_one():
    text = terminal(said.lee(), colour=False)
    assert "Ann Lee · 3 statements in 3 articles\nwritten “Ann Lee” and “She”" in text
    assert "A. Lee · 1 statement in 1 article · joined by a review" in text
    assert "- both are described as official" in text
    assert 'to accept: sayso review source "Ann Lee" "Lee" --same' in text


@pytest.mark.parametrize("name", ["Ann Lee", 'Ann "The Boat" Lee', "$(reboot)", "O'Neill", "`x`"])
def test_the_command_names_what_it_means_whatever_signs_are_in_it(name):
    sheet = said.lee()
    proposal = replace(sheet.found.proposals[0], name=name)
    assert shlex.split(accepting(sheet, proposal)) == ["sayso", "review", "source", "Ann Lee", name, "--same"]


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("name", SHEETS)
def test_lines_fit(name: str, width: int):
    text = terminal(SHEETS[name](), width=width, colour=False, every=True)
    assert max(map(len, text.splitlines())) <= width
    assert not {"\u202e", "\x1b", "\u200b"} & set(text)


@pytest.mark.parametrize("name", SHEETS)
def test_pages_are_whole(name: str):
    made = html(SHEETS[name]())
    assert made == html(SHEETS[name]())
    assert "<script" not in made
    assert "<img" not in made
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(re.findall(r'id="([^"]+)"', made))


@pytest.mark.parametrize("name", SHEETS)
def test_data_is_as_the_schema_says(name: str):
    data = json.loads(as_json(SHEETS[name]()))
    assert [error.message for error in Draft202012Validator(source_schema()).iter_errors(data)] == []


def test_the_published_schema_is_current():
    Draft202012Validator.check_schema(source_schema())
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == source_schema(), "sayso schema source > docs/reference/..."
