"""One document read as a whole with the shipped model."""

from importlib import resources
from pathlib import Path

import pytest

from sayso.analyse.reader import Reader
from sayso.records.anchors import Span, content_id
from sayso.records.documents import Document
from sayso.records.statements import Quote, Reading, SourceKind

SHIPPED = Path(str(resources.files("sayso.analyse"))) / "model"
pytestmark = pytest.mark.skipif(not (SHIPPED / "reader.onnx").exists(), reason="the model is not in the tree")

TEXT = """Anna Lindqvist, the mayor, said on Monday that the road to the harbour was open.
“We had at least 250 visitors,” she told Reuters. “They all came by boat.”
A spokesman for the port denied that the road had been closed.
It was reported that two ferries may have left early. The harbour lies north of the town.
"""


def document(text: str, **known: object) -> Document:
    return Document(document_id=content_id(text.encode())[:16], text=text, **known)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(document(TEXT))


def test_the_same_text_twice_gives_the_same_reading(reader: Reader, reading: Reading):
    assert reader.read(document(TEXT)) == reading
    assert Reader.load().read(document(TEXT)) == reading


def test_plain_reports_are_found_with_their_sources(reading: Reading):
    found = {TEXT[s.content[0].start : s.content[-1].end]: s for s in reading.statements}
    road = next(s for content, s in found.items() if "the road to the harbour was open" in content)
    assert road.source_resolved == "Anna Lindqvist"
    assert road.source_kind is SourceKind.PERSON
    assert road.source_named
    quoted = next(s for content, s in found.items() if "250 visitors" in content)
    assert quoted.quote is Quote.DIRECT
    assert quoted.source_resolved == "Anna Lindqvist"
    assert [(q.low, q.high) for q in quoted.quantities] == [(250, None)]


def test_ids_count_up_in_the_order_of_the_contents(reading: Reading):
    assert [s.statement_id for s in reading.statements] == [f"s{k}" for k in range(1, len(reading.statements) + 1)]
    starts = [s.content[0].start for s in reading.statements]
    assert starts == sorted(starts)


def test_spans_lie_in_the_text_in_order_and_point_to_words(reading: Reading):
    for s in reading.statements:
        for spans in (s.content, s.cue, s.source, s.relays, s.target):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(TEXT) and TEXT[start:end].strip() for start, end in spans)


def test_references_lead_to_statements_of_the_reading(reading: Reading):
    by_id = {s.statement_id: s for s in reading.statements}
    for s in reading.statements:
        if s.parent is not None:
            parent = by_id[s.parent]
            assert parent.content[0].start <= s.content[0].start
            assert s.content[-1].end <= parent.content[-1].end
        assert set(s.denies) <= set(by_id) - {s.statement_id}


def test_sums_fit_the_statements(reading: Reading):
    sums = reading.profile
    assert sums.statements == len(reading.statements) == sums.named + sums.unnamed + sums.nobody
    assert sums.own == len(reading.own)


def test_nobodys_statements_have_no_source_and_the_others_have_a_name_or_description(reading: Reading):
    for s in reading.statements:
        assert (s.source_kind is SourceKind.NONE) == (s.source_resolved is None)


@pytest.mark.parametrize("text", ["", " \n", "The", "\x00", "“”"])
def test_next_to_nothing_gives_nothing(reader: Reader, text: str):
    reading = reader.read(document(text))
    assert reading.statements == ()


def test_a_text_in_another_language_is_not_read(reader: Reader):
    reading = reader.read(document(TEXT, language="de"))
    assert reading.statements == ()
    assert reading.own == ()
    assert reading.profile.words > 0


def test_no_statement_is_found_in_boilerplate(reader: Reader, reading: Reading):
    start = TEXT.index("A spokesman")
    end = TEXT.index("\n", start)
    assert any(s.content[0].start >= start and s.content[-1].end <= end for s in reading.statements)
    found = reader.read(document(TEXT, boilerplate=(Span(start, end),)))
    assert not any(span.overlaps(Span(start, end)) for s in found.statements for span in (*s.content, *s.cue))
    assert len({s.statement_id for s in found.statements}) == len(found.statements)


def test_exchanged_names_change_nothing_but_the_names(reader: Reader):
    text = (
        "{a} said that {b} had closed the road. {b} denied it, Reuters reported. Officials from {a} blamed {b} for the delay."
    )
    for a, b in (
        ("Norway", "Chile"),
        ("Russia", "Ukraine"),
        ("Israel", "Iran"),
        ("Hamas", "Likud"),
        ("New York", "South Africa"),
    ):
        before, after = text.format(a=a, b=b), text.format(a=b, b=a)
        plain = []
        for version, names in ((before, (a, b)), (after, (b, a))):
            rows = []
            for s in reader.read(document(version)).statements:
                parts = [" ".join(version[x:y] for x, y in spans) for spans in (s.content, s.cue, s.source, s.relays, s.target)]
                row = [
                    *parts,
                    s.source_resolved or "",
                    s.quote,
                    s.source_kind,
                    str(s.source_named),
                    s.force,
                    s.certainty,
                    s.polarity,
                ]
                rows.append([cell.replace(names[0], "{a}").replace(names[1], "{b}") for cell in row] + [str(s.confidence)])
            plain.append(rows)
        assert plain[0]
        assert plain[0] == plain[1]
