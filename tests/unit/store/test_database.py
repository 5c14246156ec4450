"""Opening, upgrading, copying, and what the errors of SQLite become."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError

from sayso import faults
from sayso.errors import QueryInvalid, StoreUnusable
from sayso.store import database as module
from sayso.store.database import Database, files_of
from sayso.store.driver import journal_mode_for, sqlite
from sayso.store.schema import SCHEMA, Schema
from sayso.store.tables import METADATA, fact, line
from tests.unit.store.material import later_schema, opening

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
WAL = journal_mode_for(sqlite().sqlite_version_info) == "wal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "sayso.sqlite"


@pytest.fixture
def later(tmp_path: Path) -> Schema:
    return later_schema(tmp_path)


def put(connection: Connection, *keys: str) -> None:
    connection.execute(insert(line), [{"line_id": key[:16], "key": key} for key in keys])


def keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return sorted(connection.scalars(select(line.c.key)))


def limit(database: Database, pages: int) -> None:
    """Let the file grow no further, as on a full disk; the one connection of the pool keeps the limit."""
    with database.writing() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))


def filled(path: Path, *names: str) -> None:
    with closing(Database.open(path)) as database, database.writing() as connection:
        put(connection, *names)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 23), "delete"),
        ((3, 7, 0), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 44, 9), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 45, 9), "delete"),
        ((3, 50, 4), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 4), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_a_write_ahead_log_is_used_only_where_it_is_safe(version: tuple[int, int, int], mode: str):
    assert journal_mode_for(version) == mode


def test_a_new_database_has_the_tables_of_the_package(path: Path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with closing(Database.open(path)) as database, database.reading() as connection:
        ours = {"include_name": lambda name, kind, _: kind != "table" or name in METADATA.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), METADATA) == []


def test_the_head_is_the_last_of_the_revisions():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(SCHEMA.scripts)).get_current_head() == SCHEMA.head


def test_it_says_what_it_runs_on(path: Path):
    with closing(Database.open(path)) as database:
        about = database.about()
    assert about.sqlite == sqlite().sqlite_version
    assert about.journal_mode == journal_mode_for(sqlite().sqlite_version_info)
    assert about.sqlite in about.reason
    assert about.revision == SCHEMA.head
    assert about.size >= path.stat().st_size


def test_commits_are_synchronous_and_foreign_keys_hold(path: Path):
    with closing(Database.open(path)) as database, database.writing() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_opening_what_is_there_changes_nothing(path: Path):
    filled(path, "url:a")
    before = path.read_bytes()
    with closing(Database.open(path)) as database:
        assert keys(database) == ["url:a"]
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["sayso.sqlite"]


def test_an_empty_file_becomes_a_database(path: Path):
    path.parent.mkdir()
    path.touch()
    with closing(Database.open(path)) as database:
        assert database.about().revision == SCHEMA.head


def test_a_path_may_have_any_characters(tmp_path: Path):
    path = tmp_path / "a?b=c #%20 é" / "sayso.sqlite"
    filled(path, "url:a")
    with closing(Database.open(path)) as database:
        assert keys(database) == ["url:a"]


def test_where_the_log_is_not_safe_none_is_used(path: Path, monkeypatch: pytest.MonkeyPatch):
    filled(path, "url:a")
    monkeypatch.setattr(module, "journal_mode_for", lambda _: "delete")
    with closing(Database.open(path)) as database:
        about = database.about()
        assert (about.journal_mode, keys(database)) == ("delete", ["url:a"])
        assert "WAL-reset" in about.reason


def test_the_log_is_taken_up_again_with_a_safe_version(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "journal_mode_for", lambda _: "delete")
    filled(path, "url:a")
    monkeypatch.setattr(module, "journal_mode_for", lambda _: "wal")
    with closing(Database.open(path)) as database:
        assert database.about().journal_mode == "wal"


def test_a_writer_at_work_leaves_the_mode_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "journal_mode_for", lambda _: "delete")
    monkeypatch.setattr(module, "_TRIES", 2)
    filled(path, "url:a")
    with closing(Database.open(path)) as first, first.writing() as connection:
        put(connection, "url:b")
        monkeypatch.setattr(module, "journal_mode_for", lambda _: "wal")
        with closing(Database.open(path)) as second:
            assert (second.about().journal_mode, keys(second)) == ("delete", ["url:a"])
            assert "could not be switched on" in second.about().reason


@pytest.mark.skipif(not WAL, reason="only a write-ahead log lets readers go on")
def test_a_reader_does_not_wait_for_a_writer(path: Path):
    with closing(Database.open(path)) as database:
        with database.writing() as connection:
            put(connection, "url:a")
            started = time.monotonic()
            assert keys(database) == []
            assert time.monotonic() - started < 5
        assert keys(database) == ["url:a"]


@pytest.mark.skipif(not WAL, reason="only a write-ahead log lets readers go on")
def test_a_snapshot_does_not_change_while_others_write(path: Path):
    with closing(Database.open(path)) as database, database.reading() as reader:
        assert reader.scalars(select(line.c.key)).all() == []
        with database.writing() as connection:
            put(connection, "url:a")
        assert reader.scalars(select(line.c.key)).all() == []


def test_writers_wait_for_each_other(path: Path):
    with closing(Database.open(path)) as database:

        def add(n: int) -> None:
            with database.writing() as connection:
                put(connection, f"url:{n}")
                time.sleep(0.02)

        threads = [threading.Thread(target=add, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert keys(database) == [f"url:{n}" for n in range(8)]


def test_a_writer_that_takes_too_long_is_named(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BUSY_S", 0.05)
    with (
        closing(Database.open(path)) as first,
        closing(Database.open(path)) as second,
        first.writing(),
        pytest.raises(StoreUnusable, match="another process") as caught,
        second.writing(),
    ):
        pass
    assert caught.value.subject == str(path)


def test_an_error_leaves_nothing_of_a_transaction(path: Path):
    with closing(Database.open(path)) as database:
        with pytest.raises(IntegrityError), database.writing() as connection:
            put(connection, "url:a", "url:a")
        assert keys(database) == []


def test_a_full_disk_leaves_nothing_of_a_transaction(path: Path):
    with closing(Database.open(path)) as database:
        limit(database, 60)
        with pytest.raises(StoreUnusable, match="disk is full") as caught, database.writing() as connection:
            put(connection, *(f"url:{n}" + "x" * 4000 for n in range(100)))
        assert "Make room" in caught.value.hint
        limit(database, 1_000_000)
        with database.writing() as connection:
            put(connection, "url:a")
        assert keys(database) == ["url:a"]
        assert database.damages() == ()


def test_what_reads_cannot_write(path: Path):
    with (
        closing(Database.open(path)) as database,
        pytest.raises(StoreUnusable, match="may not be written"),
        database.reading() as connection,
    ):
        put(connection, "url:a")


def test_a_question_is_stopped_at_its_deadline(path: Path):
    with closing(Database.open(path)) as database:
        started = time.monotonic()
        with pytest.raises(QueryInvalid, match="too long"), database.reading(deadline_s=0.1) as connection:
            connection.scalar(text(ENDLESS))
        assert time.monotonic() - started < 5
        assert keys(database) == []  # the connection has no deadline any more


@pytest.mark.parametrize("content", [b"no database at all" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_can_be_made_anew(path: Path, content: bytes):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreUnusable) as caught:
        Database.open(path)
    assert "sayso rebuild" in caught.value.hint
    assert path.read_bytes() == content


@pytest.mark.parametrize("pages", [1, 20, -1])
def test_a_cut_file_is_found_when_it_is_opened(path: Path, pages: int):
    filled(path, *(f"url:{n}" for n in range(500)))
    path.write_bytes(path.read_bytes()[: pages * 4096])
    with pytest.raises(StoreUnusable, match="damaged") as caught:
        Database.open(path)
    assert "sayso rebuild" in caught.value.hint


def test_a_damaged_page_is_found_when_it_is_read(path: Path):
    filled(path, *(f"url:{n:4}" + "x" * 100 for n in range(2000)))
    content = bytearray(path.read_bytes())
    for at in range(80 * 4096, len(content), 4096):
        content[at : at + 64] = b"\x55" * 64
    path.write_bytes(content)
    with closing(Database.open(path)) as database, pytest.raises(StoreUnusable, match="damaged"):
        keys(database)


def test_a_database_of_another_program_is_left_alone(path: Path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(StoreUnusable, match="another program") as caught:
        Database.open(path)
    assert caught.value.subject == str(path)


def test_a_folder_is_no_store(tmp_path: Path):
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        Database.open(tmp_path)


def test_a_place_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="cannot be written") as caught:
        Database.open(tmp_path / "file" / "sayso.sqlite")
    assert str(tmp_path) in caught.value.subject


def test_an_upgrade_keeps_the_rows_and_leaves_a_copy(path: Path, later: Schema):
    filled(path, "url:a", "url:b")
    with closing(Database.open(path, schema=later)) as database:
        assert database.about().revision == later.head
        assert database.damages() == ()
        assert keys(database) == ["url:a", "url:b"]
        with database.reading() as connection:
            assert set(connection.scalars(text("SELECT section FROM line"))) == {"news"}
    copies = list((path.parent / "backups").iterdir())
    assert [copy.name for copy in copies] == [f"sayso-{SCHEMA.head}-1.sqlite"]
    with closing(Database.open(copies[0])) as copy:
        assert keys(copy) == ["url:a", "url:b"]


def test_what_a_newer_version_wrote_is_refused_and_that_version_named(path: Path, later: Schema):
    with closing(Database.open(path, schema=later)) as database, database.writing() as connection:
        connection.execute(fact.update().where(fact.c.name == "program").values(value="sayso 9.1.0"))
    with pytest.raises(StoreUnusable, match=r"sayso 9\.1\.0 \(revision 9999\)") as caught:
        Database.open(path)
    assert caught.value.subject == str(path)
    assert "sayso rebuild" in caught.value.hint
    assert not (path.parent / "backups").exists()


def test_what_a_much_newer_version_wrote_is_refused_too(path: Path, later: Schema):
    with closing(Database.open(path, schema=later)) as database, database.writing() as connection:
        connection.execute(text("DROP TABLE fact"))
    with pytest.raises(StoreUnusable, match="a newer version of Sayso"):
        Database.open(path)


def test_an_upgrade_that_dies_in_the_middle_is_done_by_the_next_opening(path: Path, later: Schema):
    filled(path, "url:a")
    crash = later.scripts / "versions" / "crash"
    crash.touch()
    assert opening(path, later).wait() == 9
    with closing(Database.open(path)) as database:
        assert (database.about().revision, keys(database), database.damages()) == (SCHEMA.head, ["url:a"], ())
    crash.unlink()
    with closing(Database.open(path, schema=later)) as database:
        assert (database.about().revision, keys(database), database.damages()) == (later.head, ["url:a"], ())
    assert len(list((path.parent / "backups").iterdir())) == 2


def test_without_a_copy_there_is_no_upgrade(path: Path, later: Schema):
    filled(path, "url:a")
    (path.parent / "backups").touch()
    with pytest.raises(StoreUnusable, match="cannot be written"):
        Database.open(path, schema=later)
    with closing(Database.open(path)) as database:
        assert keys(database) == ["url:a"]


@pytest.mark.slow
def test_one_of_many_openings_upgrades(path: Path, later: Schema):
    filled(path, "url:a")
    assert {process.wait() for process in [opening(path, later) for _ in range(4)]} == {0}
    assert len(list((path.parent / "backups").iterdir())) == 1


@pytest.mark.slow
def test_many_openings_make_one_database(path: Path):
    assert {process.wait() for process in [opening(path, SCHEMA) for _ in range(4)]} == {0}
    with closing(Database.open(path)) as database:
        assert (database.about().revision, database.damages()) == (SCHEMA.head, ())


def test_a_copy_is_one_whole_file_though_others_write(path: Path, tmp_path: Path):
    target = tmp_path / "elsewhere" / "copy.sqlite"
    with closing(Database.open(path)) as database:
        with database.writing() as connection:
            put(connection, "url:a")
        with database.writing() as connection:
            put(connection, "url:b")
            database.copy_to(target)
    assert [entry.name for entry in target.parent.iterdir()] == ["copy.sqlite"]
    with closing(Database.open(target)) as copy:
        assert keys(copy) == ["url:a"]


def test_half_a_copy_is_no_copy(path: Path, tmp_path: Path):
    target = tmp_path / "copy.sqlite"

    def die() -> None:
        raise KeyboardInterrupt

    with closing(Database.open(path)) as database:
        faults.arm("backup half written", die)
        try:
            with pytest.raises(KeyboardInterrupt):
                database.copy_to(target)
        finally:
            faults.disarm()
        assert not target.exists()
        database.copy_to(target)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("copy")] == ["copy.sqlite"]


def test_a_copy_that_finds_no_room_leaves_nothing(path: Path, tmp_path: Path):
    def fill_up() -> None:
        raise sqlite().OperationalError("database or disk is full")

    with closing(Database.open(path)) as database:
        faults.arm("backup half written", fill_up)
        try:
            with pytest.raises(StoreUnusable, match="disk is full"):
                database.copy_to(tmp_path / "copy.sqlite")
        finally:
            faults.disarm()
    assert not list(tmp_path.glob("copy*"))


def test_deleted_rows_leave_no_trace(path: Path, later: Schema):
    filled(path, "url:secret-address")
    with closing(Database.open(path, schema=later)) as database:
        with database.writing() as connection:
            connection.execute(text("DELETE FROM line"))
        database.scrub()
        files = [*files_of(path), *(path.parent / "backups").iterdir()]
        assert not [file for file in files if file.exists() and b"secret-address" in file.read_bytes()]


def test_databases_in_memory_are_apart():
    with closing(Database.open(None)) as first, closing(Database.open(None)) as second:
        with first.writing() as connection:
            put(connection, "url:a")
        assert (keys(first), keys(second)) == (["url:a"], [])
        assert first.about().journal_mode == "memory"
