"""Revisions of the tables: which one a database has, and the way to the one that this program works with.

Alembic runs the scripts in `migrations`, on a connection that is in a transaction already, so an upgrade happens whole or not
at all. It is loaded only when there is something to do.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.exc import OperationalError

from sayso.errors import StoreUnusable
from sayso.store.tables import fact

_ALEMBIC = table("alembic_version", column("version_num"))


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables to come to: the folder with Alembic's scripts, and the revision that the program works with."""

    scripts: Path
    head: str


SCHEMA = Schema(Path(__file__).parent / "migrations", "0002")


def revision_of(connection: Connection) -> str | None:
    """The revision that a database has; None when it has no tables at all.

    Raises:
        StoreUnusable: it has tables, but not those of a store.
    """
    names = inspect(connection).get_table_names()
    if _ALEMBIC.name in names:
        revision = connection.execute(select(_ALEMBIC.c.version_num)).scalar_one_or_none()
        return None if revision is None else str(revision)
    if names:
        raise StoreUnusable(
            "it is the database of another program.", hint="Move it away; `sayso rebuild` makes the store anew."
        )
    return None


def check_known(connection: Connection, revision: str, schema: Schema) -> None:
    """See to it that there is a way from a revision to the head.

    Raises:
        StoreUnusable: there is none, because a newer version wrote it; the message says which.
    """
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(schema.scripts)).walk_revisions("base", schema.head)}
    if revision in known:
        return
    program = None
    with suppress(OperationalError):  # a newer version may have other tables
        program = connection.scalar(select(fact.c.value).where(fact.c.name == "program"))
    raise StoreUnusable(
        f"it was written by {program or 'a newer version of Sayso'} (revision {revision}), this is {this_program()}.",
        hint="Install that version or a later one, or let `sayso rebuild` make the store anew from the archive.",
    )


def upgrade(connection: Connection, schema: Schema) -> None:
    """Bring a database, empty or of a known revision, to the head; the transaction is the caller's."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
    command.upgrade(config, schema.head)


def this_program() -> str:
    """Name and version, as the fact "program" has them."""
    from sayso import __version__

    return f"sayso {__version__}"
