"""Which words make one name, and of what kind."""

from itertools import pairwise

import pytest

from sayso.analyse.names import KINDS, find_names
from sayso.analyse.words import split_words


def names(text: str) -> list[tuple[str, str]]:
    """Each name as written, with its kind, in order."""
    words = split_words(text)
    return [(text[int(words.starts[r.first]) : int(words.ends[r.last])], KINDS[r.kind]) for r in find_names(words)]


@pytest.mark.parametrize("title", ["Mr.", "Mrs", "Dr.", "Minister", "President", "spokeswoman"])
def test_a_title_makes_a_person(title: str):
    assert names(f"There {title} Qwxley spoke.") == [("Qwxley", "person")]


@pytest.mark.parametrize(
    "name", ["Anna Lindqvist", "Jean-Luc Picard", "Ursula von der Leyen", "John Q. Marlowe", "Omar al-Basri"]
)
def test_a_first_name_makes_a_person_of_the_whole_name(name: str):
    assert names(f"Later {name} spoke.") == [(name, "person")]


def test_a_surname_read_once_after_a_first_name_is_a_person_wherever_it_stands():
    assert names("Lindqvist spoke. The road, said Anna Lindqvist, is open. Lindqvist left.") == [
        ("Lindqvist", "person"),
        ("Anna Lindqvist", "person"),
        ("Lindqvist", "person"),
    ]


def test_a_capitalised_word_that_nothing_explains_is_a_plain_name():
    assert names("The town of Qwxley is small.") == [("Qwxley", "name")]


def test_initials_belong_to_the_name():
    assert names("It was written by J. K. Qwxley.")[0][0] == "J. K. Qwxley"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He flew to New York City.", [("New York City", "place")]),
        ("He flew to New York.", [("New York", "place")]),
        ("He read The New York Times in New York.", [("The New York Times", "media"), ("New York", "place")]),
        ("It joined the United Nations.", [("United Nations", "org")]),
        ("The Labour Party and Labour agreed.", [("Labour Party", "party"), ("Labour", "party")]),
        (
            "He met Reuters, Russian and Kenyan reporters.",
            [("Reuters", "media"), ("Russian", "demonym"), ("Kenyan", "demonym")],
        ),
    ],
)
def test_the_longest_known_name_wins(text: str, expected: list[tuple[str, str]]):
    assert names(text) == expected


def test_known_names_that_follow_each_other_stay_apart():
    assert names("The Russian Reuters reporter left.") == [("Russian", "demonym"), ("Reuters", "media")]


def test_an_unknown_acronym_is_an_organisation():
    assert names("The XQRT met on the coast.") == [("XQRT", "org")]


@pytest.mark.parametrize("text", ["The road is open.", "However, they left. “Then it rained.”", "nothing here", ""])
def test_common_words_are_no_names_even_with_a_capital(text: str):
    assert names(text) == []


def test_no_name_crosses_a_paragraph():
    assert [name for name, _ in names("He met Anna\nQwxley left")] == ["Anna", "Qwxley"]


def test_runs_are_in_order_and_do_not_overlap():
    words = split_words(
        "Anna Lindqvist of Reuters told Dr. Qwxley in New York that the XQRT had met Russian and U.S. officials."
    )
    runs = find_names(words)
    assert all(run.first <= run.last for run in runs)
    assert all(a.last < b.first for a, b in pairwise(runs))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He read the Jakarta Post.", "Jakarta Post", "media"),
        ("The Bank of Kenya met.", "Bank of Kenya", "org"),
        ("Roads in Qwxley County are open.", "Qwxley County", "place"),
    ],
)
def test_the_noun_in_a_name_gives_its_kind(text: str, name: str, kind: str):
    assert (name, kind) in names(text)


def test_a_name_that_speaks_is_a_person():
    assert names("Later Zorbo Qwxley said it rained.") == [("Zorbo Qwxley", "person")]


def test_a_part_of_a_region_is_no_person():
    assert [kind for _, kind in names("Gas of the East Qwxley is sold. Later the Qwxley was calm.")] == ["name", "name"]


def test_a_known_name_that_is_also_a_word_may_open_a_sentence():
    assert names("Labour won. He met Labour.") == [("Labour", "party"), ("Labour", "party")]


def test_a_surname_that_is_also_a_word_is_a_person_everywhere():
    assert names("Anna Brown spoke. Brown left.") == [("Anna Brown", "person"), ("Brown", "person")]
    assert names("Brown bread is good.") == []
