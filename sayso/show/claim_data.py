"""Claims as JSON data: a whole ClaimSheet, and claims in a list.

Documents are named by id and listed once with what is known of them; spans are [start, end) in code points of their texts.
docs/reference/trace.schema.json describes all of it.
"""

import json
from collections.abc import Sequence

from sayso.show.claim_view import Branch, Brief, ChangeView, ClaimSheet, DenialView, OriginView, Said, Slot
from sayso.show.claim_wording import explained
from sayso.show.lineage_form import reason_rows
from sayso.store.rows import DocumentRow

Row = dict[str, object]


def dumps(data: object) -> str:
    """The data as JSON in ASCII, ending in a newline."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def claim_row(sheet: ClaimSheet) -> Row:
    """A claim with all that is known of it."""
    return {
        "claim_id": sheet.claim_id,
        "wording": sheet.wording.unit_id,
        "asserting": _ids(sheet.asserting),
        "denying": _ids(sheet.denying),
        "correcting": _ids(sheet.correcting),
        "origins_min": sheet.least,
        "origins_max": sheet.most,
        "explained": list(explained(sheet)),
        "circle": _ids(sheet.ring),
        "first": sheet.first.document_id,
        "dated_before": _ids(sheet.earlier),
        "origins": [_origin(one) for one in sheet.origins],
        "denials": [_denial(one) for one in sheet.denials],
        "changes": [_change(one) for one in sheet.changes],
        "undecided": [_ids(some) for some in sheet.undecided],
        "timeline": {
            "slots": [_slot(one) for one in sheet.timeline.slots],
            "undated": sheet.timeline.undated,
        },
        "statements": [statement_row(one) for one in sheet.statements],
        "documents": [document_row(sheet.documents[key]) for key in sorted(sheet.documents)],
    }


def brief_row(one: Brief) -> Row:
    """A claim in a list."""
    return {
        "claim_id": one.claim_id,
        "wording": statement_row(one.wording),
        "document": document_row(one.wording.document),
        "asserting": one.asserting,
        "denying": one.denying,
        "correcting": one.correcting,
        "origins_min": one.least,
        "origins_max": one.most,
        "likeness": one.score,
        "reasons": list(one.reasons),
    }


def statement_row(said: Said) -> Row:
    """A statement of a claim."""
    labels = {name: getattr(said, name) for name in ("kind", "quote", "force", "certainty", "polarity")}
    return {
        "number": said.number,
        "statement_id": said.unit_id,
        "document_id": said.document.document_id,
        "spans": [list(span) for span in said.spans],
        "content": said.content,
        "standing": said.standing.value,
        "source": said.source,
        "written": said.written,
        "relays": list(said.relays),
        "cue": said.cue,
        **{name: None if value is None else value.value for name, value in labels.items()},
        "quantities": [{"words": words, "means": means} for words, means in said.quantities],
        "denies": said.denies,
        "corrects": said.corrects,
        "taken_from": said.parent,
    }


def document_row(row: DocumentRow) -> Row:
    """A document."""
    names = ("document_id", "doc_id", "version", "title", "outlet", "published", "published_how", "url", "language")
    return {name: getattr(row, name) for name in names}


def _ids(rows: Sequence[DocumentRow]) -> list[str]:
    return [row.document_id for row in rows]


def _origin(one: OriginView) -> Row:
    return {
        "number": one.number,
        "kind": one.origin.kind.value,
        "name": one.name,
        "role": one.origin.role,
        "called": list(one.called),
        "counts": one.counts.value,
        "articles": one.articles,
        "branches": [_branch(branch) for branch in one.branches],
    }


def _denial(one: DenialView) -> Row:
    return {
        "statement": one.said.unit_id,
        "articles": one.articles,
        "branches": [_branch(branch) for branch in one.branches],
    }


def _branch(one: Branch) -> Row:
    edge = one.edge
    return {
        "document_id": one.document.document_id,
        "statements": [said.unit_id for said in one.said],
        "kind": None if edge is None else edge.kind.value,
        "original": None if one.original is None else one.original.document_id,
        "credited": edge is not None and edge.credited,
        "linked": edge is not None and edge.linked,
        "confidence": None if edge is None else edge.confidence,
        "reasons": [] if edge is None else reason_rows(edge),
        "branches": [_branch(heir) for heir in one.heirs],
    }


def _change(one: ChangeView) -> Row:
    return {
        "what": one.change.what.value,
        "from_statement": one.old.unit_id,
        "to_statement": one.new.unit_id,
        "from": one.change.from_value,
        "to": one.change.to_value,
        "later_s": None if one.later is None else int(one.later.total_seconds()),
        "to_the_day": one.to_the_day,
    }


def _slot(one: Slot) -> Row:
    at = one.at.date() if one.whole_day else one.at
    return {"at": at.isoformat(), "asserting": _ids(one.asserting), "denying": _ids(one.denying)}
