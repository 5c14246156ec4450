"""Labels of statements from label numbers made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.analyse import tags as T
from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.encoding import Units, encode
from sayso.analyse.qualify import Labels, _agreed, labels
from sayso.analyse.resolve import Parties
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Quote, SourceKind
from tests.unit.analyse.material import Floats, Marked, features, parameters


def heads_for(units: Units, found: list[Draft], wanted: list[dict[str, str]]) -> Floats:
    """Head numbers that give each draft the wanted labels."""
    heads = np.zeros((len(units), T.N_HEAD_COLUMNS), np.float32)
    for draft, row in zip(found, wanted, strict=True):
        for head, name in row.items():
            names, parts = T.HEADS[head]
            for part in parts:
                start, end = T.HEAD_COLUMNS[head, part]
                for unit in draft.numbers(part):
                    heads[unit, start:end] = 0
                    heads[unit, start + names.index(name)] = 9
    return heads


def label(
    text: str, *layers: Marked, wanted: list[dict[str, str]], calibration: dict[str, tuple[float, float]] | None = None
) -> list[Labels]:
    units = encode(text)
    found = drafts(units, features(units, *layers), parameters())
    return labels(units, heads_for(units, found, wanted), found, Parties(units), calibration or {})


LEE = {"source": ["Anna Lindqvist"], "cue": ["said"], "content": ["the road is open"]}
TEXT = "Anna Lindqvist said the road is open."


def test_the_labels_are_those_the_heads_give():
    wanted = {
        "source_kind": "person",
        "source_named": "named",
        "force": "denies",
        "certainty": "possible",
        "polarity": "negative",
    }
    (found,) = label(TEXT, LEE, wanted=[wanted])
    assert found.source_kind is SourceKind.PERSON
    assert found.source_named
    assert found.source_resolved == "Anna Lindqvist"
    assert found.force is Force.DENIES
    assert found.certainty is Certainty.POSSIBLE
    assert found.polarity is Polarity.NEGATIVE
    assert found.quote is Quote.INDIRECT


def test_confidences_are_probabilities_and_calibrated_where_the_model_says_how():
    (raw,) = label(TEXT, LEE, wanted=[{"force": "states"}])
    (scaled,) = label(TEXT, LEE, wanted=[{"force": "states"}], calibration={"force": (0.5, -1.0)})
    for found in (raw, scaled):
        c = found.confidence
        assert all(0 <= p <= 1 for p in (c.content, c.cue, c.source, c.source_kind, c.force, c.certainty))
    assert scaled.confidence.force < raw.confidence.force
    assert scaled.confidence.certainty == raw.confidence.certainty


def test_without_a_source_it_stands_on_nobodys_word():
    (found,) = label("Reportedly, the road is open.", {"cue": ["Reportedly"], "content": ["the road is open"]}, wanted=[{}])
    assert (found.source_kind, found.source_named, found.source_resolved) == (SourceKind.NONE, False, None)


def test_a_quotation_that_goes_on_has_the_source_of_its_head():
    text = "“The road is open,” said Anna Lindqvist. “We may drive.”"
    marked = {"source": ["Anna Lindqvist"], "cue": ["said"], "content": ["“The road is open,”", "“We may drive.”"]}
    head, later = label(text, marked, wanted=[{"source_kind": "person", "source_named": "named"}, {}])
    assert (later.source_kind, later.source_named, later.source_resolved) == (SourceKind.PERSON, True, "Anna Lindqvist")
    assert head.quote is later.quote is Quote.DIRECT


@pytest.mark.parametrize(("force", "later_force"), [("states", "states"), ("denies", "states"), ("asks", "states")])
def test_a_quotation_that_goes_on_does_not_go_on_denying_or_asking(force: str, later_force: str):
    text = "“The road is shut,” said Anna Lindqvist. “We may drive.”"
    marked = {"source": ["Anna Lindqvist"], "cue": ["said"], "content": ["“The road is shut,”", "“We may drive.”"]}
    head, later = label(text, marked, wanted=[{"force": force, "polarity": "negative"}, {}])
    assert head.force == force
    assert later.force == later_force
    assert later.polarity is Polarity.POSITIVE


def test_we_in_a_quotation_is_the_speaker():
    text = "“We believe the road is open,” said Anna Lindqvist."
    outer = {"source": ["Anna Lindqvist"], "cue": ["said"], "content": ["“We believe the road is open,”"]}
    inner = {"source": ["We"], "cue": ["believe"], "content": ["the road is open"]}
    parent, child = label(
        text, outer, inner, wanted=[{"source_kind": "person", "source_named": "named"}, {"source_kind": "group"}]
    )
    assert child.source_resolved == parent.source_resolved == "Anna Lindqvist"
    assert child.source_named
    assert child.quote is Quote.INDIRECT


def test_a_pronoun_takes_up_the_person_read_before_it():
    text = "Anna Lindqvist said the road is open. She added that it rained."
    marked = {"source": ["Anna Lindqvist", "She"], "cue": ["said", "added"], "content": ["the road is open", "that it rained"]}
    named = {"source_kind": "person", "source_named": "named"}
    first, second = label(text, marked, wanted=[named, {"source_kind": "group", "source_named": "unnamed"}])
    assert second.source_resolved == first.source_resolved == "Anna Lindqvist"
    assert second.source_kind is SourceKind.PERSON
    assert second.source_named


def test_an_unnamed_source_keeps_its_description():
    text = "A senior official said the road is open."
    marked = {"source": ["A senior official"], "cue": ["said"], "content": ["the road is open"]}
    (found,) = label(text, marked, wanted=[{"source_kind": "person", "source_named": "unnamed"}])
    assert not found.source_named
    assert found.source_resolved == "A senior official"


@pytest.mark.parametrize(
    ("text", "source", "named"),
    [
        ("It rained. The local rescue service said the road is open.", "The local rescue service", False),
        ("The companies said the road is open.", "The companies", True),
        ("The Harbour Board said the road is open.", "The Harbour Board", True),
    ],
)
def test_a_single_body_is_named_only_where_a_name_of_it_is_found(text: str, source: str, named: bool):
    marked = {"source": [source], "cue": ["said"], "content": ["the road is open"]}
    (found,) = label(text, marked, wanted=[{"source_kind": "organisation", "source_named": "named"}])
    assert found.source_named is named


@pytest.mark.parametrize("source", ["US", "WHO", "IT"])
def test_an_acronym_that_looks_like_a_pronoun_is_a_name(source: str):
    text = f"The mayor left. {source} said the road is open."
    marked = {"source": [source], "cue": ["said"], "content": ["the road is open"]}
    (found,) = label(text, marked, wanted=[{"source_kind": "organisation", "source_named": "named"}])
    assert (found.source_resolved, found.source_kind) == (source, SourceKind.ORGANISATION)


def test_one_named_source_has_one_kind_in_an_article():
    sure = Confidence(1, 1, 1, 0.9, 1, 1)
    one = Labels(
        Quote.INDIRECT, SourceKind.ORGANISATION, True, "Acme", Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE, sure
    )
    unsure = replace(one, source_kind=SourceKind.PERSON, confidence=replace(sure, source_kind=0.4))
    other = replace(one, source_kind=SourceKind.PERSON, source_resolved="Lee")
    assert [label.source_kind for label in _agreed([one, unsure, other])] == ["organisation", "organisation", "person"]
