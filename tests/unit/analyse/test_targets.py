"""Who is accused or evaluated."""

from typing import NamedTuple

import pytest

from sayso.analyse.targets import target
from sayso.analyse.words import split_words
from sayso.records.anchors import Span
from sayso.records.statements import Force


class Case(NamedTuple):
    text: str
    cue: str
    content: str
    source: str
    force: str
    target: str


CASES = [
    Case(
        "The council accused the ferry company of hiding the timetable.",
        cue="accused", content="hiding the timetable", source="The council",
        force="accuses", target="the ferry company",
    ),
    Case(
        "The council accused the ferry company of hiding it.",
        cue="accused|of", content="the ferry company|hiding it", source="The council",
        force="accuses", target="the ferry company",
    ),
    Case(
        "The ferry company was accused of hiding the timetable.",
        cue="was accused of", content="hiding the timetable", source="",
        force="accuses", target="The ferry company",
    ),
    Case(
        "Residents blamed the frost for the broken pipes.",
        cue="blamed|for", content="the frost|the broken pipes", source="Residents",
        force="accuses", target="the frost",
    ),
    Case(
        "Residents blamed the broken pipes on the frost.",
        cue="blamed|on", content="the broken pipes|the frost", source="Residents",
        force="accuses", target="the frost",
    ),
    Case(
        "A clerk, Ole Berg, is charged with fraud.",
        cue="is charged with", content="A clerk, Ole Berg,|fraud", source="",
        force="accuses", target="A clerk, Ole Berg",
    ),
    Case(
        "She repeated allegations of fraud against the treasurer.",
        cue="allegations of", content="fraud", source="She",
        force="accuses", target="the treasurer",
    ),
    Case(
        "The treasurer faces charges of fraud.",
        cue="charges of", content="fraud", source="",
        force="accuses", target="The treasurer",
    ),
    Case(
        "Critics praised the choir's new programme.",
        cue='praised', content="the choir's new programme", source='Critics',
        force='evaluates', target="the choir's new programme",
    ),
    Case(
        "Critics called the programme a triumph.",
        cue="called", content="the programme a triumph", source="Critics",
        force="evaluates", target="the programme",
    ),
    Case(
        'Critics called it "a triumph".',
        cue='called', content='it "a triumph"', source='Critics',
        force='evaluates', target='it',
    ),
    Case(
        'A fan described the show as "a joy".',
        cue='described|as', content='the show|"a joy"', source='A fan',
        force='evaluates', target='the show',
    ),
    Case(
        "The mayor criticised the choir for singing late.",
        cue="criticised", content="singing late", source="The mayor",
        force="evaluates", target="the choir",
    ),
    Case(
        "The club condemned the fire, which left no trace.",
        cue="condemned", content="the fire, which left no trace", source="The club",
        force="evaluates", target="the fire",
    ),
]  # fmt: skip


def spans(text, phrases):
    return tuple(Span(text.index(p), text.index(p) + len(p)) for p in phrases.split("|") if p)


def found(text, cue, content, source, force):
    spans_ = {"cue": spans(text, cue), "content": spans(text, content), "source": spans(text, source)}
    return [text[s:e] for s, e in target(split_words(text), **spans_, force=Force(force))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_target(case):
    assert found(*case[:5]) == [case.target]


def test_other_forces_have_no_target():
    assert found("The council said the ferry is late.", "said", "the ferry is late", "The council", "states") == []


def test_an_accusation_against_nobody_named_has_none():
    assert found("There were charges of fraud.", "charges of", "fraud", "", "accuses") == []
