"""Pages: the article's text without the page around it, with the places of its headings, captions and links.

Two extractors look at every page: trafilatura, which knows news pages, and resiliparse, which is robust. Where they disagree by
so much that one of them must have taken in the page around the article, or lost most of it, the other one is believed.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING

from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.decoding import decode_html
from sayso.parse.draft import Draft
from sayso.parse.limits import MIB, Limits
from sayso.parse.lines import lines_of
from sayso.parse.markup import Facts, facts_of, words_of
from sayso.parse.vocabulary import FLAT
from sayso.records.anchors import Span, Spans
from sayso.records.documents import Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"(?:[-*•·‣]\s+|\|\s*)+")
_REFRESHED = re.compile(
    r"enable\s+javascript|javascript\s+is\s+(?:disabled|required)|are\s+you\s+a\s+(?:robot|human)|access\s+denied|checking\s+your\s+browser",
    re.IGNORECASE,
)
_BLOCKS = ("p", "li", "blockquote", "h2", "h3", "h4", "td", "dd", "div")
_BLOCKS_WITH_LINKS = f"//*[{' or '.join(f'self::{name}' for name in _BLOCKS)}][.//a[@href]]"
# More paragraphs than any article has: trafilatura's cost grows with their square.
MANY_PARAGRAPHS = 20_000
MANY_BLOCKS = 3_000
LOST_MOST = 2.0
TOOK_MORE = 1.1
NESTED_IN = 0.9


def parse_html(data: bytes, *, charset: str | None, url: str | None, limits: Limits) -> Draft:
    """The article of a page.

    Raises:
        LimitExceeded: the page is larger or nested deeper than any article.
        ParseFailed: the data is binary, or no article text stands in it.
    """
    if len(data) > limits.markup_mib * MIB:
        raise LimitExceeded(
            f"the page has {len(data) / MIB:.1f} MiB of markup; at most {limits.markup_mib} MiB are read.",
            hint="Save the article's text alone and read that.",
        )
    source, notices = decode_html(data, charset=charset)
    return parse_markup(source.replace("\x00", ""), notices=notices, url=url, limits=limits)


def parse_markup(source: str, *, notices: tuple[tuple[str, str], ...], url: str | None, limits: Limits) -> Draft:
    """The article of a page whose characters are known; see `parse_html`."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    depth = nesting_of(source)
    if depth > limits.nesting:
        raise LimitExceeded(
            f"elements are nested {depth:,} deep; at most {limits.nesting:,} are read.",
            hint="Save the article's text alone and read that.",
        )
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise ParseFailed("there is no readable markup in it.", hint="Open it in a browser and save it again.") from exc
    facts = facts_of(tree, url=url)
    text = main_text(source, tree)
    if not text:
        remedy = "Save the page from a browser after it has loaded, or copy the text into a file."
        cause = " The page asks for a script or a check." if _REFRESHED.search(source) else ""
        raise ParseFailed(f"no article text was found in the page.{cause}", hint=remedy)
    headings, captions = _marked_lines(text, facts)
    return Draft(
        text,
        title=facts.title,
        outlet=facts.outlet,
        language=facts.language,
        url=facts.url,
        byline=facts.byline,
        dates=facts.dates,
        links=_links(tree, text),
        headings=headings,
        boilerplate=captions,
        notices=notices,
    )


def nesting_of(source: str) -> int:
    """How deep elements stand inside one another, as far as opening and closing tags tell; linear in the length."""
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() in FLAT:
            continue
        if match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def main_text(source: str, tree: "HtmlElement") -> str:
    """The article's text, one paragraph a line; empty where there is none.

    Args:
        source: the page.
        tree: the same page, parsed.
    """
    robust = _by_resiliparse(source, main_content=True)
    known = "" if source.count("<p") > MANY_PARAGRAPHS else _by_trafilatura(source)
    text = better_of(known, robust)
    if not text:
        text = "\n".join(words for words in (words_of(element) for element in tree.xpath("//p")) if words)
    return text or _by_resiliparse(source, main_content=False)


def better_of(known: str, robust: str) -> str:
    """Which of two extractions to believe.

    Args:
        known: what trafilatura found.
        robust: what resiliparse found.
    """
    if not known or not robust:
        return known or robust
    ours, theirs = _shingles(known), _shingles(robust)
    n_ours, n_theirs = ours.total(), theirs.total()
    shared = (ours & theirs).total()
    if shared >= NESTED_IN * n_ours and n_theirs > LOST_MOST * n_ours:
        return robust
    if shared >= NESTED_IN * n_theirs and n_ours > TOOK_MORE * n_theirs:
        return robust
    return known


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False)) if len(words) >= 4 else Counter([tuple(words)])


def _by_trafilatura(source: str) -> str:
    from trafilatura import extract

    try:
        found = extract(source, include_comments=False, fast=True)
    # One extractor's fault on odd markup must not hide what the other finds.
    except Exception:  # noqa: BLE001
        return ""
    return _tidy(found or "")


def _by_resiliparse(source: str, *, main_content: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    found = extract_plain_text(
        source,
        main_content=main_content,
        alt_texts=False,
        links=False,
        form_fields=False,
        noscript=False,
        list_bullets=False,
        comments=False,
    )
    return _tidy(found)


def _tidy(text: str) -> str:
    lines = (" ".join(_BULLET.sub("", line.strip(), count=1).split()).rstrip(" |") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _marked_lines(text: str, facts: Facts) -> tuple[Spans, Spans]:
    headings: list[Span] = []
    captions: list[Span] = []
    for line in lines_of(text):
        if line.text in facts.headings:
            headings.append(line.span)
        elif line.text in facts.captions:
            captions.append(line.span)
    return tuple(headings), tuple(captions)


def _links(tree: "HtmlElement", text: str) -> tuple[Link, ...]:
    """Links of the main text in order, each with the place of its anchor: paragraphs are found again by their words."""
    links: list[Link] = []
    place = 0
    for block in tree.xpath(_BLOCKS_WITH_LINKS)[:MANY_BLOCKS]:
        if block.tag in ("div", "td", "li", "blockquote") and block.xpath("./p|./div|./ul|./table"):
            continue
        words = words_of(block)
        if len(words) < 3 or len(words) > 20_000:
            continue
        start = text.find(words, place)
        start = start if start >= 0 else text.find(words)
        if start < 0 or not _whole_line(text, start, start + len(words)):
            continue
        end = start + len(words)
        cursor = start
        for anchor in block.xpath(".//a[@href]"):
            shown, href = words_of(anchor), anchor.get("href", "").strip()
            found = text.find(shown, cursor, end) if shown else -1
            if found >= 0 and href and not href.startswith(("#", "javascript:")):
                cursor = found + len(shown)
                links.append(Link(shown, href, found, cursor))
        place = end
    return tuple({(link.start, link.end): link for link in links}.values())


def _whole_line(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins or ends a line: a menu entry ("World") must not be found in the middle of a sentence."""
    return start == 0 or text[start - 1] == "\n" or (end - start > 40 and (end == len(text) or text[end] == "\n"))
