"""OPML 2.0 (http://opml.org/spec2.opml) of the feeds that are read."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from timeline.publish.formats.as_atom import clean

CONTENT_TYPE = "text/x-opml; charset=utf-8"


def write(title: str, feeds: Iterable[tuple[str, str, str | None]]) -> str:
    """Write feeds (title, address, publisher) as a subscription list."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(title)
    body = etree.SubElement(root, "body")
    for name, url, _ in feeds:
        etree.SubElement(
            body, "outline", type="rss", text=clean(name), title=clean(name), xmlUrl=clean(url)
        )
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode("utf-8")
