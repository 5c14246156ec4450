"""Writes the frozen readings anew, after a change of the model or the rules that is meant to change them.

    python -m tests.golden.freeze

Look at the difference before you keep it: each line is one part of one statement.
"""

import json
from pathlib import Path
from typing import Any

from sayso import pipeline
from sayso.examples import bundled
from sayso.parse import registry
from sayso.records.anchors import Spans
from sayso.records.statements import Reading

FOLDER = Path(__file__).parent / "reading"
NAMES = ("trade.txt", "borders.html")


def frozen(reading: Reading) -> dict[str, Any]:
    """A reading in a form that shows in a difference what changed: words in place of offsets, two digits of confidence."""
    text = reading.document.text

    def words(spans: Spans) -> list[str]:
        return [text[start:end] for start, end in spans]

    return {
        "method": sorted({s.method for s in reading.statements}),
        "statements": [
            {
                "id": s.statement_id,
                "start": s.content[0].start,
                "content": words(s.content),
                "cue": words(s.cue),
                "source": words(s.source),
                "relays": words(s.relays),
                "parent": s.parent,
                "resolved": s.source_resolved,
                "labels": [s.quote, s.source_kind, "named" if s.source_named else "unnamed", s.force, s.certainty, s.polarity],
                "target": words(s.target),
                "quantities": [[text[q.start : q.end], q.low, q.high] for q in s.quantities],
                "denies": list(s.denies),
                "confidence": [
                    round(p, 2)
                    for p in (
                        s.confidence.content,
                        s.confidence.cue,
                        s.confidence.source,
                        s.confidence.source_kind,
                        s.confidence.force,
                        s.confidence.certainty,
                    )
                ],
            }
            for s in reading.statements
        ],
        "own": [[*words(o.content), o.certainty, "agentless" if o.agentless else ""] for o in reading.own],
        "aliases": {alias.name: list(alias.also) for alias in reading.aliases},
    }


def read(name: str) -> Reading:
    """The reading of a bundled article."""
    path = next(example.path for example in bundled() if example.path.name == name)
    return pipeline.read_path(path)


def laid_out(page: dict[str, Any]) -> str:
    """The JSON text of a frozen reading: a line for each part of each statement, and for each other entry."""

    def lines(value: Any, depth: int) -> str:
        if depth and isinstance(value, dict):
            rows = [f"{json.dumps(key, ensure_ascii=False)}: {lines(item, depth - 1)}" for key, item in value.items()]
            return "{\n" + ",\n".join(rows) + "\n}"
        if depth and isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            return "[\n" + ",\n".join(lines(item, depth - 1) for item in value) + "\n]"
        return json.dumps(value, ensure_ascii=False)

    return lines(page, 3) + "\n"


def main() -> None:
    """Freezes the readings of all NAMES."""
    for name in NAMES:
        (FOLDER / f"{name}.json").write_text(laid_out(frozen(read(name))), encoding="utf-8")
    registry.close()


if __name__ == "__main__":
    main()
