"""The shipped model: an ONNX session and the decoder's weights."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sayso.analyse import tags as T
from sayso.analyse.decode import Parameters
from sayso.analyse.encoding import Units, Window
from sayso.errors import ModelMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WINDOW = 320  # word pieces
STRIDE = 0.8
INPUTS = ("ids", "mask", "case", "quotation")
OUTPUTS = ("features",)  # the file also gives what some layers hold, for vectors.py


def shipped_version() -> str:
    """name@version of the shipped model."""
    return (resources.files("sayso.analyse") / "model" / "VERSION").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Model:
    """Encoder session, decoder weights, and the name@version that every derived row carries."""

    session: "InferenceSession"
    parameters: Parameters
    method: str

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "Model":
        """The shipped model, or the one in `folder`.

        Raises:
            ModelMissing: the files are absent or cannot be read.
        """
        session = session_of("reader.onnx", folder, threads=threads)
        place = folder or _shipped()
        try:
            with np.load(place / "reader.npz", allow_pickle=False) as data:
                parameters = _parameters({name: data[name] for name in data.files})
            method = shipped_version() if folder is None else f"reader@{folder.name}"
        except Exception as error:  # numpy has no common error class
            raise _missing(place, error) from error
        return cls(session, parameters, method)

    def features(self, units: Units) -> NDArray[np.float32]:
        """float32 [unit, N_FEATURES]; where windows overlap, the one in whose middle a unit lies counts."""
        return self._run(len(units), units.windows(WINDOW, STRIDE))

    def features_apart(self, units: Units, parts: list[tuple[int, int]]) -> NDArray[np.float32]:
        """float32 [unit, N_FEATURES] with each part (units [first, last)) read as if it stood alone; zeros elsewhere."""
        return self._run(len(units), [units.window(a, b, WINDOW) for a, b in parts])

    def _run(self, n: int, windows: list[Window]) -> NDArray[np.float32]:
        out = np.zeros((n, T.N_FEATURES), np.float32)
        margin = np.full(n, -1)
        # One window at a time: the 8-bit network scales its numbers over all that is run together, and padding costs more than
        # running together saves.
        for window in windows:
            row: Any = self.session.run(OUTPUTS, _inputs(window))[0][0]
            place = np.arange(window.first, window.last)
            left = place - window.first if window.first else np.full(len(place), n)
            right = window.last - 1 - place if window.last < n else np.full(len(place), n)
            mine = np.minimum(left, right)
            better = mine > margin[place]
            out[place[better]] = row[np.array(window.heads)[better]]
            margin[place[better]] = mine[better]
        return out


def session_of(name: str, folder: Path | None = None, *, threads: int = 1) -> "InferenceSession":
    """An ONNX session with the file of that name in `folder`, or with the shipped one.

    Raises:
        ModelMissing: the file is absent or cannot be read.
    """
    import onnxruntime

    place = folder or _shipped()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(place / name), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no common error class
        raise _missing(place, error) from error


def _shipped() -> Path:
    return Path(str(resources.files("sayso.analyse") / "model"))


def _missing(place: Path, error: Exception) -> ModelMissing:
    return ModelMissing(f"the model cannot be loaded ({type(error).__name__})", str(place), "Install the package again.")


def _parameters(arrays: dict[str, NDArray[np.float32]]) -> Parameters:
    weights = {name.removeprefix("link_"): array for name, array in arrays.items() if name.startswith("link_")}
    calibration = {
        name.removeprefix("calibration_"): (float(array[0]), float(array[1]))
        for name, array in arrays.items()
        if name.startswith("calibration_")
    }
    return Parameters(arrays["start"], arrays["steps"], weights, calibration)


def _inputs(window: Window) -> dict[str, NDArray[np.int64]]:
    rows = (window.ids, [1] * len(window.ids), window.case, window.quotation)
    return {name: np.array([row], np.int64) for name, row in zip(INPUTS, rows, strict=True)}
