"""Progress as people see it, on standard error: one line that rewrites itself in a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from sayso.progress import Event

TERMINAL_EVERY_S = 0.1
PLAIN_EVERY_S = 10.0
QUIET_AT_FIRST_S = 1.0
# Until then most of the time went into loading and starting, and an estimate would be far off.
ESTIMATE_AFTER_S = 5.0


@dataclass(slots=True)
class Meter:
    """A listener that draws events on a stream; nothing is drawn in the first second, nor for a single item.

    Attributes:
        stream: where to draw.
        clock: seconds that only ever grow.
    """

    stream: TextIO
    clock: Callable[[], float] = time.monotonic
    _started: float = field(init=False)
    _drawn: float = field(init=False)
    _width: int = field(init=False, default=0)
    _terminal: bool = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()
        self._terminal = self.stream.isatty()
        every = TERMINAL_EVERY_S if self._terminal else PLAIN_EVERY_S
        self._drawn = self._started + QUIET_AT_FIRST_S - every

    def __call__(self, event: Event) -> None:
        """Draw the event, unless the last one was drawn a moment ago."""
        now = self.clock()
        if event.total == 1 or now - self._drawn < (TERMINAL_EVERY_S if self._terminal else PLAIN_EVERY_S):
            return
        self._drawn = now
        line = progress_line(event, seconds=now - self._started)
        if self._terminal:
            self.stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()

    def clear(self) -> None:
        """Take the line off the terminal, so that something else can be printed."""
        if self._terminal and self._width:
            self.stream.write("\r" + " " * self._width + "\r")
            self.stream.flush()
            self._width = 0


def progress_line(event: Event, *, seconds: float) -> str:
    """The event in words: "12 of 40 articles, 5,120 words/s, 8 s left"; without speed and time left in the first seconds."""
    of = f" of {event.total:,}" if event.total is not None else ""
    is_one = (event.done if event.total is None else event.total) == 1
    parts = [f"{event.done:,}{of} {event.unit.removesuffix('s') if is_one else event.unit}"]
    if seconds < ESTIMATE_AFTER_S:
        return parts[0]
    if event.words:
        parts.append(f"{event.words / seconds:,.0f} words/s")
    if event.total is not None and event.done and event.done < event.total:
        parts.append(f"{_duration(seconds * (event.total - event.done) / event.done)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
