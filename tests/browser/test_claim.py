"""The pages of claims and sources in a real Chromium: accessibility, narrow screens, keyboard, print, hostile text."""

from pathlib import Path

import pytest

from sayso.show import source_forms
from sayso.show.claim_forms import html, html_list
from sayso.show.claim_view import brief, lay_out
from tests.unit.show import claims, said

pytestmark = pytest.mark.browser


def many() -> str:
    one, rows = claims.many(200)
    return html(lay_out(one, rows))


def listed() -> str:
    some = [brief(one, claims.ROWS, score=0.5, reasons=("half is the same",)) for one in (claims.travelled(), claims.circle())]
    return html_list("a bridge will close", some, note="No article here says this. The nearest:")


PAGES = {
    "travelled": lambda: html(claims.sheet(), others=[brief(claims.circle(), claims.ROWS)]),
    "circle": lambda: html(claims.sheet(claims.circle())),
    "many": many,
    "hostile": lambda: html(claims.hostile()),
    "list": listed,
    "source": lambda: source_forms.html(said.lee()),
    "unnamed": lambda: source_forms.html(said.official()),
    "hostile-source": lambda: source_forms.html(said.hostile()),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("claims")
    for name, make in PAGES.items():
        (folder / f"{name}.html").write_text(make(), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("scheme", "media", "width"), [("light", "screen", 1280), ("dark", "screen", 360), ("light", "print", 800)]
)
def test_no_accessibility_rule_is_broken(open_file, violations, pages, name, scheme, media, width):
    page = open_file(pages[name], scheme=scheme, width=width)
    page.emulate_media(media=media, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_runs_off_the_side(open_file, pages, name, width):
    page = open_file(pages[name], width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_origins_stand_from_left_to_right_and_below_each_other_on_a_narrow_screen(open_file, pages):
    def lefts(width: int) -> list[float]:
        page = open_file(pages["travelled"], width=width)
        nodes = page.locator("#origin-1 .node")
        return [box["x"] for box in (nodes.nth(n).bounding_box() for n in range(3)) if box is not None]

    wide, narrow = lefts(1280), lefts(360)
    assert wide[0] + 150 < wide[1]
    assert wide[1] + 150 < wide[2]
    assert narrow[2] < 60


def test_reasons_open_with_the_keyboard_without_script(open_file, pages):
    page = open_file(pages["travelled"], script=False)
    assert not page.get_by_text("is dated 2 hours later").first.is_visible()
    page.locator("#origin-1 summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("is dated 2 hours later").first.is_visible()


def test_a_change_leads_to_its_statement(open_file, pages):
    page = open_file(pages["travelled"])
    page.locator("#changes a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#said-*")
    assert page.locator(":target").count() == 1


def test_two_hundred_copies_are_folded_and_can_be_unfolded(open_file, pages):
    page = open_file(pages["many"])
    assert page.locator("#origin-1 .node:visible").count() == 4
    page.get_by_text("copied by 197 more").click()
    assert page.locator("#origin-1 .node:visible").count() == 201


@pytest.mark.parametrize("name", ["hostile", "hostile-source"])
def test_hostile_text_is_shown_as_text(open_file, pages, name):
    page = open_file(pages[name])
    assert page.locator("body img, body script").count() == 0


def test_it_prints_with_what_is_folded(open_file, pages):
    page = open_file(pages["travelled"])
    page.emulate_media(media="print")
    assert page.locator("#statements tbody tr").count() == 7
    assert page.pdf().startswith(b"%PDF")
