"""A document's statements after corrections, as rows.

What a decision does to a reading is not settled here: whoever opens the store gives a function for it, and the store calls it
whenever a reading or a decision comes in, so that the rows do not depend on which of them came first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields

from sayso.records.anchors import covered
from sayso.records.reviews import Mark, Review, State
from sayso.records.statements import Confidence, Force, Polarity, Reading
from sayso.store.rows import Grouping

_CONFIDENCE = tuple(one.name for one in fields(Confidence))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with the decisions about its document applied.

    Attributes:
        reading: the reading as people want it.
        marks: what people did to a statement, by its id; untouched ones are left out.
        states: what has become of each decision, by its number.
        groupings: the cases, tags and notes of the document.
    """

    reading: Reading
    marks: Mapping[str, Mark] = field(default_factory=dict)
    states: Mapping[int, State] = field(default_factory=dict)
    groupings: tuple[Grouping, ...] = ()


Correct = Callable[[Reading, tuple[Review, ...]], Corrected]


def as_read(reading: Reading, reviews: tuple[Review, ...]) -> Corrected:
    """The reading as it is, for a store without corrections: no decision fits."""
    return Corrected(reading, states={review.number: State.DOES_NOT_FIT for review in reviews})


def rows_of(document_id: str, corrected: Corrected) -> Iterator[dict[str, object]]:
    """A row for each statement, in order."""
    text = corrected.reading.document.text
    for position, statement in enumerate(corrected.reading.statements):
        resolved = statement.source_resolved
        mark = corrected.marks.get(statement.statement_id)
        yield {
            "document_id": document_id,
            "statement_id": statement.statement_id,
            "position": position,
            "parent": statement.parent,
            "start": min((span.start for span in statement.content), default=0),
            "content": covered(statement.content, text),
            "cue": covered(statement.cue, text),
            "source": covered(statement.source, text),
            "source_name": resolved,
            "source_key": resolved.casefold() if resolved and statement.source_named else None,
            "relays": covered(statement.relays, text, "; "),
            "source_kind": statement.source_kind.value,
            "source_named": statement.source_named,
            "quote": statement.quote.value,
            "force": statement.force.value,
            "certainty": statement.certainty.value,
            "polarity": statement.polarity.value,
            "has_number": bool(statement.quantities),
            "is_denial": statement.force is Force.DENIES or statement.polarity is Polarity.NEGATIVE,
            "confidence": min(getattr(statement.confidence, name) for name in _CONFIDENCE),
            "reviewed": mark.value if mark else None,
            "method": statement.method,
        }
