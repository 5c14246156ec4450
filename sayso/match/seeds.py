"""Fingerprints of a text by which texts that share something find each other: seeds for runs of words, sketches for the rest.

Seeds are winnowed (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every `WINDOW` neighbouring shingles of `SHINGLE` words the
one with the least hash is kept, the rightmost of equals. Any run of SHINGLE + WINDOW - 1 = 15 words that two texts share leaves
at least one seed in both.

Sketches find what an editor rewrote: of every two neighbouring groups of `SKETCH` telling stems of one sentence, in any order,
the one with the least hash is kept. "The probe bounced 541 metres above Karsk" shares one with "Above Karsk the probe, which
bounced 541 metres". Short sentences that are turned round altogether may share none.

We differ in hashing words in their folded form (`sayso.match.wording`), with hashes of our own that are the same on every
machine and engine: signed 64-bit, even for seeds and odd for sketches.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.match.wording import COMMON, Wording

SHINGLE = 8
"""Words in a shingle."""
WINDOW = 8
"""Neighbouring shingles of which one is kept."""
CERTAIN = SHINGLE + WINDOW - 1
"""A shared run of so many words is found, always."""
SKETCH = 3
"""Telling stems in a group."""
SHORT = 4
"""Groups of a sentence up to which all are kept."""

_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Fingerprints in order of place.

    Attributes:
        hashes: int64 [seed].
        places: int32 [seed]; index of the first word of the shingle; ascending.
    """

    hashes: NDArray[np.int64]
    places: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.hashes)


def shingles(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64 [shingle]: hashes of all runs of SHINGLE words, none for a shorter text; even."""
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.int64)
    return _hashed(np.lib.stride_tricks.sliding_window_view(words, SHINGLE)) & ~np.int64(1)


def seeds(words: NDArray[np.int64]) -> Seeds:
    """The seeds of a text.

    Args:
        words: int64 [word], as `Wording.words`; a text of fewer than SHINGLE words has none, one of fewer than CERTAIN has one.
    """
    hashes = shingles(words)
    places = _least(hashes, WINDOW).astype(np.int32)
    return Seeds(hashes[places], places)


def sketches(wording: Wording) -> NDArray[np.int64]:
    """int64 [sketch]: the sketches of a text, each once, ascending; odd.

    A sentence of fewer than SKETCH telling words has none; a short one keeps all its groups, any other the lesser of every two.
    """
    telling = wording.weights > COMMON
    # Numbers change on the way more than anything else: without them, and with them too where there is little besides.
    plain = telling & ~wording.numbers
    few = np.bincount(wording.sentence_of[plain], minlength=len(wording.lengths)) < 2 * SKETCH
    return np.unique(np.concatenate([_groups(wording, some) for some in (plain, telling & few[wording.sentence_of])]))


def _groups(wording: Wording, telling: NDArray[np.bool_]) -> NDArray[np.int64]:
    """int64 [group]: hashes of the groups of telling words that are kept."""
    at = np.nonzero(telling)[0]
    if len(at) < SKETCH:
        return np.empty(0, dtype=np.int64)
    stems, sentences = wording.stems[at], wording.sentence_of[at]
    groups = np.sort(np.lib.stride_tricks.sliding_window_view(stems, SKETCH), axis=1)
    inside = sentences[: len(groups)] == sentences[SKETCH - 1 :]
    hashes, of = _hashed(groups[inside]) | np.int64(1), sentences[: len(groups)][inside]
    long = np.bincount(of, minlength=len(wording.lengths))[of] > SHORT
    pairs = (of[:-1] == of[1:]) & long[1:]
    return np.concatenate((np.minimum(hashes[:-1], hashes[1:])[pairs], hashes[~long]))


def fingerprints(wording: Wording) -> NDArray[np.int64]:
    """int64 [fingerprint]: seeds and sketches of a text, each once, ascending."""
    return np.unique(np.concatenate((seeds(wording.words).hashes, sketches(wording))))


def is_sketch(hashes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool [fingerprint]: whether it is a sketch, which chance may share, and no seed."""
    return (hashes & 1).astype(np.bool_)


def _hashed(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64 [row]: hashes of rows of numbers."""
    width = rows.shape[1]
    powers = np.array([pow(_BASE, n, 1 << 64) for n in range(width - 1, -1, -1)], dtype=np.uint64)
    with np.errstate(over="ignore"):
        hashes: NDArray[np.uint64] = (rows.astype(np.uint64) * powers).sum(axis=1, dtype=np.uint64)
        hashes ^= hashes >> np.uint64(31)
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(29)
    return hashes.view(np.int64)


def _least(hashes: NDArray[np.int64], window: int) -> NDArray[np.intp]:
    """Places of the hashes that are the least of a window, the rightmost of equals; each once, ascending."""
    if not len(hashes):
        return np.empty(0, dtype=np.intp)
    width = min(window, len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, width)
    # argmin takes the first of equals, so look at each window from its end.
    return np.unique(np.arange(len(windows)) + width - 1 - windows[:, ::-1].argmin(axis=1))
