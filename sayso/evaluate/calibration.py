"""How far confidences can be taken at their word: reliability tables and the expected calibration error (ECE) per field.

What counts as right, per field of a predicted statement:

    content       it pairs with an expected statement (content Jaccard of at least 0.5)
    cue, source   it pairs, and the two share a token or are both absent
    source_kind, force, certainty   the label equals the partner's; only paired statements count

The ECE is the mean distance between confidence and share right over ten bins of equal width, weighted by the cases in each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.attribution import attributions_of
from sayso.evaluate.data import Record, check_known, key_of
from sayso.evaluate.figures import Interval, intervals
from sayso.evaluate.pairing import Relation, pairs, relation
from sayso.evaluate.tokens import TokenIndex

BINS = 10
SPAN_FIELDS = ("content", "cue", "source")
LABEL_FIELDS = ("source_kind", "force", "certainty")

Case = tuple[float, bool]
Cases = dict[str, list[Case]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Confidences in [low, high) (the last bin holds 1 too): cases, their mean confidence, and the share that is right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """One field: number of cases, ECE, its 95% interval if asked for, and the bins that hold cases, lowest first."""

    field: str
    n: int
    ece: float
    interval: Interval | None
    bins: tuple[Bin, ...]


def evaluate(
    gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], *, resamples: int = 0
) -> tuple[Reliability, ...]:
    """The reliability of each field that has cases.

    Args:
        gold: records with `text` and either `statements` (all fields) or `attributions` (span fields, top level).
        predicted: readings as `sayso read --format jsonl` gives them.
        resamples: how many resamples of articles the intervals rest on; 0 for none.

    Raises:
        NotFound: a prediction belongs to no gold article.
    """
    expected = {key_of(record): record for record in gold}
    found = {key_of(record): record for record in predicted}
    check_known(found, expected)
    articles = [cases_of(expected[key], record) for key, record in found.items()]
    drawn = intervals(articles, _errors, resamples=resamples)
    result = []
    for field, cases in _joined(articles).items():
        table = reliability(cases)
        result.append(Reliability(field, len(cases), _error(table), drawn.get(field), table))
    return tuple(result)


def cases_of(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Cases:
    """Confidence and whether it was right, by field, for the statements of one article."""
    whole = "statements" in gold
    index = TokenIndex(gold["text"], gold.get("discard") or ())
    expected = _with_content(gold["statements"] if whole else gold["attributions"], index)
    found = _with_content(predicted["statements"] if whole else attributions_of(predicted), index)
    partner = {j: expected[i] for i, j in pairs(expected, found)}
    cases: Cases = {field: [] for field in (*SPAN_FIELDS, *(LABEL_FIELDS if whole else ()))}
    for j, item in enumerate(found):
        other = partner.get(j)
        confidence = item.record["confidence"]
        cases["content"].append((confidence["content"], other is not None))
        for role in ("cue", "source"):
            cases[role].append((confidence[role], other is not None and _share(item, other, role)))
        if whole and other is not None:
            for label in LABEL_FIELDS:
                cases[label].append((confidence[label], item.record[label] == other.record[label]))
    return cases


def reliability(cases: Sequence[Case]) -> tuple[Bin, ...]:
    """The bins that hold cases, lowest first."""
    held: list[list[Case]] = [[] for _ in range(BINS)]
    for confidence, right in cases:
        held[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return tuple(
        Bin(i / BINS, (i + 1) / BINS, len(some), sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some))
        for i, some in enumerate(held)
        if some
    )


def as_json(rows: Iterable[Reliability]) -> Record:
    """The tables as plain data."""
    return {
        row.field: {
            "n": row.n,
            "ece": row.ece,
            "ci": row.interval,
            "bins": [{"low": b.low, "high": b.high, "n": b.n, "confidence": b.confidence, "right": b.right} for b in row.bins],
        }
        for row in rows
    }


def as_text(rows: Iterable[Reliability]) -> str:
    """The tables in per cent."""
    lines = []
    for row in rows:
        tail = f"  [{row.interval[0]:.3f}, {row.interval[1]:.3f}]" if row.interval else ""
        lines += [f"{row.field}: ECE {row.ece:.3f}{tail}, {row.n} cases", "      bin         n  said  right"]
        lines += [f"  {b.low:.1f} to {b.high:.1f} {b.n:7d} {100 * b.confidence:5.1f}  {100 * b.right:5.1f}" for b in row.bins]
        lines.append("")
    return "\n".join(lines).rstrip()


def _with_content(records: Iterable[Mapping[str, Any]], index: TokenIndex) -> list[Relation]:
    relations = (relation(record, index) for record in records)
    return [item for item in relations if item.tokens["content"]]


def _share(left: Relation, right: Relation, role: str) -> bool:
    first, second = left.tokens[role], right.tokens[role]
    return bool(first & second) or not (first or second)


def _joined(articles: Iterable[Cases]) -> Cases:
    joined: Cases = {}
    for cases in articles:
        for field, some in cases.items():
            joined.setdefault(field, []).extend(some)
    return {field: cases for field, cases in joined.items() if cases}


def _error(table: Sequence[Bin]) -> float:
    total = sum(b.n for b in table)
    return sum(b.n * abs(b.confidence - b.right) for b in table) / total if total else 0.0


def _errors(articles: Sequence[Cases]) -> dict[str, float]:
    return {field: _error(reliability(cases)) for field, cases in _joined(articles).items()}
