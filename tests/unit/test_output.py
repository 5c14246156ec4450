"""Where results go, and under which names."""

import io
import json

import pytest

from sayso.errors import StopRun, UsageError
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
        ("x" * 300, "x" * 200),
        ("日" * 100, "日" * 66),
        ("broken\udcff.txt", "broken"),
        ("con", "article-con"),
        ("NUL.txt", "article-NUL"),
        ("console.txt", "console"),
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


def test_a_second_html_page_is_refused_before_anything_is_written():
    stream = io.StringIO()
    target = Stream("html", lambda: stream, keep_open=True)
    target.add("a", "<html>a</html>\n")
    with pytest.raises(UsageError, match="--output sheets/"):
        target.add("b", "<html>b</html>\n")
    target.close()
    assert stream.getvalue() == ""


def test_one_html_page_is_written_at_the_end():
    stream = io.StringIO()
    target = Stream("html", lambda: stream, keep_open=True)
    target.add("a", "<html>a</html>\n")
    target.close()
    assert stream.getvalue() == "<html>a</html>\n"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("kept", encoding="utf-8")
    with pytest.raises(StopRun, match=r"x\.txt: it cannot be written .*--output"):
        Folder("text", in_the_way).add("x", "sheet\n")
    assert in_the_way.read_text(encoding="utf-8") == "kept"


def test_no_half_file_is_left_when_the_folder_refuses(tmp_path):
    (tmp_path / "x.txt").mkdir()
    with pytest.raises(StopRun):
        Folder("text", tmp_path).add("x", "sheet\n")
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]
