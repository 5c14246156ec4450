"""What deciding needs to know of documents, and the documents of a workspace."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sayso.errors import NotFound
from sayso.records.reviews import Review
from sayso.records.statements import Reading
from sayso.store.rows import DocumentRow
from sayso.workspace.adding import take_in_reviews
from sayso.workspace.lines import canonical_address
from sayso.workspace.opening import Workspace
from sayso.workspace.rulings import Kept

_AT_ONCE = 1_000


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

    def source(self, name: str) -> str | None:
        """The named source that goes by a name, as it is written; None where no named source does."""

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

    def source(self, name: str) -> str | None:
        return Kept(self.workspace.store.view()).source(name)

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


def outside_names(workspace: Workspace) -> Mapping[str, str]:
    """What to call each document, by id, outside the workspace: its outside name where it has one, else its id.

    An outside name that all versions of one line share means the last of them, as in commands; those before it have @N behind
    it. One that several lines share names none of them. Cost: one pass over the documents.
    """
    view, after = workspace.store.view(), None
    names: dict[str, str] = {}
    sharing: dict[str, list[DocumentRow]] = defaultdict(list)
    while True:
        page = view.documents(before=after, limit=_AT_ONCE)
        for row in page.items:
            names[row.document_id] = row.document_id
            if row.doc_id is not None:
                sharing[row.doc_id].append(row)
        after = page.next
        if after is None:
            break
    for name, rows in sharing.items():
        if len({row.line_id for row in rows}) == 1:
            last = max(row.version for row in rows)
            for row in rows:
                names[row.document_id] = name if row.version == last else f"{name}@{row.version}"
    return names
