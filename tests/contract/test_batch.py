"""What a batch promises: order, the same bytes with any number of workers, and finished results whole after Ctrl-C."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from sayso import pipeline
from sayso.examples import bundled
from sayso.records.documents import Capture
from sayso.records.statements import Reading
from sayso.settings import Settings

TEXTS = [
    'Ann Lee, the mayor, said: "The road is open." Police denied that it had been closed.',
    "According to two officials, at least 250 boats may have left. The ministry would not confirm it.",
    "The storm passed on Friday.",
]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "sayso", "read", *map(str, arguments)]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory):
    """Seventy short articles, two of them broken: enough for several batches."""
    path = tmp_path_factory.mktemp("batch") / "articles.jsonl"
    texts = ["" if n in (5, 40) else TEXTS[n % 3] + f" It was day {n}." for n in range(70)]
    lines = [json.dumps({"doc_id": f"d{n}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_one_and_two_workers_give_the_same_bytes(articles, form: str):
    paths = [articles, *(example.path for example in bundled())]
    outputs = [
        subprocess.run(command(*paths, "--format", form, "--workers", n, "--quiet"), capture_output=True, check=False)
        for n in (1, 2, 2)
    ]
    assert {done.returncode for done in outputs} == {5}
    assert len({done.stdout for done in outputs}) == 1
    assert len({done.stderr for done in outputs}) == 1


def test_results_come_in_the_order_of_the_articles(articles):
    done = subprocess.run(command(articles, "--format", "jsonl", "--workers", 2), capture_output=True, check=False, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 70
    assert [row["document"]["doc_id"] for n, row in enumerate(rows) if n not in (5, 40)] == [
        f"d{n}" for n in range(70) if n not in (5, 40)
    ]
    assert [len(rows[n]["problems"]) for n in (5, 40)] == [1, 1]


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal on Windows")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_whole_lines(tmp_path, workers: int):
    many = tmp_path / "many.jsonl"
    text = " ".join(TEXTS) * 20
    many.write_text("".join(json.dumps({"doc_id": f"d{n}", "text": text}) + "\n" for n in range(20_000)), encoding="utf-8")
    target = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        command(many, "--format", "jsonl", "--workers", workers, "--output", target, "--quiet"),
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        # A shell that starts this in the background makes its children ignore Ctrl-C, and they pass that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None and not (target.exists() and target.stat().st_size):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    lines = target.read_text(encoding="utf-8").splitlines()
    assert process.returncode == 130
    assert [json.loads(line)["document"]["doc_id"] for line in lines] == [f"d{n}" for n in range(len(lines))]
    assert f"articles done and written: {len(lines)}" in errors


def test_import_loads_nothing_heavy():
    heavy = [
        "onnxruntime",
        "numpy",
        "trafilatura",
        "resiliparse",
        "pypdfium2",
        "docx",
        "httpx",
        "rich",
        "jinja2",
        "lxml",
        "click",
    ]
    code = f"import sys, sayso; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_model():
    code = (
        "import sys\nfrom sayso.cli import cli\nprint([n for n in ('onnxruntime', 'numpy', 'trafilatura') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_no_error(articles):
    process = subprocess.Popen(command(articles, "--format", "jsonl"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(timeout=120)
    assert b"Traceback" not in errors


def stay_with_slow_ones(reading: Reading) -> str:
    """Stands for an article that takes very long."""
    if reading.document.doc_id == "slow":
        time.sleep(600)
    return "done"


def test_closing_a_run_stops_workers_in_the_middle_of_an_article():
    names = ["quick"] * pipeline.BATCH_ITEMS + ["slow"] * 3
    items = [Capture(TEXTS[0].encode(), name, "jsonl", "text/plain", "utf-8", doc_id=name) for name in names]
    run = pipeline.run(items, finish=stay_with_slow_ones, settings=Settings(workers=2))
    assert next(run).value == "done"
    workers = multiprocessing.active_children()
    assert workers
    run.close()
    # Another thread waits for the same processes, and whoever comes second hears of an end only a moment later.
    deadline = time.monotonic() + 60
    while any(worker.is_alive() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(worker.is_alive() for worker in workers)
