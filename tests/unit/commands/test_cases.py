"""`sayso case`: documents in cases, under tags and with notes."""

import json

from sayso.commands.cases import case
from sayso.commands.reviewing import review


def test_without_cases_and_tags_that_is_said(run):
    assert run(case, "list") == "No cases and no tags yet.\n"


def test_a_case_holds_documents_tags_and_notes(run):
    out = run(case, "add", "Harbour", "harbour", "port")
    assert out.startswith("decision 1: put into the case “Harbour”\n      in News from the harbour-id")
    assert "decision 2: put into the case “Harbour”\n" in out
    assert run(case, "add", "HARBOUR", "port") == "Nothing to do: it stands there already.\n"
    run(case, "tag", "urgent", "port")
    run(case, "note", "port", "Ask for the list.")
    shown = run(case, "show", "harbour")
    assert shown.startswith("Harbour\n\nharbour-id  News from the harbour-id")
    assert "  tags              urgent\n  note              Ask for the list.\n" in shown
    assert run(case, "list") == "case      2  Harbour\ntag       1  urgent\n"
    assert json.loads(run(case, "list", "--format", "json"))[0] == {"kind": "case", "name": "Harbour", "documents": 2}
    rows = json.loads(run(case, "show", "harbour", "--format", "json"))["documents"]
    assert [(row["document_id"], row["tags"], row["notes"]) for row in rows] == [
        ("harbour-id", [], []),
        ("port-id", ["urgent"], ["Ask for the list."]),
    ]


def test_documents_are_taken_out_of_a_case_and_tags_off_documents(run):
    run(case, "add", "Harbour", "harbour", "port")
    run(case, "tag", "urgent", "port")
    assert [one["undoes"] for one in json.loads(run(case, "remove", "harbour", "port", "--format", "json"))] == [2]
    run(case, "untag", "URGENT", "port")
    assert run(case, "list") == "case      1  Harbour\n"
    run(review, "undo", "4")
    assert run(case, "list") == "case      2  Harbour\n"
