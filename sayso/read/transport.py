"""The connection itself: goes only where it is let, and ends at a deadline however slowly the other side sends."""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any

import httpcore
import httpx

Admit = Callable[[str, int], str]


class GuardedTransport(httpx.BaseTransport):
    """A transport whose every connection is admitted first.

    Args:
        admit: gives the address to connect to for a host and port, or raises.
        deadline: `time.monotonic()` at which everything must be done.
    """

    def __init__(self, *, admit: Admit, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=_GuardedBackend(admit, deadline),
            retries=0,
            max_connections=1,
        )

    def __enter__(self) -> "GuardedTransport":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is read while the response is open."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(httpcore.Request(request.method, url, headers=request.headers.raw, content=b""))
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions={"reason_phrase": answer.extensions.get("reason_phrase", b"")},
        )


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, admit: Admit, deadline: float) -> None:
        self._admit = admit
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = self._admit(host, port)
        stream = self._plain.connect_tcp(address, port, _left(self._deadline), local_address, socket_options)
        return _DeadlineStream(stream, self._deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("sockets of this machine are not reached")


class _DeadlineStream(httpcore.NetworkStream):
    """A stream on which every wait is bounded by what is left: a page sent one byte a second ends in time too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left
