"""Scores attributions and resolved sources against the discourse relations and the coreference of the GUM corpus.

attribution   an attribution relation is found when a statement has its cue or source in the satellite ("researchers say") and
              its content agrees with the nucleus: F1 of the words at least 0.5. Parts of its quotation before or behind it that
              have no cue of their own are added where that agrees better. "cue": the words are there, the content is not.
              Recall only: the relation marks reports that have a clause, so a statement without one is no mistake. Satellites
              without a verb (bylines, signatures, speakers' tags) have a row of their own.
polarity      of negative attributions that are found.
resolution    of pronouns, definite descriptions and partial names, see sayso.evaluate.coreference.

Documents whose texts are labelled in training/data are left out: the reader was trained or tuned on them.
"""

import re
import tarfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.analyse.resolve import SPEAKER
from sayso.errors import NotFound, ParseFailed
from sayso.evaluate.conllu import Annotated, Attributed, read
from sayso.evaluate.coreference import DESCRIBED, FORMS, PARTIAL, taken_up
from sayso.evaluate.data import Record, check_known, key_of
from sayso.evaluate.figures import Interval, intervals
from sayso.evaluate.tokens import TokenIndex, TokenSet

LABELLED = frozenset(
    f"GUM_{name}"
    for name in (
        "academic_art academic_enjambment academic_huh academic_lighting academic_mutation academic_theropod bio_bernoulli "
        "bio_enfant bio_galois bio_goode bio_higuchi bio_moreau court_carpet court_equality court_fire court_loan "
        "court_negligence court_prince court_property interview_ants interview_brotherhood interview_cyclone interview_gaming "
        "interview_herrick interview_licen interview_mckenzie interview_messina interview_peres interview_shalev "
        "interview_stardust news_afghan news_asylum news_clock news_crane news_defector news_election news_expo news_flag "
        "news_hackers news_homeopathic news_ie9 news_imprisoned news_iodine news_korea news_lanterns news_questionnaire "
        "news_soccer news_stampede news_taxes news_warhol news_warming news_worship"
    ).split()
)
AGREES = 0.5
SHOWN = 160  # characters of a case in a list of errors
BEST = {"attribution": "found", "polarity": "negative", "resolution": "right"}
OTHERS, FIRST, NOBODY, NO_VERB = "by others", "by I, we, you", "by nobody", "without a verb"
ALL = {"attribution": "all", "polarity": "all", "resolution": "all but I, we"}
ROWS = (*ALL.values(), OTHERS, FIRST, NOBODY, NO_VERB, *(form for form, _ in FORMS), DESCRIBED, PARTIAL)  # genres follow


@dataclass(frozen=True, slots=True)
class Case:
    """One attribution or one source: the part of the figures it belongs to, its rows there, its outcome, and its words."""

    part: str
    rows: tuple[str, ...]
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a split.

    Attributes:
        genres: number of documents by genre.
        rows: number of cases by outcome, by (part, row).
        intervals: 95% intervals of the share of the best outcome, by "part row".
        cases: (document, case), in the order of the documents.
    """

    genres: Mapping[str, int]
    rows: Mapping[tuple[str, str], Counter[str]]
    intervals: Mapping[str, Interval]
    cases: tuple[tuple[str, Case], ...]


def documents(place: Path, *, split: str) -> list[Annotated]:
    """The documents of a split, in the order of the list of splits; those that are not at hand are passed over.

    Args:
        place: the corpus as an archive (.tar.xz) or as a folder: `splits.md` and `dep/NAME.conllu`.

    Raises:
        NotFound: there is no such split, or none of its documents.
        ParseFailed: the archive or a document is damaged.
    """
    files = _files(place)
    listed = re.search(rf"^## {re.escape(split)}$(.*?)(?=^## |\Z)", files.get("splits.md", ""), re.MULTILINE | re.DOTALL)
    names = re.findall(r"\* (\S+)", listed.group(1)) if listed else []
    found = [read(files[f"{name}.conllu"], name=name) for name in names if f"{name}.conllu" in files and name not in LABELLED]
    if not found:
        raise NotFound(f"there is no document of the split {split} in it.", str(place), "Give the folder or archive of GUM.")
    return found


def evaluate(gold: Sequence[Annotated], predicted: Iterable[Mapping[str, Any]], *, resamples: int = 0) -> Scores:
    """Score readings of the documents' texts.

    Args:
        predicted: readings as `sayso read --format jsonl` gives them. A missing document counts as one without statements.
        resamples: how many resamples of documents the intervals rest on; 0 for none.

    Raises:
        NotFound: a reading belongs to no document.
    """
    found = {key_of(record): record["statements"] for record in predicted}
    check_known(found, {document.name: document for document in gold})
    cases = [score_document(document, found.get(document.name, ())) for document in gold]
    return Scores(
        Counter(document.genre for document in gold),
        _counted(cases),
        intervals(cases, _headline, resamples=resamples),
        tuple((document.name, case) for document, some in zip(gold, cases, strict=True) for case in some),
    )


def score_document(document: Annotated, statements: Sequence[Mapping[str, Any]]) -> list[Case]:
    """The cases of one document."""
    index = TokenIndex(document.text)
    cases = _attributions(document, statements, index)
    for taken in taken_up(document, statements, index):
        rows = (taken.form,) if taken.form == FORMS[-1][0] else (ALL["resolution"], taken.form)
        cases.append(Case("resolution", rows, taken.outcome, taken.words))
    return cases


def as_json(scores: Scores) -> Record:
    """The scores as plain data."""
    rows = {
        f"{part} {row}": {
            **outcomes,
            "n": outcomes.total(),
            "share": _share(part, outcomes),
            "ci": scores.intervals.get(f"{part} {row}"),
        }
        for (part, row), outcomes in scores.rows.items()
    }
    return {"documents": scores.genres, "scores": rows}


def as_text(scores: Scores, *, examples: int = 0) -> str:
    """The scores as tables in per cent; with `examples`, so many cases per part below them that are not right."""
    genres = ", ".join(f"{genre} {n}" for genre, n in sorted(scores.genres.items()))
    lines = [f"{sum(scores.genres.values())} documents: {genres}"]
    for part, best in BEST.items():
        rows = {row: outcomes for (other, row), outcomes in scores.rows.items() if other == part}
        others = sorted({outcome for outcomes in rows.values() for outcome in outcomes} - {best})
        lines += ["", f"{part:24s}{best:>9s}  {'':16s}" + "".join(f"{other:>12s}" for other in others) + "       n"]
        for row, outcomes in rows.items():
            interval = scores.intervals.get(f"{part} {row}")
            between = f"[{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]" if interval else ""
            counts = "".join(f"{outcomes[other]:12d}" for other in others)
            lines.append(f"{row:24s}{100 * _share(part, outcomes):9.1f}  {between:16s}{counts}{outcomes.total():8d}")
    shown: Counter[str] = Counter()
    for name, case in scores.cases:
        if case.outcome != BEST[case.part] and shown[case.part] < examples:
            shown[case.part] += 1
            lines.append(f"  {case.part}: {case.outcome}  [{name}] {case.words[:SHOWN]}")
    return "\n".join(lines)


def _attributions(document: Annotated, statements: Sequence[Mapping[str, Any]], index: TokenIndex) -> list[Case]:
    ours = [
        (statement, index.words([*statement["cue"], *statement["source"]]), _contents(statements, k, index))
        for k, statement in enumerate(statements)
        if statement["cue"] or statement["source"]
    ]
    cases = []
    for relation in document.attributions:
        satellite, nucleus = index.words(relation.satellite), index.words(relation.nucleus)
        near = [
            (max(_f1(content, nucleus) for content in contents), statement)
            for statement, words, contents in ours
            if words & satellite
        ]
        agreement, statement = max(near, key=lambda item: item[0], default=(0.0, {}))
        outcome = "found" if agreement >= AGREES else "cue" if near else "missed"
        rows = (ALL["attribution"], _voice(document.text, relation), document.genre) if relation.clause else (NO_VERB,)
        words = f"{_shown(document.text, relation.satellite)} | {_shown(document.text, relation.nucleus)}"
        cases.append(Case("attribution", rows, outcome, words))
        if relation.negative and outcome == "found":
            cases.append(Case("polarity", (ALL["polarity"],), statement["polarity"], _shown(document.text, relation.satellite)))
    return cases


def _contents(statements: Sequence[Mapping[str, Any]], k: int, index: TokenIndex) -> list[TokenSet]:
    """The words of a content: alone, with what its quotation goes on with, and with what went before the cue."""
    first = statements[k]
    contents = [index.words(first["content"])]
    for others in (statements[k + 1 :], statements[:k][::-1]):
        joined = contents[0]
        for other in others:
            if other["parent"] == first["parent"]:
                if other["cue"] or other["source"] or other["source_resolved"] != first["source_resolved"]:
                    break
                joined |= index.words(other["content"])
        contents.append(joined)
    return contents


def _voice(text: str, relation: Attributed) -> str:
    if not relation.source:
        return NOBODY
    return FIRST if _shown(text, relation.source).lower() in SPEAKER | {"you"} else OTHERS


def _f1(left: TokenSet, right: TokenSet) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def _shown(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def _counted(documents: Iterable[Sequence[Case]]) -> dict[tuple[str, str], Counter[str]]:
    rows: dict[tuple[str, str], Counter[str]] = {}
    for cases in documents:
        for case in cases:
            for row in case.rows:
                rows.setdefault((case.part, row), Counter())[case.outcome] += 1
    return dict(sorted(rows.items(), key=lambda item: _place(*item[0])))


def _place(part: str, row: str) -> tuple[int, int, str]:
    return list(BEST).index(part), ROWS.index(row) if row in ROWS else len(ROWS), row


def _share(part: str, outcomes: Counter[str]) -> float:
    return outcomes[BEST[part]] / outcomes.total()


def _headline(documents: Sequence[Sequence[Case]]) -> dict[str, float]:
    return {f"{part} {row}": _share(part, outcomes) for (part, row), outcomes in _counted(documents).items()}


def _files(place: Path) -> dict[str, str]:
    """The list of splits and the documents by name."""
    try:
        if place.is_dir():
            return {path.name: path.read_text(encoding="utf-8") for path in (place / "splits.md", *place.glob("dep/*.conllu"))}
        with tarfile.open(place) as archive:
            wanted = [member for member in archive if member.isfile() and member.name.endswith(("splits.md", ".conllu"))]
            return {Path(m.name).name: archive.extractfile(m).read().decode("utf-8") for m in wanted}  # type: ignore[union-attr]
    except (tarfile.TarError, OSError, EOFError, UnicodeDecodeError) as exc:
        raise ParseFailed(f"it cannot be read ({exc}).", str(place), "Give the folder or archive of GUM.") from exc
