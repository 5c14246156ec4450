"""The model cannot tell the parties of a text apart: exchanged names of one kind give it the very same input."""

import pytest

from sayso.analyse.encoding import Units, encode

EXCHANGES = [
    ("Israel", "Iran"),
    ("Russia", "Ukraine"),
    ("New York", "South Africa"),
    ("Turkey", "Chad"),
    ("Hamas", "Likud"),
    ("Republicans", "Democrats"),
    ("Labour Party", "Conservative Party"),
    ("Hezbollah", "Democratic Unionist Party"),
    ("Reuters", "The New York Times"),
    ("RIA Novosti", "CNN"),
    ("BBC", "Xinhua"),
    ("United Nations", "European Union"),
    ("Israelis", "Palestinians"),
    ("Russian officials", "American officials"),
    ("Emmanuel Macron", "Angela Merkel"),
    ("Anna Lindqvist", "Ursula von der Leyen"),
    ("Vladimir Putin", "Volodymyr Zelensky"),
    ("Anna Qwxley", "Kevin O'Hara-Vint"),
]
SENTENCES = [
    "{a} said that {b} would attend the talks.",
    "The talks, {a} told reporters, failed because of {b}.",
    "On Monday {a} accused {b} of lies. “We deny it,” said {b}.",
    "“It was {a},” according to {b}.\nLater, {b} left; {a} did not.",
]


def seen(units: Units) -> list[tuple[list[int], list[int], list[int]]]:
    """Everything the encoder gets of a text."""
    return [(w.ids, w.case, w.quotation) for w in units.windows(64, 0.8)]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("a", "b"), EXCHANGES)
def test_exchanged_parties_give_the_model_the_same_input(sentence: str, a: str, b: str):
    before, after = encode(sentence.format(a=a, b=b)), encode(sentence.format(a=b, b=a))
    assert len(before) == len(after)
    assert before.pieces == after.pieces
    assert before.kind.tolist() == after.kind.tolist()
    assert before.paragraph.tolist() == after.paragraph.tolist()
    assert seen(before) == seen(after)


@pytest.mark.parametrize(("a", "b"), [("Anna Lindqvist", "Omar Karimi"), ("Emmanuel Macron", "Angela Merkel")])
def test_a_surname_that_stands_alone_later_is_exchanged_too(a: str, b: str):
    text = "{a} met {b}. {x} said the road was open. {y} denied it."
    x, y = a.rsplit(maxsplit=1)[-1], b.rsplit(maxsplit=1)[-1]
    before = encode(text.format(a=a, b=b, x=x, y=y))
    after = encode(text.format(a=b, b=a, x=y, y=x))
    assert before.pieces == after.pieces


def test_a_name_of_many_words_is_one_unit_like_a_name_of_one():
    assert len(encode("It joined the Democratic Unionist Party.")) == len(encode("It joined the Likud."))


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        pytest.param("Anna Lindqvist", "Anna Brown", "{a} spoke.", id="a surname that is a common word"),
        pytest.param("Anna Lindqvist", "Anna Ford", "{a} spoke.", id="a surname that is a company"),
        pytest.param("Tories", "Greens", "{a} voted.", id="a party that is a common word, first in its sentence"),
        pytest.param("US", "UAE", "{a} officials left.", id="letters that make a word, first in their sentence"),
        pytest.param("Jakarta", "Qwxley", "The {a} Post was there.", id="a paper of a place not listed"),
        pytest.param("Texas", "Qwxley", "It rained in {a}.", id="a place not listed"),
        pytest.param("Kenya", "Iran", "the Islamic Republic of {a}", id="a long form of a country"),
        pytest.param("Lindqvist", "Ford", "Anna {a} met her. {a} left.", id="a lone surname that is a company"),
        pytest.param("Anna Lindqvist", "Qwx Arwel", "{a} said so.", id="a person with a first name not listed"),
    ],
)
def test_names_that_are_common_words_or_not_listed_are_read_like_others(a: str, b: str, sentence: str):
    assert encode(sentence.format(a=a)).pieces == encode(sentence.format(a=b)).pieces


def test_a_bare_apostrophe_after_a_name_in_s_is_read_like_an_s():
    bare, full = encode("the Philippines' army left"), encode("the Kenya's army left")
    assert seen(bare)[0][:1] == seen(full)[0][:1]
    assert [window[0] for window in seen(bare)] == [window[0] for window in seen(full)]


@pytest.mark.parametrize(("a", "b"), [("Lindqvist", "al-Basri")])
@pytest.mark.xfail(reason="the article is a word of its own", strict=True)
def test_an_article_before_a_surname_is_part_of_it(a: str, b: str):
    sentence = "Anna Lindqvist met Omar al-Basri. Later {a} left."
    assert encode(sentence.format(a=a)).pieces == encode(sentence.format(a=b)).pieces
