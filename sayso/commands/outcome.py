"""How a command ends: exit codes, and messages on standard error."""

from collections import Counter
from collections.abc import Sequence

import click

from sayso.errors import (
    Conflict,
    EvidenceDamaged,
    FetchFailed,
    LimitExceeded,
    ModelMissing,
    NotFound,
    ParseFailed,
    QueryInvalid,
    SaysoError,
    SettingInvalid,
    SkipItem,
    StopRun,
    StoreUnusable,
    UsageError,
)
from sayso.meter import Meter
from sayso.records.documents import Problem
from sayso.show.wording import counted, one_line

EXIT_CODES: dict[type[SaysoError], int] = {
    SaysoError: 1,
    UsageError: 2,
    SettingInvalid: 2,
    QueryInvalid: 2,
    SkipItem: 3,
    NotFound: 4,
    ParseFailed: 5,
    LimitExceeded: 6,
    FetchFailed: 7,
    StopRun: 8,
    ModelMissing: 9,
    StoreUnusable: 10,
    Conflict: 11,
    EvidenceDamaged: 12,
}
INTERRUPTED = 130
MIXED = EXIT_CODES[SkipItem]


def say(message: str) -> None:
    """A message on standard error, on one line; names of files and words of articles cannot steer the terminal."""
    click.echo(one_line(f"sayso: {message}"), err=True)


def tell(meter: Meter, problem: Problem) -> None:
    """A notice on standard error, where a line of progress may stand."""
    meter.clear()
    say(f"{problem.item}: {problem.message} {problem.hint}".rstrip())


def code_of(errors: Sequence[SaysoError]) -> int:
    """The exit code for errors of one kind, or MIXED when their kinds differ."""
    codes = {next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES) for error in errors}
    return codes.pop() if len(codes) == 1 else MIXED


def report(failed: Sequence[SaysoError], n: int, *, noun: str = "article") -> None:
    """List what failed among n items, with the reasons; `noun` says what one of them is."""
    if n == 1:
        say(str(failed[0]))
        return
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(Counter(type(error).__name__ for error in failed).items()))
    say(f"{len(failed):,} of {counted(n, noun)} could not be read ({kinds}):")
    for error in failed:
        click.echo(f"  {one_line(str(error))}", err=True)
