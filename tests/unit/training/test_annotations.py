"""Annotation files: what a quoted stretch points to, what a line becomes, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.records.statements import Certainty, Force, SourceKind
from training import annotations
from training.annotations import AnnotationError, occurrences, parse, quote_form, resolve

TEXT = (
    "Ann Lee, the mayor, said the road is open. She said that police denied it was closed.\n"
    "“We may drive,” she told Reuters. “The road is open.”\n"
    "At least 250 boats left. Ann Lee accused the port of delay."
)
DOCUMENT = {
    "doc_id": "a",
    "url": "https://example.org/a",
    "title": "Road",
    "outlet": "News",
    "published": "2024-01-02",
    "text": TEXT,
}
BY_LEE = {"k": "person", "n": 1, "res": "Ann Lee"}
LEE = {"c": "the road is open", "q": "said", "s": "Ann Lee, the mayor"} | BY_LEE


def one(*rows: dict[str, Any]) -> dict[str, Any]:
    """The last statement that these lines give."""
    found: dict[str, Any] = resolve(DOCUMENT, list(rows))["statements"][-1]
    return found


def shown(spans: list[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def quoted(words: str) -> list[str]:
    return shown(occurrences(TEXT, words))


def test_words_are_found_wherever_they_stand_alone():
    assert [start for start, _ in occurrences(TEXT, "said")] == [TEXT.index("said"), TEXT.index("said that")]
    assert occurrences(TEXT, "oad is") == []
    assert occurrences(TEXT, "snow") == []
    assert occurrences(TEXT, "") == []


def test_a_stretch_is_given_by_its_ends():
    assert quoted("police ~~ closed") == ["police denied it was closed"]
    assert quoted("police ~~ snow") == []


def test_surroundings_pick_one_occurrence():
    ((start, end),) = occurrences(TEXT, "She «said» that")
    assert (start, TEXT[start:end]) == (TEXT.index("said that"), "said")


def test_left_out_means_the_plain_case():
    found = one(LEE)
    assert found["id"] == "s1"
    assert shown(found["content"]) == ["the road is open"]
    assert shown(found["cue"]) == ["said"]
    assert shown(found["source"]) == ["Ann Lee, the mayor"]
    assert (found["force"], found["certainty"], found["polarity"], found["quote"]) == (
        "states",
        "certain",
        "positive",
        "indirect",
    )
    assert (found["parent"], found["relays"], found["target"], found["denies"]) == (None, [], [], [])
    assert found["source_named"] is True


def test_the_cue_nearest_to_the_content_is_meant():
    row = {"c": "police denied it was closed", "q": "said", "s": "She"} | BY_LEE
    found = one(LEE, row)
    assert found["cue"] == [(TEXT.index("said that"), TEXT.index(" that police"))]


def test_content_is_sought_from_the_last_statement_on():
    later = {"c": "The road is open."} | BY_LEE
    assert one(LEE, later)["content"][0][0] > TEXT.index("Reuters")
    again = {"c": "the road", "q": "said", "k": "none"}
    assert one(LEE, again)["content"][0][0] == TEXT.index("the road")


def test_a_nested_statement_lies_inside_its_parent():
    outer = {"c": "police denied it was closed", "q": "said", "s": "She"} | BY_LEE
    inner = {
        "c": "it was closed",
        "q": "denied",
        "s": "police",
        "p": 1,
        "k": "organisation",
        "res": "police",
        "f": "denies",
        "neg": 1,
    }
    found = one(outer, inner)
    assert (found["parent"], found["force"], found["polarity"]) == ("s1", "denies", "negative")


def test_relays_targets_and_denials():
    direct = {
        "c": "“We may drive,”",
        "q": "told",
        "s": "she",
        "r": ["Reuters"],
        "k": "person",
        "n": 1,
        "res": "Ann Lee",
        "e": "possible",
    }
    accusing = {
        "c": "delay",
        "q": "accused",
        "s": "Ann Lee",
        "k": "person",
        "n": 1,
        "res": "Ann Lee",
        "f": "accuses",
        "t": "the port",
        "d": [1],
    }
    record = resolve(DOCUMENT, [direct, accusing])
    first, second = record["statements"]
    assert shown(first["relays"]) == ["Reuters"]
    assert first["certainty"] == "possible"
    assert shown(second["target"]) == ["the port"]
    assert second["denies"] == ["s1"]


def test_several_stretches_make_one_content_in_order():
    found = one({"c": ["Ann Lee", "is open"], "k": "none", "q": "said"})
    assert shown(found["content"]) == ["Ann Lee", "is open"]


def test_the_record_keeps_what_is_known_of_the_document():
    record = resolve(DOCUMENT, [])
    assert {key: record[key] for key in DOCUMENT} == DOCUMENT
    assert record["statements"] == []
    assert "own" not in record


def test_a_document_may_be_labelled_as_a_whole():
    rows: list[dict[str, Any]] = [
        {"whole": 1},
        {"own": "At least 250 boats left", "e": "probable", "agentless": 1},
        {"num": "At least 250 boats", "low": 250, "high": None, "unit": "boats", "approx": 0},
    ]
    record = resolve(DOCUMENT, rows)
    assert record["whole"] is True
    assert [(shown(o["content"]), o["certainty"], o["agentless"]) for o in record["own"]] == [
        (["At least 250 boats left"], "probable", True)
    ]
    (number,) = record["quantities"]
    assert TEXT[number["start"] : number["end"]] == "At least 250 boats"
    assert (number["low"], number["high"], number["unit"], number["approx"]) == (250, None, "boats", False)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (LEE | {"c": "the road is shut"}, "not in the text"),
        (LEE | {"q": "shouted"}, "not in the text"),
        (LEE | {"k": "robot"}, "not a label"),
        (LEE | {"f": "sings"}, "not a label"),
        (LEE | {"e": "sure"}, "not a label"),
        (LEE | {"x": 1}, "unknown keys"),
        (LEE | {"p": 3}, "not an earlier statement"),
        (LEE | {"k": "none"}, "kind none"),
        ({"c": "the road is open", "s": "Ann Lee", "k": "person"}, "res is missing"),
        ({"own": "It snowed"}, "not in the text"),
        ({"num": "300 boats"}, "not in the text"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_place(row: dict[str, Any], reason: str):
    with pytest.raises(AnnotationError, match=reason) as caught:
        resolve(DOCUMENT, [row])
    assert str(caught.value).startswith("a, line 1 ")


def test_nested_content_outside_its_parent_is_refused():
    with pytest.raises(AnnotationError, match="not inside statement 1"):
        resolve(DOCUMENT, [LEE, {"c": "police denied", "p": 1, "k": "none"}])


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("“The road is open,” she said.", "The road is open,", "direct"),
        ('"The road is open," she said.', "The road is open,", "direct"),
        ("She called it “a disgrace”.", "it “a disgrace”", "mixed"),
        ("She said it was open.", "it was open", "indirect"),
        ("“It rained.”\nShe said it was open.", "it was open", "indirect"),
        ("“It rained.\nShe said it was open.", "it was open", "indirect"),
    ],
)
def test_the_quote_form_is_read_off_the_marks(text: str, words: str, form: str):
    start = text.index(words)
    assert quote_form(text, [(start, start + len(words))]) == form


def test_labels_are_those_of_the_records():
    assert set(annotations.KINDS) == {kind.value for kind in SourceKind}
    assert set(annotations.FORCES) == {force.value for force in Force}
    assert set(annotations.CERTAINTIES) == {certainty.value for certainty in Certainty}


def test_a_file_holds_documents_with_their_lines(tmp_path: Path):
    path = tmp_path / "x.ann"
    path.write_text('# a\n{"c": "x"}\n\n{"c": "y"}\n# b\n# c\n{"whole": 1}\n', encoding="utf-8")
    assert list(parse(path)) == [("a", [{"c": "x"}, {"c": "y"}]), ("b", []), ("c", [{"whole": 1}])]


def test_a_line_that_is_no_json_is_refused_with_its_number(tmp_path: Path):
    path = tmp_path / "x.ann"
    path.write_text('# a\n{"c": "x"\n', encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"x\.ann:2"):
        list(parse(path))


def test_build_writes_the_records_and_counts_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    texts, good, bad, out = (tmp_path / name for name in ("texts.jsonl", "good.ann", "bad.ann", "out.jsonl"))
    texts.write_text(json.dumps(DOCUMENT) + "\n", encoding="utf-8")
    good.write_text("# a\n" + json.dumps(LEE) + "\n", encoding="utf-8")
    bad.write_text("# nobody\n# a\n" + json.dumps(LEE | {"q": "shouted"}) + "\n", encoding="utf-8")
    assert annotations.main(["build", str(texts), str(out), str(good)]) == 0
    (record,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert record["statements"][0]["source_resolved"] == "Ann Lee"
    assert annotations.main(["check", str(texts), str(bad)]) == 1
    assert "unknown document nobody" in capsys.readouterr().out


def test_check_shows_what_was_resolved(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    texts, good = tmp_path / "texts.jsonl", tmp_path / "good.ann"
    texts.write_text(json.dumps(DOCUMENT) + "\n", encoding="utf-8")
    good.write_text("# a\n" + json.dumps(LEE) + "\n", encoding="utf-8")
    assert annotations.main(["check", str(texts), str(good)]) == 0
    printed = capsys.readouterr().out
    assert "[Ann Lee, the mayor] [said] [the road is open]" in printed
    assert "1 documents, 1 statements, 0 errors" in printed
