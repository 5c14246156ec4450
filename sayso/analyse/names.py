"""Names by kind, so that the model reads "a person told a news agency" and not who they are.

Sayso must treat every party alike. The model therefore never sees a name: each run of name words becomes one unit that
carries its kind only (person, place, people, party, media, organisation, or plain name). Who it is stays in the text, for
people and for resolving sources. The kind comes from a list that ships (gazetteer.txt), from titles and first names, from the
noun that closes a name ("Jakarta Post", "Bank of Kenya"), and from the document itself: a surname read once after a first name
is a person's wherever it stands alone. What the list happens to hold must decide as little as possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from sayso.analyse.words import SENTENCE_END, TOKEN, Words

KINDS = ("person", "place", "demonym", "party", "media", "org", "name")
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame sen senator rep representative gov governor gen general "
    "col colonel lt lieutenant sgt sergeant capt captain maj major admiral commander president chancellor premier "
    "minister secretary speaker chairman chairwoman chair judge justice attorney mayor king queen prince princess "
    "pope cardinal archbishop bishop rev reverend father rabbi imam ayatollah sheikh spokesman spokeswoman "
    "spokesperson director officer chief ceo analyst author mp coach congressman congresswoman ambassador envoy "
    "host reporter correspondent candidate nominee strategist".split()
)
JOINERS = frozenset("al el bin ibn ben abu de da do dos das di du del della la le van von der den ter ten y e".split())
HYPHENS = frozenset("-‐‑’'")
DASHES = frozenset("-‐‑")
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december".split()
)
# Capitalised in headlines and titles of works, yet never a surname after a first name.
NO_SURNAMES = frozenset(
    "the a an and or of in on at to for from by with as is are was were be has have had will would says said not "
    "but he she it they his her its their who that this i we you jr sr ii iii iv after before over under new".split()
)
HEAD_WORDS = {
    "media": "Post Times Herald Tribune Gazette Chronicle Telegraph News Journal Globe Star Mail Examiner Inquirer Observer "
    "Press Courier Dispatch Today",
    "party": "Party",
    "org": "University College Council Commission Parliament Union Institute Foundation Association Committee Academy "
    "Federation Hospital School Company Corporation Congress",
    "place": "City County Province Airport Street Square Park Island Islands River Mosque Church Springs Beach Valley "
    "Avenue Bridge",
}
AFTER_NEWS = ("Agency", "Service", "Network", "Daily")
OF_WORDS = {"media": "Times", "org": "Bank University", "place": "Republic Kingdom State Commonwealth"}
REGIONS = frozenset(
    "North South East West Northern Southern Eastern Western Central Upper Lower Greater New Northeast Northwest "
    "Southeast Southwest".split()
)
SAYING = frozenset(
    "said says told tells added wrote tweeted argued announced claimed insisted testified replied recalled".split()
)


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


PERSON, PLACE, DEMONYM, PARTY, MEDIA, ORG, NAME = range(len(KINDS))
HEADS = {word: KINDS.index(kind) for kind, line in HEAD_WORDS.items() for word in line.split()}
OF_HEADS = {word: KINDS.index(kind) for kind, line in OF_WORDS.items() for word in line.split()}

Run = tuple[int, int, int]  # first word, last word, kind


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
    paragraph = words.paragraph.tolist()
    runs = _joined(_runs(forms, _sentence_starts(words), paragraph, known), forms, paragraph)
    alone = {forms[last] for first, last, kind in runs if first == last and kind == NAME}
    runs = [(f, e, PERSON) if k == NAME and _is_person(forms, f, e, alone) else (f, e, k) for f, e, k in runs]
    surnames = {forms[last] for first, last, kind in runs if kind == PERSON and last > first}
    # "Clinton Camp" where Clinton is somebody's surname: the second word is no name.
    runs = [
        (f, f, k) if e == f + 1 and k == PERSON and forms[f] in surnames and forms[e].lower() in known.common else (f, e, k)
        for f, e, k in runs
    ]
    people: set[str] = set()  # surnames, and first names read with a surname
    for first, last, kind in runs:
        if kind == PERSON:
            people.add(forms[last])
            if last > first:
                people.add(forms[first])
    shapes: dict[str, int] = {}
    for first, last, kind in runs:
        if kind == NAME and _stands_in(forms, first, last):
            kind = PLACE
        if kind not in (NAME, PERSON):
            shapes.setdefault(" ".join(forms[first : last + 1]), kind)
    out = []
    for first, last, kind in runs:
        if kind == NAME:
            kind = PERSON if forms[last] in people else shapes.get(" ".join(forms[first : last + 1]), NAME)
        elif first == last and kind in (PARTY, MEDIA, ORG) and forms[first] in people:
            kind = PERSON
        out.append(NameRun(first, last, kind))
    return _add_common(out, words, people, known)


def _is_person(forms: Sequence[str], first: int, last: int, alone: set[str]) -> bool:
    """Whether a name of some words that nothing else explains is a person's: its last word also stands alone, or it speaks."""
    if not 1 <= last - first <= 3 or forms[last].isupper() or forms[first] in REGIONS:
        return False
    around = (*forms[max(first - 1, 0) : first], *forms[last + 1 : last + 2])
    return forms[last] in alone or any(form in SAYING for form in around)


def _stands_in(forms: Sequence[str], first: int, last: int) -> bool:
    """Whether the name follows "in" and ends there, as the names of places do."""
    return first > 0 and forms[first - 1] in ("in", "In") and (last + 1 >= len(forms) or forms[last + 1] not in HYPHENS)


def _add_common(runs: list[NameRun], words: Words, people: set[str], known: Gazetteer) -> list[NameRun]:
    """Also single words that are common elsewhere but a person's surname in this document ("Brown"), or that open a sentence
    and are a known name inside another ("Labour")."""
    wanted = {name: PERSON for name in people if name.lower() in known.common}
    for run in runs:
        if run.first == run.last and run.kind not in (NAME, PERSON):
            form = words.forms[run.first]
            if form.lower() in known.common:
                wanted.setdefault(form, run.kind)
    if not wanted:
        return runs
    taken = {i for run in runs for i in range(run.first, run.last + 1)}
    extra = [NameRun(i, i, wanted[form]) for i, form in enumerate(words.forms) if form in wanted and i not in taken]
    out: list[NameRun] = []
    for run in sorted([*runs, *extra], key=lambda run: run.first):
        before = out[-1] if out else run
        first_name = (
            before.last == run.first - 1 and before.first == before.last and words.forms[before.last] in known.first_names
        )
        if first_name and run.kind == PERSON and run.first == run.last and words.forms[run.first].lower() in known.common:
            out[-1] = NameRun(before.first, run.last, PERSON)
        else:
            out.append(run)
    return out


def _joined(runs: list[Run], forms: Sequence[str], paragraph: Sequence[int]) -> list[Run]:
    """Names with the noun that closes them ("Jakarta Post") or opens them ("Bank of Kenya"), whose kind is that of the noun.

    So the name is read alike whether the list holds all of it or only its parts.
    """
    out: list[Run] = []
    n = len(forms)
    for first, last, kind in runs:
        if out and first <= out[-1][1]:
            continue
        if kind == PLACE and first > 1:
            of = first - 2 if forms[first - 1] == "the" else first - 1
            head = OF_HEADS.get(forms[of - 1]) if of > 0 and forms[of] == "of" else None
            if head is not None:
                first, kind = of - 1, head
                if out and out[-1][1] >= first - 1 and paragraph[out[-1][0]] == paragraph[first]:
                    first = out.pop()[0]
        if kind in (NAME, PERSON) and last > first and forms[last] in HEADS:
            kind = HEADS[forms[last]]
        end = last + 1
        if end < n and forms[end] in HEADS and paragraph[end] == paragraph[last]:
            head = HEADS[forms[end]]
            if head != MEDIA:
                last, kind = end, head
            elif kind not in (PARTY, PERSON):
                if forms[end] == "News" and end + 1 < n and forms[end + 1] in AFTER_NEWS:
                    end += 1
                if end + 1 >= n or not forms[end + 1][0].isupper():
                    last, kind = end, MEDIA
        if kind == MEDIA and forms[last] == "News" and forms[last + 1 : last + 2] and forms[last + 1] in AFTER_NEWS:
            last += 1
        if kind == PLACE and first > 1 and forms[first - 2] == "Radio" and forms[first - 1] == "Free":
            first, kind = first - 2, MEDIA
            if out and out[-1][1] >= first:
                out.pop()
        if kind == PARTY and out and forms[last] == "Party" and out[-1][1] == first - 1 and out[-1][2] == DEMONYM:
            first = out.pop()[0]
        if kind == MEDIA and first and forms[first - 1] == "The" and paragraph[first - 1] == paragraph[first]:
            first -= 1
        out.append((first, last, kind))
    return out


def _runs(forms: Sequence[str], opens: list[bool], paragraph: list[int], known: Gazetteer) -> list[Run]:
    n, i = len(forms), 0
    first_names, names = known.first_names, known.names
    out: list[Run] = []
    while i < n:
        form = forms[i]
        lead = form[0]
        if not lead.isupper() and form not in names:
            i += 1
            continue
        hit = _known_at(forms, i, opens[i], known) if form in names else None
        if hit is not None and not (hit[0] == 1 and form in first_names and _name_like(forms, i + 1, opens, known)):
            out.append((i + (form == "The"), i + hit[0] - 1, hit[1]))
            i += hit[0]
            continue
        if not lead.isupper() or not _starts_name(forms, i, opens, known):
            i += 1
            continue
        last, given, lone_title = i, False, len(form) > 1 and form.isupper()
        while True:
            j = last + 1
            if j < n and forms[j] == "." and len(forms[last]) == 1 and forms[last].isalpha():
                j += 1
            while j < n and (forms[j].lower() in JOINERS or forms[j] in HYPHENS) and j - last <= 4:
                j += 1
            if j >= n or paragraph[j] != paragraph[last]:
                break
            beside = j == last + 1
            if beside and not given and forms[last] in first_names and _surname_like(forms, j, known):
                given, last = True, j
                continue
            if not _name_like(forms, j, opens, known) or (beside and last == i and lone_title and forms[j] in first_names):
                break
            if (
                (beside or forms[j - 1] in DASHES)
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
        if before in TITLES or (form in first_names and last > i):
            kind = PERSON
        elif form.isupper() and len(form) > 1:
            kind = ORG
        out.append((i, last, kind))
        i = last + 1
    return out


def _known_at(forms: Sequence[str], i: int, opens: bool, known: Gazetteer) -> tuple[int, int] | None:
    """Length in words and kind of the longest known name at word i; a single common word opening a sentence is no name."""
    form = forms[i]
    for name, kind in known.names[form]:
        k = len(name)
        if k > 1:
            if tuple(forms[i : i + k]) == name:
                return k, kind
        elif (
            not opens
            or form.lower() not in known.common
            or (kind == PARTY and form[-1] == "s")
            or (form.isupper() and len(form) > 1)
        ):
            return 1, kind
    return None


def _surname_like(forms: Sequence[str], i: int, known: Gazetteer) -> bool:
    """Whether word i can be the surname after a first name: any capitalised word ("Day", "Ford"), but not in a headline."""
    form = forms[i]
    low = form.lower()
    if not form[0].isupper() or len(form) < 2 or form.isupper() or low in NO_SURNAMES or low in DATES or form in HEADS:
        return False
    following = forms[i + 1] if i + 1 < len(forms) else ""
    if low in TITLES and following[:1].isupper():
        return False
    if form in known.names and any(len(name) > 1 and tuple(forms[i : i + len(name)]) == name for name, _ in known.names[form]):
        return False
    return low not in known.common or following in HEADS or not (following[:1].isupper() and following.lower() in known.common)


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
