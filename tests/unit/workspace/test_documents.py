"""What people call a document in an open workspace, and what it is called outside."""

import pytest

from sayso.errors import NotFound
from sayso.workspace.comparing import aligned, pair
from sayso.workspace.documents import documents_of, outside_names
from tests.unit.workspace.conftest import article, page

TEXT = "Ann said rain is near."
URL = "https://example.org/rain"


@pytest.fixture
def ids(adding):
    """Two versions of a page, the first of them captured at an address that says how the reader came."""
    first = page(TEXT, url=f"{URL}?utm_source=mail", at="2026-11-01T08:00:00Z")
    return [one.document_id for one in adding(first, page(f"{TEXT} Bo said no.", url=URL, at="2026-11-02T08:00:00Z"))]


@pytest.mark.parametrize(
    "address", [URL, f"{URL}?utm_source=x", f"{URL}?utm_source=mail", f"{URL}#top", "HTTPS://Example.org:443/rain?fbclid=1"]
)
def test_an_address_means_the_last_version_however_the_reader_came_to_it(workspace, ids, address):
    assert documents_of(workspace).find(address) == ids[1]
    assert [one.row.document_id for one in pair(workspace, f"{address}@1", address)] == ids


@pytest.mark.parametrize("address", ["https://example.org/rain/", "http://example.org/rain", f"{URL}?id=2", "rain"])
def test_another_address_means_another_document(workspace, ids, address):
    with pytest.raises(NotFound):
        documents_of(workspace).find(address)


def test_outside_a_document_goes_by_its_outside_name_or_its_id(workspace, ids, adding):
    (named,) = adding(article("Cy said it snows.", doc_id="snow"))
    assert outside_names(workspace) == {**dict(zip(ids, ids, strict=True)), named.document_id: "snow"}


def test_an_outside_name_means_the_last_version_and_older_ones_have_their_number(workspace, adding):
    first, second = adding(article(TEXT, doc_id="rain", url=URL), article(f"{TEXT} Bo said no.", doc_id="rain", url=URL))
    assert outside_names(workspace) == {first.document_id: "rain@1", second.document_id: "rain"}


def test_an_outside_name_of_several_articles_names_none_of_them(workspace, adding):
    some = adding(article(TEXT, doc_id="x", url=URL), article("Cy said it snows.", doc_id="x", url="https://example.org/snow"))
    assert outside_names(workspace) == {one.document_id: one.document_id for one in some}


def test_versions_of_a_page_are_not_aligned_and_other_articles_are(workspace, ids, adding):
    adding(article(f"{TEXT} It was cold in the old harbour of Orsk.", doc_id="other"))
    assert aligned(*pair(workspace, URL)) is None
    found = aligned(*pair(workspace, ids[0], "other"))
    assert found is not None
    assert [len(one) for one in (found.left, found.right)] == [2, 2]
