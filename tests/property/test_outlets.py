"""Laws of outlets: order does not matter, what is learnt is found, and places are places of the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.match.citations import citations
from sayso.match.names import form_of
from sayso.match.outlets import Outlets
from sayso.records.documents import Document, Link

NAMES = st.sampled_from(
    ["Harbour Post", "The Harbour Post", "Civic 24", "Radio Vardan", "Vardan Radio", "Reuters", "AP", "U.S.", "", None]
)
URLS = st.sampled_from(
    ["https://harbour.example/1", "https://www.civic.example", "https://reuters.com/x", "https://x.com/a", "bad", None]
)
SEEN = st.lists(st.tuples(NAMES, URLS), max_size=12)
WORDS = st.sampled_from(
    "Reuters AFP Time The Sun told said reported , citing . Radio Vardan the and according to \n “ ” (AP) Source: by".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=60))
LEARNT = Outlets.shipped().learning([("Radio Vardan", "https://vardan.example")])


@given(SEEN, st.randoms())
def test_the_order_of_the_documents_does_not_matter(seen, random):
    shuffled = list(seen)
    random.shuffle(shuffled)
    assert tuple(Outlets([]).learning(seen)) == tuple(Outlets([]).learning(shuffled))


@given(SEEN)
def test_the_outlet_of_a_document_is_known_by_its_name(seen):
    outlets = Outlets.shipped().learning(seen)
    assert all(outlets.named(name) is not None for name, _ in seen if name and len(form_of(name)) > 3)


@given(SEEN)
def test_learning_takes_nothing_from_those_that_are_known(seen):
    shipped = Outlets.shipped()
    outlets = shipped.learning(seen)
    for outlet in shipped:
        grown = outlets.get(outlet.key)
        assert grown is not None
        assert grown.name == outlet.name
        assert set(outlet.domains) <= set(grown.domains)
        assert set(outlet.aliases) <= set(grown.aliases)


@given(TEXTS)
def test_names_are_found_in_order_and_apart(text):
    places = [one.place for one in LEARNT.find(text)]
    assert places == sorted(places)
    assert all(left.end <= right.start for left, right in pairwise(places))
    assert all(0 <= place.start < place.end <= len(text) for place in places)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), URLS), max_size=3))
def test_a_place_is_cited_once_and_stands_in_the_text(text, anchors):
    links = tuple(
        Link(text[at : at + size], url, at, at + size)
        for at, size, url in anchors
        if url is not None and at + size <= len(text)
    )
    found = citations(Document("0" * 16, text, outlet="Harbour Post", links=links), None, LEARNT)
    named = [one.place for one in found if one.place is not None and one.naming.value != "link"]
    assert all(not left.overlaps(right) for at, left in enumerate(named) for right in named[at + 1 :])
    assert all(place.end <= len(text) for place in named)
    starts = [one.place.start if one.place else -1 for one in found]
    assert starts == sorted(starts)
