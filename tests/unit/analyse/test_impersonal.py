"""Reports of nobody by their form."""

from sayso.analyse.assemble import drafts
from sayso.analyse.encoding import encode
from sayso.analyse.impersonal import impersonal
from tests.unit.analyse.material import features, parameters, shown


def test_an_impersonal_report_that_was_passed_over_is_found():
    text = "It rained. In the end it was recently revealed that the bridge had been closed since May. It rained again."
    (draft,) = impersonal(encode(text), [])
    assert shown(text, draft.cue) == ["was recently revealed"]
    assert shown(text, draft.content) == ["the bridge had been closed since May"]
    assert draft.source == []


def test_a_report_that_is_marked_stays_as_it_is():
    text = "It was reported that the bridge had been closed."
    units = encode(text)
    marked = {"cue": ["was reported"], "content": ["that the bridge had been closed"]}
    assert impersonal(units, drafts(units, features(units, marked), parameters())) == []


def test_words_of_somebody_else_are_left_alone():
    text = "Ann Lee said it was reported that the bridge had been closed."
    units = encode(text)
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["it was reported that the bridge had been closed"]}
    assert impersonal(units, drafts(units, features(units, marked), parameters())) == []


def test_other_uses_of_it_are_no_reports():
    assert impersonal(encode("It was clear that it rained. It was closed so that it could be mended."), []) == []
