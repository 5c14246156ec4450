"""A Reading as one self-contained HTML page: the article with every statement marked, notes beside it, the list of sources.

The page fetches nothing and is whole without its script; the script only filters and links marks to notes. A content security
policy names the hashes of the page's own style and script, so nothing else can run or be loaded, whatever an article holds.
"""

import re
from dataclasses import dataclass

from sayso.records.statements import Reading
from sayso.show import page
from sayso.show.marking import Block, blocks_of, place_of
from sayso.show.sheet import OwnView, Sheet, StatementView, lay_out


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph with the notes that stand beside it."""

    block: Block
    notes: tuple[StatementView, ...]
    own: tuple[OwnView, ...]


def render(reading: Reading) -> str:
    """The page, ending in a newline; equal readings give equal pages."""
    sheet = lay_out(reading)
    style, script = page.static("sheet.css"), page.static("sheet.js")
    rendered = page.template("sheet.html").render(
        sheet=sheet,
        rows=_rows(sheet),
        style=style,
        script=script,
        policy=page.policy(style, script),
        language=sheet.document.language if re.fullmatch("[a-z]{2}", sheet.document.language or "") else None,
        forces=sorted({view.statement.force.value for view in sheet.statements}),
        kinds=sorted({view.statement.source_kind.value for view in sheet.statements}),
        most_words=max((source.words for source in sheet.sources), default=0) or 1,
        total=sum(count for _, count in sheet.counts) or 1,
    )
    return rendered.rstrip("\n") + "\n"


def _rows(sheet: Sheet) -> list[Row]:
    """Blocks in order, each with the notes of what begins in it; notes of an empty article are in no row."""
    blocks = blocks_of(sheet)
    notes: list[list[StatementView]] = [[] for _ in blocks]
    own: list[list[OwnView]] = [[] for _ in blocks]
    if blocks:
        for view in sheet.statements:
            spans = view.statement.content or view.statement.cue
            notes[place_of(blocks, spans[0].start if spans else 0)].append(view)
        for assertion in sheet.own:
            spans = assertion.own.content
            own[place_of(blocks, spans[0].start if spans else 0)].append(assertion)
    return [Row(block, tuple(n), tuple(o)) for block, n, o in zip(blocks, notes, own, strict=True)]
