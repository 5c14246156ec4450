import re

import pytest
from lxml import html as lxml_html

from sayso.show.lineage_forms import html, summary, terminal
from sayso.show.times import dated
from tests.unit.show import lineages

ALL = [lineages.post, lineages.alone, lineages.ring, lineages.many, lineages.hostile]


def flowing(sheet, **options):
    return " ".join(terminal(sheet, colour=False, **options).split())


def parse(sheet):
    return lxml_html.document_fromstring(html(sheet))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-02T12:00:00+02:00", "2026-03-02 10:00 UTC"),
        ("2026-03-02T08:10:00Z", "2026-03-02 08:10 UTC"),
        ("2026-03-02T08:10", "2026-03-02 08:10"),
        ("2026-03-02", "2026-03-02"),
        ("5 March", "5 March"),
        (None, "no date"),
    ],
)
def test_dates_are_written_as_people_write_them(value, expected):
    assert dated(value) == expected


def test_the_summary_counts_each_kind():
    assert summary(lineages.post()) == (
        "This article has text from 1 article. 1 article has text from it, 1 article cites it and 1 article corrects it. "
        "1 more article has it through them. It shares text with 1 article, and which was first is not decided."
    )
    assert summary(lineages.alone()) == (
        "Nothing shows that this article has anything from another one here. "
        "No other article shares text with it, notices and the like aside."
    )


def test_the_terminal_gives_every_reason_with_the_words_it_rests_on_and_no_weight():
    page = flowing(lineages.post())
    assert "copied by Blog · 2026-03-03 · blog - credits Post - is dated 2 hours later credited · not linked" in page
    assert "- says that Post reported it: “Post reported that the river rises”" in page
    assert "4.0" not in page


def test_the_terminal_draws_the_chain_and_says_first_in_this_collection():
    page = terminal(lineages.sheet("blog"), colour=False)
    assert "└── copied from Post · 2026-03-02 10:00 UTC · post" in page
    assert "    └── copied from Wire · 2026-03-02 08:10 UTC · wire\n        first in this collection" in page
    assert "stands above" in terminal(lineages.ring(), colour=False)


def test_long_lists_are_cut_and_counted():
    short, whole = flowing(lineages.many()), flowing(lineages.many(), every=True)
    assert "and 20 more articles (--all lists them)" in short
    assert "more articles" not in whole
    assert whole.count("copied by") == 30


def test_stock_says_that_it_proves_nothing_and_why():
    page = flowing(lineages.post())
    assert "SHARED, BUT PROVES NO COPYING also in 2 articles: notice “Write to us with your news.”" in page


@pytest.mark.parametrize("make", ALL)
def test_no_word_ranks_anybody(make):
    words = (terminal(make(), colour=False) + html(make())).casefold()
    assert not re.search(r"\b(?:original|stolen|plagiari|theft|genuine|fake|trustworthy)", words.split("<style>")[0])


@pytest.mark.parametrize("make", ALL)
def test_lines_fit_and_carry_no_codes(make):
    for width in (40, 80):
        page = terminal(make(), width=width, colour=False)
        assert max(map(len, page.splitlines())) <= width
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u200b]", page)


def test_colour_adds_codes_and_nothing_else():
    plain, coloured = (terminal(lineages.post(), colour=colour) for colour in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


@pytest.mark.parametrize("make", ALL)
def test_equal_sheets_give_equal_pages_that_fetch_and_run_nothing(make):
    page = html(make())
    tree = parse(make())
    assert page == html(make())
    assert not tree.xpath("//script | //img | //iframe | //object | //embed | //link | //base | //@src | //@style")
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    assert "script-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")


@pytest.mark.parametrize("make", ALL)
def test_every_jump_has_a_place(make):
    tree = parse(make())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//@href") if target.startswith("#")} <= set(ids)


def test_the_page_marks_the_words_that_only_one_side_has():
    tree = parse(lineages.edited())
    assert [mark.xpath("string(text())") for mark in tree.xpath("//td//mark")] == ["Two", "Three"]


def test_markup_in_any_field_is_text():
    tree = parse(lineages.hostile())
    assert "<img" in tree.xpath("string(//h1)")
    assert not tree.xpath("//a[starts-with(@href, 'javascript')]")
    assert not tree.xpath("//@lang[. != 'en']")
