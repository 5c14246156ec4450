"""How fast articles get into a workspace: by stage, with one and two workers, copies beside originals; memory in a long run."""

import html
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sayso import pipeline
from sayso.bench.processes import Spent, run_timed
from sayso.crew import Crew
from sayso.read.files import captures
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS
from sayso.workspace.deriving import Deriving
from sayso.workspace.opening import Workspace

STAGES = ("obtain", "keep", "parse", "analyse", "store")
BATCH = 64


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one benchmark run.

    Attributes:
        pages, words: what was added in each timed run.
        stages: seconds of each stage in one process, each stage alone, in order.
        one, two: seconds of each run of the whole process with one and with two workers.
        copies: seconds of adding the same articles under other addresses, in each run.
        again: seconds of adding the very same files again, in each run.
        memory: pairs of pages and peak memory in MiB of one run; empty where it was not asked for or the system does not tell.
    """

    pages: int
    words: int
    stages: dict[str, float]
    one: tuple[float, ...]
    two: tuple[float, ...]
    copies: tuple[float, ...]
    again: tuple[float, ...]
    memory: tuple[tuple[int, float], ...]

    @property
    def speed_up(self) -> float:
        """How many times as fast two workers are as one."""
        return median(self.one) / median(self.two)


def measure(texts: Sequence[str], *, pages: int, runs: int, long_run: int) -> Result:
    """Time everything, one after the other.

    Args:
        texts: articles to make pages of, each page with a sentence of its own; at least one.
        pages: pages in a timed run.
        runs: how often; the median counts.
        long_run: short pages in the run that measures memory; 0 for none.
    """
    articles = [f"{text}\n\nThis was page {n} of the day." for n, text in enumerate(islice(cycle(texts), pages))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        originals, others = _pages(folder / "a", articles, "a.example"), _pages(folder / "b", articles, "b.example")
        stages = _stages(folder, originals)
        one, two, copies, again = [], [], [], []
        for n in range(runs):
            one.append(_add(folder / f"one{n}", originals, workers=1).seconds)
            two.append(_add(folder / f"two{n}", originals, workers=2).seconds)
            copies.append(_add(folder / f"one{n}", others, workers=1).seconds)
            again.append(_add(folder / f"one{n}", originals, workers=1).seconds)
        memory = tuple(_memory(folder, long_run)) if long_run else ()
    words = sum(len(article.split()) for article in articles)
    return Result(pages, words, stages, tuple(one), tuple(two), tuple(copies), tuple(again), memory)


def as_json(result: Result) -> dict[str, object]:
    """The figures as plain data."""
    return {
        "pages": result.pages,
        "words": result.words,
        "stage_seconds": result.stages,
        "one_worker_seconds": list(result.one),
        "two_workers_seconds": list(result.two),
        "two_workers_speed_up": result.speed_up,
        "copies_seconds": list(result.copies),
        "same_files_seconds": list(result.again),
        "memory": [{"pages": pages, "peak_mib": peak} for pages, peak in result.memory],
    }


def as_text(result: Result) -> str:
    """The figures in words."""
    total = sum(result.stages.values())
    one, two = median(result.one), median(result.two)
    lines = [f"{result.pages:,} pages, {result.words:,} words. Stages alone, in one process:"]
    for stage in STAGES:
        seconds = result.stages[stage]
        lines.append(f"  {stage:8s}{result.pages / seconds:10,.0f} pages/s {100 * seconds / total:5.1f}% of the time")
    lines += [
        "Whole process, median of the runs:",
        f"  one worker   {result.pages / one:8,.1f} pages/s",
        f"  two workers  {result.pages / two:8,.1f} pages/s, {result.speed_up:.2f} times as fast",
        f"  the same articles at other addresses take {median(result.copies) / one:.3f} of the time of the first",
        f"  the same files again take {median(result.again) / one:.3f} of it",
    ]
    lines += [f"peak memory over {pages:,} short pages: {peak:,.0f} MiB" for pages, peak in result.memory]
    return "\n".join(lines)


def _pages(folder: Path, articles: Sequence[str], host: str) -> Path:
    folder.mkdir()
    for n, text in enumerate(articles):
        title, *paragraphs = [line for line in text.splitlines() if line.strip()]
        body = "".join(f"<p>{html.escape(line)}</p>" for line in (paragraphs or [title]))
        address, name = f"https://{host}/{n}", html.escape(title)
        page = (
            f'<!DOCTYPE html><html lang="en"><head><title>{name} | The Post</title><link rel="canonical" href="{address}">'
            '<meta property="article:published_time" content="2026-01-02"></head><body><nav><a href="/">Home</a></nav>'
            f"<article><h1>{name}</h1>{body}</article><footer><p>Follow us. Subscribe to our letter.</p></footer></body></html>"
        )
        (folder / f"{n:06d}.html").write_text(page, encoding="utf-8")
    return folder


def _stages(folder: Path, pages: Path) -> dict[str, float]:
    """Seconds of each stage over all pages, each stage alone; the model is loaded before."""
    pipeline.read_text("Ann said no.")
    seconds = dict.fromkeys(STAGES, 0.0)
    with Workspace.open(folder / "stages", create=True) as workspace, Crew(1) as crew:
        deriving = Deriving(workspace.store, crew, DEFAULTS)
        with _timed(seconds, "obtain"):
            found = [one for one in captures([str(pages)]) if isinstance(one, Capture)]
        for batch in (found[n : n + BATCH] for n in range(0, len(found), BATCH)):
            with _timed(seconds, "keep"):
                kept = [one for one, _ in workspace.archive.keep(batch)]
            with _timed(seconds, "parse"):
                documents = [pipeline.parse_capture(capture) for capture in batch]
            with _timed(seconds, "analyse"):
                readings = [pipeline.read_document(document) for document in documents]
            with _timed(seconds, "store"), workspace.store.writing() as writer:
                writer.await_captures(kept)
                for one, document, reading in zip(kept, documents, readings, strict=True):
                    writer.document(replace(deriving.described(one, document), reading=reading))
    return seconds


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[stage] += time.perf_counter() - started


def _add(workspace: Path, pages: Path, *, workers: int) -> Spent:
    command = [sys.executable, "-m", "sayso", "--workspace", str(workspace), "add", str(pages)]
    return run_timed([*command, "--workers", str(workers), "--quiet"], one_core=False)


def _memory(folder: Path, pages: int) -> Iterator[tuple[int, float]]:
    """Peak memory of adding a quarter of the pages, and all of them.

    SQLite's caches grow with the database up to their bounds, 32 MiB each for writing and for reading; beyond that the two are
    nearly the same.
    """
    for number in (pages // 4, pages):
        file = folder / f"{number}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for n in range(number):
                text = f'Ann Lee, the mayor, said: "Road {n} is open." Police denied that it had been closed for {n % 90} days.'
                lines.write(json.dumps({"doc_id": f"m{n}", "text": text}) + "\n")
        peak = _add(folder / f"memory{number}", file, workers=1).peak_mib
        if peak is not None:
            yield number, peak
