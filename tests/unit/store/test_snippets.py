import pytest

from sayso.store.query import parse
from sayso.store.snippets import WIDTH, marks_in, pattern_of, snippet

FILLER = "nothing of note was said about it " * 20


def marked(query: str, text: str) -> list[str]:
    return [text[a:b] for a, b in marks_in(text, pattern_of(parse(query).root, None))]


def shown(query: str, text: str):
    return snippet(text, pattern_of(parse(query).root, None))


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("storm", "Storms, a storm; STORM. stormy", ["storm", "STORM"]),
        ("storm*", "Storms, a storm", ["Storms", "storm"]),
        ('"the storm"', "the storm, the  “storm”, the\nstorm, the big storm", ["the storm", "the  “storm", "the\nstorm"]),
        ("storm -surge", "storm surge", ["storm"]),
        ("title:storm surge", "storm surge", ["surge"]),
        ("strasse", "Straße und Strasse", ["Straße", "Strasse"]),
        ("finance", "ﬁnance fi\u00adnance", ["ﬁnance", "fi\u00adnance"]),
        ("zurich", "Zu\u0308rich Zürich", ["Zu\u0308rich", "Zürich"]),
        ("harb* OR harbour", "harbour", ["harbour"]),
        ("force:denies", "denies", []),
        ("日本", "日本 日本語", ["日本"]),
    ],
)
def test_the_words_of_a_query_are_marked_as_written(query: str, text: str, words: list[str]):
    assert marked(query, text) == words


def test_a_short_text_is_shown_whole():
    found = shown("storm", "A storm\ncame.")
    assert (found.text, found.marks, found.start) == ("A storm came.", ((2, 7),), 0)
    assert not found.more_before
    assert not found.more_after


def test_the_stretch_with_most_different_words_is_shown():
    text = f"storm storm storm {FILLER} a harbour in a storm {FILLER} storm"
    found = shown("storm harbour", text)
    assert [found.text[a:b] for a, b in found.marks] == ["harbour", "storm"]
    assert text[found.start : found.start + len(found.text)] == found.text


def test_a_stretch_begins_and_ends_between_words():
    text = f"{FILLER}storm {FILLER}"
    found = shown("storm", text)
    assert (found.more_before, found.more_after) == (True, True)
    assert text[found.start - 1] == text[found.start + len(found.text)] == " "
    assert len(found.text) <= WIDTH


def test_a_text_without_spaces_is_cut_anywhere():
    found = shown("storm", "x" * 1_000 + ".storm." + "x" * 1_000)
    assert [found.text[a:b] for a, b in found.marks] == ["storm"]
    assert len(found.text) == WIDTH


def test_a_phrase_longer_than_the_stretch_is_shown_whole():
    text = f"{FILLER}one{' ' * 300}two {FILLER}"
    found = shown('"one two"', text)
    assert [found.text[a:b] for a, b in found.marks] == [f"one{' ' * 300}two"]


def test_without_words_the_beginning_asked_for_is_shown():
    found = snippet(f"Title\n{FILLER}", None, otherwise=6)
    assert found.text.startswith("nothing of note")
    assert (found.start, found.marks) == (6, ())
