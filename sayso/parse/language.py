"""Which language a text is in: clear English at once by its little words, everything else by a model loaded on first use."""

import functools
import re
from typing import Any

from sayso.parse.vocabulary import CLEARLY_ENGLISH, ENGLISH

_WORD = re.compile(r"[^\W\d_]+")

ENGLISH_ONLY = ("statements are read in English only so far.", "The article itself is shown in full.")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language most of the text is in, or None when it holds too few words to tell.

    Cost: a few microseconds for English; the first other text loads a model (0.2 s).
    """
    # The middle is looked at too: a foreign text may open with an English header.
    sample = text if len(text) <= 6_000 else text[:3_000] + " " + text[len(text) // 2 : len(text) // 2 + 3_000]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    share = sum(1 for word in words if word in ENGLISH) / len(words)
    if share >= 0.25 and len(CLEARLY_ENGLISH.intersection(words)) >= 3:
        return "en"
    if len(words) < 8 and not any(word in ENGLISH for word in words) and sample.isascii():
        return None
    code, certainty = _classified(sample)
    # On few words the model guesses; plain ASCII with many little words is English rather than what it names.
    if code != "en" and share >= 0.15 and (certainty < 0.9 or sample.isascii()):
        return "en"
    return None if code != "en" and certainty < 0.9 and len(words) < 12 else code


def _classified(sample: str) -> tuple[str, float]:
    code, certainty = _model().classify(sample)
    return str(code), float(certainty)


@functools.cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
