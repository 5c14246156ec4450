"""What people call a document, in an open workspace."""

import pytest

from sayso.errors import NotFound
from sayso.workspace.comparing import pair
from sayso.workspace.documents import documents_of
from tests.unit.workspace.conftest import page

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
