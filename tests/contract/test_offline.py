"""Nothing goes out by itself: all that is done with a workspace is done without a network."""

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.examples import HERE

# Runs each line of standard input as a command; the first attempt to reach a network ends the process with code 99.
PROGRAM = """
import os, shlex, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(refuse)
from sayso.cli import main
for line in sys.stdin:
    try:
        main(shlex.split(line))
    except SystemExit as ended:
        if ended.code:
            sys.exit(f"{line} ended with {ended.code}")
"""
COMMANDS = """
read {page} {text}
--workspace kept add {page} {text}
--workspace kept status
--workspace kept search summit
--workspace kept review show {name}
--workspace kept review reject {name} s1 --reviewer Ann
--workspace kept case add Borders {name} --reviewer Ann
--workspace kept verify
--workspace kept verify --export proof
--workspace kept verify --timestamp-request ask.tsq
--workspace kept backup saved.tar
--workspace again restore saved.tar
--workspace again rebuild
--workspace again forget {name} --why test --reviewer Ann --yes
"""


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], input=commands.strip(), cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_nothing_is_sent_unless_an_address_is_named(tmp_path):
    page, text = (HERE / name for name in ("borders.html", "trade.txt"))
    added = run(f"--workspace names add '{page.as_posix()}'", tmp_path)
    assert added.returncode == 0, added.stderr
    name = added.stdout.split()[1]
    done = run(COMMANDS.format(page=f"'{page.as_posix()}'", text=f"'{text.as_posix()}'", name=name), tmp_path)
    assert (done.returncode, done.stderr.count("socket.")) == (0, 0), done.stderr
    assert "forgotten: 1 document" in done.stdout


def test_the_attempt_would_be_seen(tmp_path):
    done = run("read https://news.example/story", tmp_path)
    assert done.returncode == 99
