"""Who wrote it: "By ..." lines, lead or footer lines that give a name with what the person is, and reporter credits."""

import re
from collections.abc import Collection
from typing import NamedTuple

from sayso.parse.dates import date_line
from sayso.parse.lines import Line
from sayso.parse.vocabulary import ALSO_NAMES, BODIES, NO_NAME, PARTICLES, ROLES
from sayso.records.anchors import Span
from sayso.records.documents import Author

_PREFIX = re.compile(
    r"(?:(?:written|words|story|text|report|analysis|opinion|reported|compiled)\s+)?by\s*:?\s+(?=\w)|authors?\s*:\s*",
    re.IGNORECASE,
)
_REPORTERS = re.compile(r"\(?(?:additional\s+)?report(?:ing|ed)\s+by\s+", re.IGNORECASE)
_BIOGRAPHY = re.compile(
    r"(?:about\s+the\s+author\s*:?\s*)?(?P<name>[^,.;:()]{4,60}?),?\s+(?:is|was|works\s+as|serves\s+as)\s+(?:an?|the)\s+",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
_SPLIT = re.compile(r"\s*[,;]\s*")
_LIST = re.compile(r"\s*[,;|&]\s*|\s+and\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_TRAILING_PLACE = re.compile(r"\s+(?:in|for|at|of|from|on)\s+(?=[A-Z]|the\s)")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?]\s+[A-Z\"“]")
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|announced|according|reported|claimed|will|has|have|had|was|were|are)\b", re.IGNORECASE
)
LONGEST = 320
# An affiliation of more words is a clause.
MOST_WORDS = 16


class Byline(NamedTuple):
    """Authors in order, and the places of the lines that name them."""

    authors: tuple[Author, ...]
    lines: tuple[Span, ...]


def byline_of(lines: tuple[Line, ...], *, known: Collection[str] = (), headline: int | None = 0) -> Byline:
    """The byline as the text gives it: from the first eight lines, else from the last five; empty where there is none.

    Affiliations are kept in the article's words: "X, member of Y, researcher at Z" gives "member of Y" and "researcher at Z".

    Args:
        lines: in order.
        known: names of authors known from elsewhere, casefolded.
        headline: where a line starts that may be the headline, and is no byline of a house ("By The Tide Office"); or None.
    """
    places: list[Span] = []
    authors: tuple[Author, ...] = ()
    for line in lines[:8]:
        found = authors_of(line.text) or (_houses(line.text, known) if line.start != headline else ())
        if found:
            authors = authors or found
            places.append(line.span)
            break
    for line in reversed(lines[max(len(places), len(lines) - 5) :]):
        if line.span in places:
            continue
        found = _footer(line, lines, known=authors)
        if found:
            authors = _joined(authors, found)
            places.append(line.span)
    return Byline(authors, tuple(sorted(places)))


def authors_of(words: str) -> tuple[Author, ...]:
    """The authors that one line names, or nothing when it is no byline."""
    if len(words) > LONGEST or _SENTENCE_END.search(words.replace("Dr. ", "Dr ").replace("Prof. ", "Prof ")):
        return ()
    prefix = _PREFIX.match(words)
    body = words[prefix.end() :] if prefix else words
    body = body.removesuffix(".").strip("* _")
    if prefix is None and (len(body) < 12 or _SPEECH.search(body)):
        return ()
    authors = _authors(body, named_as_byline=prefix is not None)
    if prefix is None and not any(_has_role(affiliation) for author in authors for affiliation in author.affiliations):
        return ()
    return authors


def _houses(words: str, known: Collection[str]) -> tuple[Author, ...]:
    """The authors of "By Reuters Staff", "By Ann Poe and AFP", and of "By" with names known from elsewhere."""
    prefix = _PREFIX.match(words)
    names = [name for name in _LIST.split(words[prefix.end() :].strip("* _")) if name] if prefix else []
    whole = all(name.casefold() in known or is_name(name) or _is_house(name) for name in names)
    return tuple(Author(name) for name in names) if whole else ()


def _is_house(words: str) -> bool:
    """Whether the words look like an agency, a newspaper or its staff: capitals, and a body or nothing but an acronym."""
    parts = words.split()
    if len(parts) == 1 and len(words) > 1 and words.isupper():
        return True
    capitals = all(part[0].isupper() or part in PARTICLES or part in ("for", "of", "the") for part in parts[1:])
    return len(parts) <= 6 and words[0].isupper() and capitals and any(part.lower() in BODIES for part in parts)


def is_name(words: str) -> bool:
    """Whether the words look like a person's name: two to five capitalised words, no office, body or weekday among them."""
    parts = words.split()
    if not 2 <= len(parts) <= 6 or len(words) > 60:
        return False
    for part in parts:
        bare = part.strip(".'’\"“”").lower()
        if (
            not part[0].isalpha()
            or (bare in NO_NAME and part != bare.upper() + ".")  # "A." is an initial
            or bare in BODIES
            or (bare in ROLES and bare not in ALSO_NAMES)
            or any(char.isdigit() for char in part)
        ):
            return False
        if not (part[0].isupper() or bare in PARTICLES or part.lower().startswith(("al-", "el-", "ul-", "d'", "d’"))):
            return False
        if not all(char.isalpha() or char in ".'’-" for char in part):
            return False
    return (parts[0][0].isupper() and parts[-1][0].isupper()) or parts[-1].lower().startswith(("al-", "el-"))


def _authors(body: str, *, named_as_byline: bool) -> tuple[Author, ...]:
    names: list[str] = []
    affiliations: list[list[str]] = []
    for segment in _segments(body):
        words = segment.strip()
        if not words or date_line(words):
            continue
        head = _TRAILING_PLACE.split(words, maxsplit=1)[0] if named_as_byline else words
        head = head.removeprefix("Dr ").removeprefix("Dr. ").removeprefix("Prof. ").removeprefix("Professor ")
        if is_name(head) and (named_as_byline or not names):
            names.append(head)
            affiliations.append([])
        elif not names:
            return ()
        elif not named_as_byline and not (_starts_with_role(words) or words[0].isupper()):
            # "X, the director of Y, called for calm": a sentence, not a byline.
            return ()
        elif _starts_with_role(words) or not affiliations[-1]:
            affiliations[-1].append(words)
        else:
            affiliations[-1][-1] += f", {words}"
    if not named_as_byline and (len(names) != 1 or not affiliations[0] or _longest(affiliations[0]) > MOST_WORDS):
        return ()
    return tuple(Author(name, tuple(known)) for name, known in zip(names, affiliations, strict=True))


def _longest(phrases: list[str]) -> int:
    return max(len(phrase.split()) for phrase in phrases)


def _segments(body: str) -> list[str]:
    segments: list[str] = []
    # Dates first: "May 6, 2019" has a comma of its own.
    pieces = (piece for piece in _BARS.split(body) if not date_line(piece.strip()))
    for part in (part for piece in pieces for part in _SPLIT.split(piece)):
        halves = _AND.split(part)
        # "professor of law and politics" is one office, "researcher at X and member of Y" two, "Ann Poe and Jon Roe" two names.
        whole = halves[:1]
        for half in halves[1:]:
            if _starts_with_role(half) or (is_name(half.split(" in ")[0]) and is_name(whole[-1])) or not whole[-1]:
                whole.append(half)
            else:
                whole[-1] += f" and {half}"
        segments.extend(whole)
    return segments


def _starts_with_role(words: str) -> bool:
    return any(
        word.strip(".,").lower() in ROLES for word in words.replace("-", " ").split()[:5]
    ) and not words.lower().startswith(("at ", "of ", "in ", "for "))


def _has_role(words: str) -> bool:
    return _starts_with_role(words) or any(word.strip(".,").lower() in BODIES for word in words.split())


def _footer(line: Line, lines: tuple[Line, ...], *, known: tuple[Author, ...]) -> tuple[Author, ...]:
    words = line.text.strip("*_ ()[]")
    if len(words) > LONGEST:
        return ()
    reporters = _REPORTERS.match(words)
    if reporters:
        people = re.split(r"[;.]\s|;|\.\Z", words[reporters.end() :])[0]
        return known or _authors(people, named_as_byline=True)
    about = _BIOGRAPHY.match(words)
    if about and is_name(about["name"].removeprefix("Dr. ")):
        name = about["name"].removeprefix("Dr. ")
        office = re.split(r"[.!?](?:\s|\Z)", words[about.end() :])[0].strip()
        elsewhere = any(name.split()[-1] in other.text for other in lines if other.start != line.start)
        if _has_role(office) and (name in {author.name for author in known} or not (known or elsewhere)):
            return (Author(name, (office,)),)
        return ()
    if words.lower().startswith("by "):
        return ()
    found = authors_of(words)
    return found if not known or {author.name for author in found} <= {author.name for author in known} else ()


def _joined(authors: tuple[Author, ...], found: tuple[Author, ...]) -> tuple[Author, ...]:
    if not authors:
        return found
    more = {author.name: author.affiliations for author in found}
    return tuple(
        Author(
            author.name, (*author.affiliations, *(one for one in more.get(author.name, ()) if one not in author.affiliations))
        )
        for author in authors
    )
