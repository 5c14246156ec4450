"""How fast Sayso reads: whole processes, text to JSON in one thread; one article from a cold start; memory of a batch."""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sayso.bench.processes import run_timed
from sayso.errors import StopRun

BATCH = 2_000
SAYSO = "sayso"


@dataclass(frozen=True, slots=True)
class Timing:
    """One reader over the same articles: seconds of each run of the whole process, and words a second at the median.

    `missing` says why there are no runs, else it is empty.
    """

    name: str
    seconds: tuple[float, ...]
    words_per_second: float
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one benchmark run.

    Attributes:
        articles, words: what was read in each timed run.
        timings: Sayso first, then what it is compared with.
        cold_seconds: one article in a fresh process, median.
        batch: number of articles in the memory run.
        peak_mib: highest resident memory of the process in that run, in MiB; None where the system does not tell.
    """

    articles: int
    words: int
    timings: tuple[Timing, ...]
    cold_seconds: float
    batch: int
    peak_mib: float | None


def measure(texts: Sequence[str], *, runs: int, compare: bool) -> Result:
    """Time everything, one after the other.

    Args:
        texts: the articles; at least one.
        runs: how often; the median counts.
        compare: whether to time spaCy with textacy and verb rules too.
    """
    articles = [{"doc_id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    words = sum(len(article["text"].split()) for article in articles)
    with tempfile.TemporaryDirectory() as folder:
        file, one, many = (Path(folder) / name for name in ("articles.jsonl", "one.jsonl", "many.jsonl"))
        _write(file, articles)
        _write(one, articles[:1])
        _write(many, [{**article, "doc_id": str(n)} for n, article in enumerate(islice(cycle(articles), BATCH))])
        commands = {SAYSO: [*_sayso(file)]}
        if compare:
            commands |= {
                "spaCy en_core_web_sm + textacy": [
                    sys.executable,
                    "-W",
                    "ignore",
                    "-m",
                    "sayso.bench.rivals",
                    "textacy",
                    str(file),
                ],
                "verb rules over spaCy": [sys.executable, "-W", "ignore", "-m", "sayso.bench.rivals", "rules", str(file)],
            }
        timings = tuple(_timing(name, command, words=words, runs=runs) for name, command in commands.items())
        cold = median(run_timed(_sayso(one))[0] for _ in range(runs))
        peak = run_timed(_sayso(many))[1]
    return Result(len(articles), words, timings, cold, BATCH, peak)


def as_json(result: Result) -> dict[str, object]:
    """The figures as plain data."""
    return {
        "articles": result.articles,
        "words": result.words,
        "readers": [
            {"name": t.name, "words_per_second": t.words_per_second, "seconds": list(t.seconds), "missing": t.missing}
            for t in result.timings
        ],
        "cold_start_seconds": result.cold_seconds,
        "batch_articles": result.batch,
        "batch_peak_mib": result.peak_mib,
    }


def as_text(result: Result) -> str:
    """The figures in words."""
    lines = [f"{result.articles} articles, {result.words:,} words, one thread, whole process, median of the runs:"]
    for timing in result.timings:
        if timing.missing:
            lines.append(f"  {timing.name:32s} not measured: {timing.missing}")
        else:
            spread = f"{min(timing.seconds):.1f} to {max(timing.seconds):.1f} s"
            lines.append(f"  {timing.name:32s}{timing.words_per_second:9,.0f} words/s  ({spread})")
    lines.append(f"one article from a cold start: {result.cold_seconds:.2f} s")
    if result.peak_mib is not None:
        lines.append(f"peak memory in a batch of {result.batch:,} articles: {result.peak_mib:,.0f} MiB")
    return "\n".join(lines)


def _sayso(file: Path) -> list[str]:
    return [sys.executable, "-m", "sayso", "read", str(file), "--format", "jsonl", "--quiet"]


def _write(path: Path, articles: Sequence[Mapping[str, str]]) -> None:
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")


def _timing(name: str, command: list[str], *, words: int, runs: int) -> Timing:
    try:
        seconds = tuple(run_timed(command)[0] for _ in range(runs))
    except StopRun as error:
        if name == SAYSO:
            raise
        return Timing(name, (), 0.0, f"{error.message} Install it with: pip install 'sayso[bench]'")
    return Timing(name, seconds, words / median(seconds))
