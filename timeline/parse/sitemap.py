"""Sitemaps and sitemap indexes, with Google's news extension.

Sources: https://www.sitemaps.org/protocol.html and
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from timeline.errors import ParseError
from timeline.models import Link
from timeline.parse.fragments import plain_title
from timeline.parse.stamps import read_stamp
from timeline.parse.urls import absolute
from timeline.parse.xml import chunks, local_name, parse_xml, web_year, xml_text

MAX_ENTRIES = 50_000
"""The protocol's own limit for one file."""
_MAX_ERRORS = 50


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists.

    Attributes:
        links: pages, in the file's order; `updated` is `lastmod`, `published` and `title` come
            from the news extension.
        sitemaps: other sitemaps (of an index), `updated` being their `lastmod`.
        errors: one line for each thing that was left out.
    """

    links: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    errors: tuple[str, ...] = ()


def parse_sitemap(body: bytes, url: str, content_type: str | None = None) -> Sitemap:
    """Read a `urlset` or a `sitemapindex`; one broken entry costs that entry alone.

    Args:
        body: decoded of gzip, if it was compressed.
        url: the sitemap's address.
        content_type: the HTTP header.

    Returns:
        The sitemap.

    Raises:
        ParseError: `not-a-sitemap`, `too-large`, `empty`, `entities`.
    """
    text = xml_text(body, content_type)
    root = parse_xml(text)
    errors: list[str] = []
    if root is None:
        errors.append("sitemap is not well-formed XML; its entries were read one by one")
        root = parse_xml(text[:2_000], recover=True)
        entries = list(_salvaged(text))
    else:
        entries = [e for e in root if local_name(e) in ("url", "sitemap")]
    if root is None or local_name(root) not in ("urlset", "sitemapindex"):
        raise ParseError("document is not a sitemap", reason="not-a-sitemap")
    if len(entries) > MAX_ENTRIES:
        errors.append(f"sitemap has {len(entries)} entries; only the first {MAX_ENTRIES} were read")
    links: list[Link] = []
    sitemaps: list[Link] = []
    for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
        link = _read_entry(entry, url)
        if link is None:
            errors.append(f"entry {number} has no http address")
        else:
            (sitemaps if local_name(entry) == "sitemap" else links).append(link)
    return Sitemap(tuple(links), tuple(sitemaps), tuple(errors[:_MAX_ERRORS]))


def _salvaged(text: str) -> Iterator[etree._Element]:
    """The entries of a file that is not well-formed."""
    for number, chunk in enumerate(chunks(text, "url|sitemap")):
        if number > MAX_ENTRIES:
            return
        entry = parse_xml(chunk)
        entry = parse_xml(chunk, recover=True) if entry is None else entry
        if entry is not None:
            yield entry


def _read_entry(entry: etree._Element, base: str) -> Link | None:
    """One `<url>` or `<sitemap>`."""
    values: dict[str, str] = {}
    for element in entry.iter():
        if len(element) == 0 and (element.text or "").strip():
            values.setdefault(local_name(element), str(element.text).strip())
    address = absolute(base, values.get("loc"))
    if address is None:
        return None
    return Link(
        url=address,
        title=plain_title(values.get("title", ""))[:500] or None,
        published=web_year(read_stamp(values.get("publication_date"))),
        updated=web_year(read_stamp(values.get("lastmod"))),
        language=values.get("language"),
    )
