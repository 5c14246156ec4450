"""Which parser reads which bytes: by what the sender or the file's name says, and by the bytes themselves, which win.

Plain text, Markdown and JSONL are read here; HTML, PDF, DOCX and e-mail in a process that can be killed (see `sandbox`).
"""

import re

from sayso.errors import LimitExceeded, ParseFailed, SkipItem
from sayso.parse import sandbox
from sayso.parse.decoding import decode_text
from sayso.parse.draft import Draft
from sayso.parse.furnish import furnish
from sayso.parse.limits import MIB, Limits
from sayso.parse.plain import parse_markdown, parse_plain
from sayso.records.documents import Capture, Document

__all__ = ["Limits", "close", "kind_of", "parse"]

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "mail",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
# The first bytes of forms that hold no article or are not read, with their names.
_UNPACK = "Unpack it first."
_RECOGNISE = "Run text recognition over it first."
_LOCKED = "Open it, and save it as DOCX without a password."
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file, or a DOCX protected by a password", _LOCKED),
    (b"{\\rtf", "RTF", "Save it as DOCX, PDF or text."),
    (b"\x1f\x8b", "packed (gzip)", _UNPACK),
    (b"\xfd7zXZ\x00", "packed (xz)", _UNPACK),
    (b"BZh", "packed (bzip2)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "packed (7-Zip)", _UNPACK),
    (b"Rar!", "packed (RAR)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed (Zstandard)", _UNPACK),
    (b"\x89PNG", "a picture (PNG)", _RECOGNISE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _RECOGNISE),
    (b"GIF8", "a picture (GIF)", _RECOGNISE),
    (b"II*\x00", "a picture (TIFF)", _RECOGNISE),
    (b"MM\x00*", "a picture (TIFF)", _RECOGNISE),
    (b"%!PS", "PostScript", "Convert it to PDF first."),
    (b"WARC/", "a web archive (WARC)", "Give it a name that ends in .warc, and its pages are read."),
    (b"bplist00", "a Safari web archive or property list", "Save the page as HTML."),
    (b"SQLite format 3\x00", "a database", "Export the article's text."),
    (b"\x7fELF", "a program", "Give an article."),
    (b"MZ\x90\x00", "a program", "Give an article."),
    (b"ID3\x03", "sound", "Give the text of it."),
    (b"ID3\x04", "sound", "Give the text of it."),
    (b"OggS\x00", "sound or video", "Give the text of it."),
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>){0,50}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_LOOSE_HTML = re.compile(rb"\s{0,100}<(?:p|div|article|main|section|h[1-6]|meta|title|table|span)[\s>]", re.IGNORECASE)
_WORD = re.compile(r"\w+|[^\w\s]")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,50}:[ \t]")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)


def parse(capture: Capture, *, limits: Limits | None = None) -> Document:
    """The article in a capture.

    For plain text and JSONL the document's text is the decoded input, unchanged. A capture always gives the same document.

    Args:
        capture: the bytes and what is known of them.
        limits: what parsing may take; None for the defaults.

    Raises:
        ParseFailed: the bytes cannot be read as an article.
        LimitExceeded: parsing took more time, memory or inflated size than allowed.
    """
    limits = limits or Limits()
    try:
        document = furnish(_draft(capture, limits=limits), capture=capture)
    except SkipItem as error:
        raise type(error)(error.message, capture.origin, error.hint) from error
    return document


def close() -> None:
    """End the parsing process of this Python process, if one was started; it is also ended at exit."""
    sandbox.SHARED.close()


def kind_of(capture: Capture) -> str:
    """The parser for a capture: "text", "markdown", "html", "pdf", "docx" or "mail".

    Raises:
        ParseFailed: the bytes are of a form that is not read.
    """
    if capture.how == "jsonl":
        return "text"
    data = capture.data
    for mark, label, hint in _NOT_READ:
        if data.startswith(mark):
            raise ParseFailed(f"this is {label}, which is not read.", hint=hint)
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        raise ParseFailed("this is a picture, sound or video, which is not read.", hint="Give the text of it.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    declared = _TYPES.get((capture.media_type or "").split(";")[0].strip().lower())
    if declared in ("pdf", "docx"):
        raise ParseFailed(
            f"it is named {declared.upper()} but is not one, or it is cut off.", hint="Fetch or save the file again."
        )
    if _HTML.match(data[:8192]):
        return "html"
    if declared:
        return declared
    if capture.media_type is None and (_LOOSE_HTML.match(data) and b"</" in data):
        return "html"
    if _is_mail(data):
        return "mail"
    return "text"


def _is_mail(data: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", data[:16_384], maxsplit=1)[0]
    lines = [line for line in head.splitlines() if line]
    headers = sum(1 for line in lines if _HEADER.match(line) or line[:1] in b" \t")
    return len(lines) >= 3 and headers == len(lines) and len({found.lower() for found in _MAIL_HEADERS.findall(head)}) >= 3


def _draft(capture: Capture, *, limits: Limits) -> Draft:
    if not capture.data.strip():
        raise ParseFailed("it is empty.", hint="Give a file with the text of an article.")
    kind = kind_of(capture)
    if kind in ("text", "markdown"):
        draft = _in_process(capture, markdown=kind == "markdown", limits=limits)
    else:
        # Bytes outside the size that is read are not even sent to the other process.
        if kind == "html" and len(capture.data) > limits.markup_mib * MIB:
            raise LimitExceeded(
                f"the page has {len(capture.data) / MIB:.1f} MiB of markup; at most {limits.markup_mib} MiB are read.",
                hint="Save the article's text alone and read that.",
            )
        draft = sandbox.SHARED.parse(capture.data, kind=kind, charset=capture.charset, url=capture.url, limits=limits)
    if not draft.text.strip():
        raise ParseFailed("it is empty.", hint="Give a file with the text of an article.")
    if len(draft.text) > limits.text_chars:
        raise _too_long(len(draft.text), limits)
    if len(draft.text) > limits.words and sum(1 for _ in _WORD.finditer(draft.text)) > limits.words:
        raise LimitExceeded(f"it has more than {limits.words:,} words and signs.", hint="Split it into articles.")
    return draft


def _in_process(capture: Capture, *, markdown: bool, limits: Limits) -> Draft:
    # Four bytes is the longest a character can be, so this is no article before it is even decoded.
    if len(capture.data) > 4 * limits.text_chars:
        raise _too_long(len(capture.data) // 4, limits)
    if capture.how == "jsonl":
        # It came as characters, so whatever it holds is text.
        return parse_plain(_characters(capture.data))
    text, notices = decode_text(capture.data, charset=capture.charset)
    draft = parse_markdown(text) if markdown else parse_plain(text)
    if not notices:
        return draft
    from dataclasses import replace

    return replace(draft, notices=notices)


def _characters(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise ParseFailed("the text holds half of a character.", hint="Write the character whole, or leave it out.") from exc


def _too_long(n_chars: int, limits: Limits) -> LimitExceeded:
    return LimitExceeded(
        f"it has at least {n_chars:,} characters; an article may have {limits.text_chars:,}.",
        hint="Split it into articles, or give them as JSONL.",
    )
