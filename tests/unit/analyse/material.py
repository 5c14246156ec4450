"""Hand-made model output: features that spell out given tags, and decoder weights that link what lies nearest."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from sayso.analyse import tags as T
from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.decode import Parameters
from sayso.analyse.encoding import Units, encode
from sayso.records.anchors import Span

Floats = NDArray[np.float32]
Marked = Mapping[str, Iterable[str]]  # role -> the stretches of text that bear it


def place(text: str, words: str, after: int = 0) -> Span:
    """The first stretch of `text` that reads `words`, from `after` on."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def parameters(**changed: Floats) -> Parameters:
    """Weights of a decoder that knows only which tag may follow which, and that near things belong together."""
    near = np.concatenate([-np.arange(len(T.BUCKETS)), -np.arange(len(T.BUCKETS)), [0]]).astype(np.float32)
    link: dict[str, Floats] = {}
    for role in ("source", "content", "relay"):
        link[f"{role}_weight"] = np.zeros((T.LINK_DIM, T.LINK_DIM), np.float32)
        link[f"{role}_distance"] = near * 4
        link[f"{role}_relation"] = np.zeros(T.N_RELATIONS, np.float32)
        link[f"{role}_none"] = np.zeros(T.LINK_DIM, np.float32)
        link[f"{role}_bias"] = np.array(-60, np.float32)
    start = np.where(T.start_mask(), 0, -1e4).astype(np.float32)
    steps = np.where(T.step_mask(), 0, -1e4).astype(np.float32)
    return Parameters(np.stack([start] * T.N_LAYERS), np.stack([steps] * T.N_LAYERS), link | changed, {})


def features(units: Units, *layers: Marked) -> Floats:
    """Unit features whose best tags mark the given stretches, first the outer layer, then the inner one."""
    out = np.zeros((len(units), T.N_FEATURES), np.float32)
    for k in range(T.N_LAYERS):
        tags = np.zeros(len(units), int)
        for role, stretches in (layers[k] if k < len(layers) else {}).items():
            at = 0
            for words in stretches:
                span = place(units.words.text, words, at)
                at = span.end
                covered = units.between(*span)
                tags[covered[0]] = T.LABELS.index(f"B-{role}")
                tags[covered[0] + 1 : covered[-1] + 1] = T.LABELS.index(f"I-{role}")
        out[np.arange(len(units)), k * T.N_LABELS + tags] = 12
    return out


def read(text: str, *layers: Marked) -> list[Draft]:
    """Drafts of `text` as a model would give them that marks these stretches."""
    units = encode(text)
    return drafts(units, features(units, *layers), parameters())


def shown(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]
