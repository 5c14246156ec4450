"""What changed on the way of a claim."""

from dataclasses import replace
from itertools import product

import pytest

from sayso.records.statements import Certainty, Force
from sayso.trace.changes import Change, Changed, changes, quantity_of, value_of
from sayso.trace.units import Unit
from tests.unit.trace.conftest import Said, units_of

ALIKE = [
    ("twelve", "12"),
    ("Twenty-one boats", "21 boats"),
    ("1,200 crowns", "1200 crowns"),
    ("12 per cent", "12 percent"),
    ("12 per cent", "12%"),
    ("At least twelve", "no fewer than 12"),
    ("roughly 12", "about 12"),
    ("over 12 boats", "more than twelve boats"),
    ("almost 12", "nearly 12"),
    ("at most 12", "up to 12"),
    ("less than 12", "fewer than 12"),
    (" 12 boats ", "12 Boats"),
    ("", " "),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_ways_to_write_one_quantity_make_no_difference(one, other):
    assert value_of(one) == value_of(other)


DIFFERENT = ["12", "13", "at least 12", "about 12", "more than 12", "nearly 12", "up to 12", "only 12", "fewer than 12"]
DIFFERENT += ["12 boats", "12 crews", "12 per cent", "$12", "12.5", "hundreds", "dozens", "at least 12 boats", ""]


def test_another_number_qualifier_or_unit_makes_another_value():
    assert all((value_of(one) == value_of(other)) == (one == other) for one, other in product(DIFFERENT, repeat=2))


def test_a_value_has_a_qualifier_a_number_and_a_unit():
    assert value_of("At least twenty boats") == ("at least", "20", "boats")
    assert value_of("hundreds of boats") == ("", "", "hundreds of boats")
    assert value_of("somersaults") == ("", "", "somersaults")  # no "some"


def said(document_id: str, number: str = "", *, source: str = "Ann Lee", aside: str = "It rained.", **more) -> list[Unit]:
    content = f"the bridge will close for {number or 'a while'}"
    return units_of(document_id, aside, f"{source} said that {content}.", said=[Said(content, source, number=number, **more)])


def changed(old: list[Unit], new: list[Unit]) -> list[tuple[Changed, str, str]]:
    found = changes([*new, *old], {new[0].unit_id: old[0].unit_id})
    assert all((one.from_unit, one.to_unit) == (old[0].unit_id, new[0].unit_id) for one in found)
    return [(one.what, one.from_value, one.to_value) for one in found]


def test_nothing_changed():
    assert changed(said("a", "eleven weeks"), said("b", "11 weeks")) == []
    assert changes([], {}) == []


@pytest.mark.parametrize("new", ["nine weeks", "about eleven weeks", "eleven days", "11", "hundreds of days"])
def test_a_number_is_given_as_it_is_written(new):
    assert changed(said("a", "eleven weeks"), said("b", new)) == [(Changed.NUMBER, "eleven weeks", new)]


@pytest.mark.parametrize(("old", "new"), [("eleven weeks", ""), ("", "eleven weeks"), ("", "")])
def test_a_number_that_one_of_them_does_not_give_is_no_change(old, new):
    assert changed(said("a", old), said("b", new)) == []


def test_a_hedge_a_force_and_a_source_that_changed():
    old = said("a")
    assert changed(old, said("b", certainty=Certainty.POSSIBLE)) == [(Changed.CERTAINTY, "certain", "possible")]
    assert changed(old, said("b", force=Force.ACCUSES)) == [(Changed.FORCE, "states", "accuses")]
    assert changed(old, said("b", source="Bo Roe")) == [(Changed.SOURCE, "Ann Lee", "Bo Roe")]
    assert changed(old, said("b", source="She", resolved="Ann Lee")) == []


def test_all_that_changed_between_two_articles_in_order():
    new = said("b", "nine weeks", source="Bo Roe", certainty=Certainty.PROBABLE, force=Force.CLAIMS)
    assert [what for what, _, _ in changed(said("a", "eleven weeks"), new)] == list(Changed)


def test_a_source_that_is_left_out_is_a_change():
    nobody = units_of(
        "b", "It is said that the bridge will close for a while.", said=[Said("the bridge will close for a while")]
    )
    assert changed(said("a"), nobody) == [(Changed.SOURCE, "Ann Lee", "")]


def test_what_an_article_says_itself_has_neither_force_nor_source_to_change():
    line = "The bridge will close for a while"
    assert changed(said("a"), units_of("b", f"{line}.", said=[Said(line, cue="")])) == []


def test_changes_are_ordered_by_the_statement_they_led_to():
    every = [*said("c", "nine weeks"), *said("a", "eleven weeks"), *said("b", "ten weeks")]
    assert changes(every, {"c:s1": "b:s1", "b:s1": "a:s1"}) == [
        Change(Changed.NUMBER, "a:s1", "b:s1", "eleven weeks", "ten weeks"),
        Change(Changed.NUMBER, "b:s1", "c:s1", "ten weeks", "nine weeks"),
    ]


def test_the_first_quantity_in_what_is_said_counts():
    content = "nine boats will wait for eleven weeks"
    (unit,) = units_of("a", f"Two days ago Ann Lee said that {content}.", said=[Said(content, "Ann Lee", number="nine boats")])
    assert quantity_of(unit) == "nine boats"


def test_of_several_the_one_that_stands_first():
    content = "nine boats will wait for eleven weeks"
    first, last = (
        units_of("a", f"Ann Lee said that {content}.", said=[Said(content, "Ann Lee", number=number)])[0]
        for number in ("nine boats", "eleven weeks")
    )
    assert first.statement is not None
    assert last.statement is not None
    both = last.statement.quantities + first.statement.quantities
    assert quantity_of(replace(last, statement=replace(last.statement, quantities=both))) == "nine boats"


def test_quantities_outside_what_is_said_do_not():
    content = "the bridge will close"
    (unit,) = units_of("a", f"Ann Lee said that {content} nine times.", said=[Said(content, "Ann Lee", number="nine times")])
    assert quantity_of(unit) == ""
