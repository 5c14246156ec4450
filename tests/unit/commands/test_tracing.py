"""`sayso lineage`, `sayso export lineage` and `sayso compare` on a small workspace, and who has them catch up."""

import json

import pytest

from sayso import cli
from sayso.workspace.opening import Workspace

pytestmark = pytest.mark.usefixtures("plain_reader")

FERRY = "The ferry Halden ran aground on a sandbank off Orsk early on Monday with 120 passengers on board. "
TUGS = "Two tugs pulled the heavy ship free at high water and towed it into the old harbour before noon. "
BUOY = "Harbour master Lena Moor blamed a drifting buoy that nobody had checked since the winter storms. "
ARTICLES = [
    {"doc_id": "wire", "outlet": "Baltum", "published": "2026-03-02T08:00:00Z", "text": FERRY + TUGS + BUOY},
    {"doc_id": "post", "outlet": "Post", "published": "2026-03-02T12:00:00Z", "text": f"{FERRY}{TUGS}{BUOY}\n\nSource: Baltum"},
    {"doc_id": "else", "outlet": "Post", "published": "2026-03-02", "text": "The fair in Lund was called off by the mayor."},
]


@pytest.fixture
def sayso(capfd, tmp_path, monkeypatch):
    """Runs a command on a workspace; gives exit code, output and messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in ARTICLES), encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--workspace", "ws", *arguments])
        return int(str(ended.value.code)), *capfd.readouterr()

    return run


@pytest.fixture
def kept(sayso):
    sayso("add", "-q", "a.jsonl")
    return sayso


def test_adding_ends_with_everything_compared(kept, tmp_path):
    with Workspace.open(tmp_path / "ws") as workspace:
        assert workspace.store.view().count_unseeded() == 0


def test_the_lineage_of_a_document_by_its_outside_name(kept):
    code, out, err = kept("lineage", "post")
    assert (code, err) == (0, "")
    assert "copied from  Baltum · 2026-03-02 08:00 UTC" in out
    assert "- credits Baltum" in out
    code, out, _ = kept("lineage", "else")
    assert (code, "Nothing shows that this article has anything" in out) == (0, True)


def test_lineage_as_data_and_as_a_page_in_a_file(kept, tmp_path):
    code, out, _ = kept("lineage", "wire", "--format", "json")
    data = json.loads(out)
    assert (code, data["document"]["doc_id"], [one["kind"] for one in data["to"]]) == (0, "wire", ["copy"])
    code, out, _ = kept("lineage", "wire@1", "--format", "html", "--output", "w.html")
    assert (code, out) == (0, "")
    assert (tmp_path / "w.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_lineage_catches_up_first(sayso, monkeypatch):
    monkeypatch.setattr("sayso.commands.keeping.caught_up", lambda workspace, *, quiet: None)
    sayso("add", "-q", "a.jsonl")
    assert json.loads(sayso("status", "--format", "json")[1])["untraced"] == 3
    assert "3 documents not compared with the others yet" in sayso("status")[1]
    assert "copied by" in sayso("lineage", "wire")[1]
    assert json.loads(sayso("status", "--format", "json")[1])["untraced"] == 0


def test_a_name_that_is_not_there_and_a_file_that_cannot_be_written(kept):
    code, _, err = kept("lineage", "nothing")
    assert (code, "nothing" in err) == (4, True)
    code, _, err = kept("lineage", "wire", "--output", "no/such/folder.txt")
    assert (code, "cannot be written" in err) == (8, True)
    code, _, err = kept("export", "lineage", "--output", "no/such/folder.json")
    assert (code, "cannot be written" in err) == (8, True)


def test_the_export_names_documents_as_outside(kept):
    code, out, _ = kept("export", "lineage")
    data = json.loads(out)
    assert (code, {"reuse", "copies", "undecided", "relays", "corrections"} <= set(data)) == (0, True)
    assert [(one["copy"], one["from"], one["credited"]) for one in data["copies"]] == [("post", "wire", True)]
    text = {one["doc_id"]: one["text"] for one in ARTICLES}
    for one in data["reuse"]:
        assert text[one["left_doc"]][slice(*one["left"])] == text[one["right_doc"]][slice(*one["right"])]


def test_an_older_version_is_exported_with_its_number(kept, tmp_path):
    again = [{**one, "text": one["text"].replace("120", "102")} for one in ARTICLES[:1]]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(one) + "\n" for one in again), encoding="utf-8")
    kept("add", "-q", "b.jsonl")
    data = json.loads(kept("export", "lineage")[1])
    assert {doc for one in data["reuse"] for doc in (one["left_doc"], one["right_doc"])} == {"wire", "wire@1", "post"}


def test_two_articles_are_compared_side_by_side_and_two_versions_as_one_text(kept, tmp_path):
    code, out, _ = kept("compare", "wire", "post")
    assert (code, "3 passages in both: 3 same words" in out, "SIDE BY SIDE" in out) == (0, True, True)
    (tmp_path / "b.jsonl").write_text(json.dumps({**ARTICLES[0], "text": FERRY + BUOY}) + "\n", encoding="utf-8")
    kept("add", "-q", "b.jsonl")
    code, out, _ = kept("compare", "wire")
    assert (code, "TEXT\n[-only in A-]" in out, "SIDE BY SIDE" in out) == (0, True, False)
    code, out, _ = kept("compare", "wire@1", "else", "--format", "json")
    assert (code, [one["likeness"] for one in json.loads(out)["rows"]]) == (0, [None, None])


def test_a_rebuild_gives_the_same_export(kept):
    before = kept("export", "lineage")
    code, _, _ = kept("rebuild", "-q")
    assert (code, kept("export", "lineage")) == (0, before)
