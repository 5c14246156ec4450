"""Who decides, and what commands that decide something load."""

import json
import subprocess
import sys

import pytest

from sayso.commands import deciding
from sayso.commands.reviewing import review
from sayso.errors import UsageError


def test_who_decides_must_be_said_where_nobody_can_be_asked(run):
    with pytest.raises(UsageError, match="Give --reviewer NAME"):
        run(review, "accept", "harbour", "s1", reviewer=None)


def test_who_decides_is_asked_once_and_kept(run, tmp_path, monkeypatch):
    monkeypatch.setattr(deciding, "_can_ask", lambda: True)
    run(review, "accept", "harbour", "s1", reviewer=None, said="Cy Poe\n")
    monkeypatch.setattr(deciding, "_can_ask", lambda: False)
    out = run(review, "accept", "harbour", "s2", "--format", "json", reviewer=None)
    assert json.loads(out)["reviewer"] == "Cy Poe"
    assert (tmp_path / "reviewer.txt").read_text(encoding="utf-8") == "Cy Poe\n"


def test_a_name_given_for_one_decision_is_not_kept(run, tmp_path):
    run(review, "accept", "harbour", "s1")
    assert not (tmp_path / "reviewer.txt").exists()


def test_the_commands_load_nothing_heavy():
    heavy = ("sqlalchemy", "numpy", "filelock", "rich")
    code = f"import sys, sayso.commands.cases, sayso.commands.reviewing; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
