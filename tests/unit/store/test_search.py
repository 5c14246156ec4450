"""Searches over a small collection: what is found, in which order, and how it is shown."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from sayso.errors import QueryInvalid
from sayso.records.anchors import Span
from sayso.records.reviews import Action
from sayso.store import fulltext
from sayso.store import search as module
from sayso.store.query import parse
from sayso.store.search import Results, search
from sayso.store.store import Store
from sayso.store.tables import statement
from tests.unit.store.collection import COLLECTION, Said, filled, made
from tests.unit.store.material import review

IDS = {derivation.document_id: derivation.kept.number for derivation in COLLECTION}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with filled() as store:
        yield store


def found(store: Store, text: str, **options: object) -> Results:
    return search(store._database, parse(text), **{"of": "articles", **options})  # type: ignore[arg-type]


def articles(store: Store, text: str) -> list[int]:
    """Numbers of the articles found, sorted."""
    return sorted(IDS[hit.document.document_id] for hit in found(store, text).hits)


def statements(store: Store, text: str) -> list[str]:
    """The statements found as "article.statement", sorted."""
    hits = found(store, text, of="statements").hits
    return sorted(f"{IDS[hit.document.document_id]}.{hit.statement.statement_id[1:]}" for hit in hits if hit.statement)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("storm", [1, 2, 4, 6]),
        ("storm harbour", [1, 2, 6]),
        ('"storm surge"', [4]),
        ('"surge storm"', []),
        ("ferr*", [2]),
        ("storm OR port", [1, 2, 3, 4, 6]),
        ("storm -harbour", [4]),
        ("-harbour", [3, 4]),
        ("storm (ferries OR surge)", [2, 4]),
        ("ZURICH", [1]),
        ("tempete", [3]),
        ("dee roe", [1, 2, 3, 4, 6]),  # the byline
        ("outlet:courier", [1, 6]),
        ('outlet:"le courrier"', [3]),
        ("outlet:cour* -outlet:courier", [3]),
        ("title:harbour", [1, 6]),
        ("title:harbour OR title:port", [1, 3, 6]),
        ("url:courier.example.org/news", [1]),
        ("url:example.org", [1, 2, 3, 4, 6]),
        ("lang:fr", [3]),
        ("on:2024-05", [1, 3]),
        ("on:2024-05-17 port", [3]),
        ("after:2024-05-18", [2]),
        ("after:2024-06-01", [2]),
        ("before:2024-06-01", [1, 3, 6]),
        ("-on:2024", [4, 6]),
        ("on:1999 OR ferries", [2, 6]),
        ("force:denies", [2]),
        ("has:denial", [1, 2]),
        ("has:number lang:en", [1]),
        ("source:lee", [1, 2, 6]),
        ('source:"ann lee" harbour title:storm', [1]),
        ("source:offic*", [1]),
        ("kind:organisation", [2]),
        ("named:no", [1, 4]),
        ("quote:direct OR quote:mixed", [1, 2]),
        ("certainty:possible", [2]),
        ("polarity:negative", [1]),
        ("storm force:accuses", [1]),
    ],
)
def test_articles_are_found_by_words_and_filters(store, text: str, numbers: list[int]):
    assert articles(store, text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("source:lee force:states", [1, 6]),
        ("source:lee force:accuses", []),
        ("source:lee -force:states", [2]),
        ("(source:lee OR source:ito) force:accuses", [1]),
        ("certainty:probable force:accuses", [1]),
        ("certainty:probable number:x", []),
        ("-force:denies", [1, 3, 4, 6]),
        ("-force:denies -named:no", [3, 6]),
        ("harbour -(source:lee force:denies)", [1, 6]),
        ("storm (force:denies OR title:loud)", [2, 6]),
        ("NOT (source:lee OR on:2024)", [4]),
    ],
)
def test_filters_on_statements_that_stand_together_hold_of_one_statement(store, text: str, numbers: list[int]):
    assert articles(store, text) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("storm", ["1.1", "2.1", "4.1"]),
        ("lee", ["1.1", "2.1", "6.1"]),  # the name of the source
        ("unsafe", ["1.2", "2.1"]),
        ("unsafe -force:denies", ["1.2"]),
        ("source:lee", ["1.1", "2.1", "6.1"]),
        ("source:port", ["2.2"]),
        ("source:forecast", ["4.1"]),
        ("named:no", ["1.3", "4.1"]),
        ("has:denial", ["1.3", "2.1"]),
        ("has:number", ["1.1", "3.1"]),
        ("outlet:courier storm", ["1.1"]),
        ("lang:fr", ["3.1"]),
        ("title:storm named:yes", ["1.1", "1.2"]),
        ("url:post.example.org", ["2.1", "2.2"]),
        ("on:2024-06", ["2.1", "2.2"]),
        ("before:2000", ["6.1"]),
        ("force:denies OR on:1999", ["2.1", "6.1"]),
        ("-source:lee on:2024-05", ["1.2", "1.3", "3.1"]),
    ],
)
def test_statements_are_found_by_words_and_filters(store, text: str, expected: list[str]):
    assert statements(store, text) == expected


def test_only_the_last_version_is_found_unless_all_are_asked_for(store):
    assert articles(store, "old harbour") == [6]
    assert articles(store, "old harbour versions:all") == [5, 6]
    assert found(store, "old harbour versions:all").hits[0].document.version == 1  # the shorter text


def test_the_version_before_is_found_again_when_the_last_one_is_forgotten():
    with filled() as store:
        with store.writing() as writer:
            writer.forget([COLLECTION[5].kept])
        assert articles(store, "old harbour") == [5]


def test_titles_count_more_than_texts(store):
    first, *_ = found(store, "storm harbour").hits
    assert first.document.title == "Storm closes harbour"


def test_without_words_the_newest_come_first_and_those_without_a_date_last(store):
    results = found(store, "-nothing")
    assert not results.ranked
    assert [hit.document.published for hit in results.hits] == [
        "2024-06-01T08:00:00+02:00",
        "2024-05-17",
        "2024-05-17",
        "1999-01-03",
        None,
    ]
    same_day = [hit.document.document_id for hit in results.hits if hit.document.published == "2024-05-17"]
    assert same_day == sorted(same_day)


def test_equal_texts_are_ordered_by_time_and_then_by_id():
    days = ["2024-01-01", "2024-01-03T10:00:00+00:00", "2024-01-03T09:30:00-01:00", "2024-01-02", "2024-01-02"]
    with filled(*(made(n, "Copies of one text.", published=day, title="A") for n, day in enumerate(days, start=1))) as store:
        documents = [hit.document for hit in found(store, "copies").hits]
    assert [document.published for document in documents] == [days[2], days[1], days[3], days[4], days[0]]
    assert documents[2].document_id < documents[3].document_id


def test_pages_follow_one_another_without_gaps_or_doubles(store):
    for text, of in (("storm OR harbour", "articles"), ("-nothing", "statements")):
        whole = found(store, text, of=of)
        pages = [found(store, text, of=of, limit=2, offset=offset) for offset in range(0, whole.total + 2, 2)]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {page.total for page in pages} == {whole.total}
        assert pages[-1].hits == ()


def test_counting_stops_at_the_cap_and_says_so(store, monkeypatch):
    monkeypatch.setattr(module, "MOST_COUNTED", 2)
    results = found(store, "storm")
    assert (results.total, results.capped, len(results.hits)) == (2, True, 2)
    assert {hit.document.published for hit in results.hits} == {"2024-06-01T08:00:00+02:00", "2024-05-17"}  # the newest two
    monkeypatch.setattr(module, "MOST_COUNTED", 4)
    assert (found(store, "storm").total, found(store, "storm").capped) == (4, False)


def test_very_frequent_words_do_not_rank(store, monkeypatch):
    monkeypatch.setitem(module._FREQUENT, fulltext.ARTICLES, 3)
    assert not found(store, "storm").ranked
    assert found(store, "surge storm").total == 1
    assert found(store, "ferries OR storm").ranked
    assert found(store, "ferries OR storm").total == 4


def test_cases_and_tags_find_every_version_of_the_line():
    with filled() as store:
        with store.writing() as writer:
            writer.decide(
                [
                    review(1, COLLECTION[4].document_id, Action.CASE, None, case="Old Town"),
                    review(2, COLLECTION[0].document_id, Action.TAG, None, tag="Zürich"),
                ]
            )
        assert articles(store, 'case:"old  TOWN"') == [6]
        assert articles(store, "-tag:zürich harbour") == [2, 6]
        assert statements(store, "tag:ZÜRICH has:number") == ["1.1"]
        assert articles(store, "tag:zürich OR ferries") == [1, 2]
        assert found(store, "storm case:none").notices == ("There is no case “none”.",)


def test_corrections_are_found_as_people_left_them():
    with filled() as store:
        with store.writing() as writer:
            writer.decide([review(1, COLLECTION[0].document_id, Action.REJECT, "s1")])
        assert statements(store, "piers") == []
        assert articles(store, "source:lee title:storm") == []
        assert articles(store, "piers") == [1]


@pytest.mark.parametrize(("reviewed", "numbers"), [("corrected", [1]), ("added", [1]), ("accepted", []), (None, [])])
def test_has_correction_finds_what_people_changed(reviewed: str | None, numbers: list[int]):
    with filled() as store:
        with store._database.writing() as connection:
            own = statement.c.document_id == COLLECTION[0].document_id
            connection.execute(update(statement).where(own, statement.c.statement_id == "s2").values(reviewed=reviewed))
            fulltext.refresh(connection, [COLLECTION[0].document_id])
        assert articles(store, "has:correction") == numbers
        assert statements(store, "has:correction") == [f"{number}.2" for number in numbers]


def test_a_snippet_shows_the_words_where_they_stand_in_the_text():
    before = "Nothing of note happened on that day in the town, as the paper wrote on the morning after. " * 9
    with filled(made(1, before, "The emigre\u0301’s   harbour\nwas “Storm-proof”, he thought.", before)) as store:
        (hit,) = found(store, 'harbour "storm proof" OR ÉMIGRÉ').hits
    shown = hit.snippet
    assert [shown.text[a:b] for a, b in shown.marks] == ["emigre\u0301", "harbour", "Storm-proof"]
    assert len(before) - 240 < shown.start < len(before)
    assert (shown.more_before, shown.more_after) == (True, True)
    assert len(shown.text) <= 240
    assert "\n" not in shown.text


def test_a_snippet_without_words_begins_after_the_title():
    derivation = made(1, "Harbour news", "The first sentence.", "More. " * 100, title="Harbour news")
    headed = replace(derivation, document=replace(derivation.document, headings=(Span(0, 12),)))
    with filled(headed) as store:
        (hit,) = found(store, "title:harbour").hits
    assert hit.snippet.text.startswith("The first sentence.")
    assert hit.title_marks == ((0, 7),)


def test_short_statements_are_shown_whole_and_long_ones_around_the_words():
    long = " ".join(["word"] * 200 + ["harbour"] + ["word"] * 200)
    with filled(made(1, Said("Ann Lee", "the harbour is open"), Said("Ann Lee", long))) as store:
        short, cut = sorted(found(store, "harbour", of="statements").hits, key=lambda hit: len(hit.snippet.text))
    assert (short.snippet.text, short.snippet.marks) == ("the harbour is open", ((4, 11),))
    assert not short.snippet.more_after
    assert (cut.snippet.more_before, cut.snippet.more_after) == (True, True)
    assert "harbour" in cut.snippet.text


def test_notices_of_the_query_come_with_the_results(store):
    assert found(store, "storm & flood").notices == ("“&” has no letter or digit and was left out.",)


WORDS = [a + b + c for a in ("con", "pre", "int", "sta") for b in "aeiou" for c in "abcdefghij"]


@pytest.fixture(scope="module")
def crowd() -> Iterator[Store]:
    """4,000 articles of many words that begin alike."""
    rng = random.Random(7)
    with Store.in_memory() as store:
        with store.writing() as writer:
            for n in range(1, 4_001):
                text = " ".join(rng.choices(WORDS, k=300))
                writer.document(made(n, text, Said("Ann Lee", text[:200])))
        yield store


@pytest.mark.slow
@pytest.mark.parametrize("of", ["articles", "statements"])
@pytest.mark.parametrize(
    "text",
    [
        " OR ".join(["con*", "pre*", "int*", "sta*"] * 8),
        " ".join(["con*", "pre*", "int*", "sta*"] * 8),
        " AND ".join(f"({a}* OR {b}*)" for a, b in zip(["con", "int"] * 8, ["pre", "sta"] * 8, strict=True)),
        "NOT " + " NOT ".join(f"-({a}* {b}*)" for a, b in zip(["con", "int"] * 7, ["pre", "sta"] * 7, strict=True)),
    ],
)
def test_the_worst_queries_are_stopped_in_time(crowd, of: str, text: str):
    start = time.monotonic()
    with pytest.raises(QueryInvalid, match="takes too long"):
        found(crowd, text, of=of, deadline_s=0.05)
    assert time.monotonic() - start < 1.0
    assert found(crowd, "conaa", of=of).total > 0  # the next one is not disturbed
