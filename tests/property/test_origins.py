"""Laws of counting origins, over invented claims of a few articles that copy and cite each other in all ways."""

from dataclasses import dataclass, replace
from functools import cache
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.records.links import Edge, EdgeKind
from sayso.records.statements import SourceKind
from sayso.trace.origins import Standing, standing
from sayso.trace.units import Unit
from tests.unit.trace.conftest import Said, edge, units_of

CLAIM = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
OUTLETS = ("Harbour Post", "Karsk Gazette", "Lake Tribune", "Radio Vardan", "Delta Wire")
NAMED = ("Ann Lee", "Bo Roe", "Cy Moe, a resident", "Dee Poe, a spokeswoman")
UNNAMED = ("An official", "A resident", "A woman")
NOBODY, OWN = "nobody", "own"
DATES = (None, "2026-05-01", "2026-05-02T08:00Z", "2026-05-03T08:00Z")


@dataclass(frozen=True)
class Told:
    """One article: its outlet by number, its date, and who says it there, once or twice; an outlet by number is cited."""

    outlet: int
    date: str | None
    voices: tuple[str | int, ...]


@cache
def article(document_id: str, told: Told, one_name: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """What an article says; the sources of `one_name` are one that all articles know by name."""
    sentences, said = [], []
    for voice in told.voices:
        if voice == OWN:
            content, one = f"{CLAIM[0].upper()}{CLAIM[1:]}", Said(f"{CLAIM[0].upper()}{CLAIM[1:]}", cue="")
            sentences.append(f"{content}.")
        elif voice == NOBODY:
            one = Said(CLAIM)
            sentences.append(f"It is said that {CLAIM}.")
        elif isinstance(voice, int):
            name = f"The {OUTLETS[voice]}"
            one = Said(CLAIM, name, "reported", kind=SourceKind.MEDIA)
            sentences.append(f"{name} reported that {CLAIM}.")
        else:
            one = Said(CLAIM, voice, named=voice in NAMED, resolved="Eve Zuk" if voice in one_name else None)
            sentences.append(f"{voice} said that {CLAIM}.")
        said.append(one)
    return tuple(units_of(document_id, *sentences, outlet=OUTLETS[told.outlet], published=told.date, said=said))


VOICES = st.sampled_from((*NAMED, *UNNAMED, NOBODY, OWN, *range(len(OUTLETS))))


@st.composite
def tellings(draw, voices=VOICES) -> Told:
    outlet = draw(st.integers(0, len(OUTLETS) - 1))
    some = draw(st.lists(voices.filter(lambda voice: voice != outlet), min_size=1, max_size=2, unique=True))
    return Told(outlet, draw(st.sampled_from(DATES)), tuple(some))


Claim = tuple[dict[str, Told], list[Edge]]


@st.composite
def claims(draw, voices=VOICES) -> Claim:
    """Articles by id, and who has it from whom among them; copies only of those before, as these have a direction."""
    told = {f"d{n}": one for n, one in enumerate(draw(st.lists(tellings(voices), min_size=1, max_size=5)))}
    keys = list(told)
    edges = []
    for n, doc in enumerate(keys):
        if n and draw(st.booleans()):
            edges.append(edge(doc, draw(st.sampled_from(keys[:n])), decided=draw(st.sampled_from((True, True, False)))))
        for other in keys:
            if other != doc and told[other].outlet in told[doc].voices:
                edges.append(edge(doc, other, EdgeKind.CITES))
    return told, edges


def stands(told: dict[str, Told], edges: list[Edge], one_name: frozenset[str] = frozenset()) -> Standing:
    return standing([unit for key, one in told.items() for unit in article(key, one, one_name)], edges)


@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(claim: Claim, random: Random):
    told, edges = claim
    every = [unit for key, one in told.items() for unit in article(key, one)]
    shuffled, others = list(every), list(edges)
    random.shuffle(shuffled)
    random.shuffle(others)
    assert standing(shuffled, others) == standing(every, edges)


@given(claims())
def test_the_least_is_no_more_than_the_most_and_only_a_ring_may_stand_on_nothing(claim: Claim):
    found = stands(*claim)
    assert 0 <= found.least <= found.most
    assert (found.least == 0) == found.ring
    assert found.ring == (not found.origins)
    assert found.most >= 1


@given(claims(), st.data())
def test_a_copy_never_raises_the_least(claim: Claim, data: st.DataObject):
    told, edges = claim
    original = data.draw(st.sampled_from(sorted(told)))
    copy = replace(told[original], outlet=data.draw(st.integers(0, 4)), date=data.draw(st.sampled_from(DATES)))
    assume(copy.outlet not in copy.voices)
    before, after = stands(told, edges), stands({**told, "x": copy}, [*edges, edge("x", original)])
    assert after.least <= before.least
    assert after.most <= before.most


@given(claims(), st.sets(st.sampled_from(NAMED), min_size=2))
def test_making_named_sources_one_never_raises_either_figure(claim: Claim, some: set[str]):
    before, after = stands(*claim), stands(*claim, frozenset(some))
    assert after.least <= before.least
    assert after.most <= before.most


@given(st.integers(2, 5), st.lists(st.integers(0, 4), max_size=3))
def test_a_ring_alone_is_at_most_one(size: int, copied: list[int]):
    told = {f"d{n}": Told(n, None, ((n + 1) % size,)) for n in range(size)}
    edges = [edge(f"d{n}", f"d{(n + 1) % size}", EdgeKind.CITES) for n in range(size)]
    for n, original in enumerate(copied):
        told[f"x{n}"] = Told(n, None, (OWN,))
        edges.append(edge(f"x{n}", f"d{original % size}"))
    found = stands(told, edges)
    assert (found.least, found.most, found.ring) == (0, 1, True)
