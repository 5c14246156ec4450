"""Words, paragraphs, sentences and quotation state of short texts."""

import pytest

from sayso.analyse.words import Quotation, Words, split_words


def sentences(text: str) -> list[str]:
    """The sentences of a text, each as written."""
    words = split_words(text)
    numbers = words.sentence.tolist()
    out = []
    for number in sorted(set(numbers)):
        covered = [i for i, n in enumerate(numbers) if n == number]
        out.append(text[int(words.starts[covered[0]]) : int(words.ends[covered[-1]])])
    return out


def inside(words: Words) -> list[str]:
    return [form for form, state in zip(words.forms, words.quotation.tolist(), strict=True) if state == Quotation.INSIDE]


def test_words_are_runs_of_letters_and_digits_or_single_marks():
    assert split_words("It's 3.5% of snake_case, no?").forms == "It ' s 3 . 5 % of snake_case , no ?".split()


@pytest.mark.parametrize("text", ["", " \n\t \u2003"])
def test_a_text_without_visible_characters_has_no_words(text: str):
    words = split_words(text)
    assert len(words) == 0
    assert words.forms == []
    assert len(words.starts) == len(words.quotation) == 0
    assert list(words.between(0, len(text))) == []


def test_a_line_break_opens_a_paragraph_and_a_sentence():
    words = split_words("One two\nthree.\n\nFour")
    assert words.paragraph.tolist() == [0, 0, 1, 1, 2]
    assert words.sentence.tolist() == [0, 0, 1, 1, 2]


def test_between_gives_the_words_that_a_stretch_touches():
    text = "The road is open"
    words = split_words(text)
    assert list(words.between(4, 8)) == [1]
    assert list(words.between(5, 10)) == [1, 2]
    assert list(words.between(3, 4)) == []
    assert list(words.between(0, len(text))) == [0, 1, 2, 3]
    assert list(words.between(6, 6)) in ([], [1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The road closed.", ["It rained.", "The road closed."]),
        ("Why? Nobody knew! Then it opened… They left.", ["Why?", "Nobody knew!", "Then it opened…", "They left."]),
        ("Dr. Lee met Sen. Ortiz at St. Anne's.", ["Dr. Lee met Sen. Ortiz at St. Anne's."]),
        ("A report by J. K. Osei said so.", ["A report by J. K. Osei said so."]),
        ("The U.S. Navy sailed.", ["The U.S. Navy sailed."]),
        ("Acme Corp. Ltd. fell on Jan. 3 by 2.5 points.", ["Acme Corp. Ltd. fell on Jan. 3 by 2.5 points."]),
        ("It cost 3. million or so.", ["It cost 3. million or so."]),
        ("“It is open.” Police left.", ["“It is open.”", "Police left."]),
        ('"It is open." Police left.', ['"It is open."', "Police left."]),
        ("“It is open?” she asked.", ["“It is open?” she asked."]),
        ("He left. “It is open,” she said.", ["He left.", "“It is open,” she said."]),
        ("It closed. 250 people left.", ["It closed.", "250 people left."]),
        ("It closed (on Monday.) Then it opened.", ["It closed (on Monday.)", "Then it opened."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]):
    assert sentences(text) == expected


def test_quotation_state_of_curly_marks():
    words = split_words("She said “it is open” today")
    assert [Quotation(q).name for q in words.quotation.tolist()] == [
        "OUTSIDE", "OUTSIDE", "OPENS", "INSIDE", "INSIDE", "INSIDE", "CLOSES", "OUTSIDE",
    ]  # fmt: skip


@pytest.mark.parametrize(("opens", "closes"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "”")])
def test_every_kind_of_mark_opens_and_closes(opens: str, closes: str):
    words = split_words(f"She said {opens}it is open{closes} and {opens}go{closes} today")
    assert inside(words) == ["it", "is", "open", "go"]


def test_a_missing_closing_mark_ends_with_its_paragraph():
    words = split_words("“It is open\nThe road was wet")
    assert inside(words) == ["It", "is", "open"]


def test_apostrophes_and_single_marks_leave_the_state_alone():
    assert inside(split_words("It’s Ann's ‘best’ road")) == []
    assert inside(split_words("“It’s Ann's road”")) == ["It", "’", "s", "Ann", "'", "s", "road"]


def test_marks_within_a_quotation_are_inside_it():
    words = split_words("“Open, at last!”")
    assert [Quotation(q).name for q in words.quotation.tolist()][1:-1] == ["INSIDE"] * 5


def test_the_sentence_of_a_place_is_that_of_its_word_or_of_the_next():
    words = split_words("It rained. It rains.")
    assert [words.sentence_at(place) for place in (0, 5, 10, 11, 19, 20)] == [0, 0, 1, 1, 1, 1]
    assert split_words(" ").sentence_at(0) == 0
