"""Sayso reads news articles and shows, for every statement in them, on whose word it stands."""

import importlib
import logging
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.pipeline import read_path, read_text

__version__ = "0.1.0"
__all__ = ["SaysoError", "__version__", "read_path", "read_text"]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Load the two reading functions on first use, so that `import sayso` stays quick."""
    if name in ("read_path", "read_text"):
        return getattr(importlib.import_module("sayso.pipeline"), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
