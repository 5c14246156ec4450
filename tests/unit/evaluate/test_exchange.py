"""The exchange of names: form for form, both ways, and spans that follow their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.evaluate.exchange import exchange

BOTH = pytest.mark.parametrize("step", [1, -1])


@BOTH
def test_country_adjective_people_and_capital_go_together(step: int):
    text = exchange("Russia sent Russian doctors; Russians in Moscow approved.", step=step).text
    country = {1: ("Ukraine", "Ukrainian", "Kyiv"), -1: ("Romania", "Romanian", "Bucharest")}[step]
    assert text == f"{country[0]} sent {country[1]} doctors; {country[1]}s in {country[2]} approved."


def test_backwards_undoes_forwards_for_listed_names():
    text = "Reuters said Iraqi and Chinese officials met the BBC, NATO and Amnesty International in Texas."
    assert exchange(exchange(text, step=1).text, step=-1).text == text


def test_parties_change_places_with_their_forms():
    text = "The Republican senator, a Republican, told Democrats that the Democratic Party is open."
    assert (
        exchange(text, step=1).text == "The Democratic senator, a Democrat, told Republicans that the Republican Party is open."
    )


def test_a_surname_changes_wherever_it_stands():
    text = "Sarah Quimby spoke. Quimby's plan is Quimby-made."
    swapped = exchange(text, step=1).text
    name = swapped.split()[1]
    assert swapped.split(" ", 1)[1] == f"{name} spoke. {name}'s plan is {name}-made."
    assert name != "Quimby"


def test_possessive_of_a_name_in_s():
    assert exchange("the Philippines' army", step=1).text == "the Maldives' army"
    assert exchange("the Bahamas' army", step=-1).text == "the Maldives' army"
    assert exchange("Russia's army", step=1).text == "Ukraine's army"


def test_words_that_only_look_like_names_stay():
    text = "They asked us about turkey and the polish of it."
    assert exchange(text, step=1).text == text


@BOTH
def test_spans_follow_their_words(step: int):
    text = "In Berlin, Angela Hartwig told Agence France-Presse that United States troops stay."
    swapped = exchange(text, step=step)
    ((start, end),) = swapped.moved([(text.index("that"), text.index("that") + 4)])
    assert swapped.text[start:end] == "that"
    ((start, end),) = swapped.moved([(text.index("Agence"), text.index(" that"))])
    assert swapped.text[start:end] in {"Interfax", "Reuters"}


@given(
    st.lists(
        st.sampled_from(["Russia", "the", "U.S.", "Merkel", "said", "'s", ", ", "Philippines'", "é", "Republican"]), max_size=20
    )
)
def test_moved_spans_are_ordered_and_inside(words: list[str]):
    text = " ".join(words)
    swapped = exchange(text, step=1)
    edges = [edge for i in range(len(text) + 1) for edge in swapped.moved([(i, i)])[0][:1]]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(swapped.text) for edge in edges)
    assert swapped.moved([(0, len(text))]) == ((0, len(swapped.text)),)
