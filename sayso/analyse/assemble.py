"""From spans and links to drafts of statements: contents by cue, quotations that go on, nesting, spans in code points."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.analyse import tags as T
from sayso.analyse.decode import FORBIDDEN, Found, Linked, Parameters, best_tags, link, paragraphs_of, spans_with_confidence
from sayso.analyse.encoding import Units
from sayso.analyse.quotations import bare, share_quoted, trimmed
from sayso.analyse.tags import UnitSpan
from sayso.records.anchors import Span

Floats = NDArray[np.float32]
Apart = Callable[[list[tuple[int, int]]], Floats]
ACCUSE = re.compile(r"\b(?:accus|blam|suspect)\w*$", re.IGNORECASE)
ACCUSED_OF = re.compile(r"([^,.;:]{2,80}?)\s+(of|for)\s+(?=[\w“\"]+ing\b|[“\"])", re.IGNORECASE)
CUE_PARTS = frozenset("of for with as about on from against over out at".split())
MIN_REREAD = 5  # units a content must have to hold a report
SURE = 0.6
# Cues with which nobody reports: the author's own hedge ("seems", "it is clear that", "must be emphasised"), or a conjunction.
OWN_HEDGE = re.compile(
    r"^(?:it\s+|there\s+)?(?:also\s+|still\s+|now\s+)?(?:(?:do|does|did)(?:\s+not|n['’]t)\s+)?(?:seem|appear|look)(?:s|ed|ing)?\b"
    r"|\b(?:is|was|are|were|be|seems?|appears?|becomes?|makes?)\s+(?:not\s+)?(?:\w+ly\s+)?"
    r"(?:clear|obvious|evident|apparent|surprising|noteworthy|worth noting)\b"
    r"|\b(?:must|should|can|could|may|needs? to|has to)\s+(?:also\s+)?be\s+"
    r"(?:emphasi[sz]ed|noted|stressed|said|remembered|added|pointed out|mentioned)\b"
    r"|^(?:considering|given|assuming|supposing|granted|seeing|provided)$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"the|an?", re.IGNORECASE)  # "THE idea is sound": no source, and no report
RELATIVE = re.compile(r"who|whom|which", re.IGNORECASE)
# Behind a cue and no part of it: "was reported NOW by the ministry".
WHEN = re.compile(r"\s+(?:now|today|yesterday|tonight|recently|previously|earlier|later)$", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Draft:
    """A statement being put together.

    Attributes:
        units: the units of each part ("source", "cue", "content", "relay"), as spans.
        p: raw confidence of content, cue and source.
        head: for a quotation that goes on without a cue, the draft whose source it shares.
        parent: the draft inside whose content this one stands.
    """

    units: dict[str, list[UnitSpan]]
    p: dict[str, float]
    content: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    relays: list[Span] = field(default_factory=list)
    head: "Draft | None" = None
    parent: "Draft | None" = None

    def numbers(self, part: str) -> list[int]:
        """Unit numbers of a part, in order."""
        return [u for first, last in self.units[part] for u in range(first, last + 1)]

    def put_source(self, units: Units, span: Span) -> None:
        """Makes a span of at least one word the source."""
        covered = units.between(*span)
        self.units["source"] = [UnitSpan(covered[0], covered[-1])]
        self.source = [span]


def in_order(found: Iterable[Draft]) -> list[Draft]:
    """The drafts in order of the content's first character, each before those nested in it."""
    return sorted(found, key=lambda d: (d.content[0].start, d.parent is not None, -d.content[-1].end))


def by_sentence(units: Units, found: Iterable[Draft]) -> dict[int, list[Draft]]:
    """The drafts that have a cue, by the sentence in which it starts."""
    out: dict[int, list[Draft]] = {}
    for draft in found:
        if draft.cue:
            out.setdefault(units.words.sentence_at(draft.cue[0].start), []).append(draft)
    return out


def drafts(units: Units, features: Floats, parameters: Parameters, apart: Apart | None = None) -> list[Draft]:
    """Drafts of all statements, in order of the content's first character, each nested one with its parent.

    The two layers of tags give statements and those directly inside them. What is nested deeper is found by reading the
    contents of nested statements again, each as a text of its own, until nothing more is found.

    Args:
        apart: features of the units [first, last) of each given part, read as if it stood alone; None for no deeper nesting.
    """
    if not len(units):
        return []
    parts = paragraphs_of(units.paragraph)
    outer = _layer(units, features, parameters, 0, parts)
    inside = np.zeros(len(units), bool)
    for draft in outer:
        inside[draft.numbers("content")] = True
    inner = (
        _layer(units, features, parameters, 1, [(a, b) for a, b in parts if inside[a:b].any()], inside) if inside.any() else []
    )
    holder = {unit: draft for draft in outer for unit in draft.numbers("content")}
    nested = []
    for draft in inner:
        around = {id(holder.get(unit)): holder.get(unit) for unit in draft.numbers("content")}
        if len(around) == 1 and (parent := next(iter(around.values()))) is not None:
            draft.parent = parent
            nested.append(draft)

    found = [*outer, *nested]
    fresh = nested
    while fresh and apart is not None:
        fresh = _deeper(units, fresh, parameters, apart)
        found += fresh
    for draft in found:
        _place(units, draft)
    text = units.words.text
    kept = [
        draft
        for draft in found
        if draft.content
        and (draft.parent is None or draft.content != draft.parent.content)
        and not (draft.source and ARTICLE.fullmatch(text, *draft.source[0]))
        and (draft.source or draft.head is not None or not any(OWN_HEDGE.search(text[s:e]) for s, e in draft.cue))
    ]
    here = {id(draft) for draft in kept}
    kept = [draft for draft in kept if draft.head is None or id(draft.head) in here]
    here = {id(draft) for draft in kept}
    for draft in kept:
        while draft.parent is not None and id(draft.parent) not in here:
            draft.parent = draft.parent.parent
    return in_order(kept)


def _deeper(units: Units, nested: list[Draft], parameters: Parameters, apart: Apart) -> list[Draft]:
    """Statements found by reading the contents of nested ones again; only those that the model is fairly sure of."""
    parts = {}
    for draft in nested:
        (first, last), *more = draft.units["content"]
        if not more and last - first + 1 >= MIN_REREAD:
            parts[first, last + 1] = draft
    if not parts:
        return []
    features = apart(list(parts))
    out = []
    for (a, b), parent in parts.items():
        for draft in _layer(units, features, parameters, 0, [(a, b)]):
            smaller = sum(x.last - x.first + 1 for x in draft.units["content"]) < b - a - 1
            if draft.head is None and draft.units["source"] and smaller and min(draft.p.values()) >= SURE:
                draft.parent = parent
                out.append(draft)
    return out


def _layer(
    units: Units,
    features: Floats,
    parameters: Parameters,
    layer: int,
    parts: list[tuple[int, int]],
    inside: NDArray[np.bool_] | None = None,
) -> list[Draft]:
    at = layer * T.N_LABELS
    emissions = features[:, at : at + T.N_LABELS]
    if inside is not None:
        emissions = emissions.copy()
        emissions[~inside, 1:] = FORBIDDEN
    tags, marginals = best_tags(emissions, parameters.start[layer], parameters.steps[layer], parts)
    spans = spans_with_confidence(tags, marginals, parts)
    links = features[:, T.LINKS_AT]
    out: list[Draft] = []
    for linked, rest in _whole_cues(units, spans, link(links, spans, units.paragraph, parameters)):
        if linked.contents:
            out += _statement(units, spans, linked, rest)
    return out


def _whole_cues(units: Units, spans: dict[str, list[Found]], linked: list[Linked]) -> list[tuple[Linked, list[UnitSpan]]]:
    """The cues with what belongs to them, and the far parts of each ("accused X OF doing Y"), in order of the text."""
    words, out = units.words, list[tuple[Linked, list[UnitSpan]]]()
    for item in linked:
        span = spans["cue"][item.cue].span
        forms = {words.forms[w].lower() for w in range(int(units.first[span.first]), int(units.last[span.last]) + 1)}
        if out and forms <= CUE_PARTS:
            before, parts = out[-1]
            if words.sentence[units.last[spans["cue"][before.cue].span.last]] == words.sentence[units.first[span.first]]:
                whole = Linked(before.cue, before.source, before.contents + item.contents, before.relays + item.relays)
                out[-1] = (whole, [*parts, span])
                continue
        out.append((item, []))
    return out


def _statement(units: Units, spans: dict[str, list[Found]], linked: Linked, rest: list[UnitSpan]) -> list[Draft]:
    """The statement of one cue (`rest` are its far parts) and those of the sentences in which its quotation goes on."""
    cue = spans["cue"][linked.cue]
    source = spans["source"][linked.source[0]] if linked.source else None
    head_contents, later = _split(units, cue.span, [(spans["content"][j], p) for j, p in linked.contents])
    sure = min(found.p * p for found, p in head_contents)
    head = Draft(
        {
            "cue": [cue.span, *rest],
            "source": [source.span] if source else [],
            "content": [found.span for found, _ in head_contents],
            "relay": [spans["relay"][j].span for j, _ in linked.relays],
        },
        {
            "cue": cue.p * sure,  # a cue is only right with its content
            "content": sure,
            "source": (source.p * linked.source[1] if source and linked.source else cue.p) * sure,
        },
    )
    out = [head]
    for group in later:
        out.append(
            Draft(
                {"cue": [], "source": [], "relay": [], "content": [found.span for found, _ in group]},
                {"cue": head.p["cue"], "content": min(found.p * p for found, p in group), "source": head.p["source"]},
                head=head,
            )
        )
    return out


def _split(
    units: Units, cue: UnitSpan, contents: list[tuple[Found, float]]
) -> tuple[list[tuple[Found, float]], list[list[tuple[Found, float]]]]:
    """Contents in the cue's own sentence, and groups of quoted ones in other sentences (`"A," said X. "B."` is two statements).

    When no content touches the cue's sentence, the nearest stays with the cue.
    """
    sentence = units.words.sentence

    def sentences(span: UnitSpan) -> tuple[int, int]:
        return int(sentence[units.first[span.first]]), int(sentence[units.last[span.last]])

    cue_first, cue_last = sentences(cue)
    contents = sorted(contents, key=lambda c: c[0].span)
    own: list[tuple[Found, float]] = []
    other: list[tuple[Found, float]] = []
    for item in contents:
        low, high = sentences(item[0].span)
        (own if low <= cue_last and cue_first <= high else other).append(item)
    if not own:
        nearest = min(other, key=lambda c: (min(abs(c[0].span.first - cue.last), abs(cue.first - c[0].span.last)), c[0].span))
        own = [nearest]
        other = [item for item in other if item is not nearest]
    groups: list[list[tuple[Found, float]]] = []
    for item in other:
        inside, total = share_quoted(units.words, [Span(*units.span(*item[0].span))])
        if 2 * inside <= total:  # without marks, a sentence without a cue is the article's own
            continue
        if groups and sentences(groups[-1][-1][0].span)[1] >= sentences(item[0].span)[0]:
            groups[-1].append(item)
        else:
            groups.append([item])
    return own, groups


def _place(units: Units, draft: Draft) -> None:
    """Fills in the spans in code points."""
    words = units.words
    draft.cue = [_without_when(words.text, bare(words.text, *units.span(*x))) for x in draft.units["cue"]]
    draft.source = [bare(words.text, *units.span(*x)) for x in draft.units["source"]]
    if draft.source and draft.cue and _opens_later(units, draft):
        draft.units["source"], draft.source = [], []
    draft.relays = [bare(words.text, *units.span(*x)) for x in sorted(draft.units["relay"])]
    draft.content = trimmed(words, [Span(*units.span(*x)) for x in sorted(draft.units["content"])])
    if len(draft.content) == 1 and len(draft.cue) == 1 and ACCUSE.search(words.text[slice(*draft.cue[0])]):
        _split_accusation(words.text, draft)


def _without_when(text: str, cue: Span) -> Span:
    found = WHEN.search(text[slice(*cue)])
    return Span(cue.start, cue.start + found.start()) if found else cue


def _opens_later(units: Units, draft: Draft) -> bool:
    """Whether the source is a relative pronoun of a later sentence than the cue's, where nothing before it can hang on it."""
    source = draft.source[0]
    words = units.words
    return bool(RELATIVE.fullmatch(words.text, *source)) and words.sentence_at(source.start) > words.sentence_at(
        draft.cue[-1].start
    )


def _split_accusation(text: str, draft: Draft) -> None:
    """`accused X of doing Y`: who is accused is a piece of content of its own, and "of" belongs to the cue."""
    start, end = draft.content[0]
    if draft.cue[0].end > start:
        return
    found = ACCUSED_OF.match(text, start, end)
    if found:
        draft.content = [Span(start, found.end(1)), Span(found.end(), end)]
        draft.cue = [draft.cue[0], Span(*found.span(2))]
