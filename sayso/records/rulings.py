"""What people ruled about what joins articles: claims, edges, source names, outlets.

Decisions are kept in the journal of reviews (`sayso.records.reviews`); this is what those in force add up to, in a form that
tracing obeys without knowing of journals. What speaks of things that are not there changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sayso.records.links import EdgeKind


class Ruled(StrEnum):
    """What a person rules of a name or a domain: it belongs to the outlet or source, or it does not."""

    JOIN = "join"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on whose a name or domain is.

    Attributes:
        what: a name or a domain; to join the name of an outlet joins all that is its.
        outlet: a name of the outlet; joined to an unknown name, a new outlet comes about.
    """

    ruled: Ruled
    what: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """What decisions in force add up to.

    Attributes:
        together: pairs of unit ids (document id and statement id, joined by ":") that make the same claim.
        apart: pairs of unit ids that do not, whatever joins them otherwise; each pair stands in one of the two lists only.
        edges: by kind, id of the later document and id of the earlier: whether the one has it from the other.
        names: in order of deciding: two names of sources, and whether they are one source.
        outlets: in order of deciding.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    edges: Mapping[tuple[EdgeKind, str, str], bool] = field(default_factory=dict)
    names: tuple[tuple[str, str, Ruled], ...] = ()
    outlets: tuple[Ruling, ...] = ()


NONE = Rulings()
"""Nobody ruled anything."""
