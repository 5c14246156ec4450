"""What an acknowledgement is worth: whenever a process dies, what it acknowledged is there, once, and whole."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.archive.archive import Archive
from sayso.archive.verify import verify
from sayso.errors import NotFound
from tests.contract.keeping import DIED, page

KILLS = 20
SOONEST_S, LATEST_S = 0.02, 0.5
# A run that was interrupted begins some pages before the last acknowledged one.
OVERLAP = 20
POINTS = ["blob written", "blob renamed", "journal half written", "journal written", "journal synced"]
FOREVER = 10**9


@dataclass(frozen=True, slots=True)
class Report:
    """What became of pages that were kept by processes that were killed.

    Attributes:
        kills: how often a process was killed.
        acknowledged: how many pages.
        lost: acknowledged pages that are not there.
        doubled: pages that are there more than once.
        wrong: pages that do not come back as they were given.
        damages: what verifying finds.
    """

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    wrong: int
    damages: int


def run_kills(folder: Path, kills: int, seed: int) -> Report:
    """Kill a process that keeps pages again and again, let a last one finish, and look at what is there."""
    chance = random.Random(seed)
    acknowledged: set[int] = set()
    for _ in range(kills):
        process = start("keep", folder, next_page(acknowledged), FOREVER)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(SOONEST_S, LATEST_S))
        process.kill()
        acknowledged.update(number for number, _ in output(process))
    first = next_page(acknowledged)
    acknowledged.update(number for number, _ in output(start("keep", folder, first, first + 2 * OVERLAP)))
    return report(folder, acknowledged, kills)


def next_page(acknowledged: set[int]) -> int:
    return max(1, max(acknowledged, default=0) - OVERLAP)


def report(folder: Path, acknowledged: set[int], kills: int = 0) -> Report:
    archive = Archive(folder)
    kept = list(archive.kept())
    times = Counter(int(one.doc_id or 0) for one in kept)
    wrong = sum(archive.load(one) != page(int(one.doc_id or 0)) for one in kept)
    doubled = sum(count > 1 for count in times.values())
    damages = len(verify(archive).damages)
    return Report(kills, len(acknowledged), len(acknowledged - times.keys()), doubled, wrong, damages)


def start(act: str, folder: Path, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(Path(__file__).with_name("keeping.py")), act, str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def output(process: "subprocess.Popen[str]") -> list[tuple[int, bool]]:
    """What a process acknowledged until it ended: whole lines only."""
    lines = process.communicate(timeout=300)[0].splitlines(keepends=True)
    told = [line.split() for line in lines if line.endswith("\n") and line[0].isdigit()]
    return [(int(number), new == "1") for number, new in told]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_by_kills(tmp_path):
    found = run_kills(tmp_path, KILLS, seed=1)
    assert found == Report(KILLS, found.acknowledged, 0, 0, 0, 0)
    assert found.acknowledged > KILLS


@pytest.mark.parametrize("nth", [1, 4])
@pytest.mark.parametrize("point", POINTS)
def test_a_process_may_die_at_any_point(tmp_path, point, nth):
    process = start("keep", tmp_path, 1, 30, point, nth)
    acknowledged = {number for number, _ in output(process)}
    assert process.returncode == DIED
    archive = Archive(tmp_path)
    assert acknowledged <= {int(kept.doc_id or 0) for kept in archive.kept()}
    assert all(archive.load(kept) == page(int(kept.doc_id or 0)) for kept in archive.kept())
    assert not any(damage.loses for damage in verify(archive).damages)
    acknowledged |= {number for number, _ in output(start("keep", tmp_path, 1, 30))}
    assert report(tmp_path, acknowledged) == Report(0, 30, 0, 0, 0, 0)


@pytest.mark.parametrize("point", ["journal half written", "journal written", "journal synced", "bytes removed"])
def test_a_process_may_die_while_it_forgets(tmp_path, point):
    archive = Archive(tmp_path)
    first, second = (kept for kept, _ in archive.keep([page(1), page(2)]))
    process = start("forget", tmp_path, 1, point)
    process.communicate(timeout=60)
    assert process.returncode == DIED
    assert not any(damage.loses for damage in verify(archive).damages)
    archive.settle()
    found = verify(archive)
    assert (found.damages, found.unneeded) == ((), ())
    assert archive.load(second) == page(2)
    if point == "journal half written":  # nothing was forgotten, and nothing is lost
        assert archive.load(first) == page(1)
    else:
        with pytest.raises(NotFound):
            archive.load(first)
        assert not archive.vault.has(first.sha256)


def test_two_processes_keep_each_page_once(tmp_path):
    told = [output(process) for process in [start("keep", tmp_path, 1, 60), start("keep", tmp_path, 30, 90)]]
    assert [[number for number, _ in one] for one in told] == [list(range(1, 61)), list(range(30, 91))]
    assert Counter(number for one in told for number, new in one if new) == Counter(range(1, 91))
    assert report(tmp_path, set(range(1, 91))) == Report(0, 90, 0, 0, 0, 0)


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit on Windows")
def test_a_file_that_outgrows_its_room_is_refused_in_words_and_nothing_is_lost(tmp_path):
    lines = start("fill", tmp_path, 60).communicate(timeout=60)[0].splitlines()
    refused = [line for line in lines if line.startswith("full:")]
    assert len(refused) == 2
    assert "blobs: there is no room left" in refused[0]
    assert "journal.jsonl: there is no room left" in refused[1]
    assert [line for line in lines if line not in refused] == [f"{number} 1" for number in range(1, 61)]
    assert report(tmp_path, set(range(1, 61))) == Report(0, 60, 0, 0, 0, 0)
