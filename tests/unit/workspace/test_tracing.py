"""What joins documents of an open workspace."""

from sayso.progress import Event
from sayso.workspace.tracing import Tracer
from tests.unit.workspace.conftest import article

FERRY = "The ferry Halden ran aground on a sandbank off Orsk early on Monday with 120 passengers on board. "
TUGS = "Two tugs pulled the heavy ship free at high water and towed it into the old harbour before noon. "


def test_documents_are_looked_at_once_and_progress_is_told(workspace, adding):
    adding(article(FERRY + TUGS, doc_id="a"), article(f"{FERRY}{TUGS}It rained.", doc_id="b"))
    heard: list[Event] = []
    tracer = Tracer(workspace)
    assert workspace.store.view().count_unseeded() == 2
    assert tracer.catch_up(listener=heard.append) == 2
    assert heard == [Event("trace", 2, 2, "documents")]
    assert workspace.store.view().count_unseeded() == tracer.catch_up(listener=heard.append) == 0


def test_around_a_document_are_also_edges_that_it_is_no_part_of(workspace, adding):
    dated = [("a", "2026-03-01"), ("b", "2026-03-03"), ("c", "2026-03-05")]
    ids = [one.document_id for one in adding(*(article(FERRY + TUGS, doc_id=key, published=day) for key, day in dated))]
    tracer = Tracer(workspace)
    tracer.catch_up()
    around, alone = tracer.around(ids[2]), tracer.lineage_of(ids[2])
    assert {ids[2] in (one.doc, one.from_doc) for one in around.edges} == {True, False}
    assert set(alone.edges) == {one for one in around.edges if ids[2] in (one.doc, one.from_doc)}
    assert set(alone.passages) <= set(around.passages)
