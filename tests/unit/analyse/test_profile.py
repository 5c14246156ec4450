"""The article in numbers."""

from dataclasses import replace

from sayso.analyse.profile import profile
from sayso.records.anchors import Span
from sayso.records.statements import (
    Certainty,
    Confidence,
    Force,
    OwnAssertion,
    Polarity,
    Quote,
    SourceKind,
    Statement,
)
from tests.unit.analyse.material import place

TEXT = "Ann Lee said it rained hard. Officials said it snowed, Reuters reported. Reportedly, roads are closed. Lee said so."
SURE = Confidence(1, 1, 1, 1, 1, 1)
LEE = Statement(
    "s1", (place(TEXT, "it rained hard"),), (place(TEXT, "said"),), (place(TEXT, "Ann Lee"),), None, (), Quote.INDIRECT,
    SourceKind.PERSON, True, "Ann Lee", Force.STATES, Certainty.CERTAIN, Polarity.POSITIVE, SURE, "test@1",
)  # fmt: skip
OFFICIALS = replace(
    LEE,
    statement_id="s2",
    content=(place(TEXT, "it snowed"),),
    source=(place(TEXT, "Officials"),),
    relays=(place(TEXT, "Reuters"),),
    source_kind=SourceKind.GROUP,
    source_named=False,
    source_resolved=None,
)
NOBODY = replace(
    LEE,
    statement_id="s3",
    content=(place(TEXT, "roads are closed"),),
    source=(),
    source_kind=SourceKind.NONE,
    source_named=False,
    source_resolved=None,
)
AGAIN = replace(LEE, statement_id="s4", content=(place(TEXT, "so"),), source=(place(TEXT, "Lee", 60),), quote=Quote.DIRECT)
OWN = OwnAssertion("o1", (Span(0, 3),), Certainty.CERTAIN, False)


def test_an_empty_article():
    sums = profile("", (), ())
    assert (sums.words, sums.statements, sums.named, sums.unnamed, sums.nobody, sums.own) == (0,) * 6
    assert sums.by_source == ()


def test_every_statement_is_counted_once_as_named_unnamed_or_nobodys():
    sums = profile(TEXT, (LEE, OFFICIALS, NOBODY, AGAIN), (OWN,))
    assert (sums.statements, sums.named, sums.unnamed, sums.nobody) == (4, 2, 1, 1)
    assert sums.named + sums.unnamed + sums.nobody == sums.statements
    assert (sums.own, sums.direct, sums.relayed) == (1, 1, 1)


def test_words_are_those_with_letters_or_digits():
    assert profile("It's 3.5 — is it?", (), ()).words == 6


def test_sources_are_summed_by_whom_they_resolve_to_most_words_first():
    sums = profile(TEXT, (NOBODY, OFFICIALS, LEE, AGAIN), ())
    assert [(s.name, s.statements, s.words, s.source_named) for s in sums.by_source] == [
        ("Ann Lee", 2, 4, True),
        ("Officials", 1, 2, False),
    ]
    assert sum(share.statements for share in sums.by_source) == sums.statements - sums.nobody


def test_a_source_is_of_the_kind_it_has_most_often():
    media = replace(LEE, source_kind=SourceKind.MEDIA)
    (share,) = profile(TEXT, (media, LEE, LEE), ()).by_source
    assert share.source_kind is SourceKind.PERSON


def test_equal_sources_are_in_order_of_their_names():
    other = replace(LEE, source_resolved="Aaron")
    assert [s.name for s in profile(TEXT, (LEE, other), ()).by_source] == ["Aaron", "Ann Lee"]


def test_a_source_without_words_of_its_own_takes_no_share():
    assert profile(TEXT, [replace(OFFICIALS, source=())], []).by_source == ()
