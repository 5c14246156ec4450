"""Words, seeds and passages: what holds for any text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.match import passages as module
from sayso.match.passages import passages
from sayso.match.seeds import CERTAIN, WINDOW, is_sketch, seeds, shingles, sketches
from sayso.match.wording import Wording, folded
from sayso.records.anchors import Span
from sayso.records.links import Likeness

TEXTS = st.text(st.sampled_from("aeX0 19.,!?…'’\"“”-‑\n\t(。！é\u0301ÉßﬁЖжא١文😀_") | st.characters(), max_size=60)


@given(TEXTS)
def test_words_ascend_inside_the_text_and_sentences_hold_them_all(text):
    found = Wording.of(text)
    places = [place for pair in zip(found.starts.tolist(), found.ends.tolist(), strict=True) for place in pair]
    assert places == sorted(places)
    assert all(start < end for start, end in zip(places[::2], places[1::2], strict=True))
    assert not places or (places[0] >= 0 and places[-1] <= len(text))
    firsts = found.sentences.tolist()
    assert firsts[0] == 0
    assert firsts[-1] == len(found)
    assert firsts == sorted(set(firsts))
    edges = found.bounds.flatten().tolist()
    assert edges == sorted(edges)
    for i, (start, end) in enumerate(found.bounds.tolist()):
        assert text[start:end] == text[start:end].strip()
        assert start <= found.starts[firsts[i]]
        assert found.ends[firsts[i + 1] - 1] <= end
        assert i in found.within(Span(start, end))


@given(TEXTS)
def test_a_word_is_never_folded_to_nothing(text):
    found = Wording.of(text)
    for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True):
        assert folded(text[start:end])


# Few words, so that runs recur inside a text and beside what is shared.
SOME = st.lists(st.sampled_from("rain road bridge Karsk 21 the of".split()), max_size=40)
RUNS = st.lists(
    st.sampled_from("rain road bridge river harbour market Karsk Ostrow 21 the of".split()), min_size=CERTAIN, max_size=30
)


@given(RUNS, SOME, SOME, SOME, SOME)
def test_texts_that_share_a_run_share_a_seed_inside_it(run, before, behind, earlier, later):
    ours, theirs = (
        seeds(Wording.of(" ".join([*before, *run, *behind])).words),
        seeds(Wording.of(" ".join([*earlier, *run, *later])).words),
    )
    inside = (ours.places >= len(before)) & (ours.places < len(before) + len(run))
    assert set(ours.hashes[inside].tolist()) & set(theirs.hashes.tolist())


@given(st.lists(st.integers(0, 5), max_size=60))
def test_seeds_are_the_least_of_each_window_the_rightmost_of_equals(text):
    words = np.array(text, dtype=np.int64)
    hashes = shingles(words).tolist()
    width = min(WINDOW, len(hashes))
    windows = [range(first, first + width) for first in range(len(hashes) - width + 1)] if hashes else []
    expected = {min(window, key=lambda at: (hashes[at], -at)) for window in windows}
    assert seeds(words).places.tolist() == sorted(expected)


@given(st.text(st.sampled_from("Karsk rain 21. the"), max_size=80))
def test_sketches_are_odd_ascending_and_each_once(text):
    found = sketches(Wording.of(text))
    assert is_sketch(found).all()
    assert found.tolist() == sorted(set(found.tolist()))


SENTENCES = (
    "The old bridge over the Sella in Karsk will close on Monday for eleven weeks while its deck is replaced.",
    "On Monday the old bridge in Karsk closes for 11 weeks so that its deck can be replaced.",
    "Engineers found cracks in four of the nine steel beams during an inspection in February.",
    "Cracks were found in four steel beams of nine, engineers said after an inspection.",
    "Engineers found cracks in four of the nine steel beams during an inspection in February, and the bridge must close.",
    "Buses will cross the river at Ostrow, six kilometres further north, and arrive about twenty minutes later than usual.",
    "The council has set aside 3.4 million crowns for the work.",
    "A third of the 3.4 million crowns that the council has set aside comes from the regional fund.",
    "Rain fell.",
    "Karsk",
)
ARTICLES = st.lists(st.sampled_from(SENTENCES) | SOME.map(lambda words: " ".join([*words, "rain."])), max_size=7)
TWO = st.tuples(ARTICLES, ARTICLES).map(lambda two: tuple(" ".join(some) for some in two))


@given(TWO)
def test_passages_stand_in_both_texts_and_are_in_order(two):
    left, right = (Wording.of(text) for text in two)
    found = passages(left, right)
    for one in found:
        assert 0 <= one.left.start < one.left.end <= len(two[0])
        assert 0 <= one.right.start < one.right.end <= len(two[1])
        assert 0 < one.similarity <= 1
        ours, theirs = (
            Wording.of(text[slice(*place)]).words.tolist() for text, place in zip(two, (one.left, one.right), strict=True)
        )
        assert (one.likeness is Likeness.SAME) == (ours == theirs)
    assert [one.left.start for one in found] == sorted(one.left.start for one in found)


@given(TWO)
def test_exchanging_the_texts_exchanges_the_sides(two):
    left, right = (Wording.of(text) for text in two)
    there = {(one.left, one.right, one.likeness, one.similarity) for one in passages(left, right)}
    back = {(one.right, one.left, one.likeness, one.similarity) for one in passages(right, left)}
    assert there == back


@given(ARTICLES.filter(bool))
def test_a_text_shares_all_its_long_sentences_with_itself(sentences):
    text = " ".join(sentences)
    wording = Wording.of(text)
    found = passages(wording, wording)
    for start, end in wording.bounds.tolist():
        if len(Wording.of(text[start:end])) >= CERTAIN:
            assert any(one.left.start <= start and end <= one.left.end for one in found)


@given(st.permutations("a the of ape bat cow dog elk fox gnu hen ibex jay kite lark mole newt".split()), SOME, SOME, SOME, SOME)
def test_a_shared_run_is_found_whatever_its_sentences(run, before, behind, earlier, later):
    divided = ". ".join((" ".join(run[:7]), " ".join(run[7:]))).split()
    left, right = " ".join([*before, *run, *behind]), " ".join([*earlier, *divided, *later])
    start = sum(len(word) + 1 for word in before)
    found = passages(Wording.of(left), Wording.of(right))
    covered = {at for one in found for at in range(*one.left)}
    assert len(covered & set(range(start, start + len(" ".join(run))))) > len(" ".join(run)) / 2


@given(TWO)
def test_a_word_is_in_one_pair_at_most(two):
    left, right = (Wording.of(text) for text in two)
    pairs = module._paired(module._Side(left), module._Side(right))
    for side in ("left", "right"):
        taken = [at for pair in pairs for at in range(*getattr(pair, side))]
        assert len(taken) == len(set(taken))
    for pair in pairs:
        assert left.sentences[pair.i] <= pair.left[0] < pair.left[1] <= left.sentences[pair.i + 1]
        assert right.sentences[pair.j] <= pair.right[0] < pair.right[1] <= right.sentences[pair.j + 1]
