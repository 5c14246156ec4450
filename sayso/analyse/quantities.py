"""Numbers with what they count, inside a stretch of text, as ranges.

Conventions (docs/guide-quantities.md shows each with examples):

- the span runs from the first word that sets or bounds the number to the last word of what is counted
  ("at least 250 flight instructors"); the unit is that noun phrase as written, "%" for per cent, or the currency as written;
- an exact number has low = value = high; a bound leaves the other side None; a range has no value;
- `approx` is for wording that blurs ("about", "nearly", "some", "or so", "hundreds"), not for plain bounds ("more than");
- words such as "hundreds" reach from two of the unit to the last number before the next one (200 to 999);
- shares ("one in five", "half of", "a third of") are percentages;
- no quantities: ordinals, dates, years, clock times, time offsets ("two days later"), ages, scores ("3-2"), numbers that are
  names ("Article 5", "Boeing 737"), telephone and section numbers, "one" as a pronoun.
"""

import re
from dataclasses import replace

from sayso.analyse.clauses import PHRASE_END, PRESENTS
from sayso.analyse.numerals import DIGITS, SMALL, Amount, amounts, number
from sayso.analyse.words import Words
from sayso.records.anchors import Span
from sayso.records.statements import Quantity

LOW = (
    r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum(?:\s+\w+)? of|more than|greater than|over|above|"
    r"upwards? of|in excess of|exceeding|as few as|beyond|north of|starting at"
)
HIGH = (
    r"up to|at (?:the )?most|no more than|not more than|a maximum(?:\s+\w+)? of|as many as|as much as|fewer than|less than|"
    r"lower than|under|below|south of"
)
BLUR = (
    r"about|around|approximately|approx\.?|roughly|circa|nearly|almost|close to|some|an estimated|estimated at|estimated|"
    r"just about|nearly about|~|≈|more or less|something like|in the region of"
)
BEFORE = re.compile(
    rf"(?:(?<!\w)(?:just|well|slightly|far|only|much|a little|significantly)\s+)?(?<!\w)(?:(?P<low>{LOW})|"
    rf"(?P<high>{HIGH})|(?P<blur>{BLUR}))\s*$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\w)between\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
AFTER = re.compile(
    r"\s+or\s+(?:(?P<blur>so)|(?P<low>more|longer|above|over|greater|older)|(?P<high>fewer|less|under|below))(?!\w)",
    re.IGNORECASE,
)
JOIN = re.compile(r"(?:\s+to\s+(?:about\s+|around\s+)?|\s*[-–—]\s*|\s+or\s+|\s+and\s+)$", re.IGNORECASE)
RATIO = re.compile(r"\s+(?:in(?:\s+every)?|out\s+of(?:\s+every)?)\s+$", re.IGNORECASE)

MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
NAMING = re.compile(
    r"(?<!\w)(?:number|no\.?|nos\.?|page|pages|pp?\.|articles?|sections?|chapters?|paragraph|clause|phase|level|"
    r"grade|stage|room|flight|route|highway|"
    r"channel|act|part|volume|vol\.|type|version|line|district|ward|unit|block|tier|category|week|day|round|game|"
    r"season|episode|resolution|lane|"
    r"platform|gate|step|class|formula|verse|rule|title|form|exit|zone|sector|world war|area|apollo|figure|fig\.|"
    r"table|item|year|grades|"
    r"sections|amendment|proposition|protocol|chart|under|top|aged?|at|turned|turning|nos?)\s*$", re.IGNORECASE)  # fmt: skip
DATE_BEFORE = re.compile(rf"(?<!\w)(?:{MONTHS})\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:,|[-–]|and|to|or)\s*)?$", re.IGNORECASE)
DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{{1,2}}|\s+(?:and|to|or)\s+\d{{1,2}})?\s+(?:of\s+)?(?:{MONTHS})(?!\w)", re.IGNORECASE
)
CLOCK_AFTER = re.compile(
    r"(?:\s*(?:[-–]|to|and)\s*\d{1,2})?\s*(?:[:.]\d\d\s*)?(?:[ap]\.\s?m\.?|[ap]m(?!\w)|o['’]clock|utc|gmt|cest|cet|"
    r"edt|est|hours? local|local time)",
    re.IGNORECASE,
)
YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|by|until|till|from|during|after|before|of|the|early|late|mid|to|between|and|through|for|"
    r"about|around|summer|winter|"
    r"spring|autumn|fall|fiscal|season|year|its|his|her|their|a|an|january|ending|circa|as|s)[\s-]*$|^\W*$|"
    r"[(,'’–-]\s*$", re.IGNORECASE)  # fmt: skip
ORDINAL_AFTER = re.compile(
    r"-(?:first|second|third|fifth|\w+th)s?(?!\w)|\s*(?:b\.?c\.?(?:e\.?)?|a\.d\.?|c\.e\.?|bce|ce)(?!\w)", re.IGNORECASE
)
OLD = re.compile(r"(?:\s|-)?(?:years?|months?|weeks?|days?)(?:\s|-)olds?(?!\w)|(?:\s+years)\s+of\s+age", re.IGNORECASE)
OFFSET = re.compile(
    r"[\s-](?:full\s+|more\s+)?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centuries)\s+"
    r"(?:ago|later|earlier|after|before|prior|previously|from\s+now|hence|since)(?!\w)", re.IGNORECASE)  # fmt: skip
OFFSET_TAIL = re.compile(r"(?:ago|later|earlier|after|before|prior|previously|hence|since)(?!\w)", re.IGNORECASE)
AGE_BEFORE = re.compile(
    r"(?:^|\s)(?:he|she|i|who|[A-Z][\w’'-]+)\s+(?:(?:is|was|were|has|have|had|would|be|been|just|only|now|turned|"
    r"turns|not)\s+)+$"
)
SCORE_WORD = re.compile(
    r"\s*(?:win|victory|loss|defeat|draw|lead|decision|ruling|vote|record|score|thrashing|scoreline|on\s+aggregate|"
    r"against|over|at\b|in\b)",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"(?<!\w)(?:\+\d[\d ()-]{6,}\d|\(?\d{2,4}\)?[-.]\d{3,4}[-.]\d{3,4})(?![\w-])")
HYPHENED = re.compile(r"-([a-z]+)(?!\w)(?!-old)", re.IGNORECASE)
NOT_COUNTED = frozenset(
    "sided way faced fold thirds handed off on piece time times party state dimensional pronged old olds year-old up "
    "over out yard match man star size something odd strong some".split()
)
MEASURES = frozenset(
    "km m cm mm nm kg g mg lb lbs oz ft mph kph kmh kmph km/h mb gb tb kw mw gw kwh mwh gwh twh hp hz ghz mhz year "
    "month week day hour minute mile foot metre meter kilometre kilometer l ml cl ha bpm knots db bpd °c °f".split()
)
PLURALS = frozenset(
    "people men women children police personnel staff troops cattle aircraft spacecraft dead injured wounded missing "
    "lives wives fish sheep deer crew media data feet teeth geese mice hectares medals goals deaths businesspeople "
    "servicemen servicewomen policemen gunmen fishermen congressmen lawmen firemen clergymen grandchildren "
    "stepchildren countrymen businessmen spokesmen militiamen tribesmen salespeople townspeople alumni criteria "
    "phenomena percent infantry clergy".split()
)
S_MODIFIERS = frozenset(
    "sports arms news sales rights human weapons drugs forces press business mass congress defence armed human-rights "
    "customs series physics crisis previous famous religious serious various dangerous indigenous anonymous "
    "suspicious civilians special-forces gas glass class cross access express united_states states nations kids women "
    "men police aircraft media medical crew boys girls less".split()
)
QUANTIFIERS = frozenset("other others more additional further such extra different separate total of".split())
RELATIONAL = frozenset(
    "member members count counts case cases ton tons tonne tonnes kilogram kilograms kilo kilos kg gram grams litre "
    "litres liter liters barrel barrels gallon gallons bottle bottles piece pieces round rounds copy copies type "
    "types kind kinds pair pairs acre acres hectare hectares truckload truckloads box boxes bag bags shipment "
    "shipments charge charges act acts instance instances incident incidents group groups team teams percent "
    "megawatts gigawatts minutes hours cups pages sheets units".split()
)
TOKEN = re.compile(r"\s+(?:(?:[A-Z]\.){2,}|°[CF]|km/h|[^\W\d_]\w*(?:[’'](?!s\b)\w+)?(?:-\w+)*(?:[’']s?(?!\w))?)")
ONE_NOT = frozenset(
    "another day thing way side hand point only other or and who that which more less such step side-by-side".split()
)
ONE_AFTER = frozenset("no the this that any every each which another a only last big first next loved it".split())
SUPERLATIVE = re.compile(
    r"\s+of\s+(?:the|its|his|her|their|our|my|a)\s+(?:\w+['’]s\s+|very\s+)?(?:(?:most|least|best|worst|few|only|"
    r"main|leading|key|first|many|major|top)\b|\w+est\b)",
    re.IGNORECASE,
)
OF_DEFINITE = re.compile(
    r"\s+of\s+(?:the|these|those|his|her|its|their|our|my)(?:\s+(?:two|three|four|five|six|seven|eight|nine|ten|"
    r"\d+))?(?=\s+[a-zA-Z])",
    re.IGNORECASE,
)
OF_PRONOUN = re.compile(r"\s+of\s+(?:them|these|those|us|whom|which)(?!\w)", re.IGNORECASE)


def quantities(words: Words, span: Span) -> tuple[Quantity, ...]:
    """Every quantity of the span, in order and without overlaps; empty when it counts nothing.

    Args:
        words: the words of the whole text.
        span: code points [start, end) to look in; nothing outside is made part of a quantity, but it may rule one out.
    """
    text = words.text
    out: list[Quantity] = []
    telephones = [Span(*m.span()) for m in TELEPHONE.finditer(text, *span)]
    atoms = [
        a
        for a in amounts(text, span)
        if not _named(text, a) and not any(t.start < a.end and a.start < t.end for t in telephones)
    ]
    i = 0
    while i < len(atoms):
        amount, used = _joined(text, atoms, i, span)
        i += used
        found = _qualified(text, amount, span) if amount else None
        if found and (not out or found.start >= out[-1].end):
            out.append(found)
            while i < len(atoms) and atoms[i].start < found.end:
                i += 1
    return tuple(out)


# numbers that are names, dates, times, ages


def _named(text: str, amount: Amount) -> bool:
    """Whether the number names or dates something instead of counting."""
    if amount.form in ("vague", "share") or amount.unit:
        return False
    line = text.rfind("\n", max(amount.start - 48, 0), amount.start) + 1
    before, after = text[max(line, amount.start - 48) : amount.start], text[amount.end : amount.end + 40].split("\n")[0]
    shown = text[amount.start : amount.end]
    plain = shown.isdigit()
    if OLD.match(after) or CLOCK_AFTER.match(after) or OFFSET.match(after) or ORDINAL_AFTER.match(after):
        return True
    if amount.form == "spelled":
        one = shown.lower() in ("one", "zero")
        return one and _pronoun(before, after)
    if plain and (DATE_BEFORE.search(before) or (int(shown) <= 31 and DATE_AFTER.match(after))):
        return True
    if plain and len(shown) == 4 and 1500 <= int(shown) <= 2099 and (YEAR_BEFORE.search(before) or not _plural_next(after)):
        return not re.search(rf"(?:{LOW}|{HIGH}|nearly|almost|some)\s+$", before, re.IGNORECASE) or not _plural_next(after)
    if plain and shown.startswith("0"):
        return True
    if NAMING.search(before) and not re.search(r"\b(?:at|under|top)\s*$", before, re.IGNORECASE):
        return True
    if (
        plain
        and re.search(r"(?<!\w)(?:at|under|top)\s*$", before, re.IGNORECASE)
        and not re.match(r"\s+[a-z]+s(?!\w)|\s*%|\s+(?:people|[a-z]+ [a-z]+s)(?!\w)", after)
    ):
        return bool(re.search(r"(?<!\w)(?:at|top)\s*$", before, re.IGNORECASE))
    if plain and len(shown) <= 3 and re.search(r",\s*$", before) and re.match(r"\s*(?:[,.;)]|$)", after) and int(shown) <= 120:
        return not re.search(r"\d\s*,\s*$", before)
    if plain and re.search(r"\(\s*$", before) and re.match(r"\s*\)", after):
        return True
    if (
        AGE_BEFORE.search(before)
        and (amount.value or 0) <= 120
        and re.match(r"\s*(?:[.,;)]|$|and\b|when\b|at\b|on\b|years\b)", after)
    ):
        return True
    if (
        re.search(r"(?<!\w)(?:is|was)\s+$", before)
        and (amount.value or 0) <= 120
        and re.match(r"\s*(?:[.,;]\s|$)", after + " ")
    ):
        return not re.search(r"toll|number|total|count|figure|score|average|price|rate|age|temperature|result|majority", before)
    if plain and re.search(r"(?<!\d)\d{4}[-–/]$", before):
        return True
    if plain and re.match(r"[-–]\d+", after) and len(shown) == 4 and 1500 <= int(shown) <= 2099:
        return True
    if (plain and re.match(r"(?:[-–. ]\d{3,4}){2,}", after)) or (
        re.search(r"\d[-. ]$", before) and re.search(r"[+(]?\d[\d ().-]{4,}$", before)
    ):
        return True
    if "," not in shown and amount.form == "digits" and re.search(r"(?<![.!?“\"]\s)(?<!^)(?<!\w)[A-Z][\w’'-]*\s$", before):
        return not re.match(
            r"\s+(?:[a-z]+\s){0,3}?(?:[a-z]+s|people|men|women|children)(?!\w)|\s*(?:%|per|million|billion|"
            r"thousand)|-[a-z]|\s(?:km|kg|m|mph)\b",
            after,
        )
    return False


def _plural_next(after: str) -> bool:
    """Whether a plural noun follows at once."""
    word = re.match(r"\s+([a-z]+)(?!\w)", after)
    return bool(word) and _plural(word.group(1)) and word.group(1) not in PRESENTS  # type: ignore[union-attr]


def _pronoun(before: str, after: str) -> bool:
    """Whether "one" stands for a person or thing instead of counting."""
    last = re.search(r"(\w+)\s+$", before)
    held = last and last.group(1).lower() in ONE_AFTER
    if held and not after.startswith("-") and not (OF_DEFINITE.match(after) and last and last.group(1).lower() == "that"):
        return True
    if OF_DEFINITE.match(after) or OF_PRONOUN.match(after):
        return bool(SUPERLATIVE.match(after))
    following = re.match(r"\s+([\w’'-]+)", after)
    if after.startswith("-"):
        return not re.match(
            r"-(?:year|month|week|day|hour|minute|mile|kilometre|kilometer|metre|meter|foot|storey|story|page|seat)(?!\w)",
            after,
            re.IGNORECASE,
        )
    if not following or (
        re.match(r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\w+)", after) and following.group(1).lower() in ("in", "out")
    ):
        return not following or not re.match(rf"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:{SMALL}|\d+)(?!\w)", after, re.IGNORECASE)
    word = following.group(1).lower()
    return (
        word in ONE_NOT
        or word in PHRASE_END
        or word in PRESENTS
        or (word.endswith("ed") and word not in ("armed", "unarmed", "infected", "injured"))
    )


# two numbers that belong together


def _joined(text: str, atoms: list[Amount], i: int, span: Span) -> tuple[Amount | None, int]:
    """(the amount that starts at atom i, atoms it used); None for scores and dates."""
    first = atoms[i]
    if i + 1 == len(atoms):
        return first, 1
    second = atoms[i + 1]
    gap = text[first.end : second.start]
    if first.value is None or second.value is None or len(gap) > 18:
        return first, 1
    before = text[max(span.start, first.start - 20) : first.start]
    if (
        RATIO.fullmatch(gap)
        and 0 < first.value < second.value <= 1000
        and second.unit is None
        and not re.match(
            r"\s+(?:\w+\s+)?(?:days?|hours?|minutes?|weeks?|months?|years?|\w+s)(?!\w)"
            if "in" in gap and second.form == "digits"
            else r"\s+(?:days?|hours?|minutes?|weeks?|months?|years?|countries|cities|states|places|games|attacks)(?!\w)",
            text[second.end : second.end + 60],
            re.IGNORECASE,
        )
    ):
        share = round(100 * first.value / second.value, 2)
        return Amount(first.start, second.end, share, share, share, "%", False, "share"), 2
    if not JOIN.fullmatch(gap) or (
        second.value <= first.value and first.unit == second.unit and not second.unit and gap.strip() not in "-–—"
    ):
        return first, 1
    between = BETWEEN.search(before)
    word = gap.strip().lower().split()[0]
    if word == "and" and not between:
        return first, 1
    if word == "to" and re.search(r"(?<!\w)from\s+(?:about\s+|around\s+)?$", before, re.IGNORECASE):
        return first, 1
    if word == "or" and (second.value - first.value > max(first.value, 2) or first.unit):
        return first, 1
    dash = word[0] in "-–—"
    low, high = first.value, second.value
    scaled = re.search(
        r"(?:hundred|thousand|million|billion|trillion|mn|bn|tn|m|k)$",
        text[second.start : second.end].rstrip("% "),
        re.IGNORECASE,
    )
    if (
        scaled
        and first.form == "digits"
        and low < 1000
        and not re.search(r"[a-z]", text[first.start : first.end].replace("US", ""), re.IGNORECASE)
    ):
        low *= high / _leading(text[second.start : second.end], high)
    if low >= high:
        return (None, 2) if dash else (first, 1)
    after = text[second.end : second.end + 30]
    if dash and first.form == "digits" and not (first.unit or second.unit or scaled):
        blurred = BEFORE.search(before) or re.search(r"(?<!\w)range(?:\s+of)?\s+$|(?<!\w)is\s+$", before)
        if (SCORE_WORD.match(after) and not blurred) or (not blurred and not TOKEN.match(after)):
            return None, 2
        if first.value >= 1500 and re.fullmatch(r"\d{4}", text[first.start : first.end]):
            return None, 2
    start = max(span.start, first.start - 20) + between.start() if between else first.start
    approx = word == "or" or first.approx or second.approx
    return Amount(start, second.end, None, round(low, 6), high, second.unit or first.unit, approx, second.form), 2


def _leading(shown: str, value: float) -> float:
    digits = re.search(DIGITS, shown)
    return number(digits.group()) if digits else value


# bounds around a number, and what it counts


def _qualified(text: str, amount: Amount, span: Span) -> Quantity | None:
    head = text[max(span.start, amount.start - 40) : amount.start]
    offset = max(span.start, amount.start - 40)
    start, low, high, approx, value = amount.start, amount.low, amount.high, amount.approx, amount.value
    for _ in range(3):
        found = BEFORE.search(head)
        if not found or (
            found.group("blur") and found.group("blur").lower() == "some" and amount.form == "vague" and value is None
        ):
            break
        if found.group("low"):
            high = None
        elif found.group("high"):
            low = None
        else:
            approx = True
        start = offset + found.start()
        head = head[: found.start()]
    if re.search(r"(?<!\w)(?:an?|the)\s+$", head, re.IGNORECASE) and re.match(
        r"(?:estimated|maximum|minimum)", text[start : start + 12], re.IGNORECASE
    ):
        start = offset + re.search(r"\S+\s+$", head).start()  # type: ignore[union-attr]
    end, unit = amount.end, amount.unit
    if unit is None:
        end, unit = _counted(text, amount, span)
    after = AFTER.match(text, end, span.end)
    if after:
        end = after.end()
        if after.group("blur"):
            approx = True
        elif after.group("low"):
            if low is None:
                high, approx = None, True
            else:
                high = None
        else:
            low = None
        if unit is None and amount.unit is None:
            end, unit = _counted(text, replace(amount, end=end), span)
    if (
        unit is None
        and OFFSET_TAIL.match(text[end : end + 20].lstrip())
        and text.startswith(" ", end)
        and re.search(r"(?:days?|years?|months?|weeks?|hours?|minutes?)$", text[start:end])
    ):
        return None
    if (
        unit
        and re.search(r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?)$", unit)
        and re.match(
            r"\s+(?:ago|later|earlier|after|before|prior|previously|hence)(?!\w)|\s+(?:old|of age)(?!\w)", text[end : end + 20]
        )
    ):
        return None
    if (
        unit is None
        and amount.form == "spelled"
        and start == amount.start
        and re.search(
            r"(?<!\w)(?:the|these|those|all|other|last|first|other|next|latter|former|both|any|or)\s+$", head, re.IGNORECASE
        )
    ):
        return None  # "the two" of persons already named
    if (
        unit is None
        and start == amount.start
        and text[start:end].isdigit()
        and not text.startswith("-", end)
        and re.search(r"(?<!\w)(?:the|an?|this|that)\s+$", head, re.IGNORECASE)
    ):
        return None  # "the 707" of a machine already named
    if amount.form == "vague" and value is None and low == 3 and unit is None:
        return None  # "several" and "a few" of nothing named
    return Quantity(start, end, value, low, high, unit, approx)


def _counted(text: str, amount: Amount, span: Span) -> tuple[int, str | None]:
    """(end of the quantity, unit) by the noun phrase that follows the number."""
    at = amount.end
    if amount.form == "share":
        return at, "%"
    hyphen = HYPHENED.match(text, at, span.end)
    if hyphen:
        word = hyphen.group(1).lower()
        if word not in NOT_COUNTED:
            return hyphen.end(), hyphen.group(1)
        if word not in ("strong", "odd", "some"):
            return at, None
        at = hyphen.end()
    pronoun = OF_PRONOUN.match(text, at, span.end)
    if (pronoun and not TOKEN.match(text, pronoun.end(), span.end)) or (
        pronoun and pronoun.group().split()[-1].lower() in ("them", "us", "whom", "which")
    ):
        return pronoun.end(), None
    definite = OF_DEFINITE.match(text, at, span.end)
    if definite:
        end, unit = _noun_phrase(text, definite.end(), span.end, plural=True)
        return (end, unit) if unit else (amount.end, None)
    of = re.match(r"\s+of(?=\s)", text[at : min(at + 9, span.end)])
    if amount.form == "vague" and of:
        at += of.end()
    end, unit = _noun_phrase(text, at, span.end, plural=amount.value != 1)
    return (end, unit) if unit else (amount.end, None)


def _noun_phrase(text: str, at: int, stop: int, *, plural: bool) -> tuple[int, str | None]:
    """(end, the noun phrase at `at` without leading "other", "more"); (at, None) when no head noun is recognised."""
    tokens: list[re.Match[str]] = []
    position = at
    skipping = True
    first = at
    while len(tokens) < 7:
        token = TOKEN.match(text, position, stop)
        if not token or "\n" in token.group():
            break
        word = token.group().strip()
        low = word.lower()
        if skipping and low in QUANTIFIERS:
            position = first = token.end()
            continue
        skipping = False
        if low in ("and", "or") and tokens and _name(tokens[-1]):
            following = TOKEN.match(text, token.end(), stop)  # "Dutch and German tourists"
            if following and _name(following) and following.group().strip().lower() not in PHRASE_END:
                tokens.append(token)
                position = token.end()
                continue
        if low in PHRASE_END and low != "past":
            break
        if tokens and low in PRESENTS and _plural(tokens[-1].group().strip().lower()):
            break
        tokens.append(token)
        position = token.end()
        if word.endswith(("'", "’")):
            break
    head = _head(tokens, plural=plural)
    if first > at and (head is None or text[at:first].split()[-1].lower() == "others"):
        return (first, "others") if text[at:first].split()[-1].lower() == "others" else (at, None)
    if head is None:
        return at, None
    start = tokens[0].start() + 1
    while start < len(text) and text[start].isspace():
        start += 1
    end = tokens[head].end()
    if tokens[head].group().strip().lower() in RELATIONAL:
        of = re.match(r"\s+of(?:\s+(?:the|his|her|its|their|an?))?(?=\s)", text[end : min(end + 20, stop)])
        if of:
            inner_end, inner = _noun_phrase(text, end + of.end(), stop, plural=False)
            if inner:
                end = inner_end
    return end, text[max(start, first) : end].strip()


def _head(tokens: list[re.Match[str]], *, plural: bool) -> int | None:
    """Number of the head noun's token: the first plural noun that is no modifier, or for one thing the last of the phrase."""
    shown = [t.group().strip() for t in tokens]
    lows = [w.lower() for w in shown]
    if not shown:
        return None
    if lows[0] in MEASURES or re.fullmatch(r"(?:km/h|°[cf])", lows[0]):
        return 0
    if plural:
        for i, word in enumerate(lows):
            if _plural(word) and not (
                word in S_MODIFIERS and i + 1 < len(lows) and any(_plural(w) for w in lows[i + 1 : i + 3])
            ):
                return i
        return None
    last = None
    for i, word in enumerate(lows):
        ahead = i + 1 < len(shown) and shown[i + 1].islower()
        if i and shown[i].islower() and (word.endswith("ing") or (word.endswith("ed") and not ahead) or word in PRESENTS):
            break
        if word.endswith("ly"):
            break
        last = i
    return last


def _name(token: re.Match[str]) -> bool:
    return token.group().strip()[:1].isupper()


def _plural(word: str) -> bool:
    """Whether a word in lower case has the form of a plural noun."""
    if word in PLURALS:
        return True
    return (
        (len(word) > 3 or word in ("mps", "tvs", "cds", "ngos"))
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s", "’s"))
        and word not in ("this", "less", "series")
    )
