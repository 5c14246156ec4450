"""Passages that two texts share: the same words, edited ones, or the same said in other words.

Sentences of one text are paired with sentences of the other by the stems they share, weighed by how much a word tells. A
sentence may be divided or joined on the other side, and sentences may stand in another order. In each pair, the stretch is
taken that holds most of what is shared and least of what is not (maximum scoring segment, as in local alignment). Runs of words
that the pairs leave open but that are as long as `sayso.match.seeds.CERTAIN` are then added, whatever their sentences are.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.match.blocks import ratio
from sayso.match.seeds import CERTAIN
from sayso.match.telling import Overlap, overlap
from sayso.match.wording import PLAIN, Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness

LEAST_SHARED = 3.0
"""Weight of the words that two sentences must share: three common nouns, or two names."""
LEAST_ALIGNED = 0.9 * LEAST_SHARED
"""The same for the stretches that are taken of them."""
LEAST_CONTAINED = 0.55
"""Part of the lighter sentence that the other must hold."""
SUPPORTED = 0.4
"""The same, where the texts share sentences nearby."""
NEAR = 2
"""Sentences on both sides that count as nearby."""
LEAST_PLAIN = 0.9
"""Weight of those of them that are neither names nor numbers: who and where alone do not make a statement."""
LEAST_ALONE = 4.0
"""The same for the only passage of two texts: less is a phrase that anybody may use."""
LEAST_NAMES = 0.3
"""Part of the names of the poorer sentence that the other must hold."""
EDITED = 0.7
"""Share of the words in the same order from which a passage counts as edited and not as rewritten."""
WHOLE = 0.6
"""A stretch that holds so much of its sentence is extended to all of it."""
MISSED = 0.6
"""What a word that is not shared costs a stretch, beside the weight that a shared one earns."""

Stretch = tuple[int, int]  # first word and the one behind the last


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch of the left text and the stretch of the right text that has its words.

    Attributes:
        left, right: where they stand.
        likeness: how alike they are.
        similarity: part of the words of both that are matched, in [0, 1].
    """

    left: Span
    right: Span
    likeness: Likeness
    similarity: float


def passages(left: Wording, right: Wording) -> tuple[Shared, ...]:
    """The passages in the order of the left text, sentence by sentence; only long runs reach over the ends of sentences.

    Cost: the product of the numbers of sentences, in few operations; well under 1 ms for two articles that share nothing.
    """
    ours, theirs = _Side(left), _Side(right)
    pairs, runs = _paired(ours, theirs), _runs(ours, theirs)
    if len(pairs) == 1 and not runs and pairs[0].weight < LEAST_ALONE:
        return ()
    stretches = [(pair.left, pair.right) for pair in pairs] + runs
    return tuple(_shared(left, right, *both) for both in sorted(stretches))


class _Pair(NamedTuple):
    """A stretch of one sentence on each side, with the numbers of the sentences, and the weight of the words in both."""

    i: int
    j: int
    left: Stretch
    right: Stretch
    weight: float


class _Side:
    """One of two texts, and which of its words are in no pair yet.

    Attributes:
        wording: its words.
        free: bool [word]; whether it is in no pair.
        spare: weight of the free words of each sentence, about; for passing over what is used up.
        begun: sentences of which some words are in pairs.
    """

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.free = np.ones(len(wording), dtype=np.bool_)
        self.spare: list[float] = np.bincount(wording.sentence_of, wording.weights, len(wording.bounds)).tolist()
        self.begun = set[int]()

    def words(self, i: int) -> slice:
        """The words of a sentence."""
        return slice(int(self.wording.sentences[i]), int(self.wording.sentences[i + 1]))

    def stems(self, words: slice) -> set[int]:
        """The stems of these words as far as they are free."""
        return set(self.wording.stems[words][self.free[words]].tolist())

    def take(self, i: int, stretch: Stretch) -> None:
        """Words of a sentence are in a pair now."""
        words = slice(*stretch)
        self.free[words] = False
        self.spare[i] -= float(self.wording.weights[words].sum())
        self.begun.add(i)


def _paired(left: _Side, right: _Side) -> list[_Pair]:
    """Stretches of pairs of sentences, the best first; a word is in one pair at most."""
    shared = overlap(left.wording.telling, right.wording.telling, LEAST_SHARED)
    if shared is None:
        return []
    enough = (shared.plain >= LEAST_PLAIN) & (shared.named >= LEAST_NAMES)
    sure = enough & (shared.contained >= LEAST_CONTAINED)
    order = np.lexsort((shared.right, shared.left, -shared.shared * shared.contained))
    found = _chosen(left, right, shared, order[sure[order]])
    maybe = enough & ~sure & (shared.contained >= SUPPORTED)
    if found and maybe.any():
        near = np.zeros((len(left.spare), len(right.spare)), dtype=np.bool_)
        for i, j, *_ in found:
            near[max(0, i - NEAR) : i + NEAR + 1, max(0, j - NEAR) : j + NEAR + 1] = True
        maybe &= near[shared.left, shared.right]
        found += _chosen(left, right, shared, order[maybe[order]])
    return found


def _chosen(left: _Side, right: _Side, shared: Overlap, order: NDArray[np.intp]) -> list[_Pair]:
    """Pairs of sentences, taken in this order as long as words are free."""
    chosen = []
    for i, j in zip(shared.left[order].tolist(), shared.right[order].tolist(), strict=True):
        if min(left.spare[i], right.spare[j]) < LEAST_ALIGNED - 0.01:  # sums are not exact
            continue  # lines of a table are all alike, and most are taken soon
        made = _aligned(left, right, i, j)
        if made is not None:
            chosen.append(made)
            left.take(i, made.left)
            right.take(j, made.right)
    return chosen


def _aligned(left: _Side, right: _Side, i: int, j: int) -> _Pair | None:
    """The stretches of two sentences that hold what they share, or None where too little of it is still free."""
    ours, theirs = left.words(i), right.words(j)
    whole = i not in left.begun and j not in right.begun
    if whole and left.wording.words[ours].tobytes() == right.wording.words[theirs].tobytes():
        return _Pair(i, j, (ours.start, ours.stop), (theirs.start, theirs.stop), float(left.wording.weights[ours].sum()))
    both = left.stems(ours) & right.stems(theirs)
    a, a_weight, a_plain = _segment(left, i, both)
    b, b_weight, b_plain = _segment(right, j, both)
    weight = min(a_weight, b_weight)
    return _Pair(i, j, a, b, weight) if weight >= LEAST_ALIGNED and min(a_plain, b_plain) >= LEAST_PLAIN else None


def _segment(side: _Side, i: int, both: set[int]) -> tuple[Stretch, float, float]:
    """The stretch of a sentence with the greatest sum of weights, shared words counting for it and others against it.

    It is extended to the whole sentence, with the words that say who says it, where it holds most of what is said in it.

    Returns:
        The stretch, the weight of the shared words in it, and that of those which are neither names nor numbers.
    """
    words = side.words(i)
    free, weights, framed = side.free[words], side.wording.weights[words], side.wording.framed[words]
    matched = np.array([stem in both for stem in side.wording.stems[words].tolist()]) & free
    gains = np.where(framed, -0.3, np.where(matched, weights, -MISSED * weights))
    sums = np.concatenate(([0.0], np.cumsum(np.where(free, gains, -1000.0))))
    end = int(np.argmax(sums - np.minimum.accumulate(sums)))
    start = int(np.argmin(sums[: end + 1]))
    if i not in side.begun:
        said = np.where(framed, 0, weights)
        if float(said[start:end].sum()) >= WHOLE * float(said.sum()):
            start, end = 0, len(matched)
    shared = np.where(matched, weights, 0)[start:end]
    plain = shared[(shared <= PLAIN) & ~side.wording.numbers[words][start:end]]
    return (words.start + start, words.start + end), float(shared.sum()), float(plain.sum())


def _runs(left: _Side, right: _Side) -> list[tuple[Stretch, Stretch]]:
    """Runs of CERTAIN equal words or more around shared seeds, the longest where they overlap.

    At least half of CERTAIN words are in no pair; a run may reach into some. Where a seed recurs in a text, the first counts.
    """
    ours, theirs = left.wording.seeds, right.wording.seeds
    _, at_left, at_right = np.intersect1d(ours.hashes, theirs.hashes, assume_unique=True, return_indices=True)
    found: list[tuple[Stretch, Stretch]] = []
    ends: dict[int, int] = {}  # of the last run, by how far its sides are apart
    for a, b in sorted(zip(ours.places[at_left].tolist(), theirs.places[at_right].tolist(), strict=True)):
        if a >= ends.get(b - a, 0):
            back = _equal(left.wording.words[:a][::-1], right.wording.words[:b][::-1])
            ends[b - a] = a + _equal(left.wording.words[a:], right.wording.words[b:])
            found.append(((a - back, ends[b - a]), (b - back, ends[b - a] + b - a)))
    kept = []
    for (a, a_end), (b, b_end) in sorted(found, key=lambda run: (run[0][0] - run[0][1], run[0][0] + run[1][0])):
        fresh = min(left.free[a:a_end].sum(), right.free[b:b_end].sum())
        if a_end - a >= CERTAIN and fresh >= CERTAIN // 2:
            kept.append(((a, a_end), (b, b_end)))
            left.free[a:a_end] = False
            right.free[b:b_end] = False
    return kept


def _equal(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> int:
    """How many words are equal from the first on."""
    number = min(len(ours), len(theirs))
    unlike = np.flatnonzero(ours[:number] != theirs[:number])
    return int(unlike[0]) if len(unlike) else number


def _shared(left: Wording, right: Wording, a: Stretch, b: Stretch) -> Shared:
    places = left.place(a[0], a[1] - 1), right.place(b[0], b[1] - 1)
    ours, theirs = left.words[slice(*a)].tolist(), right.words[slice(*b)].tolist()
    if ours == theirs:
        return Shared(*places, Likeness.SAME, 1.0)
    # What it finds depends on which comes first, so the order is fixed.
    similarity = ratio(*sorted((ours, theirs)))
    return Shared(*places, Likeness.EDITED if similarity >= EDITED else Likeness.REWRITE, round(similarity, 3))
