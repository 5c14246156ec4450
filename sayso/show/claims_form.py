"""The claims of a collection as JSON: what is said, what of it is the same, who was first, on how many origins it stands.

Statements come with their spans; claims with their statements, the document that carried them first and the interval of their
independent origins; then rings, denials, and numbers that changed on the way.
"""

from collections.abc import Iterable, Mapping

from sayso.show.lineage_form import Row
from sayso.trace.changes import Changed
from sayso.trace.claims import Claim
from sayso.trace.origins import Standing
from sayso.trace.units import Unit


def claim_rows(claims: Iterable[Claim], names: Mapping[str, str]) -> dict[str, list[Row]]:
    """The lists of the export, each in order of the documents' names.

    Args:
        claims: of the collection.
        names: what to call each document, by id.
    """
    rows: dict[str, list[Row]] = {"statements": [], "claims": [], "rings": [], "denials": [], "drift": []}
    for claim in claims:
        key = {one.unit_id: _key(one, names) for one in claim.units}
        by_id = {one.unit_id: one for one in claim.units}
        denying = {one.unit_id for one in claim.denials}
        rows["statements"] += [_statement(one, key[one.unit_id], names, denied=one.unit_id in denying) for one in claim.units]
        members = sorted(key.values())
        rows["claims"].append(
            {
                "claim_id": members[0],
                "statements": members,
                "first_doc": names[claim.first],
                "n_origins_min": claim.standing.least,
                "n_origins_max": claim.standing.most,
                "origins": _origins(claim.standing, key),
            }
        )
        asserting = [one for one in claim.units if one.unit_id not in denying]
        if claim.standing.ring:
            rows["rings"].append({"docs": sorted({names[one.article.document_id] for one in asserting})})
        for one in claim.denials:
            if asserting and one.article.correcting is None:
                rows["denials"].append({"denial": key[one.unit_id], "denies": min(key[other.unit_id] for other in asserting)})
        rows["drift"] += [
            {
                "from_doc": names[by_id[one.from_unit].article.document_id],
                "to_doc": names[by_id[one.to_unit].article.document_id],
                "from_value": one.from_value,
                "to_value": one.to_value,
            }
            for one in claim.changes
            if one.what is Changed.NUMBER
        ]
    return {name: sorted(some, key=lambda row: [str(value) for value in row.values()]) for name, some in rows.items()}


def _key(unit: Unit, names: Mapping[str, str]) -> str:
    document_id, _, statement_id = unit.unit_id.partition(":")
    return f"{names[document_id]}:{statement_id}"


def _statement(unit: Unit, key: str, names: Mapping[str, str], *, denied: bool) -> Row:
    return {
        "id": key,
        "doc_id": names[unit.article.document_id],
        "spans": [list(span) for span in unit.spans],
        "polarity": "negative" if denied else "positive",
    }


def _origins(standing: Standing, key: Mapping[str, str]) -> list[Row]:
    return [
        {"kind": origin.kind.value, "name": origin.name, "role": origin.role, "statements": sorted(key[one] for one in some)}
        for origin, some in standing.origins.items()
    ]
