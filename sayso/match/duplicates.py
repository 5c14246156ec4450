"""Documents that are the same or nearly the same, told before anything is compared: each stands behind its leader.

A leader is a document that no earlier leader is like; who is like one stands behind the earliest such leader. So each member is
like its leader, and the answer does not depend on the order of looking.

Near-duplicates are found by prefix filtering (Chaudhuri, Ganti and Kaushik, ICDE 2006): in any order of seeds that is common to
all documents, two sets with a Jaccard index of `ALIKE` share one of their first seeds, of which a tenth is enough. We order by
rarity, so that boilerplate and what thousands copy come last. A sketch of the least hashes would do without counting seeds, but
boilerplate would be in the sketches of thousands of pages, and each would have to be compared with each.
"""

from collections.abc import Sequence
from fractions import Fraction
from hashlib import blake2b
from math import ceil

import numpy as np
from numpy.typing import NDArray

ALIKE = Fraction(9, 10)
"""Jaccard index of the seeds of two documents from which they are nearly the same: some four words changed of 600."""
LOOKED_AT = 50
"""Leaders that share a first seed and are looked at, the earliest ones; what is like a later one alone is not noticed."""

_COUNTERS = 1 << 24


def digest(words: NDArray[np.int64]) -> bytes:
    """16 bytes that stand for the words of a text, as `Wording.words`; b"" where there are none."""
    return blake2b(words.astype("<i8", copy=False).tobytes(), digest_size=16).digest() if len(words) else b""


def groups(digests: Sequence[bytes], seeds: Sequence[NDArray[np.int64]]) -> NDArray[np.int32]:
    """The leader of each document, which is itself for most.

    Cost: one pass to count seeds and one to sort those of each document; only documents that share first seeds are compared.

    Args:
        digests: of each document, from the earliest on; documents without words are nobody's duplicates.
        seeds: int64 [seed] of each document, ascending, each once.

    Returns:
        int32 [document]: number of the leader, which is never greater than that of the document.
    """
    leaders = np.arange(len(digests), dtype=np.int32)
    earliest: dict[bytes, int] = {}
    for number, one in enumerate(digests):
        if one:
            leaders[number] = earliest.setdefault(one, number)
    alone = np.flatnonzero(leaders == np.arange(len(leaders))).tolist()
    for number, leader in _near([seeds[number] for number in alone]):
        leaders[alone[number]] = alone[leader]
    return leaders[leaders]


def _near(seeds: Sequence[NDArray[np.int64]]) -> list[tuple[int, int]]:
    """Those that are like an earlier leader, with the leader, in order."""
    near: list[tuple[int, int]] = []
    leading: dict[int, list[int]] = {}  # by first seed
    for number, first in _first_seeds(seeds):
        known = [leading.setdefault(seed, []) for seed in first]
        leader = next(
            (other for other in sorted({n for some in known for n in some}) if _alike(seeds[number], seeds[other])), None
        )
        if leader is not None:
            near.append((number, leader))
            continue
        for some in known:
            if len(some) < LOOKED_AT:
                some.append(number)
    return near


def _first_seeds(seeds: Sequence[NDArray[np.int64]]) -> list[tuple[int, list[int]]]:
    """Documents in order with those of their rarest seeds that are among the rarest of another, where there are any."""
    # Seeds of one counter count together: the order is another then, but still the same for all documents.
    counts = np.zeros(_COUNTERS, dtype=np.uint32)
    for some in seeds:
        counts[some & _COUNTERS - 1] += 1
    rarest = []
    for some in seeds:
        length = len(some) - ceil(ALIKE * len(some)) + 1 if len(some) else 0
        rarest.append(some[np.argsort(counts[some & _COUNTERS - 1], kind="stable")[:length]])
    lengths = [len(some) for some in rarest]
    every = np.concatenate([np.empty(0, dtype=np.int64), *rarest])
    _, which, held = np.unique(every, return_inverse=True, return_counts=True)
    shared = held[which] > 1
    owners = np.repeat(np.arange(len(seeds)), lengths)[shared]
    first, owned = np.unique(owners, return_counts=True)
    parts = np.split(every[shared], np.cumsum(owned)[:-1])
    return [(int(number), part.tolist()) for number, part in zip(first, parts, strict=False)]


def _alike(some: NDArray[np.int64], others: NDArray[np.int64]) -> bool:
    """Whether the Jaccard index reaches `ALIKE`; each side is ascending."""
    if min(len(some), len(others)) < ALIKE * max(len(some), len(others)):
        return False
    places = np.minimum(np.searchsorted(others, some), len(others) - 1)
    shared = int(np.count_nonzero(others[places] == some))
    return shared >= ALIKE * (len(some) + len(others) - shared)
