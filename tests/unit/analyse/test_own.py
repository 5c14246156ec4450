"""What the article asserts in its own voice."""

import pytest

from sayso.analyse.own import own_assertions
from sayso.analyse.words import split_words
from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.records.statements import Certainty


def own(text, *taken, boilerplate=(), headings=()):
    """Own assertions of a text, the stretches of statements given in words."""
    place = [Span(text.index(words), text.index(words) + len(words)) for words in taken]
    document = Document("d", text, boilerplate=boilerplate, headings=headings)
    return own_assertions(document, split_words(text), place)


def shown(text, *taken):
    return [text[a.content[0].start : a.content[0].end] for a in own(text, *taken)]


def test_a_whole_sentence_keeps_its_stop():
    assert shown("The bridge opened in May.") == ["The bridge opened in May."]


@pytest.mark.parametrize(
    ("text", "content", "certainty", "agentless"),
    [
        ("It seems clear that there is a plan for the river.", "there is a plan for the river", "probable", False),
        ("It must be emphasized that the trade is not one-sided.", "the trade is not one-sided", "certain", False),
        ("Another interesting fact is that otters have been seen carrying stones to the bank.",
         "otters have been seen carrying stones to the bank", "certain", True),
        ("This is further proof that no ferry is possible between the islands, since landing there is banned.",
         "no ferry is possible between the islands", "certain", False),
        ("There is no doubt that the mill burned down.", "the mill burned down", "certain", False),
        ("The fact is that nobody measured the water.", "nobody measured the water", "certain", False),
        ("It is possible that the canal will reopen.", "the canal will reopen", "possible", False),
        ("It is likely that the canal will reopen.", "the canal will reopen", "probable", False),
        ("It remains to be seen whether the canal will reopen.", "the canal will reopen", "unknown", False),
        ("In addition, it should be noted that the lock is old.", "the lock is old", "certain", False),
        ("It has been established that the lock was built in 1880.", "the lock was built in 1880", "certain", True),
    ],
)  # fmt: skip
def test_a_frame_is_cut_off_and_its_hedge_counts(text, content, certainty, agentless):
    (found,) = own(text)
    assert text[found.content[0].start : found.content[0].end] == content
    assert (found.certainty, found.agentless) == (Certainty(certainty), agentless)


@pytest.mark.parametrize(
    "text",
    ["There is no evidence that the dam leaks.", "It is not true that the dam leaks.", "It is unlikely that the dam leaks."],
)
def test_a_frame_that_denies_its_clause_stays(text):
    assert shown(text) == [text]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The plan seems increasingly popular.", "probable"),
        ("The ferry is expected to return in June.", "probable"),
        ("The ferry may return in June.", "possible"),
        ("The ferry will perhaps return.", "possible"),
        ("Theresa May visited the ferry.", "certain"),
        ("The ferry returned because the ice may melt.", "certain"),
        ("The ship appeared at the quay.", "certain"),
        ("If the ice might break, the ferry stays in port.", "certain"),
    ],
)
def test_certainty_by_the_main_clause(text, certainty):
    assert own(text)[0].certainty is Certainty(certainty)


@pytest.mark.parametrize(
    ("text", "agentless"),
    [
        ("The wreck was found in a nearby cove.", True),
        ("Traces of salt have been detected in the well.", True),
        ("The well is considered unsafe.", True),
        ("The wreck was found by two divers.", False),
        ("The painter is known for her portraits.", False),
        ("The well was closed in spring.", False),
    ],
)
def test_a_finding_with_nobody_given_is_agentless(text, agentless):
    assert own(text)[0].agentless is agentless


def test_questions_orders_and_bare_quotations_are_no_assertions():
    assert shown("Who opened the lock?") == []
    assert shown("Read more about the lock.") == []
    assert shown("“The lock was open all night, and nobody came.”") == []


def test_headings_and_boilerplate_hold_none():
    text = "Lock reopens after repair.\nThe lock reopened on Monday.\nFollow us on our channels."
    end = len(text)
    found = own(text, headings=(Span(0, 26),), boilerplate=(Span(end - 26, end),))
    assert [text[a.content[0].start : a.content[0].end] for a in found] == ["The lock reopened on Monday."]


def test_a_clause_beside_a_statement_is_kept_without_its_conjunction():
    text = "The club grew out of a rowing school and many members claim that it lacks boats, although the board denies this."
    taken = ("many members", "claim", "it lacks boats", "the board", "denies", "this")
    assert shown(text, *taken) == ["The club grew out of a rowing school"]


def test_what_belongs_to_the_report_is_left_out():
    text = (
        "In a letter sent on Friday, Anna Berg, who has led the club since 2010, also said on the radio that the boats are old."
    )
    assert shown(text, "Anna Berg", "said", "the boats are old") == []


def test_a_predicate_takes_its_subject_back():
    text = "The board closed the hall and said the roof leaks."
    assert shown(text, "The board", "said", "the roof leaks") == ["The board closed the hall"]


def test_semicolons_part_independent_clauses():
    assert shown("The hall is closed; the club meets outdoors.") == ["The hall is closed", "the club meets outdoors"]


def test_a_fully_taken_text_and_an_empty_text_have_none():
    text = "Anna Berg said the roof leaks."
    assert shown(text, text) == []
    assert shown("") == []


def test_ids_follow_the_text():
    assert [a.own_id for a in own("The hall is closed. The roof leaks badly.")] == ["o1", "o2"]


def test_endless_sentences_hold_none():
    for piece in ("if it is, ", "in it, ", "The fact is that it is, with ", "and was; "):
        assert own(piece * 3000) == ()
