"""Lines of a page as a reader sees it, and the dated ones by the headline."""

from lxml.html import document_fromstring

from sayso.parse.pagelines import PageLine, by_the_headline, page_lines

LONG = "The council met on Monday and agreed to repair the bridge, which has been closed since a storm. " * 2


def lines(body):
    return page_lines(document_fromstring(f"<html><head><title>Head</title></head><body>{body}</body></html>"))


def near(body, title="A bridge opens again"):
    return [line.words for line in by_the_headline(lines(body), title)]


def test_blocks_end_lines_and_inline_elements_keep_words_apart():
    assert lines(
        "<h1>A <b>bridge</b></h1><script>x()</script>Ann Poe<span>May 3</span><!-- note --> said<br>more<p>  </p>"
    ) == [
        PageLine("h1", "A bridge"),
        PageLine("body", "Ann Poe May 3 said"),
        PageLine("body", "more"),
    ]


def test_times_are_those_of_the_article():
    body = """<p>By Ann <time datetime="2020-05-03T10:00:00Z">3 May</time></p>
      <p><time class="updated" datetime="2020-05-04">4 May</time></p>
      <div class="comments"><p><time datetime="2020-05-09">9 May</time></p></div><p><time datetime="soon">soon</time></p>"""
    assert [line.times for line in lines(body)] == [
        (("2020-05-03T10:00:00+00:00", "published"),),
        (("2020-05-04", "updated"),),
        (),
        (),
    ]


def test_dated_lines_after_the_headline_come_before_those_above_it():
    body = "<p>Friday, 1 May 2020</p><h1>A bridge opens again</h1><p>Ann Poe</p><p>3 May 2020</p>"
    assert near(body) == ["3 May 2020", "Friday, 1 May 2020"]


def test_the_window_ends_with_the_second_paragraph_and_passes_over_lists_of_links():
    links = "".join(f"<li><a>Share with {name}</a></li>" for name in "abcdefghijklmnop")
    body = f"<h1>A bridge opens again</h1><ul>{links}</ul><p>{LONG}</p><p>3 May 2020</p><p>{LONG}</p><p>9 May 2020</p>"
    assert near(body) == ["3 May 2020"]


def test_the_headline_is_told_from_the_name_of_the_outlet():
    body = (
        "<h1>Tidewater Review</h1><p>Monday, 4 May 2020</p>"
        + "<p>x</p>" * 12
        + "<h2>A bridge opens again</h2><p>3 May 2020</p>"
    )
    assert near(body, "A bridge opens again | Tidewater Review") == ["3 May 2020"]
    assert near("<h1>Something else</h1><h1>And more</h1><p>3 May 2020</p>") == []
    assert near("<h1>The only heading</h1><p>3 May 2020</p>", None) == ["3 May 2020"]


def test_dates_of_pictures_posts_comments_and_events_are_left_out():
    body = """<h1>A bridge opens again</h1><p>The bridge on 1 May 2020 (Photo: Li Wei)</p><p>— Jon Roe (@roe) May 2, 2020</p>
      <p>Jon Roe says: May 4, 2020</p><p>Begins:</p><p>9 May 2020</p><p>Exhibition until 12 May 2020</p>"""
    assert near(body) == []


def test_a_time_joins_the_day_before_it_and_a_day_its_label():
    body = "<h1>A bridge opens again</h1><p>3 May 2020</p><p>5:50 PM</p><dl><dt>Updated:</dt><dd>4 May 2020</dd></dl>"
    assert near(body) == ["3 May 2020 5:50 PM", "Updated: 4 May 2020"]
