"""A reading carried over to another capture of the same prose, so that a page whose surroundings changed is analysed once.

The n-th character of the one prose that is no space is the n-th of the other; every span moves with its characters.
"""

from bisect import bisect_left
from dataclasses import replace

from sayso.records.anchors import Span, Spans
from sayso.records.documents import Document
from sayso.records.statements import OwnAssertion, Quantity, Reading, Statement
from sayso.workspace.lines import places


class _Moves:
    """Places of one text in another; `lost` tells that a span had no counterpart."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = places(old), places(new)
        self.lost = len(self._old) != len(self._new)

    def span(self, span: tuple[int, int]) -> Span:
        """The span in the new text; it covers the same characters."""
        first = bisect_left(self._old, span[0])
        last = bisect_left(self._old, span[1]) - 1
        if self.lost or last < first or self._old[first] != span[0] or self._old[last] != span[1] - 1:
            self.lost = True
            return Span(*span)
        return Span(self._new[first], self._new[last] + 1)

    def spans(self, spans: Spans) -> Spans:
        """The spans in the new text, in order."""
        return tuple(self.span(span) for span in spans)


def transferred(reading: Reading, document: Document) -> Reading | None:
    """The reading of a document with the same prose (`lines.prose_id`), or None when a span has no counterpart there."""
    moves = _Moves(reading.document, document)
    headings = moves.spans(reading.document.headings)
    statements = tuple(_statement(statement, moves) for statement in reading.statements)
    own = tuple(_own(assertion, moves) for assertion in reading.own)
    if moves.lost or headings != document.headings:
        return None
    return replace(reading, document=document, statements=statements, own=own, problems=document.problems)


def _statement(statement: Statement, moves: _Moves) -> Statement:
    return replace(
        statement,
        content=moves.spans(statement.content),
        cue=moves.spans(statement.cue),
        source=moves.spans(statement.source),
        relays=moves.spans(statement.relays),
        target=moves.spans(statement.target),
        quantities=tuple(_quantity(quantity, moves) for quantity in statement.quantities),
    )


def _quantity(quantity: Quantity, moves: _Moves) -> Quantity:
    start, end = moves.span((quantity.start, quantity.end))
    return replace(quantity, start=start, end=end)


def _own(assertion: OwnAssertion, moves: _Moves) -> OwnAssertion:
    return replace(assertion, content=moves.spans(assertion.content))
