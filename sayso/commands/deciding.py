"""What all commands that decide something share: who decides and why, at which desk, and how the decision is shown."""

import functools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sayso.commands.context import Place, with_form
from sayso.errors import UsageError
from sayso.records.reviews import Review
from sayso.show.decisions import decision_data, decision_text, document_text

if TYPE_CHECKING:
    from sayso.workspace.reviewing import By, Desk


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
                raise UsageError("it is not known who decides.", hint="Give --reviewer NAME.")
            name = click.prompt("Your name (kept with every decision)", err=True)
            keep_reviewer(self.place.folder, name)
        return By(name, self.why)


def _can_ask() -> bool:
    return sys.stdin.isatty()


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


def tell(made: Review | Sequence[Review], desk: "Desk", form: str) -> None:
    """Show decisions just made: one as it is, several each with its document."""
    if form == "json":
        print_json(decision_data(made) if isinstance(made, Review) else [decision_data(one) for one in made])
        return
    for one in [made] if isinstance(made, Review) else made:
        document_id = one.subject.document_id
        click.echo(decision_text(one, text=desk.text(document_id)))
        if not isinstance(made, Review):
            click.echo(document_text(desk.title(document_id), document_id))


def print_json(data: object) -> None:
    """Show data as JSON, indented, in ASCII."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))
