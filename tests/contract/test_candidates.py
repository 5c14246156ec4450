"""The pairs that the store gives for one document are those that the join of the whole collection gives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.match import join
from sayso.match.join import Facts, candidates, pairs
from sayso.store.store import Store
from tests.property.test_join import COLLECTIONS, Collection, scaled, sorted_seeds
from tests.unit.store.material import corrected, derived


def probed(store: Store, number: int, outlets: dict[str | None, int]) -> set[tuple[int, int, int]]:
    """The pairs of a document with earlier ones, from what the store knows alone."""
    view = store.view()
    (own,) = view.seed_sets([number])
    held = view.holders(own.hashes, most=join.CAP + 1)
    known = np.union1d(held.first_captures, [number])
    sets = view.seed_sets(known.tolist())
    pages = np.bincount([outlets[one.outlet] for one in store.seed_sets() if outlets[one.outlet] >= 0], minlength=len(outlets))
    facts = Facts(np.array([len(one.hashes) for one in sets]), np.array([outlets[one.outlet] for one in sets]), pages)
    missing = np.setdiff1d(own.hashes, held.hashes[held.first_captures == number])
    hashes = np.concatenate((held.hashes, missing))
    holders = np.searchsorted(known, np.concatenate((held.first_captures, np.full(len(missing), number))))
    found = candidates(int(np.searchsorted(known, number)), hashes, holders.astype(np.int32), facts)
    earlier = found.right == np.searchsorted(known, number)
    return set(
        zip(
            known[found.left[earlier]].tolist(),
            known[found.right[earlier]].tolist(),
            found.shared[earlier].tolist(),
            strict=True,
        )
    )


@settings(max_examples=60)
@given(COLLECTIONS.filter(bool), st.randoms(use_true_random=False))
def test_one_document_has_the_same_pairs_alone_as_among_all(collection: Collection, order):
    documents = [
        (derived(number, f"Text {number}.", outlet=None if outlet < 0 else f"Outlet {outlet}"), seeds)
        for number, (seeds, outlet) in enumerate(collection)
    ]
    order.shuffle(documents)
    with Store.in_memory(correct=corrected) as store, scaled():
        with store.writing() as writer:
            for derivation, seeds in documents:
                writer.document(derivation)
                writer.seeds(derivation.document_id, b"", sorted_seeds(seeds))
        outlets: dict[str | None, int] = {None: -1, "Outlet 0": 0, "Outlet 1": 1, "Outlet 2": 2}
        sets = list(store.seed_sets())
        numbers = np.array([outlets[one.outlet] for one in sets], dtype=np.int32)
        found = list(pairs(((one.first_capture, one.hashes) for one in sets), outlets=numbers))
        bulk = {row for one in found for row in zip(one.left.tolist(), one.right.tolist(), one.shared.tolist(), strict=True)}
        alone = set().union(*(probed(store, one.first_capture, outlets) for one in sets))
    assert alone == bulk
