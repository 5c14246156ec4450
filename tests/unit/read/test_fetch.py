"""Fetching from a server of this machine, through the allowance for tests."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import FetchFailed, LimitExceeded
from sayso.read.fetch import DAY_S, Fetcher, asked_wait_s, user_agent
from sayso.settings import Settings

PAGE = b"<p>The mayor said so.</p>"


class Server(ThreadingHTTPServer):
    """A server that keeps what was asked and has a robots.txt, or none."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Site)
        self.asked, self.robots, self.waits = [], "", 0


class Site(BaseHTTPRequestHandler):
    """Answers by path."""

    server: Server

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, "answer_" + self.path.strip("/").split("?")[0].replace(".", "_").replace("/", "_"), self.missing)()

    def send(self, body=PAGE, status=200, **headers):
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=iso-8859-1", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self):
        self.send(b"", 404)

    def answer_robots_txt(self):
        self.send(self.server.robots.encode(), 200 if self.server.robots else 404)

    def answer_page(self):
        self.send()

    def answer_moved(self):
        self.send(b"", 302, location="/page")

    def answer_loop(self):
        self.send(b"", 302, location="/loop")

    def answer_inside(self):
        self.send(b"", 302, location="http://127.0.0.1:1/secret")

    def answer_file(self):
        self.send(b"", 302, location="file:///etc/passwd")

    def answer_packed(self):
        self.send(gzip.compress(PAGE), content_encoding="gzip")

    def answer_bomb(self):
        self.send(gzip.compress(b"\0" * 5_000_000), content_encoding="gzip")

    def answer_brotli(self):
        self.send(PAGE, content_encoding="br")

    def answer_damaged(self):
        self.send(b"\x1f\x8bdamaged", content_encoding="gzip")

    def answer_login(self):
        self.send(b"", 401)

    def answer_wait(self):
        self.server.waits -= 1
        self.send(PAGE, 200 if self.server.waits < 0 else 429, retry_after="1")

    def answer_closed(self):
        self.send(b"", 503, retry_after="7200")

    def answer_for_good(self):
        self.send(b"", 301, location="/moved")

    def answer_feed(self):
        same = self.headers.get("If-None-Match") == '"1"' or self.headers.get("If-Modified-Since") == "yesterday"
        self.send(b"" if same else PAGE, 304 if same else 200, etag='"1"', last_modified="yesterday")

    def answer_slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(50):
            time.sleep(0.1)
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(site, path, **settings):
    port = site.server_address[1]
    with Fetcher(settings=Settings(**settings), loopback_port=port) as fetcher:
        return fetcher.fetch(f"http://127.0.0.1:{port}{path}")


def test_a_page_comes_with_its_type_charset_address_and_time(site):
    capture = fetch(site, "/page#part")
    assert capture.data == PAGE
    assert (capture.how, capture.media_type, capture.charset) == ("url", "text/html", "iso-8859-1")
    assert capture.url.endswith("/page")
    assert capture.captured_at.endswith("Z")


def test_sayso_says_who_it_is_and_asks_robots_first(site):
    fetch(site, "/page")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/page"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {user_agent()}
    assert user_agent().startswith("sayso/")


def test_robots_are_obeyed_and_asked_once(site):
    site.robots = "User-agent: sayso\nDisallow: /page"
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        fetch(site, "/page")
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_redirects_are_followed_within_the_limit(site):
    assert fetch(site, "/moved").url.endswith("/page")
    with pytest.raises(FetchFailed, match="more than 2 times"):
        fetch(site, "/loop", fetch_redirects=2)


@pytest.mark.parametrize("path", ["/inside", "/file"])
def test_every_redirect_is_checked_like_the_first_address(site, path):
    with pytest.raises(FetchFailed, match=r"not public|kind file"):
        fetch(site, path)


def test_packed_pages_are_unpacked_up_to_the_limit(site):
    assert fetch(site, "/packed").data == PAGE
    with pytest.raises(LimitExceeded, match="larger than 1 MiB"):
        fetch(site, "/bomb", input_size=1)
    with pytest.raises(FetchFailed, match="br"):
        fetch(site, "/brotli")
    with pytest.raises(FetchFailed, match="damaged"):
        fetch(site, "/damaged")


def test_a_page_that_drips_ends_at_the_time_limit(site):
    with pytest.raises(FetchFailed, match="within 1 s"):
        fetch(site, "/slow", fetch_timeout=1)


@pytest.mark.parametrize(("path", "words"), [("/login", "401"), ("/nothing", "404")])
def test_a_refusal_names_the_page_and_a_remedy(site, path, words):
    with pytest.raises(FetchFailed, match=words) as caught:
        fetch(site, path)
    assert caught.value.subject.endswith(path)
    assert caught.value.hint


def test_a_dead_server_is_no_connection(site):
    port = site.server_address[1]
    site.shutdown()
    site.server_close()
    with pytest.raises(FetchFailed, match="no connection"), Fetcher(loopback_port=port) as fetcher:
        fetcher.fetch(f"http://127.0.0.1:{port}/page")


def test_a_page_comes_with_all_headers_and_with_who_asked(site):
    capture = fetch(site, "/page")
    assert [name for name, _ in capture.headers] == ["Server", "Date", "content-type", "content-length"]
    assert capture.user_agent == user_agent()


def fetcher_for(site, *, pause: int = 0, **options):
    settings = Settings(fetch_pause=pause)
    return Fetcher(
        settings=settings, loopback_port=site.server_address[1], **options
    ), f"http://127.0.0.1:{site.server_address[1]}"


def test_an_answer_that_did_not_change_is_not_sent_again(site):
    fetcher, base = fetcher_for(site)
    first = fetcher.ask(f"{base}/feed", feed=True)
    assert (first.status, first.header("ETag".lower()), first.capture is not None) == (200, '"1"', True)
    assert "rss" in site.asked[-1][1]["Accept"]
    for known in ({"etag": '"1"'}, {"modified": "yesterday"}):
        again = fetcher.ask(f"{base}/feed", feed=True, **known)
        assert (again.status, again.capture) == (304, None)


def test_requests_to_one_host_are_apart_and_robots_and_redirects_do_not_count(site):
    waits: list[float] = []
    fetcher, base = fetcher_for(site, pause=2, sleep=waits.append)
    fetcher.fetch(f"{base}/moved")
    assert waits == []
    fetcher.fetch(f"{base}/page")
    assert len(waits) == 1
    assert 1.5 < waits[0] <= 2


def test_a_site_that_asks_to_wait_a_little_is_waited_for_once(site):
    site.waits = 1
    fetcher, base = fetcher_for(site)
    assert fetcher.fetch(f"{base}/wait").data == PAGE
    site.waits = 2
    with pytest.raises(FetchFailed, match="asks to wait 1 s"):
        fetcher.fetch(f"{base}/wait")


def test_a_site_that_asks_to_wait_longer_is_left_alone_until_then(site):
    fetcher, base = fetcher_for(site)
    with pytest.raises(FetchFailed, match="120 minutes"):
        fetcher.fetch(f"{base}/closed")
    site.asked.clear()
    quiet = fetcher.ask(f"{base}/page")
    assert (quiet.status, quiet.headers, site.asked) == (429, (), [])
    assert 7_000 < quiet.wait_s <= 7_200


def test_only_an_address_that_moved_for_good_is_a_new_address(site):
    fetcher, base = fetcher_for(site)
    assert fetcher.ask(f"{base}/for/good").moved_to == f"{base}/moved"
    assert fetcher.ask(f"{base}/moved").moved_to is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("999999999999", DAY_S),
        ("Mon, 02 Nov 2020 10:00:00 GMT", 0),
        ("Fri, 31 Dec 2100 10:00:00 GMT", DAY_S),
    ],
)
def test_times_to_wait(text, seconds):
    assert asked_wait_s(text) == seconds


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1.5", "\u0661"])
def test_what_is_no_time_to_wait(text):
    assert asked_wait_s(text) is None
