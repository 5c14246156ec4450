"""A Comparison for people: lines for the terminal, or one self-contained HTML page without any script."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.match.tokens import count_words
from sayso.match.words import Kind
from sayso.records.anchors import Span
from sayso.records.links import Likeness
from sayso.show import page
from sayso.show.beside import LIKE, Part, Parts, beside, quoted
from sayso.show.comparison import Comparison, Paragraph, Piece, Side, Turn, paragraphs
from sayso.show.comparison_rows import Row
from sayso.show.console import grid, lines, styled
from sayso.show.times import dated
from sayso.show.wording import counted, one_line, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

STYLE = {Kind.EQUAL: "", Kind.REMOVED: "red strike", Kind.ADDED: "green underline"}
SIGNS = {Kind.EQUAL: ("", ""), Kind.REMOVED: ("[-", "-]"), Kind.ADDED: ("{+", "+}")}
_BREAKS = re.compile(r"\s*\n\s*")
STYLES = ("sheet.css", "comparison.css", "lineage.css")
CONTEXT = 25
"""Words of an unchanged stretch that the terminal shows on each side of a change."""


def terminal(comparison: Comparison, *, width: int = 80, colour: bool) -> str:
    """The comparison as lines of at most `width` columns (40 to 110), ending in a newline; colour adds no meaning."""
    return lines(_parts(comparison), width=width, colour=colour)


def html(comparison: Comparison) -> str:
    """The comparison as one page that fetches nothing and runs nothing; equal comparisons give equal pages."""
    style = "".join(map(page.static, STYLES if comparison.rows is not None else STYLES[:2]))
    rendered = page.template("comparison.html").render(values(comparison), style=style, policy=page.policy(style))
    return rendered.rstrip("\n") + "\n"


def values(comparison: Comparison) -> dict[str, object]:
    """What the template is given, however the page is laid out."""
    languages = {comparison.left.language, comparison.right.language}
    language = next(iter(languages)) if len(languages) == 1 else None
    return {
        "comparison": comparison,
        "sides": [("A", comparison.left), ("B", comparison.right)],
        "heading": heading(comparison),
        "summary": summary(comparison),
        "lists": [(title, one, _rows(comparison, turns)) for title, one, turns in _lists(comparison)],
        "rows": None if comparison.rows is None else beside_rows(comparison, comparison.rows),
        "noun_of": "Change" if comparison.rows is None else "Passage",
        "folds": [(changed, [*group]) for changed, group in groupby(paragraphs(comparison), key=_changed)],
        "facts": facts,
        "fold_words": _fold_words,
        "language": language if re.fullmatch("[a-z]{2}", language or "") else None,
    }


def heading(comparison: Comparison) -> str:
    """The title that both sides have, or both titles."""
    titles = [one_line(side.title or side.name) or "without a title" for side in (comparison.left, comparison.right)]
    return " / ".join(dict.fromkeys(titles))


def summary(comparison: Comparison) -> str:
    """The comparison in one sentence: "2 changes: 5 words removed, 7 added, 430 unchanged"."""
    if comparison.rows is not None:
        return _summary_of_rows(comparison, comparison.rows)
    if not comparison.count:
        return f"No change: the words are the same ({comparison.same:,})"
    changes = "1 change" if comparison.count == 1 else f"{comparison.count:,} changes"
    removed = f"{comparison.removed:,} {'word' if comparison.removed == 1 else 'words'} removed"
    return f"{changes}: {removed}, {comparison.added:,} added, {comparison.same:,} unchanged"


def _summary_of_rows(comparison: Comparison, rows: Sequence[Row]) -> str:
    pairs = [row for row in rows if row.likeness is not None]
    if not pairs:
        return "The two have no passage in common"
    alike = Counter(row.likeness for row in pairs)
    kinds = ", ".join(f"{alike[kind]:,} {words}" for kind, words in LIKE.items() if alike[kind])
    moved = sum(row.moved for row in pairs)
    order = f"; {moved:,} in another order" if moved else ""
    alone = (
        ("A", sum(count_words(comparison.left.text[slice(*row.left)]) for row in rows if row.left and not row.right)),
        ("B", sum(count_words(comparison.right.text[slice(*row.right)]) for row in rows if row.right and not row.left)),
    )
    only = "".join(f"; {counted(n, 'word')} only in {letter}" for letter, n in alone if n)
    return f"{counted(len(pairs), 'passage')} in both: {kinds}{order}{only}"


def facts(side: Side) -> tuple[str, ...]:
    """Outlet, date, and when it was captured or, where nobody knows that, kept, in that order."""
    times = [kept.captured_at or kept.kept_at for kept in side.captures]
    word = "captured" if all(kept.captured_at for kept in side.captures) else "kept"
    captured = f"{word} {dated(min(times))}" if times else ""
    if len(times) > 1:
        captured += f" (and {len(times) - 1} more until {dated(max(times))})"
    return tuple(filter(None, (one_line(side.outlet or ""), side.published and dated(side.published), captured)))


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
        yield grid((letter, known.append(f"\n{one_line(side.url)}" if side.url else "", "dim")), widths=(1,))
    yield styled()
    yield styled(summary(comparison), "bold")
    for title, _, turns in _lists(comparison):
        yield styled(f"\n{title.upper()}", "bold")
        for number, left, right in _rows(comparison, turns):
            yield _turn(number, left, right)
    if comparison.rows is not None:
        yield styled("\nSIDE BY SIDE", "bold")
        yield styled("[-only in A-] {+only in B+}\n", "dim")
        yield _side_by_side(beside_rows(comparison, comparison.rows))
    elif comparison.count:
        yield styled("\nTEXT", "bold")
        yield styled("[-only in A-] {+only in B+}", "dim")
        for changed, group in groupby(paragraphs(comparison), key=_changed):
            unchanged = [*group]
            yield styled()
            if not changed:
                yield styled(f"... {_fold_words(len(unchanged))} ...", "dim")
            for n, paragraph in enumerate(unchanged if changed else ()):
                yield styled("\n" if n else "", "").append_text(_paragraph(paragraph))


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A row as it is drawn.

    Attributes:
        number: of the pair, from 1; 0 where only one side has the stretch.
        left, right: its words in parts; empty on the side that does not have it.
        says: what is to be said of it: "other words, in another order"; "only in A: 52 words".
    """

    row: Row
    number: int
    left: Parts
    right: Parts
    says: str


def beside_rows(comparison: Comparison, rows: Iterable[Row]) -> list[BesideRow]:
    """The rows in order."""
    found, number = [], 0
    for row in rows:
        left, right = (side.text[slice(*span)] if span else "" for side, span in _spans(comparison, row))
        if row.likeness is None:
            letter, words = ("A", left) if row.left else ("B", right)
            says = f"only in {letter}: {counted(count_words(words), 'word')}"
            found.append(BesideRow(row, 0, (Part(left, own=True),), (Part(right, own=True),), says))
            continue
        number += 1
        says = LIKE[row.likeness] + (", in another order" if row.moved else "")
        found.append(BesideRow(row, number, *beside(left, right), says))
    return found


def _spans(comparison: Comparison, row: Row) -> "tuple[tuple[Side, Span | None], tuple[Side, Span | None]]":
    return (comparison.left, row.left), (comparison.right, row.right)


def _side_by_side(rows: Iterable[BesideRow]) -> "RenderableType":
    from rich.console import Group
    from rich.table import Table

    drawn: list[RenderableType] = []
    for one in rows:
        if not one.number:
            words = "".join(part.text for part in (*one.left, *one.right))
            drawn.append(styled(f"... {one.says}: {quoted(words)} ...\n", "dim"))
            continue
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=3, justify="right", style="dim")
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        same = one.row.likeness is Likeness.SAME
        left = _cut("".join(part.text for part in one.left)) if same else _parts_of(one.left, Kind.REMOVED)
        right = styled(one.says, "dim") if same else _parts_of(one.right, Kind.ADDED)
        table.add_row(f"{one.number:,}", left, right)
        if not same:
            table.add_row("", styled(one.says, "dim"), "")
        drawn += [table, styled()]
    return Group(*drawn)


def _cut(words: str) -> "Text":
    """The beginning and the end of a long stretch that is the same on both sides."""
    shown = one_line(words).split(" ")
    if len(shown) > 3 * CONTEXT:
        shown = [*shown[:CONTEXT], "[...]", *shown[-CONTEXT:]]
    return styled(" ".join(shown))


def _parts_of(parts: Parts, kind: Kind) -> "Text":
    text, (before, after) = styled(), SIGNS[kind]
    for part in parts:
        shown = _BREAKS.sub(" ", visible(part.text))
        text.append(f"{before}{shown}{after}" if part.own else shown, STYLE[kind] if part.own else "")
    return text


def _turn(number: int, left: str | None, right: str | None) -> "RenderableType":
    sides = [styled("not there", "dim") if words is None else styled(words) for words in (left, right)]
    return grid((f"{number:,}", "A", sides[0]), ("", "B", sides[1]), widths=(4, 1))


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
