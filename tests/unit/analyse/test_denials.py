"""What a denial denies."""

from dataclasses import dataclass, replace

import pytest

from sayso.analyse import denials
from sayso.analyse.denials import BACK, denied
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


def rows(line, count, **fields):
    """A text that repeats one line, and a statement in each of its lines."""
    text = line * count
    places = [k * len(line) for k in range(count)]

    def at(place, words):
        start = place + line.index(words)
        return (Span(start, start + len(words)),)

    return text, [
        Said(f"s{k}", at(place, fields["content"]), at(place, fields["cue"]), at(place, fields["source"]), f"Speaker {k}",
             fields["force"], Polarity.POSITIVE, None)
        for k, place in enumerate(places, 1)
    ]  # fmt: skip


@pytest.mark.parametrize("end", [" ", "\n"])
def test_comparisons_grow_with_the_document_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch, end: str):
    asked = 0
    could = denials._could

    def counted(*args):
        nonlocal asked
        asked += 1
        return could(*args)

    monkeypatch.setattr(denials, "_could", counted)
    numbers = []
    for count in (4 * BACK, 8 * BACK):
        asked = 0
        text, statements = rows(
            "He denied that the dam leaks." + end, count, source="He", cue="denied", content="the dam leaks", force=Force.DENIES
        )
        denied(statements, split_words(text))
        numbers.append(asked)
    assert numbers[1] < 2.2 * numbers[0]


def test_a_denial_far_down_a_long_article_still_finds_what_it_repeats():
    text, between = rows(
        "Bo said rain is likely.\n", BACK - 1, source="Bo", cue="said", content="rain is likely", force=Force.STATES
    )
    opening, closing = "Anna said the dam lost water.\n", "Lund denied that the dam lost water."
    whole = opening + text + closing

    def later(spans):
        return tuple(Span(start + len(opening), end + len(opening)) for start, end in spans)

    moved = [replace(s, content=later(s.content), cue=later(s.cue), source=later(s.source)) for s in between]
    first = said(whole, "first", "Anna", "said", "the dam lost water", "claims")
    at = len(opening) + len(text)
    last = Said(
        "last", (Span(at + closing.index("the dam"), len(whole) - 1),), (Span(at + 5, at + 11),), (Span(at, at + 4),), "Lund",
        Force.DENIES, Polarity.NEGATIVE, None,
    )  # fmt: skip
    assert denied([first, *moved, last], split_words(whole)) == {"last": ("first",)}
