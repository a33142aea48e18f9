"""Good pages that look a little like those that are refused; the refused ones are golden pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import ParseError
from timeline.parse import parse_article

LEAD = "The council of Exampleville voted on Tuesday to open the new bridge over the Sample."


def read(
    body: str, head: str = "<title>Bridge opens</title>", url: str = "https://a.example/news/x"
):
    page = f"<html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return parse_article(page.encode(), url)


def article(*paragraphs: str, title: str = "Bridge opens") -> str:
    return f"<article><h1>{title}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article>"


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Bridge opens", [LEAD]),
        ("How cookies follow you", [LEAD, "Many sites ask to accept all cookies before you read."]),
        ("Route 404 closed for a year", [LEAD, "Drivers were asked to take the old road."]),
        (
            "Newspaper drops its paywall",
            [LEAD, "Readers need not subscribe to read it any more."] * 9,
        ),
        ("Web page not found guilty", [LEAD * 40]),
    ],
)
def test_good_pages_are_kept(title, paragraphs):
    found = read(article(*paragraphs, title=title), f"<title>{title}</title>")
    assert found.title == title
    assert LEAD in found.text


def test_a_short_free_article_that_asks_for_money_is_kept():
    head = (
        '<title>x</title><script type="application/ld+json">{"@type":"NewsArticle",'
        '"headline":"Bridge opens","isAccessibleForFree":true}</script>'
    )
    assert read(article(LEAD, "Subscribe to read more of this every day."), head).is_free is True


def test_an_article_with_related_cards_is_no_listing():
    cards = "<article><h3><a href='/y'>Another story</a></h3><p>Its teaser.</p></article>" * 12
    assert LEAD in read(article(*[LEAD] * 12) + cards).text


def test_an_article_at_the_root_is_no_listing():
    assert LEAD in read(article(*[LEAD] * 5), url="https://a.example/?p=7").text
    assert LEAD in read(article(*[LEAD] * 5), url="https://a.example/").text


def test_a_front_page_is_one():
    cards = "<article><h3><a href='/y'>Another story</a></h3><p>Its teaser.</p></article>" * 4
    with pytest.raises(ParseError) as caught:
        read(cards, url="https://a.example/")
    assert caught.value.reason == "listing"


def test_an_article_about_a_live_blog_is_none():
    url = "https://a.example/media/why-we-closed-our-liveblog"
    assert LEAD in read(article(*[LEAD] * 5), url=url).text


FRAGMENTS = """
<p> | </p> | <div class=nav> | </div> | <article> | <h1> | <b> | </table> | <td> | <ul><li> | \0
<script type='application/ld+json'>{"@type":"Article", | "datePublished":"2024-13-45" | }</script>
<time datetime= | '2024-07-09T99:99'> | <!-- | --> | <![CDATA[ | &#0; | &bogus; | <plaintext>
<meta property='og:title' content= | 'x'> | <base href='//'> | <html/> | 9 July 2024 | \ud83d
<link rel=canonical href='http://[::1'> | <button> | <form> | \u202e | <svg><style>
""".replace("\n", " | ").split(" | ")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([LEAD, *FRAGMENTS]), max_size=40),
    st.sampled_from(["", "http://a.example/2024/13/45/", "a:b"]),
)
def test_whatever_comes_there_is_an_article_or_a_reason(fragments, url):
    body = "".join(fragments).encode("utf-8", "surrogatepass")
    reason = text = ""
    try:
        text = parse_article(body, url).text
    except ParseError as error:
        reason = error.reason
    assert bool(reason) != bool(text.strip())
    assert all(c.isprintable() or c == "\n" for c in text if c < "\x80")
