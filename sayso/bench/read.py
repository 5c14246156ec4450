"""How fast Sayso reads: whole processes, text to JSON in one thread; one article from a cold start; memory of a batch."""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sayso.bench.processes import Spent, run_timed
from sayso.errors import StopRun

BATCH = 2_000
SAYSO = "sayso"
RIVAL = (sys.executable, "-W", "ignore", "-m", "sayso.bench.rivals")
RIVALS = {"spaCy en_core_web_sm + textacy": "textacy", "verb rules over spaCy": "rules"}


@dataclass(frozen=True, slots=True)
class Timing:
    """One reader over the same articles.

    Attributes:
        seconds: of each run of the whole process, by the clock.
        words_per_second: at the median of them.
        words_per_processor_second: at the median of the processor time of the runs; None where the system does not tell.
        missing: why there are no runs, else empty.
    """

    name: str
    seconds: tuple[float, ...]
    words_per_second: float
    words_per_processor_second: float | None = None
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
    """Time everything: the readers take turns, so that what else the machine does meets all of them.

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
        commands = {SAYSO: _sayso(file)}
        if compare:
            commands |= {name: [*RIVAL, rival, str(file)] for name, rival in RIVALS.items()}
        timings = _timings(commands, words=words, runs=runs)
        cold = median(run_timed(_sayso(one)).seconds for _ in range(runs))
        peak = run_timed(_sayso(many)).peak_mib
    return Result(len(articles), words, timings, cold, BATCH, peak)


def as_json(result: Result) -> dict[str, object]:
    """The figures as plain data."""
    return {
        "articles": result.articles,
        "words": result.words,
        "readers": [
            {
                "name": t.name,
                "words_per_second": t.words_per_second,
                "words_per_processor_second": t.words_per_processor_second,
                "seconds": list(t.seconds),
                "missing": t.missing,
            }
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
            speed = f"{timing.words_per_second:9,.0f} words/s  ({spread})"
            if timing.words_per_processor_second is not None:
                speed += f"{timing.words_per_processor_second:9,.0f} a second of processor time"
            lines.append(f"  {timing.name:32s}{speed}")
    lines.append(f"one article from a cold start: {result.cold_seconds:.2f} s")
    if result.peak_mib is not None:
        lines.append(f"peak memory in a batch of {result.batch:,} articles: {result.peak_mib:,.0f} MiB")
    return "\n".join(lines)


def _sayso(file: Path) -> list[str]:
    return [sys.executable, "-m", "sayso", "read", str(file), "--format", "jsonl", "--quiet"]


def _write(path: Path, articles: Sequence[Mapping[str, str]]) -> None:
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")


def _timings(commands: Mapping[str, list[str]], *, words: int, runs: int) -> tuple[Timing, ...]:
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    missing: dict[str, str] = {}
    for _ in range(runs):
        for name, command in commands.items():
            if name in missing:
                continue
            try:
                spent[name].append(run_timed(command))
            except StopRun as error:
                if name == SAYSO:
                    raise
                missing[name] = f"{error.message} Install it with: pip install 'sayso[bench]'"
    return tuple(
        Timing(name, (), 0.0, missing=missing[name]) if name in missing else _timing(name, some, words=words)
        for name, some in spent.items()
    )


def _timing(name: str, spent: Sequence[Spent], *, words: int) -> Timing:
    seconds = tuple(one.seconds for one in spent)
    processor = [one.processor_s for one in spent if one.processor_s]
    return Timing(name, seconds, words / median(seconds), words / median(processor) if processor else None)
