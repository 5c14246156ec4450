"""Plain text by its layout, and Markdown without its marks."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.plain import parse_markdown, parse_plain

LONG = "The council met on Monday and agreed to repair the bridge, which has been closed since a storm in spring. " * 2


def test_a_title_and_subheadings_are_told_by_layout():
    text = f"Bridge to open again\n\n{LONG}\nWhat comes next\n{LONG}"
    draft = parse_plain(text)
    assert draft.text == text
    assert draft.title == "Bridge to open again"
    assert [text[start:end] for start, end in draft.headings] == ["Bridge to open again", "What comes next"]


def test_short_sentences_and_wrapped_lines_are_no_headings():
    assert parse_plain(f"{LONG}\nNobody knows why.\n{LONG}").headings == ()
    assert (
        parse_plain(
            "The council met on Monday and\nagreed to repair the bridge\nwhich has been closed\nsince a storm."
        ).headings
        == ()
    )


MARKDOWN = """---
title: "Bridge to open"
author: Ann Poe and Jon Roe
date: 2020-05-03
---
# Bridge to open

The **mayor** said the [report](https://example.org/r_1) was
*wrong*, and `code` too.

![A bridge](bridge.png)

> "It will open,"
> she said.

- one snake_case_word
- two

Next
----
See <https://example.org/x>."""


def test_markdown_is_read_without_its_marks():
    draft = parse_markdown(MARKDOWN)
    assert draft.text.split("\n") == [
        "Bridge to open",
        "The mayor said the report was wrong, and code too.",
        "A bridge",
        '"It will open," she said.',
        "one snake_case_word",
        "two",
        "Next",
        "See https://example.org/x.",
    ]
    assert draft.title == "Bridge to open"
    assert [author.name for author in draft.byline] == ["Ann Poe", "Jon Roe"]
    assert [(date.value, date.how) for date in draft.dates] == [("2020-05-03", "front matter date")]
    assert [(link.anchor, link.href) for link in draft.links] == [
        ("report", "https://example.org/r_1"),
        ("https://example.org/x", "https://example.org/x"),
    ]
    assert all(draft.text[link.start : link.end] == link.anchor for link in draft.links)
    assert [draft.text[start:end] for start, end in draft.headings] == ["Bridge to open", "Next"]
    assert [draft.text[start:end] for start, end in draft.boilerplate] == ["A bridge"]


@given(st.text(alphabet=st.sampled_from("ab *_[]()<>#-`~!\n\\>:/.1"), max_size=200))
def test_markdown_spans_always_lie_in_the_text(source):
    draft = parse_markdown(source)
    for start, end in (*draft.headings, *draft.boilerplate, *((link.start or 0, link.end or 0) for link in draft.links)):
        assert 0 <= start < end <= len(draft.text)


@given(st.text(max_size=300))
def test_plain_text_is_never_changed(text):
    draft = parse_plain(text)
    assert draft.text == text
    assert all(0 <= start < end <= len(text) for start, end in draft.headings)
