"""A workspace in a folder of its own, read by a reader without a model."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from sayso import pipeline
from sayso.records.documents import Capture
from sayso.workspace.adding import Added, Obtained, add
from sayso.workspace.opening import Workspace
from tests.unit.conftest import PlainReader

Adding = Callable[..., list[Added]]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were analysed, in order."""
    seen: list[str] = []

    class Counting(PlainReader):
        def read(self, document):
            seen.append(document.text)
            return super().read(document)

    monkeypatch.setattr(pipeline, "_reader", Counting)
    return seen


@pytest.fixture
def workspace(tmp_path: Path, reader: list[str]) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "ws", create=True) as made:
        yield made


@pytest.fixture
def adding(workspace: Workspace) -> Adding:
    def run(*items: Obtained) -> list[Added]:
        return list(add(workspace, items))

    return run


def article(
    text: str, *, doc_id: str | None = None, url: str | None = None, origin: str = "a.jsonl:1", **metadata: object
) -> Capture:
    """An article as a line of JSONL gives it."""
    return Capture(text.encode(), origin, "jsonl", "text/plain", "utf-8", url=url, doc_id=doc_id, metadata=metadata)


def page(text: str, *, url: str, at: str, extra: str = "") -> Capture:
    """A page as it was fetched."""
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    html = f"<html><body><article><h1>Rain</h1>{lines}</article>{extra}</body></html>"
    return Capture(
        html.encode(), url, "url", "text/html", "utf-8", url=url, captured_at=at, headers=(("ETag", "1"),), user_agent="sayso"
    )


def jsonl(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    """A file of articles."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
