"""Paths, folders, standard input and JSONL as captures."""

import io
import json
import os
import sys
from typing import Any

import pytest

from sayso.errors import FetchFailed, LimitExceeded, NotFound, ParseFailed, SkipItem
from sayso.read.files import captures, number_of
from sayso.records.documents import Capture
from sayso.settings import Settings
from tests.unit.read.material import HTML, packed, page, rss
from tests.unit.read.test_wacz import package


def read(*paths, stdin=None, **settings):
    return list(
        captures(
            [str(path) for path in paths], stdin=io.BytesIO(stdin) if stdin is not None else None, settings=Settings(**settings)
        )
    )


def test_a_file_is_one_capture_with_its_bytes_and_media_type(tmp_path):
    file = tmp_path / "a.html"
    file.write_bytes(b"<p>\xff")
    (capture,) = read(file)
    assert capture == Capture(b"<p>\xff", str(file), "file", "text/html")


def test_items_keep_the_order_given_and_failures_take_their_place(tmp_path):
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    found = read(tmp_path / "gone.txt", tmp_path / "a.txt", "ftp://example.org/x", "-", stdin=b"two")
    assert [type(item) for item in found] == [NotFound, Capture, FetchFailed, Capture]
    assert found[0].subject == str(tmp_path / "gone.txt")
    assert found[3].data == b"two"
    assert found[3].how == "stdin"


def test_a_folder_gives_its_articles_in_order_of_name_and_nothing_else(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.eml", "picture.png", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [item.data.decode() for item in read(tmp_path)] == ["a.md", "b.txt", "sub/c.eml"]


def test_a_folder_without_articles_says_what_is_looked_for(tmp_path):
    (problem,) = read(tmp_path)
    assert isinstance(problem, SkipItem)
    assert ".docx" in problem.hint


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (inside / "a.txt").write_text("one", encoding="utf-8")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "up").symlink_to(tmp_path, target_is_directory=True)
    found = read(inside)
    assert [item.data for item in found if isinstance(item, Capture)] == [b"one"]
    assert [item.message for item in found if isinstance(item, SkipItem)] == ["this link leads out of the folder."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (problem,) = read(tmp_path / "pipe")
    assert "pipe" in problem.message


def test_a_path_with_nul_is_refused():
    assert isinstance(read("a\0b")[0], NotFound)


def test_a_file_over_the_size_limit_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * (1024 * 1024 + 1))
    (problem,) = read(tmp_path / "a.txt", input_size=1)
    assert isinstance(problem, LimitExceeded)
    assert "input_size" in problem.hint


def test_jsonl_lines_become_captures_with_id_and_metadata(tmp_path):
    file = tmp_path / "many.jsonl"
    lines: list[dict[str, Any]] = [
        {"doc_id": "x1", "text": "Für immer.\r\nEnde", "title": "T", "url": "https://example.org/1", "links": []},
        {"doc_id": 7, "text": "Two"},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    first, second = read(file)
    assert first.data.decode() == lines[0]["text"]
    assert (first.doc_id, first.origin, first.how, first.url) == ("x1", f"{file}:1", "jsonl", "https://example.org/1")
    assert first.metadata == {"title": "T", "url": "https://example.org/1", "links": []}
    assert second.doc_id == "7"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'{"doc_id": "a"}', 'no "text"'),
        (b'{"text": 5}', 'no "text"'),
        (b'{"text": " "}', "empty"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "a\\ud800b"}', "half of a character"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"text": "a", "x": ' + b"[" * 200 + b"]" * 200 + b"}", "nested too deep"),
        (b'{"text": "a", "x": NaN}', "NaN"),
        (b'{"text": "a", "x": [-Infinity]}', "-Infinity"),
        (b'{"text": "a", "x": 1e999}', "1e999"),
        (b'{"text": "a", "x": ' + b"9" * 5000 + b"}", "4300 digits"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path, line, message):
    file = tmp_path / "many.jsonl"
    file.write_bytes(b'{"text": "one"}\n' + line + b'\n{"text": "three"}\n')
    first, problem, third = read(file)
    assert (first.data, third.data) == (b"one", b"three")
    assert isinstance(problem, ParseFailed)
    assert problem.subject == f"{file}:2"
    assert message in problem.message


def test_jsonl_is_read_lazily(tmp_path):
    class Endless(io.RawIOBase):
        lines = 0

        def readline(self, size=-1):
            self.lines += 1
            return b'{"text": "again"}\n'

    stream = Endless()
    items: Any = captures(["-"], stdin=stream, settings=Settings())  # type: ignore[arg-type]
    assert [next(items).data for _ in range(3)] == [b"again"] * 3
    assert stream.lines <= 4


def test_an_overlong_line_is_passed_over(tmp_path):
    file = tmp_path / "many.jsonl"
    file.write_bytes(b'{"text": "' + b"x" * (3 * 1024 * 1024) + b'"}\n{"text": "two"}\n')
    problem, second = read(file, input_size=1)
    assert isinstance(problem, LimitExceeded)
    assert second.data == b"two"


def test_an_empty_jsonl_file_says_so(tmp_path):
    (tmp_path / "many.jsonl").write_bytes(b"\n\n")
    (problem,) = read(tmp_path / "many.jsonl")
    assert "empty" in problem.message


def test_standard_input_may_be_jsonl_or_one_text():
    assert [item.doc_id for item in read("-", stdin=b'{"doc_id":"a","text":"x"}\n{"doc_id":"b","text":"y"}')] == ["a", "b"]
    assert [item.data for item in read("-", stdin=b'{"no": "article"}\n')] == [b'{"no": "article"}\n']
    assert isinstance(read("-")[0], NotFound)


def test_the_number_of_articles_is_known_where_it_costs_little(tmp_path):
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "a"}\n\n{"text": "b"}\n', encoding="utf-8")
    assert number_of([str(lines), str(tmp_path / "gone.txt"), "https://example.org/a", "x" * 5000, "a\0b"]) == 6
    assert number_of([str(lines), "-"]) is None
    assert number_of([str(tmp_path)]) is None


ARCHIVE = packed(page("http://example.org/1"), page("http://example.org/2"))


@pytest.mark.parametrize("name", ["a.warc.gz", "A.WARC.GZ", "a.warc", "download"])
def test_the_pages_of_a_web_archive_are_articles(tmp_path, name):
    (tmp_path / name).write_bytes(ARCHIVE)
    found = read(tmp_path / name)
    assert [(item.url, item.how, item.data) for item in found] == [(f"http://example.org/{n}", "warc", HTML) for n in (1, 2)]
    assert found[0].origin == f"{tmp_path / name}@0"


def test_a_packaged_archive_is_read_too(tmp_path):
    (tmp_path / "a.wacz").write_bytes(package({"archive/a.warc.gz": ARCHIVE}))
    assert [item.url for item in read(tmp_path / "a.wacz")] == ["http://example.org/1", "http://example.org/2"]


def test_a_folder_gives_its_archives_but_follows_no_list_in_it(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(ARCHIVE)
    (tmp_path / "b.opml").write_bytes(b"<opml><body><outline xmlUrl='http://127.0.0.1:1/feed'/></body></opml>")
    (tmp_path / "c.urls").write_bytes(b"http://127.0.0.1:1/page")
    (tmp_path / "d.wacz").write_bytes(b"")
    told: list[Any] = []
    found: list[Any] = list(captures([str(tmp_path)], tell=told.append))
    assert [type(item) for item in found][:2] == [Capture, Capture]
    assert {item.subject for item in found[2:]} == {str(tmp_path / "d.wacz")}
    assert [notice.item for notice in told] == [str(tmp_path / "b.opml"), str(tmp_path / "c.urls")]


def test_notices_on_archives_are_heard(tmp_path):
    told: list[Any] = []
    (tmp_path / "a.warc.gz").write_bytes(packed(page().replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")))
    assert len(list(captures([str(tmp_path / "a.warc.gz")], tell=told.append))) == 1
    assert "cut off" in told[0].message


def test_standard_input_may_be_an_archive():
    assert read("-", stdin=ARCHIVE)[0].origin == "-@0"
    assert read("-", stdin=b"\x1f\x8b\x08 something else")[0].how == "stdin"


@pytest.mark.parametrize(
    ("name", "data"), [("a.xml", rss("/a", base="https://example.org")), ("a.opml", b"<opml/>"), ("a.urls", b"x")]
)
def test_lists_are_no_articles(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (problem,) = read(tmp_path / name)
    assert isinstance(problem, SkipItem)
    assert "sayso add" in problem.hint


def test_the_number_of_articles_in_archives_and_lists_is_not_known(tmp_path):
    for name in ("a.warc", "a.warc.gz", "a.wacz", "a.opml", "a.urls"):
        (tmp_path / name).write_bytes(b"x")
        assert number_of([str(tmp_path / name)]) is None
    assert number_of(["https://example.org/a"], following=True) is None
