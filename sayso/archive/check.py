"""Checks a folder of evidence that Sayso wrote: python check.py [FOLDER]. Needs Python 3.8 or later and nothing else.

Says what does not hold and ends with 1, or says that everything holds and ends with 0. It changes nothing and uses no network.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import string
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote

FAULTS = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, RecursionError, zlib.error, zipfile.BadZipFile)


def digest_of(stream: IO[bytes]) -> str:
    """The SHA-256 of what is left of a stream."""
    digest = hashlib.sha256()
    for block in iter(lambda: stream.read(1 << 20), b""):
        digest.update(block)
    return digest.hexdigest()


def canonical(data: Any) -> bytes:
    """The one way in which the journal writes JSON: sorted keys, no blanks, ASCII."""
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def check_files(folder: str) -> Iterator[str]:
    """Every file is listed in SHA256SUMS, once, with its digest, and there is no other."""
    listed = set()
    with open(os.path.join(folder, "SHA256SUMS"), "rb") as stream:
        *lines, rest = stream.read().decode("ascii").split("\n")
    if rest:
        yield "SHA256SUMS: something follows on its last line"
    for line in lines:
        path = line[66:]
        with open(os.path.join(folder, *path.split("/")), "rb") as stream:
            if f"{digest_of(stream)}  {path}" != line or path in listed:
                yield f"{path}: the digest in SHA256SUMS is another one"
        listed.add(path)
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
            if path not in listed and path != "SHA256SUMS":
                yield f"{path}: it is not listed in SHA256SUMS"


def check_journal(folder: str, entries: dict[int, Any]) -> Iterator[str]:
    """Every entry has the digest of what is in it, and carries the digest of the entry before where that is there too."""
    with open(os.path.join(folder, "journal.jsonl"), "rb") as stream:
        for line in stream:
            entry = json.loads(line)
            whole = canonical(entry) + b"\n"
            digest, number = entry.pop("digest"), entry["number"]
            if line != whole or hashlib.sha256(canonical(entry)).hexdigest() != digest:
                yield f"journal.jsonl: entry {number} is not what its digest says"
            if entries and number <= max(entries):
                yield f"journal.jsonl: entry {number} stands in the wrong place"
            before = "0" * 64 if number == 1 else entries[number - 1]["digest"] if number - 1 in entries else None
            if before not in (None, entry["previous"]):
                yield f"journal.jsonl: entry {number} does not follow on entry {number - 1}"
            entries[number] = {**entry, "digest": digest}


def check_captures(folder: str, entries: dict[int, Any], captures: set[int]) -> Iterator[str]:
    """The bytes of every capture, and what its site or giver said of it, have the digests that the journal gives."""
    there = set(os.listdir(os.path.join(folder, "captures")))
    captures.update(int(name[: -len(".bin")]) for name in there if name.endswith(".bin"))
    for number in sorted(captures):
        body = entries[number]["body"]
        parts = {f"{number}.bin": body["sha256"]}
        if body["about"]:
            parts[f"{number}.about.json"] = body["about"]
        for name, digest in parts.items():
            there.discard(name)
            with open(os.path.join(folder, "captures", name), "rb") as stream:
                if entries[number]["kind"] != "capture" or digest_of(stream) != digest:
                    yield f"captures/{name}: it is not what entry {number} of the journal says"
    for name in sorted(there):
        yield f"captures/{name}: no entry of the journal says what it is"


def check_wacz(folder: str, entries: dict[int, Any], captures: set[int]) -> Iterator[str]:
    """The parts of captures.wacz have the digests it gives, and its records are those captures and no others."""
    with zipfile.ZipFile(os.path.join(folder, "captures.wacz")) as package:
        listed = json.loads(package.read("datapackage.json"))["resources"]
        listed.append(json.loads(package.read("datapackage-digest.json")))
        for part in listed:
            with package.open(part["path"]) as stream:
                if f"sha256:{digest_of(stream)}" != part["hash"]:
                    yield f"captures.wacz: {part['path']} is not what its digest says"
        if sorted(package.namelist()) != sorted([*(part["path"] for part in listed), "datapackage-digest.json"]):
            yield "captures.wacz: its parts are not those that it lists"
        with package.open("archive/data.warc.gz") as packed, gzip.open(packed) as stream:
            found = sorted(records(stream))
    if found != sorted(record_of(entries[number]) for number in captures):
        yield "captures.wacz: its records are not the captures of the journal"


def records(stream: Any) -> Iterator[tuple[str, str, str]]:
    """Address, time, and digest of the payload of every record of a WARC file but the first, which tells about the file."""
    while stream.readline():
        headers = {}
        for line in iter(stream.readline, b"\r\n"):
            name, _, value = line.decode("ascii").partition(":")
            headers[name] = value.strip()
        block = stream.read(int(headers["Content-Length"]))
        if stream.read(4) != b"\r\n\r\n":
            raise ValueError("a record of the WARC file is not whole")
        if headers["WARC-Type"] == "response":
            block = block.split(b"\r\n\r\n", 1)[1]
        if headers["WARC-Type"] != "warcinfo":
            yield headers["WARC-Target-URI"], headers["WARC-Date"], hashlib.sha256(block).hexdigest()


def record_of(entry: dict[str, Any]) -> tuple[str, str, str]:
    """The same of the record that an entry of the journal makes."""
    body = entry["body"]
    known = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", body["captured_at"] or "")
    printable = string.ascii_letters + string.digits + string.punctuation
    web = body["url"] and body["how"] in ("url", "warc")
    address = quote(body["url"], safe=printable, errors="replace") if web else f"urn:sha256:{body['sha256']}"
    return address, body["captured_at"] if known else entry["at"], body["sha256"]


def check_stamps(folder: str, entries: dict[int, Any], captures: set[int], covered: dict[int, str]) -> Iterator[str]:
    """Every timestamp holds the digest of its entry. It covers the captures from which the entries lead to it without a gap."""
    place = os.path.join(folder, "timestamps")
    names = os.listdir(place) if os.path.isdir(place) else []
    for number, name in sorted((int(name.split(".")[0]), name) for name in names):
        with open(os.path.join(place, name), "rb") as stream:
            if bytes.fromhex(entries[number]["digest"]) not in stream.read():
                yield f"timestamps/{name}: it is not of entry {number} of the journal"
        first = number
        while first - 1 in entries:
            first -= 1
        for one in captures.intersection(range(first, number + 1)):
            covered.setdefault(one, name)


def main(folder: str) -> int:
    """Check a folder; 0 when everything holds."""
    entries: dict[int, Any] = {}
    captures: set[int] = set()
    covered: dict[int, str] = {}
    faults: list[str] = []
    checks = {
        "SHA256SUMS": check_files(folder),
        "journal.jsonl": check_journal(folder, entries),
        "captures": check_captures(folder, entries, captures),
        "captures.wacz": check_wacz(folder, entries, captures),
        "timestamps": check_stamps(folder, entries, captures, covered),
    }
    for name, found in checks.items():
        try:
            faults.extend(found)
        except FAULTS as error:
            faults.append(f"{name}: it cannot be checked to its end ({error!r})")
    for fault in faults:
        sys.stdout.write(fault.encode("ascii", "backslashreplace").decode() + "\n")
    if not faults:
        for number in sorted(captures):
            entry = entries[number]
            stamp = f"stamped in timestamps/{covered[number]}" if number in covered else "no timestamp"
            sys.stdout.write(f"capture {number}: {entry['body']['sha256']}, entry {entry['digest']}, {stamp}\n")
        sys.stdout.write("Everything holds.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))))
