"""An invented collection of any size in which it is known who copied what: the same for the same size, article by article.

Words have the frequencies of a language (Zipf) and no meaning. Half of the articles are original; a quarter are whole copies of
earlier ones, with the line that the outlet puts under all its pages; a tenth are copies with words changed, a sentence dropped
and another lead; the others have a paragraph of an earlier one in an article of their own. A few stories are copied thousands
of times, most of them once or never.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

ORIGINAL, WHOLE, EDITED, PARAGRAPH = range(4)
KINDS = ("original", "whole", "edited", "paragraph")
WORDS = 600
CHANGED = 0.02
"""Share of the words of an edited copy that are other ones."""

_SHARES = (0.5, 0.25, 0.1, 0.15)
_COMMON = "the of and to a in said that for on is was with as by at from it he be has an are his who not have will but".split()
_VOCABULARY = 40_000
_OUTLETS = 200
_COPIED = 4  # sentences of a copied paragraph
_SEED = 20_261_125

Sentence = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who copied what.

    Attributes:
        kinds: int8 [article]; which of KINDS.
        origins: int32 [article]; the article it was copied from, an earlier and original one; -1 for originals.
        outlets: int32 [article].
    """

    kinds: NDArray[np.int8]
    origins: NDArray[np.int32]
    outlets: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Article:
    """A text, and where in it stands what is copied; both ends 0 for originals."""

    text: str
    start: int
    end: int


def plan(articles: int) -> Plan:
    """The plan of a collection of that many articles."""
    random = np.random.default_rng([_SEED, articles])
    kinds = random.choice(len(KINDS), articles, p=_SHARES).astype(np.int8)
    kinds[:1] = ORIGINAL
    originals = np.flatnonzero(kinds == ORIGINAL)
    earlier = np.searchsorted(originals, np.arange(articles))
    # Ranks in the order of appearance: the stories that are copied most are among the first ones.
    rank = random.zipf(1.3, articles) - 1
    origins = np.where(kinds == ORIGINAL, -1, originals[rank % np.maximum(1, earlier)])
    return Plan(kinds, origins.astype(np.int32), (random.zipf(1.2, articles) % _OUTLETS).astype(np.int32))


def article(number: int, of: Plan) -> Article:
    """An article of a plan. Cost: about half a millisecond."""
    kind, outlet = int(of.kinds[number]), int(of.outlets[number])
    under = _sentences(-1 - outlet, 20)
    own = _sentences(number, WORDS)
    if kind == ORIGINAL:
        return Article(_text([*own, *under]), 0, 0)
    source = _sentences(int(of.origins[number]), WORDS)
    random = np.random.default_rng([_SEED, 2, number])
    if kind == WHOLE:
        before, copied, after = [], source, under
    elif kind == EDITED:
        dropped = int(random.integers(1, len(source)))
        before, copied, after = own[:1], _edited(source[1:dropped] + source[dropped + 1 :], random), under
    else:
        at, here = (int(random.integers(0, max(1, len(some) - _COPIED))) for some in (source, own))
        before, copied, after = own[:here], source[at : at + _COPIED], [*own[here:], *under]
    start = len(_text(before)) + 1 if before else 0
    return Article(_text([*before, *copied, *after]), start, start + len(_text(copied)))


@lru_cache(maxsize=4_096)
def _sentences(number: int, words: int) -> list[Sentence]:
    """Sentences with so many words in all, of 8 to 30 words each, the last one perhaps shorter."""
    random = np.random.default_rng([_SEED, 0, number] if number >= 0 else [_SEED, 1, -number])
    drawn = _drawn(random, words).tolist()
    ends = [*(end for end in np.cumsum(random.integers(8, 31, words // 8)).tolist() if end < words - 3), words]
    return [tuple(drawn[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _drawn(random: np.random.Generator, words: int) -> NDArray[np.int64]:
    return np.searchsorted(_frequencies(), random.random(words))


def _edited(sentences: list[Sentence], random: np.random.Generator) -> list[Sentence]:
    edited = []
    for sentence in sentences:
        others = np.where(random.random(len(sentence)) < CHANGED, _drawn(random, len(sentence)), sentence)
        edited.append(tuple(others.tolist()))
    return edited


def _text(sentences: list[Sentence]) -> str:
    words = _vocabulary()
    written = [" ".join(words[word] for word in sentence) + "." for sentence in sentences]
    return "\n".join(sentence[0].upper() + sentence[1:] for sentence in written)


@lru_cache(maxsize=1)
def _vocabulary() -> list[str]:
    """Words by rank: common ones first, then invented ones, of which some are names and some numbers."""
    syllables = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]
    random = np.random.default_rng([_SEED, 3])
    invented = random.permutation([a + b + c for a, b, c in product(syllables, syllables, syllables[:9])])[
        :_VOCABULARY
    ].tolist()
    for place in range(0, len(invented), 10):
        invented[place] = invented[place].capitalize()
        invented[place + 5] = str(place + 20)
    return [*_COMMON, *invented]


@lru_cache(maxsize=1)
def _frequencies() -> NDArray[np.float64]:
    weights = 1 / (np.arange(len(_vocabulary())) + 2.7)
    return np.asarray(np.cumsum(weights) / weights.sum())
