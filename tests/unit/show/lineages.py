"""Articles by hand, with what joins them: a chain of copies, a citation, a correction, a notice, and hostile ones."""

from collections.abc import Sequence

from sayso.records.anchors import Span
from sayso.records.links import Edge, EdgeKind, Likeness, Passage, Reason, Stock
from sayso.show.lineage_view import LineageSheet, lay_out
from sayso.store.rows import DocumentRow
from sayso.trace.lineage import Lineage
from tests.unit.show.comparisons import HOSTILE

RAIN = "Rain fell on Orsk all night. "
ROADS = "Two roads are under water. "
NOTICE = "Write to us with your news. "
TEXTS = {
    "wire": f"{RAIN}{ROADS}Nobody was hurt.",
    "post": f"{RAIN}{ROADS}The river rises. {NOTICE}",
    "blog": f"Source: Post. {ROADS}The river rises.",
    "week": f"Post reported that the river rises. {NOTICE}",
    "fixed": f"Correction. {RAIN}",
    "twin": f"{RAIN}{ROADS}The river rises. {NOTICE}",
    "fair": f"The fair is off. {NOTICE}",
}
DATES = {"wire": "2026-03-02T08:10:00Z", "post": "2026-03-02T12:00:00+02:00", "blog": "2026-03-03", "week": "5 March"}


def row(document_id: str, **fields: object) -> DocumentRow:
    """A document; its outlet is its id with a capital."""
    known: dict[str, object] = dict.fromkeys(DocumentRow.__dataclass_fields__)
    known |= {
        "document_id": document_id,
        "line_id": document_id,
        "version": 1,
        "first_capture": sorted(TEXTS).index(document_id) if document_id in TEXTS else 50,
        "title": "Rain",
        "outlet": document_id.capitalize(),
        "published": DATES.get(document_id),
        "language": "en",
        "url": f"https://{document_id}.example/rain",
    }
    return DocumentRow(**{**known, **fields})  # type: ignore[arg-type]


def shared(one: str, other: str, words: str, **fields: object) -> Passage:
    """A passage whose words stand in both texts."""
    left, right = sorted((one, other))
    spans = [
        Span(TEXTS[doc].index(words.strip()), TEXTS[doc].index(words.strip()) + len(words.strip())) for doc in (left, right)
    ]
    known: dict[str, object] = {"likeness": Likeness.SAME, "similarity": 1.0, **fields}
    return Passage(left, spans[0], right, spans[1], **known)  # type: ignore[arg-type]


def edge(kind: EdgeKind, doc: str, from_doc: str, *reasons: Reason, **fields: object) -> Edge:
    known: dict[str, object] = {"decided": True, "credited": False, "linked": False, "confidence": 0.9, **fields}
    return Edge(kind, doc, from_doc, reasons=reasons, **known)  # type: ignore[arg-type]


LATER = Reason("date", "is dated 2 hours later", 2.0)
CREDIT = Reason("credit", "credits Post", 4.0, Span(8, 12))
SAID = Reason("reported", "says that Post reported it", 4.0, Span(0, 34))
FOUND = Lineage(
    (
        shared("post", "wire", RAIN),
        shared("post", "wire", ROADS),
        shared("blog", "post", ROADS, likeness=Likeness.EDITED, similarity=0.8),
        shared("blog", "post", "The river rises."),
        shared("blog", "wire", ROADS, likeness=Likeness.EDITED, similarity=0.8),
        shared("fixed", "post", RAIN),
        shared("post", "twin", RAIN),
        shared("post", "twin", f"{ROADS}The river rises. {NOTICE}"),
        shared("fair", "post", NOTICE, stock=Stock.BOILERPLATE),
        shared("post", "week", NOTICE, stock=Stock.BOILERPLATE),
    ),
    (
        edge(EdgeKind.COPY, "post", "wire", LATER, confidence=0.95),
        edge(EdgeKind.COPY, "blog", "post", CREDIT, LATER, credited=True),
        edge(EdgeKind.CITES, "week", "post", SAID, credited=True, linked=True),
        edge(EdgeKind.CITES, "fair", "week"),
        edge(EdgeKind.CORRECTS, "fixed", "post"),
        edge(EdgeKind.COPY, "twin", "post", decided=False, confidence=0.5),
    ),
)


def sheet(document_id: str, found: Lineage = FOUND) -> LineageSheet:
    """The lineage of one of the articles."""
    return lay_out(document_id, found, {one: row(one) for one in TEXTS}, TEXTS)


def post() -> LineageSheet:
    """A copy that others copy, cite and correct."""
    return sheet("post")


def alone() -> LineageSheet:
    """An article that nothing joins with others."""
    return sheet("fair", Lineage((), ()))


def ring() -> LineageSheet:
    """Three articles that go round in a ring."""
    kinds = EdgeKind.COPY
    return sheet("wire", Lineage((), (edge(kinds, "wire", "post"), edge(kinds, "post", "blog"), edge(kinds, "blog", "wire"))))


def many(n: int = 30) -> LineageSheet:
    """An article that many copied."""
    ids = [f"copy{number:02}" for number in range(n)]
    rows = {one: row(one, first_capture=number) for number, one in enumerate(ids)} | {"wire": row("wire")}
    texts = dict.fromkeys(ids, TEXTS["wire"]) | {"wire": TEXTS["wire"]}
    whole = Span(0, len(TEXTS["wire"]))
    passages = tuple(Passage(one, whole, "wire", whole, Likeness.SAME, 1.0) for one in ids)
    return lay_out("wire", Lineage(passages, tuple(edge(EdgeKind.COPY, one, "wire", LATER) for one in ids)), rows, texts)


def edited() -> LineageSheet:
    """Two articles that differ in one word."""
    texts = {"wire": "Two roads are shut.", "post": "Three roads are shut."}
    passage = Passage("post", Span(0, 21), "wire", Span(0, 19), Likeness.EDITED, 0.75)
    return lay_out("wire", Lineage((passage,), ()), {one: row(one) for one in texts}, texts)


def hostile() -> LineageSheet:
    """Markup, direction marks and control codes in every field."""
    spoilt = {"title": HOSTILE, "outlet": HOSTILE, "published": HOSTILE, "url": "javascript:alert(1)", "language": "x y"}
    rows: Sequence[DocumentRow] = [row("a", **{**spoilt, "title": f"{HOSTILE} more"}), row("b", **spoilt)]
    span = Span(0, len(HOSTILE))
    passages = (
        Passage("a", span, "b", span, Likeness.EDITED, 0.5),
        Passage("a", span, "b", span, Likeness.SAME, 1.0, Stock.QUOTATION),
    )
    edges = (edge(EdgeKind.COPY, "a", "b", Reason("credit", HOSTILE, 1.0, span)), edge(EdgeKind.CITES, "b", "a"))
    texts = {"a": f"{HOSTILE} one", "b": f"{HOSTILE[:-3]} two three"}
    return lay_out("a", Lineage(passages, edges), {one.document_id: one for one in rows}, texts)
