"""Labels of each statement: quote form by rule, the others by the model's heads, sources resolved; confidences calibrated."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.analyse import tags as T
from sayso.analyse.assemble import Draft
from sayso.analyse.decode import head_probabilities
from sayso.analyse.encoding import Units
from sayso.analyse.hedges import hedge
from sayso.analyse.names import KINDS
from sayso.analyse.quotations import quote_form, share_quoted
from sayso.analyse.resolve import HE, SHE, Parties, Resolved
from sayso.analyse.words import Quotation
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Quote, SourceKind

Floats = NDArray[np.float32]
DEFINITE = re.compile(r"(?:the|this|that|these|those|its|his|her|their|our)\b")
THE = re.compile(r"the\b")
ONE = re.compile(r"[^A-Z]+(?<!s)")  # no name, and no plural
EDGE = 1e-3  # raw confidences nearer to 0 or 1 count as that near


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one statement, and how sure the model is of them."""

    quote: Quote
    source_kind: SourceKind
    source_named: bool
    source_resolved: str | None
    force: Force
    certainty: Certainty
    polarity: Polarity
    confidence: Confidence


def labels(
    units: Units, heads: Floats, found: list[Draft], parties: Parties, calibration: Mapping[str, tuple[float, float]]
) -> list[Labels]:
    """Labels of the drafts, in the same order.

    Args:
        heads: float32 [unit, N_HEAD_COLUMNS].
    """
    done: dict[int, Labels] = {}
    for draft in sorted(found, key=_turn):
        done[id(draft)] = _label(units, heads, draft, parties, calibration, done)
    return _agreed([done[id(draft)] for draft in found])


def _agreed(found: list[Labels]) -> list[Labels]:
    """The labels with one kind for each named source: the one that its statements together speak for."""
    votes: dict[str, dict[SourceKind, float]] = {}
    for label in found:
        if label.source_named and label.source_resolved:
            kinds = votes.setdefault(label.source_resolved, {})
            kinds[label.source_kind] = kinds.get(label.source_kind, 0.0) + label.confidence.source_kind
    best = {name: max(kinds, key=lambda kind: (kinds[kind], kind)) for name, kinds in votes.items()}
    return [
        replace(label, source_kind=best[label.source_resolved])
        if label.source_named and label.source_resolved in best
        else label
        for label in found
    ]


def _turn(draft: Draft) -> tuple[int, int]:
    """Sorts drafts by where in the text their source is met, each behind the one it takes its source or speaker from."""
    if draft.head is not None:
        position, depth = _turn(draft.head)
        return position, depth + 1
    own = (draft.source or draft.cue or draft.content)[0].start
    if draft.parent is None:
        return own, 0
    position, depth = _turn(draft.parent)
    return max(own, position), depth + 1


def _pick(probabilities: Floats | None, names: tuple[str, ...]) -> tuple[str, float]:
    if probabilities is None:
        return names[0], 0.5
    k = int(probabilities.argmax())
    return names[k], float(probabilities[k])


def _calibrated(field: str, p: float, calibration: Mapping[str, tuple[float, float]]) -> float:
    """Platt scaling (Platt 1999) of a raw confidence; unchanged where the model has no figures for the field."""
    if field not in calibration:
        return p
    slope, offset = calibration[field]
    p = min(max(p, EDGE), 1 - EDGE)
    return 1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + offset)))


def _tagged(text: str, draft: Draft) -> bool:
    """Whether it stands behind a speaker's tag, where no marks are needed; a headline without a full stop is none's words."""
    if [text[start:end] for start, end in draft.cue] != [":"] or draft.content[0].start < draft.cue[0].start:
        return False
    line = text[draft.content[-1].end - 1 :].partition("\n")[0]
    return any(mark in line for mark in ".!?…")


def _label(
    units: Units,
    heads: Floats,
    draft: Draft,
    parties: Parties,
    calibration: Mapping[str, tuple[float, float]],
    done: dict[int, Labels],
) -> Labels:
    parts = {part: draft.numbers(part) for part in ("source", "cue", "content")}
    head = done.get(id(draft.head)) if draft.head is not None else None
    polarity, _ = _pick(head_probabilities(heads, "polarity", parts), T.POLARITY_LABELS)
    force, p_force = _pick(head_probabilities(heads, "force", parts), T.FORCE_LABELS)
    quote = Quote.DIRECT if _tagged(units.words.text, draft) else quote_form(units.words, draft.content)
    parent = done.get(id(draft.parent)) if draft.parent is not None else None
    if parent is not None and parent.quote is not Quote.INDIRECT and _within_quotation(units, draft):
        quote = Quote.INDIRECT
    if head is not None:  # a quotation that goes on
        kind, named, resolved, p_kind = head.source_kind, head.source_named, head.source_resolved, head.confidence.source_kind
        force, p_force, polarity = str(head.force), head.confidence.force, str(Polarity.POSITIVE)
        if force in ("denies", "asks", "accuses"):
            force = str(Force.STATES)
    else:
        kind, named, resolved, p_kind = _source(units, heads, draft, parties, parts, parent)

    certainty, p_certainty = _certainty(units, heads, draft, parts, Force(force))

    def scale(field: str, p: float) -> float:
        return _calibrated(field, p, calibration)

    return Labels(
        quote, kind, named, resolved, Force(force), Certainty(certainty), Polarity(polarity),
        Confidence(
            scale("content", draft.p["content"]), scale("cue", draft.p["cue"]), scale("source", draft.p["source"]),
            scale("source_kind", p_kind), scale("force", p_force), scale("certainty", p_certainty),
        ),
    )  # fmt: skip


def _certainty(units: Units, heads: Floats, draft: Draft, parts: dict[str, list[int]], force: Force) -> tuple[str, float]:
    """The model's certainty, moved by the hedges that the words show."""
    probabilities = head_probabilities(heads, "certainty", parts)
    found = hedge(units.words.text, draft.cue, draft.content, force)
    if probabilities is not None and draft.head is not None:  # going on, it asks only where its words do
        probabilities = probabilities.copy()
        probabilities[T.CERTAINTY_LABELS.index(Certainty.UNKNOWN)] *= 1e-3
    if probabilities is not None and found is not None:
        label, strength = found
        weighted = probabilities.copy()
        weighted[T.CERTAINTY_LABELS.index(label)] *= math.exp(strength)
        probabilities = weighted / weighted.sum()
    return _pick(probabilities, T.CERTAINTY_LABELS)


def _within_quotation(units: Units, draft: Draft) -> bool:
    inside, total = share_quoted(units.words, draft.cue or draft.content)
    return bool(total) and inside == total


def _names_members(units: Units, source: list[int]) -> bool:
    """Whether a group's phrase names a person, or is a name through and through ("the Greens")."""
    forms = [units.words.forms[int(units.first[unit])] for unit in source]
    plain = [form for form in forms if form[0].isalpha() and form.lower() not in ("the", "both", "and", "of")]
    return any(units.kind[unit] == KINDS.index("person") for unit in source) or all(form[0].isupper() for form in plain)


def _holds_name(units: Units, source: list[int]) -> bool:
    """Whether a source phrase holds a name: a name run, or a capital that no sentence start explains."""
    words = units.words
    for unit in source:
        word = int(units.first[unit])
        opens = word == 0 or words.sentence[word - 1] != words.sentence[word] or words.quotation[word - 1] == Quotation.OPENS
        if units.kind[unit] >= 0 or (words.forms[word][0].isupper() and not opens):
            return True
    return False


def _source(
    units: Units, heads: Floats, draft: Draft, parties: Parties, parts: dict[str, list[int]], parent: Labels | None
) -> tuple[SourceKind, bool, str | None, float]:
    """Kind, named, resolved name and raw confidence of the kind."""
    if not draft.source:
        return SourceKind.NONE, False, None, draft.p["source"]
    kind_name, p_kind = _pick(head_probabilities(heads, "source_kind", parts), T.KIND_LABELS)
    named_name, _ = _pick(head_probabilities(heads, "source_named", parts), T.NAMED_LABELS)
    kind, named = SourceKind(kind_name), named_name == "named"
    words = " ".join(units.words.text[s:e] for s, e in draft.source).lower()
    pronoun = parties.pronoun(draft.source)
    if not pronoun and not DEFINITE.match(words):  # "authorities", "a report": no name, nor one that stands elsewhere
        named = named and _holds_name(units, parts["source"])
    if kind is SourceKind.GROUP and not pronoun:  # a group has a name by its members' or its own, not by a people's
        named = named and _names_members(units, parts["source"])
    if words in HE | SHE:
        kind = SourceKind.PERSON
    speaker = Resolved(parent.source_resolved, parent.source_kind, parent.source_named) if parent is not None else None
    resolved = parties.resolve(draft.source, kind, named, speaker)
    if pronoun or resolved.kind is not None:
        kind = resolved.kind or kind
        named = resolved.named if resolved.named is not None else named
    elif resolved.named is not None:
        named = resolved.named
    if kind in (SourceKind.ORGANISATION, SourceKind.MEDIA) and THE.match(words) and ONE.fullmatch(resolved.name or ""):
        named = False  # "the government" where no name of it was found; a plural takes up names that stand apart
    parties.heard(draft.source, draft.source[0].start, resolved, kind, named)
    return kind, named, resolved.name or words, p_kind
