"""Scores of likeness, on made-up texts."""

import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from sayso.commands import measuring
from sayso.errors import NotFound, ParseFailed
from sayso.evaluate import matching

HEADLINES = "4.6\tA bridge falls\tBridge falls\n\tNo grade\tNone\n0.2\tA bridge falls\tRain in May\n2\tA bridge\tA road falls\n"
PARAPHRASES = (
    'Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t1\t2\tA "bridge falls\tBridge falls\n0\t3\t4\tA bridge\tRain in May\n'
)
CLAIMS = "\tvclaim\ttitle\n0\tA bridge fell.\tDid a bridge fall?\n1\tIt rained in May.\tRain in May?\n2\tThe moon rose.\tOld?\n"
TWEETS = "\ttweet_content\n7\train in may, again\n9\tnothing\n"


def packed(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    with lzma.open(folder / name, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path, data in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pairs = {f"data/sts/{year}/headlines.test.tsv": HEADLINES.encode() for year in matching.YEARS}
    pairs |= {f"data/para/msr-para-{part}.tsv": b"\xef\xbb\xbf" + PARAPHRASES.encode() for part in ("train", "test")}
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("v3.0/verified_claims.docs.tsv", CLAIMS)
        for part in ("train", "dev"):
            archive.writestr(f"v3.0/{part}/tweets.queries.tsv", TWEETS)
            archive.writestr(f"v3.0/{part}/tweet-vclaim-pairs.qrels", "7 0 1 1\n")
    packed(tmp_path, matching.PAIRS, pairs)
    packed(tmp_path, matching.CLAIMS, {"README.md": b"", "data/v3.zip": inner.getvalue()})
    return tmp_path


def by_letters(texts: Sequence[str]) -> NDArray[np.float32]:
    counts = np.array([[text.lower().count(chr(97 + k)) for k in range(26)] for text in texts], np.float32)
    vectors: NDArray[np.float32] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
    return vectors


def test_rows_without_a_grade_and_tweets_without_a_claim_are_left_out(folder: Path):
    given = matching.material(folder)
    assert len(given.headlines) == 3 * len(matching.YEARS)
    assert given.search.queries == ("rain in may, again",) * 2
    assert given.search.right == (frozenset({1}),) * 2
    assert given.paraphrases[0].first == 'A "bridge falls'


def test_every_figure_by_every_method(folder: Path):
    scores = matching.evaluate(matching.material(folder), by_letters, resamples=10)
    assert [(one.data, one.method) for one in scores] == [(d, m) for d in matching.FIGURES for m in matching.METHODS]
    found = {(one.data, one.method): one for one in scores}
    assert found["paraphrases", "vectors"].value == 1
    assert found["claims", "words"].value == found["claims first", "both"].value == 1
    assert found["headlines", "words"].value > 0.5
    assert found["headlines", "words"].interval is not None
    assert len(matching.as_json(scores)) == len(scores)
    assert len(matching.as_text(scores).splitlines()) == 1 + len(matching.FIGURES)


def test_figures_without_resamples_have_no_intervals(folder: Path):
    scores = matching.evaluate(matching.material(folder), by_letters)
    assert all(one.interval is None for one in scores)
    assert "[" not in matching.as_text(scores)


def test_the_command_prints_the_figures_of_the_shipped_vectors(folder: Path):
    result = CliRunner().invoke(measuring.matching, [str(folder), "--json", "--resamples", "5"], catch_exceptions=False)
    found = {(one["data"], one["method"]): one["value"] for one in json.loads(result.output)}
    assert found["claims", "vectors"] == found["paraphrases", "vectors"] == 1


def test_a_missing_archive_is_named(tmp_path: Path):
    with pytest.raises(NotFound) as caught:
        matching.material(tmp_path)
    assert matching.PAIRS in caught.value.subject


def test_a_damaged_archive_is_named(folder: Path):
    (folder / matching.CLAIMS).write_bytes(b"no archive")
    with pytest.raises(ParseFailed):
        matching.material(folder)


def test_an_archive_without_a_table_is_said_to_lack_it(folder: Path):
    packed(folder, matching.CLAIMS, {})
    with pytest.raises(NotFound) as caught:
        matching.material(folder)
    assert caught.value.subject == "verified_claims.docs.tsv"


@pytest.mark.parametrize("row", ["4.1\tonly one text", "high\tone\tother"])
def test_a_row_of_another_form_is_an_error(folder: Path, row: str):
    packed(folder, matching.PAIRS, {f"{year}/headlines.test.tsv": row.encode() for year in matching.YEARS})
    with pytest.raises(ParseFailed):
        matching.material(folder)


def test_rank_correlation_shares_the_ranks_of_equal_values():
    assert matching.spearman([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert matching.spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert matching.spearman([1, 1, 2, 3], [1, 2, 2, 3]) == pytest.approx(0.8333, abs=1e-3)
    assert matching.spearman([1, 1, 1], [1, 2, 3]) == 0


def test_the_threshold_is_where_f1_is_highest():
    assert matching.best_threshold([0.9, 0.8, 0.3, 0.1], [True, True, False, False]) == 0.8
    assert matching.best_threshold([0.9, 0.5, 0.5, 0.1], [True, False, True, False]) == 0.5


def test_placing_counts_the_first_five_and_the_first_right_one():
    values = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], np.float32)
    assert matching.placing(values, frozenset({0})) == (1, 1)
    assert matching.placing(values, frozenset({1, 3})) == (0.5, 0.5)
    assert matching.placing(values, frozenset({5})) == pytest.approx((0, 1 / 6))


def test_words_give_a_text_its_own_score_in_full_and_strange_ones_nothing():
    texts = ["the bridge fell", "the rain fell in may", "the moon"]
    index = matching.Words(texts)
    assert index.share(texts[0], texts[0]) == pytest.approx(1)
    assert index.share("xylophone", texts[0]) == 0
    assert index.share("", texts[0]) == 0
    assert index.shares("bridge").argmax() == 0
    assert index.shares("rain in may") == pytest.approx([index.share("rain in may", text) for text in texts])
