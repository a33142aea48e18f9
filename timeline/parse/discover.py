"""Feeds that a page announces (https://www.rssboard.org/rss-autodiscovery)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from timeline.models import Link
from timeline.parse.html import load_html
from timeline.parse.meta import one_line
from timeline.parse.urls import absolute

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "text/rss+xml", "text/xml", "application/xml", "application/rss", "application/atom"}
)  # fmt: skip
_FEED_PATH = re.compile(
    r"(?:/(?:feed|rss|atom)/?|[./](?:rss|atom|rdf)|/(?:rss|atom|feed|index|feeds?/\w+)\.(?:xml|rss|json))$",
    re.I,
)
_COMMENTS = re.compile(r"\bcomment|kommentar|comentario|commentaire", re.I)
_MOST = 50


def feed_links(body: bytes, url: str, content_type: str | None = None) -> tuple[Link, ...]:
    """Find the feeds of a page.

    Args:
        body: the page.
        url: its address.
        content_type: the HTTP header.

    Returns:
        `<link rel="alternate">` with a feed's type, in the page's order, those of comments last;
        without any, the anchors whose path looks like a feed's. `title` is what the page calls
        it. Empty if there is none.

    Raises:
        ParseError: as `load_html` does.
    """
    root = load_html(body, content_type)
    declared = root.find(".//base[@href]")
    base = absolute(url, declared.get("href") if declared is not None else None) or url
    found: dict[str, Link] = {}
    for element in root.iter("link"):
        rels = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").lower().partition(";")[0].strip()
        if ("alternate" in rels and kind in _FEED_TYPES) or "feed" in rels:
            address = absolute(base, element.get("href"))
            if address:
                title = one_line(element.get("title"))[:200] or None
                found.setdefault(address, Link(url=address, title=title))
    if not found:
        for element in root.iter("a"):
            address = absolute(base, element.get("href"))
            if address and _FEED_PATH.search(urlsplit(address).path):
                title = one_line("".join(element.itertext()))[:200] or None
                found.setdefault(address, Link(url=address, title=title))
    ordered = sorted(found.values(), key=lambda f: bool(_COMMENTS.search(f"{f.url} {f.title}")))
    return tuple(ordered[:_MOST])
