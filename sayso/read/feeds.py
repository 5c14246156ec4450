"""Feeds (RSS, Atom) and lists of feeds (OPML): bytes in, addresses out; nothing is fetched here.

Both are markup by strangers, so they are parsed in a process that lives for one file, with a limit on its time and, where the
system has them, on its memory; it may open no connection and no file for writing. A feed is small and rare beside articles: the
third of a second that starting a process takes does not count.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sayso.confinement import command, confine, environment, refuse
from sayso.errors import LimitExceeded, ParseFailed
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS, Settings

MIB = 1024 * 1024
ENTRIES_MOST = 2_000
FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+xml"))
_SIZE_MOST = 16 * MIB
_STARTING_S = 20
_START = "from sayso.read.feeds import serve; serve()"
_AGAIN = "Fetch it again, or check the address in a browser."
# What may stand before the first element of an XML file.
_PROLOGUE = rb"(?:\xef\xbb\xbf)?(?:\s++|<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE[^>\[]{0,500}>){0,20}+"
_FEED = re.compile(_PROLOGUE + rb"<(?:rss|rdf:RDF|(?:atom:)?feed)[\s>/]", re.IGNORECASE | re.DOTALL)
_OUTLINE = re.compile(_PROLOGUE + rb"<opml[\s>/]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(rb"[^<]{0,200}<!doctype\s+html|" + _PROLOGUE + rb"<(?:html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d|\b[A-Z]{2,4})\s*\Z")
_PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed names.

    Attributes:
        url: its address.
        entry_id: what the feed calls it; its address where the feed gives no id.
        title: its title, "" where there is none.
        published: ISO date or time as far as the feed gives it, in UTC where it gives a zone; None where it does not.
        how: how that is known: "feed published", or "feed updated" where that is all it says.
    """

    url: str
    entry_id: str
    title: str = ""
    published: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        title: what it calls itself, often the outlet's name; "" where it does not.
        entries: in the order of the feed, each address once, 2,000 at most.
        left_out: how many entries have no address of the web, or are too many.
        interval_s: how often it asks to be looked at, in seconds (`ttl`, `sy:updatePeriod`); None where it does not.
    """

    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0
    interval_s: int | None = None


def is_feed(data: bytes, media_type: str | None) -> bool:
    """Whether bytes are a feed: by their beginning; the declared type decides where that is no page either."""
    head = data[:8192]
    return bool(_FEED.match(head)) or (media_type in FEED_TYPES and not _PAGE.match(head) and not _OUTLINE.match(head))


def is_outline(data: bytes) -> bool:
    """Whether bytes are an OPML file."""
    return bool(_OUTLINE.match(data[:8192]))


def read_feed(data: bytes, *, url: str | None = None, settings: Settings = DEFAULTS) -> Feed:
    """What a feed holds.

    Args:
        data: its bytes.
        url: where it came from; relative addresses start there.
        settings: `parse_time` and `parse_memory`.

    Raises:
        ParseFailed: it is no feed.
        LimitExceeded: parsing it took more than allowed.
    """
    plain = _ask("feed", data, url=url, settings=settings)
    entries = tuple(Entry(**entry) for entry in plain["entries"])
    return Feed(plain["title"], entries, plain["left_out"], plain["interval_s"])


def read_outline(data: bytes, *, settings: Settings = DEFAULTS) -> tuple[str, ...]:
    """Addresses of the feeds that an OPML file lists, each once, in its order; empty when it lists none.

    Raises:
        ParseFailed: it is no OPML file.
        LimitExceeded: parsing it took more than allowed.
    """
    return tuple(_ask("outline", data, url=None, settings=settings)["feeds"])


def named_by(page: Capture, entry: Entry, *, feed: str, title: str) -> Capture:
    """A page with what the feed that named it says of it, under "feed" in its metadata, where it is kept but not believed.

    Args:
        page: the page.
        entry: what named it.
        feed: address of the feed.
        title: what the feed calls itself.
    """
    said = {"url": feed, "title": title, "entry": entry.entry_id, "entry_title": entry.title}
    if entry.published:
        said |= {"published": entry.published, "how": entry.how}
    return replace(page, metadata={**page.metadata, "feed": said})


def parse_feed(data: bytes, *, url: str | None) -> Feed:
    """As `read_feed`, in this process and without its limits: for the process that `read_feed` starts."""
    import io

    import feedparser

    # Bytes as a stream: anything else might be taken for an address or a file's name.
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, response_headers={"content-location": url} if url else None)
    version = str(found.get("version") or "")
    items = found.get("entries") or []
    if not version and not items:
        raise ParseFailed("it is no RSS or Atom feed.", hint=_AGAIN)
    entries: dict[str, Entry] = {}
    left_out = 0
    for item in items:
        address = str(item.get("link") or "").strip()
        if _is_web(address) and (len(entries) < ENTRIES_MOST or address in entries):
            published, how = _date(item)
            entry_id = str(item.get("id") or address)
            entries.setdefault(address, Entry(address, entry_id, _line(item.get("title")), published, how))
        else:
            left_out += 1
    about = found.get("feed") or {}
    return Feed(_line(about.get("title")), tuple(entries.values()), left_out, _interval_s(about))


def parse_outline(data: bytes) -> tuple[str, ...]:
    """As `read_outline`, in this process and without its limits: for the process that `read_outline` starts."""
    from lxml import etree

    # A file that defines entities is no list of feeds that any program writes.
    if b"<!ENTITY" in data:
        raise ParseFailed("it defines entities, which are not resolved.", hint=_AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise ParseFailed("it is not XML.", hint=_AGAIN) from exc
    if root is None or str(root.tag).lower() != "opml":
        raise ParseFailed("it is no OPML file.", hint=_AGAIN)
    found = [
        str(value).strip()
        for element in root.iter("{*}outline")
        for name, value in element.attrib.items()
        if str(name).lower() == "xmlurl"
    ]
    return tuple(dict.fromkeys(address for address in found if _is_web(address)))


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _line(value: object) -> str:
    return " ".join(str(value or "").split())


def _date(item: Any) -> tuple[str | None, str]:
    for name in ("published", "updated"):
        # feedparser answers a question for "updated" with "published"; only what is there counts.
        moment = dict.get(item, f"{name}_parsed")
        written = str(dict.get(item, name) or "").strip()
        try:
            found = datetime(*moment[:6]) if moment else None
        except ValueError:
            continue
        if found:
            # What was written without a time or a zone gets none.
            value = (
                found.date().isoformat() if ":" not in written else found.isoformat() + ("Z" if _ZONE.search(written) else "")
            )
            return value, f"feed {name}"
    return None, ""


def _interval_s(feed: Any) -> int | None:
    minutes = str(feed.get("ttl") or "").strip()
    ttl_s = int(minutes) * 60 if re.fullmatch(r"[0-9]{1,7}", minutes) else 0
    period_s = _PERIODS_S.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0)
    times = str(feed.get("sy_updatefrequency") or "1").strip()
    period_s = period_s // max(1, int(times)) if re.fullmatch(r"[0-9]{1,7}", times) else period_s
    return max(ttl_s, period_s) or None


# The process: a line of JSON and the file on its standard input, an answer in JSON on its standard output.


def serve() -> None:
    """Parse the one file on standard input and print the answer; what the process that was started does."""
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answers, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end of the process
    confine(time_s=request["time_s"], memory_mib=request["memory_mib"])
    refuse()
    try:
        if request["kind"] == "feed":
            answer: dict[str, Any] = asdict(parse_feed(data, url=request["url"]))
        else:
            answer = {"feeds": parse_outline(data)}
    except ParseFailed as error:
        answer = {"error": error.message}
    except (MemoryError, RecursionError):
        answer = {"limit": True}
    # The last guard: whatever a library raises on hostile bytes costs this one file only.
    except Exception as exc:  # noqa: BLE001
        answer = {"error": f"the parser failed on it ({type(exc).__name__})."}
    answers.write(json.dumps(answer))
    answers.flush()


def _ask(kind: str, data: bytes, *, url: str | None, settings: Settings) -> dict[str, Any]:
    if len(data) > _SIZE_MOST:
        raise LimitExceeded(f"it is larger than {_SIZE_MOST // MIB} MiB, which no list of articles is.", hint=_AGAIN)
    request = {"kind": kind, "url": url, "time_s": settings.parse_time, "memory_mib": settings.parse_memory}
    try:
        done = subprocess.run(
            command(_START),
            input=json.dumps(request).encode("ascii") + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=settings.parse_time + _STARTING_S,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise LimitExceeded(f"parsing took more than {settings.parse_time} s.", hint=_AGAIN) from exc
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        answer = {"limit": True}
    if "limit" in answer:
        raise LimitExceeded("parsing it took more time or memory than allowed.", hint=_AGAIN)
    if "error" in answer:
        raise ParseFailed(answer["error"], hint=_AGAIN)
    assert isinstance(answer, dict)
    return answer
