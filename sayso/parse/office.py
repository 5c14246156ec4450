"""DOCX: paragraphs, headings and links of a word processor file, after a look at what its archive would unpack to."""

import io
import zipfile
from typing import Any

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.draft import Draft
from sayso.parse.limits import MIB, Limits
from sayso.records.anchors import Span
from sayso.records.documents import Author, DateMention, Link

_EXEMPT = 1 * MIB
_DAMAGED = ("the file is damaged or cut off.", "Fetch it again, or open it in a word processor and save it anew.")


def parse_docx(data: bytes, *, limits: Limits) -> Draft:
    """The text of a DOCX file, tables cell by cell.

    Raises:
        LimitExceeded: it would unpack to more than allowed.
        ParseFailed: it is damaged or another kind of archive.
    """
    check_archive(data, limits=limits)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        return _draft(document)
    except (
        OpcError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        RuntimeError,
    ) as exc:
        raise ParseFailed(_DAMAGED[0], hint=_DAMAGED[1]) from exc


def check_archive(data: bytes, *, limits: Limits) -> None:
    """Refuse an archive that is broken, locked, no DOCX, or unpacks to too much; nothing is unpacked for it.

    A member cannot become larger than its entry declares: the reader stops there.

    Raises:
        LimitExceeded: the declared sizes are over the limit, or a member's ratio is.
        ParseFailed: it is no sound DOCX archive.
    """
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError) as exc:
        raise ParseFailed(_DAMAGED[0], hint=_DAMAGED[1]) from exc
    names = {member.filename for member in members}
    inflated = sum(member.file_size for member in members)
    worst = max(
        (member.file_size / max(1, member.compress_size) for member in members if member.file_size > _EXEMPT), default=0.0
    )
    if inflated > limits.inflated_mib * MIB or worst > limits.ratio:
        raise LimitExceeded(
            f"it would unpack to {inflated / MIB:,.0f} MiB, up to {worst:,.0f} to 1; {limits.inflated_mib} MiB and"
            f" {limits.ratio} to 1 are allowed.",
            hint="If it is a real document, save its text alone and read that.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise ParseFailed("the archive is protected by a password.", hint="Unpack it and read the article inside.")
    if "word/document.xml" not in names:
        kind = next(
            (label for mark, label in _KINDS if any(name == mark or name.startswith(mark) for name in names)), "a zip archive"
        )
        raise ParseFailed(
            f"this is {kind}, which is not read.", hint="Save it as DOCX, PDF or text, or unpack it and read what is inside."
        )


_KINDS = (
    ("xl/", "a spreadsheet (XLSX)"),
    ("ppt/", "a presentation (PPTX)"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
    ("datapackage.json", "a web archive (WACZ) without that ending in its name"),
)


def _draft(document: Any) -> Draft:
    parts: list[str] = []
    headings: list[Span] = []
    captions: list[Span] = []
    links: list[Link] = []
    title: str | None = None
    place = 0
    for paragraph in _paragraphs(document):
        words, found = _words(paragraph)
        lead = len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            continue
        span = Span(place, place + len(words))
        style = (getattr(paragraph.style, "name", "") or "").lower()
        if style.startswith(("title", "heading", "subtitle")):
            headings.append(span)
            title = title or (words if style.startswith(("title", "heading 1")) else None)
        elif style.startswith("caption"):
            captions.append(span)
        for anchor, href, start in found:
            inside = start - lead
            if anchor and inside >= 0 and inside + len(anchor) <= len(words):
                links.append(Link(anchor, href, place + inside, place + inside + len(anchor)))
        parts.append(words)
        place = span.end + 1
    if not parts:
        raise ParseFailed("there is no text in the file.", hint="Check that the article is not a picture.")
    properties = document.core_properties
    author = (properties.author or "").strip()
    modified = properties.modified.isoformat() if properties.modified else None
    return Draft(
        "\n".join(parts),
        title=title or (properties.title or "").strip() or None,
        file_authors=(Author(author),) if len(author.split()) >= 2 and author.lower() != "python-docx" else (),
        dates=(DateMention(modified, "event", "DOCX modification date"),) if modified else (),
        links=tuple(links),
        headings=tuple(headings),
        boilerplate=tuple(captions),
    )


def _paragraphs(document: Any) -> list[Any]:
    from docx.table import Table

    found: list[Any] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            seen: set[int] = set()
            for row in block.rows:
                for cell in row.cells:
                    # Merged cells are listed once for each place they cover.
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        found.extend(cell.paragraphs)
        else:
            found.append(block)
    return found


def _words(paragraph: Any) -> tuple[str, list[tuple[str, str, int]]]:
    from docx.text.hyperlink import Hyperlink

    text = ""
    links: list[tuple[str, str, int]] = []
    for piece in paragraph.iter_inner_content():
        words = piece.text.replace("\n", " ").replace("\t", " ")
        if isinstance(piece, Hyperlink) and piece.url:
            links.append((words, piece.url, len(text)))
        text += words
    return text, links
