"""What the archive asks of the disk: bytes that stay, and plain words when they cannot be written."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sayso.errors import EvidenceDamaged, StopRun

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
RESTORE = "Take the file from a backup; `sayso verify` lists all that is damaged."
_AT_ONCE = 8
# What file systems answer that cannot sync a folder.
_NO_SYNC = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EBADF))


@contextmanager
def writing(subject: Path) -> Iterator[None]:
    """Turns a refusal of the system into an error that ends the run.

    Raises:
        StopRun: the disk is full, or the place cannot be written.
    """
    try:
        yield
    except OSError as exc:
        if exc.errno in _FULL:
            raise StopRun(
                f"there is no room left ({_reason(exc)}).",
                str(subject),
                "Make room on the disk, then run the same command again; all that was kept is safe.",
            ) from exc
        raise StopRun(
            f"it cannot be written ({_reason(exc)}).", str(subject), "Check who may write there, and that the disk is sound."
        ) from exc


@contextmanager
def reading(subject: Path) -> Iterator[None]:
    """Turns a refusal of the system into an error about the evidence.

    Raises:
        EvidenceDamaged: it is not there, or cannot be read.
    """
    try:
        yield
    except FileNotFoundError:
        raise EvidenceDamaged("it is missing.", str(subject), RESTORE) from None
    except OSError as exc:
        raise EvidenceDamaged(f"it cannot be read ({_reason(exc)}).", str(subject), RESTORE) from exc


def write(file: BinaryIO, data: bytes) -> None:
    """Write all of the bytes to an unbuffered file, however many the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def sync(file: BinaryIO) -> None:
    """Return when the file's bytes are on the disk, not merely in a cache."""
    if sys.platform == "darwin":
        import fcntl

        # There, fsync leaves the bytes in the drive's own cache.
        fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    else:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk; nothing where the system has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as exc:
        if exc.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Return when all of these files and folders are on the disk. Several wait at a time, as a disk takes them in one go."""
    with ThreadPoolExecutor(_AT_ONCE) as waiting:
        for _ in waiting.map(_sync_path, paths):
            pass


def make_folder(folder: Path) -> None:
    """Make a folder that stays, and those above it; nothing when it is there."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _sync_path(path: Path) -> None:
    if path.is_dir():
        sync_folder(path)
    else:
        with path.open("r+b", buffering=0) as file:
            sync(file)


def _reason(exc: OSError) -> str:
    return (exc.strerror or type(exc).__name__).lower()
