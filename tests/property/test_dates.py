"""Whatever is written as a date, reading it never fails, and what is read is a date."""

from datetime import datetime
from html import escape

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HTMLParser, document_fromstring

from sayso.parse.dates import dated_line, iso_of, url_date
from sayso.parse.publication import page_dates

PIECES = """
    2019 19 5 05 31 32 may mai 12. 1er ( ) , : / - . T Z +0530 -9900 GMT 10:30 99:99 p.m. updated Published am
    0 年 月 日 1619727063
"""
BITS = st.lists(st.sampled_from(PIECES.split()), max_size=12)
WORDS = st.one_of(st.text(max_size=60), BITS.map(" ".join), BITS.map("".join))


@given(WORDS)
def test_words(words):
    value = iso_of(words)
    assert value is None or datetime.fromisoformat(value)
    line = dated_line(words)
    assert line is None or all(datetime.fromisoformat(one.value) for one in line.mentions)
    address = url_date(f"https://example.org/{words}/")
    assert address is None or datetime.fromisoformat(address.value)


@given(WORDS, WORDS, WORDS)
def test_pages(declared, shown, linked):
    page = (
        f'<html><head><meta name="date" content="{escape(declared)}"></head><body><h1>A bridge opens</h1><p>{escape(shown)}</p>'
        f'<p>Ann <time datetime="{escape(linked)}">today</time></p></body></html>'
    )
    tree = document_fromstring(page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    found = page_dates(tree, {"datePublished": linked, "dateModified": [shown]}, title="A bridge opens", url=shown)
    assert all(datetime.fromisoformat(mention.value) for mention in found)
