import re
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import QueryInvalid
from sayso.store.query import LONGEST, MOST_LEVELS, MOST_TERMS, parse
from sayso.store.terms import FIELDS, All, Dated, Either, Grouped, Label, Not, Takes, Words

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "searching.md"

STORM, FLOOD, PORT = (Words((word,)) for word in ("storm", "flood", "port"))


def root(text: str):
    return parse(text).root


def fault(text: str) -> QueryInvalid:
    with pytest.raises(QueryInvalid) as caught:
        parse(text)
    return caught.value


def test_words_must_all_be_there():
    assert root("storm flood") == root("storm AND flood") == root(" storm\n flood ") == All((STORM, FLOOD))


def test_or_joins_less_closely_than_and():
    assert root("storm flood OR port") == Either((All((STORM, FLOOD)), PORT))
    assert root("storm (flood OR port)") == All((STORM, Either((FLOOD, PORT))))


def test_operators_are_words_when_written_small():
    assert root("storm or flood") == All((STORM, Words(("or",)), FLOOD))


@pytest.mark.parametrize("text", ["storm -flood", "storm NOT flood", "storm −flood", "storm AND NOT flood"])
def test_not_and_a_leading_minus_exclude(text: str):
    assert root(text) == All((STORM, Not(FLOOD)))


def test_a_minus_inside_a_word_or_alone_excludes_nothing():
    assert root("storm-flood") == Words(("storm", "flood"))
    assert root("storm - flood") == All((STORM, FLOOD))


def test_not_takes_brackets_and_phrases():
    assert root("-(storm OR flood)") == Not(Either((STORM, FLOOD)))
    assert root('-"storm flood"') == Not(Words(("storm", "flood")))


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»", "»«", "＂＂", '”"'])
def test_every_kind_of_quotation_mark_makes_a_phrase(marks: str):
    assert root(f"{marks[0]}Storm  flood!{marks[1]}") == Words(("storm", "flood"))


def test_apostrophes_and_single_quotes_are_no_quotation_marks():
    assert root("O’Brien ‘storm’") == All((Words(("o", "brien")), STORM))


def test_case_accents_and_width_make_no_difference():
    assert root("ZÜRICH") == root("Zu\u0308rich") == root("ｚｕｒｉｃｈ") == Words(("zurich",))


def test_a_star_after_three_letters_is_a_beginning():
    assert root("har*") == Words(("har",), prefix=True)
    assert root("Port-au-Pri*") == Words(("port", "au", "pri"), prefix=True)


@pytest.mark.parametrize("text", ["ha*", "port-a*", "-ha*", "title:ha*"])
def test_shorter_beginnings_are_refused(text: str):
    assert "At least 3 letters" in fault(text).message


@pytest.mark.parametrize("text", ["*storm", "st*orm", '"storm*"', "storm!*", "* storm"])
def test_a_star_anywhere_else_means_nothing(text: str):
    words = [word for word in re.split(r"\W+", text) if word]
    assert root(text) == Words(tuple(words))


def test_filters_are_found_whatever_the_case_of_their_names():
    assert root("Source:lee") == root('source:"Lee"') == root("SOURCE:“lee”") == Words(("lee",), field="source")
    assert root("outlet:reut*") == Words(("reut",), prefix=True, field="outlet")
    assert root("url:https://www.example.org/a") == Words(("https", "www", "example", "org", "a"), field="url")


@pytest.mark.parametrize("field", [field for field in FIELDS.values() if field.takes is Takes.CHOICE and field.of_statements])
def test_every_choice_of_every_filter_is_a_label(field):
    for value in field.choices:
        assert root(f"{field.name}:{value}") == root(f'{field.name}:"{value.upper()}"') == Label(field.name, value)


def test_a_wrong_choice_names_the_near_one_or_all():
    near, far = fault("storm force:denis"), fault("force:shouts")
    assert (near.message, near.hint, near.place) == ("There is no force:denis.", "Did you mean force:denies?", 12)
    assert far.hint.startswith("It takes states, claims, ")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on:2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("on:2024-12", date(2024, 12, 1), date(2025, 1, 1)),
        ("on:2024-2", date(2024, 2, 1), date(2024, 3, 1)),
        ("on:2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        ("after:2024-05", date(2024, 5, 1), None),
        ("before:2024", None, date(2024, 1, 1)),
        ("on:9999-12-31", date(9999, 12, 31), None),
    ],
)
def test_dates_are_years_months_or_days(text: str, start: date | None, end: date | None):
    assert root(text) == Dated(start, end)


@pytest.mark.parametrize("given", ["2024-13", "2023-02-29", "24", "0000", "yesterday", "2024-05-17T10:00", "²⁰²⁴"])
def test_what_is_no_date_is_refused_with_its_forms(given: str):
    error = fault(f"after:{given}")
    assert (error.message, error.place) == (f"“{given}” is no date.", 6)
    assert "2024-05-17" in error.hint


def test_cases_and_tags_keep_their_names():
    assert root('case:"Harbour  fire" tag:ToDo') == All((Grouped("case", "Harbour fire"), Grouped("tag", "ToDo")))


def test_versions_all_is_for_the_whole_query():
    assert (parse("storm versions:all").every_version, root("storm versions:all")) == (True, STORM)
    assert root("versions:all") == All(())


def test_a_misspelt_filter_names_the_near_one():
    error = fault("storm sorce:lee")
    assert (error.message, error.place) == ("There is no filter “sorce:”.", 6)
    assert "Did you mean source:?" in error.hint


def test_what_looks_like_a_filter_but_is_far_from_all_is_text_with_a_notice():
    query = parse("Re:storm")
    assert query.root == Words(("re", "storm"))
    assert "“Re:” is no filter" in query.notices[0]


@pytest.mark.parametrize("text", ["https://example.org", "10:30", '"sorce:lee"', "source:kind:person"])
def test_addresses_times_and_quoted_words_are_no_filters(text: str):
    assert parse(text).notices == ()


def test_signs_alone_are_left_out_with_a_notice():
    query = parse("storm & 🙂 flood")
    assert query.root == All((STORM, FLOOD))
    assert query.notices == ("“&” has no letter or digit and was left out.", "“🙂” has no letter or digit and was left out.")


@pytest.mark.parametrize("text", ["", "  ", "!?", '""', "-!", "(& OR …)", "versions:latest", "\x00", "\u202e"])
def test_nothing_to_look_for_is_refused(text: str):
    assert fault(text).message == "There is nothing to look for."


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("storm OR", 8, "missing here"),
        ("OR storm", 0, "missing here"),
        ("storm AND OR flood", 10, "missing here"),
        ("storm NOT", 9, "missing here"),
        ("()", 1, "missing here"),
        ("storm (flood", 6, "bracket is not closed"),
        ("storm) flood", 5, "closes nothing"),
        ('storm "flood', 6, "quotation mark is not closed"),
        ("source: lee", 0, "value is missing"),
        ("storm source:", 6, "value is missing"),
        ("source:(a OR b)", 0, "value is missing"),
        ("outlet:!!", 7, "no letter or digit"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, place: int, message: str):
    error = fault(text)
    assert error.place == place
    assert message in error.message


def test_limits_hold_to_the_word_the_character_and_the_level():
    many = ["storm"] * MOST_TERMS
    assert len(root(" ".join(many)).parts) == MOST_TERMS
    assert fault(" ".join([*many, "flood"])).place == len(" ".join(many)) + 1
    assert fault(f'"{" ".join([*many, "flood"])}"').place == 0
    assert fault(" ".join(["force:denies"] * (MOST_TERMS + 1))).message == "A search may have 32 words."
    assert parse("storm" + " " * (LONGEST - 5)).root == STORM
    assert fault("storm" + " " * (LONGEST - 4)).place == LONGEST
    assert root("(" * MOST_LEVELS + "storm" + ")" * MOST_LEVELS) == STORM
    assert fault("(" * (MOST_LEVELS + 1) + "storm" + ")" * (MOST_LEVELS + 1)).place == MOST_LEVELS
    assert fault("NOT " * (MOST_LEVELS + 1) + "storm").message == "Brackets and NOT may stand 8 deep."


def test_what_is_typed_for_the_database_is_text():
    assert root("NEAR(storm flood, 5)") == All((Words(("near",)), STORM, FLOOD, Words(("5",))))
    assert root("storm^2 +flood {port}:port") == All((Words(("storm", "2")), FLOOD, Words(("port", "port"))))
    assert root("storm'; DROP TABLE x; --") == All((STORM, Words(("drop",)), Words(("table",)), Words(("x",))))


def test_the_guide_names_every_filter_and_its_queries_are_understood():
    text = GUIDE.read_text(encoding="utf-8")
    queries = [line for block in re.findall(r"```query\n(.*?)```", text, re.S) for line in block.splitlines()]
    queries += re.findall(r"^\| `([^`]+)` \|", text, re.M)
    assert len(queries) > 30
    for query in queries:
        parse(query.split("   ")[0])
    used = {name for query in queries for name in re.findall(r"\b([a-z]+):", query)}
    assert used >= FIELDS.keys()
