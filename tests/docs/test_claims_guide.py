"""The tour of the guide to claims shows what the commands print, and its words agree with it."""

import json
import shutil
from pathlib import Path

import pytest

from sayso.examples import COLLECTION
from tests.docs.tours import BLOCK, agrees, flowing, printed, steps

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "guide" / "claims.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def collection(tmp_path_factory) -> Path:
    """A folder with the collection, and a workspace that has it."""
    folder: Path = tmp_path_factory.mktemp("tour")
    shutil.copy(COLLECTION, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("SAYSO_WORKSPACE", raising=False)
        printed("sayso add -q bridge.jsonl")
    return folder


def test_the_tour_prints_what_the_guide_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_WORKSPACE", raising=False)
    shutil.copy(COLLECTION, tmp_path)
    every = list(steps(GUIDE))
    assert len(every) >= 12
    assert [command for command, shown in every if not agrees(shown, printed(command))] == []


def test_figures_in_the_words_of_the_guide(collection, monkeypatch):
    monkeypatch.chdir(collection)
    words = flowing(BLOCK.sub("", GUIDE))
    claim = json.loads(printed("sayso trace nca:s1 --format json"))["claim"]
    assert len(COLLECTION.read_text(encoding="utf-8").splitlines()) == 40
    assert "Most of the forty say" in words
    assert len(claim["asserting"]) > 20
    assert "Three sources with a name are three origins" in words
    assert [one["kind"] for one in claim["origins"]] == ["named", "named", "named", "unnamed"]
    assert "Twenty-four articles, and one origin." in words
    assert claim["origins"][0]["articles"] == 24
    assert "Three articles say that lessons will begin later" in words
    circle = json.loads(printed("sayso trace ring-1:s1 --format json"))["claim"]
    assert (len(circle["circle"]), circle["origins_min"], circle["origins_max"]) == (3, 0, 1)


def test_the_tour_of_the_readme_is_part_of_it(collection, monkeypatch):
    monkeypatch.chdir(collection)
    output = flowing(printed("sayso trace at least 40 bolts of the Halvik bridge are cracked"))
    (shown,) = [part for part in README.split("```") if part.startswith("text\n“At least 40 bolts")]
    for part in shown.removeprefix("text\n").split("[...]\n"):
        assert flowing(part) in output


def test_every_field_of_the_schemas_is_described():
    for name in ("trace", "source"):
        schema = json.loads((DOCS / "reference" / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert schema["description"]
        assert all(one["description"] for one in schema["$defs"].values() if one["type"] == "object")


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("a b\n", "a\nb\n", True),
        ("a\n[...]\nc\n", "a\nb b\nc\n", True),
        ("a\n[...]\n", "a\nb\n", True),
        ("[...]\nc\n", "a\nc\n", True),
        ("a\n[...]\nc\n", "a\nb\n", False),
        ("a\n", "a\nb\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_what_is_left_out_is_only_what_is_marked(shown: str, output: str, same: bool):
    assert agrees(shown, output) is same
