"""The swap test: exchange the names of a text by kind, and nothing but the names may change in what is read from it.

A statement counts as found in both when the statement of the exchanged text that pairs with it has a content Jaccard of at
least 0.8, source and cue Jaccard of at least 0.5 each, and every label equal (`source_resolved` is a name and may differ). The
share is taken over the statements of both readings: twice the agreeing pairs over the sum of the two numbers of statements.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.data import Record
from sayso.evaluate.exchange import Exchanged, exchange
from sayso.evaluate.figures import Interval, intervals
from sayso.evaluate.pairing import ROLES, agree, pairs, relation
from sayso.evaluate.predict import predictions
from sayso.evaluate.statements import LABELS
from sayso.evaluate.tokens import TokenIndex
from sayso.progress import Listener, silent
from sayso.settings import DEFAULTS, Settings

DIRECTIONS = {"forwards": 1, "backwards": -1}
MOST_WORDS = 1_500

Statements = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that the exchange changed: article, direction, what differs, and the content before."""

    article: str
    direction: str
    what: str
    content: str


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """One article in one direction: names exchanged, statements before and after, agreeing pairs, changes."""

    direction: str
    n_names: int
    n_before: int
    n_after: int
    n_same: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of the swap test.

    Attributes:
        articles: number of articles that hold at least one name to exchange.
        n_names: names exchanged in all.
        shares: share of statements found in both, "all" and per direction.
        intervals: 95% intervals of the shares.
        reasons: number of changes by what differs.
        changes: each change, in the order of the articles.
    """

    articles: int
    n_names: int
    shares: Mapping[str, float]
    intervals: Mapping[str, Interval]
    reasons: Mapping[str, int]
    changes: tuple[Change, ...]


def evaluate(
    articles: Iterable[tuple[str, str]],
    *,
    settings: Settings = DEFAULTS,
    resamples: int = 0,
    listener: Listener = silent,
) -> Result:
    """Run the test with the shipped model.

    Args:
        articles: name and text of each; read up to the paragraph that passes 1,500 words.
        settings: `workers` processes are used.
        resamples: how many resamples of articles the intervals rest on; 0 for none.
        listener: hears one event per text read: the article, and each exchanged form of it.
    """
    cases = [case for name, text in articles if (case := _Case.of(name, beginning(text))) is not None]
    texts = [{"id": f"{case.name} {label}", "text": text} for case in cases for label, text in case.texts()]
    readings = predictions(texts, settings=settings, listener=listener)
    counts = [case.compared([next(readings)["statements"] for _ in case.texts()]) for case in cases]
    flat = [item for directions in counts for item in directions]
    changes = tuple(change for item in flat for change in item.changes)
    return Result(
        len(counts),
        sum(item.n_names for item in flat),
        _shares(counts),
        intervals(counts, _shares, resamples=resamples),
        Counter(change.what for change in changes),
        changes,
    )


def compare(name: str, direction: str, before: Statements, after: Statements, *, swapped: Exchanged) -> ArticleCounts:
    """Statements of the text and of the exchanged text, in the form that `read --format json` gives them."""
    index = TokenIndex(swapped.text)
    moved = [relation({role: swapped.moved(_pairs(item[role])) for role in ROLES}, index) for item in before]
    found = [relation(item, index) for item in after]
    partner = dict(pairs(moved, found))
    changes = []
    same = 0
    for i, statement in enumerate(before):
        what = "lost"
        if i in partner:
            other = after[partner[i]]
            differing = [label for label in LABELS if statement[label] != other[label]]
            tight = agree(moved[i], found[partner[i]], level="tight")
            what = ", ".join(["spans"] * (not tight) + differing)
        if what:
            changes.append(Change(name, direction, what, " ".join(swapped.text[s:e] for s, e in moved[i].spans["content"])))
        else:
            same += 1
    for j in sorted(set(range(len(after))) - set(partner.values())):
        changes.append(Change(name, direction, "added", " ".join(swapped.text[s:e] for s, e in found[j].spans["content"])))
    return ArticleCounts(direction, len(swapped.old), len(before), len(after), same, tuple(changes))


def beginning(text: str) -> str:
    """The text up to the end of the paragraph in which it passes 1,500 words."""
    words = at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        words += len(line.split())
        if words >= MOST_WORDS:
            break
    return text[:at]


def as_json(result: Result) -> Record:
    """The result as plain data."""
    return {
        "articles": result.articles,
        "names_exchanged": result.n_names,
        "share": {name: {"share": share, "ci": result.intervals.get(name)} for name, share in result.shares.items()},
        "changes": dict(sorted(result.reasons.items())),
    }


def as_text(result: Result, *, examples: int = 0) -> str:
    """The result in words; with `examples`, so many changes below it."""
    lines = [f"{result.articles} articles, {result.n_names} names exchanged"]
    for name, share in result.shares.items():
        interval = result.intervals.get(name)
        tail = f"  [{100 * interval[0]:.2f}, {100 * interval[1]:.2f}]" if interval else ""
        lines.append(f"{name:12s}{100 * share:7.2f} % of statements found in both{tail}")
    lines += [f"  {n:5d}  {what}" for what, n in sorted(result.reasons.items(), key=lambda item: (-item[1], item[0]))]
    lines += [f"  {c.what} [{c.article}, {c.direction}] {c.content[:100]}" for c in result.changes[:examples]]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Case:
    """One article with its exchanged forms by direction."""

    name: str
    text: str
    swapped: Mapping[str, Exchanged]

    @classmethod
    def of(cls, name: str, text: str) -> "_Case | None":
        """The case, or None where the text holds no name to exchange."""
        swapped = {direction: exchange(text, step=step) for direction, step in DIRECTIONS.items()}
        return cls(name, text, swapped) if all(item.old for item in swapped.values()) else None

    def texts(self) -> list[tuple[str, str]]:
        """What to read: the text itself, then each exchanged form."""
        return [("as it is", self.text), *((direction, item.text) for direction, item in self.swapped.items())]

    def compared(self, readings: Sequence[Statements]) -> tuple[ArticleCounts, ...]:
        """Counts per direction, from the statements of `texts` in the same order."""
        before, *after = readings
        return tuple(
            compare(self.name, direction, before, statements, swapped=item)
            for (direction, item), statements in zip(self.swapped.items(), after, strict=True)
        )


def _pairs(spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans]


def _shares(articles: Sequence[tuple[ArticleCounts, ...]]) -> dict[str, float]:
    shares = {}
    for name in ("all", *DIRECTIONS):
        items = [item for directions in articles for item in directions if name in ("all", item.direction)]
        total = sum(item.n_before + item.n_after for item in items)
        shares[name] = 2 * sum(item.n_same for item in items) / total if total else 1.0
    return shares
