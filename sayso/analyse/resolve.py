"""Who a source is, inside the document: pronouns, "the minister", partial names, acronyms; and the aliases of each party.

Rules over the name runs of the text and the sources read so far. Nothing is looked up outside the document, and an unnamed
source stays unnamed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.analyse.encoding import Units
from sayso.analyse.names import KINDS, TITLES, gazetteer
from sayso.analyse.words import Words
from sayso.records.anchors import Span
from sayso.records.statements import Alias, SourceKind

PERSON = KINDS.index("person")
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their themselves both each these those".split())
IT = frozenset("it its itself this that".split())
SPEAKER = frozenset("i me my we us our myself ourselves".split())
RELATIVE = frozenset("who which whom whose".split())
PRONOUNS = HE | SHE | THEY | IT | SPEAKER | RELATIVE
DETERMINERS = re.compile(r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my)\s+", re.IGNORECASE)
FORMER = re.compile(
    r"(?:,|\()?\s*(?:formerly|formally|also|previously|better|once)?\s*"
    r"(?:known as|called|formerly|previously|a\.?k\.?a\.?|then)\s+(?:the\s+)?(?:as\s+)?$",
    re.IGNORECASE,
)
GENERIC = {
    "organisation": frozenset(
        "company group organisation organization agency ministry network firm party movement militia body union association "
        "commission committee department office government country state court bank airline club team campaign university "
        "foundation institute council board corporation manufacturer retailer broadcaster station channel partner nation "
        "administration military army police bureau service".split()
    ),
    "document": frozenset(
        "report study paper statement letter document decree survey poll law bill order article filing ruling release post "
        "book".split()
    ),
}
TOGETHER = re.compile(
    r"(?:these|those|both|the two|the three)\s+(?:\w+\s+)?"
    r"(?:states|countries|nations|governments|capitals|companies|firms|parties|groups|organi[sz]ations)$",
    re.IGNORECASE,
)
MAX_SENTENCES_BACK = 8


# A name behind a preposition, titles aside, is not the head: "a spokesman for President Smith".
BEHIND = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|near|against)\s+(?:the\s+|former\s+|late\s+)*(?:(?:"
    + "|".join(sorted(TITLES))
    + r")\.?\s+)*$"
    r"|[A-Z]\w*\s+and\s+$",
    re.IGNORECASE,
)
ALIKE = (
    frozenset("researchers scientists team authors academics investigators".split()),
    frozenset("officials authorities".split()),
    frozenset("study research paper analysis report".split()),
)


def _same_noun(a: str, b: str) -> bool:
    """Whether two head nouns may take each other up ("the researchers" for "scientists from ...")."""
    return a == b or any(a in group and b in group for group in ALIKE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text: words, place, kind (index into KINDS), whether it opens its sentence, and sex ("m", "f", "")."""

    name: str
    span: Span
    kind: int
    sentence: int
    subject: bool
    sex: str
    describers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a source resolves to; kind and named are given where the antecedent decides them, else None."""

    name: str | None
    kind: SourceKind | None = None
    named: bool | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source already read: where, and what it was."""

    position: int
    sentence: int
    name: str
    kind: SourceKind
    named: bool
    text: str


class Parties:
    """The parties of one document: its name mentions, full forms and aliases.

    Built once a document; `resolve` is then called for the sources in order of the text.
    """

    def __init__(self, units: Units) -> None:
        self.words: Words = units.words
        self.mentions: list[Mention] = [
            self._mention(first, last, kind) for first, last, kind in ((r.first, r.last, r.kind) for r in units.names)
        ]
        self._full: dict[str, str] = {}
        self._also: dict[str, list[str]] = {}
        self._collect_people()
        self._collect_acronyms()
        self._collect_initials()
        self._collect_former()
        self.spoken: list[Spoken] = []

    def _mention(self, first: int, last: int, kind: int) -> Mention:
        w = self.words
        start, end = int(w.starts[first]), int(w.ends[last])
        sentence = int(w.sentence[first])
        i = first
        describers = set()
        while i > 0 and first - i < 6 and int(w.sentence[i - 1]) == sentence and w.forms[i - 1] not in ",;:()":
            i -= 1
            describers.add(w.forms[i].lower())
        j = last + 1
        if j < len(w) and w.forms[j] == ",":
            k = j + 1
            while k < len(w) and k - j < 12 and int(w.sentence[k]) == sentence and w.forms[k] not in ",;:":
                describers.add(w.forms[k].lower())
                k += 1
        subject = all(
            int(w.sentence[k]) != sentence or not w.forms[k][0].isupper() for k in range(max(first - 3, 0), first)
        ) and (first == 0 or int(w.sentence[max(first - 5, 0)]) != sentence)
        sex = gazetteer().first_names.get(w.forms[first], "") if kind == PERSON else ""
        before = w.forms[first - 1].lower() if first else ""
        if before == "." and first > 1:
            before = w.forms[first - 2].lower()
        if before in ("mr", "sir", "lord", "king", "prince", "father"):
            sex = "m"
        elif before in ("mrs", "ms", "miss", "lady", "dame", "queen", "princess"):
            sex = "f"
        return Mention(w.text[start:end], Span(start, end), kind, sentence, subject, sex, frozenset(describers))

    def _alias(self, full: str, short: str) -> None:
        if full == short:
            return
        self._full.setdefault(short, full)
        also = self._also.setdefault(full, [])
        if short not in also:
            also.append(short)

    def _collect_people(self) -> None:
        by_last: dict[str, str] = {}
        for m in self.mentions:
            parts = m.name.split()
            if m.kind == PERSON and len(parts) > 1 and len(m.name) > len(by_last.get(parts[-1], "")):
                by_last[parts[-1]] = m.name
        for m in self.mentions:
            if m.kind != PERSON:
                continue
            parts = m.name.split()
            full = by_last.get(parts[-1])
            if full and set(parts) <= set(full.split()):
                self._alias(full, m.name)
            elif len(parts) == 1:
                holders = {name for name in by_last.values() if name.split()[0] == m.name}
                if len(holders) == 1:
                    self._alias(holders.pop(), m.name)

    def _collect_acronyms(self) -> None:
        """`World Health Organization (WHO)`: capitalised words before a bracket whose initials it holds."""
        w = self.words
        for i in range(2, len(w.forms) - 1):
            short = w.forms[i]
            if (
                w.forms[i - 1] != "("
                or w.forms[i + 1] != ")"
                or not (2 <= len(short) <= 8 and sum(ch.isupper() for ch in short) >= 2)
            ):
                continue
            letters = [ch.lower() for ch in short if ch.isalpha()]
            j, k = i - 2, len(letters) - 1
            first = None
            while j >= 0 and k >= 0 and i - j < 14 and int(w.sentence[j]) == int(w.sentence[i]):
                form = w.forms[j]
                if form[0].lower() == letters[k] and (form[0].isupper() or form.islower()):
                    k -= 1
                    first = j
                elif form[0].isupper() or form.lower() not in (
                    "of",
                    "the",
                    "and",
                    "for",
                    "on",
                    "in",
                    "to",
                    "-",
                    "al",
                    "&",
                    "de",
                ):
                    break
                j -= 1
            if first is not None and k < 0:
                full = w.text[int(w.starts[first]) : int(w.ends[i - 2])]
                self._alias(full, short)

    def _collect_initials(self) -> None:
        """`Commission on Presidential Debates ... CPD`: a bare acronym, its letters opening the words of an earlier phrase."""
        forms = self.words.forms
        for short in sorted({m.name for m in self.mentions if m.name.isupper() and 3 <= len(m.name) <= 6} - set(self._full)):
            first_use = next(m.span.start for m in self.mentions if m.name == short)
            for i, form in enumerate(forms):
                if int(self.words.starts[i]) >= first_use:
                    break
                if form[0] != short[0] or form.isupper():
                    continue
                j, k = i + 1, 1
                while k < len(short) and j < len(forms) and j - i < 3 * len(short):
                    if forms[j][0] == short[k] and not forms[j].isupper():
                        k += 1
                    elif forms[j] not in ("of", "the", "and", "for", "on", "in", "to", "&"):
                        break
                    j += 1
                if k == len(short):
                    self._alias(self.words.text[int(self.words.starts[i]) : int(self.words.ends[j - 1])], short)
                    break

    def _collect_former(self) -> None:
        """`X, formerly Y` and the like, Y and X being names that stand close."""
        for left, right in zip(self.mentions, self.mentions[1:], strict=False):
            gap = self.words.text[left.span.end : right.span.start]
            if len(gap) < 40 and left.kind != PERSON and FORMER.search(gap) and "\n" not in gap:
                full = self._full.get(left.name, left.name)
                self._alias(full, right.name)

    def aliases(self) -> tuple[Alias, ...]:
        """Parties with more than one form, in order of the fullest form's first use."""
        order = sorted(self._also, key=lambda name: (self.words.text.find(name), name))
        return tuple(Alias(name, tuple(self._also[name])) for name in order)

    def fullest(self, name: str) -> str:
        """The fullest form the document gives for a name; the name itself when it knows no other."""
        return self._full.get(name, name)

    def resolve(self, spans: Sequence[Span], kind: SourceKind, named: bool, speaker: Resolved | None = None) -> Resolved:
        """What a source resolves to.

        Args:
            spans: the source as written; not empty.
            kind, named: as read from the words themselves.
            speaker: the source of the statement around it, for "we" and "I".
        """
        text = " ".join(self.words.text[s:e] for s, e in spans).strip()
        at = spans[0].start
        low = text.lower()
        if low in PRONOUNS:
            return self._pronoun(low, at, kind, speaker)
        head = self._person_in(spans[0])
        if head is not None and (head.kind == PERSON or kind is SourceKind.PERSON):
            return Resolved(self.fullest(head.name), SourceKind.PERSON, True)
        if TOGETHER.match(text):
            named_before = self._coordinated(at)
            if named_before:
                return Resolved("; ".join(named_before), None, True)
        bare = DETERMINERS.sub("", text, count=1)
        if bare in self._full:
            return Resolved(self._full[bare], None, True)
        definite = bare != text and not low.startswith(("a ", "an "))
        if (
            definite
            and len(bare.split()) <= 4
            and not any(m.span.overlaps(spans[0]) for m in self.mentions if kind is not SourceKind.PERSON or m.kind == PERSON)
        ):
            found = self._description(bare, at, kind)
            if found is not None:
                return found
        return Resolved(bare if named else text, None, None)

    def _coordinated(self, at: int) -> list[str]:
        """The last names joined by "and" or commas before `at`, in this sentence or the one before."""
        sentence = self._sentence(at)
        near = [m for m in self.mentions if m.span.end <= at and sentence - m.sentence <= 1]
        for k in range(len(near) - 1, 0, -1):
            if re.fullmatch(r",?\s+(?:and|or)\s+(?:the\s+)?", self._gap(near[k - 1], near[k])):
                chain = [near[k - 1], near[k]]
                while k >= 2 and re.fullmatch(r",\s+(?:the\s+)?", self._gap(near[k - 2], near[k - 1])):
                    k -= 1
                    chain.insert(0, near[k - 1])
                return [self.fullest(m.name) for m in chain]
        return []

    def _gap(self, left: Mention, right: Mention) -> str:
        """The text between two mentions."""
        return self.words.text[left.span.end : right.span.start]

    def heard(self, spans: Sequence[Span], position: int, resolved: Resolved, kind: SourceKind, named: bool) -> None:
        """Remembers a source for the pronouns that follow."""
        if resolved.name:
            text = " ".join(self.words.text[s:e] for s, e in spans)
            self.spoken.append(Spoken(position, self._sentence(position), resolved.name, kind, named, text))

    def _sentence(self, position: int) -> int:
        covered = self.words.between(position, position + 1)
        return int(self.words.sentence[covered[0]]) if covered else 0

    def _person_in(self, span: Span) -> Mention | None:
        """The person a source phrase is about: a name at its head, not one behind "for" or "of"."""
        held = [m for m in self.mentions if span.start <= m.span.start and m.span.end <= span.end]
        for m in sorted(held, key=lambda m: m.kind != PERSON):
            if m.kind not in (PERSON, KINDS.index("name")):
                continue
            before = self.words.text[span.start : m.span.start]
            after = self.words.text[m.span.end : span.end]
            if re.match(r"['’]s?\s+\w|\s+(?!of\b|from\b|at\b|in\b|for\b|who\b|with\b|on\b)[a-z]", after):
                continue
            if BEHIND.search(before):
                continue
            return m
        return None

    def _pronoun(self, low: str, at: int, kind: SourceKind, speaker: Resolved | None) -> Resolved:
        if low in SPEAKER:
            if speaker is not None and speaker.name:
                return speaker
            last = self._last_spoken(at, lambda s: True)
            return Resolved(last.name, last.kind, last.named) if last else Resolved(None if low != "we" else low)
        if low in HE | SHE or (low in RELATIVE and kind is SourceKind.PERSON):
            return self._he_or_she("f" if low in SHE else "m" if low in HE else "", at)
        wanted = (
            {SourceKind.GROUP, SourceKind.ORGANISATION, SourceKind.MEDIA}
            if low in THEY
            else {SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.MEDIA}
        )
        last = self._last_spoken(at, lambda s: s.kind in wanted)
        if last is None and low in THEY:
            last = self._last_spoken(at, lambda s: True)
        if last is not None:
            return Resolved(last.name, last.kind, last.named)
        if low in IT | RELATIVE:
            sentence = self._sentence(at)
            before = [m for m in self.mentions if m.span.end <= at and sentence - m.sentence <= 1 and m.kind != PERSON]
            if before:
                return Resolved(self.fullest(before[-1].name), SourceKind.ORGANISATION, True)
        return Resolved(low, None, False)

    def _last_spoken(self, at: int, wanted: "object") -> Spoken | None:
        sentence = self._sentence(at)
        for spoken in reversed(self.spoken):
            if spoken.position < at and sentence - spoken.sentence <= MAX_SENTENCES_BACK and wanted(spoken):  # type: ignore[operator]
                return spoken
        return None

    def _he_or_she(self, sex: str, at: int) -> Resolved:
        """The person that a pronoun most likely means: recent, subject of a sentence, spoken before; never of the other sex."""
        sentence = self._sentence(at)
        sexes: dict[str, str] = {}
        for m in self.mentions:
            if m.kind == PERSON and m.sex:
                sexes.setdefault(self.fullest(m.name), m.sex)
        best: tuple[float, int, str, bool] | None = None
        sources = {(s.name, s.sentence) for s in self.spoken}
        for m in self.mentions:
            if m.span.end > at or sentence - m.sentence > MAX_SENTENCES_BACK or m.kind not in (PERSON, KINDS.index("name")):
                continue
            name = self.fullest(m.name)
            if sex and sexes.get(name, sex) != sex:
                continue
            if m.kind != PERSON and not any(s.name == name and s.kind is SourceKind.PERSON for s in self.spoken):
                continue
            said = (name, m.sentence) in sources
            score = -(sentence - m.sentence) + 1.2 * m.subject + 1.6 * said + (0.3 if sex and sexes.get(name) == sex else 0.0)
            if best is None or (score, m.span.start) >= best[:2]:
                best = (score, m.span.start, name, True)
        last = self._last_spoken(at, lambda s: s.kind is SourceKind.PERSON and (not sex or sexes.get(s.name, sex) == sex))
        if last is not None:
            score = -(sentence - last.sentence) + 1.8
            if best is None or score >= best[0]:
                return Resolved(last.name, SourceKind.PERSON, last.named)
        if best is not None:
            return Resolved(best[2], SourceKind.PERSON, True)
        return Resolved({"m": "he", "f": "she"}.get(sex, "who"), SourceKind.PERSON, False)

    def _description(self, bare: str, at: int, kind: SourceKind) -> Resolved | None:
        """Whom "the minister", "the group" or "the researchers" takes up again; None when nothing earlier fits."""
        words = bare.lower().split()
        head = words[-1]
        if kind is SourceKind.PERSON:
            for m in reversed(self.mentions):
                if m.span.end <= at and m.kind == PERSON and head in m.describers:
                    return Resolved(self.fullest(m.name), SourceKind.PERSON, True)
        alike = {SourceKind.ORGANISATION, SourceKind.MEDIA} if kind in (SourceKind.ORGANISATION, SourceKind.MEDIA) else {kind}
        for spoken in reversed(self.spoken):
            if spoken.position < at and spoken.kind in alike:
                earlier = DETERMINERS.sub("", spoken.text, count=1)
                first_part = re.split(r"\s(?:from|of|for|in|at|by|who|which|that|on|to|with)\b|,", earlier.lower())[0].split()
                if first_part and _same_noun(first_part[-1], head) and len(earlier) > len(bare):
                    return Resolved(spoken.name, spoken.kind, spoken.named)
        if SourceKind.ORGANISATION in alike and head in GENERIC["organisation"] and len(words) == 1:
            for spoken in reversed(self.spoken):
                if spoken.position < at and spoken.kind in alike and spoken.named:
                    return Resolved(spoken.name, spoken.kind, True)
        return None
