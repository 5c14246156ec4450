"""Spans as sets of tokens: the ground that every comparison of spans stands on.

A token is a run of letters, digits and underscores, or one other character that is no space.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

TOKEN = re.compile(r"\w+|[^\w\s]")

Pair = tuple[int, int]
TokenSet = frozenset[int]
NO_TOKENS: TokenSet = frozenset()


class TokenIndex:
    """Numbers the tokens of a text and turns spans into token numbers; tokens that touch a discarded region are left out."""

    def __init__(self, text: str, discard: Iterable[Sequence[int]] = ()) -> None:
        self._text = text
        found = [match.span() for match in TOKEN.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self._discarded = frozenset(token for start, end in discard for token in self._touched(start, end))

    def all_tokens(self, spans: Iterable[Pair]) -> TokenSet:
        """Numbers of the tokens that overlap a span, discarded ones too."""
        return frozenset(token for start, end in spans for token in self._touched(start, end))

    def tokens(self, spans: Iterable[Pair]) -> TokenSet:
        """Numbers of the tokens that overlap a span, without discarded ones."""
        return self.all_tokens(spans) - self._discarded

    def words(self, spans: Iterable[Pair]) -> TokenSet:
        """As `tokens`, without punctuation."""
        return frozenset(token for token in self.tokens(spans) if self._is_word(token))

    def trimmed(self, span: Pair) -> Pair | None:
        """First and last token of the span without punctuation at its edges, or None when nothing is left.

        A span of punctuation only is kept as it is.
        """
        tokens = [token for token in self._touched(*span) if token not in self._discarded]
        words = [token for token in tokens if self._is_word(token)] or tokens
        return (words[0], words[-1]) if words else None

    def _touched(self, start: int, end: int) -> range:
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def _is_word(self, token: int) -> bool:
        first = self._text[self._starts[token]]
        return first.isalnum() or first == "_"


def jaccard(left: TokenSet, right: TokenSet) -> float:
    """Shared tokens over all tokens; 1 when both are empty."""
    if not left and not right:
        return 1.0
    return len(left & right) / len(left | right)
