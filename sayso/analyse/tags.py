"""The tag scheme, spans from tags, and what connects spans: shared by the reader and by the training code.

Two layers of tags are read in one pass: layer 0 marks the article's statements, layer 1 those that stand inside the content of
one. Each layer is a BIO sequence over units with four roles, decoded by a linear-chain CRF (Lafferty et al. 2001) whose
impossible steps are closed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content", "relay")
LABELS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
N_LABELS = len(LABELS)
N_LAYERS = 2
LINK_DIM = 64

# Label heads: name -> (labels, parts of the statement they are pooled over).
KIND_LABELS = ("person", "group", "organisation", "media", "document")
NAMED_LABELS = ("unnamed", "named")
FORCE_LABELS = ("states", "claims", "confirms", "denies", "accuses", "evaluates", "believes", "asks", "promises")
CERTAINTY_LABELS = ("certain", "probable", "possible", "unknown")
POLARITY_LABELS = ("positive", "negative")
HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "source_kind": (KIND_LABELS, ("source",)),
    "source_named": (NAMED_LABELS, ("source",)),
    "force": (FORCE_LABELS, ("cue", "content")),
    "certainty": (CERTAINTY_LABELS, ("cue", "content")),
    "polarity": (POLARITY_LABELS, ("cue", "content")),
}


def head_columns() -> dict[tuple[str, str], tuple[int, int]]:
    """(head, part) -> columns [start, end) of the unit features; the last column of each holds the attention weight."""
    out, at = {}, 0
    for name, (labels, parts) in HEADS.items():
        for part in parts:
            out[name, part] = (at, at + len(labels) + 1)
            at += len(labels) + 1
    return out


HEAD_COLUMNS = head_columns()
N_HEAD_COLUMNS = max(end for _, end in HEAD_COLUMNS.values())
# Columns of the unit features behind those of the tags.
HEADS_AT = slice(N_LAYERS * N_LABELS, N_LAYERS * N_LABELS + N_HEAD_COLUMNS)
LINKS_AT = slice(HEADS_AT.stop, None)
N_FEATURES = N_LAYERS * N_LABELS + N_HEAD_COLUMNS + 2 * len(ROLES) * LINK_DIM


class UnitSpan(NamedTuple):
    """Units first..last, both inclusive."""

    first: int
    last: int


def start_mask() -> NDArray[np.bool_]:
    """bool [label]: labels that may open a sequence."""
    return np.array([label[0] != "I" for label in LABELS])


def step_mask() -> NDArray[np.bool_]:
    """bool [from label, to label]: steps that keep BIO sound."""
    ok = np.ones((N_LABELS, N_LABELS), bool)
    for j, label in enumerate(LABELS):
        if label[0] == "I":
            ok[:, j] = [other[2:] == label[2:] for other in LABELS]
    return ok


def spans_from_tags(tags: list[int]) -> dict[str, list[UnitSpan]]:
    """Spans of each role in order; an I without its B opens a span too."""
    out: dict[str, list[UnitSpan]] = {role: [] for role in ROLES}
    role, first = "", 0
    for i, tag in enumerate([*tags, 0]):
        label = LABELS[tag]
        if role and label != f"I-{role}":
            out[role].append(UnitSpan(first, i - 1))
            role = ""
        if label != "O" and not role:
            role, first = label[2:], i
    return out


BUCKETS = np.array([0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 120])
N_DISTANCES = 2 * len(BUCKETS) + 1
N_RELATIONS = 9
REACH = 400  # units a cue may lie from its source or content


def pair_features(
    cues: list[UnitSpan], others: list[UnitSpan], paragraph: NDArray[np.int32], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How each cue lies to each other span: (distance, relation), int64 [cue, other].

    The distance is a bucket of the signed distance in units: before the cue, behind it; the last one means that they overlap.
    The relation is paragraphs apart (0, 1, 2 or more) times 3 plus the number of other cues between (0, 1, 2 or more).

    Args:
        cues, others: neither empty.
        paragraph: int32 [unit].
        starts: first units of all cues of the text, rising.
    """
    c_first, c_last = (np.array(x)[:, None] for x in zip(*cues, strict=True))
    o_first, o_last = (np.array(x)[None] for x in zip(*others, strict=True))
    before, behind = o_last < c_first, o_first > c_last
    gap = np.where(before, c_first - o_last - 1, o_first - c_last - 1)
    bucket = np.searchsorted(BUCKETS, np.maximum(gap, 0), "right") - 1
    distance = np.where(before, bucket, np.where(behind, len(BUCKETS) + bucket, N_DISTANCES - 1))
    low, high = np.minimum(c_last, o_last), np.maximum(c_first, o_first)
    between = np.searchsorted(starts, high, "left") - np.searchsorted(starts, low, "right")
    apart = np.abs(paragraph[c_first] - paragraph[o_first])
    return distance, np.minimum(apart, 2) * 3 + np.clip(between, 0, 2)
