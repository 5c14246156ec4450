import re

import pytest
from rich.cells import cell_len

from sayso.show.terminal import render
from tests.unit.show import readings

ALL = [readings.bridge, readings.empty, readings.hostile, readings.right_to_left, lambda: readings.wikinews()[0]]
CODE = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_asked_and_nothing_acts_on_the_terminal(make, width, verbose):
    sheet = render(make(), width=width, colour=False, verbose=verbose)
    assert sheet.endswith("\n")
    assert all(cell_len(line) <= width for line in sheet.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", sheet)


@pytest.mark.parametrize("make", ALL)
def test_colour_adds_codes_and_no_words(make):
    plain, coloured = (render(make(), colour=colour, verbose=True) for colour in (False, True))
    assert CODE.search(coloured)
    assert [line.rstrip() for line in CODE.sub("", coloured).splitlines()] == plain.splitlines()


def test_the_environment_changes_nothing(monkeypatch):
    before = render(readings.bridge(), colour=True, verbose=False)
    for name, value in {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert render(readings.bridge(), colour=True, verbose=False) == before


def test_the_sheet_opens_with_the_profile_and_lists_sources_then_statements():
    sheet = render(readings.bridge(), colour=False, verbose=False)
    assert "8 statements: 3 on named sources, 4 on unnamed ones, 1 on nobody; 3 own\nassertions\n" in sheet
    assert sheet.index("SOURCES BY WEIGHT") < sheet.index("STATEMENTS") < sheet.index("NOTICES")
    assert (
        "  2 ○ engineers close to the project\n"
        "      this article ← local radio ← engineers close to the project\n"
        "      “According to” · states · indirect · put as possible\n"
        "      at least 250 bolts may have to be replaced\n"
    ) in sheet


def test_verbose_adds_every_field_and_how_sure_it_is():
    sheet = render(readings.bridge(), colour=False, verbose=True)
    assert "confidence content 0.93, cue 0.99, source 0.91, source kind 0.97" in sheet
    assert "quantity   “at least 250 bolts”: 250 or more" in sheet
    assert "b The closure could last until spring · put as possible" in sheet


def test_long_contents_are_cut_unless_verbose():
    short, whole = (render(readings.wikinews()[1], colour=False, verbose=verbose) for verbose in (False, True))
    assert "[…]" in short
    assert short.count("[…]") > whole.count("[…]")
