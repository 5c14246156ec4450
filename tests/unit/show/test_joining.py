"""Decisions on joining as phrases and lines."""

from dataclasses import replace

from sayso.records.anchors import Span
from sayso.records.reviews import Action, Review, Sides, State, Subject, sides_data
from sayso.show.joining import Named, become, details, phrase
from sayso.workspace.decisions import Listed

RAIN = {"d": Named("Rain", "Ann said it\nrains.")}
UNIT = Subject("d", "s1", (Span(9, 17),), (Span(4, 8),))


def made(action, after, before):
    return Review(7, "2026-11-24T22:05:09Z", "Ann Lee", action, Subject(""), "", before, after)


def claim(number):
    units = tuple(replace(UNIT, statement_id=f"s{n}") for n in range(number))
    return made(Action.CLAIM, sides_data(Sides(units)), {})


def test_a_large_claim_is_told_by_its_first_statements():
    assert phrase(claim(12)) == "accepted a claim of 12 statements"
    lines = details(claim(12), RAIN)
    assert lines[0] == "statement: “it rains” [9-17] in Rain (d:s0)"
    assert (len(lines), lines[-1]) == (4, "statements: 9 more")


def test_a_split_tells_how_many_are_on_each_side():
    split = made(Action.APART, sides_data(Sides((UNIT,), (UNIT, UNIT))), {"together": True})
    assert phrase(split) == "kept 1 statement apart from 2 statements"
    assert details(split, {})[1:] == ["other: [9-17] in a document that is no longer here (d:s1)"] * 2 + [
        "before: in one claim"
    ]


def test_what_has_become_of_a_decision():
    assert become(Listed(claim(1), State.IN_FORCE)) == []
    assert become(Listed(claim(3), State.IN_FORCE, came=("d:s9",), went=2)) == [
        "the claim has changed since then: 1 came to it, 2 went from it"
    ]
    assert become(Listed(claim(1), State.SUPERSEDED, instead=9)) == ["decision 9 says otherwise"]
    assert become(Listed(claim(1), State.IN_FORCE, instead=9, lost=1)) == [
        "decision 9 says otherwise on a part of it",
        "1 statement that it names is not found any more",
    ]


def test_every_edge_is_told_in_words():
    for kind in ("copy", "cites", "corrects", None):
        after = {"doc": "d", "from_doc": "e", "kind": kind, "has": False}
        one = made(Action.EDGE, after, {"has": None})
        assert phrase(one).startswith("said that an article does not have ")
        assert details(one, RAIN)[:2] == ["article: Rain (d)", "from: a document that is no longer here (e)"]
