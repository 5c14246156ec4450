"""Which statements of a document a denial denies: what it names ("such accusations"), or what it repeats under negation."""

import re
from collections.abc import Sequence
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


def denied(statements: Sequence[Denying], words: Words) -> dict[str, tuple[str, ...]]:
    """For every statement that denies others of the document: their ids, in the order of `statements`.

    Statements that deny none are left out. A statement denies only others by another source, outside its own nesting.

    Cost: at worst the number of denials times the number of statements.
    """
    out: dict[str, tuple[str, ...]] = {}
    stems = {s.statement_id: _stems(words.text, s.content) for s in statements}
    by_id = {s.statement_id: s for s in statements}
    for denial in statements:
        if not denial.content or (denial.force is not Force.DENIES and denial.polarity is not Polarity.NEGATIVE):
            continue
        open_ = [s for s in statements if _could(denial, s, by_id=by_id, text=words.text)]
        chosen = _pointed(denial, open_, words=words) or _repeated(denial, open_, words=words, stems=stems)
        if chosen:
            ids = {s.statement_id for s in chosen}
            out[denial.statement_id] = tuple(s.statement_id for s in statements if s.statement_id in ids)
    return out


def _could(denial: Denying, other: Denying, *, by_id: dict[str, Denying], text: str) -> bool:
    if other is denial or not other.content or other.force not in ASSERTING or other.polarity is Polarity.NEGATIVE:
        return False
    for low, high in ((denial, other), (other, denial)):
        seen: Denying | None = low
        for _ in range(len(by_id)):
            if seen is None or seen.parent is None:
                break
            if seen.parent == high.statement_id:
                return False
            seen = by_id.get(seen.parent)
    mine, theirs = _name(denial, text), _name(other, text)
    return mine is None or theirs is None or mine != theirs


def _name(statement: Denying, text: str) -> str | None:
    """What tells one source from another, or None when nobody is given."""
    if statement.source_resolved:
        return ARTICLE.sub("", statement.source_resolved.lower())
    return covered(statement.source, text).lower() or None


def _pointed(denial: Denying, others: list[Denying], *, words: Words) -> list[Denying]:
    """Statements that the content points to by a pronoun or a noun of saying ("such accusations", "the claim from X")."""
    text = words.text
    shown = covered(denial.content, text)
    if denial.force in (Force.EVALUATES, Force.ASKS, Force.PROMISES):
        return []
    cue = covered(denial.cue, text)
    wanted: Force | None = None
    involved = False
    if not POINTING.match(shown):
        noun = _claim_noun(shown) or _claim_noun(re.sub(r"^\W*(?:\w+\s+){0,4}?(?=(?:the|these|this|such)\s)", "", cue))
        role = _role(shown)
        if noun is None and not (role and denial.force is Force.DENIES):
            return []
        if noun is not None:
            wanted = CLAIM_NOUNS.get(noun.removesuffix("s"), CLAIM_NOUNS.get(noun))
        else:
            wanted, involved = Force.ACCUSES, True
    near = _by_distance(denial, [s for s in others if s.force is not Force.EVALUATES or wanted is Force.EVALUATES], words=words)
    if not near:
        return []
    origin = ORIGIN.search(shown)
    if origin:
        who = origin.group("who").removeprefix("the ").lower()
        named = [
            s
            for _, s in near
            if who in (_name(s, text) or "") or (s.source and who in " ".join(text[a:b] for a, b in s.source).lower())
        ]
        if named:
            near = [(d, s) for d, s in near if s in named]
    own_name = _name(denial, text)
    here = int(words.sentence[_at(words, _first(denial))])

    def far(item: tuple[int, Denying]) -> tuple[int, int]:
        """Characters between, less what speaks for this one: the kind of statement, the denier named in it, the sentence."""
        distance, other = item
        same = int(words.sentence[_at(words, _first(other))]) == here
        fits = wanted is not None and other.force is wanted
        named = _mentions(other, own_name, text)
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


def _by_distance(denial: Denying, others: list[Denying], *, words: Words) -> list[tuple[int, Denying]]:
    """(characters between, statement) of what stands in reach: earlier ones, and later ones of the same sentence."""
    at = _first(denial)
    here = _at(words, at)
    out = []
    for other in others:
        there = _at(words, other.content[0].start)
        gap = at - other.content[-1].end
        if other.content[0].start > at:
            if int(words.sentence[there]) == int(words.sentence[here]):
                out.append((other.content[0].start - denial.content[-1].end + 60, other))
        elif int(words.paragraph[here]) - int(words.paragraph[there]) <= REACH:
            # a nested statement stands nearer than the one it is part of; the outer one is what a reader hears denied
            out.append((max(gap, 0) + 120 * (int(words.paragraph[here]) - int(words.paragraph[there])), other))
    return out


def _first(statement: Denying) -> int:
    return min(s.start for s in (*statement.content, *statement.cue, *statement.source))


def _at(words: Words, position: int) -> int:
    numbers = words.between(position, position + 1)
    return min(numbers.start, len(words) - 1)


def _mentions(statement: Denying, name: str | None, text: str) -> bool:
    """Whether the content speaks of the party that denies it."""
    if not name:
        return False
    shown = covered(statement.content, text).lower()
    parts = [p for p in WORD.findall(name) if p not in EMPTY and len(p) > 2]
    return name in shown or any(re.search(rf"\b{re.escape(p)}", shown) for p in parts if len(p) > 3 and p not in GENERIC)


GENERIC = frozenset(
    "government ministry police officials spokesman spokesperson spokeswoman president minister party company "
    "representatives office".split()
)


def _repeated(denial: Denying, others: list[Denying], *, words: Words, stems: dict[str, frozenset[str]]) -> list[Denying]:
    """Statements whose content the denial repeats: by share of common stems."""
    mine = stems[denial.statement_id]
    if not mine or ASKED.match(covered(denial.content, words.text)):
        return []
    own_name = _name(denial, words.text)
    strict = denial.force is not Force.DENIES
    if strict and denial.force in (Force.EVALUATES, Force.ASKS, Force.PROMISES):
        return []
    found: list[tuple[float, int, Denying]] = []
    for distance, other in _everywhere(denial, others, words=words):
        theirs = stems[other.statement_id]
        shared = mine & theirs
        if not shared:
            mentioned = not strict and _mentions(other, own_name, words.text) and other.force in (Force.ACCUSES, Force.CLAIMS)
            score = 0.3 if mentioned and distance < 900 else 0.0
        else:
            score = len(shared) / min(len(mine), len(theirs) or 1)
            if len(shared) == 1:
                score *= 0.6
            score += 0.2 * _mentions(other, own_name, words.text) - (0.1 if distance > 1500 else 0)
        if score >= (0.6 if strict else 0.28) and (not strict or len(shared) > 2):
            found.append((score, -distance, other))
    if not found:
        return []
    top = max(found, key=lambda f: (f[0], f[1]))
    return [other for score, _, other in found if other is top[2] or score >= max(0.75 * top[0], 0.6)]


def _everywhere(denial: Denying, others: list[Denying], *, words: Words) -> list[tuple[int, Denying]]:
    at = _first(denial)
    here = int(words.paragraph[_at(words, at)])
    out = []
    for other in others:
        start = other.content[0].start
        if start <= at or int(words.paragraph[_at(words, start)]) <= here + 1:
            out.append((abs(at - start), other))
    return out


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
