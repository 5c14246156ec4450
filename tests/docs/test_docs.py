"""The documentation is whole: generated pages are current, links lead somewhere, every command, setting and error is named."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *(ROOT / f"{name}.md" for name in ("README", "CHANGELOG", "SECURITY"))])
LINK = re.compile(r"\]\(([^)\s]+)\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def load_script(name: str):
    """A script of setup/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "setup" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "errors.md"])
def test_generated_page_is_current(name: str):
    stands = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert stands == load_script("reference").pages()[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path):
    missing = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists():
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_into_a_page_lead_to_a_heading(page: Path):
    missing = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        if anchor and not re.match(r"[a-z]+:", target) and anchor not in anchors(page.parent / path if path else page):
            missing.append(target)
    assert missing == []


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_promise_names_tests_that_exist():
    security = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = re.split(r"^\*\*P\d\.", security, flags=re.MULTILINE)[1:]
    assert len(promises) == 8
    assert [promise[:60] for promise in promises if not TEST.search(promise)] == []
    assert [f"{file}::{name}" for file, name in TEST.findall(security) if name not in names_in(ROOT / file)] == []


def names_in(file: Path) -> set[str]:
    """Names of the tests in a file; none when it is not there."""
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_page_is_reached_from_the_index():
    reached = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / link.split("#")[0]).resolve() for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [page for page in PAGES if page not in reached] == []


def test_every_label_is_explained():
    from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind

    guide = (ROOT / "docs" / "guide-labels.md").read_text(encoding="utf-8")
    assert [
        label for kind in (Quote, SourceKind, Force, Certainty, Polarity) for label in kind if f"`{label}`" not in guide
    ] == []


def test_every_core_dependency_has_its_reason():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    names = [re.split(r"[><=]", dependency)[0] for dependency in project["dependencies"]]
    assert [name for name in names if f"`{name}`" not in reasons] == []


def test_changelog_has_an_unreleased_part_and_the_version():
    import sayso

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
    assert sayso.__version__ in text


def test_bundled_articles_are_credited():
    from sayso.examples import HERE, bundled

    credits = (HERE / "CREDITS.md").read_text(encoding="utf-8")
    shipped = {path.name for path in HERE.iterdir() if path.suffix in (".txt", ".html", ".pdf", ".docx")}
    assert shipped == {example.path.name for example in bundled()}
    assert [example.path.name for example in bundled() if f"| {example.path.name} | {example.title} |" not in credits] == []
