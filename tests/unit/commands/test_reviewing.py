"""`sayso review`: what people write, and what they see."""

import json

import pytest

from sayso.commands.cases import case
from sayso.commands.reviewing import review
from sayso.errors import Conflict, NotFound, UsageError
from sayso.records.reviews import KIND
from tests.unit.commands.conftest import span


def test_the_sheet_lists_statements_with_their_fields_in_80_columns(run):
    out = run(review, "show", "harbour")
    assert "s2\n  content           “the ship was new” [" in out
    assert "  source_named      yes\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_correction_is_told_and_shown_with_what_the_reader_says(run):
    out = run(review, "set", "harbour", "s1", "force=claims", "certainty=possible", "--why", "The cue keeps a distance.")
    assert out == (
        "decision 1: corrected s1\n      force: states -> claims\n      certainty: certain -> possible\n"
        "      why: The cue keeps a distance.\n"
    )
    shown = run(review, "show", "harbour")
    assert "s1  corrected  (last decision: 1)\n" in shown
    assert "  force             claims (decision 1; the reader says states)\n" in shown


def test_the_sheet_as_json_is_the_article_with_what_people_did(run):
    run(review, "set", "harbour", "s1", "force=claims")
    shown = json.loads(run(review, "show", "harbour", "--format", "json"))
    first, second = shown["statements"]
    assert (first["id"], first["force"], first["reviewed"], first["last_decision"]) == ("s1", "claims", "corrected", 1)
    assert (first["set_by"], first["reader_says"]) == ({"force": 1}, {"force": "states"})
    assert (second["reviewed"], second["last_decision"], second["set_by"]) == (None, 0, {})
    assert (shown["document_id"], shown["do_not_fit"]) == ("harbour-id", [])


def test_a_decision_as_json_is_one_object(run, journal):
    made = json.loads(run(review, "accept", "harbour", "s1", "--format", "json"))
    (entry,) = journal.entries()
    assert made == {"number": 1, "at": entry.at, **entry.body}


def changed(run, *values, statement_id="s1"):
    return json.loads(run(review, "set", "harbour", statement_id, *values, "--format", "json"))["after"]


def test_places_are_given_by_words_or_by_numbers(run):
    made = changed(run, "source=The harbour master", "cue=0-3,4-8")
    assert (made["source"], made["cue"]) == ([list(span("The harbour master"))], [[0, 3], [4, 8]])


def test_statements_are_named_by_id(run):
    after = changed(run, "parent=s2", "denies=s2")
    assert after["parent"]["statement_id"] == "s2"
    assert [one["statement_id"] for one in after["denies"]] == ["s2"]
    assert changed(run, "parent=", "denies=") == {"parent": None, "denies": []}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["force"], "FIELD=VALUE"),
        (["force=claims", "force=asks"], "more than once"),
        (["force=sings"], "Give one of: states"),
        (["source_named=perhaps"], "yes or no"),
        (["colour=red"], "no such field"),
        (["cue=shouted"], "do not stand in the article"),
        (["cue=5-3"], "not a place"),
        (["cue=1-999"], "outside the text"),
    ],
)
def test_what_cannot_be_set_is_explained(run, journal, values, said):
    with pytest.raises(UsageError, match=said):
        run(review, "set", "harbour", "s1", *values)
    assert journal.head()[0] == 0


def test_a_missed_statement_is_added(run):
    out = run(
        review, "add", "harbour", "--content", "It was late,", "--cue", "told", "--source", "the harbour master",
        "source_kind=person", "source_named=no", "force=claims",
    )  # fmt: skip
    assert out.startswith("decision 1: added r1\n      content: “It was late,” [")
    shown = run(review, "show", "harbour")
    assert "r1  added  (last decision: 1)\n" in shown
    assert "  quote             direct\n" in shown


def test_a_statement_is_rejected_and_the_decision_undone(run):
    assert run(review, "reject", "harbour", "s1", "--why", "It is a topic.") == (
        "decision 1: rejected s1\n      why: It is a topic.\n"
    )
    assert "s1" not in run(review, "show", "harbour")
    assert run(review, "undo", "1", reviewer="Bo Roe") == "decision 2: took back decision 1\n"
    assert "s1  (last decision: 2)\n" in run(review, "show", "harbour")


def test_who_decides_on_what_was_seen_is_told_of_a_decision_in_between(run):
    run(review, "set", "harbour", "s1", "force=claims", reviewer="Bo Roe")
    for command in (["set", "harbour", "s1", "force=asks"], ["accept", "harbour", "s1"], ["reject", "harbour", "s1"]):
        with pytest.raises(Conflict, match="Bo Roe decided on it"):
            run(review, *command, "--expect", "0")


def test_the_history_is_readable_in_80_columns(run, journal):
    run(review, "set", "harbour", "s1", "force=claims", "--why", "word " * 40)
    run(case, "add", "A case with a long name " + "x" * 60, "port", reviewer="Bo Roe")
    journal.append([(KIND, {"action": "merge"})])
    out = run(review, "history")
    assert max(map(len, out.splitlines())) <= 80
    assert f"   1  {next(journal.entries()).at[:10]}" in out
    assert "Ann Lee: corrected s1, in force\n" in out
    assert "(port-id)" in out
    assert "   3  " in out
    assert "not understood by this version" in " ".join(out.split())


def test_the_history_of_one_document_leaves_its_title_out(run):
    run(review, "set", "harbour", "s1", "force=claims")
    run(case, "add", "x", "port")
    out = run(review, "history", "harbour")
    assert "News from" not in out
    assert "put into the case" not in out
    assert run(review, "history", "port", "--format", "json").count('"state": "in force"') == 1


def test_the_history_as_json_has_states_and_what_is_not_understood(run, journal):
    run(review, "set", "harbour", "s1", "force=claims")
    journal.append([(KIND, {"action": "merge"})])
    run(review, "undo", "1")
    rows = json.loads(run(review, "history", "--format", "json"))
    assert [(row["number"], row["state"]) for row in rows] == [(1, "undone"), (2, "not understood"), (3, "in force")]


def test_a_forgotten_document_leaves_its_decisions_in_the_history(run, shelf):
    run(review, "set", "harbour", "s1", "cue=Ann")
    shelf.gone = True
    out = run(review, "history")
    assert "does not fit" in out
    assert "cue: [4-8] -> [0-3]" in out


def test_the_history_of_a_forgotten_document_is_found_by_its_id(run, shelf):
    run(review, "set", "harbour", "s1", "cue=Ann")
    run(review, "accept", "port", "s1")
    shelf.gone = True
    out = run(review, "history", "harb")
    assert out.startswith("This document is no longer here: it was forgotten")
    assert "corrected s1, does not fit" in out
    assert "accepted" not in out
    assert [row["number"] for row in json.loads(run(review, "history", "harbour-id", "--format", "json"))] == [1]


def test_a_document_that_nobody_decided_on_is_not_found(run, shelf):
    run(review, "set", "harbour", "s1", "cue=Ann")
    shelf.gone = True
    for name in ("port", "har", "harbour-id2"):
        with pytest.raises(NotFound):
            run(review, "history", name)


def test_without_decisions_that_is_said(run):
    assert run(review, "history") == "No decisions yet.\n"
