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
        pytest.param(
            "Lindqvist", "al-Basri", "Anna Lindqvist met Omar al-Basri. Later {a} left.", id="an article before a surname"
        ),
        pytest.param("Tories", "Greens", "{a} voted.", id="a party that is a common word, first in its sentence"),
    ],
)
@pytest.mark.xfail(reason="the capital is all that tells such names from words", strict=True)
def test_names_that_are_common_words_are_read_like_others(a: str, b: str, sentence: str):
    assert encode(sentence.format(a=a)).pieces == encode(sentence.format(a=b)).pieces
