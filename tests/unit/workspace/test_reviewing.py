"""Decisions made, taken back and listed, in a real journal."""

import threading
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sayso.archive.journal import Journal
from sayso.errors import Conflict, EvidenceDamaged, NotFound, SaysoError, SettingInvalid, UsageError
from sayso.records.anchors import Span, content_id, covered
from sayso.records.documents import Document
from sayso.records.reviews import FIELDS, KIND, Action, State, body_of
from sayso.records.statements import Certainty, Force, Polarity, Statement
from sayso.workspace.decisions import Reviews, reviews_from
from sayso.workspace.grouping import groups
from sayso.workspace.reviewing import By, Desk, Standing, desk_of, standing
from tests.unit.workspace.conftest import article
from tests.unit.workspace.material import READING, TEXT, Shelf, spans

ANN, BO = By("Ann Lee", "as I read it"), By("Bo Roe")


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reviews" / "journal.jsonl")


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def desk(journal, shelf):
    return Desk(journal, shelf)


def correct(desk, statement_id="s1", *, by=ANN, expect=None, **changes):
    return desk.decide(Action.CORRECT, "d", statement_id=statement_id, changes=changes, by=by, expect=expect)


def shown(desk, statement_id):
    return next(s for s in desk.applied("d").reading.statements if s.statement_id == statement_id)


def test_a_decision_is_one_entry_of_the_journal_with_who_why_before_and_after(desk, journal, shelf):
    made = correct(desk, force="claims")
    (entry,) = journal.entries()
    assert (entry.number, entry.kind, entry.body) == (1, KIND, body_of(made))
    assert (made.reviewer, made.why, made.at) == ("Ann Lee", "as I read it", entry.at)
    assert (made.before, made.after) == ({"force": "states"}, {"force": "claims"})
    assert shelf.heard == [made]
    assert shown(desk, "s1").force is Force.CLAIMS


def test_another_desk_sees_what_was_decided(desk, journal, shelf):
    made = correct(desk, force="claims")
    assert Desk(journal, shelf).reviews() == Reviews((made,))


def test_the_words_of_the_article_do_not_go_into_the_journal(desk, journal):
    desk.decide(Action.REJECT, "d", statement_id="s2", by=ANN)
    assert b"bridge" not in journal.path.read_bytes()


def test_before_is_what_was_shown_and_fields_that_stay_are_left_out(desk):
    correct(desk, force="claims")
    second = correct(desk, by=BO, force="asks", certainty="certain")
    assert (second.before, second.after) == ({"force": "claims"}, {"force": "asks"})


def test_a_decision_that_changes_nothing_is_refused(desk, journal):
    with pytest.raises(UsageError, match="review accept"):
        correct(desk, force="states")
    assert journal.head()[0] == 0


def test_acceptance_and_rejection_keep_all_fields_as_they_were(desk):
    correct(desk, force="claims")
    accepted = desk.decide(Action.ACCEPT, "d", statement_id="s1", by=BO)
    assert accepted.before.keys() == set(FIELDS)
    assert (accepted.before["force"], accepted.after) == ("claims", {})
    assert desk.decide(Action.REJECT, "d", statement_id="s1", by=BO).before.keys() == set(FIELDS)


def test_a_statement_that_is_not_shown_is_not_found(desk):
    desk.decide(Action.REJECT, "d", statement_id="s1", by=BO)
    with pytest.raises(NotFound, match="Statements: s2, s3"):
        correct(desk, force="claims")
    with pytest.raises(NotFound):
        desk.decide(Action.ACCEPT, "x", statement_id="s1", by=BO)


def test_who_saw_the_last_decision_may_go_on(desk):
    assert correct(desk, expect=0, force="claims").number == 1
    assert correct(desk, expect=1, force="asks").number == 2


def test_a_decision_on_what_somebody_else_changed_is_a_conflict_that_names_both(desk, journal):
    correct(desk, force="claims")
    correct(desk, by=BO, certainty="possible")
    with pytest.raises(
        Conflict, match=r"Bo Roe decided on it in the meantime \(decision 2, correct\); you have seen decision 1"
    ):
        correct(desk, expect=1, force="asks")
    with pytest.raises(Conflict, match="you have seen no decision"):
        correct(desk, expect=0, force="asks")
    assert journal.head()[0] == 2


def test_decisions_on_other_statements_are_no_conflict(desk):
    correct(desk, "s2", force="claims")
    assert correct(desk, expect=0, force="claims").number == 2


def test_a_rejection_in_the_meantime_is_a_conflict(desk):
    desk.decide(Action.REJECT, "d", statement_id="s1", by=BO)
    with pytest.raises(Conflict, match="reject"):
        correct(desk, expect=0, force="claims")


def test_an_expected_decision_must_be_about_the_statement(desk):
    with pytest.raises(SettingInvalid, match="decision 7 is not about it"):
        correct(desk, expect=7, force="claims")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"forse": "states"}, "Did you mean force"),
        ({"force": "sings"}, "Give one of: states, claims"),
        ({"source": [[0, 3], [2, 5]]}, "overlap"),
        ({"source": [[0, 1000]]}, f"The text has {len(TEXT)} characters"),
        ({"content": []}, "must have a content"),
        ({"parent": "s9"}, "there is no statement 's9'. Statements: s1, s2, s3"),
        ({"parent": "s1"}, "stand inside itself"),
        ({"parent": "s2"}, "stand inside itself"),
        ({"denies": ["s9"]}, "there is no statement"),
        ({"denies": "s2"}, "a list of statements"),
        ({"source_resolved": "x" * 201}, "1 to 200 characters"),
        ({"source_kind": "none", "source_named": True}, "does not go with source_kind=none"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(desk, journal, changes, said):
    with pytest.raises(SettingInvalid, match=said):
        correct(desk, **changes)
    assert journal.head()[0] == 0


def add(desk, **changes):
    given = {"content": [list(spans("it rains")[0])], "cue": [list(spans("told")[0])], **changes}
    return desk.decide(Action.ADD, "d", changes=given, by=ANN)


def test_an_added_statement_is_written_down_with_all_its_fields(desk):
    source = [list(spans("Cy")[0])]
    made = add(desk, source=source, source_kind="person", source_named=True, parent="s3")
    assert made.after.keys() == set(FIELDS) - {"quote", "target", "denies"}
    new = shown(desk, "r1")
    assert (covered(new.content, TEXT), new.parent, new.source_resolved) == ("it rains", "s3", "Cy")
    assert (new.force, new.certainty, new.polarity) == (Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE)


def test_an_added_statement_can_be_corrected_and_stand_above_others(desk):
    add(desk)
    correct(desk, "r1", force="claims")
    correct(desk, "s3", parent="r1")
    assert (shown(desk, "r1").force, shown(desk, "s3").parent) == (Force.CLAIMS, "r1")


def test_a_statement_that_is_there_is_not_added_again(desk):
    add(desk)
    with pytest.raises(UsageError, match="r1: the statement is there already"):
        add(desk)
    with pytest.raises(SettingInvalid, match="must have a content"):
        desk.decide(Action.ADD, "d", by=ANN)


def test_a_rejected_statement_can_be_added_anew(desk):
    desk.decide(Action.REJECT, "d", statement_id="s3", by=ANN)
    desk.decide(
        Action.ADD, "d", changes={"content": [list(spans("boats sank")[0])], "cue": [list(spans("was revealed")[0])]}, by=BO
    )
    assert [s.statement_id for s in desk.applied("d").reading.statements] == ["s1", "s2", "r2"]


def test_an_undo_takes_back_and_its_undo_brings_back(desk):
    correct(desk, force="claims")
    undone = desk.undo(1, by=BO)
    assert (undone.action, undone.undoes, undone.reviewer) == (Action.UNDO, 1, "Bo Roe")
    assert shown(desk, "s1").force is Force.STATES
    desk.undo(2, by=ANN)
    assert shown(desk, "s1").force is Force.CLAIMS
    assert [one.state for one in desk.history("d")] == [State.IN_FORCE, State.UNDONE, State.IN_FORCE]


def test_what_is_undone_already_cannot_be_undone_again(desk):
    correct(desk, force="claims")
    desk.undo(1, by=BO)
    with pytest.raises(Conflict, match=r"Bo Roe has taken it back already \(decision 2\)"):
        desk.undo(1, by=ANN)
    with pytest.raises(NotFound, match="no such decision"):
        desk.undo(9, by=ANN)


def test_the_history_says_what_has_become_of_each_decision(desk, shelf):
    correct(desk, force="claims")
    desk.put(Action.CASE, "Harbour", ["d", "e"], by=BO)
    found = [(one.review.number, one.state, one.statement_id) for one in desk.history()]
    assert found == [(1, State.IN_FORCE, "s1"), (2, State.IN_FORCE, None), (3, State.IN_FORCE, None)]
    assert [one.review.number for one in desk.history("e")] == [3]
    shelf.gone.add("d")
    assert [one.state for one in desk.history()] == [State.DOES_NOT_FIT, State.IN_FORCE, State.IN_FORCE]


def test_a_decision_about_a_forgotten_document_can_be_undone(desk, shelf):
    correct(desk, force="claims")
    shelf.gone.add("d")
    desk.undo(1, by=BO)
    assert [one.state for one in desk.history()] == [State.UNDONE, State.IN_FORCE]


def test_what_a_newer_version_wrote_is_kept_and_left_alone(desk, journal):
    correct(desk, force="claims")
    journal.append([(KIND, {"action": "merge", "claims": [1, 2]})])
    assert [one.number for one in desk.reviews().unread] == [2]
    with pytest.raises(UsageError, match="does not understand"):
        desk.undo(2, by=BO)
    assert correct(desk, force="asks").number == 3
    assert [one.review.number for one in desk.history()] == [1, 3]


def test_a_changed_journal_is_refused(desk, journal):
    correct(desk, force="claims")
    correct(desk, force="asks")
    journal.path.write_bytes(journal.path.read_bytes().replace(b"Ann Lee", b"Ann Leo", 1))
    fresh = Desk(journal, Shelf())
    with pytest.raises(EvidenceDamaged):
        fresh.reviews()


def test_a_case_is_compared_without_regard_to_capitals_and_shown_as_written_first(desk):
    desk.put(Action.CASE, "Café  Straße", ["d"], by=ANN)
    assert desk.put(Action.CASE, "cafe\u0301 STRASSE", ["d", "e"], by=BO)[0].subject.document_id == "e"
    found = desk.members(Action.CASE, "CAFÉ strasse")
    assert [(group.name, group.document_id, group.review) for group in found] == [
        ("Café Straße", "d", 1),
        ("Café Straße", "e", 2),
    ]


def test_taking_out_undoes_what_put_in(desk):
    desk.put(Action.TAG, "urgent", ["d", "e"], by=ANN)
    (undone,) = desk.take_out(Action.TAG, "Urgent", ["d"], by=BO)
    assert undone.undoes == 1
    assert [group.document_id for group in desk.members(Action.TAG, "urgent")] == ["e"]
    desk.undo(undone.number, by=ANN)
    assert [group.document_id for group in desk.members(Action.TAG, "urgent")] == ["d", "e"]


def test_a_document_put_in_twice_is_taken_out_at_once(desk):
    desk.put(Action.CASE, "harbour", ["d"], by=ANN)
    desk.undo(1, by=ANN)
    desk.put(Action.CASE, "harbour", ["d"], by=BO)
    desk.undo(2, by=ANN)
    assert [one.undoes for one in desk.take_out(Action.CASE, "harbour", ["d"], by=BO)] == [1, 3]
    assert groups(desk.reviews().known) == ()


def test_a_document_that_is_not_in_a_case_cannot_be_taken_out(desk, journal):
    desk.put(Action.CASE, "harbour", ["d"], by=ANN)
    with pytest.raises(NotFound, match="not under the case"):
        desk.take_out(Action.CASE, "harbour", ["d", "e"], by=BO)
    with pytest.raises(NotFound, match="Did you mean 'harbour'"):
        desk.take_out(Action.CASE, "harbor", ["d"], by=BO)
    assert journal.head()[0] == 1


def test_notes_are_kept_as_written(desk):
    desk.put(Action.NOTE, "Call Ann.\nAsk for the list.", ["d"], by=ANN)
    desk.put(Action.NOTE, "call ann.", ["d"], by=ANN)
    assert [group.name for group in groups(desk.reviews().known)] == ["Call Ann.\nAsk for the list.", "call ann."]


@pytest.mark.parametrize("name", ["", "x" * 201, "a\x00b"])
def test_a_name_is_plain_text_of_at_most_200_characters(desk, name):
    with pytest.raises(SettingInvalid):
        desk.put(Action.CASE, name, ["d"], by=ANN)
    with pytest.raises(SettingInvalid):
        correct(desk, by=By(name), force="claims")


def test_a_workspace_shows_what_was_decided(workspace, adding):
    (added,) = adding(article("Ann said rain is near.", doc_id="d1", title="Rain"))
    desk = desk_of(workspace)
    document_id = desk.documents.find("d1")
    assert (document_id, desk.title(document_id)) == (added.document_id, "Rain")
    desk.decide(Action.CORRECT, document_id, statement_id="s1", changes={"force": "claims"}, by=ANN)
    desk.put(Action.CASE, "Weather", [document_id], by=ANN)
    view = workspace.store.view()
    assert [(row.force, row.reviewed) for row in view.statements(document_id)] == [("claims", "corrected")]
    assert [(row.kind, row.name, row.review) for row in view.groupings(document_id)] == [("case", "Weather", 2)]
    desk.undo(1, by=BO)
    assert [(row.force, row.reviewed) for row in view.statements(document_id)] == [("states", None)]
    assert [(one.review.number, one.state) for one in view.decisions(document_id)] == [
        (one.review.number, one.state) for one in desk.history(document_id)
    ]


def test_decisions_that_do_not_count_are_counted(workspace, adding):
    assert standing(workspace) == Standing(unread=0, does_not_fit=0)
    adding(article("Ann said rain is near.", doc_id="d1"))
    desk = desk_of(workspace)
    document_id = desk.documents.find("d1")
    desk.decide(Action.CORRECT, document_id, statement_id="s1", changes={"force": "claims"}, by=ANN)
    (other,) = desk.put(Action.CASE, "Weather", [document_id], by=ANN)
    elsewhere = body_of(replace(other, subject=replace(other.subject, document_id="0" * 16)))
    workspace.reviews.append([(KIND, elsewhere), (KIND, {"action": "merge"})])
    desk.undo(2, by=BO)
    assert standing(workspace) == Standing(unread=1, does_not_fit=1)


class Wall(Shelf):
    """Documents with twenty statements each."""

    TEXT = " ".join(f"Person{n} said word{n} word." for n in range(20))

    def reading(self, document_id):
        return WALL


def on_the_wall(number: int) -> Statement:
    content, cue = Wall.TEXT.index(f"word{number} "), Wall.TEXT.index(f"Person{number} said")
    places = (Span(content, content + 6),), (Span(cue, cue + 8),)
    return replace(READING.statements[2], statement_id=f"s{number}", content=places[0], cue=places[1])


WALL = replace(
    READING, document=Document(content_id(Wall.TEXT.encode())[:16], Wall.TEXT), statements=tuple(map(on_the_wall, range(20)))
)


def race(path: Path, *, reviewers: int, edits: int) -> list[int]:
    """Numbers of the accepted edits of reviewers who look, decide, and look again after a conflict, at five desks."""
    accepted: list[int] = []
    failures: list[BaseException] = []
    desks = [Desk(Journal(path), Wall()) for _ in range(5)]

    def edit(who: int) -> None:
        random, desk = Random(who), desks[who % len(desks)]
        done = 0
        while done < edits:
            document_id = random.choice("abcdef")
            now = desk.applied(document_id)
            statement = random.choice(now.reading.statements)
            force = random.choice([force.value for force in Force if force is not statement.force])
            seen = now.last_on(statement.statement_id)
            asked: dict[str, Any] = {"statement_id": statement.statement_id, "changes": {"force": force}, "expect": seen}
            try:
                made = desk.decide(Action.CORRECT, document_id, by=By(f"reviewer {who}"), **asked)
            except Conflict:
                continue
            except SaysoError as exc:
                failures.append(exc)
                return
            accepted.append(made.number)
            done += 1

    threads = [threading.Thread(target=edit, args=(who,)) for who in range(reviewers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    return accepted


def no_update_is_lost(path: Path, *, reviewers: int, edits: int) -> None:
    accepted = race(path, reviewers=reviewers, edits=edits)
    known = reviews_from(Journal(path).entries()).known
    assert sorted(accepted) == [one.number for one in known] == list(range(1, reviewers * edits + 1))
    shown = {(document_id, s.statement_id): s.force.value for document_id in "abcdef" for s in WALL.statements}
    for one in known:  # nobody overwrote what they had not seen
        key = one.subject.document_id, one.subject.statement_id or ""
        assert one.before["force"] == shown[key]
        shown[key] = one.after["force"]
    desk = Desk(Journal(path), Wall())
    for document_id in "abcdef":
        result = desk.applied(document_id).reading
        assert all(s.force.value == shown[document_id, s.statement_id] for s in result.statements)


def test_edits_at_once_lose_nothing(tmp_path):
    no_update_is_lost(tmp_path / "journal.jsonl", reviewers=8, edits=4)


@pytest.mark.slow
def test_fifty_reviewers_with_twenty_edits_each_lose_nothing(tmp_path):
    no_update_is_lost(tmp_path / "journal.jsonl", reviewers=50, edits=20)
