"""Carriers told apart from sources, by exact patterns that complete what the model marks.

"X, interviewed by local media", "in an interview with Y", "told reporters": the medium is a relay. "Information provided by X":
X is the source and not the information. A pattern only counts when a word for a medium, or the name of one, closes it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.analyse.assemble import Draft, by_sentence
from sayso.analyse.encoding import Units
from sayso.analyse.names import KINDS
from sayso.analyse.quotations import bare
from sayso.records.anchors import Span

MEDIA_NOUN = (
    r"(?:media|press|reporters?|journalists?|correspondents?|newspapers?|news\s+agency|news\s+agencies|agency|television|TV|radio|broadcasters?"
    r"|(?:radio|television|TV)\s+station|channel|magazine|news\s+network|network|(?:news\s+)?outlets?|daily|weekly|(?:news\s+)?website|news\s+site)"
)
CARRIES = re.compile(r"\b(?!(?:by|the|a|an|to|with|of|in|on|and|that|me|him|her|them|you|it|(?-i:us))\b)\w+", re.IGNORECASE)
MEDIUM = re.compile(rf"\b{MEDIA_NOUN}\b|\b(?:show|programme|program|interview|podcast)\b", re.IGNORECASE)
NOUN_PHRASE = rf"(?:[\w’'.&]+[\s-]+){{0,5}}?{MEDIA_NOUN}\b"
LEADS = (
    r"\b(?:in|during)\s+(?:[\w’']+\s+){0,4}?interviews?\s+(?:with|to|for|on)\s+",
    r"\binterviewed\s+by\s+",
    r"\b(?:as\s+)?(?:quoted|cited)\s+(?:by|in)\s+",
    r"\b(?:speaking|in\s+remarks|in\s+comments)\s+(?:to|with)\s+",
    r"\b(?:told|telling|tells)\s+",
)
LEAD = re.compile("|".join(LEADS), re.IGNORECASE)
INTERVIEW = re.compile(r"interviews?\s+(?:with|to|for|on)\s+$|\b(?:speaking|remarks|comments)\s+(?:to|with)\s+$", re.IGNORECASE)
DESCRIBED = re.compile(rf"\s+{MEDIA_NOUN}\b", re.IGNORECASE)
PHRASE = re.compile(NOUN_PHRASE, re.IGNORECASE)
# "In a Gazette report, X said", "X said ..., according to a report by the agency": the report carries what X said.
REPORT = re.compile(
    r"\b(?:[Ii]n|[Aa]ccording\s+to|(?:[Aa]s\s+)?[Pp]er)\s+"
    r"((?:an?|the)\s+(?:[\w’'&-]+(?:\.\w+)*\s+){0,4}?(?:reports?|article|story)\b"
    r"(?:\s+(?:by|from|in)\s+(?:the\s+)?[A-Z][\w’'&-]*(?:\.\w+)*(?:\s[A-Z][\w’'&-]*(?:\.\w+)*)*)?)"
)
BESIDE = re.compile(r"\s+(?:on|to|in|per|via|by)\s+(?=(?:the\s+|The\s+)?[A-Z])")
ACCORDING = re.compile(r"(?:as\s+)?(?:according\s+to|per)", re.IGNORECASE)
QUOTED = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\b", re.IGNORECASE)
AS_SAYING = re.compile(r"\s*(.+?)\s*\bas\s+(?:saying|telling|stating|claiming)\b", re.IGNORECASE | re.DOTALL)
PROVIDED = re.compile(
    r"(?:new\s+|some\s+)?(?:information|data|details|figures|material|evidence|intelligence|findings)\s+"
    r"(?:provided|supplied|given|released|published|issued|obtained|gathered|collected|shared)\s+by\s+",
    re.IGNORECASE,
)
IN_SOURCE = re.compile(r",?\s*(?:who\s+(?:was|were)\s+)?(?:interviewed|quoted|cited)\s+by\b\s*", re.IGNORECASE)
STOPS = re.compile(
    r"[,;:.“”\"()\n]|\b(?:that|who|which|and|said|says|on|after|before|when|about|has|have|had|was|were|is|are)\b",
    re.IGNORECASE,
)


def complete(units: Units, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the relays that the patterns find, their sources cut down to the party that speaks.

    "According to the agency, X said A" and "X said A, according to the agency" are one statement of X that the agency relays,
    and the outer draft falls away.
    """
    media = Places([Span(*units.span(k, k)) for k in range(len(units)) if units.kind[k] == KINDS.index("media")])
    names = Places([Span(*units.span(k, k)) for k in range(len(units)) if units.kind[k] >= 0])
    text = units.words.text
    _keep_in_sentence(units, drafts)
    for draft in drafts:
        draft.relays = [relay for relay in draft.relays if not _addressee(units, relay)]
        _provider(units, draft)
        _inside_source(units, draft, media)
        _quoted_by(units, draft)
        _beside(text, draft, media)
    places = by_sentence(units, drafts)
    for start, end, phrase in _phrases(text, media, names):
        carrier = Span(start, end)
        owner = _owner(places.get(units.words.sentence_at(start), []), carrier, phrase)
        if owner is not None:
            _add(owner, carrier)
    for report in REPORT.finditer(text):
        carrier = Span(*report.span(1))
        here = places.get(units.words.sentence_at(carrier.start), [])
        owner = _owner([d for d in here if d.source and not any(c.overlaps(Span(*report.span())) for c in d.cue)], carrier, -1)
        if owner is not None and not any(carrier.overlaps(s) for d in here for s in d.source):
            _add(owner, carrier)
    return _without_frames(text, drafts)


class Places:
    """Spans in order, to be asked which comes next."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def after(self, at: int, within: int) -> Span | None:
        """The first span that starts in [at, at + within]."""
        k = bisect_left(self._starts, at)
        return self._spans[k] if k < len(self._spans) and self._starts[k] - at <= within else None


def _keep_in_sentence(units: Units, drafts: Sequence[Draft]) -> None:
    """A relay of another sentence only counts where no statement of that sentence can have it."""
    sentence = units.words.sentence_at
    cued = {sentence(cue.start) for draft in drafts for cue in draft.cue}
    for draft in drafts:
        if draft.relays:
            elsewhere = cued - {sentence(cue.start) for cue in draft.cue}
            draft.relays = [relay for relay in draft.relays if sentence(relay.start) not in elsewhere]


def _addressee(units: Units, relay: Span) -> bool:
    """Whether it is a person who was told, and no medium: they did not carry it on. Nor does a pronoun or a particle."""
    if not CARRIES.search(units.words.text, *relay):
        return True
    kinds = {int(units.kind[k]) for k in units.between(*relay)}
    if KINDS.index("person") not in kinds or KINDS.index("media") in kinds:
        return False
    return not MEDIUM.search(units.words.text, *relay)


def _without_frames(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts less those "according to R" that hold nothing but one nested report, which R then relays."""
    gone: set[int] = set()
    inside: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            inside.setdefault(id(draft.parent), []).append(draft)
    for outer in drafts:
        inner = inside.get(id(outer), [])
        if len(inner) != 1 or not outer.source or not any(ACCORDING.fullmatch(text[s:e]) for s, e in outer.cue):
            continue
        (report,) = inner
        spans = (*report.content, *report.cue, *report.source)
        held = sum(len(text[max(s, a) : min(e, b)]) for s, e in spans for a, b in outer.content)
        if report.source and report.cue and 10 * held >= 9 * sum(e - s for s, e in outer.content):
            gone.add(id(outer))
            report.parent = outer.parent
            report.relays = sorted([*report.relays, *outer.relays, *outer.source])
            for other in drafts:
                if other.head is outer:
                    other.head = report
    return [d for d in drafts if id(d) not in gone]


def _add(draft: Draft, carrier: Span) -> None:
    """Makes a span a relay of the draft, unless it already is part of it."""
    if not any(carrier.overlaps(other) for other in (*draft.relays, *draft.source, *draft.content)):
        draft.relays = sorted([*draft.relays, carrier])


def _phrases(text: str, media: Places, names: Places) -> list[tuple[int, int, int]]:
    """(start, end) of each carrier's noun phrase, and where the words that lead to it start."""
    out = []
    for lead in LEAD.finditer(text):
        found = _noun_phrase(text, lead.end(), media)
        if found is None and INTERVIEW.search(lead.group()):
            found = names.after(lead.end(), 4)
        if found is not None:
            out.append((*found, lead.start()))
    return out


def _beside(text: str, draft: Draft, media: Places) -> None:
    """`said on CNN`, `called it odd to Reuters`: a medium right behind the cue or the content, outside the content."""
    for part in (*draft.cue[-1:], *draft.source[-1:], *draft.content[-1:]):
        lead = BESIDE.match(text, part.end)
        if lead:
            name = media.after(lead.end(), 4)
            if name is not None and text[lead.start() : lead.end()].split()[0] != "by":
                _add(draft, name)


def _quoted_by(units: Units, draft: Draft) -> None:
    """`The agency quoted X as saying that ...`: X is the source, the agency carries it."""
    text = units.words.text
    if not draft.cue or not draft.source:
        return
    cue, source, content = draft.cue[0], draft.source[0], draft.content[0]
    verb = QUOTED.search(text, *cue)
    if verb is None or source.end > cue.start or content.end < cue.end:
        return
    found = AS_SAYING.match(text, verb.end(), content.end)
    if found is None or found.end() > content.start + len(found.group(1)) + 16:
        return
    if found.end() > content.start:  # the speaker was read as part of what is said
        rest = found.end() + len(text[found.end() : content.end]) - len(text[found.end() : content.end].lstrip())
        draft.content = [Span(rest, content.end), *draft.content[1:]]
    _set_source(units, draft, Span(*found.span(1)))
    draft.cue = [bare(text, cue.start, verb.end()), bare(text, found.end(1), found.end())]
    _add(draft, source)


def _noun_phrase(text: str, at: int, media: Places) -> Span | None:
    """The noun phrase at `at` when it names or describes a medium."""
    stop = STOPS.search(text, at, at + 80)
    limit = stop.start() if stop else min(at + 80, len(text))
    name = media.after(at, 39)
    if name is not None and name.end <= limit + 1:
        return Span(at, max(name.end, _described(text, name.end, limit)))
    phrase = PHRASE.match(text, at, limit)
    return Span(*phrase.span()) if phrase else None


def _described(text: str, end: int, limit: int) -> int:
    """Where "Reuters news agency" ends."""
    found = DESCRIBED.match(text, end, limit)
    return found.end() if found else end


def _owner(drafts: Sequence[Draft], carrier: Span, phrase: int) -> Draft | None:
    """Of the statements with a cue in the carrier's sentence the one with the nearest cue whose content does not hold it."""
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        cue = draft.cue[0]
        if any(carrier.overlaps(span) for span in draft.content):
            continue
        gap = 0 if cue.start <= phrase < cue.end else max(carrier.start - cue.end, cue.start - carrier.end, 0)
        if best is None or gap < best[0]:
            best = (gap, draft)
    return best[1] if best else None


def _set_source(units: Units, draft: Draft, span: Span) -> None:
    """Makes the whole units that a span touches the source."""
    covered = units.between(*span)
    if covered:
        draft.put_source(units, bare(units.words.text, *units.span(covered[0], covered[-1])))


def _provider(units: Units, draft: Draft) -> None:
    if draft.source:
        start, end = draft.source[0]
        found = PROVIDED.match(units.words.text, start, end)
        if found and found.end() < end:
            _set_source(units, draft, Span(found.end(), end))


def _inside_source(units: Units, draft: Draft, media: Places) -> None:
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
