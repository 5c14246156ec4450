"""Statements put together from marked stretches: what belongs to one, what goes on, what stands inside."""

from sayso.analyse.assemble import Draft, drafts
from sayso.analyse.encoding import encode
from tests.unit.analyse.material import Marked, features, parameters, read, shown


def contents(text: str, found: list[Draft]) -> list[list[str]]:
    return [shown(text, draft.content) for draft in found]


def test_a_statement_has_the_parts_that_were_marked():
    text = "Ann Lee told Reuters that the road is open."
    marked = {"source": ["Ann Lee"], "cue": ["told"], "relay": ["Reuters"], "content": ["that the road is open"]}
    (draft,) = read(text, marked)
    assert shown(text, draft.source) == ["Ann Lee"]
    assert shown(text, draft.cue) == ["told"]
    assert shown(text, draft.relays) == ["Reuters"]
    assert shown(text, draft.content) == ["the road is open"]
    assert draft.head is None
    assert draft.parent is None
    assert all(0.9 < p <= 1 for p in draft.p.values())


def test_nothing_marked_gives_nothing():
    assert read("It rained. The road is wet.") == []
    assert read("") == []


def test_a_cue_without_content_gives_nothing():
    assert read("Ann Lee spoke.", {"source": ["Ann Lee"], "cue": ["spoke"]}) == []


def test_a_statement_may_have_no_source():
    text = "It was reported that the road is open."
    (draft,) = read(text, {"cue": ["was reported"], "content": ["that the road is open"]})
    assert draft.source == []
    assert shown(text, draft.content) == ["the road is open"]


def test_content_cut_by_its_source_is_one_statement():
    text = "“The road,” said Ann Lee, “is open.”"
    (draft,) = read(text, {"source": ["Ann Lee"], "cue": ["said"], "content": ["“The road,”", "“is open.”"]})
    assert shown(text, draft.content) == ["The road,", "is open."]


def test_a_quotation_that_goes_on_is_a_statement_of_its_own_with_the_same_source():
    text = "“The road is open,” said Ann Lee. “We may drive.”"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["“The road is open,”", "“We may drive.”"]}
    first, second = read(text, marked)
    assert contents(text, [first, second]) == [["The road is open,"], ["We may drive."]]
    assert second.head is first
    assert second.cue == second.source == second.relays == []
    assert second.parent is None


def test_each_sentence_in_which_a_quotation_goes_on_points_to_the_one_with_the_cue():
    text = "“It is open,” said Ann Lee. “We may drive.” It rained. “So it is.”"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["“It is open,”", "“We may drive.”", "“So it is.”"]}
    head, *later = read(text, marked)
    assert contents(text, later) == [["We may drive."], ["So it is."]]
    assert all(draft.head is head for draft in later)


def test_content_in_another_sentence_stays_with_a_cue_that_has_no_other():
    text = "Ann Lee spoke. “The road is open.”"
    (draft,) = read(text, {"source": ["Ann Lee"], "cue": ["spoke"], "content": ["“The road is open.”"]})
    assert draft.head is None
    assert contents(text, [draft]) == [["The road is open."]]


def test_a_report_inside_a_content_is_nested_in_it():
    text = "Ann Lee said police denied the road was closed."
    outer = {"source": ["Ann Lee"], "cue": ["said"], "content": ["police denied the road was closed"]}
    inner = {"source": ["police"], "cue": ["denied"], "content": ["the road was closed"]}
    parent, child = read(text, outer, inner)
    assert child.parent is parent
    assert parent.parent is None
    assert parent.content[0].start <= child.content[0].start
    assert child.content[-1].end <= parent.content[-1].end


def test_inner_marks_outside_every_content_are_dropped():
    text = "Ann Lee said it rained. Police denied the road was closed."
    outer = {"source": ["Ann Lee"], "cue": ["said"], "content": ["it rained"]}
    inner = {"source": ["Police"], "cue": ["denied"], "content": ["the road was closed"]}
    assert contents(text, read(text, outer, inner)) == [["it rained"]]


def test_a_nested_statement_with_the_very_content_of_its_parent_is_dropped():
    text = "Ann Lee said police denied the road was closed."
    outer = {"source": ["Ann Lee"], "cue": ["said"], "content": ["police denied the road was closed"]}
    inner = {"cue": ["said"], "content": ["police denied the road was closed"]}
    assert len(read(text, outer, inner)) == 1


def test_statements_come_in_the_order_of_their_content_parents_first():
    text = "“The road is open,” said Ann Lee. According to police, it rained.\nReuters said officials believe the sea is calm."
    outer = {
        "source": ["Ann Lee", "police", "Reuters"],
        "cue": ["said", "According to", "said"],
        "content": ["“The road is open,”", "it rained", "officials believe the sea is calm"],
    }
    inner = {"source": ["officials"], "cue": ["believe"], "content": ["the sea is calm"]}
    found = read(text, outer, inner)
    starts = [draft.content[0].start for draft in found]
    assert starts == sorted(starts)
    assert contents(text, found)[-2:] == [["officials believe the sea is calm"], ["the sea is calm"]]


def test_no_content_crosses_a_paragraph():
    text = "Ann Lee said it rained\nand snowed."
    units = encode(text)
    marks = features(units, {"source": ["Ann Lee"], "cue": ["said"], "content": ["it rained\nand snowed"]})
    assert all("\n" not in part for draft in drafts(units, marks, parameters()) for part in shown(text, draft.content))


def test_the_authors_own_hedge_is_nobodys_report():
    text = "It is clear that the road is open."
    assert read(text, {"cue": ["is clear"], "content": ["that the road is open"]}) == []


def test_what_stands_inside_an_own_hedge_stands_on_its_own():
    text = "It is clear that police denied the road was closed."
    outer = {"cue": ["is clear"], "content": ["that police denied the road was closed"]}
    inner = {"source": ["police"], "cue": ["denied"], "content": ["the road was closed"]}
    (draft,) = read(text, outer, inner)
    assert shown(text, draft.source) == ["police"]
    assert draft.parent is None


DEEP = "police believe that Reuters reported the road was closed on Monday"
BELIEVE = {"source": ["police"], "cue": ["believe"], "content": ["that Reuters reported the road was closed on Monday"]}
REPORTED = {"source": ["Reuters"], "cue": ["reported"], "content": ["the road was closed on Monday"]}


def deep(content: str, inner: Marked, deeper: Marked) -> list[Draft]:
    """Drafts of "Ann Lee said ...", where reading a nested content again finds what `deeper` marks."""
    units = encode(f"Ann Lee said {content}.")
    outer = {"source": ["Ann Lee"], "cue": ["said"], "content": [content]}
    again = iter([deeper])
    return drafts(units, features(units, outer, inner), parameters(), lambda parts: features(units, next(again, {})))


def test_a_third_layer_is_found_by_reading_again():
    first, second, third = deep(DEEP, BELIEVE, REPORTED)
    assert first.parent is None
    assert second.parent is first
    assert third.parent is second
    assert shown(f"Ann Lee said {DEEP}.", third.content) == ["the road was closed on Monday"]


def test_what_is_read_again_must_have_a_source():
    assert len(deep(DEEP, BELIEVE, {"cue": REPORTED["cue"], "content": REPORTED["content"]})) == 2


def test_a_statement_whose_parent_was_dropped_stands_in_the_one_around_it():
    content = "that Reuters reported the road was closed on Monday"
    same = {"cue": ["that"], "content": ["Reuters reported the road was closed on Monday"]}
    first, second = deep(content, same, REPORTED)
    assert shown(f"Ann Lee said {content}.", second.source) == ["Reuters"]
    assert second.parent is first


def test_the_far_part_of_a_cue_joins_it():
    text = "Ann Lee accused the club of selling tickets twice."
    marked = {"source": ["Ann Lee"], "cue": ["accused", "of"], "content": ["the club", "selling tickets twice"]}
    (draft,) = read(text, marked)
    assert shown(text, draft.cue) == ["accused", "of"]
    assert shown(text, draft.content) == ["the club", "selling tickets twice"]


def test_who_is_accused_is_a_piece_of_its_own():
    text = "Ann Lee accused the club of selling tickets twice."
    (draft,) = read(text, {"source": ["Ann Lee"], "cue": ["accused"], "content": ["the club of selling tickets twice"]})
    assert shown(text, draft.cue) == ["accused", "of"]
    assert shown(text, draft.content) == ["the club", "selling tickets twice"]


def test_an_authors_own_hedge_is_no_statement():
    assert read("The plan seems sound.", {"cue": ["seems"], "content": ["The plan", "sound"]}) == []
    assert read("It must be noted that it rained.", {"cue": ["must be noted"], "content": ["that it rained"]}) == []


def test_a_conjunction_is_no_statement():
    text = "The delay is no wonder, considering the road is closed."
    assert read(text, {"cue": ["considering"], "content": ["the road is closed"]}) == []


def test_an_article_alone_is_nobody_and_its_noun_no_report():
    assert read("The idea is sound.", {"source": ["The"], "cue": ["idea"], "content": ["is sound"]}) == []


def test_a_relative_pronoun_is_no_source_of_the_sentence_before():
    text = "It was reported that the road is open. It leads to the mill, which burned."
    (draft,) = read(text, {"cue": ["was reported"], "source": ["which"], "content": ["that the road is open"]})
    assert draft.source == []


def test_a_word_of_time_behind_a_cue_is_no_part_of_it():
    text = "A leak has been reported now by the port."
    (draft,) = read(text, {"cue": ["has been reported now"], "source": ["the port"], "content": ["A leak"]})
    assert shown(text, draft.cue) == ["has been reported"]


def test_two_apostrophes_quote_like_one_mark():
    text = "''The road is open,'' said Ann Lee. ''We may drive.''"
    marked = {"source": ["Ann Lee"], "cue": ["said"], "content": ["''The road is open,''", "''We may drive.''"]}
    assert contents(text, read(text, marked)) == [["The road is open,"], ["We may drive."]]
