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
COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity.

    Attributes:
        entity: the same for all mentions of one chain.
        head: its syntactic head, in lower case.
        name: the proper name around the head; empty for descriptions and pronouns.
        pronoun: whether the head is a pronoun.
    """

    entity: str
    span: Pair
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
        ParseFailed: a line does not have ten columns, a mention is never opened, or a relation leads nowhere.
    """
    text, tokens = _text(source, name)
    together: dict[str, tuple[str, ...]] = {}
    for token in tokens:
        for antecedent, plural in ANTECEDENT.findall(token.misc.get("SplitAnte", "")):
            together[plural] = (*together.get(plural, ()), antecedent)
    genre = re.search(r"^# meta::genre = (.*)$", source, re.MULTILINE)
    return Annotated(
        name, genre.group(1) if genre else "", text, _mentions(text, tokens, name), _attributions(tokens, name), together
    )


def _text(source: str, name: str) -> tuple[str, list[_Token]]:
    pieces: list[str] = []
    tokens: list[_Token] = []
    at, gap, speaker, glued_to, glue, before = 0, "", "", 0, "", 0
    for number, line in enumerate(source.splitlines(), start=1):
        if line.startswith("# newpar"):
            gap = "\n\n"
        elif line.startswith("# speaker = "):
            gap, speaker = gap if line == speaker else "\n\n", line
        elif not line:
            before = len(tokens)
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != COLUMNS:
            raise ParseFailed("this line does not have ten columns.", f"{name}:{number}", "CoNLL-U is expected.")
        place, form, upos, misc = columns[0], columns[1], columns[3], columns[9]
        space = "" if "SpaceAfter=No" in misc else " "
        if "-" in place:  # several words written as one: spaces are told here, and not at the words
            glued_to, glue = int(place.split("-")[1]), space
        elif "." not in place:  # a word with a decimal place is not in the text
            inside = int(place) <= glued_to
            if inside and int(place) == glued_to:
                space, glued_to = glue, 0
            elif inside:
                space = ""
            gap = gap if tokens else ""
            pieces += (gap, form)
            at += len(gap) + len(form)
            fields = dict(item.split("=", 1) for item in misc.split("|") if "=" in item)
            head = before + int(columns[6]) - 1 if columns[6] != "0" else -1
            tokens.append(_Token(form, upos, head, fields, (at - len(form), at)))
            gap = space
    return "".join(pieces), tokens


def _mentions(text: str, tokens: list[_Token], name: str) -> tuple[Mention, ...]:
    opened: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, int, Mention]] = []
    for last, token in enumerate(tokens):
        for match in ENTITY.finditer(token.misc.get("Entity", "")):
            entity = match["opened"] or match["closing"]
            if match["opened"]:
                opened.setdefault(entity, []).append((last, match["kind"]))
                if not match["closed"]:
                    continue
            if not opened.get(entity):
                raise ParseFailed(f"mention {entity} ends and has no beginning.", name, "CoNLL-U of GUM is expected.")
            first, kind = opened[entity].pop()
            head = next((k for k in range(first, last + 1) if not first <= tokens[k].head <= last), first)
            words = tokens[first : last + 1]
            named = _name(text, words, head - first) if tokens[head].upos == "PROPN" else ""
            if kind == "person" and _is_title(named, words[0]):
                named = ""
            span = tokens[first].span[0], token.span[1]
            found.append((first, -last, Mention(entity, span, tokens[head].form.lower(), named, tokens[head].upos == "PRON")))
    return tuple(mention for *_, mention in sorted(found, key=lambda item: item[:2]))


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


def _attributions(tokens: list[_Token], name: str) -> tuple[Attributed, ...]:
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
        if int(match["head"]) not in units:
            raise ParseFailed(f"unit {match['head']} is missing.", name, "CoNLL-U of GUM is expected.")
        if primary:  # further relations of a unit are no part of the tree; a unit that another one splits goes on at once
            depth = -1 if match["name"] == "same-unit_m" else int(match["depth"])
            units[int(match["head"])].dependents.append((depth, int(match["unit"])))
    found = []
    for match, _ in relations:
        if not match["name"].startswith("attribution"):
            continue
        satellite = list(_under(units, int(match["unit"]), None))
        nucleus = list(_under(units, int(match["head"]), int(match["depth"])))
        signals = [part for places in SPOKEN_BY.findall(match["signals"]) for part in places.strip("-").split(",")]
        found.append(
            Attributed(
                tuple(sorted(unit.span for unit in satellite)),
                tuple(sorted(unit.span for unit in nucleus)),
                tuple(_place(tokens, part) for part in signals),
                match["name"] == "attribution-negative",
                any(token.upos in ("VERB", "AUX") for unit in satellite for token in unit.tokens),
            )
        )
    return tuple(found)


def _under(units: dict[int, _Unit], number: int, below: int | None) -> Iterator[_Unit]:
    """The units under one, itself included; of its own dependents only those that joined it before depth `below`."""
    waiting = [(number, below)]
    while waiting:
        here, limit = waiting.pop()
        yield units[here]
        waiting += [(other, None) for depth, other in units[here].dependents if limit is None or depth < limit]


def _place(tokens: list[_Token], part: str) -> Pair:
    """The characters of "31-41" or "28": numbers of tokens in the document, from 1."""
    first, _, last = part.partition("-")
    return tokens[int(first) - 1].span[0], tokens[int(last or first) - 1].span[1]
