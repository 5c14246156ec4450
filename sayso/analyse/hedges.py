"""How sure a content is presented, by the words of cue and main clause; completes the model's reading of certainty.

The guide counts hedges of the main clause only, so the search stops at the first subordinator or comma. Questions, "expect" and
the like decide by themselves; a modal ("may") only leans, since permission and subordinate clauses look the same.
"""

import re

from sayso.records.anchors import Span
from sayso.records.statements import Certainty, Force

POSSIBLE = re.compile(r"\b(?:may|might|could|possibly|perhaps|maybe|potentially|possible)\b", re.IGNORECASE)
PROBABLE = re.compile(
    r"\b(?:likely|probably|seems?|seemed|appears?|appeared|expected|presumably|apparently|unlikely)\b", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|because|if|when|while|where|although|though|since|after|before|until|unless|as|for|to|than|whether)\b"
    r"|[,;:(—–]",
    re.IGNORECASE,
)
EXPECTING = re.compile(r"\b(?:expect|anticipat|suspect|presum)", re.IGNORECASE)
SUGGESTING = re.compile(r"\bsuggest", re.IGNORECASE)
WHETHER = re.compile(r"\b(?:whether|if)\s*$", re.IGNORECASE)
FIRST_WORDS = re.compile(r"\s*(?:\S+\s+){0,2}")  # the subject may itself be one of the words that end the search
DECIDES, LEANS = 6.0, 2.0  # added to the logit of the label


def hedge(text: str, cue: list[Span], content: list[Span], force: Force) -> tuple[Certainty, float] | None:
    """The certainty that the words speak for, and how strongly (on the logit); None where they say nothing."""
    asked = "".join(text[s:e] for s, e in content).rstrip("”\"' ")
    before = text[max(content[0].start - 10, 0) : content[0].start]
    if asked.endswith("?") or (force is Force.ASKS and WHETHER.search(before)):
        return Certainty.UNKNOWN, DECIDES
    cues = " ".join(text[s:e] for s, e in cue)
    if EXPECTING.search(cues):
        return Certainty.PROBABLE, DECIDES
    if SUGGESTING.search(cues):
        return Certainty.POSSIBLE, LEANS
    shown = " ".join(text[s:e] for s, e in content)
    opening = FIRST_WORDS.match(shown)
    stop = SUBORDINATE.search(shown, opening.end() if opening else 0)
    main = shown[: stop.start()] if stop else shown
    if POSSIBLE.search(main):
        return Certainty.POSSIBLE, LEANS
    if PROBABLE.search(main):
        return Certainty.PROBABLE, LEANS
    return None
