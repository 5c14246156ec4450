"""What joins one document with the others of a collection, put in order for people: from whom it has what, who has it from it.

Takes the lineage of the document and of those around it, gives a LineageSheet: plain data for the terminal, the HTML page and
JSON. It says what was found and why, never whose article is worth more; "first" always means first in this collection.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.match.tokens import count_words
from sayso.records.anchors import Span
from sayso.records.links import Edge, EdgeKind, Likeness, Passage, Stock
from sayso.show.lineage_form import reason_rows
from sayso.store.rows import DocumentRow
from sayso.trace.articles import Moment
from sayso.trace.lineage import Lineage

NEARLY = 0.9
"""Part of the words of two documents, each way, from which they count as nearly the same."""
_WORD = re.compile(r"\w")
_LATE = datetime.max.replace(tzinfo=UTC)
_KINDS = (EdgeKind.COPY, EdgeKind.CITES, EdgeKind.CORRECTS)


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge as one of its two documents sees it; `other` is the other one."""

    edge: Edge
    other: DocumentRow


@dataclass(frozen=True, slots=True)
class Step:
    """A document in the chain, and those that it has something from.

    Attributes:
        kind: what the step below has from it; None for the document that is looked at.
        again: whether it stands elsewhere in the chain already, so that its own steps are not repeated.
    """

    document: DocumentRow
    kind: EdgeKind | None
    steps: tuple["Step", ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that follow each other on both sides, as one.

    Attributes:
        here, there: where it stands in this document and in the other.
        words: how many it has here.
        text, other_text: its words on both sides.
    """

    here: Span
    there: Span
    likeness: Likeness
    words: int
    text: str
    other_text: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another document and what it shares with this one, stock passages left out.

    Attributes:
        stretches: in the order of this document.
        words: of this document, that stand in them.
        part: the same as a part of this document, in [0, 1].
        nearly: whether the two documents are nearly the same.
    """

    other: DocumentRow
    stretches: tuple[Stretch, ...]
    words: int
    part: float
    nearly: bool


@dataclass(frozen=True, slots=True)
class StockText:
    """A stretch of this document that others have too, without any copying that it would prove."""

    here: Span
    text: str
    stock: Stock
    others: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class LineageSheet:
    """Everything a renderer needs.

    Attributes:
        text: of the document.
        origins: what it has from others: copies, then citations, then corrections, the surest first.
        heirs: who has something from it, the earliest first.
        undecided: with whom it shares its text, where nothing says who was first.
        chain: the document with those before it, up to the first ones in this collection.
        beyond: how many more have it through the heirs.
        sharing: whom it shares text with, those with most words first.
        stock: passages that prove no copying, in the order of the text.
        passages: all passages as they were found, by the other document and then by place.
    """

    document: DocumentRow
    text: str
    origins: tuple[Tie, ...]
    heirs: tuple[Tie, ...]
    undecided: tuple[Tie, ...]
    chain: Step
    beyond: int
    sharing: tuple[Sharing, ...]
    stock: tuple[StockText, ...]
    passages: tuple[Passage, ...]
    documents: Mapping[str, DocumentRow]
    texts: Mapping[str, str]

    @property
    def family(self) -> tuple[Sharing, ...]:
        """Documents that are nearly the same as this one, the earliest first."""
        return tuple(sorted((one for one in self.sharing if one.nearly), key=lambda one: when(one.other)))


def neighbours(document_id: str, found: Lineage) -> list[str]:
    """Ids of the documents that share a passage or an edge with a document, in order."""
    ends = [(one.left_doc, one.right_doc) for one in found.passages] + [(one.doc, one.from_doc) for one in found.edges]
    return sorted({doc for pair in ends if document_id in pair for doc in pair} - {document_id})


def lay_out(document_id: str, found: Lineage, documents: Mapping[str, DocumentRow], texts: Mapping[str, str]) -> LineageSheet:
    """The lineage of a document in order.

    Args:
        document_id: the document that is looked at.
        found: what joins it and those around it with each other.
        documents: by id, the neighbours and all that an edge names.
        texts: by id, of the document and of its neighbours.
    """
    mine = [one for one in found.edges if document_id in (one.doc, one.from_doc)]
    passages = sorted(
        (one for one in found.passages if document_id in (one.left_doc, one.right_doc)),
        key=lambda one: (_other(one, document_id), _sides(one, document_id)),
    )
    decided = [one for one in mine if one.decided]
    origins = [Tie(one, documents[one.from_doc]) for one in decided if one.doc == document_id]
    heirs = [Tie(one, documents[one.doc]) for one in decided if one.from_doc == document_id]
    undecided = [Tie(one, documents[one.from_doc if one.doc == document_id else one.doc]) for one in mine if not one.decided]
    return LineageSheet(
        document=documents[document_id],
        text=texts[document_id],
        origins=tuple(sorted(origins, key=lambda tie: (_KINDS.index(tie.edge.kind), -tie.edge.confidence))),
        heirs=tuple(sorted(heirs, key=lambda tie: (when(tie.other), _KINDS.index(tie.edge.kind)))),
        undecided=tuple(sorted(undecided, key=lambda tie: when(tie.other))),
        chain=_chain(document_id, found.edges, documents),
        beyond=_beyond(document_id, found.edges),
        sharing=tuple(_sharing(document_id, passages, documents, texts)),
        stock=tuple(_stock(document_id, passages, documents, texts[document_id])),
        passages=tuple(passages),
        documents=documents,
        texts=texts,
    )


def when(row: DocumentRow) -> tuple[datetime, int]:
    """Orders documents by date, those without one last, then by when they were kept."""
    moment = Moment.of(row.published)
    return moment.first if moment else _LATE, row.first_capture


def _chain(document_id: str, edges: Iterable[Edge], documents: Mapping[str, DocumentRow]) -> Step:
    above: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda one: (_KINDS.index(one.kind), -one.confidence, one.from_doc)):
        if edge.decided and edge.kind is not EdgeKind.CORRECTS:
            above[edge.doc].append(edge)
    seen = {document_id}

    def step(doc: str, kind: EdgeKind | None) -> Step:
        steps = []
        for edge in above[doc]:
            if edge.from_doc in seen:
                steps.append(Step(documents[edge.from_doc], edge.kind, (), again=True))
            else:
                seen.add(edge.from_doc)
                steps.append(step(edge.from_doc, edge.kind))
        return Step(documents[doc], kind, tuple(steps))

    return step(document_id, None)


def _beyond(document_id: str, edges: Iterable[Edge]) -> int:
    """How many documents have it from those that have it from this one."""
    below: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.decided and edge.kind is not EdgeKind.CORRECTS:
            below[edge.from_doc].add(edge.doc)
    reached, waiting = {document_id}, [document_id]
    while waiting:
        fresh = below[waiting.pop()] - reached
        reached |= fresh
        waiting += sorted(fresh)
    return len(reached - below[document_id] - {document_id})


def _sharing(
    document_id: str, passages: Iterable[Passage], documents: Mapping[str, DocumentRow], texts: Mapping[str, str]
) -> list[Sharing]:
    by_other: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        if one.stock is None:
            by_other[_other(one, document_id)].append(one)
    text, found = texts[document_id], []
    length = max(1, count_words(text))
    for other, some in by_other.items():
        stretches = _stretches(document_id, some, text, texts[other])
        words = sum(count_words(text[slice(*span)]) for span in _union(one.here for one in stretches))
        same = [
            sum(one.similarity * count_words(side_text[slice(*_sides(one, document_id)[side])]) for one in some)
            / max(1, count_words(side_text))
            for side, side_text in enumerate((text, texts[other]))
        ]
        found.append(Sharing(documents[other], tuple(stretches), words, min(1.0, words / length), nearly=min(same) >= NEARLY))
    return sorted(found, key=lambda one: (-one.words, when(one.other), one.other.document_id))


def _stretches(document_id: str, passages: Iterable[Passage], text: str, other_text: str) -> list[Stretch]:
    """Passages with nothing but signs and white space between them on both sides become one."""
    runs: list[list[Passage]] = []
    end_here = end_there = -1
    for here, there, one in sorted(((*_sides(one, document_id), one) for one in passages), key=_from_longer):
        if here.end <= end_here and there.end <= end_there:  # inside a longer one
            continue
        follows = 0 <= end_here <= here.start and end_there <= there.start
        if follows and not _WORD.search(text, end_here, here.start) and not _WORD.search(other_text, end_there, there.start):
            runs[-1].append(one)
        else:
            runs.append([one])
        end_here, end_there = here.end, there.end
    found = []
    for run in runs:
        (first, first_there), (last, last_there) = _sides(run[0], document_id), _sides(run[-1], document_id)
        here, there = Span(first.start, last.end), Span(first_there.start, last_there.end)
        words = text[slice(*here)]
        found.append(Stretch(here, there, _likeness(run), count_words(words), words, other_text[slice(*there)]))
    return found


def _from_longer(sided: tuple[Span, Span, Passage]) -> tuple[int, int, Span]:
    """Orders passages by where they begin, longer ones first."""
    here, there, _ = sided
    return here.start, -here.end, there


def _union(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _likeness(passages: Sequence[Passage]) -> Likeness:
    kinds = {one.likeness for one in passages}
    return kinds.pop() if len(kinds) == 1 else Likeness.EDITED


def _stock(document_id: str, passages: Iterable[Passage], documents: Mapping[str, DocumentRow], text: str) -> list[StockText]:
    """Stock passages that overlap in this document become one."""
    held = [(_sides(one, document_id)[0], one) for one in passages if one.stock is not None]
    found = []
    for here in _union(span for span, _ in held):
        group = [one for span, one in held if here.start <= span.start < here.end]
        kinds = Counter(one.stock for one in group if one.stock is not None)
        rows = sorted((documents[other] for other in {_other(one, document_id) for one in group}), key=when)
        found.append(StockText(here, text[slice(*here)], min(kinds, key=lambda kind: (-kinds[kind], kind)), tuple(rows)))
    return found


def _other(passage: Passage, document_id: str) -> str:
    return passage.right_doc if passage.left_doc == document_id else passage.left_doc


def _sides(passage: Passage, document_id: str) -> tuple[Span, Span]:
    """Where the passage stands here, and where there."""
    sides = passage.left, passage.right
    return sides if passage.left_doc == document_id else (sides[1], sides[0])


def dumps(sheet: LineageSheet) -> str:
    """The lineage as JSON in ASCII, without a newline at the end; spans are [start, end) in code points."""
    data = {
        "document": _about(sheet.document),
        "from": [_tie(one) for one in sheet.origins],
        "to": [_tie(one) for one in sheet.heirs],
        "undecided": [_tie(one) for one in sheet.undecided],
        "chain": _step(sheet.chain),
        "beyond": sheet.beyond,
        "family": [one.other.document_id for one in sheet.family],
        "passages": [_passage(one, sheet) for one in sheet.passages],
        "documents": [_about(sheet.documents[key]) for key in sorted(sheet.documents)],
    }
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=2)


def _about(row: DocumentRow) -> dict[str, object]:
    names = ("document_id", "doc_id", "version", "title", "outlet", "published", "url")
    return {name: getattr(row, name) for name in names}


def _tie(tie: Tie) -> dict[str, object]:
    edge = tie.edge
    return {
        "kind": edge.kind.value,
        "document_id": tie.other.document_id,
        "credited": edge.credited,
        "linked": edge.linked,
        "confidence": edge.confidence,
        "reasons": reason_rows(edge),
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "document_id": step.document.document_id,
        "kind": step.kind.value if step.kind else None,
        "again": step.again,
        "from": [_step(one) for one in step.steps],
    }


def _passage(one: Passage, sheet: LineageSheet) -> dict[str, object]:
    document_id = sheet.document.document_id
    other, (here, there) = _other(one, document_id), _sides(one, document_id)
    return {
        "other": other,
        "here": here,
        "there": there,
        "likeness": one.likeness.value,
        "similarity": one.similarity,
        "stock": one.stock.value if one.stock else None,
        "text": sheet.text[slice(*here)],
        "other_text": sheet.texts[other][slice(*there)],
    }
