"""Bytes of an archive, read forward in bounded memory: as they stand in a file, or those that one gzip member unpacks to.

Deflated data are unpacked by zlib; the member's header, checksum and length are read here, because zlib does not tell where a
member ends whose checksum fails, and reading can go on there.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
KIB = 1024
MIB = 1024 * KIB
CHUNK = 64 * KIB
# Packed bytes are taken in small pieces: the place where unpacking fails is known to one of them.
PIECE = 8 * KIB
# Beyond this size and ratio a member is a bomb: it is not even unpacked to find its end.
HOPELESS = 256 * MIB
RATIO = 200

NO_MEMBER = "this is no gzip member"
CUT = "the file ends before it does"
BROKEN = "it cannot be unpacked"
CHANGED = "its checksum does not hold"
SWOLLEN = "No page is packed like that; capture it anew if it matters."  # the hint where something unpacks to too much
BOMB = f"it unpacks to more than {HOPELESS // MIB} MiB, {RATIO} times its size"

_EXTRA, _NAME, _COMMENT, _CHECK, _RESERVED = 4, 8, 16, 2, 0xE0


class Plain:
    """The bytes of a file from `start` on.

    Attributes:
        given: how many bytes were handed out so far.
        fault: why no more bytes come; empty where they simply ended.
    """

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._next = start
        self._ahead = b""
        self._at = 0
        self.given = 0
        self.fault = ""

    def peek(self, n: int) -> bytes:
        """The next `n` bytes, left where they are; fewer only at the end."""
        while len(self._ahead) - self._at < n and self._fill():
            pass
        return self._ahead[self._at : self._at + n]

    def read(self, n: int) -> bytes:
        """The next `n` bytes; fewer only at the end."""
        return b"".join(self._parts(n))

    def skip(self, n: int) -> int:
        """Pass over `n` bytes; gives how many there were."""
        return sum(len(part) for part in self._parts(n))

    def skip_all(self) -> None:
        """Pass over everything."""
        while self.skip(CHUNK):
            pass

    def _parts(self, n: int) -> Iterator[bytes]:
        while n > 0 and (self._at < len(self._ahead) or self._fill()):
            part = self._ahead[self._at : self._at + n]
            self._at += len(part)
            self.given += len(part)
            n -= len(part)
            yield part

    def _fill(self) -> bool:
        more = self._more()
        self._ahead, self._at = self._ahead[self._at :] + more, 0
        return bool(more)

    def _more(self) -> bytes:
        return self._raw(CHUNK)

    def _raw(self, n: int) -> bytes:
        # Several readers share the file: another may have moved in it since.
        self._file.seek(self._next)
        raw = self._file.read(n)
        self._next += len(raw)
        return raw


class Member(Plain):
    """What the gzip member at `start` unpacks to.

    Attributes:
        end: where the next member should begin; None while this one is not read to its end, or where that cannot be found.
    """

    def __init__(self, file: BinaryIO, start: int, *, header: int | None = None) -> None:
        super().__init__(file, start)
        self._start = start
        self.end: int | None = None
        self._packed = self._raw(PIECE)
        length = header or header_length(self._packed)
        self._packed = self._packed[length:]
        self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        self._checksum = 0
        self._size = 0
        if not length:
            is_cut = len(self._packed) < 18 and MAGIC.startswith(self._packed[:3])
            self.fault = CUT if is_cut else NO_MEMBER

    @property
    def reached(self) -> tuple[int, int]:
        """Up to which place of the file this member was unpacked: at least and at most."""
        return self._next - len(self._packed), self._next

    @property
    def is_bomb(self) -> bool:
        """Whether what was read so far is over a MiB and more than 200 times larger than its packed form."""
        return self._size > MIB and self._size > RATIO * (self.reached[0] - self._start)

    def _more(self) -> bytes:
        while not self.fault and self.end is None:
            if not self._packed and not self._unpack.eof:
                self._packed = self._raw(PIECE)
                if not self._packed:
                    self.fault = CUT
                    break
            try:
                part = self._unpack.decompress(self._packed, CHUNK)
            except zlib.error:
                self.fault = BROKEN
                break
            self._packed = self._unpack.unconsumed_tail
            self._checksum = zlib.crc32(part, self._checksum)
            self._size += len(part)
            if self._unpack.eof:
                self._close(self._unpack.unused_data)
            elif self._size > HOPELESS and self.is_bomb:
                self.fault = BOMB
            if part:
                return part
        return b""

    def _close(self, rest: bytes) -> None:
        rest = rest if len(rest) >= 8 else rest + self._raw(8 - len(rest))
        trailer = rest[:8]
        if len(trailer) < 8:
            self.fault = CUT
            return
        self._packed = rest[8:]
        self.end = self._next - len(self._packed)
        if trailer != self._checksum.to_bytes(4, "little") + (self._size & 0xFFFFFFFF).to_bytes(4, "little"):
            self.fault = CHANGED


def header_length(head: bytes) -> int:
    """How many bytes the gzip header at the beginning of `head` takes; 0 where there is none. Source: RFC 1952, 2.3."""
    if not head.startswith(MAGIC) or len(head) < 10 or head[3] & _RESERVED:
        return 0
    flags, length = head[3], 10
    if flags & _EXTRA:
        length += 2 + int.from_bytes(head[length : length + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            length = head.find(b"\0", length) + 1
            if not length:
                return 0
    if flags & _CHECK:
        length += 2
    return length if length <= len(head) else 0


def places(file: BinaryIO, needle: bytes, *, start: int) -> Iterator[int]:
    """Where `needle` stands in a file from `start` on, in order; read in pieces, and only as far as it is asked for."""
    kept = b""
    at = start
    while True:
        file.seek(at + len(kept))
        more = file.read(CHUNK)
        if not more:
            return
        piece = kept + more
        found = piece.find(needle)
        while found >= 0:
            yield at + found
            found = piece.find(needle, found + 1)
        cut = max(0, len(piece) - len(needle) + 1)
        kept, at = piece[cut:], at + cut


def holds(file: BinaryIO, place: int, *, member: int) -> bool:
    """Whether what stands in the file at `place` is part of what the member at `member` unpacks to, as far as it unpacks.

    Then it was packed a second time on the way into the archive: it is content, not a member of the archive.
    """
    file.seek(place)
    needle = file.read(48)
    # A member with a damaged header can still be unpacked: nearly all have a header of ten bytes.
    file.seek(member)
    inside = Member(file, member, header=header_length(file.read(PIECE)) or 10)
    kept = b""
    while part := inside.read(CHUNK):
        piece = kept + part
        if needle in piece:
            return True
        kept = piece[-len(needle) :]
    return False
