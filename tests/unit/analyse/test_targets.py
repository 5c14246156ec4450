"""Who is accused or evaluated."""

import pytest

from sayso.analyse.targets import target
from sayso.analyse.words import split_words
from sayso.records.anchors import Span
from sayso.records.statements import Force

CASES = [
    ("The council accused the ferry company of hiding the timetable.", "accused", "hiding the timetable", "The council", "accuses", "the ferry company"),
    ("The council accused the ferry company of hiding it.", "accused|of", "the ferry company|hiding it", "The council", "accuses", "the ferry company"),
    ("The ferry company was accused of hiding the timetable.", "was accused of", "hiding the timetable", "", "accuses", "The ferry company"),
    ("Residents blamed the frost for the broken pipes.", "blamed|for", "the frost|the broken pipes", "Residents", "accuses", "the frost"),
    ("Residents blamed the broken pipes on the frost.", "blamed|on", "the broken pipes|the frost", "Residents", "accuses", "the frost"),
    ("A clerk, Ole Berg, is charged with fraud.", "is charged with", "A clerk, Ole Berg,|fraud", "", "accuses", "A clerk, Ole Berg"),
    ("She repeated allegations of fraud against the treasurer.", "allegations of", "fraud", "She", "accuses", "the treasurer"),
    ("The treasurer faces charges of fraud.", "charges of", "fraud", "", "accuses", "The treasurer"),
    ("Critics praised the choir's new programme.", "praised", "the choir's new programme", "Critics", "evaluates", "the choir's new programme"),
    ("Critics called the programme a triumph.", "called", "the programme a triumph", "Critics", "evaluates", "the programme"),
    ('Critics called it "a triumph".', "called", 'it "a triumph"', "Critics", "evaluates", "it"),
    ('A fan described the show as "a joy".', "described|as", 'the show|"a joy"', "A fan", "evaluates", "the show"),
    ("The mayor criticised the choir for singing late.", "criticised", "singing late", "The mayor", "evaluates", "the choir"),
    ("The club condemned the fire, which left no trace.", "condemned", "the fire, which left no trace", "The club", "evaluates", "the fire"),
]  # fmt: skip


def spans(text, phrases):
    return tuple(Span(text.index(p), text.index(p) + len(p)) for p in phrases.split("|") if p)


@pytest.mark.parametrize(("text", "cue", "content", "source", "force", "expected"), CASES)
def test_target(text, cue, content, source, force, expected):
    found = target(
        split_words(text), cue=spans(text, cue), content=spans(text, content), source=spans(text, source), force=Force(force)
    )
    assert [text[s:e] for s, e in found] == [expected]


def test_other_forces_have_no_target():
    text = "The council said the ferry is late."
    found = target(
        split_words(text), cue=spans(text, "said"), content=spans(text, "the ferry is late"), source=(), force=Force.STATES
    )
    assert found == ()


def test_an_accusation_against_nobody_named_has_none():
    text = "There were charges of fraud."
    found = target(
        split_words(text), cue=spans(text, "charges of"), content=spans(text, "fraud"), source=(), force=Force.ACCUSES
    )
    assert found == ()
