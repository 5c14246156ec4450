"""What decisions on joining add up to, looked up in two articles with the same text."""

from dataclasses import replace

import pytest

from sayso.errors import NotFound
from sayso.records.anchors import Span
from sayso.records.links import EdgeKind
from sayso.records.reviews import Action, Review, Sides, State, Subject, sides_data
from sayso.records.rulings import NONE, Ruled, Ruling
from sayso.records.statements import Certainty, OwnAssertion
from sayso.workspace.corrections import apply, units_of
from sayso.workspace.rulings import (
    edge_topics,
    outcome,
    outlet_topics,
    rulings,
    rulings_of,
    source_topics,
    unit_topics,
)
from tests.unit.workspace.conftest import article
from tests.unit.workspace.material import READING, spans

OWN = OwnAssertion("o1", spans("it rains"), Certainty.CERTAIN, agentless=False)
WHOLE = replace(READING, own=(OWN,))


class Desk:
    """Evidence by hand: the readings of documents, decisions about them, and named sources."""

    def __init__(self):
        self.readings = {"d": WHOLE, "e": WHOLE}
        self.about = []
        self.sources = {"ann": "Ann", "bo": "Bo"}

    def applied(self, document_id):
        if document_id not in self.readings:
            raise NotFound("there is no such document.", document_id)
        return apply(self.readings[document_id], [one for one in self.about if one.subject.document_id == document_id])

    def source(self, name):
        return self.sources.get(name.casefold())


@pytest.fixture
def desk():
    return Desk()


def unit(named):
    document_id, _, key = named.partition(":")
    return units_of(apply(WHOLE, []), document_id=document_id)[key]


def sides(action, number, statements, others=""):
    data = sides_data(Sides(tuple(map(unit, statements.split())), tuple(map(unit, others.split()))))
    return made(action, number, data)


def made(action, number, after=None, *, undoes=None):
    return Review(number, "", "Ann Lee", action, Subject(""), "", {}, after or {}, undoes)


def edge(number, doc, from_doc, *, kind="copy", has=True):
    return made(Action.EDGE, number, {"doc": doc, "from_doc": from_doc, "kind": kind, "has": has})


def source(number, name, other, *, together=True):
    return made(Action.SOURCE, number, {"name": name, "other": other, "together": together})


def outlet(number, what, name, *, belongs=True):
    return made(Action.OUTLET, number, {"what": what, "outlet": name, "belongs": belongs})


def undo(number, of):
    return made(Action.UNDO, number, undoes=of)


def test_without_decisions_nothing_is_ruled(desk):
    assert rulings([], desk) == NONE


def test_units_are_called_by_document_and_statement(desk):
    decisions = [sides(Action.SAME, 1, "e:s1", "d:o1"), sides(Action.APART, 2, "d:s2 d:s3", "e:s2")]
    found = rulings(decisions, desk)
    assert found.together == (("d:o1", "e:s1"),)
    assert found.apart == (("d:s2", "e:s2"), ("d:s3", "e:s2"))


def test_a_statement_is_found_again_by_its_place(desk):
    later = replace(WHOLE, statements=tuple(replace(one, statement_id=f"s{9 - n}") for n, one in enumerate(WHOLE.statements)))
    desk.readings["e"] = later
    found = rulings([sides(Action.SAME, 1, "d:s1", "e:s3")], desk)
    assert found.together == (("d:s1", "e:s7"),)


def test_a_statement_that_somebody_moved_is_found_where_it_is_now(desk):
    subject = unit("e:s3")
    after = {"content": [[subject.content[0].start, subject.content[0].end + 1]]}
    desk.about = [Review(1, "", "Bo Roe", Action.CORRECT, subject, "", {"content": [list(subject.content[0])]}, after)]
    assert rulings([sides(Action.SAME, 2, "d:s1", "e:s3")], desk).together == (("d:s1", "e:s3"),)


def test_what_is_rejected_or_boilerplate_is_not_there_until_that_is_taken_back(desk):
    decision = sides(Action.SAME, 3, "d:s1", "e:s3")
    desk.about = [Review(1, "", "Bo Roe", Action.REJECT, unit("e:s3"), "", {}, {})]
    assert outcome([decision], desk).states == {3: State.DOES_NOT_FIT}
    stretch = Subject("e", content=unit("e:s3").content, words_id=unit("e:s3").words_id)
    desk.about = [Review(1, "", "Bo Roe", Action.BOILERPLATE, stretch, "", {}, {"boilerplate": True})]
    assert outcome([decision], desk).states == {3: State.DOES_NOT_FIT}
    desk.about = []
    assert outcome([decision], desk).states == {3: State.IN_FORCE}


def test_a_decision_of_which_something_is_left_counts_for_it(desk):
    del desk.readings["e"]
    found = outcome([sides(Action.APART, 1, "d:s1", "d:s2 e:s2"), sides(Action.SAME, 2, "d:s1", "e:s1")], desk)
    assert found.rulings.apart == (("d:s1", "d:s2"),)
    assert (found.states, found.lost) == ({1: State.IN_FORCE, 2: State.DOES_NOT_FIT}, {1: 1, 2: 1})


def test_words_that_are_others_now_are_not_taken_for_the_same(desk):
    text = WHOLE.document.text.replace("boats sank", "boats came")
    desk.readings["e"] = replace(WHOLE, document=replace(WHOLE.document, text=text))
    assert outcome([sides(Action.SAME, 1, "d:s3", "e:s3")], desk).states == {1: State.DOES_NOT_FIT}


def test_the_earlier_of_two_that_contradict_is_superseded_until_the_later_is_undone(desk):
    decisions = [sides(Action.SAME, 1, "d:s1", "e:s1"), sides(Action.APART, 2, "d:s1", "e:s1")]
    found = outcome(decisions, desk)
    assert (found.rulings.together, found.rulings.apart) == ((), (("d:s1", "e:s1"),))
    assert (found.states, found.instead) == ({1: State.SUPERSEDED, 2: State.IN_FORCE}, {1: 2})
    found = outcome([*decisions, undo(3, of=2)], desk)
    assert found.rulings == rulings(decisions[:1], desk)
    assert found.states == {1: State.IN_FORCE, 2: State.UNDONE, 3: State.IN_FORCE}
    assert outcome([*decisions, undo(3, of=2), undo(4, of=3)], desk).rulings == rulings(decisions, desk)


def test_edges_are_ruled_by_kind_and_both_ways(desk):
    found = rulings([edge(1, "d", "e"), edge(2, "e", "d", kind=None, has=False)], desk)
    assert found.edges == {
        (EdgeKind.CITES, "e", "d"): False,
        (EdgeKind.COPY, "d", "e"): True,
        (EdgeKind.COPY, "e", "d"): False,
        (EdgeKind.CORRECTS, "e", "d"): False,
    }


def test_an_edge_to_a_document_that_is_not_there_does_not_fit(desk):
    found = outcome([edge(1, "d", "gone"), edge(2, "d", "e")], desk)
    assert (found.states, len(found.rulings.edges)) == ({1: State.DOES_NOT_FIT, 2: State.IN_FORCE}, 2)


def test_names_are_ruled_in_order_of_deciding(desk):
    desk.sources["cy"] = "Cy"
    found = rulings([source(2, "Bo", "Cy", together=False), source(1, "Ann", "bo")], desk)
    assert found.names == (("Ann", "bo", Ruled.JOIN), ("Bo", "Cy", Ruled.PART))


def test_a_name_that_no_named_source_has_any_more_does_not_fit(desk):
    decisions = [source(1, "Ann", "Bo")]
    del desk.sources["bo"]
    assert outcome(decisions, desk).states == {1: State.DOES_NOT_FIT}
    assert rulings(decisions, desk).names == ()


def test_names_that_were_joined_one_after_another_are_parted_again(desk):
    desk.sources["cy"] = "Cy"
    found = outcome([source(1, "Ann", "Bo"), source(2, "Bo", "Cy"), source(3, "Cy", "Ann", together=False)], desk)
    assert (found.rulings.names, found.instead) == ((("Bo", "Cy", Ruled.JOIN), ("Cy", "Ann", Ruled.PART)), {1: 3})


def test_outlets_are_ruled_in_order_of_deciding_each_name_once(desk):
    found = outcome(
        [outlet(1, "The Post", "Mail"), outlet(2, "https://post.example/x", "Mail"), outlet(3, "Post", "Courier")], desk
    )
    assert found.rulings.outlets == (
        Ruling(Ruled.JOIN, "https://post.example/x", "Mail"),
        Ruling(Ruled.JOIN, "Post", "Courier"),
    )
    assert found.instead == {1: 3}


def test_an_accepted_claim_remembers_what_was_in_it(desk):
    decisions = [sides(Action.CLAIM, 1, "d:s1 e:s1 e:s2")]
    (accepted,) = outcome(decisions, desk).accepted
    assert accepted.since(["d:s1", "e:s1", "e:s2"]) == ((), 0)
    assert accepted.since(["d:s1", "d:s2", "e:s1"]) == (("d:s2",), 1)
    del desk.readings["e"]
    (accepted,) = outcome(decisions, desk).accepted
    assert accepted.units == {"d:s1"}
    assert accepted.since(["d:s1"]) == ((), 2)
    assert rulings(decisions, desk) == NONE


def test_the_last_acceptance_of_a_claim_is_found_by_its_units(desk):
    found = outcome([sides(Action.CLAIM, 1, "d:s1 e:s1"), sides(Action.CLAIM, 2, "d:s1"), sides(Action.CLAIM, 3, "d:s2")], desk)
    numbers = [one.review.number for units in (["d:s1", "e:s1"], ["e:s1"]) if (one := found.accepted_of(units)) is not None]
    assert numbers == [2, 1]
    assert found.accepted_of(["e:s3"]) is None


def test_the_last_decision_on_a_thing_counts_undos_of_undos_too(desk):
    decisions = [
        sides(Action.SAME, 1, "d:s1", "e:s1"),
        edge(2, "d", "e"),
        source(3, "Ann", "Bo"),
        outlet(4, "www.post.example", "Mail"),
        undo(5, of=1),
        undo(6, of=5),
    ]
    found = outcome(decisions, desk)
    assert found.last_on(unit_topics(["e:s1", "e:s2"])) == 6
    assert found.last_on(unit_topics(["e:s2"])) == 0
    assert found.last_on(edge_topics("e", "d")) == 2
    assert found.last_on(source_topics("BO", "ann")) == 3
    assert found.last_on(outlet_topics("post.example")) == 4


def test_an_undo_of_what_is_not_there_is_about_nothing(desk):
    found = outcome([undo(5, of=1)], desk)
    assert (found.states, found.topics) == ({5: State.IN_FORCE}, {5: frozenset()})


def test_the_store_of_a_workspace_knows_what_is_ruled(workspace, adding):
    from sayso.workspace.reviewing import By, desk_of

    adding(article("Ann said rain fell.", doc_id="a"), article("Bo said rain fell.", doc_id="b"))
    desk = desk_of(workspace)
    one, other = (desk.unit(f"{name}:s1") for name in "ab")
    desk.joining.same(one, other, by=By("Ann Lee"))
    desk.joining.source("ann", "Bo", together=True, by=By("Ann Lee"))
    found = rulings_of(workspace.store.view())
    assert found.together == (tuple(sorted((one, other))),)
    assert found.names == (("Ann", "Bo", Ruled.JOIN),)


def test_places_are_kept_but_not_the_words():
    assert unit("d:o1") == Subject("d", "o1", (Span(107, 115),), words_id=unit("d:o1").words_id)
