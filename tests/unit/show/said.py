"""What sources said, by hand: one with a change of numbers, a denial and a proposal; one without a name; a hostile one."""

from dataclasses import replace

from sayso.records.statements import Polarity
from sayso.show.source_view import SourceSheet, lay_out
from sayso.workspace.sources import AllSaid, Name, Proposal
from tests.unit.show import claims
from tests.unit.show.claims import ELEVEN, NINE, ROWS, traced, unit
from tests.unit.show.comparisons import HOSTILE
from tests.unit.show.lineages import row

FOUND = AllSaid(
    asked="ann lee",
    named=True,
    names=(Name("Ann Lee", ("Ann Lee", "She"), 3, 3, False), Name("A. Lee", (), 1, 1, True)),
    units=("gazette:s1", "post:s1", "wire:s1"),
    claims=(claims.travelled(),),
    proposals=(Proposal("Lee", 2, 1, ("one is the last name of the other", "both are described as official")),),
)


def lee() -> SourceSheet:
    """A source whose number changed on the way, and whom somebody contradicts."""
    return lay_out(FOUND, ROWS)


def torn() -> SourceSheet:
    """A source that is said to assert and to deny one thing."""
    units = [unit("wire", ELEVEN, "Ann Lee"), unit("mail", NINE, "Ann Lee", polarity=Polarity.NEGATIVE)]
    return lay_out(replace(FOUND, units=("wire:s1", "mail:s1"), claims=(traced(units),), names=(), proposals=()), ROWS)


def official() -> SourceSheet:
    """Sources without a name in two articles that make the same claim."""
    units = [unit(key, ELEVEN, "An official", named=False) for key in ("wire", "post")]
    return lay_out(AllSaid("an official", False, (), ("post:s1", "wire:s1"), (traced(units),), ()), ROWS)


def hostile() -> SourceSheet:
    """Markup, direction marks and control codes in every field."""
    content = f"{HOSTILE} the old bridge over the Sella in Karsk will close on Monday"
    spoilt = {"title": HOSTILE, "outlet": HOSTILE, "published": HOSTILE, "url": "javascript:alert(1)", "language": "x y"}
    rows = {key: row(key, **{**spoilt, "title": f"{HOSTILE} {key}"}) for key in ("a", "b")}
    given = [unit("a", content, f"Ann {HOSTILE}", number=""), unit("b", content, f"Bo {HOSTILE}", number="")]
    names = (Name(HOSTILE, (HOSTILE,), 1, 1, False),)
    return lay_out(AllSaid(HOSTILE, True, names, ("a:s1",), (traced(given),), (Proposal(HOSTILE, 1, 1, (HOSTILE,)),)), rows)
