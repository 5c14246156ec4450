"""The published JSON Schema (2020-12) of a claim, as `sayso trace --format json` gives it.

sayso schema trace > docs/reference/trace.schema.json
"""

from sayso.records.links import EdgeKind
from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind
from sayso.show.claim_view import Counts
from sayso.show.schema_parts import (
    COUNT,
    FLAG,
    PROBABILITY,
    SPANS,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    described,
    list_of,
    one_of,
    record,
    whole,
)
from sayso.show.wording import Standing
from sayso.trace.changes import Changed
from sayso.trace.origins import OriginKind
from sayso.workspace.asking import Asked

_IDS: Schema = list_of(TEXT)
_STATEMENT: Schema = {"$ref": "#/$defs/statement"}
_DOCUMENT: Schema = {"$ref": "#/$defs/document"}
_BRANCHES: Schema = list_of({"$ref": "#/$defs/branch"}, "The earliest first.")


def trace_schema() -> Schema:
    """The schema as plain dicts."""
    root = record(
        "What was asked for, the claim where it is clear which is meant, and other claims.",
        asked=record("What was asked for.", text=TEXT, **{"as": one_of(Asked, "How it was understood.")}),
        exact=described(FLAG, "Whether the collection has it; where not, `others` are merely the nearest."),
        claim=_or_null(_claim()),
        others=list_of(
            {"$ref": "#/$defs/brief"},
            "Other claims: of the document, those of most articles first; or near the text, nearest first.",
        ),
    )
    return whole(
        "trace:1",
        "Claims as Sayso traces them",
        root,
        branch=_branch(),
        brief=brief_schema(),
        statement=statement_schema(),
        document=document_schema(),
    )


def statement_schema() -> Schema:
    """A statement of a claim."""
    return record(
        "A statement, or an assertion of an article's own.",
        number=described(COUNT, "Place among the statements of the claim, from 1."),
        statement_id=described(TEXT, "Document id and the id of the statement in it, joined by a colon."),
        document_id=TEXT,
        spans=described(SPANS, "What is said, in the text of the document."),
        content=described(TEXT, "The same in words, on one line."),
        standing=one_of(Standing, "On whose word: a named source, an unnamed one, nobody, the article itself."),
        source=described(
            TEXT, "The name or fullest description that the article gives; empty for nobody and the article itself."
        ),
        written=described(TEXT, "The source as this sentence writes it."),
        relays=list_of(TEXT, "Who carried it from the source to the article, outermost first."),
        cue=described(TEXT, "The words that report it."),
        kind=_or_null(one_of(SourceKind, "null for the article's own.")),
        quote=_or_null(one_of(Quote, "null for the article's own.")),
        force=_or_null(one_of(Force, "null for the article's own.")),
        certainty=_or_null(one_of(Certainty, "null for the article's own.")),
        polarity=_or_null(one_of(Polarity, "null for the article's own.")),
        quantities=list_of(record("A number.", words=TEXT, means=described(TEXT, "The range that it stands for."))),
        denies=described(FLAG, "Whether it denies the claim, or its article takes the claim back."),
        corrects=described(FLAG, "Whether its article says that it corrects or withdraws something."),
        taken_from=described(TEXT_OR_NULL, "Id of the statement that its article has it from."),
    )


def brief_schema() -> Schema:
    """A claim in a list."""
    return record(
        "A claim in a list.",
        claim_id=TEXT,
        wording=_STATEMENT,
        document=_DOCUMENT,
        asserting=described(COUNT, "How many articles assert it."),
        denying=described(COUNT, "How many others deny it."),
        correcting=described(COUNT, "How many others correct or withdraw something."),
        origins_min=COUNT,
        origins_max=COUNT,
        likeness=described(_or_null(PROBABILITY), "To the text that was asked for."),
        reasons=list_of(TEXT, "Why it was found."),
    )


def document_schema() -> Schema:
    """A document."""
    return record(
        "A document.",
        document_id=TEXT,
        doc_id=described(TEXT_OR_NULL, "The outside name, if one was given."),
        version=COUNT,
        title=TEXT_OR_NULL,
        outlet=TEXT_OR_NULL,
        published=TEXT_OR_NULL,
        published_how=described(TEXT_OR_NULL, "How the date is known."),
        url=TEXT_OR_NULL,
        language=TEXT_OR_NULL,
    )


def _claim() -> Schema:
    return record(
        "One claim. Documents are given by id, and listed in `documents`.",
        claim_id=TEXT,
        wording=described(TEXT, "Id of the statement whose words stand for the claim."),
        asserting=described(_IDS, "Articles that assert it, the earliest first."),
        denying=described(_IDS, "Of the other articles those that deny it, the earliest first."),
        correcting=described(_IDS, "Of the other articles those that correct or withdraw something, the earliest first."),
        origins_min=described(COUNT, "Independent origins, at least."),
        origins_max=described(COUNT, "Independent origins, at most."),
        explained=described(_IDS, "How these two come about, in sentences."),
        circle=described(_IDS, "Articles that have it from each other in a circle with no other origin; else empty."),
        first=described(TEXT, "The article that carried it first in this collection, as far as the articles tell."),
        dated_before=described(_IDS, "Articles that are dated before that one."),
        origins=list_of(_origin(), "Those that count for sure first, then those with most articles."),
        denials=list_of(_denial(), "The earliest first."),
        changes=list_of(_change(), "Numbers first, then by time."),
        undecided=list_of(_IDS, "Sets of articles that share text where nothing says who was first."),
        timeline=record(
            "When it was carried.",
            slots=list_of(
                record(
                    "An hour or a day with articles.",
                    at=described(TEXT, "A day, or the begin of an hour, in UTC."),
                    asserting=_IDS,
                    denying=_IDS,
                ),
                "In order; empty ones left out.",
            ),
            undated=described(COUNT, "Articles without a date."),
        ),
        statements=list_of(_STATEMENT, "All of them, by date and document."),
        documents=list_of(_DOCUMENT, "By id."),
    )


def _origin() -> Schema:
    return record(
        "An origin with all that goes back to it.",
        number=COUNT,
        kind=one_of(OriginKind, "What it is; outlet: one that is cited, without an article here that says so; unseen: nobody."),
        name=described(TEXT, "The source or outlet as the articles call it."),
        role=described(TEXT_OR_NULL, "What the source is said to be, roughly."),
        called=list_of(TEXT, "All that the articles call the source, most used first."),
        counts=one_of(Counts, "sure: as one; open: as one or as none; not: what it reported goes back to the others."),
        articles=COUNT,
        branches=_BRANCHES,
    )


def _denial() -> Schema:
    return record("Who denies it.", statement=described(TEXT, "Its id."), articles=COUNT, branches=_BRANCHES)


def _branch() -> Schema:
    return record(
        "An article, and those that have the claim from it.",
        document_id=TEXT,
        statements=described(_IDS, "What of the claim it says, by id."),
        kind=_or_null(one_of(EdgeKind, "What it has from the article above; null at the top, or with `original`.")),
        original=described(TEXT_OR_NULL, "The article that it and the one above both have the claim from."),
        credited=FLAG,
        linked=FLAG,
        confidence=described(_or_null(PROBABILITY), "That it has it from there."),
        reasons=list_of(
            record(
                "A reason, the strongest first.",
                code=TEXT,
                text=TEXT,
                weight={"type": "number"},
                place=_or_null({"$ref": "#/$defs/span"}),
            )
        ),
        branches=_BRANCHES,
    )


def _change() -> Schema:
    return record(
        "What changed from one article to the one that has it from there.",
        what=one_of(Changed, "What changed."),
        from_statement=TEXT,
        to_statement=TEXT,
        to=TEXT,
        later_s={"description": "Seconds; null where a date is missing.", "type": ["integer", "null"]},
        to_the_day=described(FLAG, "Whether one of the dates is known to the day only."),
        **{"from": TEXT},
    )


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
