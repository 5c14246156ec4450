"""Records of evaluation data: read from plain and packed files, refused with the place of the fault."""

import lzma
from pathlib import Path

import pytest

from sayso.errors import ParseFailed
from sayso.evaluate.data import records


def test_plain_and_packed_files_give_the_same(tmp_path: Path):
    data = b'{"id": 1}\n\n{"id": 2}\n'
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(data))
    assert [list(records(path)) for path in sorted(tmp_path.iterdir())] == [[{"id": 1}, {"id": 2}]] * 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b"\xa9\xff", "cannot be read"),
        ("a.xz", b"no archive", "cannot be read"),
        ("a.xz", lzma.compress(b'{"id": 1}\n' * 99)[:-20], "cannot be read"),
        ("a.jsonl", b'{"id": 1}\n[2]\n', ":2: this line is no JSON object"),
        ("a.jsonl", b"{\n", ":1: this line is no JSON"),
        ("a.jsonl", b" \n", "it is empty"),
    ],
)
def test_what_is_no_records_is_named(tmp_path: Path, name: str, data: bytes, message: str):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ParseFailed, match=message):
        list(records(path))


def test_a_folder_is_no_file_of_records(tmp_path: Path):
    with pytest.raises(ParseFailed, match="cannot be read"):
        list(records(tmp_path))
