"""robots.txt: which group counts, which rule wins."""

import pytest

from sayso.read.robots import NOTHING_ALLOWED, NOTHING_SAID, rules_for

TEXT = """
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?*q=

User-agent: greedy
User-agent: sayso   # by name
Disallow: /
Allow: /news/
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?a=1&q=2", False),
        ("/%70rivate/x", False),
    ],
)
def test_the_general_group_holds_for_programs_that_are_not_named(path, allowed):
    assert rules_for(TEXT, program="other").allow(path) is allowed


def test_a_group_that_names_the_program_replaces_the_general_one():
    rules = rules_for(TEXT, program="sayso")
    assert not rules.allow("/other")
    assert rules.allow("/news/1")
    assert rules.allow("/robots.txt")


def test_empty_disallow_allows_and_silence_allows():
    assert rules_for("User-agent: *\nDisallow:", program="sayso").allow("/x")
    assert rules_for("<html>not a robots file</html>", program="sayso").allow("/x")
    assert NOTHING_SAID.allow("/x")
    assert not NOTHING_ALLOWED.allow("/x")


def test_many_stars_cost_no_time():
    rules = rules_for("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", program="sayso")
    assert rules.allow("/" + "a" * 1999 + "b")
