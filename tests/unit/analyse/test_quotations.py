"""Quote forms and the borders of contents."""

import pytest

from sayso.analyse.quotations import quote_form, trimmed
from sayso.analyse.words import split_words
from sayso.records.statements import Quote
from tests.unit.analyse.material import place, shown


@pytest.mark.parametrize(
    ("text", "marked", "form", "content"),
    [
        # all of it quoted, a sentence of its own: without the marks
        ("“The road is open,” she said.", "“The road is open,”", Quote.DIRECT, "The road is open,"),
        ("“The road is open,” she said.", "The road is open", Quote.DIRECT, "The road is open,"),
        ('"The road is open," she said.', '"The road is open,"', Quote.DIRECT, "The road is open,"),
        ("She said “The road is open.”", "The road is open", Quote.DIRECT, "The road is open."),
        ("She asked, “is it open?”", "is it open?", Quote.DIRECT, "is it open?"),
        ("«La route est ouverte», she said.", "«La route est ouverte»", Quote.DIRECT, "La route est ouverte"),
        # part of it quoted, or a fragment: with the marks
        ("She called the road “a disgrace”.", "the road “a disgrace”", Quote.MIXED, "the road “a disgrace”"),
        ("She called it “a disgrace”.", "a disgrace", Quote.MIXED, "“a disgrace”"),
        ('She called it "a disgrace".', "a disgrace", Quote.MIXED, '"a disgrace"'),
        ("She said it was “open at last”.", "it was “open at last", Quote.MIXED, "it was “open at last”"),
        ("She said the “road” met the “sea”.", "the “road” met the “sea”", Quote.MIXED, "the “road” met the “sea”"),
        # none of it quoted: without "that" and edge punctuation
        ("She said that it was open.", "that it was open.", Quote.INDIRECT, "it was open"),
        ("She said that, at last, it was open.", "that, at last, it was open.", Quote.INDIRECT, "at last, it was open"),
        ("She asked whether it was open.", "whether it was open", Quote.INDIRECT, "whether it was open"),
        ("It was open, she said.", "It was open,", Quote.INDIRECT, "It was open"),
        ("She said that.", "that", Quote.INDIRECT, "that"),
        ("She said they left the U.S.", "they left the U.S.", Quote.INDIRECT, "they left the U.S."),
        ("She said that thatched roofs burn.", "thatched roofs burn", Quote.INDIRECT, "thatched roofs burn"),
    ],
)
def test_form_and_borders(text: str, marked: str, form: Quote, content: str):
    words = split_words(text)
    span = place(text, marked)
    assert quote_form(words, [span]) is form
    assert shown(text, trimmed(words, [span])) == [content]


def test_a_stretch_without_letters_is_no_content():
    text = "“...” she said."
    assert trimmed(split_words(text), [place(text, "...")]) == []


def test_the_form_is_that_of_all_spans_together():
    text = "“The road,” she said, is open."
    words = split_words(text)
    quoted, plain = place(text, "“The road,”"), place(text, "is open")
    assert quote_form(words, [quoted]) is Quote.DIRECT
    assert quote_form(words, [quoted, plain]) is Quote.MIXED
    assert quote_form(words, []) is Quote.INDIRECT


def test_a_quotation_whose_closing_mark_is_missing_is_direct_up_to_its_paragraph():
    text = "“The road is open.\nIt rained."
    words = split_words(text)
    assert quote_form(words, [place(text, "The road is open.")]) is Quote.DIRECT
    assert quote_form(words, [place(text, "It rained")]) is Quote.INDIRECT
