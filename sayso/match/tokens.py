"""The words and signs of a text, as numbers that can be compared, with how good a border each place is."""

import re
import unicodedata
from dataclasses import dataclass

# A word is a run of characters that are neither white space nor punctuation nor signs, with marks inside it ("don't", "2,500",
# "cease-fire"); scripts without spaces between words count by character; anything else visible stands alone.
_LETTER = (
    r"[^\s!-/:-@\[-`{-~\x00-\x1f\x7f-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\u061b-\u061f\u066a-\u066d\u06d4\u2000-\u200b"
    r"\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe10-\ufe6f\ufeff\uff00-\uff0f"
    r"\U00020000-\U0003ffff\U000e0000-\U000e007f]"
)
_PART = rf"(?:\d+(?:[.,:]\d+)+{_LETTER}*|{_LETTER}+)"
_WORD = re.compile(rf"({_PART}(?:['’‑-]{_PART})*|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])|\S")
_SENTENCE_END = frozenset(".!?…。！？")
_CLOSING = frozenset("\"'”’»)]")
_PAUSE = frozenset(",;:–—")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and signs of one text as numbers, equal numbers for equal ones.

    Attributes:
        ids: one number each.
        words: how many words stand before each, and, last, in all.
        bounds: where each begins in the text, and, last, the text's length; the white space behind a word belongs to it.
        rank: how good a place for a border is before each, and behind the last: 3 paragraph, 2 sentence, 1 pause, 0 none.
    """

    ids: list[int]
    words: list[int]
    bounds: list[int]
    rank: list[int]

    def units(self, rank: int, start: int, end: int) -> list[int]:
        """Borders of the paragraphs (3), sentences (2) or words (0) between two borders, both included."""
        if not rank:
            return [*range(start, end + 1)]
        return [start, *(i for i in range(start + 1, end) if self.rank[i] >= rank), end]


def tokens(text: str, known: dict[str, int]) -> Tokens:
    """The words and signs of a text; `known` gives each its number, and takes new ones."""
    ids, words, bounds, rank = list[int](), [0], list[int](), list[int]()
    end, ended, paused = 0, False, False
    for match in _WORD.finditer(text):
        form = match[0]
        plain = form if form.isascii() else unicodedata.normalize("NFC", form.replace("\xad", ""))
        if not plain:
            continue  # soft hyphens on their own are white space
        gap = text[end : match.start()]
        if not ids or "\n" in gap:
            rank.append(3)
        elif gap and ended:
            rank.append(2)
        else:
            rank.append(1 if paused else 0)
        end, paused = match.end(), form in _PAUSE
        ended = form in _SENTENCE_END or (ended and form in _CLOSING)
        bounds.append(match.start())
        words.append(words[-1] + (match[1] is not None))
        ids.append(known.setdefault(plain, len(known)))
    bounds[:1] = [0]  # white space before the first word belongs to it
    return Tokens(ids, words, [*bounds, len(text)], [*rank, 3])


def count_words(text: str) -> int:
    """How many words the text has, as differences count them: numbers too, signs not."""
    return tokens(text, {}).words[-1]
