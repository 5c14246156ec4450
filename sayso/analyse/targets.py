"""Who or what is accused or evaluated: the noun phrase, read off the cue's grammar."""

import re
from itertools import pairwise

from sayso.analyse.clauses import AUXILIARIES, PHRASE_END, PREPOSITIONS, RELATIVES, finite_verbs
from sayso.analyse.words import CLOSING, OPENING, Words
from sayso.records.anchors import Span, Spans
from sayso.records.statements import Force

# the second of two contents is the one accused: "the fire was blamed on X", "charges of theft against X", "attributed it to X"
SECOND = re.compile(
    r"\b(?:blam\w+\b.*\bon|pinned\b.*\bon|fault\w*\b.*\bwith|against|ascrib\w+|attribut\w+)\b", re.IGNORECASE | re.DOTALL
)
NAMING = re.compile(
    r"^(?:\w+\s+)*?(?:call|calls|called|calling|describ\w+|label\w*|brand\w*|dub\w*|term\w*|deem\w*|declar\w+|"
    r"consider\w*|characteri[sz]\w+|portray\w*|"
    r"denounc\w+|condemn\w*|dismiss\w*|praise\w*|prais\w+|hail\w*|slam\w*|blast\w*|citing|cites?|cited|refer\w+|"
    r"regard\w*|find|found|liken\w*|name|named)\b",
    re.IGNORECASE,
)
QUOTE = OPENING + '"'
ADDED = re.compile(r"\s+(?:for (?=their|his|her|its|\w+ing)|in which\b)|,\s+(?:which|who|whose)\b")
FORM = re.compile(r"\w+(?:[-’'.]\w+)*")
OBJECT_PRONOUN = re.compile(
    r"(?:it|him|them|me|us|you|this|that|these|those|himself|herself|itself|themselves|her(?=\s+(?:an?|the)\b|\s+[\"“]))(?!\w)",
    re.IGNORECASE,
)
SECOND_PHRASE = re.compile(r"(?<=\w)\s+(?:as|to be|being|for|an?|the)\s", re.IGNORECASE)
FOR = re.compile(
    r"\s+(?:for|over|as|because of|after|on (?:Twitter|Facebook|social media|X)|in an?|at a|"
    r"of(?=\s+\w+ing\b))(?!\w)",
    re.IGNORECASE,
)
AGAINST = re.compile(r"^\s*(?:[\w’'-]+\s+){0,6}?against\s+", re.IGNORECASE)
ACCUSING = re.compile(r"\b(?:accus|charg|blam|indict|suspect|alleg|critici|condemn|prais|prosecut|sue)", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\b|^\s*(?:also\s+)?(?:accused|charged|blamed|suspected|indicted|"
    r"criticized|criticised|praised)\b|\bfac(?:e|es|ed|ing)\b",
    re.IGNORECASE,
)
FACING = re.compile(
    r"\b(?:fac(?:e|es|ed|ing)|arrested|sentenced|detained|convicted|tried|on trial|wanted|indicted|held|acquitted|"
    r"cleared|appeared)\b[^,;]{0,60}$"
)
PREPOSITION_AT_END = re.compile(r"\s+(?:of|for|with|over|on|as|in|to|about|that)\s*$", re.IGNORECASE)


def target(words: Words, *, cue: Spans, content: Spans, source: Spans, force: Force) -> Spans:
    """The noun phrase accused or evaluated; empty for other forces and where none stands in reach.

    Args:
        words: the words of the whole text.
        cue, content, source: the spans of the statement; the content may hold the target already ("accusing [X] of [Y]").
        force: only ACCUSES and EVALUATES have targets.
    """
    if force not in (Force.ACCUSES, Force.EVALUATES) or not content:
        return ()
    text = words.text
    shown = " ".join(text[s:e] for s, e in cue)
    antecedent = _antecedent(text, content[0])
    if antecedent is not None and len(content) > 1 and not SECOND.search(shown):
        return (antecedent,)
    if len(content) > 1:
        return (_phrase(text, content[-1] if SECOND.search(shown) else content[0]),)
    between = _between(words, cue=cue, content=content, source=source)
    if between is not None:
        return (between,)
    if force is Force.ACCUSES and not re.search(r"\bblam", shown, re.IGNORECASE):
        against = _against(text, content[-1].end)
        if against is not None:
            return (against,)
        subject = _subject(words, cue=cue, source=source) if cue and (not source or PASSIVE.search(shown)) else None
        return () if subject is None else (subject,)
    if (
        cue
        and not _adjacent(text, cue[-1], content[0])
        and (content[0].start > cue[-1].end and _sentence_like(text, content[0]))
    ):
        return ()
    if NAMING.match(shown):
        return (_named(text, content[0]),)
    return (_phrase(text, content[0]),)


def _between(words: Words, *, cue: Spans, content: Spans, source: Spans) -> Span | None:
    """The noun phrase between the cue's parts, or between the cue and a content that does not follow at once."""
    text = words.text
    if not cue:
        return None
    stretches = [Span(a.end, b.start) for a, b in pairwise(cue)]
    if content[0].start > cue[-1].end:
        stretches.append(Span(cue[-1].end, content[0].start))
    for start, end in stretches:
        if any(s.start < end and start < s.end for s in source) or "\n" in text[start:end]:
            continue
        cut = FOR.search(text, start, end)
        stop = cut.start() if cut else end
        piece = _edges(text, Span(start, stop))
        tail = PREPOSITION_AT_END.search(text, piece.start, piece.end)
        if tail:
            piece = _edges(text, Span(piece.start, tail.start()))
        forms = [f.lower() for f in FORM.findall(text[piece.start : piece.end])]
        if (
            not forms
            or forms == ["that"]
            or len(forms) > 20
            or forms[0] in PREPOSITIONS | AUXILIARIES
            or all(f in PHRASE_END and f not in PRONOUN_TARGETS for f in forms)
        ):
            continue
        return piece
    return None


PRONOUN_TARGETS = frozenset(
    "it him her them me us you this that these those each other himself herself itself themselves".split()
)


def _antecedent(text: str, span: Span) -> Span | None:
    """For a content that is a relative pronoun: the noun phrase before it."""
    if text[span.start : span.end].lower() not in ("who", "whom", "which"):
        return None
    head = text[max(0, text.rfind("\n", 0, span.start) + 1) : span.start].rstrip(" ,")
    end = span.start - (len(text[: span.start]) - len(text[: span.start].rstrip(" ,")))
    phrase = re.search(
        r"(?:(?<=^)|(?<=\s))((?:(?:an?|the|his|her|its|their)\s+)?(?:[\w’'.-]+\s+){0,6}[\w’'.-]+)$", head, re.IGNORECASE
    )
    if not phrase:
        return None
    forms = list(re.finditer(r"[\w’'.-]+", phrase.group(1)))
    first = len(forms) - 1
    while first > 0:
        before = forms[first - 1].group()
        if before.lower() in PHRASE_END - {"the", "a", "an", "his", "her", "its", "their"} and before.islower():
            break
        if (before.endswith(("ed", "ing")) and before.islower()) or finite_verbs(["It", before]) == [1]:
            break
        first -= 1
        if before.lower() in ("the", "a", "an", "his", "her", "its", "their"):
            break
    return Span(end - len(phrase.group(1)) + forms[first].start(), end)


def _against(text: str, start: int) -> Span | None:
    found = AGAINST.match(text[start : start + 120].split("\n")[0])
    if not found:
        return None
    return _noun_phrase(text, start + found.end())


def _noun_phrase(text: str, start: int) -> Span | None:
    """From `start` to the first word or mark that ends a noun phrase; "of", "and" between names go on."""
    end = start
    for match in re.finditer(r"\s*([\w’'.-]+)", text[start : start + 120]):
        if match.start() + start != end:
            break
        word = match.group(1)
        opens = end == start
        if word.lower() in PHRASE_END and not (opens or word.lower() == "of"):
            break
        end = start + match.end()
    span = _edges(text, Span(start, end))
    if text[span.end - 1 : span.end] == "." and not re.search(r"\.\w\.$", text[span.start : span.end]):
        span = Span(span.start, span.end - 1)
    while span.end > span.start and re.search(r"\s(?:of|the|a)$", text[span.start : span.end]):
        span = _edges(text, Span(span.start, text.rfind(" ", span.start, span.end)))
    return span if span.end > span.start else None


def _subject(words: Words, *, cue: Spans, source: Spans) -> Span | None:
    """The subject of the clause whose predicate holds the cue ("X was accused of", "X faces charges of")."""
    text = words.text
    numbers = words.between(*cue[0])
    if not len(numbers):
        return None
    sentence = int(words.sentence[numbers[0]])
    first = numbers[0]
    while first > 0 and int(words.sentence[first - 1]) == sentence:
        first -= 1
    start = int(words.starts[first])
    head = text[start : cue[0].start]
    if not PASSIVE.search(text[cue[0].start : cue[-1].end]) and not FACING.search(head):
        return None  # a noun such as "charges": whose they are stands elsewhere
    forms = list(FORM.finditer(head))
    verbs = finite_verbs([f.group() for f in forms])
    lead = re.match(
        r"(?:(?:On|In|At|After|Before|During|Earlier|Meanwhile|However|Yesterday|Today|Last)\b[^,]{0,60},\s+)", head
    )
    begin = lead.end() if lead else 0
    inside = [v for v in verbs if forms[v].start() >= begin]
    stop = forms[inside[0]].start() if inside else len(head)
    relative = re.search(r",?\s+(?:who|which|that)\s|,\s", head[begin:stop])
    stop = begin + relative.start() if relative and relative.start() > 0 else stop
    span = _edges(text, Span(start + begin, start + stop))
    if span.end <= span.start or any(s.overlaps(span) for s in source):
        return None
    words_in = FORM.findall(text[span.start : span.end])
    if (
        not words_in
        or words_in == ["The"]
        or words_in[0].lower() in ("there", "it")
        or words_in[0].lower() in RELATIVES
        or len(words_in) > 16
    ):
        return None
    return span


def _named(text: str, span: Span) -> Span:
    """The first part of "X Y" in "called X Y": up to a quotation mark, "as", or the article that opens a second noun phrase."""
    pronoun = OBJECT_PRONOUN.match(text, span.start, span.end)
    if pronoun:
        return Span(*pronoun.span())
    stop = span.end
    for i in range(span.start + 1, span.end):
        if text[i] in QUOTE:
            stop = i
            break
    second = SECOND_PHRASE.search(text, span.start + 1, stop)
    if (
        second
        and len(FORM.findall(text[span.start : second.start()])) > 0
        and second.group().strip().lower() in ("as", "a", "an", "to be", "being", "the")
    ):
        stop = second.start() if second.group().strip().lower() != "the" or not _held(text, second.start()) else stop
    possessive = re.match(r"(?:his|her|its|their)\s", text[span.start : stop], re.IGNORECASE)
    piece = _edges(text, Span(span.start, stop))
    if possessive and piece.end == span.end:
        shown = list(FORM.finditer(text, piece.start, piece.end))
        if len(shown) > 2 and text[piece.start : piece.end].islower():
            return Span(piece.start, shown[-2].end())
    return _phrase(text, piece) if piece.end > piece.start else span


def _held(text: str, at: int) -> bool:
    """Whether the word before `at` is a preposition, which holds the phrase after it."""
    before = re.search(r"(\w+)\s*$", text[max(0, at - 15) : at])
    return bool(before) and before.group(1).lower() in PREPOSITIONS | {"of", "and", "or"}  # type: ignore[union-attr]


def _phrase(text: str, span: Span) -> Span:
    """The content as a noun phrase: without outer marks, an added clause or reason."""
    span = _edges(text, span)
    if (
        text[span.start] in QUOTE
        and text[span.end - 1] not in QUOTE + CLOSING
        and not re.search('[”"]', text[span.start + 1 : span.end])
    ):
        span = Span(span.start + 1, span.end)
    cut = ADDED.search(text, span.start + 1, span.end)
    return _edges(text, Span(span.start, cut.start() if cut else span.end))


def _edges(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:—–("):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–)"):
        end -= 1
    return Span(start, end)


def _adjacent(text: str, cue: Span, content: Span) -> bool:
    return not re.search(r"\w", text[cue.end : content.start]) and "\n" not in text[cue.end : content.start]


def _sentence_like(text: str, span: Span) -> bool:
    return text[span.start].isupper() and bool(finite_verbs(FORM.findall(text[span.start : span.end])))
