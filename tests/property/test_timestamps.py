"""The reader of timestamp replies raises nothing but a refusal, whatever it is given."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from sayso.archive.timestamps import reply, request
from sayso.errors import ParseFailed

TAGS = st.sampled_from([1, 2, 3, 4, 5, 6, 12, 24, 48, 49, 0x1F, 0xA0, 0xA1])


def wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size,)) if size < 128 else bytes((0x82,)) + size.to_bytes(2, "big")
    return bytes((tag,)) + length + content


VALUES = st.recursive(
    st.builds(wrapped, TAGS, st.binary(max_size=12)),
    lambda inner: st.builds(wrapped, TAGS, st.lists(inner, max_size=5).map(b"".join)),
    max_leaves=30,
)
GRANTED = b"\x30\x03\x02\x01\x00"
SIGNED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
STAMP = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"


@given(st.binary(max_size=300))
def test_any_bytes(data):
    with suppress(ParseFailed):
        reply(data)


@given(VALUES)
def test_any_values(data):
    with suppress(ParseFailed):
        reply(wrapped(0x30, data))


@given(st.lists(VALUES, max_size=8))
def test_any_content_of_a_granted_timestamp(values):
    info = wrapped(0xA0, wrapped(0x04, wrapped(0x30, b"\x02\x01\x01" + b"".join(values))))
    signed = wrapped(0x30, b"\x02\x01\x03" + wrapped(0x31, b"") + wrapped(0x30, STAMP + info))
    with suppress(ParseFailed):
        reply(wrapped(0x30, GRANTED + wrapped(0x30, SIGNED + wrapped(0xA0, signed))))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**160))
def test_a_request_carries_its_digest_and_is_no_reply(digest, nonce):
    data = request(digest, nonce=nonce)
    assert digest in data
    assert len(data) == data[1] + 2
    with suppress(ParseFailed):
        reply(data)
        raise AssertionError
