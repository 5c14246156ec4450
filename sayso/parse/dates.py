"""Dates that say when an article was published or updated, each with how it is known; what can be read two ways is left out."""

import re
from datetime import date, datetime

from sayso.parse.lines import Line
from sayso.records.anchors import Span
from sayso.records.documents import DateMention

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBER = {name: number for number, name in enumerate(_MONTHS, start=1)} | {
    name[:3]: number for number, name in enumerate(_MONTHS, start=1)
}
_NUMBER["sept"] = 9
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+)?"
_WORDED = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('month', 'month2')},?\s+(?P<year2>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_STAMP = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d")
_FRACTION = re.compile(r"\.\d+")
_LABEL = re.compile(
    r"(?P<label>(?:first\s+|originally\s+)?(?:published|posted|released|issued)(?:\s+(?:on|at))?|date|"
    r"(?:last\s+)?(?:updated|modified|edited)(?:\s+(?:on|at))?)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
# What may follow the date on a line of its own: a time, a zone, a reading time, a place.
_TAIL = re.compile(
    r"[\s,|·•–—-]*(?:(?:at\s+)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:GMT|UTC|BST|CET|CEST|E[SD]?T|P[SD]?T|C[SD]T|M[SD]T|MSK|IST)\)?)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?)?"
    r"[\s,|·•–—-]*(?:\d{1,3}[ -]min(?:ute)?s?(?:\s+read)?)?[\s.|]*\Z",
    re.IGNORECASE,
)
_URL_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|\Z)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[/-]|\Z)")
LONGEST = 90


def iso_of(words: str) -> str | None:
    """ISO 8601 form of a date or time, or None where it is no date or can be read two ways ("03/04/2020").

    A time is kept with its zone when it stands in ISO form; otherwise the day alone is given.
    """
    words = words.strip()
    if _STAMP.match(words):
        try:
            return datetime.fromisoformat(_FRACTION.sub("", words).replace(" ", "T", 1).replace(" ", "")).isoformat()
        except ValueError:
            pass
    for pattern in (_ISO, _WORDED, _NUMERIC):
        found = pattern.match(words)
        if found:
            return _value(found)
    return None


def dateline_dates(lines: tuple[Line, ...]) -> tuple[tuple[DateMention, Span], ...]:
    """Dates with a line to themselves among the first eight or last four ("Sunday, May 12, 2019"), and the line's place."""
    found = []
    numbered = (*lines[:8], *lines[max(8, len(lines) - 4) :])
    for line in numbered:
        mention = date_line(line.text)
        if mention:
            found.append((mention, line.span))
    return tuple(found)


def date_line(words: str) -> DateMention | None:
    """What a line says that holds a date and nothing else but a label and a time of day, or None."""
    if len(words) > LONGEST or not any(char.isdigit() for char in words):
        return None
    label = _LABEL.match(words)
    rest = words[label.end() :] if label else words
    for pattern in (_WORDED, _ISO, _NUMERIC):
        found = pattern.match(rest)
        if found and _TAIL.match(rest, found.end()):
            value = _value(found)
            if value is None:
                return None
            named = label["label"].lower() if label else ""
            kind = "updated" if any(word in named for word in ("updated", "modified", "edited")) else "published"
            return DateMention(value, kind, f'line "{label["label"]}"' if label else "date line")
    return None


def url_date(url: str | None) -> DateMention | None:
    """The day that an address carries in its path ("/2019/05/12/"), or None."""
    found = _URL_PATH.search(url) if url else None
    if found is None:
        return None
    numbers = [int(group) for group in found.groups() if group]
    value = _day(numbers[0], numbers[1], numbers[2])
    return DateMention(value, "published", "path of the address") if value else None


def _value(found: re.Match[str]) -> str | None:
    if found.re is _WORDED:
        month = _NUMBER[(found["month"] or found["month2"]).lower()]
        return _day(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    if found.re is _ISO:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
