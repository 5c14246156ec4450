"""Two texts, word by word: which stretches are equal, removed, added or replaced.

Alignment goes from coarse to fine, paragraphs, then sentences, then words, each level only between what the one above left
open. On each level, units that occur once on both sides are anchors, and the longest run of anchors in the same order is kept
(patience diff, Bram Cohen 2005, https://bramcohen.livejournal.com/73318.html); where nothing occurs once, the rarest units
stand in, as in histogram diff (Shawn Pearce, JGit 2010). Small gaps go to `difflib` (Ratcliff and Obershelp 1988). Then pure
additions and removals are slid to the nearest end of a sentence, and short matches inside rewritten stretches are given up:
both after the "semantic clean-up" of Neil Fraser's diff-match-patch (2006), measured in words instead of characters.

Words are compared in their composed form (NFC), without soft hyphens; white space does not count. A paragraph that moved shows
as removed in one place and added in the other.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sayso.match.tokens import Tokens, tokens
from sayso.records.anchors import Span

SMALL = 64 * 64
"""Gaps whose sides multiply to no more than this are searched for the longest common stretches."""
DEEPEST = 50
"""How often a gap may be divided; what is still open then counts as replaced. Keeps the cost near the size of the texts."""
SENTENCE_WORDS = 3
"""Equal sentences of at least so many words are never given up."""
CHAIN = 4
"""So many changes with one or two equal words between them are one rewritten stretch, if they change more than they keep."""
SLIDE = 200
"""Words by which a change is slid at most."""


class Kind(StrEnum):
    """What happened to a stretch."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the left text and the stretch of the right text that stands in its place.

    Attributes:
        left, right: where they stand; the one that holds no words is empty or white space in REMOVED and ADDED.
    """

    kind: Kind
    left: Span
    right: Span


@dataclass(slots=True)
class _Stretch:
    """Tokens [a0, a1) against [b0, b1): equal, or not; `firm` when it must stay as it is."""

    a0: int
    a1: int
    b0: int
    b1: int
    equal: bool
    firm: bool = False


@dataclass(frozen=True, slots=True)
class _Gap:
    """Units [a0, a1) against [b0, b1) that are still to be aligned, after so many divisions."""

    a0: int
    a1: int
    b0: int
    b1: int
    depth: int = 0


def differences(left: str, right: str) -> tuple[Change, ...]:
    """The stretches in order; together they cover both texts, EQUAL ones never stand side by side.

    In an EQUAL stretch both sides have the same words; their white space may differ. Texts without any words or signs give one
    EQUAL stretch, two empty texts none. Exchanging the texts exchanges the sides and REMOVED with ADDED, and nothing else.

    Cost: close to linear; about one second for two texts of 70,000 words that differ in every sentence.
    """
    if (len(left), left) > (len(right), right):
        mirrored = {Kind.REMOVED: Kind.ADDED, Kind.ADDED: Kind.REMOVED}
        return tuple(Change(mirrored.get(one.kind, one.kind), one.right, one.left) for one in differences(right, left))
    known: dict[str, int] = {}
    a, b = tokens(left, known), tokens(right, known)
    if not a.ids or not b.ids:
        kind = Kind.REMOVED if a.ids else Kind.ADDED if b.ids else Kind.EQUAL
        return (Change(kind, Span(0, len(left)), Span(0, len(right))),) if right else ()
    stretches = _joined(_gathered(_cleaned(_joined(_slid(_aligned(a, b), a, b)), a, b), a, b))
    return tuple(_change(one, a, b) for one in stretches)


def _aligned(a: Tokens, b: Tokens) -> list[_Stretch]:
    """Equal stretches and gaps in turn, gaps possibly missing, over all tokens of both sides."""
    stretches = [_Stretch(0, len(a.ids), 0, len(b.ids), equal=False)]
    for rank in (3, 2, 0):
        finer: list[_Stretch] = []
        for one in stretches:
            finer += [one] if one.equal else _divided(one, a, b, rank)
        stretches = finer
    return stretches


def _divided(gap: _Stretch, a: Tokens, b: Tokens, rank: int) -> Iterator[_Stretch]:
    """The gap as equal stretches and smaller gaps, by whole units of the rank."""
    a_units, b_units = a.units(rank, gap.a0, gap.a1), b.units(rank, gap.b0, gap.b1)
    known: dict[object, int] = {}
    a_keys, b_keys = (
        [known.setdefault(tuple(side.ids[start:end]), len(known)) for start, end in pairwise(units)]
        for side, units in ((a, a_units), (b, b_units))
    )
    at_a, at_b = gap.a0, gap.b0
    for i, j, n in _runs(a_keys, b_keys):
        a0, a1, b0, b1 = a_units[i], a_units[i + n], b_units[j], b_units[j + n]
        if at_a < a0 or at_b < b0:
            yield _Stretch(at_a, a0, at_b, b0, equal=False)
        firm = rank == 3 or (rank == 2 and a.words[a1] - a.words[a0] >= SENTENCE_WORDS)
        yield _Stretch(a0, a1, b0, b1, equal=True, firm=firm)
        at_a, at_b = a1, b1
    if at_a < gap.a1 or at_b < gap.b1:
        yield _Stretch(at_a, gap.a1, at_b, gap.b1, equal=False)


def _runs(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of n equal units, a[i:i+n] and b[j:j+n], in the order of both sides."""
    found: list[tuple[int, int, int]] = []
    waiting = [_Gap(0, len(a), 0, len(b))]
    while waiting:
        gap = waiting.pop()
        a0, a1, b0, b1 = gap.a0, gap.a1, gap.b0, gap.b1
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            a0, b0 = a0 + 1, b0 + 1
        if a0 > gap.a0:
            found.append((gap.a0, gap.b0, a0 - gap.a0))
        end = a1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
        if a1 < end:
            found.append((a1, b1, end - a1))
        if a0 == a1 or b0 == b1:
            continue
        if (a1 - a0) * (b1 - b0) <= SMALL:
            blocks = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks()
            found += [(a0 + i, b0 + j, n) for i, j, n in blocks if n]
        elif gap.depth < DEEPEST:
            anchors = _anchors(a, b, _Gap(a0, a1, b0, b1))
            edges = [(a0, b0), *anchors, (a1, b1)]  # each gap begins with its anchor, which is taken in as an equal beginning
            waiting += [_Gap(i, k, j, m, gap.depth + 1) for (i, j), (k, m) in pairwise(edges)] if anchors else []
    return sorted(found)


def _anchors(a: Sequence[int], b: Sequence[int], gap: _Gap) -> list[tuple[int, int]]:
    """The longest run of rarest common units in the same order on both sides."""
    places_a, places_b = _places(a, gap.a0, gap.a1), _places(b, gap.b0, gap.b1)
    common = [unit for unit in places_a if len(places_a[unit]) == len(places_b.get(unit, ()))]
    rarest = min((len(places_a[unit]) for unit in common), default=0)
    if not rarest:
        return []
    pairs = sorted(
        pair for unit in common if len(places_a[unit]) == rarest for pair in zip(places_a[unit], places_b[unit], strict=True)
    )
    # Longest increasing subsequence of the places in b, by patience sorting.
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(heads[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        heads[pile : pile + 1] = [place]
    chosen, place = [], heads[-1]
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _places(units: Sequence[int], start: int, end: int) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for i in range(start, end):
        places.setdefault(units[i], []).append(i)
    return places


def _slid(stretches: list[_Stretch], a: Tokens, b: Tokens) -> list[_Stretch]:
    """Pure additions and removals moved along what they repeat, to where a paragraph or sentence begins."""
    for before, one, after in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if one.equal or not before.equal or not after.equal or (one.a0 < one.a1) == (one.b0 < one.b1):
            continue
        side, start, end = (a, one.a0, one.a1) if one.a0 < one.a1 else (b, one.b0, one.b1)
        back, on = min(SLIDE, before.a1 - before.a0), min(SLIDE, after.a1 - after.a0)
        least, most = 0, 0
        while least > -back and side.ids[start + least - 1] == side.ids[end + least - 1]:
            least -= 1
        while most < on and side.ids[start + most] == side.ids[end + most]:
            most += 1
        by = max(range(least, most + 1), key=lambda by: (side.rank[start + by] + side.rank[end + by], -abs(by)))
        before.a1, before.b1 = before.a1 + by, before.b1 + by
        one.a0, one.a1, one.b0, one.b1 = one.a0 + by, one.a1 + by, one.b0 + by, one.b1 + by
        after.a0, after.b0 = after.a0 + by, after.b0 + by
    return stretches


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Without empty stretches, and with neighbours of a kind as one, so that equal ones and changes take turns."""
    joined: list[_Stretch] = []
    for one in stretches:
        if one.a0 == one.a1 and one.b0 == one.b1:
            continue
        if joined and joined[-1].equal == one.equal:
            last = joined[-1]
            last.a1, last.b1, last.firm = one.a1, one.b1, last.firm or one.firm
        else:
            joined.append(one)
    return joined


def _cleaned(stretches: list[_Stretch], a: Tokens, b: Tokens) -> list[_Stretch]:
    """Equal stretches of fewer words than the change before and the change after are given up, if all is in one paragraph."""
    kept: list[_Stretch] = []
    for one in stretches:
        kept.append(one)
        while len(kept) > 2 and not one.equal:
            first, middle, last = kept[-3:]
            if middle.firm or _size(middle, a, b) >= min(_size(first, a, b), _size(last, a, b)) or _parts(middle, a, b):
                break
            kept[-3:] = [_Stretch(first.a0, last.a1, first.b0, last.b1, equal=False)]
    return kept


def _gathered(stretches: list[_Stretch], a: Tokens, b: Tokens) -> list[_Stretch]:
    """Chains of many small changes with a word or two between them as one change."""
    kept: list[_Stretch] = []
    chain: list[_Stretch] = []
    for one in [*stretches, _Stretch(0, 0, 0, 0, equal=True, firm=True)]:
        if not one.equal or (chain and not one.firm and _size(one, a, b) < SENTENCE_WORDS and not _parts(one, a, b)):
            chain.append(one)
            continue
        tail = [chain.pop()] if chain and chain[-1].equal else []
        same = sum(_size(link, a, b) for link in chain if link.equal)
        changed = sum(_size(link, a, b) for link in chain if not link.equal)
        if len(chain) >= 2 * CHAIN - 1 and same <= changed:
            chain = [_Stretch(chain[0].a0, chain[-1].a1, chain[0].b0, chain[-1].b1, equal=False)]
        kept += [*chain, *tail, one]
        chain = []
    return kept[:-1]


def _parts(one: _Stretch, a: Tokens, b: Tokens) -> bool:
    """Whether a paragraph ends or begins with or in the equal stretch, on both sides at once."""
    return any(x == y == 3 for x, y in zip(a.rank[one.a0 : one.a1 + 1], b.rank[one.b0 : one.b1 + 1], strict=True))


def _size(one: _Stretch, a: Tokens, b: Tokens) -> int:
    """Words of the side that has more of them."""
    return max(a.words[one.a1] - a.words[one.a0], b.words[one.b1] - b.words[one.b0])


def _change(one: _Stretch, a: Tokens, b: Tokens) -> Change:
    left, right = Span(a.bounds[one.a0], a.bounds[one.a1]), Span(b.bounds[one.b0], b.bounds[one.b1])
    if one.equal:
        return Change(Kind.EQUAL, left, right)
    if one.a0 == one.a1:
        return Change(Kind.ADDED, left, right)
    return Change(Kind.REMOVED if one.b0 == one.b1 else Kind.REPLACED, left, right)
