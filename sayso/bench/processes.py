"""Whole processes, timed, and their memory: libraries on one thread each, on one core where that is asked for."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import StopRun

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")}

PROCESSES = Path("/proc")  # where Linux tells of them
LOOK_S = 0.01  # between two looks at the memory of a process


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took.

    Attributes:
        seconds: by the clock, from its start to its end.
        processor_s: seconds of processor time, its children's too; None where the system does not tell. It says more than the
            clock when the machine does other work as well.
        peak_mib: the most memory that it held, without its children, in MiB; None where the system does not tell.
    """

    seconds: float
    processor_s: float | None
    peak_mib: float | None


def run_timed(command: list[str], *, one_core: bool = True) -> Spent:
    """Run a whole process.

    Raises:
        StopRun: the process failed.
    """
    started = time.perf_counter()
    with _one_core() if one_core else nullcontext(), tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env={**os.environ, **ONE_THREAD})
        processor_s, peak = wait_for(process)
        seconds = time.perf_counter() - started
        if process.returncode:
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().splitlines()[-1:] or ["no message"]
            raise StopRun(f"a timed process ended with {process.returncode}: {last[0]}.", " ".join(command[1:4]))
    return Spent(seconds, processor_s, peak)


def wait_for(process: "subprocess.Popen[Any]") -> tuple[float | None, float | None]:
    """Wait for a process to end; `processor_s` and `peak_mib` as in Spent.

    On Linux what it takes in its last LOOK_S seconds is not seen, and the end is noticed up to as much later.
    """
    if not hasattr(os, "wait4"):
        process.wait()
        return None, None
    looked = PROCESSES.exists()
    peak, status, usage = 0.0, 0, None
    while usage is None:
        # Looked at while it runs: what Linux tells of it afterwards begins with the size of the process that started it.
        peak = max(peak, peak_mib(process.pid))
        ended, status, spent = os.wait4(process.pid, os.WNOHANG if looked else 0)
        if ended:
            usage = spent
        else:
            time.sleep(LOOK_S)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not looked:
        peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return usage.ru_utime + usage.ru_stime, peak or None


def peak_mib(number: int) -> float:
    """The most memory that a running process has held so far; 0 for one that has ended."""
    try:
        status = (PROCESSES / str(number) / "status").read_text("utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process, and those it starts meanwhile, on one core, where the system can."""
    if sys.platform != "linux":
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
