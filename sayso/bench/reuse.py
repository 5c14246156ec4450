"""How fast it is found who has text in common with whom: an invented collection, step by step, on two processes.

    python -m sayso.bench.reuse ours|minhash|shingles FOLDER RESULT

runs one method over the collection in a folder and writes its figures as JSON. Beside ours stand datasketch's MinHash-LSH,
which comes with the extra `sayso[bench]`, and a join of all shingles of 8 words in a dictionary.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import log
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.bench.copies import KINDS, ORIGINAL, Plan, article, plan
from sayso.bench.processes import peak_mib, run_timed
from sayso.crew import Crew
from sayso.errors import StopRun
from sayso.match.duplicates import digest, groups
from sayso.match.join import pairs
from sayso.match.passages import Shared, passages
from sayso.match.seeds import fingerprints
from sayso.match.wording import Wording

OURS, MINHASH, SHINGLES = "ours", "minhash", "shingles"
NAMES = {OURS: "sayso", MINHASH: "datasketch MinHash-LSH", SHINGLES: "shingles in a dictionary"}
WORKERS = 2
BATCH = 500  # articles, or pairs, in a task
COVERED = 0.8
"""Part of a copied stretch that passages must cover for it to be found."""
SHINGLE = 8
PERMUTATIONS, THRESHOLD = 128, 0.5  # of MinHash-LSH

A = TypeVar("A")
T = TypeVar("T")
Align = Callable[[Wording, Wording], Sequence[Shared]]


@dataclass(frozen=True, slots=True)
class Run:
    """What one method made of a collection.

    Attributes:
        method: one of NAMES.
        articles: how many there are.
        seconds: of the whole process.
        peak_mib: most memory of its processes together; None where the system does not tell.
        figures: seconds by step, pairs, and copies found by kind; empty where it was not run.
        missing: why it was not run, else empty.
    """

    method: str
    articles: int
    seconds: float = 0.0
    peak_mib: float | None = None
    figures: "dict[str, Any] | None" = None
    missing: str = ""


def measure(sizes: Sequence[int], *, compare: int) -> tuple[Run, ...]:
    """Run our method over collections of these sizes, and all methods over one of `compare` articles unless it is 0."""
    runs = []
    for articles, methods in [*((size, (OURS,)) for size in sizes), *([(compare, tuple(NAMES))] if compare else [])]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder, articles)
            runs += [_timed(method, folder, articles) for method in methods]
    return tuple(runs)


def as_json(runs: Sequence[Run]) -> list[dict[str, object]]:
    """The figures as plain data."""
    return [
        {"method": NAMES[run.method], "articles": run.articles, "seconds": run.seconds, "peak_mib": run.peak_mib}
        | ({"missing": run.missing} if run.missing else run.figures or {})
        for run in runs
    ]


def as_text(runs: Sequence[Run]) -> str:
    """The figures in words."""
    lines = []
    for run in runs:
        head = f"{run.articles:,} articles, {NAMES[run.method]}: "
        if run.figures is None:
            lines.append(f"{head}not measured: {run.missing}")
            continue
        memory = "" if run.peak_mib is None else f", peak memory {run.peak_mib:,.0f} MiB"
        lines.append(f"{head}{run.seconds:,.1f} s, {run.articles / run.seconds:,.0f} articles/s{memory}")
        lines += [f"  {step:20s}{seconds:10,.1f} s" for step, seconds in run.figures["steps"].items()]
        lines.append(f"  {run.figures['pairs']:,} pairs, {run.figures['unrelated']:,} of them of articles that share nothing")
        for kind, found in run.figures["copies"].items():
            told = ", ".join(
                f"{name} {100 * found[name] / max(1, found['planted']):.2f}%" for name in found if name != "planted"
            )
            lines.append(f"  {kind:10s}{found['planted']:10,} copies: {told}")
    ours = sorted({run.articles: run for run in runs if run.method == OURS}.values(), key=lambda run: run.articles)
    for less, more in pairwise(ours):
        power = log(more.seconds / less.seconds) / log(more.articles / less.articles)
        lines.append(f"from {less.articles:,} to {more.articles:,} articles the time grows by the power of {power:.2f}")
    return "\n".join(lines)


def write(folder: Path, articles: int) -> None:
    """Write a collection: texts one after the other, where each ends, and where in each stands what is copied."""
    ends, spans = [0], []
    with (folder / "texts").open("wb") as file, Crew(WORKERS) as crew:
        for batch in _each(crew, _written, [(articles, part) for part in _parts(articles)]):
            for text, start, end in batch:
                ends.append(ends[-1] + file.write(text))
                spans.append((start, end))
    np.save(folder / "ends.npy", np.array(ends, dtype=np.int64))
    np.save(folder / "spans.npy", np.array(spans, dtype=np.int32))


def ours(folder: Path, *, workers: int = WORKERS, align: Align = passages) -> dict[str, Any]:
    """Words and seeds, duplicates, join, and passages of all pairs; the figures of each."""
    collection = _Collection(folder)
    of = plan(len(collection))
    steps: dict[str, float] = {}
    with Crew(workers) as crew:
        started = time.perf_counter()
        digests, sets = list[bytes](), list[NDArray[np.int64]]()
        for some, hashes, sizes in _each(crew, _seeded, [(folder, part) for part in _parts(len(collection))]):
            digests += some
            sets += np.split(hashes, np.cumsum(sizes)[:-1])
        started = _step(steps, "words and seeds", started)
        leaders = groups(digests, sets)
        started = _step(steps, "duplicates", started)
        alone = np.flatnonzero(leaders == np.arange(len(leaders))).tolist()
        found = list(pairs(((number, sets[number]) for number in alone), outlets=of.outlets))
        left = np.concatenate([np.empty(0, dtype=np.int32), *(block.left for block in found)])
        right = np.concatenate([np.empty(0, dtype=np.int32), *(block.right for block in found)])
        started = _step(steps, "join", started)
        tasks = [(folder, left[n : n + BATCH], right[n : n + BATCH], align) for n in range(0, len(left), BATCH)]
        covered = np.concatenate([np.empty(0, dtype=np.float32), *_each(crew, _aligned, tasks)])
        _step(steps, "passages", started)
        memory = sum(peak_mib(worker.pid) for worker in multiprocessing.active_children() if worker.pid)
    aligned = dict(zip(_keys(left, right), covered.tolist(), strict=True))
    copies = {}
    for kind, numbers in _copies(of):
        origin, copy = leaders[of.origins[numbers]], leaders[numbers]
        same = origin == copy
        parts = [aligned.get(key, -1.0) for key in _keys(origin[~same], copy[~same])]
        copies[kind] = {
            "planted": len(numbers),
            "duplicates": int(same.sum()),
            "found": int(same.sum()) + sum(part >= 0 for part in parts),
            "passages found": int(same.sum()) + sum(part >= COVERED for part in parts),
        }
    unrelated = int(np.count_nonzero(_stories(of)[left] != _stories(of)[right]))
    return {"steps": steps, "pairs": len(left), "unrelated": unrelated, "copies": copies, "workers_mib": memory}


def minhash(folder: Path) -> dict[str, Any]:
    """Pairs as datasketch's MinHash-LSH finds them on shingles of words."""
    from datasketch import MinHash, MinHashLSH

    collection = _Collection(folder)
    steps: dict[str, float] = {}
    started = time.perf_counter()
    sketches = []
    for number in range(len(collection)):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode("utf-8") for shingle in _shingles(collection.text(number))])
        sketches.append(sketch)
    started = _step(steps, "sketches", started)
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found: set[tuple[int, int]] = set()
    for number, sketch in enumerate(sketches):
        found.update((other, number) for other in index.query(sketch))
        index.insert(number, sketch)
    _step(steps, "index", started)
    return _figures(steps, found, plan(len(collection)))


def shingles(folder: Path) -> dict[str, Any]:
    """Pairs that share a shingle, with the shingles they share, from a dictionary of all shingles."""
    collection = _Collection(folder)
    steps: dict[str, float] = {}
    started = time.perf_counter()
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(collection)):
        for shingle in _shingles(collection.text(number)):
            holders[hash(shingle)].append(number)
    started = _step(steps, "dictionary", started)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) > 1:
            shared.update(combinations(held, 2))
    _step(steps, "pairs", started)
    return _figures(steps, shared.keys(), plan(len(collection)))


METHODS: dict[str, Callable[[Path], dict[str, Any]]] = {OURS: ours, MINHASH: minhash, SHINGLES: shingles}


def main(arguments: Sequence[str]) -> None:
    """Run one method over the collection in a folder."""
    method, folder, result = arguments
    Path(result).write_text(json.dumps(METHODS[method](Path(folder))), encoding="utf-8")


def _timed(method: str, folder: Path, articles: int) -> Run:
    result = folder / "result.json"
    command = [sys.executable, "-m", "sayso.bench.reuse", method, str(folder), str(result)]
    try:
        spent = run_timed(command, one_core=False)
    except StopRun as error:
        if method == OURS:
            raise
        return Run(method, articles, missing=f"{error.message} Install it with: pip install 'sayso[bench]'")
    figures = json.loads(result.read_text(encoding="utf-8"))
    peak = None if spent.peak_mib is None else spent.peak_mib + figures.pop("workers_mib", 0.0)
    return Run(method, articles, spent.seconds, peak, figures)


class _Collection:
    """The texts of a folder."""

    def __init__(self, folder: Path) -> None:
        self._texts = np.memmap(folder / "texts", mode="r", dtype=np.uint8)
        self._ends = np.load(folder / "ends.npy")
        self.spans = np.load(folder / "spans.npy")

    def __len__(self) -> int:
        return len(self.spans)

    def text(self, number: int) -> str:
        return self._texts[self._ends[number] : self._ends[number + 1]].tobytes().decode("utf-8")


_opened = lru_cache(maxsize=1)(_Collection)
_planned = lru_cache(maxsize=1)(plan)


@lru_cache(maxsize=20_000)  # some 1.1 GiB; to find the words again takes about as long as to compare them
def _wording(folder: Path, number: int) -> Wording:
    return Wording.of(_opened(folder).text(number))


def _parts(articles: int) -> Iterator[range]:
    return (range(start, min(start + BATCH, articles)) for start in range(0, articles, BATCH))


def _written(task: tuple[int, range]) -> list[tuple[bytes, int, int]]:
    made = [article(number, _planned(task[0])) for number in task[1]]
    return [(one.text.encode("utf-8"), one.start, one.end) for one in made]


def _seeded(task: tuple[Path, range]) -> tuple[list[bytes], NDArray[np.int64], list[int]]:
    collection = _opened(task[0])
    wordings = [Wording.of(collection.text(number)) for number in task[1]]
    sets = [fingerprints(one) for one in wordings]
    return [digest(one.words) for one in wordings], np.concatenate(sets), [len(one) for one in sets]


def _aligned(task: tuple[Path, NDArray[np.int32], NDArray[np.int32], Align]) -> NDArray[np.float32]:
    """Of each pair, the part of what the right article has copied that passages cover."""
    folder, left, right, align = task
    covered = np.zeros(len(left), dtype=np.float32)
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        start, end = _opened(folder).spans[other].tolist()
        copied = np.zeros(end - start, dtype=np.bool_)
        for passage in align(_wording(folder, one), _wording(folder, other)):
            copied[max(0, passage.right.start - start) : max(0, passage.right.end - start)] = True
        covered[place] = copied.mean() if len(copied) else 0
    return covered


def _each(crew: Crew, work: Callable[[A], T], items: Iterable[A]) -> Iterator[T]:
    """The results in order; no more than a few tasks wait."""
    tasks = deque[Any]()
    for item in items:
        tasks.append(crew.start(work, item))
        if len(tasks) > 3 * crew.workers:
            yield tasks.popleft().result()
    while tasks:
        yield tasks.popleft().result()


def _step(steps: dict[str, float], name: str, started: float) -> float:
    now = time.perf_counter()
    steps[name] = now - started
    return now


def _shingles(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


def _copies(of: Plan) -> Iterator[tuple[str, NDArray[np.int64]]]:
    return ((name, np.flatnonzero(of.kinds == kind)) for kind, name in enumerate(KINDS) if kind != ORIGINAL)


def _keys(left: NDArray[np.int32], right: NDArray[np.int32]) -> list[int]:
    lesser, greater = np.minimum(left, right).astype(np.int64), np.maximum(left, right)
    return list((lesser << 32 | greater).tolist())


def _stories(of: Plan) -> NDArray[np.int32]:
    return np.where(of.origins < 0, np.arange(len(of.origins), dtype=np.int32), of.origins)


def _figures(steps: dict[str, float], found: "Iterable[tuple[int, int]]", of: Plan) -> dict[str, Any]:
    known, stories = set(found), _stories(of).tolist()
    copies = {}
    for kind, numbers in _copies(of):
        hits = sum((int(of.origins[number]), number) in known for number in numbers.tolist())
        copies[kind] = {"planted": len(numbers), "found": hits}
    unrelated = sum(stories[left] != stories[right] for left, right in known)
    return {"steps": steps, "pairs": len(known), "unrelated": unrelated, "copies": copies}


if __name__ == "__main__":
    main(sys.argv[1:])
