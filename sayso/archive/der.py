"""Values in DER (ITU-T X.690), as timestamps and certificates are written: read strictly, and written.

Each value is a tag, a length and so many bytes. What is not in the one form that DER allows is refused, and nothing
takes more room than the bytes that are there.
"""

BOOLEAN, INTEGER, BITS, OCTETS, NULL, OID, UTF8, TIME, SEQUENCE, SET = 1, 2, 3, 4, 5, 6, 12, 24, 48, 49
EXPLICIT_0 = 0xA0
# A serial number has at most 160 bits, a nonce may have a little more.
_LONGEST_INTEGER = 64
_LONGEST_OID = 64


class Values:
    """Values that stand one after the other. Reading one that is not as expected raises ValueError with a short clause."""

    def __init__(self, data: memoryview) -> None:
        self._rest = data

    def __bool__(self) -> bool:
        return bool(self._rest)

    def next_is(self, tag: int) -> bool:
        """Whether a value with this tag is next."""
        return bool(self._rest) and self._rest[0] == tag

    def take(self, tag: int) -> memoryview:
        """The bytes of the next value, which must have this tag."""
        rest = self._rest
        if len(rest) < 2 or rest[0] != tag:
            raise ValueError("a part is missing or out of place")
        length, start = rest[1], 2
        if length & 0x80:
            size = length & 0x7F
            start += size
            length = int.from_bytes(rest[2:start], "big")
            # DER knows no open lengths, and writes each in the shortest way.
            if not 1 <= size <= 4 or len(rest) < start or length < 0x80 or length < 1 << 8 * (size - 1):
                raise ValueError("a length has the wrong form")
        if len(rest) - start < length:
            raise ValueError("it breaks off")
        self._rest = rest[start + length :]
        return rest[start : start + length]

    def end(self) -> None:
        """Nothing may follow."""
        if self._rest:
            raise ValueError("something follows where nothing may")

    def integer(self) -> int:
        """The next value, a whole number."""
        data = bytes(self.take(INTEGER))
        padded = len(data) > 1 and (data[0], data[1] >> 7) in ((0, 0), (0xFF, 1))
        if not 1 <= len(data) <= _LONGEST_INTEGER or padded:
            raise ValueError("a number has the wrong form")
        return int.from_bytes(data, "big", signed=True)

    def oid(self) -> str:
        """The next value, an object identifier, as numbers with dots."""
        data = bytes(self.take(OID))
        if not data or len(data) > _LONGEST_OID or data[-1] & 0x80:
            raise ValueError("an object identifier has the wrong form")
        numbers, number, begins = list[int](), 0, True
        for octet in data:
            if begins and octet == 0x80:
                raise ValueError("an object identifier has the wrong form")
            number = number << 7 | octet & 0x7F
            begins = not octet & 0x80
            if begins:
                numbers.append(number)
                number = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def value(tag: int, content: bytes) -> bytes:
    """One value; its content has fewer than 128 bytes."""
    if len(content) >= 0x80:
        raise ValueError("only short values are written")
    return bytes((tag, len(content))) + content


def integer(number: int) -> bytes:
    """A whole number that is not negative."""
    return value(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """An object identifier, given as numbers with dots."""
    first, second, *others = map(int, dotted.split("."))
    octets = bytearray()
    for number in (40 * first + second, *others):
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(number & 0x7F | 0x80)
        octets += bytes(reversed(septets))
    return value(OID, bytes(octets))
