"""What `sayso search` promises as a process: data on standard output, messages and exit codes, the same bytes every time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.workspace.opening import Workspace
from tests.unit.store.collection import COLLECTION


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose store holds the collection."""
    path = tmp_path_factory.mktemp("search") / "workspace"
    with Workspace.open(path, create=True) as workspace, workspace.store.writing() as writer:
        for derivation in COLLECTION:
            writer.document(derivation)
    return path


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sayso", "--workspace", str(folder), "search", *arguments]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


def test_words_of_the_command_line_are_joined(folder):
    one, several = run(folder, "storm harbour"), run(folder, "storm", "harbour")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == several.stdout
    assert one.stdout.startswith("3 articles found; 1 to 3, those that fit best first.\n")
    assert all(len(line) <= 80 for line in one.stdout.splitlines())


def test_a_minus_belongs_to_the_query(folder):
    assert "1 article found." in run(folder, "storm", "-harbour").stdout
    assert "No articles found." in run(folder, "-harbour", "-port", "-rain").stdout


def test_statements_as_json_and_as_lines_are_the_same(folder):
    whole = json.loads(run(folder, "--statements", "source:lee", "--format", "json").stdout)
    lines = [json.loads(line) for line in run(folder, "source:lee", "--statements", "--format", "jsonl").stdout.splitlines()]
    assert (whole["total"], whole["of"]) == (3, "statements")
    assert whole["hits"] == lines
    assert {hit["statement"]["source_name"] for hit in lines} == {"Ann Lee"}


def test_pages_and_versions_are_options(folder):
    page = json.loads(run(folder, "storm", "--limit", "1", "--offset", "1", "--format", "json").stdout)
    assert (page["total"], len(page["hits"]), page["offset"]) == (4, 1, 1)
    assert "2 articles found" in run(folder, "old harbour", "--all-versions").stdout
    assert run(folder, "storm", "--limit", "0").returncode == 2


def test_a_query_that_is_not_understood_is_explained_with_a_mark(folder):
    done = run(folder, "storm", "sorce:lee", "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[:3] == [
        "  storm sorce:lee",
        "        ^",
        "There is no filter “sorce:”. Did you mean source:? To search for it as text, put",
    ]


def test_nothing_found_is_no_failure(folder):
    done = run(folder, "nothing")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No articles found.\n")


def test_without_a_workspace_there_is_nothing_to_search(tmp_path):
    done = run(tmp_path / "none", "storm")
    assert (done.returncode, done.stdout) == (4, "")
    assert "no workspace" in done.stderr


def test_the_same_search_gives_the_same_bytes(folder):
    assert len({run(folder, "storm OR harbour OR port", "--format", "json").stdout for _ in range(3)}) == 1


def test_the_help_of_search_needs_nothing_heavy():
    code = (
        "import sys; from sayso.cli import cli; cli.main(['search', '--help'], standalone_mode=False); "
        "assert not {'sqlalchemy', 'rich', 'alembic', 'pysqlite3'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert "source:lee" in done.stdout
