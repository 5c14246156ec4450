"""Whatever is killed, and whenever: what was committed is there, whole, and once; an upgrade happens whole or not at all.

Pairs of processes write the same batches of documents and tell each batch that is committed; both are killed, at a random
moment or at a named point of the program.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso import faults
from sayso.errors import NotFound
from sayso.store.database import Database
from sayso.store.schema import SCHEMA
from sayso.store.store import Store
from sayso.store.writer import Derivation
from tests.unit.store.material import corrected, derived, later_schema, opening, sentences

ROOT = Path(__file__).resolve().parents[2]
POINTS = ("store rows written", "store committed")
BATCH = 8
BATCHES = 40  # further than the last committed one that a process may be


@dataclass(frozen=True, slots=True)
class Toll:
    """What a number of kills did: all but `kills` and `batches` (committed ones) should be 0."""

    kills: int
    batches: int
    lost: int
    partial: int
    doubled: int
    damages: int


def run_kills(folder: Path, kills: int, seed: int) -> Toll:
    """Kill that many writing processes, look at the store after each pair, and finish the work in the end."""
    rng = random.Random(seed)
    path = folder / "store" / "sayso.sqlite"
    committed: set[int] = set()
    lost = partials = damages = done = 0
    while done < kills:
        pair = [_start(path, rng, start=len(committed)) for _ in range(min(2, kills - done))]
        for process in pair:
            committed |= process.end()
        done += len(pair)
        with Store.open(path, correct=corrected) as store:
            damages += len(store.damages())
            lost += sum(not _is_there(store, one) for batch in committed for one in documents(batch))
            partials += _partial(store)
    last = range(max(committed, default=0) + BATCHES)
    with Store.open(path, correct=corrected) as store, Store.in_memory(correct=corrected) as other:
        _write(store, last)
        _write(other, last)
        doubled = sum((Counter(store.dump()) - Counter(other.dump())).values())
    return Toll(done, len(committed), lost, partials, doubled, damages)


def documents(batch: int) -> list[Derivation]:
    """The documents of a batch: versions of five pages."""
    first = batch * BATCH + 1
    return [
        derived(number, sentences(1 + number % 7, about=f"road {number % 11}"), line=f"https://example.org/{number % 5}")
        for number in range(first, first + BATCH)
    ]


def work(path: str, seed: int, start: int, point: str, nth: int) -> None:
    """What a process does: write batches in an order of its own until it is killed."""
    if point:
        passed = iter(range(1, nth))
        faults.arm(point, lambda: None if next(passed, None) else os._exit(9))
    order = list(range(start + BATCHES))
    random.Random(seed).shuffle(order)
    with Store.open(Path(path), correct=corrected) as store:
        print("ready", flush=True)  # noqa: T201
        while True:
            for batch in order:
                _write(store, [batch])
                print(batch, flush=True)  # noqa: T201


class _Process:
    """A writing process, to be killed `after_s` seconds from when it is ready; it may die by itself before."""

    def __init__(self, arguments: tuple[object, ...], after_s: float) -> None:
        code = f"from tests.contract.test_store_kills import work; work{arguments!r}"
        self._process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self._said: list[str] = []
        self._ready = threading.Event()
        self._ear = threading.Thread(target=self._listen)
        self._killer = threading.Thread(target=self._kill, args=(after_s,))
        self._ear.start()
        self._killer.start()

    def end(self) -> set[int]:
        """Wait for the end; the batches that it told."""
        self._killer.join()
        self._process.wait()
        self._ear.join()
        return {int(line) for line in self._said if line.strip().isdecimal() and line.endswith("\n")}

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._said.append(line)
                self._ready.set()
        self._ready.set()

    def _kill(self, after_s: float) -> None:
        self._ready.wait()
        time.sleep(after_s)
        self._process.kill()


def _start(path: Path, rng: random.Random, *, start: int) -> _Process:
    point = rng.choice(("", "", *POINTS))
    arguments = (str(path), rng.randrange(10**6), start, point, rng.randint(1, 4 * BATCH))
    return _Process(arguments, 5.0 if point else rng.uniform(0.02, 0.5))


def _write(store: Store, batches: "range | list[int]") -> None:
    for batch in batches:
        with store.writing() as writer:
            for one in documents(batch):
                writer.document(one)


def _is_there(store: Store, one: Derivation) -> bool:
    try:
        capture = store.view().capture(one.kept.number)
    except NotFound:
        return False
    return (capture.state, capture.document_id) == ("read", one.document_id)


def _partial(store: Store) -> int:
    """How many documents lack statements, captures, or their place in the line."""
    view = store.view(deadline_s=60)
    rows = view.documents(limit=10**6).items
    lines = [view.versions(line_id) for line_id in {row.line_id for row in rows}]
    places = {row.document_id: place for line in lines for place, row in enumerate(line, start=1)}
    return sum(
        len(view.statements(row.document_id)) != row.statements
        or len(view.reading(row.document_id).statements) != row.statements
        or row.first_capture != next((capture.number for capture in view.captures(row.document_id)), None)
        or row.version != places[row.document_id]
        for row in rows
    )


@pytest.mark.slow
def test_kills_lose_nothing_double_nothing_and_leave_nothing_half_written(tmp_path: Path):
    toll = run_kills(tmp_path, kills=20, seed=20261124)
    assert toll == Toll(kills=20, batches=toll.batches, lost=0, partial=0, doubled=0, damages=0)
    assert toll.batches >= 20


@pytest.mark.slow
def test_an_upgrade_that_is_killed_happened_or_did_not(tmp_path: Path):
    later, path = later_schema(tmp_path), tmp_path / "store" / "sayso.sqlite"
    rng = random.Random(20261124)
    with Store.open(path, correct=corrected) as store:
        _write(store, [0, 1])
        before = list(store.dump())
    old = path.read_bytes()
    started = time.monotonic()
    assert opening(path, later).wait() == 0
    whole_s = time.monotonic() - started
    for _ in range(10):
        path.write_bytes(old)
        process = opening(path, later)
        time.sleep(rng.uniform(0.3, 1.1) * whole_s)
        process.kill()
        process.wait()
        with closing(Database.open(path, schema=later)) as database:
            assert (database.about().revision, database.damages()) == (later.head, ())
            assert list(Store(database).dump()) == before
    copies = list((path.parent / "backups").glob("*.sqlite"))
    for copy in copies:
        with closing(Database.open(copy)) as database:
            assert (database.about().revision, database.damages()) == (SCHEMA.head, ())
    assert copies
