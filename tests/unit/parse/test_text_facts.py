"""Bylines, dates, credits and boilerplate in the lines of a text, and the language of it."""

import pytest

from sayso.parse.boilerplate import boilerplate_of
from sayso.parse.byline import authors_of, byline_of, is_name
from sayso.parse.credits import credits_of
from sayso.parse.dates import date_line, iso_of, url_date
from sayso.parse.language import language_of
from sayso.parse.lines import lines_of

PROSE = "The council met on Monday and agreed to repair the bridge, which has been closed since a storm in spring last year."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Poe", [("Ann Poe", ())]),
        ("by ANN POE and JON ROE", [("ANN POE", ()), ("JON ROE", ())]),
        ("By Ann Poe, Jon Roe and Li Wei", [("Ann Poe", ()), ("Jon Roe", ()), ("Li Wei", ())]),
        ("By Ann Poe, Reuters", [("Ann Poe", ("Reuters",))]),
        ("By Ann Poe | City Correspondent | May 6, 2019", [("Ann Poe", ("City Correspondent",))]),
        ("Written by Dr. Ann Poe", [("Ann Poe", ())]),
        ("By Ann Poe in Harbourton", [("Ann Poe", ())]),
        ("By A. B. Poe | Staff Writer", [("A. B. Poe", ("Staff Writer",))]),
        ("Ann Poe, professor of law, University of Northshore", [("Ann Poe", ("professor of law, University of Northshore",))]),
        ("Ann Poe, editor of Tides and member of the Guild", [("Ann Poe", ("editor of Tides", "member of the Guild"))]),
        ("Jean-Luc de la Tour, historian.", [("Jean-Luc de la Tour", ("historian",))]),
    ],
)
def test_lines_that_name_authors(line, expected):
    assert [(author.name, author.affiliations) for author in authors_of(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ann Poe, director of the port, said it would close.",
        "Ann Poe, the director of the port, called for more ships.",
        "By the river, the mayor spoke.",
        "By Monday the bridge was open.",
        "Ann Poe and Jon Roe",
        "A researcher at the port, Ann Poe",
        PROSE,
    ],
)
def test_sentences_are_no_bylines(line):
    assert authors_of(line) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By The Associated Press", ["The Associated Press"]),
        ("By Reuters Staff", ["Reuters Staff"]),
        ("By AFP", ["AFP"]),
        ("By Ann Poe and AFP", ["Ann Poe", "AFP"]),
        ("By Our Correspondent", ["Our Correspondent"]),
        ("By Tidewater contributors", ["Tidewater contributors"]),
        ("By The Numbers", []),
        ("BY THE RIVER", []),
        ("By the press office, many were called.", []),
    ],
)
def test_bylines_of_houses_and_of_authors_known_from_elsewhere(line, names):
    lines = lines_of(f"A bridge closes\n{line}\n{PROSE}")
    byline = byline_of(lines, known=["tidewater contributors"])
    assert [author.name for author in byline.authors] == names
    assert [lines[1].span] * bool(names) == [*byline.lines]


def test_a_headline_is_no_byline_of_a_house():
    assert byline_of(lines_of(f"By Bridge Commission\n{PROSE}"), known=()).lines == ()


def test_a_closing_line_tells_who_the_author_is():
    text = f"By Ann Poe\n{PROSE}\nAnn Poe is a senior fellow at the Harbour Institute. She lives by the sea."
    byline = byline_of(lines_of(text))
    assert [(author.name, author.affiliations) for author in byline.authors] == [
        ("Ann Poe", ("senior fellow at the Harbour Institute",))
    ]
    assert len(byline.lines) == 2


def test_a_person_of_the_story_is_not_its_author():
    text = f"{PROSE}\nPoe left early, people said.\n{PROSE}\nAnn Poe is a professor at the Harbour Institute."
    assert byline_of(lines_of(text)).authors == ()


def test_reporters_of_a_closing_line():
    assert [
        author.name
        for author in byline_of(lines_of(f"{PROSE}\n(Reporting by Ann Poe in Harbourton; Editing by Jon Roe)")).authors
    ] == ["Ann Poe"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ann Poe", True),
        ("Ludwig van Beethoven", True),
        ("Staff Writer", False),
        ("ann poe", False),
        ("Ann", False),
        ("The Mayor", False),
        ("Ann P0e", False),
    ],
)
def test_names(words, name):
    assert is_name(words) is name


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Sunday, May 12, 2019", "2019-05-12"),
        ("12 May 2019", "2019-05-12"),
        ("1st of June 2020", "2020-06-01"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("2019-05-12", "2019-05-12"),
        ("2019/5/2", "2019-05-02"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("3.4.2020", "2020-04-03"),
        ("2019-05-12T10:30:00Z", "2019-05-12T10:30:00+00:00"),
        ("2019-05-12T10:30:00.123+02:00", "2019-05-12T10:30:00+02:00"),
        ("03/04/2020", None),
        ("31 February 2019", None),
        ("2019-13-01", None),
        ("next week", None),
    ],
)
def test_dates_are_read_or_left_out_but_never_guessed(words, value):
    assert iso_of(words) == value


@pytest.mark.parametrize(
    ("line", "value", "kind", "how"),
    [
        ("Sunday, May 12, 2019", "2019-05-12", "published", "date line"),
        ("Published: 12 May 2019, 10:30 GMT", "2019-05-12", "published", 'line "Published"'),
        ("Last updated on May 13, 2019 at 4:05 p.m. EDT", "2019-05-13", "updated", 'line "Last updated on"'),
        ("May 12, 2019 | 5 min read", "2019-05-12", "published", "date line"),
    ],
)
def test_lines_that_hold_a_date_alone(line, value, kind, how):
    found = date_line(line)
    assert found is not None
    assert (found.value, found.kind, found.how) == (value, kind, how)


@pytest.mark.parametrize("line", ["On May 12, 2019 the bridge closed.", "May 12, 2019 was a warm day", "May", "In 2019"])
def test_sentences_with_dates_are_no_date_lines(line):
    assert date_line(line) is None


def test_the_address_may_carry_the_day():
    found = url_date("https://example.org/news/2019/05/12/bridge")
    assert found is not None
    assert found.value == "2019-05-12"
    assert url_date("https://example.org/2019/99/12/bridge") is None
    assert url_date(None) is None


@pytest.mark.parametrize(
    ("line", "outlets"),
    [
        ("Source: Tidewater Review", ["Tidewater Review"]),
        ("Sources: AFP, Reuters", ["AFP", "Reuters"]),
        ("Source: Tidewater Review, CC BY 4.0", ["Tidewater Review"]),
        ("Source: https://www.example.org/a", ["example.org"]),
        ("This article was originally published by Tidewater Review on 3 May 2020.", ["Tidewater Review"]),
        ("First published in The Harbour Times under a Creative Commons licence", ["The Harbour Times"]),
        ("This story first appeared on Open Water.", ["Open Water"]),
        ("With AFP", ["AFP"]),
        ("(with AFP and Reuters)", ["AFP", "Reuters"]),
        ("With files from The Canadian Press", ["The Canadian Press"]),
        ("The Associated Press contributed to this report.", ["The Associated Press"]),
        ("(Reuters)", ["Reuters"]),
        ("AFP/dpa", ["AFP", "dpa"]),
        ("Republished with permission from Open Water", ["Open Water"]),
        ("Courtesy of Open Water", ["Open Water"]),
    ],
)
def test_credit_lines(line, outlets):
    text = f"{PROSE}\n{line}"
    found = credits_of(lines_of(text))
    assert [credit.outlet for credit in found.credits] == outlets
    assert [text[start:end] for start, end in found.lines] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Sources close to the company said it would close.",
        "With rain on the way, the council went home.",
        "The report was first published by the council in spring and then forgotten.",
        "A spokesman for the Port Authority (PA)",
        "Source: the mayor's own account of what happened on that night in the spring of last year",
    ],
)
def test_sentences_are_no_credits(line):
    assert credits_of(lines_of(f"{PROSE}\n{line}")).credits == ()


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("HARBOURTON (AFP) -", "AFP"),
        ("HARBOURTON, May 3 (Reuters) –", "Reuters"),
        ("HARBOURTON, Maine (AP) —", "AP"),
        ("HARBOURTON, May 3. /TASS/.", "TASS"),
        ("(Reuters) -", "Reuters"),
        ("HARBOURTON —", None),
    ],
)
def test_datelines(opening, outlet):
    text = f"{opening} {PROSE}"
    found = credits_of(lines_of(text))
    assert [text[start:end] for start, end in found.datelines] == [opening]
    assert [credit.outlet for credit in found.credits] == ([outlet] if outlet else [])


@pytest.mark.parametrize("opening", ["Ann Poe (Greens) -", "The council (of seven) -", "NATO (the alliance) said -"])
def test_persons_and_parties_open_no_dateline(opening):
    assert credits_of(lines_of(f"{opening} {PROSE}")).datelines == ()


def test_an_agency_after_the_last_sentence_is_a_credit():
    text = f'{PROSE} (Reuters)\n"It is open," she said. —AP\n{PROSE}'
    assert [credit.outlet for credit in credits_of(lines_of(text)).credits] == ["Reuters", "AP"]


@pytest.mark.parametrize(
    "line",
    [
        "You can follow Ann on Mastodon and Telegram.",
        "Follow us on Facebook",
        "Follow Ann Poe on Twitter: @annpoe",
        "Subscribe to our newsletter",
        "Sign up for the morning briefing here.",
        "READ MORE: Bridge to close",
        "Related: Bridge to close",
        "Share this article",
        "Advertisement",
        "Copyright 2020 Open Water. All rights reserved.",
        "The mayor at the bridge. (Photo by Ann Poe/Open Water)",
        "Ann Poe/AFP via Getty Images",
        "File photo: the bridge",
        "Photo: Ann Poe",
        "5 min read",
        "Editing by Jon Roe",
        "—Ann Poe",
        "* * *",
        "Support our journalism today",
    ],
)
def test_boilerplate_lines(line):
    text = f"{PROSE}\n{line}\n{PROSE}"
    assert [text[start:end] for start, end in boilerplate_of(lines_of(text))] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Follow the money, the mayor said on television, and you will find the bridge.",
        "“Share this with everyone,” she said.",
        "Support for the bridge grew, according to a poll.",
        "Read the whole report, Poe told reporters, before you vote.",
        "– Coast guard dispatcher, CNN",
        "Copyrighted works were found in the tunnel.",
        "The photo shows a bridge.",
        PROSE,
    ],
)
def test_sentences_are_no_boilerplate(line):
    text = f"{PROSE}\n{line}\n{PROSE}"
    assert boilerplate_of(lines_of(text)) == ()


def test_a_name_under_a_quotation_is_its_source_not_boilerplate():
    assert boilerplate_of(lines_of(f"{PROSE}\n“It will open in May.”\n—Ann Poe\n{PROSE}")) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("The minister said so.", "en"),
        ("Le ministre a déclaré lundi que le gouvernement changerait la loi avant la fin de cette année.", "fr"),
        ("Министр заявил, что правительство изменит закон до конца этого года.", "ru"),
        ("De minister zei maandag dat de regering de wet voor het einde van dit jaar zou wijzigen.", "nl"),
        ("12:30 — 45 %", None),
        ("", None),
    ],
)
def test_languages(text, language):
    assert language_of(text) == language


def test_lines_keep_their_places():
    text = "  one \r\n\n\ttwo\u2003three\n"
    assert [text[line.start : line.end] for line in lines_of(text)] == ["one", "two\u2003three"]
