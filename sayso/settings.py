"""Everything that can be set, as data: read once by the command line, passed down, never changed.

Sources, later ones win: the defaults below, a TOML file, environment variables (`SAYSO_WORKERS`), options of the command.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from sayso.errors import NotFound, SettingInvalid

PREFIX = "SAYSO_"
FILE_VARIABLE = "SAYSO_CONFIG"
NOT_SETTINGS = frozenset({FILE_VARIABLE, "SAYSO_DATA", "SAYSO_CHROMIUM", "SAYSO_WORKSPACE"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: its default, the smallest and largest value, the unit, and what it does."""

    name: str
    default: int
    least: int
    most: int
    unit: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("workers", 1, 1, 256, "processes", "How many processes read articles side by side."),
    Setting("parse_time", 30, 1, 3600, "seconds", "How long one article may take to parse before it is given up."),
    Setting("parse_memory", 1024, 64, 65536, "MiB", "How much memory parsing one article may take."),
    Setting("parse_inflated", 64, 1, 4096, "MiB", "How large one file may become when it is unpacked."),
    Setting("input_size", 64, 1, 4096, "MiB", "How large one file or page may be."),
    Setting("fetch_timeout", 20, 1, 600, "seconds", "How long to wait for a web page."),
    Setting("fetch_pause", 2, 0, 3600, "seconds", "How long to wait between two requests to one site."),
    Setting("watch_interval", 15, 1, 1440, "minutes", "How often one feed is asked at most."),
    Setting("fetch_redirects", 5, 0, 20, "redirects", "How many redirects to follow when fetching a web page."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One value for each of SETTINGS, under the same names and in the same units."""

    workers: int = 1
    parse_time: int = 30
    parse_memory: int = 1024
    parse_inflated: int = 64
    input_size: int = 64
    fetch_timeout: int = 20
    fetch_pause: int = 2
    watch_interval: int = 15
    fetch_redirects: int = 5


def load(options: Mapping[str, int | None], *, environment: Mapping[str, str], file: Path | None = None) -> Settings:
    """The settings in force.

    Args:
        options: values given on the command line; None means not given.
        environment: the environment; `SAYSO_<NAME>` for each setting, `SAYSO_CONFIG` for the file.
        file: a TOML file of `name = number` lines; wins over `SAYSO_CONFIG`.

    Raises:
        NotFound: the file does not exist.
        SettingInvalid: a name is unknown, or a value is no whole number or outside its range.
    """
    named_file = file or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    values: dict[str, int] = {}
    if named_file is not None:
        values.update(_from_file(named_file))
    values.update(_from_environment(environment))
    for name, value in options.items():
        if value is not None:
            values[name] = _checked(name, value, where="on the command line")
    return Settings(**values)


def _from_file(path: Path) -> dict[str, int]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise NotFound("there is no such settings file.", str(path), "Check the path, or leave the option out.") from exc
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingInvalid(f"the settings file cannot be read: {exc}.", str(path), "It must be TOML in UTF-8.") from exc
    return {name: _checked(name, value, where=f"in {path}") for name, value in content.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for variable, text in environment.items():
        if variable.startswith(PREFIX) and variable not in NOT_SETTINGS:
            name = variable.removeprefix(PREFIX).lower()
            value: object = int(text) if text.strip().lstrip("-").isdecimal() else text
            found[name] = _checked(name, value, where=f"in the environment variable {variable}")
    return found


def _checked(name: str, value: object, *, where: str) -> int:
    known = {setting.name: setting for setting in SETTINGS}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known settings: {', '.join(known)}."
        raise SettingInvalid(f"there is no such setting ({where}).", name, hint)
    setting = known[name]
    if not isinstance(value, int) or isinstance(value, bool) or not setting.least <= value <= setting.most:
        raise SettingInvalid(
            f"{value!r} ({where}) is not possible.",
            name,
            f"Give a whole number of {setting.unit} from {setting.least} to {setting.most}.",
        )
    return value


DEFAULTS = Settings()
assert {field.name for field in fields(Settings)} == {setting.name for setting in SETTINGS}
