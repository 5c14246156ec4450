"""What is large costs bounded time and memory: one line of a megabyte, a file of ten thousand lines."""

import json
import os
import subprocess
import time

import pytest

from sayso import cli
from sayso.bench.processes import wait_for
from tests.contract.adding import PART, parts
from tests.contract.test_add_kills import QUIETLY, start


@pytest.mark.parametrize("sign", ["a", "(", "“", "雨", "1", "\u0301", "\u202e", "\x00", "said ", "Ann said that "])
def test_a_megabyte_in_one_line_takes_less_than_half_a_minute(tmp_path, sign):
    file = tmp_path / "long.jsonl"
    file.write_text(json.dumps({"text": sign * (1_000_000 // len(sign.encode()))}, ensure_ascii=False) + "\n", encoding="utf-8")
    started = time.process_time()
    with pytest.raises(SystemExit):
        cli.main(["--workspace", str(tmp_path / "ws"), "add", str(file), "--quiet"])
    assert time.process_time() - started < 30


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the peak of a process is not known on Windows")
def test_memory_does_not_grow_with_the_lines_of_a_file(tmp_path):
    few, many = (_peak_mib(tmp_path, number) for number in (1_000, 10_000))
    assert many - few < 40


def _peak_mib(folder, number):
    """The most memory that adding so many lines took."""
    file = folder / f"{number}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for path in parts(folder, range(number // PART + 1)):
            lines.write(path.read_text(encoding="utf-8"))
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = start("--workspace", folder / f"ws-{number}", "add", file, *QUIETLY, stdout=said, stderr=subprocess.DEVNULL)
        _, peak = wait_for(process)
        said.seek(0)
        assert sum(1 for _ in said) >= number
    assert process.returncode in (0, 3, 5)
    return peak
