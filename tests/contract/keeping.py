"""A process that keeps numbered pages in an archive, for tests that kill it: `python keeping.py ACT FOLDER ...`.

It acknowledges each page by a line: NUMBER, and 1 where the page was new or 0.
"""

import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sayso import faults
from sayso.archive.archive import Archive
from sayso.errors import StopRun
from sayso.records.documents import Capture

BATCH = 5
DIED = 9
ROOM = 20_000


def page(number: int) -> Capture:
    """A page like no other number's; every seventh has bytes in common with others, every third has no headers."""
    chance = random.Random(number if number % 7 else 0)
    headers = (("X-Number", str(number)),) if number % 3 else ()
    return Capture(chance.randbytes(chance.randrange(6000)), f"page {number}", "file", doc_id=str(number), headers=headers)


def keep(folder: Path, first: int, last: int, point: str = "", nth: int = 1) -> None:
    """Keep pages in small batches; with a point, die when it is reached for the nth time."""
    if point:
        _die_at(point, nth)
    archive = Archive(folder)
    chance = random.Random(first)
    _say("ready")
    while first <= last:
        batch = range(first, min(first + chance.randint(1, BATCH), last + 1))
        _keep(archive, batch)
        first = batch.stop


def forget(folder: Path, number: int, point: str) -> None:
    """Forget a capture and die on the way."""
    _die_at(point, 1)
    Archive(folder).forget([number], who="A", why="asked for")


def fill(folder: Path, last: int) -> None:
    """Keep pages one by one with little room for each file; once the journal has outgrown it, say so, make room, and go on."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))
    archive = Archive(folder)
    try:
        archive.keep([Capture(b"x" * 2 * ROOM, "too large", "file")])
    except StopRun as error:
        _say(f"full: {error}")
    number = 1
    while number <= last:
        try:
            _keep(archive, [number])
            number += 1
        except StopRun as error:
            _say(f"full: {error}")
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _keep(archive: Archive, numbers: Sequence[int]) -> None:
    results = archive.keep([page(number) for number in numbers])
    for number, (_, new) in zip(numbers, results, strict=True):
        _say(f"{number} {new:d}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _die_at(point: str, nth: int) -> None:
    left = nth

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(DIED)

    faults.arm(point, count)


if __name__ == "__main__":
    acts: dict[str, Callable[..., None]] = {"keep": keep, "forget": forget, "fill": fill}
    act, where, *rest = sys.argv[1:]
    acts[act](Path(where), *(int(one) if one.isdigit() else one for one in rest))
