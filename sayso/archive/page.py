"""The page that goes with exported evidence, written for somebody who has never heard of this program.

Takes captures with their entries of the journal and timestamps, gives blocks of text; and blocks as plain text or as one HTML
page that fetches and runs nothing. The words stand in templates/evidence.txt: there, a line that begins with "#" is a heading,
with "- " an item of a list, with ": " a fact (name | value), with four blanks something to be typed or compared as it stands.
"""

import html
import re
import textwrap
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

from sayso.archive.timestamps import Stamp
from sayso.records.evidence import Entry, Kept

HOW = {
    "url": "fetched from this address by the program Sayso",
    "warc": "taken from a web archive file (WARC), which says that it came from this address",
    "jsonl": "given as a line of a data file by the person who collected it; an address is what that person says",
    "file": "given as a file by the person who collected it; an address is what that person says",
    "stdin": "given by the person who collected it; an address is what that person says",
}
WIDTH = 78
STYLE = """
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { margin-top: 2rem; font-size: 1.15rem; } h3 { margin-bottom: .3rem; font-size: 1rem; }
pre { padding: .6rem .8rem; border: 1px solid; white-space: pre-wrap; font-size: .8125rem; line-height: 1.45; }
dl { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: .15rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; } li { margin-bottom: .3rem; }
@media (max-width: 34rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .4rem; } }
"""
_BEGINS = {"# ": "title", "## ": "heading", "### ": "part", "- ": "item", ": ": "fact", "    ": "lines"}
_TAGS = {"title": "h1", "heading": "h2", "part": "h3", "words": "p", "lines": "pre"}


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page.

    Attributes:
        kind: "title", "heading", "part" (a smaller heading), "words", "item" (of a list), "fact" or "lines" (as they stand).
        text: the words.
        name: what a fact is about.
    """

    kind: str
    text: str
    name: str = ""


def blocks(
    captures: Sequence[Kept], entries: Mapping[int, Entry], stamps: Sequence[Stamp], *, titles: Mapping[int, str], program: str
) -> list[Block]:
    """The page, from top to bottom.

    Args:
        captures: in order of number, at least one.
        entries: the entries of the journal that are handed over, by number.
        stamps: timestamps that cover some of the captures, by number of the entry.
        titles: what to call the captures, by number.
        program: the checking program.
    """
    from jinja2 import Environment, StrictUndefined

    template = files("sayso.archive").joinpath("templates", "evidence.txt").read_text(encoding="utf-8")
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_plain, autoescape=False
    )
    numbers = [kept.number for kept in captures]
    filled = environment.from_string(template).render(
        captures=captures,
        entries=entries,
        stamps=stamps,
        how={kept.how: HOW.get(kept.how) for kept in captures},
        titles={number: titles.get(number) for number in numbers},
        stamp_of={number: next((one for one in stamps if one.number >= number), None) for number in numbers},
    )
    return [*_read(filled), Block("lines", program.rstrip("\n"))]


def as_text(page: Iterable[Block]) -> str:
    """The page as lines of at most 78 columns, except for what must stand on one line."""
    lines: list[str] = []
    for kind, group in groupby(page, key=lambda block: block.kind):
        for place, block in enumerate(group):
            if lines and (not place or kind not in ("item", "fact")):
                lines.append("")
            if kind == "lines":
                lines += ["    " + line if line else "" for line in block.text.split("\n")]
                continue
            first = {"item": "- ", "fact": f"  {block.name}: ", "part": "* "}.get(kind, "")
            rest = {"item": "  ", "fact": "    "}.get(kind, "")
            text = block.text.upper() if kind in ("title", "heading") else block.text
            lines += textwrap.wrap(
                text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
            )
    return "\n".join(lines) + "\n"


def as_html(page: Sequence[Block]) -> str:
    """The page as one HTML file."""
    body: list[str] = []
    for kind, group in groupby(page, key=lambda block: block.kind):
        texts = [(html.escape(block.name), html.escape(block.text)) for block in group]
        if kind == "item":
            body += ["<ul>", *(f"<li>{text}</li>" for _, text in texts), "</ul>"]
        elif kind == "fact":
            body += ["<dl>", *(f"<dt>{name}</dt><dd><bdi>{text}</bdi></dd>" for name, text in texts), "</dl>"]
        else:
            body += [f"<{_TAGS[kind]}>{text}</{_TAGS[kind]}>" for _, text in texts]
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{html.escape(page[0].text)}</title>",
        f"<style>{STYLE}</style>",
    ]
    lines = ["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", "<main>", *body, "</main>", "</body>"]
    return "\n".join([*lines, "</html>", ""])


def _read(filled: str) -> Iterator[Block]:
    """The blocks of the filled template; lines that follow on each other make one, but for facts and items."""
    for chunk in re.split(r"\n{2,}", filled.strip("\n")):
        parts: list[tuple[str, str]] = []
        for line in chunk.split("\n"):
            begin = next((begin for begin in _BEGINS if line.startswith(begin)), "")
            kind, text = _BEGINS.get(begin, "words"), line[len(begin) :]
            if kind == "lines" and parts and parts[-1][0] == "lines":
                parts[-1] = ("lines", f"{parts[-1][1]}\n{text}")
            elif kind == "words" and parts:
                parts[-1] = (parts[-1][0], f"{parts[-1][1]} {text.strip()}")
            else:
                parts.append((kind, text))
        for kind, text in parts:
            name, _, value = text.partition(" | ") if kind == "fact" else ("", "", text)
            yield Block(kind, value, name)


def _plain(value: object) -> str:
    """The value as text on one line; every character that cannot be seen, but may act, is shown as its code."""
    return "".join(one if one.isprintable() else f"\u27e8U+{ord(one):04X}\u27e9" for one in str(value))
