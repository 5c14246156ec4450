"""Dates that say when an article was published or updated, each with how it is known; what can be read two ways is left out.

Names of months and days are known in English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sayso.parse.lines import Line
from sayso.parse.vocabulary import MONTHS, WEEKDAYS
from sayso.records.anchors import Span
from sayso.records.documents import DateMention


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any_of(tuple(MONTHS))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})"
_WEEKDAY = rf"(?:(?:{_any_of(WEEKDAYS)})\b\.?,?\s+)?"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}", re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:\s?(?:st|nd|rd|th))?,?\s+{_YEAR}",
        rf"{_WEEKDAY}(?:the\s+)?{_DAY}(?:\s?(?:st|nd|rd|th|er)|[.º])?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:del?\s+)?{_YEAR}",
        rf"{_WEEKDAY}{_YEAR}[-/.](?P<month_number>\d{{1,2}})[-/.]{_DAY}(?!\d)",
        rf"{_YEAR}年(?P<month_number>\d{{1,2}})月{_DAY}日",
        rf"{_WEEKDAY}(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}",
    )
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATORS = " \t\n,;:|/·•–—-()[]<>«»*"
# Programs write "Tue Jan 28 15:28:56 CET 2020", "Tue Nov 19 2019 03:05:46 GMT+0000", "Mon, 18 Nov 2019 16:07:38 -0600".
_CLOCK_INSIDE = re.compile(r"(\d)\s+\d\d:\d\d:\d\d(?:\s+[A-Z]{3,4})?(\s+(?:19|20)\d\d)\Z")
_ZONED_CLOCK = re.compile(r",?\s+(\d\d:\d\d(?::\d\d)?)\s*(?:(?:GMT|UTC)?([+-]\d\d):?(\d\d)|GMT|UTC|Z)(?:\s*\(.*\))?\Z")
_STAMP = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d[T ]\d\d:?\d\d")
_FRACTION = re.compile(r"\.\d+")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?\Z")
_PUBLISHED = (
    r"(?:(?:first|originally)\s+)?(?:published|posted|released|issued|submitted|created|publish\s+date|publication\s+date)"
    r"(?:\s+(?:on|at))?(?:\s+the)?|\A(?:date|datum|fecha)|publié(?:e)?\s+le|mis\s+en\s+ligne\s+le|veröffentlicht(?:\s+am)?|erstellt(?:\s+am)?"
    r"|publicado(?:\s+(?:el|em))?|pubblicato(?:\s+il)?|gepubliceerd(?:\s+op)?|geplaatst(?:\s+op)?"
)
_UPDATED = (
    r"(?:last\s+)?(?:updated|modified|edited|revised)(?:\s+(?:on|at))?|(?:letzte\s+)?aktualisi(?:ert|erung)(?:\s+am)?|stand(?=:)"
    r"|mis\s+à\s+jour\s+le|modifié\s+le|actualizado(?:\s+el)?|atualizado(?:\s+em)?|aggiornato(?:\s+il)?|bijgewerkt(?:\s+op)?"
)
_LABEL = re.compile(rf"\b(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?=[\s:]|\Z)\s*:?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:\b(?:T|(?:at|um|à|a\s+las|às|alle|om)\s+))?(?<![\d.])(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?![\d:])"
    r"\s*(?P<half>[ap])?(?(half)\.?m\b\.?)\s*(?:(?:Uhr|hrs?|h)\b)?"
    r"\s*(?:\(?\b(?:GMT|UTC|BST|CES?T|[ECMP][SD]?T|AK[SD]T|HST|MSK|IST|AEST|SGT|WIB)\b\)?)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_READING_TIME = re.compile(r"\b\d{1,3}[ -]min(?:ute)?s?(?:\s+read)?\b", re.IGNORECASE)
_URL_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?:/(?P<month>\d{1,2}|[a-z]{3})/(?P<day>\d{1,2})(?:/|\Z)"
    r"|-(?P<month_too>\d\d)-(?P<day_too>\d\d)(?:[/-]|\Z)|(?P<month_joined>\d\d)/(?P<day_joined>\d\d)/)"
)
LONGEST = 90


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line that holds dates.

    Attributes:
        mentions: what its dates say, one of each kind at most; how each is known names the label before it, if there is one.
        labelled: whether a label stands before the first date.
        rest: the words besides dates, labels and times of day.
        times: day and time of day in ISO form as printed, as (kind, value), for dates that come with a time.
    """

    mentions: tuple[DateMention, ...]
    labelled: bool
    rest: str
    times: tuple[tuple[str, str], ...]


def iso_of(words: str) -> str | None:
    """ISO 8601 form of a date or time, or None where it is no date or can be read two ways ("03/04/2020").

    A time is kept where it is in ISO form, in seconds since 1970, or says how far it is from UTC; else the day alone is given.
    """
    words = words.strip()[:LONGEST]
    if _STAMP.match(words):
        try:
            return datetime.fromisoformat(_FRACTION.sub("", words).replace(" ", "T", 1).replace(" ", "")).isoformat()
        except ValueError:
            pass
    if _SECONDS.match(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).isoformat()
    words = _CLOCK_INSIDE.sub(r"\1\2", words)
    found = next((found for form in _FORMS if (found := form.match(words))), None)
    if found is None:
        line = dated_line(words)
        return line.mentions[0].value if line and not line.rest else None
    day, clock = _value(found), _ZONED_CLOCK.match(words, found.end())
    if day and clock:
        time, hours, minutes = clock.groups()
        try:
            return datetime.fromisoformat(f"{day}T{time}{hours or '+00'}:{minutes or '00'}").isoformat()
        except ValueError:
            pass
    return day


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
    line = dated_line(words) if len(words) <= LONGEST else None
    return line.mentions[0] if line and not line.rest else None


def dated_line(words: str) -> DatedLine | None:
    """The dates of a line, or None where it holds none, one that can be read two ways, or several of one kind."""
    if not _A_YEAR.search(words):
        return None
    dates = list(_dates_in(words))
    ends = [0, *(date.end() for date in dates)]
    between = [words[end:start] for end, start in zip(ends, [*(date.start() for date in dates), len(words)], strict=True)]
    mentions: list[DateMention] = []
    times: list[tuple[str, str]] = []
    for number, found in enumerate(dates):
        value = _value(found)
        label = next(reversed(list(_LABEL.finditer(between[number]))), None)
        kind = "updated" if label and label["updated"] else "published"
        if value is None or any(mention.kind == kind for mention in mentions):
            return None
        name = " ".join(label[0].strip(" :").split()) if label else ""
        mentions.append(DateMention(value, kind, f'line "{name}"' if name else "date line"))
        clock = _clock(between[number + 1]) or _clock(between[0] if number == 0 else "")
        if clock:
            times.append((kind, f"{value}T{clock}"))
    if not mentions:
        return None
    rest = " ".join(between)
    for pattern in (_CLOCK, _LABEL, _READING_TIME):
        rest = pattern.sub(" ", rest)
    labelled = _LABEL.search(between[0]) is not None
    return DatedLine(tuple(mentions), labelled, " ".join(rest.split()).strip(_SEPARATORS + "."), tuple(times))


def is_clock(words: str) -> bool:
    """Whether the words are a time of day and nothing else."""
    return _CLOCK.fullmatch(words.strip(_SEPARATORS)) is not None


def url_date(url: str | None) -> DateMention | None:
    """The day that an address carries in its path ("/2019/05/12/", "/2019/may/12/"), or None."""
    found = _URL_PATH.search(url.lower()) if url else None
    if found is None:
        return None
    month = found["month"] or found["month_too"] or found["month_joined"]
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    value = _day(int(found["year"]), number, int(found["day"] or found["day_too"] or found["day_joined"]))
    return DateMention(value, "published", "path of the address") if value else None


def _dates_in(words: str) -> Iterator[re.Match[str]]:
    """Dates in the words in order, of any form; none overlaps another."""
    matches = sorted((match for form in _FORMS for match in form.finditer(words)), key=lambda one: (one.start(), -one.end()))
    end = 0
    for match in matches:
        if match.start() >= end:
            yield match
            end = match.end()


def _clock(words: str) -> str | None:
    """The first time of day in the words ("21:24:00"), or None."""
    found = _CLOCK.search(words)
    if found is None:
        return None
    hour, minute = int(found["hour"]), found["minute"]
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{minute}:00"


def _value(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if parts.get("month"):
        return _day(year, MONTHS[parts["month"].lower()], int(parts["day"]))
    if parts.get("month_number"):
        return _day(year, int(parts["month_number"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    if first > 12 or first == second or (parts["mark"] == "." and second <= 12):
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
