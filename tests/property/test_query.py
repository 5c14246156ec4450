"""Whatever is typed gives results or a QueryInvalid, and results are what a plain reading of the query says."""

import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import QueryInvalid
from sayso.show.results import dumps, pointed, render, to_json
from sayso.store.query import Query, parse
from sayso.store.rows import DocumentRow, StatementRow
from sayso.store.search import search
from sayso.store.store import Store
from sayso.store.terms import FIELDS, All, Dated, Either, Grouped, Label, Node, Not, Words
from sayso.store.words import folded, places, words_of
from tests.unit.store.collection import COLLECTION, filled

NASTY = (
    'storm" OR rowid:1',
    "a* OR b*",
    "NEAR(storm harbour)",
    "{title text}: storm",
    "storm : harbour ^ + - ~ * ( ) { } [ ]",
    "\x00storm\x00",
    "\ud800\udfff storm",
    "source:\ud800 case:\ud800 tag:\x00",
    "\u202estorm\u202c \u2066harbour\u2069",
    "\ue000every \ue000force\ue000denies",
    "🙂👩\u200d🚀 storm🙂harbour",
    "'; DROP TABLE document; --",
    "storm AND AND harbour",
    "NOT NOT NOT storm",
    "((((((((storm))))))))",
    "-" * 2_000,
    '"' * 2_000,
    "(" * 2_000,
    "storm" * 400,
    "case:',) tag:%s url:?",
    "Z̸̛a͜l͟go",
    "ﷺ ﬁ ½ ² Ǆ ß İ",
    "after:0001 before:9999 on:0001-01-01 on:9999-12-31",
    "versions:all versions:latest",
    "\u3000storm\u00a0harbour\u2028port\u0085",
    "source:source: force:force:denies",
)
PIECES = st.one_of(
    st.sampled_from(
        'storm harbour port pier unsafe lee AND OR NOT - ( ) " “ ” : * har* source: force:denies -has:denial'.split()
    ),
    st.sampled_from([f"{field.name}:{field.example}" for field in FIELDS.values()]),
    st.sampled_from(list(NASTY[:16])),
    st.text(max_size=8),
    st.text(st.characters(categories=["Cs", "Co", "Cc", "Cf", "Mn", "So", "Po"]), max_size=4),
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with filled() as store:
        yield store


def try_out(store: Store, text: str) -> None:
    """Search for it both ways and show what came out; anything but QueryInvalid for the text itself is a failure."""
    try:
        query = parse(text)
    except QueryInvalid as error:
        shown = pointed(text, error)
        place = error.place
    else:
        for of in ("articles", "statements"):
            results = search(store._database, query, of=of, deadline_s=60)
            assert all(0 <= a < b <= len(hit.snippet.text) for hit in results.hits for a, b in hit.snippet.marks)
            dumps(to_json(results))
            shown = render(results, colour=True)
        place = None
    shown.encode("utf-8")
    assert place is None or 0 <= place <= len(text)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text)[:30])
def test_nasty_queries_give_results_or_an_explanation(store, text: str):
    try_out(store, text)


@pytest.mark.slow
@given(TYPED)
@settings(max_examples=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_typed_gives_results_or_an_explanation(store, text: str):
    try_out(store, text)


def test_naughty_strings_give_results_or_an_explanation(store):
    folder = os.environ.get("SAYSO_DATA")
    if not folder:
        pytest.skip("SAYSO_DATA does not name the folder with the data sets; badinput/bad-input.tar.xz is read from there")
    with tarfile.open(Path(folder) / "data" / "badinput" / "bad-input.tar.xz") as archive:
        data = archive.extractfile("./minimaxir+big-list-of-naughty-strings/blns.json")
        assert data is not None
        lines = json.load(data)
    assert len(lines) == 515
    for line in lines:
        for text in (line, f'"{line}"', f"source:{line}", f"storm {line}", f'title:"{line}"'):
            try_out(store, text)


# A plain reading of queries, against which searches are checked


def has_words(node: Words, text: str | None) -> bool:
    found = words_of(text or "")
    n = len(node.words)
    for start in range(len(found) - n + 1):
        *first, last = found[start : start + n]
        if tuple(first) == node.words[:-1] and (last.startswith(node.words[-1]) if node.prefix else last == node.words[-1]):
            return True
    return False


def article_holds(node: Node, document: DocumentRow, text: str, statements: tuple[StatementRow, ...]) -> bool:
    def holds(node: Node) -> bool:
        if of_statements(node):
            return having(node.parts if isinstance(node, All) else (node,))
        if isinstance(node, All):
            about = tuple(part for part in node.parts if of_statements(part))
            return all(holds(part) for part in node.parts if part not in about) and (not about or having(about))
        if isinstance(node, Either):
            return any(map(holds, node.parts))
        if isinstance(node, Not):
            return not holds(node.part)
        return about_article(node, document, text)

    def having(parts: tuple[Node, ...]) -> bool:
        if all(isinstance(part, Not) for part in parts):
            return not any(having((part.part,)) for part in parts if isinstance(part, Not))
        return any(all(statement_holds(part, document, text, one) for part in parts) for one in statements)

    return holds(node)


def of_statements(node: Node) -> bool:
    if isinstance(node, All | Either):
        return bool(node.parts) and all(map(of_statements, node.parts))
    if isinstance(node, Not):
        return of_statements(node.part)
    return isinstance(node, Words | Label) and node.field is not None and FIELDS[node.field].of_statements


def about_article(node: Node, document: DocumentRow, text: str) -> bool:
    if isinstance(node, Words):
        if node.field is None:
            return any(has_words(node, part) for part in (text, document.title, document.outlet, document.byline))
        column = {"lang": "language"}.get(node.field, node.field)
        return has_words(node, getattr(document, column))
    if isinstance(node, Dated):
        day = (document.published or "")[:10]
        return bool(day) and (not node.start or day >= node.start.isoformat()) and (not node.end or day < node.end.isoformat())
    assert isinstance(node, Grouped)
    return False


def statement_holds(node: Node, document: DocumentRow, text: str, statement: StatementRow) -> bool:
    def holds(node: Node) -> bool:
        if isinstance(node, All | Either):
            return (all if isinstance(node, All) else any)(map(holds, node.parts))
        if isinstance(node, Not):
            return not holds(node.part)
        source = statement.source_name or statement.source
        if isinstance(node, Words) and node.field in (None, "source"):
            return has_words(node, source) or (node.field is None and has_words(node, statement.content))
        if isinstance(node, Label):
            return node.value in {
                "kind": [statement.source_kind],
                "named": ["yes" if statement.source_named else "no"],
                "has": ["denial"] * statement.is_denial + ["number"] * statement.has_number,
            }.get(node.field, [getattr(statement, node.field, None)])
        return about_article(node, document, text)

    return holds(node)


LEAVES = st.sampled_from(
    [
        parse(text).root
        for text in (
            'storm|harbour|port|"old harbour"|har*|"the storm"|courier|roe|title:harbour|title:"loud harbour"|outlet:courier|'
            'outlet:cour*|url:example.org/quiet|lang:fr|on:2024-05|after:2024-05-18|before:2000|source:lee|source:"ann lee"|'
            "source:port|force:denies|force:states|kind:person|kind:group|named:no|named:yes|certainty:possible|quote:direct|"
            "polarity:negative|has:denial|has:number|tag:none"
        ).split("|")
    ]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@given(TREES)
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_searches_find_what_a_plain_reading_finds(store, root: Node):
    query = Query("", root, every_version=True)
    view = store.view()
    articles = set[str]()
    statements = set[tuple[str, str]]()
    for derivation in COLLECTION:
        document = view.document(derivation.document_id)
        own = view.statements(derivation.document_id)
        if article_holds(root, document, derivation.document.text, own):
            articles.add(document.document_id)
        statements.update(
            (document.document_id, one.statement_id)
            for one in own
            if statement_holds(root, document, derivation.document.text, one)
        )
    found = search(store._database, query, of="articles", limit=100)
    assert {hit.document.document_id for hit in found.hits} == articles
    assert found.total == len(articles) == len(found.hits)
    found = search(store._database, query, of="statements", limit=100)
    assert {(hit.document.document_id, hit.statement.statement_id) for hit in found.hits if hit.statement} == statements


@given(st.text())
def test_folding_keeps_track_of_every_character(text: str):
    where = places(text)
    assert len(where) == len(folded(text)) + 1
    assert list(where) == sorted(where)
    assert where[-1] == len(text)


@given(st.text())
def test_words_are_the_same_when_found_again(text: str):
    words = words_of(text)
    assert [again for word in words for again in words_of(word)] == words
    assert words_of(" ".join(words)) == words


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_of_two_texts_are_those_of_each(one: str, other: str):
    assert words_of(f"{one} {other}") == words_of(one) + words_of(other)
