import json
import re
from base64 import b64encode
from copy import deepcopy
from hashlib import sha256

import pytest
from lxml import html as lxml_html

from sayso.match.words import Kind
from sayso.records.documents import Document
from sayso.show.comparison import Side, compare, dumps, paragraphs, side
from sayso.show.comparison_forms import html, summary, terminal
from sayso.show.wording import visible
from tests.unit.show import comparisons

ROWS = [comparisons.apart, comparisons.nothing_shared]
ALL = [
    comparisons.bridge,
    comparisons.same,
    comparisons.empty,
    comparisons.hostile,
    comparisons.right_to_left,
    comparisons.anew,
]


def turns(left, right, kind="numbers"):
    comparison = compare(Side(left), Side(right))
    return [comparison.words(turn) for turn in getattr(comparison, kind)]


def parse(comparison):
    page = html(comparison)
    return page, lxml_html.document_fromstring(page)


def shown(comparison):
    """Paragraphs as text, with the signs of the terminal."""
    signs = {Kind.EQUAL: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return ["".join(signs[piece.kind].format(piece.text) for piece in one).strip() for one in paragraphs(comparison)]


def test_words_are_counted_on_both_sides():
    comparison = compare(Side("It may rain today."), Side("It will surely rain today."))
    assert (comparison.same, comparison.removed, comparison.added) == (3, 1, 2)
    assert summary(comparison) == "1 change: 1 word removed, 2 added, 3 unchanged"
    assert summary(comparisons.same()).startswith("No change")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("At least 250 bolts.", "At least 2,500 bolts.", [("At least 250 bolts", "At least 2,500 bolts")]),
        ("About 250 bolts fell.", "250 bolts fell.", [("About 250 bolts", "250 bolts")]),
        ("Some 250 bolts fell.", "Some 250 screws fell.", [("Some 250 bolts", "Some 250 screws")]),
        ("They met in 2019.", "They met in 2020.", [("2019", "2020")]),
        ("They met.", "They met 30 guests.", [(None, "30 guests")]),
        ("He left. 30 guests stayed.", "He left. He ate. 30 guests stayed.", []),
        ("He saw 30 guests. It rained.", "He saw 30 guests. It snowed.", []),
        ("3 dogs and 4 cats", "4 cats", [("3 dogs", None)]),
    ],
)
def test_numbers_that_differ_are_listed_with_what_they_count(left, right, expected):
    assert turns(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("“I never left,” she said.", "“I left,” she said.", [("“I never left,”", "“I left,”")]),
        ("“I left,” she said.", "“I left,” he said.", []),
        ("She left. He ate.", "She left. “No,” he ate.", [(None, "“No,”")]),
        ('"One" and "two"', '"One"', [('"two"', None)]),
        ("''One'' two", "''Ones'' two", [("'One'", "'Ones'")]),
        ("“One “two", "“One “too", [("“two", "“too")]),
        ("“Open and\n\nnext.", "“Open, and\n\nnext.", [("“Open and", "“Open, and")]),
    ],
)
def test_quotations_that_differ_are_listed_whole(left, right, expected):
    assert turns(left, right, "quotations") == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("A b c.\n\nD e.", "A b c.\n\nNew one.\n\nD e.", ["A b c.", "{+New one.+}", "D e."]),
        ("A b c.\n\nOld one.\n\nD e.", "A b c.\n\nD e.", ["A b c.", "[-Old one.-]", "D e."]),
        ("A b c. Old one.\n\nD e.", "A b c.\n\nD e.", ["A b c. [-Old one.-]", "D e."]),
        ("A b c.\n\nD e.", "A b c. New one.\n\nD e.", ["A b c. {+New one.+}", "D e."]),
        ("A b.\n\nD e.", "A b. D e.", ["A b. D e."]),
        ("A.\n\nB.", "C.\n\nD.", ["[-A-]{+C+}.", "[-B-]{+D+}."]),
        ("Alpha beta\n\nGamma", "Un deux\n\nTrois", ["[-Alpha beta-]", "[-Gamma-]", "{+Un deux+}", "{+Trois+}"]),
    ],
)
def test_paragraphs_break_where_the_text_that_is_shown_breaks(left, right, expected):
    assert [re.sub(r"-\] \{", "-]{", one) for one in shown(compare(Side(left), Side(right)))] == expected


def test_a_document_becomes_a_side_with_what_is_known_of_it():
    document = Document(
        "1234", "Text.", doc_id="d1", title="T", outlet="O", published="2026-01-01", url="https://o.example/", language="en"
    )
    made = side(document, captures=[comparisons.kept(1, None)])
    assert (made.text, made.name, made.title, made.outlet) == ("Text.", "d1", "T", "O")
    assert side(document, name="abcd").name == "abcd"


def test_the_terminal_folds_what_is_the_same_and_marks_without_colour():
    page = terminal(comparisons.bridge(), colour=False)
    flowing = " ".join(page.split())
    assert "... 1 unchanged paragraph ..." in page
    assert "[-250-] {+2,500+} bolts" in flowing
    assert "{+A ferry runs from Friday.+}" in page
    assert "Residents were told" not in page
    assert "(and 1 more until 2026-05-07" in flowing
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= 80


def test_colour_adds_codes_and_nothing_else():
    plain, coloured = (terminal(comparisons.bridge(), colour=colour) for colour in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def test_the_terminal_shortens_long_unchanged_stretches():
    words = " ".join(f"word{n}" for n in range(300))
    page = terminal(compare(Side(f"Old {words} end."), Side(f"New {words} end.")), colour=False)
    assert "word24 [...]" in page
    assert "word200" not in page


@pytest.mark.parametrize("make", [*ALL, *ROWS])
def test_a_terminal_never_gets_a_code_from_a_text(make):
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u200b]", terminal(make(), colour=False))


@pytest.mark.parametrize("make", [*ALL, *ROWS])
def test_equal_comparisons_give_equal_pages_that_fetch_and_run_nothing(make):
    page, tree = parse(make())
    assert page.encode() == html(make()).encode()
    assert not tree.xpath("//script | //img | //iframe | //object | //embed | //link | //base | //@src | //@style")
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "script-src 'none'" in policy


@pytest.mark.parametrize("make", ALL)
def test_every_jump_has_a_place_and_every_change_leads_to_the_next(make):
    comparison = make()
    _, tree = parse(comparison)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//@href") if target.startswith("#")} <= set(ids)
    assert len(tree.xpath("//a[contains(@class, 'jump')]")) == comparison.count


@pytest.mark.parametrize("make", ALL)
def test_the_page_holds_every_word_of_both_texts(make):
    comparison = make()
    _, tree = parse(comparison)
    (section,) = tree.xpath("//section[@id='text']")
    for extra in section.xpath(".//*[contains(@class, 'chip') or @class='vh']"):
        extra.drop_tree()
    for words, other in ((comparison.left.text, "ins"), (comparison.right.text, "del")):
        side = deepcopy(section)
        for extra in side.xpath(f".//p[contains(@class, 'text')]//{other}"):
            extra.drop_tree()
        stands = "".join(p.text_content() for p in side.xpath(".//p[contains(@class, 'text')]"))
        assert "".join(stands.split()) == ("".join(visible(words).split()) or "Thereisnotext.")


def test_markup_in_any_field_is_text():
    page, tree = parse(comparisons.hostile())
    assert "<img" in tree.xpath("string(//h1)")
    assert not tree.xpath("//header//a")
    assert not re.search("[\u202a-\u202e\u200b\x00\x1b]", page)


def test_json_carries_texts_spans_and_what_changed():
    comparison = comparisons.bridge()
    data = json.loads(dumps(comparison))
    assert dumps(comparison).isascii()
    assert data["left"]["text"] == comparisons.BEFORE
    assert [kept["number"] for kept in data["right"]["captures"]] == [4, 9]
    assert data["words"] == {"same": comparison.same, "removed": comparison.removed, "added": comparison.added}
    assert "".join(comparisons.AFTER[slice(*one["right"])] for one in data["changes"]) == comparisons.AFTER
    assert data["numbers"][0]["right_text"] == "At least 2,500 bolts"
    assert json.loads(dumps(comparison, indent=True)) == data


def test_other_documents_stand_side_by_side_in_the_terminal():
    page = terminal(comparisons.apart(), colour=False)
    flowing = " ".join(page.split())
    assert summary(comparisons.apart()) == (
        "2 passages in both: 1 same words, 1 edited; 1 in another order; 12 words only in A; 11 words only in B"
    )
    assert "[-120-]" in page
    assert "{+102+}" in page
    assert "Two tugs pulled the ship free at same words" in flowing
    assert "... only in A: 12 words: “Divers will examine the hull. “It was the buoy,” said Lena Moor.” ..." in flowing
    assert max(map(len, page.splitlines())) <= 80


def test_numbers_and_quotations_are_those_that_differ_within_a_pair():
    comparison = comparisons.apart()
    assert [(comparison.words(one), one.change) for one in comparison.numbers] == [(("120 people", "102 people"), 1)]
    assert comparison.quotations == ()


@pytest.mark.parametrize("make", ROWS)
def test_rows_of_the_page_hold_every_word_and_every_jump_has_a_place(make):
    comparison = make()
    _, tree = parse(comparison)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//@href") if target.startswith("#")} <= set(ids)
    for extra in tree.xpath("//section[@id='text']//*[@class='vh' or contains(@class, 'letter')]"):
        extra.drop_tree()
    stands = "".join(tree.xpath("string(//section[@id='text'])").split())
    for text in (comparison.left.text, comparison.right.text):
        assert [word for word in re.findall(r"[A-Za-z]+", visible(text)) if word not in stands] == []


def test_nothing_in_common_is_said():
    assert summary(comparisons.nothing_shared()) == "The two have no passage in common"


def test_json_has_the_rows_and_null_for_versions():
    data = json.loads(dumps(comparisons.apart()))
    pairs = [one for one in data["rows"] if one["likeness"]]
    assert [(one["likeness"], one["moved"]) for one in pairs] == [("edited", True), ("same", False)]
    assert [one["left"] is None for one in data["rows"]] == [False, True, False, False, True]
    assert json.loads(dumps(comparisons.bridge()))["rows"] is None
