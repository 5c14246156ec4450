import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len

from sayso.errors import QueryInvalid
from sayso.records.anchors import Span
from sayso.show.results import dumps, hit_to_json, pointed, render, to_json
from sayso.store.query import parse
from sayso.store.search import Results, search
from sayso.store.snippets import Snippet
from sayso.store.store import Store
from tests.unit.store.collection import Said, filled, made

CODE = re.compile("\x1b\\[[0-9;]*m")
HOSTILE = (
    "\x1b[31mred\x1b[0m \u202eesrever\u202c \x00 storm 日本語日本語日本語日本語日本語日本語日本語日本語日本語 " + "x" * 200
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with filled() as store:
        yield store


def found(store: Store, text: str, **options: object) -> Results:
    return search(store._database, parse(text), **{"of": "articles", **options})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pages(store) -> list[Results]:
    with filled(made(1, HOSTILE, Said(HOSTILE[:40], "storm " + HOSTILE), title=HOSTILE, outlet=HOSTILE)) as hostile:
        return [
            *(
                found(store, text, of=of)
                for text in ("storm", "-nothing", "nothing & more")
                for of in ("articles", "statements")
            ),
            *(found(hostile, "storm", of=of) for of in ("articles", "statements")),
        ]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_asked_and_nothing_acts_on_the_terminal(pages, width: int):
    for page in pages:
        shown = render(page, width=width, colour=False)
        assert shown.endswith("\n")
        assert all(cell_len(line) <= min(max(width, 40), 110) for line in shown.splitlines())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_colour_adds_codes_and_no_words(pages):
    for page in pages:
        plain, coloured = (render(page, colour=colour) for colour in (False, True))
        assert CODE.search(coloured)
        assert [line.rstrip() for line in CODE.sub("", coloured).splitlines()] == plain.splitlines()


def test_articles_are_shown_with_title_words_and_facts(store):
    hit = found(store, "harbour title:storm").hits[0]
    assert render(found(store, "harbour title:storm"), colour=False) == (
        "1 article found.\n"
        "\n"
        "1 Storm closes harbour\n"
        "  A storm closed the harbour of Zürich on Friday. Ann Lee said two piers were\n"
        "  damaged by the storm. Ben Ito said the harbour had been unsafe for years.\n"
        "  officials said nobody was hurt.\n"
        f"  The Courier · 2024-05-17 · {hit.document.document_id}\n"
    )


def test_statements_are_shown_with_source_labels_and_article(store):
    (hit,) = found(store, "unsafe force:accuses", of="statements").hits
    assert render(found(store, "unsafe force:accuses", of="statements"), colour=False) == (
        "1 statement found.\n"
        "\n"
        "1 ● Ben Ito · person, named · accuses · indirect · put as probable\n"
        "  the harbour had been unsafe for years\n"
        "  Storm closes harbour\n"
        f"  The Courier · 2024-05-17 · {hit.document.document_id} · s2\n"
    )
    unnamed = render(found(store, "nobody", of="statements"), colour=False)
    assert "1 ○ officials · group, unnamed · states · indirect · said not to be so\n" in unnamed


def test_the_words_looked_for_are_marked_in_colour(store):
    shown = render(found(store, "unsafe", of="statements"), colour=True)
    assert "the harbour had been \x1b[1munsafe\x1b[0m for years" in shown


def test_the_headline_says_how_many_and_in_which_order(store):
    def headline(results: Results) -> str:
        return render(results, width=110, colour=False).splitlines()[0]

    page = found(store, "storm", limit=2)
    assert headline(page) == "4 articles found; 1 to 2, those that fit best first."
    assert headline(found(store, "-nothing", limit=2, offset=2)) == "5 articles found; 3 to 4, the newest first."
    assert headline(found(store, "storm", limit=2, offset=3)) == "4 articles found; number 4, those that fit best first."
    assert headline(found(store, "storm", offset=4)) == "4 articles found; there is no number 5."
    capped = replace(page, total=10_000, capped=True)
    assert headline(capped) == "More than 10,000 articles found; 1 to 2 of the newest 10,000, those that fit best first."


def test_how_to_go_on_is_said_while_there_is_more(store):
    assert render(found(store, "storm", limit=2), colour=False).endswith("To go on: --offset 2\n")
    assert "To go on" not in render(found(store, "storm", limit=2, offset=2), colour=False)


def test_nothing_found_says_what_to_try(store):
    shown = render(found(store, "nothing & more", of="statements"), colour=False)
    assert shown.startswith("“&” has no letter or digit and was left out.\nNo statements found.\nTry fewer words, ")
    assert "Without --statements" in shown


def test_a_cut_snippet_says_so(store):
    page = found(store, "unsafe", of="statements")
    cut = Snippet("in the middle", (Span(3, 6),), 10, more_before=True, more_after=True)
    shown = render(replace(page, hits=(replace(page.hits[0], snippet=cut),)), colour=False)
    assert "  … in the middle …\n" in shown


def test_the_json_of_a_page_has_all_that_the_text_has(store):
    page = found(store, "storm & unsafe", of="statements", limit=1)
    data = json.loads(dumps(to_json(page), indent=True))
    assert {name: data[name] for name in data if name != "hits"} == {
        "query": "storm & unsafe",
        "of": "statements",
        "total": 1,
        "more_than_total": False,
        "order": "best",
        "offset": 0,
        "limit": 1,
        "notices": ["“&” has no letter or digit and was left out."],
    }
    (hit,) = data["hits"]
    assert hit == json.loads(dumps(hit_to_json(page.hits[0])))
    text = hit["snippet"]["text"]
    assert [text[a:b] for a, b in hit["snippet"]["marks"]] == ["unsafe", "storm"]
    assert (hit["statement"]["force"], hit["document"]["title"]) == ("denies", "Ferries wait")


def test_the_json_of_an_article_has_no_statement_and_marks_its_title(store):
    hit = hit_to_json(found(store, "harbour title:storm").hits[0])
    assert hit["statement"] is None
    assert hit["document"]["title_marks"] == [[0, 5], [13, 20]]  # type: ignore[index]


def test_json_is_one_line_of_ascii_whatever_the_article_holds(pages):
    for page in pages:
        for hit in page.hits:
            line = dumps(hit_to_json(hit))
            assert line.isascii()
            assert "\n" not in line


def picture(text: str, width: int = 80) -> list[str]:
    with pytest.raises(QueryInvalid) as caught:
        parse(text)
    lines = pointed(text, caught.value, width=width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    return lines


def test_a_fault_is_pointed_at():
    assert picture("storm sorce:lee") == [
        "  storm sorce:lee",
        "        ^",
        "There is no filter “sorce:”. Did you mean source:? To search for it as text, put",
        "it into quotation marks.",
    ]


@pytest.mark.parametrize(
    ("before", "columns"),
    [("storm ", 6), ("日本 ", 5), ("e\u0301te\u0301 ", 4), ("🙂 ", 3), ("a\tb\nc ", 6), ("\u202ea ", 10), ("", 0)],
)
def test_the_mark_stands_under_the_place_whatever_the_width_of_characters(before: str, columns: int):
    query, mark, *_ = picture(f"{before}(b")
    assert mark == "  " + " " * columns + "^"
    assert query.endswith("(b")


def test_a_fault_at_the_end_is_marked_behind_the_last_word():
    assert picture("storm OR")[:2] == ["  storm OR", "          ^"]


@pytest.mark.parametrize("width", [40, 80])
def test_a_long_query_is_cut_around_the_place(width: int):
    query, mark, *_ = picture("日本 " * 100 + "sorce:lee" + " 日本" * 100, width=width)
    assert query.strip().startswith("…")
    assert query.endswith("…")
    column = len(mark) - 1
    seen = ""
    for character in query:
        if cell_len(seen) == column:
            break
        seen += character
    assert query[len(seen) :].startswith("sorce:")


def test_a_fault_of_the_whole_is_said_without_a_picture():
    assert (
        pointed("storm", QueryInvalid("This takes too long.", hint="Ask for less.")) == "This takes too long. Ask for less.\n"
    )
