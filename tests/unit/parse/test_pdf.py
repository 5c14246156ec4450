"""PDF: paragraphs, broken words, running heads, and what is refused."""

import pytest

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.limits import Limits

LINES = [
    "The council of Harbourton met on Monday and agreed to repair the old",
    "bridge, which has been closed since a storm. The inter-",
    "national company that built it said it would send people, and the",
    "mayor agreed.",
]
MORE = [
    "People who live on the island have waited for the bridge since the old",
    "ferry stopped, and many of them doubt the date that was given to them,",
]
REST = ["as Jon Roe said at the meeting in the town hall."]


def page(lines, *, top=700, head=None, foot=None, title=None):
    drawn = []
    if head:
        drawn.append((72, 760, 9, head))
    if title:
        drawn.append((72, top, 20, title))
        top -= 40
    for words in lines:
        if words is None:
            top -= 14
            continue
        drawn.append((72, top, 12, words))
        top -= 14
    if foot:
        drawn.append((300, 30, 9, foot))
    return drawn


def test_lines_become_paragraphs_and_broken_words_whole(read, forms):
    data = forms.pdf(page([*LINES, None, *MORE, *REST], title="Bridge to open again"))
    document = read(data)
    assert document.text.split("\n") == [
        "Bridge to open again",
        "The council of Harbourton met on Monday and agreed to repair the old bridge, which has been closed since a storm."
        " The international company that built it said it would send people, and the mayor agreed.",
        "People who live on the island have waited for the bridge since the old ferry stopped, and many of them doubt the date"
        " that was given to them, as Jon Roe said at the meeting in the town hall.",
    ]
    assert document.title == "Bridge to open again"
    assert [document.text[start:end] for start, end in document.headings] == ["Bridge to open again"]


def test_a_title_of_two_lines_is_one_heading(read, forms):
    lines = [(72, 700, 20, "Bridge to open again"), (72, 676, 20, "after two years")]
    document = read(forms.pdf(lines + page(LINES, top=640)))
    assert document.title == "Bridge to open again after two years"


def test_running_heads_and_page_numbers_stand_apart_and_a_paragraph_crosses_the_page(read, forms):
    head = "Tidewater Review"
    data = forms.pdf(
        page([*LINES, None, *MORE], head=head, foot="Page 1 of 3"),
        page([*REST, None, *LINES], head=head, foot="Page 2 of 3"),
        page(["The work starts in May.", None, "Nobody spoke against it."], head=head, foot="Page 3 of 3"),
    )
    document = read(data)
    assert "that was given to them, as Jon Roe said at the meeting in the town hall." in document.text
    apart = [document.text[start:end] for start, end in document.boilerplate]
    assert apart == [head, "Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda forms: forms.pdf(page(LINES), encrypt=True), "password"),
        (lambda forms: forms.pdf([]), "no text layer"),
        (lambda forms: b"%PDF-1.7\n1 0 obj\n<< /Type", "damaged"),
        (lambda forms: forms.pdf(page(LINES))[:200], "damaged"),
    ],
)
def test_what_cannot_be_read_says_so(read, forms, make, words):
    with pytest.raises(ParseFailed, match=words) as caught:
        read(make(forms), "application/pdf")
    assert caught.value.hint


def test_too_many_pages_are_refused(read, forms):
    with pytest.raises(LimitExceeded, match="pages"):
        read(forms.pdf(page(LINES), page(LINES)), limits=Limits(pages=1))
