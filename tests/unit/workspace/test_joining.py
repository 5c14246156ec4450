"""Decisions on what joins articles, made at a desk with a real journal."""

from dataclasses import replace

import pytest

from sayso.archive.journal import Journal
from sayso.errors import Conflict, NotFound, UsageError
from sayso.records.links import EdgeKind
from sayso.records.reviews import Action, State, Subject, body_of, documents_named
from sayso.workspace.reviewing import By, Desk, Standing, desk_of, standing
from sayso.workspace.rulings import unit_topics
from sayso.workspace.tracing import Tracer
from tests.unit.workspace.conftest import article
from tests.unit.workspace.material import Shelf

ANN, BO = By("Ann Lee", "as I read it"), By("Bo Roe")


class Page:
    """What is shown: one claim of three statements, an edge, an outlet."""

    units = ("d:s1", "e:s1", "e:s2")

    def claim(self, named):
        return self.units if named in self.units else ()

    def has(self, doc, from_doc):
        return {EdgeKind.COPY} if (doc, from_doc) == ("d", "e") else set()

    def outlet(self, what):
        return "The Post" if what == "post.example" else None


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reviews" / "journal.jsonl")


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def page():
    return Page()


@pytest.fixture
def desk(journal, shelf, page):
    return Desk(journal, shelf, page)


def rulings(desk):
    return desk.joining.outcome().rulings


def states(desk):
    return [one.state for one in desk.history()]


def test_a_decision_is_one_entry_of_the_journal_about_no_document_in_particular(desk, journal, shelf):
    made = desk.joining.same("d:s1", "e:s3", by=ANN)
    (entry,) = journal.entries()
    assert (entry.number, entry.body) == (1, body_of(made))
    assert (made.subject, documents_named(made)) == (Subject(""), ("d", "e"))
    assert (made.reviewer, made.why, made.before) == ("Ann Lee", "as I read it", {"together": False})
    assert shelf.heard == [made]
    assert rulings(desk).together == (("d:s1", "e:s3"),)


def test_the_words_of_articles_do_not_go_into_the_journal(desk, journal):
    desk.joining.accept("d:s1", by=ANN)
    desk.joining.apart(["d:s2"], ["e:s2"], by=ANN)
    assert b"bridge" not in journal.path.read_bytes()


def test_an_accepted_claim_tells_what_came_to_it_and_what_went(desk, page):
    made = desk.joining.accept("e:s2", by=ANN)
    assert [one["statement_id"] for one in made.after["statements"]] == ["s1", "s1", "s2"]
    (listed,) = desk.history()
    assert (listed.came, listed.went) == ((), 0)
    page.units = ("d:s1", "d:s3", "e:s2")
    (listed,) = desk.history()
    assert (listed.state, listed.came, listed.went) == (State.IN_FORCE, ("d:s3",), 1)


def test_a_claim_is_accepted_as_it_was_seen(desk, journal):
    with pytest.raises(Conflict, match="has changed in the meantime"):
        desk.joining.accept("d:s1", seen=["d:s1", "e:s1"], by=ANN)
    with pytest.raises(NotFound, match="no claim"):
        desk.joining.accept("d:s2", by=ANN)
    assert journal.head()[0] == 0
    assert desk.joining.accept("d:s1", seen=["e:s2", "e:s1", "d:s1"], by=ANN).number == 1


def test_statements_are_kept_apart_from_some_or_from_all_else_in_their_claim(desk):
    some = desk.joining.apart(["d:s1"], ["e:s1"], by=ANN)
    assert some.before == {"together": True}
    assert rulings(desk).apart == (("d:s1", "e:s1"),)
    desk.joining.apart(["e:s1", "d:s1"], by=ANN)
    assert rulings(desk).apart == (("d:s1", "e:s1"), ("d:s1", "e:s2"), ("e:s1", "e:s2"))


@pytest.mark.parametrize(
    ("units", "others", "said"),
    [
        (["d:s1"], ["d:s1", "e:s1"], "both sides"),
        (["d:s2"], [], "nothing to keep it apart from"),
        (["d:s9"], ["e:s1"], "Statements: s1, s2, s3"),
        (["x:s1"], ["e:s1"], "no such document"),
    ],
)
def test_what_cannot_be_kept_apart_is_refused(desk, journal, units, others, said):
    with pytest.raises(UsageError, match=said):
        desk.joining.apart(units, others, by=ANN)
    assert journal.head()[0] == 0


def test_a_statement_is_not_joined_with_itself(desk):
    with pytest.raises(UsageError, match="same as itself"):
        desk.joining.same("d:s1", "d:s1", by=ANN)


def test_what_was_decided_already_is_not_decided_again(desk, journal):
    desk.joining.same("d:s1", "e:s3", by=ANN)
    with pytest.raises(UsageError, match=r"nothing would change.*decision 1"):
        desk.joining.same("e:s3", "d:s1", by=BO)
    desk.joining.edge("d", "e", has=True, kind=EdgeKind.COPY, by=ANN)
    with pytest.raises(UsageError, match=r"nothing would change.*decision 2"):
        desk.joining.edge("e", "d", has=False, kind=EdgeKind.COPY, by=BO)
    assert journal.head()[0] == 2


def test_an_edge_is_set_and_cut_with_what_was_shown(desk):
    assert desk.joining.edge("d", "e", has=False, by=ANN).before == {"has": True}
    assert desk.joining.edge("e", "d", has=True, kind=EdgeKind.CITES, by=ANN).before == {"has": False}
    assert rulings(desk).edges[EdgeKind.CITES, "e", "d"] is True
    assert rulings(desk).edges[EdgeKind.COPY, "d", "e"] is False


@pytest.mark.parametrize(
    ("doc", "from_doc", "kind", "said"),
    [
        ("d", "d", EdgeKind.COPY, "from itself"),
        ("d", "e", None, "one of: copy, cites, corrects"),
        ("d", "x", EdgeKind.COPY, "no such document"),
    ],
)
def test_an_edge_that_cannot_be_is_refused(desk, doc, from_doc, kind, said):
    with pytest.raises(UsageError, match=said):
        desk.joining.edge(doc, from_doc, has=True, kind=kind, by=ANN)


def test_names_are_kept_as_articles_write_them(desk, shelf):
    made = desk.joining.source(" ANN ", "bo", together=True, by=ANN)
    assert (made.before, made.after) == ({"together": False}, {"name": "Ann", "other": "Bo", "together": True})
    assert desk.joining.source("Bo", "Ann", together=False, by=ANN).before == {"together": True}


def test_unnamed_sources_are_never_joined(desk, journal):
    with pytest.raises(NotFound, match="Unnamed sources are never joined"):
        desk.joining.source("Ann", "an official", together=True, by=ANN)
    with pytest.raises(UsageError, match="one name"):
        desk.joining.source("Ann", "ANN", together=False, by=ANN)
    assert journal.head()[0] == 0


def test_outlets_are_told_whose_a_domain_was(desk):
    made = desk.joining.outlet("post.example", "The Courier", belongs=True, by=ANN)
    assert made.before == {"outlet": "The Post"}
    assert desk.joining.outlet("Mail", "The Courier", belongs=False, by=ANN).before == {"outlet": None}
    with pytest.raises(UsageError, match="one name"):
        desk.joining.outlet("The Courier", "courier", belongs=True, by=ANN)


def test_without_anything_shown_what_was_before_is_not_known(journal, shelf):
    desk = Desk(journal, shelf)
    assert desk.joining.same("d:s1", "e:s1", by=ANN).before == {"together": None}
    assert desk.joining.edge("d", "e", has=False, by=ANN).before == {"has": None}
    assert desk.joining.outlet("Mail", "Post", belongs=True, by=ANN).before == {"outlet": None}


def test_a_decision_on_what_somebody_else_decided_on_is_a_conflict_that_names_it(desk, journal):
    desk.joining.same("d:s1", "e:s3", by=BO)
    with pytest.raises(Conflict, match=r"Bo Roe decided on it in the meantime \(decision 1, same\); you have seen no decision"):
        desk.joining.apart(["d:s1"], ["e:s1"], by=ANN, expect=0)
    with pytest.raises(Conflict):
        desk.joining.accept("d:s1", by=ANN, expect=0)
    assert desk.joining.same("d:s2", "e:s2", by=ANN, expect=0).number == 2
    assert desk.joining.outcome().last_on(unit_topics(["d:s1"])) == 1
    assert desk.joining.apart(["d:s1"], ["e:s1"], by=ANN, expect=1).number == 3
    assert journal.head()[0] == 3


def test_an_undo_in_the_meantime_is_a_conflict_too(desk):
    desk.joining.edge("d", "e", has=False, by=ANN)
    desk.undo(1, by=BO)
    with pytest.raises(Conflict, match="decision 2, undo"):
        desk.joining.edge("e", "d", has=False, by=ANN, expect=1)


def test_decisions_are_taken_back_and_brought_back(desk):
    desk.joining.same("d:s1", "e:s3", by=ANN)
    desk.joining.apart(["d:s1"], ["e:s3"], by=BO)
    assert states(desk) == [State.SUPERSEDED, State.IN_FORCE]
    assert [one.instead for one in desk.history()] == [2, None]
    desk.undo(2, by=ANN)
    assert states(desk) == [State.IN_FORCE, State.UNDONE, State.IN_FORCE]
    desk.undo(3, by=BO)
    assert states(desk) == [State.SUPERSEDED, State.IN_FORCE, State.UNDONE, State.IN_FORCE]


def test_the_history_of_a_document_has_what_joins_it_with_others(desk):
    desk.joining.same("d:s1", "d:s3", by=ANN)
    desk.joining.edge("d", "e", has=False, by=ANN)
    desk.undo(2, by=BO)
    desk.decide(Action.REJECT, "e", statement_id="s3", by=BO)
    assert [one.review.number for one in desk.history("e")] == [2, 3, 4]
    assert [one.review.number for one in desk.history("d")] == [1, 2, 3]


def test_a_forgotten_document_is_still_named_by_what_joined_it(desk, shelf):
    desk.joining.edge("d", "e", has=False, by=ANN)
    desk.joining.same("d:s1", "d:s3", by=ANN)
    shelf.gone = {"e"}
    assert states(desk) == [State.DOES_NOT_FIT, State.IN_FORCE]
    assert [one.review.number for one in desk.history("e")] == [1]


def test_a_stretch_is_marked_once_and_conflicts_where_it_overlaps(desk, journal):
    from sayso.records.anchors import Span

    made = desk.mark("d", Span(0, 8), boilerplate=True, by=ANN)
    assert (made.before, made.after, made.subject.content) == ({"boilerplate": False}, {"boilerplate": True}, (Span(0, 8),))
    assert desk.applied("d").reading.document.boilerplate == (Span(0, 8),)
    with pytest.raises(UsageError, match="it is boilerplate already"):
        desk.mark("d", Span(2, 8), boilerplate=True, by=BO)
    with pytest.raises(UsageError, match="it is no boilerplate already"):
        desk.mark("d", Span(9, 12), boilerplate=False, by=BO)
    with pytest.raises(UsageError, match="outside the text"):
        desk.mark("d", Span(9, 1200), boilerplate=True, by=BO)
    with pytest.raises(Conflict, match="decision 1, boilerplate"):
        desk.mark("d", Span(4, 9), boilerplate=False, by=BO, expect=0)
    assert desk.mark("d", Span(4, 9), boilerplate=False, by=BO, expect=1).before == {"boilerplate": None}
    assert desk.mark("d", Span(20, 24), boilerplate=True, by=BO, expect=0).number == 3
    desk.undo(2, by=ANN)
    assert desk.applied("d").reading.document.boilerplate == (Span(0, 8), Span(20, 24))
    assert journal.head()[0] == 4


def test_a_unit_is_named_by_its_document_and_statement(desk):
    assert desk.unit("d:s3") == "d:s3"
    for wrong in ("d", ":s3", "d:"):
        with pytest.raises(UsageError, match="Name one as DOC:STATEMENT"):
            desk.unit(wrong)


def test_decisions_that_fit_nothing_are_counted(workspace, adding):
    adding(article("Ann said rain fell.", doc_id="a"), article("Bo said rain fell.", doc_id="b"))
    desk = desk_of(workspace)
    one, other = (desk.unit(f"{name}:s1") for name in "ab")
    made = desk.joining.same(one, other, by=ANN)
    desk.joining.edge(one[:16], other[:16], has=False, by=ANN)
    assert standing(workspace) == Standing(unread=0, does_not_fit=0)
    gone = replace(made, after={**made.after, "others": [{**made.after["others"][0], "document_id": "0" * 16}]})
    workspace.reviews.append([("review", body_of(gone))])
    desk.undo(2, by=BO)
    assert standing(workspace) == Standing(unread=0, does_not_fit=1)


def test_what_a_workspace_shows_stands_before_a_decision(workspace, adding):
    text = (
        "Ann said the old bridge of Orsk has cracked in nine places. It was built when the harbour was still a field of reeds."
    )
    adding(article(text, doc_id="a", outlet="Post"), article(f"{text} Rain fell.", doc_id="b", outlet="Mail"))
    Tracer(workspace).catch_up()
    desk = desk_of(workspace)
    one, other = (desk.unit(f"{name}:s1") for name in "ab")
    assert len(desk.joining.accept(one, by=ANN).after["statements"]) == 2
    assert desk.joining.apart([one], [other], by=ANN).before == {"together": True}
    assert desk.joining.outlet("mail", "Courier", belongs=True, by=ANN).before == {"outlet": "Mail"}
