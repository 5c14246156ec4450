"""What a damaged or hostile file may cost: its own place, at most the limits, and nothing of the process that reads it."""

import gzip
import random
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import pytest

from sayso.errors import SaysoError, SkipItem
from sayso.examples import bundled
from sayso.parse import registry
from sayso.parse.limits import Limits
from sayso.parse.sandbox import STARTING_S
from sayso.read.files import captures
from sayso.records.documents import Capture
from tests.unit.parse.conftest import archive
from tests.unit.read.material import answer, article, captures_of, found_in, packed, page, record, stretches_of
from tests.unit.read.material import written_by_warcio as written

MIB = 1024 * 1024
LARGEST = 4 * MIB  # a mutated file
RECORDS, FLIPS = 2_000, 50
MOST_GROWN_MIB = 150
MARKUP = [
    *(b"<div>", b"</div>", b"<p>", b"<p ", b"<table><tr><td>", b"<!--", b"-->", b"<script>", b"</script>", b"<style>", b"]]>"),
    *(b"<![CDATA[", b"&#x0;", b"&#xD800;", b"&#99999999;", b"&amp", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<svg><math>"),
    *(
        b"<template>",
        b"<frameset>",
        b"<base href='javascript:x'>",
        b"<meta charset=utf-16>",
        b"<a href=",
        b"'\"",
        b"<time datetime=",
    ),
    *(b'<script type="application/ld+json">{"@type":', b"\xe2\x80\xae", b"\xed\xa0\x80", b"<font><b><i>", b"x" * 10_000),
]
OBJECTS = [
    *(
        b"stream",
        b"endstream",
        b"endobj",
        b"obj",
        b"xref",
        b"trailer",
        b"startxref",
        b"%%EOF",
        b"/Kids [1 0 R]",
        b"/Parent 1 0 R",
    ),
    *(b"/Length 999999999", b"/Length -1", b"/Filter /FlateDecode", b"/Filter [/ASCII85Decode /LZWDecode]", b"<<", b">>", b"["),
    *(b"/Count 99999999", b"/Prev 0", b"/Encrypt 1 0 R", b"/W [9 9 9]", b"/Size 99999999", b"(" * 500, b"R " * 500, b"\x00"),
]


@dataclass(frozen=True, slots=True)
class Toll:
    """What files came to.

    Attributes:
        files: how many, of which `read` gave an article and the others an error in words.
        faults: errors of another kind, and errors without a remedy.
        lost: files over which the parsing process died; each costs itself only.
        late: files that took longer than the limit and the start of a process.
        worst_s: the longest, in seconds.
        grown_mib: by how much this process grew from the first tenth of the files on.
    """

    files: int
    read: int
    faults: int
    lost: int
    late: int
    worst_s: float
    grown_mib: float


@dataclass(frozen=True, slots=True)
class Flips:
    """What changed bytes did to web archives.

    Attributes:
        archives: how many, of RECORDS pages with FLIPS changed bytes each.
        recovered: the least number of pages that came back from one of them, unchanged.
        unlisted: pages that went without a word.
    """

    archives: int
    recovered: int
    unlisted: int


def run_pages(number: int, seed: int) -> Toll:
    """Parse so many pages that were made from the bundled ones by chance."""
    return _parsed((_mutated(chance, _examples(".html"), MARKUP) for chance in _chances(number, seed)), "text/html")


def run_pdfs(number: int, seed: int) -> Toll:
    """Parse so many PDFs that were made from the bundled ones by chance."""
    return _parsed((_mutated(chance, _examples(".pdf"), OBJECTS) for chance in _chances(number, seed)), "application/pdf")


def run_flips(archives: int, seed: int) -> Flips:
    """Change bytes of web archives, packed and plain in turn, and read them."""
    least, unlisted = RECORDS, 0
    for number in range(archives):
        is_packed = number % 2 == 0
        data, places = written(RECORDS, is_packed=is_packed)
        chance, damaged = random.Random(seed + number), bytearray(data)
        for _ in range(FLIPS):
            damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        found = found_in(bytes(damaged), "many.warc.gz" if is_packed else "many.warc")
        texts = {article(n) for n in range(RECORDS)}
        least = min(least, len({one.url for one in captures_of(found) if one.data in texts}))
        listed = stretches_of(found)
        taken = {int(one.origin.partition("@")[2]) for one in captures_of(found)}
        unlisted += sum(place not in taken and not any(start <= place < end for start, end in listed) for place in places)
    return Flips(archives, least, unlisted)


def run_bombs(folder: Path) -> Toll:
    """Read files that unpack to far more than they are, or nest without end."""

    def work(name: str, data: bytes) -> None:
        file = folder / name
        file.write_bytes(data)
        for one in captures([str(file)]):
            if isinstance(one, SaysoError):
                raise one
            registry.parse(one)

    return _toll(partial(work, name, data) for name, data in bombs())


def bombs() -> Iterator[tuple[str, bytes]]:
    """File names and bytes."""
    yield "large.docx", archive(word__document_xml=b"\0" * (70 * MIB))
    yield "ratio.docx", archive(word__document_xml=b"\0" * (5 * MIB))
    yield "many.docx", archive(**{f"word__part{n}_xml": b"\0" * MIB for n in range(80)}, word__document_xml=b"<w/>")
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    yield "entities.docx", archive(word__document_xml=f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]><x>&j;</x>')
    yield "entities.html", f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{entities}]><html><body><p>&j;</p></body></html>'.encode()
    yield "nested.html", b"<html><body>" + b"<div>" * 200_000
    yield "paragraphs.html", b"<html><body>" + b"<p>rain" * 200_000
    yield "tables.html", b"<html><body>" + b"<table><tr><td>" * 60_000
    yield "attributes.html", b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">rain"
    yield "packed.html", gzip.compress(b"<p>rain</p>" * 1_000_000)
    yield "stream.pdf", _pdf(_deflated(256))
    yield "twice.pdf", _pdf(zlib.compress(_deflated(256)), b"[/FlateDecode /FlateDecode]")
    yield "multipart.eml", b"From: a@b.c\r\nSubject: x\r\n" + b"".join(_parts(2_000))
    yield "encoded.eml", b"From: a@b.c\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"YWFh" * 5_000_000
    yield "page.warc.gz", packed(page(body=_gzipped(1024), content_encoding="gzip"))
    yield "record.warc.gz", _gzipped(512, record(block=answer(b""), Content_Length=str(512 * MIB))[:-4])
    yield "part.wacz", archive(datapackage_json="{}", archive__data_warc=b"\0" * (100 * MIB))
    yield "deep.jsonl", b"[" * 5_000_000
    yield "number.jsonl", b'{"text": "rain", "n": ' + b"9" * 5_000_000 + b"}"


def _pdf(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
            b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
            b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>\nendobj\n",
            b"4 0 obj\n<< /Length %d /Filter %b >>\nstream\n%b\nendstream\nendobj\n" % (len(stream), filters, stream),
            b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n",
        )
    )


def _deflated(mib: int, wbits: int = zlib.MAX_WBITS, before: bytes = b"") -> bytes:
    packing = zlib.compressobj(9, wbits=wbits)
    return b"".join((packing.compress(before), *(packing.compress(b" " * MIB) for _ in range(mib)), packing.flush()))


def _gzipped(mib: int, before: bytes = b"") -> bytes:
    return _deflated(mib, zlib.MAX_WBITS | 16, before)


def _parts(depth: int) -> Iterator[bytes]:
    for n in range(depth):
        yield b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)


def _examples(ending: str) -> list[bytes]:
    return [example.path.read_bytes() for example in bundled() if example.path.suffix == ending]


def _chances(number: int, seed: int) -> Iterator[random.Random]:
    return (random.Random(f"{seed} {n}") for n in range(number))


def _mutated(chance: random.Random, examples: list[bytes], pieces: list[bytes]) -> bytes:
    """An example with up to eight changes: other bytes, a stretch gone, twice or elsewhere, a piece put in, no end."""
    data = bytearray(chance.choice(examples))
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) or 1)
        end = min(len(data), start + chance.choice((1, 20, 500, 5_000)))
        stretch = bytes(data[start:end])
        match chance.randrange(6):
            case 0:
                for _ in range(chance.choice((1, 10, 100))):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = stretch * chance.choice((1, 10, 100))
            case 3:
                del data[start:end]
                place = chance.randrange(len(data) + 1)
                data[place:place] = stretch
            case 4:
                data[start:start] = chance.choice(pieces) * chance.choice((1, 1, 10, 2_000))
            case _:
                del data[len(data) - chance.randrange(1 + len(data) // 4) :]
        del data[LARGEST:]
        data = data or bytearray(b"x")
    return bytes(data)


def _parsed(files: Iterator[bytes], media_type: str) -> Toll:
    return _toll(partial(registry.parse, Capture(data, "item", "file", media_type)) for data in files)


def _toll(works: Iterator[Callable[[], object]]) -> Toll:
    read = faults = lost = 0
    took, sizes = list[float](), list[float]()
    for work in works:
        started = time.monotonic()
        try:
            work()
            read += 1
        except SkipItem as error:
            faults += not error.hint
            lost += "ended unexpectedly" in error.message
        except Exception:  # noqa: BLE001
            faults += 1
        took.append(time.monotonic() - started)
        sizes.append(_resident_mib())
    late = sum(one > Limits().time_s + STARTING_S for one in took)
    return Toll(len(took), read, faults, lost, late, max(took), sizes[-1] - sizes[len(sizes) // 10])


def _resident_mib() -> float:
    return float(psutil.Process().memory_info().rss / MIB)


@pytest.fixture(autouse=True)
def _ended():
    yield
    registry.close()


@pytest.mark.parametrize("run", [run_pages, run_pdfs])
def test_files_made_by_chance_are_read_or_refused_in_words(run: Callable[[int, int], Toll]):
    found = run(40, 1)
    assert (found.files, found.faults, found.lost, found.late) == (40, 0, 0, 0)
    assert found.read > 0
    assert found.grown_mib < MOST_GROWN_MIB


@pytest.mark.slow
def test_bombs_cost_time_and_memory_within_the_limits(tmp_path):
    found = run_bombs(tmp_path)
    assert (found.faults, found.late) == (0, 0)
    assert found.grown_mib < MOST_GROWN_MIB


@pytest.mark.slow
def test_changed_bytes_of_web_archives_cost_a_page_each_at_most():
    found = run_flips(2, seed=11)
    assert (found.archives, found.unlisted) == (2, 0)
    assert found.recovered >= RECORDS - FLIPS
