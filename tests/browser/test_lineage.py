"""The page of a lineage in a real Chromium: accessibility, narrow screens, keyboard, print, hostile text, no network."""

from pathlib import Path

import pytest

from sayso.show.lineage_forms import html
from tests.unit.show import lineages

pytestmark = pytest.mark.browser

SHEETS = {"post": lineages.post, "alone": lineages.alone, "many": lineages.many, "hostile": lineages.hostile}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lineages")
    for name, make in SHEETS.items():
        (folder / f"{name}.html").write_text(html(make()), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in SHEETS}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize(
    ("scheme", "media", "width"), [("light", "screen", 1280), ("dark", "screen", 360), ("light", "print", 800)]
)
def test_no_accessibility_rule_is_broken(open_file, violations, pages, name, scheme, media, width):
    page = open_file(pages[name], scheme=scheme, width=width)
    page.emulate_media(media=media, color_scheme=scheme)
    for fold in page.locator("details").all():
        fold.evaluate("e => e.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_off_the_side(open_file, pages, name, width):
    page = open_file(pages[name], width=width)
    for fold in page.locator("details").all():
        fold.evaluate("e => e.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_to_shared_text_opens_it_without_script(open_file, pages):
    page = open_file(pages["post"], script=False)
    assert not page.locator("#shared-blog").is_visible()
    page.locator("#to a[href='#shared-blog']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#shared-blog")
    assert page.locator("#shared-blog table").is_visible()


def test_hostile_text_is_shown_as_text(open_file, pages):
    page = open_file(pages["hostile"])
    assert page.locator("body img, body script").count() == 0


def test_it_prints(open_file, pages):
    page = open_file(pages["post"])
    page.emulate_media(media="print")
    assert page.locator("summary").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
