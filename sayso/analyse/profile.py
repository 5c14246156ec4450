"""The article in numbers: statements by whose word they stand on, and how much each source carries."""

from collections.abc import Sequence

from sayso.analyse.words import TOKEN
from sayso.records.statements import OwnAssertion, Profile, Quote, SourceKind, SourceShare, Statement


def _words(text: str) -> int:
    return sum(1 for m in TOKEN.finditer(text) if m.group()[0].isalnum() or m.group()[0] == "_")


def profile(text: str, statements: Sequence[Statement], own: Sequence[OwnAssertion]) -> Profile:
    """Sums over the statements (nested ones included); sources by words carried, most first, then by name."""
    shares: dict[str, list[Statement]] = {}
    for s in statements:
        name = s.source_resolved or " ".join(text[a:b] for a, b in s.source)
        if s.source_kind is not SourceKind.NONE and name:
            shares.setdefault(name, []).append(s)
    by_source = []
    for name, said in shares.items():
        kinds = [s.source_kind for s in said]
        by_source.append(
            SourceShare(
                name,
                max(kinds, key=lambda kind: (kinds.count(kind), -kinds.index(kind))),
                any(s.source_named for s in said),
                len(said),
                sum(_words(text[a:b]) for s in said for a, b in s.content),
            )
        )
    named = sum(s.source_named for s in statements)
    nobody = sum(s.source_kind is SourceKind.NONE for s in statements)
    return Profile(
        words=_words(text),
        statements=len(statements),
        named=named,
        unnamed=len(statements) - named - nobody,
        nobody=nobody,
        own=len(own),
        direct=sum(s.quote is Quote.DIRECT for s in statements),
        relayed=sum(bool(s.relays) for s in statements),
        by_source=tuple(sorted(by_source, key=lambda share: (-share.words, -share.statements, share.name))),
    )
