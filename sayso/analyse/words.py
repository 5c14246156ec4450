"""The words of a text, with paragraph, sentence and quotation state: what every later step counts in.

A word is a run of letters, digits and underscores, or one other visible character. Quotation state is kept over a paragraph
and falls back to "outside" at its end, since a missing closing mark is common where the next paragraph goes on quoting.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

TOKEN = re.compile(r"\w+|[^\w\s]")
OPENING, CLOSING = "“„«", "”»"
SENTENCE_END = frozenset(".!?…")
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen sens rep reps gov gen col lt sgt capt maj rev hon jr sr st no vs etc inc corp co ltd mt ft dept est "
    "fig jan feb mar apr jun jul aug sep sept oct nov dec al cf pp vol".split()
)


class Quotation(IntEnum):
    """State of a word towards quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    OPENS = 2
    CLOSES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words of one text.

    Attributes:
        text: the text they index.
        forms: the words as written, in order.
        starts, ends: int32 [word], code points, half-open.
        paragraph: int32 [word], counted from 0; a new one starts after a line break.
        sentence: int32 [word], counted from 0 over the text.
        quotation: int64 [word], values of Quotation.
    """

    text: str
    forms: list[str]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    paragraph: NDArray[np.int32]
    sentence: NDArray[np.int32]
    quotation: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.forms)

    def between(self, start: int, end: int) -> range:
        """Numbers of the words that overlap the code points [start, end), in order."""
        return range(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    def sentence_at(self, position: int) -> int:
        """Number of the sentence of the word at a code point or behind it; of the last one at the end, 0 without words."""
        if not self.forms:
            return 0
        return int(self.sentence[min(int(np.searchsorted(self.ends, position, "right")), len(self.forms) - 1)])


def split_words(text: str) -> Words:
    """The words of `text`, in order; empty for a text without visible characters."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        forms.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    n = len(forms)
    paragraph, sentence, quotation = [0] * n, [0] * n, [0] * n
    p = s = 0
    twin = False
    inside = pending = False  # pending: the sentence is over unless a closing mark follows
    previous_end = 0
    for i, form in enumerate(forms):
        gap = text[previous_end : starts[i]]
        if i and "\n" in gap:
            p += 1
            s += 1
            inside = pending = False
        elif pending and gap:
            if form[0].isupper() or form[0].isdigit() or form[0] in "“\"'‘([":
                s += 1
            pending = False
        paragraph[i] = p
        if len(form) == 1 and not form.isalnum():
            if form in OPENING:
                inside, quotation[i] = True, 2
            elif form in CLOSING:
                inside, quotation[i] = False, 3
            elif form == '"':
                quotation[i] = 3 if inside else 2
                inside = not inside
            elif form in "'`" and i + 1 < n and forms[i + 1] == form and starts[i + 1] == ends[i] and not twin:
                quotation[i] = 3 if inside else 2  # two apostrophes for one mark, as typed in older archives
                inside = not inside
                twin = True
            elif twin:
                quotation[i] = quotation[i - 1]
                twin = False
            else:
                quotation[i] = 1 if inside else 0
            if form in SENTENCE_END:
                before = forms[i - 1].lower() if i else ""
                initial = len(before) == 1 and before.isalpha() and forms[i - 1].isupper()
                pending = form != "." or not (before in ABBREVIATIONS or initial)
        else:
            quotation[i] = 1 if inside else 0
            pending = False
        sentence[i] = s
        previous_end = ends[i]
    return Words(
        text,
        forms,
        np.array(starts, np.int32),
        np.array(ends, np.int32),
        np.array(paragraph, np.int32),
        np.array(sentence, np.int32),
        np.array(quotation, np.int64),
    )
