"""Fingerprints: which runs of words leave them, and that they are the same everywhere."""

import numpy as np
import pytest

from sayso.match.seeds import CERTAIN, SHINGLE, WINDOW, fingerprints, is_sketch, seeds, shingles, sketches
from sayso.match.wording import Wording
from sayso.records.anchors import Span

RUN = "the old bridge over the river will close on monday while workers replace its wooden deck".split()
LEAD = "The probe bounced 541 metres above Karsk"


def words(text: str) -> np.ndarray:
    return Wording.of(text).words


def sketched(text: str) -> set[int]:
    return set(sketches(Wording.of(text)).tolist())


def test_a_run_of_so_many_words_is_enough():
    assert CERTAIN == len(RUN) - 1 == 15


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, 0), (SHINGLE - 1, 0), (SHINGLE, 1), (CERTAIN - 1, 1), (CERTAIN, 1)],
)
def test_how_many_seeds_short_texts_have(number, expected):
    assert len(seeds(words(" ".join(RUN[:number])))) == expected


def test_each_run_of_shingle_words_is_hashed_once():
    assert len(shingles(words(" ".join(RUN)))) == len(RUN) - SHINGLE + 1
    assert len(shingles(words(" ".join(RUN[: SHINGLE - 1])))) == 0


def test_seeds_are_shingles_at_ascending_places():
    text = words(" ".join(RUN * 3 + RUN[::-1]))
    found = seeds(text)
    assert found.places.tolist() == sorted(set(found.places.tolist()))
    assert found.hashes.tolist() == shingles(text)[found.places].tolist()
    assert max(np.diff(found.places)) <= WINDOW


def test_of_equal_shingles_the_rightmost_of_a_window_is_kept():
    number = SHINGLE + 2 * WINDOW
    found = seeds(words(" ".join(["rain"] * number)))
    assert found.places.tolist() == list(range(WINDOW - 1, number - SHINGLE + 1))


def test_the_order_of_words_matters_to_seeds():
    assert not set(seeds(words(" ".join(RUN))).hashes.tolist()) & set(seeds(words(" ".join(RUN[::-1]))).hashes.tolist())


def test_seeds_are_even_and_sketches_odd():
    text = Wording.of(". ".join((LEAD, " ".join(RUN), "Seven ships left the harbour of Ostrow before the storm came")))
    ours, theirs = seeds(text.words).hashes, sketches(text)
    assert len(ours)
    assert len(theirs)
    assert not is_sketch(ours).any()
    assert is_sketch(theirs).all()
    assert fingerprints(text).tolist() == sorted({*ours.tolist(), *theirs.tolist()})


@pytest.mark.parametrize(
    "edited",
    [
        "Above Karsk the probe, which bounced 541 metres",
        "On Monday the probe bounced 541 metres above Karsk",
        "Karsk saw the probe bounce 541 metres",
    ],
)
def test_an_edited_sentence_shares_a_sketch(edited):
    assert sketched(LEAD) & sketched(edited)


def test_a_group_is_the_same_in_any_order():
    (found,) = sketched("The probe bounced twice.")
    assert sketched("Twice, the probe bounced.") == sketched("“Bounced,” said the probe twice.") == {found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("It was the same as before.", 0),
        ("Rain fell.", 0),
        ("Rain fell early.", 1),
        ("Rain fell early today.", 2),
        ("Rain fell early today over all western provinces.", 4),
        ("Nine ships left early.", 2),
        ("Rain. Fell. Early.", 0),
    ],
)
def test_how_many_sketches_short_sentences_have(text, expected):
    assert len(sketched(text)) == expected


def test_no_group_reaches_over_the_end_of_a_sentence():
    one, other = "Rain fell early", "Ships left Ostrow"
    assert sketched(f"{one}. {other}.") == sketched(f"{other}. {one}.") == sketched(one) | sketched(other)


def test_frames_leave_no_sketch():
    text = f"{LEAD}."
    assert len(sketches(Wording.of(text, frames=[Span(0, len(text))]))) == 0


def test_fingerprints_have_the_same_numbers_on_every_machine():
    found = seeds(words(" ".join(RUN)))
    assert found.hashes.tolist() == [-2562018823290891788, -3995450271834794254]
    assert found.places.tolist() == [7, 8]
    assert sketches(Wording.of("Rain fell early.")).tolist() == [7790422481558259809]
