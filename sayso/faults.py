"""Named points at which a test can make the program die or fail; they do nothing unless a test arms them.

A point is a promise about order: "blob renamed" lies after the bytes are safe and before anything refers to them. Tests arm a
point in a child process and then call the command line, so no environment variable and no option can reach them.
"""

from collections.abc import Callable

_armed: dict[str, Callable[[], None]] = {}

# Every point of the program; `reach` and `arm` take no other.
POINTS = frozenset(
    {
        "blob written",  # the bytes lie under a temporary name
        "blob renamed",  # the bytes lie under their digest, nothing refers to them yet
        "journal half written",  # the first half of a line has reached the file
        "journal written",  # the line is in the file, not yet known to be on the disk
        "journal synced",  # the entry is safe
        "store rows written",  # rows of a document are in an open transaction
        "store committed",  # the document is browsable
        "bytes removed",  # forgotten bytes are gone, the store still shows the document
        "backup half written",  # the first half of a backup has reached its file
    }
)


def reach(point: str) -> None:
    """Say that the program has come to a point."""
    if _armed:
        act = _armed.get(point)
        if act is not None:
            act()


def arm(point: str, act: Callable[[], None]) -> None:
    """Have `act` called whenever the program reaches the point; for tests."""
    if point not in POINTS:
        raise ValueError(f"there is no point {point!r}")
    _armed[point] = act


def disarm() -> None:
    """Forget what was armed."""
    _armed.clear()
