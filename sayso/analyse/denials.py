"""Which statements of a document a denial denies: what it names ("such accusations"), or what it repeats under negation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sayso.analyse.words import Words
from sayso.records.anchors import Span, Spans, covered
from sayso.records.statements import Force, Polarity

CLAIM_NOUNS: dict[str, Force | None] = (
    dict.fromkeys("accusation charge blame indictment".split(), Force.ACCUSES)
    | dict.fromkeys("allegation claim rumor rumour assertion contention insinuation".split(), Force.CLAIMS)
    | dict.fromkeys("finding conclusion".split(), Force.CONFIRMS)
    | dict.fromkeys(["criticism"], Force.EVALUATES)
    | dict.fromkeys(
        "report statement comment remark suggestion story version account speculation notion theory characterization "
        "characterisation testimony complaint assessment information news authenticity veracity accuracy".split()
    )
)  # noun of saying -> the force it names, if any
ROLE_NOUNS = frozenset(
    "involvement responsibility wrongdoing guilt role participation knowledge complicity connection link ties "
    "misconduct part".split()
)
POINTING = re.compile(
    r"^\W*(?:it|this|that|these|those|them|which|so|doing so|such|the same|everything|both|all|all of (?:it|this|"
    r"them)|having done so|any of (?:it|this))\W*$",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"\b(?:from|by|of|made by|in|levelled by|leveled by)\s+(?P<who>(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)*)"
)
WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
EMPTY = frozenset(
    "a an the this that these those of in on at by for to from with as and or but not no nor any all some is are was "
    "were be been being am has have had do does did will would shall should can could may might must he she it they "
    "we you i his her its their our your him them us who whom which what there here if whether than then so such into "
    "over about after before during also more most other only just very one two said says say told tell it’s it's s t "
    "up out off down against between under because when while where how why".split()
)
ARTICLE = re.compile(r"^(?:the|a|an)\s+")
ASKED = re.compile(
    r"^\W*(?:(?:an?|the|his|her|its|their|any|all|new|initial|such)\s+)*(?:requests?|motions?|appeals?|bids?|"
    r"attempts?|petitions?|plans?|proposals?|offers?|applications?|entry|access|permission|bail)\b",
    re.IGNORECASE,
)
ASSERTING = (Force.STATES, Force.CLAIMS, Force.CONFIRMS, Force.ACCUSES, Force.BELIEVES, Force.EVALUATES)
REACH = 3  # paragraphs between a denial and what it points to without naming it
BACK, AHEAD = 120, 40  # statements before and after a denial that it is compared with; longer than an ordinary article has


class Denying(Protocol):
    """What is needed of a statement; fields as in `sayso.records.statements.Statement`."""

    @property
    def statement_id(self) -> str: ...  # noqa: D102
    @property
    def content(self) -> Spans: ...  # noqa: D102
    @property
    def cue(self) -> Spans: ...  # noqa: D102
    @property
    def source(self) -> Spans: ...  # noqa: D102
    @property
    def source_resolved(self) -> str | None: ...  # noqa: D102
    @property
    def force(self) -> Force: ...  # noqa: D102
    @property
    def polarity(self) -> Polarity: ...  # noqa: D102
    @property
    def parent(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A statement with what its comparisons need, worked out once.

    Attributes:
        number: its place among all statements of the document.
        above: ids of the statements it is nested in.
        first: where its first part starts; `start` and `end`: the bounds of the content.
        sentence, paragraph: of the content's start; those ending in `_first` are of `first`.
        name: what tells its source from another, or None when nobody is given.
        shown, said_by: the words of content and source, in lower case.
    """

    statement: Denying
    number: int
    above: frozenset[str]
    first: int
    start: int
    end: int
    sentence: int
    paragraph: int
    sentence_first: int
    paragraph_first: int
    name: str | None
    shown: str
    said_by: str
    stems: frozenset[str]


def denied(statements: Sequence[Denying], words: Words) -> dict[str, tuple[str, ...]]:
    """For every statement that denies others of the document: their ids, in the order of `statements`.

    Statements that deny none are left out. A statement denies only others by another source, outside its own nesting, among
    the `BACK` statements before it and the `AHEAD` statements after it.

    Cost: linear in the number of statements.
    """
    out: dict[str, tuple[str, ...]] = {}
    by_id = {s.statement_id: s for s in statements}
    placed = [_placed(s, k, by_id=by_id, words=words) for k, s in enumerate(statements) if s.content]
    ordered = sorted(placed, key=lambda p: (p.start, p.number))
    for k, denial in enumerate(ordered):
        if denial.statement.force is not Force.DENIES and denial.statement.polarity is not Polarity.NEGATIVE:
            continue
        near = sorted(ordered[max(k - BACK, 0) : k + AHEAD + 1], key=lambda p: p.number)
        open_ = [other for other in near if _could(denial, other)]
        chosen = _pointed(denial, open_, text=words.text) or _repeated(denial, open_, text=words.text)
        if chosen:
            numbers = sorted(p.number for p in chosen)
            out[denial.statement.statement_id] = tuple(statements[n].statement_id for n in numbers)
    return out


def _placed(statement: Denying, number: int, *, by_id: dict[str, Denying], words: Words) -> _Placed:
    above: set[str] = set()
    upper: Denying | None = statement
    while upper is not None and upper.parent is not None and upper.parent not in above:
        above.add(upper.parent)
        upper = by_id.get(upper.parent)
    text = words.text
    start, end = statement.content[0].start, statement.content[-1].end
    first = min(s.start for s in (*statement.content, *statement.cue, *statement.source))
    at, at_first = _at(words, start), _at(words, first)
    return _Placed(
        statement, number, frozenset(above), first, start, end,
        int(words.sentence[at]), int(words.paragraph[at]), int(words.sentence[at_first]), int(words.paragraph[at_first]),
        _name(statement, text), covered(statement.content, text).lower(), covered(statement.source, text).lower(),
        _stems(text, statement.content),
    )  # fmt: skip


def _could(denial: _Placed, other: _Placed) -> bool:
    """Whether the denial can deny the other at all: an assertion, by somebody else, neither of them inside the other."""
    low, high = denial.statement, other.statement
    if high is low or high.force not in ASSERTING or high.polarity is Polarity.NEGATIVE:
        return False
    if high.statement_id in denial.above or low.statement_id in other.above:
        return False
    return denial.name is None or other.name is None or denial.name != other.name


def _name(statement: Denying, text: str) -> str | None:
    """What tells one source from another, or None when nobody is given."""
    if statement.source_resolved:
        return ARTICLE.sub("", statement.source_resolved.lower())
    return covered(statement.source, text).lower() or None


def _pointed(denial: _Placed, others: list[_Placed], *, text: str) -> list[_Placed]:
    """Statements that the content points to by a pronoun or a noun of saying ("such accusations", "the claim from X")."""
    force = denial.statement.force
    if force in (Force.EVALUATES, Force.ASKS, Force.PROMISES):
        return []
    shown, cue = covered(denial.statement.content, text), covered(denial.statement.cue, text)
    wanted: Force | None = None
    involved = False
    if not POINTING.match(shown):
        noun = _claim_noun(shown) or _claim_noun(re.sub(r"^\W*(?:\w+\s+){0,4}?(?=(?:the|these|this|such)\s)", "", cue))
        role = _role(shown)
        if noun is None and not (role and force is Force.DENIES):
            return []
        if noun is not None:
            wanted = CLAIM_NOUNS.get(noun.removesuffix("s"), CLAIM_NOUNS.get(noun))
        else:
            wanted, involved = Force.ACCUSES, True
    fitting = [p for p in others if p.statement.force is not Force.EVALUATES or wanted is Force.EVALUATES]
    near = _by_distance(denial, fitting)
    if not near:
        return []
    origin = ORIGIN.search(shown)
    if origin:
        who = origin.group("who").removeprefix("the ").lower()
        near = [(d, p) for d, p in near if who in (p.name or "") or who in p.said_by] or near

    def far(item: tuple[int, _Placed]) -> tuple[int, int]:
        """Characters between, less what speaks for this one: the kind of statement, the denier named in it, the sentence."""
        distance, other = item
        fits = wanted is not None and other.statement.force is wanted
        named = _mentions(other, denial.name)
        same = other.sentence_first == denial.sentence_first
        return distance - 100 * fits - (250 if involved else 60) * named - 150 * same, distance

    return [min(near, key=far)[1]]


def _claim_noun(shown: str) -> str | None:
    """The noun of saying at the head of the phrase, or None."""
    for word in WORD.findall(shown)[:6]:
        low: str = word.lower()
        if low.removesuffix("s") in CLAIM_NOUNS or low in CLAIM_NOUNS:
            return low
        if low in ("that", "who", "had", "was", "were", "is", "are", "has", "have"):
            return None
    return None


def _role(shown: str) -> bool:
    return any(w.lower() in ROLE_NOUNS for w in WORD.findall(shown)[:4])


def _by_distance(denial: _Placed, others: list[_Placed]) -> list[tuple[int, _Placed]]:
    """(characters between, statement) of what stands in reach: earlier ones, and later ones of the same sentence."""
    at = denial.first
    out = []
    for other in others:
        if other.start > at:
            if other.sentence == denial.sentence_first:
                out.append((other.start - denial.end + 60, other))
        elif denial.paragraph_first - other.paragraph <= REACH:
            # a nested statement stands nearer than the one it is part of; the outer one is what a reader hears denied
            out.append((max(at - other.end, 0) + 120 * (denial.paragraph_first - other.paragraph), other))
    return out


def _at(words: Words, position: int) -> int:
    numbers = words.between(position, position + 1)
    return min(numbers.start, len(words) - 1)


def _mentions(statement: _Placed, name: str | None) -> bool:
    """Whether the content speaks of the party that denies it."""
    if not name:
        return False
    part = _parts(name)
    return name in statement.shown or (part is not None and part.search(statement.shown) is not None)


@lru_cache(maxsize=256)
def _parts(name: str) -> re.Pattern[str] | None:
    """What finds a telling word of a name in a text in lower case; None for a name without one."""
    parts = [p for p in WORD.findall(name) if len(p) > 3 and p not in EMPTY and p not in GENERIC]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parts))})") if parts else None


GENERIC = frozenset(
    "government ministry police officials spokesman spokesperson spokeswoman president minister party company "
    "representatives office".split()
)


def _repeated(denial: _Placed, others: list[_Placed], *, text: str) -> list[_Placed]:
    """Statements whose content the denial repeats: by share of common stems."""
    mine = denial.stems
    if not mine or ASKED.match(covered(denial.statement.content, text)):
        return []
    force = denial.statement.force
    strict = force is not Force.DENIES
    if strict and force in (Force.EVALUATES, Force.ASKS, Force.PROMISES):
        return []
    found: list[tuple[float, int, _Placed]] = []
    for other in others:
        distance = abs(denial.first - other.start)
        if other.start > denial.first and other.paragraph > denial.paragraph_first + 1:
            continue
        shared = mine & other.stems
        if strict and len(shared) < 3:
            continue
        if not shared:
            mentioned = other.statement.force in (Force.ACCUSES, Force.CLAIMS) and _mentions(other, denial.name)
            score = 0.3 if mentioned and distance < 900 else 0.0
        else:
            score = len(shared) / min(len(mine), len(other.stems))
            if len(shared) == 1:
                score *= 0.6
            score += 0.2 * _mentions(other, denial.name) - (0.1 if distance > 1500 else 0)
        if score >= (0.6 if strict else 0.28):
            found.append((score, -distance, other))
    if not found:
        return []
    top = max(found, key=lambda f: (f[0], f[1]))
    return [other for score, _, other in found if other is top[2] or score >= max(0.75 * top[0], 0.6)]


def _stems(text: str, spans: Sequence[Span]) -> frozenset[str]:
    """Content words of the spans, cut to a stem, and numbers."""
    out = set()
    for start, end in spans:
        for word in WORD.findall(text[start:end]):
            low = re.sub(r"['’]s?$", "", word.lower())
            if low in EMPTY:
                continue
            out.add(_stem(low))
    return frozenset(out)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
