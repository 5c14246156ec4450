"""Scores how well texts that say the same are told from others: by vectors, by words, and by the mean of both.

Three public sets: pairs of news headlines graded from 0 to 5 (SemEval STS 2013-2016), where the order of the likenesses is
compared with that of the grades; pairs of news sentences that are paraphrases or not (MSRP), where the threshold comes from
the training part; and tweets for each of which the checked claim that it repeats is to be found among some ten thousand
(CheckThat! 2020, both labelled parts).

Words are weighed by BM25 (Robertson and Zaragoza 2009), in pairs as the share of a text's own score that the other one
reaches, the mean of both directions.
"""

import csv
import io
import math
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.figures import Interval, intervals

PAIRS, CLAIMS = "sts-headlines-msrp.tar.xz", "checkthat2020.tar.xz"
YEARS = (2013, 2014, 2015, 2016)
METHODS = ("vectors", "words", "both")
FIGURES = {"headlines": "Spearman", "paraphrases": "F1", "claims": "MAP@5", "claims first": "MRR"}
DEPTH = 5
WORD = re.compile(r"\w+")
K1, B = 1.2, 0.75

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and how alike people found them."""

    first: str
    second: str
    grade: float


@dataclass(frozen=True, slots=True)
class Search:
    """Texts to look for, those to look among (each in two wordings: the claim and a headline), and the right ones by number."""

    queries: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    right: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What is measured on; `tuning` gives the threshold for `paraphrases`."""

    headlines: tuple[Pair, ...]
    tuning: tuple[Pair, ...]
    paraphrases: tuple[Pair, ...]
    search: Search


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of one method."""

    data: str
    figure: str
    method: str
    n: int
    value: float
    interval: Interval | None


class Words:
    """BM25 over a set of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(_words(text)) for text in texts]
        self._mean = sum(map(Counter.total, self._counts)) / max(len(texts), 1)
        spread = Counter(word for counts in self._counts for word in counts)
        self._rarity = {word: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for word, n in spread.items()}
        self._holders: dict[str, list[tuple[int, float]]] = {}

    def share(self, query: str, text: str) -> float:
        """Score of the text for the query, as a share of what the query itself would score; 0 to about 1."""
        words, weights, own = _words(query), self._weights(Counter(_words(text))), self._weights(Counter(_words(query)))
        full = sum(own.get(word, 0.0) for word in words)
        return sum(weights.get(word, 0.0) for word in words) / full if full else 0.0

    def shares(self, query: str) -> NDArray[np.float32]:
        """The same for every text of the set: float32 [text]."""
        if not self._holders:
            for number, counts in enumerate(self._counts):
                for word, weight in self._weights(counts).items():
                    self._holders.setdefault(word, []).append((number, weight))
        words, own = _words(query), self._weights(Counter(_words(query)))
        out = np.zeros(len(self._counts), np.float32)
        for word in words:
            for number, weight in self._holders.get(word, ()):
                out[number] += weight
        full = sum(own.get(word, 0.0) for word in words)
        return out / np.float32(full) if full else out

    def _weights(self, counts: Counter[str]) -> dict[str, float]:
        length = K1 * (1 - B + B * counts.total() / self._mean) if self._mean else 0.0
        return {word: self._rarity.get(word, 0.0) * n * (K1 + 1) / (n + length) for word, n in counts.items()}


def material(folder: Path) -> Material:
    """The three sets, from a folder that holds the two archives; headlines without a grade are left out.

    Raises:
        NotFound: an archive or a file in it is missing.
        ParseFailed: an archive is damaged, or a row is not of the form of its set.
    """
    pairs, claims = _files(folder / PAIRS), _files(folder / CLAIMS)
    headlines = [
        Pair(row[1], row[2], _number(row[0]))
        for year in YEARS
        for row in _rows(pairs, f"{year}/headlines.test.tsv", 3)
        if row[0].strip()
    ]
    parts = {
        part: tuple(Pair(row[3], row[4], _number(row[0])) for row in _rows(pairs, f"msr-para-{part}.tsv", 5)[1:])
        for part in ("train", "test")
    }
    return Material(tuple(headlines), parts["train"], parts["test"], _search(claims))


def evaluate(given: Material, encode: Encode, *, resamples: int = 0) -> list[Score]:
    """Each figure by each method, in the order of `FIGURES` and `METHODS`.

    Args:
        encode: texts to their vectors, float32 [text, dimension], of unit length.
        resamples: how many resamples of pairs or queries the intervals rest on.
    """
    scores = []
    graded = _alike(given.headlines, encode)
    tuning, tested = _alike(given.tuning, encode), _alike(given.paraphrases, encode)
    ranked = _ranked(given.search, encode)
    for method in METHODS:
        grades = [one.grade for one in given.headlines]
        scores.append(_score("headlines", method, list(zip(graded[method], grades, strict=True)), _spearman, resamples))
    for method in METHODS:
        threshold = best_threshold(tuning[method], [one.grade > 0 for one in given.tuning])
        cases = [(value >= threshold, one.grade > 0) for value, one in zip(tested[method], given.paraphrases, strict=True)]
        scores.append(_score("paraphrases", method, cases, _f1, resamples))
    for method in METHODS:
        scores.append(_score("claims", method, [precision for precision, _ in ranked[method]], _mean, resamples))
    for method in METHODS:
        scores.append(_score("claims first", method, [reciprocal for _, reciprocal in ranked[method]], _mean, resamples))
    return scores


def as_text(scores: Sequence[Score]) -> str:
    """The scores as a table, one line a set, one column a method."""
    lines = [f"{'':26}{'n':>6}" + "".join(f"  {method:24}" for method in METHODS)]
    for data, figure in FIGURES.items():
        row = [score for score in scores if score.data == data]
        cells = "".join(f"  {score.value:.3f}{_between(score.interval):19}" for score in row)
        lines.append(f"{data + ', ' + figure:26}{row[0].n:6}{cells}".rstrip())
    return "\n".join(lines)


def as_json(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """The scores as plain data."""
    return [
        {
            "data": one.data,
            "figure": one.figure,
            "method": one.method,
            "n": one.n,
            "value": one.value,
            "interval": list(one.interval) if one.interval else None,
        }
        for one in scores
    ]


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Rank correlation; equal values share the mean of their ranks; 0 where one side is all equal."""
    a, b = _ranks(first), _ranks(second)
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size else 0.0


def best_threshold(values: Sequence[float], positive: Sequence[bool]) -> float:
    """The lowest value that is to count as positive, so that F1 is highest; the highest such value where several are."""
    order = sorted(range(len(values)), key=lambda k: -values[k])
    best, threshold, right, total = -1.0, 0.0, 0, sum(positive)
    for taken, k in enumerate(order, start=1):
        right += positive[k]
        last = taken == len(order) or values[order[taken]] < values[k]
        f1 = 2 * right / (taken + total)
        if last and f1 > best:
            best, threshold = f1, values[k]
    return threshold


def placing(likeness: NDArray[np.float32], right: frozenset[int]) -> tuple[float, float]:
    """Average precision among the first five, and one over the place of the first right one, of one query."""
    order = np.argsort(-likeness, kind="stable")
    places = [int(place) for place in np.flatnonzero(np.isin(order, list(right)))]
    precisions = [(k + 1) / (place + 1) for k, place in enumerate(places) if place < DEPTH]
    return sum(precisions) / min(len(right), DEPTH), 1 / (places[0] + 1)


def _alike(pairs: Sequence[Pair], encode: Encode) -> Mapping[str, list[float]]:
    """Likeness of each pair by each method."""
    firsts, seconds = [one.first for one in pairs], [one.second for one in pairs]
    by_vectors = [float(value) for value in (encode(firsts) * encode(seconds)).sum(1)]
    index = Words([*firsts, *seconds])
    by_words = [(index.share(a, b) + index.share(b, a)) / 2 for a, b in zip(firsts, seconds, strict=True)]
    both = [(v + w) / 2 for v, w in zip(by_vectors, by_words, strict=True)]
    return dict(zip(METHODS, (by_vectors, by_words, both), strict=True))


def _ranked(search: Search, encode: Encode) -> Mapping[str, list[tuple[float, float]]]:
    """(average precision, reciprocal rank) of each query by each method."""
    claims, headlines = (encode([claim[k] for claim in search.claims]) for k in (0, 1))
    index = Words([" ".join(claim) for claim in search.claims])
    out: dict[str, list[tuple[float, float]]] = {method: [] for method in METHODS}
    for query, vector, right in zip(search.queries, encode(search.queries), search.right, strict=True):
        by_vectors, by_words = (claims @ vector + headlines @ vector) / 2, index.shares(query)
        for method, values in zip(METHODS, (by_vectors, by_words, (by_vectors + by_words) / 2), strict=True):
            out[method].append(placing(values, right))
    return out


def _score(data: str, method: str, cases: list[Any], figure: Callable[[Sequence[Any]], float], resamples: int) -> Score:
    sure = intervals(cases, lambda drawn: {data: figure(drawn)}, resamples=resamples)
    return Score(data, FIGURES[data], method, len(cases), figure(cases), sure.get(data))


def _spearman(cases: Sequence[tuple[float, float]]) -> float:
    return spearman([value for value, _ in cases], [grade for _, grade in cases])


def _f1(cases: Sequence[tuple[bool, bool]]) -> float:
    counts = Counter(cases)
    either = 2 * counts[True, True] + counts[True, False] + counts[False, True]
    return 2 * counts[True, True] / either if either else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    _, number, counts = np.unique(np.array(values, np.float64), return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[number]
    return ranks


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _between(interval: Interval | None) -> str:
    return f" [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""


def _search(files: Mapping[str, str]) -> Search:
    listed = _rows(files, "verified_claims.docs.tsv", 3, quoted=True)[1:]
    number = {row[0]: k for k, row in enumerate(listed)}
    queries, right = [], []
    for part in ("train", "dev"):
        matches: dict[str, set[int]] = {}
        for line in _named(files, f"{part}/tweet-vclaim-pairs.qrels").splitlines():
            query, _, claim, *_ = line.split()
            matches.setdefault(query, set()).add(number[claim])
        for row in _rows(files, f"{part}/tweets.queries.tsv", 2, quoted=True)[1:]:
            if row[0] in matches:
                queries.append(row[1])
                right.append(frozenset(matches[row[0]]))
    return Search(tuple(queries), tuple((row[1], row[2]) for row in listed), tuple(right))


def _rows(files: Mapping[str, str], name: str, width: int, *, quoted: bool = False) -> list[list[str]]:
    lines = io.StringIO(_named(files, name), newline="")
    rows = list(csv.reader(lines, "excel-tab") if quoted else csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE))
    if any(len(row) < width for row in rows if row):
        raise ParseFailed(f"a row has fewer than {width} columns.", name, "Take the archive as it was published.")
    return [row for row in rows if row]


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError as exc:
        raise ParseFailed("this is no grade.", cell, "Take the archive as it was published.") from exc


def _named(files: Mapping[str, str], name: str) -> str:
    found = next((text for path, text in files.items() if path.endswith(name)), None)
    if found is None:
        raise NotFound("the archive lacks this file.", name, "docs/guide/evaluation.md tells what it holds.")
    return found


def _files(archive: Path) -> dict[str, str]:
    """Tables of an archive, those in a zip file inside it too, by path."""
    if not archive.is_file():
        raise NotFound("the archive is missing.", str(archive), "docs/guide/evaluation.md tells where to get it.")
    try:
        with tarfile.open(archive) as tar:
            found = dict(_members(tar))
    except (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError, UnicodeDecodeError) as exc:
        raise ParseFailed(f"the archive cannot be read ({exc}).", str(archive), "Fetch it again.") from exc
    return found


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    for member in tar:
        file = tar.extractfile(member)
        if file is None:
            continue
        if member.name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(file.read())) as inner:
                for name in inner.namelist():
                    if name.endswith((".tsv", ".qrels")):
                        yield name, inner.read(name).decode("utf-8-sig")
        elif member.name.endswith((".tsv", ".qrels")):
            yield member.name, file.read().decode("utf-8-sig")
