"""The parsing process: takes one file after another on its standard input, answers each on what was its standard output.

A request is one line of JSON and then the bytes of the file; an answer is a length in ASCII digits, a newline and JSON. JSON,
not pickle: were a parser taken over by a hostile file, its answer could still do nothing but be wrong.
"""

import json
import os
import signal
import sys
from typing import Any, BinaryIO

from sayso.confinement import confine, refuse
from sayso.errors import LimitExceeded, ParseFailed
from sayso.parse.draft import to_plain
from sayso.parse.limits import MIB, Limits


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    # Libraries that print must not disturb the answers.
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.close(silence)
    refuse()
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        if len(data) < request["size"]:
            return
        _send(answers, _answer(request, data))


def parse_untrusted(kind: str, data: bytes, *, charset: str | None, url: str | None, limits: Limits) -> Any:
    """The draft of one file.

    Args:
        kind: "html", "pdf", "docx" or "mail".
        data: the file's bytes.
        charset: character set the sender declared, HTML only.
        url: address of the page, HTML only.
        limits: what it may take.

    Raises:
        ParseFailed: the bytes cannot be read as an article.
        LimitExceeded: it would take more than allowed.
    """
    # Each parser loads its own libraries: a process that reads PDF alone never loads an HTML parser.
    if kind == "html":
        from sayso.parse.html import parse_html

        return parse_html(data, charset=charset, url=url, limits=limits)
    if kind == "pdf":
        from sayso.parse.pdf import parse_pdf

        return parse_pdf(data, limits=limits)
    if kind == "docx":
        from sayso.parse.office import parse_docx

        return parse_docx(data, limits=limits)
    from sayso.parse.mail import parse_mail

    return parse_mail(data, limits=limits)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    limits = Limits(**request["limits"])
    too_much = LimitExceeded(
        f"parsing needs more than {limits.memory_mib} MiB of memory.",
        hint="Save the article's text alone, or raise parse_memory.",
    )
    confine(time_s=limits.time_s, memory_mib=limits.memory_mib)
    try:
        draft = parse_untrusted(request["kind"], data, charset=request["charset"], url=request["url"], limits=limits)
        return {"draft": to_plain(draft), "resident_mib": _resident_mib()}
    except MemoryError:
        return _failure(too_much)
    except RecursionError:
        return _failure(LimitExceeded("its parts are nested too deep.", hint="Save the article's text alone and read that."))
    except (ParseFailed, LimitExceeded) as error:
        return _failure(error)
    # The last guard: whatever a library raises on hostile bytes costs this one item only.
    except Exception as exc:  # noqa: BLE001
        return _failure(
            ParseFailed(
                f"the parser failed on it ({type(exc).__name__}).", hint="Save it anew, or save its text alone and read that."
            )
        )


def _failure(error: ParseFailed | LimitExceeded) -> dict[str, Any]:
    return {"error": type(error).__name__, "message": error.message, "hint": error.hint, "resident_mib": _resident_mib()}


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    # Half of a surrogate pair cannot be written; some pages hold one.
    body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    answers.write(b"%d\n" % len(body) + body)
    answers.flush()


def _resident_mib() -> float:
    """The most memory that this process has held, in MiB; 0 where the system does not tell."""
    try:
        # Of this program alone: what `getrusage` tells begins with the size of the process that started it.
        with open("/proc/self/status", "rb") as status:
            peaks = [line.split()[1] for line in status if line.startswith(b"VmHWM:")]
        if peaks:
            return int(peaks[0]) / 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak / MIB if sys.platform == "darwin" else peak / 1024)


if __name__ == "__main__":
    main()
