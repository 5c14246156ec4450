"""E-mail: the article in a message's text or HTML part, its headers as what the sender says of it."""

import re
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from sayso.errors import ParseFailed
from sayso.parse.draft import Draft
from sayso.parse.html import parse_markup
from sayso.parse.limits import Limits
from sayso.parse.lines import lines_of
from sayso.records.anchors import Spans
from sayso.records.documents import DateMention

_TAGS = re.compile(r"<[^<>]{0,2000}>")
_REPLY = re.compile(r"\A(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_WRAPPED = (50, 80)


def parse_mail(data: bytes, *, limits: Limits) -> Draft:
    """The article of a message.

    The text part is read unless the HTML part holds much more; lines broken for sending are joined again.

    Raises:
        ParseFailed: there is no readable part, or the message is encrypted.
        LimitExceeded: the HTML part is over a limit.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        kind = message.get_content_type()
        if kind in ("multipart/encrypted", "application/pkcs7-mime"):
            raise ParseFailed("the message is encrypted.", hint="Open it in a mail program and save its text.")
        plain, page = _part(message, "plain"), _part(message, "html")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError) as exc:
        raise ParseFailed("the message is damaged or cut off.", hint="Save it again from the mail program.") from exc
    if page and len(_TAGS.sub("", page)) > 2 * len(plain) and len(plain) < 400:
        draft = parse_markup(page.replace("\x00", ""), notices=(), url=None, limits=limits)
    elif plain.strip():
        text = unwrapped(plain)
        draft = Draft(text, boilerplate=_quoted(text))
    else:
        names = (
            [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
            if message.is_multipart()
            else []
        )
        held = f" It carries: {', '.join(names[:5])}." if names else ""
        raise ParseFailed(f"there is no text in the message.{held}", hint="Save the attachment and read that.")
    return _headed(draft, message)


def unwrapped(text: str) -> str:
    """The text with lines that were broken at a fixed width joined; one paragraph a line."""
    blocks: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        if (
            len(lines) > 1
            and all(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in lines[:-1])
            and not lines[0].startswith(">")
        ):
            blocks.append(" ".join(line.strip() for line in lines))
        else:
            blocks.extend(lines)
    return "\n".join(block for block in blocks if block)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else ""


def _quoted(text: str) -> Spans:
    found = []
    signature = False
    for line in lines_of(text):
        signature = signature or line.text == "--"
        if signature or line.text.startswith(">"):
            found.append(line.span)
    return tuple(found)


def _headed(draft: Draft, message: EmailMessage) -> Draft:
    subject = str(message.get("Subject", "")).strip()
    name, _ = parseaddr(str(message.get("From", "")))
    url = str(message.get("Archived-At", "") or message.get("Content-Location", "")).strip("<> ")
    try:
        sent = parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except (ValueError, TypeError, IndexError):
        sent = None
    return replace(
        draft,
        title=_REPLY.sub("", subject) or draft.title,
        outlet=draft.outlet or name.strip() or None,
        url=draft.url or (url if url.startswith(("http://", "https://")) else None),
        dates=(*((DateMention(sent, "published", "Date header of the message"),) if sent else ()), *draft.dates),
    )
