"""Which captures are versions of one thing, and under which ids documents and readings go.

Ids depend on contents and addresses only, never on the order of adding, so a rebuilt workspace has the same ones.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sayso.records.anchors import Span, Spans, content_id
from sayso.records.documents import Document
from sayso.records.evidence import Kept, canonical
from sayso.store.tables import storable

ID_DIGITS = 16
READING_DIGITS = 32
# Parameters that say how a reader came to a page, not which page it is.
_TRACKING = re.compile(
    r"(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|ref_src|cmpid|s_cid)\Z",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_SPACE = re.compile(r"\s+")


def canonical_address(url: str) -> str:
    """The address under which all captures of a page go; what is no web address stays as it is.

    Scheme and host in lower case, the default port, the fragment and tracking parameters away; http and https, with and without
    a last slash, stay different pages, since nobody promises that they are one (RFC 3986, 6.2.2 and 6.2.3).
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _PORTS or not host:
        return url
    scheme = parts.scheme.lower()
    place = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _PORTS[scheme]:
        place = f"{place}:{port}"
    query = parts.query
    if any(_TRACKING.match(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(name)]
        query = urlencode(kept, errors="surrogatepass")
    return urlunsplit((scheme, place, parts.path or "/", query, ""))


def line_key(kept: Kept, document: Document) -> str:
    """What makes versions of one thing: the address, else the outside name, else the text; as the store can hold it."""
    address = kept.url or document.url
    if address:
        return storable(f"url:{canonical_address(address)}")
    if kept.doc_id:
        return storable(f"name:{kept.doc_id}")
    return f"text:{document.document_id}"


def line_id(key: str) -> str:
    """The id of a line."""
    return content_id(key.encode())[:ID_DIGITS]


def document_id(line: str, document: Document) -> str:
    """The id of a document in a workspace: two outlets that carry the same text are two documents."""
    return content_id(f"{line}\n{document.document_id}".encode())[:ID_DIGITS]


def reading_id(document: Document, *, method: str) -> str:
    """The id of what a reader finds in a document: all that the reader looks at, and which reader."""
    seen = {
        "text": content_id(document.text.encode("utf-8", "surrogatepass")),
        "headings": document.headings,
        "boilerplate": document.boilerplate,
        "language": document.language,
        "method": method,
    }
    return content_id(canonical(seen))[:READING_DIGITS]


def prose(document: Document) -> str:
    """The article without boilerplate and with single spaces: what two captures share when only the page around it changed."""
    return _SPACE.sub(" ", "".join(document.text[start:end] for start, end in _kept(document))).strip()


def prose_id(document: Document) -> str:
    """The id of the prose and its language: equal for captures that one reading serves."""
    return content_id(f"{document.language}\n{prose(document)}".encode("utf-8", "surrogatepass"))[:ID_DIGITS]


def carried_id(reading: str, *, text_id: str) -> str:
    """The id of a reading that was carried over to a text with the same prose."""
    return content_id(f"{reading}\n{text_id}".encode())[:READING_DIGITS]


def places(document: Document) -> list[int]:
    """Where each character of the prose that is no space stands in the text, in order."""
    text = document.text
    return [place for start, end in _kept(document) for place in range(start, end) if not text[place].isspace()]


def _kept(document: Document) -> Spans:
    spans, at = [], 0
    for start, end in sorted(document.boilerplate):
        if start > at:
            spans.append(Span(at, start))
        at = max(at, end)
    if at < len(document.text):
        spans.append(Span(at, len(document.text)))
    return tuple(spans)
