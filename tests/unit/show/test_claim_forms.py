"""A claim for people and programs: terminal, page and JSON."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sayso.show.claim_answers import Shown, as_data, dumps, html, lay_out, terminal
from sayso.show.claim_forms import folds
from sayso.show.claim_forms import html as page
from sayso.show.claim_forms import terminal as lines
from sayso.show.claim_schema import trace_schema
from sayso.show.claim_view import lay_out as sheet_of
from sayso.workspace.asking import Answer, Asked, Near
from tests.unit.show import claims
from tests.unit.show.claims import ROWS, sheet

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "trace.schema.json"


def shown(answer: Answer, text: str = "the bridge will close") -> Shown:
    return lay_out(text, answer, ROWS)


ANSWERS = {
    "claim": Answer(Asked.CLAIM, True, claims.travelled()),
    "text": Answer(Asked.TEXT, True, claims.travelled(), (Near(claims.circle(), 0.25, ("25% are the same",)),)),
    "nearest": Answer(Asked.TEXT, False, None, (Near(claims.circle(), 0.25, ("25% are the same",)),)),
    "nothing": Answer(Asked.TEXT, False, None),
    "document": Answer(Asked.DOCUMENT, True, None, (Near(claims.travelled()), Near(claims.denied())), ROWS["post"]),
    "silent": Answer(Asked.DOCUMENT, True, None, (), ROWS["post"]),
    "circle": Answer(Asked.CLAIM, True, claims.circle()),
    "denied": Answer(Asked.CLAIM, True, claims.denied()),
}


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("name", ANSWERS)
def test_lines_fit_and_end_in_a_newline(name: str, width: int):
    text = terminal(shown(ANSWERS[name]), width=width, colour=False, every=True)
    assert max(map(len, text.splitlines())) <= width
    assert text.endswith("\n")
    assert "\x1b" not in text


def test_colour_adds_no_words():
    plain, coloured = (terminal(shown(ANSWERS["text"]), colour=colour) for colour in (False, True))
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_the_tree_with_how_each_has_it():
    text = lines(sheet(), colour=False)
    assert "1 ● Ann Lee · named source · counts for one" in text
    assert "    └── copied by Harbour Post" not in text.split("1 ● Ann Lee")[0]
    assert re.search(r"└── Delta Wire.*\n    └── copied by Harbour Post.*\n        ├── copied by Karsk Gazette", text)
    assert re.search(r"        └── cited by Coast Weekly · 2026-03-05", text)


def test_reasons_are_one_step_away():
    assert "is dated 2 hours later" not in lines(sheet(), colour=False)
    assert "- is dated 2 hours later" in lines(sheet(), colour=False, every=True)


def test_changes_denials_and_statements_are_told():
    text = lines(sheet(), colour=False)
    assert re.search(r"number +eleven weeks → nine weeks\n +at Karsk Gazette, 6 hours later, from Harbour Post", text)
    assert re.search(r"● Cy Ray · named source, person · denies", text)
    assert re.search(r"  1 Delta Wire · 2026-03-02 08:10 UTC · wire:s1\n    ● Ann Lee · states · indirect", text)


def test_copies_are_counted_and_listed_on_demand():
    one, rows = claims.many(30)
    found = sheet_of(one, rows)
    few, every = (lines(found, colour=False, every=whole) for whole in (False, True))
    assert "copied by 27 more (--all lists them)" in few
    assert "and 21 more statements (--all lists them)" in few
    assert "--all" not in every
    assert every.count("copied by Outlet") == 30


def test_only_copies_that_nobody_took_further_are_folded():
    one, rows = claims.many(6)
    (wire,) = sheet_of(one, rows).origins[0].branches
    drawn, folded = folds(wire.heirs, 3)
    assert (len(drawn), len(folded)) == (3, 3)
    assert folds(wire.heirs, 5) == (list(wire.heirs), [])
    assert folds(sheet().origins[0].branches[0].heirs, 0)[1] == []


def test_what_the_collection_does_not_have_is_said():
    assert terminal(shown(ANSWERS["nothing"]), colour=False).endswith(
        "No article here says this. Nothing is near to it either.\n"
    )
    text = terminal(shown(ANSWERS["nearest"]), colour=False)
    assert text.startswith("the bridge will close\nNo article here says this. The nearest:\n")
    assert "likeness 0.25: 25% are the same" in text


def test_the_claims_of_a_document():
    text = terminal(shown(ANSWERS["document"]), colour=False)
    assert text.startswith("The bridge\n")
    assert "`sayso trace CLAIM` shows one of them." in text
    assert "It shares no claim with others" in terminal(shown(ANSWERS["silent"]), colour=False)


@pytest.mark.parametrize("name", ANSWERS)
def test_pages_are_whole_and_equal_for_equal_claims(name: str):
    made = html(shown(ANSWERS[name]))
    assert made == html(shown(ANSWERS[name]))
    assert made.startswith("<!DOCTYPE html>\n")
    assert made.endswith("</html>\n")
    assert "<script" not in made
    assert 'style="' not in made


def test_every_link_of_a_page_leads_somewhere():
    made = page(sheet())
    targets = set(re.findall(r'href="#([^"]+)"', made))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', made))


def test_hostile_words_stay_words():
    made = page(claims.hostile())
    assert "<img" not in made
    assert "<script" not in made
    assert "\u202e" not in made
    text = lines(claims.hostile(), colour=False, every=True)
    assert not {"\u202e", "\x1b", "\u200b"} & set(text)


def test_the_published_schema_is_current():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == trace_schema(), "sayso schema trace > docs/reference/..."


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_as_the_schema_says(name: str):
    data = json.loads(dumps(shown(ANSWERS[name])))
    Draft202012Validator.check_schema(trace_schema())
    assert [error.message for error in Draft202012Validator(trace_schema()).iter_errors(data)] == []
    assert data == json.loads(json.dumps(as_data(shown(ANSWERS[name]))))


def test_data_of_a_claim():
    data = json.loads(dumps(shown(ANSWERS["text"])))
    claim = data["claim"]
    assert (data["asked"], data["exact"]) == ({"text": "the bridge will close", "as": "text"}, True)
    assert (claim["wording"], claim["origins_min"], claim["origins_max"], claim["first"]) == ("wire:s1", 3, 3, "wire")
    assert claim["origins"][0]["branches"][0]["branches"][0]["kind"] == "copy"
    change = claim["changes"][0]
    assert (change["what"], change["from"], change["to"], change["later_s"]) == ("number", "eleven weeks", "nine weeks", 21600)
    assert [one["document_id"] for one in claim["documents"]] == sorted(ROWS)
    assert data["others"][0]["likeness"] == 0.25
