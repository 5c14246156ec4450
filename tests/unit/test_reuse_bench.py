"""The collection of the reuse benchmark, what is found in it, and the report; nothing is timed here."""

import json
from pathlib import Path

import numpy as np
import pytest

from sayso.bench import reuse
from sayso.bench.copies import EDITED, ORIGINAL, PARAGRAPH, WHOLE, article, plan
from sayso.bench.reuse import Run, as_json, as_text, main, ours, shingles, write
from sayso.match.passages import Shared
from sayso.match.wording import Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness

ARTICLES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("collection")
    write(made, ARTICLES)
    return made


def all_of_it(left: Wording, right: Wording) -> tuple[Shared, ...]:
    return (Shared(left.span(0, len(left) - 1), right.span(0, len(right) - 1), Likeness.SAME, 1.0),)


def nothing(left: Wording, right: Wording) -> tuple[Shared, ...]:
    return ()


def a_word(left: Wording, right: Wording) -> tuple[Shared, ...]:
    return (Shared(Span(0, 5), Span(0, 5), Likeness.SAME, 1.0),)


def test_the_collection_is_the_same_each_time():
    first, second = plan(ARTICLES), plan(ARTICLES)
    assert [article(n, first) for n in range(ARTICLES)] == [article(n, second) for n in range(ARTICLES)]


def test_copies_are_of_earlier_originals():
    of = plan(2_000)
    copies = np.flatnonzero(of.kinds != ORIGINAL)
    assert (of.origins[copies] < copies).all()
    assert (of.kinds[of.origins[copies]] == ORIGINAL).all()
    assert (of.origins[of.kinds == ORIGINAL] == -1).all()
    assert set(of.kinds.tolist()) == {ORIGINAL, WHOLE, EDITED, PARAGRAPH}


@pytest.mark.parametrize("kind", [WHOLE, PARAGRAPH])
def test_what_is_copied_stands_where_it_is_said_to(kind: int):
    of = plan(ARTICLES)
    for number in np.flatnonzero(of.kinds == kind).tolist():
        copy, source = article(number, of), article(int(of.origins[number]), of)
        assert copy.text[copy.start : copy.end] in source.text
        assert copy.end - copy.start > 100


def test_all_planted_copies_are_found(folder: Path):
    found = ours(folder, workers=1)
    for kind, copies in found["copies"].items():
        assert copies["found"] == copies["passages found"] == copies["planted"] > 0, kind
    assert found["copies"]["whole"]["duplicates"] > 0
    assert list(found["steps"]) == ["words and seeds", "duplicates", "join", "passages"]


@pytest.mark.parametrize(("align", "share"), [(all_of_it, 1), (nothing, 0), (a_word, 0)])
def test_a_copy_counts_as_found_where_passages_cover_it(folder: Path, align: reuse.Align, share: int):
    copies = ours(folder, workers=1, align=align)["copies"]["paragraph"]
    assert copies["found"] == copies["planted"]
    assert copies["passages found"] == share * copies["planted"]


def test_the_dictionary_of_shingles_finds_them_too(folder: Path, tmp_path: Path):
    main([reuse.SHINGLES, str(folder), str(tmp_path / "result.json")])
    found = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert found == {**shingles(folder), "steps": found["steps"]}
    assert all(copies["found"] == copies["planted"] for copies in found["copies"].values())


def run(articles: int, seconds: float) -> Run:
    copies = {"whole": {"planted": 4, "duplicates": 1, "found": 4, "passages found": 3}}
    return Run(reuse.OURS, articles, seconds, 321.0, {"steps": {"join": 0.5}, "pairs": 9, "unrelated": 1, "copies": copies})


def test_the_report_tells_speed_copies_and_growth():
    text = as_text((run(100, 1.0), run(1_000, 20.0)))
    assert "1,000 articles, sayso: 20.0 s, 50 articles/s, peak memory 321 MiB" in text
    assert "4 copies: duplicates 25.00%, found 100.00%, passages found 75.00%" in text
    assert "from 100 to 1,000 articles the time grows by the power of 1.30" in text
    assert as_json((run(100, 1.0),))[0]["pairs"] == 9


def test_the_report_names_what_was_not_measured():
    missing = Run(reuse.MINHASH, 100, missing="it is not installed.")
    assert "100 articles, datasketch MinHash-LSH: not measured: it is not installed." in as_text((missing,))
    assert as_json((missing,))[0]["missing"] == "it is not installed."
