"""What contradicting decisions come to: the last one counts, and of an earlier one what it does not contradict. Pure.

Decisions are given by their numbers, in any order. Whole groups are looked at: that A and B are one, and so are B and C,
contradicts that A and C are not. So the decisions are taken from the last to the first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sayso.records.links import EdgeKind
from sayso.records.reviews import Belongs, HadFrom

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Whether two things are one.

    Attributes:
        pairs: both names of each pair, the lesser first.
        together: whether they are, or are not.
    """

    pairs: tuple[Pair, ...]
    together: bool


@dataclass(slots=True)
class Settled:
    """What decisions on pairs come to.

    Attributes:
        counted: decisions of which something counts.
        instead: for each of which something does not, the last decision that says otherwise.
    """

    counted: set[int] = field(default_factory=set)
    instead: dict[int, int] = field(default_factory=dict)
    _joins: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _parts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def together(self) -> tuple[Pair, ...]:
        """The pairs that are one, in order."""
        return _listed(self._joins)

    @property
    def apart(self) -> tuple[Pair, ...]:
        """The pairs that are not, in order; none of these is joined by the others."""
        return _listed(self._parts)

    def take(self, pair: Pair, number: int, *, together: bool) -> int | None:
        """Have a pair count, unless it contradicts what counts already; then the last decision that it contradicts."""
        one, other = pair
        against = self._against(one, other, together)
        if against is None:
            near = self._joins if together else self._parts
            near[one].setdefault(other, number)
            near[other].setdefault(one, number)
        return against

    def _against(self, one: str, other: str, together: bool) -> int | None:
        left = self._reached(one)
        if not together:
            return left.get(other)
        right = self._reached(other)
        return max((number for a in left for b, number in self._parts.get(a, {}).items() if b in right), default=None)

    def _reached(self, start: str) -> dict[str, int]:
        """What is joined with a thing, itself included, each with the first decision on the way to it."""
        reached = {start: 0}
        ends = [start]
        for end in ends:
            for other, number in self._joins.get(end, {}).items():
                if other not in reached:
                    reached[other] = min(number, reached[end] or number)
                    ends.append(other)
        return reached


def settled(decisions: Mapping[int, Joined]) -> Settled:
    """What decisions on pairs come to. Cost: pairs times the size of what they join."""
    done = Settled()
    for number, decision in sorted(decisions.items(), reverse=True):
        against = [done.take(pair, number, together=decision.together) for pair in decision.pairs]
        _note(done.counted, done.instead, number, against)
    return done


@dataclass(frozen=True, slots=True)
class Edges:
    """What decisions on edges come to: by kind, later document and earlier; `counted`, `instead` as in Settled."""

    has: Mapping[tuple[EdgeKind, str, str], bool]
    counted: set[int]
    instead: Mapping[int, int]


def settled_edges(decisions: Mapping[int, HadFrom]) -> Edges:
    """Whether documents have something from others. That one has it from another says that the other has not from it."""
    has: dict[tuple[EdgeKind, str, str], tuple[bool, int]] = {}
    counted, instead = set[int](), dict[int, int]()
    for number, one in sorted(decisions.items(), reverse=True):
        against: list[int | None] = []
        for kind in EdgeKind if one.kind is None else (one.kind,):
            said, by = has.setdefault((kind, one.doc, one.from_doc), (one.has, number))
            against.append(None if said is one.has else by)
            if said and one.has:
                has.setdefault((kind, one.from_doc, one.doc), (False, number))
        _note(counted, instead, number, against)
    return Edges({key: has[key][0] for key in sorted(has)}, counted, instead)


@dataclass(frozen=True, slots=True)
class Owners:
    """What decisions on outlets come to; `counted`, `instead` as in Settled."""

    counted: set[int]
    instead: Mapping[int, int]


def settled_outlets(decisions: Mapping[int, Belongs]) -> Owners:
    """Whose names and domains are. That one is an outlet's says that it is no other's. Names are equal when spelled so."""
    later: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    counted, instead = set[int](), dict[int, int]()
    for number, one in sorted(decisions.items(), reverse=True):
        others = later[one.what]
        against = [
            by
            for outlet, belongs, by in others
            if (belongs is not one.belongs if outlet == one.outlet else belongs and one.belongs)
        ]
        _note(counted, instead, number, [max(against)] if against else [None])
        if number in counted:
            others.append((one.outlet, one.belongs, number))
    return Owners(counted, instead)


def _listed(pairs: Mapping[str, Mapping[str, int]]) -> tuple[Pair, ...]:
    return tuple(sorted((one, other) for one, others in pairs.items() for other in others if one < other))


def _note(counted: set[int], instead: dict[int, int], number: int, against: Iterable[int | None]) -> None:
    """Write down whether anything of a decision counts, and what does instead of the rest."""
    by = list(against)
    if None in by:
        counted.add(number)
    otherwise = [one for one in by if one is not None]
    if otherwise:
        instead[number] = max(otherwise)
