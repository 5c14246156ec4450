"""Captures as a WACZ file, which browsers of web archives open and `wacz validate` checks.

Takes captures of an archive, gives a ZIP file as WACZ 1.1.1 lays it out (https://specs.webrecorder.net/wacz/1.1.1/): a WARC 1.1
with a record for each capture, its index, the list of pages, and the digest of every part. Equal captures give equal bytes, so
nothing in it comes from the clock.

What came over HTTP with its headers is a `response` record, everything else a `resource` record. The bytes are those of the
archive: as the page was read, without transfer and content codings. Headers that speak of codings that are no longer there keep
their value under a name of their own, `X-Archive-Orig-...`, so that a reader does not try to unpack twice.
"""

import hashlib
import json
import os
import re
import string
import zipfile
from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from sayso.archive.archive import Archive
from sayso.archive.cdx import Indexed, key_of, packed
from sayso.archive.disk import writing
from sayso.errors import NotFound
from sayso.records.documents import Capture
from sayso.records.evidence import Kept

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

VERSION = "1.1.1"
WARC = "archive/data.warc.gz"
OVER_HTTP = frozenset(("url", "warc"))
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_PRINTABLE = string.ascii_letters + string.digits + string.punctuation
_CODED = frozenset(("content-encoding", "transfer-encoding", "content-length"))


def export(
    archive: Archive, numbers: Collection[int], file: Path, *, titles: Mapping[int, str] | None = None
) -> tuple[Kept, ...]:
    """The captures that were written, in order of number. The file appears under its name only when it is complete.

    Args:
        archive: where they are.
        numbers: of the captures; more than once counts once.
        file: where to write; what is there is replaced.
        titles: what to call the captures in the list of pages, by number; otherwise by address or file name.

    Raises:
        NotFound: there is no such capture, or it was forgotten.
        EvidenceDamaged: bytes or journal are not what was kept.
        StopRun: there is no room, or the file cannot be written.

    Cost: linear in the bytes of the captures and the length of the journal; one capture at a time is in memory.
    """
    captures = chosen(archive, numbers)
    partial = file.with_name(file.name + ".part")
    with writing(file):
        try:
            with zipfile.ZipFile(partial, "w", allowZip64=True) as package:
                _write(package, archive, captures, titles or {})
            os.replace(partial, file)
        finally:
            partial.unlink(missing_ok=True)
    return captures


def chosen(archive: Archive, numbers: Collection[int]) -> tuple[Kept, ...]:
    """The captures with these numbers, in order.

    Raises:
        NotFound: there is no such capture.
    """
    wanted = set(numbers)
    captures = tuple(kept for kept in archive.kept() if kept.number in wanted)
    missing = wanted - {kept.number for kept in captures}
    if missing or not captures:
        subject = ", ".join(map(str, sorted(missing)))
        raise NotFound("there is no such capture.", subject, "`sayso status` tells what there is.")
    return captures


def address_of(kept: Kept) -> str:
    """What the capture is called in a web archive: its address where it came from the web, else one made of its digest."""
    return quoted(kept.url) if kept.url and kept.how in OVER_HTTP else f"urn:sha256:{kept.sha256}"


def time_of(kept: Kept) -> str:
    """When it was captured, as far as known, else when it was kept; as a WARC writes it."""
    return kept.captured_at if kept.captured_at and _TIME.fullmatch(kept.captured_at) else kept.kept_at


def quoted(text: str, more: str = "") -> str:
    """The text in printable ASCII without blanks, everything else percent-encoded; `more` characters stay too."""
    return quote(text, safe=_PRINTABLE + more, errors="replace")


def _write(package: zipfile.ZipFile, archive: Archive, captures: Collection[Kept], titles: Mapping[int, str]) -> None:
    resources: list[dict[str, object]] = []

    def put(path: str, data: bytes) -> None:
        with package.open(_info(path), "w") as member:
            part = _Part(member)
            part.write(data)
        resources.append(part.resource(path))

    with package.open(_info(WARC), "w", force_zip64=True) as member:
        part = _Part(member)
        index = _records(part, archive, captures)
    resources.append(part.resource(WARC))
    blocks, places = packed(index)
    put("indexes/index.cdx.gz", blocks)
    put("indexes/index.idx", places)
    put("pages/pages.jsonl", _pages(captures, titles))
    data_package = _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": "Captures " + ", ".join(str(kept.number) for kept in captures),
            "software": _software(),
            "resources": resources,
        }
    )
    put("datapackage.json", data_package)
    digest = "sha256:" + hashlib.sha256(data_package).hexdigest()
    put("datapackage-digest.json", _json({"path": "datapackage.json", "hash": digest}))


class _Part:
    """A part of the package that counts and digests what is written to it."""

    def __init__(self, member: IO[bytes]) -> None:
        self.size = 0
        self._member = member
        self._digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self._digest.update(data)
        return self._member.write(data)

    def flush(self) -> None:
        """Nothing: the package is written to in order."""

    def resource(self, path: str) -> dict[str, object]:
        """What the list of parts says of it."""
        name = path.rpartition("/")[2]
        return {"name": name, "path": path, "hash": f"sha256:{self._digest.hexdigest()}", "bytes": self.size}


def _info(path: str) -> zipfile.ZipInfo:
    """A member that is the same on every system and at every time; what is packed already is stored."""
    info = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _software() -> str:
    from sayso import __version__

    return f"sayso {__version__}"


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=True, indent=2).encode("ascii") + b"\n"


def _records(part: _Part, archive: Archive, captures: Collection[Kept]) -> list[Indexed]:
    """Writes the WARC, gives a line of the index for each capture."""
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(part, gzip=True, warc_version="1.1")
    writer.write_record(_warcinfo(writer, captures))
    index = []
    for kept in captures:
        record = _record(writer, kept, archive.load(kept))
        offset = part.size
        writer.write_record(record)
        index.append(_indexed(record, kept, offset=offset, length=part.size - offset))
    return index


def _warcinfo(writer: "WARCWriter", captures: Collection[Kept]) -> "ArcWarcRecord":
    lines = {
        "software": _software(),
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    body = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
    headers = {
        "WARC-Record-ID": _record_id("".join(kept.identity for kept in captures)),
        "WARC-Date": max(kept.kept_at for kept in captures),
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
    }
    return writer.create_warc_record("", "warcinfo", payload=BytesIO(body), length=len(body), warc_headers_dict=headers)


def _record(writer: "WARCWriter", kept: Kept, capture: Capture) -> "ArcWarcRecord":
    from warcio.statusandheaders import StatusAndHeaders

    data = capture.data
    headers = {
        "WARC-Record-ID": _record_id(f"{kept.number} {kept.identity}"),
        "WARC-Date": time_of(kept),
        "WARC-Payload-Digest": f"sha256:{kept.sha256}",
    }
    http = None
    head = b""
    if kept.how in OVER_HTTP and capture.headers and (kept.url or "").startswith(("http://", "https://")):
        http = StatusAndHeaders("200 OK", [*_plain(capture.headers, len(data))], protocol="HTTP/1.1")
        head = http.to_ascii_bytes()
    headers["WARC-Block-Digest"] = f"sha256:{hashlib.sha256(head + data).hexdigest()}"
    kind = "response" if http else "resource"
    content_type = "" if http else quoted(kept.media_type or "application/octet-stream", " ")
    return writer.create_warc_record(
        address_of(kept),
        kind,
        payload=BytesIO(data),
        length=len(data),
        warc_content_type=content_type,
        warc_headers_dict=headers,
        http_headers=http,
    )


def _record_id(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'urn:sayso:capture:{name}')}>"


def _plain(headers: Iterable[tuple[str, str]], size: int) -> Iterable[tuple[str, str]]:
    """Headers in ASCII, one line each; those that no longer fit the bytes under another name, and a length that fits."""
    for name, value in headers:
        name, value = _NO_TOKEN.sub("_", name) or "_", quoted(_CONTROLS.sub(" ", value), " ").strip()
        if name.lower() in _CODED and value != str(size):
            yield f"X-Archive-Orig-{name}", value
            if name.lower() == "content-length":
                yield name, str(size)
        else:
            yield name, value


def _indexed(record: "ArcWarcRecord", kept: Kept, *, offset: int, length: int) -> Indexed:
    http, address = record.http_headers, address_of(kept)
    kind = (http.get_header("Content-Type") if http else record.content_type) or ""
    mime = re.split(r"[;\s]", kind, maxsplit=1)[0]
    fields = {
        "url": address,
        **({"mime": mime} if mime else {}),
        **({"status": "200"} if http else {}),
        "digest": f"sha256:{kept.sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": WARC.rpartition("/")[2],
    }
    return Indexed(key_of(address), re.sub(r"\D", "", time_of(kept))[:14], fields)


def _pages(captures: Iterable[Kept], titles: Mapping[int, str]) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}]
    for kept in captures:
        title = titles.get(kept.number) or kept.url or re.split(r"[\\/]", kept.origin)[-1]
        lines.append({"id": f"capture-{kept.number}", "url": address_of(kept), "ts": time_of(kept), "title": title})
    return "".join(json.dumps(line) + "\n" for line in lines).encode("ascii")
