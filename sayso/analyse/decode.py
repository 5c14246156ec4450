"""From unit features to spans and links: the CRF layers and the linker, in numpy.

Paragraphs are decoded apart (no span crosses one), all of a document at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.analyse import tags as T
from sayso.analyse.tags import UnitSpan

Floats = NDArray[np.float32]
FORBIDDEN = np.float32(-1e4)
BLOCK = 128  # cues, or other spans, whose pairs are scored at once


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the decoder needs beside the features.

    Attributes:
        start: float32 [layer, label]. steps: float32 [layer, from, to]. Impossible moves are already closed.
        link: weights of the linker by name (see training/net.py).
        calibration: per field (slope, offset) on the logit of the raw confidence.
    """

    start: Floats
    steps: Floats
    link: dict[str, Floats]
    calibration: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """A span with the probability that it is right."""

    span: UnitSpan
    p: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with what belongs to it: (index of the span, probability of the link)."""

    cue: int
    source: tuple[int, float] | None
    contents: tuple[tuple[int, float], ...]
    relays: tuple[tuple[int, float], ...]


def paragraphs_of(paragraph: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Units [first, last) of each paragraph, in order."""
    if not len(paragraph):
        return []
    cuts = (np.flatnonzero(np.diff(paragraph)) + 1).tolist()
    return list(zip([0, *cuts], [*cuts, len(paragraph)], strict=True))


def _padded(emissions: Floats, parts: list[tuple[int, int]]) -> tuple[Floats, NDArray[np.int64]]:
    lengths = np.array([b - a for a, b in parts])
    out = np.zeros((len(parts), int(lengths.max()), emissions.shape[1]), np.float32)
    for k, (a, b) in enumerate(parts):
        out[k, : b - a] = emissions[a:b]
    return out, lengths


def best_tags(
    emissions: Floats, start: Floats, steps: Floats, parts: list[tuple[int, int]]
) -> tuple[NDArray[np.int64], Floats]:
    """Viterbi tags int64 [unit] and posterior marginals float32 [unit, label], each part decoded apart.

    Args:
        emissions: float32 [unit, label].
        parts: units [first, last) of each sequence.
    """
    tags = np.zeros(len(emissions), np.int64)
    marginals = np.zeros_like(emissions)
    moves = np.exp(steps.astype(np.float64))
    order = sorted(range(len(parts)), key=lambda k: parts[k][1] - parts[k][0])
    for i in range(0, len(order), 16):  # sequences of like length together, so that little is padded
        group = [parts[k] for k in order[i : i + 16]]
        em, lengths = _padded(emissions, group)
        path, posterior = _viterbi(em, lengths, start, steps), _posterior(em, lengths, np.exp(start.astype(np.float64)), moves)
        for k, (a, b) in enumerate(group):
            tags[a:b] = path[k, : b - a]
            marginals[a:b] = posterior[k, : b - a]
    return tags, marginals


def _viterbi(em: Floats, lengths: NDArray[np.int64], start: Floats, steps: Floats) -> NDArray[np.int64]:
    """The best labels int64 [sequence, unit] of emissions [sequence, unit, label]; anything beyond the ends."""
    n, longest, _ = em.shape
    back = np.zeros(em.shape, np.int8)
    best = start + em[:, 0]
    ends = {0: best}
    for t in range(1, longest):
        moves = best[:, :, None] + steps
        back[:, t] = moves.argmax(1)
        best = moves.max(1) + em[:, t]
        ends[t] = best
    rows, last = np.arange(n), lengths - 1
    path = np.zeros((n, longest), np.int64)
    current = np.array([ends[t][row].argmax() for row, t in enumerate(last.tolist())])
    for t in range(longest - 1, -1, -1):
        path[:, t] = current
        if t:
            current = np.where(t <= last, back[rows, t, current], current)
    return path


def _posterior(
    em: Floats, lengths: NDArray[np.int64], start: NDArray[np.float64], moves: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Forward-backward: posterior marginals [sequence, unit, label]; anything beyond the ends.

    In probabilities that are scaled at every unit (Rabiner 1989), not in logarithms: a product of matrices is far cheaper.
    """
    n, longest, labels = em.shape
    odds = np.exp((em - em.max(2, keepdims=True)).astype(np.float64))
    ahead = np.empty((n, longest, labels))
    scale = np.empty((n, longest, 1))
    ahead[:, 0] = start * odds[:, 0]
    for t in range(longest):
        if t:
            ahead[:, t] = (ahead[:, t - 1] @ moves) * odds[:, t]
        scale[:, t] = ahead[:, t].sum(1, keepdims=True)
        ahead[:, t] /= scale[:, t]
    behind = np.ones((n, labels))
    inside = np.arange(longest) < lengths[:, None]
    for t in range(longest - 1, 0, -1):
        ahead[:, t] *= behind
        behind = np.where(inside[:, t, None], (odds[:, t] * behind) @ moves.T / scale[:, t], 1.0)
    ahead[:, 0] *= behind
    return ahead


def spans_with_confidence(tags: NDArray[np.int64], marginals: Floats, parts: list[tuple[int, int]]) -> dict[str, list[Found]]:
    """Spans of each role, in order, with the lower of the marginals at their two ends."""
    out: dict[str, list[Found]] = {role: [] for role in T.ROLES}
    for a, b in parts:
        for role, spans in T.spans_from_tags(tags[a:b].tolist()).items():
            for span in spans:
                moved = UnitSpan(span.first + a, span.last + a)
                opens = marginals[moved.first, T.LABELS.index(f"B-{role}")]
                inside = marginals[moved.last, T.LABELS.index(f"I-{role}")] if moved.last > moved.first else opens
                after = 1.0 - (marginals[moved.last + 1, T.LABELS.index(f"I-{role}")] if moved.last + 1 < b else 0.0)
                out[role].append(Found(moved, float(min(opens, inside, after))))
    return out


def _vectors(links: Floats, role: str, spans: list[UnitSpan]) -> Floats:
    at = 2 * T.ROLES.index(role) * T.LINK_DIM
    firsts, lasts = [s.first for s in spans], [s.last for s in spans]
    edge = links[firsts, at : at + T.LINK_DIM] + links[lasts, at + T.LINK_DIM : at + 2 * T.LINK_DIM]
    vectors: Floats = np.tanh(edge)
    return vectors


def _softmax(x: Floats, axis: int) -> Floats:
    e = np.exp(x - x.max(axis, keepdims=True))
    out: Floats = e / e.sum(axis, keepdims=True)
    return out


def link(links: Floats, spans: dict[str, list[Found]], paragraph: NDArray[np.int32], parameters: Parameters) -> list[Linked]:
    """What belongs to each cue, in order of the cues; contents and relays each go to one cue or to none.

    Only pairs within reach are looked at, a block at a time, so that time and memory grow with the length of the text and not
    with its square.

    Args:
        links: float32 [unit, 2 * roles * LINK_DIM].
        spans: by role, in order of the text.
    """
    cues = [found.span for found in spans["cue"]]
    if not cues:
        return []
    p = parameters.link
    cue_vectors = _vectors(links, "cue", cues)
    starts = np.array([cue.first for cue in cues])
    sources: list[tuple[int, float] | None] = [None] * len(cues)
    owned: dict[str, list[list[tuple[int, float]]]] = {"content": [[] for _ in cues], "relay": [[] for _ in cues]}
    for role in ("source", "content", "relay"):
        others = [found.span for found in spans[role]]
        if not others:
            continue
        vectors = _vectors(links, role, others)
        firsts = np.array([other.first for other in others])

        def scores(c: slice, o: slice, role: str = role, others: list[UnitSpan] = others, vectors: Floats = vectors) -> Floats:
            if c.start == c.stop or o.start == o.stop:
                return np.zeros((c.stop - c.start, o.stop - o.start), np.float32)
            raw = cue_vectors[c] @ p[f"{role}_weight"] @ vectors[o].T
            distance, relation = T.pair_features(cues[c], others[o], paragraph, starts)
            raw += p[f"{role}_distance"][distance] + p[f"{role}_relation"][relation]
            near: Floats = np.where(np.abs(starts[c][:, None] - firsts[o][None]) > T.REACH, FORBIDDEN, raw)  # noqa: B023
            return near

        if role == "source":
            none = cue_vectors @ p["source_none"] + p["source_bias"]
            for block in _blocks(len(cues)):
                reach = _within(firsts, starts[block])
                share = _softmax(np.concatenate([scores(block, reach), none[block, None]], 1), 1)
                for i, row in enumerate(share, block.start):
                    j = int(row.argmax())
                    if j < reach.stop - reach.start:
                        sources[i] = (j + reach.start, float(row[j]))
        else:
            none = vectors @ p[f"{role}_none"] + p[f"{role}_bias"]
            for block in _blocks(len(others)):
                reach = _within(starts, firsts[block])
                share = _softmax(np.concatenate([scores(reach, block).T, none[block, None]], 1), 1)
                for j, row in enumerate(share, block.start):
                    i = int(row.argmax())
                    if i < reach.stop - reach.start:
                        owned[role][i + reach.start].append((j, float(row[i])))
    return [Linked(i, sources[i], tuple(owned["content"][i]), tuple(owned["relay"][i])) for i in range(len(cues))]


def _blocks(n: int) -> list[slice]:
    """Consecutive slices that cover n items."""
    return [slice(a, min(a + BLOCK, n)) for a in range(0, n, BLOCK)]


def _within(firsts: NDArray[np.int64], block: NDArray[np.int64]) -> slice:
    """The items (by their first units, rising) within reach of some item of the block."""
    low = int(np.searchsorted(firsts, block[0] - T.REACH, "left"))
    return slice(low, int(np.searchsorted(firsts, block[-1] + T.REACH, "right")))


def head_probabilities(heads: Floats, head: str, parts: dict[str, list[int]]) -> Floats | None:
    """Probabilities float32 [label] of one head for one statement; None when it has none of the head's parts.

    Args:
        heads: float32 [unit, N_HEAD_COLUMNS].
        parts: units of source, cue and content.
    """
    logits: Floats | None = None
    for part in T.HEADS[head][1]:
        units = parts.get(part)
        if not units:
            continue
        start, end = T.HEAD_COLUMNS[head, part]
        block = heads[units, start:end]
        pooled = _softmax(block[:, -1], 0) @ block[:, :-1]
        logits = pooled if logits is None else logits + pooled
    return None if logits is None else _softmax(logits, 0)
