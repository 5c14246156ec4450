from hypothesis import given
from hypothesis import strategies as st

from sayso.show.beside import Part, beside, quoted


def test_words_that_only_one_side_has_are_its_own():
    assert beside("The bolts may go.", "The bolts will go.") == (
        (Part("The bolts ", own=False), Part("may", own=True), Part(" ", own=False), Part("go.", own=False)),
        (Part("The bolts ", own=False), Part("will", own=True), Part(" ", own=False), Part("go.", own=False)),
    )


@given(st.text(alphabet="ab .\n"), st.text(alphabet="ab .\n"))
def test_the_parts_are_the_text(left, right):
    sides = beside(left, right)
    assert ["".join(part.text for part in side) for side in sides] == [left, right]
    assert all(part.text for side in sides for part in side)


def test_a_passage_is_quoted_by_its_beginning_on_one_line():
    assert quoted("Rain\nfell.") == "“Rain fell.”"
    assert quoted("“Rain,” she said.") == "“Rain,” she said."
    assert quoted("word " * 40).endswith("word …”")
    assert len(quoted("word " * 40)) < 100
