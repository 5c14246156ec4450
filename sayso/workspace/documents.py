"""What deciding needs to know of documents, and the documents of a workspace."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sayso.errors import NotFound
from sayso.records.reviews import Review
from sayso.records.statements import Reading
from sayso.workspace.adding import take_in_reviews
from sayso.workspace.lines import canonical_address
from sayso.workspace.opening import Workspace


class Documents(Protocol):
    """What deciding needs to know of the documents of a workspace."""

    def find(self, named: str) -> str:
        """The id of the document that somebody names: its id or the beginning of it, its outside name, or its address.

        Raises:
            NotFound: there is none.
            UsageError: it may be several.
        """

    def title(self, document_id: str) -> str:
        """What to call a document in a list."""

    def reading(self, document_id: str) -> Reading:
        """What the reader says of a document, without decisions.

        Raises:
            NotFound: there is no such document, or it was forgotten.
        """

    def decided(self, review: Review) -> None:
        """Hear of a decision that has just been written down; the journal is still held."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """The documents of a workspace as its store has them."""

    workspace: Workspace

    def find(self, named: str) -> str:
        return find(self.workspace, named)

    def title(self, document_id: str) -> str:
        row = self.workspace.store.view().document(document_id)
        return row.title or row.url or row.doc_id or document_id

    def reading(self, document_id: str) -> Reading:
        return self.workspace.store.view().reading(document_id)

    def decided(self, review: Review) -> None:
        take_in_reviews(self.workspace.reviews, self.workspace.store)


def documents_of(workspace: Workspace) -> Documents:
    """The documents of an open workspace."""
    return _Stored(workspace)


def find(workspace: Workspace, named: str) -> str:
    """The id of the document that somebody names, as `Documents.find` gives it.

    An address means what it means to versions: tracking parameters, fragments and the like make no difference.
    """
    view, address = workspace.store.view(), canonical_address(named)
    if address != named:
        with suppress(NotFound):
            return view.resolve(address)
    return view.resolve(named)
