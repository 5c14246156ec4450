"""Pairs and duplicates are those that plain dictionaries give, in whatever order and memory."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.match import join
from sayso.match.duplicates import ALIKE, LOOKED_AT, groups
from sayso.match.join import Facts, candidates, pairs

CAP, RECURRING, SHARE = 6, 3, 0.3
SEEDS = st.sampled_from((-(1 << 63), -65, -64, -1, 0, 1, 2, 63, 64, 65, 128, (1 << 63) - 1))
COLLECTIONS = st.lists(st.tuples(st.frozensets(SEEDS), st.integers(-1, 2)), max_size=14)
Collection = Sequence[tuple[frozenset[int], int]]
Found = dict[tuple[int, int], int]


def least(collection: Collection, outlet: int) -> int:
    pages = sum(of == outlet for _, of in collection)
    return min(max(int(SHARE * pages), RECURRING), CAP // 2)


def plainly(collection: Collection) -> Found:
    """The same with dictionaries, from the words of the documentation."""
    holders = defaultdict(list)
    for number, (seeds, _) in enumerate(collection):
        for seed in seeds:
            holders[seed].append(number)
    shared, recurring = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for seed, held in holders.items():
        often = Counter(collection[number][1] for number in held[:CAP])
        for left, right in combinations(held, 2):
            if len(held) <= CAP or (left == held[0] and seed % 2 == 0):  # odd: a sketch
                shared[left, right] += 1
                outlet = collection[left][1]
                if outlet == collection[right][1] != -1 and often[outlet] >= least(collection, outlet):
                    recurring[left, right] += 1
    few = {(a, b) for a, b in shared if 2 * shared[a, b] < min(len(collection[a][0]), len(collection[b][0]))}
    return {pair: n for pair, n in shared.items() if n > recurring[pair] or pair not in few}


def sorted_seeds(seeds: frozenset[int]) -> np.ndarray:
    return np.array(sorted(seeds), dtype=np.int64)


def scaled():
    """The sizes at which things change, small enough to be met by chance."""
    return patch.multiple(join, CAP=CAP, RECURRING=RECURRING, SHARE=SHARE, _BLOCK=5, _AT_ONCE=3)


@given(COLLECTIONS, st.randoms(use_true_random=False), st.sampled_from((0, 600, 1 << 20)))
def test_pairs_are_those_of_a_plain_join_in_ascending_order(collection: Collection, order, budget: int):
    documents = [(number, sorted_seeds(seeds)) for number, (seeds, _) in enumerate(collection)]
    order.shuffle(documents)
    outlets = np.array([outlet for _, outlet in collection], dtype=np.int32)
    with scaled():
        blocks = list(pairs(documents, outlets=outlets, budget=budget))
    found = [pair for one in blocks for pair in zip(one.left.tolist(), one.right.tolist(), one.shared.tolist(), strict=True)]
    assert found == sorted(found)
    assert {(left, right): shared for left, right, shared in found} == plainly(collection)


@given(COLLECTIONS.filter(bool), st.data())
def test_one_document_has_the_pairs_of_the_whole_collection_with_earlier_ones(collection: Collection, data):
    document = data.draw(st.integers(0, len(collection) - 1))
    hashes, holders = [], []
    for seed in collection[document][0]:
        earliest = [number for number, (seeds, _) in enumerate(collection) if seed in seeds][: CAP + 1]
        for number in sorted({*earliest, document}):
            hashes.append(seed)
            holders.append(number)
    outlets = np.array([outlet for _, outlet in collection], dtype=np.int32)
    sizes = np.array([len(seeds) for seeds, _ in collection], dtype=np.int32)
    facts = Facts(sizes, outlets, np.bincount(outlets[outlets >= 0]))
    with scaled():
        found = candidates(document, np.array(hashes, dtype=np.int64), np.array(holders, dtype=np.int32), facts)
    earlier = {
        (left, right): shared
        for left, right, shared in zip(found.left.tolist(), found.right.tolist(), found.shared.tolist(), strict=True)
        if right == document
    }
    assert earlier == {pair: shared for pair, shared in plainly(collection).items() if pair[1] == document}


@given(st.lists(st.frozensets(st.integers(0, 24), min_size=1), max_size=20), st.integers(0, 3))
def test_duplicates_are_those_that_comparing_each_with_each_leader_gives(documents: list[frozenset[int]], spread: int):
    # Taken from a few sets with an element more or less, else hardly two would be alike.
    near = [
        frozenset(range(k, k + 20)) - {one for one in document if one % 7 == spread} for k, document in enumerate(documents)
    ]
    expected, leading = [], list[int]()
    for number, seeds in enumerate(near):
        like = [other for other in leading if len(seeds & near[other]) >= ALIKE * len(seeds | near[other])]
        expected.append(like[0] if like else number)
        leading += [] if like else [number]
    found = groups([b"%d" % n for n in range(len(near))], [sorted_seeds(seeds) for seeds in near])
    assert len(near) <= LOOKED_AT
    assert found.tolist() == expected
