"""Numbers as a text writes them, with their values: digits, words, money, shares, and words such as "dozens"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records.anchors import Span

ONES = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * i for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7} | {
    "k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12
}  # fmt: skip
PLURAL_SCALES: dict[str, tuple[float, float]] = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2e3, 9999), "millions": (2e6, 9999999),
    "billions": (2e9, 9999999999), "trillions": (2e12, 9999999999999),
}  # fmt: skip
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

_ones = "|".join(sorted(ONES, key=len, reverse=True))
SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(list(ONES)[1:10])}))?|{_ones})"
_group = rf"(?:(?:{SMALL}|an?)[\s-]hundred(?:(?:\s+and)?[\s-]{SMALL})?|{SMALL})"
_scale = r"(?:thousand|million|billion|trillion|lakh|crore)"
_spelled = (
    rf"(?:(?:{_group}|an?)(?:\s+and\s+a\s+half)?(?:[\s-]{_scale})+(?:(?:\s+and)?\s{_group})?|{_group}(?:\s+and\s+a\s+half)?)"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_sign = r"(?:(?:US|AU|CA|NZ|HK|A|C|S|R)?\$|[€£¥₹₽₩₴₪₺]|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|Rs\.?|RM)\s?)"
ATOM = re.compile(
    rf"""(?<![\w.,:/$€£¥₹#+])(?<![^\W\d][-–])(?:
        (?P<half_dozen>half\s+an?\s+dozen|an?\s+half[\s-]dozen)
      | (?P<half_scale>half\s+an?\s+(?:million|billion|trillion))
      | (?P<share>(?:(?:an?|{SMALL})[\s-]
          (?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|half|halve)s?(?=\s+(?:of|majority)\b)
          |half(?=\s+(?:of|the|its|their|his|her|our|all)\b)))
      | (?P<few>(?:several|many|few|an?\s+few|an?\s+couple(?:\s+of)?)\s+(?:dozen|hundred|thousand|million|billion))
      | (?P<many>(?:(?:tens|dozens|scores|hundreds|thousands)\s+of\s+)?
          (?:dozens|hundreds|thousands|millions|billions|trillions))
      | (?P<scores>scores(?=\s+(?:of\s+[a-z]|more\b|dead\b|injured\b|wounded\b)))
      | (?P<couple>an?\s+couple(?=\s+(?:of|more)\b)|an?\s+handful(?=\s+of\b)|several(?!\w)
          |an?\s+few(?!\w)(?!\s+(?:minutes|moments)))
      | (?P<dozen>(?:an?|{SMALL}|\d+)\s+dozen|an?\s+score(?=\s+of\b))
      | (?P<sign>{_sign})?(?:(?P<digits>{DIGITS})(?:\s+and\s+a\s+half)?
          (?:[\s-](?P<scale>(?:hundred|{_scale}|mn|bn|tn)(?:\s+{_scale})?)|(?P<short>mn|bn|tn|m|k|b))?|(?P<spelled>{_spelled}))
      )(?!\w)(?P<percent>\s?%|[\s-]per\s?cent(?:age\s+points?)?(?!\w)|[\s-]percentage[\s-]points?(?!\w))?(?P<plus>\+)?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text, before what it counts is known; `unit` only where the number itself shows it."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    approx: bool
    form: str  # "digits", "spelled", "vague" or "share"


def amounts(text: str, span: Span) -> Iterator[Amount]:
    """The numbers of the span, in order, whether they count something or not."""
    for match in ATOM.finditer(text, *span):
        start, end = match.span()
        got = match.groupdict()
        if end < len(text) and (
            (text[end] in "/:" and text[end + 1 : end + 2].isdigit())
            or (text[end] == "." and text[end + 1 : end + 2].isdigit())
        ):
            continue
        unit = None
        if got["percent"]:
            unit = "percentage points" if "point" in got["percent"].lower() else "%"
        if got["sign"]:
            unit = got["sign"].strip()
        bounds = _vague(match)
        if bounds is not None:
            value, low, high = bounds
            share = bool(got["share"])
            exact = value is not None and not got["few"] and not got["couple"]
            yield Amount(
                start, end, value, low, high, "%" if share else unit, not exact and not share, "share" if share else "vague"
            )
            continue
        if got["short"] and not got["sign"] and got["short"].lower() in "mkb":
            if got["short"] != "m" or "," in got["digits"]:
                continue
            value, unit = number(got["digits"]), "m"  # metres
        elif got["digits"]:
            value = number(got["digits"]) + (0.5 if "half" in match.group().lower() else 0)
            for word in (got["scale"] or got["short"] or "").lower().split():
                value *= 100 if word == "hundred" else SCALES[word]
        else:
            value = _spelled_value(got["spelled"])
        value = round(value, 6)
        yield Amount(
            start, end, value, value, None if got["plus"] else value, unit, False, "digits" if got["digits"] else "spelled"
        )


def _vague(match: re.Match[str]) -> tuple[float | None, float, float] | None:
    """(value, low, high) of wording without a plain numeral; None for numerals."""
    got = match.groupdict()
    if got["half_dozen"]:
        return 6, 6, 6
    if got["half_scale"]:
        value = SCALES[got["half_scale"].lower().split()[-1]] / 2
        return value, value, value
    if got["share"]:
        first, *rest = re.split(r"[\s-]+", got["share"].lower())
        part = rest[-1] if rest else first
        share = 100 / PARTS[part if part in PARTS else part.removesuffix("s")]
        times = ONES.get(first, TENS.get(first, 1)) if rest and first not in ("a", "an") else 1
        value = round(share * times, 2)
        return value, value, value
    if got["few"]:
        *head, scale = got["few"].lower().split()
        size = {"dozen": 12.0, "hundred": 100.0}.get(scale) or SCALES[scale]
        if "couple" in head:
            return 2 * size, 2 * size, 2 * size
        return None, (3 if "several" in head else 2) * size, PLURAL_SCALES[scale + "s"][1]
    if got["many"]:
        pieces = got["many"].lower().split()
        low, high = PLURAL_SCALES[pieces[-1]]
        if len(pieces) > 1:
            times = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}[pieces[0]]
            low, high = low * times, (high + 1) * (10 if times == 12 else times) - 1
        return None, low, high
    if got["scores"]:
        return None, *PLURAL_SCALES["scores"]
    if got["couple"]:
        return (2, 2, 2) if "couple" in got["couple"].lower() else (None, 3, 9)
    if got["dozen"]:
        first, unit = got["dozen"].lower().rsplit(None, 1)
        dozens = 1.0 if first in ("a", "an") else number(first) if first.isdigit() else _spelled_value(first)
        value = dozens * (12 if unit == "dozen" else 20)
        return value, value, value
    return None


def number(digits: str) -> float:
    """Value of digits with thousands separators."""
    return float(digits.replace(",", ""))


def _spelled_value(phrase: str) -> float:
    total = group = 0.0
    for word in re.split(r"[\s-]+", phrase.lower()):
        if word in ("a", "an"):
            group = group or 1
        elif word == "half":
            group += 0.5
        elif word in ONES or word in TENS:
            group += ONES.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total, group = total + (group or 1) * SCALES[word] if total == 0 else (total + group) * SCALES[word], 0.0
    return total + group
