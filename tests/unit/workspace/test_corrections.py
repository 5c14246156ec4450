"""What decisions do to a reading."""

from dataclasses import replace
from typing import Any

import pytest

from sayso.analyse.own import own_assertions
from sayso.analyse.profile import profile
from sayso.analyse.words import split_words
from sayso.records.anchors import Span, content_id, covered
from sayso.records.documents import Document
from sayso.records.reviews import FIELDS, Action, Mark, Review, State, Subject
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Quote, Reading, SourceKind, Statement
from sayso.workspace.corrections import Applied, apply, data_of, subjects_of, units_of, words_id

TEXT = (
    "Ann said that Bo claimed the bridge is open. The council denied that 40 boats sank. "
    "Rain fell all night. “We saw 12 boats,” Cy told reporters. Dee accused the port of delay."
)
PARTS = {
    "s1": ("Bo claimed the bridge is open", "said", "Ann", None),
    "s2": ("the bridge is open", "claimed", "Bo", "s1"),
    "s3": ("40 boats sank", "denied", "The council", None),
    "s4": ("delay", "accused", "Dee", None),
}
MISSED = {"content": "We saw 12 boats,", "cue": "told", "source": "Cy"}


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def reading_of(text: str = TEXT, parts=PARTS) -> Reading:
    """A reading with these statements and all that follows from them."""
    document = Document(content_id(text.encode())[:16], text)
    statements = tuple(
        Statement(
            statement_id=key,
            content=(span(content, text),),
            cue=(span(cue, text),),
            source=(span(source, text),),
            parent=parent,
            relays=(),
            quote=Quote.INDIRECT,
            source_kind=SourceKind.PERSON,
            source_named=True,
            source_resolved=source,
            force=Force.STATES,
            certainty=Certainty.CERTAIN,
            polarity=Polarity.POSITIVE,
            confidence=Confidence(0.9, 0.8, 0.7, 0.6, 0.5, 0.4),
            method="reader@1",
        )
        for key, (content, cue, source, parent) in parts.items()
    )
    taken = [span for s in statements for spans in (s.content, s.cue, s.source) for span in spans]
    own = own_assertions(document, split_words(text), taken)
    return Reading(document, statements, own, (), profile(text, statements, own))


READING = reading_of()


def subject(statement_id: str, reading: Reading = READING) -> Subject:
    return subjects_of(reading, reading, document_id="d")[statement_id]


def review(number: int, action: Action, statement_id: str, reading: Reading = READING, **after: Any) -> Review:
    """A decision as somebody who saw the reading makes it."""
    statement = one(reading, statement_id)
    subjects = subjects_of(reading, reading, document_id="d")
    names = after if action is Action.CORRECT else FIELDS
    before = {name: data_of(statement, name, subjects) for name in names}
    return Review(number, "", "Ann Lee", action, subjects[statement_id], "", before, after)


def correct(number: int, statement_id: str, **after: Any) -> Review:
    return review(number, Action.CORRECT, statement_id, **after)


def undo(number: int, undone: Review) -> Review:
    return Review(number, "", "Bo Roe", Action.UNDO, undone.subject, "", {}, {}, undone.number)


def added(number: int, **after: object) -> Review:
    places = {name: [list(span(words))] for name, words in MISSED.items()}
    fields = {
        "source_kind": "person", "source_named": True, "source_resolved": "Cy", "relays": [], "parent": None,
        "force": "states", "certainty": "certain", "polarity": "positive", **places, **after,
    }  # fmt: skip
    content, cue, source = ((span(words),) for words in MISSED.values())
    found = Subject("d", None, content, cue, source, content_id(covered(content, TEXT).encode())[:16])
    return Review(number, "", "Ann Lee", Action.ADD, found, "", {}, fields)


def reference(statement_id: str) -> object:
    return data_of(replace(READING.statements[0], parent=statement_id), "parent", {statement_id: subject(statement_id)})


def one(reading: Reading, statement_id: str) -> Statement:
    return next(s for s in reading.statements if s.statement_id == statement_id)


def applied(*reviews: Review, reading: Reading = READING) -> Applied:
    return apply(reading, reviews)


def ids(result: Applied) -> list[str]:
    return [s.statement_id for s in result.reading.statements]


def test_without_decisions_the_reading_is_the_very_same():
    assert applied().reading is READING


def test_a_corrected_field_is_certain_and_nothing_else_changes():
    result = applied(correct(7, "s1", force="claims"))
    before = one(READING, "s1")
    confidence = replace(before.confidence, force=1.0)
    assert one(result.reading, "s1") == replace(before, force=Force.CLAIMS, confidence=confidence, method="reader@1+review.7")
    assert result.reading.statements[1:] == READING.statements[1:]
    assert (result.states, result.marks) == ({7: State.IN_FORCE}, {"s1": Mark.CORRECTED})
    assert (result.found, result.set_by) == ({7: "s1"}, {"s1": {"force": 7}})


def test_the_later_of_two_decisions_on_a_field_wins_whatever_their_order_in_the_list():
    first, second = correct(1, "s1", force="claims", certainty="possible"), correct(2, "s1", force="believes")
    result = one(applied(second, first).reading, "s1")
    assert (result.force, result.certainty, result.method) == (Force.BELIEVES, Certainty.POSSIBLE, "reader@1+review.2")


def test_an_undone_decision_counts_no_more():
    decision = correct(1, "s1", force="claims")
    result = applied(decision, undo(2, decision))
    assert result.reading is READING
    assert result.states == {1: State.UNDONE, 2: State.IN_FORCE}
    assert result.found == {1: "s1", 2: "s1"}


def test_an_undone_undo_brings_the_decision_back():
    decision = correct(1, "s1", force="claims")
    back = undo(2, decision)
    result = applied(decision, back, undo(3, back))
    assert one(result.reading, "s1").force is Force.CLAIMS
    assert result.states == {1: State.IN_FORCE, 2: State.UNDONE, 3: State.IN_FORCE}


def test_an_accepted_statement_is_certain_in_every_field():
    result = applied(review(1, Action.ACCEPT, "s2"))
    before = one(READING, "s2")
    assert one(result.reading, "s2") == replace(before, confidence=Confidence(1, 1, 1, 1, 1, 1))
    assert result.marks == {"s2": Mark.ACCEPTED}
    assert result.reading.profile == READING.profile


def test_an_accepted_statement_stays_as_it_was_accepted_when_the_reader_changes_its_mind():
    later = replace(READING, statements=(replace(READING.statements[0], force=Force.BELIEVES), *READING.statements[1:]))
    result = applied(review(1, Action.ACCEPT, "s1"), reading=later)
    assert one(result.reading, "s1").force is Force.STATES
    assert result.reader_says == {1: {"force": "believes"}}


def test_a_correction_counts_for_more_than_an_acceptance_in_the_mark():
    assert applied(correct(1, "s1", force="claims"), review(2, Action.ACCEPT, "s2")).marks["s1"] is Mark.CORRECTED
    assert applied(correct(1, "s1", force="claims"), review(2, Action.ACCEPT, "s1")).marks["s1"] is Mark.CORRECTED


def test_a_rejected_statement_vanishes_and_those_inside_it_move_up():
    result = applied(review(1, Action.REJECT, "s1"))
    assert ids(result) == ["s2", "s3", "s4"]
    assert one(result.reading, "s2").parent is None
    assert one(result.reading, "s2").method == "reader@1"
    assert result.reading.profile.statements == 3
    assert (result.found, result.marks) == ({1: "s1"}, {})


def test_what_was_no_statement_becomes_the_articles_own_assertion():
    result = applied(review(1, Action.REJECT, "s3"))
    contents = [covered(own.content, TEXT) for own in result.reading.own]
    assert "The council denied that 40 boats sank." in contents
    assert len(contents) == len(READING.own) + 1


def test_a_correction_after_a_rejection_brings_the_statement_back():
    result = applied(review(1, Action.REJECT, "s3"), correct(2, "s3", force="denies"))
    assert one(result.reading, "s3").force is Force.DENIES
    assert one(applied(correct(1, "s1", force="asks"), review(2, Action.REJECT, "s2")).reading, "s1").force is Force.ASKS


def test_an_added_statement_stands_in_its_place_under_an_id_of_its_own():
    result = applied(added(5))
    assert ids(result) == ["s1", "s2", "s3", "r5", "s4"]
    new = one(result.reading, "r5")
    assert (new.method, new.quote, new.confidence.content) == ("review@5", Quote.DIRECT, 1.0)
    assert [quantity.value for quantity in new.quantities] == [12]
    assert result.reading.profile.statements == 5
    assert (result.marks, result.found) == ({"r5": Mark.ADDED}, {5: "r5"})
    assert len(result.reading.own) == len(READING.own) - 1


def test_an_added_statement_can_be_corrected_rejected_and_lost_again():
    new = added(5)
    target = replace(new.subject, statement_id="r5")
    change = replace(correct(6, "s1", force="claims"), subject=target)
    assert one(applied(new, change).reading, "r5").force is Force.CLAIMS
    assert one(applied(new, change).reading, "r5").method == "review@5+review.6"
    assert ids(applied(new, replace(change, action=Action.REJECT))) == ["s1", "s2", "s3", "s4"]
    result = applied(new, change, undo(7, new))
    assert (result.reading, result.states[6], result.found) == (READING, State.DOES_NOT_FIT, {})


def test_an_added_statement_takes_the_place_of_the_one_that_a_later_reader_finds():
    found = reading_of(parts={**PARTS, "s5": (MISSED["content"], "told", "Cy", None), "s6": ("12 boats", "saw", "We", "s5")})
    result = applied(added(5), reading=found)
    assert ids(result) == ["s1", "s2", "s3", "r5", "s6", "s4"]
    assert one(result.reading, "s6").parent == "r5"


def test_an_added_statement_leaves_one_alone_that_people_moved_elsewhere():
    found = reading_of(parts={**PARTS, "s5": ("We saw 12 boats,” Cy", "told", "Cy", None)})
    narrowed = review(1, Action.CORRECT, "s5", found, content=[list(span("boats"))])
    result = applied(narrowed, added(2), reading=found)
    assert {"s5", "r2"} <= set(ids(result))


def test_what_follows_from_a_corrected_content_is_worked_out_again():
    result = applied(correct(1, "s3", content=[list(span("12 boats"))]))
    moved = one(result.reading, "s3")
    assert ([quantity.value for quantity in moved.quantities], moved.quote) == ([12], Quote.DIRECT)
    assert ids(result) == ["s1", "s2", "s3", "s4"]


def test_what_people_set_is_not_worked_out():
    result = applied(correct(1, "s3", quote="mixed"), correct(2, "s3", content=[list(span("12 boats"))]))
    assert one(result.reading, "s3").quote is Quote.MIXED


def test_a_target_follows_from_a_corrected_force():
    assert covered(one(applied(correct(1, "s4", force="accuses")).reading, "s4").target, TEXT) == "the port"
    assert one(applied(correct(1, "s4", force="accuses", target=[])).reading, "s4").target == ()


def test_a_denial_follows_from_a_corrected_force_and_can_be_set():
    text = "Ann said the bridge is open. Bo denied that the bridge is open."
    reading = reading_of(
        text, {"s1": ("the bridge is open", "said", "Ann", None), "s2": ("that the bridge is open", "denied", "Bo", None)}
    )
    by_rule = apply(reading, [review(1, Action.CORRECT, "s2", reading, force="denies", polarity="negative")])
    assert one(by_rule.reading, "s2").denies == ("s1",)
    by_hand = apply(reading, [review(1, Action.CORRECT, "s2", reading, force="denies", polarity="negative", denies=[])])
    assert one(by_hand.reading, "s2").denies == ()


def test_a_denial_of_a_rejected_statement_goes_with_it():
    denial = correct(1, "s3", denies=[reference("s4")])
    assert one(applied(denial).reading, "s3").denies == ("s4",)
    assert one(applied(denial, review(2, Action.REJECT, "s4")).reading, "s3").denies == ()


def test_nobody_given_means_no_source_whatever_other_decisions_leave_of_it():
    kind, place = correct(1, "s1", source_kind="none"), correct(2, "s1", source=[list(span("Dee"))])
    result = one(applied(kind, place).reading, "s1")
    assert (result.source, result.source_named, result.source_resolved) == ((), False, None)


def later_reading(**changes: tuple[str, str, str, str | None]) -> Reading:
    """What another reader finds: other ids, other borders."""
    return reading_of(parts={f"s{n}": part for n, part in enumerate({**PARTS, **changes}.values(), start=11)})


def test_a_statement_is_found_again_by_where_it_stands():
    later = later_reading(s3=("that 40 boats sank", "denied", "council", None))
    result = applied(correct(1, "s3", force="denies"), reading=later)
    assert one(result.reading, "s13").force is Force.DENIES
    assert result.found == {1: "s13"}


@pytest.mark.parametrize("part", [("40", "denied", "The council", None), ("40 boats sank", "that", "The council", None)])
def test_a_statement_that_shares_less_than_half_is_another_one(part):
    result = applied(correct(1, "s3", force="denies"), reading=later_reading(s3=part))
    assert (result.states, result.found) == ({1: State.DOES_NOT_FIT}, {})


def test_the_statement_that_shares_most_is_the_one():
    later = later_reading(s4=("that 40 boats sank", "denied", "council", None))
    assert applied(correct(1, "s3", force="denies"), reading=later).found == {1: "s13"}


def test_a_later_reader_that_finds_what_people_moved_is_recognised():
    longer = correct(1, "s3", content=[list(span("that 40 boats sank. Rain fell all night."))], cue=[list(span("denied"))])
    later = later_reading(s3=("that 40 boats sank. Rain fell all night", "denied", "The council", None))
    result = applied(longer, correct(2, "s3", force="denies"), reading=later)
    assert result.found == {1: "s13", 2: "s13"}


def test_a_decision_about_other_words_does_not_fit():
    other = correct(1, "s3", force="denies")
    result = applied(replace(other, subject=replace(other.subject, words_id="0" * 16)))
    assert (result.reading, result.states) == (READING, {1: State.DOES_NOT_FIT})


def test_a_statement_can_be_put_inside_an_added_one():
    new = added(5)
    inside = correct(
        6,
        "s4",
        parent=data_of(replace(READING.statements[0], parent="r5"), "parent", {"r5": replace(new.subject, statement_id="r5")}),
    )
    assert one(applied(new, inside).reading, "s4").parent == "r5"
    assert applied(new, inside, undo(7, new)).states[6] is State.DOES_NOT_FIT


def test_no_statement_can_stand_inside_itself():
    result = applied(correct(1, "s1", parent=reference("s2"), force="claims"))
    assert (result.reading, result.states) == (READING, {1: State.DOES_NOT_FIT})


def test_a_decision_is_obeyed_whole_or_not_at_all():
    lost = correct(1, "s4", force="asks", parent=reference("s3"))
    parts = {key: part for key, part in PARTS.items() if key != "s3"}
    result = applied(lost, reading=reading_of(parts=parts))
    assert (one(result.reading, "s4").force, result.states) == (Force.STATES, {1: State.DOES_NOT_FIT})


def test_a_place_outside_the_text_does_not_fit():
    assert applied(correct(1, "s1", source=[[0, len(TEXT) + 1]])).states == {1: State.DOES_NOT_FIT}


def test_the_persons_word_counts_and_what_the_reader_says_now_is_told():
    later = replace(READING, statements=(replace(READING.statements[0], force=Force.ASKS), *READING.statements[1:]))
    result = applied(correct(1, "s1", force="claims"), reading=later)
    assert one(result.reading, "s1").force is Force.CLAIMS
    assert result.reader_says == {1: {"force": "asks"}}
    assert applied(correct(1, "s1", force="claims")).reader_says == {}


def test_a_decision_on_an_earlier_one_is_not_told_as_the_readers_change():
    second = replace(correct(2, "s1", force="asks"), before={"force": "claims"})
    assert applied(correct(1, "s1", force="claims"), second).reader_says == {}


def test_grouping_changes_nothing_in_the_reading():
    case = Review(1, "", "Ann Lee", Action.CASE, Subject("d"), "", {}, {"case": "harbour"})
    result = applied(case)
    assert (result.reading, result.states, result.found) == (READING, {1: State.IN_FORCE}, {})


def stretch(number, words, *, boilerplate=True):
    place = (span(words),)
    return Review(
        number=number,
        at="",
        reviewer="Ann Lee",
        action=Action.BOILERPLATE,
        subject=Subject("d", content=place, words_id=words_id(place, TEXT)),
        why="",
        before={"boilerplate": not boilerplate},
        after={"boilerplate": boilerplate},
    )


def test_in_what_people_say_is_boilerplate_nothing_is_said():
    result = applied(stretch(1, "Rain fell all night."), stretch(2, "The council denied that 40 boats sank."))
    assert result.reading.document.boilerplate == (span("The council denied that 40 boats sank."), span("Rain fell all night."))
    assert ids(result) == ["s1", "s2", "s4"]
    assert (span("Rain fell all night."),) in [own.content for own in READING.own]
    assert (span("Rain fell all night."),) not in [own.content for own in result.reading.own]
    assert result.reading.profile.statements == 3
    assert result.states == {1: State.IN_FORCE, 2: State.IN_FORCE}


def test_what_stands_inside_a_statement_in_boilerplate_moves_up():
    result = applied(stretch(1, "Ann said"))
    assert ids(result) == ["s2", "s3", "s4"]
    assert one(result.reading, "s2").parent is None


def test_a_statement_that_somebody_decided_on_stays_in_boilerplate():
    result = applied(review(1, Action.ACCEPT, "s3"), stretch(2, "The council denied that 40 boats sank."))
    assert "s3" in ids(result)


def test_what_the_parser_took_for_boilerplate_is_the_articles_own_again():
    whole = span("Rain fell all night.")
    document = replace(READING.document, boilerplate=(whole,))
    parsed = replace(READING, document=document, own=tuple(own for own in READING.own if own.content != (whole,)))
    result = applied(stretch(1, "Rain fell all night.", boilerplate=False), reading=parsed)
    assert result.reading == READING


def test_of_decisions_on_a_stretch_the_last_counts():
    first, second = stretch(1, "Rain fell all night."), stretch(2, "all night", boilerplate=False)
    result = applied(first, second)
    assert [covered((place,), TEXT) for place in result.reading.document.boilerplate] == ["Rain fell ", "."]
    undone = applied(first, second, undo(3, first))
    assert (undone.reading, undone.states[1]) == (READING, State.UNDONE)


def test_a_stretch_of_other_words_does_not_fit():
    other = stretch(1, "Rain fell all night.")
    result = applied(replace(other, subject=replace(other.subject, words_id="0" * 16)))
    assert (result.reading, result.states) == (READING, {1: State.DOES_NOT_FIT})


def test_statements_and_own_assertions_are_found_by_what_names_them():
    found = applied()
    units = units_of(found, document_id="d")
    assert {key: found.find(subject) for key, subject in units.items()} == {key: key for key in units}
    assert {"s1", "o1"} <= units.keys()
    assert found.find(replace(units["o1"], content=(span("We saw 12 boats,"),))) is None
