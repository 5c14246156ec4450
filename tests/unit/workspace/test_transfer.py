"""One analysis for captures that differ in their surroundings only."""

from dataclasses import replace

import sayso
from sayso.records.anchors import Span, covered
from sayso.records.documents import Document
from sayso.workspace.transfer import transferred

ARTICLE = 'The mayor said at least 12 roads are closed. "We will open them," said Ann Lee, a spokeswoman.\nRain is near.'


def around(before: str, after: str) -> Document:
    text = before + ARTICLE + after
    spans = [Span(0, len(before))] if before else []
    if after:
        spans.append(Span(len(text) - len(after), len(text)))
    return Document("id", text, language="en", boilerplate=tuple(spans))


def test_every_span_moves_with_its_words():
    reading = replace(sayso.read_text(ARTICLE), document=around("", ""))
    assert reading.statements
    new = around("Follow us!\n", "\nSubscribe.")
    moved = transferred(reading, new)
    assert moved is not None
    assert moved.document is new
    for old, now in zip(reading.statements, moved.statements, strict=True):
        for part in ("content", "cue", "source", "relays", "target"):
            assert covered(getattr(old, part), ARTICLE) == covered(getattr(now, part), new.text)
        assert [new.text[q.start : q.end] for q in now.quantities] == [ARTICLE[q.start : q.end] for q in old.quantities]


def test_headings_at_other_places_are_not_the_same_reading():
    reading = replace(sayso.read_text(ARTICLE), document=around("", ""))
    assert transferred(reading, replace(around("Follow us!\n", ""), headings=(Span(11, 15),))) is None
