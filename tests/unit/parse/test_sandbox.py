"""The parsing process: reused, killed when late, replaced when lost, never left behind."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse import sandbox
from sayso.parse.limits import Limits
from sayso.parse.sandbox import Sandbox

PAGE = b"<html><body><p>The mayor said so.</p></body></html>"


def ask(box, data=PAGE, *, kind="html", limits=None):
    return box.parse(data, kind=kind, charset=None, url=None, limits=limits or Limits())


@pytest.fixture
def box():
    with Sandbox() as box:
        yield box
    assert box._process is None


def test_one_process_serves_many_files(box):
    ask(box)
    first = box._process.pid
    assert ask(box).text == "The mayor said so."
    assert box._process.pid == first


def test_a_lost_process_costs_its_file_only(box):
    ask(box)
    box._process.kill()
    box._process.wait()
    assert ask(box).text == "The mayor said so."


def test_a_process_that_dies_over_a_file_is_told_and_replaced(box, monkeypatch):
    monkeypatch.setattr(sandbox, "_START", "import sys; sys.stdin.buffer.readline(); sys.exit(3)")
    with pytest.raises(ParseFailed, match="ended unexpectedly") as caught:
        ask(box)
    assert caught.value.hint
    monkeypatch.undo()
    assert ask(box).text == "The mayor said so."


@pytest.mark.parametrize("answer", ["x" * 100, "99999999999999", "5\\n{", ""])
def test_a_process_that_answers_nonsense_is_replaced(box, monkeypatch, answer):
    monkeypatch.setattr(sandbox, "_START", f"import sys; sys.stdin.buffer.readline(); print('{answer}', flush=True)")
    with pytest.raises(ParseFailed, match="ended unexpectedly"):
        ask(box)
    monkeypatch.undo()
    assert ask(box).text == "The mayor said so."


def test_a_parser_that_hangs_is_killed_at_the_time_limit(box, monkeypatch):
    monkeypatch.setattr(sandbox, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(sandbox, "STARTING_S", 0)
    with pytest.raises(LimitExceeded, match="more than 1 s"):
        ask(box, limits=Limits(time_s=1))
    monkeypatch.undo()
    assert ask(box).text == "The mayor said so."


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the operating system does not hold memory there")
def test_a_parser_that_takes_too_much_memory_is_stopped(box):
    ask(box)
    with pytest.raises((LimitExceeded, ParseFailed)):
        ask(box, b"<html><body>" + b"<p>The mayor said so.</p>" * 400_000, limits=Limits(memory_mib=64))
    assert ask(box).text == "The mayor said so."


def test_a_process_is_replaced_after_many_files(box, monkeypatch):
    monkeypatch.setattr(sandbox, "FILES_PER_PROCESS", 2)
    ask(box)
    assert box._process is not None
    ask(box)
    assert box._process is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="that system counts otherwise")
def test_the_memory_of_the_process_that_asks_is_not_counted():
    large = "import subprocess, sys; held = b'x' * (300 << 20); subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    small = "from sayso.parse.worker import _resident_mib; print(_resident_mib())"
    said = subprocess.run([sys.executable, "-c", large, small], capture_output=True, check=True, text=True).stdout
    assert 0 < float(said) < 250


def test_threads_share_one_process(box):
    found = []
    threads = [threading.Thread(target=lambda: found.append(ask(box).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["The mayor said so."] * 4


@pytest.mark.skipif(not hasattr(os, "kill") or sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_does_not_reach_the_process(box):
    ask(box)
    os.kill(box._process.pid, signal.SIGINT)
    assert ask(box).text == "The mayor said so."


def test_a_parser_may_not_connect_write_or_start_programs():
    from sayso.confinement import _refuse

    for event, arguments in (("socket.connect", ()), ("subprocess.Popen", ()), ("open", ("x", "w", 0))):
        with pytest.raises(PermissionError):
            _refuse(event, arguments)
    _refuse("open", ("x", "rb", 0))


def test_modules_in_the_current_folder_are_not_loaded(box, tmp_path, monkeypatch):
    (tmp_path / "lxml.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask(box).text == "The mayor said so."


def test_closing_twice_and_unused_is_fine():
    box = Sandbox()
    box.close()
    box.close()
