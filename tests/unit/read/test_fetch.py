"""Fetching from a server of this machine, through the allowance for tests."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import FetchFailed, LimitExceeded
from sayso.read.fetch import Fetcher, user_agent
from sayso.settings import Settings

PAGE = b"<p>The mayor said so.</p>"


class Server(ThreadingHTTPServer):
    """A server that keeps what was asked and has a robots.txt, or none."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Site)
        self.asked, self.robots = [], ""


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
