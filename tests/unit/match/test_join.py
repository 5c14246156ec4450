"""Which documents are paired, by how many seeds, and what outlets say again and again."""

import tempfile
from collections.abc import Generator, Iterator

import numpy as np
import pytest

from sayso.errors import StopRun
from sayso.match.join import CAP, NEAR, RECURRING, Facts, candidates, pairs

OWN = 1_000_000
"""Seeds that one document alone has begin here, a thousand for each."""


def collection(*held: list[int], own: int = 0) -> Iterator[tuple[int, np.ndarray]]:
    """Documents from 0 on with these seeds, and each with as many more that nobody else has."""
    for number, seeds in enumerate(held):
        mine = range(OWN + 1000 * number, OWN + 1000 * number + own)
        yield number, np.array([*seeds, *mine], dtype=np.int64)


def paired(*held: list[int], outlets: list[int] | None = None, own: int = 0) -> dict[tuple[int, int], int]:
    numbers = None if outlets is None else np.array(outlets, dtype=np.int32)
    return {
        (left, right): shared
        for block in pairs(collection(*held, own=own), outlets=numbers)
        for left, right, shared in zip(block.left.tolist(), block.right.tolist(), block.shared.tolist(), strict=True)
    }


def test_documents_that_share_seeds_are_pairs():
    assert paired([1, 2, 3], [7, 8], [2, 3, 4], [4, 7]) == {(0, 2): 2, (1, 3): 1, (2, 3): 1}


def test_nothing_gives_nothing():
    assert paired() == {}
    assert paired([]) == {}
    assert paired([1], [], [2]) == {}


def test_a_seed_that_many_hold_pairs_them_with_the_earliest():
    assert len(paired(*[[1]] * CAP)) == CAP * (CAP - 1) // 2
    assert paired([9], *[[2]] * (CAP + 1)) == {(1, n): 1 for n in range(2, CAP + 2)}


def test_a_sketch_that_many_hold_pairs_nobody():
    assert paired(*[[1]] * (CAP + 1)) == {}


def test_numbers_need_not_be_without_gaps():
    seeds = np.array([2], dtype=np.int64)
    (block,) = pairs([(70_000, seeds), (5, seeds)])
    assert (block.left.tolist(), block.right.tolist()) == ([5], [70_000])


def test_hashes_of_all_sizes_are_told_apart():
    least, most = -(1 << 63), (1 << 63) - 1
    assert paired([least, -1], [least], [most], [-1, most]) == {(0, 1): 1, (0, 3): 1, (2, 3): 1}


def test_what_an_outlet_says_on_many_pages_makes_no_pairs_of_them():
    pages = [[1, 2]] * 8
    assert len(paired(*pages, own=20)) == 28
    assert paired(*pages, own=20, outlets=[0] * 8) == {}


def test_it_makes_pairs_with_pages_of_others():
    pages = [[1]] * (RECURRING + 1)
    assert paired(*pages, own=20, outlets=[0] * RECURRING + [1]) == {(n, RECURRING): 1 for n in range(RECURRING)}


def test_pages_without_an_outlet_are_not_pages_of_one():
    assert len(paired(*[[1]] * 8, own=20, outlets=[-1] * 8)) == 28


def test_pages_of_an_outlet_that_share_something_else_are_pairs():
    assert paired(*[[1]] * 6, [1, 5], [1, 5], own=20, outlets=[0] * 8) == {(6, 7): 2}


def test_versions_of_an_article_are_pairs_however_many_there_are():
    assert len(paired(*[list(range(40))] * 8, own=20, outlets=[0] * 8)) == 28


def test_what_few_pages_of_a_large_outlet_share_is_no_boilerplate():
    others: list[list[int]] = [[]] * 393
    assert paired(*[[1]] * 7, *others, own=20, outlets=[0] * 400) == {}.fromkeys(
        [(left, right) for left in range(7) for right in range(left + 1, 7)], 1
    )


def test_what_a_whole_large_outlet_says_makes_no_star_either():
    assert paired(*[[1]] * (3 * CAP), own=20, outlets=[0] * (3 * CAP)) == {}


def test_beyond_the_budget_it_goes_on_in_files_that_are_gone_afterwards(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held = [[n % 7, n % 11 + 100] for n in range(60)]
    expected = paired(*held)
    found = pairs(collection(*held), budget=0)
    assert isinstance(found, Generator)
    block = next(found)
    assert expected[int(block.left[0]), int(block.right[0])] == block.shared[0]
    found.close()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_ends_the_run(monkeypatch: pytest.MonkeyPatch):
    class Full(tempfile.SpooledTemporaryFile[bytes]):
        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Full)
    with pytest.raises(StopRun, match="no room for temporary files"):
        list(pairs(collection([1], [1])))


def test_pairs_of_one_document_are_found_from_its_postings_alone():
    facts = Facts(*(np.array(one) for one in ([2, 1, 2], [-1, -1, -1], [])))
    found = candidates(2, np.array([1, 2, 1, 2]), np.array([0, 1, 2, 2]), facts)
    assert list(zip(found.left, found.right, found.shared, strict=True)) == [(0, 2, 1), (1, 2, 1)]


def test_a_document_that_holds_nothing_with_others_has_no_pairs():
    facts = Facts(*(np.array(one) for one in ([2], [-1], [])))
    assert len(candidates(0, np.array([1, 2]), np.array([0, 0]), facts)) == 0
    assert len(candidates(0, np.array([], dtype=np.int64), np.array([], dtype=np.int32), facts)) == 0


def test_a_single_sketch_pairs_what_is_near_and_no_more():
    def found(number: int, *hashes: int) -> int:
        return sum(len(block) for block in pairs([(0, np.array(hashes)), (number, np.array(hashes))]))

    assert (found(NEAR, 3), found(NEAR + 1, 3)) == (1, 0)
    assert found(NEAR + 1, 2) == found(NEAR + 1, 3, 5) == found(NEAR + 1, 2, 3) == 1


def test_places_say_how_near_documents_are():
    sizes, none = np.array([1, 1]), np.array([-1, -1])
    facts = [Facts(sizes, none, np.array([]), np.array([0, place])) for place in (NEAR, NEAR + 1)]
    assert [len(candidates(1, np.array([3, 3]), np.array([0, 1], dtype=np.int32), one)) for one in facts] == [1, 0]
