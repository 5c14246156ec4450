"""The words of a text in the form in which texts are compared: what an editor changes without changing the words is folded.

Letter case, numerals in letters, British and American spelling, hyphens, apostrophes and quotation marks make no difference
here. Offsets lead back to the text, which stays as it is. Nothing depends on other texts, so that one new article and a whole
collection are compared alike.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.records.anchors import Span

if TYPE_CHECKING:
    from sayso.match.seeds import Seeds
    from sayso.match.telling import Telling

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_COMPOUND = {f"{tens}-{one}": str(10 * n + k) for n, tens in enumerate(_TENS, start=2) for k, one in enumerate(_ONES[:10]) if k}
_NUMERALS = {word: str(n) for n, word in enumerate(_ONES)} | {w: str(10 * n) for n, w in enumerate(_TENS, 2)} | _COMPOUND
# ASCII letters are looked for apart, and numerals only where one may begin ("ſ" counts as "s"): both for speed alone.
_WORD = re.compile(
    rf"((?=[tfsenTFSENſ])\b(?i:{'|'.join(_TENS)})[-‐‑ ](?i:{'|'.join(_ONES[1:10])})\b|"
    r"(?:[a-zA-Z]+[^\W\d_]*|[^\W\d_]+)(?:['’][^\W\d_]+|[\u0300-\u036f]+[^\W\d_]*)*|\d+(?:[.,]\d+)*)"
)
# What ends a sentence: a closing mark, then white space and something that may begin one; or the end of a line.
_BORDER = re.compile(r"\n|[.!?…]['\"”’»)\]]*\s+(?=['\"“‘«(\[]*[A-Z0-9À-ÖØ-Þ])|[。！？][”’」』）]*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Gov|Sen|Rep|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Ltd|Co|Corp)"
    r"|\b[A-Z])\.\s+$"
)
# From British to American spelling where the rule is safe enough for comparing; both sides go through it.
_SPELLINGS = (
    (re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[bcdlmnpv])our(s|ed|ing|able|ful|ite|ites|hood|er|ers)?$"), r"or\1"),
    (re.compile(r"(?<=[bht])re(s|d)?$"), r"er\1"),
    (re.compile(r"(?<=[aeiou])ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[fl])ence(s)?$"), r"ense\1"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
    (re.compile(r"(gram|ton)me(s)?$"), r"\1\2"),
    (re.compile(r"^tonne(s)?$"), r"ton\1"),
)
_COMMON = frozenset(
    """
    a about after again against all almost also am an and any are around as at be because been before being between both but by
    can cent could did do does down during each few for from further had has have having he her here hers him his how i if in
    into is it its itself just least may me might more most must my nearly no nor not now of off on once only or other our out
    over own per percent roughly said same say says shall she should so some such than that the their them then there these they
    this those through to told too under until up us very was we were what when where which while who whom whose why will with
    would you your
    """.split()
)

_SCALES = frozenset("hundred hundreds thousand thousands million millions billion billions trillion dozen dozens".split())
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december
    """.split()
)

COMMON, DAY, PLAIN, NAME = 0.15, 0.5, 1.0, 1.4
"""How much it tells that two sentences share a word: one that every text has, a day or month, another, a name or number."""
FRAME = 0.15
"""The same for a word of a source, cue or relay."""
BESIDE = 8
"""Other words beside what is said in a sentence, up to which they count as part of saying it: "on Friday that"."""

_FORM = np.dtype([("word", np.int64), ("stem", np.int64), ("weight", np.float32), ("number", np.bool_)])
"""A word as it is compared: what stands for it, what stands for its stem, how much it tells, whether it is a number."""


class _Forms(dict[str, bytes]):
    """Words met so far, each a _FORM; it is worked out once. Emptied when grown past `LARGEST`, which costs time only."""

    LARGEST = 400_000

    def __missing__(self, raw: str) -> bytes:
        if len(self) >= self.LARGEST:
            self.clear()
        word = folded(raw)
        number = word[0].isdigit() or word in _SCALES
        common = word in _COMMON
        stem = word if number or common else _stem(word)
        day = word in _DAYS and raw[0].isupper()
        weight = COMMON if common and not day else DAY if day else NAME if number or raw[0].isupper() else PLAIN
        self[raw] = form = np.array((_key(word), _key(stem), weight, number), dtype=_FORM).tobytes()
        return form


_FORMS = _Forms()


def folded(word: str) -> str:
    """The word in the form in which words are compared; never empty."""
    word = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").removesuffix("'s")
    if word[0].isdigit():
        return word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word) else word
    word = _NUMERALS.get(word.replace(" ", "-").replace("‐", "-"), word)  # NFKC makes one hyphen of two
    if len(word) > 4:
        for pattern, american in _SPELLINGS:
            changed = pattern.sub(american, word)
            if changed != word:
                return changed
    return word


def _stem(word: str) -> str:
    """Roughly the word without its endings: for saying that two sentences may be about the same, not for grammar."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word.rstrip("e")[:7] or word


def _key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


@dataclass(frozen=True)
class Wording:
    """The words of one text.

    Attributes:
        words: int64 [word]; equal for words that count as the same.
        stems: int64 [word]; equal for words of one stem.
        weights: float32 [word]; how much it tells that two sentences share the word: little for "the", most for names.
        numbers: bool [word]; whether the word is a number, or its unit.
        framed: bool [word]; whether the word stands where the text says who says what, or outside the article's prose.
        starts, ends: int32 [word]; where the word stands in the text.
        sentences: int32 [sentence + 1]; index of the first word of each sentence, and, last, the number of words; sentences
            without a word are left out.
        bounds: int32 [sentence, 2]; where each sentence stands in the text with its quotation marks and closing mark.
    """

    words: NDArray[np.int64]
    stems: NDArray[np.int64]
    weights: NDArray[np.float32]
    numbers: NDArray[np.bool_]
    framed: NDArray[np.bool_]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    sentences: NDArray[np.int32]
    bounds: NDArray[np.int32]

    @classmethod
    def of(
        cls, text: str, *, said: Iterable[Span] = (), frames: Iterable[Span] = (), quantities: Iterable[Span] = ()
    ) -> "Wording":
        """The words of a text, none for a text without any.

        Args:
            text: the text.
            said: what is put on sources; in sentences that hold some of it, the other words say who says it.
            frames: sources, cues, relays, and what does not belong to the article's prose.
            quantities: numbers with what they count.
        """
        parts = _WORD.split(text)  # every other one is a word
        edges = np.cumsum(np.fromiter(map(len, parts), dtype=np.int32, count=len(parts)), dtype=np.int32)
        starts, ends = edges[:-1:2].copy(), edges[1::2].copy()
        forms = np.frombuffer(b"".join([_FORMS[word] for word in parts[1::2]]), dtype=_FORM)
        bounds = np.array(_bounds(text), dtype=np.int32).reshape(-1, 2)
        firsts = np.searchsorted(starts, bounds[:, 0])
        filled = np.diff(np.append(firsts, len(starts))) > 0
        sentences = np.append(firsts[filled], len(starts)).astype(np.int32)
        framed = _framed(starts, sentences, said, frames)
        weights = _without_openers(forms, sentences)
        return cls(
            words=forms["word"].copy(),
            stems=forms["stem"].copy(),
            weights=np.where(framed, np.minimum(weights, FRAME), weights),
            numbers=forms["number"] | covered(starts, quantities),
            framed=framed,
            starts=starts,
            ends=ends,
            sentences=sentences,
            bounds=bounds[filled],
        )

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def sentence_of(self) -> NDArray[np.int32]:
        """int32 [word]: the sentence in which each word stands."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """int32 [sentence]: number of words of each sentence."""
        return np.diff(self.sentences)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """bool [word]: whether the word counts as a name."""
        return (self.weights > PLAIN) & ~self.numbers

    def inside(self, spans: Iterable[Span]) -> NDArray[np.bool_]:
        """bool [word]: whether the word begins in one of the spans."""
        return covered(self.starts, spans)

    def within(self, span: Span) -> list[int]:
        """Numbers of the sentences of which the span takes up more than half, or of the one inside which it stands."""
        starts, ends = self._edges
        found = []
        for i in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            inside = min(ends[i], span.end) - max(starts[i], span.start)
            if inside > 0.5 * (ends[i] - starts[i]) or (starts[i] <= span.start and span.end <= ends[i]):
                found.append(i)
        return found

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        return self.bounds[:, 0].tolist(), self.bounds[:, 1].tolist()

    @cached_property
    def _firsts(self) -> list[int]:
        firsts: list[int] = self.sentences[:-1].tolist()
        return firsts

    @cached_property
    def telling(self) -> "Telling":
        """The stems by which sentences are compared."""
        from sayso.match.telling import Telling  # which looks at wordings, as seeds do

        return Telling.of(self)

    @cached_property
    def seeds(self) -> "Seeds":
        """The seeds of the text, those that recur only once, where they are first; by hash."""
        from sayso.match.seeds import Seeds, seeds

        found = seeds(self.words)
        hashes, first = np.unique(found.hashes, return_index=True)
        return Seeds(hashes, found.places[first])

    def span(self, first: int, last: int) -> Span:
        """Where words first to last, both included, stand in the text."""
        return Span(int(self.starts[first]), int(self.ends[last]))

    def place(self, first: int, last: int) -> Span:
        """The same with the marks around the words, where these begin or end with a sentence."""
        start, end = self.span(first, last)
        starts, ends = self._edges
        i, j = bisect_right(self._firsts, first) - 1, bisect_right(self._firsts, last) - 1
        return Span(starts[i] if self._firsts[i] == first else start, ends[j] if self.sentences[j + 1] == last + 1 else end)


def _without_openers(forms: NDArray[np.void], sentences: NDArray[np.int32]) -> NDArray[np.float32]:
    """float32 [word]: the weights, with words that only open sentences taken for no names: their capitals say nothing."""
    weights: NDArray[np.float32] = forms["weight"].copy()
    firsts = sentences[:-1]
    named = (weights >= NAME) & ~forms["number"]
    inner = named.copy()
    inner[firsts] = False
    follows = np.append(inner, False)[firsts + 1]  # "Port Ellis"
    openers = firsts[named[firsts] & ~follows & ~np.isin(forms["stem"][firsts], forms["stem"][inner])]
    weights[openers] = PLAIN
    return weights


def _framed(
    starts: NDArray[np.int32], sentences: NDArray[np.int32], said: Iterable[Span], frames: Iterable[Span]
) -> NDArray[np.bool_]:
    """bool [word]: whether a word stands in a frame, or among the few beside what is said in its sentence."""
    inside, framed = covered(starts, said), covered(starts, frames)
    lengths = np.diff(sentences)
    if not len(lengths):
        return framed
    holds = np.logical_or.reduceat(inside, sentences[:-1])
    beside = ~inside & ~framed
    # More than a few words beside it say something of their own.
    few = np.add.reduceat(beside.astype(np.int32), sentences[:-1]) <= BESIDE
    return framed | (beside & np.repeat(holds & few, lengths))


def covered(starts: NDArray[np.int32], spans: Iterable[Span]) -> NDArray[np.bool_]:
    """bool [place]: whether one of the spans holds it; places are int32, ascending."""
    held = np.zeros(len(starts), dtype=np.bool_)
    for start, end in spans:
        held[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return held


def _bounds(text: str) -> list[tuple[int, int]]:
    """Where sentences begin and end, the white space around them left out."""
    borders = [0]
    for match in _BORDER.finditer(text):
        if "\n" in match.group() or not _ABBREVIATED.search(text, max(0, match.start() - 12), match.end()):
            borders.append(match.end())
    borders.append(len(text))
    return [(end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in pairwise(borders)]
