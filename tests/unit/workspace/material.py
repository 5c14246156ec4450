"""An article with three statements, by hand, and documents that have it."""

from sayso.errors import NotFound
from sayso.records.anchors import Span, content_id
from sayso.records.documents import Document
from sayso.records.statements import (
    Alias,
    Certainty,
    Confidence,
    Force,
    Polarity,
    Profile,
    Quote,
    Reading,
    SourceKind,
    Statement,
)

TEXT = "Ann said that Bo claimed the bridge is open. It was revealed that boats sank. Cy of the WHO told reporters it rains."


def spans(words: str) -> tuple[Span, ...]:
    return (Span(TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()


def statement(key: str, content: str, cue: str, source: str, parent: str | None = None) -> Statement:
    kind = SourceKind.PERSON if source else SourceKind.NONE
    return Statement(
        key, spans(content), spans(cue), spans(source), parent, (), Quote.INDIRECT, kind, bool(source), source or None,
        Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE, Confidence(0.9, 0.9, 0.9, 0.9, 0.9, 0.9), "reader@1",
    )  # fmt: skip


READING = Reading(
    Document(content_id(TEXT.encode())[:16], TEXT),
    (
        statement("s1", "Bo claimed the bridge is open", "said", "Ann"),
        statement("s2", "the bridge is open", "claimed", "Bo", "s1"),
        statement("s3", "boats sank", "was revealed", ""),
    ),
    (),
    (Alias("World Health Organization", ("WHO",)),),
    Profile(0, 0, 0, 0, 0, 0, 0, 0, ()),
)


class Shelf:
    """Two documents with the same text; `heard` is what was told of decisions."""

    def __init__(self):
        self.heard = []
        self.gone = set()

    def find(self, named):
        return named

    def title(self, document_id):
        self.reading(document_id)
        return f"Title of {document_id}"

    def reading(self, document_id):
        if document_id not in ("d", "e") or document_id in self.gone:
            raise NotFound("there is no such document.", document_id)
        return READING

    def source(self, name):
        return {"ann": "Ann", "bo": "Bo", "cy": "Cy"}.get(name.casefold())

    def decided(self, review):
        self.heard.append(review)
