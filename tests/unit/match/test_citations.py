"""What an article cites: one citation for each place, its own outlet left out."""

import pytest

from sayso.match.citations import citations
from sayso.match.outlets import Outlets
from sayso.parse.credits import credits_of
from sayso.parse.lines import lines_of
from sayso.records.anchors import Span
from sayso.records.documents import Author, Document, Link
from sayso.records.links import Naming
from sayso.records.statements import Certainty, Confidence, Force, Polarity, Profile, Quote, Reading, SourceKind, Statement

OUTLETS = Outlets.shipped().learning(
    [
        ("Harbour Post", "https://harbour-post.example/1"),
        ("Radio Vardan", "https://radio-vardan.example/1"),
        ("The Port Ellis Courier", "https://port-ellis-courier.example/1"),
    ]
)


def article(text: str, **known: object) -> Document:
    fields = {"outlet": "Harbour Post", "url": "https://harbour-post.example/9", "credits": credits_of(lines_of(text)).credits}
    return Document("0" * 16, text, **{**fields, **known})  # type: ignore[arg-type]


def cited(document: Document, reading: Reading | None = None) -> list[tuple[str, str | None]]:
    return [(one.naming.value, one.name) for one in citations(document, reading, OUTLETS)]


def read(document: Document, source: str = "", relay: str = "", kind: SourceKind = SourceKind.MEDIA, *, cue: str) -> Reading:
    """A reading with one statement, its parts given by their words."""

    def spans(words: str) -> tuple[Span, ...]:
        at = document.text.index(words) if words else -1
        return (Span(at, at + len(words)),) if words else ()

    sure = Confidence(1, 1, 1, 1, 1, 1)
    statement = Statement(
        "s1",
        (Span(0, 3),),
        spans(cue),
        spans(source),
        None,
        spans(relay),
        Quote.INDIRECT,
        kind,
        True,
        source or None,
        Force.STATES,
        Certainty.CERTAIN,
        Polarity.POSITIVE,
        sure,
        "test@1",
    )
    return Reading(document, (statement,), (), (), Profile(0, 0, 0, 0, 0, 0, 0, 0, ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PARIS, March 3 (Reuters) - It rained.", ("dateline", "Reuters")),
        ("PORT ELLIS (RADIO VARDAN) - It rained.", ("dateline", "RADIO VARDAN")),
        ("It rained.\n\nSource: Radio Vardan", ("credit", "Radio Vardan")),
        ("It rained.\n\nThis article was first published by Radio Vardan.", ("credit", "Radio Vardan")),
        ("It rained.\n\n(c) Radio Vardan. Reprinted with permission.", ("credit", "Radio Vardan")),
        ("It rained.\n\nRadio Vardan contributed to this report.", ("credit", "Radio Vardan")),
        ("It rained.\n\nWith AFP", ("credit", "AFP")),
        ("It rained, Radio Vardan reported.", ("reported", "Radio Vardan")),
        ("“It rained,” she told Radio Vardan.", ("told", "Radio Vardan")),
    ],
)
def test_each_way_to_name_an_outlet(text, expected):
    assert cited(article(text)) == [expected]


def test_both_links_of_a_chain_are_cited():
    found = cited(article("It rained, Radio Vardan wrote with reference to the Port Ellis Courier."))
    assert found == [("reported", "Radio Vardan"), ("citing", "the Port Ellis Courier")]


def test_names_joined_by_and_are_both_cited():
    assert cited(article("She told Reuters and AFP that it rained.")) == [("told", "Reuters"), ("told", "AFP")]


@pytest.mark.parametrize(
    "text",
    [
        "She told Harbour Post that it rained.",
        "She told this newspaper that it rained.",
        "Radio Vardan moved to a new building.",
    ],
)
def test_the_own_outlet_and_mere_names_are_not_cited(text):
    assert cited(article(text)) == []


def test_where_the_outlets_name_is_unknown_its_address_counts():
    assert cited(article("She told Reuters that it rained.", outlet="U.S.", url="https://www.reuters.com/x")) == []


def test_the_name_of_the_outlet_counts_before_its_address():
    assert cited(article("She told Reuters that it rained.", url="https://www.reuters.com/x")) == [("told", "Reuters")]


def test_a_line_of_advertising_is_not_cited():
    text = "It rained.\n\nRadio Vardan is the trusted source for editors."
    assert cited(article(text)) == []


def test_an_outlet_as_byline_is_a_citation_without_place():
    (found,) = citations(article("It rained.", byline=(Author("Ann Poe", ("Reuters",)),)), None, OUTLETS)
    assert (found.naming, found.outlet, found.place) == (Naming.BYLINE, "reuters", None)


def test_a_person_with_the_name_of_an_agency_is_not_cited():
    assert cited(article("It rained.", byline=(Author("Petra Birk"),))) == []


def test_a_title_that_opens_with_an_outlet_cites_it():
    assert cited(article("It rained.", title="Radio Vardan: Rain in Karsk")) == [("reported", "Radio Vardan")]


def test_a_link_and_a_name_at_one_place_are_one_citation():
    text = "It rained, Radio Vardan reported."
    link = Link("Radio Vardan", "https://radio-vardan.example/rain", 11, 23)
    (found,) = citations(article(text, links=(link,)), None, OUTLETS)
    assert (found.naming, found.name, found.href) == (Naming.REPORTED, "Radio Vardan", link.href)


def test_a_link_elsewhere_in_the_sentence_joins_the_citation_of_its_outlet():
    text = "It rained all day, Radio Vardan reported."
    link = Link("rained", "https://radio-vardan.example/rain", 3, 9)
    (found,) = citations(article(text, links=(link,)), None, OUTLETS)
    assert found.href == link.href


def test_a_link_alone_is_a_citation():
    link = Link("rained", "https://radio-vardan.example/rain", 3, 9)
    (found,) = citations(article("It rained all day.", links=(link,)), None, OUTLETS)
    assert (found.naming, found.name, found.outlet, found.place) == (Naming.LINK, None, "radio-vardan", Span(3, 9))


@pytest.mark.parametrize(
    "href",
    ["https://harbour-post.example/2", "https://facebook.com/sharer.php?u=x", "mailto:desk@radio-vardan.example", "/news/2"],
)
def test_links_home_and_links_to_share_are_not_cited(href):
    assert citations(article("It rained.", links=(Link("rained", href, 3, 9),)), None, OUTLETS) == ()


def test_a_citation_belongs_to_the_statement_that_rests_on_it():
    document = article("It rained, Radio Vardan reported.")
    (found,) = citations(document, read(document, source="Radio Vardan", cue="reported"), OUTLETS)
    assert found.statement_id == "s1"


def test_a_credit_belongs_to_the_whole_article():
    document = article("It rained, she said.\n\nSource: Radio Vardan")
    (found,) = citations(document, read(document, source="she", kind=SourceKind.PERSON, cue="said"), OUTLETS)
    assert found.statement_id is None


def test_the_reading_finds_what_the_registry_does_not_know():
    document = article("It rained, the Gorod newspaper reported.")
    (found,) = citations(document, read(document, source="the Gorod newspaper", cue="reported"), OUTLETS)
    assert (found.name, found.outlet) == ("Gorod", None)


@pytest.mark.parametrize("relay", ["local media", "the investigation committee", "Ann Poe, a lawyer"])
def test_parties_that_are_no_outlets_are_not_cited(relay):
    document = article(f"It rained, he told {relay}.")
    assert cited(document, read(document, source="he", relay=relay, kind=SourceKind.PERSON, cue="told")) == []


def test_what_an_outlets_manager_says_is_not_cited():
    document = article("It rained, Radio Vardan director Ann Poe admitted.")
    reading = read(document, source="Radio Vardan director Ann Poe", kind=SourceKind.PERSON, cue="admitted")
    assert cited(document, reading) == []


def test_a_short_form_means_the_outlet_named_before():
    text = "It rained, The New York Times reported. It was cold, the Times said."
    assert {one.outlet for one in citations(article(text), None, OUTLETS)} == {"new-york-times"}


@pytest.mark.parametrize(
    "text", ["People reported floods.", "Time told its story.", "He told Dawn Miller that it rained, Dawn reported."]
)
def test_ordinary_words_are_not_cited(text):
    assert cited(article(text)) == []
