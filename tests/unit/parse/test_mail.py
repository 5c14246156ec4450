"""E-mail: parts, headers, broken lines, quoted text."""

import pytest

from sayso.errors import ParseFailed

HEAD = (
    "From: Tidewater Review <news@example.org>\nTo: a@example.org\nSubject: Fwd: Re: Bridge to open\n"
    "Date: Sun, 3 May 2020 10:00:00 +0200\nMIME-Version: 1.0\n"
)
BODY = (
    "The council of Harbourton met on Monday and agreed to repair the old\nbridge, which has been closed since a storm.\n\n"
    "Short.\nLines.\n\n> Earlier words\n\n-- \nAnn Poe\n"
)


def test_a_text_message_is_read_with_its_headers(read):
    document = read(HEAD + "Content-Type: text/plain; charset=utf-8\n\n" + BODY, "message/rfc822")
    assert document.text.split("\n")[:3] == [
        "The council of Harbourton met on Monday and agreed to repair the old bridge, which has been closed since a storm.",
        "Short.",
        "Lines.",
    ]
    assert document.title == "Bridge to open"
    assert document.outlet == "Tidewater Review"
    assert [(date.value, date.how) for date in document.dates] == [("2020-05-03T10:00:00+02:00", "Date header of the message")]
    assert [document.text[start:end] for start, end in document.boilerplate] == ["> Earlier words", "--", "Ann Poe"]


def test_the_page_is_read_when_the_text_part_holds_little(read):
    page = (
        "<html><body>"
        + "<p>The mayor said that the bridge would open again in spring, and people were glad.</p>" * 12
        + "</body></html>"
    )
    message = (
        HEAD + 'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\nSee the web page.\n'
        "--x\nContent-Type: text/html; charset=utf-8\n\n" + page + "\n--x--\n"
    )
    assert read(message).text.startswith("The mayor said")


def test_the_day_of_sending_comes_before_days_in_the_page(read):
    page = "<html><body><h1>Bridge to open</h1><p>1 May 2020</p>" + "<p>The mayor said so, and people were glad.</p>" * 12
    document = read(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + page + "</body></html>", "message/rfc822")
    assert [date.value for date in document.dates] == ["2020-05-03T10:00:00+02:00", "2020-05-01"]


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n", "encrypted"),
        ("Content-Type: text/plain\n\n   \n", "no text"),
        (
            'Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf; name="a.pdf"\n\n'
            "JVBERi0xLjQK\n--x--\n",
            "no text",
        ),
    ],
)
def test_messages_without_readable_text_say_so(read, rest, words):
    with pytest.raises(ParseFailed, match=words) as caught:
        read(HEAD + rest, "message/rfc822")
    assert caught.value.hint
