"""Candidate pairs: which documents of a collection have seeds in common, and how many.

Documents are numbered from the earliest on. A seed that up to `CAP` documents hold pairs each with each; one that more hold
pairs them with the earliest holder only, since the pairs of 10,000 copies would be fifty million, and a sketch that more hold
pairs none. To say how a seed pairs a document with earlier ones, nobody looks at more than its `CAP` + 1 earliest holders: so a
store can answer for one document what `pairs` answers for all.

An outlet's boilerplate would make candidates of all its pages. A seed counts as recurring in an outlet when enough of its `CAP`
earliest holders are pages of it; two pages of one outlet that share recurring seeds alone, and fewer than half of their seeds,
are no candidates. Versions of one article share more than half, and pages that share something else share other seeds.

Chance gives documents a sketch in common, and in a large collection most pairs that are found. So one sketch alone pairs only
documents that are no further than `NEAR` apart: what is rewritten is rewritten soon, and such pairs grow with the collection,
not with its square.

Of whole collections, postings and pairs go through heaps that fall to disk when they outgrow the memory they may have.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import StopRun
from sayso.match.seeds import is_sketch

CAP = 32
"""Holders of a seed that are still paired each with each, at up to 15.5 pairs a posting."""
RECURRING = 5
"""Pages of an outlet that must hold a seed for it to recur there."""
SHARE = 0.05
"""Part of the pages of an outlet that must; at most half of CAP, as no more is looked at."""
DOCUMENTS = 1 << 30
"""Documents that can be numbered."""
NEAR = 5_000
"""How far apart two documents may be that a single sketch pairs."""

_HEAPS = 64
_AT_ONCE = 4_096  # documents that are taken up at a time
_BLOCK = 1 << 21  # pairs that are made at a time
_POSTING = np.dtype([("hash", "<i8"), ("document", "<i4")])
_PAIR = np.dtype("<i8")  # left document, right document, and two bits: a seed, not a sketch; it recurs in the outlet of both


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of documents that share seeds, by left and then by right.

    Attributes:
        left, right: int32 [pair]; numbers of the documents, left the lesser one.
        shared: int32 [pair]; seeds that pair them.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    shared: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of documents besides their seeds.

    Attributes:
        sizes: int32 [document]; how many seeds each has.
        outlets: int32 [document]; number of its outlet, -1 where there is none.
        pages: int64 [outlet]; how many pages of the outlet there are in the whole collection.
        places: int64 [document]; number of each in the whole collection; None: the documents are the whole of it.
    """

    sizes: NDArray[np.int32]
    outlets: NDArray[np.int32]
    pages: NDArray[np.int64]
    places: NDArray[np.int64] | None = None

    @property
    def least(self) -> NDArray[np.int64]:
        """int64 [outlet]: pages that must hold a seed for it to recur there."""
        return np.clip((SHARE * self.pages).astype(np.int64), RECURRING, CAP // 2)


def pairs(
    documents: Iterable[tuple[int, NDArray[np.int64]]], *, outlets: NDArray[np.int32] | None = None, budget: int = 1 << 30
) -> Iterator[Pairs]:
    """The pairs of a collection in ascending order, in blocks; the same whatever the order of documents and the budget.

    Cost: sorts postings and pairs once. At the end of the iteration, or of the process, no file is left.

    Args:
        documents: number and seeds (int64 [seed], each once) of each document, each once; in any order.
        outlets: int32 [document], by number, -1 where there is none; None: no boilerplate of outlets is left out.
        budget: bytes of postings and pairs that may wait in memory. What is being sorted comes on top of it: a 64th of all.

    Raises:
        StopRun: there is no room for temporary files.
    """
    with _Heaps(_POSTING, budget // 2) as postings, _Heaps(_PAIR, budget // 2) as found:
        facts = _take_up(documents, postings, outlets)
        for heap in postings:
            for keys in _joined(heap["hash"].copy(), heap["document"].copy(), facts):
                found.add((keys >> 32) * _HEAPS // max(1, len(facts.sizes)), keys)
        for keys in found:
            if len(summed := _summed(keys, facts)):
                yield summed


def candidates(document: int, hashes: NDArray[np.int64], holders: NDArray[np.int32], facts: Facts) -> Pairs:
    """The pairs of one document, as `pairs` has them with earlier documents.

    With later documents they are complete as far as the postings are.

    Args:
        document: its number; among few documents that stand here for the collection, in the same order.
        hashes: int64 [posting]; its seeds, each once for each holder that is at hand.
        holders: int32 [posting]; who holds them: the document itself, and of each seed the CAP + 1 earliest at least.
        facts: about the documents at hand.
    """
    found = [np.empty(0, dtype=_PAIR)]
    for keys in _joined(hashes, holders, facts):
        found.append(keys[(keys >> 32 == document) | (keys >> 2 & DOCUMENTS - 1 == document)])
    return _summed(np.concatenate(found), facts)


def _take_up(
    documents: Iterable[tuple[int, NDArray[np.int64]]], postings: "_Heaps", outlets: NDArray[np.int32] | None
) -> Facts:
    numbers, sizes = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int32)]
    given = iter(documents)
    while some := list(islice(given, _AT_ONCE)):
        numbers.append(np.array([number for number, _ in some], dtype=np.int32))
        sizes.append(np.array([len(seeds) for _, seeds in some], dtype=np.int32))
        block = np.empty(int(sizes[-1].sum()), dtype=_POSTING)
        block["hash"] = np.concatenate([seeds for _, seeds in some])
        block["document"] = np.repeat(numbers[-1], sizes[-1])
        # Not the high bits: the seeds of a text are those of low hashes. Nor the lowest, which is their kind.
        postings.add(block["hash"] >> 1 & _HEAPS - 1, block)
    every = np.concatenate(numbers)
    by_number = np.zeros(int(every.max(initial=-1)) + 1, dtype=np.int32)
    by_number[every] = np.concatenate(sizes)
    if outlets is None:
        outlets = np.full(len(by_number), -1, dtype=np.int32)
    return Facts(by_number, outlets, np.bincount(outlets[every][outlets[every] >= 0]))


def _joined(hashes: NDArray[np.int64], documents: NDArray[np.int32], facts: Facts) -> Iterator[NDArray[np.int64]]:
    """Pairs by the seeds of these postings, in blocks: one a seed, as keys of the form _PAIR."""
    held, at, documents = _shared(hashes, documents)
    if not len(held):
        return
    seed = np.repeat(np.arange(len(held)), held)
    ends = np.repeat(np.cumsum(held), held)
    places = np.arange(len(documents))
    rank = places - (ends - held[seed])
    outlets = facts.outlets[documents]
    recurring = _recurring(seed[rank < CAP], outlets[rank < CAP], facts.least)
    recurs = np.zeros(len(documents), dtype=np.bool_)
    recurs[rank < CAP] = recurring
    # What very many say in some words is no reason to compare them; what they have word for word is.
    starred = (rank == 0) & ~is_sketch(hashes[at])
    partners = np.where(starred | (held[seed] <= CAP), ends - places - 1, 0)
    pairing = partners > 0
    places, partners = places[pairing], partners[pairing]
    total = np.concatenate(([0], np.cumsum(partners)))
    start = 0
    while start < len(places):
        end = max(start + 1, int(np.searchsorted(total, total[start] + _BLOCK, side="right")) - 1)
        here = partners[start:end]
        left = np.repeat(places[start:end], here)
        right = left + 1 + np.arange(len(left)) - np.repeat(total[start:end] - total[start], here)
        same = recurs[left] & (outlets[left] == outlets[right])
        certain = ~is_sketch(hashes[at[left]])
        yield documents[left].astype(np.int64) << 32 | documents[right].astype(np.int64) << 2 | certain << 1 | same
        start = end


def _shared(
    hashes: NDArray[np.int64], documents: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.int32]]:
    """How many hold each seed that several hold; the postings of these, seed by seed; and their holders, the earliest first."""
    order = np.argsort(hashes, kind="stable")
    held = _runs(hashes[order])
    several = np.repeat(held > 1, held)
    held, order = held[held > 1], order[several]
    keys = np.repeat(np.arange(len(held)), held) << 31 | documents[order]
    return held, order, (np.sort(keys) & DOCUMENTS - 1).astype(np.int32)


def _recurring(seed: NDArray[np.int64], outlets: NDArray[np.int32], least: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool [posting]: whether the seed recurs in the outlet of the posting."""
    recurring = outlets >= 0
    if recurring.any():
        _, which, held = np.unique(seed[recurring] << 32 | outlets[recurring], return_inverse=True, return_counts=True)
        recurring[recurring] = held[which] >= least[outlets[recurring]]
    return recurring


def _summed(keys: NDArray[np.int64], facts: Facts) -> Pairs:
    keys = np.sort(keys)
    shared = _runs(keys >> 2)
    first = np.cumsum(shared) - shared
    left, right = keys[first] >> 32, keys[first] >> 2 & DOCUMENTS - 1
    recurring = np.add.reduceat(keys & 1, first) if len(first) else shared
    few = 2 * shared < np.minimum(facts.sizes[left], facts.sizes[right])
    apart = right - left if facts.places is None else facts.places[right] - facts.places[left]
    chance = (shared == 1) & (keys[first] & 2 == 0) & (apart > NEAR)
    kept = ~(few & (recurring == shared)) & ~chance
    return Pairs(*(part[kept].astype(np.int32) for part in (left, right, shared)))


def _runs(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    """Lengths of the runs of equal numbers."""
    borders = np.flatnonzero(ascending[1:] != ascending[:-1]) + 1
    return np.diff(borders, prepend=0, append=len(ascending)) if len(ascending) else np.empty(0, dtype=np.int64)


class _Heaps(AbstractContextManager["_Heaps"]):
    """Records in `_HEAPS` heaps: in memory up to a budget, beyond it in files without names, which go with the process."""

    def __init__(self, kind: np.dtype[Any], budget: int) -> None:
        self._kind = kind
        most = max(1, budget // _HEAPS)
        self._files = [tempfile.SpooledTemporaryFile(max_size=most) for _ in range(_HEAPS)]  # noqa: SIM115 - see __exit__

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        for file in self._files:
            file.close()

    def add(self, heaps: NDArray[np.int64], records: NDArray[Any]) -> None:
        """Put each record on the heap of that number."""
        heaps = heaps.astype(np.uint8)
        order = np.argsort(heaps, kind="stable")
        ends = np.cumsum(np.bincount(heaps, minlength=_HEAPS)).tolist()
        records = records[order]
        try:
            for file, start, end in zip(self._files, [0, *ends], ends, strict=False):
                file.write(records[start:end].tobytes())
        except OSError as exc:
            raise StopRun("there is no room for temporary files.", tempfile.gettempdir(), "Make room there.") from exc

    def __iter__(self) -> Iterator[NDArray[Any]]:
        """Each heap in turn, which is gone afterwards."""
        for file in self._files:
            yield self._all(file)

    def _all(self, file: IO[bytes]) -> NDArray[Any]:
        file.seek(0)
        data = file.read()
        file.close()
        return np.frombuffer(data, self._kind)
