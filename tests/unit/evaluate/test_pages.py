"""The measure of main texts, on pages made here."""

import gzip
import json
import tarfile

import pytest

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.pages import Match, as_json, as_text, evaluate, match, means

ARTICLE = [f"Paragraph {n} of the article tells how the old bridge of Harbourton was repaired in week {n}." for n in range(12)]


def test_runs_of_four_words_are_compared_as_bags():
    assert match("a b c d e", "a b c d e") == Match(2, 0, 0)
    assert match("a b c d e", "a b c d x") == Match(1, 1, 1)
    assert match("a b", "a b") == Match(1, 0, 0)
    assert match("", "a b") == Match(0, 1, 0)
    assert match("", "").f1 == 1.0


def test_pages_weigh_alike_and_empty_sides_do_not_count():
    assert means([Match(1, 0, 0), Match(10, 10, 0)]) == pytest.approx((0.75, 1.0, 6 / 7))
    assert means([Match(1, 0, 0), Match(0, 0, 5)]) == pytest.approx((1.0, 0.5, 2 / 3))
    assert means([]) == (0.0, 0.0, 0.0)


@pytest.fixture
def benchmark(tmp_path):
    folder = tmp_path / "benchmark"
    (folder / "html").mkdir(parents=True)
    page = (
        "<html><body><nav>Home World</nav><article>"
        + "".join(f"<p>{line}</p>" for line in ARTICLE)
        + "</article></body></html>"
    )
    (folder / "html" / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    gold = {"a": {"articleBody": "\n\n".join(ARTICLE), "url": "https://example.org"}}
    (folder / "ground-truth.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_folder_and_archive_give_the_same_figures(benchmark, tmp_path):
    archive = tmp_path / "benchmark.tar.xz"
    with tarfile.open(archive, "w:xz") as packed:
        packed.add(benchmark, arcname=".")
    scores = evaluate(benchmark, resamples=20)
    assert scores == evaluate(archive, resamples=20)
    assert [row.name for row in scores.rows] == ["sayso", "trafilatura alone", "resiliparse alone"]
    assert scores.rows[0].f1 > 0.95
    assert "sayso" in as_text(scores)
    assert as_json(scores)["pages"] == 1


def test_what_is_no_benchmark_is_refused(tmp_path, benchmark):
    with pytest.raises(NotFound, match="ground-truth"):
        evaluate(tmp_path)
    (tmp_path / "x.tar.xz").write_bytes(b"no archive")
    with pytest.raises(ParseFailed, match="archive"):
        evaluate(tmp_path / "x.tar.xz")
    (benchmark / "html" / "a.html.gz").unlink()
    with pytest.raises(NotFound, match="page a"):
        evaluate(benchmark)
