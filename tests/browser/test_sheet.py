"""The HTML sheet in a real Chromium: reading, keyboard, filter, no script, no network, hostile text, accessibility rules."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.show.html import render
from tests.unit.show import readings

pytestmark = pytest.mark.browser

READINGS = {
    "bridge": readings.bridge,
    "empty": readings.empty,
    "hostile": readings.hostile,
    "right_to_left": readings.right_to_left,
    "wikinews": lambda: readings.wikinews()[0],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sheets")
    for name, make in READINGS.items():
        (folder / f"{name}.html").write_text(render(make()), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in READINGS}


@pytest.fixture
def open_page(open_file, pages):
    """Opens a sheet by the name of its reading."""

    def open_page(name: str, *, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        page: Page = open_file(pages[name], width=width, scheme=scheme, script=script)
        return page

    return open_page


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize(
    ("scheme", "media", "width"), [("light", "screen", 1280), ("dark", "screen", 400), ("light", "print", 800)]
)
def test_no_accessibility_rule_is_broken(open_page, violations, name, scheme, media, width):
    page = open_page(name, scheme=scheme, width=width)
    page.emulate_media(media=media, color_scheme=scheme)
    assert violations(page) == []


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("width", [320, 400, 1280])
def test_nothing_runs_off_the_side(open_page, name, width):
    page = open_page(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_notes_stand_beside_the_text_and_under_it_on_a_narrow_screen(open_page):
    wide, narrow = open_page("bridge", width=1280), open_page("bridge", width=400)
    for page, beside in ((wide, True), (narrow, False)):
        mark, note = page.locator("#text-2").bounding_box(), page.locator("#note-2").bounding_box()
        assert mark is not None
        assert note is not None
        assert (note["y"] - mark["y"] < 40 and note["x"] > mark["x"]) is beside


def test_the_keyboard_goes_from_text_to_note_to_source_and_back(open_page):
    page = open_page("bridge")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the article"
    for start, end in (("text-5", "note-5"), ("note-5 >> .chip", "text-5"), ("note-5 >> .who a", "source-1")):
        page.locator(f"#{start}").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#{end}")
        assert page.locator(f"#{end}").is_visible()
    page.locator("#source-1 .chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#text-5")
    summary = page.locator("#note-5 summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#note-5 dl").is_visible()


def test_reaching_a_note_lights_its_words_in_the_text(open_page):
    page = open_page("bridge")
    page.locator("#note-7 > .chip").focus()
    assert page.locator(".text .lit").all_text_contents() == [
        page.locator(f".text [data-of='7'] >> nth={i}").text_content() for i in range(4)
    ]


def test_filters_narrow_the_notes_and_keep_the_text(open_page, violations):
    page = open_page("bridge")
    text = page.locator("#article .text").all_text_contents()
    shown = page.locator(".note:visible")
    page.get_by_label("On whose word").select_option("unnamed")
    assert shown.count() == 4
    assert page.locator("output").text_content() == "4 of 8 statements"
    page.get_by_label("Force").select_option("accuses")
    assert shown.count() == 1
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(8)
    page.get_by_label("Kind").select_option("organisation")
    assert shown.count() == 3
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Source", exact=True).select_option(label="Lena Moor")
    assert shown.count() == 2
    assert page.locator(".own-note:visible").count() == 0
    page.get_by_label("Source", exact=True).select_option("")
    page.get_by_label("On whose word").select_option("own")
    assert shown.count() == 0
    assert page.locator(".own-note:visible").count() == 3
    assert page.locator("#article .text").all_text_contents() == text
    assert violations(page) == []


def test_without_script_everything_can_be_read(open_page):
    page = open_page("bridge", script=False)
    assert page.locator(".note:visible").count() == 8
    assert not page.locator("#filter").is_visible()
    page.locator("#text-3").click()
    assert page.url.endswith("#note-3")


def test_hostile_text_is_shown_as_text(open_page):
    page = open_page("hostile")
    assert page.locator("h1").text_content() == readings.HOSTILE[2]
    assert page.locator("body img, body h1[onclick], svg[onload]").count() == 0
    assert page.locator("script").count() == 1
    for select in ("standing", "source", "force", "kind"):
        page.locator(f"select[name={select}]").select_option(index=1)


def test_print_shows_marks_and_notes_and_no_controls(open_page):
    page = open_page("bridge")
    page.emulate_media(media="print")
    assert page.locator(".note:visible").count() == 8
    assert not page.locator("#filter").is_visible()
    styles = [
        page.locator(f".text .mark.{kind}").first.evaluate("e => getComputedStyle(e).borderBottomStyle")
        for kind in ("named", "unnamed", "nobody")
    ]
    assert styles == ["solid", "dashed", "dotted"]
    assert page.pdf().startswith(b"%PDF")
