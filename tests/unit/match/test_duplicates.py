"""Who stands behind whom."""

import numpy as np

from sayso.match.duplicates import LOOKED_AT, digest, groups
from sayso.match.seeds import seeds
from sayso.match.wording import Wording

TEXT = " ".join(f"word{n}" for n in range(600))


def leaders(*texts: str) -> list[int]:
    words = [Wording.of(text).words for text in texts]
    return list(groups([digest(some) for some in words], [np.unique(seeds(some).hashes) for some in words]))


def sets(*given: list[int]) -> list[int]:
    return list(groups([b"%d" % n for n in range(len(given))], [np.array(one, dtype=np.int64) for one in given]))


def test_what_is_folded_makes_no_difference():
    assert leaders("Two ships collided.", "Rain.", "TWO ships collided", "2 ships collided!") == [0, 1, 0, 0]


def test_documents_without_words_are_nobodys_duplicates():
    assert leaders("", "...", "") == [0, 1, 2]
    assert digest(np.array([], dtype=np.int64)) == b""


def test_no_documents_have_no_leaders():
    assert leaders() == []


def test_a_light_edit_makes_no_difference():
    edited = TEXT.replace("word300 ", "changed ").replace("word501 ", "")
    assert leaders(TEXT, "Something else", edited, TEXT) == [0, 1, 0, 0]


def test_an_edit_of_every_paragraph_does():
    edited = " ".join("changed" if n % 50 == 7 else word for n, word in enumerate(TEXT.split()))
    assert leaders(TEXT, edited, edited) == [0, 1, 1]


def test_a_copied_paragraph_does_not_make_a_duplicate():
    other = " ".join(f"other{n}" for n in range(500))
    assert leaders(TEXT, other + " " + TEXT[: len(TEXT) // 6]) == [0, 1]


def test_nine_of_ten_seeds_are_enough_and_fewer_are_not():
    ten = list(range(10))
    assert sets(ten, ten[:9]) == [0, 0]
    assert sets(ten[:9], ten) == [0, 0]
    assert sets(ten, ten[:8]) == [0, 1]
    assert sets(list(range(100)), list(range(5, 105))) == [0, 0]
    assert sets(list(range(100)), list(range(6, 106))) == [0, 1]


def test_each_member_is_like_its_leader():
    first, second, third = list(range(100)), list(range(5, 105)), list(range(10, 110))
    assert sets(first, second, third) == [0, 0, 2]
    assert sets(second, first, third) == [0, 0, 0]


def test_the_same_words_as_those_of_a_member_lead_to_its_leader():
    nearly = TEXT.replace("word300 ", "changed ")
    assert leaders(TEXT, nearly, nearly.upper()) == [0, 0, 0]


def test_a_seed_that_thousands_share_makes_nobody_look_at_thousands():
    many = [[1, 2, *range(1000 * n, 1000 * n + 3)] for n in range(1, 10 * LOOKED_AT)]
    assert sets(*many) == list(range(len(many)))
