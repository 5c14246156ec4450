"""Claims by hand: one that travelled with a change and a denial, a circle, one only denied, one of many copies, one hostile."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sayso.records.links import Edge, EdgeKind, Reason
from sayso.records.statements import Certainty, Force, Polarity, Quantity, SourceKind
from sayso.show.claim_view import ClaimSheet, lay_out
from sayso.store.rows import DocumentRow
from sayso.trace.claims import claims
from sayso.trace.units import Unit
from sayso.workspace.claiming import Traced
from tests.unit.show.comparisons import HOSTILE
from tests.unit.show.lineages import row
from tests.unit.trace.conftest import Said, units_of

ELEVEN = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
NINE = ELEVEN.replace("eleven", "nine")
LATER = Reason("date", "is dated 2 hours later", 2.0)
OUTLETS = {
    "wire": "Delta Wire",
    "post": "Harbour Post",
    "gazette": "Karsk Gazette",
    "tribune": "Lake Tribune",
    "radio": "Radio Vardan",
    "weekly": "Coast Weekly",
    "mail": "Evening Mail",
}
DATES = {
    "wire": "2026-03-02T08:10:00Z",
    "post": "2026-03-02T10:40:00+00:00",
    "gazette": "2026-03-02T16:40:00Z",
    "tribune": "2026-03-02T09:00:00Z",
    "radio": "2026-03-03",
    "weekly": "2026-03-05",
}
ROWS = {key: row(key, title="The bridge", outlet=OUTLETS[key], published=DATES.get(key)) for key in OUTLETS}


def unit(document_id: str, content: str, source: str, **more: object) -> Unit:
    """The statement of an article in which somebody says it."""
    known: dict[str, object] = {"number": "nine weeks" if "nine" in content else "eleven weeks", **more}
    line, cue = f"{source} said that {content}.", str(more.get("cue", "said"))
    line = line.replace("said", cue, 1)
    told = Said(content, source, **known)  # type: ignore[arg-type]
    (found,) = units_of(document_id, line, outlet=OUTLETS.get(document_id), published=DATES.get(document_id), said=[told])
    return with_ranges(found)


def own(document_id: str) -> Unit:
    """The assertion of an article that says it itself."""
    line = f"{ELEVEN[0].upper()}{ELEVEN[1:]}"
    given = {"outlet": OUTLETS.get(document_id), "published": DATES.get(document_id)}
    (found,) = units_of(document_id, f"{line}.", said=[Said(line, cue="")], **given)
    return found


def nobody(document_id: str) -> Unit:
    """The statement of an article that puts it on nobody."""
    given = {"outlet": OUTLETS.get(document_id), "published": DATES.get(document_id)}
    (found,) = units_of(document_id, f"It is said that {ELEVEN}.", said=[Said(ELEVEN)], **given)
    return found


def with_ranges(found: Unit) -> Unit:
    """The same with the ranges that its numbers stand for."""
    values = {"nine": 9.0, "eleven": 11.0}
    statement = found.statement
    if statement is None:
        return found
    text = found.article.document.text

    def ranged(one: Quantity) -> Quantity:
        value = values[text[one.start : one.end].split()[0]]
        return replace(one, value=value, low=value, high=value, unit="weeks")

    return replace(found, statement=replace(statement, quantities=tuple(map(ranged, statement.quantities))))


def edge(doc: str, from_doc: str, kind: EdgeKind = EdgeKind.COPY, **fields: object) -> Edge:
    known: dict[str, object] = {"decided": True, "credited": True, "linked": False, "confidence": 0.9, **fields}
    return Edge(kind, doc, from_doc, reasons=(LATER,), **known)  # type: ignore[arg-type]


def traced(units: Iterable[Unit], edges: Iterable[Edge] = ()) -> Traced:
    """The claim of some units."""
    found = tuple(edges)
    (claim,) = claims(list(units), found)
    return Traced(claim, found)


def travelled() -> Traced:
    """Copied twice, changed on the way, cited once; with an unnamed source, an own one, and a denial."""
    return traced(
        [
            unit("wire", ELEVEN, "Ann Lee"),
            unit("post", ELEVEN, "Ann Lee"),
            unit("gazette", NINE, "She", resolved="Ann Lee", certainty=Certainty.POSSIBLE),
            unit("tribune", ELEVEN, "An official", named=False),
            unit("radio", ELEVEN, "Bo Roe"),
            unit("weekly", ELEVEN, "The Harbour Post", cue="reported", kind=SourceKind.MEDIA),
            unit("mail", ELEVEN, "Cy Ray", cue="denied", force=Force.DENIES, polarity=Polarity.NEGATIVE),
        ],
        [edge("post", "wire"), edge("gazette", "post"), edge("weekly", "post", EdgeKind.CITES)],
    )


def sheet(one: Traced | None = None, rows: Mapping[str, DocumentRow] = ROWS) -> ClaimSheet:
    """A claim laid out; the one that travelled."""
    return lay_out(one or travelled(), rows)


def circle() -> Traced:
    """Three articles that have it from each other."""
    names = ("post", "gazette", "tribune")
    said = [
        unit(doc, ELEVEN, f"The {OUTLETS[of]}", cue="reported", kind=SourceKind.MEDIA)
        for doc, of in zip(names, (*names[1:], names[0]), strict=True)
    ]
    return traced(said, [edge(doc, of, EdgeKind.CITES) for doc, of in zip(names, (*names[1:], names[0]), strict=True)])


def denied() -> Traced:
    """A claim that nobody asserts."""
    return traced([unit("post", ELEVEN, "Cy Ray", cue="denied", force=Force.DENIES, polarity=Polarity.NEGATIVE)])


def many(n: int = 200) -> tuple[Traced, Mapping[str, DocumentRow]]:
    """An article that many copied, with the rows of all."""
    keys = [f"copy{number:03}" for number in range(n)]
    rows = {key: row(key, outlet=f"Outlet {key}", first_capture=number) for number, key in enumerate(keys)} | ROWS
    units = [unit("wire", ELEVEN, "Ann Lee"), *(unit(key, ELEVEN, "Ann Lee") for key in keys)]
    return traced(units, [edge(key, "wire") for key in keys]), rows


def hostile() -> ClaimSheet:
    """Markup, direction marks and control codes in every field."""
    content = f"{HOSTILE} the old bridge over the Sella in Karsk will close on Monday"
    spoilt = {"title": HOSTILE, "outlet": HOSTILE, "published": HOSTILE, "url": "javascript:alert(1)", "language": "x y"}
    rows = {key: row(key, **{**spoilt, "title": f"{HOSTILE} {key}"}) for key in ("a", "b", "c")}
    given = [unit("a", content, f"Ann {HOSTILE}", number=""), unit("b", content, f"Bo {HOSTILE}", number="", named=False)]
    given.append(unit("c", content, f"Cy {HOSTILE}", number="", polarity=Polarity.NEGATIVE))
    told = Reason("credit", HOSTILE, 1.0)
    return lay_out(traced(given, [replace(edge("b", "a"), reasons=(told,))]), rows)
