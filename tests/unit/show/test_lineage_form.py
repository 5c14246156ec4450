import json

from sayso.show.lineage_form import dumps, lineage_rows
from tests.unit.show.lineages import FOUND, TEXTS

NAMES = {one: f"x-{one}" for one in TEXTS}


def test_documents_go_by_their_outside_names_in_all_lists():
    rows = lineage_rows(FOUND.passages, FOUND.edges, NAMES)
    assert list(rows) == ["reuse", "copies", "undecided", "relays", "corrections"]
    assert [(one["copy"], one["from"]) for one in rows["copies"]] == [("x-blog", "x-post"), ("x-post", "x-wire")]
    assert [one["docs"] for one in rows["undecided"]] == [["x-post", "x-twin"]]
    assert [(one["doc"], one["from_doc"], one["linked"]) for one in rows["relays"]] == [
        ("x-fair", "x-week", False),
        ("x-week", "x-post", True),
    ]
    assert [(one["doc"], one["corrects_doc"]) for one in rows["corrections"]] == [("x-fixed", "x-post")]


def test_stock_is_boilerplate_whatever_its_likeness():
    rows = lineage_rows(FOUND.passages, FOUND.edges, NAMES)["reuse"]
    assert {one["kind"] for one in rows} == {"same", "edited", "boilerplate"}
    assert {one["stock"] for one in rows if one["kind"] == "boilerplate"} == {"boilerplate"}


def test_the_order_of_finding_changes_nothing():
    rows = lineage_rows(FOUND.passages[::-1], FOUND.edges[::-1], NAMES)
    assert rows == lineage_rows(FOUND.passages, FOUND.edges, NAMES)


def test_the_file_has_a_row_a_line_and_is_json():
    rows = lineage_rows(FOUND.passages, FOUND.edges, NAMES)
    text = dumps(rows)
    assert text.isascii()
    assert json.loads(text) == json.loads(json.dumps(rows))
    assert len(text.splitlines()) == sum(map(len, rows.values())) + 2 * len(rows) + 2
    assert set(map(len, json.loads(dumps(lineage_rows((), (), {}))).values())) == {0}
