"""The swap test: what counts as unchanged."""

import pytest

from sayso.evaluate import swap
from sayso.evaluate.exchange import exchange

TEXT = "Russia said the bridge is closed. Reuters reported rain."
SWAPPED = exchange(TEXT, step=1)
LABELS = {
    "quote": "indirect",
    "source_kind": "organisation",
    "source_named": True,
    "force": "states",
    "certainty": "certain",
    "polarity": "positive",
}


def statement(text: str, source: str, cue: str, content: str, **labels: object) -> dict[str, object]:
    spans = {role: [[text.index(words), text.index(words) + len(words)]] for role, words in (("source", source), ("cue", cue))}
    at = text.index(content)
    return {**spans, "content": [[at, at + len(content)]], **LABELS, **labels}


BEFORE = [statement(TEXT, "Russia", "said", "the bridge is closed")]


def counts(*after: dict[str, object]) -> swap.ArticleCounts:
    return swap.compare("a", "forwards", BEFORE, after, swapped=SWAPPED)


def test_nothing_but_the_name_changed():
    same = statement(SWAPPED.text, "Ukraine", "said", "the bridge is closed", source_resolved="Ukraine")
    assert (counts(same).n_same, counts(same).changes) == (1, ())


def test_a_changed_label_is_named():
    other = statement(SWAPPED.text, "Ukraine", "said", "the bridge is closed", force="claims", certainty="possible")
    assert [change.what for change in counts(other).changes] == ["force, certainty"]


def test_lost_added_and_moved_statements_are_named():
    added = statement(SWAPPED.text, "Agence France-Presse", "reported", "rain")
    assert [change.what for change in counts(added).changes] == ["lost", "added"]
    shorter = statement(SWAPPED.text, "Ukraine", "said", "bridge is closed")
    assert [change.what for change in counts(shorter).changes] == ["spans"]


def test_long_texts_are_cut_after_a_paragraph():
    text = "one two three\n" * 1000
    assert swap.beginning(text) == "one two three\n" * 500
    assert swap.beginning("short") == "short"


@pytest.mark.parametrize("n_same", [0, 1])
def test_share_counts_the_statements_of_both_sides(n_same: int):
    result = swap.Result(1, 2, swap._shares([(swap.ArticleCounts("forwards", 2, 1, 3, n_same, ()),)]), {}, {}, ())
    assert result.shares["all"] == n_same / 2
    assert "2 names exchanged" in swap.as_text(result)
