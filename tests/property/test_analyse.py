"""Properties of the analysis that hold for every text and all weights."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analyse import tags as T
from sayso.analyse.decode import best_tags, paragraphs_of, spans_with_confidence
from sayso.analyse.encoding import CLS, SEP, encode
from sayso.analyse.names import find_names
from sayso.analyse.quotations import quote_form, trimmed
from sayso.analyse.words import Quotation, split_words
from sayso.records.anchors import Span
from sayso.records.statements import Quote

# Letters of several scripts, both directions, combining and control characters, all marks that mean something, names.
PLAIN = "Anna Lindqvist New York U.S. Mr. said that the “ ” « » ‘ ’ . , ; : ? ! ( ) - Reuters al-Basri O'Brien WHO 250 3.5% _x"
ODD = ['"', "مرحبا", "שלום", "日本語", "🙂", "👩\u200d🚀", "e\u0301", "\u202eabc\u202c", "\x00", "\ufeff"]
WORDS = st.sampled_from([*PLAIN.split(), *ODD])
PIECES = st.one_of(WORDS, st.text(max_size=6), st.sampled_from([" ", "\n", "\n\n", "\t", "\u2028", "\u00a0"]))
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_words_cover_every_visible_character_once(text: str):
    words = split_words(text)
    starts, ends = words.starts.tolist(), words.ends.tolist()
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == words.forms
    assert all(s < e for s, e in zip(starts, ends, strict=True))
    assert all(e <= s for e, s in zip(ends, starts[1:], strict=False))
    covered = {i for s, e in zip(starts, ends, strict=True) for i in range(s, e)}
    assert covered == {i for i, ch in enumerate(text) if not ch.isspace()}


@given(TEXTS)
def test_paragraphs_and_sentences_only_grow_and_nest(text: str):
    words = split_words(text)
    for numbers in (words.paragraph, words.sentence):
        assert set(np.diff(numbers).tolist()) <= {0, 1}
        assert numbers.tolist()[:1] in ([], [0])
    for i in np.flatnonzero(np.diff(words.paragraph)).tolist():
        assert words.sentence[i] != words.sentence[i + 1]
        assert "\n" in text[words.ends[i] : words.starts[i + 1]]


@given(TEXTS)
def test_quotation_state_is_kept_within_a_paragraph(text: str):
    words = split_words(text)
    inside, paragraph = False, -1
    for form, state, p in zip(words.forms, words.quotation.tolist(), words.paragraph.tolist(), strict=True):
        inside = inside and p == paragraph
        paragraph = p
        if state in (Quotation.OPENS, Quotation.CLOSES):
            assert form in '“”„«»"'
            inside = state == Quotation.OPENS
        else:
            assert state == (Quotation.INSIDE if inside else Quotation.OUTSIDE)


@given(TEXTS, st.integers(0, 200), st.integers(0, 200))
def test_between_gives_exactly_the_words_and_units_that_overlap(text: str, start: int, length: int):
    units = encode(text)
    words = units.words
    asked = Span(start, start + length + 1)
    touched = [i for i in range(len(words)) if Span(int(words.starts[i]), int(words.ends[i])).overlaps(asked)]
    assert list(words.between(*asked)) == touched
    assert list(units.between(*asked)) == sorted({int(units.of_word[i]) for i in touched})


@given(TEXTS)
def test_names_are_runs_of_words_within_one_paragraph(text: str):
    words = split_words(text)
    last = -1
    for run in find_names(words):
        assert last < run.first <= run.last < len(words)
        assert words.paragraph[run.first] == words.paragraph[run.last]
        last = run.last


@given(TEXTS, st.integers(4, 40), st.sampled_from([1.0, 0.8, 0.5, 0.1]), st.integers(0, 30))
def test_windows_cover_every_unit_and_never_exceed_the_size(text: str, size: int, stride: float, offset: int):
    units = encode(text)
    windows = units.windows(size, stride, min(offset, size - 2))
    assert {u for w in windows for u in range(w.first, w.last)} == set(range(len(units)))
    for w in windows:
        assert len(w.ids) == len(w.case) == len(w.quotation) <= size
        assert (w.ids[0], w.ids[-1]) == (CLS, SEP)
        assert [w.ids[head] for head in w.heads] == [units.pieces[unit][0] for unit in range(w.first, w.last)]


@given(TEXTS)
def test_reading_a_text_into_units_twice_gives_the_same(text: str):
    a, b = encode(text), encode(text)
    assert a.pieces == b.pieces
    assert a.names == b.names


@given(TEXTS, st.integers(0, 60), st.integers(1, 60))
def test_trimmed_spans_hold_words_and_keep_all_letters(text: str, start: int, length: int):
    words = split_words(text)
    covered = words.between(start, start + length)
    if not covered:
        return
    span = Span(int(words.starts[covered[0]]), int(words.ends[covered[-1]]))
    out = trimmed(words, [span])
    letters = [ch for ch in text[span.start : span.end] if ch.isalnum()]
    assert len(out) <= 1
    assert bool(out) <= bool(letters)
    for placed in out:
        assert 0 <= placed.start < placed.end <= len(text)
        kept = [ch for ch in text[placed.start : placed.end] if ch.isalnum()]
        assert kept == letters[len(letters) - len(kept) :]  # at most a leading "that" goes
        assert "".join(letters[: len(letters) - len(kept)]).lower() in ("", "that")
        assert trimmed(words, [placed])


@given(TEXTS, st.integers(0, 60), st.integers(1, 60))
def test_a_quote_form_says_whether_any_word_is_quoted(text: str, start: int, length: int):
    words = split_words(text)
    states = [int(words.quotation[i]) for i in words.between(start, start + length) if words.forms[i][0].isalnum()]
    form = quote_form(words, [Span(start, start + length)])
    assert (form is Quote.INDIRECT) == (Quotation.INSIDE not in states)
    if form is Quote.DIRECT:
        assert set(states) == {Quotation.INSIDE}


# Decoding against all paths


def weights(labels: int, closed: np.ndarray | None, rng: np.random.Generator) -> np.ndarray:
    out = rng.normal(0, 2, (labels, labels)).astype(np.float32)
    if closed is not None:
        out[closed] = -1e4
    return out


def brute_force(emissions: np.ndarray, start: np.ndarray, steps: np.ndarray) -> tuple[list[int], np.ndarray, float]:
    """Best path, marginals and the margin to the second-best path, over all paths."""
    n, labels = emissions.shape
    paths = list(itertools.product(range(labels), repeat=n))
    scores = np.array(
        [
            float(start[path[0]])
            + sum(float(emissions[t, k]) for t, k in enumerate(path))
            + sum(float(steps[a, b]) for a, b in itertools.pairwise(path))
            for path in paths
        ]
    )
    share = np.exp(scores - scores.max())
    share /= share.sum()
    marginals = np.zeros((n, labels))
    for path, p in zip(paths, share, strict=True):
        for t, k in enumerate(path):
            marginals[t, k] += p
    top = np.sort(scores)[::-1]
    return list(paths[int(scores.argmax())]), marginals, float(top[0] - top[1]) if len(top) > 1 else 1.0


@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.booleans())
@settings(max_examples=60)
def test_best_tags_are_the_best_of_all_paths(seed: int, labels: int, lengths: list[int], close: bool):
    rng = np.random.default_rng(seed)
    n = sum(lengths)
    emissions = rng.normal(0, 2, (n, labels)).astype(np.float32)
    start = rng.normal(0, 2, labels).astype(np.float32)
    steps = weights(labels, rng.random((labels, labels)) < 0.2 if close else None, rng)
    steps[:, 0] = np.maximum(steps[:, 0], -3)  # some way out of each label stays open
    cuts = np.cumsum([0, *lengths]).tolist()
    parts = list(itertools.pairwise(cuts))
    tags, marginals = best_tags(emissions, start, steps, parts)
    for a, b in parts:
        path, expected, margin = brute_force(emissions[a:b], start, steps)
        np.testing.assert_allclose(marginals[a:b], expected, atol=2e-3)
        if margin > 1e-3:
            assert tags[a:b].tolist() == path


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 40), min_size=1, max_size=20))
@settings(max_examples=40)
def test_impossible_steps_are_never_taken_and_marginals_are_probabilities(seed: int, lengths: list[int]):
    rng = np.random.default_rng(seed)
    n = sum(lengths)
    emissions = rng.normal(0, 4, (n, T.N_LABELS)).astype(np.float32)
    start = np.where(T.start_mask(), 0, -1e4).astype(np.float32)
    steps = np.where(T.step_mask(), rng.normal(0, 1, (T.N_LABELS, T.N_LABELS)), -1e4).astype(np.float32)
    parts = list(itertools.pairwise(np.cumsum([0, *lengths]).tolist()))
    tags, marginals = best_tags(emissions, start, steps, parts)
    np.testing.assert_allclose(marginals.sum(1), 1, atol=5e-3)
    assert marginals.min() >= 0
    for a, b in parts:
        assert T.start_mask()[tags[a]]
        assert all(T.step_mask()[x, y] for x, y in itertools.pairwise(tags[a:b].tolist()))
    for found in (x for role in spans_with_confidence(tags, marginals, parts).values() for x in role):
        assert -1e-5 <= found.p <= 1 + 1e-5
        assert any(a <= found.span.first <= found.span.last < b for a, b in parts)


@given(st.lists(st.integers(0, 6), max_size=60).map(sorted))
def test_paragraphs_part_the_units(numbers: list[int]):
    parts = paragraphs_of(np.array(numbers, np.int32))
    assert [u for a, b in parts for u in range(a, b)] == list(range(len(numbers)))
    assert all(len(set(numbers[a:b])) == 1 for a, b in parts)
    assert len(parts) == len(set(numbers))


@given(st.lists(st.integers(0, T.N_LABELS - 1), max_size=40))
def test_spans_from_tags_are_the_tagged_units(tags: list[int]):
    spans = T.spans_from_tags(tags)
    by_unit = {u: role for role in T.ROLES for first, last in spans[role] for u in range(first, last + 1)}
    assert by_unit == {u: T.LABELS[tag][2:] for u, tag in enumerate(tags) if tag}
    for role in T.ROLES:
        assert [s.first for s in spans[role]] == sorted(s.first for s in spans[role])
        for first, last in spans[role]:
            assert all(T.LABELS[tags[u]] == f"I-{role}" for u in range(first + 1, last + 1))
