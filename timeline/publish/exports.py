"""Reads what an export holds: a selection, a topic or an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeline.publish import large
from timeline.publish.addresses import Gone
from timeline.publish.evidence import claims, history
from timeline.publish.formats import (
    as_atom,
    as_csv,
    as_geojson,
    as_ics,
    as_json,
    as_timelinejs,
)
from timeline.publish.formats.records import Export, Retracted
from timeline.publish.pages.rows import everything, past_cursor
from timeline.publish.reading import Reader
from timeline.publish.records import BY_DATE, MOST_REPORTED, EventRow, events_where
from timeline.publish.selection import Selection

WRITERS = {
    "json": as_json, "csv": as_csv, "ics": as_ics, "atom": as_atom,
    "timelinejs": as_timelinejs, "geojson": as_geojson,
}  # fmt: skip
_PAGED = {"json": 500, "csv": 1000, "geojson": 500}
_CHOSEN = {"ics": 1000, "timelinejs": 500, "atom": 100}
_ORDERS = {
    "ics": MOST_REPORTED,
    "timelinejs": MOST_REPORTED,
    "atom": "e.changed_at DESC, e.key DESC",
}
_TOLD_FOR_DAYS = 90
_MOST_RETRACTED = 200


def selection_export(
    reader: Reader,
    selection: Selection,
    ending: str,
    title: str,
    page_url: str,
    export_url: str,
    link: Callable[[str], str],
    today: date,
) -> Export:
    """Read a selection for a format.

    JSON, CSV and GeoJSON come in pages with a cursor, by date. A calendar and TimelineJS get
    the most reported events, a feed those that changed last; they say how many there are.

    Args:
        reader: reads the database.
        selection: which events.
        ending: the format.
        title: of the selection.
        page_url: absolute URL of its page.
        export_url: absolute URL of the export, without a query.
        link: makes the absolute URL of an event's page out of its key.
        today: for how long retracted events are told.
    """
    events, next_url = _chosen(reader, selection, ending, export_url)
    whole = selection.when is None and not selection.filtered
    return Export(
        title=title,
        url=page_url,
        self_url=selection.at(export_url),
        link=link,
        events=events,
        total=large.count_all(reader, selection),
        read_at=_read_at(reader),
        next_url=next_url,
        retracted=_retracted(reader, today) if whole and ending in ("ics", "atom") else (),
    )


def _chosen(
    reader: Reader, selection: Selection, ending: str, export_url: str
) -> tuple[list[EventRow], str | None]:
    """The events of an export, and the URL of its next page where it comes in pages."""
    where = everything(selection)
    size = _PAGED.get(ending)
    if size is None:
        return events_where(reader, where, _ORDERS[ending], _CHOSEN[ending]), None
    where = past_cursor(where, replace(selection, sort=None), by_sources=False)
    events = events_where(reader, where, BY_DATE, size + 1)
    if len(events) <= size:
        return events, None
    cursor = f"{events[size - 1].day}.{events[size - 1].key}"
    return events[:size], selection.but(after=cursor, show=None, sort=None).at(export_url)


def event_export(
    reader: Reader, event: EventRow, url: str, self_url: str, link: Callable[[str], str]
) -> Export:
    """Read one event for a format, with up to 500 of its sentences."""
    found = claims(reader, event, all_sentences=True)
    return Export(
        title=event.title,
        url=url,
        self_url=self_url,
        link=link,
        events=[event],
        total=1,
        read_at=event.changed_at,
        claims=found,
        history=history(reader, event.key),
    )


def gone_export(
    key: str, gone: Gone, url: str, self_url: str, link: Callable[[str], str]
) -> Export:
    """Tell the subscribers of one event that it is gone."""
    at = gone.at or "1970-01-01T00:00:00Z"
    event = gone.event
    told = Retracted(
        key, at, gone.reason,
        title=event.title if event else None,
        edtf=event.edtf if event else None,
        sequence=event.sequence + 1 if event else 1,
    )  # fmt: skip
    return Export("Taken back", url, self_url, link, [], 0, at, retracted=[told])


def _read_at(reader: Reader) -> str:
    at = reader.value(
        "SELECT max(at) FROM (SELECT max(started_at) AS at FROM ingest_runs"
        " UNION ALL SELECT max(changed_at) FROM events)"
    )
    return at or "1970-01-01T00:00:00Z"


def _retracted(reader: Reader, today: date) -> list[Retracted]:
    """Events that went within three months: merged away, retracted or hidden.

    The `+` lets SQLite look for the few hidden ones and not at all that changed of late.
    """
    since = (
        datetime.combine(today, datetime.min.time()) - timedelta(days=_TOLD_FOR_DAYS)
    ).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = reader.rows(
        "SELECT r.old_key, r.at, r.why, n.title, n.edtf, r.new_key, 1 FROM event_redirects r"
        " LEFT JOIN events n ON n.key = r.new_key WHERE r.at >= ? ORDER BY 2 DESC, 1 LIMIT ?",
        (since, _MOST_RETRACTED),
    )
    rows += reader.rows(
        "SELECT key, changed_at, 'it was hidden by a correction', title, edtf, NULL, sequence + 1"
        " FROM events WHERE state = 'hidden' AND +changed_at >= ?"
        " ORDER BY +changed_at DESC, key LIMIT ?",
        (since, _MOST_RETRACTED),
    )
    rows.sort(key=lambda row: row[0])
    rows.sort(key=lambda row: row[1], reverse=True)
    return [Retracted(*row) for row in rows[:_MOST_RETRACTED]]
