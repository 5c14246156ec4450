"""What a page says of itself: JSON-LD, meta tags, headings, captions.

Source: schema.org, Open Graph, RFC 6596 (canonical addresses).
"""

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sayso.parse.byline import authors_of, is_name
from sayso.parse.publication import page_dates
from sayso.records.documents import Author, DateMention

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = ("article", "posting", "report", "webpage", "opinion", "liveblog", "review", "statement")
_META_TITLE = ("og:title", "twitter:title", "dc.title", "headline", "title")
_META_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre")
_META_AUTHOR = (
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)
_META_LANGUAGE = ("og:locale", "language", "dc.language", "content-language")
_NOBODY = frozenset(("admin", "administrator", "editor", "root", "webmaster", "guest", "unknown"))
LONGEST_JSON = 1_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the markup of one page declares; dates in order of trust, headings and captions as their plain words."""

    title: str | None
    outlet: str | None
    language: str | None
    url: str | None
    byline: tuple[Author, ...]
    dates: tuple[DateMention, ...]
    headings: frozenset[str]
    captions: frozenset[str]


def facts_of(tree: "HtmlElement", *, url: str | None) -> Facts:
    """Everything the markup declares; JSON-LD before meta tags before visible elements."""
    meta = _meta(tree)
    article, site = _linked_data(tree)
    declared = _first_text(article, "url") or _first_text(article, "mainEntityOfPage")
    address = _absolute(_attribute(tree, "//link[@rel='canonical']/@href") or meta.get("og:url") or declared, base=url)
    title = _title(tree, meta, article)
    locale = _first_text(article, "inLanguage") or _attribute(tree, "/html/@lang") or _first_of(meta, _META_LANGUAGE) or ""
    return Facts(
        title=title,
        outlet=_name_of(article.get("publisher")) or _first_of(meta, _META_OUTLET) or _name_of(site),
        language=locale.replace("_", "-").split("-")[0].lower() if locale[:2].isalpha() and len(locale) <= 12 else None,
        url=address or url,
        byline=_byline(tree, meta, article),
        dates=page_dates(tree, article, title=title, url=address or url),
        headings=frozenset(_texts(tree, "//h1|//h2|//h3|//h4|//h5|//h6")),
        captions=frozenset(
            text for text in _texts(tree, "//figcaption|//*[contains(@class, 'caption')]|//figure//p") if len(text) < 600
        ),
    )


def words_of(element: "HtmlElement") -> str:
    """The words of an element, white space collapsed."""
    return " ".join(element.text_content().split())


def _texts(tree: "HtmlElement", path: str) -> Iterator[str]:
    for number, element in enumerate(tree.xpath(path)):
        if number >= 2_000:
            return
        words = words_of(element)
        if words:
            yield words


def _meta(tree: "HtmlElement") -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or "")
            .lower()
            .strip()
        )
        content = element.get("content", "").strip()
        if name and content:
            found.setdefault(name, content[:2_000])
    return found


def _linked_data(tree: "HtmlElement") -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The page's article and its organisation or site; empty where there is none."""
    article: Mapping[str, Any] = {}
    site: Mapping[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = (script.text or "").strip().removesuffix(";")
        if not source or len(source) > LONGEST_JSON:
            continue
        try:
            content = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(content, depth=0):
            kinds = node.get("@type")
            named = " ".join(
                kinds if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds) else [str(kinds)]
            ).lower()
            if any(word in named for word in _ARTICLES) and _weight(node) > _weight(article):
                article = node
            elif "organization" in named or "website" in named:
                site = site or node
    return article, site


def _nodes(content: Any, *, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(content, list):
        for entry in content[:200]:
            yield from _nodes(entry, depth=depth + 1)
    elif isinstance(content, dict):
        yield content
        for key in ("@graph", "mainEntity", "itemListElement"):
            if key in content:
                yield from _nodes(content[key], depth=depth + 1)


def _weight(node: Mapping[str, Any]) -> int:
    return sum(
        1 for key in ("headline", "author", "datePublished", "articleBody", "publisher", "dateModified") if node.get(key)
    )


def _first_text(node: Mapping[str, Any], key: str) -> str | None:
    value = node.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _name_of(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(value.split())[:200] if isinstance(value, str) and value.strip() and "://" not in value else None


def _attribute(tree: "HtmlElement", path: str) -> str | None:
    values = tree.xpath(path)
    return str(values[0]).strip() or None if values else None


def _first_of(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((" ".join(meta[name].split()) for name in names if name in meta), None)


def _absolute(address: str | None, *, base: str | None) -> str | None:
    if not address:
        return None
    try:
        whole = urljoin(base, address) if base else address
        return whole if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None


def _title(tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    headline = _first_text(article, "headline") or _first_of(meta, _META_TITLE)
    heads = [words for words in _texts(tree, "//h1") if len(words) > 3]
    if headline is None and len(heads) == 1:
        headline = heads[0]
    page = next(_texts(tree, "//title"), None)
    title = html.unescape(headline or page or "") or None
    # "Headline | Outlet": the visible heading tells where the headline ends.
    return next((head for head in heads if title and title != head and title.startswith(head)), title)


def _byline(tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any]) -> tuple[Author, ...]:
    found: list[Author] = []
    value = article.get("author")
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, Mapping) else entry
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one.strip() and "://" not in one:
                affiliations = (
                    [_name_of(entry.get(key)) for key in ("jobTitle", "affiliation", "worksFor")]
                    if isinstance(entry, Mapping)
                    else []
                )
                found.extend(_named(one, tuple(known for known in affiliations if known)))
    if not found:
        for words in (meta[name] for name in _META_AUTHOR if name in meta and "://" not in meta[name]):
            found = list(_named(words))
            break
    if not found:
        of_class = "contains(concat(' ', @class, ' '), ' byline ') or contains(@class, 'author-name')"
        path = f"//*[@rel='author' or @itemprop='author' or {of_class}]"
        for words in list(_texts(tree, path))[:3]:
            named = authors_of(words if words.lower().startswith("by ") else f"By {words}") if len(words) < 160 else ()
            if named:
                found = list(named)
                break
    return tuple({author.name: author for author in found}.values())


def _named(words: str, affiliations: tuple[str, ...] = ()) -> tuple[Author, ...]:
    words = " ".join(html.unescape(words).split())[:300]
    if words.lower() in _NOBODY:
        return ()
    if is_name(words) or affiliations:
        return (Author(words, affiliations),)
    named = authors_of(words if words.lower().startswith("by ") else f"By {words}")
    return named or (Author(words),)
