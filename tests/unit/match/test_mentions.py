"""Names of outlets in a text, known and unknown."""

from sayso.match.mentions import mentions, opens_as_word, parts_of_names
from sayso.match.outlets import Outlets
from sayso.records.anchors import Span


def test_the_same_words_mean_the_outlet_that_was_named_in_full():
    text = "The New York Times reported it. Later the Times said more."
    assert [one.outlet for one in mentions(text, (), Outlets.shipped())] == ["new-york-times", "new-york-times"]


def test_without_a_full_name_a_short_one_means_what_it_says():
    assert [one.outlet for one in mentions("It was cold, the Times said.", (), Outlets.shipped())] == ["times"]


def test_a_word_may_be_part_of_a_persons_name():
    assert parts_of_names("She met Dawn Miller and read Time.", ["Dawn", "Time"]) == {"Dawn"}


def test_people_may_report():
    assert opens_as_word("People reported it.", Span(0, 6))
    assert not opens_as_word("It is in People.", Span(9, 15))
