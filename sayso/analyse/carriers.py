"""Carriers told apart from sources, by exact patterns that complete what the model marks.

"X, interviewed by local media", "in an interview with Y", "told reporters": the medium is a relay. "Information provided by X":
X is the source and not the information. A pattern only counts when a word for a medium, or the name of one, closes it.
"""

import re
from collections.abc import Sequence

from sayso.analyse.assemble import Draft
from sayso.analyse.encoding import Units
from sayso.analyse.names import KINDS
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

MEDIA_NOUN = (
    r"(?:media|press|reporters?|journalists?|correspondents?|newspapers?|news\s+agency|news\s+agencies|agency|television|TV|radio|broadcasters?"
    r"|(?:radio|television|TV)\s+station|channel|magazine|news\s+network|network|(?:news\s+)?outlets?|daily|weekly|(?:news\s+)?website|news\s+site)"
)
NOUN_PHRASE = rf"(?:[\w’'.&]+[\s-]+){{0,5}}?{MEDIA_NOUN}\b"
LEADS = (
    r"\b(?:in|during)\s+(?:[\w’']+\s+){0,4}?interviews?\s+(?:with|to|for|on)\s+",
    r"\binterviewed\s+by\s+",
    r"\b(?:as\s+)?(?:quoted|cited)\s+(?:by|in)\s+",
    r"\bspeaking\s+(?:to|with)\s+",
    r"\b(?:told|telling|tells)\s+",
)
LEAD = re.compile("|".join(LEADS), re.IGNORECASE)
PHRASE = re.compile(NOUN_PHRASE, re.IGNORECASE)
PROVIDED = re.compile(
    r"(?:new\s+|some\s+)?(?:information|data|details|figures|material|evidence|intelligence|findings)\s+"
    r"(?:provided|supplied|given|released|published|issued|obtained|gathered|collected|shared)\s+by\s+",
    re.IGNORECASE,
)
IN_SOURCE = re.compile(r",?\s*(?:who\s+(?:was|were)\s+)?(?:interviewed|quoted|cited)\s+by\s+", re.IGNORECASE)
STOPS = re.compile(
    r"[,;:.“”\"()\n]|\b(?:that|who|which|and|said|says|on|after|before|when|about|has|have|had|was|were|is|are)\b",
    re.IGNORECASE,
)


def complete(units: Units, drafts: Sequence[Draft]) -> None:
    """Adds the relays that the patterns find to the drafts, and cuts sources down to the party that speaks."""
    media = [Span(*units.span(k, k)) for k in range(len(units)) if units.kind[k] == KINDS.index("media")]
    text = units.words.text
    for draft in drafts:
        _provider(units, draft)
        _inside_source(units, draft, media)
    for start, end, phrase in _phrases(text, media):
        carrier = Span(start, end)
        owner = _owner(units, drafts, carrier, phrase)
        if owner is not None and not any(carrier.overlaps(other) for other in (*owner.relays, *owner.source, *owner.content)):
            owner.relays = sorted([*owner.relays, carrier])


def _phrases(text: str, media: Sequence[Span]) -> list[tuple[int, int, int]]:
    """(start, end) of each carrier's noun phrase, and where the words that lead to it start."""
    out = []
    for lead in LEAD.finditer(text):
        found = _noun_phrase(text, lead.end(), media)
        if found is not None:
            out.append((*found, lead.start()))
    return out


def _noun_phrase(text: str, at: int, media: Sequence[Span]) -> Span | None:
    """The noun phrase at `at` when it names or describes a medium."""
    stop = STOPS.search(text, at, at + 80)
    limit = stop.start() if stop else min(at + 80, len(text))
    for name in media:
        if at <= name.start and name.end <= limit + 1 and name.start - at < 40:
            return Span(at, max(name.end, _described(text, name.end, limit)))
    phrase = PHRASE.match(text, at, limit)
    return Span(*phrase.span()) if phrase else None


def _described(text: str, end: int, limit: int) -> int:
    """Where "Reuters news agency" ends."""
    found = re.compile(rf"\s+{MEDIA_NOUN}\b", re.IGNORECASE).match(text, end, limit)
    return found.end() if found else end


def _owner(units: Units, drafts: Sequence[Draft], carrier: Span, phrase: int) -> Draft | None:
    """The statement whose cue stands nearest in the same sentence, outside its content and with no other cue between."""
    sentence = int(units.words.sentence[units.words.between(*carrier)[0]])
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        if not draft.cue:
            continue
        cue = draft.cue[0]
        elsewhere = int(units.words.sentence[units.words.between(*cue)[0]]) != sentence
        if elsewhere or any(carrier.overlaps(c) for c in draft.content):
            continue
        gap = max(carrier.start - cue.end, cue.start - carrier.end, 0)
        if cue.start <= phrase < cue.end:
            gap = 0
        if best is None or gap < best[0]:
            best = (gap, draft)
    return best[1] if best else None


def _set_source(units: Units, draft: Draft, span: Span) -> None:
    covered = units.between(*span)
    if covered:
        draft.units["source"] = [UnitSpan(covered[0], covered[-1])]
        draft.source = [Span(*units.span(covered[0], covered[-1]))]


def _provider(units: Units, draft: Draft) -> None:
    if draft.source:
        start, end = draft.source[0]
        found = PROVIDED.match(units.words.text, start, end)
        if found and found.end() < end:
            _set_source(units, draft, Span(found.end(), end))


def _inside_source(units: Units, draft: Draft, media: Sequence[Span]) -> None:
    """`sources close to the ministry interviewed by local media`: the medium leaves the source and becomes a relay."""
    if not draft.source:
        return
    text = units.words.text
    start, end = draft.source[0]
    found = IN_SOURCE.search(text, start, end)
    if found and found.start() > start:
        carrier = _noun_phrase(text, found.end(), media)
        _set_source(units, draft, Span(start, found.start()))
        if carrier is not None and not any(carrier.overlaps(other) for other in draft.relays):
            draft.relays = sorted([*draft.relays, carrier])
