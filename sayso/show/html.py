"""A Reading as one self-contained HTML page: the article with every statement marked, notes beside it, the list of sources.

The page fetches nothing and is whole without its script; the script only filters and links marks to notes. A content security
policy names the hashes of the page's own style and script, so nothing else can run or be loaded, whatever an article holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records.statements import Reading
from sayso.show import page
from sayso.show.marking import Block, Shared, blocks_of, place_of
from sayso.show.sheet import OwnView, Sheet, StatementView, lay_out


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph with the notes that stand beside it; `shared` as `rows` is given them."""

    block: Block
    notes: tuple[StatementView, ...]
    own: tuple[OwnView, ...]
    shared: tuple[Shared, ...] = ()


def render(reading: Reading) -> str:
    """The page, ending in a newline; equal readings give equal pages."""
    sheet = lay_out(reading)
    style, script = page.static("sheet.css"), page.static("sheet.js")
    given = {"style": style, "script": script, "policy": page.policy(style, script)}
    rendered = page.template("sheet.html").render(given | values(sheet, rows(sheet)))
    return rendered.rstrip("\n") + "\n"


def values(sheet: Sheet, rows: Sequence[Row]) -> dict[str, object]:
    """What the template is given, however the page is laid out."""
    return {
        "sheet": sheet,
        "rows": rows,
        "sources_here": True,
        "language": sheet.document.language if re.fullmatch("[a-z]{2}", sheet.document.language or "") else None,
        "forces": sorted({view.statement.force.value for view in sheet.statements}),
        "kinds": sorted({view.statement.source_kind.value for view in sheet.statements}),
        "most_words": max((source.words for source in sheet.sources), default=0) or 1,
        "total": sum(count for _, count in sheet.counts) or 1,
    }


def rows(sheet: Sheet, shared: Sequence[Shared] = ()) -> list[Row]:
    """Blocks in order, each with the notes of what begins in it; notes of an empty article are in no row."""
    blocks = blocks_of(sheet, shared)
    notes: list[list[StatementView]] = [[] for _ in blocks]
    own: list[list[OwnView]] = [[] for _ in blocks]
    if blocks:
        for view in sheet.statements:
            spans = view.statement.content or view.statement.cue
            notes[place_of(blocks, spans[0].start if spans else 0)].append(view)
        for assertion in sheet.own:
            spans = assertion.own.content
            own[place_of(blocks, spans[0].start if spans else 0)].append(assertion)
    begins: dict[int, list[Shared]] = {}
    for one in shared if blocks else ():
        begins.setdefault(place_of(blocks, one.spans[0].start), []).append(one)
    sides = zip(blocks, notes, own, strict=True)
    return [Row(block, tuple(n), tuple(o), tuple(begins.get(at, ()))) for at, (block, n, o) in enumerate(sides)]
