"""The measure of dates, on pages made here."""

import gzip
import json

import pytest

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.dates import Answer, as_json, as_text, evaluate, row_of, source_of

PROSE = "".join(f"<p>Paragraph {n} tells how the old bridge of Harbourton was repaired in week {n}.</p>" for n in range(9))


def page(head="", shown=""):
    return f"<html><head><title>A bridge opens</title>{head}</head><body><h1>A bridge opens</h1>{shown}{PROSE}</body></html>"


@pytest.fixture
def folder(tmp_path):
    pages = {
        "declared.html": (page('<meta property="article:published_time" content="2020-05-03T10:00:00Z">'), "2020-05-03"),
        "shown.html": (page(shown="<p>By Ann Poe | 4 May 2020</p>"), "2020-05-05"),
        "silent.html": (page(), "2020-05-06"),
        "undated.html": (page(shown="<p>9 May 2020</p>"), None),
    }
    rows = []
    for name, (source, published) in pages.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
        rows.append({"file": name, "published": published})
    packed = page('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-05-07"}</script>')
    (tmp_path / "packed.html.gz").write_bytes(gzip.compress(packed.encode()))
    rows.append({"file": "packed.html.gz", "published": "2020-04-07T10:00", "url": "https://example.org/a"})
    (tmp_path / "dates.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("expected", "found", "outcome"),
    [
        ("2020-05-03", "2020-05-03T23:00:00+02:00", "right"),
        ("2020-05-01", "2020-04-30", "day off"),
        ("2020-05-01", "2019-05-01", "wrong"),
        ("2020-05-01", None, "none"),
        (None, None, "none"),
        (None, "2020-05-01", "wrong"),
    ],
)
def test_outcomes(expected, found, outcome):
    assert Answer("a", expected, found).outcome == outcome


def test_shares_and_their_intervals():
    answers = [Answer("a", "2020-05-01", "2020-05-01")] * 3 + [Answer("b", "2020-05-01", None)]
    row = row_of("x", answers, 50)
    assert row.shares == {"right": 0.75, "day off": 0.0, "wrong": 0.0, "none": 0.25}
    low, high = row.intervals["right"]
    assert low <= 0.75 <= high
    assert row_of("x", [], 50).shares["right"] == 0.0


def test_pages_are_scored_by_how_the_date_is_known(folder):
    scores = evaluate(folder, resamples=20)
    sayso = scores.rows[0]
    assert [row.name for row in scores.rows] == ["sayso", "htmldate", "htmldate, first date"]
    assert (sayso.pages, sayso.shares) == (4, {"right": 0.25, "day off": 0.25, "wrong": 0.25, "none": 0.25})
    assert [(row.name, row.pages) for row in scores.sources] == [("JSON-LD", 1), ("meta tag", 1), ("among other words", 1)]
    assert scores.undated[0] == 1
    assert scores.undated[1]["sayso"] == 1
    assert [miss.page for miss in scores.misses] == ["shown.html", "silent.html", "undated.html", "packed.html.gz"]
    text = as_text(scores, examples=2)
    assert 'expected 2020-05-05, found 2020-05-04 (words by the headline: "By Ann Poe | 4 May 2020")' in text
    assert "undated.html" not in text
    assert as_json(scores)["finders"]["sayso"]["pages"] == 4


def test_places_of_unknown_name_stand_for_themselves():
    assert source_of("front matter date") == "front matter date"


def test_the_list_may_stand_elsewhere(folder, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text('{"file": "declared.html", "published": "2020-05-03"}\n', encoding="utf-8")
    assert evaluate(folder, listed=other, resamples=0).rows[0].shares["right"] == 1.0


def test_a_list_that_is_missing_or_of_another_form_is_refused(folder):
    with pytest.raises(NotFound, match="list"):
        evaluate(folder, listed=folder / "nothing.jsonl")
    for row in ({"file": "declared.html", "published": "May 3"}, {"published": "2020-05-03"}, {"file": "a", "published": 3}):
        (folder / "dates.jsonl").write_text(json.dumps(row), encoding="utf-8")
        with pytest.raises(ParseFailed, match="the day"):
            evaluate(folder)
    (folder / "dates.jsonl").write_text('{"file": "nothing.html", "published": null}', encoding="utf-8")
    with pytest.raises(NotFound, match=r"nothing\.html"):
        evaluate(folder)
