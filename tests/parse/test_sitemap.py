import pytest

from timeline.errors import ParseError
from timeline.parse.sitemap import parse_sitemap

URL = "https://courier.example/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def test_news_sitemap():
    found = parse_sitemap(
        f"<urlset {NAMESPACES}><url><loc> https://courier.example/1 </loc>"
        "<lastmod>2024-07-10</lastmod><image:image><image:loc>https://i.example/a.jpg</image:loc>"
        "</image:image><news:news><news:publication><news:name>Courier</news:name>"
        "<news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-07-09T18:05:00+01:00</news:publication_date>"
        "<news:title>Bridge &amp; ferry</news:title></news:news></url></urlset>".encode(),
        URL,
    )
    (link,) = found.links
    assert (link.url, link.title, link.language) == (
        "https://courier.example/1",
        "Bridge & ferry",
        "en",
    )
    assert (link.published, link.updated) == ("2024-07-09T18:05:00+01:00", "2024-07-10")
    assert found.sitemaps == ()


def test_index():
    found = parse_sitemap(
        f"<sitemapindex {NAMESPACES}><sitemap><loc>/a.xml.gz</loc><lastmod>2024-07-10</lastmod>"
        "</sitemap></sitemapindex>".encode(),
        URL,
    )
    assert [s.url for s in found.sitemaps] == ["https://courier.example/a.xml.gz"]
    assert found.links == ()


def test_one_broken_entry_keeps_the_others():
    entries = [f"<url><loc>https://courier.example/{n}</loc></url>" for n in range(4)]
    entries[1] = "<url><loc>https://courier.example/1</lo></url>"
    entries[2] = "<url><loc>ftp://x</loc></url>"
    found = parse_sitemap(f"<urlset {NAMESPACES}>{''.join(entries)}</urlset>".encode(), URL)
    urls = [link.url for link in found.links]
    assert "https://courier.example/0" in urls
    assert "https://courier.example/3" in urls
    assert any("well-formed" in line for line in found.errors)
    assert any("no http address" in line for line in found.errors)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "not-a-sitemap"),
        (b"<html><p>not <b>well</p> formed", "not-a-sitemap"),
        (b"<rss><channel/></rss>", "not-a-sitemap"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', "entities"),
    ],
)
def test_refused(body, reason):
    with pytest.raises(ParseError) as caught:
        parse_sitemap(body, URL)
    assert caught.value.reason == reason
