"""Feeds to links: RSS 0.9x/2.0, RDF (RSS 1.0) and Atom here, JSON Feed by `jsonfeed`.

Sources: https://www.rssboard.org/rss-specification, RFC 4287 (Atom), RFC 5005 (paging),
https://www.jsonfeed.org/version/1.1/, WebSub (hub).
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from timeline.errors import ParseError
from timeline.models import Link
from timeline.parse.encoding import decode
from timeline.parse.feedmodel import (
    MAX_ERRORS,
    MAX_ITEMS,
    MAX_SUMMARY,
    MAX_TITLE,
    Feed,
    FeedKind,
    own_address,
    without_repeated_ids,
)
from timeline.parse.fragments import plain_text, plain_title
from timeline.parse.jsonfeed import parse_json_feed
from timeline.parse.stamps import read_stamp
from timeline.parse.urls import absolute
from timeline.parse.xml import (
    chunks,
    local_name,
    namespace,
    parse_xml,
    web_year,
    xml_text,
)

_MOST_CHILDREN = 300
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ROOTS: dict[str, FeedKind] = {"rss": "rss", "rdf": "rdf", "feed": "atom"}


def parse_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """Read a feed of any kind; one broken item costs that item alone.

    Args:
        body: decoded of its Content-Encoding.
        url: the feed's address, against which its links are resolved.
        content_type: the HTTP header (its charset counts; its type does not).

    Returns:
        The feed. Identifiers that occur more than once in it are dropped, since they identify
        nothing. Dates that cannot be read, or are no year of the web, are None.

    Raises:
        ParseError: `not-a-feed`, `too-large`, `empty`, `entities`.
    """
    start = decode(body[:64], content_type).lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return parse_json_feed(body, url, content_type)
    text = xml_text(body, content_type)
    root = parse_xml(text)
    errors: list[str] = []
    if root is None:
        errors.append("feed is not well-formed XML; its items were read one by one")
        root, items = _salvage(text)
    else:
        items = [e for e in root.iter() if local_name(e) in ("item", "entry")]
    kind = _ROOTS.get(local_name(root)) if root is not None else None
    if root is None or kind is None:
        raise ParseError("document is not a feed", reason="not-a-feed")
    return _assemble(kind, _container(root), items, url, errors)


def _assemble(
    kind: FeedKind, head: etree._Element, items: list[etree._Element], url: str, errors: list[str]
) -> Feed:
    """Make a feed of its head and items."""
    if len(items) > MAX_ITEMS:
        errors.append(f"feed has {len(items)} items; only the first {MAX_ITEMS} were read")
    links: list[Link] = []
    for number, item in enumerate(items[:MAX_ITEMS], 1):
        try:
            links.append(_read_item(item, url))
        except ParseError as error:
            errors.append(f"item {number}: {error}")
    related = _related(head)
    language = _text(head, "language") or head.get(_XML_LANG)
    return Feed(
        kind=kind,
        title=plain_title(_text(head, "title") or "")[:MAX_TITLE],
        links=without_repeated_ids(links),
        home=absolute(url, related.get("alternate") or _text(head, "link")),
        next=absolute(url, related.get("next")),
        hub=absolute(url, related.get("hub")),
        language=language,
        errors=tuple(errors[:MAX_ERRORS]),
    )


def _container(root: etree._Element) -> etree._Element:
    """The element that holds the feed's own title: `<channel>` or the root."""
    for child in root:
        if local_name(child) == "channel":
            return child
    return root


def _salvage(text: str) -> tuple[etree._Element | None, list[etree._Element]]:
    """Read head and items of a document that is not well-formed."""
    first = re.search(r"<(?:\w+:)?(?:item|entry)[\s>]", text, re.I)
    root = parse_xml(text[: first.start() if first else 50_000], recover=True)
    if root is None or local_name(root) not in _ROOTS:
        return None, []
    items: list[etree._Element] = []
    for number, chunk in enumerate(chunks(text, "item|entry")):
        if number > MAX_ITEMS:
            break
        item = parse_xml(chunk)
        item = parse_xml(chunk, recover=True) if item is None else item
        if item is not None:
            items.append(item)
    return root, items


def _read_item(item: etree._Element, base: str) -> Link:
    """One `<item>` or `<entry>`."""
    base = urljoin(base, item.get(_XML_BASE) or "")
    identifier = _text(item, "guid", "id")
    address = _item_address(item, base, identifier)
    title = plain_title(_text(item, "title") or "")[:MAX_TITLE]
    summary = _markup(item, "description", "summary", "subtitle")
    content = _markup(item, "encoded", "content")
    text = plain_text(content) if content else None
    teaser = plain_text(summary) if summary else None
    if not (address or title or text or teaser):
        raise ParseError("it has neither link, title nor text", reason="empty")
    if not address:
        address = own_address(base, identifier, title, text or teaser)
    return Link(
        url=address,
        id=(identifier or "")[:1000] or None,
        title=title or None,
        published=_date(item, "pubdate", "published", "issued", "date", "created"),
        updated=_date(item, "updated", "modified", "lastmod"),
        summary=" ".join((teaser or "").split())[:MAX_SUMMARY] or None,
        text=text or None,
        language=_text(item, "language") or item.get(_XML_LANG),
        author=_author(item),
    )


def _item_address(item: etree._Element, base: str, identifier: str | None) -> str | None:
    """The article's URL: FeedBurner's original, the alternate link, `rdf:about`, a permalink."""
    related = _related(item)
    permalink = next(
        (
            e.get("isPermaLink", "true").lower()
            for e in islice(item, _MOST_CHILDREN)
            if local_name(e) == "guid"
        ),
        "false",
    )
    candidates = [
        _text(item, "origlink"),
        related.get("alternate"),
        _text(item, "link"),
        next((v for k, v in item.attrib.items() if k.endswith("}about")), None),
        identifier if permalink == "true" else None,
    ]
    for candidate in candidates:
        found = absolute(base, candidate)
        if found:
            return found
    return None


def _related(element: etree._Element) -> dict[str, str]:
    """`<link rel href>` children (Atom's, wherever they stand): rel → href, the first of each."""
    found: dict[str, str] = {}
    for child in islice(element, _MOST_CHILDREN):
        href = child.get("href") if local_name(child) == "link" else None
        if href:
            rel = (child.get("rel") or "alternate").lower().rsplit("/", 1)[-1]
            kind = (child.get("type") or "text/html").lower()
            if rel == "alternate" and "html" not in kind and rel in found:
                continue
            found.setdefault(rel, href)
    return found


def _text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child with one of the names, media extensions apart."""
    for name in names:
        for child in islice(element, _MOST_CHILDREN):
            if local_name(child) == name and "search.yahoo.com" not in namespace(child):
                text = "".join(child.itertext()).strip()
                if text:
                    return text
    return None


def _markup(element: etree._Element, *names: str) -> str | None:
    """Like `_text`, but XHTML children (Atom `type=xhtml`) keep their tags."""
    for name in names:
        for child in islice(element, _MOST_CHILDREN):
            if local_name(child) != name or "search.yahoo.com" in namespace(child):
                continue
            if len(child):
                return str(
                    etree.tostring(child, encoding="unicode", method="html", with_tail=False)
                )
            if (child.text or "").strip():
                return str(child.text)
    return None


def _date(element: etree._Element, *names: str) -> str | None:
    """The first stamp that can be read and is a year of the web."""
    for name in names:
        for child in islice(element, _MOST_CHILDREN):
            if local_name(child) == name:
                stamp = web_year(read_stamp("".join(child.itertext())))
                if stamp:
                    return stamp
    return None


def _author(item: etree._Element) -> str | None:
    """`dc:creator`, Atom's `author/name`, or RSS's `address (name)`."""
    for child in islice(item, _MOST_CHILDREN):
        if local_name(child) == "author":
            name = _text(child, "name") or (child.text or "").strip()
            name = name.partition("(")[2].rstrip(" )") if "(" in name else name
            if name and "@" not in name:
                return " ".join(name.split())[:200]
    creator = _text(item, "creator")
    return " ".join(creator.split())[:200] if creator else None
