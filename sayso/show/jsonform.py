"""A Reading as JSON: the contract that programs rely on. The matching schema is in sayso.show.schema.

The order of keys is fixed and confidences carry three digits, so equal readings give equal bytes on every platform.
"""

import json
from collections.abc import Iterable
from math import isfinite

from sayso.records.anchors import Spans
from sayso.records.documents import Credit, DateMention, Document, Link, Problem
from sayso.records.statements import Confidence, OwnAssertion, Profile, Quantity, Reading, Statement

DIGITS = 3
_compact = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))
_indented = json.JSONEncoder(ensure_ascii=True, allow_nan=False, indent=2)


def dumps(reading: Reading, *, indent: bool = False) -> str:
    """One line of JSONL, without the newline; with `indent`, the same as a page for people.

    Characters outside ASCII are escaped, so no line separator, lone surrogate or output encoding can break a line apart.
    """
    return (_indented if indent else _compact).encode(to_json(reading))


def to_json(reading: Reading) -> dict[str, object]:
    """The reading as plain dicts, lists and numbers; spans are [start, end) in code points of document.text."""
    document = reading.document
    return {
        "document": _document(document, reading),
        "statements": [_statement(statement) for statement in reading.statements],
        "own": [_own(own) for own in reading.own],
        "profile": _profile(reading.profile),
        "problems": [_problem(problem) for problem in all_problems(reading)],
    }


def all_problems(reading: Reading) -> tuple[Problem, ...]:
    """What went wrong in parsing and then in reading, each once, in that order."""
    return tuple(dict.fromkeys((*reading.document.problems, *reading.problems)))


def _document(document: Document, reading: Reading) -> dict[str, object]:
    return {
        "document_id": document.document_id,
        "doc_id": document.doc_id,
        "text": document.text,
        "title": document.title,
        "byline": [{"name": author.name, "affiliations": list(author.affiliations)} for author in document.byline],
        "outlet": document.outlet,
        "published": document.published,
        "dates": [_date(date) for date in document.dates],
        "language": document.language,
        "url": document.url,
        "aliases": [{"name": alias.name, "also": list(alias.also)} for alias in reading.aliases],
        "links": [_link(link) for link in document.links],
        "credits": [_credit(credit) for credit in document.credits],
        "boilerplate": _pairs(document.boilerplate),
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "id": statement.statement_id,
        "content": _pairs(statement.content),
        "cue": _pairs(statement.cue),
        "source": _pairs(statement.source),
        "parent": statement.parent,
        "relays": _pairs(statement.relays),
        "quote": statement.quote.value,
        "source_kind": statement.source_kind.value,
        "source_named": statement.source_named,
        "source_resolved": statement.source_resolved,
        "force": statement.force.value,
        "certainty": statement.certainty.value,
        "polarity": statement.polarity.value,
        "target": _pairs(statement.target),
        "quantities": [_quantity(quantity) for quantity in statement.quantities],
        "denies": list(statement.denies),
        "confidence": _confidence(statement.confidence),
        "method": statement.method,
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    return {
        "start": quantity.start,
        "end": quantity.end,
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "approx": quantity.approx,
    }


def _confidence(confidence: Confidence) -> dict[str, object]:
    return {
        "content": round(float(confidence.content), DIGITS),
        "cue": round(float(confidence.cue), DIGITS),
        "source": round(float(confidence.source), DIGITS),
        "source_kind": round(float(confidence.source_kind), DIGITS),
        "force": round(float(confidence.force), DIGITS),
        "certainty": round(float(confidence.certainty), DIGITS),
    }


def _own(own: OwnAssertion) -> dict[str, object]:
    return {
        "id": own.own_id,
        "content": _pairs(own.content),
        "certainty": own.certainty.value,
        "agentless": own.agentless,
    }


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "words": profile.words,
        "statements": profile.statements,
        "named": profile.named,
        "unnamed": profile.unnamed,
        "nobody": profile.nobody,
        "own": profile.own,
        "direct": profile.direct,
        "relayed": profile.relayed,
        "by_source": [
            {
                "name": share.name,
                "source_kind": share.source_kind.value,
                "source_named": share.source_named,
                "statements": share.statements,
                "words": share.words,
            }
            for share in profile.by_source
        ],
    }


def _date(date: DateMention) -> dict[str, object]:
    return {"value": date.value, "kind": date.kind, "how": date.how}


def _link(link: Link) -> dict[str, object]:
    return {"anchor": link.anchor, "href": link.href, "start": link.start, "end": link.end}


def _credit(credit: Credit) -> dict[str, object]:
    return {"text": credit.text, "outlet": credit.outlet, "start": credit.start, "end": credit.end}


def _problem(problem: Problem) -> dict[str, object]:
    return {"item": problem.item, "message": problem.message, "hint": problem.hint, "level": problem.level}


def _pairs(spans: Iterable[tuple[int, int]] | Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _number(value: float | None) -> int | float | None:
    """Whole numbers without ".0"; what JSON cannot hold (infinite, not a number) as null."""
    if value is None or not isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
