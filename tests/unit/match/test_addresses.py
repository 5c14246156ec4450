"""Which domain an address belongs to."""

import pytest

from sayso.match.addresses import domain_of, host_of


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news/world", "bbc.co.uk"),
        ("http://edition.cnn.com", "cnn.com"),
        ("en.yna.co.kr/view/1", "yna.co.kr"),
        ("https://timesofindia.indiatimes.com/x", "timesofindia.indiatimes.com"),
        ("https://somebody.substack.com/p/1", "somebody.substack.com"),
        ("https://harbour-post.example:8080/a?b=c#d", "harbour-post.example"),
        ("https://WWW.Reuters.COM./x", "reuters.com"),
    ],
)
def test_subdomains_fold_to_the_domain_of_the_owner(url, domain):
    assert domain_of(url) == domain


@pytest.mark.parametrize(
    "url",
    ["https://web.archive.org/web/20200101000000/https://www.reuters.com/x", "https://www.google.com/amp/s/www.reuters.com/x"],
)
def test_a_kept_page_belongs_to_where_it_was_taken_from(url):
    assert domain_of(url) == "reuters.com"


@pytest.mark.parametrize("url", ["https://news.yahoo.com/x", "https://x.com/reuters/status/1", "https://t.me/s/channel"])
def test_carriers_stand_for_nobody(url):
    assert domain_of(url) is None


@pytest.mark.parametrize(
    "url", [None, "", "/news/1", "mailto:a@b.example", "http://127.0.0.1/x", "http://[bad", "word", "file:///a.html"]
)
def test_what_has_no_host_name_has_no_domain(url):
    assert domain_of(url) is None


def test_the_host_keeps_its_subdomain():
    assert host_of("https://www.news.sky.com/x") == "news.sky.com"
