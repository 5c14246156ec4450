"""What commands that work on a workspace are given: where it is, and how to open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.workspace.opening import Workspace

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
