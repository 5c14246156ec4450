"""Where results go, and under which names."""

import io
import json

import pytest

from sayso.output import Folder, Stream, file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("/a/b/report.final.html", "report.final"),
        ("https://example.org/news/2024/a-story/?utm=1", "a-story"),
        ("C:\\texts\\story.docx", "story"),
        ("list.jsonl:12", "list-12"),
        ("..", "article"),
        ("-", "article"),
        ("ünï côde.txt", "ünï-côde"),
    ],
)
def test_file_names(name: str, stem: str):
    assert file_stem(name) == stem


def test_equal_names_are_told_apart(tmp_path):
    folder = Folder("json", tmp_path / "new")
    for name in ("a/x.txt", "b/X.txt", "x.html"):
        folder.add(name, "{}\n")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["X-2.json", "x-3.json", "x.json"]


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_json_stream_is_whole_at_any_length(n: int):
    stream = io.StringIO()
    target = Stream("json", lambda: stream, keep_open=True)
    for i in range(n):
        target.add(str(i), json.dumps({"i": i}, indent=2) + "\n")
    target.close()
    expected: object = None if n == 0 else {"i": 0} if n == 1 else [{"i": i} for i in range(n)]
    assert (json.loads(stream.getvalue()) if stream.getvalue() else None) == expected


def test_nothing_is_opened_when_nothing_is_written():
    def opened() -> io.StringIO:
        raise AssertionError("opened")

    Stream("text", opened).close()
