"""Which predicted statement answers which expected one, and how well.

A pair is admissible when the token sets of the contents have a Jaccard index of at least 0.5. Pairs are taken greedily: those
that agree on source and cue first, then by falling Jaccard, then in the order given. Each side is used once.

    found   the pair is admissible
    right   found, and sources share a token or are both absent, and so do the cues
    tight   found with a content Jaccard of at least 0.8, and source and cue Jaccard of at least 0.5 each (or both absent)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.evaluate.tokens import Pair, TokenIndex, TokenSet, jaccard

ROLES = ("source", "cue", "content")
LEVELS = ("found", "right", "tight")
ADMISSIBLE = 0.5
TIGHT_CONTENT = 0.8
TIGHT_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement for comparison: spans and token sets by role, and the record it came from."""

    spans: Mapping[str, tuple[Pair, ...]]
    tokens: Mapping[str, TokenSet]
    record: Mapping[str, Any] = field(default_factory=dict)


def relation(record: Mapping[str, Any], index: TokenIndex, roles: Iterable[str] = ROLES) -> Relation:
    """The record's spans as token sets; a missing role counts as empty."""
    spans = {role: tuple((start, end) for start, end in record.get(role) or ()) for role in roles}
    return Relation(spans, {role: index.tokens(pairs) for role, pairs in spans.items()}, record)


def agree(expected: Relation, found: Relation, *, level: str) -> bool:
    """Whether a pair that is admissible already reaches the level."""
    if level == "found":
        return True
    for role in ("source", "cue"):
        left, right = expected.tokens[role], found.tokens[role]
        if not left and not right:
            continue
        if level == "right" and not left & right:
            return False
        if level == "tight" and jaccard(left, right) < TIGHT_OTHER:
            return False
    return level != "tight" or jaccard(expected.tokens["content"], found.tokens["content"]) >= TIGHT_CONTENT


def pairs(expected: Sequence[Relation], found: Sequence[Relation]) -> list[tuple[int, int]]:
    """Numbers of the paired relations (expected, found), best pairs first."""
    candidates = []
    for i, left in enumerate(expected):
        for j, right in enumerate(found):
            if left.tokens["content"] & right.tokens["content"]:
                similarity = jaccard(left.tokens["content"], right.tokens["content"])
                if similarity >= ADMISSIBLE:
                    candidates.append((not agree(left, right, level="right"), -similarity, i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    result = []
    for _, _, i, j in sorted(candidates):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            result.append((i, j))
    return result
