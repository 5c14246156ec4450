"""What a denial denies."""

from dataclasses import dataclass

from sayso.analyse.denials import denied
from sayso.analyse.words import split_words
from sayso.records.anchors import Span, Spans
from sayso.records.statements import Force, Polarity


@dataclass(frozen=True)
class Said:
    statement_id: str
    content: Spans
    cue: Spans
    source: Spans
    source_resolved: str | None
    force: Force
    polarity: Polarity
    parent: str | None


def said(text, name, source, cue, content, force="states", negative=False, parent=None, resolved=None):
    def place(words):
        return (Span(text.index(words), text.index(words) + len(words)),) if words else ()

    return Said(
        name, place(content), place(cue), place(source), resolved or source or None, Force(force),
        Polarity.NEGATIVE if negative else Polarity.POSITIVE, parent,
    )  # fmt: skip


def test_such_accusations_point_to_the_claim_of_the_same_sentence():
    text = "Many growers claim that it takes water from Lund and Ask, although these towns deny such accusations."
    statements = [
        said(text, "s1", "Many growers", "claim", "it takes water from Lund and Ask", "claims"),
        said(text, "s2", "these towns", "deny", "such accusations", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {"s2": ("s1",)}


def test_the_nearest_claim_by_another_source_is_meant():
    text = "Anna said the dam leaks. Bo said the lock sticks. The board denied it."
    statements = [
        said(text, "s1", "Anna", "said", "the dam leaks"),
        said(text, "s2", "Bo", "said", "the lock sticks"),
        said(text, "s3", "The board", "denied", "it", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {"s3": ("s2",)}


def test_the_source_named_in_the_denial_is_meant():
    text = "Anna said the dam leaks. Bo said the lock sticks. The board denied the claims by Anna."
    statements = [
        said(text, "s1", "Anna", "said", "the dam leaks"),
        said(text, "s2", "Bo", "said", "the lock sticks"),
        said(text, "s3", "The board", "denied", "the claims by Anna", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {"s3": ("s1",)}


def test_repeated_words_are_meant():
    text = "Anna said the dam lost 40 litres. Bo said the lock sticks.\nThe board denied that the dam lost any water."
    statements = [
        said(text, "s1", "Anna", "said", "the dam lost 40 litres"),
        said(text, "s2", "Bo", "said", "the lock sticks"),
        said(text, "s3", "The board", "denied", "the dam lost any water", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {"s3": ("s1",)}


def test_a_denied_part_is_that_of_who_is_accused():
    text = "Anna accused Lund of emptying the dam. Bo added that rain is likely. Lund denies any involvement."
    statements = [
        said(text, "s1", "Anna", "accused", "Lund of emptying the dam", "accuses"),
        said(text, "s2", "Bo", "added", "rain is likely"),
        Said("s3", (Span(text.index("any inv"), len(text) - 1),), (Span(text.index("denies"), text.index(" any inv")),),
             (Span(text.index("Lund denies"), text.index(" denies")),), "Lund", Force.DENIES, Polarity.NEGATIVE, None),
    ]  # fmt: skip
    assert denied(statements, split_words(text)) == {"s3": ("s1",)}


def test_nobody_denies_himself_or_what_stands_inside_his_denial():
    text = "The board said the dam holds. The board denied it."
    statements = [
        said(text, "s1", "The board", "said", "the dam holds"),
        said(text, "s2", "The board", "denied", "it", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {}
    text = "The board denied that Anna said the dam leaks."
    statements = [
        said(text, "s1", "The board", "denied", "Anna said the dam leaks", "denies", negative=True),
        said(text, "s2", "Anna", "said", "the dam leaks", parent="s1"),
    ]
    assert denied(statements, split_words(text)) == {}


def test_refusing_a_request_is_no_denial_of_a_statement():
    text = "Anna said the dam leaks. The court denied a request to open the dam."
    statements = [
        said(text, "s1", "Anna", "said", "the dam leaks"),
        said(text, "s2", "The court", "denied", "a request to open the dam", "denies", negative=True),
    ]
    assert denied(statements, split_words(text)) == {}


def test_no_statements_no_denials():
    assert denied([], split_words("")) == {}
