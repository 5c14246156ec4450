"""Labelled texts as training examples: units, tag constraints on both layers, links, and label targets.

Two corpora are read into one convention, that of docs/guide-labels.md: PolNeAR (top-level attributions; whether a party is a
relay and what stands nested inside contents is not labelled there, so these stay open in the loss) and statement records in the
form of training/annotations.py (everything labelled).
"""

import json
import lzma
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.analyse.encoding import Units, encode
from sayso.analyse.quotations import trimmed
from sayso.analyse.tags import HEADS, LABELS, N_LABELS, N_LAYERS, ROLES, UnitSpan
from sayso.analyse.words import Words, split_words
from sayso.records.anchors import Span, spans_of

LABEL_ID = {label: i for i, label in enumerate(LABELS)}


@dataclass(eq=False)
class Layer:
    """Targets of one layer: spans by role, and links of each cue to source, contents and relays (numbers into the lists)."""

    spans: dict[str, list[UnitSpan]] = field(default_factory=lambda: {role: [] for role in ROLES})
    links: list[tuple[int, int | None, list[int], list[int]]] = field(default_factory=list)

    def add(self, role: str, span: UnitSpan) -> int:
        if span not in self.spans[role]:
            self.spans[role].append(span)
        return self.spans[role].index(span)


@dataclass(eq=False)
class Target:
    """Label targets of one statement: units of its parts, and the label number per head (-1 unknown)."""

    parts: dict[str, list[int]]
    labels: dict[str, int]


@dataclass(eq=False)
class Example:
    """One text.

    Attributes:
        allowed: bool [layer, unit, label], what the gold path may take; all True where nothing is known.
        known: bool [layer], whether the layer is labelled at all.
        relays_known: whether relays are labelled.
    """

    units: Units
    allowed: NDArray[np.bool_]
    known: tuple[bool, bool]
    relays_known: bool
    layers: tuple[Layer, Layer]
    targets: list[Target]
    weight: float = 1.0


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Records of a .jsonl or .jsonl.xz file, in order."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


def by_paragraph(words: Words, spans: list[Span]) -> list[Span]:
    """The spans cut at line breaks, since no span of ours crosses one."""
    out = []
    for start, end in spans:
        at = start
        for piece in words.text[start:end].split("\n"):
            if piece.strip():
                out.append(Span(at, at + len(piece)))
            at += len(piece) + 1
    return out


def ours(words: Words, spans: list[tuple[int, int]]) -> list[Span]:
    """PolNeAR content spans with borders in our convention."""
    return trimmed(words, by_paragraph(words, list(spans_of(spans))))


def trim_cue(text: str, start: int, end: int) -> tuple[int, int]:
    """A PolNeAR cue span without a closing colon or comma, unless that is all."""
    while end - start > 1 and text[end - 1] in ":,; ":
        end -= 1
    return start, end


def _span(units: Units, start: int, end: int) -> UnitSpan | None:
    covered = units.between(start, end)
    return UnitSpan(covered[0], covered[-1]) if covered else None


def _constraints(n: int, layer: Layer, relays_known: bool) -> NDArray[np.bool_]:
    tags = np.zeros(n, np.int64)
    for role in ("content", "relay", "source", "cue"):  # where spans overlap, the later role wins
        for first, last in layer.spans[role]:
            tags[first] = LABEL_ID[f"B-{role}"]
            tags[first + 1 : last + 1] = LABEL_ID[f"I-{role}"]
    for i in range(n):  # a span cut in two by another goes on as a new one
        label = LABELS[tags[i]]
        if label[0] == "I" and (i == 0 or LABELS[tags[i - 1]][2:] != label[2:]):
            tags[i] -= 1
    allowed = np.zeros((n, N_LABELS), bool)
    allowed[np.arange(n), tags] = True
    if not relays_known:
        free = tags == 0
        allowed[free, LABEL_ID["B-relay"]] = True
        allowed[free, LABEL_ID["I-relay"]] = True
    return allowed


def polnear(path: Path, silver: dict[str, dict[str, str]] | None = None) -> list[Example]:
    """Examples of a PolNeAR file; `silver` gives labels by "doc:cue start" where there are some."""
    return [polnear_example(r, silver or {}) for r in read_jsonl(path)]


def polnear_example(record: dict[str, Any], silver: dict[str, dict[str, str]]) -> Example:
    text = record["text"]
    units = encode(text)
    layer, targets = Layer(), []
    for a in record["attributions"]:
        cue = [x for s in a["cue"][:1] if (x := _span(units, *trim_cue(text, *s)))]
        source = [x for s in a["source"][:1] if (x := _span(units, *s))]
        content = [x for s in ours(units.words, a["content"]) if (x := _span(units, *s))]
        if not cue or not content:
            continue
        c = layer.add("cue", cue[0])
        layer.links.append(
            (c, layer.add("source", source[0]) if source else None, [layer.add("content", x) for x in content], [])
        )
        labels = silver.get(f"{record['id']}:{a['cue'][0][0]}")
        if labels:
            targets.append(_target({"source": source, "cue": cue, "content": content}, labels))
    allowed = np.ones((N_LAYERS, len(units), N_LABELS), bool)
    allowed[0] = _constraints(len(units), layer, False)
    for start, end in record.get("discard") or ():
        covered = units.between(start, end)
        if covered:
            allowed[0, covered[0] : covered[-1] + 1] = True
    return Example(units, allowed, (True, False), False, (layer, Layer()), targets)


def _target(parts: dict[str, list[UnitSpan]], labels: dict[str, str]) -> Target:
    numbers = {}
    for head, (names, _) in HEADS.items():
        value = labels.get(head)
        numbers[head] = names.index(value) if value in names else -1
    return Target(
        {role: [u for first, last in spans for u in range(first, last + 1)] for role, spans in parts.items()}, numbers
    )


def statements(path: Path) -> list[Example]:
    """Examples of a file of statement records.

    Transcripts without speaker tags are left out: there, every paragraph is content without cue or source, which
    would teach the tagger to take an author's own paragraphs for somebody's speech.
    """
    return [statement_example(r) for r in read_jsonl(path) if not r.get("transcript")]


def statement_example(record: dict[str, Any]) -> Example:
    units = encode(record["text"])
    by_id = {s["id"]: s for s in record["statements"]}
    layers = (Layer(), Layer())
    targets: list[Target] = []
    cue_of: dict[str, tuple[int, int]] = {}  # statement -> (layer, index into links)
    previous: list[str | None] = [None, None]
    for s in record["statements"]:
        depth, parent = 0, s["parent"]
        while parent is not None and depth < 9:
            depth, parent = depth + 1, by_id[parent]["parent"]
        parts = {
            role: [x for span in s[key] if (x := _span(units, *span))]
            for role, key in (("source", "source"), ("cue", "cue"), ("content", "content"), ("relay", "relays"))
        }
        labels = {k: str(s[k]) for k in ("source_kind", "force", "certainty", "polarity")}
        labels["source_named"] = "x" if s["source_named"] is None else "named" if s["source_named"] else "unnamed"
        if parts["cue"] or parts["source"]:
            targets.append(_target(parts, labels))
        if depth >= N_LAYERS or not parts["content"]:
            continue
        layer = layers[depth]
        contents = [layer.add("content", x) for x in parts["content"]]
        if parts["cue"]:
            c = layer.add("cue", parts["cue"][0])
            for extra in parts["cue"][1:]:
                layer.add("cue", extra)
            layer.links.append(
                (
                    c,
                    layer.add("source", parts["source"][0]) if parts["source"] else None,
                    contents,
                    [layer.add("relay", x) for x in parts["relay"]],
                )
            )
            cue_of[s["id"]] = (depth, len(layer.links) - 1)
            previous[depth] = s["id"]
        else:  # a quotation that goes on: its content hangs on the cue before
            before = previous[depth]
            if before in cue_of and by_id[before]["source_resolved"] == s["source_resolved"]:
                _, k = cue_of[before]
                layer.links[k][2].extend(contents)
    allowed = (
        np.stack([_constraints(len(units), layers[k], True) for k in range(N_LAYERS)])
        if len(units)
        else np.ones((N_LAYERS, 0, N_LABELS), bool)
    )
    return Example(units, allowed, (True, True), True, layers, targets)


# Frames that put a sentence on somebody: before, after, the words of the cue, and the force.
OUTER = (
    ("{s} said ", "", "said", "states"),
    ("{s} said that ", "", "said", "states"),
    ("{s} told {r} that ", "", "told", "states"),
    ("According to {s}, ", "", "According to", "states"),
    ("According to {s} interviewed by {r}, ", "", "According to", "states"),
    ("{s} claimed that ", "", "claimed", "claims"),
    ("{s} alleges that ", "", "alleges", "claims"),
    ("{s} insisted that ", "", "insisted", "claims"),
    ("{s} reported that ", "", "reported", "states"),
    ("{s} added that ", "", "added", "states"),
    ("{s} confirmed that ", "", "confirmed", "confirms"),
    ("In an interview with {r}, {s} said that ", "", "said", "states"),
    ("", ", {s} said", "said", "states"),
    ("", ", according to {s}", "according to", "states"),
    ("", ", {s} told {r}", "told", "states"),
    ("{s} noted that ", "", "noted", "states"),
    ("{s} believes ", "", "believes", "believes"),
    ("It was reported that ", "", "was reported", "states"),
    ("It was recently revealed that ", "", "was recently revealed", "confirms"),
    ("It has been confirmed that ", "", "has been confirmed", "confirms"),
    ("It is alleged that ", "", "is alleged", "claims"),
    ("", ", it was announced", "was announced", "states"),
    ("Speaking to {r}, {s} said ", "", "said", "states"),
    ("As quoted by {r}, {s} says ", "", "says", "states"),
    ("Citing {s}, {r} reported that ", "", "Citing", "states"),
    ("{s} told {r} in an interview that ", "", "told", "states"),
    ("Information provided by {s} reveals that ", "", "reveals", "confirms"),
    ("Data published by {s} show that ", "", "show", "confirms"),
    ("{s}, interviewed by {r}, claims that ", "", "claims", "claims"),
    ("{s} were interviewed by {r}, confirming that ", "", "confirming", "confirms"),
    ("{s} denied that ", "", "denied", "denies"),
    ("{s} warned that ", "", "warned", "states"),
    ("{s} acknowledged that ", "", "acknowledged", "confirms"),
    ("{s} fears that ", "", "fears", "believes"),
    ("{s} vowed that ", "", "vowed", "promises"),
    ("{s} asked whether ", "", "asked", "asks"),
)
SOURCES = {
    "the minister": "person-",
    "a spokesman": "person-",
    "officials": "group-",
    "Maria Lopez": "person+",
    "the company": "organisation-",
    "John Smith, a lawyer for the family": "person+",
    "he": "person",
    "she": "person",
    "the report": "document-",
    "police": "organisation-",
    "the government": "organisation-",
    "a senior official": "person-",
    "sources close to the talks": "group-",
    "the Kenyan government": "organisation+",
    "two people familiar with the matter": "group-",
    "the ministry": "organisation-",
    "analysts": "group-",
    "many experts": "group-",
    "the local health service": "organisation-",
    "residents of the town": "group-",
    "Peruvian intelligence": "organisation+",
    "Oslo": "organisation+",
    "Ahmed Karimi, a former official who comes from the region": "person+",
    "some critics": "group-",
    "the government of Chile": "organisation+",
}
RELAYS = (
    "Reuters",
    "reporters",
    "state television",
    "local media",
    "journalists in Paris",
    "the newspaper",
    "CNN",
    "a news agency",
    "the BBC",
    "Brazilian journalists",
    "French media",
    "the media",
    "a radio station",
    "RIA Novosti",
)


def frame_labels(source: str, force: str, has_source: bool) -> dict[str, str]:
    """Label targets that a frame settles; the content's hedges stay open."""
    kind = SOURCES[source]
    labels = {"force": force, "polarity": "negative" if force == "denies" else "positive"}
    if has_source:
        labels["source_kind"] = kind.rstrip("+-")
        if kind[-1] in "+-":
            labels["source_named"] = "named" if kind[-1] == "+" else "unnamed"
    return labels


def nested_records(path: Path, count: int, seed: int) -> list[dict[str, Any]]:
    """Synthetic nested reports: one-sentence PolNeAR attributions put into the mouth of a further source.

    Only used in training; the outer source, cue and relay come from small lists, the inner report is real. Two in five frame a
    plain sentence of the article instead.
    """
    rng = random.Random(seed)
    pool: list[tuple[str, int, dict[str, Any] | None]] = []
    for r in read_jsonl(path):
        text = r["text"]
        marked = [s for a in r["attributions"] for role in ("source", "cue", "content") for s in a[role]]
        for m in re.finditer(r"(?<=[.] )[A-Z][^.\n“”\"?!:]{40,220}(?=[.][ \n])", text):
            if not any(s < m.end() and m.start() < e for s, e in marked):
                pool.append((m.group(), m.start(), None))
        for a in r["attributions"]:
            spans = [tuple(x) for role in ("source", "cue", "content") for x in a[role]]
            if not a["source"] or not a["content"] or not a["cue"]:
                continue
            low, high = min(s for s, _ in spans), max(e for _, e in spans)
            stop_before = text.rfind(". ", 0, low)
            start = max(stop_before + 2 if stop_before >= 0 else 0, text.rfind("\n", 0, low) + 1)
            stop = min((x for x in (text.find(". ", high - 1), text.find("\n", high)) if x >= 0), default=len(text))
            inner = text[start:stop].rstrip(" .")
            if (
                high - start > len(inner)
                or not 30 < len(inner) < 260
                or any(ch in inner for ch in '“”"\n:?!')
                or low - start > 60
            ):
                continue
            others = [
                b for b in r["attributions"] if b is not a and any(start <= s < stop for role in ("cue",) for s, _ in b[role])
            ]
            if not others:
                pool.append((inner, start, a))
    plain, reports = [x for x in pool if x[2] is None], [x for x in pool if x[2] is not None]
    return [_nested_record(f"nested-{k}", rng, *rng.choice(plain if rng.random() < 0.4 else reports)) for k in range(count)]


def _nested_record(doc_id: str, rng: random.Random, inner: str, start: int, a: dict[str, Any] | None) -> dict[str, Any]:
    """One sentence, which began at `start` of its article and may be the report `a`, put into the mouth of a further source."""
    before, after, cue, force = rng.choice(OUTER)
    source, relay = rng.choice(list(SOURCES)), rng.choice(RELAYS)
    head = before.format(s=source, r=relay)
    tail = after.format(s=source, r=relay)
    if head and inner.split()[0] in ("The", "A", "An", "In", "He", "She", "They", "It", "But", "Some", "Many"):
        inner = inner[0].lower() + inner[1:]
    full = head + inner + tail + "."
    full = full[0].upper() + full[1:]
    shift = len(head) - start
    frame = head or tail
    base = 0 if head else len(head) + len(inner)

    def move(spans: list[list[int]]) -> list[list[int]]:
        return [[s + shift, e + shift] for s, e in spans]

    def find(words: str) -> list[list[int]]:
        found = re.search(rf"\b{re.escape(words)}\b", frame, re.IGNORECASE)
        assert found is not None
        return [[base + found.start(), base + found.end()]]

    labels = frame_labels(source, force, "{s}" in before + after)
    named = labels.pop("source_named", None)
    outer: dict[str, Any] = {
        "id": "s1",
        "content": [[len(head), len(head) + len(inner)]],
        "cue": find(cue),
        "source": find(source) if "{s}" in before + after else [],
        "parent": None,
        "relays": find(relay) if "{r}" in before + after else [],
        "source_kind": "x",
        "source_named": None if named is None else named == "named",
        "source_resolved": source,
        "force": "x",
        "certainty": "x",
        "polarity": "x",
    } | labels
    if a is None:
        return {"doc_id": doc_id, "text": full, "statements": [outer]}
    report = outer | {
        "id": "s2",
        "parent": "s1",
        "relays": [],
        "source_kind": "x",
        "source_named": None,
        "force": "x",
        "polarity": "x",
        "source": move(a["source"][:1]),
        "cue": [list(trim_cue(full, s, e)) for s, e in move(a["cue"][:1])],
        "content": [list(x) for x in ours(split_words(full), [(s, e) for s, e in move(a["content"])])],
    }
    return {"doc_id": doc_id, "text": full, "statements": [outer, report]}


def nested(path: Path, *, count: int, seed: int) -> list[Example]:
    """Synthetic examples (see nested_records)."""
    return [statement_example(record) for record in nested_records(path, count, seed)]
