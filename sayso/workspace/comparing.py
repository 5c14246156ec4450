"""Which two texts are compared when somebody names documents."""

import re
from dataclasses import dataclass

from sayso.errors import NotFound, UsageError
from sayso.match.passages import Shared, passages
from sayso.records.anchors import Span
from sayso.records.evidence import Kept
from sayso.records.statements import Reading
from sayso.store.rows import DocumentRow
from sayso.trace.articles import wording_of
from sayso.workspace.adding import numbered
from sayso.workspace.documents import find
from sayso.workspace.opening import Workspace

_VERSION = re.compile(r"(.+)@([0-9]{1,6})\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, with the captures that have this very text."""

    row: DocumentRow
    reading: Reading
    captures: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """What two texts have in common.

    Attributes:
        passages: in the order of the left text.
        left, right: the sentences of either text, in order.
    """

    passages: tuple[Shared, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]


def pair(workspace: Workspace, left: str, right: str | None = None) -> tuple[Version, Version]:
    """The two documents that are named; with one name, the version before it and it.

    Args:
        left, right: what people call a document, with @N for its version N.

    Raises:
        NotFound: there is no such document or version.
        UsageError: a name is ambiguous, or there is only one version.
    """
    view = workspace.store.view()
    first = named(workspace, left)
    if right is not None:
        return _version(workspace, first), _version(workspace, named(workspace, right))
    if first.version == 1:
        versions = view.versions(first.line_id)
        if len(versions) == 1:
            raise UsageError("there is only one version of it.", left, "Name two documents, or add the page again later.")
        return _version(workspace, first), _version(workspace, versions[1])
    return _version(workspace, view.versions(first.line_id)[first.version - 2]), _version(workspace, first)


def aligned(left: Version, right: Version) -> Aligned | None:
    """What two documents have in common; None for versions of one line, which are compared word by word from end to end."""
    if left.row.line_id == right.row.line_id:
        return None
    ours, theirs = wording_of(left.reading), wording_of(right.reading)
    a, b = (tuple(Span(start, end) for start, end in one.bounds.tolist()) for one in (ours, theirs))
    return Aligned(passages(ours, theirs), a, b)


def named(workspace: Workspace, name: str) -> DocumentRow:
    """The document that somebody names, with @N for its version N.

    Raises:
        NotFound: there is no such document or version.
        UsageError: the name is ambiguous.
    """
    view = workspace.store.view()
    with_version = _VERSION.match(name)
    if with_version is None:
        return view.document(find(workspace, name))
    try:
        row = view.document(find(workspace, with_version[1]))
    except NotFound:  # an @ in the name itself
        return view.document(find(workspace, name))
    versions = view.versions(row.line_id)
    number = int(with_version[2])
    if not 1 <= number <= len(versions):
        raise NotFound("there is no such version.", name, f"It has {len(versions)}.")
    return versions[number - 1]


def _version(workspace: Workspace, row: DocumentRow) -> Version:
    view = workspace.store.view()
    numbers = {capture.number for capture in view.captures(row.document_id)}
    return Version(row, view.reading(row.document_id), tuple(numbered(workspace.archive, numbers)))
