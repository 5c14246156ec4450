"""What is found in an article: statements with their sources, the author's own assertions, and the sums over them."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.records.anchors import Spans
from sayso.records.documents import Document, Problem


class Quote(StrEnum):
    """How the content stands: all in quotation marks, none of it, part of it."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    """What the source is; NONE when nobody is given."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    MEDIA = "media"
    DOCUMENT = "document"
    NONE = "none"


class Force(StrEnum):
    """What the source does with the content, by the cue."""

    STATES = "states"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"
    ACCUSES = "accuses"
    EVALUATES = "evaluates"
    BELIEVES = "believes"
    ASKS = "asks"
    PROMISES = "promises"


class Certainty(StrEnum):
    """How sure the source presents the content to be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """NEGATIVE when the source asserts that the content is not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    Attributes:
        start, end: the words, in code points of the text ("at least 250 Ukrainian instructors").
        value: the number as given, or None for words such as "hundreds".
        low, high: bounds, None where open ("at least 250" -> 250, None).
        unit: what is counted, as written ("Ukrainian instructors", "%", "$"), or None.
        approx: whether the wording makes it approximate.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    approx: bool


@dataclass(frozen=True, slots=True)
class Confidence:
    """Calibrated probabilities in [0, 1] that the field is right."""

    content: float
    cue: float
    source: float
    source_kind: float
    force: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of content and on whose word it stands. Labels follow docs/guide-labels.md.

    Attributes:
        statement_id: "s1", "s2", ... in order of the content's first character.
        parent: id of the statement inside whose content this one stands, or None.
        relays: parties that carried it from the source to the article, outermost first.
        source_resolved: the name or fullest description the text gives for the source, or None.
        target: who is accused or evaluated.
        denies: ids of the statements that this one denies.
        method: name@version of what found it.
    """

    statement_id: str
    content: Spans
    cue: Spans
    source: Spans
    parent: str | None
    relays: Spans
    quote: Quote
    source_kind: SourceKind
    source_named: bool
    source_resolved: str | None
    force: Force
    certainty: Certainty
    polarity: Polarity
    confidence: Confidence
    method: str
    target: Spans = ()
    quantities: tuple[Quantity, ...] = ()
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnAssertion:
    """Something the article asserts in its own voice; `agentless` when nobody is said to have found it ("was detected")."""

    own_id: str
    content: Spans
    certainty: Certainty
    agentless: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """One party of the article: the fullest name, and the other forms in order of first use ("HTS"; "formerly X" gives "X")."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceShare:
    """How much of the article one source carries: number of statements and words of content."""

    name: str
    source_kind: SourceKind
    source_named: bool
    statements: int
    words: int


@dataclass(frozen=True, slots=True)
class Profile:
    """The article in numbers: words; statements by whose word they stand on; own assertions; sources, most words first."""

    words: int
    statements: int
    named: int
    unnamed: int
    nobody: int
    own: int
    direct: int
    relayed: int
    by_source: tuple[SourceShare, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything Sayso says about one article."""

    document: Document
    statements: tuple[Statement, ...]
    own: tuple[OwnAssertion, ...]
    aliases: tuple[Alias, ...]
    profile: Profile
    problems: tuple[Problem, ...] = field(default=())
