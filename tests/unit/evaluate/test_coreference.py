"""Resolved sources against chains, on made-up ones."""

import re

import pytest

from sayso.evaluate.conllu import Annotated, Mention
from sayso.evaluate.coreference import taken_up
from sayso.evaluate.tokens import TokenIndex

TEXT = (
    "Adam Smith, a baker, met the port authority. Smith left. He slept, and they spoke. It wrote. The guests said I lied to me."
)


def mention(words: str, entity: str, *, name: str = "", pronoun: bool = False) -> Mention:
    start = [found.start() for found in re.finditer(rf"\b{words}\b", TEXT)][-1]
    return Mention(entity, (start, start + len(words)), words, words.split()[-1].lower(), name, pronoun)


DOCUMENT = Annotated(
    "a",
    "news",
    TEXT,
    (
        mention("Adam Smith", "1", name="Adam Smith"),
        mention("a baker", "1"),
        mention("the port authority", "2"),
        mention("Smith", "1", name="Smith"),
        mention("He", "1", pronoun=True),
        mention("they", "3", pronoun=True),
        mention("It", "2", pronoun=True),
        mention("The guests", "4"),
        mention("I", "5", pronoun=True),
        mention("me", "5", pronoun=True),
    ),
    (),
    {"3": ("1", "2")},
)


def outcome(words: str, resolved: str) -> tuple[str, str] | None:
    start = [found.start() for found in re.finditer(rf"\b{words}\b", TEXT)][-1]
    statement = {"source": [[start, start + len(words)]], "source_resolved": resolved}
    found = [(one.form, one.outcome) for one in taken_up(DOCUMENT, [statement], TokenIndex(TEXT))]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("resolved", "expected"),
    [("Adam Smith", "right"), ("Mr Smith", "right"), ("he", "no name"), ("baker", "no name"), ("port authority", "wrong")],
)
def test_a_pronoun_is_right_with_a_name_of_its_chain(resolved: str, expected: str):
    assert outcome("He", resolved) == ("he, she", expected)


@pytest.mark.parametrize(
    ("resolved", "expected"), [("Adam Smith; port authority", "right"), ("Adam Smith", "wrong"), ("they", "right")]
)
def test_they_is_right_with_all_that_it_joins(resolved: str, expected: str):
    assert outcome("they", resolved) == ("they", expected)


@pytest.mark.parametrize(("resolved", "expected"), [("port authority", "right"), ("it", "as written"), ("Smith", "wrong")])
def test_a_pronoun_of_a_chain_without_a_name_is_right_with_a_description(resolved: str, expected: str):
    assert outcome("It", resolved) == ("it, this", expected)


@pytest.mark.parametrize(("resolved", "expected"), [("Adam Smith", "right"), ("Smith", "no name"), ("Oslo", "wrong")])
def test_a_partial_name_is_right_with_a_longer_one(resolved: str, expected: str):
    assert outcome("Smith", resolved) == ("partial name", expected)


@pytest.mark.parametrize(("resolved", "expected"), [("port authority", "right"), ("Adam Smith", "wrong")])
def test_a_description_is_right_when_it_is_of_its_chain(resolved: str, expected: str):
    assert outcome("the port authority", resolved) == ("the ...", expected)


def test_a_pronoun_of_a_chain_of_pronouns_is_right_as_it_is():
    assert outcome("I", "I") == ("I, we", "right")


@pytest.mark.parametrize("words", ["Adam Smith", "a baker", "The guests", "slept"])
def test_what_needs_no_resolving_or_stands_alone_is_not_scored(words: str):
    assert outcome(words, "Adam Smith") is None


def test_a_document_without_mentions_scores_nothing():
    bare = Annotated("a", "news", TEXT, (), (), {})
    assert list(taken_up(bare, [{"source": [[0, 4]], "source_resolved": "Adam"}], TokenIndex(TEXT))) == []
