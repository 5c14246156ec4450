"""The published JSON Schema (2020-12) of what a source said, as `sayso source --format json` gives it.

sayso schema source > docs/reference/source.schema.json
"""

from sayso.show.claim_schema import brief_schema, document_schema, statement_schema
from sayso.show.schema_parts import COUNT, FLAG, TEXT, Schema, described, list_of, record, whole

_STATEMENT: Schema = {"$ref": "#/$defs/statement"}


def source_schema() -> Schema:
    """The schema as plain dicts."""
    root = record(
        "All that a source said.",
        asked=described(TEXT, "The name as it was asked for."),
        named=described(
            FLAG, "Whether it is a name; else a description, and `claims` has an entry for each article and claim."
        ),
        statements=COUNT,
        articles=COUNT,
        names=list_of(
            record(
                "A name that counts as the source's.",
                name=TEXT,
                statements=COUNT,
                articles=COUNT,
                forms=list_of(TEXT, "How sentences write it, most used first."),
                ruled=described(FLAG, "Whether a person joined it."),
            ),
            "Those of most statements first; empty for a description.",
        ),
        proposals=list_of(
            record(
                "Another name that may be the same source's; nothing is joined.",
                name=TEXT,
                statements=COUNT,
                articles=COUNT,
                reasons=list_of(TEXT),
                accept=described(TEXT, "The command that joins the two."),
            ),
            "Those with most reasons first; empty for a description.",
        ),
        claims=list_of(_topic(), "By the date of the first statement."),
        documents=list_of({"$ref": "#/$defs/document"}, "By id."),
    )
    return whole(
        "source:1", "What a source said", root, statement=statement_schema(), document=document_schema(), brief=brief_schema()
    )


def _topic() -> Schema:
    return record(
        "What the source said of one claim.",
        claim={"$ref": "#/$defs/brief"},
        statements=list_of(_STATEMENT, "Those of the source, by date and document."),
        figures=list_of(
            record(
                "A number of the source.",
                words=TEXT,
                means=described(TEXT, "The range that it stands for."),
                statements=list_of(TEXT, "Ids of the statements that have it."),
            ),
            "Empty where all statements have the same number, or none.",
        ),
        conflict=described(FLAG, "Whether two of these cannot both hold."),
        asserts_and_denies=described(FLAG, "Whether it is said both to assert and to deny the claim."),
        against=list_of(_STATEMENT, "What others say against it; of each article the first."),
    )
