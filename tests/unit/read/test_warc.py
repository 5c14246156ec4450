"""Pages of web archives: what is taken, what is kept of it, and what is left when an archive is damaged."""

import base64
import gzip
import hashlib
import io
import os
import random
import tarfile
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sayso.errors import LimitExceeded, ParseFailed, SaysoError, SkipItem
from sayso.read.archived import Listed
from sayso.read.warc import is_warc, pages
from sayso.records.documents import Capture, Problem
from tests.unit.read.material import (
    HTML,
    answer,
    article,
    captures_of,
    found_in,
    packed,
    page,
    record,
    stretches_of,
    written_by_warcio,
    zeros,
)

MIB = 1024 * 1024
N = 2_000


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


# What is taken


def test_what_was_given_comes_without_an_address():
    url = f"urn:sha256:{hashlib.sha256(b'Notes').hexdigest()}"
    of_no_type = record("resource", url, b"Notes", content_type="application/octet-stream")
    found = found_in(packed(record("resource", url, b"Notes", content_type="text/plain"), of_no_type), "given.warc.gz")
    assert [(one.data, one.url, one.media_type, one.how) for one in found] == [
        (b"Notes", None, "text/plain", "warc"),
        (b"Notes", None, None, "warc"),
    ]


def test_what_was_given_comes_whatever_it_is_so_that_it_is_told_why_it_cannot_be_read():
    url = f"urn:sha256:{hashlib.sha256(b'GIF89a').hexdigest()}"
    (found,) = found_in(packed(record("resource", url, b"GIF89a", content_type="image/gif")))
    assert (found.data, found.media_type) == (b"GIF89a", "image/gif")


def test_bytes_that_are_not_those_of_their_address_are_damage():
    url = f"urn:sha256:{hashlib.sha256(b'Notes').hexdigest()}"
    (found,) = found_in(packed(record("resource", url, b"Votes", content_type="text/plain")))
    assert isinstance(found, ParseFailed)
    assert "address digest" in found.message


def test_a_page_comes_with_its_address_time_headers_and_place():
    (found,) = found_in(packed(page("http://example.org/a", etag="1")), "news.warc.gz")
    assert found == Capture(
        HTML,
        "news.warc.gz@0",
        "warc",
        "text/html",
        "utf-8",
        "http://example.org/a",
        "2026-11-02T10:00:00Z",
        headers=(("content-type", "text/html; charset=utf-8"), ("etag", "1")),
    )


@pytest.mark.parametrize("form", ["plain", "a member each", "one member", "two members each"])
def test_every_packing_gives_the_same_pages(form):
    records = [page(f"http://example.org/{number}", article(number)) for number in range(20)]
    data = {
        "plain": b"".join(records),
        "a member each": packed(*records),
        "one member": gzip.compress(b"".join(records)),
        "two members each": packed(*(b"".join(records[at : at + 2]) for at in range(0, 20, 2))),
    }[form]
    assert [one.data for one in captures_of(found_in(data))] == [article(number) for number in range(20)]
    assert len({one.origin for one in captures_of(found_in(data))}) == 20


@pytest.mark.parametrize("is_packed", [True, False])
def test_the_place_is_where_the_reference_reader_finds_the_record(is_packed):
    data, places = written_by_warcio(10, is_packed=is_packed)
    found = captures_of(found_in(data))
    assert [int(one.origin.partition("@")[2]) for one in found] == places
    for one, place in zip(found, places, strict=True):
        there = next(iter(ArchiveIterator(io.BytesIO(data[place:]))))
        assert there.rec_headers.get_header("WARC-Target-URI") == one.url
        assert there.content_stream().read() == one.data


def test_a_later_record_of_a_member_says_its_place_in_it():
    first = page("http://example.org/1")
    _, second = found_in(packed(page()) + gzip.compress(first + page("http://example.org/2")))[1:]
    assert second.origin == f"a.warc.gz@{len(packed(page()))}+{len(first)}"


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (gzip.compress(HTML), {"content_encoding": "gzip"}),
        (zlib.compress(HTML), {"content_encoding": "deflate"}),
        (b"7\r\n<html><\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (len(HTML) - 7, HTML[7:]), {"transfer_encoding": "chunked"}),
        (HTML, {"transfer_encoding": "chunked", "content_encoding": "gzip"}),
    ],
)
def test_a_page_is_kept_as_it_was_meant_with_the_headers_as_they_were(sent, headers):
    (found,) = found_in(packed(page(body=sent, **headers)))
    assert found.data == HTML
    assert dict(found.headers).keys() == {"content-type", *(name.replace("_", "-") for name in headers)}


@pytest.mark.parametrize(
    "unwanted",
    [
        record(block=answer(status="404 Not Found")),
        record(block=answer(status="301 Moved", location="/b")),
        record(block=answer(b"\x89PNG", content_type="image/png")),
        record(block=answer(b"{}", content_type="application/json")),
        record(block=answer(b"\x00\x01", content_type="application/octet-stream")),
        page("http://example.org/robots.txt", b"User-agent: *", content_type="text/plain"),
        record("request", block=b"GET / HTTP/1.1\r\n\r\n"),
        record("metadata", block=b"a: b"),
        record("conversion", block=b"text", content_type="text/plain"),
        record(url="dns:example.org", block=b"example.org 1", content_type="text/dns"),
        record("resource", "urn:log", b"log", content_type="text/plain"),
    ],
)
def test_what_is_no_page_is_passed_over(unwanted):
    assert [one.url for one in found_in(packed(unwanted, page("http://example.org/1")))] == ["http://example.org/1"]
    assert [one.url for one in found_in(unwanted + page("http://example.org/1"))] == ["http://example.org/1"]


@pytest.mark.parametrize(
    "wanted",
    [
        page(body=b"%PDF-1.7", content_type="application/octet-stream"),
        page(body=b"%PDF-1.7", content_type="application/pdf"),
        page(body=b" <!DOCTYPE html>", content_type=""),
        record("resource", block=HTML, content_type="text/html"),
        page(url="<http://example.org/>"),
        page().replace(b"WARC/1.1", b"WARC/0.18"),
        record(block=HTML.join((b"HTTP/1.1 200\ncontent-type: text/html\n\n", b""))).replace(b"\r\n", b"\n"),
    ],
)
def test_pages_are_known_by_their_type_or_by_their_first_bytes(wanted):
    (found,) = found_in(packed(wanted))
    assert isinstance(found, Capture)
    assert found.url == "http://example.org/"


def test_an_archive_without_pages_says_so():
    (found,) = found_in(packed(record("request", block=b"GET /")))
    assert isinstance(found, SkipItem)
    assert "no pages" in found.message


def test_revisits_are_told_of():
    revisit = record("revisit", "http://example.org/old", answer(b""))
    found = found_in(packed(page(), revisit, revisit))
    assert [type(one) for one in found] == [Capture, Problem]
    assert "(revisit): 2, at http://example.org/old at byte" in found[1].message


def test_a_page_that_was_cut_off_when_it_was_captured_says_so():
    cut = gzip.compress(HTML)[:-12]
    for data in (
        page(body=HTML[:20]).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date"),
        page(body=cut, content_encoding="gzip"),
    ):
        capture, notice = found_in(packed(data))
        assert isinstance(capture, Capture)
        assert "cut off when it was captured" in notice.message


def test_who_captured_it_is_taken_from_warcinfo():
    info = record(
        "warcinfo", "", b"software: x\r\nhttp-header-user-agent: Example/1.0\r\n", content_type="application/warc-fields"
    )
    assert found_in(packed(info, page()))[0].user_agent == "Example/1.0"


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2026-11-02T10:00:00.123456789Z", "2026-11-02T10:00:00.123456789Z"),
        ("2026-11-02T10:00:00+02:00", "2026-11-02T08:00:00Z"),
        ("2026-11-02", None),
        ("2026-11-02T10:00:00", None),
        ("2026-99-02T10:00:00Z", None),
        ("", None),
    ],
)
def test_the_time_is_given_only_where_it_is_known(date, time):
    assert found_in(packed(record(block=answer(), WARC_Date=date)))[0].captured_at == time


def test_only_listed_addresses_are_taken_and_what_they_redirect_to():
    data = packed(
        page("http://example.org/other"),
        record(url="http://example.org/a", block=answer(b"", status="302 Found", location="/b")),
        page("http://example.org/b"),
        page("http://example.org/c/"),
    )
    listed = Listed(["http://example.org/a#part", "http://example.org/c", "http://example.org/gone"])
    found: list[Any] = list(pages(io.BytesIO(data), "x", listed=listed))
    assert [one.url for one in found] == ["http://example.org/b", "http://example.org/c/"]
    assert list(listed.missing) == ["http://example.org/gone"]


# Digests


@pytest.mark.parametrize("form", [sha1, lambda data: "sha256:" + hashlib.sha256(data).hexdigest(), lambda data: "new:abc"])
def test_digests_that_hold_or_are_not_known_change_nothing(form):
    block = answer()
    assert captures_of(found_in(packed(record(block=block, WARC_Block_Digest=form(block), WARC_Payload_Digest=form(HTML)))))


@pytest.mark.parametrize("undone", [0, 1, 2])
def test_a_payload_digest_may_be_taken_before_or_after_undoing_what_was_done_for_sending(undone):
    coded = gzip.compress(HTML)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(coded), coded)
    block = answer(chunked, transfer_encoding="chunked", content_encoding="gzip")
    assert found_in(packed(record(block=block, WARC_Payload_Digest=sha1((chunked, coded, HTML)[undone]))))[0].data == HTML


@pytest.mark.parametrize("which", ["WARC_Block_Digest", "WARC_Payload_Digest"])
def test_a_digest_that_does_not_hold_costs_its_page_and_no_other(which):
    data = packed(record(block=answer(), **{which: sha1(b"other")}), page("http://example.org/2"))
    error, capture = found_in(data)
    assert isinstance(error, ParseFailed)
    assert error.subject == "a.warc.gz@0"
    assert "http://example.org/" in error.message
    assert capture.url == "http://example.org/2"


# Damage


@pytest.fixture(scope="module", params=[True, False], ids=["packed", "plain"])
def many(request):
    """An archive of 2,000 pages by the reference writer, its places, and its name."""
    return *written_by_warcio(N, is_packed=request.param), "many.warc.gz" if request.param else "many.warc"


def number_in(url: str) -> int:
    last = url.rpartition("/")[2]
    return int(last) if last.isascii() and last.isdigit() else -1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fifty_damaged_bytes_cost_fifty_pages_at_most_and_each_loss_is_listed(many, seed):
    data, places, name = many
    chance, damaged = random.Random(seed), bytearray(data)
    for _ in range(50):
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
    found = found_in(bytes(damaged), name)
    intact = {one.url for one in captures_of(found) if one.url and one.data == article(number_in(one.url))}
    assert len(intact) >= N - 50
    listed = stretches_of(found)
    taken = {int(one.origin.partition("@")[2]) for one in captures_of(found)}
    assert [place for place in places if place not in taken and not any(a <= place < b for a, b in listed)] == []


def test_of_half_a_file_all_that_is_there_comes_and_the_cut_is_reported(many):
    data, places, name = many
    half = places[1_000] + 20
    found = found_in(data[:half], name)
    assert len(captures_of(found)) == 1_000
    assert isinstance(found[-1], ParseFailed)
    assert found[-1].subject == f"{name}@{places[1_000]}"
    assert f"ends at byte {half:,}" in found[-1].message


@pytest.mark.parametrize("is_packed", [True, False])
def test_every_cut_is_reported_wherever_it_is(is_packed):
    data, places = written_by_warcio(3, is_packed=is_packed)
    name = "a.warc.gz" if is_packed else "a.warc"
    for cut in range(places[1] + 1, places[2]):
        found = found_in(data[:cut], name)
        whole = captures_of(found)
        assert [one.data for one in whole] == [article(0), article(1)][: len(whole)]
        # The last four bytes of a plain record only separate it from the next.
        assert any("cut off" in str(one) for one in found) or (not is_packed and cut >= places[2] - 4 and len(whole) == 2)


def test_a_damaged_gzip_header_does_not_cost_its_page():
    data = bytearray(packed(page("http://example.org/1"), page("http://example.org/2")))
    data[0] ^= 0xFF
    error, *found = found_in(bytes(data))
    assert "from byte 0 to byte 10" in error.message
    assert [one.url for one in found] == ["http://example.org/1", "http://example.org/2"]


def test_damage_inside_a_single_member_is_reported_by_its_place():
    records = [page(f"http://example.org/{number}") for number in range(3)]
    records[1] = records[1].replace(b"Content-Length", b"Content-Lengt?")
    first, error, last = found_in(gzip.compress(b"".join(records)))
    assert (first.url, last.url) == ("http://example.org/0", "http://example.org/2")
    assert error.subject == f"a.warc.gz@0+{len(records[0])}"


def test_records_longer_or_shorter_than_they_say_cost_only_themselves():
    sound = page("http://example.org/2")
    for length in (10, 5_000, 10**14):
        wrong = record(block=answer(), Content_Length=str(length))
        for data in (wrong + sound, packed(wrong, sound)):
            found = found_in(data)
            assert [one.url for one in captures_of(found)] == ["http://example.org/2"]
            assert any(isinstance(one, SaysoError) for one in found)


@pytest.mark.parametrize("where", [3, 40, 0.5, -200, -9, -3])
def test_an_archive_that_was_captured_as_a_page_does_not_pass_for_this_one(where):
    chance = random.Random(4)
    inner = packed(*(page(f"http://forged.example/{number}", b"<html>" + chance.randbytes(3_000)) for number in range(50)))
    outer = bytearray(packed(page("http://example.org/a.warc.gz", inner, content_type="application/octet-stream")))
    outer[int(len(outer) * where) if isinstance(where, float) else where] ^= 0x55
    found = found_in(packed(page("http://example.org/1")) + bytes(outer) + packed(page("http://example.org/2")))
    assert [one.url for one in captures_of(found)] == ["http://example.org/1", "http://example.org/2"]
    assert any(isinstance(one, ParseFailed) for one in found)


def test_a_changed_letter_in_the_header_of_a_plain_record_is_no_silent_loss():
    for old, new in (
        (b"response", b"respo?se"),
        (b"http://example.org", b"hxtp://example.org"),
        (b"HTTP/1.1 200", b"HTT?/1.1 200"),
    ):
        found = found_in(page("http://example.org/1").replace(old, new, 1) + page("http://example.org/2"))
        assert [type(one) for one in found] == [ParseFailed, Capture]


# Sizes


def test_a_page_over_the_limit_is_named_and_passed_over():
    for data in (
        page("http://example.org/1", bytes(3 * MIB)),
        page("http://example.org/1", gzip.compress(random.randbytes(2 * MIB)), content_encoding="gzip"),
    ):
        for archive in (packed(data, page("http://example.org/2")), data + page("http://example.org/2")):
            error, capture = found_in(archive, input_size=1)
            assert isinstance(error, LimitExceeded)
            assert error.subject == "a.warc.gz@0"
            assert "http://example.org/1" in error.message
            assert capture.url == "http://example.org/2"


def test_what_is_no_page_may_be_larger_than_a_page():
    film = record(url="http://example.org/film", block=answer(random.randbytes(3 * MIB), content_type="video/mp4"))
    for archive in (packed(film, page()), film + page()):
        assert [one.url for one in found_in(archive, input_size=1)] == ["http://example.org/"]


def bomb_head(mib):
    """The beginning of a record whose page is that large."""
    block = answer(b"")
    return record(url="http://example.org/bomb", block=block, Content_Length=str(len(block) + mib * MIB))[:-4]


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(lambda: zeros(1024), marks=pytest.mark.slow, id="no record"),
        pytest.param(
            lambda: zeros(1024, after=bomb_head(1024)),
            marks=pytest.mark.slow,
            id="a page",
        ),
        pytest.param(lambda: zeros(40, after=bomb_head(40)), id="a page within the limit"),
        pytest.param(lambda: packed(page("http://example.org/bomb", zeros(1024), content_encoding="gzip")), id="packed page"),
        pytest.param(
            lambda: packed(page("http://example.org/bomb", gzip.compress(zeros(300)), content_encoding="gzip, gzip")),
            id="twice",
        ),
    ],
)
def test_bombs_stop_soon_in_little_memory(bomb):
    data = packed(page("http://example.org/1")) + bomb() + packed(page("http://example.org/2"))
    tracemalloc.start()
    try:
        found = found_in(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [one.url for one in captures_of(found)] == ["http://example.org/1", "http://example.org/2"]
    assert len([one for one in found if isinstance(one, LimitExceeded | ParseFailed)]) == 1
    assert peak < 200 * MIB


def test_a_brotli_bomb_stops_too():
    import brotli

    (error,) = found_in(packed(page(body=brotli.compress(bytes(100 * MIB), quality=5), content_encoding="br")))
    assert isinstance(error, LimitExceeded)


def test_memory_does_not_grow_with_the_archive():
    chance = random.Random(5)
    data = packed(*(page(f"http://example.org/{number}", b"<html>" + chance.randbytes(MIB // 2)) for number in range(60)))
    tracemalloc.start()
    try:
        assert sum(1 for one in pages(io.BytesIO(data), "a") if isinstance(one, Capture)) == 60
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MIB


# Other files


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"filedesc://a.arc 0 20140216050221 text/plain 75\n", "ARC"),
        (gzip.compress(b"filedesc://a.arc 0 20140216050221 text/plain 75\n"), "ARC"),
        (b"\x28\xb5\x2f\xfd\x00", "Zstandard"),
        (b"hello", "no record"),
    ],
)
def test_files_that_are_no_archive_say_what_they_are(data, words):
    (error,) = found_in(data)
    assert words in str(error)


def test_an_archive_is_known_by_its_first_bytes():
    assert is_warc(page()[:1024])
    assert is_warc(packed(page())[:512])
    assert not is_warc(gzip.compress(b"hello"))
    assert not is_warc(b"WARCRAFT")
    assert not is_warc(b"")


# Samples that others have collected; they are no part of the package and are looked for where SAYSO_DATA says.

SAMPLES = Path(os.environ.get("SAYSO_DATA", "nowhere")) / "data/badinput/bad-input.tar.xz"


def _content(archive, member):
    with archive.extractfile(member) as file:
        return file.read()


@pytest.fixture(scope="module")
def samples():
    if not SAMPLES.exists():
        pytest.skip("SAYSO_DATA does not lead to data/badinput/bad-input.tar.xz")
    with tarfile.open(SAMPLES) as archive:
        members = [member for member in archive.getmembers() if member.isfile() and "arc" in member.name.rpartition("/")[2]]
        return {member.name.rpartition("/")[2]: _content(archive, member) for member in members}


@pytest.mark.parametrize(
    ("name", "urls", "words"),
    [
        ("example.warc", ["http://example.com/"], ["revisit"]),
        ("example.warc.gz", ["http://example.com/"], ["revisit"]),
        ("example-bad-non-chunked.warc.gz", ["http://example.com/"], ["revisit"]),
        ("example-iana.org-chunked.warc", ["http://www.iana.org/"], []),
        ("example-resource.warc.gz", ["http://example.com/"], []),
        ("example-wget-bad-target-uri.warc.gz", ["http://example.com/"], []),
        ("example-trunc.warc", [], ["block digest", "damaged from byte"]),
        ("example-wrong-chunks.warc.gz", [], ["breaks off", "damaged from byte"]),
        ("example-space-in-target-uri.warc.gz", [], ["no pages"]),
        ("example.arc.gz", [], ["ARC"]),
        (
            "IAH-20080430204825-00000-blackbook-truncated.warc.gz",
            ["http://www.archive.org/", "http://www.archive.org/index.php"],
            [],
        ),
        ("IAH-urls-wget.warc.gz", ["https://archive.org/"] * 2, []),
    ],
)
def test_odd_archives_of_others(samples, name, urls, words):
    found = found_in(samples[name], name)
    assert [one.url for one in captures_of(found)] == urls
    others = [str(one) for one in found if not isinstance(one, Capture)]
    assert len(others) == len(words)
    assert all(word in other for word, other in zip(words, others, strict=True))
