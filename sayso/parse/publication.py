"""When a page was published: what its markup declares, and what it shows its readers by the headline.

Declared dates come first, then lines by the headline, then weaker places, which are asked only when all others are silent. How
each date is known names the place, and quotes the words where the date does not have a line to itself.

Source: schema.org, Open Graph, Dublin Core, the <time> of HTML.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from sayso.parse.dates import LONGEST, dated_line, iso_of, url_date
from sayso.parse.pagelines import PageLine, by_the_headline, page_lines
from sayso.records.documents import DateMention

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta tags in small letters, without punctuation and family; the most trusted first.
_NAMES = {
    "published": tuple(
        """
        publishedtime datepublished firstpublished published pubdate publishdate publicationdate iso8601publishdate publishtime
        publicdate publishedat dateissued issued date postdate dateoriginal displaydate pdate releasedate
        """.split()
    ),
    "updated": tuple("modifiedtime datemodified updatedtime lastmod lastmodified modified updated dateupdated".split()),
    "created": ("datecreated", "created"),
}
_KNOWN = frozenset(name for names in _NAMES.values() for name in names)
_FAMILY = re.compile(
    r"(?:(?:og|article|dc|dcterms|rnews|schema|parsely|sailthru|citation|bepress|prism|cxenseparse|recs|afp|sn)[._:-]+)+"
)
_PROPERTIES = {"datePublished": "published", "dateModified": "updated", "dateCreated": "created"}
# Things of their own that stand on a page beside the article.
_OTHER_ITEM = re.compile(r"comment|answer|product|event|offer|localbusiness|(?:video|image|audio|media)object", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S*[^\W\d_]{3,}[.!?]\Z")
_NO_LETTER = re.compile(r"[\W_]+")
WORDS = "words by the headline:"
WORDS_BESIDE = 12
DAY = len("2020-05-03")


def page_dates(
    tree: "HtmlElement", article: Mapping[str, Any], *, title: str | None, url: str | None
) -> tuple[DateMention, ...]:
    """Dates of publication and change, the most trusted first.

    Args:
        tree: the page.
        article: the article of its JSON-LD, empty where there is none.
        title: the headline, if known.
        url: the address of the page, if known.

    Returns:
        Mentions of kind "published" and "updated". A time in UTC comes in the zone of the outlet where the page gives the same
        moment in that zone, so that its day is the day that the outlet prints.
    """
    tags = _meta_tags(tree)
    metas = list(_metas(tags))
    declared = [*_linked(article), *_first_of_each_kind(metas), *_items(tree)]
    found = [mention for mention in declared if mention.kind != "created"]
    lines = page_lines(tree)
    near = by_the_headline(lines, title)
    found += _beside(found, _first_of_each_kind(_shown(near)))
    if not _has_day(found):
        created = [DateMention(one.value, "published", one.how) for one in declared if one.kind == "created"]
        found += created[:1] or _address(url) or _labelled(lines)
    local = [time for line in near for time in _printed(line.words)]
    local += [time for _, content in tags for time in _printed(content) if len(iso_of(content) or "") <= DAY]
    zone = _zone(found, [*((one.kind, one.value) for one in metas), *local])
    return tuple(DateMention(_in_zone(mention.value, zone), mention.kind, mention.how) for mention in found)


def _has_day(mentions: Iterable[DateMention]) -> bool:
    return any(mention.kind == "published" for mention in mentions)


def _linked(article: Mapping[str, Any]) -> Iterator[DateMention]:
    for name, kind in _PROPERTIES.items():
        value = article.get(name)
        value = value[0] if isinstance(value, list) and value else value
        iso = iso_of(str(value)) if isinstance(value, str | int) else None
        if iso:
            yield DateMention(iso, kind, f"JSON-LD {name}")


def _meta_tags(tree: "HtmlElement") -> list[tuple[str, str]]:
    """Names and contents of the meta tags, names in small letters."""
    tags = [(tag.get("property") or tag.get("name") or tag.get("http-equiv"), tag.get("content")) for tag in tree.iter("meta")]
    return [(name.lower().strip(), content[:LONGEST]) for name, content in tags if name and content]


def _metas(tags: Iterable[tuple[str, str]]) -> Iterator[DateMention]:
    """Meta tags that give a date, by kind and in order of trust."""
    found: dict[str, tuple[str, str]] = {}
    for name, content in tags:
        plain = _NO_LETTER.sub("", _FAMILY.sub("", name, count=1))
        value = iso_of(content) if plain in _KNOWN else None
        if value:
            found.setdefault(plain, (name, value))
    for kind, names in _NAMES.items():
        for name in names:
            if name in found:
                yield DateMention(found[name][1], kind, f"meta {found[name][0]}")


def _items(tree: "HtmlElement") -> Iterator[DateMention]:
    """Microdata of the article; dates of comments, products, events and pictures are theirs."""
    items = [element for element in tree.xpath("//*[@itemprop]") if element.get("itemprop") in _PROPERTIES]
    for name, kind in _PROPERTIES.items():
        for element in [element for element in items if element.get("itemprop") == name][:50]:
            if any(_OTHER_ITEM.search(scope) for scope in element.xpath("ancestor-or-self::*[@itemscope]/@itemtype")):
                continue
            value = iso_of(element.get("content") or element.get("datetime") or element.text_content()[:LONGEST])
            if value:
                yield DateMention(value, kind, f"itemprop {name}")
                break


def _shown(near: Iterable[PageLine]) -> Iterator[DateMention]:
    """Dates of lines in order, with the whole line quoted for those that share it with other words."""
    for line in near:
        dated = dated_line(line.words)
        printed = dated.mentions[0] if dated and len(dated.mentions) == 1 else None
        times = [(value, printed.kind if printed else kind) for value, kind in line.times]
        # What readers see is believed where the element's own time is that of something else.
        if times and not (printed and _days_apart(times[0][0], printed.value) > 1):
            yield from (DateMention(value, kind, "<time> by the headline") for value, kind in times)
        elif dated and not dated.rest:
            yield from (DateMention(one.value, one.kind, f"{one.how} by the headline") for one in dated.mentions)
        elif dated and len(dated.rest.split()) <= WORDS_BESIDE and not _SENTENCE.search(line.words):
            yield from (DateMention(one.value, one.kind, f'{WORDS} "{line.words}"') for one in dated.mentions)


def _beside(declared: Sequence[DateMention], shown: Iterable[DateMention]) -> Iterator[DateMention]:
    """What the page shows beside what it declares: no weak dates, and the day of a declared change is that of the change."""
    changed = {mention.value[:DAY] for mention in declared if mention.kind == "updated"}
    for mention in shown:
        if not _has_day(declared):
            yield mention
        elif not mention.how.startswith(WORDS):
            kind = "updated" if mention.value[:DAY] in changed else mention.kind
            yield DateMention(mention.value, kind, mention.how)


def _address(url: str | None) -> list[DateMention]:
    found = url_date(url)
    return [found] if found else []


def _labelled(lines: Iterable[PageLine]) -> list[DateMention]:
    """The first of the lines that say "published" anywhere on the page, where they all give the same day."""
    found = [
        one
        for line in lines
        if len(line.words) <= LONGEST and (dated := dated_line(line.words)) and dated.labelled and len(dated.rest.split()) <= 4
        for one in dated.mentions
        if one.kind == "published"
    ]
    return found[:1] if len({one.value for one in found}) == 1 else []


def _printed(words: str) -> tuple[tuple[str, str], ...]:
    dated = dated_line(words)
    return dated.times if dated else ()


def _zone(mentions: Iterable[DateMention], others: Sequence[tuple[str, str]]) -> timezone:
    """The zone in which the page gives again one of the moments that it declares in UTC; UTC where it does not."""
    for mention in mentions:
        moment = datetime.fromisoformat(mention.value)
        if len(mention.value) <= DAY or moment.utcoffset() != timedelta(0):
            continue
        for kind, value in others:
            other = datetime.fromisoformat(value)
            if kind != mention.kind or len(value) <= DAY:
                continue
            if other.tzinfo is None:
                apart = other.replace(tzinfo=UTC, second=0) - moment.replace(second=0)
                same = apart % timedelta(minutes=30) == timedelta(0) and timedelta(hours=-12) <= apart <= timedelta(hours=14)
            else:
                apart, same = other.utcoffset() or timedelta(0), other == moment
            if same and apart:
                return timezone(apart)
    return UTC


def _in_zone(value: str, zone: timezone) -> str:
    """The same moment in another zone, where it is given in UTC."""
    moment = datetime.fromisoformat(value)
    return value if moment.utcoffset() != timedelta(0) else moment.astimezone(zone).isoformat()


def _first_of_each_kind(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    kinds: set[str] = set()
    for mention in mentions:
        if mention.kind not in kinds:
            kinds.add(mention.kind)
            yield mention


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:DAY]) - date.fromisoformat(other[:DAY])).days)
