import gzip

import pytest

from timeline.parse.sniff import sniff


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'<?xml version="1.0"?><rss version="2.0"/>', "feed"),
        (b"\xef\xbb\xbf<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'/>", "feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "b>">]><rss/>', "feed"),
        ('<?xml version="1.0"?><rss/>'.encode("utf-16"), "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"a": 1}', "json"),
        (b"<urlset/>", "sitemap"),
        (b"<?xml version='1.0'?><sitemapindex/>", "sitemap"),
        (b"<opml version='2.0'/>", "opml"),
        (b"<!doctype html><html>", "html"),
        (b"<div><p>x</p></div>", "html"),
        (b"Hello <b>there</b><br>", "html"),
        (b"<?xml version='1.0'?><other/>", "xml"),
        (b"Just a sentence, 3 < 4.", "text"),
        (b"%PDF-1.4", "pdf"),
        (b"WARC/1.1\r\n", "warc"),
        (gzip.compress(b"x"), "gzip"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_by_content(body, kind):
    assert sniff(body) == kind


def test_plain_text_that_talks_of_tags():
    body = b"In HTML, the <br> element breaks a line."
    assert sniff(body, "text/plain; charset=utf-8") == "text"
    assert sniff(body, None, "https://a.example/notes.txt") == "text"
    assert sniff(body) == "html"


def test_the_server_is_not_believed_against_the_content():
    assert sniff(b"<rss/>", "text/html") == "feed"
    assert sniff(b"<html><body>404</body></html>", "application/rss+xml") == "html"
