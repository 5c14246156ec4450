"""How decisions are written into a journal and read back."""

import pytest

from sayso.errors import SettingInvalid
from sayso.records.anchors import Span
from sayso.records.evidence import sealed
from sayso.records.links import EdgeKind
from sayso.records.packing import pack, unpack
from sayso.records.reviews import (
    FIELDS,
    KIND,
    Action,
    HadFrom,
    Review,
    Sides,
    Subject,
    Unread,
    body_of,
    documents_named,
    plain,
    review_of,
    said,
    sides_data,
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


ONE, OTHER = subject_data(SUBJECT), subject_data(Subject("e", "o2", (Span(3, 9),), words_id="0" * 16))
EDGE = {"doc": "d", "from_doc": "e", "kind": "copy", "has": True}
JOINED = {
    "claim": ({}, {"statements": [ONE, OTHER], "others": []}),
    "same": ({"together": False}, {"statements": [ONE], "others": [OTHER]}),
    "apart": ({"together": None}, {"statements": [ONE], "others": [OTHER, OTHER]}),
    "edge": ({"has": True}, EDGE),
    "source": ({"together": False}, {"name": "Ann Lee", "other": "Lee", "together": True}),
    "outlet": ({"outlet": "The Post"}, {"what": "post.example", "outlet": "Postman", "belongs": True}),
}


def joined(action, *, before=None, after=None, document_id=""):
    was, is_ = JOINED[action]
    return entry(
        action=action,
        subject=subject_data(Subject(document_id)),
        before=was if before is None else before,
        after=is_ if after is None else after,
    )


@pytest.mark.parametrize("action", JOINED)
def test_what_joins_articles_is_read_back_as_it_was(action):
    read = review_of(joined(action))
    assert isinstance(read, Review)
    assert (read.action, read.before, read.after) == (action, *JOINED[action])
    assert unpack(Review, pack(read)) == read


def understood(found: Review | Unread) -> Review:
    assert isinstance(found, Review)
    return found


def test_what_a_decision_says_comes_as_what_it_is():
    sides = said(understood(review_of(joined("same"))))
    assert isinstance(sides, Sides)
    assert (sides, sides_data(sides)) == (
        Sides((SUBJECT,), (Subject("e", "o2", (Span(3, 9),), words_id="0" * 16),)),
        JOINED["same"][1],
    )
    assert said(understood(review_of(joined("edge")))) == HadFrom("d", "e", EdgeKind.COPY, has=True)
    cut = understood(review_of(joined("edge", after={**EDGE, "kind": None, "has": False})))
    assert said(cut) == HadFrom("d", "e", None, has=False)


def test_a_decision_names_the_documents_that_it_joins():
    named = {action: documents_named(understood(review_of(joined(action)))) for action in JOINED}
    assert named == {**dict.fromkeys(("claim", "same", "apart", "edge"), ("d", "e")), "source": (), "outlet": ()}
    assert documents_named(REVIEW) == ("d",)


@pytest.mark.parametrize(
    ("action", "changes"),
    [
        ("claim", {"after": {"statements": [], "others": []}}),
        ("claim", {"after": {"statements": [ONE], "others": [OTHER]}}),
        ("claim", {"before": {"together": True}}),
        ("same", {"after": {"statements": [ONE, ONE], "others": [OTHER]}}),
        ("same", {"after": {"statements": [ONE]}}),
        ("same", {"before": {}}),
        ("apart", {"after": {"statements": [ONE], "others": []}}),
        ("apart", {"after": {"statements": [ONE], "others": "all"}}),
        ("apart", {"after": {"statements": [ONE], "others": [{**OTHER, "more": 1}]}}),
        ("edge", {"after": {**EDGE, "kind": "steals"}}),
        ("edge", {"after": {**EDGE, "kind": None}}),
        ("edge", {"after": {**EDGE, "has": 1}}),
        ("edge", {"after": {**EDGE, "why": "dates"}}),
        ("edge", {"before": {"has": "yes"}}),
        ("source", {"after": {"name": "Ann Lee", "other": None, "together": True}}),
        ("outlet", {"before": {"outlet": True}}),
        ("outlet", {"document_id": "d"}),
        ("same", {"document_id": "d"}),
    ],
)
def test_what_is_said_of_joining_in_another_way_is_not_understood(action, changes):
    assert isinstance(review_of(joined(action, **changes)), Unread)


def test_boilerplate_is_a_stretch_that_is_some_or_none():
    stretch = subject_data(Subject("d", None, (Span(3, 9),), words_id="0" * 16))

    def read(subject=stretch, before=None, after=True):
        return review_of(
            entry(action="boilerplate", subject=subject, before={"boilerplate": before}, after={"boilerplate": after})
        )

    assert said(read()) is True
    assert said(read(after=False)) is False
    assert isinstance(read(after=None), Unread)
    assert isinstance(read(subject=subject_data(Subject("d"))), Unread)
