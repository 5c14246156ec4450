"""Feeds that are watched, in words and as data."""

from datetime import UTC, datetime

from sayso.show.wording import counted, one_line
from sayso.workspace.watching import Watched


def feed_data(feed: Watched) -> dict[str, object]:
    """A feed as JSON data."""
    return {
        "url": feed.url,
        "address": feed.address,
        "title": feed.title,
        "next_look": None if feed.has_ended else _time(feed.next_at) or None,
        "failures": feed.failures,
        "has_ended": feed.has_ended,
        "seen": len(feed.seen),
        "waiting": len(feed.waiting),
    }


def feed_text(feed: Watched) -> str:
    """A feed in two lines: its address, then what it calls itself and how it stands."""
    if feed.has_ended:
        stands = "has ended (410 Gone)"
    else:
        due = _time(feed.next_at)
        stands = f"next look {due[:16].replace('T', ' ')} UTC" if due else "not looked at yet"
    parts = [feed.title, stands]
    if feed.failures:
        parts.append("the last look failed" if feed.failures == 1 else f"the last {feed.failures:,} looks failed")
    if feed.waiting:
        parts.append(f"{counted(len(feed.waiting), 'page')} to try again")
    return f"{one_line(feed.url)}\n    {one_line(', '.join(filter(None, parts)))}"


def _time(seconds: float) -> str:
    """RFC 3339 in UTC; "" where there was no look yet, or no clock shows that time."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""
