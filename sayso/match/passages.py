"""Passages that two texts share: the same words, edited ones, or the same said in other words.

Sentences of one text are paired with sentences of the other by the stems they share, weighed by how much a word tells. A
sentence may be divided or joined on the other side, and sentences may stand in another order. In each pair, the stretch is
taken that holds most of what is shared and least of what is not (maximum scoring segment, as in local alignment). Runs of words
that the pairs leave open but that are as long as `sayso.match.seeds.CERTAIN` are then added, whatever their sentences are.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from sayso.match.seeds import CERTAIN, seeds
from sayso.match.wording import COMMON, PLAIN, Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness

LEAST_SHARED = 3.0
"""Weight of the words that two sentences must share: three common nouns, or two names."""
LEAST_CONTAINED = 0.55
"""Part of the lighter sentence that the other must hold."""
SUPPORTED = 0.4
"""The same, where the texts share sentences nearby."""
NEAR = 2
"""Sentences on both sides that count as nearby."""
LEAST_PLAIN = 0.9
"""Weight of those of them that are neither names nor numbers: who and where alone do not make a statement."""
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


@dataclass(frozen=True, slots=True)
class _Pair:
    """A stretch of one sentence on each side, with the numbers of the sentences."""

    i: int
    j: int
    left: Stretch
    right: Stretch


def passages(left: Wording, right: Wording) -> tuple[Shared, ...]:
    """The passages in the order of the left text, sentence by sentence; only long runs reach over the ends of sentences.

    Cost: the product of the numbers of sentences, in few operations; well under 1 ms for two articles that share nothing.
    """
    overlap = _overlap(left, right)
    if overlap is None:
        return ()
    pairs = _paired(left, right, overlap)
    stretches = [(pair.left, pair.right) for pair in pairs] + _runs(left, right, pairs)
    return tuple(_shared(left, right, ours, theirs) for ours, theirs in sorted(stretches))


@dataclass(frozen=True, slots=True)
class _Overlap:
    """float32 [left sentence, right sentence].

    Attributes:
        shared: weight of the stems that both have.
        contained: the same as a part of the lighter sentence.
        plain: weight of those that are neither names nor numbers.
        named: weight of the names that both have, as a part of the sentence with fewer.
    """

    shared: NDArray[np.float32]
    contained: NDArray[np.float32]
    plain: NDArray[np.float32]
    named: NDArray[np.float32]


def _overlap(left: Wording, right: Wording) -> _Overlap | None:
    common = np.intersect1d(left.stems[left.weights > COMMON], right.stems[right.weights > COMMON])
    if len(common) < 2:
        return None
    a, a_all, a_named = _sentences(left, common)
    b, b_all, b_named = _sentences(right, common)
    weights = np.zeros(len(common), dtype=np.float32)
    numbers = np.zeros(len(common), dtype=np.bool_)
    for side in (left, right):
        at = np.minimum(np.searchsorted(common, side.stems), len(common) - 1)
        hits = common[at] == side.stems
        np.maximum.at(weights, at[hits], side.weights[hits])
        numbers[at[hits & side.numbers]] = True
    shared = (a * weights) @ b.T
    plain = (a * np.where((weights <= PLAIN) & ~numbers, weights, 0).astype(np.float32)) @ b.T
    names = (a * np.where((weights > PLAIN) & ~numbers, weights, 0).astype(np.float32)) @ b.T
    lighter = 1e-6 + np.minimum(a_all[:, None], b_all[None, :])
    poorer = np.minimum(a_named[:, None], b_named[None, :])
    return _Overlap(
        shared=shared.astype(np.float32),
        contained=(shared / lighter).astype(np.float32),
        plain=plain,
        named=np.where(poorer > 0, names / np.maximum(poorer, 1e-6), 1.0).astype(np.float32),
    )


def _sentences(
    wording: Wording, common: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Which sentence holds which of the common stems; the weight of all its stems; that of its names and numbers."""
    number = len(wording.bounds)
    telling = wording.weights > COMMON
    keys = np.stack((wording.sentence_of[telling].astype(np.int64), wording.stems[telling]))
    keys, first = np.unique(keys, axis=1, return_index=True)
    sentences, weights = keys[0], wording.weights[telling][first]
    held = np.zeros((number, len(common)), dtype=np.float32)
    at = np.minimum(np.searchsorted(common, keys[1]), len(common) - 1)
    hits = common[at] == keys[1]
    held[sentences[hits], at[hits]] = 1.0
    total = np.bincount(sentences, weights, number).astype(np.float32)
    names = (weights > PLAIN) & ~wording.numbers[telling][first]
    named = np.bincount(sentences, np.where(names, weights, 0), number).astype(np.float32)
    return held, total, named


def _paired(left: Wording, right: Wording, overlap: _Overlap) -> list[_Pair]:
    """Pairs of sentences, the best first; a word is in one pair at most."""
    score = overlap.shared * overlap.contained
    enough = (overlap.shared >= LEAST_SHARED) & (overlap.plain >= LEAST_PLAIN) & (overlap.named >= LEAST_NAMES)
    sure = enough & (overlap.contained >= LEAST_CONTAINED)
    found = _chosen(left, right, sure, score, [])
    maybe = enough & (overlap.contained >= SUPPORTED) & ~sure & _near(found, sure.shape)
    return _chosen(left, right, maybe, score, found)


def _near(pairs: list[_Pair], shape: tuple[int, int]) -> NDArray[np.bool_]:
    near = np.zeros(shape, dtype=np.bool_)
    for pair in pairs:
        near[max(0, pair.i - NEAR) : pair.i + NEAR + 1, max(0, pair.j - NEAR) : pair.j + NEAR + 1] = True
    return near


def _chosen(
    left: Wording, right: Wording, candidates: NDArray[np.bool_], score: NDArray[np.float32], found: list[_Pair]
) -> list[_Pair]:
    chosen = list(found)
    free_left, free_right = np.ones(len(left), dtype=np.bool_), np.ones(len(right), dtype=np.bool_)
    for pair in found:
        free_left[slice(*pair.left)] = False
        free_right[slice(*pair.right)] = False
    rows, columns = np.nonzero(candidates)
    for at in np.lexsort((columns, rows, -score[rows, columns])):
        i, j = int(rows[at]), int(columns[at])
        made = _aligned(left, right, i, j, free_left, free_right)
        if made is not None:
            chosen.append(made)
            free_left[slice(*made.left)] = False
            free_right[slice(*made.right)] = False
    return chosen


def _aligned(
    left: Wording, right: Wording, i: int, j: int, free_left: NDArray[np.bool_], free_right: NDArray[np.bool_]
) -> _Pair | None:
    """The stretches of two sentences that hold what they share, or None where too little of it is still free."""
    a0, a1 = int(left.sentences[i]), int(left.sentences[i + 1])
    b0, b1 = int(right.sentences[j]), int(right.sentences[j + 1])
    whole = a1 - a0 == b1 - b0 and bool(free_left[a0:a1].all() and free_right[b0:b1].all())
    if whole and (left.words[a0:a1] == right.words[b0:b1]).all():
        return _Pair(i, j, (a0, a1), (b0, b1))
    in_right = np.isin(left.stems[a0:a1], right.stems[b0:b1][free_right[b0:b1]]) & free_left[a0:a1]
    in_left = np.isin(right.stems[b0:b1], left.stems[a0:a1][free_left[a0:a1]]) & free_right[b0:b1]
    ours = _segment(in_right, left, a0, free_left[a0:a1])
    theirs = _segment(in_left, right, b0, free_right[b0:b1])
    shared = float(left.weights[a0:a1][ours[0] : ours[1]][in_right[ours[0] : ours[1]]].sum())
    if shared < 0.9 * LEAST_SHARED:
        return None
    return _Pair(i, j, (a0 + ours[0], a0 + ours[1]), (b0 + theirs[0], b0 + theirs[1]))


def _segment(matched: NDArray[np.bool_], wording: Wording, first: int, free: NDArray[np.bool_]) -> Stretch:
    """The stretch with the greatest sum of weights, shared words counting for it and others against it.

    It is extended to the whole sentence, with the words that say who says it, where it holds most of what is said in it.
    """
    weights, framed = wording.weights[first : first + len(matched)], wording.framed[first : first + len(matched)]
    gains = np.where(framed, -0.3, np.where(matched, weights, -MISSED * weights))
    gains = np.where(free, gains, -1000.0)
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    lows = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lows))
    start = int(np.argmin(sums[: end + 1]))
    said = np.where(framed, 0, weights)
    if free.all() and float(said[start:end].sum()) >= WHOLE * float(said.sum()):
        return 0, len(matched)
    return start, end


def _runs(left: Wording, right: Wording, pairs: list[_Pair]) -> list[tuple[Stretch, Stretch]]:
    """Runs of equal words around shared seeds that no pair covers, the longest kept where they overlap."""
    ours, theirs = seeds(left.words), seeds(right.words)
    _, at_left, at_right = np.intersect1d(ours.hashes, theirs.hashes, return_indices=True)
    covered_left, covered_right = np.zeros(len(left), dtype=np.bool_), np.zeros(len(right), dtype=np.bool_)
    for pair in pairs:
        covered_left[slice(*pair.left)] = True
        covered_right[slice(*pair.right)] = True
    found: set[tuple[Stretch, Stretch]] = set()
    for a, b in zip(ours.places[at_left].tolist(), theirs.places[at_right].tolist(), strict=True):
        if covered_left[a] and covered_right[b]:
            continue
        start, end = 0, 0
        while a - start > 0 and b - start > 0 and left.words[a - start - 1] == right.words[b - start - 1]:
            start += 1
        while a + end < len(left) and b + end < len(right) and left.words[a + end] == right.words[b + end]:
            end += 1
        fresh = int((~covered_left[a - start : a + end]).sum())
        if start + end >= CERTAIN and fresh >= CERTAIN // 2:
            found.add(((a - start, a + end), (b - start, b + end)))
    return sorted(found)


def _shared(left: Wording, right: Wording, a: Stretch, b: Stretch) -> Shared:
    ours, theirs = left.words[slice(*a)].tolist(), right.words[slice(*b)].tolist()
    if ours == theirs:
        return Shared(_place(left, a), _place(right, b), Likeness.SAME, 1.0)
    ratio = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    likeness = Likeness.EDITED if ratio >= EDITED else Likeness.REWRITE
    return Shared(_place(left, a), _place(right, b), likeness, round(ratio, 3))


def _place(wording: Wording, stretch: Stretch) -> Span:
    """Where words stand in the text; with the marks around them where they are whole sentences."""
    first, last = stretch[0], stretch[1] - 1
    i, j = int(wording.sentence_of[first]), int(wording.sentence_of[last])
    start = wording.bounds[i][0] if wording.sentences[i] == first else wording.starts[first]
    end = wording.bounds[j][1] if wording.sentences[j + 1] == last + 1 else wording.ends[last]
    return Span(int(start), int(end))
