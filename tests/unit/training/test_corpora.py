"""Labelled texts as training examples."""

import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.analyse.tags import HEADS, LABELS, N_LABELS, spans_from_tags
from sayso.analyse.words import split_words
from sayso.records.anchors import Span
from training import annotations
from training.corpora import (
    OUTER,
    RELAYS,
    SOURCES,
    Example,
    by_paragraph,
    nested,
    nested_records,
    ours,
    polnear,
    polnear_example,
    read_jsonl,
    statement_example,
    statements,
    trim_cue,
)

TEXT = (
    "Ann Lee said that the road is open. It rained for many long hours on the coast of the island.\n"
    "According to Reuters, police denied the ferry had left."
)


def at(text: str, words: str, after: int = 0) -> list[int]:
    start = text.index(words, after)
    return [start, start + len(words)]


BY_LEE = {"s": "Ann Lee", "k": "person", "n": 1, "res": "Ann Lee"}
BY_POLICE = {"s": "police", "k": "organisation", "res": "police"}
POLNEAR: dict[str, Any] = {
    "id": "p1",
    "text": TEXT,
    "attributions": [
        {"source": [at(TEXT, "Ann Lee")], "cue": [at(TEXT, "said")], "content": [at(TEXT, "that the road is open")]},
        {
            "source": [at(TEXT, "police")],
            "cue": [at(TEXT, "denied")],
            "content": [at(TEXT, "the ferry had left")],
        },
    ],
    "discard": [],
}


def record(text: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """A statement record from annotation lines."""
    return annotations.resolve({"doc_id": "a", "text": text}, list(rows))


def gold(example: Example, layer: int = 0) -> dict[str, list[str]]:
    """The text of the gold spans by role, where the constraints leave one path only."""
    allowed = example.allowed[layer]
    assert (allowed.sum(1) == 1).all()
    spans = spans_from_tags(allowed.argmax(1).tolist())
    return {role: shown(example, found) for role, found in spans.items()}


def shown(example: Example, spans: list[Any]) -> list[str]:
    return [example.units.words.text[slice(*example.units.span(first, last))] for first, last in spans]


def linked(example: Example, layer: int = 0) -> list[dict[str, list[str]]]:
    """Each cue with the text of what hangs on it."""
    spans = example.layers[layer].spans
    return [
        {
            "cue": shown(example, [spans["cue"][cue]]),
            "source": [] if source is None else shown(example, [spans["source"][source]]),
            "content": shown(example, [spans["content"][k] for k in contents]),
            "relay": shown(example, [spans["relay"][k] for k in relays]),
        }
        for cue, source, contents, relays in example.layers[layer].links
    ]


def labelled(example: Example) -> list[dict[str, str | None]]:
    return [
        {head: HEADS[head][0][number] if number >= 0 else None for head, number in target.labels.items()}
        for target in example.targets
    ]


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.xz"])
def test_records_are_read_plain_or_packed(tmp_path: Path, suffix: str):
    path = tmp_path / f"x{suffix}"
    opener = lzma.open if suffix.endswith("xz") else open
    with opener(path, "wt", encoding="utf-8") as handle:
        handle.write('{"a": 1}\n\n{"a": "é"}\n')
    assert list(read_jsonl(path)) == [{"a": 1}, {"a": "é"}]


def test_spans_are_cut_at_line_breaks():
    words = split_words("It rained\n\nand snowed")
    assert by_paragraph(words, [Span(3, 21)]) == [Span(3, 9), Span(11, 21)]
    assert by_paragraph(words, [Span(9, 11)]) == []


def test_contents_get_the_borders_of_the_guide():
    text = "She said that it rained."
    assert ours(split_words(text), [(9, 24)]) == [Span(14, 23)]


@pytest.mark.parametrize(("cue", "kept"), [("said:", "said"), ("said, ", "said"), (":", ":"), ("said", "said")])
def test_cues_lose_a_closing_mark_unless_it_is_all(cue: str, kept: str):
    start, end = trim_cue(cue, 0, len(cue))
    assert cue[start:end] == kept


def test_attributions_become_spans_and_links():
    example = polnear_example(POLNEAR, {})
    assert linked(example) == [
        {"cue": ["said"], "source": ["Ann Lee"], "content": ["the road is open"], "relay": []},
        {"cue": ["denied"], "source": ["police"], "content": ["the ferry had left"], "relay": []},
    ]
    assert example.known == (True, False)
    assert not example.relays_known


def test_what_attributions_do_not_label_stays_open():
    example = polnear_example(POLNEAR, {})
    assert example.allowed[1].all()
    relay = [LABELS.index("B-relay"), LABELS.index("I-relay")]
    reuters = example.units.between(*at(TEXT, "Reuters"))[0]
    said = example.units.between(*at(TEXT, "said"))[0]
    assert example.allowed[0, reuters, relay].all()
    assert example.allowed[0, said].sum() == 1
    assert example.allowed.any(2).all()


def test_discarded_stretches_stay_open():
    start, end = at(TEXT, "It rained for many")
    example = polnear_example(POLNEAR | {"discard": [[start, end]]}, {})
    covered = example.units.between(start, end)
    assert example.allowed[0, covered[0] : covered[-1] + 1].all()
    assert not example.allowed[0, covered[0] - 2].all()


def test_attributions_without_cue_or_content_are_left_out():
    lee, said, road = (at(TEXT, words) for words in ("Ann Lee", "said", "the road is open"))
    attributions = [{"source": [lee], "cue": [], "content": [road]}, {"source": [lee], "cue": [said], "content": []}]
    example = polnear_example(POLNEAR | {"attributions": attributions}, {})
    assert example.layers[0].links == []
    assert example.targets == []


def test_silver_labels_reach_their_attribution():
    silver = {f"p1:{TEXT.index('denied')}": {"force": "denies", "polarity": "negative", "certainty": "?"}}
    (labels,) = labelled(polnear_example(POLNEAR, silver))
    assert (labels["force"], labels["polarity"], labels["certainty"], labels["source_kind"]) == (
        "denies",
        "negative",
        None,
        None,
    )


def test_statement_records_are_known_throughout():
    text = "Ann Lee told Reuters the road is open. It rained."
    row = {
        "c": "the road is open",
        "q": "told",
        "s": "Ann Lee",
        "r": ["Reuters"],
        "k": "person",
        "n": 1,
        "res": "Ann Lee",
        "e": "probable",
    }
    example = statement_example(record(text, row))
    assert example.known == (True, True)
    assert example.relays_known
    assert gold(example) == {"source": ["Ann Lee"], "cue": ["told"], "content": ["the road is open"], "relay": ["Reuters"]}
    assert gold(example, 1) == {"source": [], "cue": [], "content": [], "relay": []}
    assert linked(example) == [{"cue": ["told"], "source": ["Ann Lee"], "content": ["the road is open"], "relay": ["Reuters"]}]
    assert labelled(example) == [
        {"source_kind": "person", "source_named": "named", "force": "states", "certainty": "probable", "polarity": "positive"}
    ]


def test_nested_statements_go_to_the_inner_layer():
    text = "Ann Lee said police denied the road was closed."
    outer = {"c": "police denied the road was closed", "q": "said"} | BY_LEE
    inner = {
        "c": "the road was closed",
        "q": "denied",
        "s": "police",
        "p": 1,
        "k": "organisation",
        "res": "police",
        "f": "denies",
        "neg": 1,
    }
    example = statement_example(record(text, outer, inner))
    assert gold(example)["content"] == ["police denied the road was closed"]
    assert gold(example, 1) == {"source": ["police"], "cue": ["denied"], "content": ["the road was closed"], "relay": []}
    assert linked(example, 1)[0]["source"] == ["police"]


def test_a_third_layer_gives_label_targets_only():
    text = "Ann Lee said police believe Reuters reported the road was closed."
    rows: list[dict[str, Any]] = [
        {
            "c": "police believe Reuters reported the road was closed",
            "q": "said",
            "s": "Ann Lee",
            "k": "person",
            "res": "Ann Lee",
        },
        {
            "c": "Reuters reported the road was closed",
            "q": "believe",
            "s": "police",
            "p": 1,
            "k": "organisation",
            "res": "police",
        },
        {"c": "the road was closed", "q": "reported", "s": "Reuters", "p": 2, "k": "media", "res": "Reuters"},
    ]
    example = statement_example(record(text, *rows))
    assert len(example.targets) == 3
    assert gold(example)["cue"] == ["said"]
    assert gold(example, 1)["cue"] == ["believe"]


def test_a_quotation_that_goes_on_hangs_on_the_cue_before():
    text = "“The road is open,” said Ann Lee. “We may drive.”"
    rows: list[dict[str, Any]] = [
        {"c": "The road is open,", "q": "said"} | BY_LEE,
        {"c": "We may drive.", "k": "person", "n": 1, "res": "Ann Lee"},
    ]
    example = statement_example(record(text, *rows))
    (found,) = linked(example)
    assert found["content"] == ["The road is open,", "We may drive."]
    assert len(example.targets) == 1


def test_an_empty_text_is_an_example_without_units():
    example = statement_example({"text": "", "statements": []})
    assert example.allowed.shape == (2, 0, N_LABELS)


def test_constraints_leave_a_sound_path_where_spans_overlap():
    text = "Ann Lee said, as police denied, the road was closed."
    rows: list[dict[str, Any]] = [
        {"c": "as police denied, the road was closed", "q": "said"} | BY_LEE,
        {
            "c": "the road was closed",
            "q": "as police «denied»",
            "s": "as «police» denied",
            "k": "organisation",
            "res": "police",
        },
    ]
    example = statement_example(record(text, *rows))
    tags = example.allowed[0].argmax(1).tolist()
    assert all(
        LABELS[tag][0] != "I" or LABELS[before][2:] == LABELS[tag][2:] for before, tag in zip([0, *tags], tags, strict=False)
    )
    assert gold(example)["cue"] == ["said", "denied"]


# Made-up nested reports


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "polnear.jsonl"
    path.write_text(json.dumps(POLNEAR) + "\n", encoding="utf-8")
    return path


def test_a_file_of_each_kind_gives_one_example_a_record(corpus: Path, tmp_path: Path):
    assert len(polnear(corpus)) == 1
    path = tmp_path / "s.jsonl"
    path.write_text(json.dumps(record("It rained.")) + "\n", encoding="utf-8")
    assert len(statements(path)) == 1


def test_transcripts_are_left_out(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    rows = [record("It rained."), record("It snowed.") | {"transcript": True}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [example.units.words.text for example in statements(path)] == ["It rained."]


def test_made_up_reports_have_sound_spans(corpus: Path):
    records = nested_records(corpus, 400, 1)
    assert len(records) == 400
    for made in records:
        text = made["text"]
        words = split_words(text)
        for s in made["statements"]:
            for spans in (s["content"], s["cue"], s["source"], s["relays"]):
                for start, end in spans:
                    assert 0 <= start < end <= len(text)
                    touched = words.between(start, end)
                    assert (words.starts[touched[0]], words.ends[touched[-1]]) == (start, end)  # whole words
        outer, *inner = made["statements"]
        for start, end in outer["source"]:
            assert text[start:end].lower() in {source.lower() for source in SOURCES}
        for start, end in outer["relays"]:
            assert text[start:end].lower() in {relay.lower() for relay in RELAYS}
        assert outer["source"] or not any(source in outer["cue"] for source in SOURCES)
        assert text[slice(*outer["cue"][0])].lower() in {cue.lower() for _, _, cue, _ in OUTER}
        for report in inner:
            assert report["parent"] == outer["id"]
            assert outer["content"][0][0] <= report["content"][0][0]
            assert report["content"][-1][1] <= outer["content"][0][1]
            assert text[slice(*report["cue"][0])] in ("said", "denied")


def test_made_up_reports_say_nothing_of_what_their_frame_leaves_open(corpus: Path):
    for made in nested_records(corpus, 200, 2):
        outer, *inner = made["statements"]
        source = text.lower() if (text := "".join(made["text"][s:e] for s, e in outer["source"])) else ""
        if source in ("he", "she", ""):
            assert outer["source_named"] is None
        else:
            assert outer["source_named"] is ({k.lower(): v for k, v in SOURCES.items()}[source][-1] == "+")
        assert all(report["source_named"] is None for report in inner)
        assert outer["polarity"] == ("negative" if outer["force"] == "denies" else "positive")


def test_made_up_reports_depend_on_the_seed_alone(corpus: Path):
    assert nested_records(corpus, 50, 3) == nested_records(corpus, 50, 3)
    assert nested_records(corpus, 50, 3) != nested_records(corpus, 50, 4)


def test_made_up_reports_become_examples_on_both_layers(corpus: Path):
    examples = nested(corpus, count=60, seed=5)
    assert len(examples) == 60
    assert any(example.layers[1].links for example in examples)
    assert all(np.all(example.allowed.any(2)) for example in examples)
