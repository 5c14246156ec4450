"""The published JSON Schema (2020-12) of one reading, as `sayso read --format json` gives it.

python -m sayso.show.schema > docs/reference/article.schema.json
"""

import json
import sys
from enum import StrEnum

from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_FLAG: Schema = {"type": "boolean"}
_SPANS: Schema = {"$ref": "#/$defs/spans"}
_PROBABILITY: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def article_schema() -> Schema:
    """The schema as plain dicts; every object is closed and every key is required."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sayso:article:1",
        "title": "One article as Sayso reads it",
        "description": (
            "Spans are half-open [start, end) in Unicode code points of document.text. `statements` never holds the "
            "article's own assertions; those are in `own`."
        ),
        **_record(
            "The article, what it puts on others, what it asserts itself, and the sums.",
            document=_document(),
            statements=_list(_statement(), "In order of the content's first character."),
            own=_list(_own(), "What the article asserts in its own voice, in order."),
            profile=_profile(),
            problems=_list(_problem(), "What went wrong, or what a reader should know. Empty when there is nothing to say."),
        ),
        "$defs": {
            "span": {
                "description": "[start, end): code points, start before end.",
                "type": "array",
                "prefixItems": [_COUNT, _COUNT],
                "items": False,
                "minItems": 2,
            },
            "spans": {"type": "array", "items": {"$ref": "#/$defs/span"}},
        },
    }


def _document() -> Schema:
    return _record(
        "What was read.",
        document_id=_says(_TEXT, "First 16 hex digits of the SHA-256 of the text."),
        doc_id=_says(_TEXT_OR_NULL, "The outside name, if one was given."),
        text=_says(_TEXT, "Canonical text; for plain text input, the input unchanged."),
        title=_TEXT_OR_NULL,
        byline=_list(_record("One author.", name=_TEXT, affiliations=_list(_TEXT)), "As the article gives them, in order."),
        outlet=_TEXT_OR_NULL,
        published=_says(_TEXT_OR_NULL, "ISO 8601 date or time, with as much as is known."),
        dates=_list(
            _record(
                "A date and how it is known.",
                value=_TEXT,
                kind={"enum": ["published", "updated", "event"]},
                how=_says(_TEXT, 'Where it was found ("meta article:published_time").'),
            )
        ),
        language=_says(_TEXT_OR_NULL, "ISO 639-1 code."),
        url=_TEXT_OR_NULL,
        aliases=_list(
            _record("One party and its other names.", name=_TEXT, also=_list(_TEXT)),
            "Parties that the article names in several ways.",
        ),
        links=_list(
            _record(
                "A hyperlink; no place when it stands outside the text.",
                anchor=_TEXT,
                href=_TEXT,
                start=_COUNT_OR_NULL,
                end=_COUNT_OR_NULL,
            )
        ),
        credits=_list(_record('A credited outlet ("Source: X").', text=_TEXT, outlet=_TEXT, start=_COUNT, end=_COUNT)),
        boilerplate=_says(_SPANS, "Outside the article's own prose: datelines, captions, credit lines, follow-us lines."),
    )


def _statement() -> Schema:
    return _record(
        "A stretch of content and on whose word it stands.",
        id=_says(_TEXT, "Unique in the article: s1, s2, ..."),
        content=_says({**_SPANS, "minItems": 1}, "What is said; several spans when the cue splits it."),
        cue=_says(_SPANS, "The words that report it."),
        source=_says(_SPANS, "Who it is put on, as written; empty when nobody is given or the source is not named again."),
        parent=_says(_TEXT_OR_NULL, "Id of the statement inside whose content this one stands."),
        relays=_says(_SPANS, "Parties that carried it from the source to the article, outermost first."),
        quote=_one_of(Quote, "All of the content in quotation marks, none, or part."),
        source_kind=_one_of(SourceKind, "none: nobody is given."),
        source_named=_says(_FLAG, "Whether a proper name identifies the source in the text."),
        source_resolved=_says(_TEXT_OR_NULL, "The name or fullest description the text gives."),
        force=_one_of(Force, "What the source does with the content, by the cue."),
        certainty=_one_of(Certainty, "How sure the source presents the content to be."),
        polarity=_one_of(Polarity, "negative: the source asserts that the content is not so."),
        target=_says(_SPANS, "Who is accused or evaluated."),
        quantities=_list(
            _record(
                "A number with what it counts.",
                start=_COUNT,
                end=_COUNT,
                value=_says(_NUMBER_OR_NULL, 'As given; null for words such as "hundreds".'),
                low=_says(_NUMBER_OR_NULL, "Lower bound; null where open."),
                high=_says(_NUMBER_OR_NULL, "Upper bound; null where open."),
                unit=_says(_TEXT_OR_NULL, "What is counted, as written."),
                approx=_says(_FLAG, "Whether the wording makes it approximate."),
            )
        ),
        denies=_list(_TEXT, "Ids of the statements that this one denies."),
        confidence=_record(
            "Probability that the field is right, to three digits.",
            content=_PROBABILITY,
            cue=_PROBABILITY,
            source=_PROBABILITY,
            source_kind=_PROBABILITY,
            force=_PROBABILITY,
            certainty=_PROBABILITY,
        ),
        method=_says({**_TEXT, "pattern": "^[^@]+@[^@]+$"}, "What found it: name@version."),
    )


def _own() -> Schema:
    return _record(
        "Something the article asserts in its own voice.",
        id=_TEXT,
        content=_says({**_SPANS, "minItems": 1}, "The asserted stretch."),
        certainty=_one_of(Certainty, "How sure the article presents it to be."),
        agentless=_says(_FLAG, 'Reported without saying who found it ("have been detected").'),
    )


def _profile() -> Schema:
    return _record(
        "The article in numbers.",
        words=_COUNT,
        statements=_COUNT,
        named=_says(_COUNT, "Statements on named sources."),
        unnamed=_says(_COUNT, "Statements on sources given without a name."),
        nobody=_says(_COUNT, "Statements reported without saying by whom."),
        own=_says(_COUNT, "Own assertions; not part of `statements`."),
        direct=_says(_COUNT, "Statements wholly in quotation marks."),
        relayed=_says(_COUNT, "Statements that reached the article through another party."),
        by_source=_list(
            _record(
                "One source and how much it carries.",
                name=_TEXT,
                source_kind=_one_of(SourceKind, "none: nobody is given."),
                source_named=_FLAG,
                statements=_COUNT,
                words=_says(_COUNT, "Words of content."),
            ),
            "By words of content, most first.",
        ),
    )


def _problem() -> Schema:
    return _record("A problem or a notice.", item=_TEXT, message=_TEXT, hint=_TEXT, level={"enum": ["notice", "error"]})


def _record(says: str, **properties: Schema) -> Schema:
    return {
        "description": says,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, says: str = "") -> Schema:
    return {**({"description": says} if says else {}), "type": "array", "items": items}


def _one_of(labels: type[StrEnum], says: str) -> Schema:
    return {"description": says, "enum": [label.value for label in labels]}


def _says(schema: Schema, says: str) -> Schema:
    return {"description": says, **schema}


def main() -> None:
    """Write the schema to standard output."""
    sys.stdout.write(json.dumps(article_schema(), indent=2) + "\n")


if __name__ == "__main__":
    main()
