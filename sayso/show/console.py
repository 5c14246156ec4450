"""Parts of a terminal page as lines of text."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import JustifyMethod, RenderableType
    from rich.text import Text

LEAST_WIDTH = 40
MOST_WIDTH = 110


def lines(parts: "Iterable[RenderableType]", *, width: int, colour: bool) -> str:
    """The parts one under the other in lines of at most `width` columns, without trailing blanks, ending in a newline."""
    from rich.console import Console

    out = StringIO()
    # Nothing of the environment may change the output, so the console gets an empty one and fixed capabilities.
    console = Console(
        file=out,
        width=min(max(width, LEAST_WIDTH), MOST_WIDTH),
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


def styled(words: str = "", style: str = "") -> "Text":
    """Words in a style, to which words in other styles may be appended."""
    from rich.text import Text

    return Text().append(words, style) if words else Text()  # a style of the whole would colour what is appended later


def grid(*rows: "tuple[str | Text, ...]", widths: Sequence[int], justify: "JustifyMethod" = "right") -> "RenderableType":
    """Rows of fixed columns and one that takes the rest of the line."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for columns in widths:
        table.add_column(width=columns, justify=justify, style="dim")
    table.add_column(ratio=1)
    for row in rows:
        table.add_row(*row)
    return table
