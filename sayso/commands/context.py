"""What commands that work on a workspace are given: where it is, how to open it, and in which form to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sayso.workspace.opening import Workspace

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_FOLDER = "sayso-data"
FOLDER_VARIABLE = "SAYSO_WORKSPACE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the workspace of this call is."""

    folder: Path

    @classmethod
    def of(cls, option: str | None, environment: Mapping[str, str]) -> "Place":
        """The folder of the option, else of the environment, else `sayso-data` in the present folder."""
        return cls(Path(option or environment.get(FOLDER_VARIABLE) or DEFAULT_FOLDER))

    def open(self, *, create: bool = False) -> "Workspace":
        """The workspace; with `create`, it is made when it is not there.

        Raises:
            NotFound: there is none, and none is to be made.
            StoreUnusable: its database cannot be opened.
        """
        from sayso.workspace.opening import Workspace

        return Workspace.open(self.folder, create=create)


def with_form(function: F) -> F:
    """The option that chooses between words and data."""
    choice = click.Choice(("text", "json"))
    return click.option("--format", "form", type=choice, default="text", show_default=True, help="Words, or data.")(function)
