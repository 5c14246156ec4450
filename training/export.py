"""Checkpoint -> what the package ships: reader.onnx (int8, per channel), reader.npz (CRF and linker weights, calibration).

python training/export.py CKPT OUTDIR
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from net import FORBIDDEN, HIDDEN, Net
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import collate

from sayso.analyse.encoding import encode
from sayso.analyse.tags import LABELS
from sayso.analyse.vectors import LAYERS
from sayso.analyse.vectors import NAMES as NAMES_OF_LAYERS

# Taken off the score of a cue's beginning. Training with hidden words makes the reader open more cues than people do; with
# this, precision and recall are even on PolNeAR dev.
CUE_TOLL = 0.8
NAMES = ["ids", "mask", "case", "quotation"]


def expose(path: Path) -> None:
    """Makes the states that `vectors.onnx` starts from outputs of an exported reader; nothing else in it changes."""
    model = onnx.load(path)
    for layer, name in zip(LAYERS, NAMES_OF_LAYERS, strict=True):
        old = f"/blocks.{layer - 1}/norm2/LayerNormalization_output_0" if layer else "/norm/LayerNormalization_output_0"
        for node in model.graph.node:
            for names in (node.input, node.output):
                for k, known in enumerate(names):
                    if known == old:
                        names[k] = name
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["window", "piece", HIDDEN]))
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main(checkpoint: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    net = Net()
    net.load_state_dict(torch.load(checkpoint, weights_only=True))
    net.eval()
    net.plain = True
    example = collate(encode("“We agree,” said the minister. He added that talks go on.").windows(64) * 2)
    dynamic = {name: {0: "window", 1: "piece"} for name in NAMES}
    plain = out / "plain.onnx"
    torch.onnx.export(
        net,
        tuple(example),
        str(plain),
        input_names=NAMES,
        output_names=["features"],
        opset_version=17,
        dynamo=False,
        dynamic_axes=dynamic | {"features": {0: "window", 1: "piece"}},
    )
    quantize_dynamic(
        str(plain),
        str(out / "reader.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"DefaultTensorType": 1},
    )
    expose(out / "reader.onnx")
    start = net.start.masked_fill(~net.start_ok, FORBIDDEN).detach().numpy().astype(np.float32)
    steps = net.steps.masked_fill(~net.step_ok, FORBIDDEN).detach().numpy().astype(np.float32)
    cue = LABELS.index("B-cue")
    start[:, cue] -= CUE_TOLL
    steps[:, :, cue] -= CUE_TOLL
    weights = {f"link_{name}": value.detach().numpy().astype(np.float32) for name, value in net.link.items()}
    np.savez(out / "reader.npz", start=start, steps=steps, **weights)
    plain.unlink()
    for path in sorted(out.iterdir()):
        print(path.name, path.stat().st_size // 1024, "KiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
