"""Names by kind, so that the model reads "a person told a news agency" and not who they are.

Sayso must treat every party alike. The model therefore never sees a name: each run of name words becomes one unit that
carries its kind only (person, place, people, party, media, organisation, or plain name). Who it is stays in the text, for
people and for resolving sources. The kind comes from a list that ships (gazetteer.txt), from titles and first names, and from
the document itself: a surname read once after a first name is a person's wherever it stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from sayso.analyse.words import SENTENCE_END, TOKEN, Words

KINDS = ("person", "place", "demonym", "party", "media", "org", "name")
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame sen senator rep representative gov governor gen general col colonel "
    "lt lieutenant sgt sergeant capt captain maj major admiral commander president chancellor premier minister secretary "
    "speaker chairman chairwoman chair judge justice attorney mayor king queen prince princess pope cardinal archbishop bishop "
    "rev reverend father rabbi imam ayatollah sheikh spokesman spokeswoman spokesperson director officer chief ceo analyst "
    "author coach congressman congresswoman ambassador envoy host reporter correspondent candidate nominee strategist".split()
)
JOINERS = frozenset("al el bin ibn ben abu de da do dos das di du del della la le van von der den ter ten y e".split())
HYPHENS = frozenset("-‐‑’'")


@dataclass(frozen=True, slots=True)
class NameRun:
    """Words [first, last] (inclusive) that make one name, with its kind: an index into KINDS."""

    first: int
    last: int
    kind: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names by their first word, longest first; first names; and words that are common in lower case."""

    names: dict[str, list[tuple[tuple[str, ...], int]]]
    first_names: dict[str, str]  # name -> "f", "m" or "" where both bear it
    common: frozenset[str]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The lists that ship with the package."""
    data = resources.files("sayso.analyse") / "data"
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    first: dict[str, str] = {}
    for line in (data / "gazetteer.txt").read_text(encoding="utf-8").splitlines():
        kind, name, *sex = line.split("\t")
        if kind == "first":
            first[name] = sex[0] if sex else ""
            continue
        words = tuple(TOKEN.findall(name))
        names.setdefault(words[0], []).append((words, KINDS.index(kind)))
    for entries in names.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    common = frozenset((data / "common-words.txt").read_text(encoding="utf-8").split())
    return Gazetteer(names, first, common)


PERSON, ORG, NAME = KINDS.index("person"), KINDS.index("org"), KINDS.index("name")


def _sentence_starts(words: Words) -> list[bool]:
    """Whether each word opens a sentence or a quotation, where a capital says nothing."""
    forms, sentence = words.forms, words.sentence.tolist()
    out = []
    opens = True
    last = -1
    for i, form in enumerate(forms):
        if sentence[i] != last:
            opens, last = True, sentence[i]
        out.append(opens)
        if form[0].isalnum() or form[0] == "_":
            opens = False
        elif form in '“„«"‘:' or form in SENTENCE_END:
            opens = True
    return out


def find_names(words: Words) -> list[NameRun]:
    """Runs of name words, in order, without overlap."""
    known = gazetteer()
    forms = words.forms
    runs = _runs(forms, _sentence_starts(words), words.paragraph.tolist(), known)
    surnames: dict[str, int] = {}
    for _, last, kind in runs:
        if kind == PERSON:
            surnames[forms[last]] = PERSON
    shapes: dict[str, int] = {}
    for first, last, kind in runs:
        if kind not in (NAME, PERSON):
            shapes.setdefault(" ".join(forms[first : last + 1]), kind)
    out = []
    for first, last, kind in runs:
        if kind == NAME:
            kind = surnames.get(forms[last], shapes.get(" ".join(forms[first : last + 1]), NAME))
        out.append(NameRun(first, last, kind))
    return _add_surnames(out, words, surnames, known)


def _add_surnames(runs: list[NameRun], words: Words, surnames: dict[str, int], known: Gazetteer) -> list[NameRun]:
    """Also single capitalised words that are common elsewhere ("Brown") but a person's surname in this document."""
    common_surnames = {s for s in surnames if s.lower() in known.common}
    if not common_surnames:
        return runs
    taken = {i for run in runs for i in range(run.first, run.last + 1)}
    extra = [NameRun(i, i, PERSON) for i, form in enumerate(words.forms) if form in common_surnames and i not in taken]
    return sorted([*runs, *extra], key=lambda run: run.first)


def _runs(forms: Sequence[str], opens: list[bool], paragraph: list[int], known: Gazetteer) -> list[tuple[int, int, int]]:
    n, i = len(forms), 0
    first_names, names = known.first_names, known.names
    out: list[tuple[int, int, int]] = []
    while i < n:
        form = forms[i]
        lead = form[0]
        if not lead.isupper() and form not in names:
            i += 1
            continue
        hit = _known_at(forms, i, opens[i], known) if form in names else None
        if hit is not None and not (hit[0] == 1 and form in first_names and _name_like(forms, i + 1, opens, known)):
            out.append((i, i + hit[0] - 1, hit[1]))
            i += hit[0]
            continue
        if not lead.isupper() or not _starts_name(forms, i, opens, known):
            i += 1
            continue
        last = i
        while True:
            j = last + 1
            if j < n and forms[j] == "." and len(forms[last]) == 1 and forms[last].isalpha():
                j += 1
            while j < n and (forms[j].lower() in JOINERS or forms[j] in HYPHENS) and j - last <= 4:
                j += 1
            if j >= n or paragraph[j] != paragraph[last] or not _name_like(forms, j, opens, known):
                break
            if (
                j == last + 1
                and forms[j] in names
                and _known_at(forms, j, False, known) is not None
                and forms[j] not in first_names
            ):
                break
            last = j
        kind = NAME
        before = forms[i - 1].lower() if i else ""
        if before == "." and i > 1:
            before = forms[i - 2].lower()
        if form in first_names or before in TITLES:
            kind = PERSON
        elif form.isupper() and len(form) > 1:
            kind = ORG
        out.append((i, last, kind))
        i = last + 1
    return out


def _known_at(forms: Sequence[str], i: int, opens: bool, known: Gazetteer) -> tuple[int, int] | None:
    """Length in words and kind of the longest known name at word i; a single common word opening a sentence is no name."""
    for name, kind in known.names[forms[i]]:
        k = len(name)
        if k > 1:
            if tuple(forms[i : i + k]) == name:
                return k, kind
        elif not (opens and name[0].lower() in known.common):
            return 1, kind
    return None


def _name_like(forms: Sequence[str], i: int, opens: list[bool], known: Gazetteer) -> bool:
    """Whether word i can go on a name: capitalised, and not a common word."""
    if i >= len(forms):
        return False
    form = forms[i]
    if not form[0].isupper():
        return False
    if len(form) == 1:
        return i + 1 < len(forms) and (forms[i + 1] == "." or (form == "O" and forms[i + 1] in HYPHENS))
    return form.lower() not in known.common


def _starts_name(forms: Sequence[str], i: int, opens: list[bool], known: Gazetteer) -> bool:
    form = forms[i]
    if len(form) == 1:
        if form == "O" and i + 2 < len(forms) and forms[i + 1] in HYPHENS:
            return forms[i + 2][0].isupper()
        return i + 2 < len(forms) and forms[i + 1] == "." and not opens[i] and _name_like(forms, i + 2, opens, known)
    if form.lower() not in known.common:
        return True
    if form not in known.first_names or form.isupper():
        return False
    j = i + 1
    while j < min(i + 3, len(forms)) and forms[j].lower() in JOINERS:
        j += 1
    return _name_like(forms, j, opens, known)
