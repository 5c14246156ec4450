"""The command line: what goes where, and with which exit code it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso import cli, errors, pipeline
from sayso.commands.outcome import EXIT_CODES, INTERRUPTED, MIXED
from sayso.errors import ModelMissing, SaysoError
from sayso.records.documents import Capture

pytestmark = pytest.mark.usefixtures("plain_reader")

SHEET = "Ann said rain is near.\nBo said it is dry.\n"


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit_info:
        cli.main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    assert isinstance(exit_info.value.code, int)
    return exit_info.value.code, out, err


@pytest.fixture
def articles(tmp_path):
    """Three articles in JSONL, the second of them broken."""
    path = tmp_path / "articles.jsonl"
    lines = [{"doc_id": f"d{n}", "text": text} for n, text in enumerate([SHEET, "", "Cy said no."])]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def error_classes(kind: type[SaysoError] = SaysoError) -> list[type[SaysoError]]:
    return [kind, *(found for sub in kind.__subclasses__() for found in error_classes(sub))]


def test_every_error_class_has_an_exit_code():
    ours = {kind for kind in error_classes() if kind.__module__ == errors.__name__}
    assert set(EXIT_CODES) == ours


def test_one_article_as_json_is_one_object(capfd, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SHEET, encoding="utf-8")
    code, out, err = run(capfd, "read", path, "--format", "json")
    reading = json.loads(out)
    assert (code, err, reading["document"]["text"], len(reading["statements"])) == (0, "", SHEET, 2)


def test_several_articles_as_json_are_one_array(capfd, tmp_path):
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(SHEET, encoding="utf-8")
    code, out, _ = run(capfd, "read", *paths, "--format", "json")
    assert (code, len(json.loads(out))) == (0, 3)


def test_a_failed_line_keeps_its_place_and_does_not_stop_the_rest(capfd, articles):
    code, out, err = run(capfd, "read", articles, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["document"]["doc_id"] for row in rows][::2] == ["d0", "d2"]
    assert (rows[1]["statements"], rows[1]["problems"][0]["level"]) == ([], "error")
    assert code == EXIT_CODES[errors.ParseFailed]
    assert "1 of 3 articles could not be read" in err
    assert f"{articles}:2" in err


def test_failures_of_different_kinds_end_with_the_general_code(capfd, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    code, out, err = run(capfd, "read", empty, tmp_path / "gone.txt")
    assert (code, out) == (EXIT_CODES[errors.SkipItem], "")
    assert "gone.txt" in err


def test_a_missing_file_is_named_with_its_remedy(capfd, tmp_path):
    code, _, err = run(capfd, "read", tmp_path / "gone.txt")
    assert (code, "gone.txt" in err, "Check the path" in err) == (EXIT_CODES[errors.NotFound], True, True)


def test_a_name_no_file_system_takes_is_one_failed_article(capfd, tmp_path, articles):
    for name in ("x" * 5000, "x" * 5000 + ".jsonl"):
        code, _, err = run(capfd, "read", name, articles, "--format", "jsonl", "--output", tmp_path / "out")
        assert (code, "2 of 4 articles could not be read" in err) == (MIXED, True)


def test_a_folder_gets_one_file_per_article(capfd, tmp_path, articles):
    target = tmp_path / "sheets"
    run(capfd, "read", articles, "--format", "html", "--output", f"{target}/")
    assert sorted(path.name for path in target.iterdir()) == ["d0.html", "d2.html"]
    assert "<html" in (target / "d0.html").read_text(encoding="utf-8")


def test_several_html_sheets_need_a_folder(capfd, articles):
    code, _, err = run(capfd, "read", articles, articles, "--format", "html", "--output", "x.html")
    assert (code, "--output sheets/" in err) == (2, True)


def test_an_article_is_never_overwritten(capfd, articles):
    before = articles.read_bytes()
    code, _, err = run(capfd, "read", articles, "--format", "jsonl", "--output", articles)
    assert (code, articles.read_bytes()) == (2, before)
    assert "overwrite" in err


def test_a_folder_of_articles_cannot_become_one_html_page(capfd, tmp_path, articles):
    target = tmp_path / "x.html"
    code, _, err = run(capfd, "read", articles, "--format", "html", "--output", target)
    assert (code, target.exists(), "--output sheets/" in err) == (2, False, True)


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_an_output_that_cannot_be_written_stops_the_run(capfd, tmp_path, form):
    path, target = tmp_path / "a.txt", tmp_path / "none" / "out"
    path.write_text(SHEET, encoding="utf-8")
    code, out, err = run(capfd, "read", path, "--format", form, "--output", target)
    assert (code, out) == (EXIT_CODES[errors.StopRun], "")
    assert f"{target}: it cannot be written" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [("examples",), ("schema",)])
def test_a_full_standard_output_is_no_traceback(command):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sayso", *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr.count("\n")) == (EXIT_CODES[errors.StopRun], 1)
    assert "standard output: it cannot be written" in done.stderr


def test_the_name_of_a_file_cannot_steer_the_terminal(capfd, tmp_path):
    code, _, err = run(capfd, "read", tmp_path / "gone\x1b[31m\u202e\n.txt")
    assert (code, err.count("\n")) == (EXIT_CODES[errors.NotFound], 1)
    assert "gone⟨U+001B⟩[31m⟨U+202E⟩ .txt" in err


def test_ctrl_c_leaves_finished_results_whole(capfd, monkeypatch, tmp_path, articles):
    original = pipeline.read_capture

    def interrupted(capture: Capture, **options: object):
        if capture.doc_id == "d2":
            raise KeyboardInterrupt
        return original(capture)

    monkeypatch.setattr(pipeline, "read_capture", interrupted)
    target = tmp_path / "out.json"
    code, _, err = run(capfd, "read", articles, "--format", "json", "--output", target)
    assert code == INTERRUPTED
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 2
    assert "articles done and written: 2" in err


def test_a_missing_model_stops_the_run(capfd, monkeypatch, articles):
    def missing():
        raise ModelMissing("the model cannot be loaded.", "reader.onnx", "Install the package again.")

    monkeypatch.setattr(pipeline, "_reader", missing)
    code, out, err = run(capfd, "read", articles, "--format", "jsonl")
    assert (code, out) == (EXIT_CODES[ModelMissing], "")
    assert "Install the package again." in err


def test_a_fault_in_one_article_does_not_stop_the_others(capfd, monkeypatch, articles):
    original = pipeline.read_capture

    def faulty(capture: Capture, **options: object):
        if capture.doc_id == "d0":
            raise ZeroDivisionError("division by zero")
        return original(capture)

    monkeypatch.setattr(pipeline, "read_capture", faulty)
    code, out, err = run(capfd, "read", articles, "--format", "jsonl")
    assert (code, len(out.splitlines())) == (MIXED, 3)
    assert "a fault in Sayso (ZeroDivisionError: division by zero)" in err


def test_standard_input_is_read(capfd, monkeypatch, tmp_path):
    path = tmp_path / "in"
    path.write_text(SHEET, encoding="utf-8")
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        code, out, _ = run(capfd, "read", "-", "--format", "json")
    assert (code, json.loads(out)["document"]["text"]) == (0, SHEET)


def test_unknown_option_is_a_usage_error(capfd):
    code, out, err = run(capfd, "read", "--colour-scheme", "x", "y")
    assert (code, out) == (2, "")
    assert "No such option" in err


def test_schema_is_json(capfd):
    code, out, _ = run(capfd, "schema")
    assert (code, json.loads(out)["type"]) == (0, "object")


def test_bundled_articles_are_listed_and_exist(capfd):
    code, out, _ = run(capfd, "examples", "--quiet")
    assert (code, len(out.splitlines())) == (0, 7)


def test_evaluation_without_data_says_how_to_get_it(capfd, monkeypatch):
    monkeypatch.delenv("SAYSO_DATA", raising=False)
    code, _, err = run(capfd, "eval", "statements")
    assert (code, "SAYSO_DATA" in err) == (EXIT_CODES[errors.NotFound], True)


def test_evaluation_reads_the_gold_texts_itself(capfd, tmp_path):
    gold = tmp_path / "gold.jsonl"
    spans = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 21]]}
    gold.write_text(json.dumps({"id": "a", "text": SHEET, "attributions": [spans]}), encoding="utf-8")
    code, out, _ = run(capfd, "eval", "attribution", gold, "--json", "--resamples", 5)
    assert (code, json.loads(out)["scores"]["relation tight"]["counts"]) == (0, [1, 2, 1, 1])
