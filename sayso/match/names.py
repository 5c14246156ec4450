"""Names of outlets as they are compared: without article, accents, capitals and signs, and without what stands around them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "ß": "ss"})
_FIGURES = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
}
_EDGE = " \t\r\n\"'“”‘’«»()[]*_.,;:–—-"
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
# What stands around a name without being part of it: "the Haaretz newspaper", "news agency Interfax". Capitals mostly make it a
# part of the name ("Times Radio", "Daily Star"), so only a few are taken off that way.
DESCRIBED = (
    r"(?:(?:news|press|state|information|wire|radio|TV|television)[\s-]+)?(?:agency|agencies|newspapers?|paper|daily|weekly|monthly|tabloid"
    r"|magazine|web\s?site|site|portal|outlet|broadcaster|channel|station|network|service|newswire|television|TV|radio|programme|program"
    r"|journal|publication|blog|podcast|wire|newsroom|news)"
)
_BEHIND = re.compile(rf"\s+(?:{DESCRIBED}|(?:News\s+)?Agency|Newspaper|Magazine|Online)\Z")
_BEFORE = re.compile(
    rf"(?:{DESCRIBED}|[Tt]he|[Aa]n?|its|their|his|her|local|regional|national|private|public|official|semi-official|independent|pro-[\w-]+"
    r"|\w+-(?:run|owned|based|language|backed|affiliated|controlled|funded|linked)|[^\W\d_]\w*['’]s?|[A-Z]\w+(?:ian|ish|ese|an|ch|ic|i)"
    r"|US|UK|U\.S\.)\s+"
)
_DESCRIBED = re.compile(DESCRIBED, re.IGNORECASE)
_SHORTENED = re.compile(
    r"\A(?:Radio|Channel|Agencia|Agência|Agence)\s+|\s+(?:News|Press|(?:News|Press|Information|Telegraph)\s+(?:Agency|Service|Network)|Radio|TV)\Z"
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who publishes news; nothing is said of its worth.

    Attributes:
        key: what other records call it, such as "the-jerusalem-post".
        name: what it is called most.
        aliases: other names and short forms, in order.
        domains: domains of its pages, in order.
        agency: whether it is a news agency, whose texts others print.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    agency: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


def plain(word: str) -> str:
    """One word without accents and capitals; small numbers in figures ("Channel Four", "Channel 4")."""
    bare = _bare(word)
    return _FIGURES.get(bare, bare)


def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without a leading article; () where it has none."""
    words = tuple(plain(word) for word in WORD.findall(name.replace("&", " and ")))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def form_of(name: str) -> str:
    """The name as it is compared: equal for "The France 24", "France24" and "FRANCE 24"."""
    return "".join(words_of(name))


def key_of(name: str) -> str:
    """The key of an outlet of this name; "" where the name has no words."""
    words = [_bare(word) for word in WORD.findall(name.replace("&", " and "))]
    return "-".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def forms(text: str) -> list[tuple[str, bool]]:
    """What a stretch such as "the state-run SANA news agency's" may name, most words first.

    Returns:
        Forms, each with whether a word such as "agency" was taken off it.
    """
    words = _POSSESSIVE.sub("", text.strip(_EDGE)).strip(_EDGE)
    found = [(form_of(text), False), (form_of(words), False)]  # whole first: "Barron's" is a name
    described = False
    for _ in range(8):
        behind, before = _BEHIND.search(words), _BEFORE.match(words)
        off = behind or before
        if off is None:
            break
        described = described or _DESCRIBED.fullmatch(off[0].strip()) is not None
        words = (words[: off.start()] if behind else words[off.end() :]).strip(_EDGE)
        if words != words.lower():  # what is left of "local news" is no name
            found.append((form_of(words), described))
    return [(form, described) for form, described in dict.fromkeys(found) if form]


def short_form(name: str) -> str:
    """The form of what is left of "Baltic News Service" in "the Baltic agency"; "" where nothing can be left out."""
    short = _SHORTENED.sub("", name)
    return form_of(short) if short != name else ""


def alike(left: str, right: str) -> bool:
    """Whether two names may be one outlet's: one holds the other or opens with it, or is its initials ("BBC Sport", "BBC")."""
    a, b = sorted((words_of(left), words_of(right)), key=len)
    if not a or not b:
        return False
    short, long = "".join(a), "".join(b)
    held = any(b[at : at + len(a)] == a for at in range(len(b) - len(a) + 1))
    opens = min(len(short), len(long)) >= 4 and (long.startswith(short) or short.startswith(long))
    return held or opens or short in (_initials(b), _initials([word for word in b if word not in ("of", "the", "and")]))


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)
