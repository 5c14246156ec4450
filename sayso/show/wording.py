"""How labels, numbers and names are put into words: descriptions only, no word on what is true or whose word counts."""

import re
from enum import StrEnum
from math import isfinite

from sayso.records.statements import Certainty, OwnAssertion, Polarity, Profile, Quantity, Quote, SourceKind, Statement


class Standing(StrEnum):
    """On whose word a stretch of the article stands."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NOBODY = "nobody"
    OWN = "own"


STANDING_WORDS = {
    Standing.NAMED: "named source",
    Standing.UNNAMED: "unnamed source",
    Standing.NOBODY: "nobody given",
    Standing.OWN: "own assertion",
}
QUOTE_WORDS = {Quote.DIRECT: "direct quote", Quote.INDIRECT: "indirect", Quote.MIXED: "partly quoted"}
CERTAINTY_WORDS = {
    Certainty.CERTAIN: "put as certain",
    Certainty.PROBABLE: "put as probable",
    Certainty.POSSIBLE: "put as possible",
    Certainty.UNKNOWN: "left open",
}
NOBODY = "nobody given"

# Characters that a reader cannot see but a terminal or browser obeys: control codes, lone surrogates, direction marks,
# zero-width spaces and tags. Joiners and soft hyphens stay as they are: words of many languages need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("[\t\x0b\x0c\r\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with characters that act unseen shown as codes in angle brackets, and line ends other than \\n as spaces."""
    return _INVISIBLE.sub(lambda match: f"\u27e8U+{ord(match[0]):04X}\u27e9", _BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """Visible text with every run of white space as one space."""
    return " ".join(visible(text).split())


def counted(n: int, noun: str) -> str:
    """A number and what it counts: "1 capture", "1,200 captures"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def standing_of(statement: Statement) -> Standing:
    """On whose word the statement stands."""
    if statement.source_kind == SourceKind.NONE:
        return Standing.NOBODY
    return Standing.NAMED if statement.source_named else Standing.UNNAMED


def kind_words(kind: SourceKind, *, named: bool) -> str:
    """ "person, named", "group, unnamed", or "nobody given"."""
    return NOBODY if kind == SourceKind.NONE else f"{kind.value}, {'named' if named else 'unnamed'}"


def profile_line(profile: Profile) -> str:
    """The article in one line: "18 statements: 9 on named sources, 6 on unnamed ones, 3 on nobody; 5 own assertions"."""
    parts = [
        _count(profile.named, "on a named source", "on named sources"),
        _count(profile.unnamed, "on an unnamed one", "on unnamed ones")
        if profile.named
        else _count(profile.unnamed, "on an unnamed source", "on unnamed sources"),
        _count(profile.nobody, "on nobody", "on nobody"),
    ]
    head = _count(profile.statements, "statement", "statements") or "No statements"
    standing = ", ".join(filter(None, parts))
    own = _count(profile.own, "own assertion", "own assertions") or "no own assertions"
    return f"{head}: {standing}; {own}" if standing else f"{head}; {own}"


def detail_line(profile: Profile) -> str:
    """How the statements stand: quoted directly, relayed, words of the article."""
    words = _count(profile.words, "word", "words") or "no words"
    if not profile.statements:
        return words
    return f"{profile.direct or 'none'} quoted directly, {profile.relayed or 'none'} relayed by another party; {words}"


def quantity_words(quantity: Quantity) -> str:
    """The range a number stands for: "250 or more", "36 to 44", "left open"."""
    value, low, high = (n if n is not None and isfinite(n) else None for n in (quantity.value, quantity.low, quantity.high))
    if low is None and high is None:
        return "left open" if value is None else _number(value)
    if high is None or low is None:
        return f"{_number(low)} or more" if low is not None else f"{_number(high or 0)} or less"
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def remarks(statement: Statement) -> tuple[str, ...]:
    """What sets the statement apart from a plain, certain, affirmed one; empty for most."""
    found = []
    if statement.certainty != Certainty.CERTAIN:
        found.append(CERTAINTY_WORDS[statement.certainty])
    if statement.polarity == Polarity.NEGATIVE:
        found.append("said not to be so")
    return tuple(found)


def own_remarks(own: OwnAssertion) -> tuple[str, ...]:
    """What sets an own assertion apart from a plain, certain one; empty for most."""
    found = [] if own.certainty == Certainty.CERTAIN else [CERTAINTY_WORDS[own.certainty]]
    return (*found, "without saying who found it") if own.agentless else tuple(found)


def _count(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}" if n else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"
