"""Authors, publisher, canonical URL and the rest, each by its own short cascade."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from timeline.parse.jsonld import JsonLd, as_text, names
from timeline.parse.meta import Meta, one_line
from timeline.parse.title import host_of
from timeline.parse.urls import absolute

_AUTHOR_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author", "byl",
)  # fmt: skip
_TRUTH = {"true": True, "false": False}


def find_authors(root: HtmlElement, ld: JsonLd, meta: Meta) -> tuple[str, ...]:
    """Names of authors: JSON-LD, meta, `rel=author`, `itemprop=author`."""
    for node in ld.articles:
        found = _people(names(node.get("author") or node.get("creator")))
        if found:
            return found
    found = _people(meta.all(*_AUTHOR_META))
    if found:
        return found
    marked = [
        "".join(e.itertext())
        for e in root.iter("a", "span", "div", "p", "address")
        if "author" in (e.get("rel") or "").split() or "author" in (e.get("itemprop") or "").split()
    ]
    return _people(marked[:10])


def find_canonical(url: str, meta: Meta) -> str | None:
    """The page's own idea of its address, where it stays on the same site; else the given one.

    RFC 6596; one that points at the site's front page from a deeper address is a known mistake
    and not believed. A page without an address (a file) is believed; it may have none.
    """
    asked = urlsplit(url)
    for raw in (*meta.links.get("canonical", ()), *meta.values.get("og:url", ())):
        found = absolute(url, raw)
        if not found:
            continue
        parts = urlsplit(found)
        if asked.hostname and _site(parts.hostname or "") != _site(asked.hostname):
            continue
        if parts.path in ("", "/") and asked.path not in ("", "/"):
            continue
        return str(parts._replace(fragment="").geturl())
    return asked._replace(fragment="").geturl() if asked.hostname else None


def find_publisher(url: str, ld: JsonLd, meta: Meta) -> str | None:
    """The publisher's name for people, else the host."""
    for node in ld.articles:
        for name in names(node.get("publisher")):
            if not name.startswith("http"):
                return one_line(name)[:200]
    named = meta.first("og:site_name", "application-name", "publisher", "dc.publisher")
    return (named or "")[:200] or host_of(url) or None


def find_section(ld: JsonLd, meta: Meta) -> str | None:
    """The section of the paper, if it is said."""
    said = ld.first("articleSection") or meta.first("article:section", "parsely-section", "section")
    return one_line(said)[:200] or None


def find_image(url: str, ld: JsonLd, meta: Meta) -> str | None:
    """Absolute http(s) URL of the lead image."""
    for raw in (meta.first("og:image", "og:image:url", "twitter:image"), _ld_image(ld)):
        found = absolute(url, raw)
        if found:
            return found
    return None


def find_summary(ld: JsonLd, meta: Meta) -> str | None:
    """The teaser that the page gives."""
    said = meta.first("og:description", "description", "twitter:description")
    return one_line(said or ld.first("description"))[:2000] or None


def find_is_free(ld: JsonLd, meta: Meta) -> bool | None:
    """`isAccessibleForFree` of the article, else `article:content_tier`."""
    for node in (*ld.articles, *ld.pages):
        value = node.get("isAccessibleForFree")
        if isinstance(value, bool):
            return value
        word = (as_text(value) or "").lower().rsplit("/", 1)[-1]
        if word in _TRUTH:
            return _TRUTH[word]
    tier = (meta.first("article:content_tier") or "").lower()
    return {"free": True, "locked": False, "metered": True}.get(tier)


def _ld_image(ld: JsonLd) -> str | None:
    """The first image URL of the article nodes."""
    for node in ld.articles:
        image = node.get("image") or node.get("thumbnailUrl")
        first = image[0] if isinstance(image, list) and image else image
        if isinstance(first, dict):
            first = first.get("url") or first.get("contentUrl")
        text = as_text(first)
        if text:
            return text
    return None


def _people(raw: Iterable[str]) -> tuple[str, ...]:
    """Clean, cut and deduplicate names; URLs and handles are no names."""
    seen: dict[str, None] = {}
    for text in raw:
        name = one_line(text).strip(" ,;|")
        if 2 <= len(name) <= 120 and "http" not in name and "@" not in name:
            seen.setdefault(name)
    return tuple(seen)[:20]


def _site(host: str) -> str:
    """The last two labels of a host, three under `co.uk`, `com.br` and the like."""
    labels = host.lower().split(".")
    if labels[-1].isdigit():
        return host
    second_level = len(labels[-1]) == 2 and len(labels[-2:][0]) <= 3
    keep = 3 if second_level and len(labels) > 2 else 2
    return ".".join(labels[-keep:])
