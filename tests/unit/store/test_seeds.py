"""Seeds in the store: who holds them, in what order, and that they go with their documents."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import NotFound
from sayso.store import tables as t
from sayso.store.database import Database, insert
from sayso.store.schema import SCHEMA, Schema
from sayso.store.seeds import SeedSet
from sayso.store.store import Store
from sayso.store.writer import Derivation
from tests.unit.store.material import corrected, derived, kept, sentences

LEAST, MOST = -(1 << 63), (1 << 63) - 1
PAGE = "https://example.org/road"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory(correct=corrected) as opened:
        yield opened


def article(number: int, about: str = "", line: str = "") -> Derivation:
    return derived(number, sentences(2, about=about or f"road {number}"), line=line, outlet=f"Outlet {number % 2}")


def write(store: Store, *held: tuple[Derivation, list[int]]) -> None:
    with store.writing() as writer:
        for derivation, hashes in held:
            writer.document(derivation)
            writer.seeds(derivation.document_id, b"words", np.array(hashes, dtype=np.int64))


def holders(store: Store, *hashes: int, most: int = 99) -> list[tuple[int, int]]:
    found = store.view().holders(np.array(hashes, dtype=np.int64), most=most)
    return list(zip(found.hashes.tolist(), found.first_captures.tolist(), strict=True))


def rows(store: Store, *tables: str) -> list[tuple[str, tuple[object, ...]]]:
    return [(name, row) for name, row in store.dump() if name in tables]


def joined(store: Store, document_id: str, other: str) -> None:
    """Write a passage, as of two documents that have to do with each other."""
    left, right = sorted((document_id, other))
    passage = {"left_start": 0, "right_start": 3, "left_end": 9, "right_end": 12, "likeness": "same", "similarity": 1.0}
    with store._database.writing() as connection:
        insert(connection, t.passage, [{"left_doc": left, "right_doc": right, **passage}])


def test_holders_come_seed_by_seed_from_the_earliest_on(store: Store):
    write(store, (article(9), [1, LEAST]), (article(2), [MOST, 1]), (article(5), [1, MOST, 7]))
    assert holders(store, 1, LEAST, MOST, 8) == [(1, 2), (1, 5), (1, 9), (LEAST, 9), (MOST, 2), (MOST, 5)]


def test_no_more_holders_come_than_are_asked_for(store: Store):
    write(store, *((article(number), [1]) for number in (4, 3, 2, 1)))
    assert holders(store, 1, most=2) == [(1, 1), (1, 2)]


def test_the_seeds_of_a_document_are_read_back_in_order_and_each_once(store: Store):
    write(store, (article(3), [7, LEAST, 7, MOST]))
    found = store.view().seed_set(article(3).document_id)
    assert (found.document_id, found.first_capture, found.outlet, found.words) == (
        article(3).document_id,
        3,
        "Outlet 1",
        b"words",
    )
    assert found.hashes.tolist() == [LEAST, 7, MOST]


def test_seed_sets_come_from_the_earliest_document_on(store: Store):
    write(store, (article(3), [7]), (article(1), []), (article(2), [8]))

    def told(found: SeedSet) -> tuple[int, list[int]]:
        return found.first_capture, found.hashes.tolist()

    assert [told(one) for one in store.seed_sets()] == [(1, []), (2, [8]), (3, [7])]
    assert [told(one) for one in store.view().seed_sets([3, 1, 77])] == [(1, []), (3, [7])]


def test_documents_without_seeds_are_told(store: Store):
    write(store, (article(2), [1]))
    with store.writing() as writer:
        writer.document(article(3))
        writer.document(article(1))
    assert store.view().unseeded(5) == [article(1).document_id, article(3).document_id]
    assert store.view().unseeded(1) == [article(1).document_id]
    with pytest.raises(NotFound):
        store.view().seed_set(article(1).document_id)


def test_seeds_of_a_document_that_is_not_there_are_left_out(store: Store):
    with store.writing() as writer:
        writer.seeds(article(1).document_id, b"", np.array([1]))
    assert rows(store, "seed", "seed_set") == []


def test_seeds_written_again_take_the_place_of_the_old_ones(store: Store):
    write(store, (article(1), [1, 2]), (article(1), [2, 3]))
    write(store, (article(1), [3, 4]))
    assert holders(store, 1, 2, 3, 4) == [(3, 1), (4, 1)]


def test_forgetting_removes_seeds_and_passages(store: Store):
    write(store, (article(1), [1, 2]), (article(2), [1, 3]), (article(3), [2]))
    joined(store, article(1).document_id, article(2).document_id)
    joined(store, article(2).document_id, article(3).document_id)
    store.forget([kept(1)])
    assert holders(store, 1, 2, 3) == [(1, 2), (2, 3), (3, 2)]
    assert len(rows(store, "passage")) == 1
    assert store.damages() == ()


def test_a_document_that_is_described_anew_is_looked_at_anew(store: Store):
    write(store, (article(8, "it", PAGE), [1]), (article(2), [1]))
    joined(store, article(8, "it", PAGE).document_id, article(2).document_id)
    with store.writing() as writer:
        writer.document(article(5, "it", PAGE))
    assert holders(store, 1) == [(1, 2)]
    assert store.view().unseeded(5) == [article(5, "it", PAGE).document_id]
    assert rows(store, "passage") == []


def test_a_capture_that_goes_over_to_another_document_takes_its_number_along(store: Store):
    write(store, (article(1, "it", PAGE), [1, 2]))
    write(store, (article(1, "that", PAGE), [2, 3]))
    assert holders(store, 1, 2, 3) == [(2, 1), (3, 1)]
    assert [found.document_id for found in store.seed_sets()] == [article(1, "that", PAGE).document_id]


def test_a_store_of_before_gets_the_tables_and_keeps_its_rows(tmp_path: Path):
    opened = Database.open(tmp_path / "store.sqlite", schema=Schema(SCHEMA.scripts, "0001"))
    with closing(opened), opened.writing() as connection:
        insert(connection, t.line, [{"line_id": "a" * 16, "key": "text:a"}])
    with Store.open(tmp_path / "store.sqlite", correct=corrected) as store:
        assert rows(store, "line") == [("line", ("a" * 16, "text:a"))]
        write(store, (article(1), [1]))
        assert holders(store, 1) == [(1, 1)]
        assert store.damages() == ()
