"""The documents of the GUM corpus as they stand in its CoNLL-U files: text, attributions and mentions.

The column MISC carries what is read here: `Entity=` opens and closes mentions, `SplitAnte=` tells what a plural takes up, and
`Discourse=` opens an elementary discourse unit with its relations.

Source: the corpus and its build code (Zeldes 2017). Relations between units are dependencies there; the depth of each tells in
which order the dependents of a unit join it, so the span that a relation applies to can be rebuilt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.analyse.names import TITLES
from sayso.errors import ParseFailed
from sayso.evaluate.tokens import Pair

ENTITY = re.compile(r"\((?P<opened>\d+)-(?P<kind>\w+)[^()]*(?P<closed>\))?|(?P<closing>\d+)\)")
RELATION = re.compile(r"(?P<name>[^:]+):(?P<unit>\d+)->(?P<head>\d+):(?:\d+:)?(?P<depth>\d+):(?P<signals>.*)")
ANTECEDENT = re.compile(r"(\d+)<(\d+)")
SPOKEN_BY = re.compile(r"sem-atsrc-([\d,-]+)")
SMALL = frozenset("of and for on in de la &".split())
NAMING = frozenset(("PROPN", "NOUN", "ADJ", "NUM", "VERB"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity.

    Attributes:
        entity: the same for all mentions of one chain.
        words: the mention as written.
        head: its syntactic head, in lower case.
        name: the proper name around the head; empty for descriptions and pronouns.
        pronoun: whether the head is a pronoun.
    """

    entity: str
    span: Pair
    words: str
    head: str
    name: str
    pronoun: bool


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution relation: who says so (satellite), what is said (nucleus), the words of the source, and the polarity.

    `clause` tells whether the satellite has a verb; bylines, signatures and speakers' tags have none.
    """

    satellite: tuple[Pair, ...]
    nucleus: tuple[Pair, ...]
    source: tuple[Pair, ...]
    negative: bool
    clause: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document: mentions and attributions in order of the text; `together` gives the entities that a plural joins."""

    name: str
    genre: str
    text: str
    mentions: tuple[Mention, ...]
    attributions: tuple[Attributed, ...]
    together: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Token:
    """A word: its part of speech, the number of its syntactic head in the document (below 0 for none), and where it stands."""

    form: str
    upos: str
    head: int
    misc: dict[str, str]
    span: Pair


@dataclass(slots=True)
class _Unit:
    """An elementary discourse unit: its tokens, and what depends on it as (depth, number of the unit)."""

    tokens: list[_Token] = field(default_factory=list)
    dependents: list[tuple[int, int]] = field(default_factory=list)

    @property
    def span(self) -> Pair:
        return self.tokens[0].span[0], self.tokens[-1].span[1]


def read(source: str, *, name: str) -> Annotated:
    """The document of one CoNLL-U file. Paragraphs and turns of speakers are parted by an empty line, sentences by a space.

    Raises:
        ParseFailed: it is no CoNLL-U, or its mentions or relations do not fit together.
    """
    try:
        text, tokens = _text(source)
        together: dict[str, tuple[str, ...]] = {}
        for token in tokens:
            for antecedent, plural in ANTECEDENT.findall(token.misc.get("SplitAnte", "")):
                together[plural] = (*together.get(plural, ()), antecedent)
        genre = re.search(r"^# meta::genre = (.*)$", source, re.MULTILINE)
        mentions, attributions = tuple(_mentions(text, tokens)), tuple(_attributions(tokens))
    except (LookupError, ValueError) as exc:
        raise ParseFailed(f"it cannot be read ({exc!r}).", name, "CoNLL-U as in the GUM corpus is expected.") from exc
    return Annotated(name, genre.group(1) if genre else "", text, mentions, attributions, together)


def _text(source: str) -> tuple[str, list[_Token]]:
    text, gap, speaker = "", "", ""
    tokens: list[_Token] = []
    before = 0  # tokens of the sentences before
    joined, behind = 0, ""  # the last of the words that are written as one, and the space behind it
    for line in source.splitlines():
        if line.startswith("# newpar"):
            gap = "\n\n"
        elif line.startswith("# speaker = "):
            gap, speaker = gap if line == speaker else "\n\n", line
        elif not line:
            before = len(tokens)
        if not line or line.startswith("#"):
            continue
        place, form, _, upos, _, _, head, _, _, misc = line.split("\t")
        space = "" if "SpaceAfter=No" in misc else " "
        if "-" in place:
            joined, behind = int(place.split("-")[1]), space
            continue
        if "." in place:  # a word that only the enhanced dependencies have
            continue
        if int(place) <= joined:
            space = behind if int(place) == joined else ""
            joined = 0 if int(place) == joined else joined
        start = len(text) + len(gap) if tokens else 0
        text += gap + form if tokens else form
        fields = dict(item.split("=", 1) for item in misc.split("|") if "=" in item)
        tokens.append(_Token(form, upos, before + int(head) - 1 if head != "0" else -1, fields, (start, len(text))))
        gap = space
    return text, tokens


def _mentions(text: str, tokens: list[_Token]) -> list[Mention]:
    opened: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, int, Mention]] = []
    for last, token in enumerate(tokens):
        for match in ENTITY.finditer(token.misc.get("Entity", "")):
            entity = match["opened"] or match["closing"]
            if match["opened"]:
                opened.setdefault(entity, []).append((last, match["kind"]))
                if not match["closed"]:
                    continue
            first, kind = opened[entity].pop()
            words = tokens[first : last + 1]
            place = next((k for k, word in enumerate(words) if not first <= word.head <= last), 0)
            head = words[place]
            name = _name(text, words, place) if head.upos == "PROPN" else ""
            if kind == "person" and _is_title(name, words[0]):
                name = ""
            span = words[0].span[0], token.span[1]
            mention = Mention(entity, span, text[slice(*span)], head.form.lower(), name, head.upos == "PRON")
            found.append((first, -last, mention))
    return [mention for *_, mention in sorted(found, key=lambda item: item[:2])]


def _name(text: str, words: list[_Token], head: int) -> str:
    """The capitalised words around the head, small words between them included."""

    def edge(step: int) -> int:
        at = k = head
        while 0 <= k < len(words):
            if words[k].form[0].isupper() and words[k].upos in NAMING:
                at = k
            elif words[k].form not in SMALL:
                break
            k += step
        return at

    return text[words[edge(-1)].span[0] : words[edge(1)].span[1]]


def _is_title(name: str, first: _Token) -> bool:
    """Whether what is written like a name only describes a person: "the President", "Chairman", "Queen of Norway"."""
    words = name.lower().split()
    return "of" in words or all(word in TITLES for word in words) or (len(words) == 1 and first.upos in ("DET", "PRON"))


def _attributions(tokens: list[_Token]) -> Iterator[Attributed]:
    units: dict[int, _Unit] = {}
    relations: list[tuple[re.Match[str], bool]] = []
    unit = _Unit()
    for token in tokens:
        if "Discourse" in token.misc:
            unit = _Unit()
            for k, item in enumerate(token.misc["Discourse"].split(";")):
                match = RELATION.fullmatch(item)
                number = int(match["unit"] if match else item.split(":")[1])
                units[number] = unit
                if match:
                    relations.append((match, not k))
        unit.tokens.append(token)
    for match, primary in relations:
        if primary:  # further relations of a unit are no part of the tree; a unit that another one splits goes on at once
            depth = -1 if match["name"] == "same-unit_m" else int(match["depth"])
            units[int(match["head"])].dependents.append((depth, int(match["unit"])))
    for match, _ in relations:
        if not match["name"].startswith("attribution"):
            continue
        satellite = _under(units, int(match["unit"]), None)
        nucleus = _under(units, int(match["head"]), int(match["depth"]))
        signals = [part for places in SPOKEN_BY.findall(match["signals"]) for part in places.strip("-").split(",")]
        yield Attributed(
            tuple(sorted(unit.span for unit in satellite)),
            tuple(sorted(unit.span for unit in nucleus)),
            tuple(_place(tokens, part) for part in signals),
            match["name"] == "attribution-negative",
            any(token.upos in ("VERB", "AUX") for unit in satellite for token in unit.tokens),
        )


def _under(units: dict[int, _Unit], number: int, below: int | None) -> list[_Unit]:
    """The units under one, itself included; of its own dependents only those that joined it before depth `below`."""
    found: dict[int, _Unit] = {}
    waiting = [(number, below)]
    while waiting:
        here, limit = waiting.pop()
        if here not in found:
            found[here] = units[here]
            waiting += [(other, None) for depth, other in units[here].dependents if limit is None or depth < limit]
    return list(found.values())


def _place(tokens: list[_Token], part: str) -> Pair:
    """The characters of "31-41" or "28": numbers of tokens in the document, from 1."""
    first, _, last = part.partition("-")
    return tokens[int(first) - 1].span[0], tokens[int(last or first) - 1].span[1]
