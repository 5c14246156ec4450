"""Two stretches of text beside each other, with the words marked that only one of them has; neither counts as the older one."""

from dataclasses import dataclass

from sayso.match.words import Kind, differences
from sayso.records.links import Likeness
from sayso.show.wording import one_line

LIKE = {Likeness.SAME: "same words", Likeness.EDITED: "edited", Likeness.REWRITE: "other words"}
_OPENING = tuple("“‘„«\"'")
QUOTED = 90
"""Characters of a passage that are quoted where there is no room for all of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stretch.

    Attributes:
        own: whether the other stretch does not have it.
    """

    text: str
    own: bool


Parts = tuple[Part, ...]


def beside(left: str, right: str) -> tuple[Parts, Parts]:
    """Both stretches in parts, which together are the stretch; no empty ones."""
    changes = differences(left, right)
    sides = ([(left[slice(*one.left)], one.kind) for one in changes], [(right[slice(*one.right)], one.kind) for one in changes])
    ours, theirs = (tuple(part for text, kind in side for part in _parts(text, kind)) for side in sides)
    return ours, theirs


def quoted(text: str) -> str:
    """The beginning of a passage, on one line, in quotation marks unless it begins with its own."""
    line = one_line(text)
    if len(line) > QUOTED:
        line = line[:QUOTED].rsplit(" ", 1)[0] + " …"
    return line if line[:1] in _OPENING else f"“{line}”"


def _parts(text: str, kind: Kind) -> Parts:
    """The white space behind words that are marked is not marked."""
    bare = text.rstrip()
    if kind is Kind.EQUAL or not bare:
        return (Part(text, own=False),) if text else ()
    space = text[len(bare) :]
    return (Part(bare, own=True), *((Part(space, own=False),) if space else ()))
