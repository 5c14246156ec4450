"""Scores the lineage of news worlds: generated collections whose true copies, relays and corrections are known.

A world is a folder with `articles.jsonl` and `gold.json` (docs/guide/evaluation.md). Its articles are added to a workspace of
their own, as anybody would, and what the workspace says of them is compared with the truth. Figures of worlds are pooled.

Texts are compared by characters: for each pair of documents, and on each side, those that are said to be shared with those that
are. Phrases that documents share by chance count for nothing; slogans, sayings and background paragraphs count as errors where
two documents share nothing else.
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.figures import Tally
from sayso.progress import Listener, silent
from sayso.read.files import captures
from sayso.settings import Settings
from sayso.show.lineage_form import lineage_rows
from sayso.workspace.adding import add
from sayso.workspace.opening import Workspace
from sayso.workspace.tracing import Tracer

ARTICLES, TRUTH = "articles.jsonl", "gold.json"
KINDS = ("verbatim", "light", "heavy")
LITTLE = 0.2
"""A pair of which no more than so much is left when chance is taken out is not counted."""
LEAK = 20
"""Characters of a stock phrase from which it counts as reported."""

Json = Mapping[str, Any]
Pair = tuple[str, str]
Sides = dict[Pair, tuple[set[int], set[int]]]
Zones = dict[str, dict[int, set[int]]]


@dataclass(slots=True)
class LineageScores:
    """Counts of one world or several.

    Attributes:
        documents: how many.
        chars: characters that are shared.
        kinds: characters found and expected, by kind.
        leaks, traps: pairs of unrelated documents that share a stock phrase, reported and in all.
        copies: copies by whether one of their true ancestors was found.
        turned, met: pairs of a copy and its direct original that were found, the right way round and in all.
        relays, corrections: edges.
    """

    documents: int = 0
    chars: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    leaks: int = 0
    traps: int = 0
    copies: Tally = field(default_factory=Tally)
    turned: int = 0
    met: int = 0
    relays: Tally = field(default_factory=Tally)
    corrections: Tally = field(default_factory=Tally)

    def figures(self) -> dict[str, float]:
        """The figures by name, in order."""
        return {
            "reuse.chars.f1": self.chars.f1,
            "reuse.chars.p": self.chars.precision,
            "reuse.chars.r": self.chars.recall,
            **{f"reuse.recall_{kind}": tally.recall for kind, tally in self.kinds.items()},
            "reuse.boilerplate_leak": self.leaks / max(1, self.traps),
            "copies.lenient.f1": self.copies.f1,
            "copies.lenient.p": self.copies.precision,
            "copies.lenient.r": self.copies.recall,
            "copies.direction": self.turned / max(1, self.met),
            "relays.f1": self.relays.f1,
            "corrections.f1": self.corrections.f1,
        }

    def __add__(self, other: "LineageScores") -> "LineageScores":
        return LineageScores(
            documents=self.documents + other.documents,
            chars=self.chars + other.chars,
            kinds={kind: self.kinds[kind] + other.kinds[kind] for kind in KINDS},
            leaks=self.leaks + other.leaks,
            traps=self.traps + other.traps,
            copies=self.copies + other.copies,
            turned=self.turned + other.turned,
            met=self.met + other.met,
            relays=self.relays + other.relays,
            corrections=self.corrections + other.corrections,
        )


def evaluate_world(folder: Path, settings: Settings, *, listener: Listener = silent) -> LineageScores:
    """The scores of one world.

    Raises:
        NotFound: the folder lacks one of the two files.
        ParseFailed: the truth is not as it must be.
    """
    truth = _truth(folder)
    with tempfile.TemporaryDirectory() as name, Workspace.open(Path(name) / "world", create=True) as workspace:
        for one in add(workspace, captures([str(folder / ARTICLES)], settings=settings), settings=settings, listener=listener):
            if one.error is not None:
                raise one.error
        tracer = Tracer(workspace)
        tracer.catch_up(listener=listener)
        found = tracer.whole()
        view = workspace.store.view()
        names = {doc: view.document(doc).doc_id or doc for doc in view.document_ids()}
    try:
        return score(truth, lineage_rows(found.passages, found.edges, names))
    except (KeyError, TypeError, ValueError) as exc:
        raise ParseFailed(f"it is not the truth of a news world ({type(exc).__name__}: {exc}).", str(folder / TRUTH)) from exc


def as_text(scores: Mapping[str, LineageScores]) -> str:
    """The figures of each world, by name, and of all together."""
    columns = _columns(scores)
    width = max(len(name) for name in columns)
    lines = [" " * 24 + "".join(f"{name:>{width + 2}}" for name in columns)]
    lines.append(f"{'documents':24}" + "".join(f"{one.documents:>{width + 2}}" for one in columns.values()))
    for figure in LineageScores().figures():
        lines.append(f"{figure:24}" + "".join(f"{one.figures()[figure]:>{width + 2}.3f}" for one in columns.values()))
    return "\n".join(lines)


def as_json(scores: Mapping[str, LineageScores]) -> str:
    """The same as JSON."""
    rows = {
        name: {"documents": one.documents, **{figure: round(value, 4) for figure, value in one.figures().items()}}
        for name, one in _columns(scores).items()
    }
    return json.dumps(rows, indent=2)


def _columns(scores: Mapping[str, LineageScores]) -> dict[str, LineageScores]:
    pooled = sum(scores.values(), LineageScores())
    return dict(scores) if len(scores) == 1 else {**scores, "pooled": pooled}


def score(truth: Json, found: Json) -> LineageScores:
    """The scores of an export against the truth of a world.

    Args:
        truth: as in gold.json: reuse, shared, copies, relays, corrections, documents.
        found: as in the export: reuse, copies, relays, corrections.
    """
    scores = LineageScores(documents=len(truth["documents"]))
    _score_reuse(scores, truth, found)
    _score_copies(scores, truth, found)
    passed_on = {(one["doc"], one["from_doc"]) for one in truth["relays"] if one["from_doc"]}
    scores.relays = _sets({(one["doc"], one["from_doc"]) for one in found["relays"]}, passed_on)
    corrected = {(one["doc"], one["corrects_doc"]) for one in truth["corrections"]}
    scores.corrections = _sets({(one["doc"], one["corrects_doc"]) for one in found["corrections"]}, corrected)
    return scores


def _truth(folder: Path) -> Json:
    for name in (ARTICLES, TRUTH):
        if not (folder / name).is_file():
            raise NotFound(f"there is no {name} in it.", str(folder), "Name the folder of a news world.")
    try:
        truth = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    except ValueError as exc:
        raise ParseFailed("it is no JSON.", str(folder / TRUTH)) from exc
    if not isinstance(truth, dict):
        raise ParseFailed("it is not the truth of a news world.", str(folder / TRUTH))
    return truth


def _score_reuse(scores: LineageScores, truth: Json, found: Json) -> None:
    expected = _sides(truth["reuse"])
    chance, traps = _zones(truth["shared"], chance=True), _zones(truth["shared"], chance=False)
    said = _sides(one for one in found["reuse"] if one["kind"] != "boilerplate")
    counted: Sides = {}
    for pair, sides in said.items():
        by_chance, trapped = _common(chance, pair), _common(traps, pair)
        real = expected.get(pair, (set(), set()))
        rest = tuple(
            sides[side] - ((by_chance[side] | (trapped[side] if pair in expected else set())) - real[side]) for side in (0, 1)
        )
        if sum(map(len, rest)) > LITTLE * sum(map(len, sides)):
            counted[pair] = (rest[0], rest[1])
    right = _shared(expected, counted)
    scores.chars = Tally(right, _size(counted), right, _size(expected))
    for kind in KINDS:
        part = _sides(one for one in truth["reuse"] if one["kind"] == kind)
        hit = _shared(part, said)
        scores.kinds[kind] = Tally(hit, hit, hit, _size(part))
    for pair in combinations(sorted(traps), 2):
        if pair not in expected and traps[pair[0]].keys() & traps[pair[1]].keys():
            scores.traps += 1
            scores.leaks += pair in said and len(said[pair][0] & _common(traps, pair)[0]) > LEAK


def _score_copies(scores: LineageScores, truth: Json, found: Json) -> None:
    direct = {(one["copy"], one["from"]) for one in truth["copies"]}
    said = {(one["copy"], one["from"]) for one in found["copies"]}
    parents: dict[str, set[str]] = defaultdict(set)
    for copy, source in direct:
        parents[copy].add(source)
    good = {edge for edge in said if edge[1] in _ancestors(edge[0], parents)}
    copied = {copy for copy, _ in direct}
    scores.copies = Tally(len(good), len(said), len(copied & {copy for copy, _ in good}), len(copied))
    met = [edge for edge in direct if edge in said or edge[::-1] in said]
    scores.met = len(met)
    scores.turned = sum(edge in said and edge[::-1] not in said for edge in met)


def _ancestors(doc: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(parents.get(doc, ()))
    while todo:
        if (parent := todo.pop()) not in found:
            found.add(parent)
            todo += parents.get(parent, ())
    return found


def _sides(passages: Iterable[Json]) -> Sides:
    """Characters of each side, by pair of documents."""
    sides: Sides = defaultdict(lambda: (set(), set()))
    for one in passages:
        ends = sorted(((one["left_doc"], one["left"]), (one["right_doc"], one["right"])), key=lambda end: str(end[0]))
        if ends[0][0] != ends[1][0]:
            for side, (_, (start, end)) in enumerate(ends):
                sides[ends[0][0], ends[1][0]][side].update(range(start, end))
    return sides


def _zones(shared: Sequence[Json], *, chance: bool) -> Zones:
    """By document, the characters of each phrase of the kind, by its number."""
    zones: Zones = defaultdict(dict)
    for number, phrase in enumerate(shared):
        if (phrase["kind"] == "coincidence") == chance:
            for doc, start, end in phrase["places"]:
                zones[doc].setdefault(number, set()).update(range(start, end))
    return zones


def _common(zones: Zones, pair: Pair) -> tuple[set[int], set[int]]:
    """Characters of the phrases that both documents of a pair hold."""
    left, right = zones.get(pair[0], {}), zones.get(pair[1], {})
    both = left.keys() & right.keys()
    return set().union(*(left[number] for number in both)), set().union(*(right[number] for number in both))


def _shared(expected: Sides, found: Sides) -> int:
    return sum(len(expected[pair][side] & found[pair][side]) for pair in expected if pair in found for side in (0, 1))


def _size(sides: Sides) -> int:
    return sum(len(side) for both in sides.values() for side in both)


def _sets(found: set[Pair], expected: set[Pair]) -> Tally:
    right = len(found & expected)
    return Tally(right, len(found), right, len(expected))
