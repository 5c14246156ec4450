"""What a site asks of programs: robots.txt. Source: RFC 9309; the longest matching rule wins, "allow" on a tie."""

from dataclasses import dataclass
from urllib.parse import unquote

LONGEST = 512 * 1024
MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one robots.txt for one program: (pattern, allowed), in the order of the file."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, path: str) -> bool:
        """Whether a page may be fetched.

        Args:
            path: path and query of its address.
        """
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, _plain(path))]
        return max(matching)[1] if matching else True


NOTHING_SAID = Rules()
NOTHING_ALLOWED = Rules((("/", False),))


def rules_for(text: str, *, program: str) -> Rules:
    """The rules that a robots.txt holds for a program: those of the groups that name it, else of the groups for "*"."""
    named: list[tuple[str, bool]] = []
    general: list[tuple[str, bool]] = []
    agents: list[str] = []
    in_rules = False
    has_named = False
    for line in text[:LONGEST].splitlines():
        key, colon, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [] if in_rules else agents
            in_rules = False
            agents.append(value.lower())
            has_named |= value.lower() == program
        elif key in ("allow", "disallow"):
            in_rules = True
            if not value:
                continue
            rule = (_plain(value), key == "allow")
            if program in agents:
                named.append(rule)
            if "*" in agents:
                general.append(rule)
    return Rules(tuple((named if has_named else general)[:MOST_RULES]))


def _plain(path: str) -> str:
    return unquote(path, errors="replace")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with "*" (anything) and a last "$" (the end) fits the start of a path; linear, no backtracking."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if not others:
        return not anchored or place == len(path)
    for part in others[:-1]:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    last = others[-1]
    if anchored:
        return len(path) - len(last) >= place and path.endswith(last)
    return path.find(last, place) >= 0
