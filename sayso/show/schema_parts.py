"""Pieces of which the published JSON Schemas (2020-12) are made: every object is closed and every key is required."""

from enum import StrEnum

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
FLAG: Schema = {"type": "boolean"}
SPANS: Schema = {"$ref": "#/$defs/spans"}
PROBABILITY: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def whole(name: str, title: str, root: Schema, **defs: Schema) -> Schema:
    """A whole schema.

    Args:
        name: what its id ends in, such as "article:1".
        title: for people.
        root: what it describes, made by `record`.
        defs: what is referred to by name, besides spans.
    """
    span: Schema = {
        "description": "[start, end): code points, start before end.",
        "type": "array",
        "prefixItems": [COUNT, COUNT],
        "items": False,
        "minItems": 2,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sayso:{name}",
        "title": title,
        **root,
        "$defs": {"span": span, "spans": {"type": "array", "items": {"$ref": "#/$defs/span"}}, **defs},
    }


def record(says: str, **properties: Schema) -> Schema:
    """An object with exactly these properties."""
    return {
        "description": says,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema, says: str = "") -> Schema:
    """A list of items of one kind."""
    return {**({"description": says} if says else {}), "type": "array", "items": items}


def one_of(labels: type[StrEnum], says: str) -> Schema:
    """One of the values of an enumeration."""
    return {"description": says, "enum": [label.value for label in labels]}


def described(schema: Schema, says: str) -> Schema:
    """The same with a description."""
    return {"description": says, **schema}
