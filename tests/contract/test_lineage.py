"""What lineage promises as a process: the same bytes after a rebuild, in whatever order articles came, and whoever asked."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("Ann", "Bo", "Cy", "Dee")
PLACES = ("Orsk", "Lund", "Padua", "Yelsk")


def sentence(story: int, n: int) -> str:
    chance = random.Random(100 * story + n)
    what = " ".join(chance.choice(("harbour", "bridge", "council", "ferry", "market", "school", "winter")) for _ in range(6))
    return f"{NAMES[n % 4]} said the {what} of {PLACES[story]} closed {chance.randrange(20, 400)} gates."


def articles() -> list[dict[str, object]]:
    """Four stories: the first article, a copy that credits it, an edited copy, one that only cites it; and a notice for all."""
    rows: list[dict[str, object]] = []
    for story in range(4):
        whole = [sentence(story, n) for n in range(6)]
        texts = {
            "Baltum": " ".join(whole),
            "Post": "\n\n".join([" ".join(whole), "Source: Baltum"]),
            "Courier": " ".join([*whole[3:], *whole[:2]]).replace("closed", "shut"),
            "Weekly": f"The Baltum reported that {whole[0][0].lower()}{whole[0][1:]} It was a long winter.",
        }
        for hour, (outlet, text) in enumerate(texts.items()):
            rows.append(
                {
                    "doc_id": f"{outlet}-{story}",
                    "outlet": outlet,
                    "url": f"https://{outlet.lower()}.example/{story}",
                    "published": f"2026-03-{story + 1:02}T{8 + hour:02}:00:00Z",
                    "title": f"What closed in {PLACES[story]}",
                    "text": f"{text}\n\nWrite to the newsroom with news of your street, and we will call you back.",
                }
            )
    return rows


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "tests.contract.adding", "--workspace", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    return done.stdout.removeprefix("ready\n")


def added(folder: Path, rows: list[dict[str, object]], *, at_once: int) -> Path:
    """A workspace with articles that came so many at a time."""
    for start in range(0, len(rows), at_once):
        file = folder.with_name(f"{folder.name}-{start}.jsonl")
        file.write_text("".join(json.dumps(row) + "\n" for row in rows[start : start + at_once]), encoding="utf-8")
        run(folder, "add", "-q", str(file))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return added(tmp_path_factory.mktemp("lineage") / "workspace", articles(), at_once=99)


@pytest.mark.slow
def test_from_articles_to_lineage_and_export_and_the_same_bytes_after_a_rebuild(folder):
    page, before = run(folder, "lineage", "Post-1"), run(folder, "export", "lineage")
    assert "copied from  Baltum" in page
    assert "- credits Baltum" in page
    copies = {(one["copy"], one["from"]) for one in json.loads(before)["copies"]}
    assert {(f"Post-{story}", f"Baltum-{story}") for story in range(4)} <= copies
    run(folder, "rebuild", "-q")
    assert run(folder, "export", "lineage") == before
    run(folder, "rebuild", "-q", "--from-scratch")
    assert run(folder, "export", "lineage") == before
    assert run(folder, "lineage", "Post-1") == page


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_adding_changes_nothing(folder, tmp_path, seed):
    rows = articles()
    random.Random(seed).shuffle(rows)
    assert run(added(tmp_path / "other", rows, at_once=7), "export", "lineage") == run(folder, "export", "lineage")


def test_the_help_of_lineage_needs_nothing_heavy():
    code = (
        "import sys; from sayso.cli import cli; cli.main(['lineage', '--help'], standalone_mode=False); "
        "assert not {'sqlalchemy', 'rich', 'alembic', 'numpy', 'jinja2'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
