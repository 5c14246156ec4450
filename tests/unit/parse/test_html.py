"""Pages: main text, what the markup says, links, headings, captions, and what is refused."""

import pytest

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.html import better_of, nesting_of
from sayso.parse.limits import Limits

PARAGRAPHS = [
    "The council of Harbourton met on Monday and agreed to repair the old bridge, which has been closed since a storm.",
    'The mayor said the work would take two years, and <a href="/costs">the cost</a> had been'
    ' <a href="https://example.org/e">estimated</a> at six million.',
    "People who live on the island have waited for the bridge since the ferry stopped, and many doubt the date, Jon Roe said.",
    "The company that built the ferry says that it could start again at any time if the council would only pay for the fuel.",
]
MENU = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("home", "world", "the cost", "sport"))
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Bridge to open again | Tidewater Review</title>
<link rel="canonical" href="/news/2020/05/03/bridge">
<meta property="og:site_name" content="Tidewater Review"><meta name="author" content="By Ann Poe and Jon Roe">
<meta property="article:published_time" content="2020-05-03T10:00:00Z">
<meta property="article:modified_time" content="2020-05-04">
</head><body><nav><ul>{MENU}</ul></nav><article><h1>Bridge to open again</h1>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>What the island says</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<p>Follow us on Facebook</p></article><footer><p>Copyright Tidewater Review</p></footer></body></html>"""


def test_a_page_gives_its_article_and_what_its_markup_says(read):
    document = read(PAGE, "text/html", url="https://example.org/a?b=1")
    lines = document.text.split("\n")
    assert "The mayor said the work would take two years, and the cost had been estimated at six million." in lines
    assert PARAGRAPHS[0] in lines
    assert not any(line in ("World", "Sport") for line in lines)
    assert document.title == "Bridge to open again"
    assert document.outlet == "Tidewater Review"
    assert [author.name for author in document.byline] == ["Ann Poe", "Jon Roe"]
    assert document.published == "2020-05-03T10:00:00+00:00"
    assert [(date.value, date.kind, date.how) for date in document.dates] == [
        ("2020-05-03T10:00:00+00:00", "published", "meta article:published_time"),
        ("2020-05-04", "updated", "meta article:modified_time"),
    ]
    assert document.url == "https://example.org/news/2020/05/03/bridge"
    assert document.language == "en"
    assert "What the island says" in [document.text[start:end] for start, end in document.headings]
    assert "Follow us on Facebook" not in document.text or any(
        document.text[start:end] == "Follow us on Facebook" for start, end in document.boilerplate
    )


def test_links_have_the_places_of_their_anchors_in_the_article_not_in_the_menu(read):
    document = read(PAGE, "text/html")
    assert [(link.anchor, link.href) for link in document.links] == [
        ("the cost", "/costs"),
        ("estimated", "https://example.org/e"),
    ]
    assert all(document.text[link.start : link.end] == link.anchor for link in document.links)


def test_linked_data_comes_before_meta_tags(read):
    data = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
      {"@type": "Organization", "name": "Group"},
      {"@type": ["NewsArticle"], "headline": "Bridge &amp; island", "datePublished": "2020-05-01", "inLanguage": "en",
       "author": [{"@type": "Person", "name": "Li Wei", "jobTitle": "City Editor"}],
       "publisher": {"name": "Open Water"}}]}</script>"""
    document = read(PAGE.replace("</head>", data + "<script type='application/ld+json'>{broken</script></head>"), "text/html")
    assert document.title == "Bridge & island"
    assert document.outlet == "Open Water"
    assert [(author.name, author.affiliations) for author in document.byline] == [("Li Wei", ("City Editor",))]
    assert document.dates[0].how == "JSON-LD datePublished"


@pytest.mark.parametrize(
    "data",
    [
        "[" * 5000,
        '{"@type":"NewsArticle","author":{"author":1},"publisher":[[]],"headline":{"a":[]}}',
        "null",
        '"x"',
        '[1,"a",null]',
    ],
)
def test_odd_linked_data_does_no_harm(read, data):
    document = read(PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>'), "text/html")
    assert document.outlet == "Tidewater Review"


def test_captions_are_boilerplate(read):
    figure = '<figure><img src="x.png"><figcaption>The bridge after the storm in spring of last year</figcaption></figure>'
    document = read(PAGE.replace("<h2>", figure + "<h2>"), "text/html")
    caption = "The bridge after the storm in spring of last year"
    assert caption not in document.text or caption in [document.text[start:end] for start, end in document.boilerplate]


def test_a_small_fragment_is_read_too(read):
    assert read("<p>The mayor said so.</p>", None).text == "The mayor said so."


def test_nul_and_odd_characters_do_no_harm(read):
    assert "The mayor" in read(PAGE.replace("The mayor", "The mayor\x00 \ud7ff\ufffe&#xD800;"), "text/html").text


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x()</script></body></html>", "<!doctype html>"])
def test_a_page_without_text_says_what_to_do(read, page):
    with pytest.raises(ParseFailed, match=r"no article text|no readable") as caught:
        read(page, "text/html")
    assert "browser" in caught.value.hint


def test_deep_nesting_is_refused_before_a_parser_sees_it(read):
    page = "<html><body>" + "<div>" * 100_000 + "Text" + "</div>" * 100_000
    with pytest.raises(LimitExceeded, match="nested"):
        read(page, "text/html")
    assert nesting_of(PAGE) < 20
    assert nesting_of("<p><br>" * 5000) == 0


def test_a_page_of_20_mb_is_refused(read):
    with pytest.raises(LimitExceeded, match="MiB"):
        read("<html><body>" + "<p>He said so.</p>" * 1_300_000, "text/html")


def test_many_paragraphs_are_read_in_time(read):
    document = read(
        "<html><body>" + "".join(f"<p>Line {n} of it, he said.</p>" for n in range(60_000)),
        "text/html",
        limits=Limits(time_s=20, text_chars=2_000_000, words=1_000_000),
    )
    assert document.text.count("\n") == 59_999


def test_the_other_extractor_is_believed_when_one_lost_or_took_too_much():
    article = "\n".join(f"Sentence number {n} says that the bridge is closed in week {n}." for n in range(40))
    page = article + "\n" + "\n".join(f"Other story {n} of the day about sport and weather {n}" for n in range(40))
    start = "\n".join(article.split("\n")[:10])
    assert better_of(start, article) == article
    assert better_of(page, article) == article
    assert better_of("", article) == article
    assert better_of(article, "") == article
    assert better_of(article, article + "\nOne more line of text at the end of it.") == article
