"""What the article asserts in its own voice: its sentences and independent clauses that belong to no statement.

An impersonal frame ("It seems clear that ...", "This is further evidence that ...") is cut off; its hedge counts for the
certainty of the clause inside. A whole sentence keeps its final stop; a clause inside a frame, or left over beside a
statement, stands without final punctuation and ends before an added reason ("..., since ...").
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.analyse.clauses import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    finite_verbs,
)
from sayso.analyse.frames import ADDED, FORM, agentless, certainty_of, frame_of
from sayso.analyse.words import Words
from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.statements import Certainty, OwnAssertion

IMPERATIVE = re.compile(
    r"^(?:please|read|see|click|watch|listen|follow|subscribe|sign\s+up|contact|visit|consider|note|let|remember|"
    r"imagine|do\s+not|don['’]t|share|join|"
    r"download|check|look|think|stay|photo|image|file|picture|source|credit)\b(?!\s*(?:,\s|said|is|was|are|were|"
    r"of\s+the|has|have|had|will|by\b|from\b|ing\b|s\b))",
    re.IGNORECASE,
)
DANGLING = (
    COORDINATORS | RELATIVES | SUBORDINATORS | DETERMINERS | (PREPOSITIONS - frozenset("in up off out down over".split()))
)
DANGLING |= frozenset(
    "it also has have had is was are were be been will would can could may might must should do does did to not he "
    "she they we i in reportedly allegedly then later further meanwhile however".split()
)
LONGEST = 2000  # code points; what runs on longer without a full stop is a table or a list, and would cost its square
URGED = re.compile(r"\b(?:must|should|can|could|may|might|ought|needs?|remains|cannot)\b", re.IGNORECASE)
LEADING = frozenset("and but or so yet nor".split())
SPLIT = re.compile(r";|:(?=\s)|\s[–—]\s")
TAIL = re.compile(
    r",?\s+(?:and|but|while|as|when)\s+(?:on|in|at|by|after|before|during|later|then|also|again|last|this|"
    r"for)(?:\s+[\w’'-]+){0,5}\s*,?\s*$"
)


def own_assertions(document: Document, words: Words, taken: Sequence[Span]) -> tuple[OwnAssertion, ...]:
    """What the article asserts in its own voice, in the order of the text; ids "o1", "o2", ...

    Args:
        document: the article; headings and boilerplate hold no assertions.
        words: the words of `document.text`.
        taken: everything that belongs to statements (cue, source, content, relays), in any order.
    """
    text = words.text
    ordered = _merged(taken)
    closed = sorted((*document.boilerplate, *document.headings))
    out: list[OwnAssertion] = []
    at = shut = 0
    for sentence in _sentences(words):
        while shut < len(closed) and closed[shut].end <= sentence.start:
            shut += 1
        if sentence.end - sentence.start > LONGEST or (shut < len(closed) and closed[shut].start < sentence.end):
            continue
        while at < len(ordered) and ordered[at].end <= sentence.start:
            at += 1
        inside = []
        k = at
        while k < len(ordered) and ordered[k].start < sentence.end:
            inside.append(ordered[k])
            k += 1
        for span, certainty, nobody in _of_sentence(words, sentence, inside):
            if any(ch.isalnum() for ch in text[span.start : span.end]):
                out.append(OwnAssertion(f"o{len(out) + 1}", (span,), certainty, nobody))
    return tuple(out)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, overlapping ones joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _sentences(words: Words) -> Iterator[Span]:
    first = 0
    numbers = words.sentence.tolist()
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i] != numbers[first]:
            yield Span(int(words.starts[first]), int(words.ends[i - 1]))
            first = i


def _of_sentence(words: Words, sentence: Span, taken: list[Span]) -> Iterator[tuple[Span, Certainty, bool]]:
    text = words.text
    shown = text[sentence.start : sentence.end]
    stripped = shown.rstrip("\"”»’')] ")
    if stripped.endswith("?") or IMPERATIVE.match(shown) or _quoted(words, sentence):
        return
    if not taken:
        frame = frame_of(shown)
        if frame:
            yield from _framed(text, sentence, len(frame))
            return
        for piece in _pieces(text, sentence):
            whole = piece == sentence
            if _asserts(text[piece.start : piece.end], whole=whole):
                span = piece if whole and stripped.endswith((".", "…", "!")) else _trimmed(text, piece)
                yield _labelled(text, span)
        return
    for free, subject in _free(text, sentence, taken):
        frame = "" if subject else frame_of(text[free.start : free.end])
        if frame:
            yield from _framed(text, free, len(frame))
            continue
        for piece in _pieces(text, free):
            cut = _left_over(text, piece)
            if cut is None or (piece.start == sentence.start and _adjunct(text[piece.start : piece.end])):
                continue
            if subject and piece.start == free.start:
                if _predicate(text, piece, cut):
                    yield _labelled(text, Span(subject.start, cut.end))
                continue
            if _independent(text[cut.start : cut.end]) and not re.match(r"[a-z]+ing\b", text[cut.start : cut.end]):
                yield _labelled(text, _completed(text, cut, inside=taken, piece=piece))


def _completed(text: str, cut: Span, *, inside: list[Span], piece: Span) -> Span:
    """With the agent or object that stands in a statement after it ("The study was led by X, who said")."""
    rest = FORM.findall(text[cut.end : piece.end].lower())
    if len(rest) == 1 and rest[0] in PREPOSITIONS:
        for span in inside:
            if span.start == piece.end and len(FORM.findall(text[span.start : span.end])) <= 15:
                return Span(cut.start, span.end)
    return cut


def _adjunct(shown: str) -> bool:
    """Whether a stretch before a comma is only a phrase that opens the sentence ("In a letter sent on Friday,")."""
    forms = [form.lower() for form in FORM.findall(shown)]
    if not shown.rstrip().endswith(",") or forms[0] not in PREPOSITIONS:
        return False
    return not any(forms[v] in AUXILIARIES or forms[v - 1] in PRONOUNS for v in finite_verbs(forms))


def _predicate(text: str, piece: Span, cut: Span) -> bool:
    """Whether the left-over stretch is a finite predicate, complete at its end (not "were asked by")."""
    forms = [form.lower() for form in FORM.findall(text[cut.start : cut.end])]
    verbs = finite_verbs(forms)
    skipped = 0
    while skipped < len(forms) and (forms[skipped] in ADVERBS or forms[skipped].endswith("ly")):
        skipped += 1
    rest = FORM.findall(text[cut.end : piece.end].lower())
    return bool(verbs) and verbs[0] <= skipped and not (rest and rest[0] in PREPOSITIONS - {"to"})


def _quoted(words: Words, sentence: Span) -> bool:
    """Whether the sentence is a quotation: nobody's statement was found for it, but it is not the article's voice."""
    numbers = words.between(*sentence)
    inside = sum(int(words.quotation[i]) == 1 for i in numbers)
    return inside * 5 > len(numbers) * 4


def _free(text: str, sentence: Span, taken: list[Span]) -> Iterator[tuple[Span, Span | None]]:
    """(stretch outside statements, the source before it when the stretch lacks a subject of its own), in order."""
    position = sentence.start
    before: Span | None = None
    for span in [*taken, Span(sentence.end, sentence.end)]:
        if span.start > position:
            yield Span(position, span.start), _subject(text, sentence, before)
        position = max(position, span.end)
        before = span


def _subject(text: str, sentence: Span, before: Span | None) -> Span | None:
    """The subject `before` with the adjunct that opens the sentence ("As a result, X"); None when more stands before it."""
    if before is None:
        return None
    opening = text[sentence.start : before.start]
    forms = FORM.findall(opening)
    if not forms:
        return before
    adjunct = (
        opening.rstrip().endswith(",")
        and len(forms) <= 8
        and not finite_verbs(forms)
        and (forms[0].lower() not in SUBORDINATORS or opening.lower().startswith("as a result"))
    )
    return Span(sentence.start, before.end) if adjunct else None


def _pieces(text: str, span: Span) -> list[Span]:
    """The span cut at semicolons, colons and dashes when every part could stand alone, else the span."""
    cuts = [m for m in SPLIT.finditer(text, *span)]
    if not cuts:
        return [span]
    out = []
    start = span.start
    for cut in cuts:
        left, right = text[start : cut.start()], text[cut.end() : span.end]
        if _independent(left) and _independent(right):
            out.append(Span(start, cut.start()))
            start = cut.end()
            while start < span.end and text[start].isspace():
                start += 1
    out.append(Span(start, span.end))
    return [piece for piece in out if piece.end > piece.start]


def _left_over(text: str, piece: Span) -> Span | None:
    """The piece without punctuation and dangling words at its ends; None when fewer than three words remain."""
    shown = [(m.start(), m.end(), m.group().lower()) for m in FORM.finditer(text, *piece)]
    while shown and shown[0][2] in LEADING:
        shown.pop(0)
    dangled = False
    while shown and shown[-1][2] in DANGLING:
        shown.pop()
        dangled = True
    if len(shown) < 3:
        return None
    end = shown[-1][1] if dangled else piece.end
    tail = TAIL.search(text, shown[0][0], end)
    if tail and not finite_verbs(FORM.findall(tail.group())):
        end = tail.start()
    span = _trimmed(text, Span(shown[0][0], end))
    return span if span.end > span.start else None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:.!?…–—-)]”»"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.!?…–—-(["):
        end -= 1
    if text[end : end + 1] == "." and re.search(r"\b[A-Za-z](?:\.[A-Za-z])+$", text[max(start, end - 8) : end]):
        end += 1  # the stop belongs to an abbreviation
    return Span(start, end)


def _asserts(shown: str, *, whole: bool) -> bool:
    """Whether a stretch without statements is a sentence, not a label or a line of credits."""
    forms = FORM.findall(shown)
    if len(forms) < 2:
        return False
    if finite_verbs(forms):
        return not whole or len(forms) > 2 or shown.rstrip("\"”»’')] ").endswith((".", "!"))
    return (
        whole
        and shown.rstrip("\"”»’')] ").endswith(".")
        and len(forms) >= 3
        and not re.search(":|,.*,", shown)
        and sum(f[0].islower() for f in forms) * 2 > len(forms)
    )


def _independent(shown: str, depth: int = 4) -> bool:
    """Whether the stretch has a subject and a finite verb outside subordinate clauses; passes up to `depth` commas."""
    if not depth:
        return False
    forms = FORM.findall(shown)
    verbs = finite_verbs(forms)
    if not verbs or len(forms) < 3:
        return False
    lows = [f.lower() for f in forms]
    opening = 0
    while opening < len(lows) and (lows[opening] in ADVERBS or lows[opening].endswith("ly")):
        opening += 1
    if verbs[0] == opening:
        return False  # "then fled up the hill": no subject
    if (lows[0] in RELATIVES and lows[0] != "that") or lows[0] == "to":
        return False
    if verbs[0] == 0 or lows[0] in SUBORDINATORS or (lows[0] == "as" and lows[1] != "of"):
        comma = shown.find(",")
        return bool(lows[0] in SUBORDINATORS | {"as"} and comma > 0 and _independent(shown[comma + 1 :], depth - 1))
    if lows[0] in PREPOSITIONS:
        after = shown.find(",")
        if after > 0 and finite_verbs(FORM.findall(shown[after + 1 :])):
            return _independent(shown[after + 1 :], depth - 1) or verbs[0] < len(FORM.findall(shown[:after]))
        if lows[verbs[0]].endswith("ed") and lows[verbs[0] - 1] not in PRONOUNS:
            return False  # "In a report released"
    markers = sum(low in RELATIVES | SUBORDINATORS or low == "if" for low in lows[1:])
    return bool(len(verbs) > markers)


def _framed(text: str, sentence: Span, offset: int) -> Iterator[tuple[Span, Certainty, bool]]:
    """The clause inside an impersonal frame that ends at `offset` of the sentence."""
    frame = text[sentence.start : sentence.start + offset]
    inner = Span(sentence.start + offset, sentence.end)
    places = islice(ADDED.finditer(text, *inner), 8)
    added = next((m for m in places if _independent(text[inner.start : m.start()])), None)
    span = _trimmed(text, Span(inner.start, added.start() if added else inner.end))
    if not any(ch.isalnum() for ch in text[span.start : span.end]):
        return
    certainty = certainty_of(frame, frame=True)
    if certainty is Certainty.CERTAIN:
        certainty = certainty_of(text[span.start : span.end])
    if re.search(r"\b(?:whether|if)\s*,?\s*$", frame, re.IGNORECASE):
        certainty = Certainty.UNKNOWN
    nobody = agentless(frame) and not URGED.search(frame)
    yield span, certainty, nobody or agentless(text[span.start : span.end])


def _labelled(text: str, span: Span) -> tuple[Span, Certainty, bool]:
    shown = text[span.start : span.end]
    return span, certainty_of(shown), agentless(shown)
