"""Progress lines: what they say, and when they are drawn."""

import io

import pytest

from sayso.meter import Meter, progress_line
from sayso.progress import Event


@pytest.mark.parametrize(
    ("event", "seconds", "line"),
    [
        (Event("read", 12, 40, "articles", 51200), 10.0, "12 of 40 articles, 5,120 words/s, 23 s left"),
        (Event("read", 1, 1001, "articles", 100), 2.0, "1 of 1,001 articles"),
        (Event("read", 1, 1001, "articles", 100), 10.0, "1 of 1,001 articles, 10 words/s, 2 h 46 min left"),
        (Event("read", 1, 11, "articles", 100), 10.0, "1 of 11 articles, 10 words/s, 1 min 40 s left"),
        (Event("read", 40, 40, "articles", 400), 10.0, "40 of 40 articles, 40 words/s"),
        (Event("read", 3, None, "files"), 20.0, "3 files"),
        (Event("read", 1, None, "files"), 20.0, "1 file"),
        (Event("read", 1, 1, "articles", 400), 10.0, "1 of 1 article, 40 words/s"),
    ],
)
def test_line(event: Event, seconds: float, line: str):
    assert progress_line(event, seconds=seconds) == line


class Clock:
    """Seconds that go on by one at each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_plain_lines_come_now_and_then():
    stream = io.StringIO()
    meter = Meter(stream, clock=Clock())
    for done in range(1, 25):
        meter(Event("read", done, 100, "articles"))
    assert [line.split(",")[0] for line in stream.getvalue().splitlines()] == [f"{n} of 100 articles" for n in (1, 11, 21)]


def test_terminal_line_rewrites_itself_and_goes_away():
    stream = Terminal()
    meter = Meter(stream, clock=Clock())
    meter(Event("read", 1, 3, "articles"))
    meter(Event("read", 2, 3, "articles"))
    meter.clear()
    assert stream.getvalue().count("\r") == 4
    assert stream.getvalue().endswith(" \r")
    assert "\n" not in stream.getvalue()


def test_a_single_article_draws_nothing():
    stream = io.StringIO()
    Meter(stream, clock=Clock())(Event("read", 1, 1, "articles"))
    assert stream.getvalue() == ""
