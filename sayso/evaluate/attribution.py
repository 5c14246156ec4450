"""Scores attribution relations (source, cue, content) as in PolNeAR: top-level statements, whatever their labels.

    token    the token sets of a role, united over the article, compared token by token
    exact    spans of a role equal after punctuation is cut off both ends; equal spans of an article count once
    overlap  spans of a role that share a token with a span of the other side
    found, right, tight   relations paired one to one, see sayso.evaluate.pairing

An expected relation without content takes no part in pairing. A relation that loses more than half of its content (of its cue
where it has no content) to discarded regions is removed from both sides. Precision, recall and F1 are micro averages.

Source: the measures of Newell, Margolin and Ruths (PolNeAR, 2018), with pairing one to one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.evaluate.data import Record, check_known, key_of
from sayso.evaluate.figures import Interval, Tally, intervals
from sayso.evaluate.pairing import LEVELS, ROLES, Relation, agree, pairs, relation
from sayso.evaluate.tokens import Pair, TokenIndex

OPENING = "“„«"
QUOTATION_MARKS = '"“”„«»'
DIRECT_SHARE = 0.9

Tallies = dict[str, Tally]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a corpus: tallies by name in the order of display, and 95% intervals (F1; recall for the recall rows)."""

    articles: int
    tallies: Tallies
    intervals: Mapping[str, Interval]


def evaluate(
    gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], *, resamples: int = 0, as_read: bool = False
) -> Scores:
    """Score predictions against gold records.

    Args:
        gold: records with `id`, `text`, `attributions` and perhaps `discard`.
        predicted: records with `id` and `attributions`, or readings as `sayso read --format jsonl` gives them, of which the
            top-level statements count. A missing article counts as one without predictions.
        resamples: how many resamples of articles the intervals rest on; 0 for none.
        as_read: take the statements of readings as they are, not in the convention of PolNeAR (see `attributions_of`).

    Raises:
        NotFound: a prediction belongs to no gold article.
    """
    expected = {key_of(record): record for record in gold}
    found = {key_of(record): attributions_of(record, as_read=as_read) for record in predicted}
    check_known(found, expected)
    articles = [score_article(record, found.get(key, ())) for key, record in expected.items()]
    tallies = _ordered(add(articles))
    return Scores(len(articles), tallies, intervals(articles, _headline, resamples=resamples))


COMPLEMENTISER = re.compile(r"\bthat\s+\Z", re.IGNORECASE)


def attributions_of(record: Mapping[str, Any], *, as_read: bool = False) -> Sequence[Mapping[str, Any]]:
    """The attributions of a record; of a reading, its top-level statements in the convention of PolNeAR.

    Two conventions differ there. A quotation that goes on without a cue of its own (`"A," said X. "B."`) is a statement of its
    own for us, in PolNeAR one attribution with two pieces of content; and PolNeAR takes the complementiser ("that") into the
    content. `as_read` leaves both as they are.
    """
    if "attributions" in record:
        attributions: Sequence[Mapping[str, Any]] = record["attributions"]
        return attributions
    if as_read:
        return [statement for statement in record["statements"] if not statement.get("parent")]
    text = (record.get("document") or record)["text"]
    joined: list[dict[str, Any]] = []
    for statement in record["statements"]:
        if statement.get("parent"):
            continue
        content = [_with_complementiser(text, *span) for span in statement["content"]]
        goes_on = not statement["cue"] and not statement["source"] and statement.get("source_kind") != "none"
        if goes_on and joined and joined[-1]["source_resolved"] == statement.get("source_resolved"):
            joined[-1]["content"] += content
        else:
            joined.append({**statement, "source_resolved": statement.get("source_resolved"), "content": content})
    return joined


def _with_complementiser(text: str, start: int, end: int) -> list[int]:
    """The span, grown over a "that" before it."""
    found = COMPLEMENTISER.search(text, max(start - 12, 0), start)
    return [found.start() if found else start, end]


def score_article(gold: Mapping[str, Any], attributions: Sequence[Mapping[str, Any]]) -> Tallies:
    """The tallies of one article by name; names without cases are missing."""
    index = TokenIndex(gold["text"], gold.get("discard") or ())
    expected = _kept(gold["attributions"], index)
    found = _kept(attributions, index)
    tallies: Tallies = {}
    for role in ROLES:
        tallies.update(_role_tallies(role, expected, found, index))
    expected = [item for item in expected if item.tokens["content"]]
    paired = pairs(expected, found)
    for level in LEVELS:
        n = sum(agree(expected[i], found[j], level=level) for i, j in paired)
        tallies[f"relation {level}"] = Tally(n, len(found), n, len(expected))
    partner = dict(paired)
    for i, item in enumerate(expected):
        right = i in partner and agree(item, found[partner[i]], level="right")
        for name in (quote_form(gold["text"], item.spans["content"]), "with source" if item.tokens["source"] else "sourceless"):
            row = f"recall(right) {name}"
            tallies[row] = tallies.get(row, Tally()) + Tally(recalled=int(right), expected=1)
    return tallies


def add(articles: Iterable[Mapping[str, Tally]]) -> Tallies:
    """The tallies of several articles, added up by name."""
    total: Tallies = {}
    for tallies in articles:
        for name, tally in tallies.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def quote_form(text: str, content: Iterable[Pair]) -> str:
    """ "direct", "mixed" or "indirect", by the share of letters and digits inside the content's own quotation marks."""
    marks = total = inside_total = 0
    for start, end in content:
        inside = False
        for character in text[start:end].strip():
            if character in QUOTATION_MARKS:
                inside = character in OPENING or (character == '"' and not inside)
                marks += 1
            elif character.isalnum():
                total += 1
                inside_total += inside
    if not marks:
        return "indirect"
    return "direct" if total and inside_total / total > DIRECT_SHARE else "mixed"


def as_json(scores: Scores) -> Record:
    """The scores as plain data."""
    rows = {
        name: {
            "p": tally.precision,
            "r": tally.recall,
            "f1": tally.f1,
            "counts": [tally.right, tally.predicted, tally.recalled, tally.expected],
            "ci": list(scores.intervals[name]) if name in scores.intervals else None,
        }
        for name, tally in scores.tallies.items()
    }
    return {"articles": scores.articles, "scores": rows}


def as_text(scores: Scores) -> str:
    """The scores as a table in per cent."""
    relations = scores.tallies.get("relation found", Tally())
    lines = [f"{scores.articles} articles; {relations.expected} attributions expected, {relations.predicted} predicted"]
    lines.append(f"{'':24s}     P      R     F1")
    for name, tally in scores.tallies.items():
        tail = ""
        if name in scores.intervals:
            low, high = scores.intervals[name]
            tail = f"  [{100 * low:.1f}, {100 * high:.1f}]"
        if name.startswith("recall"):
            lines.append(f"{name:24s}       {100 * tally.recall:7.1f}       {tail}  n={tally.expected}")
        else:
            lines.append(f"{name:24s}{100 * tally.precision:7.1f}{100 * tally.recall:7.1f}{100 * tally.f1:7.1f}{tail}")
    return "\n".join(lines)


def _kept(attributions: Iterable[Mapping[str, Any]], index: TokenIndex) -> list[Relation]:
    kept = []
    for attribution in attributions:
        item = relation(attribution, index)
        role = "content" if item.spans["content"] else "cue"
        if len(item.tokens[role]) * 2 >= len(index.all_tokens(item.spans[role])):
            kept.append(item)
    return kept


def _role_tallies(role: str, expected: Sequence[Relation], found: Sequence[Relation], index: TokenIndex) -> Tallies:
    left = frozenset[int]().union(*(item.tokens[role] for item in expected))
    right = frozenset[int]().union(*(item.tokens[role] for item in found))
    left_spans = _trimmed_spans(role, expected, index)
    right_spans = _trimmed_spans(role, found, index)
    shared, exact = len(left & right), len(left_spans & right_spans)
    return {
        f"token {role}": Tally(shared, len(right), shared, len(left)),
        f"exact {role}": Tally(exact, len(right_spans), exact, len(left_spans)),
        f"overlap {role}": Tally(
            sum(_touches(span, left_spans) for span in right_spans),
            len(right_spans),
            sum(_touches(span, right_spans) for span in left_spans),
            len(left_spans),
        ),
    }


def _trimmed_spans(role: str, items: Iterable[Relation], index: TokenIndex) -> set[Pair]:
    return {trimmed for item in items for span in item.spans[role] if (trimmed := index.trimmed(span)) is not None}


def _touches(span: Pair, others: Iterable[Pair]) -> bool:
    return any(span[0] <= other[1] and other[0] <= span[1] for other in others)


def _headline(articles: Sequence[Tallies]) -> dict[str, float]:
    return {name: tally.recall if name.startswith("recall") else tally.f1 for name, tally in add(articles).items()}


def _ordered(tallies: Tallies) -> Tallies:
    rows = [f"{measure} {role}" for measure in ("token", "exact", "overlap") for role in ROLES]
    rows += [f"relation {level}" for level in LEVELS]
    rows += [f"recall(right) {name}" for name in ("direct", "indirect", "mixed", "sourceless", "with source")]
    return {name: tallies[name] for name in rows if name in tallies}
