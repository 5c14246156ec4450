"""What `sayso trace` answers, for people and programs: one claim, the claims of a document, or what is nearest to a text."""

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.show import claim_forms as forms
from sayso.show.claim_data import Row, brief_row, claim_row
from sayso.show.claim_data import dumps as dumped
from sayso.show.claim_view import Brief, ClaimSheet, brief
from sayso.show.claim_view import lay_out as sheet_of
from sayso.show.lineage_forms import title
from sayso.show.wording import one_line
from sayso.store.rows import DocumentRow
from sayso.workspace.asking import Answer, Asked

NOT_HERE = "No article here says this."
NOTHING_NEAR = "Nothing is near to it either."
NEAREST = "The nearest:"
NO_CLAIMS = "It shares no claim with others, and puts nothing on a source."


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer laid out.

    Attributes:
        text: what was asked for, as typed.
        asked: how it was understood.
        exact: whether the collection has it.
        heading, note: of the list, where no claim is shown whole.
        sheet: the claim that is shown whole, or None.
        others: other claims.
    """

    text: str
    asked: Asked
    exact: bool
    heading: str
    note: str
    sheet: ClaimSheet | None
    others: tuple[Brief, ...]


def lay_out(text: str, answer: Answer, documents: Mapping[str, DocumentRow]) -> Shown:
    """The answer in order.

    Args:
        text: what was asked for, as typed.
        answer: what was found.
        documents: by id, those of all claims in it.
    """
    heading, note = one_line(text), ""
    if answer.document is not None:
        heading = title(answer.document)
        note = "" if answer.others else NO_CLAIMS
    elif not answer.exact:
        note = f"{NOT_HERE} {NEAREST if answer.others else NOTHING_NEAR}"
    return Shown(
        text=text,
        asked=answer.asked,
        exact=answer.exact,
        heading=heading,
        note=note,
        sheet=None if answer.traced is None else sheet_of(answer.traced, documents),
        others=tuple(brief(one.traced, documents, score=one.score, reasons=one.reasons) for one in answer.others),
    )


def terminal(shown: Shown, *, width: int = 80, colour: bool, every: bool = False) -> str:
    """The answer as lines, as `sayso.show.claim_forms.terminal` gives them."""
    if shown.sheet is None:
        return forms.terminal_list(shown.heading, shown.others, note=shown.note, width=width, colour=colour, every=every)
    return forms.terminal(shown.sheet, width=width, colour=colour, every=every, others=shown.others)


def html(shown: Shown) -> str:
    """The answer as one page that fetches nothing and runs nothing."""
    if shown.sheet is None:
        return forms.html_list(shown.heading, shown.others, note=shown.note)
    return forms.html(shown.sheet, others=shown.others)


def as_data(shown: Shown) -> Row:
    """The answer as JSON data."""
    return {
        "asked": {"text": shown.text, "as": shown.asked.value},
        "exact": shown.exact,
        "claim": None if shown.sheet is None else claim_row(shown.sheet),
        "others": [brief_row(one) for one in shown.others],
    }


def dumps(shown: Shown) -> str:
    """The answer as JSON in ASCII, ending in a newline."""
    return dumped(as_data(shown))
