"""Compact annotation files <-> statement records with character spans (labels as docs/guide-labels.md defines them).

    python training/annotations.py check TEXTS.jsonl FILE.ann ...      # prints what was resolved, and every error
    python training/annotations.py build TEXTS.jsonl OUT.jsonl FILE.ann ...

An annotation file holds, for each document, a line `# DOC_ID` and then one JSON object a line:

  statement  {"c": content, "q": cue, "s": source, "r": [relay, ...], "p": parent number, "k": kind, "n": 1|0,
              "res": resolved name, "f": force, "e": certainty, "neg": 1, "qt": quote, "t": target, "d": [denied numbers]}
  own        {"own": content, "e": certainty, "agentless": 1}
  quantity   {"num": words, "low": number|null, "high": number|null, "unit": words|null, "approx": 1|0}
  whole      {"whole": 1}: own assertions, quantities and denials of this document are labelled too

Texts are quoted literally; a list gives several spans. `A ~~ B` is the stretch from A to the next B. `before«text»after`
picks one occurrence by its surroundings. Statements count from 1 within the document, in file order. Left out: force
states, certainty certain, positive, no cue, no source, no relays, top level; the quote form is read off the quotation marks.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = ("person", "group", "organisation", "media", "document", "none")
FORCES = ("states", "claims", "confirms", "denies", "accuses", "evaluates", "believes", "asks", "promises")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
KEYS = {"c", "q", "s", "r", "p", "k", "n", "res", "f", "e", "neg", "qt", "t", "d"}
Span = tuple[int, int]


class AnnotationError(ValueError):
    """A line that cannot be resolved; the message names the document, the line and the reason."""


def _bounded(text: str, start: int, end: int) -> bool:
    left = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    right = end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return left and right


def occurrences(text: str, quoted: str) -> list[Span]:
    """Spans of `quoted` in `text`, in order: literal, `A ~~ B` or `before«text»after`."""
    marked = re.fullmatch(r"(?s)(.*)«(.*)»(.*)", quoted)
    if marked and quoted not in text:
        before, inner, after = marked.groups()
        whole = before + inner + after
        return [(s + len(before), s + len(before) + len(inner)) for s, _ in occurrences(text, whole)]
    if " ~~ " in quoted:
        head, tail = quoted.split(" ~~ ", 1)
        found = []
        for start, end in occurrences(text, head):
            tails = [t for t in occurrences(text, tail) if t[0] >= end]
            if tails:
                found.append((start, tails[0][1]))
        return found
    found, at = [], text.find(quoted)
    while quoted and at >= 0:
        if _bounded(text, at, at + len(quoted)):
            found.append((at, at + len(quoted)))
        at = text.find(quoted, at + 1)
    return found


def _gap(a: Span, b: Span) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)


def _overlaps(a: Span, others: list[Span]) -> bool:
    return any(a[0] < e and s < a[1] for s, e in others)


def _nearest(text: str, quoted: str, anchors: list[Span], avoid: list[Span]) -> Span:
    found = occurrences(text, quoted)
    if not found:
        raise AnnotationError(f"not in the text: {quoted!r}")
    free = [x for x in found if not _overlaps(x, avoid)] or found
    crossing = {x: sum(_gap_newlines(text, x, a) for a in anchors) for x in free}
    return min(free, key=lambda x: (min((_gap(x, a) + 200 * crossing[x] for a in anchors), default=x[0]), x))


def _gap_newlines(text: str, a: Span, b: Span) -> int:
    return text.count("\n", min(a[1], b[1]), max(a[0], b[0]))


def _as_list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def quote_form(text: str, content: list[Span]) -> str:
    """direct, mixed or indirect, from the quotation marks in and around the content."""
    if not content:
        return "indirect"
    inside = marks = total = 0
    for start, end in content:
        paragraph = max(text.rfind("\n", 0, start) + 1, 0)
        open_ = False
        for i in range(paragraph, end):
            ch = text[i]
            if ch == "“" or (ch == '"' and not open_):
                open_ = True
                marks += i >= start
            elif ch == "”" or ch == '"':
                open_ = False
                marks += i >= start
            elif i >= start and ch.isalnum():
                total += 1
                inside += open_
    if not total or not inside:
        return "indirect"
    return "direct" if inside == total and text[content[0][0]] not in '"“' else "mixed"


def resolve(doc: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The document's record with spans; raises AnnotationError at the first line that does not fit."""
    text: str = doc["text"]
    statements: list[dict[str, Any]] = []
    own: list[dict[str, Any]] = []
    quantities: list[dict[str, Any]] = []
    cursor, whole = 0, False
    for number, row in enumerate(rows, 1):
        try:
            if "whole" in row:
                whole = True
            elif "own" in row:
                found = [s for q in _as_list(row["own"]) for s in occurrences(text, q)[:1]]
                if not found:
                    raise AnnotationError(f"not in the text: {row['own']!r}")
                own.append({"content": found, "certainty": row.get("e", "certain"), "agentless": bool(row.get("agentless"))})
            elif "num" in row:
                found = occurrences(text, row["num"])
                if not found:
                    raise AnnotationError(f"not in the text: {row['num']!r}")
                quantities.append(
                    {
                        "start": found[0][0],
                        "end": found[0][1],
                        "low": row.get("low"),
                        "high": row.get("high"),
                        "unit": row.get("unit"),
                        "approx": bool(row.get("approx")),
                    }
                )
            else:
                statement = _statement(text, row, cursor, len(statements) + 1, statements)
                statements.append(statement)
                if statement["parent"] is None:
                    cursor = statement["content"][0][0]
        except AnnotationError as error:
            raise AnnotationError(
                f"{doc['doc_id']}, line {number} {json.dumps(row, ensure_ascii=False)[:120]}: {error}"
            ) from None
    record = {k: doc.get(k) for k in ("doc_id", "url", "title", "outlet", "published", "text")} | {"statements": statements}
    return record | ({"own": own, "quantities": quantities, "whole": True} if whole else {})


def _statement(text: str, row: dict[str, Any], cursor: int, number: int, before: list[dict[str, Any]]) -> dict[str, Any]:
    if set(row) - KEYS:
        raise AnnotationError(f"unknown keys {sorted(set(row) - KEYS)}")
    parent = row.get("p")
    if parent is not None and not 0 < parent < number:
        raise AnnotationError(f"parent {parent} is not an earlier statement")
    content: list[Span] = []
    for quoted in _as_list(row["c"]):
        found = occurrences(text, quoted)
        if not found:
            raise AnnotationError(f"content not in the text: {quoted!r}")
        if parent is not None:
            inner = [x for x in found if any(s <= x[0] and x[1] <= e for s, e in before[parent - 1]["content"])]
            if not inner:
                raise AnnotationError(f"nested content is not inside statement {parent}: {quoted!r}")
            found = inner
        later = [x for x in found if x[0] >= (content[-1][1] if content else max(cursor - 300, 0))]
        same = [x for x in later if x[0] >= cursor]
        content.append((same or later or found)[0])
    cue = [_nearest(text, q, content, content) for q in _as_list(row.get("q"))]
    source = [_nearest(text, q, cue or content, content + cue) for q in _as_list(row.get("s"))]
    relays = [_nearest(text, q, cue or content, cue + source) for q in _as_list(row.get("r"))]
    target = [_nearest(text, q, cue or content, source) for q in _as_list(row.get("t"))]
    kind, force, certainty = row.get("k"), row.get("f", "states"), row.get("e", "certain")
    if kind not in KINDS or force not in FORCES or certainty not in CERTAINTIES:
        raise AnnotationError(f"kind {kind!r}, force {force!r} or certainty {certainty!r} is not a label")
    if (kind == "none") != (not source and row.get("res") is None):
        raise AnnotationError("kind none goes with no source and no resolved name, and only then")
    if kind != "none" and not row.get("res"):
        raise AnnotationError("res is missing")
    return {
        "id": f"s{number}",
        "content": sorted(content),
        "cue": sorted(cue),
        "source": sorted(source),
        "parent": None if parent is None else f"s{parent}",
        "relays": sorted(relays),
        "quote": row.get("qt") or quote_form(text, sorted(content)),
        "source_kind": kind,
        "source_named": bool(row.get("n")),
        "source_resolved": row.get("res"),
        "force": force,
        "certainty": certainty,
        "polarity": "negative" if row.get("neg") else "positive",
        "target": sorted(target),
        "denies": [f"s{d}" for d in row.get("d", [])],
    }


def parse(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(doc_id, rows) of an annotation file, in file order."""
    doc_id = ""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("# "):
            if doc_id:
                yield doc_id, rows
            doc_id, rows = line[2:].strip(), []
        elif line:
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise AnnotationError(f"{path.name}:{number}: not JSON ({error}): {line[:100]}") from None
    if doc_id:
        yield doc_id, rows


def show(record: dict[str, Any]) -> None:
    """Prints the statements of a record as they were resolved, with the text around their cues."""
    text: str = record["text"]

    def cut(spans: list[Span]) -> str:
        return " // ".join(text[s:e] if e - s < 90 else text[s : s + 45] + " … " + text[e - 35 : e] for s, e in spans)

    for s in record["statements"]:
        around = s["cue"] or s["content"]
        a, b = max(around[0][0] - 25, 0), around[-1][1] + 25
        print(
            f"  {s['id']}{' <' + s['parent'] if s['parent'] else ''}"
            + f" [{cut(s['source'])}] [{cut(s['cue'])}] [{cut(s['content'])}]"
            + (f" relays[{cut(s['relays'])}]" if s["relays"] else "")
            + (f" target[{cut(s['target'])}]" if s["target"] else "")
            + f" {s['quote']} {s['source_kind']} {'named' if s['source_named'] else '-'}"
            + f" {s['force']} {s['certainty']} {s['polarity'][:3]}"
            + f"   ctx: …{text[a:b]!r}…"
        )


def main(argv: list[str]) -> int:
    mode, texts, files = argv[0], argv[1], argv[2:]
    docs = {d["doc_id"]: d for d in map(json.loads, Path(texts).read_text(encoding="utf-8").splitlines())}
    records, errors = [], 0
    out = files.pop(0) if mode == "build" else None
    for name in files:
        try:
            for doc_id, rows in parse(Path(name)):
                if doc_id not in docs:
                    print(f"ERROR unknown document {doc_id}")
                    errors += 1
                    continue
                try:
                    record = resolve(docs[doc_id], rows)
                except AnnotationError as error:
                    print("ERROR", error)
                    errors += 1
                    continue
                records.append(record)
                if mode == "check":
                    print(f"# {doc_id}: {len(record['statements'])} statements")
                    show(record)
        except AnnotationError as error:
            print("ERROR", error)
            errors += 1
    if out:
        Path(out).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    print(f"{len(records)} documents, {sum(len(r['statements']) for r in records)} statements, {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
