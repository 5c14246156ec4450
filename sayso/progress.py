"""How far a long run has come: plain events, drawn by whoever listens (the command line, a test, a page)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One step of progress.

    Attributes:
        stage: what is being done ("read").
        done: units finished so far.
        total: units in all, or None when that is not known.
        unit: what is counted, in the plural ("files").
        words: words analysed so far.
    """

    stage: str
    done: int
    total: int | None
    unit: str
    words: int = 0


Listener = Callable[[Event], None]


def silent(event: Event) -> None:
    """Listener that draws nothing."""
