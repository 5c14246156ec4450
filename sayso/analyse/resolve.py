"""Who a source is, inside the document: pronouns, "the minister", partial names, acronyms; and the aliases of each party.

Rules over the name runs of the text and the sources read so far. Nothing is looked up outside the document, and an unnamed
source stays unnamed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sayso.analyse.encoding import Units
from sayso.analyse.names import KINDS, TITLES, gazetteer
from sayso.analyse.words import Quotation, Words
from sayso.records.anchors import Span
from sayso.records.statements import Alias, SourceKind

PERSON, NAME = KINDS.index("person"), KINDS.index("name")
HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their themselves both each these those".split())
IT = frozenset("it its itself this that".split())
SPEAKER = frozenset("i me my we us our myself ourselves".split())
RELATIVE = frozenset("who which whom whose".split())
PRONOUNS = HE | SHE | THEY | IT | SPEAKER | RELATIVE
ACRONYMS = frozenset("IT US WHO".split())  # in capitals no pronouns, unless everything around is in capitals
# Sources that nothing later takes up.
NOBODY = PRONOUNS | frozenset(
    "you your one someone somebody anyone anybody everyone everybody nobody none what all some".split()
)
# Words for a person, with what they tell of the pronoun that takes the person up.
MEN = frozenset(
    "man mr sir lord king prince duke father dad husband son brother boy boyfriend guy uncle nephew grandfather grandpa "
    "grandson gentleman spokesman chairman congressman councilman businessman policeman fisherman salesman widower".split()
)
WOMEN = frozenset(
    "woman mrs ms miss lady dame queen princess duchess mother mom mum wife daughter sister girl girlfriend aunt niece "
    "grandmother grandma granddaughter spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman "
    "saleswoman widow actress".split()
)
DETERMINERS = re.compile(r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my)\s+", re.IGNORECASE)
FORMER = re.compile(
    r"(?:,|\()?\s*(?:(?:formerly|formally|also|previously|better|once|then)\s+(?:known\s+as|called)|known\s+as|formerly|formally|"
    r"previously|a\.?k\.?a\.?|(?<=\()(?:called|then))\s+(?:the\s+)?(?:as\s+)?$",
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
# Names and sources looked back over for one source at most, so that a text of any shape is read in linear time.
MAX_NAMES_BACK = 200
MAX_NAMESAKES = 20  # people with one surname that are told apart
ADJACENT = re.compile(r"\W*(?:(?:of|for|from|to|in|on|at|by|with|and)\s+)?")  # between a name and its relative pronoun
SMALL = frozenset("of the and for on in to &".split())  # words that an acronym passes over
INITIALS = range(3, 7)  # letters of an acronym that stands without brackets


# A name behind a preposition, titles aside, is not the head: "a spokesman for President Smith".
BEHIND = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|near|against)\s+(?:the\s+|former\s+|late\s+)*(?:(?:"
    + "|".join(sorted(TITLES))
    + r")\.?\s+)*$"
    r"|[A-Z]\w*\s+and\s+$",
    re.IGNORECASE,
)
NOUN_ENDS = re.compile(r"\s(?:from|of|for|in|at|by|who|which|that|on|to|with)\b|,")
# Behind a single word: the name goes on, so it is no first name alone ("Marine Traffic").
LONGER = re.compile(r"[^\S\n]+[A-Z][a-z]")
ALIKE = (
    frozenset("researchers scientists team authors academics investigators".split()),
    frozenset("officials authorities".split()),
    frozenset("study research paper analysis report".split()),
)


def _same_noun(a: str, b: str) -> bool:
    """Whether two head nouns may take each other up ("the researchers" for "scientists from ...")."""
    return a == b or any(a in group and b in group for group in ALIKE)


def _sex_of(noun: str) -> str:
    """What a word for a person says of their sex: "m", "f" or nothing."""
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


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
    phrase: str  # as written, without its determiner
    noun: str  # the last word before a preposition or a comma, in lower case


class Parties:
    """The parties of one document: its name mentions, full forms and aliases.

    Built once a document; `resolve` is then called for the sources in order of the text.
    """

    def __init__(self, units: Units) -> None:
        self.words: Words = units.words
        self.mentions: list[Mention] = [
            self._mention(first, last, kind) for first, last, kind in ((r.first, r.last, r.kind) for r in units.names)
        ]
        self._starts = [m.span.start for m in self.mentions]
        self._ends = [m.span.end for m in self.mentions]
        self._first_use: dict[str, int] = {}
        for m in self.mentions:
            self._first_use.setdefault(m.name, m.span.start)
        self._full: dict[str, str] = {}
        self._also: dict[str, list[str]] = {}
        self._collect_people()
        self._collect_acronyms()
        self._collect_initials()
        self._collect_former()
        self._sexes: dict[str, str] = {}
        self._described: dict[str, list[Mention]] = {}
        for m in self.mentions:
            if m.sex:
                self._sexes.setdefault(self.fullest(m.name), m.sex)
            if m.kind == PERSON:
                for word in m.describers:
                    self._described.setdefault(word, []).append(m)
        self._openings = self._opening_pronouns()
        self._followed: list[tuple[int, int, str]] = []  # (place, sentence, person) of the openings resolved so far
        self.spoken: list[Spoken] = []
        self._latest: list[int] = []  # the last sentence in which any of spoken[: k + 1] stands
        self._spoken_in: set[tuple[str, int]] = set()
        self._people_heard: set[str] = set()

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
        alone = first == last and not (first and w.forms[first - 1][0].isupper()) and not LONGER.match(w.text, end)
        sex = gazetteer().first_names.get(w.forms[first], "") if kind == PERSON or (kind == NAME and alone) else ""
        before = w.forms[first - 1].lower() if first else ""
        if before == "." and first > 1:
            before = w.forms[first - 2].lower()
        sex = _sex_of(before) or sex
        return Mention(w.text[start:end], Span(start, end), kind, sentence, subject, sex, frozenset(describers))

    def _alias(self, full: str, short: str) -> None:
        if full == short:
            return
        self._full.setdefault(short, full)
        also = self._also.setdefault(full, [])
        if short not in also:
            also.append(short)

    def _collect_people(self) -> None:
        """Shorter forms of people's full names; a surname alone is whoever was last named in full before its first use."""
        written = dict.fromkeys(m.name for m in self.mentions if m.kind == PERSON)
        people: dict[str, list[str]] = {}  # by surname: the full names
        for name in sorted((n for n in written if " " in n), key=lambda n: -len(n.split())):
            alike = people.setdefault(name.split()[-1], [])
            if len(alike) < MAX_NAMESAKES and not any(set(name.split()) <= set(other.split()) for other in alike):
                alike.append(name)
        by_first: dict[str, list[str]] = {}
        for surname, alike in people.items():
            alone = self._first_use.get(surname, 0)
            alike.sort(key=lambda n: (self._first_use[n] > alone, abs(self._first_use[n] - alone)))
            for name in alike:
                by_first.setdefault(name.split()[0], []).append(name)
        for m in self.mentions:
            parts = m.name.split()
            if m.kind != PERSON:
                continue
            full = next((other for other in people.get(parts[-1], ()) if set(parts) <= set(other.split())), None)
            if full is not None:
                self._alias(full, m.name)
            elif len(parts) == 1 and not LONGER.match(self.words.text, m.span.end):
                holders = by_first.get(m.name, [])
                if len(holders) == 1:
                    self._alias(holders[0], m.name)

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
        w = self.words
        wanted = {name for name in self._first_use if name.isupper() and len(name) in INITIALS} - set(self._full)
        with_and = {short for short in wanted if "&" in short}
        phrases: dict[str, tuple[int, int]] = {}
        for shorts, skipped in ((wanted - with_and, SMALL), (with_and, SMALL - {"&"})):
            for i in range(len(w) if shorts else 0):
                for letters, last in _initials(w.forms, i, skipped):
                    if letters in shorts:
                        phrases.setdefault(letters, (int(w.starts[i]), int(w.ends[last])))
        for short, (start, end) in sorted(phrases.items()):
            if start < self._first_use[short]:
                self._alias(w.text[start:end], short)

    def _collect_former(self) -> None:
        """`X, formerly Y` and the like, Y and X being names that stand close."""
        for left, right in zip(self.mentions, self.mentions[1:], strict=False):
            gap = self.words.text[left.span.end : right.span.start]
            if len(gap) < 40 and left.kind != PERSON and FORMER.search(gap) and "\n" not in gap:
                full = self._full.get(left.name, left.name)
                self._alias(full, right.name)

    def aliases(self) -> tuple[Alias, ...]:
        """Parties with more than one form, in order of the fullest form's first use."""

        def place(name: str) -> tuple[int, str]:
            at = self._first_use.get(name)
            return (self.words.text.find(name) if at is None else at), name

        order = sorted(self._also, key=place)
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
        if self.pronoun(spans):
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
            and not any(kind is not SourceKind.PERSON or m.kind == PERSON for m in self._overlapping(spans[0]))
        ):
            found = self._description(bare, at, kind)
            if found is not None:
                return found
        return Resolved(bare if named else text, None, None)

    def pronoun(self, spans: Sequence[Span]) -> bool:
        """Whether a source as written is a pronoun; "WHO", "US" and "IT" are none where words around are in lower case."""
        text = " ".join(self.words.text[s:e] for s, e in spans).strip()
        if text not in ACRONYMS:
            return text.lower() in PRONOUNS
        w = self.words
        sentence = w.sentence_at(spans[0].start)
        first, last = bisect_left(w.sentence, sentence), bisect_right(w.sentence, sentence)
        return not any(w.forms[k].islower() for k in range(first, last))

    def _coordinated(self, at: int, *, people: bool = False) -> list[str]:
        """The last names (or people) joined by "and" or commas before `at`, in this sentence or the one before."""
        near = [m for m in self._before(at, sentences=1) if not people or m.kind == PERSON]
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

    def _overlapping(self, span: Span) -> list[Mention]:
        """The mentions that share a character with the span, in order."""
        return self.mentions[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def _before(self, at: int, *, sentences: int) -> list[Mention]:
        """The last mentions that end before `at` and stand at most so many sentences back, in order."""
        sentence = self.words.sentence_at(at)
        last = bisect_right(self._ends, at)
        first = last
        while first > max(last - MAX_NAMES_BACK, 0) and sentence - self.mentions[first - 1].sentence <= sentences:
            first -= 1
        return self.mentions[first:last]

    def _spoken_before(self, at: int) -> Iterator[Spoken]:
        """The last sources heard that stand before `at`, latest first."""
        return (s for s in self.spoken[: -MAX_NAMES_BACK - 1 : -1] if s.position < at)

    def heard(self, spans: Sequence[Span], position: int, resolved: Resolved, kind: SourceKind, named: bool) -> None:
        """Remembers a source for the pronouns that follow."""
        if resolved.name and (resolved.name.lower() not in NOBODY or resolved.name in ACRONYMS):
            sentence = self.words.sentence_at(position)
            phrase = DETERMINERS.sub("", " ".join(self.words.text[s:e] for s, e in spans), count=1)
            noun = (NOUN_ENDS.split(phrase.lower(), maxsplit=1)[0].split() or [""])[-1]
            self.spoken.append(Spoken(position, sentence, resolved.name, kind, named, phrase, noun))
            self._latest.append(max(sentence, self._latest[-1]) if self._latest else sentence)
            self._spoken_in.add((resolved.name, sentence))
            if kind is SourceKind.PERSON:
                self._people_heard.add(resolved.name)
                if not resolved.named and (sex := _sex_of(noun)):
                    self._sexes.setdefault(resolved.name, sex)

    def _person_in(self, span: Span) -> Mention | None:
        """The person a source phrase is about: a name at its head, not one behind "for" or "of"."""
        held = [m for m in self._overlapping(span) if span.start <= m.span.start and m.span.end <= span.end]
        for m in sorted(held, key=lambda m: m.kind != PERSON):
            if m.kind not in (PERSON, NAME):
                continue
            before = self.words.text[span.start : m.span.start]
            after = self.words.text[m.span.end : span.end]
            if re.match(r"['’]s?\s+\w|\s+(?!of\b|from\b|at\b|in\b|for\b|who\b|with\b|on\b|himself\b|herself\b)[a-z]", after):
                continue
            if BEHIND.search(before) or (m.name in gazetteer().first_names and LONGER.match(after)):
                continue
            return m
        return None

    def _pronoun(self, low: str, at: int, kind: SourceKind, speaker: Resolved | None) -> Resolved:
        if low in SPEAKER:
            if speaker is not None and speaker.name:
                return speaker
            last = self._last_spoken(at, lambda s: True) if self._quoted(at) else None
            return Resolved(last.name, last.kind, last.named) if last else Resolved("I" if low == "i" else low, None, False)
        if low in HE | SHE or (low in RELATIVE and kind is SourceKind.PERSON):
            return self._he_or_she("f" if low in SHE else "m" if low in HE else "", at)
        if low in RELATIVE:
            return self._antecedent(low, at)
        wanted = (
            {SourceKind.GROUP, SourceKind.ORGANISATION, SourceKind.MEDIA}
            if low in THEY
            else {SourceKind.ORGANISATION, SourceKind.DOCUMENT, SourceKind.MEDIA}
        )
        last = self._last_spoken(at, lambda s: s.kind in wanted) if low != "both" else None
        if last is None and low in THEY:
            pair = self._coordinated(at, people=True)
            if pair:
                return Resolved("; ".join(pair), None, True)
            last = self._last_spoken(at, lambda s: not s.named)
        if last is not None:
            return Resolved(last.name, last.kind, last.named)
        if low in IT:
            before = [m for m in self._before(at, sentences=1) if m.kind != PERSON]
            if before:
                return Resolved(self.fullest(before[-1].name), SourceKind.ORGANISATION, True)
        return Resolved(low, None, False)

    def _antecedent(self, low: str, at: int) -> Resolved:
        """The name right before a "which"; what hangs on a whole clause, or on a phrase without a name, stays "which"."""
        before = self._before(at, sentences=0)
        if before and ADJACENT.fullmatch(self.words.text, before[-1].span.end, at):
            return Resolved(self.fullest(before[-1].name), None, True)
        return Resolved(low, None, False)

    def _quoted(self, at: int) -> bool:
        """Whether a place lies in a quotation; what says "I" outside of one is the author."""
        words = self.words.between(at, at + 1)
        return bool(words) and self.words.quotation[words[0]] != Quotation.OUTSIDE

    def _last_spoken(self, at: int, wanted: Callable[[Spoken], bool]) -> Spoken | None:
        sentence = self.words.sentence_at(at)
        for k in range(len(self.spoken) - 1, max(len(self.spoken) - MAX_NAMES_BACK, 0) - 1, -1):
            if sentence - self._latest[k] > MAX_SENTENCES_BACK:
                return None
            spoken = self.spoken[k]
            if spoken.position < at and sentence - spoken.sentence <= MAX_SENTENCES_BACK and wanted(spoken):
                return spoken
        return None

    def _opening_pronouns(self) -> list[tuple[int, str]]:
        """Where the author opens a sentence with "he" or "she", and which; the last first."""
        w = self.words
        return [
            (int(w.starts[k]), "f" if w.forms[k] == "She" else "m")
            for k in range(len(w) - 1, -1, -1)
            if w.forms[k] in ("He", "She")
            and w.quotation[k] == Quotation.OUTSIDE
            and not (k and w.sentence[k - 1] == w.sentence[k])
        ]

    def _he_or_she(self, sex: str, at: int) -> Resolved:
        """The person that a pronoun means; sentences before it that open with one go on about the same person."""
        while self._openings and self._openings[-1][0] < at:
            place, opening = self._openings.pop()
            found = self._likeliest(opening, place)
            if found.named and found.name:
                self._followed.append((place, self.words.sentence_at(place), found.name))
        return self._likeliest(sex, at)

    def _likeliest(self, sex: str, at: int) -> Resolved:
        """The person that a pronoun most likely means: recent, subject of a sentence, spoken before; never of the other sex."""
        sentence = self.words.sentence_at(at)
        sexes = self._sexes
        best: tuple[float, int, str] | None = None

        def weigh(name: str, place: int, there: int, bonus: float) -> None:
            nonlocal best
            score = there - sentence + bonus + (0.3 if sex and sexes.get(name) == sex else 0.0)
            if best is None or (score, place) >= best[:2]:
                best = (score, place, name)

        for m in self._before(at, sentences=MAX_SENTENCES_BACK):
            if m.kind not in (PERSON, NAME):
                continue
            name = self.fullest(m.name)
            if sex and sexes.get(name, sex) != sex:
                continue
            if m.kind == PERSON or name in self._people_heard or (sex and sexes.get(name) == sex):
                weigh(name, m.span.start, m.sentence, 1.2 * m.subject + 1.6 * ((name, m.sentence) in self._spoken_in))
        for place, there, name in self._followed[: -MAX_NAMES_BACK - 1 : -1]:
            if sentence - there > MAX_SENTENCES_BACK:
                break
            if place < at and not (sex and sexes.get(name, sex) != sex):
                weigh(name, place, there, 1.2)
        last = self._last_spoken(at, lambda s: s.kind is SourceKind.PERSON and (not sex or sexes.get(s.name, sex) == sex))
        if last is not None and (best is None or last.sentence - sentence + 1.8 >= best[0]):
            return Resolved(last.name, SourceKind.PERSON, last.named)
        if best is not None:
            return Resolved(best[2], SourceKind.PERSON, True)
        return Resolved({"m": "he", "f": "she"}.get(sex, "who"), SourceKind.PERSON, False)

    def _description(self, bare: str, at: int, kind: SourceKind) -> Resolved | None:
        """Whom "the minister", "the group" or "the researchers" takes up again; None when nothing earlier fits."""
        words = bare.lower().split()
        head = words[-1]
        if kind is SourceKind.PERSON:
            described = self._described.get(head, [])
            k = bisect_right(described, at, key=lambda m: m.span.end)
            if k:
                return Resolved(self.fullest(described[k - 1].name), SourceKind.PERSON, True)
        alike = {SourceKind.ORGANISATION, SourceKind.MEDIA} if kind in (SourceKind.ORGANISATION, SourceKind.MEDIA) else {kind}
        for spoken in self._spoken_before(at):
            if spoken.kind in alike and _same_noun(spoken.noun, head) and len(spoken.phrase) > len(bare):
                return Resolved(spoken.name, spoken.kind, spoken.named)
        if SourceKind.ORGANISATION in alike and head in GENERIC["organisation"] and len(words) == 1:
            for spoken in self._spoken_before(at):
                if spoken.kind in alike and spoken.named:
                    return Resolved(spoken.name, spoken.kind, True)
        return None


def _initials(forms: Sequence[str], first: int, skipped: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The initials of each phrase of capitalised words that opens at word `first`, with its last word; shortest first."""
    if forms[first].isupper() or forms[first][0].islower():
        return
    letters = forms[first][0]
    for j in range(first + 1, min(first + 3 * INITIALS[-1], len(forms))):
        form = forms[j]
        if form in skipped:
            continue
        if form.isupper() or form[0].islower() or len(letters) == INITIALS[-1]:
            return
        letters += form[0]
        if len(letters) in INITIALS and j - first < 3 * len(letters):
            yield letters, j
