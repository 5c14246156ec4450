"""Reports in the form of headlines."""

import pytest

from sayso.analyse.assemble import drafts
from sayso.analyse.encoding import encode
from sayso.analyse.headlines import headlines
from tests.unit.analyse.material import features, parameters, shown


@pytest.mark.parametrize(
    ("line", "content", "cue", "source"),
    [
        ("Five hurt in bridge collapse - police", "Five hurt in bridge collapse", "-", "police"),
        ("Talks to resume next week – senior officials", "Talks to resume next week", "–", "senior officials"),
        ("Fire at factory was set on purpose: prosecutor", "Fire at factory was set on purpose", ":", "prosecutor"),
        ("Police: five hurt in bridge collapse", "five hurt in bridge collapse", ":", "Police"),
    ],
)
def test_a_line_of_its_own_that_names_who_says_it_is_a_report(line: str, content: str, cue: str, source: str):
    text = f"{line}\n\nIt rained all day."
    (draft,) = headlines(encode(text), [])
    assert shown(text, draft.content) == [content]
    assert shown(text, draft.cue) == [cue]
    assert shown(text, draft.source) == [source]


@pytest.mark.parametrize(
    "line",
    [
        "Bridge closes for the winter - Port Ellis Herald",
        "The bridge will stay closed, said the police.",
        "A long day - and a short night for the police",
        "Opening hours: Monday to Friday",
        "Contact: police",
        "Source: the archive of the city",
    ],
)
def test_other_lines_are_none(line: str):
    assert headlines(encode(line), []) == []


def test_a_line_in_which_a_statement_is_marked_stays_as_it_is():
    text = "Police: five hurt in bridge collapse"
    units = encode(text)
    marked = {"source": ["Police"], "cue": [":"], "content": ["five hurt in bridge collapse"]}
    assert headlines(units, drafts(units, features(units, marked), parameters())) == []
