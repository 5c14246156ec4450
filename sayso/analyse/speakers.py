"""Sources that the form of the text gives, where the model marked none.

“...” — Ann Lee          a dash behind a quotation and a name up to the end of the line
LEE: ...                 a speaker's tag before a paragraph
Lee praised it, saying   a participle shares the subject of the clause before it (the guide: same source span repeated)
"""

import re
from collections.abc import Sequence

from sayso.analyse.assemble import Draft, by_sentence
from sayso.analyse.encoding import Units
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

DASHED = re.compile(r"[”\"»]\s*(―|—|–|--?)\s*([A-Z][^\n“”\"]{1,80}?)\s*(?=\n|$)")
TAGGED = re.compile(r"(?:^|\n)[ \t]*[“\"]?([A-Z][\w.’' -]{0,40}?)(:)\s*[“\"]?\s*\Z")
PARTICIPLE = re.compile(r"(?:also\s+|further\s+|later\s+)?\w{2,}ing\b", re.IGNORECASE)


def complete_speakers(units: Units, drafts: Sequence[Draft]) -> None:
    """Gives drafts without a source the one that the text's form gives them."""
    text = units.words.text
    for draft in drafts:
        if not draft.source and not draft.cue and draft.content:
            _by_form(units, text, draft)
    for together in by_sentence(units, drafts).values():
        for draft in together:
            if not draft.source and PARTICIPLE.match(text, *draft.cue[0]):
                _by_clause(together, draft)


def _by_form(units: Units, text: str, draft: Draft) -> None:
    start, end = draft.content[0].start, draft.content[-1].end
    found = DASHED.match(text, end) or (TAGGED.search(text, max(text.rfind("\n", 0, start), 0), start))
    if not found:
        return
    mark, name = (1, 2) if found.re is DASHED else (2, 1)
    if len(found.group(name).split()) > 12:
        return
    covered = units.between(*found.span(mark))
    draft.units["cue"] = [UnitSpan(covered[0], covered[-1])]
    draft.cue = [Span(*found.span(mark))]
    draft.put_source(units, Span(*found.span(name)))
    draft.head = None


def _by_clause(drafts: Sequence[Draft], draft: Draft) -> None:
    """The source of the nearest cue before it; `drafts` are those of its sentence."""
    at = draft.cue[0].start
    before = [other for other in drafts if other.source and other.cue[0].end <= at and other.parent is draft.parent]
    if before:
        nearest = max(before, key=lambda other: other.cue[0].start)
        if not any(nearest.source[0].overlaps(span) for span in draft.content):
            draft.source = list(nearest.source)
            draft.units["source"] = list(nearest.units["source"])
