"""What tracing knows of an article: its words, its outlet, when it was published, whom it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from sayso.match.citations import citations
from sayso.match.outlets import Outlets
from sayso.match.wording import Wording, covered
from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.links import Citation, Naming
from sayso.records.statements import Reading
from sayso.trace.cues import correction_cue

WHOLE = frozenset((Naming.CREDIT, Naming.DATELINE, Naming.BYLINE))
"""Citations that speak of the whole article."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of publication: no earlier than `first`, no later than `last`; the two differ where only the day is known."""

    first: datetime
    last: datetime

    @classmethod
    def of(cls, value: str | None) -> "Moment | None":
        """The moment of an ISO date or time, in UTC where no zone is given; None for anything else."""
        value = value or ""
        whole = len(value) <= len("2026-01-01")
        try:
            moment = datetime.fromisoformat(value)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            return cls(moment, moment + timedelta(days=1) if whole else moment)
        except (ValueError, OverflowError):
            return None

    @property
    def middle(self) -> datetime:
        """The middle of what is possible."""
        return self.first + (self.last - self.first) / 2


def wording_of(reading: Reading) -> Wording:
    """The words of an article, those set apart that say who says what or do not belong to its prose."""
    document, statements = reading.document, reading.statements
    return Wording.of(
        document.text,
        said=[span for one in statements for span in one.content],
        frames=[*(span for one in statements for span in (*one.source, *one.cue, *one.relays)), *document.boilerplate],
        quantities=[Span(number.start, number.end) for one in statements for number in one.quantities],
    )


@dataclass(frozen=True)
class Article:
    """One document as tracing sees it.

    Attributes:
        document_id: its id.
        document: the document.
        wording: its words.
        outlet: key of its outlet in the registry, or None.
        published: when, or None where it is not known.
        citations: whom it names as where it has something from.
        mentions: sentences, by number, and keys of the outlets that are named in them.
    """

    document_id: str
    document: Document
    wording: Wording
    outlet: str | None
    published: Moment | None
    citations: tuple[Citation, ...]
    mentions: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, document_id: str, reading: Reading, outlets: Outlets) -> "Article":
        """The article of a reading, seen with a registry of outlets."""
        document, wording = reading.document, wording_of(reading)
        mentions: dict[int, set[str]] = {}
        for found in outlets.find(document.text):
            for i in wording.within(found.place):
                mentions.setdefault(i, set()).add(found.outlet.key)
        outlet = outlets.named(document.outlet) or outlets.of_address(document.url)
        return cls(
            document_id=document_id,
            document=document,
            wording=wording,
            outlet=outlet.key if outlet else None,
            published=Moment.of(document.published),
            citations=citations(document, reading, outlets),
            mentions={i: frozenset(keys) for i, keys in mentions.items()},
        )

    @cached_property
    def correcting(self) -> tuple[str, Span | None] | None:
        """The words by which it says that it corrects or withdraws something, as `correction_cue` gives them."""
        return correction_cue(self.document)

    @cached_property
    def cited(self) -> Mapping[int, tuple[Citation, ...]]:
        """The citations of each sentence, by number; those of the whole article are left out."""
        found: dict[int, list[Citation]] = {}
        for citation in self.citations:
            if citation.place is not None and citation.naming not in WHOLE:
                for i in self.wording.within(citation.place):
                    found.setdefault(i, []).append(citation)
        return {i: tuple(some) for i, some in found.items()}

    @cached_property
    def prose(self) -> frozenset[int]:
        """Numbers of the sentences that are not boilerplate."""
        outside = covered(self.wording.bounds[:, 0], self.document.boilerplate)
        return frozenset(np.flatnonzero(~outside).tolist())

    @cached_property
    def words(self) -> int:
        """Number of words of the prose."""
        lengths = self.wording.lengths
        return int(sum(lengths[i] for i in self.prose))
