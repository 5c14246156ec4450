"""The full-text indexes follow the rows: whatever happened before, they are as if they were made anew."""

import random
from datetime import date

import pytest
from sqlalchemy import Connection, text

from sayso.errors import StoreUnusable
from sayso.records.reviews import Action
from sayso.store import fulltext
from sayso.store.entries import CAPTURE_BITS, STATEMENT_BITS, key_of_day
from sayso.store.query import parse
from sayso.store.search import search
from sayso.store.store import Store
from tests.unit.store.collection import COLLECTION, Said, filled, made
from tests.unit.store.material import corrected, review


def indexed(connection: Connection) -> dict[str, set[tuple[object, ...]]]:
    """Everything that the indexes hold: words by row, column and place, and the rows of articles."""
    found = {fulltext.KEYS: set(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {fulltext.KEYS}")))}
    for table in (fulltext.ARTICLES, fulltext.STATEMENTS):
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, instance)")
        found[table] = set(map(tuple, connection.exec_driver_sql("SELECT * FROM temp.words")))
        connection.exec_driver_sql("DROP TABLE temp.words")
    return found


def contents(store: Store) -> dict[str, set[tuple[object, ...]]]:
    with store._database.writing() as connection:
        return indexed(connection)


def answers(store: Store) -> list[object]:
    """Results of some searches, in order."""
    queries = ["storm", "harbour OR storm OR port", "lee", "source:lee", "storm versions:all", "-nothing"]
    return [
        [(hit.document, hit.statement) for hit in search(store._database, parse(query), of=of).hits]
        for query in queries
        for of in ("articles", "statements")
    ]


def rebuilt(store: Store) -> None:
    with store._database.writing() as connection:
        fulltext.rebuild(connection)


def test_a_new_store_has_the_indexes():
    with Store.in_memory() as store, store._database.reading() as connection:
        assert fulltext.is_installed(connection)


def test_installing_twice_changes_nothing():
    with filled() as store:
        before = contents(store)
        with store._database.writing() as connection:
            fulltext.install(connection)
        assert contents(store) == before


def test_indexes_of_another_version_are_made_anew():
    with filled() as store:
        before = contents(store)
        with store._database.writing() as connection:
            connection.execute(text("UPDATE fact SET value = '0' WHERE name = 'fulltext'"))
            connection.execute(text(f"DROP TABLE {fulltext.ARTICLES}"))
            fulltext.install(connection)
        assert contents(store) == before


def test_refreshing_what_has_not_changed_changes_nothing():
    with filled() as store:
        before = contents(store), answers(store)
        with store._database.writing() as connection:
            fulltext.refresh(connection, [derivation.document_id for derivation in COLLECTION] * 2)
            fulltext.refresh(connection, ["no such document"])
            fulltext.refresh(connection, [])
        assert (contents(store), answers(store)) == before


def test_the_order_of_adding_makes_no_difference():
    shuffled = list(COLLECTION)
    random.Random(3).shuffle(shuffled)
    with filled() as one, filled(*shuffled) as other:
        assert contents(one) == contents(other)
        assert answers(one) == answers(other)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happened_the_indexes_are_as_if_made_anew(seed: int):
    rng = random.Random(seed)
    words = "storm harbour port lee ferry pier Zürich 250".split()
    with Store.in_memory(correct=corrected) as store:
        forgotten: set[int] = set()
        for number in range(1, 30):
            text = " ".join(rng.choices(words, k=rng.randint(1, 12)))
            line = f"https://example.org/{rng.randint(1, 9)}"
            day = rng.choice([None, "2024-05-17", "2024-05-18T23:00:00-05:00", "1969-12-31"])
            capture = rng.choice([number, 60 - number])  # some come late, after later ones
            derivation = made(capture, text, Said("Ann Lee", text), title=rng.choice(words), line=line, published=day)
            with store.writing() as writer:
                writer.document(derivation)
            if rng.random() < 0.3:
                with store.writing() as writer:
                    writer.decide([review(number, derivation.document_id, Action.REJECT, "s1")])
            if rng.random() < 0.2 and capture not in forgotten:
                forgotten.add(capture)
                with store.writing() as writer:
                    writer.forget([derivation.kept])
        before = contents(store), answers(store)
        rebuilt(store)
        assert (contents(store), answers(store)) == before


def test_what_is_purged_has_left_no_word_in_the_file(tmp_path):
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        with store.writing() as writer:
            for derivation in (*COLLECTION, made(9, "An unmistakable word.", Said("Zed", "it is unmistakable"))):
                writer.document(derivation)
        with store._database.writing() as connection:
            connection.execute(text("DELETE FROM statement WHERE content LIKE '%unmistakable%'"))
            gone = made(9, "An unmistakable word.", Said("Zed", "it is unmistakable")).document_id
            connection.execute(text("UPDATE capture SET document_id = NULL WHERE document_id = :id"), {"id": gone})
            connection.execute(text("DELETE FROM problem WHERE document_id = :id"), {"id": gone})
            connection.execute(text("DELETE FROM document WHERE document_id = :id"), {"id": gone})
            fulltext.refresh(connection, [gone])
            fulltext.purge(connection)
        store._database.scrub()
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert not any(b"unmistakable" in file.read_bytes() for file in files)
    with Store.open(path) as store:
        assert search(store._database, parse("storm"), of="articles").total == 4


def test_numbers_of_rows_are_in_order_of_time():
    days = [date(1969, 12, 31), date(1970, 1, 1), date(2024, 5, 17), date(2024, 5, 18)]
    assert [key_of_day(day) for day in days] == sorted(key_of_day(day) for day in days)
    assert key_of_day(days[3]) - key_of_day(days[2]) == 1 << CAPTURE_BITS
    assert key_of_day(date.min) << STATEMENT_BITS > -(2**63)
    assert key_of_day(date.max) << STATEMENT_BITS < 2**63


def test_a_sqlite_without_such_indexes_is_refused(monkeypatch):
    monkeypatch.setattr(fulltext, "_SCHEMA", ("CREATE VIRTUAL TABLE article_text USING no_such_module(text)",))
    with pytest.raises(StoreUnusable, match="no full-text index"):
        Store.in_memory()
