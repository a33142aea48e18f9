import gzip

import pytest

from timeline.errors import ParseError
from timeline.models import FetchedPage
from timeline.sources.discovery import discover, discover_body

URL = "https://news.example/world/2026/a-bridge"
RSS = b"""<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel><title>News</title>
<language>en</language>
<item><title>One</title><link>https://news.example/1</link></item>
<item><title>Two</title><link>/2</link></item>
<item><title>One again</title><link>https://news.example/1</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>
<entry><id>x</id><title>One</title><link href="https://news.example/1"/></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel>
<item><title>One</title><link>https://news.example/1</link></item></rdf:RDF>"""
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "J",'
    b' "items": [{"id": "1", "url": "https://news.example/1", "content_text": "One"}]}'
)
FEED_LINK = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml?a=1&amp;b=2">'


def page(head: bytes = b"", body: bytes = b"<p>Text</p>") -> bytes:
    return b"<!doctype html><html><head>" + head + b"</head><body>" + body + b"</body></html>"


def test_a_feed_offers_its_items_once_each():
    found = discover(FetchedPage(URL, URL, 200, "text/html", RSS, "2026-01-05T12:00:00Z"))
    assert [link.url for link in found.links] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert (found.title, found.language, found.is_article) == ("News", "en", False)


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, JSON_FEED, b"\xef\xbb\xbf\n" + RSS])
@pytest.mark.parametrize("kind", ["application/octet-stream", None, "text/html; charset=utf-8"])
def test_every_kind_of_feed_is_told_by_its_content(body, kind):
    found = discover_body(body, URL, kind)
    assert found.links[0].url == "https://news.example/1"
    assert not found.nested


def test_an_item_without_a_page_carries_what_it_says():
    items = b"<item><title>One</title><description>It rained.</description></item>"
    items += b"<item><title>Two</title><link>javascript:alert(1)</link></item>"
    found = discover_body(b"<rss version='2.0'><channel>" + items + b"</channel></rss>", URL)
    assert [link.text for link in found.links] == ["It rained.", "Two"]
    assert len({link.url for link in found.links}) == 2
    assert all(link.url.startswith(f"{URL}#item-") for link in found.links)


def test_entities_hidden_behind_a_long_prologue_are_refused():
    body = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + b"x" * 20_000 + b'">]><rss>&a;</rss>'
    )
    with pytest.raises(ParseError) as caught:
        discover_body(body, URL)
    assert caught.value.reason == "entities"


def test_a_gzipped_feed_is_unpacked_within_a_limit():
    assert discover_body(gzip.compress(RSS), URL).title == "News"
    with pytest.raises(ParseError) as caught:
        discover_body(gzip.compress(bytes(60_000_000)), URL)
    assert caught.value.reason == "too-large"
    with pytest.raises(ParseError) as caught:
        discover_body(gzip.compress(RSS)[:-20], URL)
    assert caught.value.reason == "broken-gzip"


def test_an_article_page_is_the_one_link_to_itself():
    found = discover_body(page(), URL, "text/html")
    assert [link.url for link in found.links] == [URL]
    assert found.is_article


@pytest.mark.parametrize(
    "head",
    [
        b'<meta property="og:type" content="article">',
        b"<meta property=og:type content=article>",
        b'<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        b'<meta property="article:published_time" content="2026-01-05">',
        b"",
    ],
)
def test_an_article_that_names_its_sites_feed_is_still_an_article(head):
    found = discover_body(page(head + FEED_LINK), URL, "text/html")
    assert found.is_article
    assert not found.nested


@pytest.mark.parametrize(
    ("url", "head", "body"),
    [
        ("https://news.example/", b'<meta property="og:type" content="article">', b""),
        ("https://news.example", b"", b""),
        ("https://news.example/world", b'<meta property="og:type" content="website">', b""),
        ("https://news.example/world", b"", b"<article>1</article><article>2</article>"),
        ("https://news.example/world", b'<base href="https://news.example/">', b"<article>" * 2),
    ],
)
def test_a_front_page_offers_the_feed_that_it_names(url, head, body):
    found = discover_body(page(head + FEED_LINK, body), url, "text/html")
    assert found.nested == ("https://news.example/feed.xml?a=1&b=2",)
    assert not found.links
    assert not found.is_article


@pytest.mark.parametrize(
    "link",
    [
        b"<LINK REL='home alternate' TYPE='application/atom+xml' HREF='https://news.example/f'>",
        b"<link href=//news.example/f type=application/feed+json rel=alternate />",
        b'<link rel="alternate" hreflang="de" href="/de"><link rel="alternate"'
        b' type="application/rss+xml" title="a > b" href="/f">',
    ],
)
def test_feeds_are_named_in_many_ways(link):
    found = discover_body(page(link), "https://news.example/", "text/html")
    assert found.nested == ("https://news.example/f",)


@pytest.mark.parametrize(
    "link",
    [
        b'<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        b'<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
        b'<link rel="alternate" type="application/rss+xml" href="http://[::1">',
        b'<link rel="alternate" type="application/rss+xml">',
        b'<link rel="stylesheet" type="application/rss+xml" href="/f">',
        b'<link rel="alternate" type="text/html" href="/f">',
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(link):
    found = discover_body(page(link), "https://news.example/", "text/html")
    assert not found.nested


SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/1</loc><news:news><news:title>One</news:title>
<news:publication_date>2026-01-05T10:00:00Z</news:publication_date></news:news></url>
<url><loc>https://news.example/2</loc></url></urlset>"""


def test_a_sitemap_offers_its_pages():
    found = discover_body(SITEMAP.encode(), "https://news.example/sitemap.xml", "text/xml")
    assert [link.url for link in found.links] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert found.links[0].title == "One"


def test_of_a_huge_index_the_newest_sitemaps_are_asked():
    entries = "".join(
        f"<sitemap><loc>https://news.example/{year}.xml</loc><lastmod>{year}-06-01</lastmod></sitemap>"
        for year in range(1990, 2026)
    )
    index = f"<sitemapindex>{entries}</sitemapindex>"
    found = discover_body(index.encode(), "https://news.example/sitemap.xml")
    assert found.nested == tuple(f"https://news.example/{y}.xml" for y in range(2006, 2026))
    assert found.errors == ("16 older sitemaps than the newest 20 were left out",)


def test_of_a_huge_sitemap_the_newest_pages_are_taken():
    entries = "".join(
        f"<url><loc>https://news.example/{i}</loc>"
        f"<lastmod>2025-01-01T00:{i // 60 % 60:02}:{i % 60:02}Z</lastmod></url>"
        for i in range(3_600)
    )
    entries += "".join(f"<url><loc>https://news.example/u{i}</loc></url>" for i in range(2_000))
    found = discover_body(f"<urlset>{entries}</urlset>".encode(), URL)
    assert len(found.links) == 5_000
    assert "600 older links than the newest 5000 were left out" in found.errors


@pytest.mark.parametrize("body", [page(), b"Service unavailable", b"<html>oops</html>"])
def test_where_a_feed_is_expected_a_page_without_one_is_an_error(body):
    assert discover_body(body, URL, "text/html").is_article
    with pytest.raises(ParseError) as caught:
        discover_body(body, URL, "text/html", expect="feed")
    assert caught.value.reason == "not-a-feed"


def test_where_a_feed_is_expected_an_article_page_leads_to_its_feed():
    body = page(b'<meta property="og:type" content="article">' + FEED_LINK)
    assert discover_body(body, URL, "text/html", expect="feed").nested


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "empty"), (b" \n", "empty"), (b"%PDF-1.7 x", "binary")]
)
def test_what_is_not_read_is_said_so(body, reason):
    with pytest.raises(ParseError) as caught:
        discover_body(body, URL)
    assert caught.value.reason == reason


def test_a_plain_list_offers_its_urls():
    found = discover_body(b"# list\nhttps://a.example/1\nhttps://b.example/2\n", URL, "text/plain")
    assert [link.url for link in found.links] == ["https://a.example/1", "https://b.example/2"]


def test_a_plain_text_is_an_article():
    found = discover_body(b"On 3 May it rained.\nSee https://a.example/\n", URL, "text/plain")
    assert found.is_article


def test_an_opml_file_offers_its_feeds():
    opml = b'<?xml version="1.0"?><opml><body><outline xmlUrl="https://a.example/f"/></body></opml>'
    assert discover_body(opml, URL).nested == ("https://a.example/f",)


@pytest.mark.parametrize("body", [b'{"error": "no feed"}', b"[1, 2]", b"{"])
def test_json_that_is_no_feed_is_said_so(body):
    with pytest.raises(ParseError) as caught:
        discover_body(body, URL, "application/json")
    assert caught.value.reason == "not-a-feed"


@pytest.mark.parametrize(
    "body",
    [
        b"<link " * 50_000,
        b'<link "' * 50_000,
        b"<link '" + b"a" * 300_000,
        b"<meta " * 60_000,
        b"<" * 300_000,
        b"<!doctype html><link " + b"a=" * 140_000,
    ],
)
def test_a_page_made_to_slow_us_down_does_not(body):
    assert discover_body(body, URL, "text/html").links
