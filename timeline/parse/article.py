"""One page to one `Article`."""

from __future__ import annotations

from datetime import date, timedelta

from lxml.html import HtmlElement

from timeline.errors import ParseError
from timeline.models import Article
from timeline.parse import language, metadata
from timeline.parse.fragments import plain_text
from timeline.parse.html import load_html
from timeline.parse.jsonld import JsonLd, as_text, read_json_ld
from timeline.parse.meta import read_meta
from timeline.parse.published import find_modified, find_published
from timeline.parse.refuse import refuse_listing, refuse_live_blog, refuse_notice
from timeline.parse.text import article_text, prune
from timeline.parse.title import MAX_TITLE, bare, find_title
from timeline.parse.written import is_dateline

_MIN_TEXT = 25
_HEAD_LINES = 4


def parse_article(
    body: bytes, url: str, content_type: str | None = None, *, fetched_at: str | None = None
) -> Article:
    """Read a news page.

    Args:
        body: the page, decoded of its Content-Encoding.
        url: the address that answered; resolves relative links and tells the host. Empty for a
            file.
        content_type: the HTTP header, if there was one.
        fetched_at: ISO 8601; no page is taken to be published more than a day later.

    Returns:
        The article; `url` is the canonical one, or None for a file that names none.

    Raises:
        ParseError: with a reason: `too-large`, `empty`, `not-html`, `no-text`, `listing`,
            `live-blog`, `consent-page`, `error-page`, `paywall-stub`.
    """
    root = load_html(body, content_type)
    ld, meta = read_json_ld(root), read_meta(root)
    refuse_live_blog(root, url, ld)
    refuse_listing(root, url, ld, meta)
    latest = date.fromisoformat(fetched_at[:10]) + timedelta(days=1) if fetched_at else None
    title = find_title(root, url, ld, meta)
    published, how = find_published(root, url, title, ld, meta, latest)
    authors = metadata.find_authors(root, ld, meta)
    text = _find_text(root, title, ld)
    is_free = metadata.find_is_free(ld, meta)
    refuse_notice(title, text, ld, is_free=is_free)
    spoken, spoken_how = language.detect(text, meta.said_language)
    return Article(
        title=title,
        text=text,
        url=metadata.find_canonical(url, meta),
        language=spoken,
        language_how=spoken_how,
        published=published,
        published_how=how,
        modified=find_modified(ld, meta),
        publisher=metadata.find_publisher(url, ld, meta),
        authors=authors,
        section=metadata.find_section(ld, meta),
        image=metadata.find_image(url, ld, meta),
        is_free=is_free,
        direction=meta.direction,
        summary=metadata.find_summary(ld, meta),
    )


def _find_text(root: HtmlElement, title: str, ld: JsonLd) -> str:
    """The page's text, unless JSON-LD has over twice as much of it; the tree is used up.

    Raises:
        ParseError: `no-text`.
    """
    bodies = (as_text(node.get("articleBody")) or "" for node in ld.articles)
    declared = plain_text(max(bodies, key=len, default=""))
    prune(root)
    found = article_text(root, declared)
    text = _body(declared if len(declared) > 2 * len(found) else found, title)
    if len(text) < _MIN_TEXT:
        raise ParseError("page holds no text of an article", reason="no-text")
    return text


def _body(text: str, title: str) -> str:
    """The text without the headline and dateline that it may begin or end with."""
    lines = text.split("\n")
    wanted = bare(title)
    ends = {*range(_HEAD_LINES), len(lines) - 2, len(lines) - 1}
    furniture = {
        number
        for number in ends
        if 0 <= number < len(lines)
        and len(lines[number]) <= MAX_TITLE
        and (bare(lines[number]) == wanted or is_dateline(lines[number]))
    }
    return "\n".join(line for number, line in enumerate(lines) if number not in furniture)
