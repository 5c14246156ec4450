"""Web pages and feeds, fetched with care: public addresses only, under one's own name, within limits, and where sites allow it.

A host is resolved once, every answer is checked, and the connection goes to the checked address, so a name that changes its
address between check and use gains nothing. Every redirect passes the same checks. Between two requests to one host there is a
pause, and a host that asks to be left alone for a while is.
"""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
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
DAY_S = 86_400.0
# A site that asks to wait no longer than this is waited for.
PATIENCE_S = 30.0
# RFC 9309, 2.4: no longer than a day. A site that was out of order may be in order soon.
_ROBOTS_LAST_S = DAY_S
_OUTAGE_LASTS_S = 600.0
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)
_ASKS_TO_WAIT = (429, 503)
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
_ACCEPT_FEED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
_SAVE = "Open it in a browser, save the page and read the file."


def user_agent() -> str:
    """How Sayso introduces itself to a site: name, version, and what it is."""
    from sayso import __version__

    return f"{PROGRAM}/{__version__} (+articles and feeds at a reader's request; no crawling)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered, whatever that was.

    Attributes:
        status: HTTP status; 304 says that nothing changed since the answer that was named in the request.
        reason: the words beside it.
        headers: headers as received, in order.
        capture: the page; with status 200 only.
        moved_to: where to ask from now on, when the site says that the address has changed for good; else None.
        wait_s: how many seconds the site asks to wait, a day at most; None when it does not.
    """

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = ()
    capture: Capture | None = None
    moved_to: str | None = None
    wait_s: float | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name; None where it is missing."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Fetcher(AbstractContextManager["Fetcher"]):
    """Fetches pages, keeping each site's robots.txt for a day. Nothing is loaded or opened before the first fetch.

    Args:
        settings: waiting time for one page in all, number of redirects, largest page; and the pause between two requests to one
            host, in which robots.txt and redirects within a host do not count.
        sleep: waits for so many seconds.
        loopback_port: for tests only: a server of this machine at this port may be reached as well.
    """

    def __init__(
        self,
        *,
        settings: Settings = DEFAULTS,
        sleep: Callable[[float], None] = time.sleep,
        loopback_port: int | None = None,
    ) -> None:
        self._settings = settings
        self._pause_s = settings.fetch_pause
        self._sleep = sleep
        self._loopback_port = loopback_port
        self._robots: dict[str, tuple[float, Rules]] = {}
        self._free_at: dict[str, float] = {}
        self._quiet_until: dict[str, float] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None:
        self._robots.clear()

    def fetch(self, url: str) -> Capture:
        """The page at an address. A site that asks to wait for half a minute at most is waited for, once.

        Raises:
            FetchFailed: it may not be fetched, or could not be; the message says which and why.
            LimitExceeded: it is larger than allowed.
        """
        answer = self.ask(url, patient=True)
        if answer.capture is None:
            raise refusal(answer, url)
        return answer.capture

    def ask(
        self, url: str, *, feed: bool = False, patient: bool = False, etag: str | None = None, modified: str | None = None
    ) -> Answer:
        """What the site says to a request for an address, whether it is the page or not.

        A site that has asked to wait is not asked before that time; the answer then is 429 without headers.

        Args:
            url: the address.
            feed: whether a feed is expected.
            patient: whether to wait and ask once more, where the site asks to wait for half a minute at most.
            etag, modified: ETag and Last-Modified of an earlier answer; the site then need not send the same again.

        Raises:
            FetchFailed: it may not be fetched, or no answer came.
            LimitExceeded: the page is larger than allowed.
        """
        import httpx

        headers = {"Accept": _ACCEPT_FEED if feed else _ACCEPT}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            answer = self._followed(url, headers)
            if patient and answer.wait_s is not None and answer.wait_s <= PATIENCE_S:
                self._sleep(answer.wait_s)
                answer = self._followed(url, headers)
            return answer
        except (FetchFailed, LimitExceeded) as error:
            raise type(error)(error.message, url, error.hint) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as exc:
            raise FetchFailed("this is not a valid address.", url, "Copy it again from the browser.") from exc

    def _followed(self, url: str, headers: dict[str, str]) -> Answer:
        import httpx

        deadline = time.monotonic() + self._settings.fetch_timeout
        address = self._checked(httpx.URL(url))
        host = ""
        moved: str | None = None
        may_move = True
        for _ in range(self._settings.fetch_redirects + 1):
            if not self._rules(address, deadline=deadline).allow(address.raw_path.decode("ascii")):
                raise FetchFailed("the site's robots.txt asks programs not to fetch it.", hint=_SAVE)
            if address.host != host:
                host = address.host
                quiet_s = self._quiet_until.get(host, 0.0) - time.monotonic()
                if quiet_s > 0:
                    return Answer(429, "it asked to wait", wait_s=quiet_s)
                deadline += self._wait_for(host)
            with self._answer(address, headers, deadline=deadline) as response:
                self._free_at[host] = time.monotonic() + self._pause_s
                status = response.status_code
                if status in _MOVED and "location" in response.headers:
                    address = self._checked(address.join(response.headers["location"]))
                    may_move = may_move and status in _MOVED_FOR_GOOD
                    moved = str(address) if may_move else moved
                    continue
                sent = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
                wait_s = asked_wait_s(response.headers.get("retry-after")) if status in _ASKS_TO_WAIT else None
                if wait_s is not None:
                    self._quiet_until[host] = time.monotonic() + wait_s
                capture = self._capture(response, url, str(address), sent) if status == 200 else None
                return Answer(status, response.reason_phrase, sent, capture, moved, wait_s)
        raise FetchFailed(f"it redirects more than {self._settings.fetch_redirects} times.", hint=_SAVE)

    def _capture(self, response: "httpx.Response", origin: str, url: str, sent: tuple[tuple[str, str], ...]) -> Capture:
        data = _body(response, most=self._settings.input_size * MIB)
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower() or None
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Capture(data, origin, "url", kind, response.charset_encoding, url, now, headers=sent, user_agent=user_agent())

    def _wait_for(self, host: str) -> float:
        """Wait until a host may be asked again; gives the seconds that took."""
        wait_s = max(0.0, self._free_at.get(host, 0.0) - time.monotonic())
        if wait_s:
            self._sleep(wait_s)
        return wait_s

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
        until, rules = self._robots.get(site, (0.0, NOTHING_SAID))
        if time.monotonic() >= until:
            rules = self._robots_of(address, deadline=deadline)
            lasts_s = _OUTAGE_LASTS_S if rules is NOTHING_ALLOWED else _ROBOTS_LAST_S
            self._robots[site] = (time.monotonic() + lasts_s, rules)
        return rules

    def _robots_of(self, address: "httpx.URL", *, deadline: float) -> Rules:
        place = address.copy_with(path="/robots.txt", query=None)
        for _ in range(self._settings.fetch_redirects + 1):
            with self._answer(place, {"Accept": _ACCEPT}, deadline=deadline) as response:
                if response.status_code in _MOVED and "location" in response.headers:
                    place = self._checked(place.join(response.headers["location"]))
                    continue
                if response.status_code == 200:
                    text = _body(response, most=LONGEST, cut=True).decode("utf-8-sig", "replace")
                    return rules_for(text, program=PROGRAM)
                # No robots.txt: everything may be fetched. A site that is out of order is to be left alone (RFC 9309, 2.3.1).
                return NOTHING_ALLOWED if response.status_code >= 500 or response.status_code == 429 else NOTHING_SAID
        return NOTHING_SAID

    @contextmanager
    def _answer(self, address: "httpx.URL", headers: dict[str, str], *, deadline: float) -> Iterator["httpx.Response"]:
        import httpcore
        import httpx

        from sayso.read.transport import GuardedTransport

        def admit(host: str, port: int) -> str:
            return admitted(host, port, loopback_port=self._loopback_port)

        common = {"User-Agent": user_agent(), "Accept-Encoding": "gzip", "Accept-Language": "en, *;q=0.5"}
        try:
            with (
                GuardedTransport(admit=admit, deadline=deadline) as transport,
                # trust_env: a proxy from the environment would resolve names where nothing checks them.
                httpx.Client(transport=transport, headers=common | headers, follow_redirects=False, trust_env=False) as client,
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


def refusal(answer: Answer, url: str) -> FetchFailed:
    """The error for an answer that is not the page."""
    if answer.wait_s is not None:
        return FetchFailed(f"the site asks to wait {_spelled(answer.wait_s)}.", url, "Try again after that.")
    code = answer.status
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
        f"the site answered {code} {answer.reason}".rstrip() + ".",
        url,
        hints.get(code, "Try again later." if code >= 500 else _SAVE),
    )


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


def asked_wait_s(text: str | None) -> float | None:
    """The seconds that a Retry-After header asks for, a day at most; None where it is unclear. Source: RFC 9110, 10.2.3."""
    text = (text or "").strip()
    if text.isascii() and text.isdigit():
        return min(DAY_S, float(text[:9]))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(DAY_S, max(0.0, (moment - datetime.now(UTC)).total_seconds()))


def _spelled(seconds: float) -> str:
    return f"{max(1, round(seconds))} s" if seconds < 120 else f"{round(seconds / 60)} minutes"
