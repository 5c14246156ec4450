"""Watching feeds: ask politely for what is new, have its pages kept, and remember what was seen.

What is remembered stands in one JSON file. It is written after pages were kept, never before: a crash has pages fetched again
and loses none.
"""

import difflib
import json
import os
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sayso.errors import Conflict, FetchFailed, LimitExceeded, NotFound, SaysoError, SkipItem, StopRun
from sayso.pipeline import bare
from sayso.progress import Event, Listener, silent
from sayso.read.feeds import Entry, Feed, named_by, read_feed
from sayso.read.fetch import DAY_S, Answer, Fetcher, refusal
from sayso.read.files import Tell, list_kind, refused_list, unheard
from sayso.records.documents import Capture, Problem
from sayso.settings import DEFAULTS, Settings

FORMAT = 1
FLOOR_S = 900.0
TRIES_MOST = 5
SEEN_MOST = 5_000
# Pages between two writings of the file: an interruption costs no more than these.
BATCH = 20
_MAY_PASS = frozenset((408, 425, 429))
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
_ENDED = "this feed has ended (410 Gone); it is not asked for any more."

Keep = Callable[[Iterable[Capture | SaysoError]], object]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose page did not come yet, and how often it was tried."""

    entry: Entry
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """What is remembered of one feed.

    Attributes:
        url: the address that was named.
        address: where it is asked for now; another one when the site said that it has moved for good.
        title: what it calls itself.
        etag, modified: ETag and Last-Modified of the last answer that was dealt with.
        next_at: when to look again, seconds since 1970.
        failures: how many looks failed in a row.
        has_ended: the site said that the feed is gone (410); it is not asked for again.
        interval_s: how often it wants to be looked at, as it said last, in seconds.
        seen: ids and addresses of entries that are dealt with, the newest last; 5,000 at most.
        waiting: entries to try again.
    """

    url: str
    address: str
    title: str = ""
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0
    has_ended: bool = False
    interval_s: float = 0.0
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How often feeds are asked at most, and the clock that says when.

    Attributes:
        floor_s: seconds between two looks at one feed, at least.
        now: seconds since 1970.
        sleep: waits so many seconds.
        chance: a number from 0 to 1, for spreading what would otherwise come at once.
    """

    floor_s: float = FLOOR_S
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


USUAL = Manner()


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of watching.

    Attributes:
        looks: how many looks at feeds.
        failed: how many of them failed.
        reasons: an error of each kind that they failed with.
        pages: how many pages were handed on.
        was_interrupted: whether a person ended it.
    """

    looks: int = 0
    failed: int = 0
    reasons: tuple[SaysoError, ...] = ()
    pages: int = 0
    was_interrupted: bool = False


def watch(
    file: Path,
    feeds: Sequence[str],
    *,
    keep: Keep,
    once: bool = False,
    settings: Settings = DEFAULTS,
    fetcher: Fetcher | None = None,
    manner: Manner = USUAL,
    listener: Listener = silent,
    tell: Tell = unheard,
) -> Tally:
    """Look at feeds whenever they are due, until interrupted (Ctrl-C) or until all have ended.

    A feed is looked at after the longest of `manner.floor_s`, what it asks for itself (`ttl`, `sy:updatePeriod`) and what its
    Cache-Control says; after failures later and later; after Retry-After not before that time; and after a day in any case.

    Args:
        file: what is remembered; made when it is not there.
        feeds: addresses; empty for all that are remembered.
        keep: takes pages, and errors in place of those that are given up; it must go through all of them, and have kept them
            when it returns. What is remembered is written after that.
        once: look at each feed that is due once, and return.
        settings: sizes and waiting times.
        fetcher: fetches; None for one of its own.
        manner: pace and clock.
        listener: hears one event after each feed of a round.
        tell: hears of feeds that fail or have ended and of pages that are tried again later.

    Raises:
        NotFound: no feed is named, and none is remembered.
        Conflict: another process watches the same file's feeds.
        StopRun: the file was written by a newer version, or cannot be written; and what `keep` raises.
    """
    with (
        _alone(file),
        nullcontext(fetcher) if fetcher else Fetcher(settings=settings, sleep=manner.sleep) as shared,
    ):
        watcher = _Watcher(file, keep=keep, fetcher=shared, settings=settings, manner=manner, tell=tell)
        return watcher.run(feeds, once=once, listener=listener)


def unwatch(file: Path, feeds: Sequence[str], *, tell: Tell = unheard) -> None:
    """Watch these feeds no longer, and forget what was seen of them; pages that were kept stay.

    Args:
        file: what is remembered.
        feeds: addresses, as they were named.
        tell: as for `remembered`.

    Raises:
        NotFound: one of them is not watched; nothing is changed.
        Conflict: another process watches the same file's feeds.
        StopRun: as `watch`.
    """
    with _alone(file):
        known = remembered(file, tell=tell)
        for url in feeds:
            if url not in known:
                near = difflib.get_close_matches(url, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else "`sayso watch --list` has those that are."
                raise NotFound("this feed is not watched.", url, hint)
        _write(file, (state for url, state in known.items() if url not in feeds))


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """See to it that nobody else watches."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(file.with_suffix(".lock"), timeout=0):
            yield
    except Timeout as exc:
        raise Conflict("another process is watching the feeds of this workspace.", str(file), "End it first.") from exc


def remembered(file: Path, *, tell: Tell = unheard) -> dict[str, Watched]:
    """What is remembered of each feed, by the address that was named; a file that cannot be read is set aside, with a notice.

    Raises:
        StopRun: the file was written by a newer version, or cannot be opened.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise StopRun("it was written by a newer version of Sayso.", str(file), "Use that version.")
        return {entry["url"]: _from_plain(entry) for entry in data["feeds"]}
    except FileNotFoundError:
        return {}
    except OSError as exc:
        raise StopRun(f"it cannot be read ({exc.strerror}).", str(file), "Check the rights to it.") from exc
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        number = next(n for n in range(1, 1_000_000) if not _aside(file, n).exists())
        file.replace(_aside(file, number))
        tell(
            Problem(
                str(file),
                f"it is damaged and was set aside as {_aside(file, number).name}; what was seen of the feeds is forgotten.",
                "Name the feeds again; pages that were kept before will be captured once more.",
            )
        )
        return {}


class _Watcher:
    """One run of `watch`."""

    def __init__(self, file: Path, *, keep: Keep, fetcher: Fetcher, settings: Settings, manner: Manner, tell: Tell) -> None:
        self._file = file
        self._keep = keep
        self._fetcher = fetcher
        self._settings = settings
        self._manner = manner
        self._tell = tell
        self._known = remembered(file, tell=tell)
        self._tally = Tally()

    def run(self, feeds: Sequence[str], *, once: bool, listener: Listener) -> Tally:
        """Look at the feeds whenever they are due."""
        for url in feeds:
            self._known.setdefault(url, Watched(url, url))
        names = list(dict.fromkeys(feeds)) or list(self._known)
        if not names:
            raise NotFound("there are no feeds to watch.", str(self._file), "Name a feed, or an OPML file.")
        for url in names:
            if self._known[url].has_ended:
                self._tell(Problem(url, _ENDED))
        try:
            while True:
                now = self._manner.now()
                due = [url for url in names if _is_due(self._known[url], now)]
                for done, url in enumerate(due, start=1):
                    for state in self._look(self._known[url]):
                        self._known[url] = state
                        _write(self._file, self._known.values())
                    listener(Event("watch", done, len(due), "feeds"))
                times = [self._known[url].next_at for url in names if not self._known[url].has_ended]
                if once or not times:
                    return self._tally
                self._manner.sleep(max(1.0, min(times) - self._manner.now()))
        except KeyboardInterrupt:
            return replace(self._tally, was_interrupted=True)

    def _look(self, state: Watched) -> Iterator[Watched]:
        """What is to be remembered of a feed after a look at it, each time as soon as it holds."""
        self._tally = replace(self._tally, looks=self._tally.looks + 1)
        answer: Answer | None = None
        feed: Feed | None = None
        try:
            answer = self._fetcher.ask(state.address, feed=True, etag=state.etag, modified=state.modified)
            if answer.status == 410:
                self._tell(Problem(state.url, _ENDED))
                yield replace(state, has_ended=True, waiting=())
                return
            if answer.capture is not None:
                feed = read_feed(answer.capture.data, url=answer.capture.url, settings=self._settings)
            elif answer.status != 304:
                raise refusal(answer, state.url)
        except SkipItem as error:
            yield self._put_off(state, error, wait_s=answer.wait_s if answer else None)
            return
        state = _with_news(state, feed, answer) if feed else state
        queue = state.waiting
        for start in range(0, len(queue), BATCH):
            yield (state := self._dealt_with(state, queue[start : start + BATCH]))
        interval_s = max(self._manner.floor_s, state.interval_s, _max_age_s(answer))
        yield replace(
            state,
            address=answer.moved_to or state.address,
            failures=0,
            next_at=self._manner.now() + min(DAY_S, interval_s),
        )

    def _put_off(self, state: Watched, error: SaysoError, *, wait_s: float | None) -> Watched:
        is_new = all(type(error) is not type(other) for other in self._tally.reasons)
        reasons = (*self._tally.reasons, bare(error)) if is_new else self._tally.reasons
        self._tally = replace(self._tally, failed=self._tally.failed + 1, reasons=reasons)
        self._tell(Problem(state.url, error.message, error.hint, "error"))
        failures = state.failures + 1
        delay_s = self._manner.floor_s * 2 ** min(failures, 20) * (0.5 + self._manner.chance())
        delay_s = min(DAY_S, max(delay_s, self._manner.floor_s, wait_s or 0.0))
        # Where it moved to may be what is wrong.
        return replace(state, address=state.url, failures=failures, next_at=self._manner.now() + delay_s)

    def _dealt_with(self, state: Watched, batch: Sequence[Waiting]) -> Watched:
        """Have the pages of some entries kept; gives what is to be remembered then."""
        dealt: dict[str, Entry] = {}
        later: dict[str, Waiting] = {}
        self._keep(self._pages(state, batch, dealt, later))
        seen = (key for entry in dealt.values() for key in dict.fromkeys((entry.entry_id, entry.url)))
        return replace(
            state,
            seen=(*state.seen, *seen)[-SEEN_MOST:],
            waiting=tuple(later.get(one.entry.url, one) for one in state.waiting if one.entry.url not in dealt),
        )

    def _pages(
        self, state: Watched, batch: Sequence[Waiting], dealt: dict[str, Entry], later: dict[str, Waiting]
    ) -> Iterator[Capture | SaysoError]:
        for waiting in batch:
            entry = waiting.entry
            found, tries = self._page(waiting)
            if isinstance(found, SaysoError) and tries < TRIES_MOST:
                self._tell(Problem(entry.url, f"{found.message} It is tried again at the next look at its feed.", found.hint))
                later[entry.url] = Waiting(entry, tries)
                continue
            if isinstance(found, Capture):
                found = named_by(found, entry, feed=state.url, title=state.title)
                self._tally = replace(self._tally, pages=self._tally.pages + 1)
            yield found
            # Whoever asks for the next one has taken this one.
            dealt[entry.url] = entry

    def _page(self, waiting: Waiting) -> tuple[Capture | SaysoError, int]:
        """The page of an entry, or what went wrong, and how many tries that makes; TRIES_MOST where another is of no use."""
        url = waiting.entry.url
        try:
            answer = self._fetcher.ask(url, patient=True)
        except FetchFailed as error:
            return error, waiting.tries + 1
        except LimitExceeded as error:
            return error, TRIES_MOST
        if answer.capture is not None:
            return (refused_list(answer.capture) if list_kind(answer.capture) else answer.capture), TRIES_MOST
        if answer.status in _MAY_PASS or answer.status >= 500:
            # A site that was not even asked, because it wants to be left alone, has not refused this page.
            return refusal(answer, url), waiting.tries + (1 if answer.headers else 0)
        return refusal(answer, url), TRIES_MOST


def _with_news(state: Watched, feed: Feed, answer: Answer) -> Watched:
    """The state with the entries that are new in a feed waiting, oldest first."""
    known = {*state.seen, *(one.entry.entry_id for one in state.waiting), *(one.entry.url for one in state.waiting)}
    new = [entry for entry in reversed(feed.entries) if entry.entry_id not in known and entry.url not in known]
    present = {key for entry in feed.entries for key in (entry.entry_id, entry.url)}
    return replace(
        state,
        title=feed.title or state.title,
        etag=answer.header("etag"),
        modified=answer.header("last-modified"),
        interval_s=float(feed.interval_s or 0),
        # What a feed still holds must not be forgotten: it moves to the end, where the newest stand.
        seen=(*(key for key in state.seen if key not in present), *(key for key in state.seen if key in present)),
        waiting=(*state.waiting, *map(Waiting, new)),
    )


def _is_due(state: Watched, now: float) -> bool:
    # No wait is longer than a day: a later time was written when the clock was wrong.
    return not state.has_ended and not now < state.next_at <= now + DAY_S


def _max_age_s(answer: Answer) -> float:
    found = _MAX_AGE.search(answer.header("cache-control") or "")
    return float(found[1]) if found else 0.0


def _aside(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")


def _from_plain(entry: dict[str, Any]) -> Watched:
    waiting = tuple(Waiting(Entry(**one["entry"]), int(one["tries"])) for one in entry["waiting"])
    state = Watched(**{**entry, "seen": tuple(map(str, entry["seen"])), "waiting": waiting})
    return replace(state, next_at=float(state.next_at), interval_s=float(state.interval_s), failures=int(state.failures))


def _write(file: Path, states: Iterable[Watched]) -> None:
    """Write what is remembered: whole or not at all."""
    text = json.dumps({"format": FORMAT, "feeds": [asdict(state) for state in states]}, ensure_ascii=False, indent=1)
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write(text + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as exc:
        raise StopRun(f"it cannot be written ({exc.strerror}).", str(file), "Make room, or check the rights to it.") from exc
