"""An event as schema.org Event (JSON-LD), for search engines."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from timeline.publish.listing import html_datetime
from timeline.publish.records import EventRow, Place


def json_ld(event: EventRow, url: str) -> Markup:
    """The event as schema.org Event: only the dates that the sources give, no closer ones."""
    start, _, end = event.edtf.partition("/")
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Event", "@id": url, "url": url,
        "name": event.title,
    }  # fmt: skip
    if html_datetime(start):
        data["startDate"] = start
        data["endDate"] = end if end and html_datetime(end) else start
    if event.places:
        data["location"] = [_place(place) for place in event.places[:5]]
    if event.modality in ("planned", "possible"):
        data["eventStatus"] = "https://schema.org/EventScheduled"
    if event.language:
        data["inLanguage"] = event.language
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704


def _place(place: Place) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Place", "name": place.name}
    if place.latitude is not None and place.longitude is not None:
        data["geo"] = {
            "@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude,
        }  # fmt: skip
    return data
