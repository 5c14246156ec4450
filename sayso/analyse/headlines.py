"""Reports in the form of headlines, where the model marked none: "Five hurt in fall - police", "Officials: talks to resume".

A line of its own, without a full stop, that says something and names who says it, set apart by a dash or a colon. Who says it
must be a word for a party that speaks, not a name: "Bridge closes - Port Ellis Herald" names where the line stands.
"""

import re
from collections.abc import Sequence

from sayso.analyse.assemble import Draft
from sayso.analyse.encoding import Units
from sayso.analyse.quotations import trimmed
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

PARTY = r"(?:coast guard|central bank|spokes(?:man|woman|person|people)|{})".format(
    "|".join(
        """police officials? authorities prosecutors? investigators? inspectors? ministry ministers? government military army
        navy sources? witness(?:es)? residents? aides? lawyers? doctors? hospitals? medics? rescuers? firefighters experts?
        analysts? scientists? researchers? economists? diplomats? activists? unions? court judge mayor governor regulators?
        watchdog charity operator report study survey poll agency company council embassy UN EU NATO WHO""".split()
    )
)
# Up to four words before it, "senior health" or "Port Ellis fire", none of them a verb: then the line would say something else.
NAMED = rf"(?:(?!(?:said|says|to|is|are|was|were|has|have|will|and|for|of|in|on|at)\b)[\w’'.&-]+ ){{0,4}}?{PARTY}"
BEHIND = re.compile(rf"^(?P<content>.{{12,160}}?\w[”\"’)]?)\s+(?P<cue>[-–—])\s+(?P<source>(?:the )?{NAMED})$", re.IGNORECASE)
AFTER = re.compile(rf"^(?P<content>.{{12,160}}?\w[”\"’)]?)(?P<cue>:)\s+(?P<source>(?:the )?{NAMED})$", re.IGNORECASE)
BEFORE = re.compile(rf"^(?!sources?:)(?P<source>{NAMED})(?P<cue>:)\s+(?P<content>[^:]{{12,160}}\w[”\"’)]?)$", re.IGNORECASE)
LEAST_WORDS = 3
SURE = 0.8


def headlines(units: Units, drafts: Sequence[Draft]) -> list[Draft]:
    """Further drafts, in order of the text: none in a line in which a statement is marked already."""
    text, out = units.words.text, []
    marked = sorted(span.start for draft in drafts for span in (*draft.content, *draft.cue))
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip()
        found = next((m for m in (form.match(words) for form in (BEHIND, AFTER, BEFORE)) if m), None)
        if found is None or any(line.start() <= at < line.end() for at in marked):
            continue
        shift = line.start() + len(line[0]) - len(line[0].lstrip())
        places = {part: Span(*(shift + at for at in found.span(part))) for part in ("content", "cue", "source")}
        content = trimmed(units.words, [places["content"]])
        covered = {part: units.between(*place) for part, place in places.items()}
        if not content or len(found["content"].split()) < LEAST_WORDS or not all(covered.values()):
            continue
        spans = {part: [UnitSpan(some[0], some[-1])] for part, some in covered.items()}
        sure = {"cue": SURE, "content": SURE, "source": SURE}
        out.append(Draft({"relay": [], **spans}, sure, content=content, cue=[places["cue"]], source=[places["source"]]))
    return out
