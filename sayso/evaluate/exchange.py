"""Exchanges the names in a text by kind: country for country, party for party, agency for agency, person for person.

Every list of `swap_names.json` is turned by one place, forwards or backwards, and form stands for form: name for name,
adjective for adjective, capital for capital. Persons are found by their first names; a surname seen so is exchanged wherever it
stands in the text. Equal names become equal names. The rest of the text stays as it is ("a" and "an" too).
"""

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.evaluate.tokens import Pair

# Names of which a part is listed: half a name exchanged would be none, so they stand for themselves.
KEPT = tuple(
    re.split(
        r"[|\n]",
        """Liberal Democrat|Liberal Democrats|Democratic Unionist Party|Christian Democratic Union|Democratic Forces
South Sudan|South Sudanese|Great Britain|Northern Ireland|New England|New South Wales|South Australia|Western Australia
North American|North Americans|South American|South Americans|Latin American|Latin Americans|Central American|Central Americans
East Jerusalem|British Columbia|General Santos City|Central African Republic|Syrian Arab Republic
Islamic State of Iraq and the Levant|Islamic State of Iraq and Syria""",
    )
)
# After a first name these close the name of a building or body, not of a person.
NO_SURNAMES = frozenset(
    """Airport Association Avenue Award Beach Bridge Center Centre Church City Club College County Foundation Hall Hospital
    House Institute International Island Memorial Mosque Museum Park Prize School Square Stadium State States Street
    Theater Theatre University And Of The In On At""".split()
)
# Surnames that are first names too: before a further name they are that, and stand for one another.
FIRST_TOO = (
    *("Allen", "Carter", "Cooper", "Griffin", "Harper", "Howard", "Jackson", "Lewis", "Martin", "Mitchell", "Morgan", "Nelson"),
    *("Parker", "Perry", "Ross", "Taylor", "Walker", "Warren"),
)
BEFORE_NAME = re.compile(r" (?:[A-Z]\. )?[A-Z][a-z]")
AFTER_FIRST = re.compile(r"[A-Z][\w.]* $")
TWO_PARTIES = {
    "Republican Party": "Democratic Party",
    "Republicans": "Democrats",
    "Republican National Committee": "Democratic National Committee",
    "Republican National Convention": "Democratic National Convention",
    "RNC": "DNC",
}
REPUBLICAN, DEMOCRATIC, DEMOCRAT = "Republican", "Democratic", "Democrat"
# After these words, "Republican" is a noun (one member of the party), not an adjective.
NOUN_BEFORE = """
a about after also and are as at because before but by can could did does for from had has have he if in into is it may might
must not of on or over said says she should since than that the they to told under until was were when where which while who
whose will with would
"""
AFTER_NOUN = frozenset(NOUN_BEFORE.split())
STRAIGHT, CURLY = str.maketrans("’", "'"), str.maketrans("'", "’")
NEXT_WORD = re.compile(r"\s+(\w+)")
PARTICLES = r"(?:(?:de|del|da|van|von|der|den|bin|ibn|al|la|le)\s+)*"


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A text after the exchange, and where its pieces went.

    Attributes:
        text: the new text.
        old, new: the exchanged pieces in the old and the new text, in order.
    """

    text: str
    old: tuple[Pair, ...]
    new: tuple[Pair, ...]

    def moved(self, spans: Iterable[Pair]) -> tuple[Pair, ...]:
        """Spans of the old text in the new one; an edge inside an exchanged name moves to that name's edge."""
        return tuple((self._moved(start, 0), self._moved(end, 1)) for start, end in spans)

    def _moved(self, position: int, edge: int) -> int:
        i = bisect_right(self.old, (position, -1)) - 1
        if i + 1 < len(self.old) and self.old[i + 1][0] == position:
            return self.new[i + 1][0]
        if i < 0:
            return position
        (start, end), piece = self.old[i], self.new[i]
        if start < position < end:
            return piece[edge]
        return piece[1] + position - end


def exchange(text: str, *, step: int) -> Exchanged:
    """The text with its names exchanged.

    Args:
        text: any text.
        step: 1 forwards through the lists, -1 backwards.
    """
    names = dict(_listed(step)) | _persons(text, step)
    alternatives = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    pieces: list[str] = []
    old: list[Pair] = []
    new: list[Pair] = []
    at = length = 0
    for match in re.finditer(rf"(?<![\w])(?<!San )(?<!Santa )(?<!Saint )(?<!St\. ){'(?:' + alternatives + ')'}(?![\w])", text):
        start, end = match.span()
        replacement, end = _with_possessive(names[match.group()], text, start, end)
        if match.group() in FIRST_TOO and BEFORE_NAME.match(text, end) and not AFTER_FIRST.search(text, 0, start):
            replacement = FIRST_TOO[(FIRST_TOO.index(match.group()) + step) % len(FIRST_TOO)]
        if match.group() == REPUBLICAN:
            replacement = DEMOCRAT if _is_noun(text, end) else DEMOCRATIC
        pieces += [text[at:start], replacement]
        length += start - at
        old.append((start, end))
        new.append((length, length + len(replacement)))
        length += len(replacement)
        at = end
    return Exchanged("".join((*pieces, text[at:])), tuple(old), tuple(new))


def _with_possessive(replacement: str, text: str, start: int, end: int) -> tuple[str, int]:
    """ "the Philippines' army" becomes "the Maldives' army" but "Kenya's army": the s after the apostrophe comes and goes."""
    mark = text[end : end + 1]
    if mark in ("'", "’") and text[end - 1] == "s" and text[end + 1 : end + 2] in (" ", "\n") and replacement[-1] != "s":
        return f"{replacement}{mark}s", end + 1
    return replacement, end


def _is_noun(text: str, end: int) -> bool:
    following = NEXT_WORD.match(text, end)
    return following is None or following.group(1) in AFTER_NOUN


@cache
def _names() -> Mapping[str, object]:
    content: dict[str, object] = json.loads((files("sayso.evaluate") / "swap_names.json").read_text(encoding="utf-8"))
    return content


@cache
def _listed(step: int) -> Mapping[str, str]:
    """Every listed name that is no person's, and what stands for it; kept names stand for themselves."""
    names = {name: name for name in KEPT}
    for group in _names()["lists"]:  # type: ignore[attr-defined]
        items = group["items"]
        for i, item in enumerate(items):
            for column, form in enumerate(item):
                if form:
                    names[form] = _next_form(items, i, column, step)
    names |= TWO_PARTIES | {right: left for left, right in TWO_PARTIES.items()}
    return names | {REPUBLICAN: DEMOCRATIC, DEMOCRATIC: REPUBLICAN, DEMOCRAT: REPUBLICAN}


def _next_form(items: list[list[str | None]], i: int, column: int, step: int) -> str:
    for turn in range(1, len(items) + 1):
        form = items[(i + step * turn) % len(items)][column]
        if form:
            return form
    raise AssertionError("a form is always found in its own row")


def _persons(text: str, step: int) -> dict[str, str]:
    """First names and surnames of the text, and what stands for them."""
    content = _names()
    last_names: list[str] = content["last_names"]  # type: ignore[assignment]
    first = _turned(content["first_names"]["female"], step) | _turned(content["first_names"]["male"], step)  # type: ignore[index]
    last = _turned(last_names, step)
    given = "|".join(map(re.escape, first))
    seen = rf"(?<!\w)(?:(?:{given})\s+){{1,3}}(?:[A-Z]\.\s+)?{PARTICLES}([A-Z][\w’'-]*\w)(?!\w)"
    surnames = []
    whole: list[tuple[str, str]] = []
    for match in re.finditer(seen, text):
        surname = re.sub(r"[’']s$", "", match.group(1))
        if surname in first or surname in NO_SURNAMES:
            continue
        if surname in _listed(step):
            # "George Washington": a surname here, a capital elsewhere.
            if re.fullmatch(r"\S+\s+\S+", match.group()):
                whole.append((re.sub(r"[’']s$", "", match.group()), surname))
            if surname in _names_of_no_place() and surname not in surnames:
                surnames.append(surname)
        elif surname not in surnames:
            surnames.append(surname)
    names = first | last
    taken = {last[name] for name in last if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}
    for surname in surnames:
        if surname in last:
            names[surname] = last[surname]
            continue
        # Not Python's hash: the choice must be the same in every run. Both directions start at different places.
        i = (zlib.crc32(surname.encode()) + (step < 0) * 97) % len(last_names)
        while last_names[i] in taken:
            i = (i + 1) % len(last_names)
        taken.add(last_names[i])
        names[surname] = last_names[i]
    for name, surname in whole:
        i = (zlib.crc32(surname.encode()) + (step < 0) * 97) % len(last_names)
        names[name] = f"{first[name.split()[0]]} {last_names[i]}"
    # One surname may be written with either apostrophe.
    return {
        form: new for name, new in names.items() for form in (name, name.translate(STRAIGHT), name.translate(CURLY))
    } | names


@cache
def _names_of_no_place() -> frozenset[str]:
    """Single listed names that stand for no place, such as an agency that is called like its owner."""
    lists = _names()["lists"]
    groups = [group for group in lists if group["kind"] in ("news agency", "company", "website")]  # type: ignore[attr-defined]
    return frozenset(form for group in groups for item in group["items"] for form in item if form and " " not in form)


def _turned(names: list[str], step: int) -> dict[str, str]:
    return {name: names[(i + step) % len(names)] for i, name in enumerate(names)}
