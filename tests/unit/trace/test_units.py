"""What articles say, and which of it is the same."""

from itertools import permutations

from sayso.trace.units import Unit, grouped
from tests.unit.trace.conftest import BRIDGE, HARVEST, Said, units_of

CLAIM = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
OTHER = "farmers along the Orlen expect the best cherry harvest for seven years"
SAID, SAID_OTHER = f"Ann Lee said that {CLAIM}.", f"Bo Roe told us that {OTHER}."


def ids(groups: list[list[Unit]]) -> list[list[str]]:
    return [[one.unit_id for one in group] for group in groups]


def saying(document_id: str, *said: str) -> list[Unit]:
    """An article with one statement for each sentence given."""
    known = {SAID: Said(CLAIM, "Ann Lee"), SAID_OTHER: Said(OTHER, "Bo Roe", "told")}
    return units_of(document_id, *said, said=[known[one] for one in said])


def test_statements_and_own_assertions_come_in_order_of_place():
    own = BRIDGE[1].removesuffix(".")
    found = units_of(
        "a", BRIDGE[1], SAID, SAID_OTHER, said=[Said(OTHER, "Bo Roe", "told"), Said(CLAIM, "Ann Lee"), Said(own, cue="")]
    )
    assert [one.unit_id for one in found] == ["a:o1", "a:s2", "a:s1"]
    assert [one.statement is None for one in found] == [True, False, False]
    text = found[0].article.document.text
    assert [text[slice(*one.spans[0])] for one in found] == [own, CLAIM, OTHER]
    assert all(one.content.stems for one in found)


def test_an_article_that_says_nothing_has_none():
    assert units_of("a", *HARVEST) == []
    assert grouped([]) == []


def test_what_says_the_same_is_one_group_and_each_unit_is_in_one():
    every = [*saying("b", SAID_OTHER, SAID), *saying("a", SAID), *saying("c", SAID_OTHER)]
    assert ids(grouped(every)) == [["a:s1", "b:s2"], ["b:s1", "c:s1"]]


def test_the_order_of_the_units_changes_nothing():
    every = [*saying("a", SAID), *saying("b", SAID, SAID_OTHER), *saying("c", SAID_OTHER)]
    assert {str(ids(grouped(some))) for some in permutations(every)} == {"[['a:s1', 'b:s1'], ['b:s2', 'c:s1']]"}


def test_units_of_one_article_are_not_compared_with_each_other():
    twice = units_of(
        "a",
        SAID,
        f"{CLAIM[0].upper()}{CLAIM[1:]}.",
        said=[Said(CLAIM, "Ann Lee"), Said(f"{CLAIM[0].upper()}{CLAIM[1:]}", cue="")],
    )
    assert ids(grouped(twice)) == [["a:o1"], ["a:s1"]]


def test_they_meet_through_another_article():
    twice = units_of(
        "a",
        SAID,
        f"{CLAIM[0].upper()}{CLAIM[1:]}.",
        said=[Said(CLAIM, "Ann Lee"), Said(f"{CLAIM[0].upper()}{CLAIM[1:]}", cue="")],
    )
    assert ids(grouped([*twice, *saying("b", SAID)])) == [["a:o1", "a:s1", "b:s1"]]


def test_a_new_article_touches_only_the_groups_that_it_joins():
    before = [*saying("a", SAID), *saying("b", SAID_OTHER)]
    after = grouped([*before, *saying("c", SAID)])
    assert ids(after) == [["a:s1", "c:s1"], ["b:s1"]]


def test_few_words_are_enough():
    content = "Karsk bridge closed"
    every = [*(units_of(key, f"Ann Lee said {content}.", said=[Said(content, "Ann Lee")]) for key in "ab")]
    assert ids(grouped([one for some in every for one in some])) == [["a:s1", "b:s1"]]


def test_less_is_enough_where_the_articles_share_names():
    one = "the old bridge will be closed"
    other = "the old bridge should be painted by volunteers"

    def both(*aside: str) -> list[Unit]:
        contents = {"a": one, "b": other}
        made = (
            units_of(key, f"Ann Lee said that {words}.", *aside, said=[Said(words, "Ann Lee")])
            for key, words in contents.items()
        )
        return [unit for some in made for unit in some]

    assert ids(grouped(both("It crosses the Sella at Karsk."))) == [["a:s1", "b:s1"]]
    assert ids(grouped(both("It crosses a river."))) == [["a:s1"], ["b:s1"]]
