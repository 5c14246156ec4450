from dataclasses import replace

import pytest

from sayso.records.statements import Profile, Quantity
from sayso.show.sheet import lay_out, letters
from sayso.show.wording import Standing, profile_line, quantity_words, visible
from tests.unit.show import readings


def profile(named=0, unnamed=0, nobody=0, own=0):
    return Profile(100, named + unnamed + nobody, named, unnamed, nobody, own, 0, 0, ())


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((9, 6, 3, 5), "18 statements: 9 on named sources, 6 on unnamed ones, 3 on nobody; 5 own assertions"),
        ((1, 1, 0, 1), "2 statements: 1 on a named source, 1 on an unnamed one; 1 own assertion"),
        ((0, 1, 0, 0), "1 statement: 1 on an unnamed source; no own assertions"),
        ((0, 0, 0, 2), "No statements; 2 own assertions"),
    ],
)
def test_profile_line(counts, line):
    assert profile_line(profile(*counts)) == line


def test_statements_stand_in_order_with_nested_ones_under_their_parent():
    sheet = lay_out(readings.bridge())
    assert [(view.number, view.depth, view.parent) for view in sheet.statements][4:7] == [(5, 0, None), (6, 1, 5), (7, 0, None)]


def test_the_chain_runs_from_the_article_to_the_innermost_source():
    views = lay_out(readings.bridge()).statements
    assert views[1].chain == ("local radio", "engineers close to the project")
    assert views[5].chain == ("the Eastport Gazette", "Lena Moor", "the works office")


def test_a_party_that_reports_its_own_words_stands_in_the_chain_once():
    reading = readings.bridge()
    inner = replace(reading.statements[5], source=reading.statements[4].source, source_resolved="Lena Moor")
    reading = replace(reading, statements=(*reading.statements[:5], inner, *reading.statements[6:]))
    assert lay_out(reading).statements[5].chain == ("the Eastport Gazette", "Lena Moor")


@pytest.mark.parametrize("parents", [("gone", None), ("s2", "s1"), ("s1", "s1")])
def test_no_statement_is_lost_when_parents_are_missing_or_run_in_a_ring(parents):
    reading = readings.bridge()
    first, second, *rest = reading.statements
    statements = (replace(first, parent=parents[0]), replace(second, parent=parents[1]), *rest)
    views = lay_out(replace(reading, statements=statements)).statements
    assert [view.number for view in views] == list(range(1, len(statements) + 1))
    assert {view.statement.statement_id for view in views} == {s.statement_id for s in statements}


def test_every_statement_belongs_to_one_source_and_sources_go_by_weight():
    sheet = lay_out(readings.bridge())
    assert sorted(n for source in sheet.sources for n in source.statements) == [view.number for view in sheet.statements]
    assert [source.words for source in sheet.sources] == sorted((source.words for source in sheet.sources), reverse=True)
    assert sheet.sources[0].name == "Lena Moor"
    assert sheet.sources[0].also == ("she",)
    for view in sheet.statements:
        assert view.number in sheet.sources[view.source_number - 1].statements


def test_a_denial_points_at_the_number_of_what_it_denies():
    assert lay_out(readings.bridge()).statements[3].denies == (3,)


def test_standings_are_descriptions():
    assert [standing for standing, _ in lay_out(readings.bridge()).counts] == [
        Standing.NAMED,
        Standing.UNNAMED,
        Standing.NOBODY,
        Standing.OWN,
    ]


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (250.0, 250.0, None, "250 or more"),
        (None, None, 1200.0, "1,200 or less"),
        (40.0, 36.0, 44.0, "36 to 44"),
        (3.5, 3.5, 3.5, "3.5"),
        (7.0, None, None, "7"),
        (None, None, None, "left open"),
        (float("inf"), None, float("inf"), "left open"),
    ],
)
def test_quantities_in_words(value, low, high, said):
    assert quantity_words(Quantity(0, 1, value, low, high, None, False)) == said


def test_letters_go_on_after_z():
    assert [letters(n) for n in (1, 26, 27, 52, 53, 703)] == ["a", "z", "aa", "az", "ba", "aaa"]


def test_what_acts_unseen_is_shown_and_what_words_need_is_kept():
    assert visible("a\u202eb\x1b[1m\u200b\ud800") == "a⟨U+202E⟩b⟨U+001B⟩[1m⟨U+200B⟩⟨U+D800⟩"
    assert visible("a\tb\r\u2028c\nd") == "a b  c\nd"
    assert visible("می\u200cخواهم e\u0301 \U0001f468\u200d\U0001f469") == "می\u200cخواهم e\u0301 \U0001f468\u200d\U0001f469"


def test_an_article_without_title_is_headed_by_its_first_words():
    reading = readings.bridge()
    text = "\n" + "long " * 40
    sheet = lay_out(readings.reading(replace(reading.document, title=None, text=text, headings=(), boilerplate=())))
    assert sheet.title.startswith("long long")
    assert len(sheet.title) <= 80


@pytest.mark.parametrize(
    ("published", "shown"), [("2020-01-11T09:00:00+00:00", "2020-01-11"), ("2020-01-11", "2020-01-11"), ("2020", "2020")]
)
def test_the_head_gives_the_day(published, shown):
    reading = readings.bridge()
    facts = lay_out(replace(reading, document=replace(reading.document, published=published))).facts
    assert shown in facts
