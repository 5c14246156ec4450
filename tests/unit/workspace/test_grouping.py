"""What decisions about documents add up to."""

from sayso.records.reviews import Action, Review, Subject
from sayso.workspace.grouping import folded, groups, named


def put(number: int, action: Action, text: str, document_id: str = "d") -> Review:
    return Review(number, "", "Ann Lee", action, Subject(document_id), "", {}, {action.value: text})


def undo(number: int, undoes: int) -> Review:
    return Review(number, "", "Ann Lee", Action.UNDO, Subject("d"), "", {}, {}, undoes)


def test_a_name_is_shown_as_written_first_and_compared_without_regard_to_capitals():
    found = groups([put(2, Action.CASE, "CAFE\u0301", "e"), put(1, Action.CASE, "Café")])
    assert [(group.key, group.name, group.document_id, group.review) for group in found] == [
        ("café", "Café", "d", 1),
        ("café", "Café", "e", 2),
    ]


def test_a_document_is_in_a_case_once():
    assert [group.review for group in groups([put(1, Action.CASE, "Port"), put(2, Action.CASE, "port")])] == [1]
    assert [group.review for group in groups([put(1, Action.CASE, "Port"), put(2, Action.CASE, "port"), undo(3, 1)])] == [2]


def test_what_is_undone_is_not_there_until_the_undo_is_undone():
    decisions = [put(1, Action.TAG, "urgent"), undo(2, 1), undo(3, 2)]
    assert groups(decisions[:2]) == ()
    assert [group.name for group in groups(decisions)] == ["urgent"]


def test_cases_and_tags_of_one_name_are_two():
    found = groups([put(1, Action.CASE, "Port"), put(2, Action.TAG, "Port")])
    assert [group.kind for group in named(found, Action.TAG, "PORT")] == [Action.TAG]
    assert named(found, Action.CASE, "harbour") == ()


def test_notes_are_compared_as_they_are():
    found = groups([put(1, Action.NOTE, "Call Ann."), put(2, Action.NOTE, "call ann.")])
    assert [group.name for group in found] == ["Call Ann.", "call ann."]
    assert len(named(found, Action.NOTE, "call ann.")) == 1


def test_folding_is_stable_for_letters_that_fold_to_several():
    assert folded("Straße") == folded("STRASSE") == folded(folded("Straße"))
    assert folded("Straße", Action.NOTE) == "Straße"
