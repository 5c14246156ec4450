"""The words by which an article says that it corrects or withdraws an earlier one."""

import re

from sayso.records.anchors import Span
from sayso.records.documents import Document

_KINDS = r"(?:correction|corrected|clarification|clarified|erratum|retraction|retracted|withdrawal|withdrawn|editor[’']s note)"
_THIS = (
    r"(?:this|the|our|its|an?) (?:[\w-]+ ){0,2}"
    r"(?:article|story|report|piece|page|text|item|statement|account|information|version)"
)
_ERRED = "(?:said|stated|reported|gave|given|named|described|attributed|identified)"
_TOOK_BACK = (
    "(?:retract|retracts|retracted|withdraw|withdraws|withdrew|take back|takes back|took back|correct|corrects|corrected)"
)
_CHANGED = "(?:amended|corrected|clarified|retracted|withdrawn|removed)"
_CUE = re.compile(
    rf"(?:^|\n)\s*{_KINDS}s?\s*[:—–(-]"
    rf"|\b(?:earlier|previous|original|first|initial) (?:version|edition|report)s? (?:of (?:{_THIS}|it)|said|stated|had)\b"
    rf"|\b{_THIS} (?:(?:has|have|had) (?:since )?been|was|were|is) (?:since )?{_CHANGED}"
    rf"|\b{_TOOK_BACK} {_THIS}|\b(?:incorrectly|wrongly|mistakenly|erroneously) {_ERRED}"
    r"|\bno longer stands? by\b|\bwe (?:regret|apologi[sz]e for) the (?:error|mistake)|\bmisstated\b|\bcorrect figure is\b",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"^\W*{_KINDS}\b", re.IGNORECASE)


def correction_cue(document: Document) -> tuple[str, Span | None] | None:
    """The words by which an article says that it corrects or withdraws something, and where they stand; None without such.

    The place is None where they are in the title.
    """
    title = _TITLE.match(document.title or "")
    if title:
        return title[0].strip(), None
    found = _CUE.search(document.text)
    return (found[0].strip(), Span(*found.span())) if found else None
