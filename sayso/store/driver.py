"""Which SQLite the store runs on, what is safe with it, and what its errors mean."""

from functools import cache
from importlib import import_module
from types import ModuleType

from sayso.errors import QueryInvalid, SaysoError, StoreUnusable

_REBUILD = "`sayso rebuild` makes it anew from the archive."

# What SQLite's primary result codes mean to a user. A code that is not here is a fault of this program.
BUSY, INTERRUPTED = 5, 9
_MEANINGS = {
    BUSY: ("another process has been writing to it for too long.", "Wait until that process has ended, then try again."),
    7: ("memory ran out.", "Close other programs, then try again."),
    8: ("it may not be written to.", "Check the permissions of the file and its folder."),
    INTERRUPTED: ("this took too long and was stopped.", "Ask for less at a time."),
    10: ("the disk does not read or write it.", "Make room on the disk, or check it, then try again."),
    11: ("it is damaged.", _REBUILD),
    13: ("the disk is full; nothing of this step was written.", "Make room on the disk, then try again."),
    14: ("it cannot be opened.", "Check that its folder is there and may be written to."),
    26: ("it is no database, or it is damaged.", _REBUILD),
}


@cache
def sqlite() -> ModuleType:
    """The module that talks to SQLite: pysqlite3, with a repaired SQLite, where it is installed, else the one of Python."""
    try:
        return import_module("pysqlite3")
    except ImportError:
        return import_module("sqlite3")


def journal_mode_for(version: tuple[int, int, int]) -> str:
    """The journal mode that is safe with a version of SQLite: "wal" or "delete".

    From 3.7.0 to 3.51.2, a checkpoint that meets a reset of the write-ahead log by another connection can lose committed pages
    (https://sqlite.org/wal.html#walresetbug). That was repaired in 3.51.3, and for the older branches in 3.50.7 and 3.44.6. Two
    processes that add at once are just that case, so the log is used only where it is known to be safe.
    """
    repaired = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if repaired else "delete"


def meaning_of(error: BaseException, name: str) -> SaysoError | None:
    """What an error of SQLite means to a user, or None when it is a fault of this program; `name` is what it happened to."""
    code = code_of(error)
    if code not in _MEANINGS:
        return None
    message, hint = _MEANINGS[code]
    return QueryInvalid(message, hint=hint) if code == INTERRUPTED else StoreUnusable(message, name, hint)


def code_of(error: BaseException) -> int:
    """SQLite's primary result code of an error; 0 when it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
