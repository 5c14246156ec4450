"""Bytes by their digest: written once, whole or not at all, and never changed.

Takes bytes, gives them back by the SHA-256 that names them. A file has its name only once its bytes are on the disk.
"""

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from sayso.archive.disk import RESTORE, make_folder, reading, sync_all, sync_folder, write, writing
from sayso.errors import EvidenceDamaged
from sayso.faults import reach
from sayso.records.anchors import content_id

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part"
_DAY_S = 86_400


class Vault:
    """Blobs in a folder, which need not exist yet: DIR/ab/abcd... by the first two digits of the digest.

    Threads and processes may put the same bytes at once. Whoever removes sees to it that nobody needs them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, blobs: Sequence[bytes]) -> list[str]:
        """Digests of the blobs, in order; all are on the disk when this returns. What is there already is not written again.

        Raises:
            StopRun: there is no room, or the vault cannot be written.
        """
        digests = [content_id(blob) for blob in blobs]
        paths = {self._path(digest): blob for digest, blob in zip(digests, blobs, strict=True)}
        parts: dict[Path, Path] = {}
        with writing(self.folder):
            try:
                for path, blob in paths.items():
                    if not _holds(path, blob):
                        make_folder(path.parent)
                        part = path.with_name(f"{path.name}.{token_hex(8)}{_PART}")
                        parts[part] = path
                        with part.open("xb", buffering=0) as file:
                            write(file, blob)
                        reach("blob written")
                sync_all(parts)
                for part, path in parts.items():
                    _rename(part, path, paths[path])
                # Also where nothing was written: a process that died may have left a name that is not on the disk yet.
                sync_all({folder for path in paths for folder in (path.parent, self.folder)})
            finally:
                for part in parts:
                    with suppress(OSError):
                        part.unlink(missing_ok=True)
        if parts:
            reach("blob renamed")
        return digests

    def get(self, digest: str) -> bytes:
        """The bytes.

        Raises:
            EvidenceDamaged: they are missing, cannot be read, or are not those that were put.
        """
        path = self._path(digest)
        with reading(path):
            data = path.read_bytes()
        if content_id(data) != digest:
            raise EvidenceDamaged("its bytes are not those that were kept.", str(path), RESTORE)
        return data

    def has(self, digest: str) -> bool:
        """Whether there is a file for them; its bytes are not looked at."""
        with reading(self.folder):
            return bool(_DIGEST.fullmatch(digest)) and self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Remove the bytes for good, and what writers that died left of them; nothing when they are not there.

        Raises:
            StopRun: they cannot be removed.
        """
        path = self._path(digest)
        with writing(path), suppress(FileNotFoundError):
            for part in path.parent.glob(f"{digest}.*{_PART}"):
                part.unlink(missing_ok=True)
            path.unlink()
            sync_folder(path.parent)

    def digests(self) -> Iterator[str]:
        """Digests of all blobs, sorted."""
        for path in self._files():
            if _DIGEST.fullmatch(path.name) and path.name.startswith(path.parent.name):
                yield path.name

    def sweep(self) -> int:
        """Remove what writers that died left behind more than a day ago; how many files that were.

        Raises:
            StopRun: they cannot be removed.
        """
        swept = 0
        for path in self._files():
            if path.suffix == _PART:
                with writing(path), suppress(FileNotFoundError):
                    if time.time() - path.stat().st_mtime > _DAY_S:
                        path.unlink()
                        swept += 1
        return swept

    def _path(self, digest: str) -> Path:
        # A digest may come from a journal that somebody else made: it must never lead anywhere but here.
        if not _DIGEST.fullmatch(digest):
            raise EvidenceDamaged("this is not the digest of a blob.", repr(digest), RESTORE)
        return self.folder / digest[:2] / digest

    def _files(self) -> Iterator[Path]:
        with reading(self.folder):
            if self.folder.is_dir():
                for folder in sorted(self.folder.iterdir()):
                    if folder.is_dir():
                        yield from sorted(folder.iterdir())


def _holds(path: Path, blob: bytes) -> bool:
    try:
        return path.stat().st_size == len(blob) and path.read_bytes() == blob
    except OSError:
        return False


def _rename(part: Path, path: Path, blob: bytes) -> None:
    try:
        os.replace(part, path)
    except PermissionError:
        # Windows does not replace a file that is open: another process put the same bytes, and somebody reads them.
        if not _holds(path, blob):
            raise
