"""What the words around a name say: told, reported, cited, or nothing. Names stand in square brackets."""

import pytest

from sayso.match.contexts import beside, naming_at, sentence_at
from sayso.records.anchors import Span
from sayso.records.links import Naming


def naming(marked: str, *, sure: bool = True) -> Naming | None:
    start, end = marked.index("["), marked.index("]") - 1
    return naming_at(marked.replace("[", "").replace("]", ""), Span(start, end), sure=sure)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told [Radio Vardan] on Friday that it was over.",
        "Speaking exclusively to the German news agency [dpa], he agreed.",
        "In an interview with Russia's [RIA Novosti] he agreed.",
        "He said in remarks to [Reuters] that it was over.",
        "A letter leaked last week to the [Harbour Post] shows it.",
        "She said on state-owned [Channel 4] that it was over.",
    ],
)
def test_told(text):
    assert naming(text) is Naming.TOLD


@pytest.mark.parametrize(
    "text",
    [
        "[Reuters] reported that it was over.",
        "It was over, [Reuters] said on Monday.",
        "It was over, according to the local newspaper [Gorod].",
        "According to a report by [Reuters], it was over.",
        "[Reuters], citing two officials, reported that it was over.",
        "As [Reuters] first reported, it was over.",
        "It was over, as quoted by [Reuters].",
        "It was over, reports [Reuters].",
        "A [Reuters] investigation found that it was over.",
        "[Reuters]’ Ann Poe said that it was over.",
        "The video was published on [Channel 4].",
    ],
)
def test_reported(text):
    assert naming(text) is Naming.REPORTED


@pytest.mark.parametrize(
    "text",
    [
        "The Post reported, citing [Reuters], that it was over.",
        "It was over, the Post wrote with reference to the [Reuters] news agency.",
        "The Post, which cites [Reuters], says it is over.",
        "Citing a report in the [Harbour Post], he left.",
    ],
)
def test_citing(text):
    assert naming(text) is Naming.CITING


@pytest.mark.parametrize(
    "text",
    [
        "The company bought [Reuters] in 2008.",
        "She was a columnist for the [Harbour Post] in her youth.",
        "He told the crowd. [Reuters] moved to a new building.",
        "The network [Channel 4] withdrew its staff.",
    ],
)
def test_a_name_alone_is_no_citation(text):
    assert naming(text) is None


def test_words_that_go_with_people_are_not_enough_for_an_ordinary_word():
    assert naming("It was over, said [Dawn] on Monday.", sure=False) is None
    assert naming("It was over, [Dawn] reported.", sure=False) is Naming.REPORTED


def test_names_are_joined_by_and():
    text = "told Reuters and the AFP"
    assert beside(text, Span(5, 12), Span(21, 24))
    assert not beside(text, Span(0, 4), Span(21, 24))


def test_a_sentence_ends_before_the_next_capital():
    text = "He left. Reuters said so. She stayed."
    assert text[slice(*sentence_at(text, Span(9, 16)))] == "Reuters said so."
