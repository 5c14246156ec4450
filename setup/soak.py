"""The long tests of what must never happen: killed processes, mutated files, changed bytes, odd queries.

    python setup/soak.py [--scale SHARE] [PART ...]

Each part prints one line with its figures; the exit code is 1 when one promise fails. The tests that `make test` runs do the
same with small numbers.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.contract import test_add_kills, test_archive_kills, test_hostile_files, test_odd_texts, test_store_kills


@dataclass(frozen=True, slots=True)
class Part:
    """A long test: how often at full length, what it does, the fields of its report that must be 0, and what else must hold."""

    number: int
    run: Callable[[Path, int], Any]
    zeros: tuple[str, ...]
    holds: Callable[[Any], bool] = lambda _: True


def stays_small(report: test_hostile_files.Toll) -> bool:
    """Whether the process that asked for files to be parsed kept its size."""
    return report.grown_mib < test_hostile_files.MOST_GROWN_MIB


SEED = 20_261_124
PARTS = {
    "archive": Part(
        1_000, lambda folder, n: test_archive_kills.run_kills(folder, n, SEED), ("lost", "doubled", "wrong", "damages")
    ),
    "store": Part(
        300, lambda folder, n: test_store_kills.run_kills(folder, n, SEED), ("lost", "partial", "doubled", "damages")
    ),
    "add": Part(
        200,
        lambda folder, n: test_add_kills.run_kills(folder, n, SEED),
        ("lost", "unread", "doubled", "damages", "different", "rebuilt"),
    ),
    "pages": Part(2_000, lambda _, n: test_hostile_files.run_pages(n, SEED), ("faults", "lost", "late"), stays_small),
    "pdfs": Part(1_000, lambda _, n: test_hostile_files.run_pdfs(n, SEED), ("faults", "late"), stays_small),
    "flips": Part(
        20,
        lambda _, n: test_hostile_files.run_flips(n, SEED),
        ("unlisted",),
        lambda report: report.recovered >= test_hostile_files.RECORDS - test_hostile_files.FLIPS,
    ),
    "bombs": Part(1, lambda folder, _: test_hostile_files.run_bombs(folder), ("faults", "late"), stays_small),
    "queries": Part(10_000, lambda _, n: test_odd_texts.run_queries(n, SEED), ("faults",), lambda report: report.p99_s < 2),
}


def main() -> None:
    """Run the parts that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full numbers (0.1 takes some minutes)")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    broken = []
    for name in options.parts or PARTS:
        part = PARTS[name]
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            report = part.run(Path(folder), max(1, round(part.number * options.scale)))
        print(f"{name}: {report} in {time.monotonic() - started:.0f} s", flush=True)
        if any(getattr(report, field) for field in part.zeros) or not part.holds(report):
            broken.append(name)
    if broken:
        sys.exit(f"soak: a promise was broken in {', '.join(broken)}")
    print("soak: every promise held")


if __name__ == "__main__":
    main()
