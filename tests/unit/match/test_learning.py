"""What the documents of a collection teach about outlets, and what people rule."""

from sayso.match.outlets import Outlet, Outlets
from sayso.records.rulings import Ruled, Ruling

KNOWN = Outlets(
    [Outlet("reuters", "Reuters", (), ("reuters.com",), True), Outlet("guardian", "The Guardian", (), ("theguardian.com",))]
)
PAGE = "https://port-ellis-herald.example/a"


def test_a_name_and_an_address_that_go_together_are_one_outlet():
    outlets = KNOWN.learning([("Port Ellis Herald", PAGE)])
    assert outlets.named("the Port Ellis Herald") == outlets.of_address("http://www.port-ellis-herald.example/b")


def test_an_outlet_without_address_is_learnt_by_name():
    outlet = KNOWN.learning([("Radio Vardan", None)]).named("Radio Vardan")
    assert outlet == Outlet("radio-vardan", "Radio Vardan")


def test_a_page_without_outlet_teaches_nothing():
    assert len(KNOWN.learning([(None, PAGE), ("", PAGE)])) == len(KNOWN)


def test_names_that_are_alike_and_share_a_domain_are_one_outlet():
    outlets = KNOWN.learning([("Port Ellis Herald", PAGE), ("Port Ellis Herald", PAGE), ("Port Ellis Herald Sport", PAGE)])
    outlet = outlets.named("Port Ellis Herald Sport")
    assert outlet is not None
    assert outlet.name == "Port Ellis Herald"


def test_unlike_names_that_share_a_domain_stay_two():
    outlets = KNOWN.learning([("Harbour Post", PAGE)] * 3 + [("Civic Tribune", PAGE)])
    assert outlets.named("Civic Tribune") != outlets.named("Harbour Post")
    assert outlets.of_address(PAGE) == outlets.named("Harbour Post")


def test_a_domain_with_no_name_ahead_is_nobodys():
    assert KNOWN.learning([("Harbour Post", PAGE), ("Civic Tribune", PAGE)]).of_address(PAGE) is None


def test_a_name_may_have_several_domains():
    outlet = KNOWN.learning([("Harbour Post", "https://hp.example"), ("Harbour Post", "https://harbourpost.example")]).named(
        "Harbour Post"
    )
    assert outlet is not None
    assert outlet.domains == ("harbourpost.example", "hp.example")


def test_a_document_does_not_take_the_domain_of_a_known_outlet():
    outlets = KNOWN.learning([("Harbour Post", "https://www.reuters.com/x")])
    assert outlets.of_address("https://reuters.com") == KNOWN.named("Reuters")
    assert outlets.named("Harbour Post") != KNOWN.named("Reuters")


def test_one_document_does_not_give_a_known_outlet_a_domain_but_two_do():
    seen = [("Reuters", "https://reuters-mirror.example/1")]
    assert KNOWN.learning(seen).of_address(seen[0][1]) is None
    outlet = KNOWN.learning(seen * 2).of_address(seen[0][1])
    assert outlet is not None
    assert outlet.key == "reuters"


def test_a_carrier_teaches_no_domain():
    outlet = KNOWN.learning([("Harbour Post", "https://news.yahoo.com/1")]).named("Harbour Post")
    assert outlet is not None
    assert outlet.domains == ()


def test_a_part_of_a_site_in_two_letters_is_no_outlet():
    assert KNOWN.learning([("U.S.", "https://www.reuters.com/x")]).named("U.S.") is None


def test_a_join_of_two_outlets_makes_them_one():
    outlets = KNOWN.corrected([Ruling(Ruled.JOIN, "The Guardian", "Reuters")])
    outlet = outlets.of_address("https://theguardian.com")
    assert outlet == outlets.named("Guardian") == outlets.named("Reuters")


def test_a_domain_is_joined_to_an_outlet():
    outlet = KNOWN.corrected([Ruling(Ruled.JOIN, "reuters.example", "Reuters")]).of_address("https://www.reuters.example/x")
    assert outlet is not None
    assert outlet.key == "reuters"


def test_a_join_to_an_unknown_name_makes_an_outlet():
    outlets = KNOWN.corrected([Ruling(Ruled.JOIN, "theguardian.com", "Guardian Weekly")])
    outlet = outlets.of_address("https://theguardian.com")
    assert outlet is not None
    assert outlet.name == "Guardian Weekly"
    assert outlets.named("The Guardian") != outlet


def test_a_name_that_is_parted_is_an_outlet_of_its_own():
    joined = Outlets([Outlet("bbc-news", "BBC News", ("BBC", "BBC Three"), ("bbc.com",))])
    outlets = joined.corrected([Ruling(Ruled.PART, "BBC Three", "BBC")])
    assert outlets.named("BBC Three") == Outlet("bbc-three", "BBC Three")
    assert outlets.of_address("https://bbc.com") == outlets.named("BBC News") == outlets.named("BBC")


def test_a_domain_that_is_parted_is_nobodys():
    assert KNOWN.corrected([Ruling(Ruled.PART, "reuters.com", "Reuters")]).of_address("https://reuters.com") is None


def test_a_ruling_that_does_not_fit_changes_nothing():
    rulings = [
        Ruling(Ruled.PART, "reuters.com", "The Guardian"),
        Ruling(Ruled.PART, "Nobody", "Reuters"),
        Ruling(Ruled.PART, "Reuters", "Reuters"),
    ]
    assert tuple(KNOWN.corrected(rulings)) == tuple(KNOWN)
