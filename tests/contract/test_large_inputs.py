"""What is large costs bounded time and memory: one line of a megabyte, a file of ten thousand lines."""

import json
import os
import subprocess
import time

import pytest

from sayso import cli
from tests.contract.adding import PART, parts
from tests.contract.test_add_kills import QUIETLY, start

MIB = 1024 * 1024


@pytest.mark.parametrize("sign", ["a", "(", "“", "雨", "1", "\u0301", "\u202e", "\x00", "said ", "Ann said that "])
def test_a_megabyte_in_one_line_takes_less_than_half_a_minute(tmp_path, sign):
    file = tmp_path / "long.jsonl"
    file.write_text(json.dumps({"text": sign * (1_000_000 // len(sign.encode()))}, ensure_ascii=False) + "\n", encoding="utf-8")
    started = time.process_time()
    with pytest.raises(SystemExit):
        cli.main(["--workspace", str(tmp_path / "ws"), "add", str(file), "--quiet"])
    assert time.process_time() - started < 30


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="peaks of ended processes are not known on Windows")
def test_memory_does_not_grow_with_the_lines_of_a_file(tmp_path):
    few, many = (_peak_mib(tmp_path, number) for number in (1_000, 10_000))
    assert many - few < 40


def _peak_mib(folder, number):
    """The most memory that adding so many lines took."""
    file = folder / f"{number}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for path in parts(folder, range(number // PART + 1)):
            lines.write(path.read_text(encoding="utf-8"))
    process = start("--workspace", folder / f"ws-{number}", "add", file, *QUIETLY, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    with process.stdout:
        assert sum(1 for _ in process.stdout) >= number
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 3, 5)
    return usage.ru_maxrss / (MIB if os.uname().sysname == "Darwin" else 1024)
