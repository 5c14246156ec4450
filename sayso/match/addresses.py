"""From an address to the domain that stands for its owner: www.bbc.co.uk/news gives bbc.co.uk.

Which part of a host name is bought and which is given follows a rule of thumb and a short list instead of the Public Suffix
List: news outlets stand under few suffixes, and a list of ten thousand would have to be kept up to date.
"""

import re
from urllib.parse import urlsplit

# Under a country's letters these stand for a kind of owner: co.uk, com.au, or.jp, gob.mx.
_SECOND_LEVEL = frozenset("ac co com edu go gob gouv gov gub info mil ne net nom or org press web".split())
# Owners that give each outlet a name below their own, as if it were a suffix.
_SHARED = frozenset(
    """
    altervista.org arc.net blogspot.com ebc.com.br flightsafety.org github.io globo.com go.com indiatimes.com joins.com
    livejournal.com over-blog.com substack.com tumblr.com wordpress.com
    """.split()
)
# They carry what others publish: who stands there is not who owns the domain.
_CARRIERS = frozenset(
    """
    apple.news archive.is archive.org archive.ph archive.today bit.ly bsky.app dailymotion.com facebook.com fb.com fb.me
    flipboard.com goo.gl google.com instagram.com linkedin.com medium.com msn.com ok.ru pinterest.com reddit.com t.co t.me
    telegram.me telegram.org threads.net tiktok.com translate.goog twitter.com vk.com webcitation.org whatsapp.com wikidata.org
    wikimedia.org wikipedia.org x.com yahoo.co.jp yahoo.com youtu.be youtube.com
    """.split()
)
_WRAPPED = re.compile(
    r"https?://(?:web\.archive\.org/web/[^/]+/|(?:www\.)?google\.[a-z.]+/amp/s/|archive\.(?:ph|is|today)/\w+/)(?=\S)",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}\Z")


def domain_of(url: str | None) -> str | None:
    """The domain of the owner of an address, lower-case; what an archive holds is the domain it was taken from.

    Args:
        url: an address, with or without "https://".

    Returns:
        None where there is no host name, and for carriers of what others publish (networks, portals, archives).
    """
    host = host_of(url)
    if host is None:
        return None
    labels = host.split(".")
    kept = 2
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        kept = 3
    if len(labels) > kept and ".".join(labels[-kept:]) in _SHARED:
        kept += 1
    domain = ".".join(labels[-kept:])
    return None if domain in _CARRIERS else domain


def host_of(url: str | None) -> str | None:
    """The host name in an address, lower-case and without "www."; None where there is none, and for numbers."""
    if not url or _OTHER_SCHEME.match(url):
        return None
    wrapped = _WRAPPED.match(url)
    address = url[wrapped.end() :] if wrapped else url
    try:
        host = urlsplit(address if "//" in address[:9] else f"//{address}").hostname
    except ValueError:
        return None
    host = (host or "").rstrip(".").removeprefix("www.")
    return host if _HOST.match(host) else None
