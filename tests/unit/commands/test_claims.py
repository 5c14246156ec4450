"""`sayso trace` and `sayso source` on a small workspace."""

import json

import pytest

from sayso import cli

pytestmark = pytest.mark.usefixtures("plain_reader")

CLOSE = "the old bridge over the Sella in Karsk will close on Monday for eleven weeks"
FAIR = "the spring fair in Lund moves to the music school this year"
ARTICLES = [
    {"doc_id": "wire", "outlet": "Baltum", "published": "2026-03-02T08:00:00Z", "text": f"Lee said {CLOSE}. Lee said {FAIR}."},
    {"doc_id": "post", "outlet": "Post", "published": "2026-03-02T12:00:00Z", "text": f"Lee said {CLOSE}.\n\nSource: Baltum"},
    {"doc_id": "mail", "outlet": "Mail", "published": "2026-03-03", "text": f"Roe said {CLOSE}."},
]


@pytest.fixture
def sayso(capfd, tmp_path, monkeypatch):
    """Runs a command on a workspace with the articles; gives exit code, output and messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in ARTICLES), encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--workspace", "ws", *arguments])
        return int(str(ended.value.code)), *capfd.readouterr()

    run("add", "-q", "a.jsonl")
    return run


def test_a_text_need_not_be_quoted(sayso):
    code, out, err = sayso("trace", *"The old bridge in Karsk will close on Monday for eleven weeks".split())
    assert (code, err) == (0, "")
    assert "3 articles · 2 independent origins" in out
    assert "First in this collection".upper() in out


def test_a_claim_as_data_and_as_a_page_in_a_file(sayso, tmp_path):
    code, out, _ = sayso("trace", "post:s1", "--format", "json")
    data = json.loads(out)
    assert (code, data["asked"]["as"], len(data["claim"]["asserting"])) == (0, "claim", 3)
    code, out, _ = sayso("trace", data["claim"]["claim_id"], "--format", "html", "--output", "c.html")
    assert (code, out) == (0, "")
    assert (tmp_path / "c.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_claims_of_a_document(sayso):
    code, out, _ = sayso("trace", "wire")
    assert (code, "`sayso trace CLAIM` shows one of them." in out) == (0, True)
    assert json.loads(sayso("trace", "mail", "--format", "json")[1])["claim"] is not None


def test_what_the_collection_does_not_have_is_no_failure(sayso):
    code, out, _ = sayso("trace", "zebras")
    assert (code, out) == (0, "zebras\nNo article here says this. Nothing is near to it either.\n")


def test_what_is_meant_can_be_forced(sayso):
    assert json.loads(sayso("trace", "--text", "mail", "--format", "json")[1])["asked"]["as"] == "text"
    assert sayso("trace", "--claim", "mail")[0] == 4
    assert sayso("trace", "--document", "nothing")[0] == 4


def test_a_source_with_all_that_it_said(sayso, tmp_path):
    code, out, err = sayso("source", "lee")
    assert (code, err) == (0, "")
    assert out.startswith("● Lee\n3 statements in 2 articles · 2 claims\n")
    data = json.loads(sayso("source", "Roe", "--format", "json")[1])
    assert (data["statements"], data["claims"][0]["claim"]["asserting"]) == (1, 3)
    assert sayso("source", "Lee", "--format", "html", "-o", "s.html")[:2] == (0, "")
    assert (tmp_path / "s.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_source_that_is_not_there(sayso):
    code, _, err = sayso("source", "Leee")
    assert (code, "Did you mean Lee?" in err) == (4, True)


@pytest.mark.parametrize("what", ["article", "trace", "source"])
def test_schemas_are_printed(sayso, what):
    code, out, _ = sayso("schema", what)
    assert (code, json.loads(out)["$id"]) == (0, f"urn:sayso:{what}:1")
