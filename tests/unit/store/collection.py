"""A small invented collection to search in: a few articles, each with statements of chosen labels."""

from dataclasses import dataclass, replace

from sayso.records.anchors import Span
from sayso.records.statements import (
    Certainty,
    Confidence,
    Force,
    Polarity,
    Profile,
    Quantity,
    Quote,
    Reading,
    SourceKind,
    Statement,
)
from sayso.store.store import Store
from sayso.store.writer import Derivation
from tests.unit.store.material import corrected, derived


@dataclass(frozen=True)
class Said:
    """A sentence "SOURCE said CONTENT." and its labels."""

    source: str
    content: str
    kind: SourceKind = SourceKind.PERSON
    named: bool = True
    force: Force = Force.STATES
    quote: Quote = Quote.INDIRECT
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    number: bool = False


def made(number: int, *sentences: str | Said, line: str = "", **facts: object) -> Derivation:
    """What was made of a capture whose text is these sentences."""
    text, statements = "", list[Statement]()
    for sentence in sentences:
        if isinstance(sentence, str):
            text += f"{sentence}\n"
            continue
        start = len(text)
        text += f"{sentence.source} said {sentence.content}.\n"
        cue = start + len(sentence.source) + 1
        statements.append(_statement(len(statements) + 1, sentence, Span(start, cue - 1), Span(cue, cue + 4)))
    n = len(statements)
    address = line or f"https://example.org/{number}"
    facts = {"url": address, **facts}
    derivation = derived(number, text, line=address, with_reading=False, **facts)  # type: ignore[arg-type]
    profile = Profile(len(text.split()), n, n, 0, 0, 0, 0, 0, ())
    return replace(derivation, reading=Reading(derivation.document, tuple(statements), (), (), profile))


def _statement(n: int, said: Said, source: Span, cue: Span) -> Statement:
    content = Span(cue.end + 1, cue.end + 1 + len(said.content))
    return Statement(
        statement_id=f"s{n}",
        content=(content,),
        cue=(cue,),
        source=(source,),
        parent=None,
        relays=(),
        quote=said.quote,
        source_kind=said.kind,
        source_named=said.named,
        source_resolved=said.source if said.named else None,
        force=said.force,
        certainty=said.certainty,
        polarity=said.polarity,
        confidence=Confidence(0.9, 0.9, 0.9, 0.9, 0.9, 0.9),
        method="reader@1",
        quantities=(Quantity(*content, 2.0, 2.0, 2.0, None, False),) if said.number else (),
    )


COLLECTION = (
    made(
        1,
        "A storm closed the harbour of Zürich on Friday.",
        Said("Ann Lee", "two piers were damaged by the storm", quote=Quote.MIXED, number=True),
        Said("Ben Ito", "the harbour had been unsafe for years", force=Force.ACCUSES, certainty=Certainty.PROBABLE),
        Said("officials", "nobody was hurt", kind=SourceKind.GROUP, named=False, polarity=Polarity.NEGATIVE),
        title="Storm closes harbour",
        outlet="The Courier",
        published="2024-05-17",
        line="https://courier.example.org/news/storm-harbour",
    ),
    made(
        2,
        "Ferries stay in port while the harbour is repaired.",
        Said("Ann Lee", "no pier had been unsafe before the storm", force=Force.DENIES, quote=Quote.DIRECT),
        Said("The Port Authority", "repairs may take a month", kind=SourceKind.ORGANISATION, certainty=Certainty.POSSIBLE),
        title="Ferries wait",
        outlet="Evening Post",
        published="2024-06-01T08:00:00+02:00",
        line="https://post.example.org/ferries",
    ),
    made(
        3,
        "Le port est fermé.",
        Said("Carla Diaz", "la tempête a touché trois quais", number=True),
        title="Le port fermé",
        outlet="Le Courrier",
        published="2024-05-17",
        language="fr",
        line="https://courrier.example.org/port",
    ),
    made(
        4,
        "Rain is expected.",
        Said("the forecast", "a storm surge is possible", kind=SourceKind.DOCUMENT, named=False, certainty=Certainty.UNKNOWN),
        title=None,
        outlet=None,
        published=None,
        line="https://example.org/4",
    ),
    made(5, "The old harbour was quiet.", title="Quiet harbour", published="1999-01-02", line="https://example.org/quiet"),
    made(
        6,
        "The old harbour was loud; the storm woke everybody.",
        Said("Ann Lee", "the harbour was loud"),
        title="Loud harbour",
        published="1999-01-03",
        line="https://example.org/quiet",
    ),
)


def filled(*derivations: Derivation) -> Store:
    """A store in memory with these, or the collection."""
    store = Store.in_memory(correct=corrected)
    with store.writing() as writer:
        for derivation in derivations or COLLECTION:
            writer.document(derivation)
    return store
