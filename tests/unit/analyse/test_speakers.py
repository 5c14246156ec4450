"""Sources that the form of the text gives: a dash behind a quotation, a speaker's tag, a participle."""

from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.encoding import encode
from sayso.analyse.speakers import complete_speakers
from tests.unit.analyse.material import Marked, features, parameters, shown


def completed(text: str, marked: Marked) -> list[Draft]:
    units = encode(text)
    found = drafts(units, features(units, marked), parameters())
    complete_speakers(units, found)
    return found


def test_a_name_behind_a_dash_is_the_source():
    text = "Ann Lee said: “The road is open.”\n“We may drive.” — Ben Marlowe"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["“The road is open.”", "“We may drive.”"]}
    _, second = completed(text, marked)
    assert shown(text, second.source) == ["Ben Marlowe"]
    assert shown(text, second.cue) == ["—"]
    assert second.head is None


def test_a_speakers_tag_is_the_source():
    text = "Ann Lee said: “The road is open.”\nMARLOWE: “We may drive.”"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["“The road is open.”", "“We may drive.”"]}
    _, second = completed(text, marked)
    assert shown(text, second.source) == ["MARLOWE"]


def test_a_participle_shares_the_subject_of_the_clause_before_it():
    text = "Ann Lee praised the plan, saying that the road is open."
    marked = {"source": ["Ann Lee"], "cue": ["praised", "saying"], "content": ["the plan", "that the road is open"]}
    _, second = completed(text, marked)
    assert shown(text, second.source) == ["Ann Lee"]


def test_a_quotation_that_goes_on_stays_with_its_speaker():
    text = "“The road is open,” said Ann Lee. “We may drive.”"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["“The road is open,”", "“We may drive.”"]}
    first, second = completed(text, marked)
    assert second.head is first
    assert second.source == []
