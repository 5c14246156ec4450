"""How a workspace stands, in words and as data."""

from collections.abc import Iterator

from sayso.show.wording import counted, one_line
from sayso.workspace.status import Status

SHOWN = 10
UNITS = ("KB", "MB", "GB", "TB")


def as_json(status: Status) -> dict[str, object]:
    """The status as JSON data; `documents`, `captures`, `statements`, `claims` and `failed` are always there."""
    counts = status.counts
    return {
        "workspace": str(status.folder),
        "documents": counts.documents,
        "lines": counts.lines,
        "captures": sum(counts.captures.values()) + status.unread,
        "captures_by_state": {**counts.captures, "unknown to the store": status.unread},
        "statements": counts.statements,
        "claims": 0,
        "readings": counts.readings,
        "untraced": status.untraced,
        "languages": dict(counts.languages),
        "failed": [
            {"item": row.origin, "capture": row.number, "reason": row.message, "kind": row.failure, "hint": row.hint}
            for row in status.failed
        ],
        "failures_by_reason": [
            {"kind": reason.failure, "reason": reason.message, "captures": reason.captures} for reason in counts.failures
        ],
        "decisions": status.decisions,
        "decisions_not_understood": status.standing.unread,
        "decisions_that_fit_nothing": status.standing.does_not_fit,
        "parser": status.parser,
        "reader": status.reader,
        "outdated": {"captures": status.outdated.captures, "documents": status.outdated.documents},
        "bytes": {"archive": status.archive_bytes, "store": status.store_bytes},
        "journal": {"entries": status.head[0], "digest": status.head[1]},
        "sqlite": status.sqlite,
    }


def as_text(status: Status) -> str:
    """The status as lines of at most about 80 columns, ending in a newline."""
    return "\n".join(_lines(status)) + "\n"


def _lines(status: Status) -> Iterator[str]:
    counts = status.counts
    captures = sum(counts.captures.values()) + status.unread
    versions = counts.documents - counts.lines
    yield one_line(f"Workspace {status.folder}")
    yield ""
    yield counted(counts.documents, "document") + (f", {versions:,} of them later versions" if versions else "")
    sums = ((counts.statements, "statement"), (counts.readings, "analysed text"), (status.decisions, "decision"))
    yield ", ".join(counted(n, noun) for n, noun in sums)
    states = {**counts.captures, "waiting": counts.captures["waiting"] + status.unread}
    parts = [f"{states[state]:,} {state}" for state in ("read", "failed", "waiting", "forgotten") if states[state]]
    yield counted(captures, "capture") + (f": {', '.join(parts)}" if parts else "")
    if counts.languages:
        languages = sorted(counts.languages.items(), key=lambda pair: (-pair[1], pair[0]))
        yield "Languages: " + ", ".join(f"{name or 'not known'} {n:,}" for name, n in languages)
    yield f"On the disk: archive {size_words(status.archive_bytes)}, store {size_words(status.store_bytes)}"
    yield f"Journal: {status.head[0]:,} entries, last digest {status.head[1][:16]}"
    yield f"Methods: {status.parser}, {status.reader}; SQLite {status.sqlite.partition(' (')[0]}"
    if states["waiting"]:
        yield ""
        yield f"{states['waiting']:,} captures are kept and not read yet: the next `sayso add`, or `sayso rebuild`, reads them."
    if status.untraced:
        yield ""
        yield f"{counted(status.untraced, 'document')} not compared with the others yet: the next `sayso add` or"
        yield "`sayso lineage` does it."
    if status.outdated.captures or status.outdated.documents:
        yield ""
        yield f"Out of date: {status.outdated.captures:,} captures and {status.outdated.documents:,} documents"
        yield "were read by another version. `sayso rebuild` reads them again."
    if status.standing.does_not_fit:
        yield ""
        yield f"{status.standing.does_not_fit:,} decisions fit nothing now: `sayso review history` lists them."
    if status.standing.unread:
        yield ""
        yield f"{status.standing.unread:,} decisions were made by a newer version and are not understood by this one."
    if counts.failures:
        yield ""
        yield "Not read, by reason:"
        for reason in counts.failures[:SHOWN]:
            yield f"  {reason.captures:,}  {one_line(reason.message)}"
        more = len(counts.failures) - SHOWN
        if more > 0:
            yield f"  and {more:,} other reasons (--format json lists all)"


def size_words(n: int) -> str:
    """A number of bytes as people say it: "1.4 MB"."""
    if n < 1000:
        return f"{n} bytes"
    size, place = n / 1000, 0
    while size >= 1000 and place < len(UNITS) - 1:
        size, place = size / 1000, place + 1
    return f"{size:.1f} {UNITS[place]}"
