"""`sayso review` and `sayso case`: what people write, and what they see."""

import json
import subprocess
import sys
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from sayso.archive.journal import Journal
from sayso.commands import reviewing as commands
from sayso.commands.context import Place
from sayso.commands.reviewing import case, pointed, review
from sayso.errors import Conflict, NotFound, SaysoError, SettingInvalid, UsageError
from sayso.records.anchors import Span, content_id
from sayso.records.documents import Document
from sayso.records.reviews import KIND
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Profile, Quote, Reading, SourceKind, Statement
from sayso.workspace.reviewing import Desk

TEXT = (
    "Ann said the ship isn’t late. “It was  late,” the harbour master told reporters. "
    "The harbour master said the ship was new. A ship of the line had been in the harbour for eleven months without a crew."
)


def span(words: str, at: int = 0) -> Span:
    start = TEXT.index(words, at)
    return Span(start, start + len(words))


def statement(key: str, content: str, cue: str, source: str, at: int = 0) -> Statement:
    return Statement(
        key, (span(content, at),), (span(cue, at),), (span(source, at),), None, (), Quote.INDIRECT, SourceKind.PERSON, True,
        source, Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE, Confidence(0.9, 0.9, 0.9, 0.9, 0.9, 0.9), "reader@1",
    )  # fmt: skip


READING = Reading(
    Document(content_id(TEXT.encode())[:16], TEXT),
    (
        statement("s1", "the ship isn’t late", "said", "Ann"),
        statement("s2", "the ship was new", "said", "The harbour master", 80),
    ),
    (),
    (),
    Profile(30, 2, 2, 0, 0, 0, 0, 0, ()),
)


class Shelf:
    """Two documents with the same text."""

    gone = False

    def find(self, named):
        if named not in ("harbour", "port"):
            raise NotFound("there is no such document.", named)
        return f"{named}-id"

    def title(self, document_id):
        return f"News from the {document_id} and from many other places that make this title far too long for one line"

    def reading(self, document_id):
        if self.gone:
            raise NotFound("there is no such document.", document_id)
        return READING

    def decided(self, review):
        pass


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.jsonl")


@pytest.fixture
def run(tmp_path, monkeypatch, shelf, journal):
    """Runs a command and gives what it printed; `ask` runs one without --reviewer."""

    @contextmanager
    def desk(place):
        yield Desk(journal, shelf)

    monkeypatch.setattr(commands, "_desk", desk)

    def run(command, *arguments, reviewer="Ann Lee", said=None):
        deciding = arguments[0] not in ("show", "history", "list")
        given = [*arguments, *(["--reviewer", reviewer] if deciding and reviewer else [])]
        result = CliRunner().invoke(command, given, obj=Place(tmp_path), input=said, catch_exceptions=True)
        if isinstance(result.exception, SaysoError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


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
    assert changed(run, "source=The harbour master", "cue=10-12,3-5")["source"] == [list(span("The harbour master"))]
    assert changed(run, "cue=0-3,4-8")["cue"] == [[0, 3], [4, 8]]
    assert changed(run, 'cue="late,"')["cue"] == [list(span("late,"))]


def test_a_field_with_several_places_is_given_several_times(run):
    assert changed(run, "content=of the line", "content=eleven months")["content"] == [
        list(span("of the line")),
        list(span("eleven months")),
    ]
    assert changed(run, "relays=reporters", "relays=Ann")["relays"] == [list(span("reporters")), list(span("Ann"))]


def test_an_empty_value_takes_a_field_away(run):
    assert changed(run, "cue=", "source_resolved=") == {"cue": [], "source_resolved": None}


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


def test_words_stand_where_they_are_nearest_to_the_statement():
    near = span("The harbour master said")
    assert pointed("source", "harbour master", text=TEXT, near=near) == Span(near.start + 4, near.start + 18)
    assert pointed("source", "Ann", text=TEXT) == Span(0, 3)


def test_words_in_several_places_are_listed_with_them():
    with pytest.raises(SettingInvalid, match="stand in 3 places") as caught:
        pointed("content", "ship", text=TEXT)
    assert all(f"{s}-{s + 4} (" in caught.value.hint for s in (13, TEXT.index("ship was"), TEXT.index("ship of")))


def test_words_are_whole_words_whatever_their_spacing_and_marks():
    assert pointed("content", "It was late", text=TEXT) == Span(TEXT.index("It was"), TEXT.index("It was") + 12)
    assert pointed("content", "isn't", text=TEXT) == span("isn’t")
    assert pointed("content", '"It was', text=TEXT) == span("“It was")
    with pytest.raises(SettingInvalid):
        pointed("content", "hip", text=TEXT)


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


def test_without_decisions_that_is_said(run):
    assert run(review, "history") == "No decisions yet.\n"
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


def test_who_decides_must_be_said_where_nobody_can_be_asked(run):
    with pytest.raises(UsageError, match="Give --reviewer NAME"):
        run(review, "accept", "harbour", "s1", reviewer=None)


def test_who_decides_is_asked_once_and_kept(run, tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "_can_ask", lambda: True)
    run(review, "accept", "harbour", "s1", reviewer=None, said="Cy Poe\n")
    monkeypatch.setattr(commands, "_can_ask", lambda: False)
    out = run(review, "accept", "harbour", "s2", "--format", "json", reviewer=None)
    assert json.loads(out)["reviewer"] == "Cy Poe"
    assert (tmp_path / "reviewer.txt").read_text(encoding="utf-8") == "Cy Poe\n"


def test_a_name_given_for_one_decision_is_not_kept(run, tmp_path):
    run(review, "accept", "harbour", "s1")
    assert not (tmp_path / "reviewer.txt").exists()


def test_the_commands_load_nothing_heavy():
    heavy = ("sqlalchemy", "numpy", "filelock", "rich")
    code = f"import sys, sayso.commands.reviewing; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
