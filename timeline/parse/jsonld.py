"""JSON-LD of a page: which node tells of the article, and what it says.

Source: https://schema.org/Article and its subtypes; Google's structured-data guide for
`datePublished`, `headline`, `isAccessibleForFree` (https://developers.google.com/search/docs/
appearance/structured-data/article).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

_MAX_NODES = 20_000
_MAX_SCRIPT = 2_000_000
_MAX_SCRIPTS = 60
_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|Recipe|ClaimReview"
    r"|AnalysisNewsArticle|CreativeWork)$"
)
_PAGE = frozenset({"WebPage", "ItemPage", "AboutPage", "VideoObject", "ImageGallery"})
_NOT_THE_ARTICLE = frozenset(
    {"comment", "itemListElement", "mentions", "isRelatedTo", "review", "citation", "hasPart",
     "relatedLink", "blogPost", "liveBlogUpdate", "publisher", "author", "image", "isPartOf",
     "about", "video", "potentialAction", "breadcrumb"}
)  # fmt: skip
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPERS = ("//", "<!--", "-->", "<![CDATA[", "]]>", ";")


@dataclass(frozen=True, slots=True)
class JsonLd:
    """What a page's JSON-LD blocks hold.

    Attributes:
        articles: nodes of an article type, the page's own first.
        pages: `WebPage` and the like.
        types: every `@type` that occurs at or near the top.
    """

    articles: tuple[Node, ...] = ()
    pages: tuple[Node, ...] = ()
    types: frozenset[str] = frozenset()

    def first(self, *keys: str) -> str | None:
        """The first non-empty text under one of the keys, articles before pages."""
        for key in keys:
            for node in (*self.articles, *self.pages):
                value = as_text(node.get(key))
                if value:
                    return value
        return None


def read_json_ld(root: HtmlElement) -> JsonLd:
    """Collect the article nodes of all JSON-LD scripts.

    Blocks that are no JSON are left out; depth, size and number of nodes are bounded.
    """
    articles: list[Node] = []
    pages: list[Node] = []
    types: set[str] = set()
    scripts = root.iter("script")
    blocks = (s.text for s in scripts if "ld+json" in (s.get("type") or "").lower())
    for number, block in enumerate(blocks):
        if number >= _MAX_SCRIPTS:
            break
        for node in _nodes(_load(block or "")):
            names = node_types(node)
            types.update(names)
            if any(_ARTICLE.search(name) for name in names):
                articles.append(node)
            elif not names.isdisjoint(_PAGE):
                pages.append(node)
    articles.sort(key=lambda n: not (n.get("headline") and n.get("datePublished")))
    return JsonLd(tuple(articles), tuple(pages), frozenset(types))


def node_types(node: Node) -> set[str]:
    """The local names of a node's `@type`."""
    kinds = node.get("@type")
    if isinstance(kinds, str):
        kinds = [kinds]
    if not isinstance(kinds, list):
        return set()
    return {k.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for k in kinds if isinstance(k, str)}


def as_text(value: Any) -> str | None:
    """A JSON-LD value as text: the string itself, its `@value`, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id")
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    return html.unescape(text) if "&" in text else text


def names(value: Any) -> Iterator[str]:
    """The names of one or more `Person`, `Organization` or plain strings."""
    for item in value if isinstance(value, list) else [value]:
        inner = item.get("name") if isinstance(item, dict) else item
        for name in inner if isinstance(inner, list) else [inner]:
            text = as_text(name)
            if text:
                yield text


def _load(block: str) -> Any:
    """Read one script; None if it cannot be."""
    if len(block) > _MAX_SCRIPT:
        return None
    try:
        return json.loads(block, strict=False)
    except (ValueError, RecursionError):
        repaired = _TRAILING_COMMA.sub(r"\1", _unwrapped(block))
    try:
        return json.loads(repaired, strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(block: str) -> str:
    """A script without the comment and CDATA marks that old pages put around it."""
    text = block.strip()
    for _ in range(3):
        for mark in _WRAPPERS:
            text = text.removeprefix(mark).removesuffix(mark).strip()
    return text


def _nodes(data: Any) -> Iterator[Node]:
    """Walk breadth first through `@graph`, lists and nested nodes."""
    queue = [data]
    seen = 0
    while queue and seen < _MAX_NODES:
        following: list[Any] = []
        for value in queue:
            seen += 1
            if seen > _MAX_NODES:
                return
            if isinstance(value, list):
                following.extend(v for v in value if isinstance(v, dict | list))
            elif isinstance(value, dict):
                yield value
                following.extend(
                    v
                    for k, v in value.items()
                    if k not in _NOT_THE_ARTICLE and isinstance(v, dict | list)
                )
        queue = following
