from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records.anchors import Span
from sayso.records.documents import Document
from sayso.show.marking import blocks_of, paragraphs, place_of
from sayso.show.sheet import lay_out
from sayso.show.wording import visible
from tests.unit.show import readings

TEXT = "One two three four five.\n\nSix seven eight nine ten eleven.\nTwelve thirteen."
SPANS = st.lists(st.tuples(st.integers(0, len(TEXT) + 5), st.integers(0, len(TEXT) + 5)), min_size=1, max_size=3)


def sheet_with(contents, roles=()):
    base = readings.bridge().statements[0]
    statements = tuple(
        replace(
            base,
            statement_id=f"s{i}",
            content=tuple(Span(*span) for span in spans),
            cue=tuple(Span(*span) for span in roles),
            source=(),
            relays=(),
            target=(),
            quantities=(),
        )
        for i, spans in enumerate(contents)
    )
    return lay_out(readings.reading(Document("x", TEXT, boilerplate=(Span(4, 30),)), statements))


@settings(deadline=None, max_examples=60)
@given(st.lists(SPANS, max_size=6), SPANS)
def test_any_marks_leave_the_text_whole_and_the_tags_well_formed(contents, roles):
    for block in blocks_of(sheet_with(contents, roles)):
        opened = []
        for piece in block.pieces:
            if piece.opens:
                opened.append(piece.opens)
            elif piece.closes:
                assert opened.pop() is piece.closes
        assert not opened
        assert "".join(piece.text for piece in block.pieces) == visible(TEXT[block.span.start : block.span.end])


@settings(deadline=None, max_examples=60)
@given(st.lists(SPANS, max_size=6))
def test_each_character_lies_in_exactly_the_marks_that_cover_it(contents):
    sheet = sheet_with(contents)
    for block in blocks_of(sheet):
        at, opened = block.span.start, []
        for piece in block.pieces:
            if piece.opens:
                opened.append(piece.opens)
            elif piece.closes:
                opened.remove(piece.closes)
            for position in range(at, at + len(piece.text)):
                found = {mark.numbers[0] for mark in opened if mark.role == "content"}
                assert found == {i for i, spans in enumerate(contents, 1) if any(s <= position < e for s, e in spans)}
            at += len(piece.text)


def test_a_split_statement_has_one_place_to_jump_to_and_one_end():
    blocks = blocks_of(lay_out(readings.bridge()))
    pieces = [piece for block in blocks for piece in block.pieces]
    split = [piece for piece in pieces if piece.opens and piece.opens.role == "content" and piece.opens.numbers == (7,)]
    assert [(piece.whole, piece.anchor) for piece in split] == [(True, True), (True, False)]
    ends = [piece.whole for piece in pieces if piece.closes and piece.closes.role == "content" and piece.closes.numbers == (7,)]
    assert ends == [False, True]


def test_a_nested_mark_gets_a_line_of_its_own():
    levels = {
        piece.opens.numbers[0]: piece.opens.level
        for block in blocks_of(lay_out(readings.bridge()))
        for piece in block.pieces
        if piece.opens and piece.opens.role == "content"
    }
    assert levels[5] == 0
    assert levels[6] == 1


def test_lines_wrapped_by_hand_are_one_paragraph_and_short_lines_are_not():
    wrapped = "a wrapped line of some sixty characters, as mail programs do\n" * 3
    text = f"{wrapped}\nShort\nlines\n"
    assert [text[start:end].count("\n") for start, end in paragraphs(Document("x", text))] == [2, 0, 0]


def test_a_heading_is_a_block_of_its_own_and_boilerplate_is_aside():
    blocks = blocks_of(lay_out(readings.bridge()))
    assert [block.kind for block in blocks] == ["heading", "aside", "text", "text", "text", "text", "aside"]
    assert place_of(blocks, 0) == 0
    assert place_of(blocks, 10**9) == len(blocks) - 1
