"""`sayso review` on what joins articles and on boilerplate: what people write, and what they see."""

import json

import pytest

from sayso.commands.reviewing import review
from sayso.errors import Conflict, NotFound, UsageError
from tests.unit.commands.conftest import span


def test_a_merge_is_told_with_the_words_and_articles_of_both(run):
    out = run(review, "same", "harbour:s1", "port:s2", "--why", "The same ship.")
    assert out.startswith(
        "decision 1: said that two statements make one claim\n      statement: “the ship isn’t late” [9-28] in"
    )
    assert "(port-id:s2)\n      before: not known\n      why: The same ship.\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_split_takes_several_statements_and_names_some_of_them(run, journal):
    run(review, "apart", "harbour:s1", "harbour:s2", "harbour:s1", "--from", "port:s1", "--from", "port:s2")
    (entry,) = journal.entries()
    assert [one["statement_id"] for one in entry.body["after"]["statements"]] == ["s1", "s2"]
    assert [one["document_id"] for one in entry.body["after"]["others"]] == ["port-id", "port-id"]


def test_an_edge_is_set_as_a_copy_and_cut_whatever_it_is(run):
    made = [json.loads(run(review, "edge", "harbour", "port", how, "--format", "json")) for how in ("--set", "--cut")]
    assert [one["after"] for one in made] == [
        {"doc": "harbour-id", "from_doc": "port-id", "kind": "copy", "has": True},
        {"doc": "harbour-id", "from_doc": "port-id", "kind": None, "has": False},
    ]
    out = run(review, "edge", "port", "harbour", "--cut", "--kind", "corrects")
    assert out.startswith("decision 3: said that an article does not have the error that it corrects from\n")


def test_names_and_outlets_are_told_in_a_line(run):
    assert run(review, "source", "ann", "The Harbour Master", "--same").startswith(
        "decision 1: said that “Ann” and “The harbour master” are one source\n      before: two sources\n"
    )
    assert "are not one source\n" in run(review, "source", "ann", "The Harbour Master", "--apart")
    assert run(review, "outlet", "post.example", "The Post", "--join") == (
        "decision 3: said that “post.example” is of the outlet “The Post”\n      before: of no outlet that is known\n"
    )
    assert "is not of the outlet" in run(review, "outlet", "post.example", "The Post", "--part")


@pytest.mark.parametrize("command", [("edge", "harbour", "port"), ("source", "a", "b"), ("outlet", "a", "b")])
def test_what_to_decide_must_be_said(run, journal, command):
    with pytest.raises(UsageError, match=r"Give --\w+ or --\w+\."):
        run(review, *command)
    assert journal.head()[0] == 0


def test_boilerplate_is_given_by_words_or_by_numbers(run):
    out = run(review, "boilerplate", "harbour", "It was late,")
    start, end = span("It was  late,")
    assert out.splitlines()[1:] == [
        f"      stretch: “It was late,” [{start}-{end}]",
        "      before: no boilerplate",
    ]
    assert f"[{start}-{end}]" in run(review, "show", "harbour")
    assert json.loads(run(review, "show", "harbour", "--format", "json"))["boilerplate"] == [[start, end]]
    run(review, "boilerplate", "harbour", f"{start}-{end}", "--not")
    assert json.loads(run(review, "show", "harbour", "--format", "json"))["boilerplate"] == []
    with pytest.raises(UsageError, match="more than one place"):
        run(review, "boilerplate", "harbour", "1-4,7-9")


def test_a_statement_is_named_with_its_document(run):
    with pytest.raises(UsageError, match="such as harbour-story:s3"):
        run(review, "same", "s1", "port:s1")
    with pytest.raises(NotFound, match="Statements: s1, s2"):
        run(review, "same", "harbour:s7", "port:s1")
    with pytest.raises(NotFound, match="no claim"):
        run(review, "accept-claim", "harbour:s1")


def test_what_somebody_else_decided_meanwhile_is_told(run):
    run(review, "same", "harbour:s1", "port:s1", reviewer="Bo Roe")
    with pytest.raises(Conflict, match="Bo Roe decided on it"):
        run(review, "apart", "port:s1", "--from", "harbour:s2", "--expect", "0")


def test_the_history_tells_what_has_become_of_them(run):
    run(review, "same", "harbour:s1", "port:s1")
    run(review, "apart", "harbour:s1", "--from", "port:s1")
    run(review, "edge", "harbour", "port", "--cut")
    run(review, "undo", "3")
    out = run(review, "history")
    assert "superseded\n" in out
    assert "      decision 2 says otherwise\n" in out
    assert max(map(len, out.splitlines())) <= 80
    rows = json.loads(run(review, "history", "port", "--format", "json"))
    assert [(one["state"], one["instead"]) for one in rows] == [
        ("superseded", 2), ("in force", None), ("undone", None), ("in force", None),
    ]  # fmt: skip


def test_decisions_on_what_is_gone_are_told_by_places(run, shelf):
    run(review, "same", "harbour:s1", "port:s1")
    shelf.gone = True
    out = run(review, "history", "harbour-id")
    said = " ".join(out.split())
    assert "two statements make one claim, does not fit" in said
    assert "statement: [9-28] in a document that is no longer here (harbour-id:s1)" in said
    assert said.endswith("2 statements that it names are not found any more")


def test_a_name_is_kept_for_later_decisions(run, monkeypatch):
    with pytest.raises(NotFound, match="no workspace"):
        run(review, "as", "Dee Fox", reviewer=None)
    monkeypatch.setattr("sayso.workspace.opening.check", lambda folder, create: None)
    run(review, "as", "Dee Fox", reviewer=None)
    made = json.loads(run(review, "source", "ann", "the harbour master", "--same", "--format", "json", reviewer=None))
    assert made["reviewer"] == "Dee Fox"
