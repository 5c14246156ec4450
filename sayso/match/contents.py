"""Whether two statements of different articles say the same thing: a decision with its reasons in words.

What two contents share is weighed by how much a word tells, as in `sayso.match.passages`; how much they must share depends on
whether their articles are about the same event. Numbers that differ make the same claim with drift when the rest agrees; who is
said to have said it makes no difference. A negation makes the same claim denied, which is for `polarity` to say, not for this.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sayso.match.wording import COMMON, Wording
from sayso.records.anchors import Span

LEAST, CONTAINED = 2.5, 0.5
"""Weight of the words that two contents must share, and part of the lighter one that must be shared, of any articles."""
LEAST_NEAR, ALIKE_NEAR = 2.0, 0.35
"""The same where their articles are about one event, the part being one of both together."""
SHARED_NAMES, PART_OF_NAMES = 2, 0.2
"""Names that two articles must have in common, and part of the names of the one with fewer, to be about one event."""


@dataclass(frozen=True)
class Content:
    """What one statement says.

    Attributes:
        stems: telling stems with their weights.
        names: those of them that are names.
        numbers: the words for numbers in it, folded.
    """

    stems: Mapping[int, float]
    names: frozenset[int]
    numbers: frozenset[int]

    @classmethod
    def of(cls, wording: Wording, spans: Iterable[Span]) -> "Content":
        """The content that stands at the spans of a text."""
        inside = wording.inside(spans)
        at = np.nonzero(inside & (wording.weights > COMMON))[0]
        stems: dict[int, float] = {}
        for stem, weight in zip(wording.stems[at].tolist(), wording.weights[at].tolist(), strict=True):
            stems[stem] = max(stems.get(stem, 0.0), weight)
        return cls(
            stems=stems,
            names=frozenset(wording.stems[inside & wording.named].tolist()),
            numbers=frozenset(wording.words[inside & wording.numbers].tolist()),
        )

    @cached_property
    def weight(self) -> float:
        """Sum of the weights."""
        return sum(self.stems.values())


def names_of(wording: Wording) -> frozenset[int]:
    """The names of a text, who says what left out, by their stems."""
    return frozenset(wording.stems[wording.named].tolist())


def same_event(names: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two articles with these names may be about one event."""
    shared = len(names & others)
    return shared >= SHARED_NAMES and shared >= PART_OF_NAMES * min(len(names), len(others))


def likeness(one: Content, other: Content) -> tuple[float, float, float]:
    """Weight of the shared words; the same as part of the lighter content; and of both together (Dice)."""
    lesser, greater = sorted((one.stems, other.stems), key=len)
    shared = sum(min(weight, greater[stem]) for stem, weight in lesser.items() if stem in greater)
    lighter = min(one.weight, other.weight)
    if not lighter:
        return 0.0, 0.0, 0.0
    return shared, shared / lighter, 2 * shared / (one.weight + other.weight)


@dataclass(frozen=True, slots=True)
class Agreement:
    """That two contents make the same claim, and why that is thought.

    Attributes:
        score: how surely, in (0, 1]; pairs are joined in this order where people hold claims apart.
        reasons: in words, the strongest first.
    """

    score: float
    reasons: tuple[str, ...]


def agreement(one: Content, other: Content, *, near: bool) -> Agreement | None:
    """The agreement of two contents that make the same claim; None where they do not.

    Args:
        one, other: the contents; their order makes no difference.
        near: whether their articles are about one event.
    """
    shared, contained, alike = likeness(one, other)
    anywhere = shared >= LEAST and contained >= CONTAINED
    if not (anywhere or (near and shared >= LEAST_NEAR and alike >= ALIKE_NEAR)):
        return None
    reasons = [f"{contained:.0%} of what the shorter one tells stands in the other"]
    if near:
        reasons.append("their articles name the same people and places")
    return Agreement(round(min(1.0, (contained + alike) / 2), 3), tuple(reasons))
