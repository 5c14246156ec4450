"""How decisions are written into a journal and read back."""

import pytest

from sayso.errors import SettingInvalid
from sayso.records.anchors import Span
from sayso.records.evidence import sealed
from sayso.records.packing import pack, unpack
from sayso.records.reviews import (
    FIELDS,
    KIND,
    Action,
    Review,
    Subject,
    Unread,
    body_of,
    plain,
    review_of,
    subject_data,
    value_of,
)
from sayso.records.statements import Force

SUBJECT = Subject("d", "s1", (Span(3, 9),), (Span(0, 2),), (), "0" * 16)
REVIEW = Review(4, "2026-11-24T22:01:07.123456Z", "Ann Lee", Action.CORRECT, SUBJECT, "why", {"cue": []}, {"cue": [[0, 2]]})


def entry(*, kind=KIND, number=4, **changes):
    return sealed(number=number, at=REVIEW.at, kind=kind, body={**body_of(REVIEW), **changes}, previous="")


def test_a_decision_is_read_back_as_it_was():
    assert review_of(entry()) == REVIEW


def test_a_decision_goes_into_the_store_and_back():
    assert unpack(Review, pack(REVIEW)) == REVIEW


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "verdict"},
        {"action": "merge"},
        {"more": 1},
        {"subject": {}},
        {"reviewer": None},
        {"after": {"mood": "glad"}},
        {"after": {"force": "sings"}},
        {"after": {"cue": [[2, 2]]}},
        {"before": {"source_named": 1}},
        {"undoes": 3},
        {"action": "undo"},
        {"action": "undo", "undoes": 4},
        {"action": "undo", "undoes": True},
        {"action": "case"},
        {"action": "case", "after": {"case": 7}},
        {"action": "add", "after": {"content": [[0, 2]]}},
    ],
)
def test_what_this_version_does_not_know_is_kept_as_not_understood(changes):
    found = review_of(entry(**changes))
    assert isinstance(found, Unread)
    assert (found.number, found.at) == (4, REVIEW.at)
    assert "not understood by this version" in found.message


def test_a_body_without_a_part_is_not_understood():
    body = {name: value for name, value in body_of(REVIEW).items() if name != "why"}
    assert isinstance(review_of(sealed(number=4, at="", kind=KIND, body=body, previous="")), Unread)


def test_a_label_and_places_come_as_what_they_are():
    assert value_of("force", "denies") is Force.DENIES
    assert value_of("content", [[1, 2], [4, 9]]) == (Span(1, 2), Span(4, 9))
    assert value_of("denies", [subject_data(SUBJECT)]) == (SUBJECT,)
    assert value_of("parent", None) is None


@pytest.mark.parametrize(
    ("field", "data", "said"),
    [
        ("force", "sings", "one of: states, claims"),
        ("source_named", "yes", "true or false"),
        ("source_resolved", 7, "a name"),
        ("content", [], "must have a content"),
        ("content", "the port", r"\[\[start, end\], ...\]"),
        ("cue", [[1, 4], [3, 9]], "overlap"),
        ("cue", [[4, 9], [1, 3]], "not in order"),
        ("cue", [[1, 1]], "not a place"),
        ("cue", [[-1, 1]], "not a place"),
        ("cue", [[True, 2]], "not a place"),
        ("cue", [[1, 2, 3]], "not a place"),
        ("denies", "s1", "a list"),
        ("forse", "states", "Did you mean force"),
        ("xyz", "states", "Fields: content"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_named_with_those_it_can(field, data, said):
    with pytest.raises(SettingInvalid, match=said) as caught:
        value_of(field, data)
    assert caught.value.subject == field


def test_relays_may_stand_in_any_order_but_not_overlap():
    assert value_of("relays", [[4, 9], [1, 3]]) == (Span(4, 9), Span(1, 3))
    with pytest.raises(SettingInvalid):
        value_of("relays", [[4, 9], [1, 5]])


def test_every_field_of_a_statement_but_what_is_only_measured_can_be_set():
    from sayso.records.statements import Statement

    assert {*Statement.__dataclass_fields__} - {*FIELDS} == {"statement_id", "confidence", "method", "quantities"}


def test_plain_text_is_one_line_without_control_characters():
    assert plain("case", "  the \n harbour ", limit=20) == "the harbour"
    assert plain("note", " two\nlines ", limit=20, lines=True) == "two\nlines"
    for bad in ("", "  ", "x" * 21, "a\x07b", "a\ud800b", None):
        with pytest.raises(SettingInvalid):
            plain("case", bad, limit=20)
