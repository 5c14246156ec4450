"""Turns of a transcript: what stands behind a speaker's tag is that speaker's, the whole paragraph of it.

LEE: We closed the road. The port told us that it is safe.      what is reported inside stands inside the turn

A text counts as a transcript when two speakers have at least two turns each, so that "Note:" and "Update:" are no speakers.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.analyse.assemble import Draft
from sayso.analyse.encoding import Units
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

TAG = re.compile(r"^[ \t]*([A-Z][\w.’' -]{0,40}?)(:)[ \t]+(?=\S)", re.MULTILINE)
MIN_SPEAKERS = MIN_TURNS = 2
SURE = 0.9


def turns(units: Units, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with one for each turn, in no order; what was found inside a turn hangs on it. All of them elsewhere."""
    found = list(_turns(units))
    starts = [turn.content[0].start for turn in found]

    def around(draft: Draft) -> Draft | None:
        k = bisect_right(starts, draft.content[0].start) - 1
        return found[k] if k >= 0 and draft.content[-1].end <= found[k].content[-1].end else None

    def spoken(draft: Draft) -> Draft | None:
        """The turn that says all of what the draft says, on the same word."""
        turn = around(draft)
        if turn is None:
            return None
        same = draft.source == turn.source or draft.content == turn.content
        return turn if same or not (draft.cue or draft.source) else None

    replaced = {id(draft): turn for draft in drafts if (turn := spoken(draft)) is not None}
    kept = [draft for draft in drafts if id(draft) not in replaced]
    for draft in kept:
        draft.head = replaced.get(id(draft.head), draft.head)
        if draft.parent is not None:
            draft.parent = replaced.get(id(draft.parent), draft.parent)
        elif draft.head is None:
            draft.parent = around(draft)
    return [*found, *kept]


def _turns(units: Units) -> Iterator[Draft]:
    """A draft for each turn, in order of the text; none where the text is no transcript."""
    words = units.words
    tags = list(TAG.finditer(words.text))
    often = [name for name, count in Counter(tag.group(1) for tag in tags).items() if count >= MIN_TURNS]
    if len(often) < MIN_SPEAKERS:
        return
    for tag in tags:
        first = bisect_right(words.starts, tag.end() - 1)
        last = bisect_right(words.paragraph, words.paragraph[first]) - 1
        spans = {"source": Span(*tag.span(1)), "cue": Span(*tag.span(2)), "content": Span(tag.end(), int(words.ends[last]))}
        covered = {part: units.between(*span) for part, span in spans.items()}
        parts = {part: [UnitSpan(numbers[0], numbers[-1])] for part, numbers in covered.items()}
        sure = {"cue": SURE, "content": SURE, "source": SURE}
        yield Draft({"relay": [], **parts}, sure, content=[spans["content"]], cue=[spans["cue"]], source=[spans["source"]])
