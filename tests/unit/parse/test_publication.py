"""When a page was published: declared, shown by the headline, and what weaker places may say."""

from lxml.html import document_fromstring

from sayso.parse.publication import page_dates

TITLE = "A bridge opens again"
LONG = "<p>" + "The council met on Monday and agreed to repair the bridge, which has been closed since a storm. " * 2 + "</p>"


def dates(body, head="", *, article=None, url=None):
    tree = document_fromstring(f"<html><head><title>x</title>{head}</head><body>{body}</body></html>")
    return [(one.value, one.kind, one.how) for one in page_dates(tree, article or {}, title=TITLE, url=url)]


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def shown(*lines):
    return f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in lines) + LONG * 3


def test_linked_data_comes_first_and_creation_only_where_nothing_else_is_known():
    article = {"datePublished": ["2020-05-03"], "dateModified": "2020-05-04", "dateCreated": "2020-05-01"}
    assert dates("", article=article) == [
        ("2020-05-03", "published", "JSON-LD datePublished"),
        ("2020-05-04", "updated", "JSON-LD dateModified"),
    ]
    assert dates("", article={"dateCreated": 1588507200}) == [("2020-05-03T12:00:00+00:00", "published", "JSON-LD dateCreated")]
    assert dates(shown("3 May 2020"), article={"dateCreated": "2020-05-01"})[0][0] == "2020-05-03"


def test_meta_tags_are_known_by_any_family_and_spelling():
    for name in ("article:published_time", "og:article:published_time", "DC.date.issued", "parsely-pub-date", "publish_date"):
        assert dates("", meta(name, "2020-05-03")) == [("2020-05-03", "published", f"meta {name.lower()}")]
    for name in ("expires", "article:expiration_time", "startDate", "og:title"):
        assert dates("", meta(name, "2020-05-03")) == []
    head = meta("date", "2020-05-09") + meta("article:published_time", "2020-05-03")
    assert dates("", head)[0] == ("2020-05-03", "published", "meta article:published_time")


def test_microdata_of_comments_products_and_pictures_is_not_that_of_the_article():
    item = '<div itemscope itemtype="https://schema.org/{}"><span itemprop="datePublished" content="2020-05-03"></span></div>'
    assert dates(item.format("NewsArticle")) == [("2020-05-03", "published", "itemprop datePublished")]
    for kind in ("UserComments", "Product", "VideoObject", "Event"):
        assert dates(item.format(kind)) == []


def test_a_line_of_its_own_by_the_headline():
    assert dates(shown("Ann Poe", "Sunday, May 3, 2020, 10:30")) == [("2020-05-03", "published", "date line by the headline")]
    assert dates(shown("Published: 3 May 2020", "Updated: 4 May 2020")) == [
        ("2020-05-03", "published", 'line "Published" by the headline'),
        ("2020-05-04", "updated", 'line "Updated" by the headline'),
    ]


def test_a_date_among_other_words_is_quoted_and_never_beside_a_declared_one():
    words = "Ann Poe | 3 May 2020 | Politics"
    assert dates(shown(words)) == [("2020-05-03", "published", f'words by the headline: "{words}"')]
    assert dates(shown(words), meta("date", "2020-05-01")) == [("2020-05-01", "published", "meta date")]
    assert dates(shown("The bridge was opened on May 3, 2020 by the mayor and the council.")) == []


def test_dates_of_teasers_after_an_undated_beginning_are_left_out():
    teasers = "<h2>More</h2>" + "".join(f"<p>Other story</p><p>{day} April 2020</p>" for day in (7, 8, 9))
    assert dates(shown("Ann Poe") + teasers + "<footer>© 2020</footer>") == []


def test_a_time_element_by_the_headline_and_where_the_words_say_something_else():
    assert dates(shown('Ann Poe, <time datetime="2020-05-03T08:00:00+02:00">two days ago</time>')) == [
        ("2020-05-03T08:00:00+02:00", "published", "<time> by the headline")
    ]
    assert dates(shown('Published <time datetime="2020-05-09T08:00:00+02:00">3 May 2020</time>'))[0][0] == "2020-05-03"


def test_the_day_that_is_shown_may_be_that_of_a_declared_change():
    head = meta("article:published_time", "2020-05-03") + meta("article:modified_time", "2020-06-04")
    assert dates(shown("4 June 2020"), head) == [
        ("2020-05-03", "published", "meta article:published_time"),
        ("2020-06-04", "updated", "meta article:modified_time"),
        ("2020-06-04", "updated", "date line by the headline"),
    ]


def test_the_address_and_labelled_lines_elsewhere_come_last():
    labelled = shown("Ann Poe") + "<p>Filed: here</p><p>Posted on May 3, 2020</p>"
    assert dates(labelled) == [("2020-05-03", "published", 'line "Posted on"')]
    assert dates(labelled, url="https://example.org/2020/05/02/x") == [("2020-05-02", "published", "path of the address")]
    assert dates(labelled + "<p>Posted on May 9, 2020</p>") == []
    assert dates(shown("3 May 2020"), url="https://example.org/2020/05/02/x")[0][0] == "2020-05-03"


def test_a_moment_in_utc_comes_in_the_zone_in_which_the_page_prints_it():
    head = meta("article:published_time", "2020-05-04T03:30:12Z")
    for line in ("May 3, 2020 8:30 PM", "PUBLISHED: May 3, 2020 at 8:30 pm | UPDATED: May 4, 2020 at 9:12 am"):
        assert dates(shown(line), head)[0] == ("2020-05-03T20:30:12-07:00", "published", "meta article:published_time")
    assert dates(shown("May 3, 2020", "8:30 PM"), head)[0][0] == "2020-05-03T20:30:12-07:00"
    assert dates("", head + meta("sailthru.date", "2020-05-03 20:30:12"))[0][0] == "2020-05-03T20:30:12-07:00"
    assert dates("", head + meta("date", "2020-05-03T22:30:12-05:00"))[0][0] == "2020-05-03T22:30:12-05:00"
    for other in ("May 3, 2020 8:41 PM", "May 1, 2020 8:30 PM", "May 4, 2020"):
        assert dates(shown(other), head)[0][0] == "2020-05-04T03:30:12+00:00"
