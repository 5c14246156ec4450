"""What two articles have in common, and whether one was copied from the other or only passes something on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.records.links import Passage
from sayso.trace.articles import Article

ENOUGH = ((0.0, 4, 4, 0.65), (0.8, 2, 1, 0.72), (0.6, 3, 2, 0.72), (0.4, 3, 3, 0.85))
"""What makes a copy: part of the shorter article, sentences, those of them that rest on no other outlet, similarity."""


def by_article(commons: Iterable["Common"]) -> Mapping[str, list["Common"]]:
    """What each article has in common with others, by its id; those that share nothing are missing."""
    found: dict[str, list[Common]] = {}
    for one in commons:
        for article in (one.left, one.right):
            found.setdefault(article.document_id, []).append(one)
    return found


@dataclass(frozen=True)
class Common:
    """Two articles and the passages that they share, stock left out.

    Attributes:
        left, right: the articles, by the order of their ids.
        passages: the passages, at least one.
    """

    left: Article
    right: Article
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, left: Article, right: Article, passages: Iterable[Passage]) -> "Common | None":
        """What two articles share, or None where that is stock or nothing."""
        kept = tuple(one for one in passages if one.stock is None)
        return cls(left, right, kept) if kept else None

    def other(self, article: Article) -> Article:
        """The other one of the two."""
        return self.right if article is self.left else self.left

    @cached_property
    def pairs(self) -> Sequence[tuple[int, int, Passage]]:
        """Numbers of the sentences of the left and the right article that share a passage."""
        found = []
        for one in self.passages:
            ours, theirs = self.left.wording.within(one.left), self.right.wording.within(one.right)
            if len(ours) == len(theirs):
                found += [(i, j, one) for i, j in zip(ours, theirs, strict=True)]
            else:
                found += [(i, j, one) for i in ours for j in theirs]
        return found

    def aligned(self, article: Article) -> Sequence[tuple[int, int, Passage]]:
        """The pairs of sentences with those of the given article first."""
        return self.pairs if article is self.left else [(j, i, one) for i, j, one in self.pairs]

    def coverage(self, article: Article) -> float:
        """Part of the words of the article's prose that stand in sentences which the other has as well."""
        lengths = article.wording.lengths
        shared = {i for i, _, _ in self.aligned(article)} & article.prose
        return sum(int(lengths[i]) for i in shared) / max(1, article.words)

    @cached_property
    def plain(self) -> int:
        """Number of shared sentences that rest on no other outlet in either article."""
        ours = {i for i, _, _ in self.pairs if i not in self.left.cited}
        theirs = {j for _, j, _ in self.pairs if j not in self.right.cited}
        return min(len(ours), len(theirs))

    @cached_property
    def copied(self) -> bool:
        """Whether the text itself was taken over, and not only what somebody said."""
        number = min(len({i for i, _, _ in self.pairs}), len({j for _, j, _ in self.pairs}))
        coverage = max(self.coverage(self.left), self.coverage(self.right))
        return any(
            coverage >= part and number >= sentences and self.plain >= plain and self.closeness >= alike
            for part, sentences, plain, alike in ENOUGH
        )

    def taken(self, article: Article) -> float:
        """Part of the words of the article's prose that the other has word for word, roughly, in [0, 1]."""
        best: dict[int, float] = {}
        for i, _, one in self.aligned(article):
            best[i] = max(best.get(i, 0.0), one.similarity)
        lengths = article.wording.lengths
        return sum(int(lengths[i]) * value for i, value in best.items() if i in article.prose) / max(1, article.words)

    @cached_property
    def closeness(self) -> float:
        """Mean similarity of the shared sentences, by their words, in [0, 1]."""
        weights = [int(self.left.wording.lengths[i]) for i, _, _ in self.pairs]
        return sum(w * one.similarity for w, (_, _, one) in zip(weights, self.pairs, strict=True)) / max(1, sum(weights))
