"""No text, name or query makes a command fail, loses its place, or steers a terminal: add, search, status, show, compare."""

import json
import os
import random
import re
import tarfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso import cli, pipeline
from sayso.errors import QueryInvalid
from sayso.records.anchors import covered
from sayso.store.conditions import Of
from sayso.store.query import parse
from sayso.store.store import Store
from sayso.store.tables import storable
from sayso.workspace.opening import Workspace
from tests.unit.conftest import PlainReader
from tests.unit.store.collection import COLLECTION

ODD = [
    "undefined", "NULL", "0x0", "1e999", "-1", "True", "\\", "%s%n%d", "{0}", "$HOME", "`id`", "$(id)", "-rf", "--help", "CON",
    "../../../../etc/passwd", "C:\\con\\con", "'; DROP TABLE document; --", "' OR 1=1 --", '"', "“", "''''\"", "a* OR b*",
    "NEAR(a b)", "title:", "before:9999", "((((((((", "[" * 60, "NOT NOT NOT", "<script>alert(1)</script>", "<!--", "]]>",
    "&lt;img src=x onerror=alert(1)&gt;", "\x1b[31mred\x1b]0;title\x07", "\x00", "a\x00b", "\x01\x08\x7f\x85\x9b31m", "\u2028",
    "\u202eabc\u202c", "\u2066abc\u2069\u061c", "\u200b\u200c\u200d\u2060\ufeff\u00ad", "\U000e0041\U000e007f", "\u0301" * 200,
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a", "İıſßﬀ", "Rеuters", "שלום عليكم", "ﷺ" * 20,
    "田中さんにあげて", "👩🏽‍👧\U0001f1e6\U0001f1e8", "\ufffe\uffff\U0010ffff\ue000\ue001", "\ud800", "\udfff\ud800", "a\udcff",
    "𝒯𝒽ℯ", "⁰⁴⁵", "\xa0\u3000", "x" * 5_000, "1" * 400, "a" + "-a" * 500,
]  # fmt: skip
WORDS = "storm harbour ship road police the said har* old* a port rain ministry".split()
SIGNS = '( ) " - OR NOT : * source: outlet: force:denies has:number after:2024 before:2025-03 named:no kind:'.split()
# What a terminal obeys, or what makes letters run the other way.
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
FINE = frozenset((0, 2, 4))  # done; not understood; there is no such thing
ARCHIVE = Path(os.environ.get("SAYSO_DATA", "nowhere")) / "data/badinput/bad-input.tar.xz"


@dataclass(frozen=True, slots=True)
class Asked:
    """What queries came to.

    Attributes:
        queries: how many there were; `refused` of them were not understood, and told why.
        faults: how many ended otherwise than in results or a refusal.
        p99_s, worst_s: seconds that they took.
    """

    queries: int
    refused: int
    faults: int
    p99_s: float
    worst_s: float


def run_queries(number: int, seed: int) -> Asked:
    """Ask a store so many queries, put together from words, signs and odd strings."""
    chance = random.Random(seed)
    kinds: tuple[Of, ...] = ("articles", "statements")
    took, refused, faults = [], 0, 0
    with Store.in_memory() as store:
        with store.writing() as writer:
            for derivation in COLLECTION:
                writer.document(derivation)
        for _ in range(number):
            started = time.perf_counter()
            try:
                store.view().search(parse(_query(chance)), of=chance.choice(kinds), limit=chance.randint(1, 50))
            except QueryInvalid as error:
                refused += 1
                faults += not error.message
            except Exception:  # noqa: BLE001
                faults += 1
            took.append(time.perf_counter() - started)
    took.sort()
    return Asked(number, refused, faults, took[int(number * 0.99)], took[-1])


def _query(chance: random.Random) -> str:
    pieces = [WORDS] * 12 + [SIGNS] * 2 + [ODD]
    return "".join(
        chance.choice(chance.choice(pieces)) + (" " if chance.random() < 0.95 else chr(chance.randrange(0x110000)))
        for _ in range(chance.randint(1, 16))
    )


def naughty() -> list[str]:
    """Strings that others have collected; they are no part of the package and are looked for where SAYSO_DATA says."""
    with tarfile.open(ARCHIVE) as archive:
        (member,) = (member for member in archive.getmembers() if member.name.endswith("blns.json"))
        file = archive.extractfile(member)
        assert file is not None
        with file:
            found = json.load(file)
    return [text for text in found if text]


@pytest.fixture
def sayso(tmp_path, monkeypatch, capsys):
    """The command line on a workspace of its own, with a reader without a model: its code and its output."""
    monkeypatch.setattr(pipeline, "_reader", PlainReader)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--workspace", str(tmp_path / "ws"), *arguments])
        out, err = capsys.readouterr()
        assert "a fault in Sayso" not in out + err
        assert ACTING.search(err if {"json", "html"} & set(arguments) else out + err) is None
        return int(ended.value.code or 0), out

    return run


def articles(strings: Sequence[str]) -> Iterator[dict[str, object]]:
    """Two versions of an article about each string, which is its title, its outlet, its author and part of its address too."""
    for n, odd in enumerate(strings):
        whole = odd.encode("utf-8", "ignore").decode()  # halves of characters are refused in a text
        names = {"doc_id": f"{n} {odd}", "url": f"https://example.org/{n}?utm_source=x&q={odd}"}
        facts = {
            "title": odd,
            "outlet": odd,
            "byline": [odd],
            "published": odd,
            "links": [{"anchor": odd, "href": odd}],
            odd: odd,
        }
        for word in ("odd", "strange"):
            yield {**facts, **names, "text": f"Ann said the word {whole} is {word}. Bo said no {whole} it is not."}


def test_odd_strings_go_through_every_command(tmp_path, sayso):
    _through_every_command(tmp_path, sayso, ODD)


@pytest.mark.slow
@pytest.mark.skipif(not ARCHIVE.exists(), reason="SAYSO_DATA does not lead to data/badinput/bad-input.tar.xz")
def test_naughty_strings_go_through_every_command(tmp_path, sayso):
    strings = naughty()
    assert len(strings) > 500
    _through_every_command(tmp_path, sayso, strings)


def _through_every_command(tmp_path, sayso, strings):
    rows = list(articles(strings))
    file = tmp_path / "odd.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, out = sayso("add", str(file), "--format", "json", "--quiet")
    added = [json.loads(line) for line in out.splitlines()]
    assert (code, [row["error"] for row in added]) == (0, [None] * len(rows))
    _keep_their_places(tmp_path / "ws", added, rows)
    assert [sayso("status", "--format", form)[0] for form in ("text", "json")] == [0, 0]
    for odd, row in zip(strings, added[1::2], strict=True):
        name = row["document_id"]
        for form in ("text", "json"):
            assert sayso("review", "show", name, "--format", form)[0] == 0
            assert sayso("compare", name, "--format", form)[0] == 0
            assert sayso("search", "--format", form, "--", odd)[0] in FINE
        assert sayso("search", "--statements", "--", f'"{odd}"')[0] in FINE
        assert sayso("review", "show", "--", odd)[0] in FINE
        html = sayso("compare", name, "--format", "html")[1] if "<" in odd else ""
        assert "<script>alert" not in html
        assert "<img" not in html


def _keep_their_places(folder, added, rows):
    with Workspace.open(folder) as workspace:
        view = workspace.store.view()
        for number, row in enumerate(rows):
            document_id = added[number]["document_id"]
            reading = view.reading(document_id)
            assert reading.document.text == row["text"]
            contents = [storable(covered(statement.content, str(row["text"]))) for statement in reading.statements]
            assert contents == [found.content for found in view.statements(document_id)]
            assert view.resolve(str(row["doc_id"])) == added[number | 1]["document_id"]


def test_any_query_is_answered_or_refused_in_words():
    found = run_queries(300, seed=1)
    assert found.faults == 0
    assert found.refused < found.queries
