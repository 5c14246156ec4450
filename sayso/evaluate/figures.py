"""From counts to figures: precision, recall, F1, accuracy, macro F1, and 95% intervals by resampling articles."""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Interval = tuple[float, float]
T = TypeVar("T")
SEED = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Right and given on the predicted side, right and given on the expected side. The two rights differ for overlap counts."""

    right: int = 0
    predicted: int = 0
    recalled: int = 0
    expected: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.expected + other.expected,
        )

    @property
    def precision(self) -> float:
        """Right of predicted; 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Recalled of expected; 0 when nothing was expected."""
        return self.recalled / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def macro_f1(confusion: Mapping[tuple[Hashable, Hashable], int]) -> float:
    """Mean F1 over the labels that are expected at least once.

    Args:
        confusion: number of cases by (expected label, predicted label).
    """
    expected: Counter[Hashable] = Counter()
    predicted: Counter[Hashable] = Counter()
    for (left, right), n in confusion.items():
        expected[left] += n
        predicted[right] += n
    # Sorted, so that the sum does not depend on the order in which labels were met.
    scores = []
    for label in sorted(expected, key=str):
        right = confusion.get((label, label), 0)
        scores.append(Tally(right, predicted[label], right, expected[label]).f1)
    return sum(scores) / len(scores) if scores else 0.0


def intervals(
    articles: Sequence[T], figures: Callable[[Sequence[T]], Mapping[str, float]], *, resamples: int
) -> dict[str, Interval]:
    """95% interval of each figure: the articles are drawn anew with replacement, `resamples` times, with a fixed seed.

    Args:
        articles: one item of counts per article.
        figures: from a selection of articles to figures by name; a name may be missing where it has no cases.
        resamples: how often; 0 gives no intervals.
    """
    if not articles or resamples <= 0:
        return {}
    chance = random.Random(SEED)
    drawn: dict[str, list[float]] = {}
    for _ in range(resamples):
        for name, value in figures(chance.choices(articles, k=len(articles))).items():
            drawn.setdefault(name, []).append(value)
    result = {}
    for name, values in drawn.items():
        values.sort()
        result[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values))])
    return result
