"""What a page, feed, sitemap or list offers: links to articles, and more places to look."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from timeline.errors import FetchError, ParseError
from timeline.fetch import gunzip
from timeline.models import FetchedPage, Link
from timeline.parse.discover import feed_links
from timeline.parse.encoding import decode
from timeline.parse.feed import parse_feed
from timeline.parse.sitemap import parse_sitemap
from timeline.parse.sniff import sniff
from timeline.parse.xml import MAX_BYTES
from timeline.sources.lists import parse_list
from timeline.sources.opml import parse_opml

MAX_LINKS = 5_000
"""Links of one sitemap or list that are taken, the newest first; the rest is said to be left."""
MAX_CHILDREN = 20
"""Sitemaps of one index that are taken, the newest first."""

Expect = Literal["anything", "feed"]

_HEAD_BYTES = 250_000
_META_TYPE = re.compile(
    r"""<meta\b[^>]{0,200}?property\s*=\s*["']?og:type["']?[^>]{0,200}?content\s*=\s*["']?([\w.:]+)""",
    re.I,
)
_SAYS_ARTICLE = re.compile(
    r"""article:published_time|["']@type["']\s*:\s*\[?\s*["'](?:\w*NewsArticle|Article|BlogPosting)""",
    re.I,
)
_ARTICLE_ADDRESS = re.compile(r"\d{5}|/(?:19|20)\d\d/|[^/?-]+(?:-[^/?-]+){3}")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at a URL.

    Attributes:
        links: articles that are offered, in the order of the source, each URL once.
        nested: feeds and sitemaps that are named, to be asked in turn.
        errors: one line for each item that was left out.
        title: the source's own name.
        language: as the source says it.
        is_article: the page is an article itself; `links` is its own URL alone, and its body
            need not be fetched again.
    """

    links: tuple[Link, ...] = ()
    nested: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    title: str | None = None
    language: str | None = None
    is_article: bool = False


def discover(page: FetchedPage, *, expect: Expect = "anything") -> Discovery:
    """Find what a fetched page offers, whatever its server calls it.

    Args:
        page: with a body (no 304).
        expect: `feed` for a registered source, where a page that is no feed and names none is
            an error (a server's error page, say) and no article.

    Returns:
        The links of a feed (RSS, Atom, RDF, JSON Feed), sitemap or list of URLs; the feeds of
        an OPML file; the sitemaps of a sitemap index; the feeds that a front page names; or an
        article page as the one link to itself.

    Raises:
        ParseError: it is a feed or sitemap that cannot be read, or nothing that is read here
            (`binary`, `empty`), or not what was expected (`not-a-feed`).
    """
    return discover_body(page.body, page.final_url, page.content_type, expect=expect)


def discover_body(
    body: bytes, url: str, content_type: str | None = None, *, expect: Expect = "anything"
) -> Discovery:
    """As `discover`, of bytes.

    Args:
        body: gzipped (a sitemap called .xml.gz) or not.
        url: where it came from; relative links are resolved against it.
        content_type: the HTTP header, whose charset counts.
        expect: as in `discover`.

    Raises:
        ParseError: as `discover`; also `too-large` and `broken-gzip`.
    """
    kind = sniff(body, content_type, url)
    if kind == "gzip":
        body = _inflate(body)
        kind = sniff(body, content_type, url)
    if kind in ("feed", "json"):
        return _of_feed(body, url, content_type)
    if kind == "sitemap":
        return _of_sitemap(body, url, content_type)
    if kind == "opml":
        return Discovery(nested=tuple(item.url for item in parse_opml(body)))
    if kind == "empty":
        raise ParseError("document is empty", reason="empty")
    if kind not in ("html", "xml", "text"):
        raise ParseError(f"{kind} is not read", reason="binary")
    if body.lstrip()[:1] == b"<" and b"<!ENTITY" in body[:_HEAD_BYTES]:
        raise ParseError("XML declares its own entities; refused", reason="entities")
    if kind == "text":
        found = _of_text(body, url, content_type)
    else:
        found = _of_page(body[:_HEAD_BYTES], url, content_type, expect)
    if expect == "feed" and found.is_article:
        raise ParseError("this is no feed, and it names none", reason="not-a-feed")
    return found


def _inflate(body: bytes) -> bytes:
    try:
        return gunzip(body, MAX_BYTES)
    except FetchError as error:
        reason = "too-large" if error.reason == "too-large" else "broken-gzip"
        raise ParseError(str(error), reason=reason) from error


def _of_feed(body: bytes, url: str, content_type: str | None) -> Discovery:
    feed = parse_feed(body, url, content_type)
    return Discovery(
        links=tuple(_with_text(link) for link in _each_once(feed.links)),
        errors=feed.errors,
        title=feed.title or None,
        language=feed.language,
    )


def _with_text(link: Link) -> Link:
    """An item without a page of its own is all that there is to read of it."""
    if "#item-" in link.url and not link.text:
        return replace(link, text=link.summary or link.title)
    return link


def _of_sitemap(body: bytes, url: str, content_type: str | None) -> Discovery:
    found = parse_sitemap(body, url, content_type)
    links, unread = _newest(_each_once(found.links), MAX_LINKS)
    children, unasked = _newest(_each_once(found.sitemaps), MAX_CHILDREN)
    errors = list(found.errors)
    if unread:
        errors.append(f"{unread} older links than the newest {MAX_LINKS} were left out")
    if unasked:
        errors.append(f"{unasked} older sitemaps than the newest {MAX_CHILDREN} were left out")
    return Discovery(links, tuple(child.url for child in children), tuple(errors))


def _of_text(body: bytes, url: str, content_type: str | None) -> Discovery:
    """A list of URLs, if nine of ten lines name one; else a text that is an article itself."""
    found = parse_list(decode(body, content_type))
    if found.urls and len(found.errors) * 10 <= len(found.urls):
        links, errors = found.urls[:MAX_LINKS], list(found.errors[:50])
        if len(found.urls) > MAX_LINKS:
            errors.append(f"only the first {MAX_LINKS} of {len(found.urls)} URLs were taken")
        return Discovery(tuple(Link(address) for address in links), errors=tuple(errors))
    return Discovery((Link(url),), is_article=True)


def _of_page(head: bytes, url: str, content_type: str | None, expect: Expect) -> Discovery:
    """An article page offers itself; a front page offers the feed that it names first."""
    text = decode(head, content_type)
    if expect == "anything" and _is_article(text, url):
        return Discovery((Link(url),), is_article=True)
    feeds = [feed.url for feed in feed_links(head, url, content_type) if feed.url != url]
    if not feeds:
        return Discovery((Link(url),), is_article=True)
    return Discovery(nested=tuple(feeds[:1]))


def _is_article(head: str, url: str) -> bool:
    """Whether a page is an article although it may name the feeds of its site.

    The root of a site is none. Otherwise the page's own word (Open Graph, schema.org) counts,
    then its address: those of articles carry a number or a headline of four words or more. A
    page that says nothing at all is taken for an article unless it lists several.
    """
    parts = urlsplit(url)
    if url and not parts.path.strip("/") and not parts.query:
        return False
    said = _META_TYPE.search(head)
    if _SAYS_ARTICLE.search(head) or (said and said[1].lower() in ("article", "news", "story")):
        return True
    if _ARTICLE_ADDRESS.search(f"{parts.path}?{parts.query}"):
        return True
    return said is None and head.lower().count("<article") <= 1


def _newest(links: tuple[Link, ...], most: int) -> tuple[tuple[Link, ...], int]:
    """The `most` newest links, in their order, and how many are left; undated ones come last."""
    if len(links) <= most:
        return links, 0
    newest = sorted(links, key=lambda link: link.updated or link.published or "", reverse=True)
    taken = {link.url for link in newest[:most]}
    return tuple(link for link in links if link.url in taken), len(links) - most


def _each_once(links: tuple[Link, ...]) -> tuple[Link, ...]:
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())
