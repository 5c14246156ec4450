"""What joins documents: passages that two of them share, places where one names another, and the edges that follow.

"Left" and "right" say nothing about who was first; an edge does, and gives its reasons.
"""

from dataclasses import dataclass
from enum import StrEnum

from sayso.records.anchors import Span


class Likeness(StrEnum):
    """How alike the two sides of a passage are: the same words, edited ones, or the same said in other words."""

    SAME = "same"
    EDITED = "edited"
    REWRITE = "rewrite"


class Stock(StrEnum):
    """Why a passage that two documents share proves no copying between them."""

    BOILERPLATE = "boilerplate"  # it recurs over the pages of an outlet, or over outlets, whatever the article is about
    QUOTATION = "quotation"  # a saying, a law, a quotation that many have by heart
    COMMON = "common"  # it stands in many documents that share nothing else


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document and the stretch of another that has its words.

    Attributes:
        left_doc, right_doc: document ids; left_doc is the lesser one.
        left, right: where the stretch stands in either text.
        likeness: how alike they are.
        similarity: share of the words of the two stretches that are matched, in [0, 1].
        stock: why it proves no copying, or None.
    """

    left_doc: str
    left: Span
    right_doc: str
    right: Span
    likeness: Likeness
    similarity: float
    stock: Stock | None = None


class Naming(StrEnum):
    """How an article names where something comes from."""

    CREDIT = "credit"  # "Source: X", "first published by X": the whole article
    DATELINE = "dateline"  # "PARIS (X) -": the whole article
    BYLINE = "byline"  # an outlet where the author stands: the whole article
    REPORTED = "reported"  # "X reported that ..."
    CITING = "citing"  # "citing X": X is where the one who is cited has it from
    TOLD = "told"  # "Y told X"
    LINK = "link"  # a hyperlink, without words that say more


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where an article names an outlet or an address as where something comes from.

    Attributes:
        naming: how.
        name: the outlet as written; None where only an address is given.
        outlet: key of the outlet in the registry, or None where the registry does not know it.
        href: address that the place links to, or None.
        place: where the name or anchor stands in the text; None where it stands outside (byline, link around the text).
        statement_id: the statement that is put on it, or None for the whole article.
    """

    naming: Naming
    name: str | None
    outlet: str | None
    href: str | None
    place: Span | None
    statement_id: str | None = None


class EdgeKind(StrEnum):
    """What a document has from another: its text, or something it passes on, or the error that it corrects."""

    COPY = "copy"
    CITES = "cites"
    CORRECTS = "corrects"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for an edge or for its direction.

    Attributes:
        code: what kind of reason, one word of `sayso.trace.reasons`.
        text: the reason in words, with the figures and names it rests on.
        weight: how much it counts for the direction in which the edge points, in log-odds; negative counts against.
        place: where in the later document it stands, or None.
    """

    code: str
    text: str
    weight: float
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One document has something from another.

    Attributes:
        kind: what it has.
        doc: id of the document that has it.
        from_doc: id of the document it has it from.
        decided: whether there is a reason for the direction; where not, `doc` is the greater id and nobody is said to be first.
        credited: whether `doc` names the outlet of `from_doc` as its source.
        linked: whether `doc` links to `from_doc`.
        confidence: that the edge is right, direction included where it is decided, in [0, 1].
        reasons: strongest first.
    """

    kind: EdgeKind
    doc: str
    from_doc: str
    decided: bool
    credited: bool
    linked: bool
    confidence: float
    reasons: tuple[Reason, ...]
