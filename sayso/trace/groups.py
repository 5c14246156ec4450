"""Groups of what says the same thing: what pairs join, people's word over it."""

from collections import defaultdict
from collections.abc import Iterable

from sayso.records.rulings import NONE, Rulings
from sayso.trace.union import Union

Pair = tuple[str, str, float]
"""The ids of two units that agree, the lesser first, and the score of the agreement."""


def groups(ids: Iterable[str], agreed: Iterable[Pair], *, rulings: Rulings = NONE) -> list[list[str]]:
    """Units in groups, each in one: by their first ids, and ordered within; the same whatever the order of what is given.

    What people said is one comes first, then pairs in order of falling score, and of their ids; what would bring together what
    people hold apart is left out.

    Args:
        ids: of all units.
        agreed: the pairs; those with other units are passed over.
        rulings: what people said; of units that are not there, it changes nothing.
    """
    known = set(ids)
    union: Union[str] = Union()
    union.add(sorted(known))
    apart = [pair for pair in rulings.apart if known.issuperset(pair)]
    held = _Apart(union, apart)
    for one, other in rulings.together:
        if one in known and other in known:
            held.join(one, other)
    inside = (pair for pair in agreed if pair[0] in known and pair[1] in known)
    for one, other, _ in sorted(inside, key=lambda pair: (-pair[2], pair[0], pair[1])) if apart else inside:
        held.join(one, other)
    return sorted(map(sorted, union.groups()))


class _Apart:
    """Joins groups, but none that are to stay apart."""

    def __init__(self, union: Union[str], apart: Iterable[tuple[str, str]]) -> None:
        self._union = union
        self._others: dict[str, set[str]] = defaultdict(set)  # for those that stand for groups, whom theirs is apart from
        for one, other in apart:
            self._others[one].add(other)
            self._others[other].add(one)

    def join(self, one: str, other: str) -> None:
        first, second = self._union.find(one), self._union.find(other)
        if first == second or second in self._others.get(first, ()):
            return
        self._union.join(first, second)
        now = self._union.find(first)
        gone = first if now == second else second
        for foe in self._others.pop(gone, ()):
            self._others[foe].discard(gone)
            self._others[foe].add(now)
            self._others[now].add(foe)
