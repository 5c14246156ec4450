"""Captures to keep, and a disk that is full."""

import errno
from contextlib import contextmanager
from unittest import mock

from sayso.records.documents import Capture


def capture(number: int = 1, **fields) -> Capture:
    """A page like no other number's."""
    told = {"data": f"<p>Page {number}.</p>".encode(), "origin": f"{number}.html", "how": "file", "media_type": "text/html"}
    return Capture(**{**told, **fields})


def fetched(number: int = 1, **fields) -> Capture:
    """A page as it comes over HTTP, with all that a capture can have."""
    told = {
        "how": "url",
        "origin": f"https://example.org/{number}",
        "url": f"https://example.org/{number}",
        "charset": "utf-8",
        "captured_at": "2026-11-24T22:01:07Z",
        "headers": (("Date", "Tue"), ("Set-Cookie", "a"), ("Set-Cookie", "b")),
        "user_agent": "sayso/1",
    }
    return capture(number, **{**told, **fields})


@contextmanager
def full_disk(module: str, *, room: int = 0, code: int = errno.ENOSPC):
    """Within it, a module of the archive writes at most so many bytes of anything before the system refuses."""

    def write(file, data):
        file.write(data[:room])
        raise OSError(code, "No space left on device")

    with mock.patch(f"sayso.archive.{module}.write", write):
        yield
