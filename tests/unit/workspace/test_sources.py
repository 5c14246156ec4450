"""All that a source said, and which other names may be the same source's."""

import pytest

from sayso.errors import NotFound
from sayso.records.rulings import Ruled, Rulings
from sayso.workspace import sources
from sayso.workspace.claiming import Claims
from sayso.workspace.sources import AllSaid, all_said
from sayso.workspace.tracing import Tracer
from tests.unit.workspace.conftest import article

CLOSE = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
FAIR = "the spring fair in Lund moves to the music school this year"


@pytest.fixture
def said_by(workspace, adding, monkeypatch):
    """Adds articles, one for each text, and asks for a source."""

    def said_by(name: str, *texts: str, ruled: Rulings | None = None) -> AllSaid:
        adding(*(article(text, doc_id=f"d{number}") for number, text in enumerate(texts, start=1)))
        if ruled is not None:
            monkeypatch.setattr(sources, "rulings_of", lambda view: ruled)
        tracer = Tracer(workspace)
        tracer.catch_up()
        return all_said(workspace, Claims(workspace, tracer), name)

    return said_by


def test_what_a_name_said_in_all_articles_whatever_the_capitals(said_by):
    found = said_by("LEE", f"Lee said {CLOSE}. Roe said {FAIR}.", f"Lee said {CLOSE}.")
    assert (found.named, len(found.units), len(found.claims)) == (True, 2, 1)
    assert [(one.name, one.forms, one.statements, one.documents, one.ruled) for one in found.names] == [
        ("Lee", ("Lee",), 2, 2, False)
    ]


def test_a_name_that_is_not_there_is_told_with_the_nearest(said_by):
    with pytest.raises(NotFound, match="Did you mean Lee"):
        said_by("Leee", f"Lee said {CLOSE}.")
    with pytest.raises(NotFound, match="search --statements"):
        said_by("")


def test_names_that_people_joined_are_one(said_by):
    joined = Rulings(names=(("Lee", "Leigh", Ruled.JOIN), ("Leigh", "Li", Ruled.JOIN)))
    found = said_by("Lee", f"Lee said {CLOSE}.", f"Leigh said {FAIR}.", f"Li said {FAIR}.", ruled=joined)
    assert [(one.name, one.ruled) for one in found.names] == [("Lee", False), ("Leigh", True), ("Li", True)]
    assert len(found.units) == 3


def row(name: str, document: str, *, written: str = "", kind: str = "person"):
    class Row:
        source_key, source_name, source = name.casefold(), name, written or name
        source_kind, document_id, statement_id = kind, document, "s1"

    return Row()


class Names:
    """The sources of a store."""

    def __init__(self, *rows):
        self.rows = rows

    def said_by(self, keys):
        return tuple(row for row in self.rows if row.source_key in keys)


def proposed(mine, *others, rulings: Rulings | None = None):
    names = Names(mine, *others)
    every = sorted({one.source_key for one in names.rows})
    found = sources._proposals(names, (mine,), [mine.source_key], every, rulings or Rulings())  # type: ignore[arg-type]
    return [(one.name, one.reasons) for one in found]


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("Ann Lee", "Lee", "one is the last name of the other"),
        ("Ann Lee", "A. Lee", "the last name is the same, and the first name begins so"),
        ("Ann Lee", "Ann Marie Lee", "first and last name are the same"),
        ("Anne Léger", "Anne Leger", "the names are the same but for accents, signs or “the”"),
    ],
)
def test_names_of_persons_that_look_alike_are_proposed(name, other, reason):
    assert proposed(row(name, "d1"), row(other, "d2")) == [(other, (reason,))]


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("World Ferry Board", "WFB", "one is made of the initials of the other"),
        ("Board of Northern Ferries", "BNF", "one is made of the initials of the other"),
        ("Ferry Board", "Karsk Ferry Board", "one name stands in the other"),
        ("The Ferry Board", "Ferry Board", "the names are the same but for accents, signs or “the”"),
    ],
)
def test_names_of_organisations_that_look_alike_are_proposed(name, other, reason):
    made = proposed(row(name, "d1", kind="organisation"), row(other, "d2", kind="organisation"))
    assert made == [(other, (reason,))]


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ann Lee", "Bo Lee"), ("Ann Lee", "Ann Roe"), ("Ann Lee", "Leeds"), ("Lee Ann", "Lee"), ("Ann Lee", "—")],
)
def test_other_persons_are_not_proposed(name, other):
    assert proposed(row(name, "d1"), row(other, "d2")) == []


def test_persons_and_organisations_are_never_proposed_for_each_other():
    assert proposed(row("Ann Lee", "d1"), row("Lee", "d2", kind="organisation")) == []
    assert proposed(row("Karsk", "d1", kind="organisation"), row("Bank of Karsk", "d2", kind="organisation")) == []


def test_what_both_are_said_to_be_is_a_reason_and_what_tells_them_apart_is_one_against():
    mine = row("Ann Lee", "d1", written="minister Ann Lee")
    assert proposed(mine, row("Lee", "d2", written="the minister, Lee"))[0][1][1] == "both are described as official"
    assert proposed(mine, row("Lee", "d2", written="coach Lee")) == []
    assert proposed(mine, row("Lee", "d1")) == []


def test_what_people_ruled_on_is_not_proposed_again():
    apart = Rulings(names=(("ann lee", "LEE", Ruled.PART),))
    assert proposed(row("Ann Lee", "d1"), row("Lee", "d2"), rulings=apart) == []


def test_sources_without_a_name_are_listed_and_not_joined(workspace, adding, said_by, monkeypatch):
    from tests.unit.conftest import PlainReader

    class Nameless(PlainReader):
        def read(self, document):
            from dataclasses import replace

            found = super().read(document)
            unnamed = [replace(one, source_named=False, source_resolved=None) for one in found.statements]
            return replace(found, statements=tuple(unnamed))

    monkeypatch.setattr("sayso.pipeline._reader", Nameless)
    found = said_by("officials", f"Officials said {CLOSE}.", f"Officials said {CLOSE}.")
    assert (found.named, found.names, found.proposals) == (False, (), ())
    assert [len(claim.claim.units) for claim in found.claims] == [2]
    assert len(found.units) == 2
