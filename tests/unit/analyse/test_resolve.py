"""Who a source is, from the document alone."""

from dataclasses import dataclass, field

import pytest

from sayso.analyse.encoding import encode
from sayso.analyse.resolve import Parties, Resolved
from sayso.records.statements import SourceKind
from tests.unit.analyse.material import place

PERSON, GROUP, ORGANISATION = SourceKind.PERSON, SourceKind.GROUP, SourceKind.ORGANISATION


@dataclass
class Reading:
    """Sources of one text, resolved in order, each remembered for the next."""

    text: str
    parties: Parties = field(init=False)
    at: int = 0

    def __post_init__(self) -> None:
        self.parties = Parties(encode(self.text))

    def source(self, words: str, kind: SourceKind = PERSON, *, named: bool = True, speaker: Resolved | None = None) -> Resolved:
        span = place(self.text, words, self.at)
        self.at = span.end
        found = self.parties.resolve([span], kind, named, speaker)
        self.parties.heard([span], span.start, found, found.kind or kind, named if found.named is None else found.named)
        return found

    def also(self) -> dict[str, tuple[str, ...]]:
        return {alias.name: alias.also for alias in self.parties.aliases()}


def test_a_name_is_itself_without_its_description():
    r = Reading("Transport Minister Anna Lindqvist, who left on Monday, said it rained.")
    found = r.source("Transport Minister Anna Lindqvist")
    assert found.name == "Anna Lindqvist"
    assert found.named


@pytest.mark.parametrize("later", ["Lindqvist", "Mrs Lindqvist", "Minister Lindqvist"])
def test_a_surname_with_or_without_a_title_is_the_person_named_in_full(later: str):
    r = Reading(f"Anna Lindqvist said it rained. Later {later} said it stopped.")
    r.source("Anna Lindqvist")
    assert r.source(later).name == "Anna Lindqvist"
    assert r.also() == {"Anna Lindqvist": ("Lindqvist",)}


def test_she_and_he_go_by_first_name():
    r = Reading("Anna Lindqvist met John Marlowe on Monday. She said it rained. He said it snowed.")
    she, he = r.source("She", named=False), r.source("He", named=False)
    assert (she.name, he.name) == ("Anna Lindqvist", "John Marlowe")
    assert she.kind is he.kind is PERSON
    assert she.named
    assert he.named


def test_she_and_he_go_by_title():
    r = Reading("Mr Qwxley said it rained. Ms Marlowe denied it. He said more, and she said less.")
    r.source("Mr Qwxley")
    r.source("Ms Marlowe")
    assert r.source("He", named=False).name == "Qwxley"
    assert r.source("she", named=False).name == "Marlowe"


def test_a_pronoun_goes_on_from_the_last_person_who_spoke():
    r = Reading("John Marlowe said it rained. He said it would stop. He left.")
    r.source("John Marlowe")
    assert r.source("He", named=False).name == "John Marlowe"
    assert r.source("He", named=False).name == "John Marlowe"


def test_a_pronoun_for_an_unnamed_person_stays_unnamed():
    r = Reading("A spokesman for the port said it rained. He added that it would stop.")
    r.source("A spokesman for the port", named=False)
    found = r.source("He", named=False)
    assert found.name == "A spokesman for the port"
    assert not found.named


def test_they_is_the_group_that_spoke():
    r = Reading("Anna Lindqvist said it rained. Two officials said it snowed. They said it would stop.")
    r.source("Anna Lindqvist")
    r.source("Two officials", GROUP, named=False)
    found = r.source("They", GROUP, named=False)
    assert (found.name, found.kind, found.named) == ("Two officials", GROUP, False)


def test_it_is_the_organisation_that_spoke():
    r = Reading("The Qwxley Institute said it rained. It added that roads were closed.")
    r.source("The Qwxley Institute", ORGANISATION)
    assert r.source("It", ORGANISATION, named=False).name == "Qwxley Institute"


@pytest.mark.parametrize("first", ["The minister of transport, Anna Lindqvist", "Transport minister Anna Lindqvist"])
def test_the_minister_is_the_person_so_described(first: str):
    r = Reading(first + ", said it rained. The road is open, the minister said.")
    r.source(first)
    found = r.source("the minister", named=False)
    assert found.name == "Anna Lindqvist"
    assert found.named


def test_the_minister_stays_the_minister_where_nobody_is_so_described():
    r = Reading("Anna Lindqvist, a baker, said it rained. The road is open, the minister said.")
    r.source("Anna Lindqvist")
    found = r.source("the minister", named=False)
    assert found.name is not None
    assert found.name.endswith("minister")
    assert not found.named


def test_an_acronym_in_brackets_stands_for_the_words_before():
    r = Reading("The Harbour Workers Alliance (HWA) met. Later the HWA said it rained.")
    found = r.source("the HWA", ORGANISATION)
    assert found.name == "Harbour Workers Alliance"
    assert found.named
    assert r.also() == {"Harbour Workers Alliance": ("HWA",)}


def test_an_acronym_skips_small_words():
    r = Reading("The Commission on Presidential Debates (CPD) met. The CPD said it rained.")
    assert r.source("The CPD", ORGANISATION).name == "Commission on Presidential Debates"


def test_a_bare_acronym_stands_for_an_earlier_phrase_with_its_initials():
    r = Reading("The Qwxley Port Authority met. Later the QPA said it rained.")
    assert r.source("the QPA", ORGANISATION).name == "Qwxley Port Authority"


def test_an_acronym_without_its_words_is_itself():
    r = Reading("The road was closed. The XQRT said it rained.")
    assert r.source("The XQRT", ORGANISATION).name == "XQRT"
    assert r.also() == {}


@pytest.mark.parametrize("link", [", formerly known as ", ", formerly ", " (also known as ", ", previously called "])
def test_a_former_name_is_another_form_of_the_present_one(link: str):
    close = ")" if "(" in link else ","
    r = Reading(f"Qwxley{link}Zarnak{close} met on Monday. Zarnak said it rained.")
    r.at = r.text.index("met")
    assert r.source("Zarnak", ORGANISATION).name == "Qwxley"
    assert r.also() == {"Qwxley": ("Zarnak",)}


@pytest.mark.parametrize("pronoun", ["we", "I"])
def test_we_in_a_quotation_is_who_speaks(pronoun: str):
    r = Reading(f"“It rained, {pronoun} think,” Anna Lindqvist said.")
    speaker = Resolved("Anna Lindqvist", PERSON, True)
    found = r.source(pronoun, named=False, speaker=speaker)
    assert (found.name, found.named) == ("Anna Lindqvist", True)


@pytest.mark.parametrize("words", ["I", "we", "my"])
def test_who_says_i_outside_a_quotation_is_the_author_and_nobody_else(words: str):
    r = Reading(f"Anna Lindqvist said it rained. Last week {words} thought it would stop. She left.")
    r.source("Anna Lindqvist")
    found = r.source(words, named=True)
    assert (found.name, found.named) == (words, False)
    assert r.source("She", named=False).name == "Anna Lindqvist"


def test_who_says_i_in_a_quotation_without_a_speaker_is_who_spoke_last():
    r = Reading("Anna Lindqvist said it rained. “I think it stopped.”")
    r.source("Anna Lindqvist")
    assert r.source("I", named=False).name == "Anna Lindqvist"


@pytest.mark.parametrize("nobody", ["You", "Someone", "Everyone"])
def test_nobody_in_particular_is_taken_up_by_no_pronoun(nobody: str):
    r = Reading(f"{nobody} said it rained. He said it stopped.")
    r.source(nobody, named=False)
    assert r.source("He", named=False).name == "he"


def test_which_is_the_name_right_before_it():
    r = Reading("The Harbour Board said it rained. The mayor met Reuters, which said it snowed.")
    r.source("The Harbour Board", ORGANISATION)
    assert r.source("which", ORGANISATION, named=False).name == "Reuters"


def test_which_after_a_clause_is_nobody_who_spoke_before():
    r = Reading("The Harbour Board said it rained. The road has been closed, which explains the delay.")
    r.source("The Harbour Board", ORGANISATION)
    found = r.source("which", ORGANISATION, named=False)
    assert (found.name, found.named) == ("which", False)


@pytest.mark.parametrize("acronym", ["US", "WHO", "IT"])
def test_acronyms_are_no_pronouns_unless_all_is_in_capitals(acronym: str):
    assert Reading(f"Anna Lindqvist said it rained. {acronym} said it snowed.").source(acronym, ORGANISATION).name == acronym
    loud = f"{acronym} SAID IT SNOWED."
    parties = Parties(encode(loud))
    assert parties.pronoun([place(loud, acronym)])


def test_they_is_not_one_person_who_is_named():
    r = Reading("Anna Lindqvist said it rained. They said it would stop.")
    r.source("Anna Lindqvist")
    found = r.source("They", GROUP, named=False)
    assert (found.name, found.named) == ("they", False)


def test_they_may_be_one_person_who_is_not_named():
    r = Reading("A spokesperson said it rained. They said it would stop.")
    r.source("A spokesperson", named=False)
    assert r.source("They", GROUP, named=False).name == "A spokesperson"


@pytest.mark.parametrize("words", ["They", "Both"])
def test_they_and_both_are_two_people_named_together(words: str):
    r = Reading(f"Anna Lindqvist and John Marlowe met. {words} said it rained.")
    found = r.source(words, GROUP, named=False)
    assert (found.name, found.named) == ("Anna Lindqvist; John Marlowe", True)


def test_they_are_not_two_places():
    r = Reading("It rained in Paris and London. They said it would stop.")
    assert r.source("They", GROUP, named=False).name == "they"


@pytest.mark.parametrize(("first", "second"), [("His grandmother", "A salesman"), ("A spokeswoman", "A spokesman")])
def test_words_for_a_person_tell_which_pronoun_takes_them_up(first: str, second: str):
    r = Reading(f"{first} said it rained. {second} said it snowed. She said more. He said less.")
    r.source(first, named=False)
    r.source(second, named=False)
    assert r.source("She", named=False).name == first
    assert r.source("He", named=False).name == second


def test_a_word_for_a_person_before_a_name_tells_which_pronoun_takes_it_up():
    r = Reading("The actress Qwxley Zarnak met the spokesman Zarnak Qwxley. She said it rained.")
    assert r.source("She", named=False).name == "Qwxley Zarnak"


def test_a_first_name_that_is_all_there_is_can_be_taken_up_by_the_pronoun_of_its_sex():
    r = Reading("It was Carolyn at the door. She said it rained.")
    assert r.source("She", named=False).name == "Carolyn"
    r = Reading("It was Carolyn at the door. He said it rained.")
    assert r.source("He", named=False).name == "he"


def test_a_first_name_within_a_longer_name_is_nobody():
    r = Reading("It was on Evening Carolyn at noon. She said it rained.")
    assert r.source("She", named=False).name == "she"


def test_sentences_that_open_with_a_pronoun_go_on_about_the_same_person():
    r = Reading("John Marlowe was born in Oslo. He studied law. He advised Peter Lindqvist on ports. In May he said it rained.")
    assert r.source("he", named=False).name == "John Marlowe"


def test_a_surname_of_two_people_is_the_one_named_before_it_stands_alone():
    text = "Who saw Peter Marlowe? Then John Marlowe, a baker, left. Marlowe said it rained. Peter Marlowe, Marlowe said, left."
    r = Reading(text)
    r.at = text.index("Marlowe said")
    assert r.source("Marlowe").name == "John Marlowe"
    assert r.also() == {"John Marlowe": ("Marlowe",)}


def test_several_full_forms_are_one_person():
    r = Reading("John Henry Marlowe was born in Oslo. John Marlowe grew up there. Later John said it rained.")
    assert r.source("John Marlowe").name == "John Henry Marlowe"
    assert r.source("John").name == "John Henry Marlowe"


@pytest.mark.parametrize("link", [", called ", ", then "])
def test_a_place_before_what_somebody_calls_is_no_other_name(link: str):
    r = Reading(f"Anna Lindqvist, on a visit to Oslo{link}Zarnak’s plan a mistake. Zarnak said it rained.")
    assert r.also() == {}


@pytest.mark.parametrize("myself", ["John Marlowe himself", "Anna Lindqvist herself"])
def test_a_name_with_a_reflexive_is_the_name(myself: str):
    r = Reading(f"{myself} said it rained.")
    assert r.source(myself).name == myself.rsplit(" ", 1)[0]


@pytest.mark.parametrize(
    ("words", "kind"), [("An official", PERSON), ("Sources close to the talks", GROUP), ("A senior diplomat", PERSON)]
)
def test_an_unnamed_source_stays_unnamed_whoever_else_is_named(words: str, kind: SourceKind):
    r = Reading(f"Anna Lindqvist met John Marlowe of Reuters. {words} said it rained.")
    r.source("Anna Lindqvist")
    found = r.source(words, kind, named=False)
    assert found.name == words
    assert not found.named


def test_a_spokesman_for_somebody_is_not_that_somebody():
    r = Reading("Anna Lindqvist left. A spokesman for Anna Lindqvist said it rained.")
    found = r.source("A spokesman for Anna Lindqvist", named=False)
    assert found.name == "A spokesman for Anna Lindqvist"
    assert not found.named


def test_a_pronoun_with_nobody_before_it_resolves_to_nobody_in_particular():
    r = Reading("It rained. They said it would stop.")
    assert not r.source("They", GROUP, named=False).named


def test_two_people_with_one_surname_are_not_merged():
    r = Reading("Anna Lindqvist met John Lindqvist. Anna Lindqvist said it rained. John Lindqvist denied it.")
    r.at = r.text.index("Anna Lindqvist said")
    assert r.source("Anna Lindqvist").name == "Anna Lindqvist"
    assert r.source("John Lindqvist").name == "John Lindqvist"


def test_parties_are_resolved_alike_when_they_are_exchanged():
    text = "{a} met {b}. {x} said it rained. The road, {y} said, is open."
    names = ("Anna Lindqvist", "Maria Karimi")
    for a, b in (names, names[::-1]):
        x, y = a.split()[-1], b.split()[-1]
        r = Reading(text.format(a=a, b=b, x=x, y=y))
        r.at = r.text.index(". ")
        assert [r.source(x).name, r.source(y).name] == [a, b]


def test_a_name_that_begins_with_a_first_name_is_not_that_person():
    text = "Marine Bulletin said it rained. Marine Traffic's AIS tracking database showed that ships left."
    r = Reading(text)
    r.source("Marine Bulletin")
    found = r.source("Marine Traffic's AIS tracking database", SourceKind.DOCUMENT)
    assert found.name == "Marine Traffic's AIS tracking database"
    assert all("Marine" not in also for also in r.also().values())


def test_a_first_name_alone_is_still_its_person():
    r = Reading("Anna Lindqvist said it rained. Later Anna said it stopped.")
    r.source("Anna Lindqvist")
    assert r.source("Anna").name == "Anna Lindqvist"


@pytest.mark.parametrize("end", [". ", ".\n", ", "])
@pytest.mark.parametrize(
    ("words", "kind"),
    [("he", PERSON), ("they", GROUP), ("it", ORGANISATION), ("the minister", PERSON), ("the group", ORGANISATION)],
)
def test_names_and_sources_looked_at_grow_with_the_document_and_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch, words: str, kind: SourceKind, end: str
):
    looked = 0

    class Counted(list):  # type: ignore[type-arg]
        """A list that counts the elements read from it."""

        def __getitem__(self, key):
            nonlocal looked
            found = super().__getitem__(key)
            looked += len(found) if isinstance(key, slice) else 1
            return found

        def __iter__(self):
            nonlocal looked
            looked += len(self)
            return super().__iter__()

        def __reversed__(self):
            nonlocal looked
            looked += len(self)
            return super().__reversed__()

    numbers = []
    for count in (500, 1000):
        r = Reading(f"He left. John Marlowe met Zarnak, and {words} said it rained{end}" * count)
        r.parties.mentions, r.parties.spoken = Counted(r.parties.mentions), Counted(r.parties.spoken)
        looked = 0
        for _ in range(count):
            r.source(words, kind, named=False)
        numbers.append(looked)
    assert numbers[1] < 2.3 * numbers[0]
