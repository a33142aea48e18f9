"""TimelineJS3 JSON (https://timeline.knightlab.com/docs/json-format.html).

It needs a start for each event: of a date with an open side it is the known end, and
`display_date` says "since", "until" or "by". A coarse date keeps its coarseness: a year has no
month. Titles are HTML there, so ours are escaped.
"""

from __future__ import annotations

from html import escape
from typing import Any

from timeline.edtf import civil, parse
from timeline.errors import EDTFError
from timeline.publish.formats.as_json import dump
from timeline.publish.formats.records import Export, said_of
from timeline.publish.records import EventRow
from timeline.publish.wording import count

CONTENT_TYPE = "application/json; charset=utf-8"
_UNITS = {"year": 1, "month": 2, "day": 3}


def write(export: Export) -> str:
    """Write the export as the JSON that TimelineJS loads."""
    slides = [slide for event in export.events if (slide := _slide(event, export)) is not None]
    words = count(export.total, "event")
    if len(export.events) < export.total:
        words = f"The {len(export.events):,} most reported of {words}"
    return dump(
        {
            "title": {
                "text": {
                    "headline": escape(export.title),
                    "text": f'{words}. <a href="{escape(export.url)}">Sources</a>',
                },
                "unique_id": "timeline",
            },
            "scale": "human",
            "events": slides,
        }
    )


def _slide(event: EventRow, export: Export) -> dict[str, Any] | None:
    try:
        value = parse(event.edtf)
    except EDTFError:
        return None
    first, last = value.earliest_day, value.latest_day
    start = first if first is not None else last
    if start is None:
        return None
    unit = {"day": "day", "weekend": "day", "week": "day", "month": "month"}.get(
        value.granularity, "day" if value.kind != "date" else "year"
    )
    if value.kind != "date":
        unit = "day"
    elif value.granularity in ("season", "quarter", "half"):
        unit = "month"
    link = escape(export.link(event.key))
    slide: dict[str, Any] = {
        "start_date": {**_date(start, unit), "display_date": event.words},
        "display_date": event.words,
        "text": {
            "headline": escape(event.title),
            "text": f'<p>{escape(said_of(event))}.</p><p><a href="{link}">Sources</a></p>',
        },
        "group": event.modality,
        "unique_id": event.key,
        "edtf": event.edtf,
    }
    if first is not None and last is not None and first != last:
        slide["end_date"] = _date(last, unit)
    return slide


def _date(day: int, unit: str) -> dict[str, str]:
    parts = dict(zip(("year", "month", "day"), civil(day), strict=True))
    return {name: str(parts[name]) for name in list(parts)[: _UNITS[unit]]}
