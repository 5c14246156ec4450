import gzip
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cdxj_indexer.main import CDXJIndexer
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from sayso.archive.archive import Archive
from sayso.archive.wacz import export
from sayso.errors import EvidenceDamaged, NotFound
from tests.unit.archive.material import capture, fetched

PACKED = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "7"))
CAPTURES = [
    fetched(1, headers=PACKED),
    capture(2, origin="C:\\papers\\second.html"),
    fetched(3, url="https://www.example.org/B?y=2&x=1", how="warc", captured_at="2025-01-02T03:04:05.5Z"),
    fetched(4, headers=(), data=b"%PDF-1.4 \r\n\r\n WARC/1.1\r\n", media_type="application/pdf"),
    capture(5, data=b"", how="jsonl", url="https://example.org/said"),
    fetched(
        6,
        url="https://example.org/\u00fc \r\nWARC-Type: warcinfo\u202e?q=\ud800",
        headers=(("X-B\u00e4d: ", "\u65e5\r\nSet-Cookie: x=1\ud800"), ("", "")),
        data="\u65e5\u672c".encode(),
    ),
]


@pytest.fixture
def archive(tmp_path) -> Archive:
    archive = Archive(tmp_path / "archive")
    archive.keep(CAPTURES)
    return archive


@pytest.fixture
def package(archive, tmp_path):
    export(archive, range(1, 7), tmp_path / "out.wacz", titles={1: "Page one \u202e"})
    return tmp_path / "out.wacz"


def part(package: Path, name: str) -> bytes:
    with zipfile.ZipFile(package) as opened:
        return opened.read(name)


def records(package: Path):
    """Type, headers, HTTP headers and payload of every record, its digests checked."""
    found = []
    for record in ArchiveIterator(io.BytesIO(part(package, "archive/data.warc.gz")), check_digests="raise"):
        payload = record.content_stream().read()
        found.append((record.rec_type, record.rec_headers, record.http_headers, payload))
    return found


@pytest.mark.slow
def test_wacz_validate_passes(package):
    command = [sys.executable, "-m", "wacz", "validate", "-f", str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the passed WACZ is valid" in done.stdout


def test_the_bytes_come_back_exactly(package):
    _, *found = records(package)
    assert [payload for *_, payload in found] == [one.data for one in CAPTURES]
    assert [headers["WARC-Payload-Digest"] for _, headers, *_ in found] == [f"sha256:{one.sha256}" for one in CAPTURES]


def test_a_second_reader_finds_the_same_bytes(package):
    stream = io.BytesIO(part(package, "archive/data.warc.gz"))
    found = [(one.record_id, one.reader.read()) for one in FastIterator(stream, parse_http=True)]
    assert [data for _, data in found[1:]] == [one.data for one in CAPTURES]
    assert len({name for name, _ in found}) == 7


def test_pages_with_headers_are_responses_and_everything_else_is_a_resource(package):
    assert [kind for kind, *_ in records(package)] == [
        "warcinfo",
        "response",
        "resource",
        "response",
        "resource",
        "resource",
        "response",
    ]


def test_dates_and_addresses_are_those_of_the_capture_and_given_addresses_are_not_taken_for_fetched_ones(package, archive):
    _, *found = records(package)
    kept = list(archive.kept())
    assert [headers["WARC-Date"] for _, headers, *_ in found][:3] == [
        "2026-11-24T22:01:07Z",
        kept[1].kept_at,
        "2025-01-02T03:04:05.5Z",
    ]
    addresses = [headers["WARC-Target-URI"] for _, headers, *_ in found]
    assert addresses[0] == "https://example.org/1"
    assert addresses[1] == f"urn:sha256:{kept[1].sha256}"
    assert addresses[4] == f"urn:sha256:{kept[4].sha256}"


def test_headers_of_codings_that_are_gone_do_not_mislead_a_reader(package):
    _, _, http, payload = records(package)[1]
    assert http.headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Content-Length", "7"),
        ("Content-Length", str(len(payload))),
    ]


def test_no_address_or_header_adds_a_line(package):
    _, headers, http, _ = records(package)[-1]
    assert headers["WARC-Type"] == "response"
    assert headers["WARC-Target-URI"].isascii()
    assert " " not in headers["WARC-Target-URI"]
    assert [name for name, _ in http.headers] == ["X-B_d__", "_"]


def test_equal_captures_give_equal_bytes(archive, package, tmp_path):
    export(archive, [6, 5, 4, 3, 2, 1, 1], tmp_path / "again.wacz", titles={1: "Page one \u202e"})
    assert (tmp_path / "again.wacz").read_bytes() == package.read_bytes()


def test_the_index_is_the_one_that_others_make(archive, tmp_path):
    package, warc, out = tmp_path / "five.wacz", tmp_path / "data.warc.gz", io.StringIO()
    export(archive, range(1, 6), package)
    warc.write_bytes(part(package, "archive/data.warc.gz"))
    CDXJIndexer(out, [str(warc)], sort=True).process_all()
    assert gzip.decompress(part(package, "indexes/index.cdx.gz")).decode() == out.getvalue()


def test_the_index_leads_to_each_record(package):
    warc = part(package, "archive/data.warc.gz")
    packed = part(package, "indexes/index.cdx.gz")
    meta, *places = part(package, "indexes/index.idx").decode().splitlines()
    assert meta.startswith("!meta 0 ")
    place = json.loads(places[0][places[0].index("{") :])
    block = packed[place["offset"] : place["offset"] + place["length"]]
    assert place["digest"] == "sha256:" + hashlib.sha256(block).hexdigest()
    lines = gzip.decompress(block).decode().splitlines()
    assert len(lines) == 6
    for line in lines:
        fields = json.loads(line.split(" ", 2)[2])
        start, length = int(fields["offset"]), int(fields["length"])
        (record,) = ArchiveIterator(io.BytesIO(warc[start : start + length]))
        assert record.rec_headers["WARC-Target-URI"] == fields["url"]


def test_many_captures_have_an_index_in_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.archive.cdx._BLOCK", 4)
    archive = Archive(tmp_path / "archive")
    archive.keep([fetched(n) for n in range(10)])
    export(archive, range(1, 11), tmp_path / "out.wacz")
    places = part(tmp_path / "out.wacz", "indexes/index.idx").decode().splitlines()
    assert len(places) == 4
    assert len(gzip.decompress(part(tmp_path / "out.wacz", "indexes/index.cdx.gz")).splitlines()) == 10


def test_every_capture_is_a_page_with_its_title(package):
    head, *pages = [json.loads(line) for line in part(package, "pages/pages.jsonl").splitlines()]
    assert head["format"] == "json-pages-1.0"
    assert [page["title"] for page in pages][:3] == ["Page one \u202e", "second.html", "https://www.example.org/B?y=2&x=1"]
    assert pages[0]["ts"] == "2026-11-24T22:01:07Z"


def test_only_the_chosen_captures_are_in_it(archive, tmp_path):
    written = export(archive, [3], tmp_path / "one.wacz")
    assert [kept.number for kept in written] == [3]
    assert len(records(tmp_path / "one.wacz")) == 2


@pytest.mark.parametrize("numbers", [[7], [1, 99], []])
def test_a_capture_that_is_not_there_is_named(archive, tmp_path, numbers):
    with pytest.raises(NotFound):
        export(archive, numbers, tmp_path / "out.wacz")
    assert not list(tmp_path.glob("out*"))


def test_what_was_forgotten_or_damaged_gives_no_file(archive, tmp_path):
    archive.forget([1], who="Ann", why="asked")
    with pytest.raises(NotFound, match="forgotten"):
        export(archive, [1], tmp_path / "out.wacz")
    digest = CAPTURES[1].sha256
    (archive.folder / "blobs" / digest[:2] / digest).write_bytes(b"changed")
    with pytest.raises(EvidenceDamaged):
        export(archive, [2], tmp_path / "out.wacz")
    assert not list(tmp_path.glob("out*"))
