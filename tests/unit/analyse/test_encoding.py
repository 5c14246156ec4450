"""Word pieces, units and windows."""

import unicodedata
from itertools import pairwise

import pytest

from sayso.analyse.encoding import CLS, SEP, UNKNOWN, case_of, encode, pieces_of, vocabulary

LONG = "Ann Lee said the road is open, and police denied that it was closed. " * 12 + "\n" + "The ferry left on time.\n" * 9


def written(form: str) -> list[str]:
    """The word pieces of a word, as they stand in the vocabulary."""
    by_number = {number: piece for piece, number in vocabulary().items()}
    return [by_number[number] for number in pieces_of(form)]


def reference(form: str) -> list[str]:
    """Greedy longest match first over the lower-cased word without accents, as first published for BERT."""
    letters = [ch for ch in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(ch) != "Mn"]
    plain = "".join(letters)
    out: list[str] = []
    while plain:
        prefix = "##" if out else ""
        fitting = [k for k in range(1, len(plain) + 1) if prefix + plain[:k] in vocabulary()]
        if not fitting:
            return ["[UNK]"]
        out.append(prefix + plain[: fitting[-1]])
        plain = plain[fitting[-1] :]
    return out or ["[UNK]"]


@pytest.mark.parametrize(
    ("form", "pieces"),
    [
        ("hello", "hello"),
        ("embeddings", "em ##bed ##ding ##s"),
        ("tokenization", "token ##ization"),
        ("unaffable", "una ##ffa ##ble"),
        ("Zürich", "zurich"),
        ("naïve", "naive"),
        ("antidisestablishmentarianism", "anti ##dis ##est ##ab ##lish ##ment ##arian ##ism"),
        (",", ","),
        ("🙂", "[UNK]"),
    ],
)
def test_known_words_give_the_published_pieces(form: str, pieces: str):
    assert written(form) == pieces.split()


def test_all_words_of_a_text_give_the_pieces_of_the_reference():
    text = "Quantitative easing, Wróblewski-style: 1.3 billion xylophonists re-examined 2024's €5bn ﬁgures in İzmir; ok_then?"
    for form in encode(text).words.forms:
        assert written(form) == reference(form)


def test_a_word_of_endless_length_is_unknown():
    assert pieces_of("x" * 101) == (UNKNOWN,)


def test_the_vocabulary_is_whole():
    vocab = vocabulary()
    assert len(vocab) == 30_522
    assert (vocab["[UNK]"], vocab["[CLS]"], vocab["[SEP]"]) == (UNKNOWN, CLS, SEP)


def test_case_classes_tell_the_shapes_of_words_apart():
    shapes = [case_of(form) for form in (",", "3rd", "road", "NATO", "Road", "iPhone")]
    assert len(set(shapes)) == len(shapes)
    assert 0 not in shapes
    assert case_of("A") == case_of("Road")


def test_each_word_is_in_one_unit_and_each_name_is_one():
    units = encode("Anna Lindqvist told Reuters in New York City.")
    assert len(units) == 6
    assert units.of_word.tolist() == [0, 0, 1, 2, 3, 4, 4, 4, 5]
    assert units.words.text[slice(*units.span(4, 4))] == "New York City"
    assert [len(p) for p, kind in zip(units.pieces, units.kind, strict=True) if kind >= 0] == [1, 1, 1]


def test_between_and_span_are_each_others_reverse_on_units():
    units = encode("Anna Lindqvist told Reuters that the road is open.")
    for unit in range(len(units)):
        assert list(units.between(*units.span(unit, unit))) == [unit]
    assert list(units.between(0, 4)) == [0]
    assert list(units.between(14, 15)) == []


def test_an_empty_text_has_no_units_and_no_windows():
    units = encode(" \n ")
    assert len(units) == 0
    assert units.windows(32) == []
    assert list(units.between(0, 3)) == []


@pytest.mark.parametrize(("size", "stride"), [(16, 1.0), (16, 0.5), (40, 0.8), (64, 0.8), (320, 0.8), (3, 1.0)])
def test_windows_cover_all_units_within_the_size(size: int, stride: float):
    units = encode(LONG)
    windows = units.windows(size, stride)
    assert {u for w in windows for u in range(w.first, w.last)} == set(range(len(units)))
    assert [w.first for w in windows] == sorted({w.first for w in windows})
    for window in windows:
        assert len(window.ids) == len(window.case) == len(window.quotation) <= size
        assert window.ids[0] == CLS
        assert window.ids[-1] == SEP
        assert len(window.heads) == window.last - window.first
        for unit, head in zip(range(window.first, window.last), window.heads, strict=True):
            assert window.ids[head] == units.pieces[unit][0]


def test_windows_overlap_when_the_stride_is_under_one_and_meet_when_it_is_one():
    units = encode(LONG)
    overlapping, meeting = units.windows(64, 0.8), units.windows(64)
    assert all(b.first < a.last for a, b in pairwise(overlapping))
    assert all(b.first == a.last for a, b in pairwise(meeting))


def test_an_offset_shortens_the_first_window_only():
    units = encode(LONG)
    first, second, *_ = units.windows(64, 1.0, 20)
    assert first.first == 0
    assert len(first.ids) <= 22
    assert second.first == first.last
    assert len(second.ids) > 55


def test_paragraphs_are_parted_by_a_separator():
    window = encode("It rained.\nIt stopped.").windows(32)[0]
    assert window.ids.count(SEP) == 2
    assert all(window.case[i] == 0 for i, piece in enumerate(window.ids) if piece in (CLS, SEP))


def test_a_word_longer_than_a_window_is_cut_to_it():
    units = encode("antidisestablishmentarianism rained")
    windows = units.windows(6)
    assert all(len(w.ids) <= 6 for w in windows)
    assert {u for w in windows for u in range(w.first, w.last)} == {0, 1}


def test_quotation_state_reaches_the_pieces():
    window = encode("He said “embeddings”.").windows(32)[0]
    assert window.quotation == [0, 0, 0, 2, 1, 1, 1, 1, 3, 0, 0]


def test_a_stretch_of_units_as_one_window():
    units = encode("It rained. Ann Lee said the road is open.")
    window = units.window(3, 8, 32)
    assert (window.first, window.last) == (3, 8)
    assert [window.ids[head] for head in window.heads] == [units.pieces[unit][0] for unit in range(3, 8)]
    short = units.window(3, 8, 6)
    assert len(short.ids) <= 6
    assert short.first == 3
    assert short.last < 8
