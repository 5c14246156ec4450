"""Feeds and lists of feeds: addresses, titles, dates, and markup that is not to be trusted."""

import pytest

from sayso.errors import LimitExceeded, ParseFailed, SaysoError
from sayso.read.feeds import (
    ENTRIES_MOST,
    Entry,
    is_feed,
    is_outline,
    named_by,
    parse_feed,
    parse_outline,
    read_feed,
    read_outline,
)
from sayso.records.documents import Capture
from sayso.settings import Settings
from tests.unit.read.material import rss

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour &amp; Hill</title><link href="https://example.org/"/>
<entry><id>tag:1</id><title type="html">A &lt;b&gt;road&lt;/b&gt;
 opens</title><link rel="alternate" href="a?x=1&amp;y=2"/>
<published>2026-11-02T10:00:00+02:00</published><updated>2026-11-03T10:00:00Z</updated></entry>
<entry><id>tag:2</id><link href="https://example.org/b"/><updated>2026-11-03T10:00:00Z</updated></entry>
</feed>"""

RDF = b"""<?xml version="1.0"?><!-- made by hand --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>One</title><link>http://example.org/1</link><dc:date>2026-11-02</dc:date></item></rdf:RDF>"""

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="A" xmlUrl="https://example.org/a.xml" htmlUrl="https://example.org/"/>
<outline text="B" xmlURL=" https://example.org/b.xml "/></outline>
<outline text="again" xmlUrl="https://example.org/a.xml"/><outline text="file" xmlUrl="file:///etc/passwd"/></body></opml>"""


def entries(xml, url=None):
    return parse_feed(xml, url=url).entries


def test_atom_entries_come_in_order_with_addresses_titles_and_dates():
    feed = read_feed(ATOM, url="https://example.org/news/feed.xml")
    assert feed.title == "Harbour & Hill"
    assert feed.entries == (
        Entry("https://example.org/news/a?x=1&y=2", "tag:1", "A <b>road</b> opens", "2026-11-02T08:00:00Z", "feed published"),
        Entry("https://example.org/b", "tag:2", "", "2026-11-03T10:00:00Z", "feed updated"),
    )


def test_rss_and_rdf_are_feeds_too():
    assert entries(rss("/a", base="https://example.org"))[0] == Entry(
        "https://example.org/a", "id:/a", "Item /a", "2026-11-02T08:00:00Z", "feed published"
    )
    assert entries(RDF) == (Entry("http://example.org/1", "http://example.org/1", "One", "2026-11-02", "feed updated"),)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Mon, 02 Nov 2026 10:00:00 +0200", "2026-11-02T08:00:00Z"),
        ("Mon, 02 Nov 2026 10:00:00 EST", "2026-11-02T15:00:00Z"),
        ("2026-11-02T10:00:00", "2026-11-02T10:00:00"),
        ("2026-11-02", "2026-11-02"),
        ("02/03/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_as_exact_as_they_were_written_and_never_guessed(written, date):
    xml = f"<rss version='2.0'><channel><item><link>https://example.org/a</link><pubDate>{written}</pubDate></item></channel></rss>"
    assert entries(xml.encode())[0].published == date


def test_entries_without_an_address_of_the_web_are_counted_and_doubles_are_not():
    xml = b"""<rss version="2.0"><channel><item><title>no link</title></item><item><link>ftp://example.org/</link></item>
    <item><link>https://example.org/a</link></item><item><link>https://example.org/a</link></item>
    <item><guid>https://example.org/b</guid></item></channel></rss>"""
    feed = parse_feed(xml, url=None)
    assert ([entry.url for entry in feed.entries], feed.left_out) == (["https://example.org/a", "https://example.org/b"], 2)


def test_a_feed_without_end_is_cut():
    xml = rss(*(f"/{number}" for number in range(ENTRIES_MOST + 5)), base="https://example.org")
    feed = parse_feed(xml, url=None)
    assert (len(feed.entries), feed.left_out) == (ENTRIES_MOST, 5)


@pytest.mark.parametrize(
    ("channel", "interval_s"),
    [
        ("<ttl>60</ttl>", 3_600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1_800),
        ("<sy:updatePeriod> daily </sy:updatePeriod><ttl>5</ttl>", 86_400),
        ("<ttl>soon</ttl><sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<ttl>-5</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400),
    ],
)
def test_how_often_a_feed_wants_to_be_looked_at(channel, interval_s):
    assert parse_feed(rss("/a", base="https://example.org", channel=channel), url=None).interval_s == interval_s


def test_a_list_of_feeds_gives_each_address_of_the_web_once():
    assert read_outline(OPML) == ("https://example.org/a.xml", "https://example.org/b.xml")
    assert parse_outline(b"<opml><body/></opml>") == ()


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><body>", b"{}", bytes(1000), b"<opml>", b"<a>" * 1000])
def test_what_is_no_feed_says_so(data):
    with pytest.raises(ParseFailed, match=r"no RSS or Atom feed|parser failed"):
        read_feed(data)


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><body>", b"<rss/>", bytes(1000)])
def test_what_is_no_list_of_feeds_says_so(data):
    with pytest.raises(ParseFailed, match=r"no OPML|not XML"):
        read_outline(data)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a0 "ha">%b]>' % b"".join(
    b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
SECRET = b'<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [ENTITIES, SECRET])
def test_entities_are_not_resolved(declared, tmp_path):
    name = b"&a11;" if declared is ENTITIES else b"&s;"
    xml = b"<?xml version='1.0'?>" + declared + b"<rss version='2.0'><channel><title>x%bx</title></channel></rss>" % name
    try:
        title = read_feed(xml, settings=Settings(parse_time=10)).title
    except SaysoError:
        title = ""
    assert len(title) < 20
    with pytest.raises(ParseFailed, match="entities"):
        read_outline(b"<?xml version='1.0'?>" + declared + b"<opml><body><outline xmlUrl='%b'/></body></opml>" % name)


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"<rss><channel>" + b"<a>" * 3_000_000, b"<rss><channel><item><title>" + b"&" * 8_000_000])
def test_markup_made_to_take_long_ends_in_time(data):
    with pytest.raises((LimitExceeded, ParseFailed)):
        read_feed(data, settings=Settings(parse_time=2, parse_memory=256))


def test_a_feed_larger_than_any_feed_is_not_parsed():
    with pytest.raises(LimitExceeded, match="16 MiB"):
        read_feed(b" " * (16 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("data", "media_type", "expected"),
    [
        (ATOM, None, True),
        (b"\xef\xbb\xbf  " + RDF, "text/html", True),
        (
            b"<?xml version='1.0'?><?xml-stylesheet href='a'?><!DOCTYPE rss PUBLIC 'x' 'y'>\n<rss version='0.91'>",
            "text/xml",
            True,
        ),
        (b"junk", "application/rss+xml", True),
        (b"<!doctype html><html>", "application/rss+xml", False),
        (b"\n<!DOCTYPE HTML PUBLIC 'x'>\n<title>", "application/rss+xml", False),
        (b"<html><rss>", "text/html", False),
        (b"<feedback>", None, False),
        (OPML, "application/xml", False),
        (b"An essay on the <rss> element.", None, False),
    ],
)
def test_feeds_are_known_by_their_beginning(data, media_type, expected):
    assert is_feed(data, media_type) is expected


def test_lists_of_feeds_are_known_by_their_beginning():
    assert is_outline(OPML)
    assert not is_outline(ATOM)
    assert not is_outline(b"<opmlx>")


def test_what_a_feed_says_of_a_page_is_kept_beside_it():
    entry = Entry("https://example.org/a", "tag:1", "A", "2026-11-02", "feed published")
    page = named_by(Capture(b"x", "o", "url"), entry, feed="https://example.org/feed", title="Harbour News")
    assert page.metadata == {
        "feed": {
            "url": "https://example.org/feed",
            "title": "Harbour News",
            "entry": "tag:1",
            "entry_title": "A",
            "published": "2026-11-02",
            "how": "feed published",
        }
    }
