"""Resolved sources against chains of coreference: what each is resolved to, and what its chain would have given.

A source is scored when it is a pronoun, a definite description, or a name whose chain has a longer one, and when it is not the
only mention of its chain.

    right        a name of the chain (for a partial name a longer one); where the chain has no name, a description of it or,
                 when it is all pronouns, the pronoun
    no name      of the chain or left as written, though the chain has a name
    as written   a pronoun left as it is, though the chain has a description
    wrong        somebody else
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.analyse.names import TITLES
from sayso.analyse.resolve import HE, IT, PRONOUNS, SHE, SPEAKER, THEY
from sayso.evaluate.conllu import Annotated, Mention
from sayso.evaluate.statements import FOLDED, same_name
from sayso.evaluate.tokens import TokenIndex, jaccard

FORMS = (("he, she", HE | SHE), ("they", THEY), ("it, this", IT), ("I, we", SPEAKER))
DESCRIBED, PARTIAL = "the ...", "partial name"
DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|my|our)\s", re.IGNORECASE)
SAME = 0.5  # shared tokens over all tokens, from which a source and a mention are one


@dataclass(frozen=True, slots=True)
class Taken:
    """One source: its form, how it was resolved, and both in words."""

    form: str
    outcome: str
    words: str


def taken_up(document: Annotated, statements: Sequence[Mapping[str, Any]], index: TokenIndex) -> Iterator[Taken]:
    """The sources of the statements that a chain can judge, in order."""
    mentions = [(mention, index.all_tokens([mention.span])) for mention in document.mentions]
    chains: dict[str, list[Mention]] = {}
    for mention in document.mentions:
        chains.setdefault(mention.entity, []).append(mention)
    for statement in statements:
        source = index.all_tokens(statement["source"])
        alike = [(jaccard(source, tokens), mention) for mention, tokens in mentions if source & tokens]
        if not alike:
            continue
        likeness, mention = max(alike, key=lambda item: item[0])
        if likeness < SAME:
            continue
        chain = chains[mention.entity]
        together = [chains[entity] for entity in document.together.get(mention.entity, ()) if entity in chains]
        written = " ".join(document.text[start:end] for start, end in statement["source"])
        form = _form(written, mention, chain)
        if form is not None and len(chain) + len(together) > 1:
            resolved = statement["source_resolved"] or ""
            outcome = _outcome(form, mention, resolved, chain, together)
            name = max((other.name for other in chain), key=len)
            yield Taken(form, outcome, f"{written} -> {resolved} ({name or 'no name'})")


def _form(written: str, mention: Mention, chain: Sequence[Mention]) -> str | None:
    """The form of a source; None for one that nothing could be added to."""
    for form, pronouns in FORMS:
        if written.lower() in pronouns:
            return form
    if mention.name:
        longest = max(len(_words(other.name)) for other in chain)
        return PARTIAL if len(_words(mention.name)) < longest else None
    return DESCRIBED if DEFINITE.match(written) and not mention.pronoun else None


def _outcome(
    form: str, mention: Mention, resolved: str, chain: Sequence[Mention], together: Sequence[Sequence[Mention]]
) -> str:
    parts = resolved.split("; ")
    if len(parts) > 1 and all(any(_is_of(part, other) for other in together) for part in parts):
        return "right"
    shortest = len(_words(mention.name)) + 1 if form == PARTIAL else 1
    names = [other.name for other in chain if len(_words(other.name)) >= shortest]
    if len(_words(resolved)) >= shortest and any(_alike(resolved, name) for name in names):
        return "right"
    left = mention.pronoun and resolved.lower() in PRONOUNS
    if not left and not _is_of(resolved, chain):
        return "wrong"
    if names:
        return "no name"
    return "as written" if left and any(not other.pronoun for other in chain) else "right"


def _is_of(resolved: str, chain: Sequence[Mention]) -> bool:
    """Whether a resolved source is one of the chain's mentions: a name, or a description with the same head."""
    words = resolved.lower().split()
    return any(
        (mention.name and _alike(resolved, mention.name))
        or (not mention.pronoun and mention.head in words and same_name(resolved, mention.words))
        for mention in chain
    )


def _alike(left: str, right: str) -> bool:
    """Whether the words of one name are all among those of the other, titles aside."""
    first, second = set(_words(left)), set(_words(right))
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> list[str]:
    """The words of a name without titles and articles."""
    return [word for word in re.findall(r"\w+", name.lower()) if word not in FOLDED | TITLES]
