"""How the archive's journal tells of captures and of what was forgotten, there and back.

The journal says where a capture came from and which bytes are its own. What a giver or a site says about it (metadata, headers)
is a second blob, so that it goes when the capture is forgotten.
"""

import json
from typing import Any, NamedTuple

from sayso.archive.disk import RESTORE
from sayso.errors import EvidenceDamaged, SkipItem
from sayso.records.anchors import content_id
from sayso.records.documents import Capture
from sayso.records.evidence import Entry, Kept, canonical

CAPTURE = "capture"
FORGET = "forget"
# Pages change: captured at another time, one is another capture even when its bytes are the same.
_DATED = frozenset(("url", "warc"))
_NAMES = frozenset(Kept.__dataclass_fields__) - {"number", "kept_at"}
_ALWAYS = ("sha256", "identity", "origin", "how")


class Given(NamedTuple):
    """A capture on its way in: its identity, what the journal will say, and its blobs."""

    identity: str
    body: dict[str, object]
    blobs: tuple[bytes, ...]


def given(capture: Capture) -> Given:
    """The capture, ready to be written.

    Raises:
        SkipItem: its metadata are not JSON data.
    """
    blobs: tuple[bytes, ...] = (capture.data,)
    about = None
    if capture.headers or capture.metadata:
        try:
            said = canonical({"headers": capture.headers, "metadata": capture.metadata})
        except (ValueError, TypeError, RecursionError) as exc:
            raise SkipItem(
                f"its metadata are not JSON ({exc}).", capture.origin, "Leave out what JSON has no form for."
            ) from exc
        blobs, about = (capture.data, said), content_id(said)
    same: dict[str, object] = {"sha256": capture.sha256, "url": capture.url, "doc_id": capture.doc_id, "about": about}
    if capture.how in _DATED:
        same["captured_at"] = capture.captured_at
    identity = content_id(canonical(same))
    body = {
        **same,
        "size": len(capture.data),
        "identity": identity,
        "origin": capture.origin,
        "how": capture.how,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "captured_at": capture.captured_at,
        "user_agent": capture.user_agent,
    }
    return Given(identity, body, blobs)


def kept_of(entry: Entry) -> Kept:
    """The capture that an entry tells of.

    Raises:
        EvidenceDamaged: it has another form than this program writes.
    """
    body: dict[str, Any] = dict(entry.body)
    texts = {name: value for name, value in body.items() if name != "size" and (name in _ALWAYS or value is not None)}
    if (
        body.keys() != _NAMES
        or not isinstance(body["size"], int)
        or not all(isinstance(value, str) for value in texts.values())
    ):
        raise _unknown(entry)
    return Kept(number=entry.number, kept_at=entry.at, **body)


def blobs_of(kept: Kept) -> tuple[str, ...]:
    """Digests of the blobs that a capture needs."""
    return (kept.sha256,) if kept.about is None else (kept.sha256, kept.about)


def about_of(kept: Kept, blob: bytes) -> tuple[tuple[tuple[str, str], ...], dict[str, object]]:
    """Headers and metadata from the second blob of a capture.

    Raises:
        EvidenceDamaged: it has another form than this program writes.
    """
    try:
        said = json.loads(blob)
        headers = tuple((str(name), str(value)) for name, value in said["headers"])
        return headers, dict(said["metadata"])
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise EvidenceDamaged("its headers and metadata have an unknown form.", f"capture {kept.number}", RESTORE) from exc


def forgotten_by(entry: Entry) -> tuple[set[int], set[str]]:
    """Numbers of the captures that an entry says were forgotten, and digests of the bytes that are to be gone.

    Raises:
        EvidenceDamaged: it has another form than this program writes.
    """
    body: dict[str, Any] = dict(entry.body)
    numbers, digests = body.get("captures"), body.get("blobs")
    if not isinstance(numbers, list) or not isinstance(digests, list):
        raise _unknown(entry)
    if not all(isinstance(number, int) for number in numbers) or not all(isinstance(digest, str) for digest in digests):
        raise _unknown(entry)
    return set(numbers), set(digests)


def _unknown(entry: Entry) -> EvidenceDamaged:
    return EvidenceDamaged("it has an unknown form.", f"entry {entry.number}", RESTORE)
