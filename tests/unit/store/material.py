"""Captures and what was made of them, invented: "N said ..." sentences, one statement each."""

import shutil
import subprocess
import sys
from pathlib import Path

from sayso.records.anchors import Span, content_id
from sayso.records.documents import Author, DateMention, Document, Problem
from sayso.records.evidence import Kept
from sayso.records.reviews import Action, Mark, Review, State, Subject
from sayso.records.statements import (
    Alias,
    Certainty,
    Confidence,
    Force,
    OwnAssertion,
    Polarity,
    Profile,
    Quantity,
    Quote,
    Reading,
    SourceKind,
    Statement,
)
from sayso.store.rows import Grouping
from sayso.store.schema import SCHEMA, Schema
from sayso.store.statements import Corrected
from sayso.store.writer import Derivation

LATER = """
import os
from pathlib import Path
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade():
    with op.batch_alter_table("line", recreate="always") as line:
        line.add_column(sa.Column("section", sa.Text(), nullable=False, server_default="news"))
    if Path(__file__).with_name("crash").exists():
        os._exit(9)
"""
OPEN = """
import sys
from pathlib import Path
from sayso.store.database import Database
from sayso.store.schema import Schema
Database.open(Path(sys.argv[1]), schema=Schema(Path(sys.argv[2]), sys.argv[3])).close()
"""
PARSER, READER = "parse@1", "reader@1"
NAMES = ("Ann Lee", "Ben Ito", "Carla Diaz")


def kept(number: int, *, url: str | None = None, doc_id: str | None = None) -> Kept:
    """A capture as the archive knows it."""
    digest = content_id(str(number).encode())
    return Kept(
        number=number,
        kept_at=f"2026-11-24T22:{number // 60 % 60:02}:{number % 60:02}Z",
        sha256=digest,
        size=1000 + number,
        identity=digest,
        about=None,
        origin=f"file-{number}.html",
        how="url" if url else "file",
        media_type="text/html",
        charset="utf-8",
        url=url,
        captured_at="2026-11-24T22:00:00Z" if url else None,
        doc_id=doc_id,
        user_agent=None,
    )


def article(text: str, **facts: object) -> Document:
    """A document with a date, a byline and one problem, unless `facts` say otherwise."""
    given: dict[str, object] = {
        "title": text.split(".")[0],
        "byline": (Author("Dee Roe"), Author("Eve Poe")),
        "outlet": "The Courier",
        "published": "2026-11-20",
        "dates": (DateMention("2026-11-20", "published", "meta date"),),
        "language": "en",
        "problems": (Problem("file", "no outlet is named", "Name one."),),
    }
    return Document(content_id(text.encode("utf-8", "surrogatepass"))[:16], text, **{**given, **facts})  # type: ignore[arg-type]


def sentences(n: int, *, about: str = "the road", width: int = 1) -> str:
    """A text of n sentences with a statement each."""
    return " ".join(f"{NAMES[k % 3]} said {about} would take {k} days{' to be opened' * width}." for k in range(n))


def read(document: Document) -> Reading:
    """A statement for each sentence with "said"; every third denies, every second has a number."""
    statements, at = [], 0
    for k, sentence in enumerate(document.text.split(". ")):
        said = sentence.find(" said ")
        end = at + len(sentence.rstrip("."))
        if said >= 0:
            content = Span(at + said + 6, end)
            statements.append(
                Statement(
                    statement_id=f"s{k + 1}",
                    content=(content,),
                    cue=(Span(at + said + 1, at + said + 5),),
                    source=(Span(at, at + said),),
                    parent=None,
                    relays=(Span(at, at + 3), Span(at + said + 1, at + said + 5)) if k % 5 == 4 else (),
                    quote=Quote.INDIRECT,
                    source_kind=SourceKind.PERSON,
                    source_named=k % 4 != 3,
                    source_resolved=sentence[:said],
                    force=Force.DENIES if k % 3 == 2 else Force.STATES,
                    certainty=Certainty.CERTAIN,
                    polarity=Polarity.POSITIVE,
                    confidence=Confidence(0.93, 0.99, 0.9, 0.97, 0.8, 0.95),
                    method=READER,
                    quantities=(Quantity(*content, 3.0, 3.0, 3.0, "days", False),) if k % 2 else (),
                )
            )
        at += len(sentence) + 2
    own = (OwnAssertion("o1", (Span(0, 3),), Certainty.POSSIBLE, False),)
    n = len(statements)
    profile = Profile(len(document.text.split()), n, n, 0, 0, 1, 0, 0, ())
    return Reading(document, tuple(statements), own, (Alias("Ann Lee", ("Lee",)),), profile, document.problems)


def derived(
    number: int,
    text: str,
    *,
    line: str = "",
    parser: str = PARSER,
    reader: str = READER,
    with_reading: bool = True,
    prose: str | None = None,
    **facts: object,
) -> Derivation:
    """What was made of a capture; `line` is an address, without one the text is the line."""
    document = article(text, **facts)
    key = f"url:{line}" if line else f"text:{document.document_id}"
    line_id = content_id(key.encode("utf-8", "surrogatepass"))[:16]
    return Derivation(
        kept=kept(number, url=line or None, doc_id=document.doc_id),
        parser=parser,
        line_id=line_id,
        line_key=key,
        document_id=content_id(f"{line_id}\n{document.document_id}".encode())[:16],
        document=document,
        prose_id=content_id((text if prose is None else prose).encode("utf-8", "surrogatepass"))[:16],
        reading_id=content_id(f"{document.document_id} {document.language} {reader}".encode())[:32],
        method=reader,
        reading=read(document) if with_reading else None,
    )


def review(
    number: int, document_id: str, action: Action = Action.REJECT, statement_id: str | None = "s1", **after: object
) -> Review:
    """A decision; with `after` of a case, tag or note for these actions."""
    at = f"2026-11-25T08:00:{number % 60:02}Z"
    return Review(number, at, "Kim", action, Subject(document_id, statement_id), "", {}, after)


def corrected(reading: Reading, reviews: tuple[Review, ...]) -> Corrected:
    """A simple rule: rejected statements go, accepted ones are marked, groupings hold; what is not there does not fit."""
    there = {statement.statement_id for statement in reading.statements}
    states, marks, gone, groupings = {}, {}, set(), []
    for one in reviews:
        states[one.number] = State.IN_FORCE
        wanted = one.subject.statement_id or ""
        if one.action in (Action.CASE, Action.TAG, Action.NOTE):
            name = str(one.after[one.action.value])
            groupings.append(Grouping(one.action.value, name.casefold(), name, one.number))
        elif wanted not in there:
            states[one.number] = State.DOES_NOT_FIT
        elif one.action is Action.REJECT:
            gone.add(wanted)
        else:
            marks[wanted] = Mark.ACCEPTED
    statements = tuple(statement for statement in reading.statements if statement.statement_id not in gone)
    whole = Reading(reading.document, statements, reading.own, reading.aliases, reading.profile, reading.problems)
    return Corrected(whole, marks, states, tuple({(g.kind, g.key): g for g in reversed(groupings)}.values()))


def later_schema(folder: Path) -> Schema:
    """The tables of a release to come, with a column more; an upgrade dies in the middle where a file "crash" is beside it."""
    scripts = folder / "migrations"
    shutil.copytree(SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_later.py").write_text(LATER.format(head=SCHEMA.head))
    return Schema(scripts, "9999")


def opening(path: Path, schema: Schema) -> "subprocess.Popen[bytes]":
    """A process that opens a database and closes it again."""
    arguments = [str(path), str(schema.scripts), schema.head]
    return subprocess.Popen([sys.executable, "-c", OPEN, *arguments], stderr=subprocess.DEVNULL)
