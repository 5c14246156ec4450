"""The published JSON Schema (2020-12) of one reading, as `sayso read --format json` gives it.

python -m sayso.show.schema > docs/reference/article.schema.json
"""

import json
import sys

from sayso.records.statements import Certainty, Force, Polarity, Quote, SourceKind
from sayso.show.schema_parts import (
    COUNT,
    COUNT_OR_NULL,
    FLAG,
    NUMBER_OR_NULL,
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


def article_schema() -> Schema:
    """The schema as plain dicts; `statements` never holds the own assertions, those are in `own`."""
    return whole(
        "article:1",
        "One article as Sayso reads it",
        record(
            "The article, what it puts on others, what it asserts itself, and the sums.",
            document=_document(),
            statements=list_of(_statement(), "In order of the content's first character."),
            own=list_of(_own(), "What the article asserts in its own voice, in order."),
            profile=_profile(),
            problems=list_of(_problem(), "What went wrong, or what a reader should know. Empty when there is nothing to say."),
        ),
    )


def _document() -> Schema:
    return record(
        "What was read.",
        document_id=described(TEXT, "First 16 hex digits of the SHA-256 of the text."),
        doc_id=described(TEXT_OR_NULL, "The outside name, if one was given."),
        text=described(TEXT, "Canonical text; for plain text input, the input unchanged."),
        title=TEXT_OR_NULL,
        byline=list_of(record("One author.", name=TEXT, affiliations=list_of(TEXT)), "As the article gives them, in order."),
        outlet=TEXT_OR_NULL,
        published=described(TEXT_OR_NULL, "ISO 8601 date or time, with as much as is known."),
        dates=list_of(
            record(
                "A date and how it is known.",
                value=TEXT,
                kind={"enum": ["published", "updated", "event"]},
                how=described(TEXT, 'Where it was found ("meta article:published_time").'),
            )
        ),
        language=described(TEXT_OR_NULL, "ISO 639-1 code."),
        url=TEXT_OR_NULL,
        aliases=list_of(
            record("One party and its other names.", name=TEXT, also=list_of(TEXT)),
            "Parties that the article names in several ways.",
        ),
        links=list_of(
            record(
                "A hyperlink; no place when it stands outside the text.",
                anchor=TEXT,
                href=TEXT,
                start=COUNT_OR_NULL,
                end=COUNT_OR_NULL,
            )
        ),
        credits=list_of(record('A credited outlet ("Source: X").', text=TEXT, outlet=TEXT, start=COUNT, end=COUNT)),
        boilerplate=described(SPANS, "Outside the article's own prose: datelines, captions, credit lines, follow-us lines."),
    )


def _statement() -> Schema:
    return record(
        "A stretch of content and on whose word it stands.",
        id=described(TEXT, "Unique in the article: s1, s2, ..."),
        content=described({**SPANS, "minItems": 1}, "What is said; several spans when the cue splits it."),
        cue=described(SPANS, "The words that report it."),
        source=described(SPANS, "Who it is put on, as written; empty when nobody is given or the source is not named again."),
        parent=described(TEXT_OR_NULL, "Id of the statement inside whose content this one stands."),
        relays=described(SPANS, "Parties that carried it from the source to the article, outermost first."),
        quote=one_of(Quote, "All of the content in quotation marks, none, or part."),
        source_kind=one_of(SourceKind, "none: nobody is given."),
        source_named=described(FLAG, "Whether a proper name identifies the source in the text."),
        source_resolved=described(TEXT_OR_NULL, "The name or fullest description the text gives."),
        force=one_of(Force, "What the source does with the content, by the cue."),
        certainty=one_of(Certainty, "How sure the source presents the content to be."),
        polarity=one_of(Polarity, "negative: the source asserts that the content is not so."),
        target=described(SPANS, "Who is accused or evaluated."),
        quantities=list_of(
            record(
                "A number with what it counts.",
                start=COUNT,
                end=COUNT,
                value=described(NUMBER_OR_NULL, 'As given; null for words such as "hundreds".'),
                low=described(NUMBER_OR_NULL, "Lower bound; null where open."),
                high=described(NUMBER_OR_NULL, "Upper bound; null where open."),
                unit=described(TEXT_OR_NULL, "What is counted, as written."),
                approx=described(FLAG, "Whether the wording makes it approximate."),
            )
        ),
        denies=list_of(TEXT, "Ids of the statements that this one denies."),
        confidence=record(
            "Probability that the field is right, to three digits.",
            content=PROBABILITY,
            cue=PROBABILITY,
            source=PROBABILITY,
            source_kind=PROBABILITY,
            force=PROBABILITY,
            certainty=PROBABILITY,
        ),
        method=described({**TEXT, "pattern": "^[^@]+@[^@]+$"}, "What found it: name@version."),
    )


def _own() -> Schema:
    return record(
        "Something the article asserts in its own voice.",
        id=TEXT,
        content=described({**SPANS, "minItems": 1}, "The asserted stretch."),
        certainty=one_of(Certainty, "How sure the article presents it to be."),
        agentless=described(FLAG, 'Reported without saying who found it ("have been detected").'),
    )


def _profile() -> Schema:
    return record(
        "The article in numbers.",
        words=COUNT,
        statements=COUNT,
        named=described(COUNT, "Statements on named sources."),
        unnamed=described(COUNT, "Statements on sources given without a name."),
        nobody=described(COUNT, "Statements reported without saying by whom."),
        own=described(COUNT, "Own assertions; not part of `statements`."),
        direct=described(COUNT, "Statements wholly in quotation marks."),
        relayed=described(COUNT, "Statements that reached the article through another party."),
        by_source=list_of(
            record(
                "One source and how much it carries.",
                name=TEXT,
                source_kind=one_of(SourceKind, "none: nobody is given."),
                source_named=FLAG,
                statements=COUNT,
                words=described(COUNT, "Words of content."),
            ),
            "By words of content, most first.",
        ),
    )


def _problem() -> Schema:
    return record("A problem or a notice.", item=TEXT, message=TEXT, hint=TEXT, level={"enum": ["notice", "error"]})


def main() -> None:
    """Write the schema to standard output."""
    sys.stdout.write(json.dumps(article_schema(), indent=2) + "\n")


if __name__ == "__main__":
    main()
