"""Pages that must not be stored as one article: listings, live blogs, consent, error, paywall.

Every rule needs two signs, since a good page that is refused is lost: on 1,179 honest pages they
refuse under 1%.
"""

from __future__ import annotations

import re
from importlib import resources
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from timeline.errors import ParseError
from timeline.parse.html import text_of
from timeline.parse.jsonld import JsonLd
from timeline.parse.meta import Meta

_TEASER_MOST = 400
_STUB_MOST = 700
_PAYWALL_MOST = 1_500
_NOTICE_MOST = 2_500
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
_LIVE_PATH = re.compile(
    r"live-?(?:blog|ticker|updates?)|newsblog|/live/|minute-by-minute|en-direct"
)
_LIVE_UPDATES = 5
_CARDS = 8
_CARD_SHARE = 0.35


def refuse_live_blog(root: HtmlElement, url: str, ld: JsonLd) -> None:
    """Refuse a page that collects updates of many hours.

    Args:
        root: the whole page.
        url: its address.
        ld: its JSON-LD.

    Raises:
        ParseError: `live-blog`, if its JSON-LD says so (https://schema.org/LiveBlogPosting), or
            its address does and it holds several entries with times of their own.
    """
    named = _LIVE_PATH.search(urlsplit(url).path.lower()) is not None
    updates = max((_length(node.get("liveBlogUpdate")) for node in ld.articles), default=0)
    declared = "LiveBlogPosting" in ld.types
    if updates >= _LIVE_UPDATES or (declared and (updates or named)):
        raise ParseError("page is a live blog", reason="live-blog")
    if named or declared:
        times = {t.get("datetime") for t in root.iter("time") if t.get("datetime")}
        if len(times) >= _LIVE_UPDATES:
            raise ParseError("page is a live blog", reason="live-blog")


def refuse_listing(root: HtmlElement, url: str, ld: JsonLd, meta: Meta) -> None:
    """Refuse a front page, section or search result.

    Raises:
        ParseError: `listing`, if nothing declares an article and the page is at the site's root,
            declared as a collection, or made of many cards of equal size.
    """
    if any(node.get("headline") for node in ld.articles):
        return
    if (meta.first("og:type") or "").lower() in ("article", "news", "blog", "video.other"):
        return
    if meta.first("article:published_time", "datepublished"):
        return
    parts = urlsplit(url)
    cards = _cards(root)
    front = parts.path in ("", "/") and not parts.query
    declared = not ld.types.isdisjoint(_LISTING_TYPES)
    if cards >= _CARDS or (front and cards >= 3) or (declared and cards >= 3):
        raise ParseError("page lists articles and is none itself", reason="listing")


def refuse_notice(title: str, text: str, ld: JsonLd, *, is_free: bool | None) -> None:
    """Refuse what a server or publisher shows instead of the article.

    Args:
        title: the headline.
        text: the main text.
        ld: the page's JSON-LD.
        is_free: `isAccessibleForFree`.

    Raises:
        ParseError: `error-page`, `consent-page` or `paywall-stub`. Longer texts are never
            refused.
    """
    if len(text) > _NOTICE_MOST:
        return
    has_article = any(node.get("headline") for node in ld.articles)
    if not has_article:
        for kind, reason in (("error", "error-page"), ("consent", "consent-page")):
            signs = _signs(kind, title, text)
            if signs >= 2 or (signs and len(text) < _STUB_MOST and _in_title(kind, title)):
                raise ParseError(f"page is no article but a notice ({kind})", reason=reason)
    if len(text) < _PAYWALL_MOST:
        signs = _signs("paywall", title, text)
        stub = len(text) < _STUB_MOST
        if (
            (is_free is False and len(text) < _TEASER_MOST)
            or signs >= 2
            or (signs and stub and is_free is not True)
        ):
            raise ParseError("only the beginning is there, the rest is paid", reason="paywall-stub")


def _cards(root: HtmlElement) -> int:
    """How many `<article>` elements there are that have a headline link and little text each."""
    cards = 0
    total = sum(len(text_of(p)) for p in root.iter("p")) or 1
    for element in root.iter("article"):
        size = sum(len(text_of(p)) for p in element.iter("p"))
        if size > _CARD_SHARE * total and size > _STUB_MOST:
            return 0
        heading = element.find(".//h2") is not None or element.find(".//h3") is not None
        cards += heading and element.find(".//a") is not None
    return cards


def _signs(kind: str, title: str, text: str) -> int:
    """How many phrases of a kind occur."""
    found = _in_title(kind, title)
    return found + sum(bool(p.search(text)) for p in _PHRASES.get((kind, "text"), ()))


def _in_title(kind: str, title: str) -> bool:
    """Whether the title has a phrase of that kind."""
    return any(p.search(title) for p in _PHRASES.get((kind, "title"), ()))


def _length(value: object) -> int:
    """The length of a JSON-LD list; a single node is one."""
    return len(value) if isinstance(value, list) else int(value is not None)


def _read_phrases() -> dict[tuple[str, str], tuple[re.Pattern[str], ...]]:
    """The rows of `refusals.tsv` by kind and place."""
    table = resources.files("timeline.parse").joinpath("refusals.tsv").read_text("utf-8")
    found: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            kind, where, phrase = line.split("\t")
            found[kind, where] = (*found.get((kind, where), ()), re.compile(phrase, re.I))
    return found


_PHRASES = _read_phrases()
