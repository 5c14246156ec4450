"""Scores the main text of saved pages against Scrapinghub's article extraction benchmark.

Texts are compared as bags of runs of four words. Precision and recall are means over the pages, so that long pages weigh no
more than short ones; F1 is their harmonic mean.

Source: the benchmark's own script and its technical report (Zyte, 2019).
"""

import gzip
import json
import re
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import NotFound, ParseFailed, SkipItem
from sayso.evaluate.figures import Interval, intervals
from sayso.parse.registry import close, parse
from sayso.records.documents import Capture

GOLD = "ground-truth.json"
RUN = 4
# Two texts that differ by less than this in F1 are counted as equal.
EQUAL = 0.01
RESAMPLES = 1000
_WORD = re.compile(r"\w+")

Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Match:
    """One page: runs of words that both texts hold, that only the found one and that only the expected one holds."""

    both: int
    found_only: int
    expected_only: int

    @property
    def f1(self) -> float:
        """F1 of this page; 1 when both texts are empty."""
        total = 2 * self.both + self.found_only + self.expected_only
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One extractor: its figures over all pages, the 95% interval of F1, and its pages against Sayso's."""

    name: str
    precision: float
    recall: float
    f1: float
    interval: Interval
    sayso_better: int
    sayso_equal: int
    sayso_worse: int


@dataclass(frozen=True, slots=True)
class PageScores:
    """Figures of the benchmark: Sayso first, then each extractor that it rests on, alone."""

    pages: int
    rows: tuple[Row, ...]


def evaluate(place: Path, *, resamples: int = RESAMPLES) -> PageScores:
    """The scores of Sayso's reader of pages, and beside it those of trafilatura alone and resiliparse alone.

    Args:
        place: the benchmark's folder, or its archive (.tar.xz) as it is; nothing is written.
        resamples: how many resamples of pages the intervals rest on.

    Raises:
        NotFound: it is not the benchmark.
    """
    pages = list(_pages(place))
    extractors: Mapping[str, Extractor] = {
        "sayso": by_sayso,
        "trafilatura alone": by_trafilatura,
        "resiliparse alone": by_resiliparse,
    }
    matches = {name: [match(expected, extract(page)) for expected, page in pages] for name, extract in extractors.items()}
    close()
    ours = [one.f1 for one in matches["sayso"]]
    rows = []
    for name, found in matches.items():
        precision, recall, f1 = means(found)
        differences = [mine - theirs.f1 for mine, theirs in zip(ours, found, strict=True)]
        better = sum(1 for difference in differences if difference > EQUAL)
        worse = sum(1 for difference in differences if difference < -EQUAL)
        interval = intervals(found, lambda some: {"f1": means(some)[2]}, resamples=resamples).get("f1", (f1, f1))
        rows.append(Row(name, precision, recall, f1, interval, better, len(found) - better - worse, worse))
    return PageScores(len(pages), tuple(rows))


def match(expected: str, found: str) -> Match:
    """How far two texts hold the same runs of words."""
    wanted, given = _runs(expected), _runs(found)
    both = (wanted & given).total()
    return Match(both, given.total() - both, wanted.total() - both)


def means(matches: Sequence[Match]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pages; a page where a side is empty does not count for that side's mean."""
    precisions = [one.both / (one.both + one.found_only) for one in matches if one.both + one.found_only]
    recalls = [one.both / (one.both + one.expected_only) for one in matches if one.both + one.expected_only]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def by_sayso(page: bytes) -> str:
    """The text as `sayso read` finds it; empty where it finds none."""
    try:
        return parse(Capture(page, "page", "file", "text/html", "utf-8")).text
    except SkipItem:
        return ""


def by_trafilatura(page: bytes) -> str:
    """The text as trafilatura finds it with its own settings."""
    from trafilatura import extract

    return extract(page.decode("utf-8", "replace"), include_comments=False) or ""


def by_resiliparse(page: bytes) -> str:
    """The text as resiliparse finds it."""
    from resiliparse.extract.html2text import extract_plain_text

    source = page.decode("utf-8", "replace")
    return str(extract_plain_text(source, main_content=True, alt_texts=False, links=False, list_bullets=False, comments=False))


def as_text(scores: PageScores) -> str:
    """The scores as a table."""
    lines = [
        f"{scores.pages} pages",
        f"{'':20}{'precision':>10}{'recall':>8}{'F1':>8}  {'95% of F1':15}sayso better/equal/worse by page",
    ]
    for row in scores.rows:
        low, high = row.interval
        against = "" if row.name == "sayso" else f"{row.sayso_better}/{row.sayso_equal}/{row.sayso_worse}"
        figures = f"{row.precision * 100:10.1f}{row.recall * 100:8.1f}{row.f1 * 100:8.1f}"
        lines.append(f"{row.name:20}{figures}  {f'{low * 100:.1f}-{high * 100:.1f}':15}{against}".rstrip())
    return "\n".join(lines)


def as_json(scores: PageScores) -> dict[str, Any]:
    """The scores as plain data."""
    return {
        "pages": scores.pages,
        "extractors": {
            row.name: {
                "precision": row.precision,
                "recall": row.recall,
                "f1": row.f1,
                "interval": list(row.interval),
                "sayso_by_page": {"better": row.sayso_better, "equal": row.sayso_equal, "worse": row.sayso_worse},
            }
            for row in scores.rows
        },
    }


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))


def _pages(place: Path) -> Iterator[tuple[str, bytes]]:
    """Expected text and page, in order of the pages' names."""
    files = _from_folder(place) if place.is_dir() else _from_archive(place)
    gold = files.get(GOLD)
    if gold is None:
        raise NotFound(f"there is no {GOLD} in it.", str(place), "Give the folder or archive of the benchmark.")
    for name, entry in sorted(json.loads(gold).items()):
        packed = files.get(f"{name}.html.gz")
        if packed is None:
            raise NotFound(f"the page {name} is missing.", str(place), "Unpack the benchmark again.")
        yield entry.get("articleBody", ""), gzip.decompress(packed)


def _from_folder(folder: Path) -> dict[str, bytes]:
    paths = [folder / GOLD, *(folder / "html").glob("*.html.gz")]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _from_archive(path: Path) -> dict[str, bytes]:
    try:
        with tarfile.open(path) as archive:
            members = [member for member in archive if member.isfile()]
            wanted = [member for member in members if member.name.endswith((GOLD, ".html.gz"))]
            return {Path(member.name).name: archive.extractfile(member).read() for member in wanted}  # type: ignore[union-attr]
    except (tarfile.TarError, OSError) as exc:
        raise ParseFailed("it is no archive, or damaged.", str(path), "Give the folder or archive of the benchmark.") from exc
