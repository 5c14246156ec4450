"""How much of what two sentences say is the same: the weight of the stems that both have.

What one text brings to this is worked out once; two texts then only look for their common stems.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.match.wording import COMMON, PLAIN, Wording


@dataclass(frozen=True, slots=True)
class Telling:
    """The stems of one text that tell more than common words do, and the sentences that hold them.

    Attributes:
        stems: int64 [stem]; ascending.
        weights: float32 [stem]; the most that it weighs in the text.
        numbers: bool [stem]; whether it is a number somewhere.
        sentences, columns: int32 [holding]; number of the sentence, and of the stem that it holds; each once, in order.
        totals: float32 [sentence]; weight of the stems that it holds.
        names: float32 [sentence]; weight of those that are names.
    """

    stems: NDArray[np.int64]
    weights: NDArray[np.float32]
    numbers: NDArray[np.bool_]
    sentences: NDArray[np.int32]
    columns: NDArray[np.int32]
    totals: NDArray[np.float32]
    names: NDArray[np.float32]

    @classmethod
    def of(cls, wording: Wording) -> "Telling":
        """The telling stems of a text, none for a text without any."""
        at = np.flatnonzero(wording.weights > COMMON)
        known, columns = np.unique(wording.stems[at], return_inverse=True)
        most = np.zeros(len(known), dtype=np.float32)
        np.maximum.at(most, columns, wording.weights[at])
        # Of a stem that recurs in a sentence, the first word counts.
        keys, first = np.unique(wording.sentence_of[at] * np.int64(len(known)) + columns, return_index=True)
        sentences, columns = np.divmod(keys, max(1, len(known)))
        weights = wording.weights[at[first]]
        names = np.where(wording.named[at[first]], weights, 0)
        number = len(wording.bounds)
        return cls(
            stems=known,
            weights=most,
            numbers=np.isin(known, wording.stems[wording.numbers]),
            sentences=sentences.astype(np.int32),
            columns=columns.astype(np.int32),
            totals=np.bincount(sentences, weights, number).astype(np.float32),
            names=np.bincount(sentences, names, number).astype(np.float32),
        )

    def held(self, some: NDArray[np.intp]) -> NDArray[np.float32]:
        """float32 [sentence, one of these stems]: 1 where the sentence holds the stem."""
        place = np.full(len(self.stems), -1, dtype=np.intp)
        place[some] = np.arange(len(some))
        columns = place[self.columns]
        hits = columns >= 0
        held = np.zeros((len(self.totals), len(some)), dtype=np.float32)
        held[self.sentences[hits], columns[hits]] = 1.0
        return held


@dataclass(frozen=True, slots=True)
class Overlap:
    """What pairs of sentences share, by sentence of the left text and then of the right one.

    Attributes:
        left, right: int64 [pair]; numbers of the sentences.
        shared: float32 [pair]; weight of the stems that both have.
        contained: float32 [pair]; the same as a part of the lighter sentence.
        plain: float32 [pair]; weight of those that are neither names nor numbers.
        named: float32 [pair]; weight of the names that both have, as a part of the sentence with fewer.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    shared: NDArray[np.float32]
    contained: NDArray[np.float32]
    plain: NDArray[np.float32]
    named: NDArray[np.float32]


def overlap(left: Telling, right: Telling, least: float) -> Overlap | None:
    """The pairs of sentences that share stems of a weight of `least`, None where no two do."""
    _, ours, theirs = np.intersect1d(left.stems, right.stems, assume_unique=True, return_indices=True)
    weights = np.maximum(left.weights[ours], right.weights[theirs])
    if weights.sum() < least:
        return None
    a, b = left.held(ours), right.held(theirs).T
    shared = (a * weights) @ b
    i, j = np.nonzero(shared >= least)
    if not len(i):
        return None
    numbers = left.numbers[ours] | right.numbers[theirs]
    plain = (a * np.where((weights <= PLAIN) & ~numbers, weights, 0)) @ b
    names = (a * np.where((weights > PLAIN) & ~numbers, weights, 0)) @ b
    poorer = np.minimum(left.names[i], right.names[j])
    return Overlap(
        left=i,
        right=j,
        shared=shared[i, j],
        contained=(shared[i, j] / (1e-6 + np.minimum(left.totals[i], right.totals[j]))).astype(np.float32),
        plain=plain[i, j],
        named=np.where(poorer > 0, names[i, j] / np.maximum(poorer, 1e-6), 1.0).astype(np.float32),
    )
