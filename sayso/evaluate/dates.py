"""Scores the dates of saved pages against the days on which they are known to have been published.

A page counts as right when the day is the same, as a day off when it is the day before or after (a time given in another zone
than that of the outlet), and as wrong when it is further away. htmldate is asked about the same pages: in its default mode,
which prefers the last change, and for the first date.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sayso.errors import NotFound, ParseFailed, SkipItem
from sayso.evaluate import data
from sayso.evaluate.figures import Interval, intervals
from sayso.parse.decoding import decode_html
from sayso.parse.registry import close, parse
from sayso.records.documents import Capture

LIST = "dates.jsonl"
RESAMPLES = 1000
# In the order in which Sayso trusts them.
SOURCES = {
    "JSON-LD": "JSON-LD",
    "meta": "meta tag",
    "itemprop": "microdata",
    "<time> by": "<time> by the headline",
    "date line": "line of its own",
    "line": "line of its own",
    "words": "among other words",
    "path": "address",
}
OUTCOMES = ("right", "day off", "wrong", "none")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page, its address if known, and the day on which it was published; None where nobody can tell."""

    name: str
    data: bytes
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one page: the date and how it is known, None where none was found."""

    page: str
    expected: str | None
    found: str | None
    how: str | None = None

    @property
    def outcome(self) -> str:
        """One of `OUTCOMES`; a page without a known day has "none" when none was found, and "wrong" otherwise."""
        if self.found is None:
            return "none"
        if self.expected is None:
            return "wrong"
        apart = abs((date.fromisoformat(self.found[:10]) - date.fromisoformat(self.expected)).days)
        return OUTCOMES[min(apart, 2)]


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of the outcomes over pages with a known day, and their 95% intervals; both by name of the outcome."""

    name: str
    pages: int
    shares: Mapping[str, float]
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class DateScores:
    """Figures of one set of pages.

    Attributes:
        rows: Sayso, htmldate, and htmldate asked for the first date.
        sources: Sayso's answers by how the date is known, most trusted first.
        undated: pages without a known day, and how many of them were given one, by name as in `rows`.
        misses: Sayso's answers that are not right, in order of the pages.
    """

    rows: tuple[Row, ...]
    sources: tuple[Row, ...]
    undated: tuple[int, Mapping[str, int]]
    misses: tuple[Answer, ...]


def evaluate(folder: Path, *, listed: Path | None = None, resamples: int = RESAMPLES) -> DateScores:
    """How often the date of a page is found, and is the right day.

    Args:
        folder: where the pages are, plain or packed (.gz).
        listed: JSON Lines with `file` (path in the folder), `published` (ISO day, null where nobody can tell) and `url` (may be
            left out); `dates.jsonl` of the folder by default.
        resamples: how many resamples of pages the intervals rest on.

    Raises:
        NotFound: the list or a page is missing.
        ParseFailed: a line of the list is not of that form.
    """
    pages = list(_pages(folder, listed or folder / LIST))
    finders: Mapping[str, Callable[[Page], Answer]] = {
        "sayso": by_sayso,
        "htmldate": by_htmldate,
        "htmldate, first date": by_htmldate_first,
    }
    answers = {name: [find(page) for page in pages] for name, find in finders.items()}
    close()
    dated = {name: [answer for answer in found if answer.expected] for name, found in answers.items()}
    ours = dated["sayso"]
    by_source: dict[str, list[Answer]] = {source: [] for source in SOURCES.values()}
    for answer in ours:
        if answer.how:
            by_source.setdefault(source_of(answer.how), []).append(answer)
    return DateScores(
        tuple(row_of(name, found, resamples) for name, found in dated.items()),
        tuple(row_of(source, found, resamples) for source, found in by_source.items() if found),
        (
            len(pages) - len(ours),
            {name: sum(1 for answer in found if answer.found and not answer.expected) for name, found in answers.items()},
        ),
        tuple(answer for answer in answers["sayso"] if answer.outcome != ("right" if answer.expected else "none")),
    )


def by_sayso(page: Page) -> Answer:
    """The date as `sayso read` finds it."""
    try:
        document = parse(Capture(page.data, page.name, "file", "text/html", url=page.url))
    except SkipItem:
        return Answer(page.name, page.published, None)
    mention = next((mention for mention in document.dates if mention.kind == "published"), None)
    return Answer(page.name, page.published, mention.value if mention else None, mention.how if mention else None)


def by_htmldate(page: Page) -> Answer:
    """The date as htmldate finds it with its own settings."""
    return _by_htmldate(page, first=False)


def by_htmldate_first(page: Page) -> Answer:
    """The date as htmldate finds it when the first one is wanted, not that of the last change."""
    return _by_htmldate(page, first=True)


def source_of(how: str) -> str:
    """The kind of place a date was taken from, as named in `SOURCES`; the words themselves where they are not known."""
    return next((source for start, source in SOURCES.items() if how.startswith(start)), how)


def row_of(name: str, answers: Sequence[Answer], resamples: int) -> Row:
    """Shares of the outcomes over some answers."""
    outcomes = [answer.outcome for answer in answers]
    return Row(name, len(outcomes), _shares(outcomes), intervals(outcomes, _shares, resamples=resamples))


def as_text(scores: DateScores, *, examples: int = 0) -> str:
    """The scores as tables, and `examples` of Sayso's answers that are not right."""
    n_undated, given = scores.undated
    lines = [f"{scores.rows[0].pages} pages with a known day, {n_undated} without", _header("")]
    lines += [_line(row) for row in scores.rows]
    lines += ["", _header("sayso, by how known")]
    lines += [_line(row) for row in scores.sources]
    if n_undated:
        counts = ", ".join(f"{name} {count}" for name, count in given.items())
        lines += ["", f"given a date although none is known: {counts} of {n_undated}"]
    for answer in scores.misses[:examples]:
        found = f"{answer.found} ({answer.how})" if answer.found else "none"
        lines += ["", f"{answer.page}", f"  expected {answer.expected or 'none'}, found {found}"]
    return "\n".join(lines)


def as_json(scores: DateScores) -> dict[str, Any]:
    """The scores as plain data."""
    n_undated, given = scores.undated
    return {
        "pages": scores.rows[0].pages,
        "finders": {row.name: _plain(row) for row in scores.rows},
        "sayso_by_source": {row.name: _plain(row) for row in scores.sources},
        "undated": {"pages": n_undated, "given_a_date": dict(given)},
        "misses": [{"file": one.page, "expected": one.expected, "found": one.found, "how": one.how} for one in scores.misses],
    }


def _by_htmldate(page: Page, *, first: bool) -> Answer:
    from htmldate import find_date

    source, _ = decode_html(page.data, charset=None)
    return Answer(page.name, page.published, find_date(source, url=page.url, original_date=first), "htmldate")


def _shares(outcomes: Sequence[str]) -> dict[str, float]:
    return {outcome: outcomes.count(outcome) / len(outcomes) if outcomes else 0.0 for outcome in OUTCOMES}


def _header(name: str) -> str:
    return f"{name:22}{'pages':>6}{'right':>8}  {'95%':13}{'day off':>8}{'wrong':>8}  {'95%':13}{'none':>6}"


def _line(row: Row) -> str:
    shares = {outcome: f"{share * 100:.1f}" for outcome, share in row.shares.items()}
    sure = {outcome: f"{low * 100:.1f}-{high * 100:.1f}" for outcome, (low, high) in row.intervals.items()}
    right, wrong = sure.get("right", ""), sure.get("wrong", "")
    return (
        f"{row.name:22}{row.pages:6}{shares['right']:>8}  {right:13}{shares['day off']:>8}{shares['wrong']:>8}"
        f"  {wrong:13}{shares['none']:>6}"
    )


def _plain(row: Row) -> dict[str, Any]:
    sure = {outcome: list(interval) for outcome, interval in row.intervals.items()}
    return {"pages": row.pages, "shares": dict(row.shares), "intervals": sure}


def _pages(folder: Path, listed: Path) -> Iterator[Page]:
    if not listed.is_file():
        raise NotFound("the list of pages and days is missing.", str(listed), "docs/guide/evaluation.md tells its form.")
    for record in data.records(listed):
        name, published, url = record.get("file"), record.get("published"), record.get("url")
        if not isinstance(name, str) or not _is_day(published):
            raise ParseFailed(
                "a page needs a file and the day on which it was published.",
                f"{listed}: {name}",
                'Write {"file": "page.html", "published": "2020-05-03"}, or null for a page that no day is known of.',
            )
        path = folder / name
        if not path.is_file():
            raise NotFound(f"the page {name} is missing.", str(folder), "Give the folder that the files of the list are in.")
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        yield Page(name, content, url if isinstance(url, str) else None, published[:10] if published else None)


def _is_day(value: object) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False
