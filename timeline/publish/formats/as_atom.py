"""Atom (RFC 4287): what is new or changed first; `updated` moves only when a reader sees a change.

Written with lxml: the kept Atom libraries either cannot set `updated` per entry apart from the
feed's or have not seen a release for years, and the format is forty lines.
"""

from __future__ import annotations

import re

from lxml import etree

from timeline.publish.formats.records import Export, said_of
from timeline.publish.records import EventRow

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
EDTF = "https://www.loc.gov/standards/datetime/"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Replace what XML 1.0 and iCalendar cannot hold (control characters, lone surrogates)."""
    return _FORBIDDEN.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def write(export: Export) -> str:
    """Write the export as a feed."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "dt": EDTF})
    _add(feed, "id", f"urn:x-timeline:feed:{_path(export.url)}")
    _add(feed, "title", export.title)
    _add(feed, "updated", _updated(export))
    _add(feed, "link", rel="self", type="application/atom+xml", href=export.self_url)
    _add(feed, "link", rel="alternate", type="text/html", href=export.url)
    _add(_add(feed, "author"), "name", "timeline")
    if len(export.events) < export.total:
        _add(feed, "subtitle", f"The last {len(export.events)} changed of {export.total} events")
    for event in export.events:
        _entry(feed, event, export)
    for gone in export.retracted:
        entry = _add(feed, "entry")
        _add(entry, "id", entry_id(gone.key))
        _add(entry, "title", f"Taken back: {gone.title or gone.key}")
        _add(entry, "updated", gone.at)
        _add(entry, "link", rel="alternate", type="text/html", href=export.link(gone.key))
        _add(entry, "content", f"Not told any more: {gone.reason}.", type="text")
    text: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text.decode("utf-8")


def _updated(export: Export) -> str:
    """When anything in the feed changed; of an empty feed, when the database did."""
    instants = [event.changed_at for event in export.events]
    instants += [gone.at for gone in export.retracted]
    return max(instants, default=export.read_at)


def _path(url: str) -> str:
    """The part of a page's URL that is the same wherever it is served."""
    return url.split("/", 3)[-1]


def entry_id(key: str) -> str:
    """The permanent id of an event's entry, wherever it is served."""
    return f"urn:x-timeline:event:{key}"


def _entry(feed: etree._Element, event: EventRow, export: Export) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", entry_id(event.key))
    _add(entry, "title", f"{event.words}: {event.title}")
    _add(entry, "updated", event.changed_at)
    _add(entry, "published", event.first_read_at)
    _add(entry, "link", rel="alternate", type="text/html", href=export.link(event.key))
    _add(entry, "category", term=event.modality)
    date = etree.SubElement(entry, f"{{{EDTF}}}edtf")
    date.text = event.edtf
    lines = [f"{event.title}.", f"{said_of(event)}."]
    if event.publishers:
        lines.append(f"Told by {', '.join(event.publishers[:10])}.")
    _add(entry, "content", "\n".join(lines), type="text")


def _add(parent: etree._Element, name: str, text: str | None = None, **said: str) -> etree._Element:
    attributes = {key: clean(value) for key, value in said.items()}
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text is not None:
        element.text = clean(text)
    return element
