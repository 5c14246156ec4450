"""Whether the words around an outlet's name cite it, and how: "told X", "X reported", "citing X", "according to X".

Takes a text and the place of a name in it; the words that a news text uses to say where something comes from are few.
"""

import re

from sayso.match.names import DESCRIBED
from sayso.records.anchors import Span
from sayso.records.links import Naming

REACH = 120  # characters before and behind a name that are looked at


def _any(words: str) -> str:
    """A pattern for one of the words; an underscore stands for the space between two."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in words.split()) + ")"


_NEW_CLAUSE = _any(
    """that who which whom whose in of at for by on to with about after when because as from and or but is was were has had
    have said says will would it he she they"""
)
# "the German news agency", "Russia's", "local outlet": what may lead up to a name, and never a new clause.
_LEAD_UP = rf"(?:(?!{_NEW_CLAUSE}\b)[\w’'.-]+\s+){{0,5}}[\"“‘'(*_]*\Z"
_PIECE = _any(
    """report reports article articles story stories interview investigation piece dispatch analysis tally count poll
    survey op-ed column editorial blog_post exposé documentary broadcast coverage account reporting publication debate show
    program programme podcast bulletin edition"""
)
_SAYING = _any(
    """said says reported reports wrote writes noted notes claimed claims states stated added adds revealed reveals"""
)
_TELLING = _any(
    """told tells telling tell informed informs assured confirmed_to explained_to confided_in confided_to disclosed_to
    said_to said_on revealed_to admitted_to insisted_to stated_to interviewed_by interviewed_on interviewed_for asked_by
    appeared_on appearing_on appears_on appearance_on wrote_in wrote_for writes_in writes_for writing_in writing_for
    written_in written_for"""
)
_SPEAKING = _any("speaking spoke spoken speak talking talked") + r"(?:\s+\w+ly)?\s+(?:to|with|on)"
_STAFF_NOUN = _any(
    "reporter journalist correspondent interviewer editor columnist reporters journalists correspondents editors"
)
_GIVEN = _any(
    """commented commenting confirmed described recalled retold sent emailed gave given released leaked provided shown
    declined"""
)
_REMARKS = _any(
    """interview interviews remark remarks comment comments statement statements email emails e-mail briefing conversation
    message messages letter call op-ed column"""
)
_TOLD = re.compile(
    rf"\b(?:{_TELLING}|{_SPEAKING}"
    rf"|{_any('told informed talking_to speaking_to spoke_to')}\s+(?:\w+\s+){{0,3}}?{_STAFF_NOUN}\s+(?:of|from|at|with|for)"
    rf"|{_GIVEN}\b[^.;\n]{{0,60}}?\s+to"
    rf"|{_REMARKS}(?:\s+(?!that\b)\w+){{0,3}}?\s+(?:with|to|for|on|by|in))\s+" + _LEAD_UP,
    re.IGNORECASE,
)
_POINTING = _any(
    """citing cites cited quoting quotes quoted with_reference_to in_reference_to referring_to refers_to referred_to
    referencing attributed_to attributing_it_to attributes_to crediting credits linking_to links_to relying_on"""
)
_CITING = re.compile(
    rf"\b{_POINTING}\s+(?:(?:an?|the)\s+)?(?:{_PIECE}\s+(?:by|in|from|of)\s+)?" + _LEAD_UP,
    re.IGNORECASE,
)
_DONE = _any(
    """quoted cited reported published carried broadcast aired released revealed relayed obtained seen reviewed shown
    posted compiled broken noted spotted told quoted_as_saying cited_as_saying uncovered interviewed printed shared
    confirmed appear appears appeared appearing ran featured distributed conducted collected gathered verified viewed
    provided"""
)
_BY = re.compile(
    r"\b(?:(?:according\s+to|as\s+per|per|via)\s+(?:(?:[\w-]+\s+){1,5}?(?:by|in|from|of|on|at)\s+)?"
    rf"|{_PIECE}(?:\s+(?:published|released|aired|posted|carried|that\s+\w+))?(?:\s+\w+day)?\s+(?:by|in|from|on)\s+"
    rf"|{_DONE}(?:\s+(?:first|earlier|on\s+\w+day|also))?\s+(?:by|in|on|via)\s+"
    r"|(?:so|as)\s+(?:writes|wrote|reports|reported)\s+"
    rf"|{_any('question questions request requests inquiry inquiries')}\s+(?:for\s+\w+\s+)?(?:from|by)\s+)" + _LEAD_UP,
    re.IGNORECASE,
)
_SAID_BY = re.compile(rf"[,”\"’]\s+(?:as\s+)?{_SAYING}\s+" + _LEAD_UP)
_ADVERB = _any(
    r"""also has have had first later earlier then previously separately today yesterday again still meanwhile reportedly
    \w+ly on_\w+day on_\w+_\w+day on_\w+_\d{1,2} this_\w+ last_\w+ in_an?_[\w-]+ in_an?_[\w-]+_[\w-]+"""
)
_BEHIND = (
    rf"\s*[\"”’)*_]*(?:['’]s?)?(?:\s+{DESCRIBED})?(?:\s*\([^)\n]{{1,40}}\))?"
    r"(?:,\s+(?:(?:which|who|citing|quoting|referring|an?|the)\s[^,\n]{1,90},))?,?\s+(?:(?:which|who|that)\s+)?"
    rf"(?:{_ADVERB},?\s+){{0,3}}"
)
_REPORTS = re.compile(
    _BEHIND
    + _any(
        """report reports reported reporting wrote writes written writing publishes published broadcast broadcasts aired
        airs quotes quoted quoting cites cited citing reveals revealed carried relayed learns learned learnt prints printed
        is_first_to_report was_first_to_report was_the_first_to_report were_first_to_report"""
    )
    + r"\b"
)
_SAYS = re.compile(
    _BEHIND
    + _any(
        """says said saying claims claimed notes noted states stated announces announced confirms confirmed adds added
        explains explained describes described calls called suggests suggested tell tells told covers covered found saw seen
        obtained interviewed spoke asked put understands estimates estimated refers referred show shows showed posted
        released identifies identified named"""
    )
    + r"\b"
)
_PIECE_OF = re.compile(
    rf"\s*(?:['’]s?)?(?:\s+{DESCRIBED})?\s+(?:own\s+|exclusive\s+|recent\s+|\w+day\s+|online\s+|investigative\s+)?{_PIECE}\b",
    re.IGNORECASE,
)
_OPENS_PIECE = re.compile(r"\b(?:an?|the|in|per|to|this|that|recent|new|exclusive)\s+[\"“‘'*_]*\Z", re.IGNORECASE)
_STAFF = re.compile(
    rf"(?:(?:['’]s?)?\s+(?:\w+\s+){{0,3}}?{_STAFF_NOUN}(?:\s+[A-Z]\w+){{0,3}}(?:\s+(?:at|in|on|near|with)\s+(?:the\s+)?\w+)?"
    r"|['’]s?(?:\s+[A-Z]\w+){2,3})(?=\s)"
)
_QUOTE = re.compile(r"\s?:\s*[\"“„«‘']")
_BRACKETS = re.compile(r"[)\]][\s.]*(?:\n|\Z)")
_AND = re.compile(r"\s*(?:,|/|&|and|or|,\s+and|as\s+well\s+as)\s*(?:the\s+)?\Z")
_SENTENCE = re.compile(r"(?:[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n)")


def naming_at(text: str, place: Span, *, sure: bool) -> Naming | None:
    """How a name is cited, by the words of its sentence; None where it is not.

    Args:
        text: the whole text.
        place: where the name stands in it.
        sure: whether the name can hardly be another word; if it can, words that also go with people ("X said") are not enough.
    """
    opening, closing = sentence_at(text, place)
    before = text[max(opening, place.start - REACH) : place.start]
    behind = text[place.end : min(closing, place.end + REACH + 80)]
    if (
        before[-1:] in ("(", "[")
        and _BRACKETS.match(text, place.end)
        and (place.end - place.start > 4 or before[-3:-2] in ".!?")
    ):
        return Naming.CREDIT
    told, citing = _TOLD.search(before), _CITING.search(before)
    if citing and not (told and told.start() > citing.start()):
        return Naming.CITING
    if told:
        return Naming.TOLD
    if not before and _QUOTE.match(behind):
        return Naming.REPORTED
    if _BY.search(before) or _REPORTS.match(behind) or (sure and (_SAID_BY.search(before) or _SAYS.match(behind))):
        return Naming.REPORTED
    if _PIECE_OF.match(behind) and (_OPENS_PIECE.search(before) or behind[:1] in "'’"):
        return Naming.REPORTED
    staff = _STAFF.match(behind)
    if staff and (_SAYS.match(behind, staff.end()) or _REPORTS.match(behind, staff.end())):
        return Naming.REPORTED
    return None


def beside(text: str, left: Span, right: Span) -> bool:
    """Whether two names are joined: "Reuters and AFP", "AP, UPI"."""
    return left.end <= right.start and _AND.match(text[left.end : right.start]) is not None


def sentence_at(text: str, place: Span) -> Span:
    """The sentence, or what looks like one, around a place."""
    start = max(0, place.start - 600)
    for end in _SENTENCE.finditer(text, start, place.start + 1):
        start = end.end()
    behind = _SENTENCE.search(text, place.end, place.end + 600)
    return Span(start, behind.start() + 1 if behind else min(len(text), place.end + 600))
