"""Headers and bodies as HTTP and WARC write them: from bytes to fields, and from what was sent to what was meant."""

import re
import zlib
from dataclasses import dataclass

from sayso.errors import LimitExceeded, ParseFailed
from sayso.read.members import SWOLLEN

MIB = 1024 * 1024
HEAD_MOST = 64 * 1024
# How many times its packed size a body may become; small ones are exempt.
RATIO = 200
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]|\r?\n|\Z)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_PIECE = 64 * 1024

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an HTTP answer: status, headers in order, and how many bytes it took."""

    status: int
    headers: Fields
    length: int


def head_length(data: bytes) -> int:
    """How many bytes the lines up to and with the first empty one take; 0 when there is no empty line."""
    end = _HEAD_END.search(data)
    return end.end() if end else 0


def fields_of(lines: bytes) -> Fields | None:
    """Name and value of each header line, in order; None when a line is none. Folded lines are joined by a space."""
    found: list[tuple[str, str]] = []
    for line in lines.splitlines():
        if line[:1] in (b" ", b"\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {_words(line)}".strip())
        elif line:
            name, colon, value = line.partition(b":")
            if not colon or not name.strip():
                return None
            found.append((_words(name), _words(value)))
    return tuple(found)


def first(fields: Fields, name: str) -> str:
    """The first value of a header, whatever the case of its name; "" where it is missing."""
    return next((value for key, value in fields if key.lower() == name), "")


def http_head(data: bytes) -> Head | None:
    """The head at the beginning of an HTTP answer; None where there is none. Lines that are no headers are left out."""
    status = _STATUS.match(data)
    length = head_length(data)
    if status is None or not length:
        return None
    lines = data[:length].splitlines()[1:]
    sound = b"\n".join(line for line in lines if b":" in line or line[:1] in (b" ", b"\t"))
    return Head(int(status[1]), fields_of(sound) or (), length)


def content_type(value: str) -> tuple[str | None, str | None]:
    """Media type, lower case, and character set of a Content-Type header; None for what it does not say."""
    charset = _CHARSET.search(value)
    return value.split(";")[0].strip().lower() or None, charset[1] if charset else None


def dechunked(data: bytes) -> tuple[bytes, bool]:
    """A body without the marks of chunked sending, and whether its last chunk is there.

    A body that was stored without them although its header announces them stays as it is.

    Raises:
        ParseFailed: the marks break off in the middle.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        size = _CHUNK_SIZE.match(data, at)
        if size is None:
            if not parts:
                return data, True
            raise ParseFailed("the chunks in which it was sent do not fit together.", hint="Capture the page again.")
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts), True
        start = size.end()
        part = data[start : start + length]
        rest = data[start + length : start + length + 2]
        if not parts and rest and rest[:1] not in (b"\r", b"\n"):
            return data, True
        parts.append(part)
        at = start + length + (2 if rest == b"\r\n" else 1 if rest[:1] == b"\n" else 0)
    return b"".join(parts), False


def unpacked(data: bytes, coding: str, *, most: int) -> tuple[bytes, bool]:
    """A body without its content codings, and whether its end is there.

    A body that was stored unpacked although its header names a coding stays as it is.

    Args:
        data: the body.
        coding: the Content-Encoding header.
        most: largest body, in bytes.

    Raises:
        LimitExceeded: it unpacks to more, or to more than 200 times its size.
        ParseFailed: the coding is not known, or the body is damaged.
    """
    whole = True
    for name in reversed([name.strip().lower() for name in coding.split(",")]):
        if name in ("gzip", "x-gzip"):
            data, ended = (data, True) if not data.startswith(b"\x1f\x8b") else _inflated(data, zlib.MAX_WBITS + 16, most=most)
        elif name == "deflate":
            data, ended = _undeflated(data, most=most)
        elif name == "br":
            data, ended = _unbrotlied(data, most=most)
        elif name in ("", "identity", "none"):
            ended = True
        else:
            raise ParseFailed(f"it is packed in a form that is not read ({name[:40]}).", hint="Capture the page again.")
        whole = whole and ended
    return data, whole


def _inflated(data: bytes, wbits: int, *, most: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size, rest = 0, data
    try:
        while rest:
            unpack = zlib.decompressobj(wbits)
            while not unpack.eof:
                part = unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
                if not part and not rest and not unpack.eof:
                    return b"".join(parts), False
                parts.append(part)
                size += len(part)
                _check(size, packed=len(data), most=most)
            # What follows the end is another member, or nothing that counts.
            rest = unpack.unused_data if unpack.unused_data.startswith(b"\x1f\x8b") else b""
    except zlib.error as exc:
        raise _damaged() from exc
    return b"".join(parts), True


def _undeflated(data: bytes, *, most: int) -> tuple[bytes, bool]:
    """Deflated bytes: in zlib's wrapping, as the standard says, or bare, as many servers send them."""
    try:
        return _inflated(data, zlib.MAX_WBITS, most=most)
    except ParseFailed:
        try:
            return _inflated(data, -zlib.MAX_WBITS, most=most)
        except ParseFailed:
            if _is_plain(data):
                return data, True
            raise


def _unbrotlied(data: bytes, *, most: int) -> tuple[bytes, bool]:
    import brotli

    unpack = brotli.Decompressor()
    parts: list[bytes] = []
    size, at = 0, 0
    try:
        while not unpack.is_finished():
            fed = b""
            if unpack.can_accept_more_data():
                fed = data[at : at + _PIECE]
                at += len(fed)
            part = unpack.process(fed, output_buffer_limit=_PIECE)
            if not part and not fed and unpack.can_accept_more_data():
                return b"".join(parts), False
            parts.append(part)
            size += len(part)
            _check(size, packed=len(data), most=most)
    except brotli.error as exc:
        if _is_plain(data):
            return data, True
        raise _damaged() from exc
    return b"".join(parts), True


def _check(size: int, *, packed: int, most: int) -> None:
    if size > most or (size > MIB and size > RATIO * packed):
        raise LimitExceeded(
            f"the page unpacks to more than {most // MIB} MiB." if size > most else f"it unpacks to {RATIO} times its size.",
            hint="Raise input_size if it is an article." if size > most else SWOLLEN,
        )


def _is_plain(data: bytes) -> bool:
    return data.lstrip()[:1] == b"<" or data.startswith(b"%PDF-")


def _damaged() -> ParseFailed:
    return ParseFailed("it is packed, and it came damaged.", hint="Capture the page again.")


def _words(value: bytes) -> str:
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()
