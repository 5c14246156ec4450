"""What is kept for good: entries of a hash-chained journal, and captures as the journal knows them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal.

    Attributes:
        number: place in the journal, from 1.
        at: RFC 3339 time of writing in UTC ("2026-11-24T22:01:07.123456Z").
        kind: what was written down ("capture", "forget", "review", ...).
        body: what there is to say, JSON data.
        previous: digest of the entry before, or START.
        digest: SHA-256, lower-case hex, of the line as `sealed` writes it without its "digest".
    """

    number: int
    at: str
    kind: str
    body: Mapping[str, object]
    previous: str
    digest: str


def canonical(data: Mapping[str, object]) -> bytes:
    """The one way in which JSON data are written for hashing: sorted keys, no spaces, ASCII."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":")).encode("ascii")


def sealed(*, number: int, at: str, kind: str, body: Mapping[str, object], previous: str) -> Entry:
    """The entry with its digest."""
    plain = {"number": number, "at": at, "kind": kind, "body": body, "previous": previous}
    return Entry(number, at, kind, body, previous, hashlib.sha256(canonical(plain)).hexdigest())


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as the archive knows it; the bytes lie in the vault.

    Attributes:
        number: its place in the archive's journal; what commands call a capture.
        kept_at: RFC 3339 time at which it was kept, UTC.
        sha256: digest of the bytes.
        size: how many bytes.
        identity: digest of all that makes two captures the same one: bytes, address, outside name, what the giver says, and,
            for pages, when they were captured. Where it was read from (`origin`) does not count.
        about: digest of a second blob with metadata and headers as JSON, or None when there are none. They lie in the vault,
            not in the journal, so that forgetting can remove them.
        origin, how, media_type, charset, url, captured_at, doc_id, user_agent: as in Capture.
    """

    number: int
    kept_at: str
    sha256: str
    size: int
    identity: str
    about: str | None
    origin: str
    how: str
    media_type: str | None
    charset: str | None
    url: str | None
    captured_at: str | None
    doc_id: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in the evidence that is not as it was.

    Attributes:
        item: file, and line or offset where that helps.
        message: what is wrong, one sentence.
        loses: numbers of the entries that it costs, in order: of captures whose bytes or line are not what they were, and of
            lines that tell what was forgotten; empty when none.
    """

    item: str
    message: str
    loses: tuple[int, ...] = ()
