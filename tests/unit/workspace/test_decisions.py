"""The decisions of a journal, and what a store keeps of them."""

from sayso.archive.journal import Journal
from sayso.records.reviews import KIND, Action, State
from sayso.workspace.decisions import Reviews, corrected, reviews_from
from sayso.workspace.reviewing import By, Desk
from tests.unit.workspace.material import READING, Shelf

ANN = By("Ann Lee")


def test_entries_that_are_not_understood_are_kept_apart(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    made = Desk(journal, Shelf()).put(Action.CASE, "Harbour", ["d", "e"], by=ANN)
    journal.append([(KIND, {"action": "merge", "claims": [1, 2]})])
    found = reviews_from(journal.entries())
    assert (found.known, found.about("e")) == (made, made[1:])
    assert [one.number for one in found.unread] == [3]


def test_decisions_are_taken_in_bit_by_bit(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    Desk(journal, Shelf()).put(Action.CASE, "Harbour", ["d", "e"], by=ANN)
    first, second = journal.entries()
    assert Reviews().and_then([first]).and_then([second]) == reviews_from([first, second])


def test_the_store_gets_reading_marks_states_and_groups(tmp_path):
    desk = Desk(Journal(tmp_path / "journal.jsonl"), Shelf())
    desk.decide(Action.CORRECT, "d", statement_id="s1", changes={"force": "claims"}, by=ANN)
    desk.put(Action.CASE, "Harbour", ["d"], by=ANN)
    found = corrected(READING, desk.reviews().about("d"))
    assert found.reading == desk.applied("d").reading
    assert (found.marks, found.states) == ({"s1": "corrected"}, {1: State.IN_FORCE, 2: State.IN_FORCE})
    assert [(one.kind, one.key, one.name, one.review) for one in found.groupings] == [("case", "harbour", "Harbour", 2)]
