"""Which captures are versions of one thing."""

from dataclasses import replace

import pytest

from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.evidence import Kept
from sayso.workspace import lines

KEPT = Kept(1, "2026-01-01T00:00:00Z", "a" * 64, 5, "b" * 64, None, "a.html", "file", None, None, None, None, None, None)
ARTICLE = Document("0123456789abcdef", "Ann Lee said no.", language="en")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("HTTPS://News.Example:443/a?id=1&utm_source=x#top", "https://news.example/a?id=1"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://news.example/a?fbclid=1", "http://news.example/a"),
        ("http://news.example/a?b=%20c", "http://news.example/a?b=%20c"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("http://[broken/a", "http://[broken/a"),
    ],
)
def test_one_page_has_one_address(given: str, wanted: str):
    assert lines.canonical_address(given) == wanted
    assert lines.canonical_address(wanted) == wanted


def test_the_address_wins_over_the_name_and_the_name_over_the_text():
    named = replace(KEPT, doc_id="d1")
    assert lines.line_key(replace(named, url="http://A.example/x"), ARTICLE) == "url:http://a.example/x"
    assert lines.line_key(KEPT, replace(ARTICLE, url="http://a.example/x")) == "url:http://a.example/x"
    assert lines.line_key(named, ARTICLE) == "name:d1"
    assert lines.line_key(KEPT, ARTICLE) == "text:0123456789abcdef"


def test_the_same_text_at_two_outlets_is_two_documents():
    ids = {lines.document_id(lines.line_id(f"url:http://{host}.example/"), ARTICLE) for host in "ab"}
    assert len(ids) == 2


def test_a_reading_is_shared_only_where_the_reader_sees_the_same():
    one = lines.reading_id(ARTICLE, method="reader@1")
    assert one == lines.reading_id(replace(ARTICLE, title="Other", url="http://x.example/"), method="reader@1")
    others = [
        lines.reading_id(ARTICLE, method="reader@2"),
        lines.reading_id(replace(ARTICLE, boilerplate=(Span(0, 3),)), method="reader@1"),
        lines.reading_id(replace(ARTICLE, headings=(Span(0, 3),)), method="reader@1"),
        lines.reading_id(replace(ARTICLE, language="de"), method="reader@1"),
    ]
    assert len({one, *others}) == 5


def test_spacing_and_surroundings_do_not_count_as_prose():
    one = Document("a", "Follow us!\nAnn Lee said 12.\nBo agreed.", language="en", boilerplate=(Span(0, 11),))
    assert lines.prose_id(one) == lines.prose_id(Document("b", "Ann Lee said 12. \n\n Bo agreed.\n", language="en"))


@pytest.mark.parametrize("text", ["Ann Lee said 120.\nBo agreed.", "Ann Lee said 12.", ""])
def test_a_changed_figure_or_a_missing_line_is_another_prose(text: str):
    assert lines.prose_id(Document("b", text, language="en")) != lines.prose_id(
        Document("a", "Ann Lee said 12.\nBo agreed.", language="en")
    )
