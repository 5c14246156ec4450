"""Captures and forgettings as the journal tells of them."""

from dataclasses import replace

import pytest

from sayso.archive.entries import about_of, blobs_of, forgotten_by, given, kept_of
from sayso.errors import EvidenceDamaged, SkipItem
from sayso.records.anchors import content_id
from sayso.records.evidence import START, Entry
from tests.unit.archive.material import capture, fetched


def entry(body):
    return Entry(7, "2026-11-24T22:01:07.123456Z", "capture", body, START, START)


def same(one, other):
    return given(one).identity == given(other).identity


def test_an_entry_tells_all_but_bytes_headers_and_metadata():
    page = fetched(metadata={"title": "T"}, doc_id="d1")
    kept = kept_of(entry(given(page).body))
    assert (kept.number, kept.kept_at, kept.sha256, kept.size) == (
        7,
        "2026-11-24T22:01:07.123456Z",
        page.sha256,
        len(page.data),
    )
    for name in ("origin", "how", "media_type", "charset", "url", "captured_at", "doc_id", "user_agent"):
        assert getattr(kept, name) == getattr(page, name)
    assert "Set-Cookie" not in str(given(page).body)


def test_headers_and_metadata_are_a_second_blob():
    page = fetched(metadata={"title": "Café \ud800"})
    body, blobs = given(page).body, given(page).blobs
    kept = kept_of(entry(body))
    assert blobs_of(kept) == tuple(map(content_id, blobs)) == (kept.sha256, kept.about)
    assert about_of(kept, blobs[1]) == (page.headers, page.metadata)


def test_without_them_there_is_none():
    assert given(capture()).blobs == (capture().data,)
    assert blobs_of(kept_of(entry(given(capture()).body))) == (capture().sha256,)


@pytest.mark.parametrize(
    "change",
    [{"data": b"x"}, {"url": "https://example.org/x"}, {"doc_id": "x"}, {"metadata": {"a": 1}}, {"headers": (("A", "b"),)}],
)
def test_identity_is_bytes_address_name_and_what_is_said(change):
    assert not same(capture(), replace(capture(), **change))


@pytest.mark.parametrize("change", [{"origin": "x"}, {"media_type": "x"}, {"charset": "x"}, {"user_agent": "x"}])
def test_where_it_was_read_does_not_count(change):
    assert same(capture(), replace(capture(), **change))


@pytest.mark.parametrize(
    ("how", "counts"), [("url", True), ("warc", True), ("file", False), ("jsonl", False), ("stdin", False)]
)
def test_the_time_counts_for_pages_only(how, counts):
    first, second = (capture(how=how, captured_at=at) for at in ("2026-11-24T22:01:07Z", "2026-11-25T22:01:07Z"))
    assert same(first, second) is not counts


def test_a_file_and_a_line_with_the_same_content_are_one():
    assert same(capture(how="file"), capture(how="jsonl"))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", {1, 2}])
def test_metadata_that_are_not_json_skip_the_item(value):
    with pytest.raises(SkipItem, match="not JSON") as caught:
        given(capture(metadata={"a": value}))
    assert caught.value.subject == "1.html"


@pytest.mark.parametrize(
    "change", [{"sha256": None}, {"size": "1"}, {"origin": 1}, {"url": 5}, {"more": "x"}, {"how": None}, {"doc_id": ["x"]}]
)
def test_an_entry_of_another_form_is_damage(change):
    with pytest.raises(EvidenceDamaged, match="unknown form") as caught:
        kept_of(entry({**given(capture()).body, **change}))
    assert caught.value.subject == "entry 7"
    with pytest.raises(EvidenceDamaged, match="unknown form"):
        kept_of(entry({}))


@pytest.mark.parametrize("blob", [b"", b"[]", b"{}", b'{"headers":[],"metadata":5}', b'{"headers":[1],"metadata":{}}', b"\xff"])
def test_a_second_blob_of_another_form_is_damage(blob):
    with pytest.raises(EvidenceDamaged, match="unknown form"):
        about_of(kept_of(entry(given(capture()).body)), blob)


def test_a_forgetting_names_captures_and_bytes():
    assert forgotten_by(entry({"captures": [1, 2], "who": "A", "why": "B", "blobs": ["ab"]})) == ({1, 2}, {"ab"})


@pytest.mark.parametrize("body", [{}, {"captures": [1]}, {"captures": 1, "blobs": []}, {"captures": [[]], "blobs": []}])
def test_a_forgetting_of_another_form_is_damage(body):
    with pytest.raises(EvidenceDamaged, match="unknown form"):
        forgotten_by(entry(body))
