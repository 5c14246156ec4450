"""Scores every field of statements against expected ones, nested statements included. Labels follow docs/guide-labels.md.

found, right, tight   as in sayso.evaluate.pairing, over all statements
nested                parent links that join the same pair of statements on both sides
relays                statements with relays that share a token with the partner's relays
each label            accuracy over paired statements, and the mean F1 over the labels expected
source_resolved       names equal after folding case, articles, titles and punctuation, or one contained in the other
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.data import Record, check_known, key_of
from sayso.evaluate.figures import Interval, Tally, intervals, macro_f1
from sayso.evaluate.pairing import LEVELS, ROLES, Relation, agree, pairs, relation
from sayso.evaluate.tokens import TokenIndex

LABELS = ("quote", "source_kind", "source_named", "force", "certainty", "polarity")
FOLDED = frozenset({"the", "a", "an", "mr", "mrs", "ms", "of"})

Confusion = Counter[tuple[Hashable, Hashable]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of a paired statement on which the two sides differ."""

    article: str
    field: str
    expected: object
    predicted: object
    content: str


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """What one article adds: tallies of levels, parents and relays by name, confusions by field, disagreements."""

    tallies: Mapping[str, Tally]
    confusions: Mapping[str, Confusion]
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a corpus.

    Attributes:
        articles: number of articles.
        tallies: found, right, tight, nested, relays.
        accuracy, macro: per label; source_resolved has no macro F1.
        n_paired: how many pairs of statements the labels rest on.
        intervals: 95% intervals by name ("right", "force accuracy", "force macro_f1").
        disagreements: in the order of the articles.
    """

    articles: int
    tallies: Mapping[str, Tally]
    accuracy: Mapping[str, float]
    macro: Mapping[str, float]
    n_paired: int
    intervals: Mapping[str, Interval]
    disagreements: tuple[Disagreement, ...]


def evaluate(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], *, resamples: int = 0) -> Scores:
    """Score predictions against gold records.

    Args:
        gold: records with `doc_id`, `text` and `statements`.
        predicted: the same, or readings as `sayso read --format jsonl` gives them; spans index the gold text. A missing
            article counts as one without predictions.
        resamples: how many resamples of articles the intervals rest on; 0 for none.

    Raises:
        NotFound: a prediction belongs to no gold article.
    """
    expected = {key_of(record): record for record in gold}
    found = {key_of(record): record["statements"] for record in predicted}
    check_known(found, expected)
    articles = [score_article(key, record, found.get(key, ())) for key, record in expected.items()]
    tallies, confusions = _added(articles)
    return Scores(
        len(articles),
        tallies,
        {label: _accuracy(table) for label, table in confusions.items()},
        {label: macro_f1(table) for label, table in confusions.items() if label in LABELS},
        sum(confusions["source_resolved"].values()) if "source_resolved" in confusions else 0,
        intervals(articles, _headline, resamples=resamples),
        tuple(disagreement for article in articles for disagreement in article.disagreements),
    )


def score_article(name: str, gold: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> ArticleCounts:
    """The counts of one article."""
    text = gold["text"]
    index = TokenIndex(text)
    expected, found = _with_content(gold["statements"], index), _with_content(statements, index)
    paired = pairs(expected, found)
    partner = {expected[i].record["id"]: found[j].record["id"] for i, j in paired}
    tallies = {}
    for level in LEVELS:
        n = sum(agree(expected[i], found[j], level=level) for i, j in paired)
        tallies[level] = Tally(n, len(found), n, len(expected))
    nested = sum(_same_parent(expected[i].record, found[j].record, partner) for i, j in paired)
    tallies["nested"] = Tally(nested, _n_nested(found), nested, _n_nested(expected))
    relayed = sum(bool(expected[i].tokens["relays"] & found[j].tokens["relays"]) for i, j in paired)
    tallies["relays"] = Tally(relayed, _n_relayed(found), relayed, _n_relayed(expected))

    confusions: dict[str, Confusion] = {label: Counter() for label in (*LABELS, "source_resolved")}
    disagreements = []
    for i, j in paired:
        left, right = expected[i].record, found[j].record
        content = " ".join(text[start:end] for start, end in left["content"])
        for label in LABELS:
            confusions[label][left.get(label), right.get(label)] += 1
            if left.get(label) != right.get(label):
                disagreements.append(Disagreement(name, label, left.get(label), right.get(label), content))
        names = left.get("source_resolved"), right.get("source_resolved")
        same = same_name(*names)
        confusions["source_resolved"][True, same] += 1
        if not same:
            disagreements.append(Disagreement(name, "source_resolved", *names, content))
    return ArticleCounts(tallies, confusions, tuple(disagreements))


def same_name(left: str | None, right: str | None) -> bool:
    """Whether two names count as one: equal after folding, or the words of one all among those of the other."""
    if not left or not right:
        return not left and not right
    first, second = ([word for word in re.findall(r"\w+", name.lower()) if word not in FOLDED] for name in (left, right))
    if first == second:
        return True
    return bool(first and second) and (set(first) <= set(second) or set(second) <= set(first))


def as_json(scores: Scores) -> Record:
    """The scores as plain data."""
    rows: Record = {
        name: {"p": tally.precision, "r": tally.recall, "f1": tally.f1, "n": tally.expected, "ci": scores.intervals.get(name)}
        for name, tally in scores.tallies.items()
    }
    for label, accuracy in scores.accuracy.items():
        rows[label] = {"accuracy": accuracy, "n": scores.n_paired, "ci": scores.intervals.get(f"{label} accuracy")}
        if label in scores.macro:
            rows[label] |= {"macro_f1": scores.macro[label], "macro_ci": scores.intervals.get(f"{label} macro_f1")}
    return {"articles": scores.articles, "scores": rows}


def as_text(scores: Scores, *, examples: int = 0) -> str:
    """The scores as tables in per cent; with `examples`, so many disagreements per field below them."""
    lines = [f"{scores.articles} articles", f"{'':16s}     P      R     F1      n"]
    for name, tally in scores.tallies.items():
        row = f"{name:16s}{100 * tally.precision:6.1f} {100 * tally.recall:6.1f} {100 * tally.f1:6.1f} {tally.expected:6d}"
        lines.append(row + _range(scores.intervals.get(name)))
    lines += ["", f"{'':16s} accuracy                macro F1      (of {scores.n_paired} pairs)"]
    for label, accuracy in scores.accuracy.items():
        row = f"{label:16s}{100 * accuracy:6.1f}{_range(scores.intervals.get(f'{label} accuracy')):16s}"
        if label in scores.macro:
            row += f"  {100 * scores.macro[label]:6.1f}{_range(scores.intervals.get(f'{label} macro_f1'))}"
        lines.append(row.rstrip())
    shown: Counter[str] = Counter()
    for item in scores.disagreements:
        shown[item.field] += 1
        if shown[item.field] <= examples:
            lines.append(f"  {item.field}: {item.expected} -> {item.predicted}  [{item.article}] {item.content[:90]}")
    return "\n".join(lines)


def _with_content(statements: Iterable[Mapping[str, Any]], index: TokenIndex) -> list[Relation]:
    relations = (relation(statement, index, (*ROLES, "relays")) for statement in statements)
    return [item for item in relations if item.tokens["content"]]


def _same_parent(left: Mapping[str, Any], right: Mapping[str, Any], partner: Mapping[str, str]) -> bool:
    expected = partner.get(left["parent"]) if left.get("parent") else None
    return expected is not None and expected == right.get("parent")


def _n_nested(items: Iterable[Relation]) -> int:
    return sum(bool(item.record.get("parent")) for item in items)


def _n_relayed(items: Iterable[Relation]) -> int:
    return sum(bool(item.tokens["relays"]) for item in items)


def _added(articles: Iterable[ArticleCounts]) -> tuple[dict[str, Tally], dict[str, Confusion]]:
    tallies: dict[str, Tally] = {}
    confusions: dict[str, Confusion] = {}
    for article in articles:
        for name, tally in article.tallies.items():
            tallies[name] = tallies.get(name, Tally()) + tally
        for label, table in article.confusions.items():
            confusions.setdefault(label, Counter()).update(table)
    return tallies, confusions


def _accuracy(confusion: Confusion) -> float:
    total = sum(confusion.values())
    return sum(n for (left, right), n in confusion.items() if left == right) / total if total else 0.0


def _headline(articles: Sequence[ArticleCounts]) -> dict[str, float]:
    tallies, confusions = _added(articles)
    figures = {name: tally.f1 for name, tally in tallies.items()}
    for label, table in confusions.items():
        figures[f"{label} accuracy"] = _accuracy(table)
        if label in LABELS:
            figures[f"{label} macro_f1"] = macro_f1(table)
    return figures


def _range(interval: Interval | None) -> str:
    return f"  [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]" if interval else ""
