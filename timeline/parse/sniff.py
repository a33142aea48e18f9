"""What a document is, by its first bytes; what the server says of it decides only a tie.

After https://mimesniff.spec.whatwg.org/, cut to what a reader of news meets.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from timeline.parse.encoding import decode, looks_binary

Kind = Literal[
    "feed", "sitemap", "opml", "html", "xml", "json", "text", "warc", "gzip", "zip", "pdf", "image",
    "binary", "empty",
]  # fmt: skip

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"WARC/", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "image"),
)
_ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "opml": "opml",
    "html": "html",
}
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^>\[]*(?:\[.*?\])?[^>]*>)", re.I | re.S
)
_ROOT = re.compile(r"\s*<(?:\w+:)?(\w+)")
_HTML = re.compile(
    r"<(?:html|head|body|title|meta|link|script|div|p|article|main|h1|table|a|br|iframe)\b", re.I
)
_JSON_FEED = re.compile(r"jsonfeed\.org/version|\"version\"\s*:\s*\"https:\\/\\/jsonfeed", re.I)


def sniff(body: bytes, content_type: str | None = None, url: str = "") -> Kind:
    """Tell what a document is.

    Args:
        body: the document; its first 8 KB are looked at.
        content_type: the HTTP header, which tells plain text about HTML from HTML.
        url: the address, whose suffix does the same.

    Returns:
        One of `Kind`. `feed` covers RSS, RDF, Atom and JSON Feed; `xml` is any other XML.
    """
    if not body.strip():
        return "empty"
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    if looks_binary(body):
        return "binary"
    text = decode(body[:8192], content_type).lstrip("\ufeff \t\r\n\0")
    if text[:1] in ("{", "["):
        return "feed" if _JSON_FEED.search(text) else "json"
    said_plain = (content_type or "").lower().startswith("text/plain") or urlsplit(
        url
    ).path.endswith((".txt", ".text", ".md"))
    if text.startswith("<"):
        return _by_root(text)
    return "html" if _HTML.search(text) and not said_plain else "text"


def _by_root(text: str) -> Kind:
    """By the root element, after declarations and comments."""
    is_xml = text[:5].lower() == "<?xml"
    while prologue := _PROLOGUE.match(text):
        text = text[prologue.end() :]
    root = _ROOT.match(text)
    if root is None:
        return "html" if _HTML.search(text) else "text"
    kind = _ROOTS.get(root[1].lower())
    return kind or ("xml" if is_xml and not _HTML.search(text) else "html")
