"""What names articles instead of holding one: feeds, lists of feeds (OPML), lists of addresses; followed to the pages.

Only what a person named is followed, two steps at most: a list leads to feeds and pages, a feed to pages, a page to nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import BinaryIO

from sayso.errors import ParseFailed, SaysoError
from sayso.read import feeds, files
from sayso.read.fetch import Fetcher
from sayso.records.documents import Capture, Problem
from sayso.settings import DEFAULTS, Settings


def expand(
    paths: Sequence[str],
    *,
    lists: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    settings: Settings = DEFAULTS,
    tell: files.Tell = files.unheard,
    fetcher: Fetcher | None = None,
) -> Iterator[files.Obtained]:
    """As `files.captures`, but feeds, OPML files and `*.urls` files that are named are followed to the pages they name.

    A page that several of them name is fetched once. Lists that lie in a folder are not followed: nobody named them.

    Args:
        paths: as for `files.captures`.
        lists: files with one address a line, whatever they are called; they come first.
        stdin, settings, tell: as for `files.captures`.
        fetcher: fetches; None for one of its own.
    """
    with nullcontext(fetcher) if fetcher else Fetcher(settings=settings) as shared:
        follower = _Follower(shared, settings=settings, tell=tell)
        for path in lists:
            for found in files.captures((path,), stdin=stdin, settings=settings, fetcher=shared, follow=_itself):
                yield from follower.addresses(found) if isinstance(found, Capture) else (found,)
        yield from files.captures(paths, stdin=stdin, settings=settings, tell=tell, fetcher=shared, follow=follower.follow)


def feeds_of(paths: Sequence[str], *, settings: Settings = DEFAULTS) -> Iterator[str | SaysoError]:
    """Addresses of feeds: those given, and those in OPML and `*.urls` files among the paths; errors in place of the rest."""
    for path in paths:
        if files.is_address(path):
            yield path
            continue
        for found in files.captures((path,), settings=settings, follow=_itself):
            if isinstance(found, SaysoError):
                yield found
            elif files.list_kind(found) == "addresses":
                yield from addresses(found.data, path)
            else:
                try:
                    yield from feeds.read_outline(found.data, settings=settings)
                except SaysoError as error:
                    yield type(error)(error.message, path, "Give addresses of feeds, or an OPML file.")


def addresses(data: bytes, name: str) -> Iterator[str | ParseFailed]:
    """The addresses of a list, one a line; what follows "#" at the beginning of a line is a comment."""
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        address = line.strip()
        if address.lower().startswith(("http://", "https://")):
            yield address
        elif address and not address.startswith("#"):
            yield ParseFailed("this is no address of the web.", f"{name}:{number}", "Give http or https addresses, one a line.")


def _itself(capture: Capture) -> Iterator[files.Obtained]:
    yield capture


class _Follower:
    """Goes where lists lead."""

    def __init__(self, fetcher: Fetcher, *, settings: Settings, tell: files.Tell) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._tell = tell
        self._seen: set[str] = set()

    def follow(self, capture: Capture) -> Iterator[files.Obtained]:
        """The pages that a list leads to, or the errors in their place."""
        kind = files.list_kind(capture)
        try:
            if kind == "feed":
                yield from self._entries(capture)
            elif kind == "addresses":
                yield from self.addresses(capture)
            else:
                for address in feeds.read_outline(capture.data, settings=self._settings):
                    yield from self._fetched(address)
        except SaysoError as error:
            yield type(error)(error.message, error.subject or capture.origin, error.hint)

    def addresses(self, capture: Capture) -> Iterator[files.Obtained]:
        """The pages that a list of addresses leads to; feeds among them are followed."""
        for address in addresses(capture.data, capture.origin):
            if isinstance(address, SaysoError):
                yield address
            else:
                yield from self._fetched(address)

    def _entries(self, capture: Capture) -> Iterator[files.Obtained]:
        url = capture.url or capture.origin
        feed = feeds.read_feed(capture.data, url=capture.url, settings=self._settings)
        for entry in feed.entries:
            for page in self._fetched(entry.url, is_page=True):
                yield feeds.named_by(page, entry, feed=url, title=feed.title) if isinstance(page, Capture) else page
        if feed.left_out:
            self._tell(Problem(url, f"entries of this feed without an address of the web, or too many: {feed.left_out:,}."))

    def _fetched(self, address: str, *, is_page: bool = False) -> Iterator[files.Obtained]:
        if address in self._seen:
            return
        self._seen.add(address)
        try:
            capture = self._fetcher.fetch(address)
        except SaysoError as error:
            yield error
            return
        kind = files.list_kind(capture)
        if kind == "feed" and not is_page:
            yield from self.follow(capture)
        else:
            yield files.refused_list(capture) if kind else capture
