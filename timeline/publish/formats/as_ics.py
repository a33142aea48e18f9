"""iCalendar (RFC 5545): all-day events that span what their dates may mean, and say so.

A calendar knows days only. A coarse date becomes an all-day span over all days that it may mean,
with the date in words in front of the title; of a date with an open side the known end is
entered, with "since", "until" or "by" in words. Years before the common era cannot be written
and are left out; the calendar's description says how many. `X-TIMELINE-EDTF` keeps the date
as it is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from timeline import __version__
from timeline.edtf import parse
from timeline.errors import EDTFError
from timeline.publish.formats.as_atom import clean
from timeline.publish.formats.records import Export, Retracted, said_of
from timeline.publish.records import EventRow
from timeline.publish.wording import count

CONTENT_TYPE = "text/calendar; charset=utf-8"
_STATUS = {"asserted": "CONFIRMED", "reported": "CONFIRMED"}
_MARKED = {
    "planned": "planned",
    "possible": "possible",
    "negated": "negated",
    "reported": "reported",
}


def write(export: Export) -> str:
    """Write the export as one calendar."""
    calendar = Calendar()
    calendar.add("prodid", f"-//event-timeline-tracker//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", clean(export.title))
    calendar.add("name", clean(export.title))
    calendar.add("url", export.url)
    left_out = 0
    for event in export.events:
        entry = _entry(event, export)
        if entry is None:
            left_out += 1
        else:
            calendar.add_component(entry)
    for gone in export.retracted:
        calendar.add_component(_cancelled(gone, export))
    words = _description(export, left_out)
    calendar.add("x-wr-caldesc", words)
    calendar.add("description", words)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _description(export: Export, left_out: int) -> str:
    words = f"{count(export.total, 'event')} at {export.url}."
    if len(export.events) < export.total:
        words += f" This calendar has the {len(export.events):,} most reported of them."
    if left_out:
        words += (
            f" Left out: {count(left_out, 'event')} of years that a calendar cannot write"
            " (before AD 1 or after 9999)."
        )
    return words


def _entry(event: EventRow, export: Export) -> Event | None:
    span = calendar_days(event.edtf)
    if span is None:
        return None
    first, last = span
    entry = Event()
    entry.add("uid", uid(event.key))
    changed = _instant(event.changed_at)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", event.sequence)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", summary(event))
    entry.add("description", f"{clean(said_of(event))}.\n{_who(event)}{export.link(event.key)}")
    entry.add("url", export.link(event.key))
    entry.add("status", _STATUS.get(event.modality, "TENTATIVE"))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [event.modality])
    entry.add("x-timeline-edtf", event.edtf)
    if event.places:
        entry.add("location", clean(event.places[0].name))
        place = event.places[0]
        if place.latitude is not None and place.longitude is not None:
            entry.add("geo", (place.latitude, place.longitude))
    return entry


def _who(event: EventRow) -> str:
    return f"{clean(', '.join(event.publishers[:5]))}\n" if event.publishers else ""


def uid(key: str) -> str:
    """The identifier of an event in every calendar, wherever it is served."""
    return f"{key}@event.timeline.invalid"


def summary(event: EventRow) -> str:
    """The title, with what the entry's days do not say: an unsure date, a modality."""
    value = parse(event.edtf)
    exact = value.earliest_day is not None and (
        value.earliest_day == value.latest_day and not value.approximate and not value.uncertain
    )
    marks = [] if exact else [event.words]
    if event.modality in _MARKED:
        marks.append(_MARKED[event.modality])
    title = clean(event.title)
    return f"{title} ({', '.join(marks)})" if marks else title


def calendar_days(edtf: str) -> tuple[date, date] | None:
    """First and last day to enter: all that the date may mean, or the known end of an open one.

    Returns:
        None for days that a calendar cannot write (before 0001 or after 9999-12-30).
    """
    try:
        value = parse(edtf)
    except EDTFError:
        return None
    first = value.earliest_day if value.earliest_day is not None else value.latest_day
    last = value.latest_day if value.latest_day is not None else value.earliest_day
    if first is None or last is None or first < 1 or last >= date.max.toordinal():
        return None
    return date.fromordinal(first), date.fromordinal(last)


def _cancelled(gone: Retracted, export: Export) -> Event:
    at = _instant(gone.at)
    entry = Event()
    entry.add("uid", uid(gone.key))
    entry.add("dtstamp", at)
    entry.add("last-modified", at)
    entry.add("sequence", gone.sequence)
    span = calendar_days(gone.edtf) if gone.edtf else None
    first, last = span or (at.date(), at.date())
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", clean(gone.title or "Event that was taken back"))
    where = f" It is told at {export.link(gone.new_key)} now." if gone.new_key else ""
    entry.add("description", clean(f"Not told any more: {gone.reason}.{where}"))
    entry.add("status", "CANCELLED")
    entry.add("url", export.link(gone.key))
    if gone.edtf:
        entry.add("x-timeline-edtf", gone.edtf)
    return entry


def _instant(text: str) -> datetime:
    when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return when if when.tzinfo else when.replace(tzinfo=UTC)
