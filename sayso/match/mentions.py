"""Names of outlets in a text: those of the registry, short ones for those named before, and media only the reading knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sayso.match.contexts import sentence_at
from sayso.match.names import DESCRIBED, words_of
from sayso.match.outlets import Outlets
from sayso.match.places import Places
from sayso.records.anchors import Span
from sayso.records.statements import SourceKind, Statement

_CAPITAL = r"(?:[a-z]{2}-)?[A-ZÀ-Þ0-9](?:[\w’'.&/-]*\w)?"
_CAPITALS = re.compile(rf"(?:The\s+)?{_CAPITAL}(?:\s+(?:(?:of|de|del|la|el|al|do|da|&)\s+)?{_CAPITAL})*")
_MEDIUM = re.compile(rf"\b{DESCRIBED}\b", re.IGNORECASE)
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ish|ese|an|ch|i)|US|UK|EU|UN")
_MASTHEAD = re.compile(
    r"\b(?:Post|Times|Herald|Gazette|Journal|News|Press|Tribune|Courier|Mail|Sun|Star|Standard|Observer|Telegraph|Chronicle|Echo"
    r"|Mirror|Globe|Examiner|Dispatch|Daily|Weekly|Review|Inquirer|Bulletin|Monitor|Radio|TV|Channel|Broadcasting|Magazine|Online)\b"
    r"|\w\.[a-z]{2,4}\Z"
)
# Words that may open "X reported" as what they are.
_REPORTERS = frozenset("dawn metro nature people time trend vanguard variety".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        place: where it stands.
        outlet: key of the outlet, or None for one that the registry does not know.
        sure: whether it can hardly be another word.
    """

    place: Span
    outlet: str | None
    sure: bool


def mentions(text: str, statements: Iterable[Statement], outlets: Outlets) -> tuple[Mention, ...]:
    """Every name of an outlet that stands in a text, in order of place, whether it is cited or not.

    Args:
        text: the text of the article.
        statements: what was read in it; their sources and relays may name media that the registry does not know.
        outlets: the registry.
    """
    known = [Mention(found.place, found.outlet.key, found.sure) for found in outlets.find(text)]
    found = [*_in_short(text, known, outlets), *_unknown(text, statements, outlets, known)]
    return tuple(sorted(found, key=lambda mention: mention.place))


def parts_of_names(text: str, words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are part of somebody's name somewhere in the text: "Dawn" of "Dawn Miller"."""
    return frozenset(
        word
        for word in set(words)
        if re.search(rf"\b{re.escape(word)}\s[A-ZÀ-Þ][a-zß-ÿ]|[a-z,]\s[A-ZÀ-Þ][a-zß-ÿ]+\s{re.escape(word)}\b", text)
    )


def opens_as_word(text: str, place: Span) -> bool:
    """Whether a sentence opens with an ordinary word that may report without being an outlet: "People reported"."""
    return text[slice(*place)].lower() in _REPORTERS and sentence_at(text, place).start == place.start


def _in_short(text: str, names: Iterable[Mention], outlets: Outlets) -> Iterator[Mention]:
    """The names; where a text that has named The New York Times goes on with "the Times", it means the same."""
    full: dict[tuple[str, ...], str] = {}
    for name in names:
        words = words_of(text[slice(*name.place)])
        yield replace(name, outlet=full.get(words, name.outlet))
        outlet = outlets.get(name.outlet) if name.outlet else None
        longer = words_of(outlet.name) if outlet is not None else ()
        if outlet is not None and longer == words:
            full.update({longer[at:]: outlet.key for at in range(1, len(longer))})


def _unknown(text: str, statements: Iterable[Statement], outlets: Outlets, names: Iterable[Mention]) -> Iterator[Mention]:
    """Media that the reading has as sources or relays and the registry does not find: by a short form, or unknown to it."""
    known = Places((name.place, name) for name in names)
    seen: set[Span] = set()
    for statement in statements:
        media = statement.source_kind is SourceKind.MEDIA and statement.source_named
        for span in (*statement.relays, *(statement.source if media else ())):
            words = text[slice(*span)]
            if known.any_at(span) or words == words.lower():
                continue
            outlet = outlets.named(words)
            place = span if outlet is not None else _capitals(text, span)
            if place is None or place in seen:
                continue
            if outlet is not None or media or _MEDIUM.search(words) or _MASTHEAD.search(words):
                seen.add(place)
                yield Mention(place, outlet.key if outlet else None, sure=True)


def _capitals(text: str, span: Span) -> Span | None:
    """The name in the words for an unknown medium: several capital words, or one beside a word such as "newspaper"."""
    medium = _MEDIUM.search(text, *span)
    for found in _CAPITALS.finditer(text, *span):
        name = found[0].removeprefix("The ")
        if _MEDIUM.fullmatch(name) or name == "The":
            continue
        several = " " in name or not name.isalpha() or name[1:] != name[1:].lower()
        opens = found.start() == sentence_at(text, Span(*found.span())).start
        if several or (medium and not opens and not _DEMONYM.fullmatch(name)):
            return Span(*found.span())
    return None
