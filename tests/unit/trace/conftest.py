"""Invented articles of invented outlets, and what they share."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sayso.match.outlets import Outlet, Outlets
from sayso.match.passages import passages
from sayso.parse.credits import credits_of
from sayso.parse.lines import lines_of
from sayso.records.anchors import Span
from sayso.records.documents import Document, Link
from sayso.records.links import Edge, EdgeKind, Passage
from sayso.records.statements import (
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
    Statement,
)
from sayso.trace.articles import Article
from sayso.trace.common import Common
from sayso.trace.units import Unit, units

OUTLETS = Outlets(
    [
        Outlet("harbour-post", "Harbour Post", (), ("harbour-post.example",)),
        Outlet("karsk-gazette", "Karsk Gazette", (), ("karsk-gazette.example",)),
        Outlet("lake-tribune", "Lake Tribune", (), ("lake-tribune.example",)),
        Outlet("radio-vardan", "Radio Vardan", (), ("radio-vardan.example",)),
        Outlet("delta-wire", "Delta Wire", (), ("delta-wire.example",), True),
    ]
)

BRIDGE = (
    "The old bridge over the Sella in Karsk will close on Monday for eleven weeks while its deck is replaced.",
    "Engineers found cracks in four of the nine steel beams during an inspection in February.",
    "Buses will cross the river at Ostrow, six kilometres further north, and arrive about twenty minutes later than usual.",
    "A footbridge beside the market stays open for people who walk or push a bicycle.",
    "The council has set aside 3.4 million crowns for the work, a third of which comes from the regional fund.",
    "Shops near the northern ramp will be given free advertising on trams until the end of the summer.",
    "A second stage, the painting of the arches, is planned for the following spring.",
    "Residents may put questions to the planners on Thursday evening in the hall of the music school.",
)
LIBRARY = (
    "A library in Velm lends telescopes since the spring.",
    "Readers may keep them for two weeks and return them at any branch.",
    "The idea came from a teacher who had bought six instruments for her class.",
    "Most evenings all of them are out, and a list hangs beside the desk for those who wait.",
    "The librarians learnt to clean the mirrors from an optician who lives next door.",
)
HARVEST = (
    "Farmers along the Orlen expect the best cherry harvest for seven years.",
    "A late frost spared the slopes, and bees were busy during the warm days of April.",
    "Pickers are paid by the crate, and students from three colleges have signed up.",
    "Prices at the wholesale market fell by a fifth within ten days.",
    "Part of the crop goes to a factory that makes juice for school canteens.",
)
REGATTA = (
    "Forty boats took part in the regatta off Port Ellis at the weekend.",
    "Light winds forced the judges to shorten the second race.",
    "The youngest crew, three sisters from Lund, finished in ninth place.",
    "Next year the event moves to June, when the harbour is less crowded.",
    "Visitors filled the quay and cheered every boat that came home.",
)


def text_of(*sentences: str) -> str:
    """A text of some sentences, two to a paragraph."""
    return "\n\n".join(" ".join(sentences[n : n + 2]) for n in range(0, len(sentences), 2))


def span(text: str, words: str) -> Span:
    """Where words stand for the first time."""
    at = text.index(words)
    return Span(at, at + len(words))


@dataclass(frozen=True)
class Said:
    """One thing that an article says, its parts in words of the text; without a source on nobody's word, without a cue its own.

    Attributes:
        content: what is said.
        source, cue: who says it, and how.
        number: the quantity in it.
        resolved: the name of the source; as `source` has it where nothing is given.
    """

    content: str
    source: str = ""
    cue: str = "said"
    kind: SourceKind = SourceKind.PERSON
    named: bool = True
    resolved: str | None = None
    force: Force = Force.STATES
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    number: str = ""

    def statement(self, number: int, text: str) -> Statement:
        """The statement with a number, of a text."""
        source = (span(text, self.source),) if self.source else ()
        content = span(text, self.content)
        quantities: tuple[Quantity, ...] = ()
        if self.number:
            at = text.index(self.number, content.start)
            quantities = (Quantity(at, at + len(self.number), None, None, None, None, False),)
        return Statement(
            statement_id=f"s{number}",
            content=(content,),
            cue=(span(text, self.cue),),
            source=source,
            parent=None,
            relays=(),
            quote=Quote.INDIRECT,
            source_kind=self.kind if source else SourceKind.NONE,
            source_named=self.named,
            source_resolved=self.resolved or self.source or None,
            force=self.force,
            certainty=self.certainty,
            polarity=self.polarity,
            confidence=Confidence(1, 1, 1, 1, 1, 1),
            method="hand@1",
            quantities=quantities,
        )


def reading(
    document_id: str,
    *sentences: str,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    said: Iterable[tuple[str, str, str] | Said] = (),
    links: Iterable[tuple[str, str]] = (),
    boilerplate: Iterable[str] = (),
) -> Reading:
    """What is read in an article of some sentences.

    Args:
        said: what it says, in words of the text; three words are source, cue and content of a statement.
        links: anchors and addresses.
        boilerplate: lines outside its prose; a line that is nothing but a credit is found by itself.
    """
    text = text_of(*sentences)
    credits = credits_of(lines_of(text))
    document = Document(
        document_id,
        text,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        links=tuple(Link(anchor, href, *span(text, anchor)) for anchor, href in links),
        credits=credits.credits,
        boilerplate=(*credits.lines, *(span(text, words) for words in boilerplate)),
    )
    every = [one if isinstance(one, Said) else Said(one[2], one[0], one[1]) for one in said]
    statements = tuple(one.statement(n, text) for n, one in enumerate((one for one in every if one.cue), start=1))
    own = tuple(
        OwnAssertion(f"o{n}", (span(text, one.content),), one.certainty, agentless=False)
        for n, one in enumerate((one for one in every if not one.cue), start=1)
    )
    return Reading(document, statements, own, (), Profile(0, 0, 0, 0, 0, 0, 0, 0, ()))


def article(document_id: str, *sentences: str, **known: Any) -> Article:
    """An article of some sentences; the rest as for `reading`."""
    return Article.of(document_id, reading(document_id, *sentences, **known), OUTLETS)


def units_of(document_id: str, *sentences: str, **known: Any) -> list[Unit]:
    """What an article of some sentences says; the rest as for `reading`."""
    made = reading(document_id, *sentences, **known)
    return units(Article.of(document_id, made, OUTLETS), made)


def edge(doc: str, from_doc: str, kind: EdgeKind = EdgeKind.COPY, *, decided: bool = True) -> Edge:
    """One article has something from another."""
    return Edge(kind, doc, from_doc, decided, credited=False, linked=False, confidence=0.9, reasons=())


def shared(*articles: Article) -> list[Passage]:
    """What each two of some articles share."""
    found = []
    for left, right in combinations(sorted(articles, key=lambda one: one.document_id), 2):
        found += [
            Passage(left.document_id, one.left, right.document_id, one.right, one.likeness, one.similarity)
            for one in passages(left.wording, right.wording)
        ]
    return found


def common(one: Article, other: Article) -> Common:
    """What two articles have in common, which is something."""
    left, right = sorted((one, other), key=lambda article: article.document_id)
    made = Common.of(left, right, shared(left, right))
    assert made is not None
    return made


def commons(*articles: Article) -> list[Common]:
    """What each two of some articles have in common, where that is something."""
    ordered = sorted(articles, key=lambda one: one.document_id)
    made = (Common.of(left, right, shared(left, right)) for left, right in combinations(ordered, 2))
    return [one for one in made if one is not None]
