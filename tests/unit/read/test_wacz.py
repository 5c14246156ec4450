"""Packaged web archives: listed pages, digests, and zips that are not to be trusted."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from typing import Any

import pytest

from sayso.errors import LimitExceeded, ParseFailed, SkipItem
from sayso.read import wacz
from sayso.records.documents import Capture, Problem
from sayso.settings import Settings
from tests.unit.read.material import article, captures_of, packed, page

PAGES = packed(*(page(f"http://example.org/{number}", article(number)) for number in range(4)))


def listing(*urls):
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}, *({"url": url} for url in urls)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def package(members, *, packing=zipfile.ZIP_STORED, digests=True, change=None):
    """A WACZ of these members, with digests that hold; `change` is applied to the members after those were taken."""
    members = dict(members)
    if digests:
        resources = [
            {"name": name, "path": name, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in members.items()
        ]
        data = json.dumps({"profile": "data-package", "resources": resources, "wacz_version": "1.1.1"}).encode()
        members["datapackage.json"] = data
        digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
        members["datapackage-digest.json"] = json.dumps(digest).encode()
    members |= change or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(data, **settings) -> list[Any]:
    return list(wacz.pages(io.BytesIO(data), "case.wacz", settings=Settings(**settings)))


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("form", ["a.warc.gz", "a.warc"])
def test_listed_pages_come_and_no_others(packing, form):
    warc = PAGES if form.endswith("gz") else gzip.decompress(PAGES)
    lists = {"pages/pages.jsonl": listing("http://example.org/1"), "pages/extraPages.jsonl": listing("http://example.org/3")}
    found = read(package({f"archive/{form}": warc, **lists}, packing=packing))
    assert [(one.url, one.how) for one in found] == [("http://example.org/1", "warc"), ("http://example.org/3", "warc")]
    assert found[0].data == article(1)
    assert found[0].origin.startswith(f"case.wacz/archive/{form}@")


def test_without_a_list_all_pages_come_from_all_archives_in_order_of_name():
    one = package(
        {"archive/b.warc.gz": packed(page("http://example.org/b")), "archive/a.warc.gz": packed(page("http://example.org/a"))}
    )
    assert [found.url for found in read(one)] == ["http://example.org/a", "http://example.org/b"]
    empty = package({"archive/a.warc.gz": PAGES, "pages/pages.jsonl": listing()})
    assert len(captures_of(read(empty))) == 4


def test_listed_pages_without_a_capture_are_told_of():
    *found, notice = read(
        package({"archive/a.warc.gz": PAGES, "pages/pages.jsonl": listing("http://example.org/1", "http://example.org/x")})
    )
    assert len(captures_of(found)) == 1
    assert isinstance(notice, Problem)
    assert "http://example.org/x" in notice.message


def test_what_the_reference_tool_makes_is_read(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(PAGES)
    (tmp_path / "pages.jsonl").write_bytes(
        listing("http://example.org/2").replace(b'"url"', b'"ts": "2026-11-02T10:00:00Z", "url"')
    )
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "wacz.main",
        "create",
        "-f",
        "a.warc.gz",
        "-o",
        "a.wacz",
        "-p",
        "pages.jsonl",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with (tmp_path / "a.wacz").open("rb") as file:
        assert [one.url for one in captures_of(list(wacz.pages(file, "a.wacz")))] == ["http://example.org/2"]


def test_parts_that_are_not_what_was_declared_are_reported_and_read_all_the_same():
    changed = package(
        {"archive/a.warc.gz": PAGES}, change={"archive/a.warc.gz": PAGES + packed(page("http://example.org/new"))}
    )
    error, *found = read(changed)
    assert isinstance(error, ParseFailed)
    assert error.subject == "case.wacz/archive/a.warc.gz"
    assert "SHA-256" in error.message
    assert len(captures_of(found)) == 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"datapackage.json": b'{"resources": []}'}, "not what its digest says"),
        ({"datapackage.json": b"{"}, "not JSON"),
        ({"datapackage.json": b"[" * 100_000}, "not JSON"),
        ({"datapackage-digest.json": b"[]"}, ""),
    ],
)
def test_a_declaration_that_cannot_be_believed_is_reported(change, words):
    found = read(package({"archive/a.warc.gz": PAGES}, change=change))
    assert len(captures_of(found)) == 4
    assert [words in str(one) for one in found if isinstance(one, ParseFailed)] == ([True] if words else [])


def test_missing_parts_are_reported():
    (error, *found) = read(package({"archive/a.warc.gz": PAGES}, digests=False))
    assert "datapackage.json is missing" in error.message
    assert len(found) == 4
    resources = [{"path": "archive/gone.warc.gz", "hash": "sha256:00"}]
    found = read(
        package({"archive/a.warc.gz": PAGES, "datapackage.json": json.dumps({"resources": resources}).encode()}, digests=False)
    )
    assert [one.subject for one in found if isinstance(one, ParseFailed)] == ["case.wacz/archive/gone.warc.gz"]
    (error,) = read(package({"notes.txt": b""}))
    assert isinstance(error, SkipItem)


@pytest.mark.parametrize("cut", [0.5, 0.9, -10])
def test_of_a_package_that_was_cut_off_what_is_left_is_read(cut):
    data = package({"archive/a.warc.gz": PAGES, "pages/pages.jsonl": listing("http://example.org/1")})
    cut = int(len(data) * cut) if isinstance(cut, float) else cut
    error, *found = read(data[:cut])
    assert "table of contents" in error.message
    assert captures_of(found)
    assert [one.data for one in captures_of(found)] == [article(number) for number in range(len(captures_of(found)))]


def test_a_damaged_part_is_read_past_its_damage():
    data = bytearray(package({"archive/a.warc.gz": PAGES}))
    data[200] ^= 0xFF
    found = read(bytes(data))
    assert [one.url for one in captures_of(found)] == [f"http://example.org/{number}" for number in (1, 2, 3)]
    assert len([one for one in found if isinstance(one, ParseFailed)]) == 2


# Zips that are not to be trusted


@pytest.mark.parametrize(
    "name", ["../a.warc.gz", "archive/../../a.warc", "/etc/a.warc", "C:/a.warc", "archive\\..\\..\\a.warc"]
)
def test_names_that_lead_out_are_refused(name):
    (error,) = read(package({name: PAGES}))
    assert isinstance(error, ParseFailed)
    assert "leads out" in error.message


def test_a_password_is_named():
    data = bytearray(package({"archive/a.warc.gz": PAGES}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    (error,) = read(bytes(data))
    assert "password" in error.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused():
    out = io.BytesIO(package({"archive/a.warc.gz": PAGES}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("archive/a.warc.gz", packed(page("http://forged.example/")))
    (error,) = read(out.getvalue())
    assert "same name" in error.message


@pytest.mark.parametrize("n", [10_001, 60_000])
def test_too_many_members_are_refused(n):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(n):
            archive.writestr(f"archive/{number:050}.txt", b"")
    (error,) = read(out.getvalue())
    assert isinstance(error, LimitExceeded)
    assert "10,000 members" in error.message


@pytest.mark.parametrize("name", ["archive/a.warc", "pages/pages.jsonl", "datapackage.json"])
def test_parts_that_unpack_to_too_much_are_refused(name):
    members = {"archive/b.warc.gz": PAGES, name: bytes(30 * 1024 * 1024)}
    found = read(package(members, packing=zipfile.ZIP_DEFLATED, digests=False))
    assert any(isinstance(one, LimitExceeded | ParseFailed) for one in found)
    assert len(captures_of(found)) == 4


def test_what_is_no_zip_says_so():
    found = read(b"hello")
    assert [type(one) for one in found] == [ParseFailed, ParseFailed]
    assert not any(isinstance(one, Capture) for one in found)
