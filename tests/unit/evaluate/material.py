"""What the tests of the scorers share: a short text, the reference scorers where they are at hand, disturbed predictions."""

import importlib.util
import os
import random
import sys
from pathlib import Path

import pytest

from sayso.evaluate import data

TEXT = 'Ann Lee said "the road is open", and police denied that it was closed.'


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def reference(name: str):
    """The reference scorer of that name, from beside the evaluation data."""
    root = Path(os.environ.get(data.VARIABLE, "missing"))
    path = next((p for p in (root / f"bench/{name}.py", root.parent / f"bench/{name}.py") if p.exists()), None)
    if path is None:
        pytest.skip(f"the reference scorer is not at hand; {data.VARIABLE} does not lead to it")
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def disturbed(records, roles, seed=7):
    """The records with spans shifted, dropped and exchanged here and there."""
    chance = random.Random(seed)
    result = []
    for item in records:
        key = "attributions" if "attributions" in item else "statements"
        rows = []
        for row in item[key]:
            if chance.random() < 0.1:
                continue
            new = dict(row)
            for role in roles:
                moved = []
                for start, end in row.get(role) or []:
                    if chance.random() < 0.3:
                        start, end = max(0, start + chance.randint(-12, 12)), end + chance.randint(-12, 12)
                    if start < end and chance.random() > 0.05:
                        moved.append([start, end])
                new[role] = moved
            rows.append(new)
        if chance.random() > 0.05:
            result.append({**item, key: rows})
    return result
