"""Web pages, fetched with care: public addresses only, under one's own name, within limits, and where the site allows it.

A host is resolved once, every answer is checked, and the connection goes to the checked address, so a name that changes its
address between check and use gains nothing. Every redirect passes the same checks.
"""

import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sayso.errors import FetchFailed, LimitExceeded
from sayso.read.addresses import admitted
from sayso.read.robots import LONGEST, NOTHING_ALLOWED, NOTHING_SAID, Rules, rules_for
from sayso.records.documents import Capture
from sayso.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    import httpx

PROGRAM = "sayso"
MIB = 1024 * 1024
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
_SAVE = "Open it in a browser, save the page and read the file."


def user_agent() -> str:
    """How Sayso introduces itself to a site: name, version, and what it is."""
    from sayso import __version__

    return f"{PROGRAM}/{__version__} (+one article at a reader's request; no crawling)"


class Fetcher(AbstractContextManager["Fetcher"]):
    """Fetches pages, keeping each site's robots.txt for its lifetime. Nothing is loaded or opened before the first fetch.

    Args:
        settings: waiting time for one page in all, number of redirects, largest page.
        loopback_port: for tests only: a server of this machine at this port may be reached as well.
    """

    def __init__(self, *, settings: Settings = DEFAULTS, loopback_port: int | None = None) -> None:
        self._settings = settings
        self._loopback_port = loopback_port
        self._robots: dict[str, Rules] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        self._robots.clear()

    def fetch(self, url: str) -> Capture:
        """The page at an address.

        Raises:
            FetchFailed: it may not be fetched, or could not be; the message says which and why.
            LimitExceeded: it is larger than allowed.
        """
        import httpx

        try:
            return self._followed(url)
        except (FetchFailed, LimitExceeded) as error:
            raise type(error)(error.message, url, error.hint) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as exc:
            raise FetchFailed("this is not a valid address.", url, "Copy it again from the browser.") from exc

    def _followed(self, url: str) -> Capture:
        import httpx

        deadline = time.monotonic() + self._settings.fetch_timeout
        address = self._checked(httpx.URL(url))
        for _ in range(self._settings.fetch_redirects + 1):
            if not self._rules(address, deadline=deadline).allow(address.raw_path.decode("ascii")):
                raise FetchFailed("the site's robots.txt asks programs not to fetch it.", hint=_SAVE)
            with self._answer(address, deadline=deadline) as response:
                if response.status_code in (301, 302, 303, 307, 308) and "location" in response.headers:
                    address = self._checked(address.join(response.headers["location"]))
                    continue
                if response.status_code != 200:
                    raise _refused(response.status_code, response.reason_phrase)
                data = _body(response, most=self._settings.input_size * MIB)
                kind = response.headers.get("content-type", "").split(";")[0].strip().lower() or None
                now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
                return Capture(data, url, "url", kind, response.charset_encoding, str(address), now)
        raise FetchFailed(f"it redirects more than {self._settings.fetch_redirects} times.", hint=_SAVE)

    def _checked(self, address: "httpx.URL") -> "httpx.URL":
        if address.scheme not in ("http", "https"):
            raise FetchFailed(
                f"addresses of the kind {address.scheme or 'without a scheme'} are not fetched.",
                hint="Give an http or https address.",
            )
        if address.userinfo:
            raise FetchFailed("the address carries a user name or password.", hint="Leave out what stands before the @.")
        if not address.host:
            raise FetchFailed("the address names no host.", hint="Copy it again from the browser.")
        return address.copy_with(fragment=None)

    def _rules(self, address: "httpx.URL", *, deadline: float) -> Rules:
        site = f"{address.scheme}://{address.netloc.decode('ascii')}"
        if site not in self._robots:
            self._robots[site] = self._robots_of(address, deadline=deadline)
        return self._robots[site]

    def _robots_of(self, address: "httpx.URL", *, deadline: float) -> Rules:
        place = address.copy_with(path="/robots.txt", query=None)
        for _ in range(self._settings.fetch_redirects + 1):
            with self._answer(place, deadline=deadline) as response:
                if response.status_code in (301, 302, 303, 307, 308) and "location" in response.headers:
                    place = self._checked(place.join(response.headers["location"]))
                    continue
                if response.status_code == 200:
                    text = _body(response, most=LONGEST, cut=True).decode("utf-8-sig", "replace")
                    return rules_for(text, program=PROGRAM)
                # No robots.txt: everything may be fetched. A site that is out of order is to be left alone (RFC 9309, 2.3.1).
                return NOTHING_ALLOWED if response.status_code >= 500 or response.status_code == 429 else NOTHING_SAID
        return NOTHING_SAID

    @contextmanager
    def _answer(self, address: "httpx.URL", *, deadline: float) -> Iterator["httpx.Response"]:
        import httpcore
        import httpx

        from sayso.read.transport import GuardedTransport

        def admit(host: str, port: int) -> str:
            return admitted(host, port, loopback_port=self._loopback_port)

        headers = {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Accept-Language": "en, *;q=0.5"}
        try:
            with (
                GuardedTransport(admit=admit, deadline=deadline) as transport,
                # trust_env: a proxy from the environment would resolve names where nothing checks them.
                httpx.Client(transport=transport, headers=headers, follow_redirects=False, trust_env=False) as client,
                client.stream("GET", address) as response,
            ):
                yield response
        except (httpcore.TimeoutException, httpx.TimeoutException) as exc:
            raise FetchFailed(
                f"it did not come within {self._settings.fetch_timeout} s.", hint="Try again, or raise fetch_timeout."
            ) from exc
        except (httpcore.ConnectError, httpx.ConnectError) as exc:
            raise FetchFailed(f"no connection ({exc}).", hint="Check the address and the connection.") from exc
        except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.UnsupportedProtocol, httpx.TransportError) as exc:
            raise FetchFailed(f"the connection broke ({exc}).", hint="Try again later.") from exc


def _body(response: "httpx.Response", *, most: int, cut: bool = False) -> bytes:
    """The bytes of an answer, unpacked; `cut` takes the beginning of what is too large instead of raising."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise FetchFailed(f"it came packed in a form that was not asked for ({packing}).", hint=_SAVE)
    unpack: Any = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    parts: list[bytes] = []
    size = 0
    try:
        for chunk in response.iter_raw():
            # One byte more than allowed is enough to know; a packed page can become a thousand times larger.
            part = unpack.decompress(chunk, most - size + 1) if unpack else chunk
            parts.append(part)
            size += len(part)
            if size > most:
                break
    except zlib.error as exc:
        raise FetchFailed("it came damaged.", hint="Try again later.") from exc
    if size > most and not cut:
        raise LimitExceeded(f"the page is larger than {most // MIB} MiB.", hint="Raise input_size if it is an article.")
    return b"".join(parts)[:most]


def _refused(code: int, reason: str) -> FetchFailed:
    hints = {
        401: f"It needs a login. {_SAVE}",
        402: f"It must be paid for. {_SAVE}",
        403: f"The site does not let programs in. {_SAVE}",
        404: "Check the address.",
        410: "The page is gone.",
        429: "The site asks to wait; try again later.",
        451: "It is withheld for legal reasons.",
    }
    return FetchFailed(
        f"the site answered {code} {reason}".rstrip() + ".", hint=hints.get(code, "Try again later." if code >= 500 else _SAVE)
    )
