"""Shared passages that prove no copying: slogans, notices, sayings, laws, and background that many keep at hand.

Such a text gives itself away by the company it keeps. Where one document was made from another, they share more than a line, or
they share it in other words, or on somebody's word; a stock text stands word for word in documents that otherwise share
nothing. So all places of one sentence are gathered over the collection, and the pairs of documents are looked at that share
little besides.

Only passages of such pairs are marked: in a copied article the same line was copied along with the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.match.wording import NAME, Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness, Passage, Stock
from sayso.trace.union import Union

FEW = 3
"""Sentences that two documents may share and still share little."""
LITTLE = 0.5
"""Part of the words of either document that they may share and still share little."""
ALIKE = 0.5
"""Similarity from which two sentences count as places of one text, edited at most."""
MOSTLY = 0.8
"""Part of the lonely pairs in which a stock text is nearly the same."""
SELDOM = 0.25
"""Part of the places at which a stock text that is no saying may be put on somebody."""
STRANGERS = 1
"""Names that two documents about different things may have in common by chance."""

Pair = tuple[str, str]
Place = tuple[str, int]  # document and number of the sentence


@dataclass(slots=True)
class _Text:
    """What is known of one sentence over all documents, from the pairs that share little besides.

    Attributes:
        lonely: pairs that share little besides.
        near: those of them in which it is nearly the same, word for word.
        same: those of them in which it is the same, word for word.
        strange: those of them that are about different things.
        said: places where it is put on somebody.
        places: all its places.
        telling: whether it holds a name or a number.
    """

    lonely: int = 0
    near: int = 0
    same: int = 0
    strange: int = 0
    said: int = 0
    places: int = 0
    telling: bool = False

    @property
    def stock(self) -> bool:
        """Whether it proves no copying."""
        # A line about something that one other article has as well was rather taken from there.
        if self.lonely < (2 if self.telling else 1):
            return False
        if self.said < SELDOM * self.places:
            return self.near >= MOSTLY * self.lonely
        return self.strange > 0 and self.same >= MOSTLY * self.lonely


def marked(passages: Sequence[Passage], wordings: Mapping[str, Wording]) -> list[Passage]:
    """The passages in the order given, those that prove no copying marked so.

    Args:
        passages: all passages among some documents; the more documents, the surer.
        wordings: words of each document, by id.
    """
    sentences = {
        id(one): (wordings[one.left_doc].within(one.left), wordings[one.right_doc].within(one.right)) for one in passages
    }
    union: Union[Place] = Union()
    for one in passages:
        ours, theirs = sentences[id(one)]
        union.add((one.left_doc, i) for i in ours)
        near = len(ours) == len(theirs) and one.similarity >= ALIKE
        for i, j in zip(ours, theirs, strict=True) if near else ():
            union.join((one.left_doc, i), (one.right_doc, j))
    pairs: dict[Pair, list[Passage]] = defaultdict(list)
    for one in passages:
        pairs[one.left_doc, one.right_doc].append(one)
    texts: dict[Place, _Text] = defaultdict(_Text)
    for members in union.groups():
        text = texts[union.find(members[0])]
        text.places = len(members)
        text.said = sum(_said(wordings[doc], i) for doc, i in members)
        text.telling = any(_telling(wordings[doc], i) for doc, i in members)
    lonely: dict[Pair, list[_Text]] = {}
    for pair, held in sorted(pairs.items()):
        if not _little(held, sentences, wordings):
            continue
        strange = _strangers(held, wordings[pair[0]], wordings[pair[1]])
        roots: set[Place] = set()
        for one in held:
            mine = {union.find((one.left_doc, i)) for i in sentences[id(one)][0]}
            roots |= mine
            for root in mine:
                texts[root].lonely += 1
                texts[root].near += one.similarity >= ALIKE
                texts[root].same += one.likeness is Likeness.SAME
                texts[root].strange += strange
        lonely[pair] = [texts[root] for root in roots]
    stock = {pair: _kind(held) for pair, held in lonely.items() if held and all(text.stock for text in held)}
    return [
        replace(one, stock=stock[one.left_doc, one.right_doc]) if (one.left_doc, one.right_doc) in stock else one
        for one in passages
    ]


def _kind(texts: Sequence[_Text]) -> Stock:
    if all(text.said >= 0.5 * text.places for text in texts):
        return Stock.QUOTATION
    return Stock.BOILERPLATE if any(text.strange >= 0.5 * text.lonely for text in texts) else Stock.COMMON


def _little(
    held: Sequence[Passage], sentences: Mapping[int, tuple[list[int], list[int]]], wordings: Mapping[str, Wording]
) -> bool:
    """Whether a pair shares no more than a few sentences, which are not most of either document."""
    for side, doc in enumerate((held[0].left_doc, held[0].right_doc)):
        taken = {i for one in held for i in sentences[id(one)][side]}
        lengths = wordings[doc].lengths
        if len(taken) > FEW or lengths[sorted(taken)].sum() > LITTLE * lengths.sum():
            return False
    return True


def _telling(wording: Wording, i: int) -> bool:
    """Whether the sentence holds a name or a number, its first word aside."""
    first, end = int(wording.sentences[i]), int(wording.sentences[i + 1])
    return bool((wording.weights[first + 1 : end] >= NAME).any())


def _said(wording: Wording, i: int) -> bool:
    """Whether the sentence puts something on somebody; one that is set apart as a whole does not."""
    framed = wording.framed[wording.sentences[i] : wording.sentences[i + 1]]
    return bool(framed.any() and not framed.all())


def _strangers(held: Sequence[Passage], left: Wording, right: Wording) -> bool:
    """Whether two documents have hardly a name in common outside what they share."""
    names = _names(left, [one.left for one in held]) & _names(right, [one.right for one in held])
    return len(names) <= STRANGERS


def _names(wording: Wording, spans: Iterable[Span]) -> set[int]:
    return set(wording.stems[wording.named & ~wording.inside(spans)].tolist())
