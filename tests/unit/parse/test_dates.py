"""Forms of dates, lines that hold them, and addresses that do."""

import pytest

from sayso.parse.dates import date_line, dated_line, is_clock, iso_of, url_date


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12. März 2019", "2019-03-12"),
        ("Montag, 12. Mai 2019", "2019-05-12"),
        ("mardi 1er août 2017", "2017-08-01"),
        ("3 de junio de 2022", "2022-06-03"),
        ("06 novembre 2019", "2019-11-06"),
        ("zaterdag 5 oktober 2019", "2019-10-05"),
        ("Thu, 2019-01-21", "2019-01-21"),
        ("2018年10月26日", "2018-10-26"),
        ("11.14.2019", "2019-11-14"),
        ("11:38 PM IST Nov 20, 2019", "2019-11-20"),
        ("10:48, Tue, Nov 19, 2019", "2019-11-19"),
        ("20180619T055000+0900", "2018-06-19T05:50:00+09:00"),
        ("Mon, 18 Nov 2019 16:07:38 -0600", "2019-11-18T16:07:38-06:00"),
        ("Tue Nov 19 2019 03:05:46 GMT+0000 (UTC)", "2019-11-19T03:05:46+00:00"),
        ("Fri, 03 Jun 2022 13:09:02 GMT", "2022-06-03T13:09:02+00:00"),
        ("Tue Jan 28 15:28:56 CET 2020", "2020-01-28"),
        ("Mon, 18 Nov 2019 99:07:38 -0600", "2019-11-18"),
        ("1619727063", "2021-04-29T20:11:03+00:00"),
        ("1489067556390", "2017-03-09T13:52:36+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("11/19/18", None),
        ("12345", None),
    ],
)
def test_forms_of_dates(words, value):
    assert iso_of(words) == value


@pytest.mark.parametrize(
    ("line", "mentions", "rest"),
    [
        (
            "on December 27, 2014 at 12:06 PM, updated December 28, 2014 at 12:10 PM",
            [("2014-12-27", "published"), ("2014-12-28", "updated")],
            "on",
        ),
        ("Updated Apr 30, 2021, 9:08 PM ET | Published Apr 29", [("2021-04-30", "updated")], "Apr 29"),
        ("Mis à jour le 3 mai 2020 à 19h41", [("2020-05-03", "updated")], ""),
        ("Veröffentlicht am 07.06.2019", [("2019-06-07", "published")], ""),
        ("Ann Poe | 27.06.2018 09:54 | News", [("2018-06-27", "published")], "Ann Poe | | News"),
    ],
)
def test_lines_tell_what_each_of_their_dates_says(line, mentions, rest):
    found = dated_line(line)
    assert found is not None
    assert [(mention.value, mention.kind) for mention in found.mentions] == mentions
    assert found.rest == rest


@pytest.mark.parametrize("line", ["29 November 2018 | 20 January 2019", "03/04/2020", "since 2019", "12:30"])
def test_lines_with_several_days_or_an_unclear_one_tell_nothing(line):
    assert dated_line(line) is None


def test_the_time_of_day_is_kept_as_printed():
    found = dated_line("PUBLISHED: November 19, 2019 at 8:59 pm | UPDATED: November 20, 2019 at 0:16")
    assert found is not None
    assert found.times == (("published", "2019-11-19T20:59:00"), ("updated", "2019-11-20T00:16:00"))
    assert date_line("Nov. 19, 2019, 8:59 pm PST") is not None
    assert is_clock("5:50 PM")
    assert is_clock("| 13:15 Uhr")
    assert not is_clock("5 minutes")


@pytest.mark.parametrize(("line", "labelled"), [("Date: 19.01.2020", True), ("Due date: 19.01.2020", False)])
def test_a_bare_word_for_date_is_a_label_at_the_beginning_only(line, labelled):
    found = dated_line(line)
    assert found is not None
    assert found.labelled is labelled


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2019/nov/19/bridge", "2019-11-19"),
        ("https://example.org/story/2019-11-19/bridge", "2019-11-19"),
        ("https://example.org/a/201911/17/x.html", "2019-11-17"),
        ("https://example.org/2019/xyz/19/bridge", None),
        ("https://example.org/2019/11/bridge", None),
    ],
)
def test_days_in_addresses(url, value):
    found = url_date(url)
    assert (found.value if found else None) == value
