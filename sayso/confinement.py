"""Processes that parse what strangers wrote: how they are started, and what they may do.

A process that is given hostile bytes calls `refuse` once and `confine` before each item. Limits on memory and processor time
are those of the operating system, where it has them; whoever started the process holds the wall clock everywhere.
"""

import os
import sys
from typing import Any

MIB = 1024 * 1024
# What a parser never needs, besides files opened for writing: connections, other programs, and changes to the disk.
_FORBIDDEN = frozenset(
    """
    socket.connect socket.bind socket.sendto subprocess.Popen os.system os.exec os.posix_spawn os.fork os.remove os.rename
    os.rmdir os.symlink os.link os.chmod shutil.rmtree
    """.split()
)


def command(code: str) -> list[str]:
    """The command line that runs a line of Python in a process of its own."""
    # -P: a module that lies in the current folder, beside hostile files, must not be loaded.
    return [sys.executable, "-P", "-c", code]


def environment() -> dict[str, str]:
    """The environment for it: the same modules as here, wherever they were found, and the same order of sets each time."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part or os.getcwd() for part in sys.path), "PYTHONHASHSEED": "0"}


def refuse() -> None:
    """From now on, have this process open no connection, start no program, and change nothing on the disk."""
    sys.addaudithook(_refuse)


def confine(*, time_s: int, memory_mib: int) -> None:
    """From now on, give this process so many more seconds of processor time, and so much memory in all."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + time_s + 1)
    _soft(resource.RLIMIT_CORE, 0)
    # macOS counts shared libraries in the address space and refuses; there the wall clock and the size limits remain.
    if sys.platform.startswith("linux"):
        _soft(resource.RLIMIT_AS, memory_mib * MIB)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN or (event == "open" and isinstance(arguments[1], str) and arguments[1].strip("rbtU")):
        raise PermissionError(f"a parser may not do this: {event}")


def _soft(kind: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    with_hard = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (with_hard, hard))
    except (ValueError, OSError):
        return
