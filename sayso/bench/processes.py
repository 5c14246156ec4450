"""Whole processes, timed: libraries on one thread each, on one core where that is asked for."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sayso.errors import StopRun

ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")}


def run_timed(command: list[str], *, one_core: bool = True) -> tuple[float, float | None]:
    """Seconds of the whole process, and its peak memory in MiB where the system tells.

    Raises:
        StopRun: the process failed.
    """
    started = time.perf_counter()
    with _one_core() if one_core else nullcontext(), tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env={**os.environ, **ONE_THREAD})
        peak = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
        code = process.wait()
        seconds = time.perf_counter() - started
        if code:
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().splitlines()[-1:] or ["no message"]
            raise StopRun(f"a timed process ended with {code}: {last[0]}.", " ".join(command[1:4]))
    return seconds, peak


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
