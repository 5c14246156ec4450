"""Pages of a packaged web archive (WACZ): a zip with WARC files, a list of the pages that were meant, and digests of its parts.

Takes the zip, gives the captures of the listed pages. Nothing is written to disk but a WARC that lies in the zip packed once
more, into a temporary file without a name.
"""

import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from sayso.errors import LimitExceeded, ParseFailed, SkipItem
from sayso.read import warc
from sayso.read.archived import Listed
from sayso.read.members import MIB, RATIO, SWOLLEN
from sayso.records.documents import Problem
from sayso.settings import DEFAULTS, Settings

MEMBERS_MOST = 10_000
_DIRECTORY_MOST = 4 * MIB
_LINE_MOST = 16 * MIB
_JSON_MOST = 16 * MIB
_CHUNK = 256 * 1024
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_WARC = re.compile(r"archive/.+\.warc(?:\.gz)?\Z", re.IGNORECASE)
_MISSING_NAMED = 3
_AGAIN = "Get the archive again."
# What zipfile raises on damaged data.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def pages(file: BinaryIO, name: str, *, settings: Settings = DEFAULTS) -> Iterator[warc.Found]:
    """The pages of a WACZ, WARC by WARC in order of name.

    Only captures of the pages that the archive lists are taken, and of what they redirect to; all pages where there is no list.

    Args:
        file: the archive; it must be able to seek, and stays open.
        name: what messages call it; a WARC in it is NAME/archive/FILE.
        settings: as for `warc.pages`.

    Returns:
        As `warc.pages`, and a ParseFailed for each part that is not what datapackage.json says; such a part is read all the
        same. Of a zip without its directory, cut off for example, all pages that are found in what is left.
    """
    try:
        _check_directory(file)
        archive = zipfile.ZipFile(file)
    except LimitExceeded as error:
        yield LimitExceeded(error.message, name, error.hint)
    except _FAULTS:
        yield ParseFailed("its table of contents is damaged or cut off; what pages are left are read without it.", name, _AGAIN)
        yield from warc.pages(file, name, settings=settings)
    else:
        with archive:
            try:
                members = _members(archive)
            except (ParseFailed, LimitExceeded) as error:
                yield type(error)(error.message, name, error.hint)
            else:
                yield from _pages(file, archive, members, name, settings=settings)


def _pages(
    file: BinaryIO, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str, *, settings: Settings
) -> Iterator[warc.Found]:
    digests: dict[str, str] = {}
    try:
        digests = _digests(archive, members)
    except ParseFailed as error:
        yield ParseFailed(error.message, name, error.hint)
    addresses: list[str] = []
    for path in [path for path in members if _WARC.match(path) or path in _LISTS or path in digests]:
        try:
            _check_digest(archive, members[path], digests.get(path))
            if path in _LISTS:
                addresses.extend(_addresses(archive, members[path]))
        except (ParseFailed, LimitExceeded) as error:
            yield type(error)(error.message, f"{name}/{path}", error.hint)
    for path in digests.keys() - members.keys():
        yield ParseFailed("datapackage.json names it, but it is not there.", f"{name}/{path}", _AGAIN)
    listed = Listed(addresses) if addresses else None
    warcs = sorted(path for path in members if _WARC.match(path))
    if not warcs:
        yield SkipItem("there is no WARC file in this archive.", name, "A WACZ keeps them in its folder archive/.")
    for path in warcs:
        try:
            with _opened(file, archive, members[path]) as part:
                yield from warc.pages(part, f"{name}/{path}", settings=settings, listed=listed)
        except (ParseFailed, LimitExceeded) as error:
            yield type(error)(error.message, f"{name}/{path}", error.hint)
    if listed is not None and listed.missing:
        some = list(listed.missing)[:_MISSING_NAMED]
        more = " ..." if len(listed.missing) > len(some) else ""
        yield Problem(name, f"listed pages without a capture here: {len(listed.missing):,}, {', '.join(some)}{more}.")


def _check_directory(file: BinaryIO) -> None:
    """Refuse a table of contents that would not fit into memory, before it is read. Source: APPNOTE 4.3.14-4.3.16."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 65_557)
    file.seek(start)
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    directory = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    locator = tail[end - 20 : end] if end >= 20 else b""
    if locator.startswith(b"PK\x06\x07"):
        file.seek(min(size, int.from_bytes(locator[8:16], "little")))
        directory = int.from_bytes(file.read(56)[40:48], "little")
    if directory > _DIRECTORY_MOST:
        raise _too_many()


def _too_many() -> LimitExceeded:
    return LimitExceeded(
        f"it has more than {MEMBERS_MOST:,} members.", hint="A WACZ has a few; read its WARC files one by one."
    )


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by name.

    Raises:
        ParseFailed: one is locked, or has a name that leads out of the archive or is there twice.
        LimitExceeded: there are too many.
    """
    found = archive.infolist()
    if len(found) > MEMBERS_MOST:
        raise _too_many()
    for member in found:
        path = member.orig_filename
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path.split("/")[0] or "\0" in path:
            raise ParseFailed(
                "a member's name leads out of the archive; nothing of it is read.", hint="Do not trust this file."
            )
        if member.flag_bits & 1:
            raise ParseFailed("it is protected by a password.", hint="Unpack it and read the WARC files inside.")
    members = {member.filename: member for member in found}
    if len(members) < len(found):
        raise ParseFailed("two members have the same name; nothing tells which one is meant.", hint="Do not trust this file.")
    return members


@contextmanager
def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """A member's content from its beginning on; it never gives more than the member declares.

    Raises:
        LimitExceeded: it declares more than 200 times its packed size.
        ParseFailed: it is damaged.
    """
    if member.file_size > MIB and member.file_size > RATIO * member.compress_size:
        raise LimitExceeded(f"it would unpack to {RATIO} times its size.", hint=SWOLLEN)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ParseFailed("it is packed in a way that WACZ does not use.", hint=_AGAIN)
    try:
        with archive.open(member) as content:
            yield content  # type: ignore[misc]
    except _FAULTS as exc:
        raise ParseFailed("it is damaged.", hint=_AGAIN) from exc


@contextmanager
def _opened(file: BinaryIO, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """A member as a file that can seek: the stretch of the zip where it lies, or a temporary copy when it is packed."""
    if member.compress_type == zipfile.ZIP_STORED:
        file.seek(member.header_offset)
        header = file.read(30)
        start = member.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        yield _Part(file, start, member.file_size)  # type: ignore[misc]
    else:
        with tempfile.TemporaryFile() as copy:
            with _stream(archive, member) as content:
                while part := content.read(_CHUNK):
                    copy.write(part)
            yield copy


class _Part(io.RawIOBase):
    """A stretch of a file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        self._at = place + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._start + self._at)
        part = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def _json(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[Any, str]:
    """A small JSON file and its SHA-256."""
    if member.file_size > _JSON_MOST:
        raise ParseFailed(f"{member.filename} is too large to be what it should be.", hint=_AGAIN)
    try:
        with _stream(archive, member) as content:
            data = content.read()
        return json.loads(data), hashlib.sha256(data).hexdigest()
    except (ValueError, RecursionError, LimitExceeded) as exc:
        raise ParseFailed(f"{member.filename} is not JSON.", hint=_AGAIN) from exc


def _digests(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """The SHA-256 of each part by its path, as datapackage.json declares them.

    Raises:
        ParseFailed: there is no such declaration, or it is itself not what it should be.
    """
    if "datapackage.json" not in members:
        raise ParseFailed("datapackage.json is missing, so nothing tells whether the archive is whole.", hint=_AGAIN)
    package, digest = _json(archive, members["datapackage.json"])
    if "datapackage-digest.json" in members:
        declared, _ = _json(archive, members["datapackage-digest.json"])
        if _sha256(declared) not in ("", digest):
            raise ParseFailed("datapackage.json is not what its digest says; the digests in it are not used.", hint=_AGAIN)
    resources = package.get("resources") if isinstance(package, dict) else None
    return {
        resource["path"]: _sha256(resource)
        for resource in (resources if isinstance(resources, list) else ())
        if isinstance(resource, dict) and isinstance(resource.get("path"), str)
    }


def _sha256(resource: Any) -> str:
    value = resource.get("hash") if isinstance(resource, dict) else None
    return value.removeprefix("sha256:").lower() if isinstance(value, str) and value.startswith("sha256:") else ""


def _check_digest(archive: zipfile.ZipFile, member: zipfile.ZipInfo, digest: str | None) -> None:
    if not digest:
        return
    found = hashlib.sha256()
    with _stream(archive, member) as content:
        while part := content.read(_CHUNK):
            found.update(part)
    if found.hexdigest() != digest:
        raise ParseFailed("its bytes are not those that datapackage.json declares (SHA-256).", hint=_AGAIN)


def _addresses(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[str]:
    """The addresses in a list of pages; lines that are not understood, the first one among them, name none."""
    with _stream(archive, member) as content:
        while line := content.readline(_LINE_MOST):
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                yield entry["url"]
