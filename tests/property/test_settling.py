"""Laws of decisions that may contradict each other, for decisions of every kind."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.records.links import EdgeKind
from sayso.records.reviews import Action, Belongs, HadFrom, Review, State, Subject
from sayso.records.rulings import NONE
from sayso.trace.union import Union
from sayso.workspace.rulings import outcome
from sayso.workspace.settling import Joined, settled, settled_edges, settled_outlets

THINGS = "abcdef"
PAIRS = [(one, other) for one in THINGS for other in THINGS if one < other]
NAMES = ["Ann", "ANN", "Bo", "Cy", "Dee"]


@st.composite
def joins(draw):
    together = draw(st.booleans())
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=1 if together else 4, unique=True))
    return Joined(tuple(pairs), together)


def numbered(decisions):
    return dict(enumerate(decisions, 1))


many_joins = st.lists(joins(), max_size=8).map(numbered)
docs = st.sampled_from("def")
had_from = st.builds(HadFrom, docs, docs, st.sampled_from(EdgeKind), st.booleans()).filter(lambda one: one.doc != one.from_doc)


@given(many_joins)
def test_what_counts_is_without_contradiction(decisions):
    found = settled(decisions)
    union: Union[str] = Union()
    for one, other in found.together:
        union.join(one, other)
    assert all(union.find(one) != union.find(other) for one, other in found.apart)
    assert not set(found.together) & set(found.apart)


@given(many_joins)
def test_the_last_decision_always_counts_wholly(decisions):
    found = settled(decisions)
    for number in [*decisions][-1:]:
        assert number in found.counted
        assert number not in found.instead
        assert set(decisions[number].pairs) <= set(found.together if decisions[number].together else found.apart)


@given(many_joins)
def test_every_decision_counts_or_another_after_it_does(decisions):
    found = settled(decisions)
    assert found.counted | found.instead.keys() == decisions.keys()
    assert all(number < by and by in found.counted for number, by in found.instead.items())


@given(many_joins)
def test_what_is_superseded_can_be_left_out(decisions):
    found = settled(decisions)
    left = settled({number: one for number, one in decisions.items() if number in found.counted})
    assert (left.together, left.apart) == (found.together, found.apart)


@given(many_joins, st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_given_does_not_matter(decisions, random: Random):
    items = list(decisions.items())
    random.shuffle(items)
    found, again = settled(decisions), settled(dict(items))
    assert (found.together, found.apart, found.instead) == (again.together, again.apart, again.instead)


@given(st.lists(st.sampled_from(PAIRS), unique=True), st.randoms(use_true_random=False))
def test_decisions_that_only_join_can_be_made_in_any_order(pairs, random: Random):
    shuffled = random.sample(pairs, len(pairs))
    forwards, backwards = (settled(numbered(Joined((pair,), together=True) for pair in order)) for order in (pairs, shuffled))
    assert (forwards.together, forwards.instead) == (backwards.together, {})


@given(st.lists(had_from, max_size=8).map(numbered))
def test_nobody_has_the_same_from_each_other(decisions):
    found = settled_edges(decisions)
    assert all(not found.has.get((kind, from_doc, doc), False) for (kind, doc, from_doc), has in found.has.items() if has)
    for one in [*decisions.values()][-1:]:
        assert found.has[one.kind, one.doc, one.from_doc] is one.has
    assert found.counted | found.instead.keys() == decisions.keys()
    again = settled_edges({number: one for number, one in decisions.items() if number in found.counted})
    assert again.has == found.has


@given(st.lists(st.builds(Belongs, st.sampled_from("xy"), st.sampled_from("pqr"), st.booleans()), max_size=8).map(numbered))
def test_a_name_is_of_one_outlet_at_most(decisions):
    found = settled_outlets(decisions)
    counted = [decisions[number] for number in sorted(found.counted)]
    for name in "xy":
        assert len({one.outlet for one in counted if one.what == name and one.belongs}) <= 1
    assert not {(one.what, one.outlet) for one in counted if one.belongs} & {
        (one.what, one.outlet) for one in counted if not one.belongs
    }


class Names:
    """Evidence without documents, in which all sources are known."""

    def applied(self, document_id):
        raise AssertionError(document_id)

    def source(self, name):
        return name


@st.composite
def histories(draw):
    """Decisions on names of sources and outlets, with undos and undos of undos."""
    made: list[Review] = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        open_ = [one.number for one in made if all(other.undoes != one.number for other in made)]
        if open_ and draw(st.booleans()):
            undoes = draw(st.sampled_from(open_))
            made.append(Review(number, "", "Ann Lee", Action.UNDO, Subject(""), "", {}, {}, undoes))
            continue
        one, other = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique_by=str.casefold))
        action = draw(st.sampled_from([Action.SOURCE, Action.OUTLET]))
        flag = draw(st.booleans())
        after = {"what": one, "outlet": other, "belongs": flag}
        if action is Action.SOURCE:
            after = {"name": one, "other": other, "together": flag}
        made.append(Review(number, "", "Ann Lee", action, Subject(""), "", {}, after))
    return made


def undo(number, of):
    return Review(number, "", "Bo Roe", Action.UNDO, Subject(""), "", {}, {}, of)


@given(histories(), st.randoms(use_true_random=False))
def test_rulings_do_not_depend_on_the_order_in_which_decisions_come(made, random: Random):
    assert outcome(random.sample(made, len(made)), Names()) == outcome(made, Names())


@given(histories())
def test_a_decision_and_its_undo_are_as_if_it_had_never_been(made):
    for last in made[-1:]:
        found = outcome([*made, undo(len(made) + 1, last.number)], Names())
        before = outcome(made[:-1], Names())
        assert found.rulings == before.rulings
        assert {number: found.states[number] for number in before.states} == before.states


@given(histories())
def test_undoing_every_decision_leaves_nothing_ruled(made):
    open_ = [one.number for one in made if one.action is not Action.UNDO]
    closed = [undo(len(made) + n, number) for n, number in enumerate(open_, 1)]
    found = outcome([*made, *closed], Names())
    assert found.rulings == NONE
    assert all(found.states[number] is State.UNDONE for number in open_)
