"""What a search found, for the terminal and as JSON; and a search that is not understood, with a mark under the fault."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING

from sayso.errors import QueryInvalid
from sayso.records.anchors import Span
from sayso.records.statements import Certainty, Polarity, Quote, SourceKind
from sayso.show.console import LEAST_WIDTH, MOST_WIDTH, lines, styled
from sayso.show.terminal import SIGN, STYLE
from sayso.show.times import dated
from sayso.show.wording import CERTAINTY_WORDS, NOBODY, QUOTE_WORDS, Standing, kind_words, one_line, visible
from sayso.store.rows import DocumentRow, StatementRow
from sayso.store.search import Hit, Results

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_DOCUMENT = (
    "document_id doc_id line_id version title outlet byline published published_how language url words statements".split()
)
_INDENT = "  "
_UNTITLED = "no title"


def to_json(results: Results) -> dict[str, object]:
    """The page as plain dicts, lists and numbers; marks are [start, end) in code points of the text that they belong to."""
    return {
        "query": results.query.text,
        "of": results.of,
        "total": results.total,
        "more_than_total": results.capped,
        "order": "best" if results.ranked else "newest",
        "offset": results.offset,
        "limit": results.limit,
        "notices": list(results.notices),
        "hits": [hit_to_json(hit) for hit in results.hits],
    }


def hit_to_json(hit: Hit) -> dict[str, object]:
    """One result; `statement` is null where articles were searched."""
    document = {name: getattr(hit.document, name) for name in _DOCUMENT}
    return {
        "document": {**document, "title_marks": [list(span) for span in hit.title_marks]},
        "statement": asdict(hit.statement) if hit.statement else None,
        "snippet": {**asdict(hit.snippet), "marks": [list(span) for span in hit.snippet.marks]},
    }


def dumps(data: object, *, indent: bool = False) -> str:
    """JSON in ASCII, so that no character of an article can break a line apart."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, indent=2 if indent else None)


def render(results: Results, *, width: int = 80, colour: bool) -> str:
    """The page as lines of at most `width` columns, ending in a newline. Colour adds no words."""
    return lines(_parts(results), width=width, colour=colour)


def pointed(text: str, error: QueryInvalid, *, width: int = 80) -> str:
    """A query with a mark under the place of the fault, and what is wrong, in lines of at most `width` columns.

    A long query is cut around the place. Without a place, only what is wrong is said.
    """
    from rich.cells import cell_len

    width = min(max(width, LEAST_WIDTH), MOST_WIDTH)
    said = wrap(one_line(f"{error.message} {error.hint}"), width)
    if error.place is not None:
        before, after = (visible(part).replace("\n", " ") for part in (text[: error.place], text[error.place :]))
        room = width - len(_INDENT) - len("……")
        left = _fitting(before[::-1], room * 2 // 3)[::-1]
        right = _fitting(after, room - cell_len(left))
        shown = left if left == before else f"…{left}"
        said = [f"{_INDENT}{shown}{right}{'' if right == after else '…'}", f"{_INDENT}{' ' * cell_len(shown)}^", *said]
    return "\n".join(said) + "\n"


def _fitting(text: str, cells: int) -> str:
    """The beginning of a text that takes at most so many columns."""
    from rich.cells import cell_len

    for end, character in enumerate(text):
        cells -= cell_len(character)
        if cells < 0:
            return text[:end]
    return text


def _parts(results: Results) -> "Iterator[RenderableType]":
    for notice in results.notices:
        yield styled(one_line(notice), "dim")
    yield styled(headline(results), "bold")
    if not results.total:
        yield styled(_advice(results))
    for number, hit in enumerate(results.hits, start=results.offset + 1):
        yield styled()
        yield _hit(number, hit, columns=len(str(results.offset + len(results.hits))))
    after = results.offset + results.limit
    if results.hits and after < results.total:
        yield styled()
        yield styled(f"To go on: --offset {after}", "dim")


def headline(results: Results) -> str:
    """ "312 articles found; 21 to 40, those that fit best first."."""
    what = results.of if results.total != 1 else results.of.removesuffix("s")
    if not results.total:
        return f"No {what} found."
    count = f"{'More than ' if results.capped else ''}{results.total:,} {what} found"
    if not results.hits:
        return f"{count}; there is no number {results.offset + 1:,}."
    first, last = results.offset + 1, results.offset + len(results.hits)
    if results.total == 1:
        return f"{count}."
    shown = f"{first:,} to {last:,}" if last > first else f"number {first:,}"
    of_newest = f" of the newest {results.total:,}" if results.capped else ""
    order = "those that fit best first" if results.ranked else "the newest first"
    return f"{count}; {shown}{of_newest}, {order}."


def _advice(results: Results) -> str:
    where = "Without --statements, whole articles are searched. " if results.of == "statements" else ""
    return f"Try fewer words, OR between words, the beginning of a word with a star (harb*), or fewer filters. {where}".strip()


def _hit(number: int, hit: Hit, *, columns: int) -> "RenderableType":
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=columns, justify="right")
    grid.add_column(ratio=1)
    rows = _article(hit) if hit.statement is None else _statement(hit, hit.statement)
    for place, row in enumerate(rows):
        grid.add_row(styled(f"{number}" if place == 0 else "", "dim"), row)
    return grid


def _article(hit: Hit) -> "Iterator[Text]":
    title = hit.document.title
    yield _marked(title, hit.title_marks, style="bold", marked="bold underline") if title else styled(_UNTITLED)
    yield _snippet(hit)
    yield styled(" · ".join(_facts(hit.document)), "dim")


def _statement(hit: Hit, statement: StatementRow) -> "Iterator[Text]":
    standing = Standing.NAMED if statement.source_named else Standing.UNNAMED
    if statement.source_kind == SourceKind.NONE:
        standing = Standing.NOBODY
    said = [statement.force, QUOTE_WORDS[Quote(statement.quote)]]
    if statement.certainty != Certainty.CERTAIN:
        said.append(CERTAINTY_WORDS[Certainty(statement.certainty)])
    if statement.polarity == Polarity.NEGATIVE:
        said.append("said not to be so")
    source = styled(SIGN[standing], STYLE[standing]).append(" ")
    if standing == Standing.NOBODY:
        source.append(NOBODY)
    else:
        name = one_line(statement.source_name or statement.source)
        source.append(name, "bold" if standing == Standing.NAMED else "")
        source.append(f" · {kind_words(SourceKind(statement.source_kind), named=statement.source_named)}", "dim")
    yield source.append(f" · {' · '.join(said)}", "dim")
    yield _snippet(hit)
    yield styled(one_line(hit.document.title or _UNTITLED), "dim")
    yield styled(" · ".join([*_facts(hit.document), statement.statement_id]), "dim")


def _facts(document: DocumentRow) -> list[str]:
    version = f"version {document.version}" if document.version > 1 else None
    facts = (document.outlet, dated(document.published), version, document.document_id)
    return [one_line(fact) for fact in facts if fact]


def _snippet(hit: Hit) -> "Text":
    shown = hit.snippet
    text = styled("… " if shown.more_before else "")
    text.append_text(_marked(shown.text, shown.marks, style="", marked="bold"))
    return text.append(" …" if shown.more_after else "")


def _marked(words: str, marks: Iterable[Span], *, style: str, marked: str) -> "Text":
    """Words with marks, invisible characters made visible piece by piece."""
    text, at = styled(), 0
    for start, end in marks:
        text.append(visible(words[at:start]).replace("\n", " "), style)
        text.append(visible(words[start:end]).replace("\n", " "), marked)
        at = end
    return text.append(visible(words[at:]).replace("\n", " "), style)
