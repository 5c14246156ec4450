"""What `sayso add` promises: whatever is killed, and whenever, what it said of an article holds, and the next run finishes.

Processes add the same files through the command line, one or two at a time; they are killed at a random moment or at a named
point of the program, and started again until everything is in. Then the workspace must be the one that a single run makes.
"""

import errno
import json
import os
import pkgutil
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO

import psutil
import pytest

from sayso import cli
from sayso.archive.archive import Archive
from sayso.errors import NotFound
from sayso.store.database import Database
from sayso.store.store import Store
from sayso.store.tables import capture
from sayso.workspace.decisions import corrected
from sayso.workspace.opening import STORE
from tests.contract.adding import DIED, PART, parts
from tests.unit.conftest import PlainReader

ROOT = Path(__file__).resolve().parents[2]
POINTS = (
    "blob written",
    "blob renamed",
    "journal half written",
    "journal written",
    "journal synced",
    "store rows written",
    "store committed",
)
KILLED = frozenset((DIED, -9, 1))  # 1 on Windows
ENDED = frozenset((0, 3, 5))  # it came to its end before; some lines are no articles
AHEAD = 9  # parts that a process is given: more than it gets through before it is killed
QUIETLY = ("--format", "json", "--quiet")
# A disk of so many KiB, seen by this process only: add to it, look at what is there, make room, add again, and copy it.
SMALL_DISK = """
mount -t tmpfs -o size="$1"k tmpfs "$4"/disk || exit 77
python=$2 part=$3 out=$4
say() { "$python" -m tests.contract.adding --workspace "$out"/disk/ws "$@"; }
say add "$part" --format json --quiet > "$out"/first 2> "$out"/errors
echo $? > "$out"/code
say status && say verify && touch "$out"/readable
mount -o remount,size=64m "$out"/disk
say add "$part" --format json --quiet > "$out"/second
cp -r "$out"/disk/ws "$out"/ws
"""
KEPT_AT = capture.columns.keys().index("kept_at")


@dataclass(frozen=True, slots=True)
class Report:
    """What a number of kills did: all but `kills` and `acknowledged` should be 0.

    Attributes:
        kills: how often a process was killed.
        acknowledged: lines that were said to be in.
        lost: of these, how many are not, or with other bytes.
        unread: how many of them were not in the store, with all their statements, after the process was killed.
        doubled: lines and captures that are there more than once.
        damages: what `sayso verify` finds.
        different: rows that a store made in one go has not, or that it has and this one has not.
        rebuilt: the same after `sayso rebuild`.
    """

    kills: int
    acknowledged: int
    lost: int = 0
    unread: int = 0
    doubled: int = 0
    damages: int = 0
    different: int = 0
    rebuilt: int = 0


@dataclass(slots=True)
class Said:
    """What processes said of lines, by FILE:LINE: the number of the capture, and whether it was read now."""

    captures: dict[str, int] = field(default_factory=dict)
    unread: int = 0

    def take(self, output: str, workspace: Path) -> None:
        """Whole lines of output only; what they say is compared with the store."""
        lines = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n") and line[0] == "{"]
        for row in lines:
            if row["capture"] is not None:
                self.captures[row["item"]] = row["capture"]
        if lines:
            with closing(Store(Database.open(workspace / STORE), correct=corrected)) as store:
                self.unread += sum(not _is_read(store, row) for row in lines if row["document_id"])


def run_kills(folder: Path, kills: int, seed: int) -> Report:
    """Kill processes that add the same articles, let a last one finish, and look at what there is."""
    chance = random.Random(seed)
    workspace, said, done, first = folder / "killed", Said(), 0, 0
    while done < kills:
        paths = parts(folder, range(max(0, first - 1), first + AHEAD))  # the one before may not be whole
        pair = [_killed(workspace, paths, chance) for _ in range(min(kills - done, chance.choice((1, 2))))]
        for process in pair:
            output, errors = process.communicate(timeout=300)
            assert process.returncode in KILLED | ENDED, errors
            assert "Traceback" not in errors, errors
            said.take(output, workspace)
            done += process.returncode in KILLED
        whole = Counter(item.rpartition(":")[0] for item in said.captures)
        while whole[str(parts(folder, [first])[0])] > PART // 2:
            first += 1
    paths = parts(folder, range(first + AHEAD))
    said.take(run("--workspace", workspace, "add", *paths, *QUIETLY).stdout, workspace)
    return _report(workspace, paths, said, kills=done)


def start(
    *arguments: object, stdout: IO[str] | int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.contract.adding", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=stderr, text=True)


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    process = start(*arguments)
    output, errors = process.communicate(timeout=600)
    assert "Traceback" not in errors, errors
    return subprocess.CompletedProcess((), process.returncode, output, errors)


def _killed(workspace: Path, paths: list[Path], chance: random.Random) -> "subprocess.Popen[str]":
    """A process that is killed, at a moment or at a point."""
    point = chance.choice(("", "", *POINTS))
    die = ("--die", point, chance.randint(1, 12)) if point else ()
    process = start(*die, "--workspace", workspace, "add", *paths, *QUIETLY)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    if not point:
        time.sleep(chance.uniform(0.02, 1.0))
        process.kill()
    return process


def _is_read(store: Store, row: dict[str, object]) -> bool:
    view = store.view(deadline_s=60)
    try:
        document = view.document(str(row["document_id"]))
    except NotFound:
        return False
    reading = view.reading(document.document_id)
    statements = view.statements(document.document_id)
    return len(statements) == document.statements == reading.document.text.count(" said ")


def _report(workspace: Path, paths: list[Path], said: Said, *, kills: int) -> Report:
    """What has become of the articles of all parts."""
    archive = Archive(workspace / "archive")
    kept = {one.number: one for one in archive.kept()}
    texts = {f"{path}:{n}": line for path in paths for n, line in enumerate(path.read_text("utf-8").splitlines(), start=1)}
    lost = sum(
        number not in kept or archive.load(kept[number]).data.decode() != json.loads(texts[item])["text"]
        for item, number in said.captures.items()
    )
    doubled = sum(
        count - 1
        for names in ("origin", "identity")
        for count in Counter(getattr(one, names) for one in kept.values()).values()
    )
    verified = json.loads(run("--workspace", workspace, "verify", "--format", "json").stdout.partition("\n")[2])
    in_one_go = workspace.with_name("in-one-go")
    run("--workspace", in_one_go, "add", *paths, *QUIETLY)
    expected = rows(in_one_go)
    different = _differences(rows(workspace), expected)
    run("--workspace", workspace, "rebuild", "--quiet")
    return Report(
        kills,
        len(said.captures),
        lost=lost,
        unread=said.unread,
        doubled=doubled,
        damages=len(verified["damages"]) + len(verified["unfinished"]) + len(verified["store"]),
        different=different,
        rebuilt=_differences(rows(workspace), expected),
    )


def rows(workspace: Path) -> "Counter[tuple[object, ...]]":
    """All rows of a store, without what depends on when a capture was kept."""
    with closing(Store(Database.open(workspace / STORE))) as store:
        return Counter(_timeless(store))


def _timeless(store: Store) -> Iterator[tuple[object, ...]]:
    for table, values in store.dump():
        if table == "capture":
            yield table, *values[:KEPT_AT], *values[KEPT_AT + 1 :]
        elif (table, values[0]) != ("fact", "archive_head"):
            yield table, *values


def _differences(one: "Counter[tuple[object, ...]]", other: "Counter[tuple[object, ...]]") -> int:
    return ((one - other) + (other - one)).total()


def _is_refused(code: int, errors: str) -> bool:
    """Whether a run ended in one line that says to make room."""
    return code in (8, 10) and len(errors.splitlines()) == 1 and "Make room" in errors


def _fail(patch: pytest.MonkeyPatch, place: str, nth: int) -> None:
    """Have the disk be full from the nth call of a function on."""
    original, calls = pkgutil.resolve_name(place), count(1)

    def full(*arguments: object) -> object:
        if next(calls) >= nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(*arguments)

    patch.setattr(place, full)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A part, and the rows of a store that was made of it in one go."""
    folder = tmp_path_factory.mktemp("whole")
    paths = parts(folder, [0])
    run("--workspace", folder / "ws", "add", *paths, *QUIETLY)
    return paths, rows(folder / "ws")


@pytest.mark.slow
def test_nothing_that_was_said_to_be_in_is_lost_doubled_or_half_there(tmp_path):
    found = run_kills(tmp_path, 10, seed=20261124)
    assert found == Report(kills=found.kills, acknowledged=found.acknowledged)
    assert found.acknowledged > PART


@pytest.mark.slow
@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("point", POINTS)
def test_a_run_may_die_at_any_point_and_the_next_one_finishes(tmp_path, whole, point, nth):
    paths, expected = whole
    workspace, said = tmp_path / "ws", Said()
    process = start("--die", point, nth, "--workspace", workspace, "add", *paths, *QUIETLY)
    said.take(process.communicate(timeout=300)[0], workspace)
    assert process.returncode == DIED
    done = run("--workspace", workspace, "add", *paths, *QUIETLY)
    said.take(done.stdout, workspace)
    assert said.unread == 0
    assert _differences(rows(workspace), expected) == 0


@pytest.mark.slow
def test_two_runs_at_once_keep_each_article_once(tmp_path, whole):
    paths, expected = whole
    both = [start("--workspace", tmp_path / "ws", "add", *paths, *QUIETLY) for _ in range(2)]
    said = [Said(), Said()]
    for process, one in zip(both, said, strict=True):
        one.take(process.communicate(timeout=300)[0], tmp_path / "ws")
    assert said[0].captures == said[1].captures
    assert (said[0].unread, said[1].unread) == (0, 0)
    assert _differences(rows(tmp_path / "ws"), expected) == 0


@pytest.mark.slow
def test_workers_end_with_a_run_that_is_killed(tmp_path, whole):
    paths, expected = whole
    process = start("--workspace", tmp_path / "ws", "add", *parts(tmp_path, range(AHEAD)), *QUIETLY, "--workers", 2)
    assert process.stdout is not None
    assert [process.stdout.readline()[:7] for _ in range(2)] == ["ready\n", '{"item"']
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate(timeout=60)
    assert len(workers) >= 2
    assert psutil.wait_procs(workers, timeout=30)[1] == []
    run("--workspace", tmp_path / "other", "add", *paths, *QUIETLY, "--workers", 2)
    assert _differences(rows(tmp_path / "other"), expected) == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no such limit on Windows")
@pytest.mark.parametrize("room", [100, 9_000, 60_000, 150_000, 250_000, 400_000])
def test_a_file_that_may_not_grow_is_named_with_the_remedy_and_the_next_run_finishes(tmp_path, whole, room):
    paths, expected = whole
    workspace, said = tmp_path / "ws", Said()
    done = run("--room", room, "--workspace", workspace, "add", *paths, *QUIETLY)
    assert _is_refused(done.returncode, done.stderr)
    said.take(done.stdout, workspace)
    assert [run("--workspace", workspace, command).returncode for command in ("status", "verify")] == [0, 0]
    said.take(run("--workspace", workspace, "add", *paths, *QUIETLY).stdout, workspace)
    assert said.unread == 0
    assert _differences(rows(workspace), expected) == 0


@pytest.mark.slow
@pytest.mark.parametrize("size", [16, 200, 300, 400, 600, 750])
def test_a_full_disk_is_named_with_the_remedy_and_the_next_run_finishes(tmp_path, whole, size):
    (path,), expected = whole
    said = Said()
    (tmp_path / "disk").mkdir()
    command = ["unshare", "--mount", "sh", "-c", SMALL_DISK, "sh", str(size), sys.executable, str(path), str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 77:
        pytest.skip("no small disk can be mounted here")
    assert _is_refused(int((tmp_path / "code").read_text()), (tmp_path / "errors").read_text())
    if size >= 300:  # there was room for a store
        assert (tmp_path / "readable").exists()
    for name in ("first", "second"):
        said.take((tmp_path / name).read_text(), tmp_path / "ws")
    assert said.unread == 0
    assert _differences(rows(tmp_path / "ws"), expected) == 0


@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("place", ["journal.write", "journal.sync", "vault.write", "vault.sync_all", "vault._rename"])
def test_a_write_that_fails_stops_the_run_in_words(tmp_path, whole, capsys, monkeypatch, place, nth):
    paths, expected = whole
    monkeypatch.setattr("sayso.pipeline._reader", PlainReader)
    monkeypatch.setattr("sayso.workspace.adding.BATCH_ITEMS", 8)
    add = partial(cli.main, ["--workspace", str(tmp_path / "ws"), "add", *map(str, paths), *QUIETLY])
    with monkeypatch.context() as patch:
        _fail(patch, f"sayso.archive.{place}", nth)
        with pytest.raises(SystemExit) as ended:
            add()
    assert ended.value.code == 8
    assert "there is no room left" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        add()
    assert _differences(rows(tmp_path / "ws"), expected) == 0
