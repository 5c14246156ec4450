"""Decisions as lines and as data."""

from sayso.records.anchors import Span
from sayso.records.reviews import Action, Review, State, Subject, Unread
from sayso.show import decisions as show
from sayso.show.joining import Named
from sayso.workspace.decisions import Listed

TEXT = "Ann said it rains."
RAIN = {"d": Named("Rain", TEXT)}
AT = "2026-11-24T22:05:09Z"
MADE = Review(
    number=7,
    at=AT,
    reviewer="Ann Lee",
    action=Action.CORRECT,
    subject=Subject("d", "s1", (Span(9, 17),), (Span(4, 8),), (Span(0, 3),), "0" * 16),
    why="as I read it",
    before={"source": [], "force": "states"},
    after={"source": [[0, 3]], "force": "claims"},
)


def test_a_decision_gives_its_places_in_words():
    assert show.decision_text(MADE, articles=RAIN) == (
        "decision 7: corrected s1\n      source: nothing -> “Ann” [0-3]\n      force: states -> claims\n      why: as I read it"
    )


def test_without_the_text_places_are_numbers():
    assert "source: nothing -> [0-3]" in show.decision_text(MADE, articles={})


def test_a_decision_in_a_list_says_what_has_become_of_it():
    listed = Listed(MADE, State.IN_FORCE, "s2", {"force": "asks"})
    lines = show.listed_text(listed, articles=RAIN, with_document=True).splitlines()
    assert lines[:2] == ["   7  2026-11-24 22:05 UTC Ann Lee: corrected s1, in force", "      in Rain (d)"]
    assert lines[-1] == "      the reader now says force asks"
    data = show.listed_data(listed)
    assert (data["number"], data["state"], data["statement_id"], data["reader_says"]) == (
        7,
        "in force",
        "s2",
        {"force": "asks"},
    )


def test_what_is_not_understood_stands_in_the_list_too():
    one = Unread(8, AT, "it is not understood by this version")
    assert show.unread_text(one) == "   8  2026-11-24 22:05 UTC it is not understood by this version"
    assert show.unread_data(one)["state"] == "not understood"


def test_no_line_is_longer_than_80_columns_and_nothing_steers_the_terminal():
    listed = Listed(MADE, State.DOES_NOT_FIT)
    out = show.listed_text(listed, articles={"d": Named("word\x1b " * 30, TEXT)}, with_document=True)
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
