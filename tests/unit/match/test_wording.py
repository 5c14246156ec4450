"""The words of a text as texts are compared by them, where they stand, and where sentences end."""

import unicodedata

import numpy as np
import pytest

from sayso.match import wording as module
from sayso.match.wording import COMMON, DAY, FRAME, NAME, PLAIN, Wording
from sayso.records.anchors import Span


def words(text: str) -> list[int]:
    return [*map(int, Wording.of(text).words)]


def standing(text: str) -> list[str]:
    found = Wording.of(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Wording.of(text).bounds.tolist()]


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bridge", "the BRIDGE"),
        ("eleven ships", "11 ships"),
        ("Twenty-one ships", "21 ships"),
        ("twenty one ships", "21 ships"),
        ("ninety\N{NON-BREAKING HYPHEN}nine ships", "99 ships"),
        ("forty ships", "40 ships"),
        ("1,000 tons", "1000 tons"),
        ("12,345,678.9 tons", "12345678.9 tons"),
        ("the organisation", "the organization"),
        ("they analysed it", "they analyzed it"),
        ("a coloured harbour", "a colored harbor"),
        ("two metres from the centre", "two meters from the center"),
        ("travelling, cancelled", "traveling, canceled"),
        ("the defence of a licence", "the defense of a licence"),
        ("a dialogue, catalogues", "a dialog, catalogs"),
        ("kilogrammes", "kilograms"),
        ("nine tonnes", "nine tons"),
        ("a cease-fire", "a cease fire"),
        ("It doesn't", "It doesn’t"),
        ("the mayor's plan", "the mayor plan"),
        ("the mayor’s plan", "the mayor's plan"),
        ("“Go,” she said", "'Go', she said"),
        ("ＷＩＤＥ letters", "wide letters"),
        ("the o\N{LATIN SMALL LIGATURE FI}cer", "the ofi" + "cer"),
        ("a stra\N{LATIN SMALL LETTER SHARP S}e", "a STRASSE"),
    ],
)
def test_what_an_editor_changes_without_changing_the_words_is_folded(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11 ships", "12 ships"),
        ("1,5 metres", "15 metres"),
        ("three and 20", "23"),
        ("our hour", "or hor"),
        ("it is not", "it is"),
        ("mayor", "mayors"),
    ],
)
def test_other_words_stay_apart(one, other):
    assert words(one) != words(other)


def test_a_word_and_its_forms_have_one_stem():
    one, other = Wording.of("closed bridges quickly"), Wording.of("closing bridge quick")
    assert one.stems.tolist() == other.stems.tolist()
    assert one.words.tolist() != other.words.tolist()


def test_composed_and_decomposed_letters_are_the_same():
    text = "Zoë Nuñez met José in São Tomé."
    assert words(unicodedata.normalize("NFD", text)) == words(text)


def test_offsets_lead_back_to_the_text():
    text = "“Twenty-one  ships,” said O’Neil’s deputy, “and 1,000 tonnes.”"
    found = ["Twenty-one", "ships", "said", "O’Neil’s", "deputy", "and", "1,000", "tonnes"]
    assert standing(text) == found
    assert Wording.of(text).span(0, 1) == span(text, "Twenty-one  ships")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The road closed! Why? Nobody knew…", ["It rained.", "The road closed!", "Why?", "Nobody knew…"]),
        ("Mr. Poe met Dr. Lund. Both left.", ["Mr. Poe met Dr. Lund.", "Both left."]),
        ("J. R. Poe spoke. Then Ann left.", ["J. R. Poe spoke.", "Then Ann left."]),
        ("The U.S. Navy left. It rained.", ["The U.S. Navy left.", "It rained."]),
        ("It cost 3.5 crowns. 20 were sold.", ["It cost 3.5 crowns.", "20 were sold."]),
        ("At 5 p.m. it rained.", ["At 5 p.m. it rained."]),
        ("“It rained.” “Then it stopped.”", ["“It rained.”", "“Then it stopped.”"]),
        ('She said: "No." The end.', ['She said: "No."', "The end."]),
        ("A headline\nThe first line\n\nThe second", ["A headline", "The first line", "The second"]),
        ("It belongs to Acme Inc.\n\nThe firm grew.", ["It belongs to Acme Inc.", "The firm grew."]),
        ("  It rained. \n\t The road closed.  ", ["It rained.", "The road closed."]),
        ("They met. Émile spoke.", ["They met.", "Émile spoke."]),
        ("他说下雨了。路关了！为什么？", ["他说下雨了。", "路关了！", "为什么？"]),
        ("他说：“下雨了。”路关了。", ["他说：“下雨了。”", "路关了。"]),
        ("It rained. * * * The road closed.", ["It rained. * * * The road closed."]),
    ],
)
def test_where_sentences_end(text, expected):
    assert sentences(text) == expected


def test_lines_without_a_word_are_no_sentences():
    found = Wording.of("It rained.\n* * *\n—\nThe road closed.")
    assert found.sentences.tolist() == [0, 2, 5]
    assert found.lengths.tolist() == [2, 3]
    assert found.sentence_of.tolist() == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("text", ["", " \n ", "…", "😀 👍🏽 🎉", "— * — !?"])
def test_a_text_without_words_has_none(text):
    found = Wording.of(text, said=[Span(0, len(text))], frames=[Span(0, 1)])
    assert len(found) == 0
    assert found.sentences.tolist() == [0]
    assert found.bounds.shape == (0, 2)
    assert found.sentence_of.tolist() == found.lengths.tolist() == found.within(Span(0, 1)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Дождь шёл два дня", ["Дождь", "шёл", "два", "дня"]),
        ("هطل المطر يومين", ["هطل", "المطر", "يومين"]),
        ("ירד גשם יומיים", ["ירד", "גשם", "יומיים"]),
        ("Rain 🌧 fell", ["Rain", "fell"]),
        ("rain_fell", ["rain", "fell"]),
    ],
)
def test_words_of_other_scripts_and_signs(text, expected):
    assert standing(text) == expected


def test_words_tell_the_more_the_rarer_their_kind():
    found = Wording.of("the bridge may close on Monday near Karsk with 21 cars")
    expected = [COMMON, PLAIN, COMMON, PLAIN, COMMON, DAY, PLAIN, NAME, COMMON, NAME, PLAIN]
    assert found.weights == pytest.approx(expected)
    assert found.numbers.tolist() == [word == "21" for word in "the bridge may close on Monday near Karsk with 21 cars".split()]


def test_what_a_number_counts_belongs_to_it():
    text = "It carried 21 cars and a bus."
    found = Wording.of(text, quantities=[span(text, "21 cars")])
    assert [word for word, number in zip(standing(text), found.numbers, strict=True) if number] == ["21", "cars"]


def framed(text: str, **marks: list[Span]) -> list[str]:
    found = Wording.of(text, **marks)
    assert (found.weights[found.framed] <= np.float32(FRAME)).all()
    return [word for word, inside in zip(standing(text), found.framed, strict=True) if inside]


def test_source_and_cue_tell_little():
    text = "Ann Poe said the bridge would close. Karsk waits."
    assert framed(text, frames=[span(text, "Ann Poe"), span(text, "said")]) == ["Ann", "Poe", "said"]


def test_what_stands_beside_what_is_said_tells_little_in_that_sentence_only():
    text = "After a long night Ann Poe said the bridge would close. Karsk waits."
    said = [span(text, "the bridge would close")]
    assert framed(text, said=said) == ["After", "a", "long", "night", "Ann", "Poe", "said"]


def test_a_frame_inside_what_is_said_tells_little_as_well():
    text = "Ann said that Bo had called the bridge safe."
    assert framed(text, said=[span(text, text[9:-1])], frames=[span(text, "Bo had called")]) == [
        "Ann",
        "said",
        "Bo",
        "had",
        "called",
    ]


def test_frames_leave_words_stems_and_places_as_they_are():
    text = "Ann Poe said the bridge would close."
    one, other = Wording.of(text), Wording.of(text, frames=[Span(0, len(text))])
    assert one.words.tolist() == other.words.tolist()
    assert one.stems.tolist() == other.stems.tolist()
    assert one.bounds.tolist() == other.bounds.tolist()


def test_the_sentences_of_a_span():
    text = "It rained for two days. The road closed. Nobody came by bus or by train."
    found = Wording.of(text)
    assert found.within(span(text, "two days")) == [0]
    assert found.within(span(text, "for two days. The road closed. Nobody")) == [0, 1]
    assert found.within(span(text, "days. The road closed. Nobody")) == [1]
    assert found.within(Span(0, len(text))) == [0, 1, 2]


def test_emptying_the_words_met_so_far_changes_nothing(monkeypatch):
    text = "The mayor of Karsk said on Monday that 21 ships and eleven boats had left the harbour."
    before = Wording.of(text)
    monkeypatch.setattr(module, "_FORMS", module._Forms())
    monkeypatch.setattr(module._Forms, "LARGEST", 3)
    after = Wording.of(text)
    assert len(module._FORMS) <= 3
    for name in ("words", "stems", "weights", "numbers"):
        assert getattr(before, name).tolist() == getattr(after, name).tolist()


def test_words_have_the_same_numbers_on_every_machine():
    found = Wording.of("The bridges of Karsk")
    assert found.words.tolist() == [6834963867258796590, -781445638310848040, -4720260786216218989, -121958163125743750]
    assert found.stems.tolist() == [6834963867258796590, 1826855856705851500, -4720260786216218989, -121958163125743750]


def test_a_capital_that_opens_a_sentence_makes_no_name():
    assert weights("Police in Karsk left.") == [("Police", PLAIN), ("in", COMMON), ("Karsk", NAME), ("left", PLAIN)]
    assert weights("Port Ellis waits.")[0] == ("Port", NAME)
    assert weights("Karsk waits. Ships left Karsk.")[0] == ("Karsk", NAME)


def test_many_words_beside_what_is_said_say_something_of_their_own():
    text = "The attacks set fires at a plant and an oil field near Karsk, which state media said were under control."
    said = [Span(text.index("were under"), len(text) - 1)]
    told = dict(weights(text, said=said))
    assert (told["attacks"], told["control"]) == (PLAIN, PLAIN)
    short = "On Friday, state media said the fires were under control."
    assert dict(weights(short, said=[Span(short.index("the fires"), len(short) - 1)]))["media"] == FRAME


def weights(text: str, **parts):
    wording = Wording.of(text, **parts)
    words = [text[start:end] for start, end in zip(wording.starts, wording.ends, strict=True)]
    return list(zip(words, (pytest.approx(weight) for weight in wording.weights.tolist()), strict=True))
