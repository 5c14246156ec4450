"""What people decide on joining articles, as a process: kept, obeyed after a rebuild, shown as not fitting, taken back."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.examples import COLLECTION

pytestmark = pytest.mark.slow


def sayso(folder: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "sayso", "--workspace", str(folder), *arguments]
    done = subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", stdin=subprocess.DEVNULL, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == code, done.stderr
    return done.stdout if not code else done.stderr


def data(folder: Path, *arguments: str) -> Any:
    return json.loads(sayso(folder, *arguments, "--format", "json"))


@pytest.fixture(scope="module")
def names() -> list[str]:
    rows = map(json.loads, COLLECTION.read_text(encoding="utf-8").splitlines())
    return [row["doc_id"] for row in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the bundled collection, and the name of somebody who decides."""
    sayso(tmp_path / "ws", "add", "-q", str(COLLECTION))
    sayso(tmp_path / "ws", "review", "as", "Ann Lee")
    return tmp_path / "ws"


def states(folder: Path) -> dict[int, str]:
    return {row["number"]: row["state"] for row in data(folder, "review", "history")}


def test_decisions_are_kept_obeyed_after_a_rebuild_and_taken_back(folder: Path, names: list[str]) -> None:
    first, second, third = names[:3]
    accepted = data(folder, "review", "accept-claim", f"{first}:s1", "--why", "Looked at all of it.")
    assert len(accepted["after"]["statements"]) > 2
    data(folder, "review", "same", f"{first}:s1", f"{second}:s1")
    data(folder, "review", "apart", f"{first}:s1", "--from", f"{second}:s1")
    data(folder, "review", "edge", third, first, "--cut")
    data(folder, "review", "source", "Ida Solberg", "Tor Hagen", "--apart")
    data(folder, "review", "outlet", "NCA", "North Coast Agency", "--join")
    text = data(folder, "review", "show", first)["own"]
    start, end = text[0]["content"][0]
    data(folder, "review", "boilerplate", first, f"{start}-{end}")
    data(folder, "review", "undo", "4")
    before = data(folder, "review", "history")
    assert [row["state"] for row in before] == [
        "in force", "superseded", "in force", "undone", "in force", "in force", "in force", "in force",
    ]  # fmt: skip
    assert before[1]["instead"] == 3
    assert {row["reviewer"] for row in before} == {"Ann Lee"}
    shown = sayso(folder, "review", "show", first)
    assert f"[{start}-{end}]" in shown
    sayso(folder, "rebuild", "-q")
    assert data(folder, "review", "history") == before
    assert sayso(folder, "review", "show", first) == shown
    assert data(folder, "review", "undo", "7")["undoes"] == 7
    assert [start, end] not in data(folder, "review", "show", first)["boilerplate"]
    sayso(folder, "verify")


def test_a_decision_on_what_was_forgotten_is_shown_as_such(folder: Path, names: list[str]) -> None:
    first, second, third = names[:3]
    data(folder, "review", "edge", second, first, "--set")
    data(folder, "review", "apart", f"{first}:s1", "--from", f"{second}:s1", "--from", f"{third}:s1")
    sayso(folder, "forget", second, "--why", "asked for", "--yes")
    assert states(folder) == {1: "does not fit", 2: "in force"}
    assert data(folder, "review", "history")[1]["lost"] == 1
    assert data(folder, "status")["decisions_that_fit_nothing"] == 1


def test_what_was_not_seen_or_cannot_be_changes_nothing(folder: Path, names: list[str]) -> None:
    first, second = names[:2]
    data(folder, "review", "same", f"{first}:s1", f"{second}:s1", "--reviewer", "Bo Roe")
    said = sayso(folder, "review", "apart", f"{first}:s1", "--from", f"{second}:s1", "--expect", "0", code=11)
    assert "Bo Roe decided on it in the meantime (decision 1, same)" in said
    said = sayso(folder, "review", "source", "a person close to the inspection", "Ida Solberg", "--same", code=4)
    assert "Unnamed sources are never joined" in said
    assert states(folder) == {1: "in force"}


def test_who_decides_must_be_known_where_nobody_can_be_asked(tmp_path: Path, names: list[str]) -> None:
    sayso(tmp_path / "ws", "add", "-q", str(COLLECTION))
    said = sayso(tmp_path / "ws", "review", "set", names[0], "s1", "force=claims", code=2)
    assert "Give --reviewer NAME, or keep a name in this workspace with `sayso review as NAME`." in said
