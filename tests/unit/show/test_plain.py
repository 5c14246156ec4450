"""Text for outputs that lack our signs."""

import pytest

from sayso.show.plain import ERRORS
from sayso.show.terminal import BLOCK, SIGN


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp932"])
def test_kinds_stay_told_apart(encoding: str):
    for signs in (SIGN, BLOCK):
        shown = [sign.encode(encoding, ERRORS) for sign in signs.values()]
        assert len({*shown}) == len(shown)
        assert b"?" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Erdoğan “said” … no", 'Erdogan "said" ... no'),
        ("this article ← Reuters", "this article < Reuters"),
        ("│   ├── a\n│   └── 40 → 400", "|   |-- a\n|   `-- 40 -> 400"),
        ("⟨U+202E⟩ e\u0301 \udcff 首", "<U+202E> e ? ?"),
    ],
)
def test_letters_lose_their_marks_and_nothing_fails(text: str, shown: str):
    assert text.encode("ascii", ERRORS).decode() == shown
