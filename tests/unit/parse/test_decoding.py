"""Character sets: what is told, what is refused, what is said about it."""

import pytest

from sayso.errors import ParseFailed
from sayso.parse.decoding import decode_html, decode_text

WORDS = "The café said “no” – it’s a naïve plan, and nobody at the harbour thinks it will work in May."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_forms_are_told_without_a_word_from_the_sender(name):
    assert decode_text(WORDS.encode(name), charset=None) == (WORDS, ())


def test_windows_1252_is_read_with_a_notice():
    text, notices = decode_text(WORDS.encode("cp1252"), charset=None)
    assert text == WORDS
    assert "Windows-1252" in notices[0][0]


def test_a_declared_set_is_believed_unless_the_bytes_are_utf8():
    assert decode_text("Šišky".encode("iso-8859-2"), charset="ISO-8859-2")[0] == "Šišky"
    assert decode_text(WORDS.encode(), charset="latin-1")[0] == WORDS
    assert decode_text(WORDS.encode(), charset="no-such-set")[0] == WORDS


def test_a_file_cut_in_a_character_is_read_with_a_notice():
    text, notices = decode_text("It ends so “".encode()[:-1], charset=None)
    assert text == "It ends so "
    assert "cut off" in notices[0][0]


def test_damage_from_reading_utf8_as_windows_1252_is_told():
    _, notices = decode_text("“One” and “two” — “three”".encode().decode("cp1252", "ignore").encode(), charset=None)
    assert "damaged" in notices[0][0]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 50, b"text\x00with nul", "Министр".encode("koi8-r") * 9, b"\xff\xfe\x00\xd8\x00"]
)
def test_what_cannot_be_told_is_refused(data):
    with pytest.raises(ParseFailed):
        decode_text(data, charset=None)


def test_pages_declare_their_own_set():
    page = '<html><head><meta charset="windows-1251"></head><p>Министр</p>'
    assert "Министр" in decode_html(page.encode("cp1251"), charset=None)[0]
    assert "Министр" in decode_html(page.encode("utf-8-sig"), charset=None)[0]
    text, notices = decode_html(b"<p>caf\xe9 and more", charset="utf-8")
    assert "café" in text
    assert notices
