"""Names of outlets as they are compared."""

import pytest

from sayso.match.names import alike, form_of, forms, key_of, short_form


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The France 24", "France24"),
        ("RFE/RL", "rfe-rl"),
        ("Türkiye Today", "Turkiye today"),
        ("Barron's", "Barron’s"),
        ("Calder & Wynn News", "Calder and Wynn News"),
        ("Channel Four", "Channel 4"),
    ],
)
def test_one_name_written_two_ways_has_one_form(left, right):
    assert form_of(left) == form_of(right)


def test_a_key_has_no_article_and_no_accents():
    assert key_of("The Yeni Şafak") == "yeni-safak"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("the state-run SANA news agency", "sana"),
        ("Haaretz's", "haaretz"),
        ("Iran's semi-official Tasnim news agency", "tasnim"),
        ("the German weekly Der Spiegel", "derspiegel"),
        ("“El País” newspaper", "elpais"),
    ],
)
def test_what_stands_around_a_name_comes_off(text, form):
    assert form in [found for found, _ in forms(text)]


def test_a_word_with_a_capital_is_part_of_the_name():
    assert "star" not in [found for found, _ in forms("Daily Star")]


def test_what_is_left_of_an_unnamed_medium_is_no_name():
    assert [found for found, _ in forms("the local news website")] == ["localnewswebsite"]


@pytest.mark.parametrize(
    ("left", "right"), [("BBC", "BBC Sport"), ("AP", "Associated Press"), ("VOA", "Voice of America"), ("Ynet", "Ynetnews")]
)
def test_one_outlet_may_have_both_names(left, right):
    assert alike(left, right)
    assert alike(right, left)


@pytest.mark.parametrize(("left", "right"), [("AFP", "France 24"), ("The Star", "The Sun"), ("", "The Sun")])
def test_unlike_names_are_told_apart(left, right):
    assert not alike(left, right)


def test_a_short_form_is_what_people_put_agency_behind():
    assert short_form("Baltic News Service") == "baltic"
    assert short_form("Harbour Post") == ""
