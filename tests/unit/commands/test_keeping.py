"""`sayso add` and `sayso watch`: what people see, and how the commands end."""

import json
import sys

import pytest

from sayso import cli
from sayso.records.documents import Capture
from sayso.workspace.opening import Workspace

pytestmark = pytest.mark.usefixtures("plain_reader")

TEXT = "Ann said rain is near."


@pytest.fixture
def sayso(capfd, tmp_path, monkeypatch):
    """Runs a command on a workspace; gives exit code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--workspace", "ws", *arguments])
        return int(str(ended.value.code)), *capfd.readouterr()

    return run


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    return ["a.txt", "b.pdf", "gone.txt"]


def test_failures_are_listed_at_the_end_where_the_lines_go_elsewhere(sayso, files):
    code, out, err = sayso("add", *files)
    assert (code, len(out.splitlines())) == (3, 4)
    assert "2 of 3 articles could not be read (1 NotFound, 1 ParseFailed):" in err
    assert err.count("b.pdf") == 1


def test_in_a_terminal_failures_are_told_once(sayso, files, monkeypatch):
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    code, out, err = sayso("add", "-q", *files)
    assert (code, out.count("b.pdf"), err) == (3, 1, "")


def test_what_an_earlier_run_left_gets_its_line_too(sayso, files, tmp_path):
    with Workspace.open(tmp_path / "ws", create=True) as workspace:
        left = [Capture(f"{TEXT} Cy said no.".encode(), "c.txt", "file"), Capture(b"%PDF-1.4 cut", "d.pdf", "file")]
        workspace.store.await_captures([kept for kept, _ in workspace.archive.keep(left)])
    code, out, err = sayso("add", "a.txt")
    assert [line.split()[0] for line in out.splitlines()] == ["added", "kept,", "added", "2"]
    assert [line.count("(left from an earlier run)") for line in out.splitlines()] == [1, 1, 0, 0]
    assert (code, "1 of 3 articles could not be read" in err) == (5, True)
    code, out, _ = sayso("add", "--format", "json", "a.txt")
    assert (code, json.loads(out)["left_from_an_earlier_run"]) == (0, False)


def test_watching_once_fails_when_every_feed_failed(sayso):
    # No address of this machine is ever reached.
    code, out, err = sayso("watch", "--once", "http://127.0.0.1/feed")
    assert (code, out) == (7, "1 look at feeds, 1 failed; 0 pages\n")
    assert err.count("127.0.0.1/feed") == 1
    code, out, _ = sayso("watch", "--once")
    assert (code, out) == (0, "No feed is due yet; `sayso watch --list` says when.\n")


def test_watched_feeds_are_listed_and_removed(sayso):
    sayso("watch", "--once", "http://127.0.0.1/feed", "http://127.0.0.1/mistyped")
    code, out, _ = sayso("watch", "--list")
    lines = out.splitlines()
    assert (code, lines[0], lines[2]) == (0, "http://127.0.0.1/feed", "http://127.0.0.1/mistyped")
    assert lines[1].endswith("UTC, the last look failed")
    _, out, _ = sayso("watch", "--remove", "http://127.0.0.1/mistyped")
    assert [line for line in out.splitlines() if line.startswith("http")] == ["http://127.0.0.1/feed"]
    _, out, _ = sayso("watch", "--list", "--format", "json")
    assert [(row["url"], row["failures"]) for row in json.loads(out)] == [("http://127.0.0.1/feed", 1)]
    code, _, err = sayso("watch", "--remove", "http://127.0.0.1/fed")
    assert (code, "Did you mean http://127.0.0.1/feed?" in err) == (4, True)
    _, out, _ = sayso("watch", "--remove", "http://127.0.0.1/feed")
    assert out == "No feeds are watched. Name one: sayso watch FEED\n"


def test_listing_goes_alone(sayso):
    code, _, err = sayso("watch", "--list", "--once")
    assert (code, "--list and --remove" in err) == (2, True)


def test_feeds_that_could_not_be_found_are_called_feeds(sayso):
    code, _, err = sayso("watch", "--once", "none.opml", "nor-this.opml")
    assert (code, "2 of 2 feeds could not be read (2 NotFound):" in err) == (4, True)
