"""Commands that decide something, on two documents and a journal of their own."""

from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.archive.journal import Journal
from sayso.cli import CONTEXT
from sayso.commands.context import Place
from sayso.errors import NotFound, SaysoError
from sayso.records.anchors import Span, content_id
from sayso.records.documents import Document
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Profile, Quote, Reading, SourceKind, Statement
from sayso.workspace.reviewing import Desk

TEXT = (
    "Ann said the ship isn’t late. “It was  late,” the harbour master told reporters. "
    "The harbour master said the ship was new. A ship of the line had been in the harbour for eleven months without a crew."
)


def span(words: str, at: int = 0) -> Span:
    start = TEXT.index(words, at)
    return Span(start, start + len(words))


def statement(key: str, content: str, cue: str, source: str, at: int = 0) -> Statement:
    return Statement(
        key, (span(content, at),), (span(cue, at),), (span(source, at),), None, (), Quote.INDIRECT, SourceKind.PERSON, True,
        source, Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE, Confidence(0.9, 0.9, 0.9, 0.9, 0.9, 0.9), "reader@1",
    )  # fmt: skip


READING = Reading(
    Document(content_id(TEXT.encode())[:16], TEXT),
    (
        statement("s1", "the ship isn’t late", "said", "Ann"),
        statement("s2", "the ship was new", "said", "The harbour master", 80),
    ),
    (),
    (),
    Profile(30, 2, 2, 0, 0, 0, 0, 0, ()),
)


class Shelf:
    """Two documents with the same text."""

    gone = False

    def find(self, named):
        if self.gone or named not in ("harbour", "port"):
            raise NotFound("there is no such document.", named)
        return f"{named}-id"

    def title(self, document_id):
        self.reading(document_id)
        return f"News from the {document_id} and from many other places that make this title far too long for one line"

    def reading(self, document_id):
        if self.gone:
            raise NotFound("there is no such document.", document_id)
        return READING

    def source(self, name):
        return {"ann": "Ann", "the harbour master": "The harbour master"}.get(name.casefold())

    def decided(self, review):
        pass


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "journal.jsonl")


@pytest.fixture
def run(tmp_path, monkeypatch, shelf, journal):
    """Runs a command and gives what it printed; `ask` runs one without --reviewer."""

    @contextmanager
    def desk(place):
        yield Desk(journal, shelf)

    for module in ("reviewing", "cases", "joining"):
        monkeypatch.setattr(f"sayso.commands.{module}.at_desk", desk)

    as_root: dict[str, Any] = dict(CONTEXT)  # a command keeps what it made of it for whoever asks next

    def run(command, *arguments, reviewer="Ann Lee", said=None):
        deciding = arguments[0] not in ("show", "history", "list")
        given = [*arguments, *(["--reviewer", reviewer] if deciding and reviewer else [])]
        result = CliRunner().invoke(command, given, obj=Place(tmp_path), input=said, catch_exceptions=True, **as_root)
        if isinstance(result.exception, SaysoError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return run
