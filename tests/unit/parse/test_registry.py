"""Which parser reads what, what is refused and how, and what the document holds."""

import pytest

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.limits import Limits
from sayso.parse.registry import kind_of
from sayso.records.anchors import content_id
from sayso.records.documents import Capture

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    "text", ["One.\r\nTwo.\n", "  Leading space\n\n\n", "Tab\tand \u00a0 and \u200b", "<b>not a page</b>", "🙂 " * 5]
)
def test_plain_text_is_the_input_unchanged(read, text):
    assert read(text, "text/plain").text == text
    assert read(text, "text/plain", how="jsonl").text == text


def test_the_id_comes_from_the_text(read):
    assert read("The mayor agreed.").document_id == content_id(b"The mayor agreed.")[:16]


@pytest.mark.parametrize(
    ("data", "media_type", "kind"),
    [
        (b"%PDF-1.7", "text/plain", "pdf"),
        (b"PK\x03\x04", "text/html", "docx"),
        (b"  <!-- x --> <!DOCTYPE html><p>", "text/plain", "html"),
        (b"<p>A page</p>", None, "html"),
        (b"<p>A page</p>", "text/plain", "text"),
        (b"# Title", "text/markdown", "markdown"),
        (b"From: a@b.c\nTo: d@e.f\nSubject: x\n\nText", None, "mail"),
        (b"From: here to there.\nNothing else.", None, "text"),
        (b"Plain", None, "text"),
    ],
)
def test_the_bytes_win_over_the_name(data, media_type, kind):
    assert kind_of(Capture(data, "x", "file", media_type)) == kind


def test_lines_of_jsonl_are_text_whatever_they_look_like():
    assert kind_of(Capture(b"%PDF-1.7 is how a PDF begins.", "x", "jsonl", "text/plain")) == "text"


@pytest.mark.parametrize(
    ("data", "media_type", "words"),
    [
        (b"", None, "empty"),
        (b" \n\t ", "text/plain", "empty"),
        (b"\xef\xbb\xbf", "text/plain", "empty"),
        (bytes(range(256)) * 4, None, "binary"),
        (b"\x89PNG\r\n", None, "picture"),
        (b"\x1f\x8b\x08", None, "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), DOCX, "password"),
        (b"no pdf", "application/pdf", "not one"),
        (b"PK\x03\x04 cut off", DOCX, "damaged"),
        (b"{\\rtf1 x}", None, "RTF"),
        (b"RIFF1234WEBP", None, "picture"),
        ("日本語の記事".encode("shift_jis"), "text/plain", "character set"),
    ],
)
def test_what_cannot_be_read_says_why_names_the_item_and_a_remedy(read, data, media_type, words):
    with pytest.raises(ParseFailed, match=words) as caught:
        read(data, media_type)
    assert caught.value.subject == "item"
    assert caught.value.hint


def test_a_text_too_long_for_an_article_is_refused(read):
    with pytest.raises(LimitExceeded, match="characters"):
        read("The mayor said so. " * 1_100_000, "text/plain")
    with pytest.raises(LimitExceeded, match="may have 10"):
        read("The mayor said so.", "text/plain", limits=Limits(text_chars=10))
    with pytest.raises(LimitExceeded, match="100,000 words and signs"):
        read("(" * 100_001, "text/plain")
    assert read("(mayor) " * 33_000, "text/plain").text


def test_text_in_another_language_is_read_with_a_notice(read):
    document = read("Der Minister sagte am Montag, die Regierung werde das Gesetz noch in diesem Jahr ändern.")
    assert document.language == "de"
    assert [problem.message for problem in document.problems] == ["statements are read in English only so far."]
    assert document.problems[0].level == "notice"


def test_what_the_giver_says_comes_first(read):
    document = read(
        "Monday, May 6, 2019\n\nThe mayor said so to the paper. See the report.",
        how="jsonl",
        doc_id="x1",
        metadata={
            "title": "A title",
            "outlet": "The Paper",
            "byline": [{"name": "Ann Poe", "affiliations": ["City desk"]}, "Jon Roe"],
            "published": "2019-05-07",
            "url": "https://example.org/1",
            "links": [{"anchor": "the report", "href": "/r"}, "https://example.org/2"],
        },
    )
    assert (document.doc_id, document.title, document.outlet, document.url) == (
        "x1",
        "A title",
        "The Paper",
        "https://example.org/1",
    )
    assert [(author.name, author.affiliations) for author in document.byline] == [("Ann Poe", ("City desk",)), ("Jon Roe", ())]
    assert document.published == "2019-05-07"
    assert [(date.value, date.how) for date in document.dates] == [
        ("2019-05-07", "given with the text"),
        ("2019-05-06", "date line"),
    ]
    anchored, bare = document.links
    assert document.text[anchored.start : anchored.end] == "the report"
    assert (bare.start, bare.end) == (None, None)


FED = {"feed": {"url": "https://example.org/feed", "published": "2019-05-07T10:00:00Z", "how": "feed published"}}


def test_the_date_of_a_feed_counts_where_nothing_else_tells_one(read):
    document = read("The mayor said so.", metadata=FED)
    assert document.published == "2019-05-07T10:00:00+00:00"
    assert [(date.kind, date.how) for date in document.dates] == [("published", "feed entry")]


def test_any_date_of_the_page_goes_before_that_of_a_feed(read):
    document = read("May 6, 2019\nThe mayor said so.", metadata=FED)
    assert [(date.value, date.how) for date in document.dates][-1] == ("2019-05-07T10:00:00+00:00", "feed entry")
    assert document.published == "2019-05-06"


def test_when_an_entry_of_a_feed_was_changed_is_no_day_of_publication(read):
    document = read("The mayor said so.", metadata={"feed": {**FED["feed"], "how": "feed updated"}})
    assert (document.published, [date.kind for date in document.dates]) == (None, ["updated"])


@pytest.mark.parametrize("feed", ["x", None, ["2019-05-07"], {"published": 5}, {"published": "soon"}])
def test_odd_words_of_a_feed_are_passed_over(read, feed):
    assert read("The mayor said so.", metadata={"feed": feed}).dates == ()


@pytest.mark.parametrize("metadata", [{"byline": 5, "links": {"a": 1}, "published": []}, {"byline": [None, {}, {"name": 1}]}])
def test_odd_metadata_is_passed_over(read, metadata):
    document = read("The mayor said so.", how="jsonl", metadata=metadata)
    assert (document.byline, document.links, document.published, document.title) == ((), (), None, None)


OPINION = """Mira Holt, member of the Coastal Writers Guild, researcher at the Institute for Harbour Studies, ship consultant.
The port has been losing ships for years, and it was revealed last week that two more lines will leave.
According to people close to the company, the decision was taken in spring.
Readers can follow Mira on Mastodon and Telegram.
Source: Tidewater Review"""


def test_an_opinion_piece_with_lead_and_credit_lines(read):
    document = read(OPINION, "text/plain")
    (author,) = document.byline
    assert author.name == "Mira Holt"
    assert author.affiliations == (
        "member of the Coastal Writers Guild",
        "researcher at the Institute for Harbour Studies",
        "ship consultant",
    )
    assert [(credit.outlet, OPINION[credit.start : credit.end]) for credit in document.credits] == [
        ("Tidewater Review", "Source: Tidewater Review")
    ]
    lines = OPINION.split("\n")
    assert [OPINION[start:end] for start, end in document.boilerplate] == [lines[0], lines[3], lines[4]]
    assert document.outside(document.boilerplate[0])
