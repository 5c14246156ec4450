"""Impersonal frames and hedges of the article's own voice: what opens a sentence without asserting anything itself.

"It seems clear that", "Another fact is that", "This is further evidence that" stand around an assertion; so do words that
lower its certainty ("seems", "probably", "may") and passives that leave out who found or knows something.
"""

import re

from sayso.analyse.clauses import SUBORDINATORS, finite_verbs
from sayso.records.statements import Certainty

_adverb = (
    r"(?:\w+ly|also|now|then|thus|therefore|indeed|still|already|quite|rather|very|so|too|even|perhaps|nevertheless|"
    r"nonetheless|again)"
)
_opener = r"(?:(?:[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,4},\s+)|(?:(?:And|But|So|Yet|Still|Thus|Therefore|Indeed|Now)\s+))?"
_clear = (
    r"(?:clear|obvious|evident|plain|apparent|certain|sure|true|undeniable|undisputed|indisputable|likely|unlikely|"
    r"probable|possible|conceivable|"
    r"plausible|doubtful|unclear|uncertain|unknown|important|worth\s+\w+|interesting|notable|noteworthy|"
    r"significant|striking|remarkable|"
    r"surprising|no\s+(?:secret|surprise|coincidence|accident|wonder|exaggeration)|(?:a\s+)?(?:matter\s+of\s+|"
    r"well-known\s+|simple\s+|plain\s+)?fact|"
    r"common\s+knowledge|understandable|natural|regrettable|unfortunate|fair|safe|necessary|essential|crucial|good|"
    r"bad|hard|easy|right|wrong)"
)
_say = (
    r"(?:to\s+)?(?:say|note|add|emphasi[sz]e|stress|remember|recall|point\s+out|mention|underline|underscore|"
    r"highlight|consider|conclude|assume|"
    r"suppose|argue|acknowledge|recogni[sz]e|see|observe|understand|believe|imagine|deny|keep\s+in\s+mind|bear\s+in\s+mind)"
)
_said = (
    r"(?:emphasi[sz]ed|stressed|noted|added|remembered|recalled|pointed\s+out|mentioned|underlined|underscored|"
    r"highlighted|said|stated|"
    r"concluded|assumed|argued|acknowledged|recogni[sz]ed|seen|observed|understood|remarked|admitted|"
    r"borne\s+in\s+mind|kept\s+in\s+mind|denied|"
    r"known|established|found|shown|proven|proved|discovered|revealed|reported|determined|confirmed|believed|"
    r"thought|considered|expected|"
    r"estimated|alleged|claimed|suggested|hoped|feared)"
)
_modal_be = r"(?:would|will|may|might|could|can|must|should|seems\s+to|appears\s+to)\s+be"
_be = rf"(?:is|was|seems|appears|remains|becomes|became|ha[sd]\s+(?:become|been)|would\s+(?:seem|appear)|{_modal_be})"
_fact = (
    r"(?:fact|point|thing|truth|reality|problem|question|issue|reason|result|consequence|conclusion|outcome|upshot|aspect|"
    r"detail|sign|irony|danger|risk|concern|bottom\s+line|evidence|proof|indication|lesson|difference|advantage|possibility|"
    r"assumption|idea|circumstance)"
)
_proof = r"(?:evidence|proof|signs?|indications?|confirmation|testimony|illustration|demonstration|reminder)"
_aside = r"(?:,?\s+(?:too|however|then|therefore|moreover|though|of\s+course),?)?"
FRAME = re.compile(
    rf"""{_opener}(?:
        it\s+(?:{_adverb}\s+)?{_be}(?:\s+{_adverb}|\s+not|\s+to\s+be)*\s+{_clear}(?:\s+enough)?{_aside}(?:\s+{_say})?
          \s+(?:that|whether|if)
      | it\s+(?:must|should|can|could|may|might|has|ought|needs?|is|was|will|would|cannot)
          (?:\s+(?:{_adverb}|not|to|be|been))*\s+{_said}{_aside}\s+(?:that|whether)
      | it\s+(?:{_adverb}\s+)?(?:seems|appears|turns?\s+out|turned\s+out|follows|happens|remains\s+to\s+be\s+seen|
          goes\s+without\s+saying|stands\s+to\s+reason|means|(?:may|might|could)\s+be)(?:\s+{_adverb})?\s+(?:that|whether|if)
      | (?:an?other|an?|one|the|yet\s+another|a\s+further)\s+(?:[\w-]+\s+){{0,4}}?{_fact}
          (?:\s+(?:here|of\s+the\s+matter|to\s+\w+|worth\s+\w+|about\s+(?:this|it)))?
          \s+(?:is|was|remains|(?:seems\s+to|appears\s+to|may|might)\s+be){_aside}\s+that
      | (?:this|that|these|all\s+(?:of\s+)?this|which)\s+(?:is|are|was|were|(?:seems\s+to|appears\s+to|may|could|might)\s+be)
          \s+(?:{_adverb}\s+)?(?:[\w-]+\s+){{0,4}}?{_proof}\s+that
      | (?:this|that|these|all\s+(?:of\s+)?this|which)\s+(?:{_adverb}\s+)?(?:means?|meant|shows?|showed|proves?|demonstrates?|
          suggests?|indicates?|implies|confirms?|goes\s+to\s+show|(?:seems|appears)\s+to\s+\w+|(?:may|could|might)\s+mean)
          (?:\s+{_adverb})?\s+that
      | there\s+(?:is|was|can\s+be|seems\s+to\s+be|remains|are)\s+(?:{_adverb}\s+)?(?:[\w-]+\s+){{0,3}}?
          (?:doubt|question|denying|{_proof}|reason\s+to\s+(?:believe|think)|chance|possibility|likelihood|consensus|agreement)
          \s+that
      | what\s+(?:is|seems|remains|was)\s+(?:{_adverb}\s+)?\w+\s+(?:here\s+)?(?:is|was)\s+that
    )\s*,?\s+""",
    re.IGNORECASE | re.VERBOSE,
)
NEGATED = re.compile(
    r"\b(?:not|no|never|hardly|cannot|little|unlikely|doubtful|false|wrong|impossible)\b|n['’]t\b", re.IGNORECASE
)
AFFIRMED = re.compile(
    r"\b(?:no|little)\s+(?:\w+\s+)?(?:doubt|question|denying|secret|surprise|coincidence|accident|wonder|exaggeration)\b|"
    r"\bnot\s+(?:surprising|unusual|unknown)\b|\b(?:not|cannot)\s+(?:\w+\s+)?be\s+(?:denied|ignored|overlooked|forgotten)\b|"
    r"\b(?:not|never)\s+(?:be\s+)?forgotten\b",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"\s*(?:,|\s[–—-])\s*(?:since|because|given|considering|although|though|even\s+though|while|whereas|which|who|"
    r"whose|where|after\s+which|with|"
    r"as(?!\s+(?:well|such|long|soon)\b)|for\s+(?=the|this|it|they)|thus\s+\w+ing|thereby|\w+ing)\b",
    re.IGNORECASE,
)
HEDGES = (
    (Certainty.UNKNOWN, re.compile(
        r"\b(?:unclear|unknown|uncertain|not\s+(?:yet\s+)?(?:known|clear|certain)|doubtful|"
        r"remains?\s+to\s+be\s+seen)\s+(?:whether|if)\b", re.IGNORECASE)),
    (Certainty.POSSIBLE, re.compile(
        r"\b(?:(?:may|might|could)(?!\s+not\b|n['’]t)\b(?!\s+\d)|may\s+not|might\s+not|possibly|perhaps|maybe|"
        r"conceivably|potentially)\b|\b(?:possible|possibility|plausible|conceivable)\s+that\b")),
    (Certainty.PROBABLE, re.compile(
        r"\b(?:seems?|seemed|seemingly|appears?|appeared|apparently|(?:un)?likely|probabl[ey]|presumably|"
        r"supposedly|evidently|expected|"
        r"suggests?|indicates?|in\s+all\s+likelihood)\b(?!\s+(?:in|on|at|before|for|as)\b(?<=appeared\s\w\w))")),
)  # fmt: skip
APPEARED = re.compile(
    r"\bappear(?:s|ed)?\s+(?:in|on|at|before|alongside|next|with|for|as|under|from|during|after)\b", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"[,–—]?\s*\b(?:who|whom|whose|which|that|because|since|although|though|if|when|while|whereas|unless|until|"
    r"where|so\s+that|after|before|as\s+if|whether)\b",
    re.IGNORECASE,
)
_found = (
    r"(?:detected|found|discovered|spotted|observed|identified|recovered|located|established|known|considered|"
    r"believed|thought|understood|noticed|"
    r"uncovered|revealed|reported|recorded|determined|proven|proved|shown(?=\s+(?:to|that)\b)|confirmed|documented|"
    r"suspected|deemed|regarded|estimated|verified|"
    r"traced|noted|demonstrated|stated|disclosed|alleged|diagnosed|sighted|ascertained|seen)"
)
AGENTLESS = re.compile(
    rf"\b(?:is|are|was|were|been|being|be)\s+(?:(?:\w+ly|also|now|yet|still|already|long|often|not|never|since|"
    rf"once|first|later|well|recently|widely)\s+)*{_found}\b(?!\s+(?:for|as)\b(?<=known\s\w\w\w))",
    re.IGNORECASE,
)
KNOWN_FOR = re.compile(r"\bknown\s+(?:for|as|by)\b", re.IGNORECASE)
AGENT = re.compile(
    r"^(?:\s+\S+){0,8}?\s+by\s+(?!(?:the\s+)?(?:end|time|then|now|early|late|mid|means|way|far|mistake|accident|"
    r"chance|\d|\w+ing\b|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))",
    re.IGNORECASE,
)
FORM = re.compile(r"\w+(?:[-’'.]\w+)*")


def frame_of(shown: str) -> str:
    """The impersonal frame that opens the sentence, up to the clause inside; "" for none, or one that denies the clause."""
    found = FRAME.match(shown)
    if not found or found.end() >= len(shown):
        return ""
    frame = found.group()
    return "" if NEGATED.search(AFFIRMED.sub(" ", frame)) else frame


def certainty_of(shown: str, *, frame: bool = False) -> Certainty:
    """By the hedges of the main clause; all of a frame is main clause."""
    main = shown if frame else main_clause(shown)
    main = APPEARED.sub(" ", main)
    for certainty, hedge in HEDGES:
        if hedge.search(main):
            return certainty
    return Certainty.CERTAIN


def main_clause(shown: str) -> str:
    """The main clause: without a leading subordinate clause and without what is subordinate at the end."""
    first = re.match(r"\W*(\w+)", shown)
    if first and first.group(1).lower() in SUBORDINATORS | {"as", "if"} and "," in shown:
        shown = shown[shown.index(",") + 1 :]
    participle = re.search(r",\s+(?:\w+ly\s+)?\w+ing\b", shown)
    if participle and finite_verbs(FORM.findall(shown[: participle.start()])):
        shown = shown[: participle.start()]
    for marker in SUBORDINATE.finditer(shown):
        if finite_verbs(FORM.findall(shown[: marker.start()])):
            return shown[: marker.start()]
    return shown


def agentless(shown: str) -> bool:
    """Whether the main clause reports a finding or knowledge in the passive with nobody given."""
    main = main_clause(shown)
    for found in AGENTLESS.finditer(main):
        if not AGENT.match(main[found.end() :]) and not KNOWN_FOR.match(main[found.end() - 5 :]):
            return True
    return False
