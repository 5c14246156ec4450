"""Odd files that others have collected; they are no part of the package and are looked for where SAYSO_DATA says."""

import json
import os
import tarfile
from pathlib import Path

import pytest

from sayso.errors import ParseFailed, SkipItem

ARCHIVE = Path(os.environ.get("SAYSO_DATA", "nowhere")) / "data/badinput/bad-input.tar.xz"
pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason="SAYSO_DATA does not lead to data/badinput/bad-input.tar.xz")


@pytest.fixture(scope="module")
def odd():
    with tarfile.open(ARCHIVE) as archive:
        return {member.name: file.read() for member in archive if (file := archive.extractfile(member)) is not None}


def outcome(read, data):
    try:
        return read(data).text.strip(), ""
    except SkipItem as error:
        return "", error.hint


def test_pdfs_are_read_or_refused_with_a_remedy(odd, read):
    pdfs = {name: data for name, data in odd.items() if name.endswith(".pdf")}
    assert len(pdfs) > 5
    for name, data in pdfs.items():
        text, hint = outcome(read, data)
        assert text or hint, name
        if "password" in name:
            with pytest.raises(ParseFailed, match="password"):
                read(data)


def test_scripts_in_pages_end_up_as_text_or_not_at_all(odd, read):
    for name, data in odd.items():
        if "H5SC" in name and len(data) < 2_000_000:
            text, hint = outcome(read, b"<html><body><p>The mayor said so.</p>" + data)
            assert text or hint, name


def test_naughty_strings_pass_through_unchanged(odd, read):
    (name,) = (name for name in odd if name.endswith("blns.json"))
    for line in json.loads(odd[name]):
        if line.strip():
            document = read(line, "text/plain", how="jsonl")
            assert document.text == line


def test_web_archives_are_named(odd, read):
    archives = [data for name, data in odd.items() if name.endswith((".warc", ".warc.gz", ".arc.gz"))]
    assert archives
    for data in archives:
        with pytest.raises(SkipItem) as caught:
            read(data)
        assert caught.value.hint
