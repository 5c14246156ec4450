"""Fields and places as people write them."""

import pytest

from sayso.errors import SettingInvalid, UsageError
from sayso.records.anchors import Span
from sayso.workspace.pointing import changes_of, extent, pointed
from tests.unit.workspace import material

TEXT = (
    "Ann said the ship isn’t late. “It was  late,” the harbour master told reporters. "
    "The harbour master said the ship was new. A ship of the line had been in the harbour for eleven months without a crew."
)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def changes(*values, near=None):
    return changes_of(values, text=TEXT, near=near)


def test_places_are_given_by_words_or_by_numbers():
    assert changes("source=The harbour master", "cue=10-12,3-5") == {
        "source": [list(span("The harbour master"))],
        "cue": [[3, 5], [10, 12]],
    }
    assert changes('cue="late,"') == {"cue": [list(span("late,"))]}


def test_a_field_with_several_places_is_given_several_times():
    assert changes("content=eleven months", "content=of the line")["content"] == [
        list(span("of the line")),
        list(span("eleven months")),
    ]


def test_relays_stay_in_the_order_of_telling():
    assert changes("relays=reporters", "relays=Ann")["relays"] == [list(span("reporters")), list(span("Ann"))]


def test_an_empty_value_takes_a_field_away():
    assert changes("cue=", "source_resolved=", "parent=", "denies=") == {
        "cue": [],
        "source_resolved": None,
        "parent": None,
        "denies": [],
    }


def test_labels_and_names_of_statements_are_taken_as_they_are():
    assert changes("force = claims", "source_named=Yes", "denies=s2, s5") == {
        "force": "claims",
        "source_named": True,
        "denies": ["s2", "s5"],
    }


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["force"], "FIELD=VALUE"),
        (["force=claims", "force=asks"], "more than once"),
        (["source_named=perhaps"], "yes or no"),
        (["cue=shouted"], "do not stand in the article"),
    ],
)
def test_what_cannot_be_is_refused(values, said):
    with pytest.raises(UsageError, match=said):
        changes(*values)


def test_the_extent_of_a_statement_is_that_of_all_its_parts():
    first = material.READING.statements[0]
    assert extent(first) == Span(first.source[0].start, first.content[0].end)


def test_words_stand_where_they_are_nearest_to_the_statement():
    near = span("The harbour master said")
    assert pointed("source", "harbour master", text=TEXT, near=near) == Span(near.start + 4, near.start + 18)
    assert pointed("source", "Ann", text=TEXT) == Span(0, 3)


def test_words_in_several_places_are_listed_with_them():
    with pytest.raises(SettingInvalid, match="stand in 3 places") as caught:
        pointed("content", "ship", text=TEXT)
    assert all(f"{s}-{s + 4} (" in caught.value.hint for s in (13, TEXT.index("ship was"), TEXT.index("ship of")))


def test_words_are_whole_words_whatever_their_spacing_and_marks():
    assert pointed("content", "It was late", text=TEXT) == Span(TEXT.index("It was"), TEXT.index("It was") + 12)
    assert pointed("content", "isn't", text=TEXT) == span("isn’t")
    assert pointed("content", '"It was', text=TEXT) == span("“It was")
    with pytest.raises(SettingInvalid):
        pointed("content", "hip", text=TEXT)
