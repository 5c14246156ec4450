"""The tour of the guide to lineage shows what the commands print."""

import json
import re
import shlex
from pathlib import Path

import pytest

from sayso import cli

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "guide" / "lineage.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def flowing(text: str) -> str:
    """The text without line ends, and without the time at which something was kept."""
    return " ".join(re.sub(r"kept\s+(?:\.\.\.|[\d-]+\s+[\d:]+\s+UTC)", "kept", text).split())


def test_the_tour_prints_what_the_guide_shows(capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    (articles,) = [text for kind, text in BLOCK.findall(GUIDE) if kind == "json"]
    Path("ferry.jsonl").write_text(articles, encoding="utf-8")
    shown = [text.split("\n", 1) for kind, text in BLOCK.findall(GUIDE) if kind == "console"]
    assert len(shown) == 3
    for command, expected in shown:
        program, *arguments = shlex.split(command.removeprefix("$ "))
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert (program, ended.value.code) == ("sayso", 0)
        assert flowing(capfd.readouterr().out) == flowing(expected)


def test_every_field_of_the_export_and_of_the_lineage_is_described():
    from sayso.show.lineage_form import lineage_rows
    from sayso.show.lineage_view import dumps
    from tests.unit.show import lineages

    page = (DOCS / "reference" / "lineage.md").read_text(encoding="utf-8")
    found = lineages.FOUND
    rows = lineage_rows(found.passages, found.edges, {one: one for one in lineages.TEXTS})
    assert sorted(name for name in names_in(rows) if f"`{name}`" not in page) == []
    assert sorted(name for name in names_in(json.loads(dumps(lineages.post()))) if f"`{name}`" not in page) == []


def names_in(data: object) -> set[str]:
    """The names of all fields, however deep."""
    if isinstance(data, dict):
        return {*data} | {name for one in data.values() for name in names_in(one)}
    return {name for one in data for name in names_in(one)} if isinstance(data, list) else set()
