"""The lineage of a collection as JSON: reuse, copies, relays and corrections, documents named as outside.

The form is that of docs/reference/lineage.md. Of a text that more than `sayso.match.join.CAP` documents carry word for word,
each is listed with the earliest of them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from sayso.records.anchors import Span
from sayso.records.links import Edge, EdgeKind, Passage

Row = dict[str, object]


def lineage_rows(passages: Iterable[Passage], edges: Iterable[Edge], names: Mapping[str, str]) -> dict[str, list[Row]]:
    """The lists of the export, each in order.

    Args:
        passages, edges: of the collection.
        names: what to call each document, by id.
    """
    edges = sorted(edges, key=lambda one: (one.kind, names[one.doc], names[one.from_doc]))
    return {
        "reuse": [_reuse(one, names) for one in sorted(passages, key=lambda one: _order(one, names))],
        "copies": [
            {**_edge(one, names, "copy", "from"), "credited": one.credited, "linked": one.linked}
            for one in edges
            if one.kind is EdgeKind.COPY and one.decided
        ],
        "undecided": [
            {"docs": sorted((names[one.doc], names[one.from_doc])), "confidence": one.confidence}
            for one in edges
            if one.kind is EdgeKind.COPY and not one.decided
        ],
        "relays": [
            {**_edge(one, names, "doc", "from_doc"), "linked": one.linked} for one in edges if one.kind is EdgeKind.CITES
        ],
        "corrections": [_edge(one, names, "doc", "corrects_doc") for one in edges if one.kind is EdgeKind.CORRECTS],
    }


def dumps(rows: Mapping[str, Sequence[Row]]) -> str:
    """The export as JSON in ASCII, one row a line, ending in a newline."""
    lists = (
        f'"{name}": [' + ",".join(f"\n{json.dumps(row, ensure_ascii=True, allow_nan=False)}" for row in some) + "\n]"
        for name, some in rows.items()
    )
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _order(one: Passage, names: Mapping[str, str]) -> tuple[str, str, Span, Span]:
    return names[one.left_doc], names[one.right_doc], one.left, one.right


def _reuse(one: Passage, names: Mapping[str, str]) -> Row:
    row: Row = {
        "left_doc": names[one.left_doc],
        "left": list(one.left),
        "right_doc": names[one.right_doc],
        "right": list(one.right),
        "kind": "boilerplate" if one.stock is not None else one.likeness.value,
        "similarity": one.similarity,
    }
    if one.stock is not None:
        row["stock"] = one.stock.value
    return row


def _edge(one: Edge, names: Mapping[str, str], doc: str, from_doc: str) -> Row:
    return {
        doc: names[one.doc],
        from_doc: names[one.from_doc],
        "confidence": one.confidence,
        "reasons": reason_rows(one),
    }


def reason_rows(edge: Edge) -> list[Row]:
    """The reasons of an edge, strongest first; places as [start, end)."""
    return [{"code": why.code, "text": why.text, "weight": why.weight, "place": why.place} for why in edge.reasons]
