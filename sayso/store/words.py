"""What counts as a word of a search: a run of letters and digits, whatever the case of its letters and the accents on them.

Texts go into the index as the words found here, and searches are cut into words here, so what is found and what is marked agree
to the character, with every database. In scripts that put no spaces between words, a run of characters counts as one word.
"""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_BREAK = "\u200b"  # invisible, but words end there


class _Folding(dict[int, str]):
    """What stands for a code point when words are compared: mostly one character, now and then none or several."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) == "Cf" and character != _BREAK:
            folded = ""  # soft hyphens, joiners, marks of direction: they stand inside words
        else:
            parts = unicodedata.normalize("NFKD", character)
            folded = "".join(part for part in parts if not unicodedata.combining(part))
            folded = unicodedata.normalize("NFC", folded).casefold()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text without differences of case, accents, ligatures and width."""
    return text.translate(_FOLDING)


def places(text: str) -> Sequence[int]:
    """For each character of the folded text, where in the text it comes from; and the length of the text after the last."""
    if all(len(_FOLDING[ord(character)]) == 1 for character in set(text)):
        return range(len(text) + 1)
    return [*(place for place, character in enumerate(text) for _ in _FOLDING[ord(character)]), len(text)]


def words_of(text: str) -> list[str]:
    """The words in order, folded; none holds a space, a quotation mark or any other sign."""
    return _WORD.findall(folded(text))
