"""What all commands that decide something share: who decides and why, at which desk, and how the decision is shown."""

import functools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sayso.commands.context import F, Place, with_form
from sayso.errors import UsageError
from sayso.records.reviews import Review, documents_named
from sayso.show.decisions import decision_data, decision_text, document_text
from sayso.show.joining import Named

if TYPE_CHECKING:
    from sayso.workspace.reviewing import By, Desk


_SAY_WHO = "Give --reviewer NAME, or keep a name in this workspace with `sayso review as NAME`."


@contextmanager
def at_desk(place: Place) -> Iterator["Desk"]:
    """Open the workspace, and sit down where decisions are made."""
    from sayso.workspace.reviewing import desk_of

    with place.open() as workspace:
        yield desk_of(workspace)


@dataclass(frozen=True, slots=True)
class Saying:
    """Who decides and why, and how the decision is to be shown."""

    place: Place
    reviewer: str | None
    why: str
    form: str

    def by(self) -> "By":
        """Who and why: the name as given, else as kept in the workspace, else as answered now."""
        from sayso.workspace.reviewers import keep_reviewer, kept_reviewer
        from sayso.workspace.reviewing import By

        name = self.reviewer or kept_reviewer(self.place.folder)
        if name is None:
            if not _can_ask():
                raise UsageError("it is not known who decides.", hint=_SAY_WHO)
            name = click.prompt("Your name (kept with every decision)", err=True)
            keep_reviewer(self.place.folder, name)
        return By(name, self.why)


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def deciding(function: Callable[..., None]) -> Callable[..., None]:
    """The options of all commands that decide something, packed into one argument."""

    def packed(place: Place, /, why: str, reviewer: str | None, form: str, **arguments: object) -> None:
        function(Saying(place, reviewer, why, form), **arguments)

    functools.update_wrapper(packed, function)
    command = with_form(click.pass_obj(packed))
    command = click.option("--reviewer", metavar="NAME", help="Who decides.  [default: the name given when first asked]")(
        command
    )
    return click.option("--why", metavar="TEXT", default="", help="The reason; it is kept with the decision.")(command)


def expecting(function: F) -> F:
    """The option by which nothing is decided that somebody else decided on meanwhile."""
    text = "Decide only if N is the last decision on it (0: none), as you have seen it."
    return click.option("--expect", type=click.IntRange(0), metavar="N", help=text)(function)


def tell(made: Review | Sequence[Review], desk: "Desk", form: str) -> None:
    """Show decisions just made: one as it is, several each with its document."""
    if form == "json":
        print_json(decision_data(made) if isinstance(made, Review) else [decision_data(one) for one in made])
        return
    for one in [made] if isinstance(made, Review) else made:
        articles = articles_of([one], desk)
        click.echo(decision_text(one, articles=articles))
        if not isinstance(made, Review):
            click.echo(document_text(one.subject.document_id, articles))


def articles_of(decisions: Iterable[Review], desk: "Desk") -> dict[str, Named]:
    """The documents that decisions name, as they are shown."""
    named = {document_id for one in decisions for document_id in documents_named(one)}
    return {document_id: Named(desk.title(document_id), desk.text(document_id)) for document_id in named}


def print_json(data: object) -> None:
    """Show data as JSON, indented, in ASCII."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))
