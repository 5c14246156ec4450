"""Feeds and lists, followed to the pages they name, on a site of this machine."""

import io
from typing import Any

import pytest

from sayso.errors import FetchFailed, NotFound, ParseFailed, SaysoError, SkipItem
from sayso.read.fetch import Fetcher
from sayso.read.lists import addresses, expand, feeds_of
from sayso.records.documents import Capture
from sayso.settings import Settings
from tests.unit.read.material import Reply, rss, serving


@pytest.fixture
def site():
    with serving() as made:
        made.replies.update({f"/{letter}": Reply(f"<p>{letter}</p>".encode()) for letter in "abc"})
        made.replies["/feed"] = Reply(rss("/a", "/b", base=made.url), headers={"content-type": "application/rss+xml"})
        yield made


def expanded(site, *paths, **options) -> list[Any]:
    with Fetcher(settings=Settings(fetch_pause=0), loopback_port=site.port) as fetcher:
        return list(expand([str(path) for path in paths], fetcher=fetcher, **options))


def test_a_feed_leads_to_its_pages_with_what_it_says_of_them(site):
    found = expanded(site, f"{site.url}/feed", f"{site.url}/c")
    assert [item.data for item in found] == [b"<p>a</p>", b"<p>b</p>", b"<p>c</p>"]
    assert found[0].metadata["feed"]["published"] == "2026-11-02T08:00:00Z"
    assert found[0].metadata["feed"]["url"] == f"{site.url}/feed"
    assert found[2].metadata == {}


def test_a_feed_in_a_file_is_followed_when_it_is_named(site, tmp_path):
    (tmp_path / "saved.xml").write_bytes(rss("/a", base=site.url))
    assert [item.data for item in expanded(site, tmp_path / "saved.xml")] == [b"<p>a</p>"]


def test_a_list_of_feeds_leads_to_feeds_and_each_page_comes_once(site, tmp_path):
    site.replies["/other"] = Reply(rss("/b", "/c", base=site.url))
    outlines = "".join(f"<outline xmlUrl='{site.url}{path}'/>" for path in ("/feed", "/other", "/feed"))
    (tmp_path / "mine.opml").write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    assert [item.data for item in expanded(site, tmp_path / "mine.opml")] == [b"<p>a</p>", b"<p>b</p>", b"<p>c</p>"]
    assert site.paths() == ["/feed", "/a", "/b", "/other", "/c"]


def test_a_list_of_addresses_may_hold_comments_feeds_and_mistakes(site, tmp_path):
    lines = f"\ufeff# mine\n\n  {site.url}/c  \n{site.url}/feed\nexample.org\n{site.url}/gone\n"
    (tmp_path / "mine.urls").write_text(lines, encoding="utf-8")
    (tmp_path / "mine.txt").write_text(lines, encoding="utf-8")
    for found in (expanded(site, tmp_path / "mine.urls"), expanded(site, lists=[str(tmp_path / "mine.txt")])):
        assert [item.data for item in found if isinstance(item, Capture)] == [b"<p>c</p>", b"<p>a</p>", b"<p>b</p>"]
        assert [type(item) for item in found if isinstance(item, SaysoError)] == [ParseFailed, FetchFailed]
        assert found[3].subject.endswith(":5")


def test_pages_that_fail_or_are_no_pages_take_their_place(site):
    site.replies["/b"] = Reply(rss("/c", base=site.url))
    site.replies["/feed"] = Reply(rss("/gone", "/b", "/a", base=site.url))
    found = expanded(site, f"{site.url}/feed")
    assert [type(item) for item in found] == [FetchFailed, SkipItem, Capture]


def test_a_broken_feed_or_list_is_one_error(site, tmp_path):
    site.replies["/feed"] = Reply(b"junk", headers={"content-type": "application/rss+xml"})
    (tmp_path / "mine.opml").write_text(f"<opml><body><outline xmlUrl='{site.url}/feed'/></body></opml>", encoding="utf-8")
    for path in (f"{site.url}/feed", tmp_path / "mine.opml"):
        (error,) = expanded(site, path)
        assert isinstance(error, ParseFailed)
        assert error.subject == f"{site.url}/feed"
    (error,) = expanded(site, lists=[str(tmp_path / "gone.txt")])
    assert isinstance(error, NotFound)


def test_articles_and_standard_input_pass_through(site, tmp_path):
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    assert [item.data for item in expanded(site, tmp_path / "a.txt", "-", stdin=io.BytesIO(b"two"))] == [b"one", b"two"]


def test_feeds_are_those_named_and_those_listed(tmp_path):
    (tmp_path / "mine.opml").write_text("<opml><body><outline xmlUrl='https://example.org/1'/></body></opml>", encoding="utf-8")
    (tmp_path / "mine.urls").write_text("https://example.org/2\nnothing", encoding="utf-8")
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("mine.opml", "mine.urls", "a.txt", "gone.opml")]
    found = list(feeds_of(["https://example.org/0", *paths]))
    assert [one for one in found if isinstance(one, str)] == [f"https://example.org/{n}" for n in range(3)]
    assert [type(one) for one in found if isinstance(one, SaysoError)] == [ParseFailed, ParseFailed, NotFound]


def test_addresses_stand_one_a_line():
    found = list(addresses(b"HTTPS://example.org/1\r\n#no\nhttps://example.org/2#yes\nftp://x\n\xff", "l"))
    assert found[:2] == ["HTTPS://example.org/1", "https://example.org/2#yes"]
    assert [one.subject for one in found if isinstance(one, SaysoError)] == ["l:4", "l:5"]
