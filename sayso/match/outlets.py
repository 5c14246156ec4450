"""The registry of outlets: names to outlets, addresses to outlets, names inside a text. Nobody is ranked or judged.

What ships is `outlets.tsv` (made by setup/outlets.py; docs/decisions/outlets.md); a collection adds the outlets of its own
documents, and people may correct both.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.match.addresses import domain_of, host_of
from sayso.match.learning import learn, rule
from sayso.match.names import WORD, Outlet, form_of, forms, plain, short_form, words_of
from sayso.records.anchors import Span
from sayso.records.rulings import Ruling

__all__ = ["Found", "Outlet", "Outlets"]

# What may stand between two words of one name; a new line or the end of a sentence may not.
_GAPS = frozenset(("", " ", "-", "–", "'", "’", ".", "/", "&", " & ", "\N{NO-BREAK SPACE}", "! ", " - "))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """The name of an outlet inside a text.

    Attributes:
        place: where it stands, with "The" where that is part of the name.
        sure: whether it can hardly be anything else: it has several words, figures or capitals, or is an agency's. "Time" and
            "Dawn" may be, so they need more around them.
    """

    outlet: Outlet
    place: Span
    sure: bool


class Outlets:
    """Outlets, to be asked by name and by address. Immutable; asking costs the length of what is asked."""

    __slots__ = ("_domains", "_firsts", "_names", "_outlets", "_short", "_written")

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        """Takes outlets with unlike keys, best first: of two that share a domain or the same kind of name the first has it."""
        self._outlets = {outlet.key: outlet for outlet in outlets}
        self._domains: dict[str, Outlet] = {}
        self._names: dict[str, Outlet] = {}
        self._written: dict[str, list[str]] = {}
        self._firsts: dict[str, int] = {}
        for outlet in self:
            for domain in outlet.domains:
                self._domains.setdefault(domain, outlet)
            self._enter(outlet.name, outlet)
        for outlet in self:
            for alias in outlet.aliases:
                self._enter(alias, outlet)
        self._short = self._shortened()

    @staticmethod
    def shipped() -> "Outlets":
        """The registry that comes with Sayso, read at the first call."""
        return _shipped()

    def learning(self, seen: Iterable[tuple[str | None, str | None]]) -> "Outlets":
        """These and the outlets of a collection, the same whatever the order.

        Args:
            seen: outlet and address of each document; None where they are not known.
        """
        return Outlets(learn(tuple(self), seen))

    def corrected(self, rulings: Iterable[Ruling]) -> "Outlets":
        """These as people want them, later rulings over earlier ones."""
        return Outlets(rule(tuple(self), rulings))

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._outlets.values())

    def __len__(self) -> int:
        return len(self._outlets)

    def get(self, key: str) -> Outlet | None:
        """The outlet of a key."""
        return self._outlets.get(key)

    def named(self, text: str | None) -> Outlet | None:
        """The outlet that a name stands for: with or without article, capitals, signs, "newspaper" or "news agency" around it.

        Args:
            text: a name and nothing else ("the state-run SANA news agency", "Haaretz's", "reuters.com").
        """
        if not text:
            return None
        candidates = forms(text)
        for form, _ in candidates:
            if form in self._names:
                return self._names[form]
        if _ADDRESS.match(text.strip()):
            return self.of_address(text.strip())
        return next((self._short[form] for form, described in candidates if described and form in self._short), None)

    def of_address(self, url: str | None) -> Outlet | None:
        """The outlet whose page an address is; None for unknown ones and for carriers of what others publish."""
        domain = domain_of(url)
        host = host_of(url)
        while domain and host and len(host) >= len(domain):
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        return self._domains.get(domain) if domain else None

    def find(self, text: str) -> tuple[Found, ...]:
        """The names of outlets that stand in a text, in order, none inside another, the longest at each place.

        Only capitals make a name: "the sun" is none, nor "Sun" without article, and "dpa" only as it is written so. Names that
        run on ("Seattle Times" for the Times, "the National Council" for the National) are left out. That one is named does not
        say that it is cited.
        """
        words = [match.span() for match in WORD.finditer(text)]
        found = []
        at = 0
        while at < len(words):
            hit = self._at(text, words, at)
            if hit is not None:
                outlet, count, sure = hit
                start = words[at][0]
                if at and outlet.name.startswith("The ") and text[words[at - 1][0] : start].lower() == "the ":
                    start = words[at - 1][0]
                found.append(Found(outlet, Span(start, words[at + count - 1][1]), sure))
            at += hit[1] if hit else 1
        return tuple(found)

    def _enter(self, name: str, outlet: Outlet) -> None:
        form = form_of(name)
        if not form:
            return
        self._names.setdefault(form, outlet)
        if self._names[form] is not outlet:
            return
        self._written.setdefault(form, []).append(name)
        words = words_of(name)
        self._firsts[words[0]] = max(self._firsts.get(words[0], 0), len(words))
        self._firsts.setdefault(form, 1)

    def _shortened(self) -> dict[str, Outlet]:
        """Names without "News Agency" and the like, where they can mean one outlet only."""
        short: dict[str, Outlet | None] = {}
        for outlet in self:
            for form in {short_form(name) for name in outlet.names} - {""}:
                if form not in self._names:
                    short[form] = None if short.get(form, outlet) is not outlet else outlet
        return {form: outlet for form, outlet in short.items() if outlet is not None}

    def _at(self, text: str, words: list[tuple[int, int]], at: int) -> tuple[Outlet, int, bool] | None:
        most = self._firsts.get(plain(text[slice(*words[at])]))
        if most is None:
            return None
        form = ""
        longest = None
        for count in range(1, min(most, len(words) - at) + 1):
            here = words[at + count - 1]
            if count > 1 and not _joined(text, words[at + count - 2], here):
                break
            form += plain(text[slice(*here)])
            outlet = self._names.get(form)
            if outlet is not None and any(_same_capitals(text[words[at][0] : here[1]], name) for name in self._written[form]):
                longest = outlet, count
        if longest is None:
            return None
        outlet, count = longest
        name = text[words[at][0] : words[at + count - 1][1]]
        one_word = name.isalpha() and name[1:] == name[1:].lower()
        if _runs_on(text, words, at, at + count, one_word=one_word):
            return None
        if one_word and outlet.name.startswith("The ") and not _ARTICLE.search(text, max(0, words[at][0] - 6), words[at][0]):
            return None
        return outlet, count, outlet.agency or not one_word


def _joined(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    gap = text[left[1] : right[0]]
    return gap in _GAPS or (gap == ". " and left[1] - left[0] == 1)


def _same_capitals(found: str, name: str) -> bool:
    """Whether a name is written with the capitals it has to have; short forms of three letters or fewer exactly as they are."""
    written = WORD.findall(name.removeprefix("The ").removeprefix("the "))
    words = WORD.findall(found)
    if sum(map(len, written)) <= 3:
        return words == written
    if len(words) != len(written):
        return found[0].isupper() or found[0].isdigit()
    return not any(word[0].islower() and model[0].isupper() for word, model in zip(words, written, strict=True))


_ARTICLE = re.compile(r"\b(?:the|an?)\s[\"“‘'*_]?\Z", re.IGNORECASE)
# Words with a capital before a name that are no part of it.
_OPENERS = frozenset(
    """
    a according although an and as asked at both but by citing earlier for from however if in its later meanwhile on or quoting
    reported separately since so that the then this to today told tomorrow via what when while with yesterday monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october november
    december
    """.split()
)
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ish|ese|an|ch|s|n|i)\Z")


def _runs_on(text: str, words: list[tuple[int, int]], start: int, end: int, *, one_word: bool) -> bool:
    """Whether a name is part of a longer one: a capital word goes before it, or behind it where it looks like any word."""
    if start and text[words[start - 1][1] : words[start][0]] in (" ", "-"):
        before = text[slice(*words[start - 1])]
        if before[0].isupper() and before.lower() not in _OPENERS and (one_word or not _DEMONYM.match(before)):
            return True
    if one_word and end < len(words) and text[words[end - 1][1] : words[end][0]] in (" ", "-"):
        behind = text[slice(*words[end])]
        return behind[0].isupper() and behind.lower() not in _OPENERS
    return False


@cache
def _shipped() -> Outlets:
    return Outlets(read_table((files("sayso.match") / "outlets.tsv").read_text(encoding="utf-8")))


def read_table(text: str) -> tuple[Outlet, ...]:
    """Outlets of lines of key, name, kind, aliases and domains, parted by tabs, the last two by bars; # opens a comment."""
    outlets = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, name, kind, aliases, domains = line.split("\t")
            outlets.append(Outlet(key, name, _listed(aliases), _listed(domains), kind == "agency"))
    return tuple(outlets)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
