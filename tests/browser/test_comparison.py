"""The page of a comparison in a real Chromium: accessibility, narrow screens, keyboard, print, hostile text, no network."""

from pathlib import Path

import pytest

from sayso.show.comparison_forms import html
from tests.unit.show import comparisons

pytestmark = pytest.mark.browser

COMPARISONS = {
    "bridge": comparisons.bridge,
    "same": comparisons.same,
    "empty": comparisons.empty,
    "hostile": comparisons.hostile,
    "right_to_left": comparisons.right_to_left,
    "anew": comparisons.anew,
    "apart": comparisons.apart,
    "nothing_shared": comparisons.nothing_shared,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("comparisons")
    for name, make in COMPARISONS.items():
        (folder / f"{name}.html").write_text(html(make()), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in COMPARISONS}


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize(
    ("scheme", "media", "width"), [("light", "screen", 1280), ("dark", "screen", 360), ("light", "print", 800)]
)
def test_no_accessibility_rule_is_broken(open_file, violations, pages, name, scheme, media, width):
    page = open_file(pages[name], scheme=scheme, width=width)
    page.emulate_media(media=media, color_scheme=scheme)
    for fold in page.locator("details").all():
        fold.evaluate("e => e.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_off_the_side(open_file, pages, name, width):
    page = open_file(pages[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_goes_from_change_to_change_and_round(open_file, pages):
    page = open_file(pages["bridge"], script=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#change-1")
    jumps = page.locator(".jump")
    for number in range(1, jumps.count() + 1):
        page.locator(f"#change-{number}").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#change-{number % jumps.count() + 1}")
    page.locator("#numbers tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#change-1")


def test_unchanged_paragraphs_open_without_script(open_file, pages):
    page = open_file(pages["bridge"], script=False)
    fold = page.locator("details").nth(1)
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("p").first.is_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_removed_and_added_are_told_apart_by_lines_not_by_colour_alone(open_file, pages, media):
    page = open_file(pages["bridge"])
    page.emulate_media(media=media)
    lines = [
        page.locator(f".text {tag}").first.evaluate("e => getComputedStyle(e).textDecorationLine") for tag in ("del", "ins")
    ]
    assert lines == ["line-through", "underline"]
    assert page.locator(".text del .vh").first.text_content() == "[only in A: "


def test_hostile_text_is_shown_as_text(open_file, pages):
    page = open_file(pages["hostile"])
    assert page.locator("body img, body script").count() == 0
    assert "<script>alert(2)</script>" in (page.locator(".text ins").first.text_content() or "")


def test_it_prints(open_file, pages):
    page = open_file(pages["bridge"])
    page.emulate_media(media="print")
    assert page.locator("summary").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
