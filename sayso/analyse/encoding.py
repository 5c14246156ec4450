"""From words to what the encoder reads: units, word pieces, and windows of bounded length.

A unit is a word, or a whole name (see names.py), which is read as one piece of its kind. Tags, spans and links are all counted
in units.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from sayso.analyse.names import NameRun, find_names
from sayso.analyse.words import Words, split_words

CLS, SEP, UNKNOWN = 101, 102, 100
FIRST_NAME_PIECE = 1  # [unused0] of the vocabulary; one a kind, in the order of names.KINDS
N_CASES, N_QUOTATIONS = 7, 4
APOSTROPHES = ("'", "’")


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, int]:
    """Word piece -> id (BERT uncased, 30,522 pieces)."""
    text = (resources.files("sayso.analyse") / "data" / "vocabulary.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")) if piece}


@lru_cache(maxsize=200_000)
def pieces_of(form: str) -> tuple[int, ...]:
    """Word-piece ids of a word: greedy longest match first (Wu et al. 2016), lower case, accents stripped."""
    vocab = vocabulary()
    plain = "".join(ch for ch in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(ch) != "Mn")
    if plain in vocab:
        return (vocab[plain],)
    if len(plain) > 100:
        return (UNKNOWN,)
    out, start = [], 0
    while start < len(plain):
        end = len(plain)
        while end > start:
            number = vocab.get(plain[start:end] if start == 0 else "##" + plain[start:end])
            if number is not None:
                break
            end -= 1
        else:
            return (UNKNOWN,)
        out.append(number)
        start = end
    return tuple(n for n in out if n is not None) or (UNKNOWN,)


@lru_cache(maxsize=200_000)
def case_of(form: str) -> int:
    """Case class of a word: 1 mark, 2 digit, 3 lower, 4 all upper, 5 capitalised, 6 other (0 is for separators)."""
    lead = form[0]
    if not (lead.isalnum() or lead == "_"):
        return 1
    if lead.isdigit():
        return 2
    if form.islower():
        return 3
    if len(form) > 1 and form.isupper():
        return 4
    return 5 if lead.isupper() else 6


@dataclass(frozen=True, slots=True)
class Window:
    """Units [first, last) with what the encoder gets: id, case and quotation of each piece; and where each unit begins."""

    first: int
    last: int
    ids: list[int]
    case: list[int]
    quotation: list[int]
    heads: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of one text.

    Attributes:
        words: the words they are made of.
        first, last: int32 [unit], first and last word (inclusive).
        of_word: int32 [word], the unit each word is part of.
        kind: int8 [unit], -1 for a plain word, else an index into names.KINDS.
        paragraph: int32 [unit].
        pieces: word-piece ids of each unit.
        names: the name runs, in order.
    """

    words: Words
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    of_word: NDArray[np.int32]
    kind: NDArray[np.int8]
    paragraph: NDArray[np.int32]
    pieces: list[tuple[int, ...]]
    names: list[NameRun]

    def __len__(self) -> int:
        return len(self.pieces)

    def between(self, start: int, end: int) -> range:
        """Numbers of the units that overlap the code points [start, end), in order."""
        words = self.words.between(start, end)
        if not words:
            return range(0)
        return range(int(self.of_word[words[0]]), int(self.of_word[words[-1]]) + 1)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points [start, end) of the units first..last (inclusive)."""
        return int(self.words.starts[self.first[first]]), int(self.words.ends[self.last[last]])

    def windows(self, size: int, stride: float = 1.0, offset: int = 0) -> list[Window]:
        """Windows of at most `size` pieces that cover all units, in order.

        Args:
            size: pieces a window may hold, separators included.
            stride: share of a window after which the next one starts; under 1 they overlap.
            offset: length of a shortened first window in pieces (variety in training); 0 for none.
        """
        n = len(self.pieces)
        breaks = np.zeros(n, bool)
        breaks[1:] = self.paragraph[1:] != self.paragraph[:-1]
        total = np.concatenate([[0], np.cumsum(np.fromiter(map(len, self.pieces), np.int64, n) + breaks)])
        edges, i = [], 0
        if offset:
            j = int(np.searchsorted(total, offset, "right")) - 1
            if 0 < j < n:
                edges.append((0, j))
                i = j
        while i < n:
            j = max(int(np.searchsorted(total, total[i] + size - 2, "right")) - 1, i + 1)
            if j >= n:
                edges.append((i, n))
                break
            edges.append((i, j))
            step = int(np.searchsorted(total, total[i] + int((size - 2) * stride)))
            i = j if stride >= 1 else min(max(step, i + 1), j)
        return [self._encode(a, b, size) for a, b in edges]

    def window(self, first: int, last: int, size: int) -> Window:
        """Units [first, last) as one window; what does not fit into `size` pieces is left off at the end."""
        room, stop = size - 2, first
        while stop < last and room >= len(self.pieces[stop]) + 1:
            room -= len(self.pieces[stop]) + 1
            stop += 1
        return self._encode(first, max(stop, first + 1), size)

    def _encode(self, a: int, b: int, size: int) -> Window:
        ids, case, quotation, heads = [CLS], [0], [0], []
        forms, state = self.words.forms, self.words.quotation
        kinds, firsts, paragraph = self.kind[a:b].tolist(), self.first[a:b].tolist(), self.paragraph[a:b].tolist()
        for k, unit in enumerate(range(a, b)):
            if k and paragraph[k] != paragraph[k - 1]:
                ids.append(SEP)
                case.append(0)
                quotation.append(0)
            heads.append(len(ids))
            word = firsts[k]
            shape = 5 if kinds[k] >= 0 else case_of(forms[word])
            quoted = int(state[word])
            for piece in self.pieces[unit][: size - 2]:
                ids.append(piece)
                case.append(shape)
                quotation.append(quoted)
            if forms[word] in APOSTROPHES and len(self.pieces[unit]) == 2:
                case[-1] = 3
        ids.append(SEP)
        case.append(0)
        quotation.append(0)
        return Window(a, b, ids, case, quotation, heads)


def encode(text: str) -> Units:
    """The units of `text`; empty for a text without words."""
    return units_of(split_words(text))


def units_of(words: Words) -> Units:
    """Units of the words: each name run is one, every other word is one by itself."""
    runs = find_names(words)
    n = len(words)
    first: list[int] = []
    last: list[int] = []
    kind: list[int] = []
    pieces: list[tuple[int, ...]] = []
    of_word = [0] * n
    at = {run.first: run for run in runs}
    i = 0
    forms: Sequence[str] = words.forms
    while i < n:
        run = at.get(i)
        number = len(first)
        first.append(i)
        if run is None:
            last.append(i)
            kind.append(-1)
            pieces.append(pieces_of(forms[i]))
            if forms[i] in APOSTROPHES and number and kind[number - 1] >= 0 and _ends_possessive(words, i):
                pieces[-1] += pieces_of("s")  # "the Philippines' army" is read like "the Kenyans's army"
            of_word[i] = number
            i += 1
            continue
        last.append(run.last)
        kind.append(run.kind)
        pieces.append((FIRST_NAME_PIECE + run.kind,))
        for word in range(i, run.last + 1):
            of_word[word] = number
        i = run.last + 1
    starts = np.array(first, np.int32)
    return Units(
        words,
        starts,
        np.array(last, np.int32),
        np.array(of_word, np.int32),
        np.array(kind, np.int8),
        words.paragraph[starts] if len(starts) else np.zeros(0, np.int32),
        pieces,
        runs,
    )


def _ends_possessive(words: Words, i: int) -> bool:
    """Whether the apostrophe at word i is all there is of a possessive, after a name in s."""
    end = int(words.ends[i])
    return words.forms[i - 1][-1] == "s" and words.starts[i] == words.ends[i - 1] and words.text[end : end + 1].isspace()
