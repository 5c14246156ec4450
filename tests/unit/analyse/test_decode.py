"""Tags, links and label probabilities from numbers made by hand."""

import numpy as np
import pytest

from sayso.analyse import tags as T
from sayso.analyse.decode import Found, best_tags, head_probabilities, link, paragraphs_of, spans_with_confidence
from sayso.analyse.tags import UnitSpan
from tests.unit.analyse.material import Floats, parameters

FLAT = np.zeros(60, np.int32)


def spans(**by_role: list[tuple[int, int]]) -> dict[str, list[Found]]:
    return {role: [Found(UnitSpan(a, b), 1.0) for a, b in by_role.get(role, [])] for role in T.ROLES}


def vectors(n: int = 60) -> Floats:
    return np.zeros((n, 2 * len(T.ROLES) * T.LINK_DIM), np.float32)


def test_paragraphs_of_nothing():
    assert paragraphs_of(np.zeros(0, np.int32)) == []


def test_parts_are_decoded_apart():
    p = parameters()
    emissions = np.zeros((4, T.N_LABELS), np.float32)
    emissions[:, T.LABELS.index("I-cue")] = 9
    emissions[[0, 2], T.LABELS.index("B-cue")] = 8
    whole, _ = best_tags(emissions, p.start[0], p.steps[0], [(0, 4)])
    halves, _ = best_tags(emissions, p.start[0], p.steps[0], [(0, 2), (2, 4)])
    names = lambda tags: [T.LABELS[tag] for tag in tags]  # noqa: E731
    assert names(whole) == ["B-cue", "I-cue", "I-cue", "I-cue"]
    assert names(halves) == ["B-cue", "I-cue", "B-cue", "I-cue"]


def test_a_doubtful_end_lowers_the_confidence_of_a_span():
    p = parameters()
    b, i = T.LABELS.index("B-content"), T.LABELS.index("I-content")
    clear = np.zeros((4, T.N_LABELS), np.float32)
    clear[0, b] = clear[1, i] = clear[2, 0] = clear[3, 0] = 9
    doubtful = clear.copy()
    doubtful[2, i] = 8.5
    found = []
    for emissions in (clear, doubtful):
        tags, marginals = best_tags(emissions, p.start[0], p.steps[0], [(0, 4)])
        found.append(spans_with_confidence(tags, marginals, [(0, 4)])["content"])
    assert [x.span for x in found[0]] == [x.span for x in found[1]] == [UnitSpan(0, 1)]
    assert found[0][0].p > 0.95
    assert found[1][0].p < 0.8


def test_nothing_is_linked_without_a_cue():
    assert link(vectors(), spans(content=[(3, 9)], source=[(0, 0)]), FLAT, parameters()) == []


def test_contents_and_sources_go_to_the_nearest_cue():
    found = link(
        vectors(), spans(source=[(0, 0), (20, 20)], cue=[(1, 1), (21, 21)], content=[(2, 9), (22, 30)]), FLAT, parameters()
    )
    assert [(x.cue, x.source[0] if x.source else None, [j for j, _ in x.contents]) for x in found] == [(0, 0, [0]), (1, 1, [1])]


def test_each_content_and_relay_goes_to_one_cue_at_most_while_cues_may_share_a_source():
    found = link(
        vectors(), spans(source=[(0, 0)], cue=[(1, 1), (12, 12)], content=[(2, 9)], relay=[(10, 10)]), FLAT, parameters()
    )
    assert sum(len(x.contents) for x in found) == 1
    assert sum(len(x.relays) for x in found) == 1
    assert [x.source[0] if x.source else None for x in found] == [0, 0]


@pytest.mark.parametrize("role", ["source", "content", "relay"])
def test_the_model_may_link_to_nothing(role: str):
    p = parameters(**{f"{role}_bias": np.array(60, np.float32)})
    (found,) = link(vectors(), spans(source=[(0, 0)], cue=[(1, 1)], content=[(2, 9)], relay=[(10, 10)]), FLAT, p)
    linked = {"source": found.source is not None, "content": bool(found.contents), "relay": bool(found.relays)}
    assert linked == {name: name != role for name in linked}


def test_link_vectors_can_outweigh_the_distance():
    features = vectors()
    at = {role: 2 * T.ROLES.index(role) * T.LINK_DIM for role in T.ROLES}
    features[1, at["cue"]] = 5  # the first cue ...
    features[40, at["content"]] = 5  # ... and the far content agree in one direction
    weight = np.zeros((T.LINK_DIM, T.LINK_DIM), np.float32)
    weight[0, 0] = 90
    asked = spans(cue=[(1, 1), (39, 39)], content=[(40, 44)])
    assert [len(x.contents) for x in link(features, asked, FLAT, parameters())] == [0, 1]
    assert [len(x.contents) for x in link(features, asked, FLAT, parameters(content_weight=weight))] == [1, 0]


def test_nothing_is_linked_beyond_reach():
    far = 2 + T.REACH
    n = far + 10
    (found,) = link(
        vectors(n), spans(source=[(far, far)], cue=[(0, 0)], content=[(far + 2, far + 3)]), np.zeros(n, np.int32), parameters()
    )
    assert found.source is None
    assert found.contents == ()


def test_probabilities_of_links_are_probabilities():
    (found,) = link(vectors(), spans(source=[(0, 0), (5, 5)], cue=[(1, 1)], content=[(2, 4)]), FLAT, parameters())
    assert found.source is not None
    assert 0 < found.source[1] <= 1
    assert 0 < found.contents[0][1] <= 1


def test_a_head_without_its_parts_gives_nothing():
    heads = np.zeros((5, T.N_HEAD_COLUMNS), np.float32)
    assert head_probabilities(heads, "source_kind", {"source": [], "cue": [1], "content": [2]}) is None


def test_heads_pool_by_attention_and_sum_over_parts():
    heads = np.zeros((5, T.N_HEAD_COLUMNS), np.float32)
    start, end = T.HEAD_COLUMNS["force", "cue"]
    heads[1, start + 2], heads[2, start + 5] = 8, 8
    heads[2, end - 1] = 20  # unit 2 gets the attention
    p = head_probabilities(heads, "force", {"cue": [1, 2], "content": [3]})
    assert p is not None
    assert p.sum() == pytest.approx(1)
    assert int(p.argmax()) == 5
    start, end = T.HEAD_COLUMNS["force", "content"]
    heads[3, start + 7] = 30
    p = head_probabilities(heads, "force", {"cue": [1, 2], "content": [3]})
    assert p is not None
    assert int(p.argmax()) == 7
