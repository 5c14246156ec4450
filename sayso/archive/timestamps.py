"""Timestamps of the journal by an outside authority (RFC 3161): requests to send, replies to keep. Nothing here uses a network.

Takes the journal's head, gives a request as DER; takes a reply as DER, gives what it says. The signature of a reply is NOT
checked here: that needs the authority's certificates, and `openssl ts -verify` does it (docs/guide/proof.md says how). What is
checked is that a reply is well formed and that it stamps an entry of this journal.

A timestamp is of the digest of one entry. As each entry carries the digest of the one before, it covers all up to that one.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sayso.archive import der
from sayso.archive.archive import Archive
from sayso.archive.der import Values
from sayso.archive.disk import make_folder, reading, sync, sync_folder, write, writing
from sayso.errors import Conflict, EvidenceDamaged, NotFound, ParseFailed
from sayso.records.evidence import Damage

FOLDER = "timestamps"
LARGEST = 1024 * 1024
"""Bytes of a reply; real ones have a few thousand."""
SHA_256 = "2.16.840.1.101.3.4.2.1"
GRANTED = frozenset((0, 1))
STATUS_WORDS = {
    0: "granted",
    1: "granted with changes",
    2: "rejected",
    3: "waiting",
    4: "a revocation is near",
    5: "revoked",
}
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_FAILURES = {
    0: "it does not know the algorithm",
    2: "it does not allow or support the request",
    5: "the request has the wrong form",
    14: "its clock is not available",
    15: "it does not support the policy",
    16: "it does not support an extension",
    17: "it does not have the information asked for",
    25: "it has a fault",
}
_LONGEST_TEXT = 200
_GENERALIZED = re.compile(rb"(\d{14})(\.\d{0,9}[1-9])?Z")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a timestamp reply says.

    Attributes:
        status: 0 and 1 are granted; STATUS_WORDS has the others.
        message: what the authority says of a request that it did not grant.
        imprint: the digest that is stamped, lower-case hex; None, like all that follow, when it was not granted.
        algorithm: object identifier of the digest's algorithm, SHA_256 for ours.
        gen_time: RFC 3339 time of the stamp, UTC.
        serial: number that the authority gives to the stamp.
        policy: object identifier of the policy under which it stamps.
        nonce: the number of the request that it answers, if any.
    """

    status: int
    message: str = ""
    imprint: str | None = None
    algorithm: str | None = None
    gen_time: str | None = None
    serial: int | None = None
    policy: str | None = None
    nonce: int | None = None

    @property
    def granted(self) -> bool:
        """Whether there is a timestamp in it."""
        return self.status in GRANTED


@dataclass(frozen=True, slots=True)
class Stamp:
    """A reply that is kept: the entry of the journal whose digest it stamps, the reply, and its file."""

    number: int
    reply: Reply
    path: Path


def request(digest: bytes, *, nonce: int) -> bytes:
    """A request (TimeStampReq, RFC 3161 section 2.4.1) in DER, with the authority's certificate wanted in the reply.

    Args:
        digest: SHA-256 to be stamped, 32 bytes.
        nonce: a random number, not negative, that the reply repeats.
    """
    if len(digest) != 32 or nonce < 0:
        raise ValueError("a request takes a SHA-256 and a nonce that is not negative")
    algorithm = der.value(der.SEQUENCE, der.oid(SHA_256) + der.value(der.NULL, b""))
    imprint = der.value(der.SEQUENCE, algorithm + der.value(der.OCTETS, digest))
    certificate = der.value(der.BOOLEAN, b"\xff")
    return der.value(der.SEQUENCE, der.integer(1) + imprint + der.integer(nonce) + certificate)


def reply(data: bytes) -> Reply:
    """What a reply (TimeStampResp, RFC 3161 section 2.4.2) says. Its signature is not checked.

    Raises:
        ParseFailed: it is no such reply in DER, or is larger than a mebibyte.
    """
    try:
        if len(data) > LARGEST:
            raise ValueError(f"it is larger than {LARGEST:,} bytes")
        values = Values(memoryview(data))
        body = Values(values.take(der.SEQUENCE))
        values.end()
        status, message = _status(Values(body.take(der.SEQUENCE)))
        if status not in GRANTED:
            return Reply(status, message)
        token = Values(body.take(der.SEQUENCE))
        body.end()
        return _stamped(status, message, _content(token))
    except ValueError as exc:
        raise ParseFailed(
            f"this is no timestamp reply: {exc}.", hint="Give the reply of the authority as it came, in DER (a .tsr file)."
        ) from exc


def matches(answer: Reply, head: str) -> bool:
    """Whether a reply stamps the entry with this digest (lower-case hex)."""
    return answer.granted and answer.algorithm == SHA_256 and answer.imprint == head


def ask(archive: Archive, file: Path, *, nonce: int | None = None) -> tuple[int, str]:
    """Number and digest of the journal's last entry, for which a request now stands in `file` and, as a copy, in the archive.

    Raises:
        NotFound: the journal has no entry.
        EvidenceDamaged: the last entry is not what was written.
        StopRun: the request cannot be written.
    """
    number, digest = archive.journal.head()
    if not number:
        raise NotFound("there is nothing to stamp yet.", str(archive.folder), "Add something first.")
    data = request(bytes.fromhex(digest), nonce=secrets.randbits(64) if nonce is None else nonce)
    with writing(file):
        file.write_bytes(data)
    _store(archive.folder / FOLDER / f"{number}.tsq", data)
    return number, digest


def receive(archive: Archive, data: bytes, *, subject: str = "the reply") -> Stamp:
    """A reply, kept from now on beside the entry of the journal that it stamps. The same reply twice is kept once.

    Raises:
        ParseFailed: it is no reply, was not granted, or stamps nothing of this journal.
        Conflict: another reply is kept for the same entry.
        EvidenceDamaged: the journal is not what was written.
        StopRun: it cannot be written.
    """
    try:
        answer = reply(data)
    except ParseFailed as error:
        raise ParseFailed(error.message, subject, error.hint) from error
    if not answer.granted:
        words = STATUS_WORDS.get(answer.status, f"status {answer.status}")
        message = f"the authority did not stamp: {words}{f' ({answer.message})' if answer.message else ''}."
        raise ParseFailed(message, subject, "Send the request again, or to another authority.")
    for line in archive.journal.lines():
        if matches(answer, line.digest):
            path = archive.folder / FOLDER / f"{line.number}.tsr"
            if path.exists():
                _refuse_another(path, data, line.number, subject=subject)
            else:
                _store(path, data)
            return Stamp(line.number, answer, path)
    raise ParseFailed(
        "it stamps no entry of this workspace's journal.",
        subject,
        "Give the reply to a request that was made for this workspace.",
    )


def stamps(archive: Archive) -> Iterator[Stamp | Damage]:
    """Every reply that is kept, by the number of its entry, and in its place what is wrong with one.

    Raises:
        EvidenceDamaged: the journal is not what was written.
    """
    paths = (archive.folder / FOLDER).glob("*.tsr")
    files = sorted((int(path.stem), path) for path in paths if re.fullmatch(r"[0-9]{1,18}", path.stem))
    digests = {line.number: line.digest for line in archive.journal.lines()} if files else {}
    for number, path in files:
        try:
            with reading(path):
                answer = reply(path.read_bytes())
        except (ParseFailed, EvidenceDamaged) as error:
            yield Damage(str(path), error.message)
            continue
        if matches(answer, digests.get(number, "")):
            yield Stamp(number, answer, path)
        else:
            yield Damage(str(path), f"it does not stamp entry {number} of the journal.")


def _refuse_another(path: Path, data: bytes, number: int, *, subject: str) -> None:
    with reading(path):
        same = path.read_bytes() == data
    if not same:
        raise Conflict(
            f"entry {number} has another timestamp already.",
            subject,
            "Add something and ask again: a timestamp of a later entry covers the earlier ones too.",
        )


def _store(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with writing(path):
        make_folder(path.parent)
        try:
            with partial.open("xb", buffering=0) as file:
                write(file, data)
                sync(file)
            partial.replace(path)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        sync_folder(path.parent)


def _status(values: Values) -> tuple[int, str]:
    """PKIStatusInfo: the status, and what is said about it."""
    status = values.integer()
    said: list[str] = []
    if values.next_is(der.SEQUENCE):
        texts = Values(values.take(der.SEQUENCE))
        while texts:
            text = bytes(texts.take(der.UTF8)).decode("utf-8", "replace")
            said.append("".join(filter(str.isprintable, text))[:_LONGEST_TEXT])
    if values.next_is(der.BITS):
        unused, *octets = bytes(values.take(der.BITS)) or b"\0"
        bits = 8 * len(octets) - unused
        said += [words for bit, words in _FAILURES.items() if bit < bits and octets[bit // 8] & 0x80 >> bit % 8]
    values.end()
    return status, "; ".join(said)


def _content(token: Values) -> Values:
    """TSTInfo, out of ContentInfo and SignedData (RFC 5652)."""
    if token.oid() != _SIGNED_DATA:
        raise ValueError("it carries no signed data")
    signed = Values(Values(token.take(der.EXPLICIT_0)).take(der.SEQUENCE))
    token.end()
    signed.integer()
    signed.take(der.SET)
    content = Values(signed.take(der.SEQUENCE))
    if content.oid() != _TST_INFO:
        raise ValueError("what is signed is no timestamp")
    octets = Values(content.take(der.EXPLICIT_0))
    content.end()
    info = Values(octets.take(der.OCTETS))
    octets.end()
    body = Values(info.take(der.SEQUENCE))
    info.end()
    return body


def _stamped(status: int, message: str, info: Values) -> Reply:
    if info.integer() != 1:
        raise ValueError("its version is not 1")
    policy = info.oid()
    imprint = Values(info.take(der.SEQUENCE))
    algorithm = Values(imprint.take(der.SEQUENCE)).oid()
    digest = bytes(imprint.take(der.OCTETS)).hex()
    imprint.end()
    serial, gen_time = info.integer(), _time(bytes(info.take(der.TIME)))
    if info.next_is(der.SEQUENCE):
        info.take(der.SEQUENCE)  # how exact the time is
    if info.next_is(der.BOOLEAN):
        info.take(der.BOOLEAN)  # whether stamps of one authority are in order
    nonce = info.integer() if info.next_is(der.INTEGER) else None
    return Reply(status, message, digest, algorithm, gen_time, serial, policy, nonce)


def _time(written: bytes) -> str:
    shape = _GENERALIZED.fullmatch(written)
    try:
        if shape is None:
            raise ValueError
        moment = datetime.strptime(shape[1].decode(), "%Y%m%d%H%M%S")
    except ValueError:
        raise ValueError("its time has the wrong form") from None
    return f"{moment.isoformat()}{(shape[2] or b'').decode()}Z"
