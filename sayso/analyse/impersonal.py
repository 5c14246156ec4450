"""Reports of nobody that the model passed over: "it was recently revealed that ...", whose form leaves no doubt."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.analyse.assemble import Draft
from sayso.analyse.encoding import Units
from sayso.analyse.quotations import trimmed
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

FORM = re.compile(
    r"\bit\s+((?:was|is|has\s+been|had\s+been|has\s+also\s+been|was\s+also)\s+(?:\w+ly\s+)?"
    r"(?:revealed|reported|announced|alleged|confirmed|claimed|said|believed|disclosed|learned|learnt|discovered|understood|rumou?red|suggested"
    r"|feared|thought|estimated|assumed|suspected))\s+that\s+",
    re.IGNORECASE,
)
END = re.compile(r"[.!?](?=\s|[”\"]|$)|;|\n")
SURE = 0.7  # of the extent: the content may end before the sentence does


def impersonal(units: Units, drafts: Sequence[Draft]) -> list[Draft]:
    """Further drafts, in order of the text: none where a statement is marked already or the words are somebody else's."""
    text = units.words.text
    out = []
    taken = bytearray(len(text))
    for span in (span for draft in drafts for span in (*draft.cue, *draft.content)):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    cues = sorted(draft.cue[0].start for draft in drafts if draft.cue)
    for found in FORM.finditer(text):
        cue = Span(*found.span(1))
        if any(taken[cue.start : cue.end]):
            continue
        end = END.search(text, found.end())
        later = cues[bisect_right(cues, found.end()) :][:1]
        stop = min([end.start() if end else len(text), *later])
        content = trimmed(units.words, [Span(found.end(), stop)])
        if not content or len(text[slice(*content[0])].split()) < 3:
            continue
        parts = {"cue": units.between(*cue), "content": units.between(*content[0])}
        spans = {part: [UnitSpan(covered[0], covered[-1])] for part, covered in parts.items() if covered}
        if len(spans) == 2:
            sure = {"cue": SURE, "content": SURE, "source": SURE}
            out.append(Draft({"source": [], "relay": [], **spans}, sure, content=content, cue=[cue]))
    return out
