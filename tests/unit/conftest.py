"""A reader without a model: one statement for each sentence with "said", so that everything around the model can be tested."""

import re

import pytest

from sayso import pipeline
from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Profile, Quote, Reading, SourceKind, Statement


class PlainReader:
    """Reads "X said Y." and nothing else."""

    def read(self, document: Document) -> Reading:
        sure = Confidence(0.9, 0.9, 0.9, 0.9, 0.9, 0.9)
        statements = tuple(
            Statement(
                statement_id=f"s{n}",
                content=(Span(*match.span(2)),),
                cue=(Span(match.end(1) + 1, match.start(2) - 1),),
                source=(Span(*match.span(1)),),
                parent=None,
                relays=(),
                quote=Quote.INDIRECT,
                source_kind=SourceKind.PERSON,
                source_named=True,
                source_resolved=match.group(1),
                force=Force.STATES,
                certainty=Certainty.CERTAIN,
                polarity=Polarity.POSITIVE,
                confidence=sure,
                method="plain@1",
            )
            for n, match in enumerate(re.finditer(r"(\w+) said ([^.]+)\.", document.text), start=1)
        )
        words = len(document.text.split())
        return Reading(document, statements, (), (), Profile(words, len(statements), len(statements), 0, 0, 0, 0, 0, ()))


@pytest.fixture
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the plain reader in place of the shipped one, in this process."""
    monkeypatch.setattr(pipeline, "_reader", PlainReader)
