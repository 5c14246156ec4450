"""The page that goes with exported evidence, in a real Chromium."""

import pytest

from sayso.archive import proof
from sayso.archive.archive import Archive
from sayso.archive.timestamps import receive
from tests.unit.archive.authority import unsigned
from tests.unit.archive.material import capture, fetched
from tests.unit.show.comparisons import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def readme(tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("workspace"))
    archive.keep([fetched(1), capture(2, origin=HOSTILE)])
    receive(archive, unsigned(archive.journal.head()[1]))
    made = proof.write(archive, [1, 2], tmp_path_factory.mktemp("out") / "evidence", titles={1: HOSTILE})
    return made.folder / "README.html"


@pytest.mark.parametrize(
    ("scheme", "media", "width"), [("light", "screen", 1280), ("dark", "screen", 320), ("light", "print", 800)]
)
def test_it_breaks_no_accessibility_rule_and_does_not_run_off_the_side(open_file, violations, readme, scheme, media, width):
    page = open_file(readme, scheme=scheme, width=width)
    page.emulate_media(media=media, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_was_captured_is_shown_as_text(open_file, readme):
    page = open_file(readme)
    assert page.locator("img, script").count() == 0
    assert "<script>alert(2)</script>" in (page.locator("dd").first.text_content() or "")
