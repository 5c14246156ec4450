"""Frames by which a source says that something is not so: "It is not true that ...", "Claims that ... are false".

The reader may take such a frame for a part of what is said. It belongs to the cue: what is said stands behind it and is denied.
"""

import re

from sayso.records.anchors import Span, Spans

_HOW = r"(?:\w+ly\s+|simply\s+|just\s+|quite\s+|at\s+all\s+){0,2}"
_IS = r"(?:['’]s|is|was|were|are|has\s+been|had\s+been|would\s+be)"
_FALSE = (
    r"(?:untrue|false|wrong|incorrect|inaccurate|baseless|unfounded|groundless|fabricated|invented|nonsense"
    r"|a\s+(?:lie|myth|fabrication|hoax))"
)
_TRUE = r"(?:true|correct|accurate|right|the\s+case|so)"
_CLAIMS = r"(?:claims?|reports?|allegations?|rumou?rs?|suggestions?|assertions?|accusations?|stories|statements?)"
# In front of what is denied, "that" included.
_BEFORE = re.compile(
    rf"(?:(?:it|this)\s*(?:{_IS}\s+)?{_HOW}(?:{_FALSE}|(?:not|n['’]t)\s+{_HOW}{_TRUE})(?:\s+to\s+(?:say|claim|suggest))?"
    rf"|there\s*(?:{_IS}\s+)?{_HOW}no\s+(?:\w+\s+)?(?:evidence|proof|indications?|signs?|truth\s+(?:in|to)\s+(?:\w+\s+)?{_CLAIMS})"
    rf"|no\s+(?:evidence|proof)(?:\s+(?:exists|was\s+found|has\s+been\s+found))?)(?:\s+at\s+all)?\s+(?:that|whatsoever\s+that)\s+",
    re.IGNORECASE,
)
# Around it: the noun that it is a claim in front, and behind it that this is false.
_NOUN = re.compile(rf"(?:(?:any|the|all|such|recent|earlier|press|media)\s+){{0,2}}{_CLAIMS}\s+that\s+", re.IGNORECASE)
_AFTER = re.compile(rf"\s+{_IS}\s+{_HOW}(?:{_FALSE}|not\s+{_HOW}{_TRUE})\W*$", re.IGNORECASE)


def untrue(text: str, content: Spans) -> tuple[Spans, Spans] | None:
    """What is said to be untrue, and the words by which it is; None where the content is framed by no such words."""
    if not content:
        return None
    first, last = content[0], content[-1]
    found = _BEFORE.match(text, first.start, first.end)
    end = last.end
    frames = []
    if found is None:
        behind = _AFTER.search(text, last.start, last.end)
        found = _NOUN.match(text, first.start, first.end) if behind else None
        if found is None or behind is None:
            return None
        end = behind.start()
        frames = [Span(end + len(behind[0]) - len(behind[0].lstrip()), last.end)]
    frame = Span(first.start, first.start + len(found[0].rstrip()))
    rest = [Span(found.end(), first.end), *content[1:]]
    rest[-1] = Span(rest[-1].start, end)
    kept = tuple(span for span in rest if span.start < span.end)
    return (kept, (frame, *frames)) if kept else None
