"""Scores against the GUM corpus, on a made-up document."""

import json
from pathlib import Path

import pytest

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate import gum
from sayso.evaluate.conllu import read
from tests.unit.evaluate.gum_material import archive, conllu, folder

DOCUMENT = read(conllu(), name="GUM_news_port")
ROOT = Path(__file__).parents[3]


def statement(source: str, cue: str, content: str, **others: object) -> dict[str, object]:
    def span(words: str) -> list[list[int]]:
        start = DOCUMENT.text.index(words) if words else 0
        return [[start, start + len(words)]] if words else []

    given = {"source": span(source), "cue": span(cue), "content": span(content)}
    return {**given, "parent": None, "source_resolved": source, "polarity": "positive", **others}


SAID = statement("Mayor Ann Lee", "said", "roads closed", source_resolved="Ann Lee")
ADDED = statement("she", "added", "It rained", source_resolved="Ann Lee")
GOES_ON = statement("", "", "It stopped", source_resolved="Ann Lee")
THINKS = statement("The port", "did", "they wait", polarity="negative")


def outcomes(*statements: dict[str, object], part: str = "attribution") -> list[str]:
    return [case.outcome for case in gum.score_document(DOCUMENT, statements) if case.part == part]


def test_an_attribution_is_found_when_cue_and_content_are_where_they_belong():
    assert outcomes(SAID, ADDED, THINKS) == ["found", "found", "found", "missed"]


def test_nothing_is_found_without_statements():
    assert outcomes() == ["missed"] * 4


def test_a_cue_with_another_content_is_not_found():
    assert outcomes({**SAID, "content": ADDED["content"]})[0] == "cue"


def test_a_content_with_another_cue_is_not_found():
    assert outcomes({**SAID, "cue": [], "source": []})[0] == "missed"


@pytest.mark.parametrize("both", [(ADDED, GOES_ON), (GOES_ON, ADDED)])
def test_what_a_quotation_goes_on_with_is_part_of_its_content(both: tuple[dict[str, object], ...]):
    short = {**ADDED, "content": [[DOCUMENT.text.index("It rained"), DOCUMENT.text.index(" rained")]]}
    assert outcomes(short)[1] == "cue"
    assert outcomes(*(short if one is ADDED else one for one in both))[1] == "found"


def test_a_negative_attribution_is_to_be_negative():
    assert outcomes(THINKS, part="polarity") == ["negative"]
    assert outcomes({**THINKS, "polarity": "positive"}, part="polarity") == ["positive"]
    assert outcomes(SAID, part="polarity") == []


def test_rows_are_by_voice_and_genre_and_apart_without_a_verb():
    rows = [case.rows for case in gum.score_document(DOCUMENT, ())]
    assert rows == [("all", "by others", "news")] * 3 + [("without a verb",)]


def test_scores_add_up_and_are_shown():
    scores = gum.evaluate([DOCUMENT], [{"id": "GUM_news_port", "statements": [SAID, ADDED, THINKS]}], resamples=5)
    assert scores.rows["attribution", "all"] == {"found": 3}
    assert scores.intervals["attribution all"] == (1.0, 1.0)
    assert gum.as_json(scores)["scores"]["resolution he, she"] == {"right": 1, "n": 1, "share": 1.0, "ci": (1.0, 1.0)}
    text = gum.as_text(scores, examples=3)
    assert "1 documents: news 1" in text
    assert "attribution: missed  [GUM_news_port] Ann Lee | " in text


def test_a_reading_of_another_document_is_refused():
    with pytest.raises(NotFound):
        gum.evaluate([DOCUMENT], [{"id": "other", "statements": []}])


@pytest.mark.parametrize("packed", [archive, folder])
def test_the_corpus_is_read_packed_or_not(tmp_path: Path, packed):
    assert gum.documents(packed(tmp_path / "gum" if packed is folder else tmp_path), split="dev") == [DOCUMENT]


def test_a_split_without_documents_and_one_of_labelled_documents_are_not_found(tmp_path: Path):
    place = folder(tmp_path / "gum")
    for split in ("test", "train"):
        with pytest.raises(NotFound):
            gum.documents(place, split=split)


@pytest.mark.parametrize("damaged", ["gum.tar.xz", "gum"])
def test_what_is_no_corpus_is_named(tmp_path: Path, damaged: str):
    place = tmp_path / damaged
    if damaged.endswith("xz"):
        place.write_bytes(b"no archive")
    else:
        place.mkdir()
    with pytest.raises(ParseFailed) as caught:
        gum.documents(place, split="dev")
    assert caught.value.subject == str(place)


def test_every_labelled_document_of_the_corpus_is_left_out():
    files = [ROOT / "training" / "data" / name for name in ("annotated.jsonl", "tuning.jsonl")]
    ids = {json.loads(line)["doc_id"] for path in files for line in path.read_text(encoding="utf-8").splitlines()}
    assert {name for name in ids if name.startswith("GUM_")} == gum.LABELLED
