"""GeoJSON (RFC 7946): events at places whose coordinates are known; the others are counted."""

from __future__ import annotations

from timeline.publish.formats.as_json import dump
from timeline.publish.formats.records import Export, event_data

CONTENT_TYPE = "application/geo+json; charset=utf-8"


def write(export: Export) -> str:
    """Write the export as a feature collection; `without_place` counts what has no feature."""
    features = []
    without = 0
    for event in export.events:
        known = [
            [place.longitude, place.latitude]
            for place in event.places
            if place.latitude is not None and place.longitude is not None
        ]
        if not known:
            without += 1
            continue
        one = len(known) == 1
        features.append(
            {
                "type": "Feature",
                "id": event.key,
                "geometry": {
                    "type": "Point" if one else "MultiPoint",
                    "coordinates": known[0] if one else known,
                },
                "properties": event_data(event, export.link),
            }
        )
    return dump(
        {
            "type": "FeatureCollection",
            "title": export.title,
            "total": export.total,
            "without_place": without,
            "next": export.next_url,
            "features": features,
        }
    )
