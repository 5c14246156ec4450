"""Documents of the GUM corpus, from a made-up one."""

import pytest

from sayso.errors import ParseFailed
from sayso.evaluate.conllu import Annotated, read
from tests.unit.evaluate.gum_material import conllu

TEXT = (
    "Mayor Ann Lee of said roads closed.\n\n"
    '"It rained. It stopped," she added.\n\n'
    "The port didn't think they wait.\n\n"
    "Ann Lee"
)  # fmt: skip


@pytest.fixture
def document() -> Annotated:
    return read(conllu(), name="GUM_news_port")


def words(document: Annotated, spans) -> list[str]:
    return [document.text[start:end] for start, end in spans]


def test_the_text_has_its_spaces_paragraphs_and_turns_and_no_words_that_are_not_in_it(document: Annotated):
    assert (document.name, document.genre, document.text) == ("GUM_news_port", "news", TEXT)


def test_mentions_have_chain_head_and_name(document: Annotated):
    found = [(words(document, [m.span])[0], m.entity, m.head, m.name, m.pronoun) for m in document.mentions]
    assert found == [
        ("Mayor Ann Lee", "1", "ann", "Mayor Ann Lee", False),
        ("she", "1", "she", "", True),
        ("The port", "2", "port", "", False),
        ("they", "3", "they", "", True),
    ]


def test_what_a_plural_joins_is_known(document: Annotated):
    assert document.together == {"3": ("1", "2")}


@pytest.mark.parametrize(
    ("number", "satellite", "nucleus", "source", "negative", "clause"),
    [
        (0, ["Mayor Ann Lee of said"], ["roads closed."], ["Mayor Ann Lee"], False, True),
        (1, ["she added."], ['"It rained.', 'It stopped,"'], ["she"], False, True),
        (2, ["The port didn't think"], ["they wait."], ["The port"], True, True),
    ],
)
def test_an_attribution_covers_what_joined_the_nucleus_before_it(
    document: Annotated, number: int, satellite: list[str], nucleus: list[str], source: list[str], negative: bool, clause: bool
):
    one = document.attributions[number]
    assert (words(document, one.satellite), words(document, one.nucleus)) == (satellite, nucleus)
    assert (words(document, one.source), one.negative, one.clause) == (source, negative, clause)


def test_a_signature_has_no_clause_and_the_whole_before_it(document: Annotated):
    one = document.attributions[-1]
    assert (words(document, one.satellite), one.source, one.clause) == (["Ann Lee"], (), False)
    assert words(document, one.nucleus)[0] == '"It rained.'


def test_a_unit_that_another_one_splits_is_whole_and_a_further_relation_counts():
    text = conllu().replace("context-background:4->3:0:_", "same-unit_m:4->3:9:_;attribution-positive:4->2:1:0:_")
    document = read(text, name="x")
    split, further = document.attributions[2], document.attributions[1]
    assert words(document, split.nucleus) == ['"It rained.', 'It stopped,"']
    assert (words(document, further.satellite), words(document, further.nucleus)) == (['It stopped,"'], ["roads closed."])


@pytest.mark.parametrize(
    ("kind", "written", "name"),
    [
        ("person", (("The", "DET"), ("President", "PROPN")), ""),
        ("person", (("Chairman", "PROPN"),), ""),
        ("person", (("Queen", "PROPN"), ("of", "ADP"), ("Oslo", "PROPN")), ""),
        ("person", (("Queen", "PROPN"), ("Anna", "PROPN")), "Queen Anna"),
        ("organization", (("the", "DET"), ("Bank", "PROPN"), ("of", "ADP"), ("Oslo", "PROPN"), (",", "PUNCT")), "Bank of Oslo"),
        ("organization", (("the", "DET"), ("Senate", "PROPN")), "Senate"),
    ],
)
def test_a_title_is_no_name(kind: str, written: tuple[tuple[str, str], ...], name: str):
    head = next(k for k, (_, upos) in enumerate(written) if upos == "PROPN")
    misc = [""] * len(written)
    misc[0] += f"Entity=(7-{kind}-new-s"
    misc[-1] = f"{misc[-1]})" if len(written) == 1 else "Entity=7)"
    lines = [
        "\t".join((str(k + 1), form, "_", upos, "_", "_", "0" if k == head else str(head + 1), "_", "_", misc[k] or "_"))
        for k, (form, upos) in enumerate(written)
    ]
    assert read("\n".join(lines), name="x").mentions[0].name == name


@pytest.mark.parametrize(
    "damage",
    [
        ("\tVERB\t", "\t"),
        ("Entity=(1-person-new-s", "_"),
        ("6->7:0", "6->70:0"),
        ("sem-atsrc-17", "sem-atsrc-1700"),
        ("ROOT:2:0", "ROOT"),
    ],
)
def test_a_damaged_document_is_named(damage: tuple[str, str]):
    with pytest.raises(ParseFailed) as caught:
        read(conllu().replace(*damage), name="GUM_news_port")
    assert caught.value.subject == "GUM_news_port"
