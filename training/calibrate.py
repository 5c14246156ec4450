"""Fits the calibration of the confidences, and writes it into an exported model.

    python training/calibrate.py MODELDIR --data DIR [--tuning FILE]

Platt scaling (Platt 1999): per field a slope and an offset on the logit of the raw confidence, by maximum likelihood.
Span fields are fitted on every other article of PolNeAR dev, label fields on the tuning set; `sayso eval calibration`
then measures on all of PolNeAR dev and on Wikinews dev.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from corpora import read_jsonl
from numpy.typing import NDArray

from sayso.analyse.model import Model
from sayso.analyse.qualify import EDGE
from sayso.analyse.reader import Reader
from sayso.evaluate.calibration import LABEL_FIELDS, SPAN_FIELDS, Case, cases_of
from sayso.parse.registry import parse
from sayso.records.documents import Capture
from sayso.show.jsonform import to_json

TUNING = Path(__file__).parent / "data" / "tuning.jsonl"


def fit(cases: list[Case]) -> tuple[float, float]:
    """(slope, offset) of the most likely Platt scaling, by Newton's method with a weak pull to the identity."""
    p = np.clip(np.array([c for c, _ in cases], np.float64), EDGE, 1 - EDGE)
    y = np.array([r for _, r in cases], np.float64)
    x = np.stack([np.log(p / (1 - p)), np.ones_like(p)], 1)
    identity = np.array([1.0, 0.0])

    def loss(w: NDArray[np.float64]) -> float:
        z = x @ w
        return float(np.logaddexp(0, z).sum() - y @ z + ((w - identity) ** 2).sum() / 2)

    w: NDArray[np.float64] = identity
    for _ in range(100):
        q = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (q - y) + (w - identity)
        hessian = (x * (q * (1 - q))[:, None]).T @ x + np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while loss(w - size * step) > loss(w) and size > 1e-6:
            size /= 2
        w = w - size * step
        if np.abs(step).max() < 1e-6:
            break
    return float(w[0]), float(w[1])


def readings(reader: Reader, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the reader says of each record's text, as JSON data, in order."""
    out = []
    for record in records:
        capture = Capture(record["text"].encode("utf-8", "surrogatepass"), "text", "jsonl", "text/plain", "utf-8")
        out.append(to_json(reader.read(parse(capture))))
    return out


def gather(reader: Reader, records: list[dict[str, Any]], fields: tuple[str, ...]) -> dict[str, list[Case]]:
    """Raw confidence and whether it was right, per field, over all records."""
    cases: dict[str, list[Case]] = {field: [] for field in fields}
    for record, found in zip(records, readings(reader, records), strict=True):
        for field, some in cases_of(record, found).items():
            if field in cases:
                cases[field] += some
    return cases


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--tuning", type=Path, default=TUNING)
    o = p.parse_args()
    with np.load(o.model / "reader.npz") as data:
        arrays = {k: data[k] for k in data.files if not k.startswith("calibration_")}
    np.savez(o.model / "reader.npz", **arrays)
    reader = Reader(Model.load(o.model, threads=2))
    dev = list(read_jsonl(o.data / "attribution" / "polnear-dev.jsonl.xz"))[1::2]
    cases = gather(reader, dev, SPAN_FIELDS) | gather(reader, list(read_jsonl(o.tuning)), LABEL_FIELDS)
    for field, some in cases.items():
        slope, offset = fit(some)
        arrays[f"calibration_{field}"] = np.array([slope, offset], np.float32)
        print(f"{field}: {len(some)} cases, slope {slope:.3f}, offset {offset:.3f}")
    np.savez(o.model / "reader.npz", **arrays)


if __name__ == "__main__":
    main()
