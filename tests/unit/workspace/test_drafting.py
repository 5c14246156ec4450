"""The fields of a decision, from what a person wants."""

import pytest

from sayso.errors import SettingInvalid, UsageError
from sayso.workspace.corrections import subjects_of
from sayso.workspace.drafting import added, changed
from tests.unit.workspace.material import READING, spans

SUBJECTS = subjects_of(READING, READING, document_id="d")


def after(place: int = 0, **changes: object) -> dict[str, object]:
    """The fields of a statement that are different with these changes."""
    return changed(READING.statements[place], changes, reading=READING, subjects=SUBJECTS)[1]


def add(**changes: object) -> None:
    added(changes, document_id="d", reading=READING, subjects=SUBJECTS)


def place(words: str) -> list[list[int]]:
    return [list(span) for span in spans(words)]


def test_only_what_is_different_is_left_with_what_it_was():
    changes = {"certainty": "certain", "force": "claims"}
    found = changed(READING.statements[0], changes, reading=READING, subjects=SUBJECTS)
    assert found == ({"force": "states"}, {"force": "claims"})


def test_nobody_given_takes_source_and_name_away():
    assert after(source_kind="none") == {"source": [], "source_kind": "none", "source_named": False, "source_resolved": None}


def test_a_source_needs_a_kind_and_whether_it_is_named():
    with pytest.raises(SettingInvalid, match="source_kind"):
        after(2, source=place("Cy"))
    with pytest.raises(SettingInvalid, match="source_named"):
        after(2, source=place("Cy"), source_kind="person")
    assert after(2, source=place("Cy"), source_kind="person", source_named=True)["source_resolved"] == "Cy"


def test_a_new_source_goes_by_its_full_name_unless_one_is_given():
    assert after(source=place("WHO"))["source_resolved"] == "World Health Organization"
    assert after(source=place("WHO"), source_resolved="The WHO")["source_resolved"] == "The WHO"


def test_other_statements_are_named_by_where_they_stand():
    parent = after(2, parent="s2")["parent"]
    assert isinstance(parent, dict)
    assert (parent["statement_id"], parent["content"]) == ("s2", place("the bridge is open"))


def test_an_added_statement_is_not_there_yet():
    with pytest.raises(UsageError, match="s3: the statement is there already"):
        add(content=place("boats sank"), cue=place("was revealed"))
    with pytest.raises(SettingInvalid, match="must have a content"):
        add(cue=place("told"))
