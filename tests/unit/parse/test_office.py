"""DOCX: paragraphs, headings, links, and archives that are refused."""

import pytest

from sayso.errors import LimitExceeded, ParseFailed


def build(document):
    document.add_heading("Bridge to open again", 0)
    document.add_paragraph("  The mayor said so.\tTwice. ")
    document.add_heading("Costs", 2)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "One", "Two"
    paragraph = document.add_paragraph("See ")
    link = paragraph.part.relate_to(
        "https://example.org/r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    from docx.oxml import parse_xml

    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    paragraph._p.append(parse_xml(f'<w:hyperlink {names} r:id="{link}"><w:r><w:t>the report</w:t></w:r></w:hyperlink>'))
    document.core_properties.author = "Ann Poe"


def test_a_document_is_read_in_order(read, forms):
    document = read(forms.docx(build))
    assert document.text.split("\n") == [
        "Bridge to open again",
        "The mayor said so. Twice.",
        "Costs",
        "One",
        "Two",
        "See the report",
    ]
    assert document.title == "Bridge to open again"
    assert [document.text[start:end] for start, end in document.headings] == ["Bridge to open again", "Costs"]
    assert [author.name for author in document.byline] == ["Ann Poe"]


def test_the_byline_of_the_text_wins_over_the_properties_of_the_file(read, forms):
    def typed(document):
        document.add_paragraph("By Li Wei")
        document.add_paragraph("The mayor said so.")
        document.core_properties.author = "Ann Poe"

    assert [author.name for author in read(forms.docx(typed)).byline] == ["Li Wei"]


def test_links_have_their_places(read, forms):
    document = read(forms.docx(build))
    assert [(link.anchor, link.href, document.text[link.start : link.end]) for link in document.links] == [
        ("the report", "https://example.org/r", "the report")
    ]
    assert document.published is None


def test_an_archive_that_would_unpack_to_too_much_is_refused(read, forms):
    with pytest.raises(LimitExceeded, match="unpack"):
        read(forms.archive(word__document_xml=b"\0" * (70 << 20)))
    with pytest.raises(LimitExceeded, match="to 1"):
        read(forms.archive(word__document_xml=b"\0" * (5 << 20)))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda forms: forms.archive(xl__workbook_xml="x"), "XLSX"),
        (lambda forms: forms.archive(content_xml="x"), "OpenDocument"),
        (lambda forms: forms.archive(readme_txt="x"), "zip archive"),
        (lambda forms: forms.archive(word__document_xml="<broken"), "damaged"),
        (lambda forms: forms.docx(build)[:-500], "damaged"),
        (lambda forms: forms.docx(lambda document: None), "no text"),
    ],
)
def test_other_archives_are_named(read, forms, make, words):
    with pytest.raises(ParseFailed, match=words) as caught:
        read(make(forms))
    assert caught.value.hint


def test_entities_are_not_multiplied(read, forms):
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    body = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]><x>&j;</x>'
    with pytest.raises(ParseFailed):
        read(forms.archive(word__document_xml=body))
