"""Signs for outputs that cannot hold ours, such as a redirected Windows code page: nothing fails, and kinds stay told apart."""

import codecs
import unicodedata

PLAIN = {
    "●": "*",
    "○": "o",
    "◌": "-",
    "·": ".",
    "█": "#",
    "▒": "=",
    "░": ":",
    "←": "<",
    "→": "->",
    "├": "|",
    "└": "`",
    "│": "|",
    "─": "-",
    "…": "...",
    "⟨": "<",
    "⟩": ">",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
}
ERRORS = "sayso-plain"
"""Name of the error handler, for `open` and `reconfigure`."""


def in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    """What stands in for characters that an encoding lacks: a sign of ASCII, the letter without its marks, or "?".

    Raises:
        UnicodeError: the fault is not one of encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(character: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if part.isascii())
    return PLAIN.get(character) or bare or ("" if unicodedata.combining(character) else "?")


codecs.register_error(ERRORS, in_plain_signs)
