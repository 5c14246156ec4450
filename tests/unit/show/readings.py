"""Readings made by hand: a made-up article with every kind of field, a hostile one, and real articles from gold labels."""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso.records.anchors import Span, Spans, content_id, covered, spans_of
from sayso.records.documents import Author, Credit, DateMention, Document, Link, Problem
from sayso.records.statements import (
    Alias,
    Certainty,
    Confidence,
    Force,
    OwnAssertion,
    Polarity,
    Profile,
    Quantity,
    Quote,
    Reading,
    SourceKind,
    SourceShare,
    Statement,
)

WIKINEWS = Path(__file__).parent / "wikinews.jsonl"
SURE = Confidence(0.9312, 0.9876, 0.9123, 0.97, 0.88888, 0.95)
METHOD = "reader@1"


def find(text: str, *parts: str) -> Spans:
    """The place of each part, every one sought after the one before."""
    at, spans = 0, []
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        spans.append(Span(start, at))
    return tuple(spans)


def statement(text: str, number: int, content: Iterable[str], **fields: Any) -> Statement:
    """A statement with spans given as words of the text; what is not given is the commonest label."""
    spans = {role: find(text, *fields.pop(role, ())) for role in ("cue", "source", "relays", "target")}
    rest: dict[str, Any] = {
        "parent": None,
        "quote": Quote.INDIRECT,
        "source_kind": SourceKind.PERSON,
        "source_named": False,
        "source_resolved": None,
        "force": Force.STATES,
        "certainty": Certainty.CERTAIN,
        "polarity": Polarity.POSITIVE,
        "confidence": SURE,
        "method": METHOD,
    }
    return Statement(statement_id=f"s{number}", content=find(text, *content), **{**rest, **spans, **fields})


def profile_of(text: str, statements: Iterable[Statement], own: Iterable[OwnAssertion]) -> Profile:
    """The sums over statements, counted plainly."""
    statements, own = tuple(statements), tuple(own)
    shares: dict[tuple[str, SourceKind, bool], list[int]] = {}
    for s in statements:
        key = (s.source_resolved or covered(s.source, text), s.source_kind, s.source_named)
        share = shares.setdefault(key, [0, 0])
        share[0] += 1
        share[1] += len(covered(s.content, text).split())
    nobody = sum(s.source_kind == SourceKind.NONE for s in statements)
    named = sum(s.source_named for s in statements)
    return Profile(
        words=len(text.split()),
        statements=len(statements),
        named=named,
        unnamed=len(statements) - named - nobody,
        nobody=nobody,
        own=len(own),
        direct=sum(s.quote == Quote.DIRECT for s in statements),
        relayed=sum(bool(s.relays) for s in statements),
        by_source=tuple(
            SourceShare(name, kind, is_named, n, words)
            for (name, kind, is_named), (n, words) in sorted(shares.items(), key=lambda item: (-item[1][1], item[0][0]))
        ),
    )


def reading(document: Document, statements: Iterable[Statement] = (), own: Iterable[OwnAssertion] = (), **more: Any) -> Reading:
    """A reading whose profile is counted from its statements."""
    statements, own = tuple(statements), tuple(own)
    return Reading(document, statements, own, more.pop("aliases", ()), profile_of(document.text, statements, own), **more)


BRIDGE = (
    "Old harbour bridge to close for repairs\n"
    "By Ana Ruiz, member of the Port Writers' Guild\n"
    'The harbour bridge in Eastport is showing its age. It was revealed on Monday that "two of the main cables" have lost a '
    "third of their strength.\n"
    "According to engineers close to the project interviewed by local radio, at least 250 bolts may have to be replaced. "
    "Many shop owners claim that the closure will ruin the season, although the city council denies such claims.\n"
    "In an interview with the Eastport Gazette, Lena Moor, a former bridge warden, said that the works office has counted "
    'about 40 cracks in the north tower. "Nobody should be surprised," she said, "and nobody should panic."\n'
    "The ferry company accused the works office of hiding the report. The closure could last until spring. Irregularities "
    "have been found in the accounts.\n"
    "Source: Eastport Gazette"
)


def bridge() -> Reading:
    """A made-up article with most of what makes sourcing hard."""
    t = BRIDGE
    (credit,) = find(t, "Source: Eastport Gazette")
    (anchor,) = find(t, "hiding the report")
    (office,) = find(t, "has counted about 40 cracks in the north tower")
    cracks = Span(office.start + len("has counted "), office.end)
    document = Document(
        document_id=content_id(t.encode())[:16],
        text=t,
        origin="bridge.html",
        doc_id="demo-1",
        title="Old harbour bridge to close for repairs",
        byline=(Author("Ana Ruiz", ("member of the Port Writers' Guild",)),),
        outlet="Harbour Post",
        published="2024-03-05",
        dates=(
            DateMention("2024-03-05", "published", "meta article:published_time"),
            DateMention("2024-03-06", "updated", "line in the text"),
        ),
        language="en",
        url="https://example.org/bridge?a=1&b=2",
        links=(
            Link("hiding the report", "https://example.org/report", anchor.start, anchor.end),
            Link("Home", "https://example.org/"),
        ),
        credits=(Credit("Source: Eastport Gazette", "Eastport Gazette", credit.start, credit.end),),
        headings=find(t, "Old harbour bridge to close for repairs"),
        boilerplate=(*find(t, "By Ana Ruiz, member of the Port Writers' Guild"), credit),
    )
    statements = (
        statement(
            t,
            1,
            ['"two of the main cables" have lost a third of their strength'],
            cue=["was revealed"],
            quote=Quote.MIXED,
            source_kind=SourceKind.NONE,
            force=Force.CONFIRMS,
            quantities=(Quantity(*find(t, "a third")[0], None, None, None, "of their strength", False),),
        ),
        statement(
            t,
            2,
            ["at least 250 bolts may have to be replaced"],
            cue=["According to"],
            source=["engineers close to the project"],
            relays=["local radio"],
            source_kind=SourceKind.GROUP,
            certainty=Certainty.POSSIBLE,
            source_resolved="engineers close to the project",
            quantities=(Quantity(*find(t, "at least 250 bolts")[0], 250.0, 250.0, None, "bolts", False),),
        ),
        statement(
            t,
            3,
            ["the closure will ruin the season"],
            cue=["claim"],
            source=["Many shop owners"],
            source_kind=SourceKind.GROUP,
            source_resolved="Many shop owners",
            force=Force.CLAIMS,
        ),
        statement(
            t,
            4,
            ["such claims"],
            cue=["denies"],
            source=["the city council"],
            source_kind=SourceKind.ORGANISATION,
            source_named=True,
            source_resolved="Eastport city council",
            force=Force.DENIES,
            polarity=Polarity.NEGATIVE,
            denies=("s3",),
        ),
        statement(
            t,
            5,
            ["the works office has counted about 40 cracks in the north tower"],
            cue=["said"],
            source=["Lena Moor, a former bridge warden"],
            relays=["the Eastport Gazette"],
            source_named=True,
            source_resolved="Lena Moor",
        ),
        Statement(
            statement_id="s6",
            content=(cracks,),
            cue=find(t, "has counted"),
            source=find(t, "the works office"),
            parent="s5",
            relays=(),
            quote=Quote.INDIRECT,
            source_kind=SourceKind.ORGANISATION,
            source_named=False,
            source_resolved="the works office",
            force=Force.CONFIRMS,
            certainty=Certainty.CERTAIN,
            polarity=Polarity.POSITIVE,
            confidence=SURE,
            method=METHOD,
            quantities=(Quantity(*find(t, "about 40 cracks")[0], 40.0, 36.0, 44.0, "cracks", True),),
        ),
        statement(
            t,
            7,
            ["Nobody should be surprised,", "and nobody should panic."],
            cue=["she said"],
            source=["she"],
            quote=Quote.DIRECT,
            source_named=True,
            source_resolved="Lena Moor",
        ),
        statement(
            t,
            8,
            ["hiding the report"],
            cue=["accused", "of"],
            source=["The ferry company"],
            target=["the works office"],
            source_kind=SourceKind.ORGANISATION,
            source_resolved="The ferry company",
            force=Force.ACCUSES,
        ),
    )
    own = (
        OwnAssertion("o1", find(t, "The harbour bridge in Eastport is showing its age"), Certainty.CERTAIN, False),
        OwnAssertion("o2", find(t, "The closure could last until spring"), Certainty.POSSIBLE, False),
        OwnAssertion("o3", find(t, "Irregularities have been found in the accounts"), Certainty.CERTAIN, True),
    )
    return reading(
        document,
        statements,
        own,
        aliases=(Alias("Lena Moor", ("she",)), Alias("the works office", ("the office",))),
        problems=(Problem("bridge.html", "Two captions were left out.", "They stand in the saved page."),),
    )


def empty() -> Reading:
    """Nothing at all was found."""
    return reading(Document(document_id=content_id(b"")[:16], text=""))


HOSTILE = (
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "]]>",
    "</p><h1 onclick=alert(1)>big</h1>",
    "\u202eesrever\u2066\u200b\ufeffhidden",
    "\x1b[31mred\x1b]0;title\x07",
    "a\x00b\ud800c",
    "x" * 300,
)


def hostile() -> Reading:
    """Markup, control characters and direction marks in every field that can hold text."""
    bad = HOSTILE
    lines = [f"{one} said Zed: {two}" for one, two in pairwise(bad)]
    text = "\n".join(lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    statements = []
    for i, (line, start) in enumerate(zip(lines, starts, strict=False)):
        cut = line.index(" said Zed: ")
        spans = {
            "source": (Span(start, start + cut),),
            "cue": (Span(start + cut + 1, start + cut + 5),),
            "relays": (Span(start + cut + 6, start + cut + 9),),
            "content": (Span(start + cut + 11, start + len(line)),),
        }
        statements.append(
            Statement(
                statement_id=bad[i % 9],
                parent=None,
                quote=Quote.DIRECT,
                source_kind=SourceKind.MEDIA,
                source_named=True,
                source_resolved=bad[i],
                force=Force.ACCUSES,
                certainty=Certainty.UNKNOWN,
                polarity=Polarity.NEGATIVE,
                confidence=SURE,
                method=f"{bad[i]}@1",
                target=spans["source"],
                denies=(bad[0],),
                quantities=(Quantity(start, start + 3, 1.0, None, float("inf"), bad[i], True),),
                **spans,
            )
        )
    document = Document(
        document_id=bad[0],
        text=text,
        origin=bad[1],
        doc_id=bad[2],
        title=bad[2],
        byline=tuple(Author(one, (one,)) for one in bad),
        outlet=bad[1],
        published=bad[0],
        dates=tuple(DateMention(one, "event", one) for one in bad),
        language=bad[0],
        url=bad[3],
        links=(*(Link(one, one, 0, 4) for one in bad), Link("a", 'https://x.example/"onmouseover="alert(1)', 0, 3)),
        credits=(Credit(bad[0], bad[1], 0, 9),),
        headings=(Span(0, len(lines[0])),),
        boilerplate=(Span(3, 40), Span(5, 10_000)),
        problems=tuple(Problem(one, one, one, "error") for one in bad),
    )
    own = (OwnAssertion(bad[0], (Span(2, 60), Span(200, 10**6)), Certainty.POSSIBLE, True),)
    return reading(document, statements, own, aliases=tuple(Alias(one, bad) for one in bad))


def right_to_left() -> Reading:
    """An article in Hebrew letters with a Latin name inside."""
    text = 'העירייה אמרה: "הגשר ייסגר ביום ראשון", מסר Harbour Post.\nהגשר ישן.'
    document = Document(document_id=content_id(text.encode())[:16], text=text, title="הגשר ייסגר", language="he")
    statements = (
        statement(
            text,
            1,
            ["הגשר ייסגר ביום ראשון"],
            cue=["אמרה"],
            source=["העירייה"],
            relays=["Harbour Post"],
            quote=Quote.DIRECT,
            source_kind=SourceKind.ORGANISATION,
        ),
    )
    return reading(document, statements)


def wikinews() -> tuple[Reading, ...]:
    """Real articles with gold labels (Wikinews, CC BY 2.5)."""
    return tuple(from_gold(json.loads(line)) for line in WIKINEWS.read_text(encoding="utf-8").splitlines())


def from_gold(record: Mapping[str, Any]) -> Reading:
    """A gold record as a reading; sentences without a reported content stand in as own assertions."""
    text: str = record["text"]
    boilerplate = spans_of(record["boilerplate"])
    statements = tuple(
        Statement(
            statement_id=s["id"],
            parent=s["parent"],
            quote=Quote(s["quote"]),
            source_kind=SourceKind(s["source_kind"]),
            source_named=s["source_named"],
            source_resolved=s["source_resolved"],
            force=Force(s["force"]),
            certainty=Certainty(s["certainty"]),
            polarity=Polarity(s["polarity"]),
            confidence=SURE,
            method="gold@1",
            content=spans_of(s["content"]),
            cue=spans_of(s["cue"]),
            source=spans_of(s["source"]),
            relays=spans_of(s["relays"]),
        )
        for s in record["statements"]
    )
    taken = [*boilerplate, *(span for s in statements for span in (*s.content, *s.cue, *s.source))]
    own: list[OwnAssertion] = []
    for match in re.finditer(r"[^\n.]+\.(?=\s|$)", text):
        span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end() - 1)
        if not any(span.overlaps(other) for other in taken):
            own.append(OwnAssertion(f"o{len(own) + 1}", (span,), Certainty.CERTAIN, " been " in match[0]))
    document = Document(
        document_id=content_id(text.encode())[:16],
        text=text,
        doc_id=record["doc_id"],
        title=record["title"],
        outlet=record["outlet"],
        published=record["published"],
        language="en",
        url=record["url"],
        boilerplate=boilerplate,
        dates=(DateMention(record["published"], "published", "given"),),
    )
    return reading(document, statements, own)
