"""Who decides: the name that is kept in a workspace, so that it need not be given with every decision."""

import os
from pathlib import Path

from sayso.errors import SettingInvalid
from sayso.records.reviews import NAME_LIMIT, plain

REVIEWER = "reviewer.txt"


def kept_reviewer(folder: Path) -> str | None:
    """The name that somebody left in a workspace for all decisions made there, or None.

    Raises:
        SettingInvalid: what is kept is no name.
    """
    path = folder / REVIEWER
    try:
        return plain(str(path), path.read_text(encoding="utf-8"), limit=NAME_LIMIT)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingInvalid(
            f"it cannot be read ({type(exc).__name__}).", str(path), "Write a name into it, or remove it."
        ) from exc


def keep_reviewer(folder: Path, name: str) -> None:
    """Leave a name in a workspace for all decisions made there."""
    partial = folder / f"{REVIEWER}.{os.getpid()}"
    partial.write_text(plain("reviewer", name, limit=NAME_LIMIT) + "\n", encoding="utf-8")
    os.replace(partial, folder / REVIEWER)
