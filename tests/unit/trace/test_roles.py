"""What an unnamed source is said to be."""

import pytest

from sayso.trace.roles import role_of


@pytest.mark.parametrize(
    ("description", "role"),
    [
        ("an official", "official"),
        ("Officials at the ministry", "official"),
        ("a company spokeswoman", "company"),  # the first word that is known counts
        ("an official of the clinic", "official"),
        ("a manager who did not want to be named", "company"),
        ("two RESEARCHERS", "expert"),
        ("a shopkeeper's neighbour", "witness"),
        ("a leaked memo", "document"),
        ("a senator", "politician"),
        ("volunteers", "activist"),
        ("a nurse", "medical"),
        ("a captain", "military"),
        ("teachers", "worker"),
        ("the coach", "sport"),
        ("a prosecutor", "court"),
    ],
)
def test_the_first_word_that_is_known_gives_the_role(description, role):
    assert role_of(description) == role


@pytest.mark.parametrize(
    "description", ["", "a woman", "people familiar with the matter", "sources", "12", "Ann Lee", "officialdom"]
)
def test_what_is_not_known_has_none(description):
    assert role_of(description) is None
