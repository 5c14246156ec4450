"""Evidence that is handed over: it can be checked without this program, and whatever is changed in it is found."""

import ast
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from sayso.archive import check, proof, wacz
from sayso.archive.archive import Archive
from sayso.archive.chain import chained, line_of, written
from sayso.archive.timestamps import ask, receive
from sayso.errors import EvidenceDamaged, NotFound, SettingInvalid
from tests.unit.archive.authority import Authority, needs_openssl, unsigned
from tests.unit.archive.material import capture, fetched

STAMPED = 5
TITLES = {2: "<b>Bridge</b> \u202eclosed | Post\n# Not a heading"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Entries 1 to 7 are captures, of which 4 was forgotten by 8; 5 is stamped."""
    archive = Archive(tmp_path_factory.mktemp("workspace") / "archive")
    archive.keep(
        [capture(1), fetched(2), fetched(3, how="warc", headers=()), fetched(4), fetched(5, url="https://e.example/\u202e")]
    )
    receive(archive, unsigned(archive.journal.head()[1]))
    archive.keep([capture(6, how="jsonl", metadata={"title": "Six"}, url="https://six.example/"), capture(7)])
    archive.forget([4], who="Ann", why="asked")
    return archive


@pytest.fixture(scope="module")
def made(archive, tmp_path_factory):
    return proof.write(archive, [7, 2, 6, 2], tmp_path_factory.mktemp("out") / "evidence", titles=TITLES)


@pytest.fixture
def folder(made, tmp_path):
    """A copy to change."""
    return Path(shutil.copytree(made.folder, tmp_path / "evidence"))


def fails(folder: Path, capsys) -> str:
    """What the checking program finds; it must find something."""
    assert check.main(str(folder)) == 1
    return str(capsys.readouterr().out)


def relisted(folder: Path) -> None:
    """SHA256SUMS written anew, as somebody would who covers the traces of a change."""
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"
    )
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_bytes("".join(lines).encode())


def entries(folder: Path) -> dict[int, Any]:
    return {entry["number"]: entry for entry in map(json.loads, (folder / "journal.jsonl").read_bytes().splitlines())}


def parse(made):
    page = (made.folder / "README.html").read_text(encoding="utf-8")
    return page, lxml_html.document_fromstring(page)


def rewrite(folder: Path, changed: dict[int, Any], *, chain: bool = False) -> None:
    """Entries changed, each with a digest that fits; with `chain`, every later entry made to follow on."""
    lines, before = [], dict[int, str]()
    for number, entry in entries(folder).items():
        entry |= changed.get(number, {})
        if chain and number - 1 in before:
            entry["previous"] = before[number - 1]
        entry.pop("digest")
        before[number] = hashlib.sha256(check.canonical(entry)).hexdigest()
        lines.append(check.canonical({**entry, "digest": before[number]}) + b"\n")
    (folder / "journal.jsonl").write_bytes(b"".join(lines))
    relisted(folder)


def test_the_program_beside_it_says_that_everything_holds(made):
    done = subprocess.run([sys.executable, "-I", str(made.folder / "check.py")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-1] == "Everything holds."
    assert re.fullmatch(r"capture 2: [0-9a-f]{64}, entry [0-9a-f]{64}, stamped in timestamps/5.tsr", lines[0])
    assert lines[1].endswith("no timestamp")


def test_the_program_beside_it_finds_a_change_and_says_where(folder):
    (folder / "captures" / "7.bin").write_bytes(b"changed")
    done = subprocess.run([sys.executable, "check.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "captures/7.bin: it is not what entry 7 of the journal says" in done.stdout


def test_the_program_needs_no_newer_python_than_it_says():
    source = Path(check.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    assert "sayso" not in {name.split(".")[0] for name in re.findall(r"^(?:import|from) ([\w.]+)", source, re.MULTILINE)}


def test_a_changed_byte_is_found_in_every_file(folder, capsys):
    missed = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for at in sorted({*range(0, len(data), max(1, len(data) // 15)), len(data) - 1}):
            path.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
            missed += [] if check.main(str(folder)) else [(path.name, at)]
        path.write_bytes(data + b"\0")
        missed += [] if check.main(str(folder)) else [(path.name, "longer")]
        path.write_bytes(data[:-1])
        missed += [] if check.main(str(folder)) else [(path.name, "shorter")]
        path.write_bytes(data)
    capsys.readouterr()
    assert missed == []
    assert check.main(str(folder)) == 0


def test_a_file_that_is_gone_or_new_is_found(folder, capsys):
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        path.rename(folder.parent / "aside")
        fails(folder, capsys)
        (folder.parent / "aside").rename(path)
    (folder / "captures" / "new.txt").write_bytes(b"")
    assert "captures/new.txt" in fails(folder, capsys)


@pytest.mark.parametrize("name", ["captures/2.bin", "captures/2.about.json", "timestamps/5.tsr", "captures.wacz"])
def test_a_change_is_found_although_the_list_of_digests_was_made_to_fit(folder, capsys, name):
    data = (folder / name).read_bytes()
    at = data.index(b"Page") if b"Page" in data else len(data) // 2
    if name.startswith("timestamps"):
        at = data.index(bytes.fromhex(entries(folder)[STAMPED]["digest"]))
    (folder / name).write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
    relisted(folder)
    assert name.partition("/")[0] in fails(folder, capsys)


def test_an_entry_that_was_changed_with_its_digest_is_found(folder, capsys):
    rewrite(folder, {2: {"at": "2020-01-01T00:00:00.000000Z"}})
    assert "entry 3 does not follow on entry 2" in fails(folder, capsys)


def test_a_chain_that_was_changed_to_its_end_is_found_by_the_timestamp(folder, capsys):
    rewrite(folder, {2: {"at": "2020-01-01T00:00:00.000000Z"}}, chain=True)
    assert "timestamps/5.tsr: it is not of entry 5" in fails(folder, capsys)


def test_other_bytes_under_a_new_digest_are_found_in_the_web_archive(folder, capsys):
    (folder / "captures" / "7.bin").write_bytes(b"other")
    body = entries(folder)[7]["body"] | {"sha256": hashlib.sha256(b"other").hexdigest(), "size": 5}
    rewrite(folder, {7: {"body": body}})
    assert "captures.wacz: its records are not the captures" in fails(folder, capsys)


def test_a_web_archive_of_other_captures_is_found(folder, archive, capsys):
    wacz.export(archive, [2, 6], folder / "captures.wacz")
    relisted(folder)
    assert "captures.wacz: its records are not the captures" in fails(folder, capsys)


@pytest.mark.parametrize("change", ["removed", "doubled", "swapped", "renumbered", "spaced"])
def test_a_journal_put_together_otherwise_is_found(folder, capsys, change):
    path = folder / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1:3] = {
        "removed": [],
        "doubled": [lines[1], lines[1], lines[2]],
        "swapped": [lines[2], lines[1]],
        "renumbered": [lines[1].replace(b'"number":3', b'"number":4'), lines[2]],
        "spaced": [lines[1].replace(b'"number":3', b'"number": 3'), lines[2]],
    }[change]
    path.write_bytes(b"".join(lines))
    relisted(folder)
    if change == "removed":  # a gap is allowed, but then no timestamp covers what is before it
        assert check.main(str(folder)) == 0
        assert "capture 2: " in (said := capsys.readouterr().out)
        assert said.splitlines()[0].endswith("no timestamp")
    else:
        fails(folder, capsys)


def test_the_excerpt_discloses_only_what_leads_to_a_timestamp(made, archive):
    assert [*entries(made.folder)] == [2, 3, 4, 5, 6, 7]
    assert (made.others, [stamp.number for stamp in made.stamps]) == (3, [5])
    raw = archive.journal.path.read_bytes().splitlines(keepends=True)
    assert (made.folder / "journal.jsonl").read_bytes() == b"".join(raw[1:7])


def test_without_a_timestamp_only_the_chosen_entries_are_disclosed(archive, tmp_path):
    made = proof.write(archive, [7], tmp_path / "new" / "evidence")
    assert [*entries(made.folder)] == [7]
    assert (made.others, made.stamps) == (0, ())
    assert not (made.folder / "timestamps").exists()
    assert check.main(str(made.folder)) == 0


def test_equal_archives_give_equal_folders(made, archive, tmp_path):
    (tmp_path / "again").mkdir()
    again = proof.write(archive, [2, 6, 7], tmp_path / "again", titles=TITLES)
    files = {path.relative_to(made.folder): path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    assert {path.relative_to(again.folder): path.read_bytes() for path in again.folder.rglob("*") if path.is_file()} == files
    assert again.digest == made.digest == hashlib.sha256(files[Path("SHA256SUMS")]).hexdigest()


@pytest.mark.skipif(shutil.which("sha256sum") is None or shutil.which("sh") is None, reason="there is no sha256sum")
def test_the_commands_of_the_page_print_what_the_page_says(made):
    page = (made.folder / "README.txt").read_text(encoding="utf-8")
    entry = entries(made.folder)[2]
    for command, expected in (
        (re.search(r"Linux: +(.*)", page), entry["body"]["sha256"]),
        (re.search(r"    (grep .*)", page), entry["digest"]),
        (re.search(r"    (sha256sum -c .*)", page), "captures/7.bin: OK"),
    ):
        assert command is not None
        done = subprocess.run(["sh", "-c", command[1]], cwd=made.folder, capture_output=True, text=True, check=True)
        assert expected in done.stdout
        assert expected in page or "OK" in expected


@needs_openssl
def test_the_command_for_timestamps_verifies_a_signature(tmp_path):
    (tmp_path / "authority").mkdir()
    authority = Authority(tmp_path / "authority")
    archive = Archive(tmp_path / "archive")
    archive.keep([fetched(1)])
    ask(archive, tmp_path / "ask.tsq")
    receive(archive, authority.answer((tmp_path / "ask.tsq").read_bytes()))
    made = proof.write(archive, [1], tmp_path / "evidence")
    shutil.copyfile(authority.ca, made.folder / "authority.pem")
    command = re.search(r"    openssl (ts -verify .*)", (made.folder / "README.txt").read_text(encoding="utf-8"))
    assert command is not None
    done = subprocess.run(["openssl", *command[1].split()], cwd=made.folder, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout


def test_the_page_says_what_was_captured_and_shows_the_program(made):
    page = (made.folder / "README.txt").read_text(encoding="utf-8")
    for kept in made.captures:
        assert f"captures/{kept.number}.bin, {kept.size} bytes" in page
        assert kept.sha256 in page
        assert kept.about is None or kept.about in page
    assert "Stamped: no later than 2027-01-02T03:04:05Z" in page
    assert "Stamped: no\n" in page
    assert "does not show" in page.lower()
    program = "".join(
        line.removeprefix("    ") for line in page[page.index('    """Checks a folder') :].splitlines(keepends=True)
    )
    assert program == (made.folder / "check.py").read_text(encoding="utf-8")


def test_the_html_page_says_the_same_and_runs_nothing(made):
    text, tree = parse(made)
    assert not tree.xpath("//script | //a | //img | //link | //b | //@src | //@style")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    plain = (made.folder / "README.txt").read_text(encoding="utf-8").casefold()
    for block in tree.xpath("//h1 | //h2 | //h3 | //p | //dd"):
        assert "".join(block.text_content().casefold().split()) in "".join(plain.split())


def test_nothing_that_was_captured_can_act_on_the_page(made):
    for name in ("README.txt", "README.html"):
        page = (made.folder / name).read_text(encoding="utf-8")
        assert not re.search("[\u202a-\u202e\x00-\x09\x0b-\x1f]", page)
    _, tree = parse(made)
    assert tree.xpath("//h1")[1:] == []
    assert "<b>Bridge</b> ⟨U+202E⟩closed | Post⟨U+000A⟩# Not a heading" in tree.xpath("string(//dd[1])")


@pytest.mark.parametrize("numbers", [[4], [8], [99], []])
def test_what_is_no_capture_or_was_forgotten_leaves_nothing_behind(archive, tmp_path, numbers):
    with pytest.raises(NotFound):
        proof.write(archive, numbers, tmp_path / "evidence")
    assert not [*tmp_path.iterdir()]


def test_a_folder_with_something_in_it_is_left_alone(archive, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(SettingInvalid):
            proof.write(archive, [2], place)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_timestamp_that_is_of_something_else_stops_it(tmp_path):
    archive = Archive(tmp_path / "archive")
    archive.keep([capture(1)])
    stamp = receive(archive, unsigned(archive.journal.head()[1]))
    stamp.path.write_bytes(unsigned("0" * 64))
    with pytest.raises(EvidenceDamaged, match="does not stamp entry 1"):
        proof.write(archive, [1], tmp_path / "evidence")


def test_the_journal_of_the_tests_is_written_as_the_archive_writes(archive):
    last = line_of(archive.journal.path.read_bytes().splitlines(keepends=True)[-1])
    (entry,) = chained([("capture", {})], last)
    assert check.canonical(json.loads(written(entry))) + b"\n" == written(entry)
