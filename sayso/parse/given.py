"""What the giver of a text says about it (a line of JSONL, a feed): title, outlet, byline, dates, address, links."""

from collections.abc import Mapping

from sayso.parse.byline import authors_of
from sayso.parse.dates import iso_of
from sayso.records.documents import Author, DateMention, Link

HOW = "given with the text"
FEED = "feed entry"


def text_field(metadata: Mapping[str, object], *names: str) -> str | None:
    """The first of the fields that holds words, stripped."""
    for name in names:
        value = metadata.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def given_byline(value: object) -> tuple[Author, ...]:
    """Authors given as one string ("Ann Poe and John Roe"), a list of names, or a list of {name, affiliations}."""
    if isinstance(value, str):
        words = value.strip()
        prefixed = words if words.lower().startswith("by ") else f"By {words}"
        return (authors_of(prefixed) or (Author(words),)) if words else ()
    if isinstance(value, Mapping):
        value = [value]
    authors: list[Author] = []
    for entry in value if isinstance(value, list | tuple) else ():
        if isinstance(entry, str):
            authors.extend(given_byline(entry))
        elif isinstance(entry, Mapping) and isinstance(entry.get("name"), str) and entry["name"].strip():
            known = entry.get("affiliations") or ()
            known = [known] if isinstance(known, str) else known
            affiliations = tuple(one for one in known if isinstance(one, str)) if isinstance(known, list | tuple) else ()
            authors.append(Author(entry["name"].strip(), affiliations))
    return tuple(authors)


def given_dates(metadata: Mapping[str, object]) -> tuple[DateMention, ...]:
    """Dates of the fields `published` (or `date`) and `updated`; what is no date is left out."""
    found = []
    for kind, names in (("published", ("published", "date")), ("updated", ("updated",))):
        value = iso_of(text_field(metadata, *names) or "")
        if value:
            found.append(DateMention(value, kind, HOW))
    return tuple(found)


def feed_dates(metadata: Mapping[str, object]) -> tuple[DateMention, ...]:
    """What the feed that named the page says of its date (see `sayso.read.feeds.named_by`); what is no date is left out."""
    said = metadata.get("feed")
    if not isinstance(said, Mapping):
        return ()
    value = iso_of(text_field(said, "published") or "")
    kind = "updated" if said.get("how") == "feed updated" else "published"
    return (DateMention(value, kind, FEED),) if value else ()


def given_links(value: object, *, text: str) -> tuple[Link, ...]:
    """Links given as addresses or as {anchor, href}; an anchor that stands in the text gets its place, each place once."""
    links: list[Link] = []
    place = 0
    for entry in value if isinstance(value, list | tuple) else ():
        if isinstance(entry, str) and entry.strip():
            links.append(Link("", entry.strip()))
        elif isinstance(entry, Mapping) and isinstance(entry.get("href"), str):
            anchor = entry.get("anchor")
            anchor = anchor if isinstance(anchor, str) else ""
            start = text.find(anchor, place) if anchor else -1
            if start < 0 and anchor:
                start = text.find(anchor)
            end = start + len(anchor) if start >= 0 else None
            place = end if end is not None else place
            links.append(Link(anchor, entry["href"], start if start >= 0 else None, end))
    return tuple(links)
