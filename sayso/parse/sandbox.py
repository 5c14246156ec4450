"""A parsing process that can be killed: started when first needed, used for many files, replaced when it is lost or has grown.

The process is `sayso.parse.worker`. The parent holds the wall clock: a parser that hangs costs its time limit and its own file.
"""

import atexit
import json
import os
import subprocess
import threading
from dataclasses import asdict
from typing import Any

from sayso.confinement import command, environment
from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.draft import Draft, from_plain
from sayso.parse.limits import Limits

_ERRORS = {"ParseFailed": ParseFailed, "LimitExceeded": LimitExceeded}
_START = "from sayso.parse.worker import main; main()"
# A process is replaced after so many files, or once it has been larger than this part of its memory limit.
FILES_PER_PROCESS = 500
GROWN = 0.5
STARTING_S = 20
LONGEST_ANSWER = 256 * 1024 * 1024


class Sandbox:
    """One parsing process at a time; safe to use from several threads, which then wait for each other.

    Use it as a context manager, or call `close`.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._served = 0

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def parse(self, data: bytes, *, kind: str, charset: str | None, url: str | None, limits: Limits) -> Draft:
        """The draft of one file, parsed in the process.

        Raises:
            ParseFailed: the bytes cannot be read as an article, or the process died over them.
            LimitExceeded: it took more than allowed.
        """
        request = {"kind": kind, "charset": charset, "url": url, "size": len(data), "limits": asdict(limits)}
        with self._lock:
            answer = self._ask(json.dumps(request).encode("ascii") + b"\n", data, limits=limits)
        if "error" in answer:
            raise _ERRORS[answer["error"]](answer["message"], hint=answer["hint"])
        return from_plain(answer["draft"])

    def close(self) -> None:
        """End the process, if there is one; the next `parse` starts another."""
        with self._lock:
            self._end()

    def _ask(self, head: bytes, data: bytes, *, limits: Limits) -> dict[str, Any]:
        fresh = self._process is None or self._owner != os.getpid()
        process = self._ready()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        # Starting loads libraries, which on a busy machine must not count against the file.
        watch = threading.Timer(limits.time_s + (STARTING_S if fresh else 0), stop)
        watch.daemon = True
        watch.start()
        try:
            answer = _exchange(process, head, data)
        except (OSError, ValueError):
            answer = None
        except BaseException:
            # Ctrl-C between request and answer: the next answer would be this one's.
            self._end()
            raise
        finally:
            watch.cancel()
        if answer is None:
            self._end()
            raise self._loss(process.returncode, late=late.is_set(), limits=limits)
        self._served += 1
        if self._served >= FILES_PER_PROCESS or answer["resident_mib"] > GROWN * limits.memory_mib:
            self._end()
        return answer

    @staticmethod
    def _loss(code: int | None, *, late: bool, limits: Limits) -> ParseFailed | LimitExceeded:
        # 24 is SIGXCPU on Linux, macOS and BSD: the processor time of the item was used up.
        if late or code == -24:
            return LimitExceeded(
                f"parsing took more than {limits.time_s} s.",
                hint="Save the article's text alone and read that, or raise parse_time.",
            )
        return ParseFailed(
            "the parsing process ended unexpectedly; the file may be damaged or made to do that, or memory ran out.",
            hint="Save it anew, or save its text alone and read that.",
        )

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # After a fork the process belongs to the parent: leave it alone.
            self._process, self._owner = None, os.getpid()
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                command(_START),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            self._served = 0
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    # What was not yet written can no longer be; the process is gone.
                    continue


def _exchange(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> dict[str, Any] | None:
    """The answer to one request, or None when the process ended before it was whole."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(head)
    process.stdin.write(data)
    process.stdin.flush()
    length = process.stdout.readline(32)
    if not length.strip().isdigit() or int(length) > LONGEST_ANSWER:
        return None
    body = process.stdout.read(int(length))
    if len(body) < int(length):
        return None
    answer = json.loads(body)
    return answer if isinstance(answer, dict) else None


SHARED = Sandbox()
atexit.register(SHARED.close)
