"""The index of a WARC file in a web archive package: where in it the record of an address and a time stands (CDXJ)."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# Lines that are packed together; a reader unpacks one block for one page.
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Indexed:
    """One record: its address and time, 14 digits, as the index sorts them, and where and what it is."""

    key: str
    time: str
    fields: Mapping[str, str]


def packed(index: Iterable[Indexed]) -> tuple[bytes, bytes]:
    """The lines of the index, sorted and packed in blocks, and the list that says where each block begins."""
    lines = sorted(f"{one.key} {one.time} {json.dumps(one.fields)}\n" for one in index)
    blocks = b""
    places = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, len(lines), _BLOCK):
        block = zlib.compress("".join(lines[start : start + _BLOCK]).encode("ascii"), wbits=zlib.MAX_WBITS + 16)
        prefix = lines[start].partition(" {")[0]
        place = {"offset": len(blocks), "length": len(block), "digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
        places.append(f"{prefix} {json.dumps(place)}\n")
        blocks += block
    return blocks, "".join(places).encode("ascii")


def key_of(address: str) -> str:
    """The address as an index sorts it: host from right to left, then path and sorted query, all in lower case (SURT)."""
    try:
        parts = urlsplit(address.lower())
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme not in ("http", "https") or not host:
        return address
    host = ",".join(reversed(re.sub(r"^www\d*\.", "", host).split(".")))
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{f':{port}' if port not in (None, 80, 443) else ''}){parts.path or '/'}{query}"
