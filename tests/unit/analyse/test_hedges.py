"""Hedges that the words show: questions and expecting decide, modals of the main clause lean."""

import pytest

from sayso.analyse.hedges import DECIDES, LEANS, hedge
from sayso.records.statements import Certainty, Force
from tests.unit.analyse.material import place


def found(text: str, cue: str, content: str, force: Force = Force.STATES) -> tuple[Certainty, float] | None:
    return hedge(text, [place(text, cue)] if cue else [], [place(text, content)], force)


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("She expects the bridge to open.", "expects", "the bridge to open", (Certainty.PROBABLE, DECIDES)),
        ("The survey suggests prices fell.", "suggests", "prices fell", (Certainty.POSSIBLE, LEANS)),
        ("He said the bridge may open.", "said", "the bridge may open", (Certainty.POSSIBLE, LEANS)),
        ("He said it is likely to rain.", "said", "it is likely to rain", (Certainty.PROBABLE, LEANS)),
        ("“Will it rain?” she asked.", "asked", "Will it rain?", (Certainty.UNKNOWN, DECIDES)),
        ("He said the bridge opened.", "said", "the bridge opened", None),
    ],
)
def test_what_the_words_speak_for(text: str, cue: str, content: str, expected: tuple[Certainty, float] | None):
    assert found(text, cue, content) == expected


def test_whether_leaves_a_question_open():
    assert found("She asked whether it rained.", "asked", "it rained", Force.ASKS) == (Certainty.UNKNOWN, DECIDES)


@pytest.mark.parametrize("content", ["the bridge opened because it may rain", "the man who might stand is ill"])
def test_hedges_of_other_clauses_do_not_count(content: str):
    assert found(f"He said {content}.", "said", content) is None
