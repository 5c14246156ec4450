"""From bytes to characters: the declared set, then UTF-8, then the one old set that can be checked; never a silent guess."""

import codecs
import re
from collections.abc import Iterable

from sayso.errors import ParseFailed

BINARY = ParseFailed("this is binary data, not text.", hint="Give text, Markdown, HTML, PDF, DOCX, EML or JSONL.")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# UTF-8 read as Windows-1252 and saved again: a curly quote becomes "â€™", an accented letter "Ã©".
_MOJIBAKE = re.compile("â€[\u0090-\u00ff™œ\u009dœ“”˜¦]|Ã[\u0080-\u00bf]")
# Letters that do stand in Western European text; anything else in the upper half makes the old set implausible.
_WESTERN = frozenset("ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜÝßàáâäåæçèéêëìíîïñòóôöøùúûüýÿœŒšŠžŽ‘’“”‚„…–—•€£°§©®™«»\u00a0½¼¾º¡¿")

Notice = tuple[str, str]


def decode_text(data: bytes, *, charset: str | None) -> tuple[str, tuple[Notice, ...]]:
    """The characters of a plain text, and what a reader should know about how they were found.

    A byte order mark is no part of the text; everything else is kept as it is, line ends included.

    Args:
        data: the bytes.
        charset: character set that the sender declared, or None.

    Raises:
        ParseFailed: the data is binary, or its character set cannot be told.
    """
    text = _by_mark(data)
    if text is None and charset:
        text = _by_name(data, [charset])
    if text is None:
        text = _utf16_without_mark(data)
    if text is None and _is_binary(data):
        raise _copy(BINARY)
    notices: list[Notice] = []
    if text is None:
        text, notices = _utf8_or_western(data)
    if "\x00" in text or _share_of_controls(text) > 0.01:
        raise _copy(BINARY)
    if len(_MOJIBAKE.findall(text[:100_000])) >= 3:
        notices.append(
            ("some characters were damaged before the text came here (a quotation mark reads as three odd letters).",
             "Save the original again as UTF-8."),
        )  # fmt: skip
    return text, tuple(notices)


def decode_html(data: bytes, *, charset: str | None) -> tuple[str, tuple[Notice, ...]]:
    """The characters of a page: byte order mark, declared by the sender, declared in the page, UTF-8, Windows-1252.

    Raises:
        ParseFailed: the data is binary.
    """
    text = _by_mark(data)
    if text is not None:
        return text, ()
    declared = _META_CHARSET.search(data[:4096])
    named = [name for name in (charset, declared[1].decode("ascii") if declared else None) if name]
    text = _by_name(data, named)
    if text is not None:
        return text, ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if data.count(b"\x00") > len(data) // 1000:
        raise _copy(BINARY)
    notice = ("the page is not in the character set it declares; some characters may be wrong.", "Save it again as UTF-8.")
    # Pages are often UTF-8 with a few broken bytes from an advertisement; then nearly all sequences are sound.
    as_utf8 = data.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") * 20 <= sum(1 for byte in data if byte >= 0xC0):
        return as_utf8, (notice,)
    return data.decode("cp1252", "replace"), (notice,) if named else ()


def _copy(error: ParseFailed) -> ParseFailed:
    return ParseFailed(error.message, error.subject, error.hint)


def _by_mark(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as exc:
                raise ParseFailed(
                    f"it starts as {name.removesuffix('-sig').upper()} but breaks at byte {exc.start}; it may be cut off.",
                    hint="Fetch or save the file again.",
                ) from exc
    return None


def _by_name(data: bytes, names: Iterable[str]) -> str | None:
    for name in names:
        try:
            known = codecs.lookup(name.strip().lower()).name
        except LookupError:
            continue
        # Browsers read the label "latin-1" as Windows-1252, and so do those who write it.
        known = "cp1252" if known in ("iso8859-1", "ascii") else known
        if known == "cp1252" and _is_utf8(data):
            known = "utf-8"
        try:
            return data.decode(known)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:2000]
    if len(head) < 8 or len(data) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.7 * half and others < 0.05 * half:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                return None
    return None


def _is_binary(data: bytes) -> bool:
    head = data[:100_000]
    return b"\x00" in head or len(head) - len(head.translate(None, _CONTROLS)) > len(head) * 0.01


def _share_of_controls(text: str) -> float:
    head = text[:100_000]
    if head.isprintable():
        return 0.0
    return sum(1 for char in head if char < " " and char not in "\t\n\v\f\r\x1b") / max(1, len(head))


def _utf8_or_western(data: bytes) -> tuple[str, list[Notice]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as exc:
        broken = exc
    if broken.start >= len(data) - 3 and broken.reason == "unexpected end of data":
        message = "the file ends in the middle of a character; it may be cut off."
        return data[: broken.start].decode("utf-8"), [(message, "Fetch or save the file again.")]
    western = data.decode("cp1252", "replace")
    upper = [char for char in western if char >= "\x80"]
    strange = sum(1 for char in upper if char not in _WESTERN)
    if len(upper) <= 0.25 * len(western) and strange <= 0.02 * len(upper):
        return western, [("the text is not UTF-8; it was read as Windows-1252.", "Save it as UTF-8 if characters look wrong.")]
    raise ParseFailed(f"the character set cannot be told (not UTF-8 at byte {broken.start}).", hint="Save it as UTF-8.")
