"""The benchmarks' reports, and the memory of a process; nothing is timed here."""

import os
import subprocess
import sys

import pytest

from sayso.bench.processes import run_timed, wait_for
from sayso.bench.read import Result, Timing, as_json, as_text
from sayso.errors import StopRun

MIB = 1024 * 1024
TAKE = "import time; held = bytearray({} * 1024 * 1024); time.sleep(0.1); del held"


def test_report_names_what_was_not_measured():
    timings = (Timing("sayso", (2.0, 1.0), 500.0, 600.0), Timing("other", (), 0.0, missing="it is not installed."))
    result = Result(3, 1000, timings, 0.5, 2000, 321.0)
    text = as_text(result)
    assert "500 words/s  (1.0 to 2.0 s)" in text
    assert "600 a second of processor time" in text
    assert "not measured: it is not installed." in text
    assert as_json(result)["batch_peak_mib"] == 321.0


@pytest.mark.skipif(os.name == "nt", reason="the peak of a process is not known on Windows")
def test_peak_is_that_of_the_process_and_not_of_the_one_that_started_it():
    held = bytearray(300 * MIB)
    small, large = (wait_for(subprocess.Popen([sys.executable, "-c", TAKE.format(size)]))[1] or 0 for size in (1, 60))
    assert len(held) == 300 * MIB
    assert 0 < small < 100
    assert 50 < large - small < 70


@pytest.mark.skipif(os.name == "nt", reason="processor time is not known on Windows")
def test_processor_time_is_told_apart_from_waiting():
    spent = run_timed([sys.executable, "-c", "import time; time.sleep(0.3)"])
    assert spent.processor_s is not None
    assert spent.processor_s < spent.seconds


def test_a_timed_process_that_fails_says_why():
    with pytest.raises(StopRun, match=r"ended with 3: no room\."):
        run_timed([sys.executable, "-c", "import sys; print('no room', file=sys.stderr); sys.exit(3)"])
