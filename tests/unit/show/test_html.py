import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html as lxml_html

from sayso.show.html import render
from sayso.show.wording import visible
from tests.unit.show import readings

ALL = [
    readings.bridge,
    readings.empty,
    readings.hostile,
    readings.right_to_left,
    *(lambda i=i: readings.wikinews()[i] for i in range(4)),
]


def parse(make):
    page = render(make())
    return page, lxml_html.document_fromstring(page)


@pytest.mark.parametrize("make", ALL)
def test_equal_readings_give_equal_pages_that_utf8_can_hold(make):
    page = render(make())
    assert page.encode() == render(make()).encode()
    assert page.startswith("<!DOCTYPE html>\n")


@pytest.mark.parametrize("make", ALL)
def test_nothing_is_fetched_and_nothing_but_the_own_script_can_run(make):
    _, tree = parse(make)
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert not tree.xpath(
        "//img | //iframe | //object | //embed | //link | //base | //video | //audio | //@src | //@srcset | //@style"
    )
    assert not [name for element in tree.iter() for name in element.attrib if name.lower().startswith("on")]
    assert "url(" not in tree.xpath("string(//style)").replace("url(#", "")
    for target in tree.xpath("//@href"):
        assert re.match(r"#|https?://", target)


@pytest.mark.parametrize("make", ALL)
def test_the_policy_names_the_very_style_and_script_of_the_page(make):
    page, tree = parse(make)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        body = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]  # type: ignore[index]
        assert f"{directive} 'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize("make", ALL)
def test_every_jump_has_a_place_and_places_are_unique(make):
    _, tree = parse(make)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//@href") if target.startswith("#")} - {"sources"} <= set(ids)


@pytest.mark.parametrize("make", ALL[:4])
def test_the_text_stands_there_whole(make):
    reading = make()
    _, tree = parse(make)
    for extra in tree.xpath("//*[contains(@class, 'text')]//*[contains(@class, 'chip') or @class='vh']"):
        extra.drop_tree()
    shown = " ".join(block.text_content() for block in tree.xpath("//div[@class='row']/*[contains(@class, 'text')]"))
    assert shown.split() == visible(reading.document.text).split()


def test_markup_in_any_field_is_text():
    page, tree = parse(readings.hostile)
    assert tree.xpath("string(//h1)") == readings.HOSTILE[2]
    assert not tree.xpath("//svg[@onload] | //h1[@onclick]")
    assert "{{ 7*7 }}" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x1b]", page)


def test_the_kind_of_a_mark_is_told_in_words():
    _, tree = parse(readings.bridge)
    assert tree.xpath("string(//*[@id='text-2']/@aria-label)") == "Statement 2, engineers close to the project. To its note"
    assert "organisation, unnamed" in tree.xpath("string(//*[@id='note-6'])")
    assert [" ".join(item.text_content().split()[1:]) for item in tree.xpath("//ul[@class='key']/li")] == [
        "named source 3",
        "unnamed source 4",
        "nobody given 1",
        "own assertion 3",
    ]


def test_a_nested_statement_stands_in_the_mark_of_its_parent():
    _, tree = parse(readings.bridge)
    assert tree.xpath("//span[@data-of='5' and contains(@class, 'mark')]//span[@data-of='6' and contains(@class, 'mark')]")


def test_addresses_that_are_not_of_the_web_are_plain_text():
    _, tree = parse(readings.hostile)
    assert "javascript:alert(1)" in tree.xpath("string(//p[@class='address'])")
    assert not tree.xpath("//p[@class='address']/a")
    (link,) = tree.xpath("//a[contains(@rel, 'nofollow')]")
    assert "noreferrer" in link.get("rel")


def test_no_word_of_the_page_ranks_or_warns():
    for make in (readings.empty, readings.right_to_left):
        _, tree = parse(make)
        tree.xpath("//script")[0].drop_tree()
        words = f"{tree.xpath('string(//body)')} {' '.join(tree.xpath('//@aria-label'))}"
        assert not re.search(r"credib|reliab|trustw|warning|alert|danger|suspicious|fake|false|\btrue\b|truth", words.lower())
