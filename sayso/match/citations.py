"""What an article names as where it has something from: other outlets, in credits, datelines, bylines, reports and links.

Takes a document, its reading and the registry. The reading says which statement rests on an outlet; names of the registry are
looked for in the text as well, so that what the reading passes over is found. The article's own outlet is no citation.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sayso.match.addresses import domain_of
from sayso.match.contexts import beside, naming_at, sentence_at
from sayso.match.mentions import Mention, mentions, opens_as_word, parts_of_names
from sayso.match.names import alike
from sayso.match.outlets import Outlets
from sayso.match.places import Places
from sayso.records.anchors import Span, Spans
from sayso.records.documents import Document
from sayso.records.links import Citation, Naming
from sayso.records.statements import Reading, SourceKind, Statement

# A line that says whose work the article is; a sentence of the report and the credit of a picture are none.
_CREDIT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b|\bsources?\s*:|\b(?:via|courtesy|credits?|material|reprint\w*|republish\w*|syndicat\w*|permission"
    r"|contributed|originally|first\s+(?:published|appeared)|previously\s+published|translated\s+from|adapted\s+from"
    r"|(?:additional\s+)?reporting\s+by|files?\s+from|original\s+(?:article|story|report))\b)",
    re.IGNORECASE,
)
_CREDIT_LINES = 8
_LONGEST_CREDIT = 220
_OTHERWISE = re.compile(
    r"\b(?:said|told|says|stated|reported|reports|according|citing)\b|\b(?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?)\b"
)
_SHARING = re.compile(r"/(?:share|sharer|intent|dialog)\b|[?&](?:share|u)=http", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:the\s+)?(?:(?:news|press|wire)\s+)?(?:agencies|agency|services?|reports?|staff|wires?|media|news)", re.IGNORECASE
)
_TITLE = re.compile(r"\s*:\s|\s+[-–—|]\s|,?\s+(?:reports?|says?)\b")


def citations(document: Document, reading: Reading | None, outlets: Outlets) -> tuple[Citation, ...]:
    """The citations of an article: those outside its text first (byline, title, links around the text), then in order of place.

    Each place gives one citation, with its name and its link. A citation belongs to the statement that names it as source or
    relay, else to the nearest statement of its sentence; credits, datelines and bylines belong to the whole article.

    Args:
        document: the article.
        reading: what was read in it; without one, only names that the registry knows are found.
        outlets: the registry, with the outlets of the collection.

    Cost: grows with the length of the text.
    """
    text = document.text
    own = _own(document, outlets)
    statements = reading.statements if reading is not None else ()
    names = mentions(text, statements, outlets)
    credited = _once([*_credits(document, outlets), *_credit_lines(document, names)])
    taken = Places((one.place, one) for one in credited if one.place is not None)
    prose = _prose(text, statements, [name for name in names if not taken.any_at(name.place)])
    found = _once([*_bylines(document, outlets), *_title(document, outlets), *credited, *prose])
    found = [one for one in found if not own(one.name, one.outlet)]
    return tuple(sorted(_linked(document, found, outlets, own), key=lambda one: one.place or Span(-1, -1)))


def _own(document: Document, outlets: Outlets) -> Callable[[str | None, str | None], bool]:
    """Whether a name, with the key of its outlet, is the article's own outlet."""
    known = outlets.named(document.outlet) or outlets.of_address(document.url)
    named = document.outlet or ""

    def own(name: str | None, key: str | None) -> bool:
        if known is not None and key is not None:
            return key == known.key
        return key is None and name is not None and alike(name, named)

    return own


def _credits(document: Document, outlets: Outlets) -> Iterator[Citation]:
    """What the parser found: a dateline where the line goes on behind it, else a credit."""
    for credit in document.credits:
        at = document.text.find(credit.outlet, credit.start, credit.end)
        place = Span(at, at + len(credit.outlet)) if at >= 0 else Span(credit.start, credit.end)
        outlet = outlets.named(credit.outlet)
        if outlet is None and _NOBODY.fullmatch(credit.outlet):
            continue
        rest = document.text[credit.end : credit.end + 40].partition("\n")[0]
        naming = Naming.DATELINE if rest.strip(" .)") else Naming.CREDIT
        yield Citation(naming, credit.outlet, outlet.key if outlet else None, None, place)


def _credit_lines(document: Document, names: Iterable[Mention]) -> Iterator[Citation]:
    """Names of the registry in first and last lines that speak of whose work it is: "(c) X. Reprinted with permission"."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", document.text)]
    for start, end in dict.fromkeys((*lines[:3], *lines[-_CREDIT_LINES:])):
        line = document.text[start:end]
        cue = _CREDIT.search(line) if end - start <= _LONGEST_CREDIT else None
        if cue is None or _OTHERWISE.search(line):
            continue
        for name in names:
            if start <= name.place.start < end and name.outlet is not None:
                yield Citation(Naming.CREDIT, document.text[slice(*name.place)], name.outlet, None, name.place)


def _bylines(document: Document, outlets: Outlets) -> Iterator[Citation]:
    for author in document.byline:
        for words in (author.name, *author.affiliations):
            outlet = outlets.named(words)
            found = [outlet] if outlet else [one.outlet for one in outlets.find(words) if one.sure]
            for one in found:
                yield Citation(Naming.BYLINE, words, one.key, None, None)


def _title(document: Document, outlets: Outlets) -> Iterator[Citation]:
    """ "X: ..." and "X reports ..." in a title that is no part of the text."""
    title = document.title or ""
    if title and title not in document.text:
        for found in outlets.find(title):
            opens = found.place.start == 0 and _TITLE.match(title, found.place.end)
            if opens or naming_at(title, found.place, sure=found.sure):
                yield Citation(Naming.REPORTED, title[slice(*found.place)], found.outlet.key, None, None)


def _prose(text: str, statements: tuple[Statement, ...], names: list[Mention]) -> Iterator[Citation]:
    """The names that are cited in the text, by the words around them or because a statement rests on them."""
    parts = Places((span, (one, one.relays)) for one in statements for span in (*one.relays, *one.source))
    cues = Places((span, one) for one in statements for span in (one.cue or one.content))
    persons = parts_of_names(text, (text[slice(*name.place)] for name in names if not name.sure))
    before: tuple[Span, Naming] | None = None
    for name in names:
        words = text[slice(*name.place)]
        owner = _resting_on(parts, name.place)
        medium = name.sure or (owner is not None and owner.source_kind is SourceKind.MEDIA)
        if not medium and (words in persons or opens_as_word(text, name.place)):
            continue
        naming = naming_at(text, name.place, sure=name.sure or owner is not None)
        if naming is None and owner is not None:
            naming = _by_reading(text, owner, name)
        if naming is None and before is not None and beside(text, before[0], name.place):
            naming = before[1]
        before = (name.place, naming) if naming is not None else None
        if naming is not None:
            owner = None if naming is Naming.CREDIT else owner or _nearest(text, cues, name.place)
            yield Citation(naming, words, name.outlet, None, name.place, owner.statement_id if owner else None)


def _by_reading(text: str, owner: Statement, name: Mention) -> Naming | None:
    """How a statement rests on a name that stands in its source or relays, where the words around it are of no known kind."""
    if any(name.place.overlaps(span) for span in owner.relays):
        return Naming.TOLD if owner.source_kind is SourceKind.PERSON else Naming.REPORTED
    # "AFP: facts first" is no report, and what a manager of ABS-CBN says is hers.
    has_cue = any(text[start:end].strip(" :—–-") for start, end in owner.cue)
    speaks = owner.source_kind is SourceKind.MEDIA or (name.sure and owner.source_kind is not SourceKind.PERSON)
    return Naming.REPORTED if has_cue and speaks else None


def _resting_on(parts: Places[tuple[Statement, Spans]], place: Span) -> Statement | None:
    """The statement that has a name within its relays or else its source, which may name what relays another."""
    held = [(span not in relays, one) for span, (one, relays) in parts.at(place)]
    return min(held, key=lambda rank: rank[0])[1] if held else None


def _nearest(text: str, cues: Places[Statement], place: Span) -> Statement | None:
    """The statement of the sentence whose cue, or content where it has none, is nearest."""
    here = [(max(span.start - place.end, place.start - span.end, 0), one) for span, one in cues.at(sentence_at(text, place))]
    return min(here, key=lambda rank: rank[0])[1] if here else None


def _linked(
    document: Document, found: list[Citation], outlets: Outlets, own: Callable[[str | None, str | None], bool]
) -> list[Citation]:
    """The citations with their links, and the links that stand for themselves."""
    home = domain_of(document.url)
    places = Places((one.place, at) for at, one in enumerate(found) if one.place is not None)
    outside = Places((span, None) for span in document.boilerplate)
    out, seen = list(found), set()
    for link in document.links:
        outlet = outlets.of_address(link.href)
        key = outlet.key if outlet else None
        at_home = (home is not None and domain_of(link.href) == home) or (key is not None and own(None, key))
        if at_home or "//" not in link.href or _SHARING.search(link.href):
            continue
        place = Span(link.start, link.end) if link.start is not None and link.end is not None else None
        at = _beside_link(document.text, out, places, place, key)
        if at is not None:
            out[at] = replace(out[at], href=link.href)
        elif (link.href, place) not in seen and not (place and outside.any_at(place)):
            name = link.anchor if outlets.named(link.anchor) is not None else None
            out.append(Citation(Naming.LINK, name, key, link.href, place))
        seen.add((link.href, place))
    return out


def _beside_link(text: str, found: list[Citation], places: Places[int], place: Span | None, key: str | None) -> int | None:
    """The citation that a link belongs to: at its place, else of its outlet in its sentence; anywhere for one without place."""

    def free(at: int) -> bool:
        return found[at].href is None

    def same(at: int) -> bool:
        return free(at) and key is not None and found[at].outlet == key

    if place is None:
        return next(filter(same, range(len(found))), None)
    here = next((at for _, at in places.at(place) if free(at)), None)
    return here if here is not None else next((at for _, at in places.at(sentence_at(text, place)) if same(at)), None)


def _once(found: Iterable[Citation]) -> list[Citation]:
    """In order of place, those without one first; of those that overlap the first and longest."""
    kept: list[Citation] = []
    end = -1
    for one in sorted(found, key=lambda one: (one.place.start, -one.place.end) if one.place else (-1, 0)):
        if one.place is None or one.place.start >= end:
            kept.append(one)
            end = one.place.end if one.place else end
    return kept
