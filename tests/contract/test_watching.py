"""What watching promises: polite to sites, no page lost, none handed on twice, and a clean end whenever it is stopped."""

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sayso.errors import Conflict, FetchFailed, LimitExceeded, NotFound, SaysoError, SkipItem, StopRun
from sayso.progress import Event
from sayso.read.feeds import parse_feed
from sayso.read.fetch import Fetcher
from sayso.records.documents import Capture, Problem
from sayso.settings import Settings
from sayso.workspace import watching
from sayso.workspace.watching import BATCH, TRIES_MOST, Manner, Tally, remembered, unwatch, watch
from tests.unit.read.material import Reply, Site, rss, serving

MINUTE, HOUR, DAY = 60, 3_600, 86_400
FLOOR = 15 * MINUTE


class Desk:
    """Somebody who watches feeds, keeps what comes, and has a clock of their own."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.file = folder / "feeds.json"
        self.now = 1_790_000_000.0
        self.chance = 0.5
        self.kept: list[Capture | SaysoError] = []
        self.told: list[Problem] = []
        self.events: list[Event] = []

    def watch(self, *feeds: str, once: bool = True, keep=None, wait_s: float = 0, **settings: int) -> Tally:
        """Watch, with a new process's memory; `wait_s` seconds later than before."""
        self.now += wait_s
        with Fetcher(settings=Settings(**{"fetch_pause": 0, **settings}), loopback_port=self.site.port) as fetcher:
            return watch(
                self.file,
                [self.site.url + feed for feed in feeds],
                keep=keep or self.keep,
                once=once,
                settings=Settings(**settings),
                fetcher=fetcher,
                manner=Manner(now=lambda: self.now, sleep=self.sleep, chance=lambda: self.chance),
                listener=self.events.append,
                tell=self.told.append,
            )

    def keep(self, found) -> None:
        self.kept.extend(found)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pages(self) -> list[str]:
        """The paths of the pages that were kept since this was asked last; errors as the name of their kind."""
        found = [
            (one.url or "").removeprefix(self.site.url) if isinstance(one, Capture) else type(one).__name__ for one in self.kept
        ]
        self.kept.clear()
        return found

    def next_in(self, feed: str = "/feed") -> float:
        """Seconds until a feed is due."""
        return remembered(self.file)[self.site.url + feed].next_at - self.now

    def serve_feed(self, *paths: str, path: str = "/feed", channel: str = "", **headers: str) -> None:
        """Put a feed with its pages on the site."""
        self.site.replies.update({one: Reply(f"<p>{one}</p>".encode()) for one in paths})
        body = rss(*paths, base=self.site.url, channel=channel)
        self.site.replies[path] = Reply(body, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture
def desk(tmp_path, monkeypatch):
    # A process for each feed would take most of the time; the test with a child of its own has one.
    monkeypatch.setattr(watching, "read_feed", lambda data, *, url, settings: parse_feed(data, url=url))
    with serving() as site:
        yield Desk(site, tmp_path)


# What comes


def test_new_pages_are_handed_on_once_oldest_first(desk):
    desk.serve_feed("/b", "/a")
    assert desk.watch("/feed") == Tally(looks=1, pages=2)
    assert desk.pages() == ["/a", "/b"]
    desk.serve_feed("/c", "/b", "/a")
    assert desk.watch("/feed", wait_s=FLOOR).pages == 1
    assert desk.pages() == ["/c"]
    assert desk.watch("/feed", wait_s=FLOOR).pages == 0


def test_a_page_carries_what_its_feed_says_of_it(desk):
    desk.serve_feed("/a")
    desk.watch("/feed")
    assert desk.kept[0].metadata["feed"]["title"] == "Harbour News"
    assert desk.kept[0].how == "url"


def test_feeds_that_were_named_before_need_not_be_named_again(desk):
    desk.serve_feed("/a")
    desk.serve_feed("/b", path="/other")
    desk.watch("/feed", "/other")
    assert desk.watch(wait_s=FLOOR).looks == 2
    assert [(event.done, event.total) for event in desk.events] == [(1, 2), (2, 2)] * 2
    with pytest.raises(NotFound, match="no feeds"):
        watch(desk.file.with_name("empty.json"), [], keep=desk.keep)


def test_a_feed_that_is_watched_no_longer_is_forgotten(desk):
    desk.serve_feed("/a")
    desk.watch("/feed", "/mistyped")
    assert list(remembered(desk.file)) == [desk.site.url + "/feed", desk.site.url + "/mistyped"]
    with pytest.raises(NotFound, match="not watched") as told:
        unwatch(desk.file, [desk.site.url + "/feed", desk.site.url + "/mistype"])
    assert "/mistyped?" in told.value.hint
    unwatch(desk.file, [desk.site.url + "/mistyped"])
    assert list(remembered(desk.file)) == [desk.site.url + "/feed"]
    assert desk.watch(wait_s=FLOOR).looks == 1


def test_what_failed_is_told_once_a_kind(desk):
    desk.site.replies["/no-feed"] = Reply(b"<html><body>No feed.</body></html>")
    desk.serve_feed("/a")
    tally = desk.watch("/feed", "/one", "/two", "/no-feed")
    assert (tally.looks, tally.failed) == (4, 3)
    assert sorted(type(one).__name__ for one in tally.reasons) == ["FetchFailed", "ParseFailed"]


def test_an_entry_under_another_address_or_another_id_is_no_new_one(desk):
    desk.serve_feed("/a")
    desk.watch("/feed")
    for old, new in (
        (b"<link>" + desk.site.url.encode() + b"/a<", b"<link>" + desk.site.url.encode() + b"/a?x=1<"),
        (b"id:/a", b"id:new"),
    ):
        desk.site.replies["/feed"] = Reply(rss("/a", base=desk.site.url).replace(old, new))
        desk.watch("/feed", wait_s=FLOOR)
    assert desk.pages() == ["/a"]


# Politeness


def test_a_feed_that_did_not_change_is_not_sent_again(desk):
    desk.serve_feed("/a")
    body = desk.site.replies["/feed"].body
    known = {"etag": '"1"', "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT"}

    def feed(headers):
        is_known = headers.get("if-none-match") == '"1"' and headers.get("if-modified-since") == known["last-modified"]
        return Reply(b"" if is_known else body, 304 if is_known else 200, known)

    desk.site.replies["/feed"] = feed
    desk.watch("/feed")
    desk.site.asked.clear()
    desk.watch("/feed", wait_s=FLOOR)
    assert desk.site.asked[-1][1]["if-none-match"] == '"1"'
    assert desk.pages() == ["/a"]
    assert desk.told == []


@pytest.mark.parametrize(
    ("channel", "headers", "wait_s"),
    [
        ("", {}, FLOOR),
        ("<ttl>1</ttl>", {"cache_control": "max-age=60"}, FLOOR),
        ("<ttl>60</ttl>", {}, HOUR),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", {"cache_control": "public, max-age=7200"}, 2 * HOUR),
        ("<ttl>999999</ttl>", {"cache_control": "max-age=999999999"}, DAY),
    ],
)
def test_a_feed_is_looked_at_no_more_often_than_it_wants_and_once_a_day_at_least(desk, channel, headers, wait_s):
    desk.serve_feed("/a", channel=channel, **headers)
    desk.watch("/feed")
    assert desk.next_in() == wait_s
    desk.site.asked.clear()
    assert desk.watch("/feed", wait_s=wait_s - 1).looks == 0
    assert desk.site.asked == []
    assert desk.watch("/feed", wait_s=1).looks == 1


def test_what_a_feed_wants_holds_while_it_does_not_change(desk):
    desk.serve_feed("/a", channel="<ttl>120</ttl>", etag='"1"')
    desk.watch("/feed")
    desk.site.replies["/feed"] = Reply(b"", 304)
    desk.watch("/feed", wait_s=2 * HOUR)
    assert desk.next_in() == 2 * HOUR


def test_after_failures_a_feed_is_asked_later_and_later_up_to_a_day(desk):
    desk.site.replies["/feed"] = Reply(b"", 500)
    waits: list[float] = []
    for _ in range(10):
        assert desk.watch("/feed", wait_s=waits[-1] if waits else 0).failed == 1
        waits.append(desk.next_in())
    assert waits[:4] == [FLOOR * 2, FLOOR * 4, FLOOR * 8, FLOOR * 16]
    assert waits[-1] == DAY
    assert {problem.level for problem in desk.told} == {"error"}
    desk.serve_feed("/a")
    assert desk.watch("/feed", wait_s=DAY).pages == 1
    assert desk.next_in() == FLOOR


def test_failures_of_many_do_not_come_back_all_at_once(desk):
    waits = set()
    for chance in (0.0, 0.3, 0.99):
        desk.chance = chance
        desk.file.unlink(missing_ok=True)
        desk.watch("/feed")
        waits.add(desk.next_in())
    assert len(waits) == 3
    assert min(waits) >= FLOOR


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(desk, status):
    desk.site.replies["/feed"] = Reply(b"", status, {"retry-after": "40000"})
    desk.watch("/feed")
    assert desk.next_in() == pytest.approx(40_000, abs=5)


def test_a_feed_that_is_gone_is_not_asked_for_again(desk):
    desk.site.replies["/feed"] = Reply(b"", 410)
    desk.watch("/feed")
    desk.site.asked.clear()
    assert desk.watch("/feed", once=False, wait_s=30 * DAY).looks == 0
    assert desk.site.asked == []
    assert [problem.item for problem in desk.told] == [f"{desk.site.url}/feed"] * 2


def test_a_feed_that_moved_for_good_is_asked_for_where_it_is_and_sought_again_when_that_fails(desk):
    desk.serve_feed("/a", path="/new")
    desk.site.replies["/feed"] = Reply(b"", 301, {"location": "/new"})
    desk.watch("/feed")
    assert desk.site.paths() == ["/feed", "/new", "/a"]
    desk.site.replies["/new"] = Reply(b"", 404)
    desk.watch("/feed", wait_s=FLOOR)
    assert desk.site.paths() == ["/new"]
    desk.watch("/feed", wait_s=DAY)
    assert desk.site.paths() == ["/feed", "/new"]


def test_robots_are_obeyed_for_feeds_and_for_pages(desk):
    desk.serve_feed("/a", "/private/b")
    desk.site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private", headers={"content-type": "text/plain"})
    desk.watch("/feed")
    assert desk.pages() == ["/a"]
    desk.site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /feed", headers={"content-type": "text/plain"})
    desk.site.asked.clear()
    assert desk.watch("/feed", wait_s=FLOOR).failed == 1
    assert [path for path, _ in desk.site.asked] == ["/robots.txt"]


@pytest.mark.parametrize("body", [b"", b"junk", b"<html><body>Log in</body></html>", b"<?xml version='1.0'?><rss"])
def test_what_is_no_feed_is_a_failure_and_forgets_nothing(desk, body):
    desk.serve_feed("/a")
    desk.watch("/feed")
    desk.site.replies["/feed"] = Reply(body)
    assert desk.watch("/feed", wait_s=FLOOR).failed <= 1
    desk.serve_feed("/b", "/a")
    desk.watch("/feed", wait_s=DAY)
    assert desk.pages() == ["/a", "/b"]


# Pages that do not come


def test_a_page_that_may_come_later_is_tried_again_although_the_feed_did_not_change(desk):
    desk.serve_feed("/a", "/b", etag='"1"')
    desk.site.replies["/a"] = Reply(b"", 500)
    desk.watch("/feed")
    assert desk.pages() == ["/b"]
    assert "tried again" in desk.told[0].message
    desk.site.replies["/feed"] = Reply(b"", 304)
    desk.site.replies["/a"] = Reply()
    desk.watch("/feed", wait_s=FLOOR)
    assert desk.pages() == ["/a"]


def test_a_page_that_never_comes_is_given_up_with_its_error(desk):
    desk.serve_feed("/a")
    desk.site.replies["/a"] = Reply(b"", 500)
    for _ in range(TRIES_MOST + 1):
        desk.watch("/feed", wait_s=FLOOR)
    assert desk.site.paths().count("/a") == TRIES_MOST
    assert [type(one) for one in desk.kept] == [FetchFailed]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(b"", 404), FetchFailed),
        (Reply(b"", 403), FetchFailed),
        (Reply(bytes(2 * 1024 * 1024)), LimitExceeded),
        (Reply(rss("/x", base="http://127.0.0.1")), SkipItem),
    ],
)
def test_a_page_that_will_not_come_is_given_up_at_once(desk, reply, kind):
    desk.serve_feed("/a", "/b")
    desk.site.replies["/a"] = reply
    desk.watch("/feed", input_size=1)
    assert [type(one) for one in desk.kept] == [Capture, kind]
    desk.watch("/feed", wait_s=FLOOR, input_size=1)
    assert desk.site.paths().count("/a") == 1


def test_a_site_that_wants_to_be_left_alone_is_asked_once_and_its_pages_wait(desk):
    desk.serve_feed("/a", "/b", "/c")
    desk.site.replies["/c"] = Reply(b"", 429, {"retry-after": "300"})
    desk.watch("/feed")
    assert desk.site.paths() == ["/feed", "/c"]
    assert desk.pages() == []
    desk.site.replies["/c"] = Reply()
    desk.watch("/feed", wait_s=FLOOR)
    assert desk.pages() == ["/c", "/b", "/a"]


# What is remembered


class Died(Exception):
    """The end of a process."""


def test_what_was_not_kept_is_fetched_again(desk):
    desk.serve_feed("/a", "/b")

    def die(found):
        next(iter(found))
        raise Died

    with pytest.raises(Died):
        desk.watch("/feed", keep=die)
    assert desk.watch("/feed").pages == 2


def test_an_error_of_who_keeps_ends_the_watch_and_is_not_forgotten(desk):
    desk.serve_feed("/a")

    def full(found):
        list(found)
        raise StopRun("no room.")

    with pytest.raises(StopRun, match="no room"):
        desk.watch("/feed", keep=full)
    desk.watch("/feed")
    assert desk.pages() == ["/a"]


def test_a_long_feed_is_remembered_piece_by_piece(desk):
    desk.serve_feed(*(f"/{number}" for number in range(2 * BATCH + 5)))
    batches = []

    def interrupted(found):
        batches.append(list(found))
        if len(batches) == 2:
            raise KeyboardInterrupt

    assert desk.watch("/feed", keep=interrupted).was_interrupted
    assert desk.watch("/feed").pages == BATCH + 5
    assert len(set(desk.pages())) == BATCH + 5


def test_pages_that_nobody_took_are_not_taken_for_seen(desk):
    desk.serve_feed("/a", "/b")
    desk.watch("/feed", keep=lambda found: None)
    desk.watch("/feed", wait_s=FLOOR)
    assert desk.pages() == ["/b", "/a"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 1, "feeds": [{"url": 5}]}', b"\xff\xfe", b'{"format": 1}'])
def test_a_damaged_file_is_set_aside_and_told_of(desk, damage):
    desk.serve_feed("/a")
    for number in (1, 2):
        desk.file.write_bytes(damage)
        desk.watch("/feed")
        assert desk.file.with_name(f"feeds.damaged-{number}.json").read_bytes() == damage
    assert [problem.item for problem in desk.told] == [str(desk.file)] * 2
    assert desk.pages() == ["/a", "/a"]


def test_a_file_of_a_newer_version_is_left_alone(desk):
    desk.file.write_text('{"format": 2, "feeds": "new"}', encoding="utf-8")
    with pytest.raises(StopRun, match="newer"):
        desk.watch("/feed")
    assert desk.file.read_text(encoding="utf-8") == '{"format": 2, "feeds": "new"}'


def test_what_is_remembered_is_written_whole_or_not_at_all(desk, monkeypatch):
    desk.serve_feed("/a")
    desk.watch("/feed")
    before = desk.file.read_bytes()
    desk.serve_feed("/b", "/a")

    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StopRun, match="No space left"):
        desk.watch("/feed", wait_s=FLOOR)
    assert desk.file.read_bytes() == before


def test_what_is_remembered_comes_back_as_it_was(desk):
    desk.serve_feed("/a", "/b", etag='"ü"', channel="<ttl>60</ttl>")
    desk.site.replies["/a"] = Reply(b"", 500)
    desk.watch("/feed", "/gone")
    states = remembered(desk.file)
    assert states[f"{desk.site.url}/feed"].waiting[0].tries == 1
    assert json.loads(desk.file.read_text(encoding="utf-8"))["format"] == 1
    desk.watch("/feed", wait_s=1)
    assert remembered(desk.file) == states


def test_a_time_from_a_wrong_clock_keeps_no_feed_waiting(desk):
    desk.serve_feed("/a")
    desk.watch("/feed", wait_s=400 * DAY)
    desk.now -= 400 * DAY
    assert desk.watch("/feed").looks == 1


def test_two_cannot_watch_the_same_feeds(desk):
    desk.serve_feed("/a")

    def second(found):
        list(found)
        with pytest.raises(Conflict, match="another process"):
            desk.watch("/feed")

    desk.watch("/feed", keep=second)


# Going on and stopping


def test_it_goes_on_until_it_is_interrupted(desk):
    desk.serve_feed("/a")
    desk.serve_feed("/b", path="/other", channel="<ttl>40</ttl>")
    looks = []

    def sleep(seconds):
        looks.append(desk.site.paths())
        desk.now += seconds
        if len(looks) == 4:
            raise KeyboardInterrupt

    desk.sleep = sleep
    tally = desk.watch("/feed", "/other", once=False)
    assert tally == Tally(looks=5, pages=2, was_interrupted=True)
    assert looks == [["/feed", "/a", "/other", "/b"], ["/feed"], ["/feed"], ["/other"]]


CHILD = """
import sys
from pathlib import Path
from sayso.read.fetch import Fetcher
from sayso.settings import Settings
from sayso.workspace.watching import watch

def keep(found):
    for one in found:
        print(one.url, flush=True)

with Fetcher(settings=Settings(fetch_pause=0), loopback_port=int(sys.argv[2])) as fetcher:
    tally = watch(Path(sys.argv[3]), [sys.argv[1]], keep=keep, fetcher=fetcher)
print("stopped", tally.was_interrupted, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal on Windows")
def test_ctrl_c_ends_it_cleanly_while_it_waits(desk):
    desk.serve_feed("/a")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, f"{desk.site.url}/feed", str(desk.site.port), str(desk.file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    watchdog = threading.Timer(60, child.kill)
    watchdog.start()
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == f"{desk.site.url}/a\n"
        while not desk.file.exists():
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        rest, errors = child.communicate()
    finally:
        watchdog.cancel()
        child.kill()
        child.wait()
    assert (rest, errors, child.returncode) == ("stopped True\n", "", 0)
    assert f"{desk.site.url}/a" in remembered(desk.file)[f"{desk.site.url}/feed"].seen
