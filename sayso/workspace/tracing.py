"""From documents of the store to their lineage: fingerprints and passages are kept, edges are worked out when somebody asks.

`Tracer.catch_up` looks at documents that nobody has looked at, in transactions with their passages, so that a killed run leaves
nothing half done; what it keeps depends on the documents alone. Copies of a text that very many carry are compared with the
earliest of them only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sayso.errors import NotFound
from sayso.match.duplicates import digest
from sayso.match.join import CAP, Facts, candidates
from sayso.match.outlets import Outlets
from sayso.match.passages import passages
from sayso.match.seeds import fingerprints
from sayso.match.wording import Wording
from sayso.progress import Event, Listener, silent
from sayso.records.links import Passage
from sayso.records.rulings import Ruling, Rulings
from sayso.records.statements import Reading
from sayso.store.rows import DocumentRow
from sayso.store.seeds import SeedSet
from sayso.store.view import View
from sayso.trace.articles import Article, wording_of
from sayso.trace.claims import Claim, claims
from sayso.trace.lineage import Lineage, lineage
from sayso.trace.units import units
from sayso.workspace.opening import Workspace
from sayso.workspace.rulings import Kept, rulings_of

T = TypeVar("T")

BATCH = 1_024
"""Documents that are looked at in one transaction: seeds fall on places all over the index, so many at once cost far less."""
MOST = 64
"""Documents that a new one is compared with at most, those that share most first."""
NEAR = 200
"""Documents around one whose lineage is asked for, at most."""
SEVERAL = 2
"""Passages that a document must share with one for those around it to be looked at too."""
_HELD = 1_024
_WHOLE_S = 3_600.0  # a question about a whole workspace may take longer than one that somebody waits for


class Tracer:
    """Works out what joins the documents of a workspace; keeps those it used last at hand."""

    def __init__(self, workspace: Workspace) -> None:
        self._store = workspace.store
        self._view = workspace.store.view()
        self._texts: dict[str, _Text] = {}
        self._articles: dict[str, Article] = {}
        self._outlets: tuple[int, tuple[Ruling, ...], Outlets] | None = None

    def catch_up(self, *, listener: Listener = silent) -> int:
        """Look at all documents that have not been looked at, the earliest first; how many they were."""
        done, total = 0, self._view.count_unseeded()
        while batch := self._view.unseeded(BATCH):
            fresh: list[SeedSet] = []
            found: list[Passage] = []
            pages: dict[str, int] = {}
            for document_id in batch:
                with suppress(NotFound):  # somebody else has just forgotten it
                    mine = self._seed_set(document_id)
                    fresh.append(mine)
                    for other in _partners(self._view, mine, fresh, pages):
                        found += self._shared(document_id, other)
            with self._store.writing() as writer:
                for mine in fresh:
                    writer.seeds(mine.document_id, mine.words, mine.hashes)
                writer.passages(found)
            done += len(batch)
            listener(Event("trace", done, max(done, total), "documents"))
        return done

    def lineage_of(self, document_id: str) -> Lineage:
        """What joins a document with others: the passages and edges that it is part of, as `around` finds them."""
        found = self.around(document_id)
        return Lineage(
            tuple(one for one in found.passages if document_id in (one.left_doc, one.right_doc)),
            tuple(one for one in found.edges if document_id in (one.doc, one.from_doc)),
        )

    def around(self, document_id: str) -> Lineage:
        """What joins a document and those around it with each other.

        Who has it from whom is worked out among the documents around it, `NEAR` at most, those first that share most with it.
        """
        near, rulings = _around(self._view, document_id), rulings_of(self._view)
        return lineage(self._known(near, rulings), self._view.passages_among(near), rulings=rulings)

    def whole(self) -> Lineage:
        """What joins all documents of the workspace. Cost: all of them are held in memory."""
        return self._whole(rulings_of(self._view))[0]

    def with_claims(self) -> tuple[Lineage, list[Claim]]:
        """The same with the claims of all documents, by their ids."""
        rulings = rulings_of(self._view)
        found, known = self._whole(rulings)
        every = [unit for doc, article in known.items() for unit in units(article, self._reading(doc))]
        return found, claims(every, found.edges, rulings=rulings)

    def outlets(self) -> Outlets:
        """The registry of outlets as the collection and people have it."""
        return self._registry(rulings_of(self._view))

    def _whole(self, rulings: Rulings) -> tuple[Lineage, Mapping[str, Article]]:
        view = self._store.view(deadline_s=_WHOLE_S)
        every = view.document_ids()
        known = self._known(every, rulings)
        return lineage(known, view.passages_among(every), rulings=rulings), known

    def _seed_set(self, document_id: str) -> SeedSet:
        text = self._text(document_id)
        words, hashes = digest(text.wording.words), fingerprints(text.wording)
        return SeedSet(document_id, text.row.first_capture, text.row.outlet, words, hashes)

    def _shared(self, document_id: str, other: str) -> Iterator[Passage]:
        left_doc, right_doc = sorted((document_id, other))
        left, right = self._text(left_doc), self._text(right_doc)
        if left.row.line_id != right.row.line_id:
            for one in passages(left.wording, right.wording):
                yield Passage(left_doc, one.left, right_doc, one.right, one.likeness, one.similarity)

    def _text(self, document_id: str) -> "_Text":
        text = self._texts.pop(document_id, None)
        if text is None:
            text = _Text(self._view.document(document_id), wording_of(self._view.reading(document_id)))
        return _held(self._texts, document_id, text)

    def _known(self, document_ids: Sequence[str], rulings: Rulings) -> Mapping[str, Article]:
        outlets = self._registry(rulings)
        return {document_id: self._article(document_id, outlets) for document_id in document_ids}

    def _registry(self, rulings: Rulings) -> Outlets:
        last, ruled = self._view.last_capture(), rulings.outlets
        if self._outlets is None or self._outlets[:2] != (last, ruled):
            self._outlets = last, ruled, Outlets.shipped().learning(self._view.outlets()).corrected(ruled)
            self._articles.clear()
        return self._outlets[2]

    def _reading(self, document_id: str) -> Reading:
        """A document as people corrected it."""
        return Kept(self._view).applied(document_id).reading

    def _article(self, document_id: str, outlets: Outlets) -> Article:
        article = self._articles.pop(document_id, None) or Article.of(document_id, self._reading(document_id), outlets)
        return _held(self._articles, document_id, article)


@dataclass(frozen=True, slots=True)
class _Text:
    """A document with its words."""

    row: DocumentRow
    wording: Wording


def _held(cache: dict[str, T], key: str, value: T) -> T:
    """The value, which is now the last one used and so the last one to go."""
    cache[key] = value
    if len(cache) > _HELD:
        del cache[next(iter(cache))]
    return value


def _partners(view: View, mine: SeedSet, fresh: Sequence[SeedSet], pages: dict[str, int]) -> list[str]:
    """Ids of the documents that a new one is to be compared with.

    Args:
        view: of the store.
        mine: the seeds of the new one.
        fresh: seeds that are not in the store yet, its own among them.
        pages: how many documents there are of outlets met so far; filled here.
    """
    held = view.holders(mine.hashes, most=CAP + 1)
    hashes, firsts = [held.hashes], [held.first_captures.astype(np.int64)]
    for one in fresh:
        common = np.intersect1d(one.hashes, mine.hashes, assume_unique=True)
        hashes.append(common)
        firsts.append(np.full(len(common), one.first_capture))
    every, holders = np.concatenate(hashes), np.concatenate(firsts)
    known = np.unique(holders)
    sets = {one.first_capture: one for one in (*view.seed_sets(known.tolist()), *fresh)}
    names = sorted({one.outlet for one in sets.values() if one.outlet is not None})
    numbers = {name: number for number, name in enumerate(names)}
    pages.update(view.pages([name for name in names if name not in pages]))
    facts = Facts(
        sizes=np.array([len(sets[first].hashes) for first in known.tolist()], dtype=np.int32),
        outlets=np.array([numbers.get(sets[first].outlet or "", -1) for first in known.tolist()], dtype=np.int32),
        pages=np.array([pages.get(name, 0) for name in names], dtype=np.int64),
        places=known,
    )
    at = int(np.searchsorted(known, mine.first_capture))
    pairs = candidates(at, every, np.searchsorted(known, holders).astype(np.int32), facts)
    other = np.where(pairs.left == at, pairs.right, pairs.left)
    order = np.lexsort((other, -pairs.shared))[:MOST]
    return [sets[first].document_id for first in known[other[order]].tolist()]


def _around(view: View, document_id: str) -> list[str]:
    """Ids of the document, of those that share passages with it, and of those that share some with the nearest of these."""
    known, edge = {document_id}, [document_id]
    for _ in range(2):
        shared = Counter[str]()
        for one in view.passages_of(edge):
            shared.update({one.left_doc, one.right_doc} - known)
        most = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: NEAR - len(known)]
        known.update(doc for doc, _ in most)
        edge = [doc for doc, number in most if number >= SEVERAL]
    return sorted(known)
