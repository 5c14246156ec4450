"""Pages of a web archive (WARC 1.0 and 1.1), plain or packed with gzip: read past damage, in bounded memory, one by one.

What becomes a capture: `response` records with HTTP status 200 and `resource` records whose type can hold an article; and
`resource` records of whatever type that are named by the digest of their bytes (`urn:sha256:...`), which is how Sayso exports
what a person gave. Its bytes are the page as it was meant: the record's payload with chunked sending and content codings (gzip,
deflate, br) undone, nothing else changed; its headers are those of the answer as recorded, so they may still name the coding.
Its time is WARC-Date, its address WARC-Target-URI.

A packed archive is normally one gzip member for each record. Where a member is damaged, reading goes on at the next member that
unpacks to the beginning of a record. A web archive that was captured as a page does not pass for part of this one: what stands
inside the damaged member is passed over. In a plain archive nothing tells the two apart once the length of a record cannot be
believed.

Only zlib and, for pages sent that way, brotli work on the bytes here, both with a limit on what they give; all else looks for
separators. Parsers of articles get the pages later, in a process of their own.
"""

import io
import os
import re
from collections.abc import Generator, Iterator
from typing import BinaryIO

from sayso.errors import LimitExceeded, ParseFailed, SaysoError, SkipItem
from sayso.read.archived import REMEDY, Listed, address_of, check_block, is_wanted, kind_of, page_of
from sayso.read.members import BOMB, CUT, MIB, NO_MEMBER, RATIO, SWOLLEN, Member, Plain, holds, places
from sayso.read.message import HEAD_MOST, Fields, fields_of, first, head_length, http_head
from sayso.records.documents import Capture, Problem
from sayso.settings import DEFAULTS, Settings

Found = Capture | SaysoError | Problem

_VERSION = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]*\r?\n")
_START = re.compile(rb"WARC/[01]\.\d")
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,50}[ \t]*:")
_LENGTH = re.compile(r"[0-9]{1,15}")
_NO_RECORD = "there is no record"
_WARCINFO_MOST = 64 * 1024
_REVISITS_NAMED = 3


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a web archive: a record, or a gzip member with one. A few hundred bytes are enough."""
    return bool(_START.match(head) or _START.match(Member(io.BytesIO(head), 0).peek(8)))


def pages(file: BinaryIO, name: str, *, settings: Settings = DEFAULTS, listed: Listed | None = None) -> Iterator[Found]:
    """The pages of a web archive, in its order, with what went wrong in its place.

    Args:
        file: the archive, from its beginning on; it must be able to seek, and stays open.
        name: what messages call it. The origin of a capture is NAME@OFFSET: the byte of the file at which its record, or the
            gzip member with it, begins. A later record of the same member is NAME@OFFSET+PLACE, with its place in what the
            member unpacks to.
        settings: `input_size` is the largest record and the largest page; what unpacks to more than 200 times its size is
            refused too.
        listed: take only captures of these addresses; None for all.

    Returns:
        Captures. A ParseFailed for every stretch that is damaged or cut off, with the bytes from and to which it reaches, and
        for every page whose digest does not hold. A LimitExceeded for what is too large. Notices: on `revisit` records, which
        hold no page, and on pages that were cut off when they were captured. Cost: linear in what the archive unpacks to.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(1024)
    beginning = Member(io.BytesIO(head), 0).peek(16) or head
    if not size:
        yield ParseFailed("it is empty.", name, "Get the archive again.")
    elif beginning.startswith(b"filedesc://"):
        yield ParseFailed("this is an ARC file, the form before WARC.", name, "Convert it: `warcio recompress`.")
    elif head.startswith(b"\x28\xb5\x2f\xfd"):
        yield ParseFailed("it is packed with Zstandard, which is not read.", name, "Unpack it, or pack it with gzip.")
    else:
        reader = _Reader(file, name, size=size, most=settings.input_size * MIB, listed=listed)
        is_plain = b"WARC" in head[:256] or name.lower().endswith(".warc")
        is_packed = head.startswith(b"\x1f\x8b") or not is_plain
        anything = False
        for found in reader.packed() if is_packed else reader.plain():
            anything = anything or not isinstance(found, Problem)
            yield found
        if reader.revisits:
            yield reader.on_revisits()
        if not anything and listed is None:
            yield SkipItem("there are no pages in this archive.", name, "Pages are HTML, PDF, DOCX and text with status 200.")


class _Reader:
    """One pass through one archive.

    Attributes:
        revisits: address and place of the first `revisit` records.
    """

    def __init__(self, file: BinaryIO, name: str, *, size: int, most: int, listed: Listed | None) -> None:
        self._file, self._name, self._size = file, name, size
        self._most = most
        self._listed = listed
        self._agent: str | None = None
        self.revisits: list[str] = []
        self._n_revisits = 0

    def packed(self) -> Iterator[Found]:
        """What the gzip members hold."""
        at = 0
        gap: int | None = None
        while at < self._size:
            member = Member(self._file, at)
            # Nearly every header has ten bytes: a damaged one need not cost what follows it.
            bare = Member(self._file, at, header=10) if member.fault == NO_MEMBER else member
            is_record = bool(_START.match(bare.peek(8)))
            if gap is not None and is_record:
                yield self._damage(gap, at, _NO_RECORD)
                gap = None
            if is_record:
                if bare is not member:
                    yield self._damage(at, at + 10, "the gzip header; what follows it was read")
                at = yield from self._records(bare, at)
                continue
            member.skip_all()
            after = self._after(member, at)
            if member.fault == CUT and after == self._size:
                if gap is not None:
                    yield self._damage(gap, at, _NO_RECORD)
                yield self._truncated(at, "")
                return
            if gap is None and (member.given or member.fault):
                gap = at
            at = after
        if gap is not None:
            yield self._damage(gap, self._size, _NO_RECORD)

    def plain(self) -> Iterator[Found]:
        """What the records hold that stand in the file as they are."""
        at = 0
        while at < self._size:
            stream, start = Plain(self._file, at), at
            fault = lost = ""
            while stream.peek(1) and not fault:
                at, lost = start + stream.given, ""
                fields, fault = _opened(stream)
                if not fault:
                    lost = address_of(fields)
                    fault = self._framed(start + stream.given + _length(fields))
                if not fault:
                    yield from self._taken(stream, fields, f"{self._name}@{at}")
                    _pass_newlines(stream)
            if not fault:
                return
            after = self._next_record(at + 1)
            is_end = fault == CUT and after == self._size
            yield self._truncated(at, lost) if is_end else self._damage(at, after, fault, lost)
            at = after

    def on_revisits(self) -> Problem:
        """The notice on `revisit` records."""
        more = " ..." if self._n_revisits > len(self.revisits) else ""
        return Problem(
            self._name,
            f"records that only say that a page had not changed since an earlier capture (revisit): {self._n_revisits:,},"
            f" at {', '.join(self.revisits)}{more}.",
            "The page itself is read where this archive holds that earlier capture.",
        )

    def _records(self, member: Member, at: int) -> Generator[Found, None, int]:
        """What one member holds; gives where reading goes on.

        A record waits until the next one begins or the member has ended soundly: what follows it may show that it is damaged.
        """
        url = ""
        held: list[Found] = []
        n_given = 0
        while member.peek(1):
            place = member.given
            origin = f"{self._name}@{at}" + (f"+{place}" if place else "")
            fields, fault = _opened(member)
            if fault:
                skipped = _skip_to_record(member)
                where = f"byte {place:,} to byte {place + skipped:,} of what the member at byte {at:,} unpacks to"
                held.append(ParseFailed(f"damaged from {where}: {fault}.", origin, REMEDY))
                continue
            yield from held
            n_given += len(held)
            url = address_of(fields)
            held = list(self._taken(member, fields, origin))
            _pass_newlines(member)
        after = self._after(member, at)
        if not member.fault:
            yield from held
        elif member.fault == BOMB:
            yield LimitExceeded(f"{url}: {BOMB}.", f"{self._name}@{at}", SWOLLEN)
        elif member.fault == CUT and after == self._size:
            yield self._truncated(at, url)
        else:
            more = "; what was read of it before may be changed too, unless it has a digest" if n_given else ""
            yield self._damage(at, after, member.fault + more, url)
        return after

    def _taken(self, stream: Plain, fields: Fields, origin: str) -> Iterator[Found]:
        """The page of a record if it holds one that is wanted; its block is passed over in any case."""
        length, url, end = _length(fields), address_of(fields), stream.given + _length(fields)
        head = None
        if kind_of(fields) == "response":
            head = http_head(stream.peek(min(length, HEAD_MOST)))
        elif kind_of(fields) == "revisit" and (self._listed is None or self._listed.has(url)):
            self._n_revisits += 1
            if len(self.revisits) < _REVISITS_NAMED:
                self.revisits.append(f"{url or 'no address'} at byte {origin.rpartition('@')[2]}")
        elif kind_of(fields) == "warcinfo" and length <= _WARCINFO_MOST:
            self._agent = first(fields_of(stream.peek(length)) or (), "http-header-user-agent") or self._agent
        page, is_whole = None, True
        try:
            wanted = is_wanted(fields, head, listed=self._listed)
            if wanted and length > self._most:
                raise LimitExceeded(
                    f"it has {length / MIB:,.0f} MiB; at most {self._most // MIB} are read.",
                    hint="Raise input_size if it is an article.",
                )
            # A packed record is covered by the checksum of its member, others by the digest of their block alone.
            if wanted or (not isinstance(stream, Member) and length <= self._most):
                block = stream.read(length)
                if len(block) < length:
                    raise ParseFailed(f"it breaks off after {len(block):,} of {length:,} bytes.", hint=REMEDY)
                if isinstance(stream, Member) and stream.is_bomb:
                    raise LimitExceeded(f"it unpacks to {RATIO} times its size.", hint=SWOLLEN)
                check_block(fields, block)
                if wanted:
                    page, is_whole = page_of(block, fields, head, origin=origin, agent=self._agent, most=self._most)
        except (ParseFailed, LimitExceeded) as error:
            yield type(error)(f"{url}: {error.message}" if url else error.message, origin, error.hint)
        stream.skip(end - stream.given)
        if page is not None:
            yield page
            reason = first(fields, "warc-truncated")
            if reason or not is_whole:
                because = f" ({reason})" if reason else ""
                yield Problem(origin, f"{url} was cut off when it was captured{because}.", "Look for another capture of it.")

    def _framed(self, end: int) -> str:
        """What is wrong with a record that would end at `end`; "" when it may."""
        if end > self._size:
            return CUT
        self._file.seek(end)
        tail = self._file.read(16)
        # Four bytes separate records. One of them, or the first of the next record, may be damaged, but hardly both.
        if tail.startswith(b"\r\n\r\n") or _START.search(tail) or not tail.strip(b"\r\n"):
            return ""
        return "its length does not lead to another record"

    def _after(self, member: Member, at: int) -> int:
        """Where reading goes on after the member at `at`, which has been read as far as it can be."""
        if member.end is not None and not member.fault:
            return member.end
        surely, at_most = member.reached
        if member.fault == BOMB:
            return self._next_member(surely)
        place = self._next_member(at + 1)
        while place < at_most and holds(self._file, place, member=at):
            place = self._next_member(max(place + 1, surely))
        return place

    def _next_member(self, start: int) -> int:
        for place in places(self._file, b"\x1f\x8b\x08", start=start):
            if _START.match(Member(self._file, place).peek(8)):
                return place
        return self._size

    def _next_record(self, start: int) -> int:
        for place in places(self._file, b"WARC/", start=start):
            self._file.seek(place)
            head = self._file.read(300)
            version = _VERSION.match(head)
            if version and _FIELD.match(head, version.end()):
                return place
        return self._size

    def _damage(self, start: int, end: int, fault: str, lost: str = "") -> ParseFailed:
        what = f" ({lost})" if lost else ""
        return ParseFailed(f"damaged from byte {start:,} to byte {end:,}{what}: {fault}.", f"{self._name}@{start}", REMEDY)

    def _truncated(self, start: int, lost: str) -> ParseFailed:
        what = f" ({lost})" if lost else ""
        return ParseFailed(
            f"the archive is cut off: it ends at byte {self._size:,}, within the record that begins at byte {start:,}{what}.",
            f"{self._name}@{start}",
            "Get the archive again; whatever followed is not in this file.",
        )


def _opened(stream: Plain) -> tuple[Fields, str]:
    """The header of the record that begins here, read, and what is wrong with it; it stays unread where something is."""
    head = stream.peek(4 * 1024)
    if not head_length(head):
        head = stream.peek(HEAD_MOST)
    version = _VERSION.match(head)
    length = head_length(head)
    if version is None and not (b"\n" not in head and b"WARC/1.0\r\n".startswith(head[:7])):
        return (), _NO_RECORD
    if version is None or not length:
        return (), CUT if len(head) < HEAD_MOST else "its header does not end"
    fields = fields_of(head[version.end() : length])
    if fields is None or not _LENGTH.fullmatch(first(fields, "content-length")):
        return (), "its header cannot be read"
    stream.skip(length)
    return fields, ""


def _length(fields: Fields) -> int:
    return int(first(fields, "content-length"))


def _pass_newlines(stream: Plain) -> None:
    while (ahead := stream.peek(4))[:1] in (b"\r", b"\n"):
        stream.skip(len(ahead) - len(ahead.lstrip(b"\r\n")))


def _skip_to_record(stream: Plain) -> int:
    """Go forward to the next place where a record begins; gives how many bytes were passed over."""
    skipped = 0
    while ahead := stream.peek(HEAD_MOST):
        found = _START.search(ahead, 1)
        skipped += stream.skip(found.start() if found else max(1, len(ahead) - 16))
        if found:
            break
    return skipped
