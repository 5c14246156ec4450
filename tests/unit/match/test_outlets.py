"""The registry: names and addresses to outlets, and names in a text."""

import pytest

from sayso.match.names import form_of
from sayso.match.outlets import Outlet, Outlets

OUTLETS = Outlets(
    [
        Outlet("reuters", "Reuters", (), ("reuters.com",), True),
        Outlet("agence-france-presse", "Agence France-Presse", ("AFP",), ("afp.com",), True),
        Outlet("dpa", "dpa", ("Deutsche Presse-Agentur",), ("dpa.com",), True),
        Outlet("petra", "Petra", (), ("petra.gov.jo",), True),
        Outlet("time", "Time", (), ("time.com",)),
        Outlet("times", "The Times", (), ("thetimes.com",)),
        Outlet("new-york-times", "The New York Times", ("NYT",), ("nytimes.com",)),
        Outlet("sun", "The Sun", (), ("thesun.co.uk",)),
        Outlet("national", "The National", (), ("thenationalnews.com",)),
        Outlet("channel-4", "Channel 4 News", (), ("channel4.com",)),
        Outlet("radio-vardan", "Radio Vardan", (), ("radio-vardan.example",)),
    ]
)


def found(text: str) -> list[str]:
    return [f"{one.outlet.key}: {text[slice(*one.place)]}" for one in OUTLETS.find(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("reuters", "reuters"),
        ("Reuters'", "reuters"),
        ("the news agency AFP", "agence-france-presse"),
        ("TIME magazine", "time"),
        ("www.nytimes.com", "new-york-times"),
        ("Channel Four News", "channel-4"),
        ("the Vardan radio station", "radio-vardan"),
    ],
)
def test_a_name_is_known_however_it_is_written(text, key):
    outlet = OUTLETS.named(text)
    assert outlet is not None
    assert outlet.key == key


@pytest.mark.parametrize("text", [None, "", "  ", "Vardan", "the radio", "Times Radio", "a former Reuters manager"])
def test_what_is_no_name_names_nobody(text):
    assert OUTLETS.named(text) is None


def test_an_address_below_the_domain_belongs_to_the_outlet():
    outlet = OUTLETS.of_address("https://graphics.reuters.com/x")
    assert outlet is not None
    assert outlet.key == "reuters"


def test_the_longest_name_is_found():
    assert found("He told The New York Times and the Times.") == ["new-york-times: The New York Times", "times: the Times"]


@pytest.mark.parametrize(
    "text",
    [
        "the sun rose",
        "Sun reported it",
        "the DPA agreement",
        "Petra Birk said",
        "the Seattle Times",
        "the National Council",
        "Radio\nVardan",
    ],
)
def test_ordinary_words_and_parts_of_longer_names_are_not_found(text):
    assert found(text) == []


def test_small_numbers_in_words_are_the_same_name():
    assert found("said Channel Four News.") == ["channel-4: Channel Four News"]


def test_a_word_that_may_be_another_is_not_sure():
    assert [one.sure for one in OUTLETS.find("He told Time and AFP and Reuters and the New York Times.")] == [
        False,
        True,
        True,
        True,
    ]


def test_days_do_not_run_on():
    assert found("On Friday Reuters Monday") == ["reuters: Reuters"]


def test_what_ships_is_consistent():
    outlets = Outlets.shipped()
    domains = [domain for outlet in outlets for domain in outlet.domains]
    names = [form_of(name) for outlet in outlets for name in outlet.names]
    assert len(set(domains)) == len(domains)
    assert len(set(names)) == len(names)
    assert all(outlets.named(outlet.name) == outlet for outlet in outlets)


@pytest.mark.parametrize(
    "name", ["Reuters", "AP", "Associated Press", "AFP", "Xinhua", "TASS", "Kyodo", "PTI", "Ukrinform", "SANA"]
)
def test_agencies_ship(name):
    outlet = Outlets.shipped().named(name)
    assert outlet is not None
    assert outlet.agency
