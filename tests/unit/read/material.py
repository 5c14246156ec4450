"""Web archives to read, written here record by record, and a site on this machine to fetch from."""

import gzip
import io
import random
import re
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sayso.errors import SaysoError
from sayso.read.warc import pages
from sayso.records.documents import Capture
from sayso.settings import Settings

HTML = b"<html><body><p>The mayor said so.</p></body></html>"
WORDS = "the harbour mayor said council minister boats storm winter report officials police road closed open".split()


def record(kind: str = "response", url: str = "http://example.org/", block: bytes = b"", **fields: str) -> bytes:
    """One WARC record; fields such as `warc_block_digest` go into its header, and win over what stands there."""
    header = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Target-URI": url,
        "WARC-Date": "2026-11-02T10:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    names = {name.lower(): name for name in header}
    header.update({names.get(key := name.replace("_", "-"), key): value for name, value in fields.items()})
    lines = "".join(f"{name}: {value}\r\n" for name, value in header.items() if value)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = HTML, *, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer."""
    lines = {"content-type": "text/html; charset=utf-8", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{k}: {v}\r\n" for k, v in lines.items()).encode() + b"\r\n" + body


def page(url: str = "http://example.org/", body: bytes = HTML, **headers: str) -> bytes:
    """A record with a page."""
    return record(url=url, block=answer(body, **headers))


def packed(*records: bytes) -> bytes:
    """Records, each a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def article(number: int) -> bytes:
    """A page of some hundred words that is like no other number's."""
    chance = random.Random(number)
    paragraphs = ("<p>" + " ".join(chance.choices(WORDS, k=60)) + "</p>" for _ in range(chance.choice((3, 10, 30))))
    return b"<html><body>" + "".join(paragraphs).encode() + b"</body></html>"


def written_by_warcio(n: int, *, is_packed: bool) -> tuple[bytes, list[int]]:
    """An archive of n pages as the reference writer writes it, and where its records begin."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out, places = io.BytesIO(), []
    writer: Any = WARCWriter(out, gzip=is_packed)
    # Its own temporary files stay open.
    writer._create_temp_file = io.BytesIO
    for number in range(n):
        places.append(out.tell())
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"http://example.org/{number}",
                "response",
                payload=io.BytesIO(article(number)),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2026-11-02T10:00:00Z"},
            )
        )
    return out.getvalue(), places


def found_in(data: bytes, name: str = "a.warc.gz", **settings: int) -> list[Any]:
    """All that an archive gives."""
    return list(pages(io.BytesIO(data), name, settings=Settings(**settings)))


def captures_of(found: list[Any]) -> list[Capture]:
    return [one for one in found if isinstance(one, Capture)]


def stretches_of(found: list[Any]) -> list[tuple[int, int]]:
    """From and to which byte something is reported: a damaged stretch, or the beginning of a record that failed."""
    result: list[tuple[int, int]] = []
    for one in found:
        if isinstance(one, SaysoError):
            said = re.search(r"from byte ([\d,]+) to byte ([\d,]+)", one.message)
            start = int(re.split("[@+]", one.subject)[1])
            result.append((int(said[1].replace(",", "")), int(said[2].replace(",", ""))) if said else (start, start + 1))
    return result


def zeros(mib: int, *, after: bytes = b"") -> bytes:
    """A gzip member with so many MiB of zeros in about a thousandth of the space, made without making them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(after) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum, chunk = zlib.crc32(after), bytes(1024 * 1024)
    for _ in range(mib):
        checksum = zlib.crc32(chunk, checksum)
    size = (len(after) + mib * len(chunk)) & 0xFFFFFFFF
    return (
        b"\x1f\x8b\x08\0\0\0\0\0\2\xff"
        + head
        + one * mib
        + packer.flush()
        + checksum.to_bytes(4, "little")
        + size.to_bytes(4, "little")
    )


@dataclass
class Reply:
    """What the site answers."""

    body: bytes = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site(ThreadingHTTPServer):
    """A site on this machine: answers by path, and keeps what was asked.

    Attributes:
        replies: a reply for each path, or a function of the request's headers that gives one; 404 for all else.
        asked: path and headers of each request, in order.
        url: its address, without a slash at the end.
        port: its port.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """What was asked for so far, but for robots.txt; forgotten then."""
        found = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, headers))
        reply = self.server.replies.get(self.path, Reply(b"", 404))
        reply = reply(headers) if callable(reply) else reply
        self.send_response(reply.status)
        for name, value in {"content-type": "text/html; charset=utf-8", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *arguments):
        pass


@contextmanager
def serving() -> Iterator[Site]:
    """A site while the block runs."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


def rss(*paths: str, base: str, title: str = "Harbour News", channel: str = "") -> bytes:
    """A feed that names pages of a site."""
    items = "".join(
        f"<item><title>Item {path}</title><link>{base}{path}</link><guid isPermaLink='false'>id:{path}</guid>"
        "<pubDate>Mon, 02 Nov 2026 10:00:00 +0200</pubDate></item>"
        for path in paths
    )
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
        f"<title>{title}</title><link>{base}/</link>{channel}{items}</channel></rss>"
    ).encode()
