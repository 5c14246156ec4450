"""Times as people write them, with their zone where it is known."""

import re

from sayso.show.wording import one_line
from sayso.trace.articles import Moment


def dated(value: str | None) -> str:
    """A date or time as people write it, in UTC where its zone is known: "2024-05-17 08:30 UTC"."""
    moment = Moment.of(value)
    if value is None or moment is None:
        return one_line(value or "") or "no date"
    if moment.first != moment.last:
        return f"{moment.first:%Y-%m-%d}"
    zone = " UTC" if re.search(r"(?:Z|[+-]\d\d:?\d\d)$", value.strip()) else ""
    return f"{moment.first:%Y-%m-%d %H:%M}{zone}"
