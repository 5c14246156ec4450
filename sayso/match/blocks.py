"""How much of two sequences is equal, block by block: the longest equal block first, then the longest on either side of it.

This is what difflib's SequenceMatcher counts without junk (Ratcliff and Obershelp), for sequences as short as sentences.
"""

from collections import defaultdict
from collections.abc import Sequence


def ratio(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Part of the elements of both that are in equal blocks, in [0, 1]; 1 for two empty sequences.

    Of equally long blocks, the one that is first in `ours` counts, so which comes first can make a difference.

    Cost: the square of the length, at worst the cube where elements recur.
    """
    total = len(ours) + len(theirs)
    return 2.0 * _matched(ours, theirs) / total if total else 1.0


def _matched(ours: Sequence[int], theirs: Sequence[int]) -> int:
    places = defaultdict[int, list[int]](list)
    for place, element in enumerate(theirs):
        places[element].append(place)
    matched = 0
    open_parts = [(0, len(ours), 0, len(theirs))]
    while open_parts:
        start, end, first, last = open_parts.pop()
        length = at = to = 0
        lengths: dict[int, int] = {}  # of the block that ends before this element of ours, by where it ends in theirs
        for i in range(start, end):
            longer: dict[int, int] = {}
            for j in places.get(ours[i], ()):
                if first <= j < last:
                    longer[j] = one = lengths.get(j - 1, 0) + 1
                    if one > length:
                        length, at, to = one, i + 1 - one, j + 1 - one
            lengths = longer
        if length:
            matched += length
            open_parts += [(start, at, first, to), (at + length, end, to + length, last)]
    return matched
