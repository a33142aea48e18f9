"""What a page, feed, sitemap or list offers: links to articles, and more places to look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from timeline.errors import FetchError, ParseError
from timeline.fetch import gunzip
from timeline.models import FetchedPage, Link
from timeline.parse.encoding import decode
from timeline.parse.feed import parse_feed
from timeline.sources.lists import parse_list, web_url
from timeline.sources.opml import parse_opml

MAX_INFLATED = 50_000_000
_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 250_000
_ROOT = re.compile(r"<(?:\w+:)?([A-Za-z][\w-]*)[\s>/]")
_LINK_TAG = re.compile(r"""<link\b((?>[^>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,300}+)>""", re.I)
_MAX_TAG = 4_000
_META_TYPE = re.compile(
    r"""<meta\b[^>]{0,200}?property\s*=\s*["']?og:type["']?[^>]{0,200}?content\s*=\s*["']?([\w.:]+)""",
    re.I,
)
_SAYS_ARTICLE = re.compile(
    r"""article:published_time|["']@type["']\s*:\s*\[?\s*["'](?:\w*NewsArticle|Article|BlogPosting)""",
    re.I,
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    }
)


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


def discover(page: FetchedPage) -> Discovery:
    """Find what a fetched page offers, whatever its server calls it.

    Args:
        page: with a body (no 304).

    Returns:
        The links of a feed (RSS, Atom, RDF, JSON Feed), sitemap or list of URLs; the feeds of
        an OPML file; the sitemaps of a sitemap index; the feeds that a front page names; or an
        article page as the one link to itself.

    Raises:
        ParseError: it looks like a feed or sitemap and cannot be read.
    """
    return discover_body(page.body, page.final_url, page.content_type)


def discover_body(body: bytes, url: str, content_type: str | None = None) -> Discovery:
    """As `discover`, of bytes.

    Args:
        body: gzipped (a sitemap called .xml.gz) or not.
        url: where it came from; relative links are resolved against it.
        content_type: the HTTP header, whose charset counts.

    Raises:
        ParseError: as `discover`; also `too-large` and `broken-gzip`.
    """
    if body.startswith(_GZIP):
        body = _inflate(body)
    head = decode(body[:_HEAD_BYTES], content_type)
    start = head.lstrip("\ufeff \t\r\n\0")
    kind = _kind(start)
    if kind == "feed":
        return _of_feed(body, url, content_type)
    if kind == "opml":
        return Discovery(nested=tuple(item.url for item in parse_opml(body)))
    if kind == "text":
        return _of_text(body, url, content_type)
    return _of_page(head, url)


def _inflate(body: bytes) -> bytes:
    try:
        return gunzip(body, MAX_INFLATED)
    except FetchError as error:
        reason = "too-large" if error.reason == "too-large" else "broken-gzip"
        raise ParseError(str(error), reason=reason) from error


def _kind(start: str) -> str:
    """Tell the kind of a document from its beginning: its first element that says anything."""
    if start.startswith(("{", "[")):
        return "feed"
    if not start.startswith("<"):
        return "text"
    for found in _ROOT.finditer(start, 0, 4_096):
        name = found[1].lower()
        if name in ("rss", "feed", "rdf"):
            return "feed"
        if name in ("urlset", "sitemapindex"):
            return "sitemap"
        if name == "opml":
            return "opml"
        return "page"
    return "page"


def _of_feed(body: bytes, url: str, content_type: str | None) -> Discovery:
    feed = parse_feed(body, url, content_type)
    return Discovery(
        links=_each_once(feed.links),
        errors=feed.errors,
        title=feed.title or None,
        language=feed.language,
    )


def _of_text(body: bytes, url: str, content_type: str | None) -> Discovery:
    """A list of URLs, if every line names one; else a text that is an article itself."""
    found = parse_list(decode(body, content_type))
    if found.urls and len(found.errors) * 10 <= len(found.urls):
        return Discovery(tuple(Link(address) for address in found.urls), errors=found.errors)
    return Discovery((Link(url),), is_article=True)


def _of_page(head: str, url: str) -> Discovery:
    """An article page offers itself; a front page offers the feeds that it names."""
    feeds = tuple(feed for feed in _named_feeds(head, url) if feed != url)
    if not feeds or _is_article(head, url):
        return Discovery((Link(url),), is_article=True)
    return Discovery(nested=feeds[:1])


def _is_article(head: str, url: str) -> bool:
    """Whether a page with feeds is an article and no front page or section.

    The page's own word (Open Graph, schema.org) counts; a page that says nothing is taken for
    an article unless it is the root of its site.
    """
    if url and not urlsplit(url).path.strip("/"):
        return False
    said = _META_TYPE.search(head)
    if said is not None:
        return said[1].lower() in ("article", "news", "blog_post", "story")
    return bool(_SAYS_ARTICLE.search(head)) or head.lower().count("<article") <= 1


def _named_feeds(head: str, url: str) -> list[str]:
    """The feeds that a page names (https://www.rssboard.org/rss-autodiscovery), in its order."""
    feeds: dict[str, None] = {}
    for tag in _LINK_TAG.findall(head):
        if len(tag) > _MAX_TAG:
            continue
        said = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(tag)
        }
        if "alternate" not in said.get("rel", "").lower().split():
            continue
        if said.get("type", "").split(";")[0].strip().lower() not in _FEED_TYPES:
            continue
        try:
            address = web_url(urljoin(url, said.get("href", "").strip()))
        except ValueError:
            address = None
        if address is not None and "/comments/" not in address:
            feeds[address] = None
    return list(feeds)


def _each_once(links: tuple[Link, ...]) -> tuple[Link, ...]:
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())
