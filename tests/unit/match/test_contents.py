import pytest

from sayso.match.contents import LEAST_NEAR, Content, agreement, likeness, names_of, same_event
from sayso.match.wording import Wording
from sayso.records.anchors import Span

CLOSED = "The old bridge over the Sella in Karsk will be closed for eleven weeks."
OTHER_NUMBER = "The old bridge over the Sella in Karsk will be closed for nine weeks."
REWORDED = "For eleven weeks nobody can use the old bridge over the river in Karsk."
OTHER_EVENT = "Forty boats took part in the regatta off Port Ellis at the weekend."
OTHER_NAMES = "The new library beside the Orlen in Velm will be opened for twelve readers."


def content(text: str) -> Content:
    return Content.of(Wording.of(text), [Span(0, len(text))])


def names(*texts: str) -> frozenset[int]:
    return names_of(Wording.of(" ".join(texts)))


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize("other", [CLOSED, OTHER_NUMBER])
def test_the_same_words_make_the_same_claim_and_so_they_do_with_another_number(other, near):
    assert agreement(content(CLOSED), content(other), near=near)


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize("other", [OTHER_EVENT, OTHER_NAMES, "It is not known.", ""])
def test_another_event_other_names_or_nothing_make_another_claim(other, near):
    assert not agreement(content(CLOSED), content(other), near=near)


def test_a_negation_is_the_same_claim():
    assert agreement(content(CLOSED), content(CLOSED.replace("will be", "will not be")), near=False)


def test_less_is_enough_where_the_articles_are_about_one_event():
    one, other = content(CLOSED), content("The old bridge in Ostrow will be painted for some weeks by fourteen volunteers.")
    assert not agreement(one, other, near=False)
    assert agreement(one, other, near=True)


def test_two_names_alone_are_not_enough_even_there():
    other = content("In Karsk a choir beside the Sella sang folk songs, ballads and hymns for guests from seven countries.")
    assert likeness(content(CLOSED), other)[0] >= LEAST_NEAR
    assert not agreement(content(CLOSED), other, near=True)


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize("other", [CLOSED, OTHER_NUMBER, REWORDED, OTHER_EVENT, OTHER_NAMES, ""])
def test_the_order_of_two_contents_makes_no_difference(other, near):
    one, two = content(CLOSED), content(other)
    assert agreement(one, two, near=near) == agreement(two, one, near=near)
    assert likeness(one, two) == likeness(two, one)


def test_words_that_every_text_has_are_no_content():
    empty = content("It is what it is, and so it will be.")
    assert not empty.stems
    assert likeness(empty, empty) == (0.0, 0.0, 0.0)
    assert not agreement(empty, empty, near=True)


def test_one_shared_name_makes_no_claim():
    one, other = content("Karsk."), content("Karsk.")
    assert likeness(one, other)[0] < LEAST_NEAR
    assert not agreement(one, other, near=True)


def test_only_what_stands_at_the_spans_counts():
    text = f"{CLOSED} {OTHER_EVENT}"
    at = Span(0, len(CLOSED))
    assert Content.of(Wording.of(text), [at]) == content(CLOSED)
    both = Content.of(Wording.of(text), [at, Span(len(CLOSED) + 1, len(text))])
    assert both.stems.keys() == content(CLOSED).stems.keys() | content(OTHER_EVENT).stems.keys()


def test_numbers_are_told_apart_from_names():
    one, other = content(CLOSED), content(OTHER_NUMBER)
    assert one.names == other.names
    assert one.numbers != other.numbers
    assert not one.names & one.numbers


def test_who_says_it_is_no_content():
    text = "Ann Lee of the Harbour Post said that the bridge is closed."
    said = Span(text.index("the bridge"), len(text))
    wording = Wording.of(text, said=[said], frames=[Span(0, said.start)])
    assert Content.of(wording, [Span(0, len(text))]).stems.keys() == Content.of(wording, [said]).stems.keys()
    assert names_of(wording) == frozenset()


@pytest.mark.parametrize(
    ("others", "same"),
    [
        ((REWORDED, "It crosses the Sella."), True),
        ((REWORDED,), False),  # one name in common
        ((OTHER_EVENT,), False),
        ((), False),
    ],
)
def test_articles_are_about_one_event_where_they_share_names(others, same):
    assert same_event(names(CLOSED), names(*others)) == same
    assert same_event(names(*others), names(CLOSED)) == same


def test_two_names_among_very_many_make_no_event():
    mine = names(*(f"and Aa{chr(97 + n)}bo" for n in range(26)), "in Karsk on the Sella")
    other = names(*(f"and Ee{chr(97 + n)}du" for n in range(26)), "in Karsk on the Sella")
    assert len(mine & other) == 2
    assert not same_event(mine, other)
