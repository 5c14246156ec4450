"""Headers and bodies as they were sent."""

import gzip
import zlib

import pytest

from sayso.errors import LimitExceeded, ParseFailed
from sayso.read.message import Head, content_type, dechunked, fields_of, first, http_head, unpacked

MIB = 1024 * 1024
TEXT = b"<p>The road is open.</p>" * 20


def chunks_of(data, sizes):
    parts = []
    for size in sizes:
        part, data = data[:size], data[size:]
        if part:
            parts.append(b"%x\r\n%b\r\n" % (len(part), part))
    return b"".join(parts) + (b"%x\r\n%b\r\n" % (len(data), data) if data else b"")


def test_a_body_that_has_no_chunks_is_left_alone():
    for body in (TEXT, b"5\r\nmore than five letters follow", b"", b"\xff\xfe"):
        assert dechunked(body)[0] == body


def test_a_missing_last_chunk_is_noticed_and_a_broken_one_refused():
    whole = chunks_of(TEXT, [10, 20])
    assert dechunked(whole) == (TEXT, False)
    assert dechunked(whole[:25])[1] is False
    with pytest.raises(ParseFailed, match="do not fit"):
        dechunked(b"3\r\nabc\r\nxyz\r\n")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])),
        ("x-gzip", TEXT),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("deflate", TEXT),
        ("br", TEXT),
        ("gzip, deflate", zlib.compress(gzip.compress(TEXT))),
    ],
)
def test_codings_are_undone_in_turn_and_missing_ones_forgiven(coding, body):
    assert unpacked(body, coding, most=MIB) == (TEXT, True)


def test_brotli_is_undone():
    import brotli

    assert unpacked(brotli.compress(TEXT), "br", most=MIB) == (TEXT, True)
    assert unpacked(brotli.compress(TEXT)[:-3], "br", most=MIB)[1] is False


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_damaged_bodies_are_refused(coding):
    with pytest.raises(ParseFailed, match="damaged"):
        unpacked(b"\x1f\x8b\xff\xff\xff\xff" * 9, coding, most=MIB)


def test_a_body_that_breaks_off_gives_what_there_is():
    data, is_whole = unpacked(gzip.compress(TEXT)[:-10], "gzip", most=MIB)
    assert not is_whole
    assert TEXT.startswith(data)


def test_a_coding_nobody_knows_is_refused():
    with pytest.raises(ParseFailed, match="zstd"):
        unpacked(TEXT, "zstd", most=MIB)


def test_what_grows_too_large_or_too_fast_is_refused():
    with pytest.raises(LimitExceeded, match="1 MiB"):
        unpacked(gzip.compress(bytes(2 * MIB)), "gzip", most=MIB)
    with pytest.raises(LimitExceeded, match="200 times"):
        unpacked(gzip.compress(bytes(2 * MIB)), "gzip", most=64 * MIB)


def test_the_head_of_an_answer_keeps_order_case_and_folded_lines():
    head = http_head(b"HTTP/1.1 200 OK\r\nB: 1\r\nA: x\r\n y\r\nno header\r\nB: 2\r\n\r\nbody")
    assert head is not None
    assert (head.status, head.headers, head.length) == (200, (("B", "1"), ("A", "x y"), ("B", "2")), 52)
    assert first(head.headers, "b") == "1"
    assert http_head(b"HTTP/2 301\r\n\r\n") == Head(301, (), 14)
    assert http_head(b"<html>\r\n\r\n") is None
    assert http_head(b"HTTP/1.1 200 OK\r\nA: 1\r\n") is None


def test_lines_that_are_no_headers_are_none():
    assert fields_of(b"A: 1\r\nhello\r\n") is None
    assert fields_of("A: für\r\n".encode("latin-1")) == (("A", "für"),)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "UTF-8")),
        ('Text/HTML;charset="iso-8859-1"; x=y', ("text/html", "iso-8859-1")),
        ("text/html", ("text/html", None)),
        ("", (None, None)),
    ],
)
def test_type_and_character_set(value, expected):
    assert content_type(value) == expected
