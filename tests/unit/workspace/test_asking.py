"""What somebody means who asks for a claim."""

import pytest

from sayso.errors import NotFound
from sayso.workspace.asking import Asked, ask, documents_in
from sayso.workspace.claiming import Claims
from sayso.workspace.tracing import Tracer
from tests.unit.workspace.conftest import article

CLOSE = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
FAIR = "the spring fair in Lund moves to the music school this year"


@pytest.fixture
def claims(workspace, adding) -> Claims:
    adding(
        article(f"Lee said {CLOSE}. Lee said {FAIR}.", doc_id="wire", outlet="Delta Wire"),
        article(f"Lee said {CLOSE}.", doc_id="post", outlet="Harbour Post"),
        article(f"Roe said {CLOSE}.", doc_id="mail", outlet="Evening Mail"),
    )
    tracer = Tracer(workspace)
    tracer.catch_up()
    return Claims(workspace, tracer)


def test_a_statement_by_its_document_and_its_id(workspace, claims):
    answer = ask(workspace, claims, "post:s1")
    assert (answer.asked, answer.exact, answer.others) == (Asked.CLAIM, True, ())
    assert answer.traced is not None
    assert ask(workspace, claims, answer.traced.claim.claim_id).traced == answer.traced


def test_a_document_with_one_claim_means_that_claim(workspace, claims):
    answer = ask(workspace, claims, "mail")
    assert (answer.asked, answer.traced, answer.others) == (Asked.DOCUMENT, ask(workspace, claims, "post:s1").traced, ())


def test_a_document_with_several_has_them_listed_the_most_carried_first(workspace, claims):
    answer = ask(workspace, claims, "wire")
    assert answer.document is not None
    assert (answer.asked, answer.traced, answer.document.doc_id) == (Asked.DOCUMENT, None, "wire")
    assert [len(one.traced.claim.units) for one in answer.others] == [3, 1]


def test_a_text_means_what_says_the_same(workspace, claims):
    answer = ask(workspace, claims, "The old bridge in Karsk will close for eleven weeks on Monday")
    assert (answer.asked, answer.exact) == (Asked.TEXT, True)
    assert answer.traced == ask(workspace, claims, "post:s1").traced
    assert answer.traced not in [one.traced for one in answer.others]


def test_a_text_that_nobody_says_has_the_nearest_only(workspace, claims):
    answer = ask(workspace, claims, "a tunnel under the Sella")
    assert (answer.exact, answer.traced) == (False, None)
    assert all(one.score is not None for one in answer.others)
    assert not ask(workspace, claims, "zebras").others


def test_each_claim_is_named_once(workspace, claims):
    answer = ask(workspace, claims, CLOSE)
    every = [one.claim.claim_id for one in answer.claims]
    assert len(every) == len(set(every))


def test_what_is_meant_can_be_forced(workspace, claims):
    assert ask(workspace, claims, "mail", asked=Asked.TEXT).asked is Asked.TEXT
    with pytest.raises(NotFound):
        ask(workspace, claims, "mail", asked=Asked.CLAIM)
    with pytest.raises(NotFound):
        ask(workspace, claims, CLOSE, asked=Asked.DOCUMENT)


def test_an_id_that_is_not_there_is_a_text(workspace, claims):
    assert ask(workspace, claims, "post:s99").asked is Asked.TEXT
    with pytest.raises(NotFound):
        ask(workspace, claims, "post:s99", asked=Asked.CLAIM)


def test_the_documents_of_claims(workspace, claims):
    answer = ask(workspace, claims, "post:s1")
    assert {row.doc_id for row in documents_in(workspace, answer.claims).values()} == {"wire", "post", "mail"}
