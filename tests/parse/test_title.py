import pytest

from timeline.parse.html import parse_html
from timeline.parse.jsonld import read_json_ld
from timeline.parse.meta import read_meta
from timeline.parse.title import MAX_TITLE, find_title

URL = "https://www.courier.example/news/bridge"


def title(head: str = "", body: str = "", url: str = URL) -> str:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    root = parse_html(page.encode())
    return find_title(root, url, read_json_ld(root), read_meta(root))


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def ld(headline: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type":"Article","headline":"{headline}"}}</script>'
    )


def test_json_ld_goes_before_all():
    assert title(ld("One") + og("Two") + "<title>Three</title>", "<h1>Four</h1>") == "One"


def test_a_truncated_headline_is_completed():
    head = ld("The council of Exampleville ...")
    assert title(head, "<h1>The council of Exampleville opens a bridge</h1>") == (
        "The council of Exampleville opens a bridge"
    )


@pytest.mark.parametrize(
    "said",
    ["Bridge opens | Courier", "Bridge opens - courier.example", "Courier: Bridge opens",
     "Bridge opens – www.courier.example", "Courier » Bridge opens"],
)  # fmt: skip
def test_the_sites_name_goes_from_either_end(said):
    assert title(og(said.replace("Courier: ", "Courier : "))) == "Bridge opens"


@pytest.mark.parametrize("said", ["Bridge opens -", "» Bridge opens", "| Bridge opens —"])
def test_separators_that_part_nothing_go(said):
    assert title(og(said)) == "Bridge opens"


@pytest.mark.parametrize("said", ["«Bridge opens»", "-5 degrees at the bridge"])
def test_quotation_marks_and_minus_signs_stay(said):
    assert title(og(said)) == said


def test_other_segments_stay():
    assert title(og("Bridge opens - after nine years")) == "Bridge opens - after nine years"


def test_the_heading_without_what_search_engines_get():
    assert title(
        og("Bridge opens in Exampleville: all the news"), "<h1>Bridge opens at last</h1>"
    ) == ("Bridge opens at last")


def test_the_shorter_of_two_that_contain_each_other():
    assert title(og("Bridge opens at last"), "<h1>Local news Bridge opens at last</h1>") == (
        "Bridge opens at last"
    )
    assert title(og("Bridge opens at last - The Daily"), "<h1>Bridge opens at last</h1>") == (
        "Bridge opens at last"
    )


def test_a_heading_that_is_the_sites_name_is_none():
    head = "<title>Bridge opens after nine years | Notes of a Ferryman</title>"
    assert title(head, "<h1>Notes of a Ferryman</h1><h2>Bridge opens after nine years</h2>") == (
        "Bridge opens after nine years"
    )


def test_of_many_headings_the_one_that_the_title_names():
    body = "<h1>Navigation</h1><h1>Bridge opens</h1><h1>Comments</h1>"
    assert title("<title>Courier: Bridge opens</title>", body) == "Bridge opens"


def test_the_longest_part_of_a_bare_title():
    assert title("<title>News | Bridge opens after nine years | C</title>") == (
        "Bridge opens after nine years"
    )


def test_nothing():
    assert title() == ""


def test_it_is_one_line_of_bounded_length():
    assert title(og("a\n  b\tc")) == "a b c"
    assert len(title(og("word " * 500))) <= MAX_TITLE
