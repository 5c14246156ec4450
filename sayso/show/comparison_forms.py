"""A Comparison for people: lines for the terminal, or one self-contained HTML page without any script."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.match.words import Kind
from sayso.show import page
from sayso.show.comparison import Comparison, Paragraph, Piece, Side, Turn, paragraphs
from sayso.show.console import lines, styled
from sayso.show.wording import one_line, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

STYLE = {Kind.EQUAL: "", Kind.REMOVED: "red strike", Kind.ADDED: "green underline"}
SIGNS = {Kind.EQUAL: ("", ""), Kind.REMOVED: ("[-", "-]"), Kind.ADDED: ("{+", "+}")}
CONTEXT = 25
"""Words of an unchanged stretch that the terminal shows on each side of a change."""


def terminal(comparison: Comparison, *, width: int = 80, colour: bool) -> str:
    """The comparison as lines of at most `width` columns (40 to 110), ending in a newline; colour adds no meaning."""
    return lines(_parts(comparison), width=width, colour=colour)


def html(comparison: Comparison) -> str:
    """The comparison as one page that fetches nothing and runs nothing; equal comparisons give equal pages."""
    style = page.static("sheet.css") + page.static("comparison.css")
    languages = {comparison.left.language, comparison.right.language}
    language = next(iter(languages)) if len(languages) == 1 else None
    rendered = page.template("comparison.html").render(
        comparison=comparison,
        sides=[("A", comparison.left), ("B", comparison.right)],
        heading=heading(comparison),
        summary=summary(comparison),
        lists=[(title, one, _rows(comparison, turns)) for title, one, turns in _lists(comparison)],
        folds=[(changed, [*group]) for changed, group in groupby(paragraphs(comparison), key=_changed)],
        facts=facts,
        fold_words=_fold_words,
        style=style,
        policy=page.policy(style),
        language=language if re.fullmatch("[a-z]{2}", language or "") else None,
    )
    return rendered.rstrip("\n") + "\n"


def heading(comparison: Comparison) -> str:
    """The title that both sides have, or both titles."""
    titles = [one_line(side.title or side.name) or "without a title" for side in (comparison.left, comparison.right)]
    return " / ".join(dict.fromkeys(titles))


def summary(comparison: Comparison) -> str:
    """The comparison in one sentence: "2 changes: 5 words removed, 7 added, 430 unchanged"."""
    if not comparison.count:
        return f"No change: the words are the same ({comparison.same:,})"
    changes = "1 change" if comparison.count == 1 else f"{comparison.count:,} changes"
    removed = f"{comparison.removed:,} {'word' if comparison.removed == 1 else 'words'} removed"
    return f"{changes}: {removed}, {comparison.added:,} added, {comparison.same:,} unchanged"


def facts(side: Side) -> tuple[str, ...]:
    """Outlet, date, and when it was captured or, where nobody knows that, kept, in that order."""
    times = [kept.captured_at or kept.kept_at for kept in side.captures]
    word = "captured" if all(kept.captured_at for kept in side.captures) else "kept"
    captured = f"{word} {min(times)}" if times else ""
    if len(times) > 1:
        captured += f" (and {len(times) - 1} more until {max(times)})"
    return tuple(filter(None, (one_line(side.outlet or ""), one_line(side.published or ""), captured)))


def _lists(comparison: Comparison) -> Iterator[tuple[str, str, tuple[Turn, ...]]]:
    if comparison.numbers:
        yield "Numbers that differ", "number", comparison.numbers
    if comparison.quotations:
        yield "Quotations that differ", "quotation", comparison.quotations


def _rows(comparison: Comparison, turns: tuple[Turn, ...]) -> list[tuple[int, str | None, str | None]]:
    """Number of the change, and the words of both sides on one line."""
    rows = []
    for turn in turns:
        left, right = (None if words is None else one_line(words) for words in comparison.words(turn))
        rows.append((turn.change, left, right))
    return rows


def _changed(paragraph: Paragraph) -> bool:
    return any(piece.kind is not Kind.EQUAL for piece in paragraph)


def _fold_words(count: int) -> str:
    return "1 unchanged paragraph" if count == 1 else f"{count:,} unchanged paragraphs"


def _parts(comparison: Comparison) -> "Iterator[RenderableType]":
    yield styled(heading(comparison), "bold")
    for letter, side in (("A", comparison.left), ("B", comparison.right)):
        yield styled()
        known = styled(" · ".join(filter(None, (one_line(side.name), *facts(side)))))
        yield _grid((letter, known.append(f"\n{one_line(side.url)}" if side.url else "", "dim")), widths=(1,))
    yield styled()
    yield styled(summary(comparison), "bold")
    for title, _, turns in _lists(comparison):
        yield styled(f"\n{title.upper()}", "bold")
        for number, left, right in _rows(comparison, turns):
            yield _turn(number, left, right)
    if comparison.count:
        yield styled("\nTEXT", "bold")
        yield styled("[-only in A-] {+only in B+}", "dim")
        for changed, group in groupby(paragraphs(comparison), key=_changed):
            unchanged = [*group]
            yield styled()
            if not changed:
                yield styled(f"... {_fold_words(len(unchanged))} ...", "dim")
            for n, paragraph in enumerate(unchanged if changed else ()):
                yield styled("\n" if n else "", "").append_text(_paragraph(paragraph))


def _turn(number: int, left: str | None, right: str | None) -> "RenderableType":
    sides = [styled("not there", "dim") if words is None else styled(words) for words in (left, right)]
    return _grid((f"{number:,}", "A", sides[0]), ("", "B", sides[1]), widths=(4, 1))


def _grid(*rows: "tuple[str | Text, ...]", widths: tuple[int, ...]) -> "RenderableType":
    """Rows of fixed columns and one that takes the rest of the line."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for columns in widths:
        grid.add_column(width=columns, justify="right", style="dim")
    grid.add_column(ratio=1)
    for row in rows:
        grid.add_row(*row)
    return grid


def _paragraph(paragraph: Paragraph) -> "Text":
    text = styled()
    for place, piece in enumerate(paragraph):
        before, after = SIGNS[piece.kind]
        shown = _shortened(piece, first=not place, last=place == len(paragraph) - 1)
        text.append(f"{before}{shown}{after}", STYLE[piece.kind])
    return text


def _shortened(piece: Piece, *, first: bool, last: bool) -> str:
    """The piece; an unchanged one with only some of its words beside the changes."""
    shown = visible(piece.text)
    words = re.findall(r"\s*\S+\s*", shown)
    if piece.kind is not Kind.EQUAL or len(words) <= (1 if first or last else 2) * CONTEXT + CONTEXT:
        return shown
    begin = "" if first else "".join(words[:CONTEXT])
    end = "" if last else "".join(words[-CONTEXT:])
    return f"{begin}[...] {end}" if end else f"{begin}[...]"
