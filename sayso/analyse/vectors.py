"""Texts -> vectors whose cosines tell how alike their meanings are: for candidates among statements, not for a verdict.

The reader's network computes them on the side: a small head (`vectors.onnx`) takes what three of its layers hold of a text.
Names are read as they are written here, not by their kinds; case and quotation marks do not count. A text is run by itself,
since the 8-bit network scales its numbers over all that is run together: so no vector depends on the texts beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sayso.analyse.encoding import CLS, SEP, pieces_of
from sayso.analyse.model import Model, session_of
from sayso.analyse.words import split_words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

METHOD = "vectors@1"
DIMENSION = 256
LAYERS = (0, 2, 4)
"""Layers of the reader that the head gets: 0 is what the first block gets, k what the k-th gives."""
NAMES = tuple(f"layer_{k}" for k in LAYERS)
WINDOW = 128
"""Word pieces; what a text has beyond them is left off."""
LOWER = 3
"""The case class of lower-case words."""


@dataclass(frozen=True)
class Encoder:
    """Gives vectors; shares the model, and so its memory, with the reader that it is given.

    Attributes:
        model: the reader's model.
        folder: where `vectors.onnx` lies; None for the shipped one.
    """

    model: Model
    folder: Path | None = None

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "Encoder":
        """An encoder with a model of its own: the shipped one, or the one in `folder`.

        Raises:
            ModelMissing: the files are absent or cannot be read.
        """
        return cls(Model.load(folder, threads=threads), folder)

    @property
    def method(self) -> str:
        """Name and version of the vectors; only those of the same method can be compared."""
        return METHOD

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of unit length (to four decimals), float32 [text, DIMENSION], in order; zeros for a text without words.

        The same text always gives the same numbers on the same kind of machine, whatever stands beside it.

        Raises:
            ModelMissing: the head is absent or cannot be read.
        """
        out = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in zip(out, texts, strict=True):
            window = pieces(text)
            if len(window) > 2:
                layers = self.model.session.run(NAMES, layer_inputs([window]))
                found: Any = self._head.run(None, dict(zip(NAMES, layers, strict=True)))[0]
                row[:] = np.round(found[0] / np.linalg.norm(found[0]), 4)
        return out

    @cached_property
    def _head(self) -> "InferenceSession":
        return session_of("vectors.onnx", self.folder)


def pieces(text: str) -> list[int]:
    """Word pieces of a text between separators, at most WINDOW."""
    ids = [CLS]
    for form in split_words(text).forms:
        ids += pieces_of(form)
        if len(ids) >= WINDOW:
            break
    return [*ids[: WINDOW - 1], SEP]


def layer_inputs(windows: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    """What the reader's network gets for windows of the same length."""
    ids = np.array(windows, np.int64)
    case = np.full_like(ids, LOWER)
    case[:, [0, -1]] = 0
    return {"ids": ids, "mask": np.ones_like(ids), "case": case, "quotation": np.zeros_like(ids)}
