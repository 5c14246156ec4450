"""Fits the vectors of texts: a small head on what the exported reader's layers hold, taught by all-MiniLM-L6-v2.

    python training/vectors.py MODELDIR --data DIR --minilm DIR

MODELDIR holds the `reader.onnx` of export.py; `vectors.onnx` (int8, per channel) is written beside it. The head gets the
states of three layers of the reader, mixes them, runs one transformer block over them, takes the mean over the pieces and maps
it to 256 numbers. It starts as the last block of MiniLM-L6, with the mixture that comes nearest to what that block is used to
(least squares over pieces) and the map that keeps most of its vectors (principal axes); then it learns to give the same
cosines as the whole of MiniLM-L6. Sentences and contents come from texts of news, never from labelled ones that anything is
measured on.
"""

import argparse
import random
import re
import tarfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from corpora import read_jsonl
from net import HIDDEN, Block, Net
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.analyse.model import Model
from sayso.analyse.vectors import DIMENSION, LAYERS, NAMES, layer_inputs, pieces
from sayso.analyse.words import split_words

ANNOTATED = Path(__file__).parent / "data" / "annotated.jsonl"
WORDS = range(4, 81)  # of a sentence that is taken
PROBE = 2000  # texts whose pieces the first mixture is fitted to
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:[^()\"]|\"[^\"]*\"|\([^)]*\))*\)")


class Head(nn.Module):
    """States of one text, float32 [1, piece, HIDDEN] by layer -> vectors float32 [1, DIMENSION], not yet of unit length."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(len(LAYERS) * HIDDEN, HIDDEN)
        self.block = Block()
        self.map = nn.Linear(HIDDEN, DIMENSION)

    def forward(self, *states: Tensor, plain: bool = True) -> Tensor:
        x = self.mix(torch.cat(states, -1))
        return self.map(self.block(x, torch.zeros(1, 1, 1, x.shape[1]), 0.0, plain).mean(1))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are neither very short nor very long."""
    words = split_words(text)
    n = len(words)
    new = [i for i in range(1, n) if words.sentence[i] != words.sentence[i - 1] or words.paragraph[i] != words.paragraph[i - 1]]
    for a, b in zip([0, *new], [*new, n], strict=True):
        if b - a in WORDS:
            yield text[words.starts[a] : words.ends[b - 1]]


def contents(text: str, spans: list[list[int]]) -> Iterator[str]:
    """The first part of a content."""
    for start, end in spans[:1]:
        if end - start > 15:
            yield text[start:end]


def corpus(data: Path) -> list[str]:
    """All texts to learn from, each once, in an order that does not depend on the machine."""
    measured = {record["doc_id"] for record in read_jsonl(data / "statements" / "wikinews-dev.jsonl")}
    found: set[str] = set()
    for record in read_jsonl(data / "news" / "wikinews-2019-2020.jsonl.xz"):
        if record["doc_id"] not in measured:
            found.update([record["title"], *sentences(record["text"])])
    with tarfile.open(data / "news" / "current-events.tar.xz") as tar:
        for member in tar:
            file = tar.extractfile(member)
            for line in file.read().decode().splitlines() if file else ():
                if item := re.match(r"\s*[*+-] (.*)", line):
                    plain = re.sub(r"\s*\([^()]*\)\s*$", "", LINK.sub(r"\1", item[1])).replace("\\", "")
                    found.update(sentences(plain))
    for record in read_jsonl(ANNOTATED):
        found.update(sentences(record["text"]))
        for statement in record["statements"]:
            found.update(contents(record["text"], statement["content"]))
    for record in read_jsonl(data / "attribution" / "polnear-train.jsonl.xz"):
        found.update(sentences(record["text"]))
        for attribution in record["attributions"]:
            found.update(contents(record["text"], attribution["content"]))
    texts = sorted(found)
    random.Random(1).shuffle(texts)
    return texts


def by_length(windows: Sequence[Sequence[int]], size: int) -> Iterator[list[int]]:
    """Numbers of windows of the same length, up to `size` together: nothing is padded."""
    groups: dict[int, list[int]] = {}
    for k, window in enumerate(windows):
        groups.setdefault(len(window), []).append(k)
    for _, group in sorted(groups.items()):
        for i in range(0, len(group), size):
            yield group[i : i + size]


@torch.no_grad()
def taught(minilm: Path, windows: Sequence[Sequence[int]]) -> tuple[Tensor, list[Tensor], Block]:
    """What MiniLM-L6 says: unit vectors [text, HIDDEN]; what its last block gets, per text; and that block."""
    net = Net()
    net.load_minilm(minilm)
    net.eval()
    last: Block = net.blocks[-1]  # type: ignore[assignment]
    seen: dict[str, Tensor] = {}
    last.register_forward_hook(lambda _, given, gives: seen.update(given=given[0], gives=gives))
    vectors, inner = torch.zeros(len(windows), HIDDEN), [torch.zeros(0)] * len(windows)
    for group in by_length(windows, 64):
        ids = torch.tensor([windows[k] for k in group])
        zero = torch.zeros_like(ids)
        with torch.autocast("cpu", torch.bfloat16):
            net(ids, torch.ones_like(ids), zero, zero)
        vectors[group] = F.normalize(seen["gives"].float().mean(1), dim=1)
        for k, states in zip(group, seen["given"], strict=True):
            inner[k] = states.half() if k < PROBE else inner[k]
    return vectors, inner, last


def held(model: Model, windows: Sequence[Sequence[int]]) -> list[Tensor]:
    """What the reader's layers hold of each text: half [piece, layers * HIDDEN]."""
    out = [torch.zeros(0)] * len(windows)
    for group in by_length(windows, 32):
        states = model.session.run(NAMES, layer_inputs([windows[k] for k in group]))
        for k, rows in zip(group, np.concatenate(states, -1), strict=True):
            out[k] = torch.from_numpy(rows.astype(np.float16))
    return out


@torch.no_grad()
def started(states: list[Tensor], vectors: Tensor, inner: list[Tensor], last: Block) -> tuple[Head, Tensor]:
    """A head that is as near to the teacher as can be without learning, and the vectors it is to give."""
    head = Head()
    head.block.load_state_dict(last.state_dict())
    x = torch.cat(states[:PROBE]).float()
    x = torch.cat([x, torch.ones(len(x), 1)], 1)
    solved = torch.linalg.solve(x.T @ x + 30 * torch.eye(x.shape[1]), x.T @ torch.cat(inner[:PROBE]).float())
    head.mix.weight.copy_(solved[:-1].T)
    head.mix.bias.copy_(solved[-1])
    axes = torch.linalg.eigh(vectors.T @ vectors).eigenvectors.flip(1)[:, :DIMENSION]
    head.map.weight.copy_(axes.T)
    head.map.bias.zero_()
    return head, F.normalize(vectors @ axes, dim=1)


def learn(head: Head, states: list[Tensor], goal: Tensor, *, epochs: float, rate: float, size: int = 32) -> None:
    """Cosines with the goal, and cosines of texts among each other, as the teacher has them."""
    rng = random.Random(3)
    parameters = list(head.parameters())
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    total, step, near, began = int(epochs * len(states) / size), 0, 0.0, time.monotonic()
    while step < total:
        batches = list(by_length(states, size))  # type: ignore[arg-type]
        rng.shuffle(batches)
        for group in batches[: total - step]:
            optimiser.param_groups[0]["lr"] = rate * min((step + 1) / 100, max(1 - step / total, 0.02))
            x, y = torch.stack([states[k] for k in group]).float(), goal[group]
            with torch.autocast("cpu", torch.bfloat16):
                given = head(x, plain=False)
            given = F.normalize(given.float(), dim=1)
            cosines = (given * y).sum(1)
            loss = (1 - cosines).mean() + 5 * F.mse_loss(given @ given.T, y @ y.T)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            step += 1
            near += 0.02 * (float(cosines.detach().mean()) - near)
            if step % 200 == 0:
                print(f"step {step} of {total}: cosine {near:.3f}, {time.monotonic() - began:.0f} s", flush=True)


def export(head: Head, path: Path) -> None:
    """Writes the head as ONNX with 8-bit weights, per channel."""
    head.eval()
    plain = path.with_name("plain.onnx")
    torch.onnx.export(
        head,
        tuple(torch.randn(1, 9, HIDDEN) for _ in LAYERS),
        str(plain),
        input_names=list(NAMES),
        output_names=["vectors"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={name: {0: "text", 1: "piece"} for name in NAMES} | {"vectors": {0: "text"}},
    )
    quantize_dynamic(
        str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": 1}
    )
    onnx.checker.check_model(str(path))
    plain.unlink()
    print(path.name, path.stat().st_size // 1024, "KiB")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--texts", type=int, default=24_000)
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--rate", type=float, default=3e-4)
    o = p.parse_args()
    torch.manual_seed(0)
    texts = corpus(o.data)
    print(len(texts), "texts", flush=True)
    windows = [pieces(text) for text in texts[: o.texts]]
    states = held(Model.load(o.model, threads=2), windows)
    vectors, inner, last = taught(o.minilm, windows)
    head, goal = started(states, vectors, inner, last)
    learn(head, states, goal, epochs=o.epochs, rate=o.rate)
    export(head, o.model / "vectors.onnx")


if __name__ == "__main__":
    main()
