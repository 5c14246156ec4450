"""Passages between two texts: which edits are followed, and what is no passage at all."""

import pytest

from sayso.match import passages as module
from sayso.match.passages import EDITED, passages
from sayso.match.seeds import CERTAIN
from sayso.match.wording import Wording
from sayso.records.anchors import Span
from sayso.records.links import Likeness

CLOSING = "The old bridge over the Sella in Karsk will close on Monday for eleven weeks while its deck is replaced."
CRACKS = "Engineers found cracks in four of the nine steel beams during an inspection in February."
BUSES = "Buses will cross the river at Ostrow, six kilometres further north, and arrive about twenty minutes later than usual."
COST = "The council has set aside 3.4 million crowns for the work, a third of which comes from the regional fund."
SHOPS = "Shops near the northern ramp will be given free advertising on trams until the end of the summer."
STORY = f"{CLOSING} {CRACKS}\n\n{BUSES} {COST}\n\n{SHOPS}"
LIBRARY = (
    "A library in Velm lends telescopes since the spring. Readers may keep them for two weeks and return them anywhere.\n\n"
    "The idea came from a teacher who had bought six instruments for her class. Most evenings all of them are out, "
    "and a list hangs beside the desk for those who wait."
)

Sides = tuple[str, str]


def found(left: str, right: str, **marks: list[Span]) -> list[Sides]:
    """Both sides of each passage; marks belong to the left text."""
    return [
        (left[slice(*one.left)], right[slice(*one.right)]) for one in passages(Wording.of(left, **marks), Wording.of(right))
    ]


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def test_the_same_text_is_shared_sentence_by_sentence():
    expected = [(one, one) for one in (CLOSING, CRACKS, BUSES, COST, SHOPS)]
    assert found(STORY, STORY) == expected
    assert {(one.likeness, one.similarity) for one in passages(Wording.of(STORY), Wording.of(STORY))} == {(Likeness.SAME, 1.0)}


@pytest.mark.parametrize(
    "edited",
    [
        CLOSING.replace("eleven", "11"),
        CLOSING.upper(),
        CLOSING.replace("Karsk", "“Karsk”"),
        CLOSING.replace(" for eleven weeks", ", for eleven weeks,"),
    ],
)
def test_what_is_folded_leaves_a_passage_the_same(edited):
    (one,) = passages(Wording.of(CLOSING), Wording.of(edited))
    assert (one.likeness, one.similarity) == (Likeness.SAME, 1.0)


@pytest.mark.parametrize(
    ("sentence", "edited"),
    [
        (CLOSING, CLOSING.replace("replaced", "renewed")),
        (CLOSING, CLOSING.replace("old bridge", "ageing bridge").replace("will close", "is to close")),
        (CLOSING, CLOSING.replace("eleven weeks", "nine weeks")),
        (BUSES, BUSES.replace("kilometres", "kilometers").replace("six", "6")),
        (COST, COST.replace("3.4", "5")),
        (SHOPS, f"From June, {SHOPS[0].lower()}{SHOPS[1:]}"),
    ],
)
def test_a_few_changed_words_or_numbers_leave_a_sentence_edited(sentence, edited):
    (one,) = passages(Wording.of(f"{LIBRARY}\n{sentence}"), Wording.of(f"{edited}\nThat is all."))
    assert one.likeness in (Likeness.EDITED, Likeness.SAME)
    assert one.similarity >= EDITED
    assert (one.right.start, one.right.end) == (0, len(edited))


def test_quotation_marks_and_the_closing_mark_belong_to_a_whole_sentence():
    left, right = f"“{CRACKS}” It rained.", f"{CRACKS[:-1]}!"
    assert found(left, right) == [(f"“{CRACKS}”", right)]


def test_an_inserted_sentence_belongs_to_no_passage():
    inserted = "Nobody was hurt."
    assert found(STORY, STORY.replace(CRACKS, f"{CRACKS} {inserted}")) == found(STORY, STORY)


def test_a_dropped_sentence_belongs_to_no_passage():
    assert found(STORY, STORY.replace(f"{CRACKS}\n\n", "")) == [(one, one) for one in (CLOSING, BUSES, COST, SHOPS)]


def test_paragraphs_may_stand_in_another_order():
    turned = "\n\n".join(STORY.split("\n\n")[::-1])
    assert found(STORY, turned) == found(STORY, STORY)


def test_a_sentence_may_be_divided():
    first = "Engineers found cracks in four of the nine steel beams"
    second = "the council has set aside 3.4 million crowns for the work"
    left, right = f"{first}, and {second}.", f"{first}. {second.capitalize()}."
    (start, one), (end, other) = found(left, right)
    assert (one, other) == (f"{first}.", f"{second.capitalize()}.")
    assert start.startswith(first)
    assert end.endswith(f"{second.removeprefix('the ')}.")


def test_a_clause_may_move_from_front_to_back():
    moved = "While its deck is replaced, the old bridge over the Sella in Karsk will close on Monday for eleven weeks."
    assert found(CLOSING, moved) == [(CLOSING, moved)]


def test_a_direct_quotation_may_turn_indirect():
    left = "“I have never seen the bridge so quiet in a summer,” Lena Brandt told visitors."
    right = "Lena Brandt told visitors that she had never seen the bridge so quiet in a summer."
    assert found(left, right) == [(left, right)]


def test_the_same_said_in_other_words_is_a_rewrite():
    left = "Engineers found cracks in four of the nine steel beams of the Karsk bridge during an inspection in February."
    right = "During a February inspection of the Karsk bridge, four of its nine steel beams turned out to have cracks."
    (one,) = passages(Wording.of(left), Wording.of(right))
    assert one.likeness is Likeness.REWRITE
    assert one.similarity < EDITED


def test_a_part_of_a_sentence_is_taken_without_the_rest():
    left = f"{CRACKS[:-1]}, while an old dispute over parking fees and market rents went on until midnight."
    ((ours, theirs),) = found(left, CRACKS)
    assert theirs == CRACKS
    assert left.startswith(ours)
    assert "dispute" not in ours


def test_the_frame_belongs_to_a_sentence_of_which_most_is_shared():
    left = f"On a walk, Lena Brandt explained that {CRACKS[0].lower()}{CRACKS[1:]}"
    assert found(left, CRACKS, said=[span(left, CRACKS[1:-1])]) == [(left, CRACKS)]


def test_a_run_across_the_ends_of_sentences_is_found():
    run = "the alpha Beta gamma Delta epsilon Zeta eta Theta iota Kappa lambda Mu nu Xi".split()
    assert len(run) == CERTAIN
    left = f"One two three four five six {' '.join(run)} seven eight nine ten."
    right = f"Rain. Snow on {'. '.join(' '.join(run[n : n + 2]) for n in range(0, CERTAIN, 2))} or hail."
    assert found(left, right) == [(" ".join(run), right[right.index("the alpha") : right.index(" or hail")])]


def test_a_run_of_common_words_only_is_found():
    run = "and so it was that they had to be with us when there was more than all of this for them"
    assert found(f"{run}.", f"It snowed. {run}!") == [(f"{run}.", f"{run}!")]


def test_a_shorter_run_of_common_words_is_not():
    run = "and so it was that they had to be with us when"
    assert found(f"{run}.", f"{run}.") == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (STORY, LIBRARY),
        ("", ""),
        ("", STORY),
        ("…", "— !"),
        (STORY, "😀 🎉"),
        ("Дождь шёл в Карске два дня.", STORY),
        ("It was what they had.", "It was what they had."),
    ],
)
def test_unrelated_and_empty_texts_share_nothing(left, right):
    assert found(left, right) == found(right, left) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "A ferry ran aground near Ostrow on Tuesday and forty passengers were taken ashore, harbour master Ann Lund said.",
            "A ferry ran aground near Velm on Friday and sixty passengers were taken ashore, harbour master Pavel Orsic said.",
        ),
        (
            "Two men were detained in Karsk after the theft of paintings from the Brandt museum.",
            "Three men were detained in Delta after the theft of paintings from the Orsic museum.",
        ),
    ],
)
def test_a_similar_event_at_another_place_with_other_people_is_not_matched(one, other):
    assert found(one, other) == []


def test_what_two_sentences_share_must_be_more_than_names():
    assert found("Lena Brandt of Karsk met Pavel Orsic of Velm.", "Pavel Orsic of Velm defeated Lena Brandt of Karsk.") == []


def test_other_numbers_leave_a_sentence_matched():
    left = "A ferry ran aground near Ostrow on Tuesday and forty passengers were taken ashore."
    right = "A ferry ran aground near Ostrow on Tuesday and 46 passengers were taken ashore."
    (one,) = passages(Wording.of(left), Wording.of(right))
    assert (one.likeness, one.similarity < 1) == (Likeness.EDITED, True)


def test_a_doubtful_pair_counts_beside_a_sure_one_only():
    left, right = (
        "The council wants new benches, brighter lamps and a fountain before the market returns to the square in autumn.",
        "Brighter lamps and a fountain, a wish of traders, would cost much.",
    )
    alone = found(left, right)
    beside = found(f"{CRACKS} {left}", f"{CRACKS} {right}")
    assert alone == []
    assert len(beside) == 2


def test_a_repeated_sentence_is_matched_once():
    assert found(CLOSING, f"{CLOSING} It rained. {CLOSING}") == [(CLOSING, CLOSING)]


def test_a_word_is_in_one_pair_at_most():
    left, right = f"{CLOSING} {CRACKS} {CLOSING}", f"{CRACKS} {CLOSING} {CLOSING} {CRACKS}"
    ours, theirs = Wording.of(left), Wording.of(right)
    pairs = module._paired(module._Side(ours), module._Side(theirs))
    for side, wording in (("left", ours), ("right", theirs)):
        taken = [at for pair in pairs for at in range(*getattr(pair, side))]
        assert len(taken) == len(set(taken)) <= len(wording)


def test_pairs_stay_inside_their_sentences():
    wording = Wording.of(STORY)
    for one in passages(wording, Wording.of(f"{LIBRARY} {STORY}")):
        assert any(start <= one.left.start and one.left.end <= end for start, end in wording.bounds.tolist())


def test_words_that_are_left_over_in_a_frame_make_no_passage():
    left = f"{CRACKS} Four steel beams had cracks."
    right = f"{CRACKS[:-1]}, the engineers who inspected four steel beams with cracks said."
    frame = span(right, ", the engineers who inspected four steel beams with cracks said")
    sides = passages(Wording.of(left), Wording.of(right, frames=[frame]))
    assert all(one.left.start < one.left.end and one.right.start < one.right.end for one in sides)
    assert len(sides) == 1


def test_lines_of_a_table_that_are_all_alike_are_each_matched_with_itself():
    lines = [f"The mayor of Karsk opened school {n} with {n * 7} pupils." for n in range(200, 260)]
    assert found("\n".join(lines), "\n".join(lines[::-1])) == [(line, line) for line in lines]


def test_a_phrase_that_anybody_may_use_is_no_passage_alone():
    assert found("The village was rebuilt after World War II.", "Her father wrote letters home in World War II.") == []
    assert found("The shop closed at 10 p.m. on Friday.", "The match began at 10 p.m. on Sunday.") == []
