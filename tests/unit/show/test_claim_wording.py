"""What a claim says in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.records.statements import Force, Polarity, SourceKind
from sayso.show import claim_wording as wording
from sayso.show.claim_wording import brief_line, explained, head_line, interval, later, listed
from tests.unit.show import claims
from tests.unit.show.claims import ELEVEN, ROWS, nobody, own, sheet, traced, unit


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, 1, "1 independent origin"),
        (3, 3, "3 independent origins"),
        (0, 1, "none or one independent origin"),
        (2, 3, "2 or 3 independent origins"),
        (3, 5, "3 to 5 independent origins"),
    ],
)
def test_the_interval(least: int, most: int, words: str):
    assert interval(least, most) == words


def test_the_head_line():
    assert head_line(sheet()) == "6 articles · 3 independent origins · 1 more denies it"
    circle = "3 articles · none or one independent origin · articles have it from each other in a circle"
    assert head_line(sheet(claims.circle())) == circle
    assert head_line(sheet(claims.denied())) == "no article here asserts it · 1 denies it"


def test_the_line_of_a_claim_in_a_list_is_its_head_line():
    from sayso.show.claim_view import brief

    for one in (claims.travelled(), claims.circle(), claims.denied()):
        assert brief_line(brief(one, ROWS)) == head_line(sheet(one))


def test_one_origin_needs_no_sum():
    assert explained(sheet(traced([unit("wire", ELEVEN, "Ann Lee")]))) == ("All of it goes back to Ann Lee.",)


def test_sure_ones_are_named():
    assert explained(sheet()) == (
        "3 count for sure: Ann Lee, Bo Roe and “An official” in Lake Tribune.",
        "An unnamed source counts where what it is said to be fits none of the others.",
    )


def test_what_makes_the_interval_wide():
    units = [
        unit("wire", ELEVEN, "Ann Lee"),
        unit("post", ELEVEN, "A person", named=False),
        own("gazette"),
        unit("weekly", ELEVEN, "The Harbour Post", cue="reported", kind=SourceKind.MEDIA),
    ]
    found = sheet(traced(units))
    assert (found.least, found.most) == (1, 3)
    assert explained(found) == (
        "1 counts for sure: Ann Lee.",
        "1 unnamed source cannot be told apart from the rest, and may be one of the others or another: "
        "“A person” in Harbour Post.",
        "1 article gives nobody (Karsk Gazette).",
        "It may have an origin of its own, or may have it from one that is counted.",
        "What Harbour Post is said to have reported counts as going back to one of these.",
        "So 1 at least, and 3 at most.",
    )


def test_sources_that_nobody_can_tell_apart():
    found = sheet(traced([unit(key, ELEVEN, "A person", named=False) for key in ("wire", "post")]))
    assert explained(found)[0].endswith(
        "and may be one and the same or several: “A person” in Delta Wire and “A person” in Harbour Post."
    )


def test_where_nobody_is_given_somebody_began():
    found = sheet(traced([nobody("wire"), nobody("post")]))
    assert explained(found) == (
        "2 articles give nobody (Delta Wire and Harbour Post).",
        "Each may have an origin of its own, or may have it from one that is counted.",
        "Somebody must have begun, so there is one at least.",
        "So 1 at least, and 2 at most.",
    )


def test_a_circle_and_a_claim_that_is_only_denied():
    assert explained(sheet(claims.circle()))[0].endswith("nothing else is seen to stand behind it: none or one.")
    assert explained(sheet(claims.denied())) == ("No article here asserts it, so there is nothing to count.",)


def test_names_in_a_sentence():
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(list("ABCDE"), 4) == "A, B, C, D and E"
    assert listed(list("ABCDEF"), 4) == "A, B, C, D and 2 others"


@pytest.mark.parametrize(
    ("gap", "to_the_day", "words"),
    [
        (None, False, "how much later is not known"),
        (timedelta(hours=6), False, "6 hours later"),
        (timedelta(minutes=1), False, "1 minute later"),
        (timedelta(), False, "at the same time"),
        (timedelta(hours=-3), False, "3 hours earlier by its date"),
        (timedelta(), True, "the same day"),
        (timedelta(days=1), True, "1 day later"),
        (timedelta(days=-2), True, "2 days earlier by its date"),
    ],
)
def test_how_much_later_a_change_came(gap, to_the_day, words):
    assert later(replace(sheet().changes[0], later=gap, to_the_day=to_the_day)) == words


def test_what_changed():
    found = {change.change.what.value: wording.change_words(change) for change in sheet().changes}
    assert found["number"] == ("number", "eleven weeks", "nine weeks")
    assert found["certainty"] == ("certainty", "put as certain", "put as possible")


def test_every_kind_of_change_has_words():
    from sayso.trace.changes import Changed

    for what in Changed:
        one = sheet().changes[0]
        changed = replace(one.change, what=what, from_value="", to_value="")
        assert all(wording.change_words(replace(one, change=changed)))


def test_a_number_is_explained_where_its_words_leave_a_range():
    said = sheet().statements[0]
    told = replace(said, quantities=(("nine weeks", "nine"), ("at least 250", "250 or more")))
    assert "at least 250: 250 or more" in wording.remarks(told)
    assert not any(remark.startswith("nine weeks") for remark in wording.remarks(told))


def test_who_denies():
    denial = unit("mail", ELEVEN, "Cy Ray", cue="denied", force=Force.DENIES, polarity=Polarity.NEGATIVE)
    (one,) = sheet(traced([denial])).denials
    assert wording.denier(one.said) == "Cy Ray"
    assert wording.remarks(one.said)[0] == "denies"
    assert wording.denier(replace(one.said, corrects=True)) == "Evening Mail"


def test_chain_and_reasons():
    found = sheet()
    assert wording.chain(found.statements[0]) == ("Ann Lee",)
    (wire,) = found.origins[0].branches
    assert (wording.how_it_has_it(wire), wording.why(wire)) == ("", ())
    assert (wording.how_it_has_it(wire.heirs[0]), wording.why(wire.heirs[0])) == ("copied by", ("is dated 2 hours later",))
