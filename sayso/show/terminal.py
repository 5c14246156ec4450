"""A Reading as a sheet for the terminal: head, profile, sources by weight, statements in order. Colour adds no meaning."""

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Literal

from sayso.records.statements import Quote, Reading
from sayso.show.console import LEAST_WIDTH, MOST_WIDTH, lines, styled
from sayso.show.sheet import OwnView, Sheet, SourceView, StatementView, lay_out
from sayso.show.wording import CERTAINTY_WORDS, QUOTE_WORDS, STANDING_WORDS, Standing, one_line, own_remarks, remarks

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

SIGN = {Standing.NAMED: "●", Standing.UNNAMED: "○", Standing.NOBODY: "◌", Standing.OWN: "·"}
STYLE = {Standing.NAMED: "blue", Standing.UNNAMED: "cyan", Standing.NOBODY: "default", Standing.OWN: "dim"}
BLOCK = {Standing.NAMED: "█", Standing.UNNAMED: "▒", Standing.NOBODY: "░", Standing.OWN: "·"}
CONTENT_LINES = 4
NUMBER = 3
SIGN_WIDTH = 1
NESTED = 3
FIELD = 10
NARROW = 60


def render(reading: Reading, *, width: int = 80, colour: bool, verbose: bool) -> str:
    """The sheet as lines of at most `width` columns, ending in a newline.

    Args:
        reading: what was found in the article.
        width: columns; fewer than 40 count as 40, more than 110 as 110.
        colour: whether to write colour codes.
        verbose: whether to give contents whole, with every field, its confidence, and the own assertions.
    """
    width = min(max(width, LEAST_WIDTH), MOST_WIDTH)
    return lines(_parts(lay_out(reading), width=width, verbose=verbose), width=width, colour=colour)


def _parts(sheet: Sheet, *, width: int, verbose: bool) -> "Iterator[RenderableType]":
    yield from _head(sheet, width=width)
    if sheet.sources:
        yield from _sources(sheet, width=width)
    if sheet.statements:
        yield _title("Statements")
        for view in sheet.statements:
            if view.number > 1:
                yield styled()
            yield _statement(view, width=width, verbose=verbose)
    if verbose and sheet.own:
        yield _title("Own assertions")
        for own in sheet.own:
            yield _own(own)
    if sheet.problems:
        yield _title("Notices")
        for problem in sheet.problems:
            yield styled(" ".join(filter(None, (one_line(problem.message), one_line(problem.hint)))))


def _head(sheet: Sheet, *, width: int) -> "Iterator[RenderableType]":
    yield styled(sheet.title, "bold")
    if sheet.facts:
        yield styled(" · ".join(sheet.facts), "dim")
    if sheet.document.url:
        yield styled(one_line(sheet.document.url), "dim")
    yield styled()
    yield styled(sheet.profile, "bold")
    yield styled(sheet.detail)
    total = sum(count for _, count in sheet.counts)
    if not total:
        return
    bar, key = styled(), styled()
    for (standing, count), cells in zip(sheet.counts, _shares([count for _, count in sheet.counts], width), strict=True):
        bar.append(BLOCK[standing] * cells, STYLE[standing])
        if count:
            key.append("  " if key else "").append(BLOCK[standing], STYLE[standing]).append(
                f" {STANDING_WORDS[standing]} {count}"
            )
    yield styled()
    yield bar
    yield key


def _sources(sheet: Sheet, *, width: int) -> "Iterator[RenderableType]":
    from rich.table import Table

    yield _title("Sources by weight")
    most = max(source.words for source in sheet.sources) or 1
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, expand=True, header_style="dim")
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_column(width=10 if width >= NARROW else 1)
    table.add_column("statements", justify="right", no_wrap=True)
    table.add_column("words", justify="right", no_wrap=True)
    for source in sheet.sources:
        cells = max(1, round(10 * source.words / most)) if source.words and width >= NARROW else 0
        table.add_row(
            styled(SIGN[source.standing], STYLE[source.standing]),
            _source(source),
            styled(BLOCK[source.standing] * cells, STYLE[source.standing]),
            styled(f"{len(source.statements):,}"),
            styled(f"{source.words:,}"),
        )
    yield table


def _source(source: SourceView) -> "Text":
    name = styled(source.name, "bold" if source.standing == Standing.NAMED else "")
    if source.standing != Standing.NOBODY:
        name.append(f"  {source.kind}", "dim")
    if source.also:
        name.append(f"\nalso: {'; '.join(source.also)}", "dim")
    return name


def _statement(view: StatementView, *, width: int, verbose: bool) -> "RenderableType":
    left = NESTED * min(view.depth, 4)
    grid = _grid(left + NUMBER, SIGN_WIDTH)
    name = styled(view.source, "bold" if view.standing == Standing.NAMED else "")
    if view.written:
        name.append(f" (“{view.written}”)", "dim")
    if view.parent and view.depth:
        name.append(f"  inside {view.parent}", "dim")
    grid.add_row(styled(str(view.number), "dim"), styled(SIGN[view.standing], STYLE[view.standing]), name)
    if len(view.chain) > 1:
        grid.add_row("", "", styled(_chain(view), "dim"))
    grid.add_row("", "", _cue(view))
    grid.add_row("", "", _content(view, columns=width - left - NUMBER - SIGN_WIDTH - 2, whole=verbose))
    if verbose:
        table = _grid(FIELD, flush="left")
        for field, value in _fields(view):
            table.add_row(styled(field, "dim"), value)
        grid.add_row("", "", table)
    return grid


def _grid(*widths: int, flush: Literal["left", "right"] = "right") -> "Table":
    """Rows of fixed columns, the first one flush as said, and one that takes the rest of the line."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for place, columns in enumerate(widths):
        grid.add_column(width=columns, justify="left" if place else flush)
    grid.add_column(ratio=1)
    return grid


def _chain(view: StatementView) -> str:
    return " ← ".join(("this article", *view.chain))


def _cue(view: StatementView) -> "Text":
    statement = view.statement
    said = styled(f"“{view.cue}”" if view.cue else "no cue of its own", "italic")
    for label in (statement.force.value, QUOTE_WORDS[statement.quote], *remarks(statement)):
        said.append(" · ", "dim").append(label, "dim")
    if view.target:
        said.append(" · ", "dim").append(f"target: {view.target}", "dim")
    if view.denies:
        said.append(" · ", "dim").append(f"denies {', '.join(map(str, view.denies))}", "dim")
    return said


def _content(view: StatementView, *, columns: int, whole: bool) -> "Text":
    most = CONTENT_LINES * columns
    content = view.content
    if not whole and len(content) > most:
        content = content[: most - 4].rsplit(" ", 1)[0] + " […]"
    return styled(f"“{content}”" if view.statement.quote == Quote.DIRECT else content)


def _fields(view: StatementView) -> Iterator[tuple[str, str]]:
    statement = view.statement
    if len(view.chain) == 1:
        yield "chain", _chain(view)
    yield "source", view.kind
    yield "certainty", CERTAINTY_WORDS[statement.certainty]
    yield "polarity", statement.polarity.value
    for said, means in view.quantities:
        yield "quantity", f"“{said}”: {means}"
    sure = statement.confidence
    yield "confidence", ", ".join(f"{one.name.replace('_', ' ')} {getattr(sure, one.name):.2f}" for one in fields(sure))
    yield "found by", one_line(statement.method)


def _own(view: OwnView) -> "RenderableType":
    grid = _grid(NUMBER)
    grid.add_row(
        styled(view.letter, "dim"),
        styled(view.content).append("".join(f" · {remark}" for remark in own_remarks(view.own)), "dim"),
    )
    return grid


def _shares(counts: list[int], width: int) -> list[int]:
    """Cells for each count, in proportion, at least one for each that is not zero, `width` in all."""
    total = sum(counts)
    cells = [max(1, width * count // total) if count else 0 for count in counts]
    cells[counts.index(max(counts))] += width - sum(cells)
    return cells


def _title(words: str) -> "Text":
    return styled(f"\n{words.upper()}", "bold")
