"""A process that works on a workspace through the command line, for tests that kill it: `python -m tests.contract.adding ...`.

It reads without the model, in small batches, and says "ready" before it begins. Articles are numbered; a part is a file of
them.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sayso import cli, faults, pipeline
from sayso.workspace import adding
from tests.unit.conftest import PlainReader

BATCH = 8
PART = 30  # articles in a file
DIED = 9
NAMES = ("Ann", "Bo", "Cy")
TOO_LONG = 400_001

if __name__ in ("__main__", "__mp_main__"):  # here, and in the processes that work for this one
    pipeline._reader = PlainReader  # type: ignore[assignment]
    adding.BATCH_ITEMS = BATCH


def line(number: int) -> str:
    """The line of an article: many share an address with others, some are copies, no JSON, or too long to be read."""
    if number % 11 == 0:
        return "no JSON"
    if number % 17 == 0:
        return line(number - 1)
    if number % 97 == 0:
        return json.dumps({"doc_id": f"d{number}", "text": "a " * (TOO_LONG // 2 + 1)})
    told = number - 5 if number % 7 == 0 else number  # what another outlet copied
    text = " ".join(f"{NAMES[n % 3]} said road {told} has {n} lanes." for n in range(1 + told % 6))
    article = {
        "doc_id": f"d{number}",
        "text": f"{text} It was day {told}.",
        "outlet": NAMES[number % 3],
        "links": [str(number)],
    }
    if number % 3:
        article["url"] = f"https://example.org/{told // 3 % 50}"
    return json.dumps(article)


def parts(folder: Path, numbers: Sequence[int]) -> list[Path]:
    """The files of some parts, counted from 0; made where they are missing."""
    paths = [folder / f"part-{number:05}.jsonl" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        if not path.exists():
            first = number * PART + 1
            path.write_text("".join(line(one) + "\n" for one in range(first, first + PART)), encoding="utf-8")
    return paths


def die_at(point: str, nth: int) -> None:
    """End without a word when a point is reached for the nth time."""
    left = nth

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(DIED)

    faults.arm(point, count)


def leave_room(size: int) -> None:
    """Let no file grow beyond so many bytes, which is how a full disk looks to a program."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))


def main(arguments: list[str]) -> None:
    """[--die POINT NTH | --room BYTES] and then what `sayso` takes."""
    match arguments:
        case ["--die", point, nth, *rest]:
            die_at(point, int(nth))
        case ["--room", size, *rest]:
            leave_room(int(size))
        case rest:
            pass
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    cli.main(rest)


if __name__ == "__main__":
    main(sys.argv[1:])
