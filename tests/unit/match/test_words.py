"""What a reader of a comparison sees: changes where they are, whole stretches where a sentence was written anew."""

import pytest

from sayso.match.tokens import count_words
from sayso.match.words import Change, Kind, differences
from sayso.records.anchors import Span


def marked(left: str, right: str) -> str:
    """Both texts in one: [-removed-]{+added+}, equal words as they stand on the right."""
    parts = []
    for one in differences(left, right):
        old, new = left[one.left.start : one.left.end], right[one.right.start : one.right.end]
        if one.kind is Kind.EQUAL:
            parts.append(new)
        else:
            parts += [f"[-{old}-]" if old.strip() else "", f"{{+{new}+}}" if new.strip() else ""]
    return "".join(parts)


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ("At least 250 people died.", "At least 2,500 people died.", "At least [-250 -]{+2,500 +}people died."),
        ("It cost $2.5bn.", "It cost $3bn.", "It cost $[-2.5bn-]{+3bn+}."),
        ("On 20-30 May", "On 20-35 May", "On [-20-30 -]{+20-35 +}May"),
        ("They don't agree", "They don’t agree", "They [-don't -]{+don’t +}agree"),
        ("It may rain, he said.", "It will rain; he said.", "It [-may -]{+will +}rain[-, -]{+; +}he said."),
        ("so said Ann", "so said Ann.", "so said Ann{+.+}"),
        ("pay\u200bment came", "payment came", "[-pay\u200bment -]{+payment +}came"),
        ("東京都は火曜", "東京都は水曜", "東京都は[-火-]{+水+}曜"),
    ],
)
def test_numbers_words_and_signs_change_one_by_one(left, right, both):
    assert marked(left, right) == both


def test_an_added_sentence_is_shown_whole():
    assert marked("He left. He ate.", "He left. He came. He ate.") == "He left. {+He came. +}He ate."


def test_a_removed_paragraph_is_shown_whole():
    left = "The mayor spoke.\n\nThe mayor left.\n\nThe end."
    assert marked(left, "The mayor spoke.\n\nThe end.") == "The mayor spoke.\n\n[-The mayor left.\n\n-]The end."


def test_a_sentence_written_anew_is_one_change():
    left = "Before. Police said that the fire broke out at about 3 a.m. in the basement and spread to the roof. After."
    right = "Before. It began before dawn in a cellar, firefighters told the radio, and reached the top in minutes. After."
    assert [one.kind for one in differences(left, right)] == [Kind.EQUAL, Kind.REPLACED, Kind.EQUAL]


def test_many_small_changes_in_a_row_are_one():
    assert marked("1 a 2 b 3 c 4 d 5", "one a two b three c four d 5") == "[-1 a 2 b 3 c 4 -]{+one a two b three c four +}d 5"


def test_an_unchanged_sentence_between_rewritten_ones_stays():
    left = (
        "All of the seven bridges in the town were closed. He did not reply. Nobody had seen the engineers since Monday night."
    )
    right = (
        "Traffic was stopped everywhere near our river. He did not reply. Some workers went home at noon without any notice."
    )
    assert "He did not reply" in [
        left[slice(*one.left)].strip(" .") for one in differences(left, right) if one.kind is Kind.EQUAL
    ]


def test_a_moved_paragraph_is_removed_here_and_added_there():
    left = "First of all.\n\nSecond comes this one.\n\nThird is longer than the others by far.\n\nFourth too is quite long."
    first, second, *rest = left.split("\n\n")
    kinds = [one.kind for one in differences(left, "\n\n".join([first, *rest, second]))]
    assert sorted(kinds) == [Kind.ADDED, Kind.EQUAL, Kind.EQUAL, Kind.REMOVED]


def test_white_space_soft_hyphens_and_composition_do_not_count():
    left = "The caf\u00e9 was full.\nNobody left."
    right = "The cafe\u0301  was\nfull.\n\nNo\u00adbody left."
    assert differences(left, right) == (Change(Kind.EQUAL, Span(0, len(left)), Span(0, len(right))),)


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("", "", []),
        (" ", "\n\n", [Kind.EQUAL]),
        ("", "word", [Kind.ADDED]),
        ("word", "  ", [Kind.REMOVED]),
        ("one", "two", [Kind.REPLACED]),
        ("  one", "one", [Kind.EQUAL]),
    ],
)
def test_texts_without_words_have_differences_too(left, right, kinds):
    assert [one.kind for one in differences(left, right)] == kinds


def test_a_long_text_without_paragraphs_is_aligned_to_the_word():
    words = [f"word{i % 997}x{i // 997}" for i in range(20_000)]
    other = [f"new{i}" if i % 50 == 0 else word for i, word in enumerate(words)]
    changes = differences(" ".join(words), " ".join(other))
    assert sum(one.kind is Kind.REPLACED for one in changes) == 400
    assert len(changes) == 800


def test_texts_that_repeat_two_words_end():
    assert differences("a b " * 5000, "b a a b " * 2500)
    assert differences("a " * 10_000, "b a " * 5000)


def test_words_are_counted_with_numbers_and_without_signs():
    assert count_words("“At least 2,500,” she said – twice.") == 6
