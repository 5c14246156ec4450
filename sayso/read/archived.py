"""One record of a web archive: whether it may hold a page that is wanted, and the page in it as a capture."""

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from sayso.errors import ParseFailed
from sayso.read.message import Fields, Head, content_type, dechunked, first, unpacked
from sayso.records.documents import Capture

# Source: WARC 1.1, section 6. Other types may be defined, but a letter that was damaged is likelier.
_KINDS = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())
REMEDY = "Get a sound copy of the archive if this page matters."
_ARTICLES = frozenset(
    """
    text/html application/xhtml+xml application/pdf text/plain text/markdown
    application/vnd.openxmlformats-officedocument.wordprocessingml.document
    """.split()
)
_UNTYPED = frozenset((None, "application/octet-stream", "binary/octet-stream", "application/unknown", "unknown"))
_POSSIBLE = _ARTICLES | _UNTYPED
_LOOKS_LIKE_ARTICLE = re.compile(rb"%PDF-|\s{0,200}<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
# Files for programs, which are plain text too.
_FOR_PROGRAMS = re.compile(r"/(?:robots|ads|app-ads|humans|llms|security)\.txt\Z|\A/\.well-known/", re.IGNORECASE)
# How Sayso exports what a person gave. Other urns name what programs made: pictures of pages, their bare text.
_GIVEN = re.compile(r"urn:(sha256:[0-9a-f]{64})\Z", re.IGNORECASE)
_FULL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_ALGORITHMS = frozenset(("md5", "sha1", "sha256", "sha384", "sha512"))


class Listed:
    """Addresses whose captures are wanted; a redirect from one of them leads to another.

    Attributes:
        missing: those that no capture was found of so far, in order.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self.missing = dict.fromkeys(_plain(address) for address in addresses)
        self._wanted = {address: address for address in self.missing}

    def has(self, address: str) -> bool:
        """Whether the captures of an address are wanted; if so, it is missing no longer."""
        listed = self._wanted.get(_plain(address))
        if listed is None:
            return False
        self.missing.pop(listed, None)
        return True

    def follow(self, address: str, *, to: str) -> None:
        """Want what a wanted address redirects to."""
        listed = self._wanted.get(_plain(address))
        if listed is not None:
            self._wanted.setdefault(_plain(to), listed)


def kind_of(fields: Fields) -> str:
    """The type of a record, lower case."""
    return first(fields, "warc-type").lower()


def address_of(fields: Fields) -> str:
    """The address of a record; some writers put it in angle brackets."""
    return first(fields, "warc-target-uri").removeprefix("<").removesuffix(">").strip()


def is_wanted(fields: Fields, head: Head | None, *, listed: Listed | None) -> bool:
    """Whether a record may hold a page that is wanted, as far as its headers tell.

    Args:
        fields: the record's header.
        head: the head of the HTTP answer in it, or None.
        listed: the addresses that are wanted, None for all; it learns of redirects.

    Raises:
        ParseFailed: the headers contradict each other, so it cannot be told.
    """
    kind, url = kind_of(fields), address_of(fields)
    if kind not in _KINDS:
        raise ParseFailed(f"there is no such type of record ({kind[:40]}).", hint=REMEDY)
    is_web = url.lower().startswith(("http://", "https://"))
    if kind == "response" and is_web != (head is not None):
        raise ParseFailed("its address is none of the web." if head else "it is no HTTP answer.", hint=REMEDY)
    if kind == "resource" and _GIVEN.match(url):
        return listed is None or listed.has(url)
    if kind not in ("response", "resource") or not is_web or _FOR_PROGRAMS.search(_path(url)):
        return False
    if head:
        if listed is not None and 300 <= head.status < 400:
            listed.follow(url, to=_joined(url, first(head.headers, "location")))
        if head.status != 200:
            return False
    return _declared(fields, head)[0] in _POSSIBLE and (listed is None or listed.has(url))


def check_block(fields: Fields, block: bytes) -> None:
    """Check the digest of a record's block, if it has one.

    Raises:
        ParseFailed: it does not hold.
    """
    _check_digest(first(fields, "warc-block-digest"), (block,), "block")


def page_of(
    block: bytes, fields: Fields, head: Head | None, *, origin: str, agent: str | None, most: int
) -> tuple[Capture | None, bool]:
    """The page in the block of a record, None when it turns out to be something else, and whether its end is there.

    What a person gave (`urn:sha256:...`) has no address.

    Args:
        block: the record's block, whole, its digest checked.
        fields, head: as for `is_wanted`.
        origin: what messages call the record.
        agent: how the program that captured it introduced itself, if known.
        most: largest page, in bytes.

    Raises:
        ParseFailed: the digest of the payload does not hold, or the page cannot be unpacked.
        LimitExceeded: it unpacks to too much.
    """
    body, is_whole = block, True
    if head:
        sent = block[head.length :]
        chunks = "chunked" in first(head.headers, "transfer-encoding").lower()
        unchunked, has_last_chunk = dechunked(sent) if chunks else (sent, True)
        body, has_end = unpacked(unchunked, first(head.headers, "content-encoding"), most=most)
        is_whole = has_last_chunk and has_end
        # Writers differ in how much of this they undo before they take the digest.
        _check_digest(first(fields, "warc-payload-digest"), (sent, unchunked, body), "payload")
    address = address_of(fields)
    media_type, charset = _declared(fields, head)
    by_digest = _GIVEN.match(address)
    if by_digest:
        _check_digest(by_digest[1], (body,), "address")
        media_type = None if media_type in _UNTYPED else media_type
    elif media_type in _UNTYPED:
        if not _LOOKS_LIKE_ARTICLE.match(body):
            return None, is_whole
        media_type = None
    return (
        Capture(
            body,
            origin,
            "warc",
            media_type,
            charset,
            None if by_digest else address,
            _time(first(fields, "warc-date")),
            headers=head.headers if head else (),
            user_agent=agent if head else None,
        ),
        is_whole,
    )


def _declared(fields: Fields, head: Head | None) -> tuple[str | None, str | None]:
    return content_type(first(head.headers if head else fields, "content-type"))


def _plain(address: str) -> str:
    """An address without its fragment; writers differ in whether a bare host has a slash."""
    return address.split("#")[0].removesuffix("/")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return url


def _time(text: str) -> str | None:
    """A WARC-Date as RFC 3339 in UTC; None when it is not a full one."""
    try:
        moment = datetime.fromisoformat(text) if _FULL_TIME.match(text) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None:
        return None
    return text if text.endswith("Z") else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _check_digest(declared: str, candidates: Iterable[bytes], what: str) -> None:
    """Raise unless a digest is missing, of an unknown kind, or that of one of the candidates."""
    algorithm, _, digest = declared.partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS or not digest.strip():
        return
    wanted = digest.strip().rstrip("=")
    for data in candidates:
        found = hashlib.new(algorithm, data, usedforsecurity=False).digest()
        base_64 = base64.b64encode(found).decode("ascii").rstrip("=")
        if (
            wanted.upper() == base64.b32encode(found).decode("ascii").rstrip("=")
            or wanted.lower() == found.hex()
            or wanted.replace("-", "+").replace("_", "/") == base_64
        ):
            return
    raise ParseFailed(f"its bytes are not those of its {what} digest ({declared}).", hint=REMEDY)
