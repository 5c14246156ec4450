"""The tag scheme and how spans lie to each other."""

from itertools import pairwise

import numpy as np
import pytest

from sayso.analyse import tags as T
from sayso.analyse.tags import UnitSpan


def label(name: str) -> int:
    return T.LABELS.index(name)


def test_a_sequence_opens_with_nothing_or_a_beginning():
    assert {T.LABELS[k] for k in np.flatnonzero(T.start_mask())} == {"O", "B-source", "B-cue", "B-content", "B-relay"}


def test_an_inside_follows_only_its_own_role():
    ok = T.step_mask()
    assert ok[label("B-cue"), label("I-cue")]
    assert ok[label("I-cue"), label("I-cue")]
    assert not ok[label("O"), label("I-cue")]
    assert not ok[label("B-source"), label("I-cue")]
    assert ok[:, label("O")].all()
    assert ok[:, label("B-relay")].all()


def test_spans_end_before_a_new_beginning_and_at_the_end():
    tags = [label(x) for x in ("B-cue", "B-cue", "I-cue", "O", "B-content", "I-content")]
    spans = T.spans_from_tags(tags)
    assert spans["cue"] == [UnitSpan(0, 0), UnitSpan(1, 2)]
    assert spans["content"] == [UnitSpan(4, 5)]
    assert spans["source"] == spans["relay"] == []


def test_an_inside_without_a_beginning_opens_a_span():
    assert T.spans_from_tags([label("I-cue"), label("I-source")]) == {
        "source": [UnitSpan(1, 1)],
        "cue": [UnitSpan(0, 0)],
        "content": [],
        "relay": [],
    }


def test_feature_columns_are_all_used_once():
    columns = sorted(T.HEAD_COLUMNS.values())
    assert columns[0][0] == 0
    assert all(a[1] == b[0] for a, b in pairwise(columns))
    assert columns[-1][1] == T.N_HEAD_COLUMNS


def distance(cue: UnitSpan, other: UnitSpan) -> int:
    found, _ = T.pair_features([cue], [other], np.zeros(500, np.int32), np.array([cue.first]))
    return int(found[0, 0])


def test_distance_grows_with_the_gap_and_knows_the_side():
    cue = UnitSpan(200, 201)
    behind = [distance(cue, UnitSpan(202 + gap, 203 + gap)) for gap in range(150)]
    before = [distance(cue, UnitSpan(198 - gap, 199 - gap)) for gap in range(150)]
    assert behind == sorted(behind)
    assert before == sorted(before)
    assert not set(behind) & set(before)
    overlapping = {distance(cue, UnitSpan(a, b)) for a, b in ((200, 201), (190, 200), (201, 230), (150, 300))}
    assert len(overlapping) == 1
    assert not overlapping & {*before, *behind}
    assert all(0 <= d < T.N_DISTANCES for d in (*before, *behind, *overlapping))


@pytest.mark.parametrize(
    ("cues", "other", "expected"),
    [
        ([UnitSpan(0, 0)], UnitSpan(1, 1), 0),
        ([UnitSpan(0, 0), UnitSpan(2, 2)], UnitSpan(3, 3), 1),
        ([UnitSpan(0, 0), UnitSpan(1, 1), UnitSpan(2, 2), UnitSpan(3, 3)], UnitSpan(4, 4), 2),
        ([UnitSpan(0, 0)], UnitSpan(10, 11), 3),
        ([UnitSpan(0, 0)], UnitSpan(20, 21), 6),
        ([UnitSpan(0, 0)], UnitSpan(30, 31), 6),
        ([UnitSpan(0, 0), UnitSpan(12, 12)], UnitSpan(30, 31), 7),
    ],
)
def test_relation_counts_paragraphs_apart_and_cues_between(cues: list[UnitSpan], other: UnitSpan, expected: int):
    paragraph = np.repeat(np.arange(4, dtype=np.int32), 10)
    _, relation = T.pair_features(cues, [other], paragraph, np.sort([cue.first for cue in cues]))
    assert relation[0, 0] == expected
    assert relation.shape == (len(cues), 1)
