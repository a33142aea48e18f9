"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), which every feed reader exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from timeline.errors import ParseError
from timeline.parse.encoding import clean_controls
from timeline.parse.xml import local_name, parse_xml, xml_text
from timeline.sources.lists import web_url

MAX_OUTLINES = 20_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed in a list.

    Attributes:
        url: of the feed.
        title: its name for people.
        home: the site that it belongs to.
        language: as the list says it.
    """

    url: str
    title: str | None = None
    home: str | None = None
    language: str | None = None


def parse_opml(body: bytes) -> tuple[Subscription, ...]:
    """Read the feeds of an OPML file, in its order, whatever folders they lie in.

    Args:
        body: the file.

    Returns:
        The feeds, each URL once. Outlines that are no feed (folders, notes) are left out.

    Raises:
        ParseError: `not-opml`.
    """
    text = xml_text(body)
    root = parse_xml(text)
    if root is None:
        root = parse_xml(text, recover=True)
    if root is None or local_name(root) != "opml":
        raise ParseError("this is no OPML file", reason="not-opml")
    found: dict[str, Subscription] = {}
    for number, outline in enumerate(root.iter()):
        if number > MAX_OUTLINES:
            break
        if not isinstance(outline.tag, str) or local_name(outline) != "outline":
            continue
        given = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        url = web_url(given.get("xmlurl", ""))
        if url is not None:
            found.setdefault(
                url,
                Subscription(
                    url,
                    title=given.get("title") or given.get("text") or None,
                    home=web_url(given.get("htmlurl", "")),
                    language=given.get("language") or None,
                ),
            )
    return tuple(found.values())


def write_opml(subscriptions: Iterable[Subscription], *, title: str) -> str:
    """Write feeds as an OPML 2.0 file.

    Args:
        subscriptions: in the order in which they are to be listed.
        title: of the list.

    Returns:
        The file's text, with XML declaration (`UTF-8`) and a newline at the end.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    for item in subscriptions:
        outline = etree.SubElement(body, "outline", type="rss")
        outline.set("text", _clean(item.title or item.url))
        if item.title:
            outline.set("title", _clean(item.title))
        outline.set("xmlUrl", _clean(item.url))
        if item.home:
            outline.set("htmlUrl", _clean(item.home))
        if item.language:
            outline.set("language", _clean(item.language))
    data = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return bytes(data).decode("utf-8")


def _clean(text: str) -> str:
    return clean_controls(text).encode("utf-8", "replace").decode("utf-8")
