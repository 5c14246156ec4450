"""What somebody means who asks for a claim: one by its id, those of a document, or what says the same as a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sayso.errors import NotFound
from sayso.store.rows import DocumentRow
from sayso.workspace.claiming import Claims, Traced
from sayso.workspace.comparing import named
from sayso.workspace.opening import Workspace

SHOWN, LOOKED_UP = 10, 100
"""Claims that a text is answered with, and statements that are looked up for them: many may be of one claim."""
_UNIT = re.compile(r"(.+):([a-z]{1,2}\d+)\Z", re.DOTALL)


class Asked(StrEnum):
    """How a question was understood."""

    CLAIM = "claim"
    DOCUMENT = "document"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Near:
    """A claim among others; score and reasons of its best statement, where a text was asked for."""

    traced: Traced
    score: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        exact: whether the collection has what was asked for; otherwise `others` are merely the nearest.
        traced: the claim, where it is clear which one is meant.
        others: of a document its claims, those of most articles first; for a text the others that are near, nearest first.
        document: the document, where one was asked for.
    """

    asked: Asked
    exact: bool
    traced: Traced | None
    others: tuple[Near, ...] = ()
    document: DocumentRow | None = None

    @property
    def claims(self) -> tuple[Traced, ...]:
        """All claims in it."""
        return (*((self.traced,) if self.traced else ()), *(one.traced for one in self.others))


def ask(workspace: Workspace, claims: Claims, text: str, *, asked: Asked | None = None) -> Answer:
    """What somebody means.

    Args:
        workspace: where the claims are.
        claims: of the workspace.
        text: a claim's id or DOCUMENT:STATEMENT, a document as people name it, or free text.
        asked: which of them it is; None for the first that there is, in this order.

    Raises:
        NotFound: there is no such claim or document, and `asked` says that there is to be one.
        UsageError: the name of a document is ambiguous.
    """
    if asked in (None, Asked.CLAIM):
        try:
            return Answer(Asked.CLAIM, exact=True, traced=_claim(workspace, claims, text))
        except NotFound:
            if asked is Asked.CLAIM:
                raise
    if asked in (None, Asked.DOCUMENT):
        try:
            return _document(claims, named(workspace, text))
        except NotFound:
            if asked is Asked.DOCUMENT:
                raise
    return _text(claims, text)


def documents_in(workspace: Workspace, some: Iterable[Traced]) -> Mapping[str, DocumentRow]:
    """The documents of claims, by id."""
    view = workspace.store.view()
    known = {unit.article.document_id for one in some for unit in one.claim.units}
    return {document_id: view.document(document_id) for document_id in sorted(known)}


def _claim(workspace: Workspace, claims: Claims, text: str) -> Traced:
    unit = _UNIT.match(text)
    if unit is None:
        raise NotFound("this is no id of a claim.", text, "Ids are DOCUMENT:STATEMENT, such as report-7:s3.")
    return claims.claim(f"{named(workspace, unit[1]).document_id}:{unit[2]}")


def _document(claims: Claims, row: DocumentRow) -> Answer:
    found = sorted(claims.of(row.document_id), key=lambda one: -len({unit.article.document_id for unit in one.claim.units}))
    if len(found) == 1:
        return Answer(Asked.DOCUMENT, exact=True, traced=found[0], document=row)
    return Answer(Asked.DOCUMENT, exact=True, traced=None, others=tuple(map(Near, found)), document=row)


def _text(claims: Claims, text: str) -> Answer:
    found, covered = claims.find(text, limit=LOOKED_UP), set[str]()
    near: list[Near] = []
    for hit in found.hits:
        if hit.unit_id not in covered and len(near) < SHOWN:
            near.append(Near(claims.claim(hit.unit_id), hit.score, hit.reasons))
            covered.update(unit.unit_id for unit in near[-1].traced.claim.units)
    if found.exact and near:
        return Answer(Asked.TEXT, exact=True, traced=near[0].traced, others=tuple(near[1:]))
    return Answer(Asked.TEXT, exact=False, traced=None, others=tuple(near))
