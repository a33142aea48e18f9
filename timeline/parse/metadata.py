"""Title, authors, publisher, canonical URL and the rest, each by its own short cascade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from timeline.parse.jsonld import JsonLd, as_text, names
from timeline.parse.meta import Meta, one_line

MAX_TITLE = 500
_SEPARATOR = re.compile(r"\s+[|–—•·»«‹›:/-]+\s+|\s*[|»«]\s*")
_NOT_ALNUM = re.compile(r"[\W_]+")
_AUTHOR_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author", "byl",
)  # fmt: skip
_TRUTH = {"true": True, "false": False}


def find_title(root: HtmlElement, url: str, ld: JsonLd, meta: Meta) -> str:
    """The headline: JSON-LD, Open Graph, the one `<h1>`, else the longest part of `<title>`.

    A leading or trailing segment goes only if it is the site's name or host (https://ogp.me:
    `og:title` is the title of the object itself).

    Returns:
        One line of at most `MAX_TITLE` characters; empty if there is none.
    """
    sites = _site_names(url, ld, meta)
    declared = (
        _ld_headline(ld),
        meta.first("og:title"),
        meta.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline"),
    )
    for raw in declared:
        title = strip_site(one_line(raw), sites)
        if title and _bare(title) not in sites:
            return _cut(title)
    for heading in _headings(root):
        if _bare(heading) not in sites:
            return _cut(heading)
    element = root.find(".//title")
    whole = one_line("".join(element.itertext())) if element is not None else ""
    stripped = strip_site(whole, sites)
    if stripped != whole:
        return _cut(stripped)
    return _cut(max(_SEPARATOR.split(whole), key=len))


def strip_site(title: str, sites: frozenset[str]) -> str:
    """Take the site's name off either end of a title."""
    for _ in range(2):
        cuts = list(_SEPARATOR.finditer(title))
        if cuts and _bare(title[cuts[-1].end() :]) in sites:
            title = title[: cuts[-1].start()].strip()
        elif cuts and _bare(title[: cuts[0].start()]) in sites:
            title = title[cuts[0].end() :].strip()
        else:
            break
    return title


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


def find_canonical(url: str, meta: Meta) -> str:
    """The page's own idea of its address, where it stays on the same site; else the given one.

    RFC 6596; one that points at the site's front page from a deeper address is a known mistake
    and not believed.
    """
    asked = urlsplit(url)
    for raw in (*meta.links.get("canonical", ()), *meta.values.get("og:url", ())):
        try:
            parts = urlsplit(urljoin(url, raw))
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        if _site(parts.hostname) != _site(asked.hostname or parts.hostname):
            continue
        if parts.path in ("", "/") and asked.path not in ("", "/"):
            continue
        return str(parts._replace(fragment="").geturl())
    return asked._replace(fragment="").geturl()


def find_publisher(url: str, ld: JsonLd, meta: Meta) -> str | None:
    """The publisher's name for people, else the host."""
    for node in ld.articles:
        for name in names(node.get("publisher")):
            if not name.startswith("http"):
                return one_line(name)[:200]
    named = meta.first("og:site_name", "application-name", "publisher", "dc.publisher")
    return (named or "")[:200] or _host(url) or None


def find_section(ld: JsonLd, meta: Meta) -> str | None:
    """The section of the paper, if it is said."""
    said = ld.first("articleSection") or meta.first("article:section", "parsely-section", "section")
    return one_line(said)[:200] or None


def find_image(url: str, ld: JsonLd, meta: Meta) -> str | None:
    """Absolute http(s) URL of the lead image."""
    for raw in (meta.first("og:image", "og:image:url", "twitter:image"), _ld_image(ld)):
        if not raw:
            continue
        try:
            found = urljoin(url, raw)
            if urlsplit(found).scheme in ("http", "https"):
                return found[:2000]
        except ValueError:
            continue
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


def _ld_headline(ld: JsonLd) -> str | None:
    """The headline of the first article node that has one."""
    for node in ld.articles:
        text = as_text(node.get("headline"))
        if text:
            return text
    return None


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


def _headings(root: HtmlElement) -> Iterator[str]:
    """Texts of the `<h1>` elements, those marked as headline first."""
    found = [(e, one_line(" ".join(e.itertext()))) for e in root.iter("h1")]
    found = [(e, text) for e, text in found if text]
    marked = [t for e, t in found if "headline" in (e.get("itemprop") or "")]
    yield from marked
    yield from (t for _, t in found)


def _people(raw: Iterable[str]) -> tuple[str, ...]:
    """Clean, cut and deduplicate names; URLs and handles are no names."""
    seen: dict[str, None] = {}
    for text in raw:
        name = one_line(text).strip(" ,;|")
        if 2 <= len(name) <= 120 and "http" not in name and "@" not in name:
            seen.setdefault(name)
    return tuple(seen)[:20]


def _site_names(url: str, ld: JsonLd, meta: Meta) -> frozenset[str]:
    """What the site is called: its declared name, its host with and without `www`."""
    host = _host(url)
    labels = host.split(".")
    said = [
        meta.first("og:site_name"),
        meta.first("application-name"),
        host,
        f"www.{host}",
        ".".join(labels[:-1]),
        labels[-2] if len(labels) > 1 else host,
    ]
    for node in ld.articles[:1]:
        said.extend(names(node.get("publisher")))
    return frozenset(bare for bare in (_bare(s or "") for s in said) if bare)


def _bare(text: str) -> str:
    """Letters and digits only, folded, for comparing names."""
    return _NOT_ALNUM.sub("", text.casefold())


def _host(url: str) -> str:
    """The host without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _site(host: str) -> str:
    """The last two labels of a host, three where the second is short (`co.uk`)."""
    labels = host.lower().split(".")
    if labels[-1].isdigit():
        return host
    keep = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def _cut(title: str) -> str:
    """At most `MAX_TITLE` characters, cut at a space."""
    if len(title) <= MAX_TITLE:
        return title
    return title[:MAX_TITLE].rsplit(" ", 1)[0]
