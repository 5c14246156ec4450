"""Scores of lineage: perfect for the truth itself, and each fault costs what it should."""

import json
from dataclasses import fields
from typing import Any

import pytest

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.lineage import LineageScores, as_json, as_text, evaluate_world, score
from sayso.settings import DEFAULTS


def passage(left, right, kind="verbatim", spans=((0, 100), (10, 110))):
    return {"left_doc": left, "left": list(spans[0]), "right_doc": right, "right": list(spans[1]), "kind": kind}


TRUTH: dict[str, Any] = {
    "documents": {"a": {}, "b": {}, "c": {}, "d": {}},
    "reuse": [passage("a", "b"), passage("a", "c", "heavy"), passage("b", "c", "light")],
    "shared": [
        {"kind": "boilerplate", "places": [["a", 200, 260], ["d", 0, 60]]},
        {"kind": "coincidence", "places": [["b", 300, 340], ["d", 100, 140]]},
    ],
    "copies": [{"copy": "b", "from": "a"}, {"copy": "c", "from": "b"}],
    "relays": [{"doc": "d", "from_doc": "a"}, {"doc": "a", "from_doc": None}],
    "corrections": [{"doc": "d", "corrects_doc": "b"}],
}
PERFECT: dict[str, Any] = {key: TRUTH[key] for key in ("reuse", "copies", "corrections")} | {"relays": TRUTH["relays"][:1]}


def figures(**changes):
    return score(TRUTH, PERFECT | changes).figures()


def test_the_truth_scores_best():
    assert {name: value for name, value in figures().items() if value != 1.0} == {"reuse.boilerplate_leak": 0.0}


def test_characters_that_are_not_shared_cost_precision_and_those_not_found_recall():
    found = figures(reuse=[passage("a", "b", spans=((0, 200), (10, 110))), *TRUTH["reuse"][2:]])
    assert found["reuse.chars.p"] == pytest.approx(400 / 500)
    assert found["reuse.chars.r"] == pytest.approx(400 / 600)
    assert found["reuse.recall_heavy"] == 0.0
    assert found["reuse.recall_light"] == 1.0


def test_chance_counts_for_nothing_and_slogans_leak():
    by_chance = passage("b", "d", spans=((300, 340), (100, 140)))
    slogan = passage("a", "d", spans=((200, 260), (0, 60)))
    assert figures(reuse=[*TRUTH["reuse"], by_chance]) == figures()
    assert figures(reuse=[*TRUTH["reuse"], slogan])["reuse.boilerplate_leak"] == 1.0
    assert figures(reuse=[*TRUTH["reuse"], slogan | {"kind": "boilerplate"}]) == figures()


def test_a_copy_may_be_put_on_any_true_ancestor_but_direction_asks_for_the_direct_one():
    found = figures(copies=[{"copy": "b", "from": "a"}, {"copy": "c", "from": "a"}])
    assert (found["copies.lenient.f1"], found["copies.direction"]) == (1.0, 1.0)
    turned = figures(copies=[{"copy": "a", "from": "b"}, {"copy": "c", "from": "b"}])
    assert (turned["copies.lenient.p"], turned["copies.direction"]) == (0.5, 0.5)


def test_worlds_are_pooled_by_their_counts():
    one, other = score(TRUTH, PERFECT), score(TRUTH, PERFECT | {"relays": []})
    both = one + other
    assert both.documents == 8
    assert both.figures()["relays.f1"] == pytest.approx(2 / 3)
    assert {field.name for field in fields(LineageScores)} == {field.name for field in fields(both)}
    table = as_text({"one": one, "other": other})
    assert table.splitlines()[0].split() == ["one", "other", "pooled"]
    assert json.loads(as_json({"one": one}))["one"]["relays.f1"] == 1.0


def test_a_folder_that_is_no_world_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"articles\.jsonl"):
        evaluate_world(tmp_path, DEFAULTS)
    (tmp_path / "articles.jsonl").write_text('{"doc_id": "a", "text": "Rain fell on Tuesday."}\n', encoding="utf-8")
    (tmp_path / "gold.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(ParseFailed, match="truth of a news world"):
        evaluate_world(tmp_path, DEFAULTS)
